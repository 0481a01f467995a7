//! Traces → the path of each claim for a person to read, or one JSON object a claim.

use serde::Serialize;

use super::galley::{Mark, ending, excerpt, heading};
use super::jsonl::{Bytes, Place};
use super::labels::fill;
use super::name::{self, NameRecord};
use super::paint::{Ink, Look, tamed};
use super::quotation::{self, QuotationRecord};
use super::rules::Rules;
use super::sheet::{Record, look_of, record, tick};
use super::sweep::Sweep;
use crate::explained::{Compared, Found, Near, Says, Scoped, Slip, Source, Standing, Trace};
use crate::mention::{Hedge, Said};
use crate::source::{Document, LineIndex};
use crate::{Entry, Form, Kind, Stance, Status};

/// Each claim underlined in its line, then the steps that it took, then the facts near it.
pub fn trace_pretty(document: &Document, traces: &[Trace], rules: &Rules<'_>, look: &Look) -> String {
    let mut out = String::new();
    let lines = LineIndex::new(&document.text);
    for trace in traces {
        let entry = &trace.entry;
        let place = lines.position(entry.span.start());
        let name = format!("{}:{}:{}", document.name, place.line, place.column);
        heading(&mut out, &name, lines.count(), look);
        excerpt(&mut out, document, &lines, &marks(entry, look), look);
        ending(&mut out, lines.count(), "", look);
        for (key, text) in trace.named.iter().flat_map(name::steps) {
            line(&mut out, key, &text, Ink::Plain, look);
        }
        for (key, text) in trace.quoted.iter().flat_map(|q| quotation::steps(q, document, rules)) {
            line(&mut out, key, &text, Ink::Plain, look);
        }
        steps(&mut out, trace, rules, look);
        if entry.said.is_none() && entry.form.is_none() {
            out.push('\n');
            continue; // names and quotations are matched word by word, not weighed
        }
        if trace.near.is_empty() {
            let none = if rules.is_empty() { "no pack is loaded" } else { "no fact shares a word with it" };
            line(&mut out, "facts", none, Ink::Plain, look);
        }
        for near in &trace.near {
            out.push('\n');
            fact(&mut out, entry, near, rules, look);
        }
        out.push('\n');
    }
    out
}

/// The claim with its tick, and its subject where that stands apart from it.
fn marks(entry: &Entry, look: &Look) -> Vec<Mark> {
    let (place, ink, _) = look_of(&entry.status);
    let mut marks = vec![Mark {
        bytes: entry.span.range(),
        drawn: tick(place, look),
        ink,
        loud: matches!(entry.status, Status::Contradicts { stet: false, .. }),
        note: None,
    }];
    let subject = entry.subject.as_ref().and_then(|subject| subject.span);
    if let Some(span) = subject.filter(|span| !span.overlaps(entry.span)) {
        let (light, _) = look.glyphs().light;
        marks.push(Mark {
            bytes: span.range(),
            drawn: (light, light),
            ink: Ink::Second,
            loud: false,
            note: None,
        });
    }
    marks.sort_by_key(|mark| (mark.bytes.start, mark.bytes.end));
    marks
}

fn steps(out: &mut String, trace: &Trace, rules: &Rules<'_>, look: &Look) {
    let entry = &trace.entry;
    if let Some(said) = &entry.said {
        let hedge = if entry.hedge == Hedge::Exact {
            String::new()
        } else {
            format!(", {}", entry.hedge.as_str().replace('-', " "))
        };
        let value = said.shown().unwrap_or_else(|| "its date is not known".to_owned());
        line(out, "recognised", &format!("{}: {value}{hedge}", said.kind()), Ink::Plain, look);
    }
    if let Some(form) = entry.form {
        let subject = entry.subject.as_ref().map_or("nothing named".to_owned(), |s| format!("“{}”", s.text));
        let measure = entry.measure.as_str().replace('-', " ");
        line(out, "bound", &format!("{measure} of {subject}{}", form_words(form)), Ink::Plain, look);
    }
    let scope = scope_words(entry);
    if !scope.is_empty() {
        line(out, "scope", &scope, Ink::Plain, look);
    }
    if entry.form.is_some() {
        let quoted = if entry.quoted { ", in somebody's own words" } else { "" };
        let stance = match entry.stance {
            Stance::Negated => "negated",
            Stance::Outdated => "an earlier or corrected figure",
            Stance::Disputed => "somebody else's figure",
            other => other.as_str(),
        };
        line(out, "stance", &format!("{stance}{quoted}"), Ink::Plain, look);
    }
    let (_, ink, word) = look_of(&entry.status);
    let id = entry.rule.and_then(|rule| rules.short(rule)).unwrap_or_default();
    let text = match &entry.status {
        Status::Agrees => format!("agrees with {id}"),
        Status::Contradicts { finding, stet } => {
            let stet = if *stet { "; a stet lets it stand" } else { "" };
            format!("contradicts: {}{stet}", finding.message)
        }
        Status::Unclear(reason) if id.is_empty() => format!("unclear: {reason}"),
        Status::Unclear(reason) => format!("unclear, against {id}: {reason}"),
        Status::Unchecked if entry.kind == Kind::Quotation => word.to_owned() + ": no pack has it",
        Status::Unchecked => match trace.named.as_ref().and_then(|named| named.silent) {
            Some(reason) => format!("silent: {reason}"),
            None => word.to_owned() + ": no fact speaks of it",
        },
    };
    line(out, "verdict", &text, ink, look);
}

