//! The one pass over a block's tokens.

use rust_decimal::Decimal;

use crate::mention::amount::{quantity, range};
use crate::mention::cursor::{self, Cursor, Read};
use crate::mention::label::{is_label, stands_for_a_noun};
use crate::mention::shared::{last_day, share_months, share_units};
use crate::mention::vague::times_or_vague;
use crate::mention::{DateForm, Hedge, Mention, Value, clock, date, hedge, measure, ordinal, version};
use crate::period::Period;
use crate::quantity::{Quantity, Unit};
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// A value as a parser gives it.
pub(super) struct Found {
    pub(super) value: Value,
    pub(super) step: Decimal,
    pub(super) in_words: bool,
}

impl Found {
    fn exact(value: Value) -> Found {
        Found { value, step: Decimal::ZERO, in_words: false }
    }
}

/// Every mention of a block, in order, none overlapping.
pub(crate) fn recognise(prose: &str, tokens: &[Token]) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let begins = match token.kind {
            TokenKind::Number => true,
            TokenKind::Sign => matches!(
                token.sign,
                '$' | '€' | '£' | '¥' | '₹' | '₩' | '₽' | '₺' | '₪' | '₴' | '#' | '-' | '−'
            ),
            TokenKind::Word => {
                lexicon::is(token, Class::TRIGGER)
                    && (!lexicon::is(token, Class::LEAD) || leads_on(tokens.get(at + 1)))
                    || is_code(token, prose)
            }
        };
        if !begins {
            at += 1;
            continue;
        }
        let input = Cursor::new(prose, tokens, at);
        match value(input) {
            Ok((rest, found)) if rest.at > at => {
                let label = is_label(prose, tokens, at, rest.at, &found)
                    || stands_for_a_noun(prose, tokens, at, rest.at);
                let found = if is_age(prose, tokens, at, rest.at, &found) { aged(found) } else { found };
                let last = match &found.value {
                    Value::Date(first) => last_day(rest, first),
                    _ => None,
                };
                if !label {
                    let start = at - lead(&out, input, &found);
                    push(&mut out, prose, tokens, start, rest.at, found);
                }
                if let Some((core, date)) = last {
                    with_year_of(&mut out, &date);
                    push(&mut out, prose, tokens, core.start, core.end, Found::exact(Value::Date(date)));
                }
                at = out.last().map_or(rest.at, |m| m.tokens.end.max(rest.at));
            }
            _ => at += 1,
        }
    }
    share_units(&mut out, tokens);
    share_months(&mut out, tokens);
    out
}

/// Tokens before a date that belong to it, `mid-` and `the end of`, unless another mention has them.
fn lead(out: &[Mention], input: Cursor<'_>, found: &Found) -> usize {
    let Value::Date(date) = &found.value else { return 0 };
    let tokens = date.part.and_then(|_| date::part_before(input, date)).map_or(0, |(_, tokens)| tokens);
    if out.last().is_none_or(|m| m.tokens.end + tokens <= input.at) { tokens } else { 0 }
}

/// `March 12-14, 2025`: the year is the first day's as well.
fn with_year_of(out: &mut [Mention], last: &date::DateExpr) {
    let DateForm::Full(Period::Day(day)) = last.form else { return };
    if let Some(Mention { value: Value::Date(first), .. }) = out.last_mut()
        && let DateForm::MonthDay { month, day: from } = first.form
        && let Some(from) = chrono::NaiveDate::from_ymd_opt(chrono::Datelike::year(&day), month, from)
    {
        first.form = DateForm::Full(Period::Day(from));
    }
}

/// `Arnaud Clement, 24, …`: a number between commas behind a name is an age.
fn is_age(prose: &str, tokens: &[Token], start: usize, end: usize, found: &Found) -> bool {
    let Value::Amount(Quantity::Count(n)) = &found.value else { return false };
    let before = |back: usize| start.checked_sub(back).and_then(|i| tokens.get(i));
    let name = |t: &Token| {
        t.kind == TokenKind::Word
            && t.capital
            && t.span.len() > 2
            && !lexicon::is(t, Class::CALENDAR.and(Class::FUNCTION))
    };
    n.scale() == 0
        && *n > Decimal::ZERO
        && *n < Decimal::from(111)
        && !found.in_words
        && before(1).is_some_and(|t| t.is(','))
        && before(2).is_some_and(name)
        && tokens.get(end).is_some_and(|t| t.is(',') || t.is('(') || t.is('.') && before(3).is_some_and(name))
        && !tokens.get(end + 1).is_some_and(|t| t.kind == TokenKind::Number)
        && before(2).is_some_and(|t| crate::period::month_number(t.bare(prose)).is_none())
}

