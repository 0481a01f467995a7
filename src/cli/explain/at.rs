//! `factlint explain --at FILE:LINE[:COLUMN]`: the claims at one place.

use std::fmt::Write as _;
use std::path::Path;

use miette::Diagnostic;
use thiserror::Error;

use super::{Args, Format};
use crate::cli::drafts::{Draft, read};
use crate::cli::files::{Search, find};
use crate::cli::packs::{Shelf, load_any};
use crate::cli::terminal::look;
use crate::explained::{Trace, trace};
use crate::finding::Rule;
use crate::report::{Rules, trace_jsonl, trace_pretty};
use crate::source::{Document, LineIndex};
use crate::span::Span;
use crate::{Settings, sheet};

#[derive(Debug, Error, Diagnostic)]
enum PlaceError {
    #[error("`{at}` names no line")]
    #[diagnostic(code(factlint::cli::no_line), help("write FILE:LINE or FILE:LINE:COLUMN, as in draft.md:7"))]
    NoLine { at: String },
    #[error("`{file}` has {count}, so there is no line {line}")]
    #[diagnostic(code(factlint::cli::line_out_of_range), help("lines count from 1"))]
    Line { file: String, line: u32, count: String },
    #[error("line {line} of `{file}` has {count}, so there is no column {column}")]
    #[diagnostic(code(factlint::cli::column_out_of_range), help("columns count characters from 1"))]
    Column { file: String, line: u32, column: u32, count: String },
    #[error("`{file}` is a folder")]
    #[diagnostic(code(factlint::cli::folder), help("name one draft in it"))]
    Folder { file: String },
    #[error("no rule is called `{id}`")]
    #[diagnostic(
        code(factlint::cli::unknown_rule),
        help("the ids stand in the packs, and in what `factlint claims` prints")
    )]
    Rule { id: String },
}

/// A file is looked for as a draft is, so that a missing one is told in the same words.
const ONE: Search =
    Search { what: "draft", help: "name one draft", is_one: |_| true, respects_ignore: false };

/// `draft.md:7:12`
struct At<'a> {
    file: &'a str,
    line: u32,
    column: Option<u32>,
}

