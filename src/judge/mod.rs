//! Claims × packs → judgements.

mod check;
mod fact;
mod finding;
mod itself;
mod kind;
mod person;
mod sheet;
mod spoken;
mod spot;
mod trace;

pub use check::{Report, Settings, check};
pub use fact::{Compared, Found, Near, PackSet, Says, Scoped, Slip, Source, Standing, SubjectPart};
pub use kind::Kind;
pub use person::{How, Named, NearQuote, Quoted, Read, Spelled, SpokenBy, Titled, Worded};
pub use sheet::{Entry, Scope, Sheet, Status, Topic, sheet};
pub use trace::{Trace, trace};
