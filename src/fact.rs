//! What a pack holds once it has been checked: facts, names, quotes.

use chrono::NaiveDate;

use crate::period::Period;
use crate::quantity::Quantity;
use crate::span::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never fails a run.
    Info,
    /// Fails a run only on request.
    Warning,
    /// Fails a run.
    #[default]
    Error,
}

impl Severity {
    /// The word in code, YAML and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// One step down; `Info` stays.
    pub fn lower(self) -> Severity {
        match self {
            Severity::Error => Severity::Warning,
            Severity::Warning | Severity::Info => Severity::Info,
        }
    }
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Rise, gain, increase.
    Up,
    /// Drop, cut, decline.
    Down,
}

/// What kind of statement a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// By how much something rose or fell.
    Change(Direction),
    /// How many.
    Count,
    /// Which place in an order.
    Rank,
    /// What part of a whole.
    Share,
    /// On what day.
    When,
    /// Who or what.
    Name,
    /// In which words.
    Wording,
    /// How much, how long, how high: everything else.
    Level,
}

impl Measure {
    /// The word in code, YAML and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Measure::Change(Direction::Up) => "change-up",
            Measure::Change(Direction::Down) => "change-down",
            Measure::Count => "count",
            Measure::Rank => "rank",
            Measure::Share => "share",
            Measure::When => "when",
            Measure::Name => "name",
            Measure::Wording => "wording",
            Measure::Level => "level",
        }
    }
}

/// What the fact is itself: a result, or something announced or guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FactStance {
    /// It is so.
    #[default]
    Asserted,
    /// Somebody expects it.
    Forecast,
    /// Somebody wants it.
    Target,
    /// Somebody has reckoned it.
    Estimate,
}

/// How the text's value must stand to the fact's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `~`
    About,
}

/// What a fact says.
#[derive(Clone, Debug, PartialEq)]
pub enum FactValue {
    /// One amount. `counted` are the words after a number that name no known unit: `24.6 students`.
    Amount { quantity: Quantity, counted: Option<String> },
    /// Both ends, of one kind, low before high.
    Range { low: Quantity, high: Quantity },
    /// A day, month, year …
    Date(Period),
    /// A stretch of days.
    DateRange { from: Period, to: Period },
    /// A person, place or thing.
    Name(String),
    /// Words that must stand so.
    Wording(String),
}

/// One word of a subject with its alternatives: `(crime|offenses)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectWord {
    /// At least one; as written in the pack.
    pub alternatives: Vec<String>,
}

/// What a fact is about, without its measure word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// In the order of the pack.
    pub words: Vec<SubjectWord>,
    /// The measure word as written (`drop`), if one stood there.
    pub measure_word: Option<String>,
}

/// Where and when a fact holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// Places and groups, as written: `Dallas`, `Latinos`, `class of 2025`, `single day`.
    pub places: Vec<String>,
    /// `2024`, `August 2025`.
    pub period: Option<Period>,
    /// `vs 2023`.
    pub versus: Option<Period>,
    /// `since 2019`.
    pub since: Option<Period>,
    /// `until June 2025`.
    pub until: Option<Period>,
}

/// One verified fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Unique in its pack.
    pub id: String,
    /// The line as the pack has it.
    pub line: String,
    /// The line's bytes in the YAML.
    pub at: Span,
    /// The value's bytes in the YAML.
    pub value_at: Span,
    /// What it is about.
    pub subject: Subject,
    /// Its own scope joined with the pack's.
    pub scope: Scope,
    /// What kind of statement.
    pub measure: Measure,
    /// `=` and its kin.
    pub relation: Relation,
    /// The value.
    pub value: FactValue,
    /// `± 0.5`, in the value's own unit.
    pub tolerance: Option<Quantity>,
    /// Result, forecast, target.
    pub stance: FactStance,
    /// Of its findings.
    pub severity: Severity,
    /// Whether a draft must state it.
    pub required: bool,
    /// Valid from this day of the draft.
    pub from: Option<NaiveDate>,
    /// Valid up to and including this day of the draft.
    pub until: Option<NaiveDate>,
    /// Earlier values, which a text may mention as such.
    pub was: Vec<FactValue>,
    /// Where it was verified.
    pub source: Option<String>,
    /// Shown with the diagnostic.
    pub note: Option<String>,
    /// When it was verified.
    pub verified: Option<NaiveDate>,
    /// From this day of the draft it is stale.
    pub expires: Option<NaiveDate>,
}

/// A title with its own body and validity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// `Attorney General`.
    pub title: String,
    /// `Norvale`: the body or place.
    pub of: Option<String>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

/// A person, place or body known by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Unique in its pack.
    pub id: String,
    /// The full name.
    pub name: String,
    /// Bytes of the name in the YAML.
    pub at: Span,
    /// Titles, the first preferred.
    pub titles: Vec<Title>,
    /// Other right forms.
    pub also: Vec<String>,
    /// Validity of the titles, where they have none of their own.
    pub from: Option<NaiveDate>,
    /// See `from`.
    pub until: Option<NaiveDate>,
    /// Where it was verified.
    pub source: Option<String>,
    /// Shown with the diagnostic.
    pub note: Option<String>,
}

/// Words somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Unique in its pack.
    pub id: String,
    /// Who said them.
    pub by: String,
    /// The words.
    pub text: String,
    /// Bytes of the words in the YAML.
    pub at: Span,
    /// When they were said.
    pub said: Option<NaiveDate>,
    /// Where they were verified.
    pub source: Option<String>,
    /// Shown with the diagnostic.
    pub note: Option<String>,
}

/// What an example of a pack must do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleKind {
    /// The marked words must be found wrong.
    Contradict,
    /// The marked words, or any, must be found right; nothing wrong.
    Agree,
    /// Nothing may be judged.
    Silent,
}

/// A test beside what it tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What must happen.
    pub kind: ExampleKind,
    /// The rule that must fire, if named.
    pub id: Option<String>,
    /// The sentence, `{{…}}` marks included.
    pub text: String,
    /// Bytes of the text in the YAML.
    pub at: Span,
    /// The draft's date.
    pub date: Option<NaiveDate>,
    /// The draft's headline.
    pub title: Option<String>,
}

/// Another way to say a word of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word as facts use it.
    pub word: String,
    /// Other words for it.
    pub others: Vec<String>,
}

/// A checked pack: past loading nobody checks again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pack {
    /// Kebab-case, unique in a run.
    pub id: String,
    /// The file's name as the user gave it.
    pub path: String,
    /// The YAML itself; the spans above slice it.
    pub yaml: String,
    /// One line about the story.
    pub about: Option<String>,
    /// Of the pack's own format or content, as the author writes it.
    pub version: Option<String>,
    /// What relative dates count from if a draft has no date.
    pub date: Option<NaiveDate>,
    /// The month that fiscal years begin in, by number; each is named by the year it ends in.
    pub fiscal_year: Option<u32>,
    /// Default source.
    pub source: Option<String>,
    /// The story's own scope, already joined into each fact's.
    pub scope: Scope,
    /// Globs of the files it is for; empty means all.
    pub applies_to: Vec<String>,
    /// Other words for the same thing.
    pub terms: Vec<Term>,
    /// In the order of the file.
    pub facts: Vec<Fact>,
    /// In the order of the file.
    pub names: Vec<Name>,
    /// In the order of the file.
    pub quotes: Vec<Quote>,
    /// In the order of the file.
    pub examples: Vec<Example>,
    /// Packs whose facts are also this one's, as written; whoever opens files joins them.
    pub extends: Vec<String>,
    /// Ids that are not taken over from them.
    pub remove: Vec<String>,
}
