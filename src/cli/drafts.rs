//! The drafts that a command reads: named on its command line, found in folders, piped in.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use chrono::NaiveDate;
use miette::Diagnostic;
use rayon::prelude::*;
use thiserror::Error;

use super::Outcome;
use super::files::{PathError, Search, find, slashes};
use super::packs::is_pack;
use super::terminal::{ColourChoice, complain, look};
use crate::Settings;
use crate::finding::Code;
use crate::report::Look;
use crate::source::{self, Document, LIMIT};

/// What every command that reads drafts is told.
#[derive(Debug, clap::Args)]
pub(super) struct Input {
    /// Drafts, or folders of drafts; - is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// The day that drafts without a date of their own are from
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(super) date: Option<NaiveDate>,
    /// What standard input is called: gives the format, and which packs apply
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    /// Files to check at once [default: one per processor]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// When to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColourChoice,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// `2025-02-13`
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "write a day as in 2025-02-13".to_owned())
}

/// `weekday-mismatch`
pub(super) fn code(text: &str) -> Result<Code, String> {
    let known = Code::ALL.iter().find(|code| code.as_str() == text);
    known.copied().ok_or_else(|| "`factlint explain` lists the codes".to_owned())
}

/// Files that are read before any of them is printed, for each job: enough to keep all jobs at work, few enough
/// that memory stays flat.
const BATCH: usize = 32;

const DRAFTS: Search = Search {
    what: "draft",
    help: "factlint reads Markdown and plain text; a file of another name is read if it is named itself",
    is_one: |name| source::Format::of(name).is_some(),
    respects_ignore: true,
};

#[derive(Debug, Error, Diagnostic)]
enum UsageError {
    #[error("nothing to check")]
    #[diagnostic(code(factlint::cli::no_path), help("name a draft or a folder, or - for standard input"))]
    NoPath,
    #[error("`{path}` is a pack, not a draft")]
    #[diagnostic(
        code(factlint::cli::pack_as_draft),
        help("give each pack its own --rules, or a pattern in quotes: --rules '*.yaml'")
    )]
    Pack { path: String },
    #[error("`{path}` could not be written: {error}")]
    #[diagnostic(code(factlint::cli::unwritable))]
    Unwritable { path: String, error: io::Error },
}

/// Where a draft comes from. In the order in which drafts are printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Draft {
    File(String),
    StandardInput,
}

impl Input {
    /// How drafts are checked, codes of which nothing is to be said left out.
    pub(super) fn settings(&self, ignored: &[Code]) -> Settings {
        Settings { date: self.date, ignored: ignored.iter().copied().collect() }
    }

    /// Whether no draft is named at all, and says so.
    pub(super) fn is_empty(&self) -> bool {
        if self.paths.is_empty() {
            complain(&UsageError::NoPath, self.color);
        }
        self.paths.is_empty()
    }

    /// Every draft once, in the order of the output; and whether an argument gave none.
    pub(super) fn drafts(&self) -> (Vec<Draft>, bool) {
        let mut drafts = BTreeSet::new();
        let mut missing = false;
        for path in &self.paths {
            if path == "-" {
                drafts.insert(Draft::StandardInput);
                continue;
            }
            let found = match find(path, &DRAFTS) {
                Ok(found) => found,
                Err(error) => {
                    complain(&error, self.color);
                    missing = true;
                    continue;
                }
            };
            if let Some(pack) = found.iter().find(|path| is_pack(path)) {
                complain(&UsageError::Pack { path: pack.clone() }, self.color);
                missing = true;
            } else {
                drafts.extend(found.into_iter().map(Draft::File));
            }
        }
        (drafts.into_iter().collect(), missing)
    }

    /// None for standard input that nobody named.
    pub(super) fn name<'a>(&'a self, draft: &'a Draft) -> Option<&'a str> {
        match draft {
            Draft::File(path) => Some(path),
            Draft::StandardInput => self.stdin_filename.as_deref(),
        }
    }

    /// Reads a draft.
    pub(super) fn read(&self, draft: &Draft) -> Result<Document, Box<dyn Diagnostic>> {
        read(draft, self.name(draft))
    }

    /// Does a piece of work for each draft, several at once, and hands the results over in the order of the drafts.
    pub(super) fn each<T: Send>(
        &self,
        drafts: &[Draft],
        work: impl Fn(usize, &Draft) -> T + Sync,
        mut done: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<()> {
        let jobs =
            self.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let jobs = jobs.min(drafts.len());
        // Threads cost more to start than a draft costs to check.
        let pool = (jobs > 1 && drafts.len() > 3)
            .then(|| rayon::ThreadPoolBuilder::new().num_threads(jobs).build().ok())
            .flatten();
        let Some(pool) = pool else {
            return drafts.iter().enumerate().try_for_each(|(index, draft)| done(work(index, draft)));
        };
        let numbered: Vec<(usize, &Draft)> = drafts.iter().enumerate().collect();
        for batch in numbered.chunks(BATCH * jobs) {
            let worked: Vec<T> =
                pool.install(|| batch.par_iter().map(|(index, draft)| work(*index, draft)).collect());
            worked.into_iter().try_for_each(&mut done)?;
        }
        Ok(())
    }

    /// How what goes to the output looks.
    pub(super) fn look(&self) -> Look {
        match self.output {
            Some(_) => look(self.color, None),
            None => look(self.color, Some(&io::stdout())),
        }
    }

    /// Says that the output could not be written.
    pub(super) fn unwritable(&self, error: io::Error) -> Outcome {
        let path =
            self.output.as_ref().map_or("standard output".to_owned(), |path| path.display().to_string());
        complain(&UsageError::Unwritable { path, error }, self.color);
        Outcome::CouldNotCheck
    }
}

/// Reads a draft, which `given` may name otherwise than its file is called.
pub(super) fn read(draft: &Draft, given: Option<&str>) -> Result<Document, Box<dyn Diagnostic>> {
    let name = slashes(given.unwrap_or("<stdin>"));
    let bytes = match draft {
        Draft::File(path) => File::open(path).and_then(limited),
        Draft::StandardInput => limited(io::stdin().lock()),
    };
    let bytes =
        bytes.map_err(|error| PathError::Unreadable { path: name.clone(), error: error.to_string() })?;
    let format = source::Format::of(&name).unwrap_or(match given {
        // What is piped in is likelier Markdown than not, and Markdown reads plain text well.
        None => source::Format::Markdown,
        Some(_) => source::Format::Text,
    });
    Ok(source::read(&name, &bytes, format)?)
}

/// Not more than shows that it is too much.
fn limited(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
