//! `weekday = [ "last" | "next" … ] name [ part of the day ] | name [ "," ] date`

use nom::Parser;
use nom::combinator::opt;

use super::day::{day_first, month_first};
use super::{DateExpr, DateForm, Shift, plain};
use crate::mention::cursor::{Cursor, Read, fail, one_of, sign};
use crate::period::{self, Period};
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
        return Ok((end, DateExpr { weekday: Some(day), form: date.form }));
    }
    if short {
        return fail();
    }
    let until = input.at.checked_sub(1).and_then(|i| input.tokens.get(i)).is_some_and(|t| {
        ["until", "till", "through", "by", "thru"].iter().any(|w| t.text(input.prose).eq_ignore_ascii_case(w))
    });
    let shift = match lead {
        Some(0 | 4) => Shift::Last,
        Some(1 | 3) => Shift::Next,
        _ if until => Shift::Until,
        _ => Shift::Latest,
    };
    let (after, _) = opt(one_of(&["night", "morning", "evening", "afternoon"])).parse(after)?;
    Ok((after, plain(DateForm::Weekday { day, shift })))
}
