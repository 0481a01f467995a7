//! Dates and periods as a fact line writes them.

use chrono::NaiveDate;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while_m_n, take_while1};
use nom::character::complete::{one_of, space0, space1};
use nom::combinator::{map, opt, recognize, verify};

use super::fact_line_error::{FactLineError, Read, Wrong, fail, pass};
use crate::period::{Period, Season, month_name, month_number, weekday};
use crate::span::Span;

/// Words between which a bare four-digit number is still read as a year: a guess that covers history and plans.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=2999;

/// `period = day | quarter | year_quarter | season | fiscal_year | decade | split_year | month | iso_month | year`
pub(super) fn period(input: &str) -> Read<'_, Period> {
    // Which forms may begin so: most texts that are asked are no period, and should find out soon.
    let digits = input.len() - input.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (rest, period) = match digits {
        0 if !input.starts_with(char::is_alphabetic) => return pass(input),
        0 => alt((day, month, quarter, season, fiscal_year, decade)).parse(input)?,
        1 | 2 => alt((day, quarter)).parse(input)?,
        4 => alt((day, year_quarter, decade, split_year, iso_month, map(year, Period::Year))).parse(input)?,
        _ => return pass(input),
    };
    // "2024th", "May 2025-ish": part of a longer word is no period.
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
        return pass(input);
    }
    Ok((rest, period))
}

/// `day = [ weekday "," ] ( year "-" mm "-" dd | month_word d "," year | d month_word [ "," ] year )`
pub(super) fn day(input: &str) -> Read<'_, Period> {
    let (start, _) = opt(weekday_word).parse(input)?;
    let (rest, (year, month, day)) = alt((iso_day, month_first, day_first)).parse(start)?;
    let Some(date) = NaiveDate::from_ymd_opt(year, month, day) else {
        let text = start.get(..start.len() - rest.len()).unwrap_or(start);
        let help = match days_in(year, month) {
            Some(days) => format!("{} {year} has {days} days", month_name(month)),
            None => "write year, month and day: `2025-02-12`".to_owned(),
        };
        return fail(text, FactLineError::BadDate { text: text.to_owned(), help, at: Span::default() });
    };
    Ok((rest, Period::Day(date)))
}

fn days_in(year: i32, month: u32) -> Option<u32> {
    (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some())
}

/// `Wednesday, `
fn weekday_word(input: &str) -> Read<'_, ()> {
    let (rest, word) = take_while1(|c: char| c.is_alphabetic() || c == '.').parse(input)?;
    if weekday(word).is_none() {
        return pass(input);
    }
    map((opt(tag(",")), space1), |_| ()).parse(rest)
}

fn digits(min: usize, max: usize) -> impl Fn(&str) -> Read<'_, u32> {
    move |input| {
        let (rest, text) = take_while_m_n(min, max, |c: char| c.is_ascii_digit()).parse(input)?;
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return pass(input);
        }
        match text.parse() {
            Ok(n) => Ok((rest, n)),
            Err(_) => pass(input),
        }
    }
}

fn year(input: &str) -> Read<'_, i32> {
    let (rest, n) = digits(4, 4)(input)?;
    match i32::try_from(n) {
        Ok(year) if YEARS.contains(&year) => Ok((rest, year)),
        _ => pass(input),
    }
}

/// `month_word = "January" | "Jan." | "Jan" | …`
fn month_word(input: &str) -> Read<'_, u32> {
    let (rest, word) = take_while1(char::is_alphabetic).parse(input)?;
    let (rest, _) = opt(tag(".")).parse(rest)?;
    match month_number(word) {
        Some(month) => Ok((rest, month)),
        None => pass(input),
    }
}

fn iso_day(input: &str) -> Read<'_, (i32, u32, u32)> {
    let (rest, (year, _, month, _, day)) =
        (year, tag("-"), digits(1, 2), tag("-"), digits(1, 2)).parse(input)?;
    Ok((rest, (year, month, day)))
}

