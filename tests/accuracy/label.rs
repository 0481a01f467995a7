//! What a person has said of a statement in a draft.

use serde::Deserialize;

/// A statement and what it should come to. `why` is for whoever reads the report.
pub struct Label {
    /// Bytes of the draft's file.
    pub span: (usize, usize),
    pub verdict: LabelVerdict,
    /// Id of the fact, name or quote; none for what needs no pack.
    pub rule: Option<String>,
    /// The code a finding must carry, where the label names one.
    pub code: Option<String>,
    pub level: Level,
    pub why: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LabelVerdict {
    Contradicts,
    Agrees,
    Silent,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Subject and value in one clause, ordinary words.
    Plain,
    Hard,
}

impl Level {
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Plain => "plain",
            Level::Hard => "hard",
        }
    }
}

/// A draft whose statements are labelled.
pub struct Draft {
    /// File name; empty for a sentence.
    pub name: String,
    pub text: String,
    pub labels: Vec<Label>,
    /// The whole draft as it is to be shown beside a miss or an alarm, where it is short enough for that.
    pub shown: Option<String>,
}

pub fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}
