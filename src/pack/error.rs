//! What can be wrong with a pack: each problem with its place, and how to mend it.

use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};
use thiserror::Error;

use super::fact_line_error::FactLineError;
use crate::span::Span;

/// What is wrong. Spans are bytes of the YAML.
#[derive(Clone, Debug, PartialEq, Error, Diagnostic)]
#[non_exhaustive]
pub enum Problem {
    /// Past the limit of bytes.
    #[error("the pack is larger than {limit} MiB")]
    #[diagnostic(code(factlint::pack::too_big), help("split it into several packs"))]
    TooBig { limit: usize },
    /// Not UTF-8.
    #[error("the pack is not UTF-8")]
    #[diagnostic(code(factlint::pack::not_utf8), help("save the file as UTF-8"))]
    NotUtf8 {
        #[label("the first byte that is not")]
        at: Span,
    },
    /// UTF-16 or UTF-32, by its first bytes.
    #[error("the pack is UTF-16, not UTF-8")]
    #[diagnostic(code(factlint::pack::utf16), help("save the file as UTF-8"))]
    Utf16,
    /// No YAML in it.
    #[error("the pack is empty")]
    #[diagnostic(code(factlint::pack::empty), help("begin with `pack: my-story` and a list `facts:`"))]
    Empty,
    /// Not YAML.
    #[error("this is not YAML: {message}")]
    #[diagnostic(code(factlint::pack::yaml), help("{help}"))]
    Yaml {
        message: String,
        help: String,
        #[label("here")]
        at: Span,
    },
    /// A tab where YAML wants spaces.
    #[error("a tab cannot indent YAML")]
    #[diagnostic(code(factlint::pack::tab), help("write two spaces in its place"))]
    Tab {
        #[label("a tab")]
        at: Span,
    },
    /// `---` a second time.
    #[error("the file holds a second YAML document")]
    #[diagnostic(code(factlint::pack::several_documents), help("write each pack to a file of its own"))]
    SeveralDocuments {
        #[label("begins here")]
        at: Span,
    },
    /// Too deep, too many nodes.
    #[error("the pack has more than {limit} {what}")]
    #[diagnostic(code(factlint::pack::limit), help("{help}"))]
    Limit {
        what: &'static str,
        limit: usize,
        help: &'static str,
        #[label("passes the limit")]
        at: Span,
    },
    /// `&a [*a]`.
    #[error("the alias stands inside what it repeats")]
    #[diagnostic(code(factlint::pack::alias_in_itself), help("write the text itself"))]
    AliasInItself {
        #[label("repeats itself")]
        at: Span,
    },
    /// `!thing`.
    #[error("a pack has no YAML tags")]
    #[diagnostic(code(factlint::pack::tag), help("remove the tag, or put the text in quotes"))]
    Tag {
        #[label("a tag")]
        at: Span,
    },
    /// granit-parser and serde_yaml differ.
    #[error("two YAML readers take this differently{detail}")]
    #[diagnostic(code(factlint::pack::readers_disagree), help("put the text in double quotes"))]
    ReadersDisagree {
        detail: String,
        #[label("read in two ways")]
        at: Span,
    },
    /// A key that a mapping does not have.
    #[error("`{key}` is not a key of {of}")]
    #[diagnostic(code(factlint::pack::unknown_key), help("{help}"))]
    UnknownKey {
        key: String,
        of: &'static str,
        help: String,
        #[label("unknown key")]
        at: Span,
    },
    /// A key twice.
    #[error("the key `{key}` stands here twice")]
    #[diagnostic(code(factlint::pack::duplicate_key), help("remove one, or join what they hold"))]
    DuplicateKey {
        key: String,
        #[label("first here")]
        first: Span,
        #[label(primary, "again here")]
        at: Span,
    },
    /// A list or mapping as a key.
    #[error("a key is a word")]
    #[diagnostic(code(factlint::pack::key_not_text), help("{help}"))]
    KeyNotText {
        help: String,
        #[label("not a word")]
        at: Span,
    },
    /// A list where text belongs, and the like.
    #[error("{what} is {expected}, not {found}")]
    #[diagnostic(code(factlint::pack::wrong_type), help("{help}"))]
    WrongType {
        what: String,
        expected: &'static str,
        found: &'static str,
        help: String,
        #[label("{found}")]
        at: Span,
    },
    /// A key that must be there.
    #[error("{of} has no `{key}`")]
    #[diagnostic(code(factlint::pack::missing_key), help("write `{write}`"))]
    MissingKey {
        key: &'static str,
        of: &'static str,
        write: String,
        #[label("in here")]
        at: Span,
    },
    /// A bad fact line, scope entry or value.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Line(#[from] FactLineError),
    /// Two rules of one id.
    #[error("the id `{id}` is taken")]
    #[diagnostic(code(factlint::pack::duplicate_id), help("{help}"))]
    DuplicateId {
        id: String,
        help: String,
        #[label("first here")]
        first: Span,
        #[label(primary, "again here")]
        at: Span,
    },
    /// Not kebab-case.
    #[error("the id `{id}` is not in kebab-case")]
    #[diagnostic(code(factlint::pack::bad_id), help("{help}"))]
    BadId {
        id: String,
        help: String,
        #[label("lower-case words joined by hyphens")]
        at: Span,
    },
    /// Nothing to derive an id from.
    #[error("no id can be made of this")]
    #[diagnostic(code(factlint::pack::no_id), help("give it one: `id: my-fact`"))]
    NoId {
        #[label("no letter or digit in it")]
        at: Span,
    },
    /// `date: soon`.
    #[error("`{text}` is not a day")]
    #[diagnostic(code(factlint::pack::day_expected), help("write `{key}: 2025-02-13`"))]
    DayExpected {
        text: String,
        key: &'static str,
        #[label("not a day")]
        at: Span,
    },
    /// `until` before `from`.
    #[error("`until` is before `from`")]
    #[diagnostic(code(factlint::pack::days_reversed), help("exchange the two days"))]
    DaysReversed {
        #[label("from this day")]
        from: Span,
        #[label(primary, "until this one")]
        at: Span,
    },
    /// A word outside a closed list.
    #[error("`{word}` is not a {key}")]
    #[diagnostic(code(factlint::pack::bad_word), help("{help}"))]
    BadWord {
        word: String,
        key: &'static str,
        help: String,
        #[label("not a {key}")]
        at: Span,
    },
    /// A pattern of files.
    #[error("the pattern `{pattern}` cannot be used: {reason}")]
    #[diagnostic(code(factlint::pack::bad_glob), help("{help}"))]
    BadGlob {
        pattern: String,
        reason: &'static str,
        help: String,
        #[label("this pattern")]
        at: Span,
    },
    /// An id that names nothing.
    #[error("no {what} of this pack has the id `{id}`")]
    #[diagnostic(code(factlint::pack::unknown_id), help("{help}"))]
    UnknownId {
        what: &'static str,
        id: String,
        help: String,
        #[label("unknown id")]
        at: Span,
    },
    /// A fact reckoned from itself.
    #[error("the fact `{id}` is reckoned from itself")]
    #[diagnostic(code(factlint::pack::cycle), help("give one fact of the circle a value of its own"))]
    Cycle {
        id: String,
        #[label("leads back to `{id}`")]
        at: Span,
    },
    /// A chain of reckoned facts.
    #[error("the fact is reckoned from a chain of more than {limit} facts")]
    #[diagnostic(code(factlint::pack::chain_too_long), help("give one fact of the chain a value of its own"))]
    ChainTooLong {
        limit: usize,
        #[label("the chain goes on here")]
        at: Span,
    },
    /// A name or date in a sum.
    #[error("the fact `{id}` has no single amount to reckon with")]
    #[diagnostic(code(factlint::pack::no_amount), help("name a fact whose value is one amount"))]
    NoAmount {
        id: String,
        #[label("no amount")]
        at: Span,
    },
    /// `/ 0`.
    #[error("the expression divides by zero")]
    #[diagnostic(code(factlint::pack::division_by_zero), help("divide by a fact or number that is not zero"))]
    DivisionByZero {
        #[label("this is zero")]
        at: Span,
    },
    /// More than 28 digits.
    #[error("the result is too large to reckon with")]
    #[diagnostic(
        code(factlint::pack::too_large),
        help("use smaller numbers: results have at most 28 digits")
    )]
    TooLarge {
        #[label("too large with this")]
        at: Span,
    },
    /// Dollars and kilometres.
    #[error("the units do not go together")]
    #[diagnostic(
        code(factlint::pack::mixed_units),
        help("join amounts of one unit, or an amount and a plain number")
    )]
    MixedUnits {
        #[label("another unit than before it")]
        at: Span,
    },
    /// A check that the facts deny.
    #[error("the check does not hold: {left} against {right}")]
    #[diagnostic(code(factlint::pack::check_fails), help("{help}"))]
    CheckFails {
        left: String,
        right: String,
        help: String,
        #[label("does not hold")]
        at: Span,
    },
    /// `{{` without `}}`.
    #[error("the mark is not closed")]
    #[diagnostic(code(factlint::pack::mark_unclosed), help("write `}}}}` after the words: `{{{{9.1%}}}}`"))]
    MarkUnclosed {
        #[label("opens here")]
        at: Span,
    },
    /// `}}` without `{{`, `{{}}`.
    #[error("the mark {reason}")]
    #[diagnostic(
        code(factlint::pack::bad_mark),
        help("put `{{{{` before and `}}}}` after the words: `{{{{9.1%}}}}`")
    )]
    BadMark {
        reason: &'static str,
        #[label("this mark")]
        at: Span,
    },
    /// A contradict example without a mark.
    #[error("the example does not say which words are wrong")]
    #[diagnostic(code(factlint::pack::mark_missing), help("mark them: `fell {{{{9.1%}}}} in 2024`"))]
    MarkMissing {
        #[label("no `{{{{…}}}}` in it")]
        at: Span,
    },
    /// `language: de`.
    #[error("factlint reads English, not `{language}`")]
    #[diagnostic(code(factlint::pack::language), help("write `language: en`, or remove the key"))]
    Language {
        language: String,
        #[label("not English")]
        at: Span,
    },
    /// `fiscal_year: 10`.
    #[error("`{text}` is not a month that a fiscal year begins in")]
    #[diagnostic(code(factlint::pack::fiscal_year), help("write its name: `fiscal_year: october`"))]
    FiscalYear {
        text: String,
        #[label("not a month")]
        at: Span,
    },
    /// `remove` without `extends`.
    #[error("`remove` takes facts out of a pack that this one extends, and it extends none")]
    #[diagnostic(
        code(factlint::pack::remove_alone),
        help("name the pack under `extends:`, or delete the key")
    )]
    RemoveAlone {
        #[label("nothing to remove from")]
        at: Span,
    },
    /// Text that must say something.
    #[error("`{key}` is empty")]
    #[diagnostic(code(factlint::pack::empty_text), help("write the text, or remove the key"))]
    EmptyText {
        key: &'static str,
        #[label("nothing here")]
        at: Span,
    },
}