fn aged(found: Found) -> Found {
    match (found.value, Unit::from_word("year old")) {
        (Value::Amount(Quantity::Count(amount)), Some(unit)) => {
            Found { value: Value::Amount(Quantity::Measure { amount, unit }), ..found }
        }
        (value, _) => Found { value, ..found },
    }
}

/// Most of what stands behind "a" or "the" makes no value of it; one look at the next word settles that.
fn leads_on(next: Option<&Token>) -> bool {
    next.is_some_and(|next| next.kind != TokenKind::Word || lexicon::is(next, Class::SECOND))
}

/// `Q2`, `FY2025`, `USD`: words of capitals and digits.
fn is_code(token: &Token, prose: &str) -> bool {
    token.capital && token.span.len() <= 6 && {
        let text = prose.as_bytes().get(token.span.range());
        matches!(text.unwrap_or(&[]), [b'Q', b'1'..=b'4'] | [b'F', b'Y', ..])
    }
}

fn push(out: &mut Vec<Mention>, prose: &str, tokens: &[Token], start: usize, end: usize, found: Found) {
    let floor = out.last().map_or(0, |m| m.tokens.end);
    let mut mention_start = start;
    let mut mention_end = end;
    let mut how = Hedge::Exact;
    let hedgeable = !matches!(found.value, Value::Date(_));
    if hedgeable {
        if let Some((hedge, from)) = hedge::before(prose, tokens, start)
            && from >= floor
        {
            how = hedge;
            mention_start = from;
        }
        if let Some((hedge, to)) = hedge::after(prose, tokens, end) {
            how = hedge;
            mention_end = to;
        }
    }
    let (Some(first), Some(last)) = (tokens.get(start), tokens.get(end - 1)) else { return };
    let (Some(hedge_first), Some(hedge_last)) = (tokens.get(mention_start), tokens.get(mention_end - 1))
    else {
        return;
    };
    let compound = tokens.get(end).is_some_and(|t| t.is('-') && t.glued)
        && tokens.get(end + 1).is_some_and(|t| t.glued && t.kind == TokenKind::Word)
        || tokens.get(start + 1).is_some_and(|t| t.is('-') && t.glued)
            && matches!(found.value, Value::Amount(Quantity::Measure { .. }));
    out.push(Mention {
        tokens: mention_start..mention_end,
        core: start..end,
        span: hedge_first.span.cover(hedge_last.span),
        core_span: first.span.cover(last.span),
        value: found.value,
        hedge: how,
        step: found.step,
        in_words: found.in_words,
        compound,
    });
}

