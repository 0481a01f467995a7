//! `clock = ( hour [ ":" minute ] ( "a.m." | "p.m." ) | hh:mm | ( "quarter" | "half" ) "past" hour | "noon" |
//! "midnight" ) [ zone ] | hhmm zone`

use chrono::NaiveTime;
use nom::Parser;
use nom::combinator::opt;

use crate::mention::cursor::{Cursor, Read, fail, one_of, word};
use crate::quantity::{Clock, Quantity, Zone, words};
use crate::text::TokenKind;

/// A time of day with its zone.
pub(crate) fn clock(input: Cursor<'_>) -> Read<'_, Quantity> {
    let (rest, (time, open)) = nom::branch::alt((in_digits, in_words, named, military)).parse(input)?;
    let (rest, zone) = match zone(rest) {
        Ok((rest, zone)) => (rest, Some(zone)),
        Err(_) => (rest, None),
    };
    Ok((rest, Quantity::Clock(Clock { time, zone, open })))
}

/// `ET`, `(EDT)`, `Eastern`, `Pacific time`, `Central European Summer Time`; of `local time` that it is some other.
fn zone(input: Cursor<'_>) -> Read<'_, Zone> {
    let bracketed = input.peek().is_some_and(|t| t.is('('));
    let start = if bracketed { input.next() } else { input };
    let Some(token) = start.peek().filter(|t| t.kind == TokenKind::Word) else { return fail() };
    let closes = |rest: Cursor<'_>| !bracketed || rest.peek().is_some_and(|t| t.is(')'));
    if let Some(zone) =
        Zone::from_short(token.text(input.prose).trim_end_matches('.')).filter(|_| closes(start.next()))
    {
        return Ok((if bracketed { start.next().next() } else { start.next() }, zone));
    }
    if bracketed || !token.capital && !token.is_any(input.prose, &["local"]) {
        return fail();
    }
    // Up to three words, and "time" behind them.
    let word = |ahead: usize| start.ahead(ahead).filter(|t| t.kind == TokenKind::Word);
    let mut last = token.span;
    for length in 1..=3 {
        let rest = Cursor { at: start.at + length, ..start };
        let known = Zone::from_words(token.span.cover(last).slice(input.prose));
        let timed = rest.peek().is_some_and(|t| t.is_any(input.prose, &["time"]));
        match (known, timed) {
            (known, true) => return Ok((rest.next(), known.unwrap_or(Zone::OTHER))),
            (Some(zone), false) if !rest.peek().is_some_and(|t| t.kind == TokenKind::Word && t.capital) => {
                return Ok((rest, zone));
            }
            _ => {}
        }
        match word(length).filter(|t| t.capital) {
            Some(next) => last = next.span,
            None => return fail(),
        }
    }
    fail()
}

/// `1400 GMT`: four digits are a time before a zone only.
fn military(input: Cursor<'_>) -> Read<'_, (NaiveTime, bool)> {
    let Some(token) = input.peek().filter(|t| t.kind == TokenKind::Number && t.span.len() == 4) else {
        return fail();
    };
    let zoned = input.ahead(1).is_some_and(|t| Zone::from_short(t.text(input.prose)).is_some());
    let Some(number) = token.text(input.prose).parse::<u32>().ok().filter(|_| zoned) else { return fail() };
    match NaiveTime::from_hms_opt(number / 100, number % 100, 0) {
        Some(time) => Ok((input.next(), (time, false))),
        None => fail(),
    }
}

fn half_of_day(input: Cursor<'_>) -> Read<'_, bool> {
    let (rest, found) = one_of(&["a.m.", "a.m", "am", "p.m.", "p.m", "pm"])(input)?;
    Ok((rest, found >= 3))
}

fn time(hour: u32, minute: u32, after_noon: Option<bool>) -> Option<NaiveTime> {
    let hour = match after_noon {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

fn in_digits(input: Cursor<'_>) -> Read<'_, (NaiveTime, bool)> {
    let Some(token) = input.peek().filter(|t| t.kind == TokenKind::Number) else { return fail() };
    let text = token.text(input.prose);
    // Most numbers have neither a colon nor a half of the day behind them.
    let (rest, half) = opt(half_of_day).parse(input.next())?;
    if half.is_none() && !text.contains(':') {
        return fail();
    }
    // "8.15am" is how some desks write 8:15.
    let (hour, minute) = text.split_once([':', '.']).map_or((text, None), |(h, m)| (h, Some(m)));
    let Ok(hour) = hour.parse::<u32>() else { return fail() };
    let minutes = match minute {
        Some(m) if m.len() == 2 => m.parse::<u32>().ok(),
        Some(_) => return fail(),
        None => Some(0),
    };
    let Some(minutes) = minutes.filter(|m| *m < 60) else { return fail() };
    match time(hour, minutes, half) {
        Some(t) => Ok((rest, (t, half.is_none() && (1..=12).contains(&hour) && !text.starts_with('0')))),
        None => fail(),
    }
}

fn in_words(input: Cursor<'_>) -> Read<'_, (NaiveTime, bool)> {
    let (rest, _) = opt(word("a")).parse(input)?;
    let (rest, part) = one_of(&["quarter", "half"])(rest)?;
    let (rest, past) = one_of(&["past", "to", "after"])(rest)?;
    if part == 1 && past != 0 {
        return fail();
    }
    let Some(token) = rest.peek() else { return fail() };
    let mut buffer = [0; 16];
    let text = token.lower(rest.prose, &mut buffer);
    let Some(hour) =
        text.parse::<u32>().ok().or_else(|| words::cardinal(text)).filter(|h| (1..=12).contains(h))
    else {
        return fail();
    };
    let (rest, half) = opt(half_of_day).parse(rest.next())?;
    let (hour, minute) = match (part, past) {
        (1, _) => (hour, 30),
        (_, 1) => ((hour + 10) % 12 + 1, 45),
        _ => (hour, 15),
    };
    match time(hour, minute, half) {
        Some(t) => Ok((rest, (t, half.is_none()))),
        None => fail(),
    }
}

fn named(input: Cursor<'_>) -> Read<'_, (NaiveTime, bool)> {
    let (rest, found) = one_of(&["noon", "midday", "midnight"])(input)?;
    let hour = if found == 2 { 0 } else { 12 };
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(t) => Ok((rest, (t, false))),
        None => fail(),
    }
}
