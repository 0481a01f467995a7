//! What states a claim on the tick sheet.

/// What states a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Several values that the calendar or arithmetic ties together: a weekday with its date, a conversion.
    Reckoning,
    /// Words in quotation marks.
    Quotation,
    /// Who is said to have spoken them.
    Speaker,
    /// A name, with the title beside it.
    Name,
    /// The title beside a name.
    Title,
    /// Words that a fact fixes.
    Wording,
    /// A verb or noun of change without a value.
    Direction,
    /// A value; what kind of one, its [`crate::mention::Said`] tells.
    Value,
}

impl Kind {
    /// The word in JSON; a value has that of its own kind instead.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Reckoning => "reckoning",
            Kind::Quotation => "quotation",
            Kind::Speaker => "speaker",
            Kind::Name => "name",
            Kind::Title => "title",
            Kind::Wording => "wording",
            Kind::Direction => "direction",
            Kind::Value => "value",
        }
    }
}
