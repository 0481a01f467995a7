//! The one pass over a block's tokens.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::mention::cursor::{self, Cursor, Read, dash, one_of};
use crate::mention::number::Number;
use crate::mention::{
    Hedge, Mention, Value, clock, date, hedge, measure, money, number, ordinal, percent, ratio, version,
};
use crate::period;
use crate::quantity::{Quantity, Unit, words};
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// A value as a parser gives it.
struct Found {
    value: Value,
    step: Decimal,
    in_words: bool,
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
                if !label {
                    push(&mut out, prose, tokens, at, rest.at, found);
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
    if let Ok((rest, (time, _))) = clock::clock(input) {
        return Ok((rest, Found::exact(Value::Amount(time))));
    }
    if let Ok((rest, (quantity, step))) = measure::long_clock(input) {
        return Ok((rest, Found { value: Value::Amount(quantity), step, in_words: false }));
    }
    if token.kind == TokenKind::Number
        && is_year(input)
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

/// A number with whatever ties it: percent sign, currency, unit, whole.
fn quantity(input: Cursor<'_>) -> Read<'_, (Quantity, Decimal, bool)> {
    if let Ok((rest, (quantity, number))) = money::with_sign(input) {
        return Ok((rest, (quantity, number.step, false)));
    }
    // "half an hour", "half a point"; "half a million" is a number.
    if let Ok((rest, (quantity, step))) = half_point(input) {
        return Ok((rest, (quantity, step, true)));
    }
    if let Ok((rest, (quantity, step))) = measure::half_unit(input) {
        return Ok((rest, (quantity, step, true)));
    }
    let negative = input.peek().is_some_and(|t| t.is('-') || t.is('−'));
    if negative {
        // Only a minus that stands free of the word before it.
        let free = input.peek().is_some_and(|t| !t.glued) && input.ahead(1).is_some_and(|t| t.glued);
        if !free {
            return cursor::fail();
        }
        let (rest, mut number) = number::digits(input.next())?;
        number.value = -number.value;
        return tied(rest, number);
    }
    let number = number::number(input);
    // "half a million" is a number; "a third" and "two-thirds" are parts.
    if !matches!(&number, Ok((_, n)) if n.scaled)
        && let Ok((rest, fraction)) = ratio::fraction(input)
    {
        return Ok((rest, (fraction, Decimal::ZERO, true)));
    }
    match number {
        Ok((rest, number)) if !is_pronoun_one(input, rest) => tied(rest, number),
        Ok(_) => cursor::fail(),
        Err(error) => match measure::one_unit(input) {
            // "an hour" is an amount only behind a hedge: "under an hour".
            Ok((rest, (quantity, step))) if hedge_before(input) => Ok((rest, (quantity, step, true))),
            _ => Err(error),
        },
    }
}

/// "no one", "one another", "one of": not the number.
fn is_pronoun_one(input: Cursor<'_>, rest: Cursor<'_>) -> bool {
    rest.at == input.at + 1
        && input.text().eq_ignore_ascii_case("one")
        && (previous_is(input, &["no", "this", "that", "which", "any", "the", "every", "each"])
            || rest.peek().is_some_and(|t| {
                ["another", "of", "who", "that", "can", "could", "is", "was"].contains(&t.text(rest.prose))
            }))
}

fn hedge_before(input: Cursor<'_>) -> bool {
    hedge::before(input.prose, input.tokens, input.at).is_some()
}

/// `half a point`, `a quarter point`, `half-point`, `a full point`, `half of a percentage point`
fn half_point(input: Cursor<'_>) -> Read<'_, (Quantity, Decimal)> {
    use nom::Parser;
    use nom::combinator::opt;
    let (rest, _) = opt(one_of(&["a", "one"])).parse(input)?;
    let (rest, part) = one_of(&["half", "quarter", "full", "whole"])(rest)?;
    let (rest, _) = opt(cursor::hyphen).parse(rest)?;
    let (rest, _) = opt(cursor::word("of")).parse(rest)?;
    let (rest, _) = opt(cursor::word("a")).parse(rest)?;
    let (rest, worth) = percent::points_word(rest)?;
    let part = match part {
        0 => Decimal::new(5, 1),
        1 => Decimal::new(25, 2),
        _ => Decimal::ONE,
    };
    match part.checked_mul(worth) {
        // Meant within a tenth either way, as all halves in words.
        Some(value) => {
            Ok((rest, (Quantity::Points(value), value.checked_div(Decimal::from(5)).unwrap_or(value))))
        }
        None => cursor::fail(),
    }
}

fn tied(rest: Cursor<'_>, number: Number) -> Read<'_, (Quantity, Decimal, bool)> {
    let words = number.in_words;
    if let Ok((rest, (quantity, step))) = percent::percent_or_points(rest, &number) {
        return Ok((rest, (quantity, step, words)));
    }
    if let Ok((end, (quantity, step))) = money::with_word(rest, &number) {
        if let Ok((end, ())) = money::in_the_pound(end) {
            let whole = Decimal::from(100);
            return Ok((end, (Quantity::Ratio { part: number.value, whole }, number.step, words)));
        }
        return Ok((end, (quantity, step, words)));
    }
    if let Ok((rest, quantity)) = ratio::score(rest, &number) {
        return Ok((rest, (quantity, Decimal::ONE, words)));
    }
    if let Ok((rest, quantity)) = ratio::ratio(rest, &number) {
        return Ok((rest, (quantity, Decimal::ZERO, words)));
    }
    if let Ok((rest, (quantity, step))) = measure::with_unit(rest, &number) {
        return Ok((rest, (quantity, step, words)));
    }
    // "35m devices", "50k": a scale glued to digits counts where a word follows that is no unit.
    if let Some(token) = rest.peek()
        && token.glued
        && matches!(token.text(rest.prose), "k" | "K" | "M")
        && let Some(value) = number.value.checked_mul(Decimal::from(if token.text(rest.prose) == "M" {
            1_000_000
        } else {
            1000
        }))
    {
        let step = number.step.checked_mul(Decimal::from(1000)).unwrap_or(number.step);
        return Ok((rest.next(), (Quantity::Count(value), step, false)));
    }
    Ok((rest, (Quantity::Count(number.value), number.step, words)))
}

/// `1,200 to 1,500`, `between 2.2 and 1.6 percent`, `£1.2m-£1.5m`
fn range<'t>(input: Cursor<'t>, rest: Cursor<'t>, first: (Quantity, Decimal, bool)) -> Read<'t, Found> {
    let (low, step, in_words) = first;
    let single = Found { value: Value::Amount(low.clone()), step, in_words };
    let before =
        input.at.checked_sub(1).and_then(|i| input.tokens.get(i)).map_or("", |t| t.text(input.prose));
    let joined = if before.eq_ignore_ascii_case("between") {
        one_of(&["and"])(rest)
    } else if before.eq_ignore_ascii_case("from") || before.eq_ignore_ascii_case("by") || after_change(input)
    {
        return Ok((rest, single)); // two ends of a change, or a change and its result; the claim tells
    } else {
        nom::Parser::parse(&mut nom::branch::alt((one_of(&["to"]), |i| dash(i).map(|(r, ())| (r, 0)))), rest)
    };
    let Ok((after, _)) = joined else { return Ok((rest, single)) };
    let Ok((end, (high, high_step, _))) = quantity(after) else { return Ok((rest, single)) };
    let low = match adopt_unit(&low, &high) {
        Some(low) if low.kind() == high.kind() => low,
        _ => return Ok((rest, single)),
    };
    // "rose 5 to 120": with "to" the ends must grow; "between" states them as they are.
    if !before.eq_ignore_ascii_case("between") && low.amount() >= high.amount() {
        return Ok((rest, single));
    }
    if matches!(
        low,
        Quantity::Ratio { .. } | Quantity::Score { .. } | Quantity::Clock(_) | Quantity::Ordinal(_)
    ) {
        return Ok((rest, single));
    }
    Ok((end, Found { value: Value::Range { low, high }, step: step.min(high_step), in_words }))
}

/// "a rise of 5 to 12": what follows "to" is where the change led.
fn after_change(input: Cursor<'_>) -> bool {
    let token = |back: usize| input.at.checked_sub(back).and_then(|i| input.tokens.get(i));
    let changes = |t: Option<&Token>| t.is_some_and(|t| lexicon::is(t, Class::UP.and(Class::DOWN)));
    changes(token(1)) || token(1).is_some_and(|t| t.text(input.prose) == "of") && changes(token(2))
}

/// A bare number beside a number with a unit has that unit.
fn adopt_unit(bare: &Quantity, model: &Quantity) -> Option<Quantity> {
    let Quantity::Count(n) = bare else { return Some(bare.clone()) };
    match model {
        Quantity::Percent(_) => Some(Quantity::Percent(*n)),
        Quantity::Points(_) => Some(Quantity::Points(*n)),
        Quantity::Measure { unit, .. } => Some(Quantity::Measure { amount: *n, unit: *unit }),
        Quantity::Money { .. } => None,
        _ => Some(bare.clone()),
    }
}

/// `10, 13, 17 and 20 November`, `Feb. 12, 13 and 18`: bare numbers in a list with a date are days of its month.
fn share_months(mentions: &mut [Mention], tokens: &[Token]) {
    let listed = |a: &Mention, b: &Mention| {
        b.tokens.start > a.tokens.end
            && b.tokens.start - a.tokens.end <= 2
            && tokens
                .get(a.tokens.end..b.tokens.start)
                .is_some_and(|t| t.iter().all(|t| t.is(',') || lexicon::is(t, Class::CONJUNCTION)))
    };
    let month = |m: &Mention| match &m.value {
        Value::Date(date::DateExpr { form: date::DateForm::MonthDay { month, .. }, .. }) => Some(*month),
        Value::Date(date::DateExpr { form: date::DateForm::Full(period::Period::Day(day)), .. }) => {
            Some(chrono::Datelike::month(day))
        }
        _ => None,
    };
    let day = |m: &Mention| match &m.value {
        Value::Amount(Quantity::Count(n))
            if !m.in_words && n.scale() == 0 && *n >= Decimal::ONE && *n <= Decimal::from(31) =>
        {
            u32::try_from(*n).ok()
        }
        _ => None,
    };
    for i in (1..mentions.len()).rev() {
        let Some((a, b)) = mentions.get(i - 1).zip(mentions.get(i)) else { continue };
        if let (true, Some(month), Some(day)) = (listed(a, b), month(b), day(a)) {
            set_day(mentions, i - 1, month, day);
        }
    }
    for i in 1..mentions.len() {
        let Some((a, b)) = mentions.get(i - 1).zip(mentions.get(i)) else { continue };
        if let (true, Some(month), Some(day)) = (listed(a, b), month(a), day(b)) {
            set_day(mentions, i, month, day);
        }
    }
}

fn set_day(mentions: &mut [Mention], at: usize, month: u32, day: u32) {
    if let Some(mention) = mentions.get_mut(at) {
        mention.value =
            Value::Date(date::DateExpr { weekday: None, form: date::DateForm::MonthDay { month, day } });
    }
}

/// `from 2.2 to 1.9 percent`: the first end takes the unit of the second.
fn share_units(mentions: &mut [Mention], tokens: &[Token]) {
    for i in 1..mentions.len() {
        let Some((first, second)) = mentions.get(i - 1).zip(mentions.get(i)) else { continue };
        let joined = second.core.start == first.tokens.end + 1
            && tokens.get(first.tokens.end).is_some_and(|t| t.kind == TokenKind::Word && t.span.len() == 2);
        let (Value::Amount(a), Value::Amount(b)) = (&first.value, &second.value) else { continue };
        if !joined || a.kind() == b.kind() || !matches!(a, Quantity::Count(_)) {
            continue;
        }
        if let Some(shared) = adopt_unit(a, b)
            && let Some(first) = mentions.get_mut(i - 1)
        {
            first.value = Value::Amount(shared);
        }
    }
}

/// `doubled`, `twofold`, `several`, `dozens`, `most`, `no`
fn times_or_vague(input: Cursor<'_>) -> Read<'_, Found> {
    let Some(token) = input.peek().filter(|t| t.kind == TokenKind::Word && t.span.len() <= 12) else {
        return cursor::fail();
    };
    let mut buffer = [0; 16];
    let lower = token.lower(input.prose, &mut buffer);
    let times = |n: Decimal| {
        Ok((input.next(), Found { value: Value::Times(n), step: Decimal::ZERO, in_words: true }))
    };
    match lower {
        "doubled" | "doubles" | "doubling" | "double" | "twofold" => return times(Decimal::TWO),
        "tripled" | "triples" | "tripling" | "triple" | "threefold" => return times(Decimal::from(3)),
        "quadrupled" | "quadruples" | "quadrupling" | "fourfold" => return times(Decimal::from(4)),
        "fivefold" => return times(Decimal::from(5)),
        "tenfold" => return times(Decimal::from(10)),
        "halved" | "halves" | "halving" => return times(Decimal::new(5, 1)),
        _ => {}
    }
    let vague = |rest: Cursor<'_>, low: i64, high: Option<i64>, share: bool| {
        let value = Value::Vague { low: Decimal::from(low), high: high.map(Decimal::from), share };
        (rest.at, Found { value, step: Decimal::ZERO, in_words: true })
    };
    // Intervals of everyday use; far outside them no reader would let the word stand.
    let (at, found) = match lower {
        "several" => vague(input.next(), 3, Some(20), false),
        "few" if previous_is(input, &["a"]) => vague(input.next(), 2, Some(12), false),
        "handful" => vague(input.next(), 2, Some(12), false),
        "dozens" => vague(input.next(), 20, Some(300), false),
        "hundreds" => vague(input.next(), 150, Some(3_000), false),
        "thousands" => vague(input.next(), 1_500, Some(300_000), false),
        "millions" => vague(input.next(), 1_500_000, None, false),
        "most" if !previous_is(input, &["the", "at", "its"]) => vague(input.next(), 50, Some(100), true),
        "mostly" => vague(input.next(), 50, Some(100), true),
        "majority" => vague(input.next(), 50, Some(100), true),
        "pair" | "couple" if previous_is(input, &["a"]) => {
            let value = Value::Amount(Quantity::Count(Decimal::TWO));
            (input.at + 1, Found { value, step: Decimal::ONE, in_words: true })
        }
        "no" | "none" | "nil" if next_is_noun(input) || lower != "no" => {
            let value = Value::Amount(Quantity::Count(Decimal::ZERO));
            (input.at + 1, Found { value, step: Decimal::ONE, in_words: true })
        }
        _ => return cursor::fail(),
    };
    Ok((Cursor { at, ..input }, found))
}

fn previous_is(input: Cursor<'_>, words: &[&str]) -> bool {
    input
        .at
        .checked_sub(1)
        .and_then(|i| input.tokens.get(i))
        .is_some_and(|t| words.iter().any(|w| t.text(input.prose).eq_ignore_ascii_case(w)))
}

fn next_is_noun(input: Cursor<'_>) -> bool {
    input.ahead(1).is_some_and(|t| {
        t.kind == TokenKind::Word
            && !t.glued
            && !lexicon::is(
                t,
                Class::FUNCTION.and(Class::PRONOUN).and(Class::MORE).and(Class::LESS).and(Class::ADVERB),
            )
    })
}

/// A bare number of four digits is a year where the words around it make it one.
fn is_year(input: Cursor<'_>) -> bool {
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

/// "the current one", "this one": a pronoun.
fn stands_for_a_noun(prose: &str, tokens: &[Token], start: usize, end: usize) -> bool {
    let one = end == start + 1 && tokens.get(start).is_some_and(|t| t.is_any(prose, &["one"]));
    let before = start.checked_sub(1).and_then(|i| tokens.get(i));
    let next = tokens.get(end);
    one && before.is_some_and(|t| {
        lexicon::is(t, Class::DETERMINER.and(Class::COLOUR)) && !t.is_any(prose, &["only", "just"])
    }) && next.is_none_or(|t| t.kind == TokenKind::Sign && !t.is('-') || lexicon::is(t, Class::FUNCTION))
}

/// Numerals that name a thing and count nothing: `Highway 9`, `Boeing 737`, `Chapter 11`, phone numbers, `9/11`.
fn is_label(prose: &str, tokens: &[Token], start: usize, end: usize, found: &Found) -> bool {
    let Some(token) = tokens.get(start) else { return false };
    let plain = matches!(found.value, Value::Amount(Quantity::Count(_) | Quantity::Score { .. }));
    let before = start.checked_sub(1).and_then(|i| tokens.get(i));
    let next = tokens.get(end);
    // "9/11", "24/7", "1/2": digits on both sides of a slash that no ratio took.
    let slashed = |t: Option<&Token>| t.is_some_and(|t| t.is('/') && t.glued);
    if plain && (slashed(next) || slashed(before)) {
        return true;
    }
    if !plain {
        // A version or ordinal in a label ("Windows 3.1.1") stays what it is.
        return false;
    }
    // Phone numbers: groups of digits tied by hyphens; "$50-100" has a currency and is none.
    if let Value::Amount(Quantity::Score { left, right }) = &found.value
        && (right.normalize() >= Decimal::from(100) && *left >= Decimal::from(100)
            || slashed_digits(tokens, end))
    {
        return true;
    }
    let Some(before) = before else { return false };
    // "COVID-19", "G-7", "TPP-11": tied to a word by a hyphen.
    if before.is('-') && before.glued && token.glued {
        let word = start.checked_sub(2).and_then(|i| tokens.get(i));
        // Digits before the hyphen as well: the rest of a telephone number.
        return word.is_some_and(|t| match t.kind {
            TokenKind::Word => t.capital || !is_number_word(t, prose),
            TokenKind::Number => true,
            TokenKind::Sign => false,
        });
    }
    if token.kind != TokenKind::Number || before.kind != TokenKind::Word {
        return false;
    }
    let text = before.text(prose);
    // Emergency and other numbers that are dialled.
    const DIALLED: &[&str] =
        &["dial", "call", "phone", "ring", "text", "dialling", "dialing", "calling", "channel", "extension"];
    let followed_by_noun =
        next.is_some_and(|t| t.kind == TokenKind::Word && !t.capital && !lexicon::is(t, Class::FUNCTION));
    static DIALLED_KEYS: LazyLock<BTreeSet<u64>> = LazyLock::new(|| {
        DIALLED.iter().flat_map(|w| [crate::text::key_of(w), crate::text::stem_of(w)]).collect()
    });
    if !followed_by_noun && (DIALLED_KEYS.contains(&before.key) || DIALLED_KEYS.contains(&before.stem)) {
        return true;
    }
    // Numbered parts of a text or building.
    const NUMBERED: &[&str] = &[
        "page",
        "chapter",
        "section",
        "article",
        "paragraph",
        "route",
        "highway",
        "flight",
        "room",
        "gate",
        "question",
        "step",
        "figure",
        "table",
        "item",
        "lot",
        "bus",
        "line",
    ];
    if !found.in_words && NUMBERED.iter().any(|w| text.eq_ignore_ascii_case(w)) {
        return true;
    }
    // A name with a number: a capital that no sentence start explains, and no function word.
    let sentence_start = start < 2
        || tokens.get(start - 2).is_some_and(|t| {
            t.kind == TokenKind::Sign && matches!(t.sign, '.' | '!' | '?' | ':' | '”' | '"' | '“' | '•')
        });
    before.capital
        && !token.glued
        && !lexicon::is(
            before,
            Class::FUNCTION
                .and(Class::ADVERB)
                .and(Class::PART)
                .and(Class::COLOUR)
                .and(Class::NEGATION)
                .and(Class::PRONOUN)
                .and(Class::TRIGGER)
                .and(Class::MODAL),
        )
        && (!sentence_start || !followed_by_noun)
        && token.text(prose).len() <= 4
        && !token.text(prose).contains([',', '.'])
}

fn slashed_digits(tokens: &[Token], end: usize) -> bool {
    tokens.get(end).is_some_and(|t| t.is('-') && t.glued)
        && tokens.get(end + 1).is_some_and(|t| t.glued && t.kind == TokenKind::Number)
}

fn is_number_word(token: &Token, prose: &str) -> bool {
    words::cardinal(token.lower(prose, &mut [0; 16])).is_some()
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
