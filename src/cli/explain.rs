//! `factlint explain CODE`: what a code means; `--at FILE:LINE`: why the claims there were judged as they were.

mod at;

use std::fmt;
use std::io::{self, Write};

use chrono::NaiveDate;
use clap::ValueEnum;
use miette::Diagnostic;
use thiserror::Error;

use super::Outcome;
use super::terminal::{ColourChoice, complain};
use crate::finding::Code;

/// Tell what a code means, or why a claim was judged as it was
///
/// Without a code and a place, all codes are listed. With --at, each claim on the line (or at the column) is shown
/// with the path it took: recognised, bound, and held against each fact that came near.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The code, as a finding shows it; with --at, the rule to ask about
    #[arg(value_name = "CODE|ID")]
    code: Option<String>,
    /// A place in a draft: its line, or the character in it; - is standard input
    #[arg(long, value_name = "FILE:LINE[:COLUMN]", allow_hyphen_values = true)]
    at: Option<String>,
    /// A pack, a folder of packs or a pattern in quotes; may be given several times [default: rules/, if there is one]
    #[arg(long, short, value_name = "PACK", action = clap::ArgAction::Append, requires = "at")]
    rules: Vec<String>,
    /// The day that a draft without a date of its own is from
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::drafts::day, requires = "at")]
    date: Option<NaiveDate>,
    /// How to write what is at the place
    #[arg(long, short, value_enum, default_value = "pretty", requires = "at")]
    format: Format,
    /// When to colour
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    color: ColourChoice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Step by step
    Pretty,
    /// One JSON object a claim
    Jsonl,
}

#[derive(Debug, Error, Diagnostic)]
#[error("`{code}` is not a code")]
#[diagnostic(code(factlint::cli::unknown_code), help("{help}"))]
struct UnknownCode {
    code: String,
    help: String,
}

pub(super) fn run(args: &Args) -> Outcome {
    if let Some(at) = &args.at {
        return match at::explain(args, at) {
            Ok(text) => print(&text),
            Err(Some(error)) => {
                complain(&*error, args.color);
                Outcome::CouldNotCheck
            }
            Err(None) => Outcome::CouldNotCheck,
        };
    }
    let mut out = String::new();
    match &args.code {
        None => list(&mut out),
        Some(word) => match find(word) {
            Ok(code) => plain(&mut out, page(code)),
            Err(error) => {
                complain(&error, args.color);
                return Outcome::CouldNotCheck;
            }
        },
    }
    print(&out)
}

fn print(out: &str) -> Outcome {
    match io::stdout().lock().write_all(out.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Outcome::CouldNotCheck,
        _ => Outcome::Clean,
    }
}

fn find(word: &str) -> Result<Code, UnknownCode> {
    let folded = word.to_lowercase().replace(['_', ' '], "-");
    if let Some(code) = Code::ALL.iter().find(|code| code.as_str() == folded) {
        return Ok(*code);
    }
    let near = Code::ALL
        .iter()
        .map(|code| (strsim::damerau_levenshtein(&folded, code.as_str()), code.as_str()))
        .filter(|(distance, code)| *distance <= code.len() / 3)
        .min();
    let help = match near {
        Some((_, code)) => format!("did you mean `{code}`?"),
        None => "`factlint explain` lists all codes".to_owned(),
    };
    Err(UnknownCode { code: word.to_owned(), help })
}

/// The page of the documentation, in Markdown.
fn page(code: Code) -> &'static str {
    match code {
        Code::NumberMismatch => include_str!("../../docs/src/codes/number-mismatch.md"),
        Code::DirectionMismatch => include_str!("../../docs/src/codes/direction-mismatch.md"),
        Code::UnitMismatch => include_str!("../../docs/src/codes/unit-mismatch.md"),
        Code::DateMismatch => include_str!("../../docs/src/codes/date-mismatch.md"),
        Code::NameMismatch => include_str!("../../docs/src/codes/name-mismatch.md"),
        Code::TitleMismatch => include_str!("../../docs/src/codes/title-mismatch.md"),
        Code::WordingMismatch => include_str!("../../docs/src/codes/wording-mismatch.md"),
        Code::QuoteAltered => include_str!("../../docs/src/codes/quote-altered.md"),
        Code::QuoteMisattributed => include_str!("../../docs/src/codes/quote-misattributed.md"),
        Code::WeekdayMismatch => include_str!("../../docs/src/codes/weekday-mismatch.md"),
        Code::SelfContradiction => include_str!("../../docs/src/codes/self-contradiction.md"),
        Code::ChangeArithmetic => include_str!("../../docs/src/codes/change-arithmetic.md"),
        Code::SumMismatch => include_str!("../../docs/src/codes/sum-mismatch.md"),
        Code::ConversionMismatch => include_str!("../../docs/src/codes/conversion-mismatch.md"),
        Code::SpanMismatch => include_str!("../../docs/src/codes/span-mismatch.md"),
        Code::NameDrift => include_str!("../../docs/src/codes/name-drift.md"),
        Code::RangeInverted => include_str!("../../docs/src/codes/range-inverted.md"),
        Code::MissingFact => include_str!("../../docs/src/codes/missing-fact.md"),
        Code::StaleFact => include_str!("../../docs/src/codes/stale-fact.md"),
        Code::UnusedStet => include_str!("../../docs/src/codes/unused-stet.md"),
    }
}

/// The first paragraph below the title, which says what is wrong in one sentence.
fn gist(page: &str) -> &str {
    page.split("\n\n").nth(1).unwrap_or("").trim()
}

fn list(out: &mut String) {
    let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or(0);
    for code in Code::ALL {
        let page = page(*code);
        let planned = if page.contains("\nStatus: planned") { " (planned)" } else { "" };
        let gist = gist(page).trim_end_matches('.').replace('\n', " ");
        push(out, format_args!("{:width$}  {gist}{planned}\n", code.as_str()));
    }
}

/// Markdown as a terminal shows it best: headings without their signs, code blocks without their fences, indented.
fn plain(out: &mut String, page: &str) {
    let mut code = false;
    for line in page.lines() {
        if line.starts_with("```") {
            code = !code;
        } else if code {
            push(out, format_args!("{}{line}\n", if line.is_empty() { "" } else { "    " }));
        } else if let Some(title) = line.strip_prefix("# ") {
            push(out, format_args!("{title}\n{}\n", "=".repeat(title.chars().count())));
        } else {
            push(out, format_args!("{}\n", line.trim_start_matches("## ")));
        }
    }
}

fn push(out: &mut String, text: fmt::Arguments<'_>) {
    out.push_str(&text.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_of_one_shape() {
        for code in Code::ALL {
            let page = page(*code);
            assert!(page.starts_with(&format!("# {}\n\n", code.as_str())), "{code:?}");
            assert!(gist(page).ends_with('.') && !gist(page).contains('\n'), "{code:?}");
            assert!(gist(page).len() <= 90, "{code:?}: {}", gist(page).len());
            for part in ["## Example", "## How it is judged", "## Not reported", "## What to do"] {
                assert!(page.contains(&format!("\n{part}\n\n")), "{code:?} lacks {part}");
            }
        }
    }

    #[test]
    fn finds_the_nearest() {
        assert_eq!(find("Number_Mismatch").ok(), Some(Code::NumberMismatch));
        assert_eq!(find("numbr-mismatch").unwrap_err().help, "did you mean `number-mismatch`?");
        assert_eq!(find("spelling").unwrap_err().help, "`factlint explain` lists all codes");
    }
}