fn form_words(form: Form) -> &'static str {
    match form {
        Form::Plain | Form::Change(_) => "",
        Form::Result(_) => ", the result of a change",
        Form::Origin => ", where a change began",
        Form::Part => ", a part of a larger number",
        Form::Rate => ", a rate or an average",
    }
}

fn scope_words(entry: &Entry) -> String {
    let mut parts: Vec<String> = entry.scope.places.clone();
    parts.extend(entry.scope.groups.iter().map(|group| format!("among {group}")));
    parts.extend(
        entry
            .scope
            .period
            .map(|period| if entry.scope.since { format!("since {period}") } else { period.to_string() }),
    );
    parts.join(", ")
}

fn fact(out: &mut String, entry: &Entry, near: &Near, rules: &Rules<'_>, look: &Look) {
    let (status, ink) = match near.says {
        Says::Agrees => (0, Ink::Good),
        Says::Contradicts => (1, Ink::Error),
        Says::Silent(_) if near.chosen => (2, Ink::Warning),
        Says::Silent(_) => (3, Ink::Frame),
    };
    let cited = rules.cite(near.rule);
    let id = rules.short(near.rule).unwrap_or_default();
    look.paint(out, ink, &tick(status, look).1.to_string());
    out.push(' ');
    look.paint(out, Ink::Strong, &id);
    if let Some(cited) = &cited {
        let words = cited.at.slice(&cited.pack.yaml).trim();
        look.paint(out, Ink::Frame, &format!("  {}", tamed(words)));
    }
    out.push('\n');
    let mut words: Vec<String> = Vec::new();
    let ((_, yes), (_, no)) = (tick(0, look), tick(1, look));
    for part in &near.subject {
        words.push(match &part.found {
            Found::Missing => format!("{} {no} (missing)", part.word),
            Found::Given => format!("{} (given)", part.word),
            Found::At(source, said) => {
                let said = said.as_ref().filter(|s| !s.eq_ignore_ascii_case(&part.word));
                let said = said.map_or(String::new(), |said| format!(" as “{said}”"));
                format!("{} {yes}{said}{}", part.word, source_words(*source))
            }
        });
    }
    line(out, "subject", &words.join(", "), Ink::Plain, look);
    if let Some(scoped) = near.scoped {
        line(out, "scope", &scoped_words(scoped), Ink::Plain, look);
    }
    if near.compared != Compared::Incomparable {
        line(out, "value", &compared_words(entry, near), Ink::Plain, look);
    }
    let verdict = match near.says {
        Says::Agrees => "agrees".to_owned(),
        Says::Contradicts => "contradicts".to_owned(),
        Says::Silent(reason) => format!("silent: {reason}"),
    };
    line(out, "verdict", &verdict, ink, look);
}

fn source_words(source: Source) -> &'static str {
    match source {
        Source::Sentence => "",
        Source::Implied => " (implied)",
        Source::Label => " (in the header)",
        Source::Before => " (in the sentence before)",
        Source::Heading => " (in the heading)",
    }
}

fn scoped_words(scoped: Scoped) -> String {
    let words = |standing: Standing, what: &str| match standing {
        Standing::Same => format!("{what} fits"),
        Standing::Unsure => format!("{what} is not sure"),
        Standing::Other => format!("another {what}"),
    };
    let place = scoped.names.max(scoped.brackets);
    format!("{}, {}", words(scoped.time, "time"), words(place, "place or group"))
}

