//! `number = digits [ scale ] | number-word { number-word } [ scale ] | "a" dozen | "half a million"`

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use rust_decimal::Decimal;

use crate::mention::cursor::{Cursor, Read, fail, hyphen, one_of, word};
use crate::quantity::words;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// A number with how it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    pub(crate) value: Decimal,
    /// The unit of its last digit as shown: 0.1 for `8.2`, 100,000 for `1.6 million`, 1 for `twenty`.
    pub(crate) step: Decimal,
    pub(crate) in_words: bool,
    /// `1.6 million`, `dozen`: a word multiplied it.
    pub(crate) scaled: bool,
}

/// `number`
pub(crate) fn number(input: Cursor<'_>) -> Read<'_, Number> {
    alt((half_scale, digits, in_words, article_scale)).parse(input)
}

/// `digits = 1,200 | 8.2 | 1 200`, with a scale word or its short form glued on (`18.7m` only beside a currency:
/// see `money`).
pub(crate) fn digits(input: Cursor<'_>) -> Read<'_, Number> {
    let (rest, plain) = plain_digits(input)?;
    let (rest, scale) = opt(scale_word).parse(rest)?;
    finish(rest, plain, scale)
}

/// Digits alone.
pub(crate) fn plain_digits(input: Cursor<'_>) -> Read<'_, Number> {
    let Some(token) = input.peek().filter(|t| t.kind == TokenKind::Number) else { return fail() };
    let text = token.text(input.prose);
    let mut points = 0;
    for byte in text.bytes() {
        points += u32::from(byte == b'.');
        if byte == b':' || points > 1 {
            return fail();
        }
    }
    let Some(value) = decimal(text) else { return fail() };
    let step = Decimal::new(1, value.scale());
    Ok((input.next(), Number { value, step, in_words: false, scaled: false }))
}

/// Digits with their separators taken out; digits of any script count.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    if text.len() > 64 {
        return None;
    }
    if let Some(value) = short_decimal(text) {
        return Some(value);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '0'..='9' | '.' => plain.push(c),
            ',' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {}
            _ => plain.push(char::from_digit(unicode_digit(c)?, 10)?),
        }
    }
    Decimal::from_str_exact(&plain).ok()
}

/// Up to eighteen plain digits with commas and one point: nearly every number there is.
fn short_decimal(text: &str) -> Option<Decimal> {
    if text.len() > 18 {
        return None;
    }
    let (mut value, mut scale, mut point, mut digits) = (0_i64, 0_u32, false, false);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + i64::from(byte - b'0');
                scale += u32::from(point);
                digits = true;
            }
            b',' => {}
            b'.' if !point && digits => point = true,
            _ => return None,
        }
    }
    let ends_in_digit = text.as_bytes().last().is_some_and(u8::is_ascii_digit);
    ends_in_digit.then(|| Decimal::new(value, scale))
}

/// Full-width and Arabic-Indic digits.
fn unicode_digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 4] = ['\u{ff10}' as u32, '\u{660}' as u32, '\u{6f0}' as u32, '\u{966}' as u32];
    let code = c as u32;
    ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|d| *d < 10))
}

