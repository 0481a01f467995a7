//! Stretches longer than a month: quarters, fiscal years, seasons, years, decades.

use nom::Parser;
use nom::combinator::opt;

use super::day::{fixed_digits, month, year};
use super::part::part_before;
use super::{DateExpr, DateForm, plain};
use crate::mention::cursor::{Cursor, Read, dash, fail, hyphen, one_of, word};
use crate::mention::measure;
use crate::period::{self, Period, Season};
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};

/// `Q2 2025`, `the second quarter of 2025`, `the second quarter`, `the April-to-June quarter`
pub(super) fn quarter(input: Cursor<'_>) -> Read<'_, DateExpr> {
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
pub(super) fn fiscal_year(input: Cursor<'_>) -> Read<'_, DateExpr> {
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

pub(super) fn season(input: Cursor<'_>) -> Read<'_, DateExpr> {
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
    let date = plain(DateForm::Full(Period::Year(y)));
    Ok((rest, DateExpr { part: part_before(input, &date).map(|(part, _)| part), ..date }))
}

/// A bare number of four digits is a year where the words around it make it one.
pub(crate) fn is_year(input: Cursor<'_>) -> bool {
    let Some(token) = input.peek() else { return false };
    let text = token.text(input.prose);
    if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let Some(year) = text.parse::<i32>().ok().filter(|y| (1500..2200).contains(y)) else { return false };
    let next = input.ahead(1);
    if next.is_some_and(|t| t.is('%') || (t.glued && t.kind == TokenKind::Word && t.text(input.prose) != "s"))
    {
        return false;
    }
    let before = input.at.checked_sub(1).and_then(|i| input.tokens.get(i));
    const BEFORE: &[&str] = &[
        "in", "since", "from", "by", "until", "till", "of", "before", "after", "during", "to", "through",
        "and", "year", "years", "than", "late", "early", "mid", "fiscal", "between", "vs", "versus", "for",
        "calendar", "on", "over", "class", "circa", "or", "is", "was", "were", "with", "the", "against",
        "around",
    ];
    let before_text = before.map_or("", |t| t.text(input.prose));
    let named = BEFORE.iter().any(|w| w.eq_ignore_ascii_case(before_text))
        || period::month_number(before_text).is_some();
    // A plural noun right behind counts something: "employs 1950 people".
    let counts = next.is_some_and(|t| {
        t.kind == TokenKind::Word
            && !t.capital
            && !t.glued
            && !lexicon::is(t, Class::FUNCTION.and(Class::STATE).and(Class::SPEECH))
            && (t.text(input.prose).ends_with('s')
                || matches!(
                    t.text(input.prose),
                    "people" | "men" | "women" | "children" | "million" | "billion"
                ))
    }) || (measure::unit(input.next()).is_ok() && !next.is_some_and(|t| t.glued));
    let apart = before.is_none_or(|t| matches!(t.sign, ',' | '(' | '—' | '–' | ';' | ':'));
    (named || apart || (1900..2100).contains(&year)) && !counts
}
