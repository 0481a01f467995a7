//! `factlint check`: the main job.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::NaiveDate;
use clap::ValueEnum;
use miette::Diagnostic;
use rayon::prelude::*;
use thiserror::Error;

use super::Outcome;
use super::files::{PathError, Search, find, slashes};
use super::packs::{Shelf, is_pack, load_all};
use super::terminal::{ColourChoice, complain, look, note};
use crate::Settings;
use crate::report::{self, Look, Rules, Summary, render_diagnostic};
use crate::source::{self, LIMIT};

/// Check drafts against packs
///
/// Exit status: 0 nothing fails the run, 1 a finding does, 2 the usage or a pack is wrong or a file could not be read.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Drafts, or folders of drafts; - is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// A pack, a folder of packs or a pattern in quotes; may be given several times [default: rules/]
    // One value each: `--rules a.yaml draft.md` must not take the draft for a pack.
    #[arg(long, short, value_name = "PACK", action = clap::ArgAction::Append)]
    rules: Vec<String>,
    /// The day that drafts without a date of their own are from
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<NaiveDate>,
    /// How to write findings
    #[arg(long, short, value_enum, default_value = "pretty")]
    format: Format,
    /// What standard input is called: gives the format, and which packs apply
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    /// Files to check at once [default: one per processor]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// When to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    color: ColourChoice,
    /// Leave out the summary
    #[arg(long, short)]
    quiet: bool,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,
    /// Write findings to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The sentence, the rule and what to write
    Pretty,
    /// One line each
    Compact,
    /// One JSON object a line
    Jsonl,
}

impl From<Format> for report::Format {
    fn from(format: Format) -> report::Format {
        match format {
            Format::Pretty => report::Format::Pretty,
            Format::Compact => report::Format::Compact,
            Format::Jsonl => report::Format::Jsonl,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Never,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "write a day as in 2025-02-13".to_owned())
}

/// Files that are checked before any of them is printed, for each job: enough to keep all jobs at work, few enough
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

/// Where a draft comes from. In the order in which findings are printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Draft {
    File(String),
    StandardInput,
}

impl Draft {
    /// None for standard input that nobody named.
    fn name<'a>(&'a self, args: &'a Args) -> Option<&'a str> {
        match self {
            Draft::File(path) => Some(path),
            Draft::StandardInput => args.stdin_filename.as_deref(),
        }
    }
}

/// What became of one draft.
#[derive(Default)]
struct Checked {
    /// For the output.
    findings: String,
    /// For standard error.
    complaint: String,
    summary: Summary,
}

/// What every draft of a run is checked with.
struct Run<'a> {
    args: &'a Args,
    shelf: &'a Shelf,
    /// For each set of packs, once a finding cites it.
    rules: Vec<OnceLock<Rules<'a>>>,
    out: Look,
    err: Look,
}

pub(super) fn run(args: &Args) -> Outcome {
    if args.paths.is_empty() {
        complain(&UsageError::NoPath, args.color);
        return Outcome::CouldNotCheck;
    }
    let Some(packs) = load_all(&args.rules, args.color) else { return Outcome::CouldNotCheck };
    let (drafts, mut missing) = drafts(args);
    let mut sink = match Sink::open(args.output.as_deref()) {
        Ok(sink) => sink,
        Err(error) => return unwritable(args, error),
    };
    let out = match args.output {
        Some(_) => look(args.color, None),
        None => look(args.color, Some(&io::stdout())),
    };
    let shelf = Shelf::new(packs, drafts.iter().map(|draft| draft.name(args)));
    let run = Run {
        args,
        shelf: &shelf,
        rules: shelf.sets().iter().map(|_| OnceLock::new()).collect(),
        out,
        err: look(args.color, Some(&io::stderr())),
    };
    let mut summary = Summary::default();
    let written = each(&run, &drafts, |checked| {
        let _ = io::stderr().lock().write_all(checked.complaint.as_bytes());
        summary.add(checked.summary);
        sink.write(&checked.findings)
    });
    if let Err(error) = written.and_then(|()| sink.finish(args, &summary)) {
        // Whoever read the output has read enough.
        if error.kind() != io::ErrorKind::BrokenPipe {
            return unwritable(args, error);
        }
    }
    missing |= summary.unread > 0;
    let fails = match args.fail_on {
        FailOn::Error => summary.errors > 0,
        FailOn::Warning => summary.errors + summary.warnings > 0,
        FailOn::Never => false,
    };
    match (missing, fails) {
        (true, _) => Outcome::CouldNotCheck,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Clean,
    }
}

fn unwritable(args: &Args, error: io::Error) -> Outcome {
    let path = args.output.as_ref().map_or("standard output".to_owned(), |path| path.display().to_string());
    complain(&UsageError::Unwritable { path, error }, args.color);
    Outcome::CouldNotCheck
}

/// Every draft once, in the order of the output; and whether an argument gave none.
fn drafts(args: &Args) -> (Vec<Draft>, bool) {
    let mut drafts = BTreeSet::new();
    let mut missing = false;
    for path in &args.paths {
        if path == "-" {
            drafts.insert(Draft::StandardInput);
            continue;
        }
        let found = match find(path, &DRAFTS) {
            Ok(found) => found,
            Err(error) => {
                complain(&error, args.color);
                missing = true;
                continue;
            }
        };
        if let Some(pack) = found.iter().find(|path| is_pack(path)) {
            complain(&UsageError::Pack { path: pack.clone() }, args.color);
            missing = true;
        } else {
            drafts.extend(found.into_iter().map(Draft::File));
        }
    }
    (drafts.into_iter().collect(), missing)
}

