//! A number with whatever ties it: percent sign, currency, unit, whole; and two of them as a range.

use rust_decimal::Decimal;

use crate::mention::Value;
use crate::mention::cursor::{self, Cursor, Read, dash, one_of};
use crate::mention::number::{self, Number};
use crate::mention::recognise::Found;
use crate::mention::vague::previous_is;
use crate::mention::{hedge, measure, money, percent, ratio};
use crate::quantity::Quantity;
use crate::text::Token;
use crate::text::lexicon::{self, Class};

/// A number with whatever ties it: percent sign, currency, unit, whole.
pub(super) fn quantity(input: Cursor<'_>) -> Read<'_, (Quantity, Decimal, bool)> {
    if let Ok((rest, (quantity, number))) = money::with_sign(input) {
        return Ok((rest, (quantity, number.step, false)));
    }
    // "half an hour", "half a point"; "half a million" is a number.
    if let Ok((rest, (quantity, step))) = half_point(input) {
        return Ok((rest, (quantity, step, true)));
    }
    if let Ok((rest, (quantity, step))) = measure::half_unit(input) {
        return Ok((rest, (quantity, step, true)));
    }
    let negative = input.peek().is_some_and(|t| t.is('-') || t.is('−'));
    if negative {
        // Only a minus that stands free of the word before it.
        let free = input.peek().is_some_and(|t| !t.glued) && input.ahead(1).is_some_and(|t| t.glued);
        if !free {
            return cursor::fail();
        }
        let (rest, mut number) = number::digits(input.next())?;
        number.value = -number.value;
        return tied(rest, number);
    }
    let number = number::number(input);
    // "half a million" is a number; "a third" and "two-thirds" are parts.
    if !matches!(&number, Ok((_, n)) if n.scaled)
        && let Ok((rest, fraction)) = ratio::fraction(input)
    {
        return Ok((rest, (fraction, Decimal::ZERO, true)));
    }
    match number {
        Ok((rest, number)) if !is_pronoun_one(input, rest) => tied(rest, number),
        Ok(_) => cursor::fail(),
        Err(error) => match measure::one_unit(input) {
            // "an hour" is an amount only behind a hedge: "under an hour".
            Ok((rest, (quantity, step))) if hedge_before(input) => Ok((rest, (quantity, step, true))),
            _ => Err(error),
        },
    }
}

/// "no one", "one another", "one of": not the number.
fn is_pronoun_one(input: Cursor<'_>, rest: Cursor<'_>) -> bool {
    rest.at == input.at + 1
        && input.text().eq_ignore_ascii_case("one")
        && (previous_is(input, &["no", "this", "that", "which", "any", "the", "every", "each"])
            || rest.peek().is_some_and(|t| {
                ["another", "of", "who", "that", "can", "could", "is", "was"].contains(&t.text(rest.prose))
            }))
}

fn hedge_before(input: Cursor<'_>) -> bool {
    hedge::before(input.prose, input.tokens, input.at).is_some()
}

/// `half a point`, `a quarter point`, `half-point`, `a full point`, `half of a percentage point`
fn half_point(input: Cursor<'_>) -> Read<'_, (Quantity, Decimal)> {
    use nom::Parser;
    use nom::combinator::opt;
    let (rest, _) = opt(one_of(&["a", "one"])).parse(input)?;
    let (rest, part) = one_of(&["half", "quarter", "full", "whole"])(rest)?;
    let (rest, _) = opt(cursor::hyphen).parse(rest)?;
    let (rest, _) = opt(cursor::word("of")).parse(rest)?;
    let (rest, _) = opt(cursor::word("a")).parse(rest)?;
    let (rest, worth) = percent::points_word(rest)?;
    let part = match part {
        0 => Decimal::new(5, 1),
        1 => Decimal::new(25, 2),
        _ => Decimal::ONE,
    };
    match part.checked_mul(worth) {
        // Meant within a tenth either way, as all halves in words.
        Some(value) => {
            Ok((rest, (Quantity::Points(value), value.checked_div(Decimal::from(5)).unwrap_or(value))))
        }
        None => cursor::fail(),
    }
}

fn tied(rest: Cursor<'_>, number: Number) -> Read<'_, (Quantity, Decimal, bool)> {
    let words = number.in_words;
    if let Ok((rest, (quantity, step))) = percent::percent_or_points(rest, &number) {
        return Ok((rest, (quantity, step, words)));
    }
    if let Ok((end, (quantity, step))) = money::with_word(rest, &number) {
        if let Ok((end, ())) = money::in_the_pound(end) {
            let whole = Decimal::from(100);
            return Ok((end, (Quantity::Ratio { part: number.value, whole }, number.step, words)));
        }
        return Ok((end, (quantity, step, words)));
    }
    if let Ok((rest, quantity)) = ratio::score(rest, &number)
        && !is_range(&quantity, rest)
    {
        return Ok((rest, (quantity, Decimal::ONE, words)));
    }
    if let Ok((rest, quantity)) = ratio::ratio(rest, &number) {
        return Ok((rest, (quantity, Decimal::ZERO, words)));
    }
    if let Ok((rest, (quantity, step))) = measure::with_unit(rest, &number) {
        return Ok((rest, (quantity, step, words)));
    }
    // "35m devices", "50k": a scale glued to digits counts where a word follows that is no unit.
    if let Some(token) = rest.peek()
        && token.glued
        && matches!(token.text(rest.prose), "k" | "K" | "M")
        && let Some(value) = number.value.checked_mul(Decimal::from(if token.text(rest.prose) == "M" {
            1_000_000
        } else {
            1000
        }))
    {
        let step = number.step.checked_mul(Decimal::from(1000)).unwrap_or(number.step);
        return Ok((rest.next(), (Quantity::Count(value), step, false)));
    }
    Ok((rest, (Quantity::Count(number.value), number.step, words)))
}

/// `10-15 miles`, `5–10%`: a score has no unit.
fn is_range(score: &Quantity, rest: Cursor<'_>) -> bool {
    matches!(score, Quantity::Score { left, right } if left < right)
        && (measure::unit(rest).is_ok() || percent::percent_word(rest).is_ok())
}

/// `1,200 to 1,500`, `between 2.2 and 1.6 percent`, `£1.2m-£1.5m`
pub(super) fn range<'t>(
    input: Cursor<'t>,
    rest: Cursor<'t>,
    first: (Quantity, Decimal, bool),
) -> Read<'t, Found> {
    let (low, step, in_words) = first;
    let single = Found { value: Value::Amount(low.clone()), step, in_words };
    let before =
        input.at.checked_sub(1).and_then(|i| input.tokens.get(i)).map_or("", |t| t.text(input.prose));
    let joined = if before.eq_ignore_ascii_case("between") {
        one_of(&["and"])(rest)
    } else if before.eq_ignore_ascii_case("from") || before.eq_ignore_ascii_case("by") || after_change(input)
    {
        return Ok((rest, single)); // two ends of a change, or a change and its result; the claim tells
    } else {
        nom::Parser::parse(&mut nom::branch::alt((one_of(&["to"]), |i| dash(i).map(|(r, ())| (r, 0)))), rest)
    };
    let Ok((after, _)) = joined else { return Ok((rest, single)) };
    let Ok((end, (high, high_step, _))) = quantity(after) else { return Ok((rest, single)) };
    // "between 59 and 84 basis points": both are hundredths.
    let low = match (&low, &high, number::number(after)) {
        (Quantity::Count(n), Quantity::Points(points), Ok((_, plain))) if !plain.value.is_zero() => {
            let shared = points.checked_div(plain.value).and_then(|worth| n.checked_mul(worth));
            shared.map_or(low, Quantity::Points)
        }
        _ => low,
    };
    let low = match adopt_unit(&low, &high) {
        Some(low) if low.kind() == high.kind() => low,
        _ => return Ok((rest, single)),
    };
    // "rose 5 to 120": with "to" the ends must grow; "between" states them as they are.
    if !before.eq_ignore_ascii_case("between") && low.amount() >= high.amount() {
        return Ok((rest, single));
    }
    if matches!(
        low,
        Quantity::Ratio { .. } | Quantity::Score { .. } | Quantity::Clock(_) | Quantity::Ordinal(_)
    ) {
        return Ok((rest, single));
    }
    Ok((end, Found { value: Value::Range { low, high }, step: step.min(high_step), in_words }))
}

/// "a rise of 5 to 12": what follows "to" is where the change led.
fn after_change(input: Cursor<'_>) -> bool {
    let token = |back: usize| input.at.checked_sub(back).and_then(|i| input.tokens.get(i));
    let changes = |t: Option<&Token>| t.is_some_and(|t| lexicon::is_or_stem(t, Class::UP.and(Class::DOWN)));
    changes(token(1)) || token(1).is_some_and(|t| t.text(input.prose) == "of") && changes(token(2))
}

/// A bare number beside a number with a unit has that unit.
pub(super) fn adopt_unit(bare: &Quantity, model: &Quantity) -> Option<Quantity> {
    let Quantity::Count(n) = bare else { return Some(bare.clone()) };
    match model {
        Quantity::Percent(_) => Some(Quantity::Percent(*n)),
        Quantity::Points(_) => Some(Quantity::Points(*n)),
        Quantity::Measure { unit, .. } => Some(Quantity::Measure { amount: *n, unit: *unit }),
        Quantity::Money { .. } => None,
        _ => Some(bare.clone()),
    }
}
