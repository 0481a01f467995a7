//! Days, months, quarters and years as spans of the calendar.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// A stretch of the calendar, as a text or a fact names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Period {
    /// One day.
    Day(NaiveDate),
    /// A calendar month.
    Month { year: i32, month: u32 },
    /// A quarter, 1 to 4, of a calendar year.
    Quarter { year: i32, quarter: u32 },
    /// A season of a year; winter is the one that begins in that year's December.
    Season { year: i32, season: Season },
    /// A calendar year.
    Year(i32),
    /// A fiscal year by the calendar year it ends in. Its months are the pack's business.
    FiscalYear(i32),
    /// `2024-25`: a school or season year by its first calendar year.
    SplitYear(i32),
    /// `1980s`, by its first year.
    Decade(i32),
}

/// A season of the northern year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February.
    Winter,
}

/// English month names with their numbers; the short forms of the AP stylebook and three letters.
const MONTHS: &[(&str, &[&str])] = &[
    ("January", &["jan"]),
    ("February", &["feb"]),
    ("March", &["mar"]),
    ("April", &["apr"]),
    ("May", &[]),
    ("June", &["jun"]),
    ("July", &["jul"]),
    ("August", &["aug"]),
    ("September", &["sept", "sep"]),
    ("October", &["oct"]),
    ("November", &["nov"]),
    ("December", &["dec"]),
];

/// English weekdays and their short forms.
const WEEKDAYS: &[(&[&str], chrono::Weekday)] = &[
    (&["monday", "mon"], chrono::Weekday::Mon),
    (&["tuesday", "tue", "tues"], chrono::Weekday::Tue),
    (&["wednesday", "wed", "weds"], chrono::Weekday::Wed),
    (&["thursday", "thu", "thur", "thurs"], chrono::Weekday::Thu),
    (&["friday", "fri"], chrono::Weekday::Fri),
    (&["saturday", "sat"], chrono::Weekday::Sat),
    (&["sunday", "sun"], chrono::Weekday::Sun),
];

/// Every name of a month or weekday, short forms as well.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let months = MONTHS.iter().flat_map(|(name, short)| std::iter::once(*name).chain(short.iter().copied()));
    months.chain(WEEKDAYS.iter().flat_map(|(names, _)| names.iter().copied()))
}

/// `feb`, `Feb.`, `February` → 2.
pub fn month_number(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    MONTHS
        .iter()
        .position(|(name, short)| {
            name.eq_ignore_ascii_case(word) || short.iter().any(|s| s.eq_ignore_ascii_case(word))
        })
        .and_then(|i| u32::try_from(i + 1).ok())
}

/// 2 → `February`.
pub fn month_name(month: u32) -> &'static str {
    usize::try_from(month).ok().and_then(|m| MONTHS.get(m.checked_sub(1)?)).map_or("", |(name, _)| name)
}

/// `Wednesday`, `Wed`, `Weds.` → weekday.
pub fn weekday(word: &str) -> Option<chrono::Weekday> {
    let word = word.trim_end_matches('.');
    WEEKDAYS.iter().find(|(names, _)| names.iter().any(|n| n.eq_ignore_ascii_case(word))).map(|(_, day)| *day)
}

fn first_of(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MIN)
}

/// The last day of the month; the calendar's end past its range.
fn last_of(year: i32, month: u32) -> NaiveDate {
    let (next_year, next_month) = if month >= 12 { (year.saturating_add(1), 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(next_year, next_month, 1).and_then(|d| d.pred_opt()).unwrap_or(NaiveDate::MAX)
}

impl Period {
    /// The first day.
    pub fn first(self) -> NaiveDate {
        match self {
            Period::Day(day) => day,
            Period::Month { year, month } => first_of(year, month),
            Period::Quarter { year, quarter } => first_of(year, quarter.saturating_sub(1) * 3 + 1),
            Period::Season { year, season: Season::Spring } => first_of(year, 3),
            Period::Season { year, season: Season::Summer } => first_of(year, 6),
            Period::Season { year, season: Season::Autumn } => first_of(year, 9),
            Period::Season { year, season: Season::Winter } => first_of(year, 12),
            Period::Year(year) => first_of(year, 1),
            // A fiscal year may begin in any month of the year before it ends.
            Period::FiscalYear(year) => first_of(year.saturating_sub(1), 1),
            Period::SplitYear(year) => first_of(year, 7),
            Period::Decade(year) => first_of(year, 1),
        }
    }

    /// The last day.
    pub fn last(self) -> NaiveDate {
        match self {
            Period::Day(day) => day,
            Period::Month { year, month } => last_of(year, month),
            Period::Quarter { year, quarter } => last_of(year, quarter.saturating_mul(3)),
            Period::Season { year, season: Season::Spring } => last_of(year, 5),
            Period::Season { year, season: Season::Summer } => last_of(year, 8),
            Period::Season { year, season: Season::Autumn } => last_of(year, 11),
            Period::Season { year, season: Season::Winter } => last_of(year.saturating_add(1), 2),
            Period::Year(year) | Period::FiscalYear(year) => last_of(year, 12),
            Period::SplitYear(year) => last_of(year.saturating_add(1), 6),
            Period::Decade(year) => last_of(year.saturating_add(9), 12),
        }
    }

    /// Whether every day of `other` is one of this period's.
    pub fn contains(self, other: Period) -> bool {
        self.first() <= other.first() && other.last() <= self.last()
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Period) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }
}

/// The fiscal year that a day is in, where fiscal years begin in a month and are named by the year they end in.
pub(crate) fn fiscal_year_of(day: NaiveDate, begins: u32) -> i32 {
    if begins > 1 && day.month() >= begins { day.year().saturating_add(1) } else { day.year() }
}

/// The first and last day of a fiscal year.
pub(crate) fn fiscal_days(year: i32, begins: u32) -> (NaiveDate, NaiveDate) {
    match begins {
        0 | 1 => (first_of(year, 1), last_of(year, 12)),
        _ => (first_of(year.saturating_sub(1), begins), last_of(year, begins - 1)),
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Day(day) => write!(f, "{} {}, {}", month_name(day.month()), day.day(), day.year()),
            Period::Month { year, month } => write!(f, "{} {year}", month_name(*month)),
            Period::Quarter { year, quarter } => write!(f, "Q{quarter} {year}"),
            Period::Season { year, season } => {
                let name = match season {
                    Season::Spring => "spring",
                    Season::Summer => "summer",
                    Season::Autumn => "autumn",
                    Season::Winter => "winter",
                };
                write!(f, "{name} {year}")
            }
            Period::Year(year) => write!(f, "{year}"),
            Period::FiscalYear(year) => write!(f, "FY{year}"),
            Period::SplitYear(year) => {
                write!(f, "{year}-{:02}", year.saturating_add(1).rem_euclid(100))
            }
            Period::Decade(year) => write!(f, "{year}s"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_bounds() {
        assert_eq!(month_number("Feb."), Some(2));
        assert_eq!(month_number("sept"), Some(9));
        let q2 = Period::Quarter { year: 2025, quarter: 2 };
        assert_eq!(
            (q2.first().to_string(), q2.last().to_string()),
            ("2025-04-01".into(), "2025-06-30".into())
        );
        assert!(Period::Year(2025).contains(q2));
        assert_eq!(Period::SplitYear(2024).to_string(), "2024-25");
    }
}
