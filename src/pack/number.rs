//! Numbers in digits and words.

use nom::Parser;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{one_of, space0};
use nom::combinator::opt;
use rust_decimal::Decimal;

use super::fact_line_error::{FactLineError, Read, fail, pass};
use crate::quantity::words;
use crate::span::Span;

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// Its value.
    pub value: Decimal,
    /// The worth of its last written digit: 0.1 for `8.2`, 100,000 for `1.6 million`.
    pub step: Decimal,
    /// Whether it was spelled out.
    pub in_words: bool,
}

/// Signs that scale a number they touch: `5k`, `€300m`, `$3B`. `m` alone may be metres; see `amount`.
const ATTACHED_SCALES: &[(&str, i64)] = &[
    ("k", 1_000),
    ("K", 1_000),
    ("M", 1_000_000),
    ("m", 1_000_000),
    ("B", 1_000_000_000),
    ("b", 1_000_000_000),
];

/// `number = [ sign ] digits [ "." digits ] [ scale ] | number_words`
pub(super) fn number(input: &str) -> Read<'_, Number> {
    let (rest, number) = match digits(input) {
        Err(nom::Err::Error(_)) => return number_words(input),
        read => read?,
    };
    let (after, scale) = opt(scale_word).parse(rest)?;
    Ok((after, scale.and_then(|scale| times(number, scale)).unwrap_or(number)))
}

/// A number whose scale may also be a letter that touches it: money, where `m` is no metre.
pub(super) fn money_number(input: &str) -> Read<'_, Number> {
    let (rest, plain) = number(input)?;
    let scaled = attached_scale(rest).and_then(|(after, scale)| Some((after, times(plain, scale)?)));
    Ok(scaled.unwrap_or((rest, plain)))
}

/// `5k`, `300m`: the scale and what follows it, if the letter ends there.
pub(super) fn attached_scale(rest: &str) -> Option<(&str, Decimal)> {
    ATTACHED_SCALES.iter().find_map(|(letter, size)| {
        let after = rest.strip_prefix(letter)?;
        (!after.starts_with(char::is_alphanumeric)).then(|| (after, Decimal::from(*size)))
    })
}

/// Scale kept tidy: `1.6 million` is 1600000, not 1600000.0.
pub(super) fn times(number: Number, scale: Decimal) -> Option<Number> {
    let value = number.value.checked_mul(scale)?.normalize();
    Some(Number { value, step: number.step.checked_mul(scale)?.normalize(), ..number })
}

/// `scale = "thousand" | "million" | "bn" | …`
fn scale_word(input: &str) -> Read<'_, Decimal> {
    let (rest, _) = space0.parse(input)?;
    let (rest, word) = take_while1(char::is_alphabetic).parse(rest)?;
    match words::scale(&word.to_lowercase()) {
        // "2 millions of" is fine; "3 tns" is not English, but harmless.
        Some(scale) if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') => Ok((rest, scale)),
        _ => pass(input),
    }
}

/// `1,200`, `8.2`, `-0.3`, `.5`
fn digits(input: &str) -> Read<'_, Number> {
    let (unsigned, sign) = opt(one_of("-−+")).parse(input)?;
    if !unsigned.strip_prefix('.').unwrap_or(unsigned).starts_with(|c: char| c.is_ascii_digit()) {
        return pass(input);
    }
    let whole_len = unsigned.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(unsigned.len());
    let (whole, rest) = unsigned.split_at_checked(whole_len).unwrap_or((unsigned, ""));
    let trailing = whole.len() - whole.trim_end_matches(',').len();
    let fraction = rest.strip_prefix('.').map_or("", |after| {
        after.get(..after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len())).unwrap_or("")
    });
    let fraction_len = if fraction.is_empty() || trailing > 0 { 0 } else { fraction.len() + 1 };
    let len = input.len() - unsigned.len() + whole.len() - trailing + fraction_len;
    let (text, rest) = input.split_at_checked(len).unwrap_or((input, ""));

    let whole = whole.trim_end_matches(',');
    if !grouped_in_threes(whole) {
        let joined: String = whole.chars().filter(char::is_ascii_digit).collect();
        let help = format!("write `{joined}`, or commas before each three digits, and `.` for decimals");
        return fail(text, FactLineError::BadNumber { text: text.to_owned(), help, at: Span::default() });
    }
    let mut plain = String::with_capacity(text.len() + 1);
    if matches!(sign, Some('-' | '−')) {
        plain.push('-');
    }
    plain.extend(whole.chars().filter(char::is_ascii_digit));
    if whole.is_empty() {
        plain.push('0');
    }
    if fraction_len > 0 {
        plain.push('.');
        plain.push_str(fraction);
    }
    match Decimal::from_str_exact(&plain) {
        Ok(value) => Ok((rest, Number { value, step: Decimal::new(1, value.scale()), in_words: false })),
        Err(_) => {
            let help = "write at most 28 digits".to_owned();
            fail(text, FactLineError::BadNumber { text: text.to_owned(), help, at: Span::default() })
        }
    }
}

