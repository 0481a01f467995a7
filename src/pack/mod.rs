//! YAML bytes → a checked [`Pack`](crate::fact::Pack).
//!
//! ```text
//! bytes ──span_index──▶ Node tree with spans ──shape──▶ keys and types checked
//!       ──raw (serde_yaml)──▶ RawPack ──fact_line, load──▶ Pack
//! ```
//!
//! Two YAML readers look at every file: `granit-parser` for byte spans and limits, `serde_yaml` for the typed
//! decoding; a text on which they differ is an error. Every error of a file comes in one [`PackErrors`].

mod amount;
mod calendar;
mod check;
mod error;
mod expression;
mod fact_line;
mod fact_line_error;
mod facts;
mod glob;
mod id;
mod load;
mod measure;
mod number;
mod offsets;
mod print;
mod raw;
mod scope;
mod shape;
mod span_index;
mod tolerance;
mod value;

pub use error::{PackError, PackErrors, Problem};
pub use expression::{Expression, Operator};
pub use fact_line::{FactLine, LineSpans, LineValue, Place, parse_fact_line};
pub use fact_line_error::FactLineError;
pub use glob::glob_matches;
pub use load::load;

#[cfg(test)]
mod tests;