impl<'a> At<'a> {
    fn parse(at: &'a str) -> Option<At<'a>> {
        let number = |text: &str| text.parse::<u32>().ok();
        let (rest, last) = at.rsplit_once(':')?;
        let last = number(last)?;
        match rest.rsplit_once(':').and_then(|(file, line)| Some((file, number(line)?))) {
            // "C:7" is line 7 of a file "C"; nothing else can be meant.
            Some((file, line)) if !file.is_empty() => Some(At { file, line, column: Some(last) }),
            _ => (!rest.is_empty()).then_some(At { file: rest, line: last, column: None }),
        }
    }
}

/// What to print. `Err(None)`: the error has been printed.
pub(super) fn explain(args: &Args, at: &str) -> Result<String, Option<Box<dyn Diagnostic>>> {
    let failed = |error: PlaceError| Some(Box::new(error) as Box<dyn Diagnostic>);
    // A file whose own name ends in a number is more likely meant than a line of another.
    let place = At::parse(at).ok_or_else(|| failed(PlaceError::NoLine { at: at.to_owned() }))?;
    let draft = match place.file {
        "-" => Draft::StandardInput,
        file if Path::new(file).is_dir() => return Err(failed(PlaceError::Folder { file: file.to_owned() })),
        file => {
            find(file, &ONE).map_err(|error| Some(Box::new(error) as Box<dyn Diagnostic>))?;
            Draft::File(file.to_owned())
        }
    };
    let name = (place.file != "-").then_some(place.file);
    let document = read(&draft, name).map_err(Some)?;
    let lines = LineIndex::new(&document.text);
    let asked = bytes(&document, &lines, &place).map_err(failed)?;
    let packs = load_any(&args.rules, args.color).ok_or(None)?;
    let shelf = Shelf::new(packs, std::iter::once(name));
    let Some(set) = shelf.sets().get(shelf.of_draft(0)) else { return Ok(String::new()) };
    let rules = Rules::new(set.packs());
    let rule = args
        .code
        .as_deref()
        .map(|id| rules.find(id).ok_or_else(|| failed(PlaceError::Rule { id: id.to_owned() })));
    let rule = rule.transpose()?;
    let settings = Settings { date: args.date, ..Settings::default() };
    let is_asked = |other: Rule| rule == Some(other);
    let mut traces = trace(&document, set, &settings, &|span| span.overlaps(asked), &is_asked);
    if traces.is_empty() && place.column.is_some() {
        // The column of a subject asks for what is said of it.
        let all = sheet(&document, set, &settings).entries.into_iter();
        let of_subject: Vec<Span> = all
            .filter(|e| e.subject.as_ref().and_then(|s| s.span).is_some_and(|s| s.overlaps(asked)))
            .map(|e| e.span)
            .collect();
        traces = trace(&document, set, &settings, &|span| of_subject.contains(&span), &is_asked);
    }
    if let Some(rule) = rule {
        for trace in &mut traces {
            trace.near.retain(|near| near.rule == rule);
        }
    }
    Ok(match args.format {
        Format::Jsonl => trace_jsonl(&document, &traces, &rules),
        Format::Pretty if traces.is_empty() => nothing(&document, &lines, &place, asked, set, &settings),
        Format::Pretty => {
            let text = trace_pretty(&document, &traces, &rules, &look(args.color, Some(&std::io::stdout())));
            if rule.is_some() && traces.iter().all(|trace: &Trace| trace.near.is_empty()) {
                text + "The rule shares no word with these claims.\n"
            } else {
                text
            }
        }
    })
}

/// The bytes that are asked about.
fn bytes(document: &Document, lines: &LineIndex<'_>, place: &At<'_>) -> Result<Span, PlaceError> {
    let counted = |count: usize, what: &str| {
        let s = if count == 1 { "" } else { "s" };
        format!("{} {what}{s}", if count == 0 { "no".to_owned() } else { count.to_string() })
    };
    let file = || place.file.to_owned();
    // What follows the last line break is no line unless something stands there.
    let ends_empty = lines.count() > 1 && document.text.ends_with(['\n', '\r']);
    let count = lines.count() - usize::from(ends_empty || document.text.is_empty());
    let range = lines
        .line(place.line)
        .filter(|_| place.line as usize <= count)
        .ok_or_else(|| PlaceError::Line { file: file(), line: place.line, count: counted(count, "line") })?;
    let text = document.text.get(range.clone()).unwrap_or("");
    let (skipped, text) = match text.strip_prefix('\u{feff}').filter(|_| range.start == 0) {
        Some(rest) => (text.len() - rest.len(), rest),
        None => (0, text),
    };
    let span = match place.column {
        None => Span::new(range.start, range.end),
        Some(column) => {
            let found = column.checked_sub(1).and_then(|c| text.char_indices().nth(c as usize));
            let (at, c) = found.ok_or_else(|| PlaceError::Column {
                file: file(),
                line: place.line,
                column,
                count: counted(text.chars().count(), "character"),
            })?;
            let start = range.start + skipped + at;
            Span::new(start, start + c.len_utf8())
        }
    };
    Ok(span.unwrap_or_default())
}

/// That no claim stands there, and where the nearest ones do.
fn nothing(
    document: &Document,
    lines: &LineIndex<'_>,
    place: &At<'_>,
    asked: Span,
    set: &crate::PackSet,
    settings: &Settings,
) -> String {
    let entries = sheet(document, set, settings).entries;
    let mut out = String::from("No claim stands ");
    let column = place.column.map_or(String::new(), |column| format!(", column {column}"));
    let _ = write!(out, "on line {}{column} of {}", place.line, document.name);
    let near = |entry: &crate::Entry| {
        let position = lines.position(entry.span.start());
        format!("{}:{} “{}”", position.line, position.column, entry.span.slice(&document.text))
    };
    let before = entries.iter().rev().find(|e| e.span.end() <= asked.start()).map(near);
    let after = entries.iter().find(|e| e.span.start() >= asked.end()).map(near);
    let nearest: Vec<String> = before.into_iter().chain(after).collect();
    if nearest.is_empty() {
        out.push_str(", nor anywhere in it.\n");
    } else {
        let _ = writeln!(out, "; the nearest: {}.", nearest.join(" and "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::At;

    #[test]
    fn reads_a_place() {
        let seen = |at: &str| At::parse(at).map(|at| format!("{} {} {:?}", at.file, at.line, at.column));
        assert_eq!(seen("a.md:7").as_deref(), Some("a.md 7 None"));
        assert_eq!(seen("a.md:7:12").as_deref(), Some("a.md 7 Some(12)"));
        assert_eq!(seen("C:\\x.md:7").as_deref(), Some("C:\\x.md 7 None"));
        assert_eq!(seen("-:3").as_deref(), Some("- 3 None"));
        for bad in ["a.md", "a.md:", "a.md:x", ":7", "a.md:-1", ""] {
            assert_eq!(seen(bad), None, "{bad}");
        }
    }
}
