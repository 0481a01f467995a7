//! `money = sign number [ scale ] | number currency-word | number "p" | number "cents"`

use nom::Parser;
use nom::combinator::opt;
use rust_decimal::Decimal;

use crate::mention::cursor::{Cursor, Read, fail, hyphen, one_of};
use crate::mention::number::{self, Number};
use crate::quantity::{Currency, Quantity};
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};

/// `$4.2 billion`, `US$55m`, `£1,200`, `€ 300m`
pub(crate) fn with_sign(input: Cursor<'_>) -> Read<'_, (Quantity, Number)> {
    let (rest, currency) = currency_sign(input)?;
    let (rest, plain) = number::plain_digits(rest)?;
    let (rest, scale) = opt(nom::branch::alt((number::scale_word, short_scale))).parse(rest)?;
    let (rest, number) = number::finish(rest, plain, scale)?;
    Ok((rest, (Quantity::Money { amount: number.value, currency }, number)))
}

/// A currency's sign, one to three tokens long.
fn currency_sign(input: Cursor<'_>) -> Read<'_, Currency> {
    let Some(first) = input.peek() else { return fail() };
    let begins = match first.kind {
        TokenKind::Number => false,
        TokenKind::Word => first.capital || !first.text(input.prose).is_ascii(),
        TokenKind::Sign => true,
    };
    if !begins {
        return fail();
    }
    // The longest spelling first: "US$", "$US", then one token.
    for length in [2_usize, 1] {
        let Some(last) = input.ahead(length - 1) else { continue };
        // No sign has digits in it.
        if length > 1 && (!last.glued || last.kind == TokenKind::Number) {
            continue;
        }
        let text = first.span.cover(last.span).slice(input.prose);
        if text.len() > 6 {
            continue;
        }
        let found = Currency::from_sign(text).or_else(|| Currency::from_code(text));
        if let Some(currency) = found {
            return Ok((Cursor { at: input.at + length, ..input }, currency));
        }
    }
    fail()
}

/// `m`, `k`, `b` right after an amount of money.
fn short_scale(input: Cursor<'_>) -> Read<'_, Decimal> {
    let Some(token) = input.peek().filter(|t| t.kind == TokenKind::Word) else { return fail() };
    let scale = match token.text(input.prose) {
        "m" | "M" | "mil" => 1_000_000,
        "k" | "K" => 1000,
        "b" | "B" => 1_000_000_000,
        "t" | "T" if token.glued => 1_000_000_000_000_i64,
        _ => return fail(),
    };
    Ok((input.next(), Decimal::from(scale)))
}

/// `4.2 billion dollars`, `90 cents`, `86p`
pub(crate) fn with_word<'t>(input: Cursor<'t>, number: &Number) -> Read<'t, (Quantity, Decimal)> {
    let (rest, _) = opt(hyphen).parse(input)?;
    // "100 mln U.S. dlrs"
    let (rest, _) = opt(one_of(&["U.S.", "US"])).parse(rest)?;
    let Some(token) = rest.peek().filter(|t| t.kind == TokenKind::Word && t.span.len() < 12) else {
        return fail();
    };
    let text = token.text(rest.prose);
    let hundredth = |currency| {
        let amount = number.value.checked_mul(Decimal::new(1, 2));
        let step = number.step.checked_mul(Decimal::new(1, 2));
        match (amount, step) {
            (Some(amount), Some(step)) => Ok((rest.next(), (Quantity::Money { amount, currency }, step))),
            _ => fail(),
        }
    };
    match text {
        "p" if token.glued => return hundredth(Currency::GBP),
        "pence" | "penny" => return hundredth(Currency::GBP),
        "cents" | "cent" | "cts" => return hundredth(Currency::OPEN),
        _ => {}
    }
    if !lexicon::is(token, Class::MONEY) {
        return fail();
    }
    let lower = text.to_ascii_lowercase();
    match Currency::from_word(&lower).or_else(|| Currency::from_code(text)) {
        // "real" and "won" are words of the language as well.
        Some(_) if matches!(lower.as_str(), "real" | "won" | "rand" | "francs") => fail(),
        Some(currency) => {
            Ok((rest.next(), (Quantity::Money { amount: number.value, currency }, number.step)))
        }
        None => fail(),
    }
}

/// `in the pound`, `of each pound`, `in every dollar`, `to the pound`: makes a share of pence.
pub(crate) fn in_the_pound(input: Cursor<'_>) -> Read<'_, ()> {
    let (rest, _) = one_of(&["in", "of", "from", "out", "to"])(input)?;
    let (rest, _) = opt(one_of(&["of"])).parse(rest)?;
    let (rest, _) = one_of(&["the", "each", "every"])(rest)?;
    let (rest, _) = one_of(&["pound", "dollar", "euro"])(rest)?;
    Ok((rest, ()))
}
