//! The fact line: `fact = subject [ scope ] relation value [ tolerance ]`.
//!
//! The grammar in full is in `docs/src/fact-lines.md`.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::space0;
use nom::combinator::map;
use rust_decimal::Decimal;

use super::expression::Expression;
use super::fact_line_error::{FactLineError, Read, Wrong, fail, place, settle};
use super::scope::scope;
use super::tolerance::{split_tolerance, tolerance};
use super::value::{ReadValue, line_value};
use crate::fact::{FactValue, Relation, Scope, SubjectWord};
use crate::quantity::Quantity;
use crate::span::Span;

/// A place in a line. It is no part of what the line says, so two places always compare equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place(pub Span);

impl PartialEq for Place {
    fn eq(&self, _: &Place) -> bool {
        true
    }
}

/// One fact line as it stands, before its measure is settled.
#[derive(Clone, Debug, PartialEq)]
pub struct FactLine {
    /// Every word before the brackets or the relation, the measure word included.
    pub subject: Vec<SubjectWord>,
    /// The brackets: none written is not the same as `[]`, which clears the pack's scope.
    pub scope: Option<Scope>,
    /// `=` and its kin.
    pub relation: Relation,
    /// What follows it.
    pub value: LineValue,
    /// `± 0.5`, as written.
    pub tolerance: Option<Quantity>,
    /// The worth of the value's last written digit: 100,000 for `1.6 million`.
    pub step: Option<Decimal>,
    /// Where each part stands.
    pub spans: LineSpans,
}

/// What a line gives as its value.
#[derive(Clone, Debug, PartialEq)]
pub enum LineValue {
    /// It says it.
    Fixed(FactValue),
    /// It reckons it from other facts.
    Reckoned(Expression),
}

/// Bytes of the line's parts, from its start. Like every [`Place`], they always compare equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct LineSpans {
    /// First to last word of the subject.
    pub subject: Place,
    /// What is between the brackets.
    pub scope: Option<Place>,
    /// The sign.
    pub relation: Place,
    /// The value without its tolerance.
    pub value: Place,
    /// The amount after `±`.
    pub tolerance: Option<Place>,
}

impl PartialEq for LineSpans {
    fn eq(&self, _: &LineSpans) -> bool {
        true
    }
}

/// Signs that a relation is made of.
const RELATION_SIGNS: &[char] = &['=', '<', '>', '!', '~', '≤', '≥', '≠', '≈'];

/// Reads one fact line, as in `violent crime drop [2024] = 8.2%`.
///
/// # Errors
/// [`FactLineError`] with the wrong bytes of the line, counted from its start.
pub fn parse_fact_line(line: &str) -> Result<FactLine, FactLineError> {
    let text = line.trim();
    if text.is_empty() {
        return Err(FactLineError::Empty { at: place(line, line) });
    }
    if !text.contains(RELATION_SIGNS) {
        return Err(missing_relation(line, text));
    }
    fact(line, text).map(|(_, fact)| fact).map_err(|error| settle(error, line))
}

/// `fact = subject [ scope ] relation value [ tolerance ]`
fn fact<'a>(line: &'a str, input: &'a str) -> Read<'a, FactLine> {
    let (rest, words) = subject(input)?;
    let subject_text = input.get(..input.len() - rest.len()).unwrap_or(input).trim_end();
    let (rest, _) = space0.parse(rest)?;
    let (rest, brackets) = if rest.starts_with('[') { map(scope, Some).parse(rest)? } else { (rest, None) };
    let (start, _) = space0.parse(rest)?;
    if words.is_empty() {
        let end = start.find(|c| !RELATION_SIGNS.contains(&c)).unwrap_or(start.len());
        return fail(start.get(..end).unwrap_or(start), FactLineError::EmptySubject { at: Span::default() });
    }
    let (rest, relation) = relation(start)?;
    let sign = start.get(..start.len() - rest.len()).unwrap_or(start);
    let rest = rest.trim_start();
    let (value_text, tolerance_text) = split_tolerance(rest);
    if value_text.is_empty() {
        return fail(sign, FactLineError::MissingValue { at: Span::default() });
    }
    let (_, read) = line_value(line, value_text, &words)?;
    let relation = settle_relation(relation, sign, &read)?;
    let tolerance = tolerance_text.map(tolerance).transpose()?;
    if let (Some((_, text)), LineValue::Fixed(FactValue::Name(_) | FactValue::Wording(_))) =
        (&tolerance, &read.value)
    {
        return fail(text, FactLineError::BadTolerance { at: Span::default() });
    }
    let at = |part: &str| Place(place(line, part));
    Ok((
        "",
        FactLine {
            spans: LineSpans {
                subject: at(subject_text),
                scope: brackets.as_ref().map(|(_, inner)| at(inner)),
                relation: at(sign),
                value: at(value_text),
                tolerance: tolerance.as_ref().map(|(_, text)| at(text)),
            },
            subject: words,
            scope: brackets.map(|(scope, _)| scope),
            relation,
            value: read.value,
            step: read.step,
            tolerance: tolerance.map(|(quantity, _)| quantity),
        },
    ))
}

