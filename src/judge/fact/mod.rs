//! Claims against facts: which fact a claim is about, whether the two agree, and when it is better to say nothing.
//!
//! Takes a [`PackSet`], compiled once a run, and the claims of a block with what stands around it; gives a [`Held`] for
//! each claim that some fact has to do with. What a finding says of it is made in `judge::finding`.

pub(crate) mod amount;
mod bar;
mod compare;
mod compile;
mod counted;
mod distance;
mod evidence;
mod focus;
mod hold;
mod index;
mod lead;
mod matching;
pub(crate) mod message;
mod neighbour;
mod place;
mod reading;
mod shares;
pub(crate) mod slip;
mod trace;
mod vocabulary;
mod weigh;

pub use evidence::Source;
pub(crate) use focus::{Bearing, bearings};
pub use hold::Slip;
pub(crate) use hold::{Held, Outcome, hold};
pub use index::PackSet;
pub(crate) use lead::{Leads, leads, silent};
pub use place::Standing;
pub(crate) use reading::{Around, Reading, run_in};
pub(crate) use trace::trace;
pub use trace::{Compared, Found, Near, Says, Scoped, SubjectPart};
pub(crate) use weigh::is_telling;
