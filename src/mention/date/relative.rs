//! Days and periods counted from the draft's date: `yesterday`, `two days ago`, `last year`.

use nom::Parser;
use nom::combinator::opt;

use super::{DateExpr, DateForm, Unit, plain};
use crate::mention::cursor::{Cursor, Read, fail, one_of};
use crate::mention::number;
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};

/// `yesterday`, `two days ago`, `a week from now`
pub(super) fn relative_days(input: Cursor<'_>) -> Read<'_, DateExpr> {
    if let Ok((rest, found)) = one_of(&["yesterday", "today", "tonight", "tomorrow"])(input) {
        return Ok((rest, plain(DateForm::Days([-1, 0, 0, 1].get(found).copied().unwrap_or(0)))));
    }
    // A number is read only where a unit, or a scale before it, stands behind it.
    if input.peek().is_some_and(|t| t.kind == TokenKind::Number)
        && !input.ahead(1).is_some_and(|t| {
            lexicon::is(t, Class::UNIT.and(Class::NUMERAL))
                || t.is_any(input.prose, &["decade", "decades", "generation", "fortnight"])
                || t.kind == TokenKind::Sign
        })
    {
        return fail();
    }
    let (rest, n) = count(input)?;
    let (rest, unit) = one_of(&[
        "day",
        "days",
        "week",
        "weeks",
        "fortnight",
        "month",
        "months",
        "year",
        "years",
        "decade",
        "decades",
        "generation",
    ])(rest)?;
    let (rest, when) = one_of(&["ago", "earlier", "later", "before", "from", "after"])(rest)?;
    let days = match unit {
        0 | 1 => n,
        2 | 3 => n.saturating_mul(7),
        _ => return Ok((rest, plain(DateForm::Elsewhere))),
    };
    match when {
        0 => Ok((rest, plain(DateForm::Days(-days)))),
        4 => {
            let (rest, from) = one_of(&["now", "today", "tomorrow"])(rest)?;
            Ok((rest, plain(DateForm::Days(days.saturating_add(i64::from(from == 2))))))
        }
        _ => Ok((rest, plain(DateForm::Elsewhere))),
    }
}

fn count(input: Cursor<'_>) -> Read<'_, i64> {
    if let Ok((rest, _)) = one_of(&["a", "an", "the"])(input) {
        return Ok((rest, 1));
    }
    let (rest, n) = number::number(input)?;
    match i64::try_from(n.value) {
        Ok(n) if (0..10_000).contains(&n) => Ok((rest, n)),
        _ => fail(),
    }
}

/// `last year`, `this month`, `the previous quarter`, `a year earlier`
pub(super) fn relative_period(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, _) = opt(one_of(&["late", "early", "the", "that"])).parse(input)?;
    let (rest, lead) =
        one_of(&["last", "next", "this", "previous", "past", "coming", "same", "following", "current"])(
            rest,
        )?;
    let (rest, _) = opt(one_of(&["fiscal", "financial", "calendar", "school"])).parse(rest)?;
    let (rest, unit) = one_of(&[
        "week",
        "month",
        "quarter",
        "year",
        "summer",
        "spring",
        "fall",
        "autumn",
        "winter",
        "season",
        "week's",
        "month's",
        "quarter's",
        "year's",
        "week’s",
        "month’s",
        "quarter’s",
        "year’s",
    ])(rest)?;
    let unit = if unit >= 10 { (unit - 10) % 4 } else { unit };
    let unit = match unit {
        0 => Unit::Week,
        1 => Unit::Month,
        2 => Unit::Quarter,
        3 => Unit::Year,
        // A season with a year beside it ("last fall") is some stretch of the past; not needed to the day.
        _ => return Ok((rest, plain(DateForm::Elsewhere))),
    };
    if lead == 6 {
        return fail(); // "the same period": the one that is being talked of
    }
    let offset = match lead {
        0 | 3 | 4 => -1,
        1 | 5 => 1,
        2 | 8 => 0,
        _ => return Ok((rest, plain(DateForm::Elsewhere))),
    };
    Ok((rest, plain(DateForm::Periods { unit, offset })))
}
