//! A linter for facts. The flow, in reading order:
//!
//! ```text
//! bytes ──source──▶ Document ──text──▶ tokens, sentences ──mention──▶ Mentions
//!       ──claim──▶ Claims ──judge(Pack)──▶ Judgements ──report──▶ findings
//! ```
//!
//! The library does no input or output of its own: it takes text and packs and returns findings.

pub mod source;
pub mod text;

pub mod mention;

pub(crate) mod claim;

pub mod pack;

mod judge;

pub mod report;

#[cfg(feature = "cli")]
pub mod cli;

pub mod fact;
pub mod finding;
pub mod period;
pub mod quantity;
pub mod span;
pub mod verdict;

pub mod explained {
    //! Why a claim was or was not held against the facts near it.

    pub use crate::judge::{
        Compared, Found, How, Named, Near, NearQuote, Quoted, Read, Says, Scoped, Slip, Source, Spelled,
        SpokenBy, Standing, SubjectPart, Titled, Trace, Worded, trace,
    };
}

pub use claim::{Form, Seen, Stance, see};
pub use judge::{Entry, Kind, PackSet, Report, Scope, Settings, Sheet, Status, Topic, check, sheet};
