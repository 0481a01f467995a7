//! `ratio = number ( "in" | "out of" | "of" ) number | number noun "in" number | number "/" number | fraction`,
//! `score = number "-" number`

use nom::Parser;
use nom::combinator::opt;
use rust_decimal::Decimal;

use crate::mention::cursor::{Cursor, Read, dash, fail, hyphen, one_of, sign, word};
use crate::mention::number::{self, Number};
use crate::quantity::{Quantity, words};
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};

/// `one in five`, `8 out of 10`, `three out of every ten`, `one student in five`, `8/10`
pub(crate) fn ratio<'t>(input: Cursor<'t>, first: &Number) -> Read<'t, Quantity> {
    if let Ok((rest, ())) = sign('/')(input) {
        let (rest, whole) = number::plain_digits(rest)?;
        // A mark out of five, ten, twenty or a hundred; "9/11" and "24/7" are none.
        let scale = [5, 10, 20, 100].iter().any(|n| whole.value == Decimal::from(*n));
        return if scale && first.value <= whole.value { part_of(rest, first, &whole) } else { fail() };
    }
    // One noun may stand between: "one child in three".
    let start = match input.peek() {
        Some(noun)
            if noun.kind == TokenKind::Word
                && !noun.capital
                && !lexicon::is(noun, Class::FUNCTION)
                && input
                    .ahead(1)
                    .is_some_and(|t| t.text(input.prose) == "in" || t.text(input.prose) == "out") =>
        {
            input.next()
        }
        _ => input,
    };
    let (rest, how) = one_of(&["in", "out", "of"])(start)?;
    let (rest, _) = if how == 1 { word("of")(rest)? } else { (rest, ()) };
    let (rest, every) = opt(one_of(&["every", "each"])).parse(rest)?;
    if how == 2 && every.is_none() && (first.in_words || start.at != input.at) {
        return fail(); // "two of twelve cities" may be; "one of two people" is a part, not a share
    }
    let (rest, whole) = number::number(rest)?;
    // "8.2% in 2024", "12 in 2023": a year is no whole; nor is "10 in two days".
    let year = !whole.in_words && whole.value >= Decimal::from(1000) && !whole.scaled;
    let followed_by_unit =
        crate::mention::measure::unit(rest).is_ok() || super::percent::percent_word(rest).is_ok();
    if year || first.value > whole.value || whole.value < Decimal::TWO || followed_by_unit || first.scaled {
        return fail();
    }
    part_of(rest, first, &whole)
}

fn part_of<'t>(rest: Cursor<'t>, part: &Number, whole: &Number) -> Read<'t, Quantity> {
    if whole.value.is_zero() {
        return fail();
    }
    Ok((rest, Quantity::Ratio { part: part.value, whole: whole.value }))
}

/// `half`, `a third`, `two-thirds`, `three quarters`, `one-fifth`
pub(crate) fn fraction(input: Cursor<'_>) -> Read<'_, Quantity> {
    let (rest, part) = match number_word(input) {
        Ok((rest, n)) => (opt(hyphen).parse(rest)?.0, n),
        Err(_) => match one_of(&["a", "an"])(input) {
            Ok((rest, _)) => (rest, 1),
            Err(_) => (input, 1),
        },
    };
    let Some(token) = rest.peek().filter(|t| lexicon::is(t, Class::NUMERAL) && t.span.len() <= 10) else {
        return fail();
    };
    let mut buffer = [0; 16];
    let text = token.lower(rest.prose, &mut buffer);
    let Some((one, whole)) = words::fraction(text) else { return fail() };
    // "third" alone is an ordinal; only "half" stands without an article or number.
    if rest.at == input.at && whole != 2 {
        return fail();
    }
    // "three second" is no fraction; a number over one takes the plural.
    if part > 1 && !text.ends_with('s') && text != "half" {
        return fail();
    }
    if part >= whole && !(part == 1 && whole == 1) {
        return fail();
    }
    Ok((rest.next(), Quantity::Ratio { part: Decimal::from(part * one), whole: Decimal::from(whole) }))
}

fn number_word(input: Cursor<'_>) -> Read<'_, u32> {
    let Some(token) = input.peek().filter(|t| lexicon::is(t, Class::NUMERAL) && t.span.len() <= 9) else {
        return fail();
    };
    match words::cardinal(token.lower(input.prose, &mut [0; 16])) {
        Some(n) if n > 0 && n < 20 => Ok((input.next(), n)),
        _ => fail(),
    }
}

/// `6-3`: two small numbers that touch a dash.
pub(crate) fn score<'t>(input: Cursor<'t>, first: &Number) -> Read<'t, Quantity> {
    if first.in_words || first.value.scale() > 0 || first.value >= Decimal::from(1000) {
        return fail();
    }
    let (rest, ()) = match input.peek() {
        Some(token) if token.glued => dash(input)?,
        _ => return fail(),
    };
    if !rest.peek().is_some_and(|t| t.glued) {
        return fail();
    }
    let (rest, right) = number::plain_digits(rest)?;
    if right.value.scale() > 0 || right.value >= Decimal::from(1000) {
        return fail();
    }
    Ok((rest, Quantity::Score { left: first.value, right: right.value }))
}
