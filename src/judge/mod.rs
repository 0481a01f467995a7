//! Claims × packs → judgements.

mod check;
mod fact;
mod finding;
mod itself;
mod person;
mod sheet;
mod spot;

pub use check::{Report, Settings, check};
pub use fact::PackSet;
pub use sheet::{Entry, Scope, Sheet, Status, Topic, sheet};