fn compared_words(entry: &Entry, near: &Near) -> String {
    let said = entry.said.as_ref().and_then(Said::shown);
    let said = said.unwrap_or_else(|| "what the text says".to_owned());
    match near.compared {
        Compared::Agrees => format!("{said} agrees"),
        Compared::Differs(slip) => {
            let what = match slip {
                Slip::Number => "another number",
                Slip::Direction => "the other direction",
                Slip::Unit => "another unit",
                Slip::Date => "another date",
            };
            format!("{said} differs: {what}")
        }
        Compared::Incomparable => "of another kind, not compared".to_owned(),
    }
}

/// `  subject     violent ✓, crime ✓`, wrapped.
fn line(out: &mut String, key: &str, text: &str, ink: Ink, look: &Look) {
    const KEYS: usize = 14;
    let room = look.width.saturating_sub(KEYS).max(20);
    for (index, words) in fill(&tamed(text), room).into_iter().enumerate() {
        let key = if index == 0 { key } else { "" };
        look.paint(out, Ink::Key, &format!("  {key:<width$}", width = KEYS - 2));
        look.paint(out, ink, &words);
        out.push('\n');
    }
}

#[derive(Serialize)]
struct Traced<'a> {
    #[serde(flatten)]
    claim: Record<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quotation: Option<QuotationRecord<'a>>,
    near: Vec<NearRecord<'a>>,
}

#[derive(Serialize)]
struct NearRecord<'a> {
    rule: Option<String>,
    fact: &'a str,
    subject: Vec<Part<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    value: &'a str,
    verdict: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Part<'a> {
    word: &'a str,
    found: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// One JSON object a claim.
pub fn trace_jsonl(document: &Document, traces: &[Trace], rules: &Rules<'_>) -> String {
    let mut out = String::new();
    let lines = LineIndex::new(&document.text);
    let mut sweep = Sweep::new(&document.text, &lines);
    for trace in traces {
        let place: Place = sweep.position(trace.entry.span.start()).into();
        let end: Place = sweep.ahead(trace.entry.span.end()).into();
        let span = Bytes::from(trace.entry.span);
        let traced = Traced {
            claim: record(document, &trace.entry, Some(rules), span, place, end),
            form: trace.entry.form.map(Form::as_str),
            name: trace.named.as_ref().map(name::record),
            quotation: trace.quoted.as_ref().map(|quoted| quotation::record(quoted, document, rules)),
            near: trace.near.iter().map(|near| near_record(near, rules)).collect(),
        };
        // Strings and numbers only: there is nothing that could fail.
        if let Ok(json) = serde_json::to_string(&traced) {
            out.push_str(&json);
            out.push('\n');
        }
    }
    out
}

fn near_record<'a>(near: &'a Near, rules: &'a Rules<'_>) -> NearRecord<'a> {
    let standing = |standing: Standing| match standing {
        Standing::Same => "same",
        Standing::Unsure => "unsure",
        Standing::Other => "other",
    };
    let part = |part: &'a crate::explained::SubjectPart| {
        let (found, text) = match &part.found {
            Found::Missing => ("missing", None),
            Found::Given => ("given", None),
            Found::At(source, text) => {
                let source = match source {
                    Source::Sentence => "sentence",
                    Source::Implied => "implied",
                    Source::Label => "label",
                    Source::Before => "before",
                    Source::Heading => "heading",
                };
                (source, text.as_deref())
            }
        };
        Part { word: &part.word, found, text }
    };
    let (verdict, reason) = match near.says {
        Says::Agrees => ("agrees", None),
        Says::Contradicts => ("contradicts", None),
        Says::Silent(reason) => ("silent", Some(reason)),
    };
    NearRecord {
        rule: rules.name(near.rule),
        fact: rules.cite(near.rule).map_or("", |cited| cited.at.slice(&cited.pack.yaml)),
        subject: near.subject.iter().map(part).collect(),
        time: near.scoped.map(|scoped| standing(scoped.time)),
        place: near.scoped.map(|scoped| standing(scoped.names.max(scoped.brackets))),
        value: match near.compared {
            Compared::Agrees => "agrees",
            Compared::Differs(Slip::Number) => "another-number",
            Compared::Differs(Slip::Direction) => "another-direction",
            Compared::Differs(Slip::Unit) => "another-unit",
            Compared::Differs(Slip::Date) => "another-date",
            Compared::Incomparable => "another-kind",
        },
        verdict,
        reason,
    }
}
