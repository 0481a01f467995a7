//! `factlint claims`: the tick sheet.

use std::io::{self, Write};
use std::sync::OnceLock;

use clap::ValueEnum;
use miette::Diagnostic;
use rust_decimal::Decimal;
use thiserror::Error;

use super::Outcome;
use super::check::FailOn;
use super::drafts::{Draft, Input, code};
use super::packs::{Shelf, load_any};
use super::sink::Sink;
use super::terminal::{complain, look};
use crate::fact::Severity;
use crate::finding::Code;
use crate::report::{Coverage, Look, Rules, render_diagnostic, sheet_galley, sheet_jsonl};
use crate::sheet;

/// List every checkable claim of a draft and tick it off
///
/// Each claim agrees with a rule, contradicts one, is unclear, or no rule speaks of it (unchecked). Without packs every
/// claim is listed as unchecked.
///
/// Exit status: 0 nothing fails the run, 1 a contradiction or too little coverage does, 2 the usage or a pack is wrong
/// or a file could not be read.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
    /// A pack, a folder of packs or a pattern in quotes; may be given several times [default: rules/, if there is one]
    #[arg(long, short, value_name = "PACK", action = clap::ArgAction::Append)]
    rules: Vec<String>,
    /// Say nothing of a code; may be given several times
    #[arg(long, value_name = "CODE", value_parser = code, action = clap::ArgAction::Append)]
    ignore: Vec<Code>,
    /// How to write the sheet
    #[arg(long, short, value_enum, default_value = "pretty")]
    format: Format,
    /// The least share of the claims that must have been checked: they agree or contradict
    #[arg(long, value_name = "N%", value_parser = share)]
    min_coverage: Option<Decimal>,
    /// Leave out the coverage line
    #[arg(long, short)]
    quiet: bool,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The draft's own text, each claim underlined and ticked
    Pretty,
    /// One JSON object a claim
    Jsonl,
}

/// `80%`, `80`
fn share(text: &str) -> Result<Decimal, String> {
    let number = text.trim().trim_end_matches('%').trim_end();
    Decimal::from_str_exact(number)
        .ok()
        .filter(|n| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(n))
        .ok_or_else(|| "write a share from 0% to 100%, as in 80%".to_owned())
}

#[derive(Debug, Error, Diagnostic)]
#[error("{}", self.message())]
#[diagnostic(code(factlint::cli::coverage), help("add facts for the unchecked claims, or ask for less"))]
struct TooLittle {
    checked: usize,
    claims: usize,
    least: Decimal,
}

impl TooLittle {
    /// The share is rounded down: 79.96% is not 80%.
    fn message(&self) -> String {
        let TooLittle { checked, claims, least } = self;
        let tenths = checked * 1000 / (*claims).max(1);
        let were = if *checked == 1 { "was" } else { "were" };
        let share = Decimal::new(i64::try_from(tenths).unwrap_or(i64::MAX), 1).normalize();
        format!(
            "{checked} of {claims} claims {were} checked: {share}%, where --min-coverage asks for {}%",
            least.normalize()
        )
    }
}

#[derive(Default)]
struct Ticked {
    /// For the output.
    sheet: String,
    /// For standard error.
    complaint: String,
    coverage: Coverage,
    errors: usize,
    warnings: usize,
}

struct Run<'a> {
    args: &'a Args,
    shelf: &'a Shelf,
    rules: Vec<OnceLock<Rules<'a>>>,
    out: Look,
    err: Look,
}

pub(super) fn run(args: &Args) -> Outcome {
    if args.input.is_empty() {
        return Outcome::CouldNotCheck;
    }
    let Some(packs) = load_any(&args.rules, args.input.color) else { return Outcome::CouldNotCheck };
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
    let mut coverage = Coverage::default();
    let (mut errors, mut warnings) = (0, 0);
    let written = args.input.each(
        &drafts,
        |index, draft| tick(&run, index, draft),
        |ticked| {
            let _ = io::stderr().lock().write_all(ticked.complaint.as_bytes());
            coverage.add(ticked.coverage);
            errors += ticked.errors;
            warnings += ticked.warnings;
            sink.write(&ticked.sheet)
        },
    );
    let line = (!args.quiet).then(|| coverage.to_string());
    if let Err(error) = written.and_then(|()| sink.finish(line, args.format == Format::Pretty))
        // Whoever read the output has read enough.
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        return args.input.unwritable(error);
    }
    missing |= coverage.unread > 0;
    let (checked, claims) = (coverage.checked(), coverage.claims());
    let short = args
        .min_coverage
        .filter(|least| Decimal::from(checked) * Decimal::ONE_HUNDRED < *least * Decimal::from(claims));
    if let Some(least) = short {
        complain(&TooLittle { checked, claims, least }, args.input.color);
    }
    match (missing, args.fail_on.fails(errors, warnings) || short.is_some()) {
        (true, _) => Outcome::CouldNotCheck,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Clean,
    }
}

fn tick(run: &Run<'_>, index: usize, draft: &Draft) -> Ticked {
    let document = match run.args.input.read(draft) {
        Ok(document) => document,
        Err(error) => {
            return Ticked {
                complaint: render_diagnostic(&*error, &run.err),
                coverage: Coverage { unread: 1, ..Coverage::default() },
                ..Ticked::default()
            };
        }
    };
    let set = run.shelf.of_draft(index);
    let Some(packs) = run.shelf.sets().get(set) else { return Ticked::default() };
    let sheet = sheet(&document, packs, &run.args.input.settings(&run.args.ignore));
    let rules = run.rules.get(set).map(|rules| rules.get_or_init(|| Rules::new(packs.packs())));
    let of = |severity| sheet.report.findings.iter().filter(|f| f.severity == severity).count();
    Ticked {
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        coverage: Coverage::of(&sheet),
        sheet: match run.args.format {
            Format::Pretty => sheet_galley(&document, &sheet, rules, &run.out),
            Format::Jsonl => sheet_jsonl(&document, &sheet, rules),
        },
        complaint: String::new(),
    }
}