/// `million`, `-million`, `bn`, glued or not.
pub(crate) fn scale_word(input: Cursor<'_>) -> Read<'_, Decimal> {
    let (input, _) = opt(hyphen).parse(input)?;
    let Some(token) = input.peek().filter(|t| is_numeral(t)) else {
        return fail();
    };
    match words::scale(token.lower(input.prose, &mut [0; 16])) {
        Some(scale) if scale != Decimal::from(12) => Ok((input.next(), scale)),
        _ => fail(),
    }
}

pub(crate) fn finish(rest: Cursor<'_>, plain: Number, scale: Option<Decimal>) -> Read<'_, Number> {
    let Some(scale) = scale else { return Ok((rest, plain)) };
    let (Some(value), Some(step)) = (plain.value.checked_mul(scale), plain.step.checked_mul(scale)) else {
        return fail();
    };
    Ok((
        rest,
        Number { value: value.normalize(), step: step.normalize(), in_words: plain.in_words, scaled: true },
    ))
}

/// `half a million`, `a quarter of a million`, `half a dozen`
fn half_scale(input: Cursor<'_>) -> Read<'_, Number> {
    let (rest, _) = opt(one_of(&["a", "an", "one"])).parse(input)?;
    let (rest, part) = one_of(&["half", "quarter"])(rest)?;
    let (rest, _) = opt(hyphen).parse(rest)?;
    let (rest, _) = opt(word("of")).parse(rest)?;
    let (rest, _) = one_of(&["a", "an"])(rest)?;
    let (rest, scale) = big_scale(rest)?;
    let part = if part == 0 { Decimal::new(5, 1) } else { Decimal::new(25, 2) };
    let Some(value) = scale.checked_mul(part) else { return fail() };
    Ok((rest, Number { value: value.normalize(), step: value.normalize(), in_words: true, scaled: true }))
}

/// `a dozen`, `a hundred`, `a million`; `dozen` after another word is in `in_words`.
fn article_scale(input: Cursor<'_>) -> Read<'_, Number> {
    let (rest, _) = one_of(&["a", "an", "the"])(input)?;
    let (rest, scale) = big_scale(rest)?;
    let (rest, more) =
        if scale == Decimal::from(100) { opt(and_below_hundred).parse(rest)? } else { (rest, None) };
    let value = scale.checked_add(Decimal::from(more.unwrap_or(0))).unwrap_or(scale);
    let step = if scale == Decimal::from(12) || more.is_some() { Decimal::ONE } else { scale };
    Ok((rest, Number { value, step, in_words: true, scaled: more.is_none() }))
}

/// Whether a word may be a number's; the tables of words then say which.
fn is_numeral(token: &Token) -> bool {
    lexicon::is(token, Class::NUMERAL) && token.span.len() <= 9
}

fn big_scale(input: Cursor<'_>) -> Read<'_, Decimal> {
    let Some(token) = input.peek().filter(|t| is_numeral(t)) else {
        return fail();
    };
    let mut buffer = [0; 16];
    let text = token.lower(input.prose, &mut buffer);
    // Plural "millions" is a vague amount, not a number.
    match words::scale(text) {
        Some(scale) if !text.ends_with('s') && text.len() > 3 => Ok((input.next(), scale)),
        _ => fail(),
    }
}

fn and_below_hundred(input: Cursor<'_>) -> Read<'_, u32> {
    let (rest, ()) = word("and")(input)?;
    below_hundred(rest)
}

/// `twenty-six`, `twenty six`, `nine`
fn below_hundred(input: Cursor<'_>) -> Read<'_, u32> {
    let (rest, first) = cardinal(input)?;
    if !(20..100).contains(&first) {
        return Ok((rest, first));
    }
    let after = opt(hyphen).parse(rest)?.0;
    match cardinal(after) {
        Ok((end, unit)) if (1..10).contains(&unit) => Ok((end, first + unit)),
        _ => Ok((rest, first)),
    }
}

fn cardinal(input: Cursor<'_>) -> Read<'_, u32> {
    let Some(token) = input.peek().filter(|t| is_numeral(t)) else {
        return fail();
    };
    match words::cardinal(token.lower(input.prose, &mut [0; 16])) {
        Some(n) => Ok((input.next(), n)),
        None => fail(),
    }
}

/// `one hundred and twelve`, `ten thousand`, `two dozen`, `two and a half million`, `one and a half`
fn in_words(input: Cursor<'_>) -> Read<'_, Number> {
    let (mut rest, first) = below_hundred(input)?;
    let mut group = Decimal::from(first);
    let mut total = Decimal::ZERO;
    let mut smallest = Decimal::ONE;
    let mut scaled = false;
    if let Ok((after, _)) = half_more(rest) {
        rest = after;
        group = group.checked_add(Decimal::new(5, 1)).unwrap_or(group);
        smallest = Decimal::new(5, 1);
    }
    // Each scale word must be smaller than the one before: "two million three hundred thousand".
    let mut ceiling = Decimal::MAX;
    for _ in 0..6 {
        let Ok((after, scale)) = word_scale(rest) else { break };
        if scale >= ceiling {
            break;
        }
        rest = after;
        let Some(product) = group.checked_mul(scale) else { return fail() };
        let hundred = scale == Decimal::from(100);
        scaled = !hundred || scaled;
        if scale != Decimal::from(12) {
            smallest = smallest.checked_mul(scale).unwrap_or(smallest);
        }
        if hundred {
            group = product;
            if let Ok((after, more)) = alt((and_below_hundred, below_hundred)).parse(rest) {
                rest = after;
                group = group.checked_add(Decimal::from(more)).unwrap_or(group);
                smallest = Decimal::ONE;
            }
        } else {
            ceiling = scale;
            total = total.checked_add(product).unwrap_or(total);
            group = Decimal::ZERO;
            match alt((and_below_hundred, below_hundred)).parse(rest) {
                Ok((after, more)) if scale >= Decimal::from(1000) => {
                    rest = after;
                    group = Decimal::from(more);
                    smallest = Decimal::ONE;
                    scaled = false;
                }
                _ => break,
            }
        }
    }
    let value = total.checked_add(group).unwrap_or(total);
    Ok((rest, Number { value: value.normalize(), step: smallest.normalize(), in_words: true, scaled }))
}

fn word_scale(input: Cursor<'_>) -> Read<'_, Decimal> {
    let (rest, _) = opt(hyphen).parse(input)?;
    // "three mln"
    let short = rest.peek().is_some_and(|t| t.is_any(rest.prose, &["mln", "bln", "trn"]) && !t.capital);
    if short { scale_word(rest) } else { big_scale(rest) }
}

/// `and a half`
pub(crate) fn half_more(input: Cursor<'_>) -> Read<'_, ()> {
    let (rest, ()) = word("and")(input)?;
    let (rest, _) = word("a")(rest)?;
    let (rest, _) = opt(hyphen).parse(rest)?;
    word("half")(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn read(prose: &str) -> Option<String> {
        let tokens = tokenize(prose);
        let (rest, n) = number(Cursor::new(prose, &tokens, 0)).ok()?;
        Some(format!("{}/{} {}", n.value, n.step, tokens.len() - rest.at))
    }

    #[test]
    fn cases() {
        for (prose, expected) in [
            ("7,300", "7300/1 0"),
            ("8.20", "8.20/0.01 0"),
            ("1.6 million", "1600000/100000 0"),
            ("twenty-six", "26/1 0"),
            ("Sixty-five fewer", "65/1 1"),
            ("a dozen", "12/1 0"),
            ("two dozen", "24/1 0"),
            ("half a million", "500000/500000 0"),
            ("ten thousand", "10000/1000 0"),
            ("one hundred and twelve people", "112/1 1"),
            ("three hundred", "300/100 0"),
            ("two and a half million", "2500000/500000 0"),
            ("two million three hundred thousand", "2300000/100000 0"),
            ("1.2bn", "1200000000/100000000 0"),
            ("one and a half million", "1500000/500000 0"),
        ] {
            assert_eq!(read(prose).as_deref(), Some(expected), "{prose}");
        }
        for silent in ["3.2.1", "2:07:41", "a person", "millions"] {
            assert_eq!(read(silent), None, "{silent}");
        }
    }
}