fn grouped_in_threes(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    if !whole.contains(',') {
        return true;
    }
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// `number_words = "five" | "twenty-six" | "one hundred and five" | "a dozen" | "two million" | …`
fn number_words(input: &str) -> Read<'_, Number> {
    let mut rest = input;
    let (mut total, mut group) = (Decimal::ZERO, Decimal::ZERO);
    // What the last word was: nothing yet, a unit (0-19), a ten, a scale.
    let mut last = None;
    loop {
        let start = rest.trim_start_matches([' ', '-']);
        if last.is_some() && start.len() == rest.len() {
            break;
        }
        let Ok((after, word)) =
            take_while1::<_, _, nom::error::Error<&str>>(char::is_alphabetic).parse(start)
        else {
            break;
        };
        let word = word.to_lowercase();
        let next = if let Some(n) = words::cardinal(&word).map(Decimal::from) {
            let ten = n >= Decimal::from(20);
            let small = n < Decimal::TEN && n > Decimal::ZERO;
            match last {
                Some(Last::Ten) if !small => break,
                Some(Last::Unit) => break,
                _ => {}
            }
            group += n;
            if ten { Last::Ten } else { Last::Unit }
        } else if let Some(scale) = words::scale(&word) {
            if last.is_none() {
                break;
            }
            let whole = if last == Some(Last::Scale) && group.is_zero() { total } else { group };
            let Some(product) = whole.checked_mul(scale) else { break };
            if scale <= Decimal::ONE_HUNDRED {
                group = product;
            } else {
                total = if whole == group { total + product } else { product };
                group = Decimal::ZERO;
            }
            Last::Scale
        } else if (word == "a" || word == "an") && last.is_none() {
            let (scaled, _) = tag(" ").parse(after)?;
            let (_, scale) = take_while1(char::is_alphabetic).parse(scaled)?;
            if words::scale(&scale.to_lowercase()).is_none() {
                return pass(input);
            }
            group = Decimal::ONE;
            Last::Unit
        } else if word == "and" && last == Some(Last::Scale) {
            let follows = after.trim_start();
            let end = follows.find(|c: char| !c.is_alphabetic()).unwrap_or(follows.len());
            if words::cardinal(&follows.get(..end).unwrap_or("").to_lowercase()).is_none() {
                break;
            }
            Last::Scale
        } else {
            break;
        };
        last = Some(next);
        rest = after;
    }
    if last.is_none() || rest.starts_with(|c: char| c.is_alphanumeric()) {
        return pass(input);
    }
    Ok((rest, Number { value: total + group, step: Decimal::ONE, in_words: true }))
}

#[derive(Clone, Copy, PartialEq)]
enum Last {
    Unit,
    Ten,
    Scale,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_digits_and_words() {
        let cases = [
            ("1,200", "1200", "1"),
            ("8.20%", "8.20", "0.01"),
            ("-0.3", "-0.3", "0.1"),
            ("1.6 million", "1600000", "100000"),
            ("3.1bn", "3100000000", "100000000"),
            ("five", "5", "1"),
            ("twenty-six", "26", "1"),
            ("one hundred and five", "105", "1"),
            ("two hundred thousand", "200000", "1"),
            ("three million two hundred thousand and six", "3200006", "1"),
            ("a dozen", "12", "1"),
            ("8..2", "8", "1"),
            ("2,", "2", "1"),
        ];
        for (text, value, step) in cases {
            let (_, number) = number(text).unwrap();
            assert_eq!(
                (number.value.to_string(), number.step.to_string()),
                (value.into(), step.into()),
                "{text}"
            );
        }
        for text in ["a man", "Pam", "$5", "million", "fivers"] {
            assert!(number(text).is_err(), "{text}");
        }
        for text in ["1,20", "12,34,567", "0,1234", "12345678901234567890123456789012"] {
            assert!(matches!(number(text), Err(nom::Err::Failure(_))), "{text}");
        }
    }
}
