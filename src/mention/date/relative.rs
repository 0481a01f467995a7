//! Days and periods counted from the draft's date: `yesterday`, `two days ago`, `last year`.

use nom::Parser;
use nom::combinator::opt;

use super::day::{day_first, month_first};
use super::weekday::with_weekday;
use super::{DateExpr, DateForm, Part, Shift, Unit, plain};
use crate::mention::cursor::{Cursor, Read, fail, one_of, word};
use crate::mention::number;
use crate::period::{Period, Season};
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
        "fortnights",
        "month",
        "months",
        "year",
        "years",
        "decade",
        "decades",
        "generation",
    ])(rest)?;
    let (rest, when) = one_of(&["ago", "earlier", "later", "before", "from", "after", "away"])(rest)?;
    let days = match unit {
        0 | 1 => n,
        2 | 3 => n.saturating_mul(7),
        4 | 5 => n.saturating_mul(14),
        6 | 7 if when == 0 => {
            return Ok((rest, plain(DateForm::Back { unit: Unit::Month, count: n })));
        }
        8 | 9 if when == 0 => return Ok((rest, plain(DateForm::Back { unit: Unit::Year, count: n }))),
        // "$1,650 a month from $1,450"
        _ if when == 4 => {
            let (rest, _) = one_of(&["now", "today", "then"])(rest)?;
            return Ok((rest, plain(DateForm::Elsewhere)));
        }
        _ => return Ok((rest, plain(DateForm::Elsewhere))),
    };
    match when {
        0 => Ok((rest, plain(DateForm::Days(-days)))),
        6 => Ok((rest, plain(DateForm::Days(days)))),
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

/// `the month` behind `the end of`: the one that the draft stands in.
fn the_period(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, ()) = word("the")(input)?;
    let (rest, unit) = one_of(&["month", "year"])(rest)?;
    let back = |n: usize, words: &[&str]| {
        input
            .at
            .checked_sub(n)
            .and_then(|i| input.tokens.get(i))
            .is_some_and(|t| t.is_any(input.prose, words))
    };
    // "the year to August", "the month of May", "the year's"
    let goes_on = rest.peek().is_some_and(|t| {
        t.is_any(input.prose, &["to", "of", "ending", "ended", "before", "after", "when", "that", "in"])
    });
    if goes_on || !back(1, &["of"]) || !back(2, &["end", "beginning", "start", "middle"]) {
        return fail();
    }
    let unit = if unit == 0 { Unit::Month } else { Unit::Year };
    Ok((rest, plain(DateForm::Periods { unit, offset: 0 })))
}

/// `last year`, `this month`, `the previous quarter`, `a year earlier`
pub(super) fn relative_period(input: Cursor<'_>) -> Read<'_, DateExpr> {
    if let Ok(read) = the_period(input) {
        return Ok(read);
    }
    let (rest, _) = opt(one_of(&["late", "early", "the", "that"])).parse(input)?;
    let (rest, lead) =
        one_of(&["last", "next", "this", "previous", "past", "coming", "same", "following", "current"])(
            rest,
        )?;
    let (rest, kind) = opt(one_of(&["fiscal", "financial", "calendar", "school"])).parse(rest)?;
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
        3 if matches!(kind, Some(0 | 1)) => Unit::FiscalYear,
        3 => Unit::Year,
        // "last fall", "the past winter": the one that is over.
        // "one last summer" is the last of them all.
        4..=8 if matches!(lead, 0 | 4) => {
            let one = input.at.checked_sub(1).and_then(|i| input.tokens.get(i));
            if one.is_some_and(|t| lexicon::is(t, Class::DETERMINER.and(Class::NUMERAL))) {
                return fail();
            }
            let season = [Season::Summer, Season::Spring, Season::Autumn, Season::Autumn, Season::Winter];
            let Some(season) = season.get(unit - 4) else { return fail() };
            return Ok((rest, plain(DateForm::SeasonBefore(*season))));
        }
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

/// `the week of Feb. 17`, `the week ending March 14`
pub(super) fn week_of(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, _) = opt(word("the")).parse(input)?;
    let (rest, ()) = word("week")(rest)?;
    let (rest, how) = one_of(&["of", "beginning", "starting", "ending", "ended", "to"])(rest)?;
    let (rest, date) = nom::branch::alt((month_first, day_first)).parse(rest)?;
    match date.form {
        DateForm::MonthDay { .. } | DateForm::Full(Period::Day(_)) => {
            let part = if how < 3 { Part::Week } else { Part::WeekTo };
            Ok((rest, DateExpr { part: Some(part), ..date }))
        }
        _ => fail(),
    }
}

/// `a week from Thursday`, `a week on Friday`
pub(super) fn week_from(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, _) = one_of(&["a", "one"])(input)?;
    let (rest, ()) = word("week")(rest)?;
    let (rest, _) = one_of(&["from", "on"])(rest)?;
    let (rest, date) = with_weekday(rest)?;
    match date.form {
        DateForm::Weekday { day, .. } => {
            let form = DateForm::Weekday { day, shift: Shift::Until };
            Ok((rest, DateExpr { part: Some(Part::WeekLater), ..plain(form) }))
        }
        _ => fail(),
    }
}
