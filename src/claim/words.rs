//! Forms and stances in the words that every output shares.

use crate::claim::{Form, Stance};
use crate::fact::Direction;

impl Form {
    /// The word in JSON and traces.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Plain => "plain",
            Form::Change(Direction::Up) => "change-up",
            Form::Change(Direction::Down) => "change-down",
            Form::Result(_) => "result",
            Form::Origin => "origin",
            Form::Part => "part",
            Form::Rate => "rate",
        }
    }
}

impl Stance {
    /// The word in JSON and traces.
    pub fn as_str(self) -> &'static str {
        match self {
            Stance::Asserted => "asserted",
            Stance::Negated => "negated",
            Stance::Hypothetical => "hypothetical",
            Stance::Planned => "planned",
            Stance::Forecast => "forecast",
            Stance::Target => "target",
            Stance::Question => "question",
            Stance::Disputed => "disputed",
            Stance::Outdated => "outdated",
        }
    }
}
