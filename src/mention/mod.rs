//! Tokens → [`Mention`]s: each number, date and amount where it stands, with its hedge.
//!
//! One pass looks at each token once; only at a digit, a currency sign or a word that can begin a value do the nom
//! parsers try. A mention says what stands there and has never heard of a rule.

mod amount;
mod clock;
mod cursor;
mod date;
mod dateline;
mod hedge;
mod label;
mod measure;
mod money;
pub(crate) mod name;
pub(crate) mod naming;
mod number;
mod ordinal;
mod percent;
pub(crate) mod quotation;
mod ratio;
mod recognise;
mod said;
mod shared;
pub(crate) mod title;
mod vague;
mod version;

use std::ops::Range;

use rust_decimal::Decimal;

pub use date::{DateExpr, DateForm, Part, Shift, Unit as CalendarUnit};
pub(crate) use dateline::dateline;
pub use hedge::Hedge;
pub(crate) use recognise::recognise;
pub use said::Said;
pub(crate) use said::iso;
pub(crate) use version::parts as version_parts;

use crate::quantity::Quantity;
use crate::span::Span;
use crate::text::Token;

/// A value where it stands in a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Tokens of the block, hedge included.
    pub tokens: Range<usize>,
    /// Tokens of the value itself.
    pub core: Range<usize>,
    /// Bytes in the block's prose, hedge included.
    pub span: Span,
    /// Bytes of the value itself.
    pub core_span: Span,
    /// What it says.
    pub value: Value,
    /// How exactly.
    pub hedge: Hedge,
    /// The unit of the last digit shown, in the value's own unit; what rounding is held against.
    pub step: Decimal,
    /// Written in words.
    pub in_words: bool,
    /// A hyphen ties it to the noun after it: `five-stop`, `11.2-inch`.
    pub compound: bool,
}

/// What a mention says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A single amount.
    Amount(Quantity),
    /// From one amount to another of its kind.
    Range { low: Quantity, high: Quantity },
    /// `doubled`, `halved`: the new value is this many times the old one.
    Times(Decimal),
    /// `several`, `dozens`, `most`: somewhere from `low` to `high`; a share if `share`.
    Vague { low: Decimal, high: Option<Decimal>, share: bool },
    /// A date.
    Date(DateExpr),
}

/// The number that stands at a token, and the token behind it.
pub(crate) fn count_at(prose: &str, tokens: &[Token], at: usize) -> Option<(Decimal, usize)> {
    let (rest, number) = number::number(cursor::Cursor::new(prose, tokens, at)).ok()?;
    Some((number.value, rest.at))
}

/// The mention that holds a token, hedge included; mentions are in order and do not overlap.
pub(crate) fn mention_at(mentions: &[Mention], token: usize) -> Option<&Mention> {
    let next = mentions.partition_point(|m| m.tokens.end <= token);
    mentions.get(next).filter(|m| m.tokens.contains(&token))
}
