//! Which kind of statement a fact is about, by its measure word.

use crate::fact::{Direction, FactStance, FactValue, Measure, SubjectWord};
use crate::quantity::Quantity;

/// What a measure word says, before the value is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Change(Direction),
    Count,
    Rank,
    Share,
    /// `date`, `deadline`: nothing but a date will do.
    Date,
    /// `start`, `end`, `day`, `year`: a date makes it one.
    Moment,
}

/// The measure words: the table of the fact language's reference (`docs/src/fact-lines.md`).
const WORDS: &[(&str, Word)] = &[
    ("drop", Word::Change(Direction::Down)),
    ("decrease", Word::Change(Direction::Down)),
    ("decline", Word::Change(Direction::Down)),
    ("fall", Word::Change(Direction::Down)),
    ("reduction", Word::Change(Direction::Down)),
    ("cut", Word::Change(Direction::Down)),
    ("plunge", Word::Change(Direction::Down)),
    ("slump", Word::Change(Direction::Down)),
    ("rise", Word::Change(Direction::Up)),
    ("increase", Word::Change(Direction::Up)),
    ("growth", Word::Change(Direction::Up)),
    ("gain", Word::Change(Direction::Up)),
    ("jump", Word::Change(Direction::Up)),
    ("surge", Word::Change(Direction::Up)),
    ("count", Word::Count),
    ("number", Word::Count),
    ("total", Word::Count),
    ("tally", Word::Count),
    ("toll", Word::Count),
    ("rank", Word::Rank),
    ("place", Word::Rank),
    ("position", Word::Rank),
    ("share", Word::Share),
    ("proportion", Word::Share),
    ("percentage", Word::Share),
    ("date", Word::Date),
    ("deadline", Word::Date),
    ("day", Word::Moment),
    ("start", Word::Moment),
    ("end", Word::Moment),
    ("year", Word::Moment),
];

/// Words that make the fact itself a forecast, target or estimate, and whether they may follow the measure word
/// (`growth forecast`); lower case only, since "Target" is a shop.
const STANCES: &[(&str, FactStance, bool)] = &[
    ("forecast", FactStance::Forecast, true),
    ("target", FactStance::Target, true),
    ("goal", FactStance::Target, true),
    ("quota", FactStance::Target, true),
    ("estimate", FactStance::Estimate, true),
    ("expected", FactStance::Forecast, false),
    ("planned", FactStance::Target, false),
    ("estimated", FactStance::Estimate, false),
];

/// Prepositions before which a measure word may stand: `drop in violent crime`.
const PREPOSITIONS: &[&str] = &["of", "in", "among", "for"];

/// Whether a word only links a measure word to its subject.
pub(super) fn is_link(word: &str) -> bool {
    PREPOSITIONS.contains(&word)
}

fn plain(word: &SubjectWord) -> Option<&str> {
    match word.alternatives.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

fn word_of(word: &SubjectWord) -> Option<Word> {
    let word = plain(word)?;
    WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, word)| *word)
}

/// The stance that the words of a subject give it.
pub(super) fn stance(words: &[SubjectWord]) -> FactStance {
    words
        .iter()
        .filter_map(plain)
        .find_map(|word| STANCES.iter().find(|(known, _, _)| *known == word))
        .map_or(FactStance::Asserted, |(_, stance, _)| *stance)
}

/// The measure word of a subject, by index. It is the last word (or the one before a closing `forecast`,
/// `target` …), or the one before the first preposition.
pub(super) fn word(words: &[SubjectWord]) -> Option<(usize, Word)> {
    let at = |index: usize| Some((index, word_of(words.get(index)?)?));
    let lead = words
        .iter()
        .position(|word| plain(word).is_some_and(|w| PREPOSITIONS.contains(&w)))
        .and_then(|preposition| at(preposition.checked_sub(1)?));
    lead.or_else(|| {
        let last = words.len().checked_sub(1)?;
        let closing = words.get(last).and_then(plain);
        let stance = STANCES.iter().any(|(known, _, closes)| *closes && Some(*known) == closing);
        at(if stance { last.checked_sub(1)? } else { last })
    })
}

/// Whether a bare year after this subject is a date: `founding year = 1987`.
pub(super) fn expects_date(words: &[SubjectWord]) -> bool {
    matches!(word(words), Some((_, Word::Date | Word::Moment)))
}

/// Whether a bare `1.22` after this subject is a version.
pub(super) fn expects_version(words: &[SubjectWord]) -> bool {
    words
        .last()
        .and_then(plain)
        .is_some_and(|word| ["version", "release"].iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// Whether a bare number after this subject is a probability: `treatment p < 0.001`.
pub(super) fn expects_p(words: &[SubjectWord]) -> bool {
    words.last().and_then(plain).is_some_and(|word| ["p", "P", "p-value"].contains(&word))
}

/// What kind of value a fact has, as far as its measure cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Number,
    Part,
    Unit,
    Ordinal,
    Date,
    Name,
    Wording,
    Other,
}

fn shape(value: &FactValue) -> Shape {
    match value {
        FactValue::Amount { quantity, .. } | FactValue::Range { low: quantity, .. } => match quantity {
            Quantity::Count(_) => Shape::Number,
            Quantity::Percent(_) | Quantity::Points(_) | Quantity::Ratio { .. } => Shape::Part,
            Quantity::Money { .. } | Quantity::Measure { .. } => Shape::Unit,
            Quantity::Ordinal(_) => Shape::Ordinal,
            Quantity::Clock(_) => Shape::Date,
            Quantity::Score { .. }
            | Quantity::Version(_)
            | Quantity::Interval { .. }
            | Quantity::PValue(_) => Shape::Other,
        },
        FactValue::Date(_) | FactValue::DateRange { .. } => Shape::Date,
        FactValue::Name(_) => Shape::Name,
        FactValue::Wording(_) => Shape::Wording,
    }
}

/// A measure that the value cannot have: what the measure is called, and what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    pub measure: &'static str,
    pub needs: &'static str,
}

