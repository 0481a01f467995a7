//! Mentions and the words around them → [`Claim`]s: what the text asserts, independent of any rule.

mod bind;
mod clause;
mod counted;
mod form;
mod scope;
mod seen;
mod stance;
mod stated;
mod subject;
mod words;

use std::ops::Range;

#[cfg(test)]
pub(crate) use bind::bind;
pub(crate) use bind::{Bound, bind_where, shape, told};
pub(crate) use clause::subject;
pub(crate) use counted::{Counted, counted};
pub(crate) use form::{Formed, direction, form};
pub(crate) use scope::after_dateline;
pub(crate) use scope::{Entity, EntityRole, When, entities};
pub use seen::{Seen, see};
pub(crate) use stance::outdated;
pub(crate) use stated::stated;
pub(crate) use subject::{measure, subject as topic};

use crate::fact::Direction;

/// How a value stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is: `84 arrests`, `the rate was 4.1%`.
    Plain,
    /// By how much something changed: `fell 8.2%`, `65 fewer`, `an 8.2% drop`.
    Change(Direction),
    /// What it came to: `rose to 6.1%`.
    Result(Direction),
    /// What it came from: `from 5.7%`; the past, not judged as the present.
    Origin,
    /// A part of a larger number: `two of the five`, `another three`.
    Part,
    /// A value per something or on average.
    Rate,
}

/// What the text does with what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// Says that it is so.
    Asserted,
    /// Says that it is not so.
    Negated,
    /// `if`, `would`, `could`
    Hypothetical,
    /// `said they would hold`: what is scheduled.
    Planned,
    /// `is expected to`
    Forecast,
    /// `aims to`
    Target,
    /// Asks.
    Question,
    /// Somebody else's figure, disputed.
    Disputed,
    /// `originally put at`, `an earlier count`
    Outdated,
}

/// One checkable statement of a block: a value, or a direction without one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Claim {
    /// Index into the block's sentences.
    pub(crate) sentence: usize,
    /// Index into the block's mentions; none for a bare direction ("violent crime rose").
    pub(crate) mention: Option<usize>,
    /// Tokens that state it, hedge included.
    pub(crate) tokens: Range<usize>,
    /// How it stands.
    pub(crate) form: Form,
    /// The word of change, if one governs it.
    pub(crate) change_word: Option<usize>,
    /// The noun phrase that a number counts.
    pub(crate) counted: Option<Counted>,
    /// What the text does with it.
    pub(crate) stance: Stance,
    /// The stretch of time it is about.
    pub(crate) when: When,
}
