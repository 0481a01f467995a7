//! A linter for facts. The flow, in reading order:
//!
//! ```text
//! bytes ──source──▶ Document ──text──▶ tokens, sentences ──mention──▶ Mentions
//!       ──claim──▶ Claims ──judge(Pack)──▶ Judgements ──report──▶ findings
//! ```
//!
//! The library does no input or output of its own: it takes text and packs and returns findings.

pub mod fact;
pub mod finding;
pub mod period;
pub mod quantity;
pub mod source;
pub mod span;
pub mod text;
pub mod verdict;
