//! `date = iso | [ weekday [ "," ] ] ( month day [ "," year ] | day month [ year ] ) | month [ year ] | weekday |
//! relative | quarter | season | year | "FY" year | decade`

mod day;
mod part;
mod relative;
mod resolve;
mod stretch;
mod weekday;

use chrono::Weekday;
use nom::Parser;

use crate::mention::cursor::{Cursor, Read, fail};
use crate::period::{Period, Season};
use crate::text::TokenKind;

pub(crate) use stretch::{is_year, year_like};

use day::{day_first, day_of_month, iso, last_day_of, month_first};
pub(crate) use part::part_before;
use relative::{relative_days, relative_period, week_from, week_of};
use stretch::{fiscal_year, quarter, season};
use weekday::{nth_weekday, with_weekday};

/// A date as the text names it, before the draft's own date makes it a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DateExpr {
    /// `Wednesday, Feb. 12`: the weekday beside a full date.
    pub weekday: Option<Weekday>,
    /// The rest.
    pub form: DateForm,
    /// `mid-May`, `late 2024`, `earlier this month`: some part of it.
    pub part: Option<Part>,
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
    /// `the third Tuesday in July`, the last one without a number; the year is the nearest one.
    Nth { nth: Option<u8>, day: Weekday, month: u32 },
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
    /// `nine months ago`, `two years ago`: about so long before the draft's date.
    Back { unit: Unit, count: i64 },
    /// `last spring`: the latest one that is over.
    SeasonBefore(Season),
    /// `a year earlier`, `the same month`, `in March that year`: counts from something else in the text.
    Elsewhere,
}

/// Which part of a month, year or season.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `early May`, `the beginning of May`, `the first days of May`
    Early,
    /// `mid-May`, `the middle of May`
    Mid,
    /// `late May`, `the end of May`, `the last days of May`
    Late,
    /// `earlier this month`: up to the draft's date.
    Before,
    /// `later this month`: from the draft's date on.
    After,
    /// `the week of May 12`: the seven days that hold it, or begin with it.
    Week,
    /// `the week ending May 18`
    WeekTo,
    /// `a week from Thursday`: a week after what the rest says.
    WeekLater,
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
    /// `Friday of next week`: in the week so many after the draft's, counted from Monday.
    Week(i32),
}

/// Calendar units that repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Week,
    Month,
    Quarter,
    Year,
    /// `last fiscal year`: of twelve months that begin where the pack says.
    FiscalYear,
}

/// `date`
pub(crate) fn date(input: Cursor<'_>) -> Read<'_, DateExpr> {
    let (rest, mut date) = match input.peek().map(|token| token.kind) {
        Some(TokenKind::Number) => nom::branch::alt((iso, day_first, relative_days)).parse(input),
        Some(TokenKind::Word) => nom::branch::alt((
            with_weekday,
            month_first,
            day_of_month,
            nth_weekday,
            last_day_of,
            week_of,
            week_from,
            relative_days,
            relative_period,
            quarter,
            fiscal_year,
            season,
        ))
        .parse(input),
        Some(TokenKind::Sign) | None => fail(),
    }?;
    if date.part.is_none() {
        date.part = part_before(input, &date).map(|(part, _)| part);
    }
    Ok((rest, date))
}

fn plain(form: DateForm) -> DateExpr {
    DateExpr { weekday: None, form, part: None }
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
