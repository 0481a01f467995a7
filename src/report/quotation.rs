//! How a quotation was heard, in words and in JSON.

use serde::Serialize;

use super::jsonl::Bytes;
use super::rules::Rules;
use crate::explained::{How, NearQuote, Quoted, SpokenBy, Worded};
use crate::source::Document;

/// What was recognised, who speaks and which known words it came near: each a key and its text.
pub(super) fn steps(quoted: &Quoted, document: &Document, rules: &Rules<'_>) -> Vec<(&'static str, String)> {
    let words = quoted.words;
    let parts = if quoted.parts.len() > 1 { ", in parts" } else { "" };
    let s = if words == 1 { "" } else { "s" };
    let aside = if quoted.listed { "" } else { "; a title of a work or a scare quote" };
    let mut out = vec![("recognised", format!("quotation: {words} word{s}{parts}{aside}"))];
    out.push(("speaker", speaker(quoted.speaker.as_ref(), document)));
    let Some(near) = &quoted.near else {
        out.push(("nearest", "no known quotation shares three words in a row with it".to_owned()));
        return out;
    };
    let id = rules.short(near.rule).unwrap_or_default();
    out.push(("nearest", format!("{id}: “{}”", near.text)));
    out.push(("words", worded(near, words)));
    out.push(("said by", said_by(near)));
    out
}

fn speaker(speaker: Option<&SpokenBy>, document: &Document) -> String {
    let Some(speaker) = speaker else { return "nobody is named".to_owned() };
    let words = speaker.span.slice(&document.text);
    match (&speaker.name, speaker.how) {
        (Some(name), How::Named) => format!("{name}, named as “{words}”"),
        (Some(name), How::Role) => format!("{name}, the only one known as “{words}”"),
        (Some(name), How::Pronoun | How::Nobody) => format!("{name}, the only one whom “{words}” can mean"),
        (None, _) => format!("“{words}”, who may be more than one"),
    }
}

fn worded(near: &NearQuote, words: usize) -> String {
    let counted = format!("{} of {words} the same", near.matched);
    match (near.worded, &near.difference) {
        (Worded::Same, _) => "all of them its own".to_owned(),
        (Worded::Altered, Some(difference)) => format!("{counted}: {difference}"),
        (Worded::Other, Some(difference)) => format!("{counted}, too few to be it: {difference}"),
        (Worded::Altered, None) => counted,
        (Worded::Other, None) => format!("{counted}, too few or too plain to be it"),
    }
}

fn said_by(near: &NearQuote) -> String {
    let by = &near.by;
    match near.right_speaker {
        Some(true) => format!("{by}, as in the draft"),
        Some(false) => format!("{by}, and not the one whom the draft names"),
        None => format!("{by}; the draft does not surely name another"),
    }
}

#[derive(Serialize)]
pub(super) struct QuotationRecord<'a> {
    words: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<SpeakerRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<NearestRecord<'a>>,
}

#[derive(Serialize)]
struct SpeakerRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    how: &'a str,
    text: &'a str,
    span: Bytes,
}

#[derive(Serialize)]
struct NearestRecord<'a> {
    rule: Option<String>,
    by: &'a str,
    words: &'a str,
    matched: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    right_speaker: Option<bool>,
}

pub(super) fn record<'a>(
    quoted: &'a Quoted,
    document: &'a Document,
    rules: &Rules<'_>,
) -> QuotationRecord<'a> {
    let speaker = quoted.speaker.as_ref().map(|by| SpeakerRecord {
        name: by.name.as_deref(),
        how: match by.how {
            How::Named => "named",
            How::Role => "role",
            How::Pronoun => "pronoun",
            How::Nobody => "open",
        },
        text: by.span.slice(&document.text),
        span: by.span.into(),
    });
    let nearest = quoted.near.as_ref().map(|near| NearestRecord {
        rule: rules.name(near.rule),
        by: &near.by,
        words: match near.worded {
            Worded::Same => "same",
            Worded::Altered => "altered",
            Worded::Other => "other",
        },
        matched: near.matched,
        difference: near.difference.as_deref(),
        right_speaker: near.right_speaker,
    });
    QuotationRecord { words: quoted.words, speaker, nearest }
}
