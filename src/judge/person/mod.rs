//! Names, titles and quotations: who a draft speaks of, in what office, and with whose words.
//!
//! Takes the packs once, as [`People`], and then each document; gives a judgement for every known name, title and
//! quotation that stands in it. It reads runs of capitals and quotation marks, never a claim: what is said *of* a person
//! in figures is a matter of `judge::fact`.

mod alignment;
mod attribution;
mod compare;
mod form;
mod heard;
mod introduction;
mod listed;
mod misquote;
mod name;
mod office;
mod people;
mod phrase;
mod quote;
mod run_on;
mod sighting;
mod speaker;
pub(crate) mod spelling;
mod stranger;
#[cfg(test)]
mod testing;
mod title;
mod trace;
mod utterance;
mod wrong_title;

pub use heard::{NearQuote, Quoted, SpokenBy};
pub(crate) use people::People;
pub use quote::Worded;
pub use speaker::How;
pub use trace::{Named, Read, Spelled, Titled};
