//! Words that stand for a number: `doubled`, `several`, `dozens`, `most`, `no`.

use rust_decimal::Decimal;

use crate::mention::Value;
use crate::mention::cursor::{self, Cursor, Read};
use crate::mention::recognise::Found;
use crate::quantity::Quantity;
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};

/// `doubled`, `twofold`, `several`, `dozens`, `most`, `no`
pub(super) fn times_or_vague(input: Cursor<'_>) -> Read<'_, Found> {
    let Some(token) = input.peek().filter(|t| t.kind == TokenKind::Word && t.span.len() <= 12) else {
        return cursor::fail();
    };
    let mut buffer = [0; 16];
    let lower = token.lower(input.prose, &mut buffer);
    let times = |n: Decimal| {
        Ok((input.next(), Found { value: Value::Times(n), step: Decimal::ZERO, in_words: true }))
    };
    match lower {
        "doubled" | "doubles" | "doubling" | "double" | "twofold" => return times(Decimal::TWO),
        "tripled" | "triples" | "tripling" | "triple" | "threefold" => return times(Decimal::from(3)),
        "quadrupled" | "quadruples" | "quadrupling" | "fourfold" => return times(Decimal::from(4)),
        "fivefold" => return times(Decimal::from(5)),
        "tenfold" => return times(Decimal::from(10)),
        "halved" | "halves" | "halving" => return times(Decimal::new(5, 1)),
        _ => {}
    }
    let vague = |rest: Cursor<'_>, low: i64, high: Option<i64>, share: bool| {
        let value = Value::Vague { low: Decimal::from(low), high: high.map(Decimal::from), share };
        (rest.at, Found { value, step: Decimal::ZERO, in_words: true })
    };
    // Intervals of everyday use; far outside them no reader would let the word stand.
    let (at, found) = match lower {
        "several" => vague(input.next(), 3, Some(20), false),
        "few" if previous_is(input, &["a"]) => vague(input.next(), 2, Some(12), false),
        "handful" => vague(input.next(), 2, Some(12), false),
        "dozens" => vague(input.next(), 20, Some(300), false),
        "hundreds" => vague(input.next(), 150, Some(3_000), false),
        "thousands" => vague(input.next(), 1_500, Some(300_000), false),
        "millions" => vague(input.next(), 1_500_000, None, false),
        "most" if !previous_is(input, &["the", "at", "its"]) => vague(input.next(), 50, Some(100), true),
        "mostly" => vague(input.next(), 50, Some(100), true),
        "majority" => vague(input.next(), 50, Some(100), true),
        "pair" | "couple" if previous_is(input, &["a"]) => {
            let value = Value::Amount(Quantity::Count(Decimal::TWO));
            (input.at + 1, Found { value, step: Decimal::ONE, in_words: true })
        }
        "no" | "none" | "nil" if next_is_noun(input) || lower != "no" => {
            let value = Value::Amount(Quantity::Count(Decimal::ZERO));
            (input.at + 1, Found { value, step: Decimal::ONE, in_words: true })
        }
        _ => return cursor::fail(),
    };
    Ok((Cursor { at, ..input }, found))
}

pub(super) fn previous_is(input: Cursor<'_>, words: &[&str]) -> bool {
    input
        .at
        .checked_sub(1)
        .and_then(|i| input.tokens.get(i))
        .is_some_and(|t| words.iter().any(|w| t.text(input.prose).eq_ignore_ascii_case(w)))
}

fn next_is_noun(input: Cursor<'_>) -> bool {
    input.ahead(1).is_some_and(|t| {
        t.kind == TokenKind::Word
            && !t.glued
            && !lexicon::is(
                t,
                Class::FUNCTION.and(Class::PRONOUN).and(Class::MORE).and(Class::LESS).and(Class::ADVERB),
            )
    })
}
