//! Number words of English: closed classes, one table each.

use rust_decimal::Decimal;

/// `one` to `ninety`, with their values.
const CARDINALS: &[(&str, u32)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const ORDINALS: &[(&str, u32)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("sixtieth", 60),
    ("seventieth", 70),
    ("eightieth", 80),
    ("ninetieth", 90),
    ("hundredth", 100),
];

/// Words that multiply what stands before them, with the short forms of the business pages.
const SCALES: &[(&str, i64)] = &[
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("mn", 1_000_000),
    ("mln", 1_000_000),
    ("bn", 1_000_000_000),
    ("bln", 1_000_000_000),
    ("tn", 1_000_000_000_000),
    ("trn", 1_000_000_000_000),
    ("dozen", 12),
];

/// Fractions by name: (word, part, whole).
const FRACTIONS: &[(&str, u32, u32)] = &[
    ("half", 1, 2),
    ("third", 1, 3),
    ("quarter", 1, 4),
    ("fourth", 1, 4),
    ("fifth", 1, 5),
    ("sixth", 1, 6),
    ("seventh", 1, 7),
    ("eighth", 1, 8),
    ("ninth", 1, 9),
    ("tenth", 1, 10),
    ("twelfth", 1, 12),
    ("twentieth", 1, 20),
    ("hundredth", 1, 100),
];

/// Every number word, singular and plural.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    let plurals = ["halves", "mns", "mlns", "bns", "blns", "tns", "trns"];
    let cardinals = CARDINALS.iter().chain(ORDINALS).map(|(word, _)| *word);
    let scales = SCALES.iter().map(|(word, _)| *word);
    let fractions = FRACTIONS.iter().map(|(word, _, _)| *word);
    cardinals.chain(scales).chain(fractions).chain(plurals)
}

/// `five` → 5, `twenty` → 20; lower case.
pub(crate) fn cardinal(word: &str) -> Option<u32> {
    CARDINALS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n)
}

/// `third` → 3, `twentieth` → 20; lower case.
pub(crate) fn ordinal(word: &str) -> Option<u32> {
    ORDINALS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n)
}

/// `million` → 1,000,000; lower case, singular or plural.
pub(crate) fn scale(word: &str) -> Option<Decimal> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    SCALES.iter().find(|(w, _)| *w == word || *w == singular).map(|(_, n)| Decimal::from(*n))
}

/// `thirds` → (1, 3); lower case, singular or plural.
pub(crate) fn fraction(word: &str) -> Option<(u32, u32)> {
    let singular = if word == "halves" { "half" } else { word.strip_suffix('s').unwrap_or(word) };
    FRACTIONS.iter().find(|(w, _, _)| *w == singular).map(|(_, p, q)| (*p, *q))
}
