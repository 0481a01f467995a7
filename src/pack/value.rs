//! What a fact line says: an amount, range, date, name, exact words or expression.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::{all_consuming, map};
use rust_decimal::Decimal;

use super::amount::{Amount, amount, currency_sign, version_parts};
use super::calendar;
use super::expression::expression;
use super::fact_line::LineValue;
use super::fact_line_error::{FactLineError, Read, Wrong, fail, pass};
use super::measure;
use super::number::{money_number, number};
use crate::fact::{FactValue, Relation, SubjectWord};
use crate::period::Period;
use crate::quantity::Quantity;
use crate::span::Span;

/// A value and what came with it.
pub(super) struct ReadValue {
    pub value: LineValue,
    pub step: Option<Decimal>,
    pub relation: Option<Relation>,
}

impl ReadValue {
    fn fixed(value: FactValue) -> ReadValue {
        ReadValue { value: LineValue::Fixed(value), step: None, relation: None }
    }
}

/// `value = '"' words '"' | expression | amount ".." amount | date | amount | name`, the whole input.
pub(super) fn line_value<'a>(line: &'a str, input: &'a str, subject: &[SubjectWord]) -> Read<'a, ReadValue> {
    if input.starts_with(['"', '“']) {
        return map(wording, ReadValue::fixed).parse(input);
    }
    let sum = input.contains(['+', '*', '(']) || input.contains(" / ");
    if input.contains('{') || (sum && !input.contains(char::is_alphabetic)) {
        let (rest, expression) = match expression(line, input) {
            Err(nom::Err::Error(wrong)) => {
                return fail(wrong.part, FactLineError::BadExpression { at: Span::default() });
            }
            read => read?,
        };
        if !rest.trim().is_empty() {
            return fail(rest.trim(), FactLineError::BadExpression { at: Span::default() });
        }
        return Ok(("", ReadValue { value: LineValue::Reckoned(expression), step: None, relation: None }));
    }
    fixed_value(input, subject)
}

/// A value that needs no other fact, in the light of its subject; also the earlier values under `was:`.
pub(super) fn fixed_value<'a>(input: &'a str, subject: &[SubjectWord]) -> Read<'a, ReadValue> {
    if input.starts_with(['"', '“']) {
        return map(wording, ReadValue::fixed).parse(input);
    }
    if let Some((low, high)) = input.split_once("..") {
        let (rest, range) = range(input, low.trim(), high.trim(), subject)?;
        return Ok((rest, ReadValue::fixed(range)));
    }
    single(input, subject)
}

/// `'"' exact words '"'`
fn wording(input: &str) -> Read<'_, FactValue> {
    let mut chars = input.chars();
    let open = chars.next().unwrap_or('"');
    let close = if open == '“' { '”' } else { '"' };
    let inner = chars.as_str();
    let Some(end) = inner.rfind([close, '"']) else {
        let mark = input.get(..open.len_utf8()).unwrap_or(input);
        return fail(mark, FactLineError::UnclosedQuote { at: Span::default() });
    };
    let (words, rest) = inner.split_at_checked(end).unwrap_or((inner, ""));
    let mut rest = rest.chars();
    rest.next();
    let rest = rest.as_str();
    if !rest.is_empty() {
        return fail(rest.trim_start(), FactLineError::WordsAfterUnit { at: Span::default() });
    }
    if words.trim().is_empty() {
        return fail(input, FactLineError::MissingValue { at: Span::default() });
    }
    Ok(("", FactValue::Wording(words.to_owned())))
}

