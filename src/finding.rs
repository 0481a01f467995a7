//! What a check reports: one finding a slip.

use crate::fact::Severity;
use crate::span::Span;

/// What is wrong; the word stands in every output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// A value of the right kind, but not the fact's.
    NumberMismatch,
    /// Up for down, or the reverse.
    DirectionMismatch,
    /// Percent for points, another currency, another unit.
    UnitMismatch,
    /// Another date, period or time of day.
    DateMismatch,
    /// A known name written wrongly, or somebody else in a role that a fact fills.
    NameMismatch,
    /// A known person under a title that is not theirs.
    TitleMismatch,
    /// Words that a fact fixes, changed.
    WordingMismatch,
    /// A known quotation with other words.
    QuoteAltered,
    /// A known quotation given to another speaker.
    QuoteMisattributed,
    /// A weekday that does not fall on its date.
    WeekdayMismatch,
    /// The draft says two things of one subject.
    SelfContradiction,
    /// A change that its own ends deny.
    ChangeArithmetic,
    /// Parts that do not make their sum.
    SumMismatch,
    /// A conversion that is off.
    ConversionMismatch,
    /// A stretch of time that its own ends deny.
    SpanMismatch,
    /// One person spelled two ways.
    NameDrift,
    /// A range whose ends are the wrong way round.
    RangeInverted,
    /// A required fact that the draft never states.
    MissingFact,
    /// A fact past its day.
    StaleFact,
    /// A stet that silences nothing.
    UnusedStet,
}

impl Code {
    /// Every code, in the order of the documentation.
    pub const ALL: &[Code] = &[
        Code::NumberMismatch,
        Code::DirectionMismatch,
        Code::UnitMismatch,
        Code::DateMismatch,
        Code::NameMismatch,
        Code::TitleMismatch,
        Code::WordingMismatch,
        Code::QuoteAltered,
        Code::QuoteMisattributed,
        Code::WeekdayMismatch,
        Code::SelfContradiction,
        Code::ChangeArithmetic,
        Code::SumMismatch,
        Code::ConversionMismatch,
        Code::SpanMismatch,
        Code::NameDrift,
        Code::RangeInverted,
        Code::MissingFact,
        Code::StaleFact,
        Code::UnusedStet,
    ];

    fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The word in every output format.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::NumberMismatch => "number-mismatch",
            Code::DirectionMismatch => "direction-mismatch",
            Code::UnitMismatch => "unit-mismatch",
            Code::DateMismatch => "date-mismatch",
            Code::NameMismatch => "name-mismatch",
            Code::TitleMismatch => "title-mismatch",
            Code::WordingMismatch => "wording-mismatch",
            Code::QuoteAltered => "quote-altered",
            Code::QuoteMisattributed => "quote-misattributed",
            Code::WeekdayMismatch => "weekday-mismatch",
            Code::SelfContradiction => "self-contradiction",
            Code::ChangeArithmetic => "change-arithmetic",
            Code::SumMismatch => "sum-mismatch",
            Code::ConversionMismatch => "conversion-mismatch",
            Code::SpanMismatch => "span-mismatch",
            Code::NameDrift => "name-drift",
            Code::RangeInverted => "range-inverted",
            Code::MissingFact => "missing-fact",
            Code::StaleFact => "stale-fact",
            Code::UnusedStet => "unused-stet",
        }
    }
}

/// A set of codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Codes(u32);

impl Codes {
    /// Whether a code is in it.
    pub fn contains(self, code: Code) -> bool {
        self.0 & code.bit() != 0
    }
}

impl FromIterator<Code> for Codes {
    fn from_iter<I: IntoIterator<Item = Code>>(codes: I) -> Codes {
        Codes(codes.into_iter().fold(0, |set, code| set | code.bit()))
    }
}

/// Which rule a judgement rests on. Indexes are into the run's packs and the pack's own lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A fact.
    Fact { pack: usize, fact: usize },
    /// A name.
    Name { pack: usize, name: usize },
    /// A quote.
    Quote { pack: usize, quote: usize },
}

/// Replace these bytes by this text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Bytes of the file.
    pub span: Span,
    /// What to write there.
    pub replacement: String,
}

/// A second place in the draft, with what to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Bytes of the file.
    pub span: Span,
    /// A few words.
    pub text: String,
}

/// One slip in one file. All spans are bytes of the file as it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub code: Code,
    /// What it rests on; none for the draft against itself or the calendar.
    pub rule: Option<Rule>,
    /// How much it weighs.
    pub severity: Severity,
    /// One line: `violent crime drop is 8.2%, not 9.1%`.
    pub message: String,
    /// The wrong words.
    pub span: Span,
    /// A few words for the label under them: `should be 8.2%`.
    pub label: String,
    /// The subject, an earlier mention …
    pub related: Vec<Label>,
    /// The right value, as it should be written.
    pub expected: Option<String>,
    /// What to write, and what else may be the matter.
    pub help: Option<String>,
    /// Only where one value is right beyond doubt.
    pub fix: Option<Fix>,
    /// The sentence around it.
    pub sentence: Span,
}
