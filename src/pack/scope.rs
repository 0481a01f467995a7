//! What stands in a fact's brackets: places, groups and periods.

use nom::Parser;
use nom::bytes::complete::tag;
use nom::character::complete::space0;
use nom::combinator::all_consuming;

use super::calendar;
use super::fact_line_error::{FactLineError, Read, fail, place, settle};
use crate::fact::Scope;
use crate::period::Period;
use crate::span::Span;

/// `scope = "[" [ entry { "," entry } ] "]"`, with the text between the brackets.
pub(super) fn scope(input: &str) -> Read<'_, (Scope, &str)> {
    let unclosed =
        || fail(input.get(..1).unwrap_or(input), FactLineError::UnclosedBracket { at: Span::default() });
    let (inner, _) = tag("[").parse(input)?;
    let Some((inside, rest)) = inner.split_once(']') else { return unclosed() };
    if inside.contains('[') || inside.contains('=') {
        return unclosed();
    }
    let scope = if inside.trim().is_empty() { Scope::default() } else { entries(inside)?.1 };
    Ok((rest, (scope, inside.trim())))
}

/// Scope entries of the pack's own `scope:` key, each its own string.
pub(super) fn scope_entry(text: &str, into: &mut Scope) -> Result<(), FactLineError> {
    let read = entries(text.trim()).map_err(|error| settle(error, text))?.1;
    if read.period.is_some() && into.period.is_some() {
        return Err(FactLineError::TwoPeriods { kind: "period", at: place(text, text.trim()) });
    }
    into.places.extend(read.places);
    into.period = into.period.or(read.period);
    into.versus = into.versus.or(read.versus);
    into.since = into.since.or(read.since);
    into.until = into.until.or(read.until);
    Ok(())
}

/// `entry { "," entry }`
fn entries(input: &str) -> Read<'_, Scope> {
    let mut scope = Scope::default();
    let mut rest = input;
    loop {
        let (start, _) = space0.parse(rest)?;
        let (after, ()) = entry(start, &mut scope)?;
        let (after, _) = space0.parse(after)?;
        match after.strip_prefix(',') {
            Some(next) if next.trim().is_empty() => {
                let comma = after.get(..1).unwrap_or(after);
                return fail(comma, FactLineError::EmptyEntry { at: Span::default() });
            }
            Some(next) => rest = next,
            None => return Ok((after, scope)),
        }
    }
}

/// Words before the period that a figure is compared with.
const VERSUS: &[&str] = &["vs", "vs.", "versus"];

/// `entry = "vs" period | "since" period | "until" period | period [ "vs" period ] | words`
fn entry<'a>(input: &'a str, scope: &mut Scope) -> Read<'a, ()> {
    let words_len = input.find(',').unwrap_or(input.len());
    if input.get(..words_len).is_none_or(|words| words.trim().is_empty()) {
        let comma = input.get(..1).unwrap_or(input);
        return fail(comma, FactLineError::EmptyEntry { at: Span::default() });
    }
    if let Some(after) = VERSUS.iter().find_map(|word| starts_with_word(input, word)) {
        return linked_period(after, "vs", &mut scope.versus);
    }
    if let Some(after) = starts_with_word(input, "since") {
        return linked_period(after, "since", &mut scope.since);
    }
    if let Some(after) = starts_with_word(input, "until") {
        return linked_period(after, "until", &mut scope.until);
    }
    if let Ok((rest, (from, to))) = calendar::year_span(input)
        && ends_entry(rest)
        && calendar::period(input).is_err()
    {
        set(&mut scope.since, from, input, rest, "start")?;
        return set(&mut scope.until, to, input, rest, "end");
    }
    match calendar::period(input) {
        Ok((rest, period)) if ends_entry(rest) => {
            return set(&mut scope.period, period, input, rest, "period");
        }
        Ok((rest, period)) => {
            let linked = rest.strip_prefix(' ').map(str::trim_start);
            if let Some(after) =
                linked.and_then(|rest| VERSUS.iter().find_map(|word| starts_with_word(rest, word)))
            {
                set(&mut scope.period, period, input, rest, "period")?;
                return linked_period(after, "vs", &mut scope.versus);
            }
        }
        Err(nom::Err::Error(_)) => {}
        Err(error) => return Err(error),
    }
    let (words, rest) = input.split_at_checked(words_len).unwrap_or((input, ""));
    let words = words.trim_end();
    if let Ok((_, text)) = all_consuming(calendar::day_without_year).parse(words) {
        return fail(words, FactLineError::DateWithoutYear { text: text.to_owned(), at: Span::default() });
    }
    scope.places.push(words.to_owned());
    Ok((rest, ()))
}

fn starts_with_word<'a>(input: &'a str, word: &str) -> Option<&'a str> {
    let (start, after) = input.split_at_checked(word.len())?;
    (start.eq_ignore_ascii_case(word) && after.starts_with(' ')).then(|| after.trim_start())
}

fn ends_entry(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with(',')
}

fn linked_period<'a>(input: &'a str, name: &'static str, slot: &mut Option<Period>) -> Read<'a, ()> {
    match calendar::period(input) {
        Ok((rest, period)) if ends_entry(rest) => set(slot, period, input, rest, name),
        Err(nom::Err::Failure(wrong)) => Err(nom::Err::Failure(wrong)),
        _ => {
            let part = input.split(',').next().unwrap_or(input).trim_end();
            fail(part, FactLineError::PeriodExpected { word: name, at: Span::default() })
        }
    }
}

fn set<'a>(
    slot: &mut Option<Period>,
    period: Period,
    input: &'a str,
    rest: &'a str,
    kind: &'static str,
) -> Read<'a, ()> {
    if slot.is_some() {
        let part = input.get(..input.len() - rest.len()).unwrap_or(input);
        return fail(part, FactLineError::TwoPeriods { kind, at: Span::default() });
    }
    *slot = Some(period);
    Ok((rest, ()))
}