/// What a measure word and a value make of a fact. `Ok((measure, true))` if the word is spent on the measure,
/// `false` if it stays an ordinary word of the subject: `meeting place = Familia Bethel`.
pub(super) fn settle(word: Option<Word>, value: &FactValue) -> Result<(Measure, bool), Misfit> {
    let shape = shape(value);
    let ordinary = match shape {
        Shape::Ordinal => Measure::Rank,
        Shape::Date => Measure::When,
        Shape::Name => Measure::Name,
        Shape::Wording => Measure::Wording,
        Shape::Number | Shape::Part | Shape::Unit | Shape::Other => Measure::Level,
    };
    let Some(word) = word else { return Ok((ordinary, false)) };
    match (word, shape) {
        (_, Shape::Wording) => Ok((Measure::Wording, false)),
        (Word::Change(direction), Shape::Number | Shape::Part | Shape::Unit) => {
            Ok((Measure::Change(direction), true))
        }
        // "consecutive dividend increase = 21st": the value says what kind of fact it is.
        (Word::Change(_), Shape::Ordinal) => Ok((Measure::Rank, false)),
        (Word::Change(_), _) => Err(Misfit { measure: "change", needs: "an amount, percent or points" }),
        (Word::Count, Shape::Number) => Ok((Measure::Count, true)),
        (Word::Count, Shape::Name) => Err(Misfit { measure: "count", needs: "a number" }),
        (Word::Rank, Shape::Number | Shape::Ordinal) => Ok((Measure::Rank, true)),
        (Word::Share, Shape::Part) => Ok((Measure::Share, true)),
        (Word::Share, Shape::Name) => Err(Misfit { measure: "share", needs: "a percentage or ratio" }),
        (Word::Date | Word::Moment, Shape::Date) => Ok((Measure::When, true)),
        (Word::Date, Shape::Number | Shape::Part | Shape::Unit | Shape::Ordinal) => {
            Err(Misfit { measure: "date", needs: "a date" })
        }
        (Word::Count | Word::Rank | Word::Share | Word::Date | Word::Moment, _) => Ok((ordinary, false)),
    }
}

/// Whether a measure that an author names fits the value.
pub(super) fn fits(measure: Measure, value: &FactValue) -> Result<(), Misfit> {
    let shape = shape(value);
    let (fits, measure, needs) = match measure {
        Measure::Change(_) => (
            matches!(shape, Shape::Number | Shape::Part | Shape::Unit),
            "change",
            "an amount, percent or points",
        ),
        Measure::Count => (shape == Shape::Number, "count", "a number"),
        Measure::Rank => (matches!(shape, Shape::Number | Shape::Ordinal), "rank", "an ordinal"),
        Measure::Share => (shape == Shape::Part, "share", "a percentage or ratio"),
        Measure::When => (shape == Shape::Date, "date", "a date"),
        Measure::Name => (shape == Shape::Name, "name", "a name"),
        Measure::Wording => (shape == Shape::Wording, "wording", "words in quotation marks"),
        Measure::Level => {
            (!matches!(shape, Shape::Name | Shape::Wording | Shape::Date), "level", "an amount")
        }
    };
    if fits { Ok(()) } else { Err(Misfit { measure, needs }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<SubjectWord> {
        text.split(' ')
            .map(|w| SubjectWord { alternatives: w.split('|').map(str::to_owned).collect() })
            .collect()
    }

    #[test]
    fn the_last_word_or_the_one_before_a_preposition() {
        let cases = [
            ("meeting count", Some((1, Word::Count))),
            ("number of meetings", Some((0, Word::Count))),
            ("drop in violent crime", Some((0, Word::Change(Direction::Down)))),
            ("people in office count", Some((3, Word::Count))),
            ("GDP growth forecast", Some((1, Word::Change(Direction::Up)))),
            ("inflation target", None),
            ("unemployment rate", None),
            ("chair of trustees", None),
            ("drop|fall", None),
        ];
        for (subject, expected) in cases {
            assert_eq!(word(&words(subject)), expected, "{subject}");
        }
    }

    #[test]
    fn stances() {
        assert_eq!(stance(&words("daily arrest quota")), FactStance::Target);
        assert_eq!(stance(&words("expected full containment date")), FactStance::Forecast);
        assert_eq!(stance(&words("Target store count")), FactStance::Asserted);
    }
}
