//! How a name was read, in words and in JSON.

use serde::Serialize;

use crate::explained::{Named, Read, Spelled};

/// What was recognised, how it is spelled and what its titles say: each a key and its text.
pub(super) fn steps(named: &Named) -> Vec<(&'static str, String)> {
    let known = named.known.as_deref().unwrap_or("nobody");
    let read = match named.read {
        Read::Full => format!("name: {known}, in full"),
        Read::Altered => format!("name: {known}, with another initial or suffix"),
        Read::Slip => format!("name: a slip away from {known}"),
        Read::Half => format!("name: one word of {known}, the rest another name"),
        Read::Surname => format!("name: the last name of {known}"),
        Read::SurnameSlip => format!("name: a slip away from the last name of {known}"),
        Read::Stranger => format!("name: nobody that a pack knows, beside an office of {known}'s"),
    };
    let mut out = vec![("recognised", read)];
    if !named.words.is_empty() {
        let words: Vec<String> = named.words.iter().map(spelling).collect();
        out.push(("spelling", words.join("; ")));
    }
    out.extend(named.titles.iter().map(|title| ("title", format!("{}: {}", title.text, title.says))));
    out
}

/// `“Stunnell” for “stunell”, 0.6 of an edit`
fn spelling(word: &Spelled) -> String {
    let Spelled { said, known, distance } = word;
    match distance {
        Some(tenths) => {
            let (whole, tenth) = (tenths / 10, tenths % 10);
            let edits = match (whole, tenth) {
                (1, 0) => "1 edit".to_owned(),
                (_, 0) => format!("{whole} edits"),
                (0, _) => format!("0.{tenth} of an edit"),
                _ => format!("{whole}.{tenth} edits"),
            };
            format!("“{said}” for “{known}”, {edits}")
        }
        None => format!("“{said}” for “{known}”, another word"),
    }
}

#[derive(Serialize)]
pub(super) struct NameRecord<'a> {
    read: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<&'a str>,
    words: Vec<Word<'a>>,
    titles: Vec<Title<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silent: Option<&'a str>,
}

#[derive(Serialize)]
struct Word<'a> {
    said: &'a str,
    known: &'a str,
    /// In tenths of an edit.
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<u32>,
}

#[derive(Serialize)]
struct Title<'a> {
    text: &'a str,
    says: &'a str,
}

pub(super) fn record(named: &Named) -> NameRecord<'_> {
    let read = match named.read {
        Read::Full => "full",
        Read::Altered => "altered",
        Read::Slip => "slip",
        Read::Half => "half",
        Read::Surname => "surname",
        Read::SurnameSlip => "surname-slip",
        Read::Stranger => "stranger",
    };
    NameRecord {
        read,
        known: named.known.as_deref(),
        words: named
            .words
            .iter()
            .map(|w| Word { said: &w.said, known: &w.known, distance: w.distance })
            .collect(),
        titles: named.titles.iter().map(|t| Title { text: &t.text, says: &t.says }).collect(),
        silent: named.silent,
    }
}