/// Checks the drafts, several at once, and hands each result over in the order of the drafts.
fn each(run: &Run<'_>, drafts: &[Draft], mut done: impl FnMut(Checked) -> io::Result<()>) -> io::Result<()> {
    let jobs =
        run.args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let jobs = jobs.min(drafts.len());
    // Threads cost more to start than a draft costs to check.
    let pool = (jobs > 1 && drafts.len() > 3)
        .then(|| rayon::ThreadPoolBuilder::new().num_threads(jobs).build().ok())
        .flatten();
    let Some(pool) = pool else {
        return drafts.iter().enumerate().try_for_each(|(index, draft)| done(check(run, index, draft)));
    };
    let numbered: Vec<(usize, &Draft)> = drafts.iter().enumerate().collect();
    for batch in numbered.chunks(BATCH * jobs) {
        let checked: Vec<Checked> =
            pool.install(|| batch.par_iter().map(|(index, draft)| check(run, *index, draft)).collect());
        checked.into_iter().try_for_each(&mut done)?;
    }
    Ok(())
}

fn check(run: &Run<'_>, index: usize, draft: &Draft) -> Checked {
    let given = draft.name(run.args);
    let name = slashes(given.unwrap_or("<stdin>"));
    let bytes = match draft {
        Draft::File(path) => File::open(path).and_then(read),
        Draft::StandardInput => read(io::stdin().lock()),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            return unread(run, &PathError::Unreadable { path: name, error: error.to_string() });
        }
    };
    let format = source::Format::of(&name).unwrap_or(match given {
        // What is piped in is likelier Markdown than not, and Markdown reads plain text well.
        None => source::Format::Markdown,
        Some(_) => source::Format::Text,
    });
    let document = match source::read(&name, &bytes, format) {
        Ok(document) => document,
        Err(error) => return unread(run, &error),
    };
    drop(bytes);
    let set = run.shelf.of_draft(index);
    let Some(packs) = run.shelf.sets().get(set) else { return Checked::default() };
    let report = crate::check(&document, packs, &Settings { date: run.args.date });
    let mut summary = Summary {
        files: 1,
        agrees: report.agrees,
        contradicts: report.contradicts,
        unclear: report.unclear,
        ..Summary::default()
    };
    for finding in &report.findings {
        summary.count(finding);
    }
    let mut findings = String::new();
    if !report.findings.is_empty()
        && let Some(rules) = run.rules.get(set)
    {
        let rules = rules.get_or_init(|| Rules::new(packs.packs()));
        findings = report::render(run.args.format.into(), &document, &report.findings, rules, &run.out);
    }
    Checked { findings, complaint: String::new(), summary }
}

fn unread(run: &Run<'_>, error: &dyn Diagnostic) -> Checked {
    Checked {
        findings: String::new(),
        complaint: render_diagnostic(error, &run.err),
        summary: Summary { unread: 1, ..Summary::default() },
    }
}

/// Not more than shows that it is too much.
fn read(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Where findings go.
enum Sink {
    StandardOutput,
    /// Written in full beside the file, then put in its place.
    File {
        file: io::BufWriter<File>,
        temporary: Temporary,
        path: PathBuf,
    },
    /// A device or pipe: nothing can take its place.
    Device(File),
}

/// A file that goes away unless it has become another.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Sink {
    fn open(output: Option<&Path>) -> io::Result<Sink> {
        let Some(path) = output else { return Ok(Sink::StandardOutput) };
        // A link stays a link: what it leads to is replaced.
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if std::fs::metadata(&path).is_ok_and(|data| !data.is_file()) {
            return Ok(Sink::Device(File::options().write(true).open(&path)?));
        }
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        let temporary = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        let file = File::options().write(true).create_new(true).open(&temporary)?;
        Ok(Sink::File { file: io::BufWriter::new(file), temporary: Temporary(temporary), path })
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        match self {
            Sink::StandardOutput if text.is_empty() => Ok(()),
            Sink::StandardOutput => {
                let mut stdout = io::stdout().lock();
                stdout.write_all(text.as_bytes())?;
                stdout.flush()
            }
            Sink::File { file, .. } => file.write_all(text.as_bytes()),
            Sink::Device(file) => file.write_all(text.as_bytes()),
        }
    }

    /// Puts the file in its place and prints the summary: below pretty findings on standard output, else on standard
    /// error, where no program trips over it.
    fn finish(mut self, args: &Args, summary: &Summary) -> io::Result<()> {
        let line = (!args.quiet).then(|| summary.to_string());
        match (&mut self, line) {
            (Sink::StandardOutput, Some(line)) if args.format == Format::Pretty => {
                return self.write(&format!("{line}\n"));
            }
            (_, Some(line)) => note(&line),
            (_, None) => {}
        }
        if let Sink::File { file, temporary, path } = self {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            if let Ok(data) = std::fs::metadata(&path) {
                let _ = file.set_permissions(data.permissions());
            }
            drop(file);
            std::fs::rename(&temporary.0, &path)?;
        }
        Ok(())
    }
}
