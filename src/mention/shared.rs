//! What one mention lends to its neighbour: a unit to the other end, a month to the days of a list.

use rust_decimal::Decimal;

use crate::mention::amount::adopt_unit;
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

fn set_day(mentions: &mut [Mention], at: usize, month: u32, day: u32) {
    if let Some(mention) = mentions.get_mut(at) {
        mention.value = Value::Date(DateExpr { weekday: None, form: DateForm::MonthDay { month, day } });
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