fn missing_relation(line: &str, text: &str) -> FactLineError {
    // The value most likely begins at the first word that only a value begins with.
    let words = text.char_indices().filter(|(at, c)| {
        *at > 0
            && !c.is_whitespace()
            && text.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace))
    });
    let starts_value = |c: char| c.is_ascii_digit() || "$€£¥\"“{".contains(c);
    let outside_brackets = |at: usize| {
        text.get(..at).is_none_or(|before| before.matches('[').count() == before.matches(']').count())
    };
    let colon = text.find(": ").map(|at| (at, at + 2));
    let found =
        words.filter(|(at, c)| starts_value(*c) && outside_brackets(*at)).map(|(at, _)| (at, at)).next();
    let (before, value) = match colon.or(found) {
        Some((end, start)) => (text.get(..end).unwrap_or(text), text.get(start..).unwrap_or("")),
        None => (text, ""),
    };
    let write = format!("{} = {}", before.trim(), if value.is_empty() { "…" } else { value });
    let at = if value.is_empty() { place(line, text) } else { place(line, value) };
    FactLineError::MissingRelation { write, at }
}

/// `subject = word { word }`
fn subject(input: &str) -> Read<'_, Vec<SubjectWord>> {
    let mut words = Vec::new();
    let mut rest = input;
    loop {
        let (start, _) = space0.parse(rest)?;
        if start.is_empty() || start.starts_with('[') || start.starts_with(RELATION_SIGNS) {
            return Ok((rest, words));
        }
        let (after, word) = alt((alternatives, word)).parse(start)?;
        words.push(word);
        rest = after;
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || "-'’&./–".contains(c) || unicode_normalization::char::is_combining_mark(c)
}

/// `word = letters, digits, - ' & . /`
fn word(input: &str) -> Read<'_, SubjectWord> {
    let (rest, word) = match take_while1(is_word_char).parse(input) {
        Ok(read) => read,
        Err(nom::Err::Error(_)) => {
            let sign = input.chars().next().unwrap_or(' ');
            let part = input.get(..sign.len_utf8()).unwrap_or(input);
            return fail(part, FactLineError::UnexpectedSign { sign, at: Span::default() });
        }
        Err(error) => return Err(error),
    };
    Ok((rest, SubjectWord { alternatives: vec![word.to_owned()] }))
}

/// `alternatives = "(" word "|" word { "|" word } ")"`
fn alternatives(input: &str) -> Read<'_, SubjectWord> {
    let (inner, _) = tag("(").parse(input)?;
    let Some((inside, rest)) = inner.split_once(')') else {
        let open = input.get(..1).unwrap_or(input);
        return fail(open, FactLineError::UnclosedParenthesis { at: Span::default() });
    };
    let mut alternatives = Vec::new();
    for alternative in inside.split('|') {
        let word = alternative.trim();
        if word.is_empty() || !word.chars().all(is_word_char) {
            let part = if word.is_empty() { input.get(..inside.len() + 2).unwrap_or(input) } else { word };
            return fail(part, FactLineError::BadAlternative { at: Span::default() });
        }
        alternatives.push(word.to_owned());
    }
    Ok((rest, SubjectWord { alternatives }))
}

