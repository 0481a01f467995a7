//! Why a fact line could not be read.

use miette::Diagnostic;
use thiserror::Error;

use crate::span::Span;

/// Why a fact line could not be read. Spans count bytes from the start of the line; in a [`super::PackError`],
/// bytes of the YAML.
#[derive(Clone, Debug, PartialEq, Error, Diagnostic)]
#[non_exhaustive]
pub enum FactLineError {
    /// Nothing there.
    #[error("this fact line is empty")]
    #[diagnostic(code(factlint::pack::empty_line), help("write a line such as `meeting count = 5`"))]
    Empty {
        #[label("nothing here")]
        at: Span,
    },
    /// `= 5`.
    #[error("the fact has no subject")]
    #[diagnostic(
        code(factlint::pack::empty_subject),
        help("say before the sign what the value is of: `meeting count = 5`")
    )]
    EmptySubject {
        #[label("a subject belongs before this")]
        at: Span,
    },
    /// `meeting count 5`.
    #[error("the fact has no `=` between subject and value")]
    #[diagnostic(code(factlint::pack::missing_relation), help("write `{write}`"))]
    MissingRelation {
        write: String,
        #[label("`=` belongs before this")]
        at: Span,
    },
    /// `meeting count =`.
    #[error("the fact has no value")]
    #[diagnostic(
        code(factlint::pack::missing_value),
        help("write the value after the sign: `= 5`, `= 8.2%`, `= Pam Bondi`")
    )]
    MissingValue {
        #[label("a value belongs after this")]
        at: Span,
    },
    /// `==`, `=<`.
    #[error("`{found}` is not a relation")]
    #[diagnostic(code(factlint::pack::bad_relation), help("write `{write}`"))]
    BadRelation {
        found: String,
        write: &'static str,
        #[label("not a relation")]
        at: Span,
    },
    /// `>= Pam Bondi`.
    #[error("`{relation}` needs an amount or a date to compare with")]
    #[diagnostic(
        code(factlint::pack::relation_needs_amount),
        help("write `=` or `!=` before a name or words")
    )]
    RelationNeedsAmount {
        relation: &'static str,
        #[label("no name or words can be more or less")]
        at: Span,
    },
    /// `violent (crime) * drop = 5`.
    #[error("`{sign}` cannot stand in a subject")]
    #[diagnostic(
        code(factlint::pack::unexpected_sign),
        help(
            "a subject is words of letters, digits and - ' & . /; a scope goes in brackets: `drop [2024] = 5%`"
        )
    )]
    UnexpectedSign {
        sign: char,
        #[label("not part of a word")]
        at: Span,
    },
    /// `drop [2024 = 5%`.
    #[error("the bracket is not closed")]
    #[diagnostic(
        code(factlint::pack::unclosed_bracket),
        help("write `]` before the relation: `drop [2024] = 5%`")
    )]
    UnclosedBracket {
        #[label("opens here")]
        at: Span,
    },
    /// `peak (gust|wind = 5`.
    #[error("the alternatives are not closed")]
    #[diagnostic(
        code(factlint::pack::unclosed_parenthesis),
        help("write `)` after the last: `(crime|offenses)`")
    )]
    UnclosedParenthesis {
        #[label("opens here")]
        at: Span,
    },
    /// `(crime|)`, `(violent crime|offenses)`.
    #[error("an alternative is one word")]
    #[diagnostic(
        code(factlint::pack::bad_alternative),
        help("write `(crime|offenses)`; other words for a phrase go under `terms:`")
    )]
    BadAlternative {
        #[label("not one word")]
        at: Span,
    },
    /// `[Dallas, ]`.
    #[error("the scope has an empty entry")]
    #[diagnostic(code(factlint::pack::empty_entry), help("remove the comma, or write a place or period"))]
    EmptyEntry {
        #[label("nothing here")]
        at: Span,
    },
    /// `[2024, 2025]`.
    #[error("the scope names a second {kind}")]
    #[diagnostic(
        code(factlint::pack::two_periods),
        help("write one fact for each period; a comparison is `[2024 vs 2023]`")
    )]
    TwoPeriods {
        kind: &'static str,
        #[label("the second")]
        at: Span,
    },
    /// `[since yesterday]`.
    #[error("`{word}` needs a date or period")]
    #[diagnostic(code(factlint::pack::period_expected), help("write `{word} 2019` or `{word} 2025-06-30`"))]
    PeriodExpected {
        word: &'static str,
        #[label("not a date or period")]
        at: Span,
    },
    /// `= "3.2.1`.
    #[error("the quotation mark is not closed")]
    #[diagnostic(
        code(factlint::pack::unclosed_quote),
        help("write the closing mark at the end of the value")
    )]
    UnclosedQuote {
        #[label("opens here")]
        at: Span,
    },
    /// `= {murder-drop`.
    #[error("the brace is not closed")]
    #[diagnostic(
        code(factlint::pack::unclosed_brace),
        help("write `}}` after the fact's id: `{{murder-drop}}`")
    )]
    UnclosedBrace {
        #[label("opens here")]
        at: Span,
    },
    /// `8.2.`, `1,20`.
    #[error("`{text}` is not a number")]
    #[diagnostic(code(factlint::pack::bad_number), help("{help}"))]
    BadNumber {
        text: String,
        help: String,
        #[label("not a number")]
        at: Span,
    },
    /// `8.2 precent`.
    #[error("`{word}` is not a unit this pack knows")]
    #[diagnostic(
        code(factlint::pack::near_unit),
        help(
            "write `{suggestion}`; if `{word}` is what is counted, put it in the subject: `{word} count = 5`"
        )
    )]
    NearUnit {
        word: String,
        suggestion: String,
        #[label("did you mean `{suggestion}`?")]
        at: Span,
    },
    /// `8.2% of voters`.
    #[error("the value goes on after its end")]
    #[diagnostic(
        code(factlint::pack::words_after_unit),
        help("put these words in the subject or the brackets, or remove them")
    )]
    WordsAfterUnit {
        #[label("these words are not part of the value")]
        at: Span,
    },
    /// `drop = 5% [2024]`.
    #[error("the scope stands after the value")]
    #[diagnostic(
        code(factlint::pack::scope_after_value),
        help("write the brackets before the relation: `{write}`")
    )]
    ScopeAfterValue {
        write: String,
        #[label("this belongs before the relation")]
        at: Span,
    },
    /// `2025-02-30`.
    #[error("there is no such day as `{text}`")]
    #[diagnostic(code(factlint::pack::bad_date), help("{help}"))]
    BadDate {
        text: String,
        help: String,
        #[label("not in the calendar")]
        at: Span,
    },
    /// `Feb. 12`.
    #[error("the date `{text}` has no year")]
    #[diagnostic(code(factlint::pack::date_without_year), help("write `{text}, 2025`, or `2025-02-12`"))]
    DateWithoutYear {
        text: String,
        #[label("which year?")]
        at: Span,
    },
    /// `25:10`.
    #[error("there is no such time as `{text}`")]
    #[diagnostic(
        code(factlint::pack::bad_clock),
        help("write a time as `18:30` or `6:30 p.m.`, a duration as `2:07:41`")
    )]
    BadClock {
        text: String,
        #[label("not a time of day")]
        at: Span,
    },
    /// `8..2`.
    #[error("the range runs from the greater to the smaller")]
    #[diagnostic(code(factlint::pack::range_reversed), help("write `{write}`{or}"))]
    RangeReversed {
        write: String,
        or: String,
        #[label("runs backwards")]
        at: Span,
    },
    /// `3%..5 km`.
    #[error("the ends of the range are of different kinds")]
    #[diagnostic(code(factlint::pack::range_mixed), help("give both ends the same unit: `3%..5%`"))]
    RangeMixed {
        #[label("two kinds")]
        at: Span,
    },
    /// `3-5%`.
    #[error("a range is written with two dots")]
    #[diagnostic(code(factlint::pack::range_with_dash), help("write `{write}`"))]
    RangeWithDash {
        write: String,
        #[label("two dots belong between the ends")]
        at: Span,
    },
    /// `Pam Bondi ± 5`, `8% ± 3 km`.
    #[error("the tolerance does not fit the value")]
    #[diagnostic(
        code(factlint::pack::bad_tolerance),
        help("write an amount in the value's unit: `8.2% ± 0.5`, `14 km ± 200 m`")
    )]
    BadTolerance {
        #[label("does not fit")]
        at: Span,
    },
    /// `crime drop = Pam Bondi`.
    #[error("a {measure} fact needs {needs}")]
    #[diagnostic(code(factlint::pack::value_does_not_fit), help("{help}"))]
    ValueDoesNotFit {
        measure: &'static str,
        needs: &'static str,
        help: String,
        #[label("not {needs}")]
        at: Span,
    },
    /// `{a} +`.
    #[error("the expression cannot be read here")]
    #[diagnostic(
        code(factlint::pack::bad_expression),
        help("an expression is numbers and `{{fact-id}}` joined by + - * / and parentheses")
    )]
    BadExpression {
        #[label("a number or `{{fact-id}}` belongs here")]
        at: Span,
    },
    /// `((((…`.
    #[error("the expression is nested too deeply")]
    #[diagnostic(
        code(factlint::pack::expression_too_deep),
        help("at most {limit} parentheses may be open at once")
    )]
    ExpressionTooDeep {
        limit: usize,
        #[label("too deep from here")]
        at: Span,
    },
    /// `1 + 1 + …`.
    #[error("the expression is too long")]
    #[diagnostic(
        code(factlint::pack::expression_too_long),
        help("join at most {limit} terms; give a part a fact of its own")
    )]
    ExpressionTooLong {
        limit: usize,
        #[label("too many from here")]
        at: Span,
    },
    /// Anything else.
    #[error("the value cannot be read")]
    #[diagnostic(
        code(factlint::pack::unread_value),
        help(
            "write an amount (`8.2%`, `$4 million`, `14 km`), a date, a name, or exact words in quotation marks"
        )
    )]
    UnreadValue {
        #[label("not a value")]
        at: Span,
    },
}

