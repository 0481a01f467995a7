//! `date = iso | [ weekday [ "," ] ] ( month day [ "," year ] | day month [ year ] ) | month [ year ] | weekday |
//! relative | quarter | season | year | "FY" year | decade`

use chrono::{Datelike, Days, NaiveDate, Weekday};
use nom::Parser;
use nom::combinator::opt;

use crate::mention::cursor::{Cursor, Read, dash, fail, hyphen, one_of, sign, word};
use crate::mention::number;
use crate::period::{self, Period, Season};
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};

/// A date as the text names it, before the draft's own date makes it a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DateExpr {
    /// `Wednesday, Feb. 12`: the weekday beside a full date.
    pub weekday: Option<Weekday>,
    /// The rest.
    pub form: DateForm,
}

/// Which day, month or year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DateForm {
    /// Year and all.
    Full(Period),
    /// Month and day; the year is the nearest one.
    MonthDay { month: u32, day: u32 },
    /// A day the calendar does not have, such as Feb. 30.
    Impossible { month: u32, day: u32, year: Option<i32> },
    /// A month; the year is the nearest one.
    Month(u32),
    /// `last January`: the latest one that is over.
    MonthBefore(u32),
    /// `the 20th`
    DayOfMonth(u32),
    /// A weekday with where to look for it.
    Weekday { day: Weekday, shift: Shift },
    /// `yesterday`, `two days ago`: days from the draft's date.
    Days(i64),
    /// `last year`, `this month`: whole periods from the draft's.
    Periods { unit: Unit, offset: i32 },
    /// A quarter without a year: the latest one that has begun.
    Quarter(u32),
    /// A season without a year: the latest one that has begun.
    Season(Season),
    /// `July 1 this year`, `March last year`: a month, and maybe a day, of a year counted from the draft's.
    OfYear { month: u32, day: Option<u32>, offset: i32 },
    /// `a year earlier`, `the same month`, `in March that year`: counts from something else in the text.
    Elsewhere,
}

/// Where a weekday is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// The latest one up to and including the draft's date (right 90 times in 100 in news).
    Latest,
    /// `last Friday`: the latest one before the draft's date.
    Last,
    /// `next Thursday`, `until Friday`: the first one after (or, for `until`, on) the draft's date.
    Next,
    /// `until Friday`, `by Friday`
    Until,
}

/// Calendar units that repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Week,
    Month,
    Quarter,
    Year,
}

/// `date`
pub(crate) fn date(input: Cursor<'_>) -> Read<'_, DateExpr> {
    match input.peek().map(|token| token.kind) {
        Some(TokenKind::Number) => nom::branch::alt((iso, day_first, relative_days)).parse(input),
        Some(TokenKind::Word) => nom::branch::alt((
            with_weekday,
            month_first,
            day_of_month,
            relative_days,
            relative_period,
            quarter,
            fiscal_year,
            season,
        ))
        .parse(input),
        Some(TokenKind::Sign) | None => fail(),
    }
}

fn plain(form: DateForm) -> DateExpr {
    DateExpr { weekday: None, form }
}

/// `2025-02-12`
fn iso(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, year) = fixed_digits(input, 4)?;
    let (rest, ()) = dash(rest)?;
    let (rest, month) = fixed_digits(rest, 2)?;
    let (rest, ()) = dash(rest)?;
    let (rest, day) = fixed_digits(rest, 2)?;
    let Ok(year) = i32::try_from(year) else { return fail() };
    Ok((rest, plain(day_form(month, day, Some(year)))))
}