/// `relation = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~"`
pub(super) fn relation(input: &str) -> Read<'_, Relation> {
    let (rest, sign) = match take_while1(|c| RELATION_SIGNS.contains(&c)).parse(input) {
        Ok(read) => read,
        Err(nom::Err::Error(_)) => {
            let mut end = input.char_indices().map(|(at, _)| at).skip(1);
            let part = input.get(..end.next().unwrap_or(input.len())).unwrap_or(input);
            let sign = part.chars().next().unwrap_or(' ');
            return fail(part, FactLineError::UnexpectedSign { sign, at: Span::default() });
        }
        Err(error) => return Err(error),
    };
    let write = match sign {
        "=" => return Ok((rest, Relation::Equal)),
        "!=" | "≠" => return Ok((rest, Relation::NotEqual)),
        "<" => return Ok((rest, Relation::Less)),
        "<=" | "≤" => return Ok((rest, Relation::AtMost)),
        ">" => return Ok((rest, Relation::More)),
        ">=" | "≥" => return Ok((rest, Relation::AtLeast)),
        "~" | "≈" => return Ok((rest, Relation::About)),
        "=<" => "<=",
        "=>" => ">=",
        "<>" | "!" | "!==" => "!=",
        "~=" | "=~" | "~~" => "~",
        _ => "=",
    };
    fail(sign, FactLineError::BadRelation { found: sign.to_owned(), write, at: Span::default() })
}

pub(super) fn sign(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "=",
        Relation::NotEqual => "!=",
        Relation::Less => "<",
        Relation::AtMost => "<=",
        Relation::More => ">",
        Relation::AtLeast => ">=",
        Relation::About => "~",
    }
}

