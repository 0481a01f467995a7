//! `percent = number ( "%" | "percent" | "per cent" | "pct" )`,
//! `points = number [ "of a" ] ( "percentage points" | "points" | "basis points" | "pp" )`

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use rust_decimal::Decimal;

use crate::mention::cursor::{Cursor, Read, fail, hyphen, one_of, sign, word, words};
use crate::mention::number::Number;
use crate::quantity::Quantity;
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};

/// The sign or words after a number.
pub(crate) fn percent_word(input: Cursor<'_>) -> Read<'_, ()> {
    let (rest, _) = opt(hyphen).parse(input)?;
    alt((sign('%'), sign('％'), sign('٪'), word("percent"), words(&["per", "cent"]), word("pct"), word("pc")))
        .parse(rest)
}

/// What a point is worth: 1, or 0.01 for basis points.
pub(crate) fn points_word(input: Cursor<'_>) -> Read<'_, Decimal> {
    let (rest, _) = opt(hyphen).parse(input)?;
    let (rest, _) = opt(words(&["of", "a"])).parse(rest)?;
    let (rest, _) = opt(one_of(&["full", "whole"])).parse(rest)?;
    if let Ok((rest, _)) = one_of(&["percentage", "percent", "%"])(rest) {
        let (rest, _) = opt(hyphen).parse(rest)?;
        let (rest, _) = one_of(&["point", "points"])(rest)?;
        return Ok((rest, Decimal::ONE));
    }
    if let Ok((rest, ())) = word("basis")(rest) {
        let (rest, _) = opt(hyphen).parse(rest)?;
        let (rest, _) = one_of(&["point", "points"])(rest)?;
        return Ok((rest, Decimal::new(1, 2)));
    }
    match one_of(&["point", "points", "pp", "pts", "bps", "bp"])(rest) {
        Ok((rest, found)) if found >= 4 => Ok((rest, Decimal::new(1, 2))),
        Ok((rest, _)) => Ok((rest, Decimal::ONE)),
        Err(_) => fail(),
    }
}

/// `8.2%`, `6 points`
pub(crate) fn percent_or_points<'t>(input: Cursor<'t>, number: &Number) -> Read<'t, (Quantity, Decimal)> {
    // Behind most numbers stands something else altogether.
    let (after, _) = opt(hyphen).parse(input)?;
    let begins = after.peek().is_some_and(|t| t.kind == TokenKind::Sign || lexicon::is(t, Class::SHARE));
    if !begins {
        return fail();
    }
    if let Ok((rest, worth)) = points_word(input) {
        let (Some(value), Some(step)) = (number.value.checked_mul(worth), number.step.checked_mul(worth))
        else {
            return fail();
        };
        return Ok((rest, (Quantity::Points(value), step)));
    }
    let (rest, ()) = percent_word(input)?;
    // "8.2%-point rise"
    match points_word(rest) {
        Ok((end, worth)) if worth == Decimal::ONE => Ok((end, (Quantity::Points(number.value), number.step))),
        _ => Ok((rest, (Quantity::Percent(number.value), number.step))),
    }
}