fn month_first(input: &str) -> Read<'_, (i32, u32, u32)> {
    let (rest, (month, _, day, _, _, year)) =
        (month_word, space1, digits(1, 2), opt(tag(",")), space1, year).parse(input)?;
    Ok((rest, (year, month, day)))
}

fn day_first(input: &str) -> Read<'_, (i32, u32, u32)> {
    let (rest, (day, _, month, _, _, year)) =
        (digits(1, 2), space1, month_word, opt(tag(",")), space1, year).parse(input)?;
    Ok((rest, (year, month, day)))
}

/// `Feb. 12`, `12 February`: a day whose year is missing.
pub(super) fn day_without_year(input: &str) -> Read<'_, &str> {
    recognize(alt((
        map((month_word, space1, digits(1, 2)), |_| ()),
        map((digits(1, 2), space1, month_word), |_| ()),
    )))
    .parse(input)
}

/// `month = [ ("early" | "mid" | "late") "-" ] month_word year`
fn month(input: &str) -> Read<'_, Period> {
    let part = opt((alt((tag_no_case("early"), tag_no_case("mid"), tag_no_case("late"))), one_of("- ")));
    map((part, month_word, alt((tag(", "), space1)), year), |(_, month, _, year)| Period::Month {
        year,
        month,
    })
    .parse(input)
}

/// `iso_month = year "-" mm`
fn iso_month(input: &str) -> Read<'_, Period> {
    map(verify((year, tag("-"), digits(2, 2)), |(_, _, m)| (1..=12).contains(m)), |(year, _, month)| {
        Period::Month { year, month }
    })
    .parse(input)
}

/// `"Q" 1-4`
fn quarter_number(input: &str) -> Read<'_, u32> {
    map((one_of("qQ"), one_of("1234")), |(_, q)| q.to_digit(10).unwrap_or(1)).parse(input)
}

/// `year_quarter = year "Q" 1-4`
fn year_quarter(input: &str) -> Read<'_, Period> {
    map((year, space0, quarter_number), |(year, _, quarter)| Period::Quarter { year, quarter }).parse(input)
}

/// `quarter = "Q" 1-4 year | ordinal "quarter" [ "of" ] year`
fn quarter(input: &str) -> Read<'_, Period> {
    let word = |input| {
        alt((
            map(alt((tag_no_case("first"), tag_no_case("1st"))), |_| 1),
            map(alt((tag_no_case("second"), tag_no_case("2nd"))), |_| 2),
            map(alt((tag_no_case("third"), tag_no_case("3rd"))), |_| 3),
            map(alt((tag_no_case("fourth"), tag_no_case("4th"))), |_| 4),
        ))
        .parse(input)
    };
    map(
        alt((
            map((quarter_number, space0, year), |(q, _, y)| (y, q)),
            map(
                (word, one_of("- "), tag_no_case("quarter"), opt(tag_no_case(" of")), space1, year),
                |(q, _, _, _, _, y)| (y, q),
            ),
        )),
        |(year, quarter)| Period::Quarter { year, quarter },
    )
    .parse(input)
}

/// `season = ("spring" | "summer" | "autumn" | "fall" | "winter") [ "of" ] year [ "-" yy ]`
fn season(input: &str) -> Read<'_, Period> {
    let word = alt((
        map(tag_no_case("spring"), |_| Season::Spring),
        map(tag_no_case("summer"), |_| Season::Summer),
        map(alt((tag_no_case("autumn"), tag_no_case("fall"))), |_| Season::Autumn),
        map(tag_no_case("winter"), |_| Season::Winter),
    ));
    let years = alt((two_years, year));
    map((word, opt(tag_no_case(" of")), space1, years), |(season, _, _, year)| Period::Season {
        year,
        season,
    })
    .parse(input)
}

