//! What the recognisers see in a draft: underlined in its own text, or one JSON object each.

use serde::Serialize;

use super::galley::{Mark, Note, ending, galley, heading};
use super::jsonl::{Bytes, Place};
use super::paint::{Ink, Look};
use super::sheet::tick;
use super::sweep::Sweep;
use crate::Seen;
use crate::mention::{Hedge, Said};
use crate::source::{Document, LineIndex};

/// The draft's own text, each mention underlined, with its kind and value beside it.
pub fn mentions_galley(document: &Document, seen: &[Seen], look: &Look) -> String {
    let mut out = String::with_capacity(document.text.len() * 2);
    let lines = LineIndex::new(&document.text);
    heading(&mut out, &document.name, lines.count(), look);
    if seen.is_empty() {
        ending(&mut out, lines.count(), "no mentions", look);
        out.push('\n');
        return out;
    }
    let mark = |seen: &Seen| {
        let (place, ink) = kind_of(seen);
        let (line, _) = tick(place, look);
        let note = seen.said.as_ref().map(|said| {
            let mut text = said.kind().to_owned();
            if seen.hedge != Hedge::Exact {
                text.push_str(&format!(", {}", seen.hedge.as_str().replace('-', " ")));
            }
            if let Some(value) = said.shown() {
                text.push_str(&format!(" {value}"));
            }
            Note { sign: line, ink, text, text_ink: Ink::Frame }
        });
        Mark { bytes: seen.span.range(), drawn: (line, line), ink, loud: false, note }
    };
    let mut marks: Vec<Mark> = seen.iter().map(mark).collect();
    marks.sort_by(|a, b| a.bytes.start.cmp(&b.bytes.start).then(b.bytes.end.cmp(&a.bytes.end)));
    galley(&mut out, document, &lines, &marks, look);
    let mut words = String::new();
    for (place, word) in [(0, "values"), (2, "names"), (3, "quotations")] {
        let Some((_, ink)) = seen.iter().map(kind_of).find(|(kind, _)| *kind == place) else { continue };
        if !words.is_empty() {
            words.push_str("   ");
        }
        look.paint(&mut words, ink, &tick(place, look).0.to_string().repeat(2));
        words.push(' ');
        look.paint(&mut words, Ink::Frame, word);
    }
    ending(&mut out, lines.count(), &words, look);
    out.push('\n');
    out
}

/// The line under a mention and its ink: values stand out, names and quotations are only shown.
fn kind_of(seen: &Seen) -> (usize, Ink) {
    match seen.kind {
        "quotation" => (3, Ink::Frame),
        "name" => (2, Ink::Frame),
        _ => (0, Ink::Second),
    }
}

#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hedge: Option<Hedge>,
    span: Bytes,
    start: Place,
    end: Place,
    text: &'a str,
}

/// One JSON object a mention, in reading order.
pub fn mentions_jsonl(document: &Document, seen: &[Seen]) -> String {
    let mut out = String::with_capacity(seen.len() * 200);
    let lines = LineIndex::new(&document.text);
    let mut sweep = Sweep::new(&document.text, &lines);
    for seen in seen {
        let said = seen.said.as_ref();
        let record = Record {
            file: &document.name,
            kind: seen.kind,
            value: said.and_then(Said::value),
            unit: said.and_then(Said::unit),
            hedge: said.map(|_| seen.hedge),
            span: seen.span.into(),
            start: sweep.position(seen.span.start()).into(),
            end: sweep.ahead(seen.span.end()).into(),
            text: seen.span.slice(&document.text),
        };
        // Strings and numbers only: there is nothing that could fail.
        if let Ok(json) = serde_json::to_string(&record) {
            out.push_str(&json);
            out.push('\n');
        }
    }
    out
}
