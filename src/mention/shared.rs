//! What one mention lends to its neighbour: a unit to the other end, a month to the days of a list.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::mention::amount::adopt_unit;
use crate::mention::cursor::Cursor;
use crate::mention::{DateExpr, DateForm, Mention, Value};
use crate::period::Period;
use crate::quantity::Quantity;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// `10, 13, 17 and 20 November`, `Feb. 12, 13 and 18`: bare numbers in a list with a date are days of its month.
pub(super) fn share_months(mentions: &mut [Mention], tokens: &[Token]) {
    let listed = |a: &Mention, b: &Mention| {
        b.tokens.start > a.tokens.end
            && b.tokens.start - a.tokens.end <= 2
            && tokens
                .get(a.tokens.end..b.tokens.start)
                .is_some_and(|t| t.iter().all(|t| t.is(',') || lexicon::is(t, Class::CONJUNCTION)))
    };
    let month = |m: &Mention| match &m.value {
        Value::Date(DateExpr { form: DateForm::MonthDay { month, .. }, .. }) => Some(*month),
        Value::Date(DateExpr { form: DateForm::Full(Period::Day(day)), .. }) => {
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

/// `-14` behind `March 12`, `through 14`: the last day of a range whose month is said once. Gives its token and the
/// date; a year behind it is both days'.
pub(super) fn last_day(input: Cursor<'_>, first: &DateExpr) -> Option<(Range<usize>, DateExpr)> {
    let DateForm::MonthDay { month, day: from } = first.form else { return None };
    let join = input.peek()?;
    let dashed = matches!(join.sign, '-' | '–' | '—') && join.kind == TokenKind::Sign;
    let at = input.at + 1;
    let number = input.tokens.get(at).filter(|t| t.kind == TokenKind::Number && t.span.len() <= 2)?;
    let day: u32 = number.text(input.prose).parse().ok().filter(|day| (from + 1..=31).contains(day))?;
    let next = input.tokens.get(at + 1);
    let joined = match dashed {
        true => number.glued == join.glued && !next.is_some_and(|t| t.glued && t.is('-')),
        // "from March 12 to 14 percent": what a noun or a sign follows is a number.
        false => {
            join.is_any(input.prose, &["through", "thru", "to", "until"])
                && next.is_none_or(|t| {
                    matches!(t.sign, ',' | '.' | ';' | ')' | ':') || lexicon::is(t, Class::FUNCTION)
                })
        }
    };
    if !joined {
        return None;
    }
    // The year, if there is one, is read with the last day.
    let year = next.filter(|t| t.is(',')).and_then(|_| input.tokens.get(at + 2));
    let year: Option<i32> = year
        .filter(|t| t.kind == TokenKind::Number && t.span.len() == 4)
        .and_then(|t| t.text(input.prose).parse().ok())
        .filter(|y| (1500..2200).contains(y));
    let end = if year.is_some() { at + 3 } else { at + 1 };
    Some((at..end, day_of(month, day, year)))
}

fn day_of(month: u32, day: u32, year: Option<i32>) -> DateExpr {
    let form = match year.and_then(|y| NaiveDate::from_ymd_opt(y, month, day)) {
        Some(date) => DateForm::Full(Period::Day(date)),
        None => DateForm::MonthDay { month, day },
    };
    DateExpr { weekday: None, form, part: None }
}

fn set_day(mentions: &mut [Mention], at: usize, month: u32, day: u32) {
    if let Some(mention) = mentions.get_mut(at) {
        mention.value =
            Value::Date(DateExpr { weekday: None, form: DateForm::MonthDay { month, day }, part: None });
    }
}

/// `from 2.2 to 1.9 percent`: the first end takes the unit of the second.
pub(super) fn share_units(mentions: &mut [Mention], tokens: &[Token]) {
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