impl FactLineError {
    fn at_mut(&mut self) -> &mut Span {
        match self {
            FactLineError::Empty { at }
            | FactLineError::EmptySubject { at }
            | FactLineError::MissingRelation { at, .. }
            | FactLineError::MissingValue { at }
            | FactLineError::BadRelation { at, .. }
            | FactLineError::RelationNeedsAmount { at, .. }
            | FactLineError::UnexpectedSign { at, .. }
            | FactLineError::UnclosedBracket { at }
            | FactLineError::UnclosedParenthesis { at }
            | FactLineError::BadAlternative { at }
            | FactLineError::EmptyEntry { at }
            | FactLineError::TwoPeriods { at, .. }
            | FactLineError::PeriodExpected { at, .. }
            | FactLineError::UnclosedQuote { at }
            | FactLineError::UnclosedBrace { at }
            | FactLineError::BadNumber { at, .. }
            | FactLineError::NearUnit { at, .. }
            | FactLineError::WordsAfterUnit { at }
            | FactLineError::ScopeAfterValue { at, .. }
            | FactLineError::BadDate { at, .. }
            | FactLineError::DateWithoutYear { at, .. }
            | FactLineError::BadClock { at, .. }
            | FactLineError::RangeReversed { at, .. }
            | FactLineError::RangeMixed { at }
            | FactLineError::RangeWithDash { at, .. }
            | FactLineError::BadTolerance { at }
            | FactLineError::ValueDoesNotFit { at, .. }
            | FactLineError::BadExpression { at }
            | FactLineError::ExpressionTooDeep { at, .. }
            | FactLineError::ExpressionTooLong { at, .. }
            | FactLineError::UnreadValue { at } => at,
        }
    }

