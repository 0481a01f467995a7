//! `weekday = [ "last" | "next" … ] name [ part of the day ] | name [ "," ] date`

use chrono::{NaiveDate, Weekday};
use nom::Parser;
use nom::combinator::opt;

use super::day::{day_first, month, month_first, year};
use super::{DateExpr, DateForm, Shift, plain};
use crate::mention::cursor::{Cursor, Read, fail, one_of, sign, word};
use crate::period::{self, Period};
use crate::text::Token;
use crate::text::lexicon::{self, Class};

/// A weekday alone or beside a date.
pub(super) fn with_weekday(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, lead) = opt(one_of(&["last", "next", "this", "coming", "past"])).parse(input)?;
    let Some(token) = rest.peek().filter(|t| t.capital && lexicon::is(t, Class::CALENDAR)) else {
        return fail();
    };
    let Some(day) = period::weekday(token.text(rest.prose)) else { return fail() };
    let after = rest.next();
    // "Sat", "Sun", "Wed" are words; the short form counts with its dot or beside a date.
    let short = token.span.len() <= 4 && !token.text(rest.prose).ends_with('.');
    // A plural names a habit: "on Thursdays".
    if token.text(rest.prose).len() > 4 && token.text(rest.prose).ends_with('s') {
        return fail();
    }
    let (inner, _) = opt(sign(',')).parse(after)?;
    let (inner, _) = opt(one_of(&["the"])).parse(inner)?;
    if lead.is_none()
        && let Ok((end, date)) = nom::branch::alt((month_first, day_first)).parse(inner)
        && matches!(
            date.form,
            DateForm::Full(Period::Day(_)) | DateForm::MonthDay { .. } | DateForm::Impossible { .. }
        )
    {
        return Ok((end, DateExpr { weekday: Some(day), ..date }));
    }
    if short {
        return fail();
    }
    let until = input.at.checked_sub(1).and_then(|i| input.tokens.get(i)).is_some_and(|t| {
        ["until", "till", "through", "by", "thru"].iter().any(|w| t.text(input.prose).eq_ignore_ascii_case(w))
    });
    // "on the coming Friday": the cue stands outside.
    let coming = previous(input).is_some_and(|t| t.is_any(input.prose, &["coming"]));
    let (after, _) = opt(part_of_day).parse(after)?;
    if let Ok((end, offset)) = of_week(after) {
        return Ok((end, plain(DateForm::Weekday { day, shift: Shift::Week(offset) })));
    }
    let shift = match lead {
        Some(0 | 4) => Shift::Last,
        Some(1 | 3) => Shift::Next,
        _ if coming => Shift::Next,
        _ if until => Shift::Until,
        _ => week_of_range(after).map_or(Shift::Latest, Shift::Week),
    };
    Ok((after, plain(DateForm::Weekday { day, shift })))
}

fn previous<'t>(input: Cursor<'t>) -> Option<&'t Token> {
    input.at.checked_sub(1).and_then(|i| input.tokens.get(i))
}

fn part_of_day(input: Cursor<'_>) -> Read<'_, usize> {
    one_of(&["night", "morning", "evening", "afternoon"])(input)
}

/// `of next week`
fn of_week(input: Cursor<'_>) -> Read<'_, i32> {
    let (rest, _) = opt(word("of")).parse(input)?;
    let (rest, which) = one_of(&["last", "this", "next"])(rest)?;
    let (rest, ()) = word("week")(rest)?;
    Ok((rest, which as i32 - 1))
}

/// `through Friday of next week` behind `Tuesday`: the week is both days'.
fn week_of_range(input: Cursor<'_>) -> Option<i32> {
    let token = input.peek()?;
    if !token.is_any(input.prose, &["through", "to", "until", "and", "or"])
        && !matches!(token.sign, '-' | '–' | '—')
    {
        return None;
    }
    let day = input.ahead(1).filter(|t| t.capital && lexicon::is(t, Class::CALENDAR))?;
    period::weekday(day.text(input.prose))?;
    let (rest, _) = opt(part_of_day).parse(input.next().next()).ok()?;
    of_week(rest).ok().map(|(_, offset)| offset)
}

/// `the third Tuesday in July`, `the last Friday of May 2025`
pub(super) fn nth_weekday(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, _) = opt(word("the")).parse(input)?;
    let (rest, nth) = one_of(&["first", "second", "third", "fourth", "fifth", "last"])(rest)?;
    let Some(token) = rest.peek().filter(|t| t.capital && lexicon::is(t, Class::CALENDAR)) else {
        return fail();
    };
    let Some(day) = period::weekday(token.text(rest.prose)) else { return fail() };
    let (rest, _) = one_of(&["of", "in"])(rest.next())?;
    let (rest, month) = month(rest)?;
    let year = opt(sign(',')).parse(rest).and_then(|(r, _)| year(r));
    let nth = (nth < 5).then_some(nth as u8 + 1);
    match year {
        Ok((end, year)) => match nth_in(year, month, day, nth) {
            Some(date) => Ok((end, plain(DateForm::Full(Period::Day(date))))),
            None => fail(),
        },
        Err(_) => Ok((rest, plain(DateForm::Nth { nth, day, month }))),
    }
}

/// The nth such weekday of a month; without a number, the last.
pub(super) fn nth_in(year: i32, month: u32, day: Weekday, nth: Option<u8>) -> Option<NaiveDate> {
    match nth {
        Some(nth) => NaiveDate::from_weekday_of_month_opt(year, month, day, nth),
        None => (4..=5).rev().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, day, n)),
    }
}
