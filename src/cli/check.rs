//! `factlint check`: the main job.

use std::io::{self, Write};
use std::sync::OnceLock;

use clap::ValueEnum;

use super::Outcome;
use super::drafts::{Draft, Input, code};
use super::packs::{Shelf, load_all};
use super::sink::Sink;
use super::terminal::look;
use crate::finding::Code;
use crate::report::{self, Look, Rules, Summary, render_diagnostic};

/// Check drafts against packs
///
/// Exit status: 0 nothing fails the run, 1 a finding does, 2 the usage or a pack is wrong or a file could not be read.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
    /// A pack, a folder of packs or a pattern in quotes; may be given several times [default: rules/]
    // One value each: `--rules a.yaml draft.md` must not take the draft for a pack.
    #[arg(long, short, value_name = "PACK", action = clap::ArgAction::Append)]
    rules: Vec<String>,
    /// Use no pack: hold drafts against themselves and the calendar alone
    #[arg(long, conflicts_with = "rules")]
    no_rules: bool,
    /// Say nothing of a code; may be given several times
    #[arg(long, value_name = "CODE", value_parser = code, action = clap::ArgAction::Append)]
    ignore: Vec<Code>,
    /// How to write findings
    #[arg(long, short, value_enum, default_value = "pretty")]
    format: Format,
    /// Leave out the summary
    #[arg(long, short)]
    quiet: bool,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,
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

/// From which severity on findings fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Never,
}

impl FailOn {
    /// Whether a run with so many errors and warnings fails.
    pub(super) fn fails(self, errors: usize, warnings: usize) -> bool {
        match self {
            FailOn::Error => errors > 0,
            FailOn::Warning => errors + warnings > 0,
            FailOn::Never => false,
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
    if args.input.is_empty() {
        return Outcome::CouldNotCheck;
    }
    let packs = if args.no_rules { Some(Vec::new()) } else { load_all(&args.rules, args.input.color) };
    let Some(packs) = packs else { return Outcome::CouldNotCheck };
    let (drafts, mut missing) = args.input.drafts();
    let mut sink = match Sink::open(args.input.output.as_deref()) {
        Ok(sink) => sink,
        Err(error) => return args.input.unwritable(error),
    };
    let shelf = Shelf::new(packs, drafts.iter().map(|draft| args.input.name(draft)));
    let run = Run {
        args,
        shelf: &shelf,
        rules: shelf.sets().iter().map(|_| OnceLock::new()).collect(),
        out: args.input.look(),
        err: look(args.input.color, Some(&io::stderr())),
    };
    let mut summary = Summary::default();
    let written = args.input.each(
        &drafts,
        |index, draft| check(&run, index, draft),
        |checked| {
            let _ = io::stderr().lock().write_all(checked.complaint.as_bytes());
            summary.add(checked.summary);
            sink.write(&checked.findings)
        },
    );
    let line = || (!args.quiet).then(|| summary.to_string());
    if let Err(error) = written.and_then(|()| sink.finish(line(), args.format == Format::Pretty)) {
        // Whoever read the output has read enough.
        if error.kind() != io::ErrorKind::BrokenPipe {
            return args.input.unwritable(error);
        }
    }
    missing |= summary.unread > 0;
    match (missing, args.fail_on.fails(summary.errors, summary.warnings)) {
        (true, _) => Outcome::CouldNotCheck,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Clean,
    }
}

fn check(run: &Run<'_>, index: usize, draft: &Draft) -> Checked {
    let document = match run.args.input.read(draft) {
        Ok(document) => document,
        Err(error) => {
            return Checked {
                findings: String::new(),
                complaint: render_diagnostic(&*error, &run.err),
                summary: Summary { unread: 1, ..Summary::default() },
            };
        }
    };
    let set = run.shelf.of_draft(index);
    let Some(packs) = run.shelf.sets().get(set) else { return Checked::default() };
    let report = crate::check(&document, packs, &run.args.input.settings(&run.args.ignore));
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
