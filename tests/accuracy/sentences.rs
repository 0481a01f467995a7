//! Sentences: a small pack, and texts of a sentence or two that are each a draft of their own.

use std::path::Path;

use factlint::fact::Pack;
use serde::Deserialize;

use super::label::{Draft, Label, LabelVerdict, Level};
use crate::support;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    /// A pack's YAML without its `pack:`.
    facts: String,
    #[serde(default)]
    contradict: Vec<Marked>,
    #[serde(default)]
    agree: Vec<Marked>,
    #[serde(default)]
    silent: Vec<Trap>,
}

/// A text in which `{{…}}` marks each statement about a rule; no rule where the draft is held against itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marked {
    text: String,
    #[serde(default)]
    rule: OneOrEach,
    #[serde(default)]
    code: OneOrEach,
    level: Level,
}

/// What the only mark has, or each in turn.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum OneOrEach {
    #[default]
    None,
    One(String),
    Each(Vec<Option<String>>),
}

impl OneOrEach {
    fn of(self, marks: usize) -> Vec<Option<String>> {
        match self {
            OneOrEach::None => vec![None; marks],
            OneOrEach::One(word) => vec![Some(word); marks],
            OneOrEach::Each(words) => words,
        }
    }
}

/// A text that looks like the pack's business and is not.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trap {
    text: String,
    why: String,
}

/// The packs of a file, each with the drafts that are held against it.
pub fn groups(path: &Path) -> Vec<(Pack, Vec<Draft>)> {
    let groups: Vec<Group> = serde_yaml::from_str(&support::read_text(path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let read = |group: Group| {
        let contradict = group.contradict.into_iter().map(|text| text.draft(LabelVerdict::Contradicts));
        let agree = group.agree.into_iter().map(|text| text.draft(LabelVerdict::Agrees));
        let silent = group.silent.into_iter().map(Trap::draft);
        (
            support::pack("facts", &format!("pack: facts\n{}", group.facts)),
            contradict.chain(agree).chain(silent).collect(),
        )
    };
    groups.into_iter().map(read).collect()
}

impl Marked {
    fn draft(self, verdict: LabelVerdict) -> Draft {
        let (text, spans) = unmarked(&self.text);
        let (rules, codes) = (self.rule.of(spans.len()), self.code.of(spans.len()));
        assert_eq!(
            (rules.len(), codes.len()),
            (spans.len(), spans.len()),
            "one for each mark: {}",
            self.text
        );
        let why = match verdict {
            LabelVerdict::Agrees => "it agrees",
            LabelVerdict::Contradicts | LabelVerdict::Silent => "",
        };
        let label =
            |((rule, code), span)| Label { span, verdict, rule, code, level: self.level, why: why.into() };
        let labels = rules.into_iter().zip(codes).zip(spans).map(label).collect();
        Draft { name: String::new(), text, labels, shown: Some(self.text) }
    }
}

impl Trap {
    fn draft(self) -> Draft {
        let label = Label {
            span: (0, self.text.len()),
            verdict: LabelVerdict::Silent,
            rule: None,
            code: None,
            level: Level::Plain,
            why: self.why,
        };
        Draft { name: String::new(), labels: vec![label], shown: Some(self.text.clone()), text: self.text }
    }
}

/// The text without its marks, and where they were.
fn unmarked(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut plain, mut spans) = (String::new(), Vec::new());
    for (i, piece) in text.split("{{").enumerate() {
        if i == 0 {
            plain += piece;
            continue;
        }
        let (marked, rest) = piece.split_once("}}").unwrap_or_else(|| panic!("an open mark: {text}"));
        spans.push((plain.len(), plain.len() + marked.len()));
        plain += marked;
        plain += rest;
    }
    (plain, spans)
}

#[test]
fn marks_are_taken_out() {
    let (text, spans) = unmarked("{{Half}} fell, {{a third}} rose");
    assert_eq!((text.as_str(), spans), ("Half fell, a third rose", vec![(0, 4), (11, 18)]));
}
