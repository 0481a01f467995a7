//! Claims × packs → judgements.

mod check;
mod fact;
mod finding;
mod itself;
mod person;
mod sheet;
mod spot;
mod trace;

pub use check::{Report, Settings, check};
pub use fact::{Compared, Found, Near, PackSet, Says, Scoped, Slip, Source, Standing, SubjectPart};
pub use person::{Named, Read, Spelled, Titled};
pub use sheet::{Entry, Scope, Sheet, Status, Topic, sheet};
pub use trace::{Trace, trace};