    /// The wrong bytes.
    pub fn span(&self) -> Span {
        *self.clone().at_mut()
    }

    /// The same error with its span in another text.
    pub(super) fn mapped(mut self, map: impl Fn(Span) -> Span) -> FactLineError {
        let at = self.at_mut();
        *at = map(*at);
        self
    }
}

/// A `nom` error: what could not be read, and why if that is already certain.
#[derive(Debug)]
pub(super) struct Wrong<'a> {
    /// A slice of the line.
    pub part: &'a str,
    /// Its span is still to be set.
    pub why: Option<Box<FactLineError>>,
}

/// What every grammar function returns.
pub(super) type Read<'a, T> = nom::IResult<&'a str, T, Wrong<'a>>;

impl<'a> nom::error::ParseError<&'a str> for Wrong<'a> {
    fn from_error_kind(input: &'a str, _: nom::error::ErrorKind) -> Self {
        Wrong { part: input, why: None }
    }

    fn append(_: &'a str, _: nom::error::ErrorKind, other: Self) -> Self {
        other
    }
}

/// An error that no alternative can mend.
pub(super) fn fail<'a, T>(part: &'a str, why: FactLineError) -> Read<'a, T> {
    Err(nom::Err::Failure(Wrong { part, why: Some(Box::new(why)) }))
}

/// "Not this one": the next alternative may try.
pub(super) fn pass<'a, T>(part: &'a str) -> Read<'a, T> {
    Err(nom::Err::Error(Wrong { part, why: None }))
}

/// Where `part`, a slice of `line`, stands in it.
pub(super) fn place(line: &str, part: &str) -> Span {
    // Addresses, not a search: the same words may stand in the line twice.
    let start = (part.as_ptr() as usize).checked_sub(line.as_ptr() as usize);
    start.and_then(|start| Span::of(line, start..start + part.len())).unwrap_or_default()
}

impl Wrong<'_> {
    /// The error with its span in `line`.
    pub fn in_line(self, line: &str) -> FactLineError {
        let at = place(line, self.part);
        match self.why {
            Some(why) => why.mapped(|_| at),
            None => FactLineError::UnreadValue { at },
        }
    }
}

/// The error of a `nom` result with its span in `line`.
pub(super) fn settle(error: nom::Err<Wrong<'_>>, line: &str) -> FactLineError {
    match error {
        nom::Err::Error(wrong) | nom::Err::Failure(wrong) => wrong.in_line(line),
        nom::Err::Incomplete(_) => FactLineError::UnreadValue { at: place(line, line) },
    }
}