/// `amount ".." amount | date ".." date`
fn range<'a>(
    input: &'a str,
    low_text: &'a str,
    high_text: &'a str,
    subject: &[SubjectWord],
) -> Read<'a, FactValue> {
    if low_text.is_empty() || high_text.is_empty() {
        let error = FactLineError::BadNumber {
            text: input.to_owned(),
            help: "a range has both ends: `1,200..1,500`; with one end write `>= 1,200`".to_owned(),
            at: Span::default(),
        };
        return fail(input, error);
    }
    let high = match signed(low_text, high_text).and_then(|text| Some(single(&text, subject).ok()?.1)) {
        Some(high) => high,
        None => end_of_range(high_text, subject)?.1,
    };
    let completed = complete(low_text, high_text).and_then(|text| {
        let low = single(&text, subject).ok()?.1.value;
        same_kind(&low, &high.value).then_some(low)
    });
    let low = match completed {
        Some(low) => low,
        None => end_of_range(low_text, subject)?.1.value,
    };
    let reversed = || {
        let decimal = low_text.chars().chain(high_text.chars().take(1)).all(|c| c.is_ascii_digit());
        let error = FactLineError::RangeReversed {
            write: complete_range(high_text, low_text),
            or: if decimal { format!(", or `{low_text}.{high_text}` for a decimal") } else { String::new() },
            at: Span::default(),
        };
        fail(input, error)
    };
    let mixed = || fail(input, FactLineError::RangeMixed { at: Span::default() });
    match (low, high.value) {
        (LineValue::Fixed(FactValue::Date(from)), LineValue::Fixed(FactValue::Date(to))) => {
            if from.first() > to.last() { reversed() } else { Ok(("", FactValue::DateRange { from, to })) }
        }
        (
            LineValue::Fixed(FactValue::Amount { quantity: low, .. }),
            LineValue::Fixed(FactValue::Amount { quantity: high, .. }),
        ) => match order(&low, &high) {
            Some(std::cmp::Ordering::Greater) => reversed(),
            Some(_) => Ok(("", FactValue::Range { low, high })),
            None => mixed(),
        },
        _ => mixed(),
    }
}

fn end_of_range<'a>(text: &'a str, subject: &[SubjectWord]) -> Read<'a, ReadValue> {
    match single(text, subject) {
        Ok((_, ReadValue { value: LineValue::Fixed(FactValue::Name(_) | FactValue::Wording(_)), .. })) => {
            let error = FactLineError::BadNumber {
                text: text.to_owned(),
                help: "an end of a range is an amount or a date".to_owned(),
                at: Span::default(),
            };
            fail(text, error)
        }
        read => read,
    }
}

/// The upper end with the currency sign that only the lower one has: `$4..5 million`.
fn signed(low: &str, high: &str) -> Option<String> {
    let unsigned = low.trim_start_matches(|c: char| !c.is_ascii_digit());
    let sign = low.strip_suffix(unsigned)?;
    (currency_sign(low).is_some() && !sign.is_empty() && high.starts_with(|c: char| c.is_ascii_digit()))
        .then(|| format!("{sign}{high}"))
}

/// The lower end with the sign and unit of the upper one: `$4..5 million` is `$4 million..$5 million`.
fn complete(low: &str, high: &str) -> Option<String> {
    if low.contains(char::is_alphabetic) {
        return None;
    }
    let unsigned = high.trim_start_matches(|c: char| !c.is_ascii_digit());
    let sign = high.strip_suffix(unsigned).unwrap_or("");
    let end = unsigned.find(|c: char| !c.is_ascii_digit() && !",.".contains(c)).unwrap_or(unsigned.len());
    let unit = unsigned.get(end..).unwrap_or("");
    // "$4..5%": what is completed is tried, and dropped if it makes no amount of the upper end's kind.
    let sign = if low.starts_with(|c: char| c.is_ascii_digit()) { sign } else { "" };
    Some(format!("{sign}{low}{unit}"))
}

/// The ends the right way round, the unit where it was: at the end.
fn complete_range(first: &str, second: &str) -> String {
    let number = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_digit() && !",.".contains(c)).unwrap_or(text.len());
        (text.get(..end).unwrap_or(text).to_owned(), text.get(end..).unwrap_or("").to_owned())
    };
    let ((a, unit), (b, own)) = (number(first), number(second));
    if !a.is_empty() && own.is_empty() { format!("{a}..{b}{unit}") } else { format!("{first}..{second}") }
}

fn same_kind(a: &LineValue, b: &LineValue) -> bool {
    match (a, b) {
        (
            LineValue::Fixed(FactValue::Amount { quantity: a, .. }),
            LineValue::Fixed(FactValue::Amount { quantity: b, .. }),
        ) => a.kind() == b.kind(),
        _ => false,
    }
}

fn order(low: &Quantity, high: &Quantity) -> Option<std::cmp::Ordering> {
    match (low, high) {
        (Quantity::Measure { amount: a, unit: from }, Quantity::Measure { amount: b, unit: to }) => {
            Some(from.convert(*a, *to)?.cmp(b))
        }
        (Quantity::Money { currency: a, .. }, Quantity::Money { currency: b, .. }) if a != b => None,
        (Quantity::Clock(a), Quantity::Clock(b)) => Some(a.time.cmp(&b.time)),
        (Quantity::Version(a), Quantity::Version(b)) => Some(a.cmp(b)),
        _ if low.kind() == high.kind() => Some(low.amount()?.cmp(&high.amount()?)),
        _ => None,
    }
}

