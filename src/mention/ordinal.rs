//! `ordinal = digits ( "st" | "nd" | "rd" | "th" ) | ordinal-word | "No." digits`

use nom::Parser;
use nom::combinator::opt;
use rust_decimal::Decimal;

use crate::mention::cursor::{Cursor, Read, fail, hyphen, one_of, sign};
use crate::mention::number;
use crate::quantity::{Quantity, words};
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};

/// `38th`, `third`, `twenty-first`, `No. 3`
pub(crate) fn ordinal(input: Cursor<'_>) -> Read<'_, Quantity> {
    nom::branch::alt((in_digits, in_words, number_sign)).parse(input)
}

pub(crate) fn in_digits(input: Cursor<'_>) -> Read<'_, Quantity> {
    let (rest, n) = number::plain_digits(input)?;
    match rest.peek() {
        Some(token)
            if token.glued
                && token.kind == TokenKind::Word
                && ["st", "nd", "rd", "th"]
                    .iter()
                    .any(|e| token.text(rest.prose).trim_end_matches('.').eq_ignore_ascii_case(e)) =>
        {
            Ok((rest.next(), Quantity::Ordinal(n.value)))
        }
        _ => fail(),
    }
}

fn in_words(input: Cursor<'_>) -> Read<'_, Quantity> {
    let Some(token) = input.peek().filter(|t| lexicon::is(t, Class::NUMERAL) && t.span.len() <= 12) else {
        return fail();
    };
    let mut buffer = [0; 16];
    let text = token.lower(input.prose, &mut buffer);
    // "first-degree", "third-party": joined to a noun the word orders nothing; "third-largest" is a place.
    let joined = input.ahead(1).is_some_and(|t| t.is('-') && t.glued)
        && input.ahead(2).is_some_and(|t| {
            let text = t.text(input.prose);
            t.glued
                && t.kind == TokenKind::Word
                && !(text.ends_with("est") && text.len() > 4)
                && text != "most"
        });
    if joined && words::ordinal(text).is_some() {
        return fail();
    }
    if let Some(n) = words::ordinal(text) {
        return Ok((input.next(), Quantity::Ordinal(Decimal::from(n))));
    }
    tens_and_unit(input)
}

/// `thirty-eighth`, `twenty first`
pub(crate) fn tens_and_unit(input: Cursor<'_>) -> Read<'_, Quantity> {
    let Some(token) = input.peek().filter(|t| lexicon::is(t, Class::NUMERAL) && t.span.len() <= 12) else {
        return fail();
    };
    match words::cardinal(token.lower(input.prose, &mut [0; 16])) {
        Some(tens) if tens >= 20 => {
            let (rest, _) = opt(hyphen).parse(input.next())?;
            let Some(unit) = rest.peek().filter(|t| t.kind == TokenKind::Word && t.span.len() <= 8) else {
                return fail();
            };
            match words::ordinal(unit.lower(rest.prose, &mut [0; 16])) {
                Some(n) if n < 10 => Ok((rest.next(), Quantity::Ordinal(Decimal::from(tens + n)))),
                _ => fail(),
            }
        }
        _ => fail(),
    }
}

fn number_sign(input: Cursor<'_>) -> Read<'_, Quantity> {
    let rest = match one_of(&["No.", "Nos.", "number"])(input) {
        Ok((rest, _)) => rest,
        Err(_) => sign('#')(input)?.0,
    };
    if !rest.peek().is_some_and(|t| t.kind == TokenKind::Number) {
        return fail();
    }
    let (rest, n) = number::plain_digits(rest)?;
    Ok((rest, Quantity::Ordinal(n.value)))
}
