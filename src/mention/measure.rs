//! `measure = number [ "-" ] unit [ "and a half" ] | "half" [ "a" ] unit | "a" unit "and a half" | clock-style duration`

use nom::Parser;
use nom::combinator::opt;
use rust_decimal::Decimal;

use crate::mention::cursor::{Cursor, Read, fail, hyphen, one_of, word};
use crate::mention::number::{self, Number};
use crate::quantity::{Quantity, Unit};
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};

/// A unit's words, the longest that fits: `miles per hour`, `degrees Fahrenheit`, `sq ft`, `mph`.
pub(crate) fn unit(input: Cursor<'_>) -> Read<'_, Unit> {
    let (start, _) = opt(hyphen).parse(input)?;
    let Some(first) = start.peek() else { return fail() };
    let begins = match first.kind {
        TokenKind::Number => false,
        TokenKind::Word => lexicon::is(first, Class::UNIT),
        TokenKind::Sign => true,
    };
    if !begins {
        return fail();
    }
    let mut best = None;
    for length in 1..=4_usize {
        if length == 2 && first.kind == TokenKind::Word && !Unit::goes_on(first.key) {
            break;
        }
        let Some(last) = start.ahead(length - 1) else { break };
        if last.kind == TokenKind::Number && length > 1 && !last.glued {
            break;
        }
        let text = first.span.cover(last.span).slice(start.prose);
        if text.len() > 24
            || (length > 1 && last.kind == TokenKind::Sign && !matches!(last.sign, '/' | '°' | '-'))
        {
            break;
        }
        let joined;
        let spelling = if text.contains(['-', '\u{a0}']) {
            joined = text.replace(['-', '\u{a0}'], " ");
            joined.as_str()
        } else {
            text
        };
        // "45 F." at the end of a sentence: the dot is not the unit's.
        let last_letter = text.strip_suffix('.').filter(|t| t.len() == 1).and_then(Unit::from_word);
        if let Some(unit) = Unit::from_word(text).or_else(|| Unit::from_word(spelling)).or(last_letter) {
            best = Some((Cursor { at: start.at + length, ..start }, unit));
        }
    }
    // "in" is a preposition, "a" an article, "m" and "s" too thin without a number glued to them.
    match best {
        Some((rest, unit)) => {
            let text = first.text(start.prose);
            let text = text.strip_suffix('.').filter(|t| t.len() == 1).unwrap_or(text);
            let thin = rest.at == start.at + 1 && text.len() == 1 && first.kind == TokenKind::Word;
            let letter_ok = first.glued || text.chars().all(char::is_uppercase) || matches!(text, "g" | "m");
            if thin && !letter_ok { fail() } else { Ok((rest, unit)) }
        }
        None => fail(),
    }
}

/// `31-mile`, `5.9 mm`, `one hour and a half`, `6 feet 2 inches` stays two.
pub(crate) fn with_unit<'t>(input: Cursor<'t>, number: &Number) -> Read<'t, (Quantity, Decimal)> {
    let (rest, unit) = unit(input)?;
    if let Ok((rest, ())) = number::half_more(rest) {
        let half = Decimal::new(5, 1);
        let Some(amount) = number.value.checked_add(half) else { return fail() };
        return Ok((rest, (Quantity::Measure { amount, unit }, rough(amount))));
    }
    Ok((rest, (Quantity::Measure { amount: number.value, unit }, number.step)))
}

/// `half an hour`, `half a kilo`, `a quarter mile`, `an hour and a half`
pub(crate) fn half_unit(input: Cursor<'_>) -> Read<'_, (Quantity, Decimal)> {
    if let Ok((rest, _)) = one_of(&["a", "an"])(input)
        && let Ok((after, unit)) = unit(rest)
        && let Ok((after, ())) = number::half_more(after)
    {
        let amount = Decimal::new(15, 1);
        return Ok((after, (Quantity::Measure { amount, unit }, rough(amount))));
    }
    let (rest, _) = opt(one_of(&["a", "one"])).parse(input)?;
    let (rest, part) = one_of(&["half", "quarter"])(rest)?;
    let (rest, _) = opt(hyphen).parse(rest)?;
    let (rest, _) = opt(word("of")).parse(rest)?;
    let (rest, article) = opt(one_of(&["a", "an"])).parse(rest)?;
    let (rest, unit) = unit(rest)?;
    // "half hours" is no amount.
    if article.is_none() && part == 1 && unit.name_for(Decimal::ONE) == "year" {
        return fail();
    }
    let amount = if part == 0 { Decimal::new(5, 1) } else { Decimal::new(25, 2) };
    Ok((rest, (Quantity::Measure { amount, unit }, rough(amount))))
}

/// Halves and quarters in words are meant within a tenth either way.
fn rough(amount: Decimal) -> Decimal {
    amount.checked_div(Decimal::from(5)).unwrap_or(amount)
}

/// `an hour`, `a week`: one of a unit of time, only where a hedge makes it an amount.
pub(crate) fn one_unit(input: Cursor<'_>) -> Read<'_, (Quantity, Decimal)> {
    let (rest, _) = one_of(&["a", "an"])(input)?;
    let (rest, unit) = unit(rest)?;
    Ok((rest, (Quantity::Measure { amount: Decimal::ONE, unit }, Decimal::ONE)))
}

/// `2:07:41`: hours, minutes, seconds.
pub(crate) fn long_clock(input: Cursor<'_>) -> Read<'_, (Quantity, Decimal)> {
    let Some(token) = input.peek().filter(|t| t.kind == TokenKind::Number) else { return fail() };
    let text = token.text(input.prose);
    if !text.contains(':') {
        return fail();
    }
    let parts: smallvec::SmallVec<[&str; 4]> = text.split(':').collect();
    let [hours, minutes, seconds] = parts.as_slice() else { return fail() };
    let (Some(h), Some(m), Some(s)) =
        (number::decimal(hours), number::decimal(minutes), number::decimal(seconds))
    else {
        return fail();
    };
    let sixty = Decimal::from(60);
    if m >= sixty || s >= sixty {
        return fail();
    }
    let total = h
        .checked_mul(Decimal::from(3600))
        .and_then(|h| h.checked_add(m.checked_mul(sixty)?))
        .and_then(|t| t.checked_add(s));
    match total {
        Some(amount) => Ok((
            input.next(),
            (Quantity::Measure { amount, unit: Unit::second() }, Decimal::new(1, s.scale())),
        )),
        None => fail(),
    }
}