/// `fiscal_year = ("FY" | "fiscal" [ "year" ]) ( year [ "-" yy ] | yy )`
fn fiscal_year(input: &str) -> Read<'_, Period> {
    let word = alt((
        map((tag_no_case("fiscal"), opt(tag_no_case(" year")), space1), |_| ()),
        map((tag("FY"), space0), |_| ()),
    ));
    let short = map(digits(2, 2), |yy| 2000 + i32::try_from(yy).unwrap_or(0));
    let years = alt((map(two_years, |first| first.saturating_add(1)), year, short));
    map((word, years), |(_, year)| Period::FiscalYear(year)).parse(input)
}

/// `decade = [ "the " ] year "s"`
fn decade(input: &str) -> Read<'_, Period> {
    let first = verify(year, |y| y % 10 == 0);
    map((opt(tag("the ")), first, opt(one_of("'’")), tag("s")), |(_, y, _, _)| Period::Decade(y)).parse(input)
}

/// `2025-26`, `2025/26`, `2025-2026`: its first year, the second being the next.
fn two_years(input: &str) -> Read<'_, i32> {
    let (rest, (first, _, second)) = (year, one_of("-–/"), alt((digits(4, 4), digits(2, 2)))).parse(input)?;
    let next = first.saturating_add(1);
    let second = i32::try_from(second).unwrap_or(-1);
    if second == next || second == next.rem_euclid(100) { Ok((rest, first)) } else { pass(input) }
}

/// `split_year = year "-" yy`
fn split_year(input: &str) -> Read<'_, Period> {
    map(two_years, Period::SplitYear).parse(input)
}

/// `1999-2004`, `1999..2004`: years from … to, not a school year.
pub(super) fn year_span(input: &str) -> Read<'_, (Period, Period)> {
    let dash = alt((tag(".."), tag("-"), tag("–")));
    let (rest, (from, _, to)) = (year, dash, year).parse(input)?;
    if from >= to {
        return Err(nom::Err::Error(Wrong { part: input, why: None }));
    }
    Ok((rest, (Period::Year(from), Period::Year(to))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Period> {
        period(text).ok().filter(|(rest, _)| rest.is_empty()).map(|(_, p)| p)
    }

    #[test]
    fn periods() {
        let day = |y, m, d| Some(Period::Day(NaiveDate::from_ymd_opt(y, m, d).unwrap()));
        let cases = [
            ("2025-02-12", day(2025, 2, 12)),
            ("Feb. 12, 2025", day(2025, 2, 12)),
            ("12 February 2025", day(2025, 2, 12)),
            ("Wednesday, Feb. 12, 2025", day(2025, 2, 12)),
            ("February 2025", Some(Period::Month { year: 2025, month: 2 })),
            ("mid-December 2014", Some(Period::Month { year: 2014, month: 12 })),
            ("2025-04", Some(Period::Month { year: 2025, month: 4 })),
            ("Q3 2025", Some(Period::Quarter { year: 2025, quarter: 3 })),
            ("third quarter of 2025", Some(Period::Quarter { year: 2025, quarter: 3 })),
            ("winter 2024-25", Some(Period::Season { year: 2024, season: Season::Winter })),
            ("fall 2024", Some(Period::Season { year: 2024, season: Season::Autumn })),
            ("FY2024", Some(Period::FiscalYear(2024))),
            ("FY24", Some(Period::FiscalYear(2024))),
            ("fiscal year 2024", Some(Period::FiscalYear(2024))),
            ("FY2024-25", Some(Period::FiscalYear(2025))),
            ("1980s", Some(Period::Decade(1980))),
            ("the 1990s", Some(Period::Decade(1990))),
            ("2025-26", Some(Period::SplitYear(2025))),
            ("1999-2000", Some(Period::SplitYear(1999))),
            ("2024", Some(Period::Year(2024))),
            ("2024th", None),
            ("class of 2025", None),
            ("20255", None),
            ("May", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_day_that_is_not_in_the_calendar_is_certain_to_be_wrong() {
        for text in ["2025-02-30", "Feb. 30, 2025", "2025-13-01", "31 June 2025"] {
            assert!(matches!(period(text), Err(nom::Err::Failure(_))), "{text}");
        }
    }
}