fn fixed_digits(input: Cursor<'_>, length: usize) -> Read<'_, u32> {
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

/// A weekday alone or beside a date.
fn with_weekday(input: Cursor<'_>) -> Read<'_, DateExpr> {
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

fn month(input: Cursor<'_>) -> Read<'_, u32> {
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

fn year(input: Cursor<'_>) -> Read<'_, i32> {
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
fn month_first(input: Cursor<'_>) -> Read<'_, DateExpr> {
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
        if ![
            "in", "In", "of", "since", "Since", "until", "by", "last", "next", "this", "from", "to", "and",
            "between", "early", "late", "during", "for",
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
fn day_first(input: Cursor<'_>) -> Read<'_, DateExpr> {
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
fn day_of_month(input: Cursor<'_>) -> Read<'_, DateExpr> {
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

/// `yesterday`, `two days ago`, `a week from now`
fn relative_days(input: Cursor<'_>) -> Read<'_, DateExpr> {
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
fn relative_period(input: Cursor<'_>) -> Read<'_, DateExpr> {
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

/// `Q2 2025`, `the second quarter of 2025`, `the second quarter`, `the April-to-June quarter`
fn quarter(input: Cursor<'_>) -> Read<'_, DateExpr> {
    if let Some(token) = input.peek()
        && let Some(q) = quarter_sign(token.text(input.prose))
    {
        return with_year(input.next(), q);
    }
    let (rest, _) = opt(word("the")).parse(input)?;
    if let Ok((rest, q)) = one_of(&["first", "second", "third", "fourth"])(rest)
        && let Ok((rest, _)) =
            opt(hyphen).parse(rest).and_then(|(rest, _)| one_of(&["quarter", "quarter's"])(rest))
    {
        return with_year(rest, u32::try_from(q).unwrap_or(0) + 1);
    }
    let (rest, from) = month(rest)?;
    let (rest, _) = opt(hyphen).parse(rest)?;
    let (rest, _) = one_of(&["to", "through"])(rest)?;
    let (rest, _) = opt(hyphen).parse(rest)?;
    let (rest, to) = month(rest)?;
    if from % 3 != 1 || to != from + 2 {
        return fail();
    }
    let (rest, _) = opt(one_of(&["quarter", "period"])).parse(rest)?;
    with_year(rest, from.div_ceil(3))
}

fn quarter_sign(text: &str) -> Option<u32> {
    match text.as_bytes() {
        [b'Q' | b'q', digit @ b'1'..=b'4'] => Some(u32::from(digit - b'0')),
        _ => None,
    }
}

fn with_year(rest: Cursor<'_>, quarter: u32) -> Read<'_, DateExpr> {
    let (after, _) = opt(word("of")).parse(rest)?;
    match year(after) {
        Ok((end, y)) => Ok((end, plain(DateForm::Full(Period::Quarter { year: y, quarter })))),
        Err(_) => Ok((rest, plain(DateForm::Quarter(quarter)))),
    }
}

/// `FY2025`, `fiscal 2025`, `the year to March 2025`
fn fiscal_year(input: Cursor<'_>) -> Read<'_, DateExpr> {
    if let Some(token) = input.peek()
        && let Some(y) = token.text(input.prose).strip_prefix("FY").and_then(|y| y.parse::<i32>().ok())
    {
        let y = if y < 100 { y + 2000 } else { y };
        return Ok((input.next(), plain(DateForm::Full(Period::FiscalYear(y)))));
    }
    if let Ok((rest, _)) = one_of(&["fiscal", "FY"])(input) {
        let (rest, _) = opt(word("year")).parse(rest)?;
        let (rest, y) = year(rest)?;
        return Ok((rest, plain(DateForm::Full(Period::FiscalYear(y)))));
    }
    let (rest, _) = opt(word("the")).parse(input)?;
    let (rest, ()) = word("year")(rest)?;
    let (rest, _) = one_of(&["to", "ending", "ended"])(rest)?;
    let (rest, _) = opt(one_of(&["in", "on"])).parse(rest)?;
    let (rest, m) = month(rest)?;
    match year(rest) {
        Ok((rest, y)) => Ok((rest, plain(DateForm::Full(Period::FiscalYear(y))))),
        // "the year to August": twelve months that end there.
        Err(_) => Ok((rest, plain(DateForm::Month(m)))),
    }
}

fn season(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, found) = one_of(&["spring", "summer", "autumn", "winter"])(input)?;
    let season = [Season::Spring, Season::Summer, Season::Autumn, Season::Winter]
        .get(found)
        .copied()
        .unwrap_or(Season::Spring);
    let (after, _) = opt(word("of")).parse(rest)?;
    match year(after) {
        Ok((end, y)) => Ok((end, plain(DateForm::Full(Period::Season { year: y, season })))),
        Err(_) => fail(),
    }
}

/// `2024`, `2024-25`, `1980s`, `mid-2019`; whether a bare number is a year is the caller's to decide.
pub(crate) fn year_like(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, y) = year(input)?;
    if let Some(token) = rest.peek()
        && token.glued
        && token.text(rest.prose) == "s"
        && y % 10 == 0
    {
        return Ok((rest.next(), plain(DateForm::Full(Period::Decade(y)))));
    }
    if rest.peek().is_some_and(|t| t.glued)
        && let Ok((after, ())) = dash(rest)
        && after.peek().is_some_and(|t| t.glued)
        && let Ok((end, next)) = fixed_digits(after, 2)
        && i32::try_from(next).is_ok_and(|n| n == (y + 1) % 100)
    {
        return Ok((end, plain(DateForm::Full(Period::SplitYear(y)))));
    }
    Ok((rest, plain(DateForm::Full(Period::Year(y)))))
}

impl DateExpr {
    /// The period meant in a draft of `base`; `None` where that cannot be known.
    pub fn resolve(&self, base: Option<NaiveDate>) -> Option<Period> {
        match self.form {
            DateForm::Full(period) => Some(period),
            DateForm::OfYear { month, day, offset } => {
                let year = base?.year().checked_add(offset)?;
                match day {
                    Some(day) => NaiveDate::from_ymd_opt(year, month, day).map(Period::Day),
                    None => Some(Period::Month { year, month }),
                }
            }
            DateForm::Impossible { .. } | DateForm::Elsewhere => None,
            DateForm::MonthDay { month, day } => {
                let base = base?;
                let mut year = nearest_year(base, |y| NaiveDate::from_ymd_opt(y, month, day))?;
                // Months away the nearest year is a guess; a weekday beside the date tells which one is meant.
                if let (Some(weekday), Some(nearest)) =
                    (self.weekday, NaiveDate::from_ymd_opt(year, month, day))
                    && (nearest - base).num_days().abs() > 90
                    && let Some(fitting) = [year, year - 1, year + 1].into_iter().find(|y| {
                        NaiveDate::from_ymd_opt(*y, month, day).is_some_and(|d| d.weekday() == weekday)
                    })
                {
                    year = fitting;
                }
                NaiveDate::from_ymd_opt(year, month, day).map(Period::Day)
            }
            DateForm::Month(month) => {
                let base = base?;
                // The middle of the month decides which year's is nearest.
                let year = nearest_year(base, |y| NaiveDate::from_ymd_opt(y, month, 15))?;
                Some(Period::Month { year, month })
            }
            DateForm::MonthBefore(month) => {
                let base = base?;
                let year = if month < base.month() { base.year() } else { base.year().checked_sub(1)? };
                Some(Period::Month { year, month })
            }
            DateForm::DayOfMonth(day) => {
                let base = base?;
                // The month in which that day is nearest.
                let this = NaiveDate::from_ymd_opt(base.year(), base.month(), day);
                let (py, pm) =
                    if base.month() == 1 { (base.year() - 1, 12) } else { (base.year(), base.month() - 1) };
                let (ny, nm) =
                    if base.month() == 12 { (base.year() + 1, 1) } else { (base.year(), base.month() + 1) };
                [this, NaiveDate::from_ymd_opt(py, pm, day), NaiveDate::from_ymd_opt(ny, nm, day)]
                    .into_iter()
                    .flatten()
                    .min_by_key(|d| (*d - base).num_days().abs())
                    .map(Period::Day)
            }
            DateForm::Weekday { day, shift } => {
                let base = base?;
                let ahead =
                    u64::from((day.num_days_from_monday() + 7 - base.weekday().num_days_from_monday()) % 7);
                let back = (7 - ahead) % 7;
                let date = match shift {
                    Shift::Latest => base.checked_sub_days(Days::new(back)),
                    Shift::Last => base.checked_sub_days(Days::new(if back == 0 { 7 } else { back })),
                    Shift::Next => base.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead })),
                    Shift::Until => base.checked_add_days(Days::new(ahead)),
                };
                date.map(Period::Day)
            }
            DateForm::Days(days) => {
                base?.checked_add_signed(chrono::Duration::try_days(days)?).map(Period::Day)
            }
            DateForm::Periods { unit, offset } => {
                let base = base?;
                match unit {
                    Unit::Year => Some(Period::Year(base.year().checked_add(offset)?)),
                    Unit::Month => {
                        let months =
                            base.year().checked_mul(12)?.checked_add(i32::try_from(base.month0()).ok()?)?;
                        let shifted = months.checked_add(offset)?;
                        Some(Period::Month {
                            year: shifted.div_euclid(12),
                            month: u32::try_from(shifted.rem_euclid(12)).ok()? + 1,
                        })
                    }
                    Unit::Quarter => {
                        let quarters = base
                            .year()
                            .checked_mul(4)?
                            .checked_add(i32::try_from(base.month0() / 3).ok()?)?;
                        let shifted = quarters.checked_add(offset)?;
                        Some(Period::Quarter {
                            year: shifted.div_euclid(4),
                            quarter: u32::try_from(shifted.rem_euclid(4)).ok()? + 1,
                        })
                    }
                    Unit::Week => None,
                }
            }
            DateForm::Quarter(quarter) => {
                let base = base?;
                let this = base.month0() / 3 + 1;
                let year = if quarter > this { base.year().checked_sub(1)? } else { base.year() };
                Some(Period::Quarter { year, quarter })
            }
            DateForm::Season(season) => {
                let base = base?;
                let this_year = Period::Season { year: base.year(), season };
                let year = if this_year.first() > base { base.year().checked_sub(1)? } else { base.year() };
                Some(Period::Season { year, season })
            }
        }
    }
}

fn nearest_year(base: NaiveDate, day_in: impl Fn(i32) -> Option<NaiveDate>) -> Option<i32> {
    [base.year(), base.year().checked_sub(1)?, base.year().checked_add(1)?]
        .into_iter()
        .filter_map(|y| Some((y, (day_in(y)? - base).num_days().abs())))
        .min_by_key(|(_, distance)| *distance)
        .map(|(y, _)| y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn read(prose: &str, base: &str) -> Option<String> {
        let tokens = tokenize(prose);
        let (rest, date) = date(Cursor::new(prose, &tokens, 0)).ok()?;
        let period = date.resolve(base.parse().ok())?;
        Some(format!("{period} +{}", tokens.len() - rest.at))
    }

    #[test]
    fn resolves_from_the_drafts_date() {
        for (prose, base, expected) in [
            ("Feb. 20", "2025-02-13", "February 20, 2025 +0"),
            ("Wednesday", "2025-02-13", "February 12, 2025 +0"),
            ("Thursday", "2025-02-13", "February 13, 2025 +0"),
            ("next Thursday", "2025-02-15", "February 20, 2025 +0"),
            ("last Friday", "2025-05-27", "May 23, 2025 +0"),
            ("two days ago", "2025-02-14", "February 12, 2025 +0"),
            ("the 20th.", "2025-02-17", "February 20, 2025 +1"),
            ("Dec. 30", "2025-01-03", "December 30, 2024 +0"),
            ("10 June", "2025-05-22", "June 10, 2025 +0"),
            ("the second quarter", "2025-09-11", "Q2 2025 +0"),
            ("last year", "2025-02-13", "2024 +0"),
            ("2025-02-12", "2020-01-01", "February 12, 2025 +0"),
            ("Thursday, May 22", "2025-05-20", "May 22, 2025 +0"),
            ("FY2025", "2025-01-01", "FY2025 +0"),
            ("August", "2025-09-11", "August 2025 +0"),
        ] {
            assert_eq!(read(prose, base).as_deref(), Some(expected), "{prose}");
        }
        for silent in ["may", "Sat down", "March on", "second", "the 20th floor"] {
            assert_eq!(read(silent, "2025-02-13"), None, "{silent}");
        }
    }
}