impl Problem {
    /// Where it is: what the report sorts by, and its main label.
    pub fn span(&self) -> Span {
        match self {
            Problem::TooBig { .. } | Problem::Utf16 | Problem::Empty => Span::default(),
            Problem::Line(error) => error.span(),
            Problem::NotUtf8 { at }
            | Problem::Yaml { at, .. }
            | Problem::Tab { at }
            | Problem::SeveralDocuments { at }
            | Problem::Limit { at, .. }
            | Problem::AliasInItself { at }
            | Problem::Tag { at }
            | Problem::ReadersDisagree { at, .. }
            | Problem::UnknownKey { at, .. }
            | Problem::DuplicateKey { at, .. }
            | Problem::KeyNotText { at, .. }
            | Problem::WrongType { at, .. }
            | Problem::MissingKey { at, .. }
            | Problem::DuplicateId { at, .. }
            | Problem::BadId { at, .. }
            | Problem::NoId { at }
            | Problem::DayExpected { at, .. }
            | Problem::DaysReversed { at, .. }
            | Problem::BadWord { at, .. }
            | Problem::BadGlob { at, .. }
            | Problem::UnknownId { at, .. }
            | Problem::Cycle { at, .. }
            | Problem::ChainTooLong { at, .. }
            | Problem::NoAmount { at, .. }
            | Problem::DivisionByZero { at }
            | Problem::TooLarge { at }
            | Problem::MixedUnits { at }
            | Problem::CheckFails { at, .. }
            | Problem::MarkUnclosed { at }
            | Problem::BadMark { at, .. }
            | Problem::MarkMissing { at }
            | Problem::Language { at, .. }
            | Problem::FiscalYear { at, .. }
            | Problem::RemoveAlone { at }
            | Problem::EmptyText { at, .. } => *at,
        }
    }
}

