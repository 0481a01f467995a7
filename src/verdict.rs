//! What the judge says of one claim.

use crate::finding::{Finding, Rule};
use crate::span::Span;

/// A claim that was held against something, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The words that state the value, name or quotation: bytes of the file.
    pub span: Span,
    /// What it was held against; none for the calendar and the draft against itself.
    pub rule: Option<Rule>,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of holding a claim against a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The text says what the rule says.
    Agrees,
    /// It does not.
    Contradicts(Box<Finding>),
    /// It may be about the rule, but cannot be held against it; with the reason.
    Unclear(String),
}