/// `date | amount | name`
fn single<'a>(input: &'a str, subject: &[SubjectWord]) -> Read<'a, ReadValue> {
    let amount_value = |read: Amount| ReadValue {
        value: LineValue::Fixed(FactValue::Amount { quantity: read.quantity, counted: read.counted }),
        step: read.step,
        relation: read.relation,
    };
    if measure::expects_p(subject)
        && let Ok((_, p)) = all_consuming(number).parse(input)
    {
        let quantity = Quantity::PValue(p.value);
        let value = LineValue::Fixed(FactValue::Amount { quantity, counted: None });
        return Ok(("", ReadValue { value, step: Some(p.step), relation: None }));
    }
    if measure::expects_version(subject)
        && input.contains('.')
        && let Ok((_, parts)) = all_consuming(version_parts).parse(input)
    {
        let quantity = Quantity::Version(parts);
        return Ok(("", ReadValue::fixed(FactValue::Amount { quantity, counted: None })));
    }
    match all_consuming(calendar::period).parse(input) {
        // A bare year is a count unless the subject asks for a date.
        Ok((_, Period::Year(_))) if !measure::expects_date(subject) => {}
        Ok((_, period)) => return Ok(("", ReadValue::fixed(FactValue::Date(period)))),
        Err(nom::Err::Error(_)) => {}
        Err(error) => return Err(error),
    }
    if let Ok((_, text)) = all_consuming(calendar::day_without_year).parse(input) {
        return fail(input, FactLineError::DateWithoutYear { text: text.to_owned(), at: Span::default() });
    }
    match amount(input) {
        Ok((rest, read)) => Ok((rest, amount_value(read))),
        Err(nom::Err::Error(_)) => not_an_amount(input),
        Err(error) => Err(error),
    }
}

/// `name`, or why what looks like an amount is none.
fn not_an_amount(input: &str) -> Read<'_, ReadValue> {
    if let Some(open) = input.rfind(" [").filter(|_| input.ends_with(']')) {
        let (value, scope) = input.split_at_checked(open).unwrap_or((input, ""));
        let write = format!("{} = {}", scope.trim(), value.trim());
        return fail(scope.trim_start(), FactLineError::ScopeAfterValue { write, at: Span::default() });
    }
    let numeric = input.starts_with(|c: char| c.is_ascii_digit() || "-−+.$€£¥".contains(c))
        || currency_sign(input).is_some();
    if numeric {
        if let Some(write) = dashed_range(input) {
            return fail(input, FactLineError::RangeWithDash { write, at: Span::default() });
        }
        if let Some(rest) = words_after(input) {
            return fail(rest, FactLineError::WordsAfterUnit { at: Span::default() });
        }
        let end = input.find(char::is_whitespace).unwrap_or(input.len());
        let text = input.get(..end).unwrap_or(input);
        let help = "write a number such as `8.2`, `1,200` or `1.6 million`, then its unit".to_owned();
        return fail(text, FactLineError::BadNumber { text: text.to_owned(), help, at: Span::default() });
    }
    if input.starts_with(char::is_alphanumeric) && !input.contains(['=', '[', ']', '{', '}', '"']) {
        return Ok(("", ReadValue::fixed(FactValue::Name(input.to_owned()))));
    }
    pass(input)
}

/// What follows a percentage or sum of money that ends too soon: `of voters` in `8.2% of voters`.
fn words_after(input: &str) -> Option<&str> {
    let (rest, _) = match currency_sign(input) {
        Some((after, _)) => money_number(after).ok()?,
        None => (number, tag("%")).parse(input).map(|(rest, (n, _))| (rest, n)).ok()?,
    };
    let words = rest.trim_start();
    (words.len() < rest.len() && words.starts_with(char::is_alphabetic)).then_some(words)
}

/// `3-5%`, `3 to 5 km`: the same with two dots.
fn dashed_range(input: &str) -> Option<String> {
    let link = alt((tag::<_, _, Wrong<'_>>("–"), tag("-"), tag(" to "), tag(" – ")));
    let (rest, (low, _)) = (number, link).parse(input).ok()?;
    let (after, high) = number(rest).ok()?;
    let unit = rest.strip_suffix(after).map(|_| after)?;
    (!low.in_words && !high.in_words && !unit.starts_with(['-', '–'])).then(|| {
        let low_len = input.len() - rest.len();
        let low = input.get(..low_len).unwrap_or("").trim_end_matches(['-', '–', ' ']);
        let low = low.strip_suffix(" to").unwrap_or(low);
        format!("{low}..{rest}")
    })
}