/// One error in a pack: the problem, and the YAML it is in.
#[derive(Clone, Debug)]
pub struct PackError {
    problem: Problem,
    source: Arc<NamedSource<String>>,
}

impl PackError {
    /// What is wrong.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The wrong bytes of the YAML.
    pub fn span(&self) -> Span {
        self.problem.span()
    }

    /// The file's name as the caller gave it.
    pub fn path(&self) -> &str {
        self.source.name()
    }

    /// The YAML; where it is not UTF-8, with signs in place of the bytes that are not.
    pub fn yaml(&self) -> &str {
        self.source.inner()
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for PackError {}

impl Diagnostic for PackError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.problem.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.problem.help()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.problem.labels()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.source)
    }
}

/// Every error of one pack, in the order of the file; never empty.
#[derive(Clone, Debug)]
pub struct PackErrors {
    path: String,
    errors: Vec<PackError>,
}

impl PackErrors {
    /// Sorts the problems and joins each with the YAML.
    pub(super) fn new(path: &str, yaml: String, mut problems: Vec<Problem>) -> PackErrors {
        problems.sort_by_key(Problem::span);
        let source = Arc::new(NamedSource::new(path, yaml));
        let errors =
            problems.into_iter().map(|problem| PackError { problem, source: Arc::clone(&source) }).collect();
        PackErrors { path: path.to_owned(), errors }
    }

    /// The single errors.
    pub fn iter(&self) -> std::slice::Iter<'_, PackError> {
        self.errors.iter()
    }

    /// The file's name as the caller gave it.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl<'a> IntoIterator for &'a PackErrors {
    type Item = &'a PackError;
    type IntoIter = std::slice::Iter<'a, PackError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for PackErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.errors.len() {
            1 => write!(f, "the pack `{}` has an error", self.path),
            n => write!(f, "the pack `{}` has {n} errors", self.path),
        }
    }
}

impl std::error::Error for PackErrors {}

impl Diagnostic for PackErrors {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new("factlint::pack"))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.errors.iter().map(|error| error as &dyn Diagnostic)))
    }
}
