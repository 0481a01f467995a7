//! Days and months of the calendar as they are written.

use chrono::{Datelike, NaiveDate};
use nom::Parser;
use nom::combinator::opt;

use super::{DateExpr, DateForm, plain};
use crate::mention::cursor::{Cursor, Read, dash, fail, one_of, sign, word};
use crate::period::{self, Period};
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};

/// `2025-02-12`
pub(super) fn iso(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, year) = fixed_digits(input, 4)?;
    let (rest, ()) = dash(rest)?;
    let (rest, month) = fixed_digits(rest, 2)?;
    let (rest, ()) = dash(rest)?;
    let (rest, day) = fixed_digits(rest, 2)?;
    // "2025-13-40" is some number; "2025-02-30" is meant for a day.
    let Some(year) =
        i32::try_from(year).ok().filter(|_| (1..=12).contains(&month) && (1..=31).contains(&day))
    else {
        return fail();
    };
    Ok((rest, plain(day_form(month, day, Some(year)))))
}

pub(super) fn fixed_digits(input: Cursor<'_>, length: usize) -> Read<'_, u32> {
    match input.peek() {
        Some(token) if token.kind == TokenKind::Number && token.span.len() == length => {
            match token.text(input.prose).parse() {
                Ok(n) => Ok((input.next(), n)),
                Err(_) => fail(),
            }
        }
        _ => fail(),
    }
}

fn day_form(month: u32, day: u32, year: Option<i32>) -> DateForm {
    match year {
        Some(y) => match NaiveDate::from_ymd_opt(y, month, day) {
            Some(date) => DateForm::Full(Period::Day(date)),
            None => DateForm::Impossible { month, day, year },
        },
        // 2024 is a leap year: Feb. 29 is possible in some year.
        None if NaiveDate::from_ymd_opt(2024, month, day).is_some() => DateForm::MonthDay { month, day },
        None => DateForm::Impossible { month, day, year },
    }
}

pub(super) fn month(input: Cursor<'_>) -> Read<'_, u32> {
    let Some(token) = input.peek().filter(|t| t.capital && lexicon::is(t, Class::CALENDAR)) else {
        return fail();
    };
    // "September's 31 pct devaluation"
    if token.possessive && input.ahead(1).is_some_and(|t| t.kind == TokenKind::Number) {
        return fail();
    }
    match period::month_number(token.bare(input.prose)) {
        Some(m) => Ok((input.next(), m)),
        None => fail(),
    }
}

pub(super) fn year(input: Cursor<'_>) -> Read<'_, i32> {
    let (rest, n) = fixed_digits(input, 4)?;
    match i32::try_from(n) {
        Ok(y) if (1000..2200).contains(&y) => Ok((rest, y)),
        _ => fail(),
    }
}

fn day_number(input: Cursor<'_>) -> Read<'_, u32> {
    let Some(token) = input.peek().filter(|t| t.kind == TokenKind::Number && t.span.len() <= 2) else {
        return fail();
    };
    let Some(day) = token.text(input.prose).parse::<u32>().ok().filter(|d| (1..=39).contains(d)) else {
        return fail();
    };
    let rest = input.next();
    let (rest, _) = opt(suffix).parse(rest)?;
    Ok((rest, day))
}

fn suffix(input: Cursor<'_>) -> Read<'_, ()> {
    if !input.peek().is_some_and(|t| t.glued) {
        return fail();
    }
    let (rest, _) = one_of(&["st", "nd", "rd", "th", "st."])(input)?;
    Ok((rest, ()))
}

/// `Feb. 12, 2025`, `February 2025`, `February`
pub(super) fn month_first(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, m) = month(input)?;
    if let Ok((after, y)) = year(rest) {
        return Ok((after, plain(DateForm::Full(Period::Month { year: y, month: m }))));
    }
    if let Ok((after, y)) = opt(sign(',')).parse(rest).and_then(|(r, _)| year(r)) {
        return Ok((after, plain(DateForm::Full(Period::Month { year: y, month: m }))));
    }
    if let Ok((after, d)) = day_number(rest) {
        let (end, y) = match opt(sign(',')).parse(after).and_then(|(r, _)| year(r)) {
            Ok((end, y)) => (end, Some(y)),
            Err(_) => (after, None),
        };
        if y.is_none()
            && let Ok((end, form)) = year_in_words(after, m, Some(d))
        {
            return Ok((end, plain(form)));
        }
        return Ok((end, plain(day_form(m, d, y))));
    }
    let lead = input.at.checked_sub(1).and_then(|i| input.tokens.get(i)).map_or("", |t| t.text(input.prose));
    if lead.eq_ignore_ascii_case("last") {
        return Ok((rest, plain(DateForm::MonthBefore(m))));
    }
    // "May" and "March" are words; a name of a month stands bare only with a capital and no verb after it.
    let token = input.peek();
    let text = token.map_or("", |t| t.text(input.prose));
    if matches!(text, "May" | "March") {
        let before =
            input.at.checked_sub(1).and_then(|i| input.tokens.get(i)).map_or("", |t| t.text(input.prose));
        let mid = before == "-"
            && input
                .at
                .checked_sub(2)
                .and_then(|i| input.tokens.get(i))
                .is_some_and(|t| t.is_any(input.prose, &["mid", "early", "late", "end"]));
        if !mid
            && ![
                "mid", "in", "In", "of", "since", "Since", "until", "by", "last", "next", "this", "from",
                "to", "and", "between", "early", "late", "during", "for",
            ]
            .contains(&before)
        {
            return fail();
        }
    }
    if let Ok((end, form)) = year_in_words(rest, m, None) {
        return Ok((end, plain(form)));
    }
    Ok((rest, plain(DateForm::Month(m))))
}

/// `this year`, `last year`, `that year` behind a month or a day of one
fn year_in_words(input: Cursor<'_>, month: u32, day: Option<u32>) -> Read<'_, DateForm> {
    let (rest, _) = opt(word("of")).parse(input)?;
    let (rest, found) = one_of(&["last", "this", "next", "that", "the same"])(rest)?;
    let (rest, ()) = word("year")(rest)?;
    let form = match found {
        0 => DateForm::OfYear { month, day, offset: -1 },
        1 => DateForm::OfYear { month, day, offset: 0 },
        2 => DateForm::OfYear { month, day, offset: 1 },
        _ => DateForm::Elsewhere,
    };
    Ok((rest, form))
}

/// `12 February 2025`, `the 12th of February`
pub(super) fn day_first(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, d) = day_number(input)?;
    let (rest, _) = opt(word("of")).parse(rest)?;
    let (rest, m) = month(rest)?;
    let (rest, y) = match opt(sign(',')).parse(rest).and_then(|(r, _)| year(r)) {
        Ok((end, y)) => (end, Some(y)),
        Err(_) => (rest, None),
    };
    Ok((rest, plain(day_form(m, d, y))))
}

/// `the 20th`, where no noun follows
pub(super) fn day_of_month(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, _) = word("the")(input)?;
    let Some(token) = rest.peek().filter(|t| t.kind == TokenKind::Number && t.span.len() <= 2) else {
        return fail();
    };
    let Some(day) = token.text(rest.prose).parse::<u32>().ok().filter(|d| (1..=31).contains(d)) else {
        return fail();
    };
    let (rest, ()) = suffix(rest.next())?;
    let ends = rest.peek().is_none_or(|t| t.kind == TokenKind::Sign && !t.is('-'));
    if ends { Ok((rest, plain(DateForm::DayOfMonth(day)))) } else { fail() }
}

/// `the last day of August`, `the first day of June 2025`
pub(super) fn last_day_of(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, ()) = word("the")(input)?;
    let (rest, which) = one_of(&["last", "final", "first", "opening"])(rest)?;
    let (rest, ()) = word("day")(rest)?;
    let (rest, ()) = word("of")(rest)?;
    let (rest, month) = month(rest)?;
    let (end, year) = match opt(sign(',')).parse(rest).and_then(|(r, _)| year(r)) {
        Ok((end, year)) => (end, Some(year)),
        Err(_) => (rest, None),
    };
    // February's last day depends on the year.
    if which < 2 && month == 2 && year.is_none() {
        return fail();
    }
    let day = match which {
        0 | 1 => Period::Month { year: year.unwrap_or(2024), month }.last().day(),
        _ => 1,
    };
    Ok((end, plain(day_form(month, day, year))))
}