/// Any value that begins here.
fn value(input: Cursor<'_>) -> Read<'_, Found> {
    let Some(token) = input.peek() else { return cursor::fail() };
    // A sign begins an amount of money, a negative number or a place in an order, and nothing else.
    if token.kind == TokenKind::Sign {
        return match quantity(input) {
            Ok((rest, first)) => range(input, rest, first),
            Err(_) => {
                let (rest, quantity) = ordinal::ordinal(input)?;
                let value = Value::Amount(quantity);
                Ok((rest, Found { value, step: Decimal::ONE, in_words: false }))
            }
        };
    }
    if let Ok((rest, date)) = date::date(input) {
        return Ok((rest, Found::exact(Value::Date(date))));
    }
    if let Ok((rest, version)) = version::version(input) {
        return Ok((rest, Found::exact(Value::Amount(version))));
    }
    if let Ok((rest, time)) = clock::clock(input) {
        return Ok((rest, Found::exact(Value::Amount(time))));
    }
    if let Ok((rest, (quantity, step))) = measure::long_clock(input) {
        return Ok((rest, Found { value: Value::Amount(quantity), step, in_words: false }));
    }
    if token.kind == TokenKind::Number
        && date::is_year(input)
        && let Ok((rest, date)) = date::year_like(input)
    {
        return Ok((rest, Found::exact(Value::Date(date))));
    }
    if let Ok((rest, quantity)) = ordinal::in_digits(input) {
        return Ok((rest, Found { value: Value::Amount(quantity), step: Decimal::ONE, in_words: false }));
    }
    if token.kind == TokenKind::Word
        && let Ok((rest, quantity)) = ordinal::tens_and_unit(input)
    {
        return Ok((rest, Found { value: Value::Amount(quantity), step: Decimal::ONE, in_words: true }));
    }
    if let Ok((rest, first)) = quantity(input) {
        return range(input, rest, first);
    }
    if let Ok((rest, found)) = times_or_vague(input) {
        return Ok((rest, found));
    }
    let (rest, quantity) = ordinal::ordinal(input)?;
    Ok((
        rest,
        Found { value: Value::Amount(quantity), step: Decimal::ONE, in_words: token.kind == TokenKind::Word },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn seen(prose: &str) -> String {
        let tokens = tokenize(prose);
        recognise(prose, &tokens)
            .iter()
            .map(|m| {
                let value = match &m.value {
                    Value::Amount(q) => q.to_string(),
                    Value::Range { low, high } => format!("{low}..{high}"),
                    Value::Times(n) => format!("x{n}"),
                    Value::Vague { low, high, .. } => format!("{low}~{}", high.unwrap_or_default()),
                    Value::Date(d) => {
                        d.resolve("2025-02-13".parse().ok()).map_or("?".into(), |p| p.to_string())
                    }
                };
                let hedge =
                    if m.hedge == Hedge::Exact { String::new() } else { format!("{} ", m.hedge.as_str()) };
                format!("{hedge}{value}")
            })
            .collect::<Vec<_>>()
            .join(" | ")
    }

    #[test]
    fn speaks() {
        let mut wrong = Vec::new();
        for (prose, expected) in [
            ("fell 8.2% in 2024", "8.2% | 2024"),
            ("about 8 percent", "about 8%"),
            ("just over a quarter", "just-over 1 in 4"),
            ("Sixty-five fewer people", "65"),
            ("between 1,200 and 1,500 a day", "1,200..1,500"),
            ("1,200 to 1,500 deportations", "1,200..1,500"),
            ("from 24 MB to 18 MB", "24 MB | 18 MB"),
            ("between 2.2 and 1.6 percent", "2.2%..1.6%"),
            ("0.25 of a percentage point", "0.25 percentage points"),
            ("half a point", "0.5 percentage points"),
            ("25 basis points", "0.25 percentage points"),
            ("roughly half a million", "about 500,000"),
            ("$4.2 billion, £1.2m and €300m", "$4.2 billion | £1.2 million | €300 million"),
            ("86p of every pound", "86 in 100"),
            ("one student in five", "1 in 5"),
            ("8 out of 10, or 8/10", "8 in 10 | 8 in 10"),
            ("less than half a kilo", "less-than 0.5 kg"),
            ("under an hour", "less-than 1 hour"),
            ("an hour and a half", "1.5 hours"),
            ("a vote of 6-3", "6-3"),
            ("10–15 miles", "10 miles..15 miles"),
            ("between 59 and 84 basis points", "0.59 percentage points..0.84 percentage points"),
            ("sold two mln cars", "2 million"),
            ("the 38th race, the third time", "38th | 3rd"),
            ("in 2:07:41", "7,661 seconds"),
            ("at 8:15 a.m.", "08:15"),
            ("at quarter past eight", "08:15"),
            ("version 3.2.1", "3.2.1"),
            ("an 11.2-inch screen", "11.2 inches"),
            ("a 31-mile stretch", "31 miles"),
            ("a 51-year-old", "51 years old"),
            ("54 degrees Fahrenheit, 54 F", "54 F | 54 F"),
            ("nearly two dozen countries", "just-under 24"),
            ("at least five years", "at-least 5 years"),
            ("more than 6 million votes", "more-than 6 million"),
            ("has doubled", "x2"),
            ("no meetings", "0"),
            ("dozens of people", "20~300"),
            ("Thursday, Feb. 20", "February 20, 2025"),
            ("in the 1990s and 2024-25", "1990s | 2024-25"),
            ("founded in 1987", "1987"),
            ("employs 1950 people", "1,950"),
            ("four dollars", "$4"),
            ("two-thirds of them", "2 in 3"),
        ] {
            if seen(prose) != expected {
                wrong.push(format!("{prose}: {} instead of {expected}", seen(prose)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn stays_silent() {
        let mut wrong = Vec::new();
        for prose in [
            "on Highway 9 and Interstate 95",
            "a Boeing 737 over Fox 4",
            "call 911 or dial 988",
            "after 9/11, open 24/7",
            "COVID-19 and the TPP-11",
            "under Chapter 11 and Section 230",
            "the Slate 2 and Heron 3",
            "on page 40",
            "no one came",
            "at 555-0142-331",
        ] {
            if !seen(prose).is_empty() {
                wrong.push(format!("{prose}: {}", seen(prose)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