/// Names and words are equal or not; `= p < 0.001` takes the sign beside the number.
fn settle_relation<'a>(
    relation: Relation,
    sign_text: &'a str,
    read: &ReadValue,
) -> Result<Relation, nom::Err<Wrong<'a>>> {
    let relation = if relation == Relation::Equal { read.relation.unwrap_or(relation) } else { relation };
    let plain = matches!(relation, Relation::Equal | Relation::NotEqual);
    if !plain && matches!(read.value, LineValue::Fixed(FactValue::Name(_) | FactValue::Wording(_))) {
        let error = FactLineError::RelationNeedsAmount { relation: sign(relation), at: Span::default() };
        return fail::<()>(sign_text, error).map(|_| relation);
    }
    Ok(relation)
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime};
    use proptest::prelude::*;

    use super::*;
    use crate::period::{Period, Season};
    use crate::quantity::{Clock, Currency, Unit};

    fn printed(line: &str) -> String {
        match parse_fact_line(line) {
            Ok(read) => read.to_string(),
            Err(error) => {
                use miette::Diagnostic;
                let help = error.help().map(|help| help.to_string()).unwrap_or_default();
                format!("{error} at {:?}: {help}", error.span().slice(line))
            }
        }
    }

    #[test]
    fn lines_print_in_one_form() {
        let cases = [
            ("meeting count=5", "meeting count = 5"),
            ("  violent crime drop [ Dallas,2024 ] = 8.20%", "violent crime drop [Dallas, 2024] = 8.20%"),
            ("violent (crime | offenses) drop = 8.2 percent", "violent (crime|offenses) drop = 8.2%"),
            ("murder victim drop [2024 vs 2023] = 65", "murder victim drop [2024, vs 2023] = 65"),
            ("income [vs. FY2024, FY2025] = £1.5m", "income [FY2025, vs FY2024] = £1.5 million"),
            ("seats [Feb. 12, 2025, House] = 218", "seats [House, 2025-02-12] = 218"),
            ("jobs [2019-2024] = 3 million", "jobs [since 2019, until 2024] = 3 million"),
            ("jobs [since March 2019] >= 1,200", "jobs [since March 2019] >= 1,200"),
            ("price [] = $5", "price [] = $5"),
            ("goal = 1,200..1,500", "goal = 1,200..1,500"),
            ("share = 3..5%", "share = 3%..5%"),
            ("cost = $4..5 million", "cost = $4 million..$5 million"),
            ("strike = 2025-06-01..2025-06-15", "strike = 2025-06-01..2025-06-15"),
            ("yield ≈ 4.1% +/- 0.05", "yield ~ 4.1% ± 0.05"),
            ("latest release = \"3.2.1\"", "latest release = \"3.2.1\""),
            ("motto = “He said \"no\"”", "motto = \"He said \"no\"\""),
            ("Go version >= 1.22", "Go version >= v1.22"),
            ("founding year = 1987", "founding year = 1987"),
            ("attendance = 1987", "attendance = 1,987"),
            ("treatment effect = p < 0.001", "treatment effect = p < 0.001"),
            ("treatment p < 0.001", "treatment p < 0.001"),
            ("drop = {murder-victims} / 250", "drop = {murder-victims} / 250"),
            ("sum = ({a} + {b}) * 2 - {c}", "sum = ({a} + {b}) * 2 - {c}"),
            ("rest = 100% - {a}", "rest = 100% - {a}"),
            ("attorney general = Pam Bondi", "attorney general = Pam Bondi"),
            ("chair = Two Rivers Hall", "chair = Two Rivers Hall"),
        ];
        for (line, expected) in cases {
            assert_eq!(printed(line), expected, "{line}");
            assert_eq!(printed(expected), expected, "{expected}");
        }
    }

    #[test]
    fn wrong_lines() {
        let lines = [
            "",
            "= 5",
            "meeting count",
            "meeting count 5",
            "violent crime drop 8.2%",
            "meeting count: 5",
            "meeting count =",
            "meeting count == 5",
            "meeting count => 5",
            "attorney general >= Pam Bondi",
            "violent crime* drop = 5%",
            "drop [2024 = 5%",
            "drop [2024, ] = 5%",
            "drop [2024, 2025] = 5%",
            "drop [since yesterday] = 5%",
            "drop [Feb. 30, 2025] = 5%",
            "drop [Feb. 12] = 5%",
            "peak (gust|wind = 5 mph",
            "peak (gust|) = 5 mph",
            "peak (strong gust|wind) = 5 mph",
            "release = \"3.2.1",
            "release = \"3.2.1\" today",
            "drop = {murder-drop",
            "drop = {a} +",
            "drop = {a} % {b}",
            "drop = 8..2%",
            "drop = 8..2",
            "drop = 1,500..1,200",
            "drop = 3%..5 km",
            "drop = 3-5%",
            "drop = 3 to 5 km",
            "drop = 3 to 5",
            "drop = ..5",
            "drop = 8.2.%",
            "drop = 1,20%",
            "drop = 8.2 precent",
            "drop = 8.2% of voters",
            "drop = 8.2% [2024]",
            "date = 2025-02-30",
            "date = Feb. 12",
            "start = 25:10",
            "drop = 8.2% ± many",
            "chair = Pam Bondi ± 5",
            "drop = §5",
        ];
        let report: String = lines.iter().map(|line| format!("{line}\n   {}\n", printed(line))).collect();
        super::super::tests::snapshots().bind(|| insta::assert_snapshot!("pack-fact-line-errors", report));
    }

    #[test]
    fn spans_slice_the_line() {
        let line = " violent crime drop [Dallas, 2024] = 8.2% ± 0.5 ";
        let spans = parse_fact_line(line).unwrap().spans;
        assert_eq!(spans.subject.0.slice(line), "violent crime drop");
        assert_eq!(spans.scope.map(|at| at.0.slice(line)), Some("Dallas, 2024"));
        assert_eq!(spans.relation.0.slice(line), "=");
        assert_eq!(spans.value.0.slice(line), "8.2%");
        assert_eq!(spans.tolerance.map(|at| at.0.slice(line)), Some("0.5"));
    }

    #[test]
    fn hostile_lines_end() {
        for line in [
            "(".repeat(100_000),
            format!("a = {}", "(".repeat(100_000)),
            format!("a = {}1", "1+".repeat(100_000)),
        ] {
            assert!(parse_fact_line(&line).is_err());
        }
        assert!(parse_fact_line(&format!("a = {}", "five ".repeat(10_000))).is_ok());
    }

    fn words() -> impl Strategy<Value = Vec<SubjectWord>> {
        let word =
            prop::sample::select(vec!["violent", "crime", "10-year", "U.S.", "men's", "K&R", "km/h", "øre"]);
        let one = prop::collection::vec(word, 1..3)
            .prop_map(|w| SubjectWord { alternatives: w.into_iter().map(str::to_owned).collect() });
        prop::collection::vec(one, 1..4)
    }

    fn decimal() -> impl Strategy<Value = Decimal> {
        (-10_000_000_i64..10_000_000_000, 0_u32..4).prop_map(|(n, scale)| Decimal::new(n, scale))
    }

    fn positive() -> impl Strategy<Value = Decimal> {
        decimal().prop_map(|n| n.abs() + Decimal::ONE)
    }

    fn quantity() -> impl Strategy<Value = Quantity> {
        let unit = prop::sample::select(Unit::all_words().collect::<Vec<_>>())
            .prop_map(|word| Unit::from_word(word).unwrap());
        let currency =
            prop::sample::select(vec!["USD", "EUR", "GBP", "CHF", "ZAR", "CNY", "BRL", "PLN", "SEK", "AUD"])
                .prop_map(|code| Currency::from_code(code).unwrap());
        prop_oneof![
            decimal().prop_map(Quantity::Count),
            decimal().prop_map(Quantity::Percent),
            decimal().prop_map(Quantity::Points),
            (decimal(), currency).prop_map(|(amount, currency)| Quantity::Money { amount, currency }),
            (decimal(), unit).prop_map(|(amount, unit)| Quantity::Measure { amount, unit }),
            (positive(), positive()).prop_map(|(part, whole)| Quantity::Ratio { part, whole }),
            (0_u32..900, 0_u32..900).prop_map(|(l, r)| Quantity::Score { left: l.into(), right: r.into() }),
            (1_u32..5000).prop_map(|n| Quantity::Ordinal(n.into())),
            (0_u32..24, 0_u32..60)
                .prop_map(|(h, m)| Quantity::Clock(Clock::at(NaiveTime::from_hms_opt(h, m, 0).unwrap()))),
            prop::collection::vec(0_u32..200, 1..5).prop_map(Quantity::Version),
            (decimal(), decimal()).prop_map(|(low, high)| Quantity::Interval {
                level: Decimal::from(95),
                low,
                high
            }),
            positive().prop_map(Quantity::PValue),
        ]
    }

    fn period() -> impl Strategy<Value = Period> {
        let season =
            prop::sample::select(vec![Season::Spring, Season::Summer, Season::Autumn, Season::Winter]);
        prop_oneof![
            (1000_i32..2999, 1_u32..366)
                .prop_map(|(y, d)| Period::Day(NaiveDate::from_yo_opt(y, d).unwrap())),
            (1000_i32..2999, 1_u32..13).prop_map(|(year, month)| Period::Month { year, month }),
            (1000_i32..2999, 1_u32..5).prop_map(|(year, quarter)| Period::Quarter { year, quarter }),
            (1000_i32..2999, season).prop_map(|(year, season)| Period::Season { year, season }),
            (1000_i32..2999).prop_map(Period::FiscalYear),
            (1000_i32..2998).prop_map(Period::SplitYear),
            (100_i32..299).prop_map(|y| Period::Decade(y * 10)),
        ]
    }

    fn scope() -> impl Strategy<Value = Option<Scope>> {
        let place = prop::sample::select(vec![
            "Dallas",
            "class of 2025",
            "Dallas-Fort Worth",
            "single day",
            "512 GB",
        ]);
        let places = prop::collection::vec(place.prop_map(str::to_owned), 0..3);
        let any = || prop::option::of(prop_oneof![period(), (1000_i32..2999).prop_map(Period::Year)]);
        prop::option::of((places, any(), any(), any(), any()).prop_map(
            |(places, period, versus, since, until)| Scope { places, period, versus, since, until },
        ))
    }

    fn expressions() -> impl Strategy<Value = Expression> {
        use super::super::expression::Operator;
        let leaf = prop_oneof![
            (positive(), any::<bool>()).prop_map(|(n, percent)| Expression::Amount {
                quantity: if percent { Quantity::Percent(n) } else { Quantity::Count(n) },
                step: None,
            }),
            prop::sample::select(vec!["murder-drop", "a", "first-3"])
                .prop_map(|id| Expression::Fact { id: id.to_owned(), at: Place::default() }),
        ];
        leaf.prop_recursive(4, 16, 2, |inner| {
            let operator =
                prop::sample::select(vec![Operator::Plus, Operator::Minus, Operator::Times, Operator::Over]);
            (operator, inner.clone(), inner).prop_map(|(operator, left, right)| Expression::Binary {
                operator,
                left: Box::new(left),
                right: Box::new(right),
                at: Place::default(),
            })
        })
    }

    fn values() -> impl Strategy<Value = LineValue> {
        let counted =
            prop::option::of(prop::sample::select(vec!["students", "messages per second", "pieces of mail"]));
        let name = prop::sample::select(vec![
            "Pam Bondi",
            "Sanna Kivelä",
            "Familia Bethel",
            "the old church",
            "Five Guys",
        ]);
        let wording = prop::sample::select(vec!["3.2.1", "No \"room\" = fear", "a..b", "x [y] {z} ± 5"]);
        prop_oneof![
            quantity().prop_map(|quantity| FactValue::Amount { quantity, counted: None }),
            (decimal(), counted).prop_map(|(n, counted)| FactValue::Amount {
                quantity: Quantity::Count(n),
                counted: counted.map(str::to_owned),
            }),
            (decimal(), positive()).prop_map(|(n, by)| FactValue::Range {
                low: Quantity::Percent(n),
                high: Quantity::Percent(n + by)
            }),
            period().prop_map(FactValue::Date),
            name.prop_map(|name| FactValue::Name(name.to_owned())),
            wording.prop_map(|words| FactValue::Wording(words.to_owned())),
        ]
        .prop_map(LineValue::Fixed)
    }

    proptest! {
        #[test]
        fn a_printed_line_reads_back_equal(
            subject in words(), scope in scope(), value in values(), relation in 0_usize..7, by in decimal(),
        ) {
            let relations = [
                Relation::Equal, Relation::NotEqual, Relation::Less, Relation::AtMost, Relation::More,
                Relation::AtLeast, Relation::About,
            ];
            let plain = matches!(value, LineValue::Fixed(FactValue::Name(_) | FactValue::Wording(_)));
            let p = matches!(value, LineValue::Fixed(FactValue::Amount { quantity: Quantity::PValue(_), .. }));
            let relation = if plain { Relation::Equal } else if p { relations[2] } else { relations[relation] };
            let tolerance = (!plain && !p).then(|| Quantity::Percent(by.abs()));
            let line = FactLine { subject, scope, relation, value, tolerance, step: None, spans: LineSpans::default() };
            let text = line.to_string();
            let read = parse_fact_line(&text);
            prop_assert_eq!(read.map(|read| FactLine { step: None, ..read }), Ok(line), "{}", text);
        }

        #[test]
        fn a_printed_expression_reads_back_equal(subject in words(), sum in expressions()) {
            // A sum of plain numbers alone is not always told from a score or range.
            let fact = Expression::Fact { id: "a".to_owned(), at: Place::default() };
            let operator = super::super::expression::Operator::Times;
            let (left, right) = (Box::new(fact), Box::new(sum));
            let sum = Expression::Binary { operator, left, right, at: Place::default() };
            let text = format!("{} = {sum}", FactLine {
                subject, scope: None, relation: Relation::Equal, value: LineValue::Fixed(FactValue::Name("X".into())),
                tolerance: None, step: None, spans: LineSpans::default(),
            }.to_string().trim_end_matches(" = X"));
            let read = parse_fact_line(&text);
            prop_assert!(read.is_ok(), "{} {:?}", text, read);
            prop_assert_eq!(read.unwrap().to_string(), text);
        }

        #[test]
        fn no_line_panics_and_every_error_slices(line in "\\PC{0,40}") {
            if let Err(error) = parse_fact_line(&line) {
                prop_assert!(line.get(error.span().range()).is_some());
            }
        }

        #[test]
        fn no_likely_line_panics(line in "[a-z]{1,4}( \\[[A-Z0-9,. a-z-]{0,12}\\])? [=<>~!]{1,2} [0-9.,a-z%$€£±+/{}()\" -]{0,20}") {
            if let Err(error) = parse_fact_line(&line) {
                prop_assert!(line.get(error.span().range()).is_some());
            }
        }
    }
}
