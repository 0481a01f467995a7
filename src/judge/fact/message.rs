//! What a finding says: the subject, the right value, the likely slip, and the text's own way to write it.

use rust_decimal::Decimal;

use crate::fact::{Fact, FactValue, Relation};
use crate::judge::fact::slip;
use crate::mention::Hedge;
use crate::period::Period;
use crate::quantity::{Quantity, grouped};

/// A fact's subject as the pack writes it: the line up to its brackets or relation.
pub(crate) fn subject(fact: &Fact) -> &str {
    let end = fact.line.find(['[', '=', '<', '>', '~', '!']).unwrap_or(fact.line.len());
    fact.line.get(..end).unwrap_or(&fact.line).trim()
}

/// A fact's value as a desk writes it.
pub(crate) fn value(fact: &Fact) -> String {
    let shown = match &fact.value {
        FactValue::Amount { quantity, counted } => match counted {
            Some(words) => format!("{quantity} {words}"),
            None => amount(quantity, fact),
        },
        FactValue::Range { low, high } => format!("{low} to {high}"),
        FactValue::Date(period) => period.to_string(),
        FactValue::DateRange { from, to } => format!("{from} to {to}"),
        FactValue::Name(name) => name.clone(),
        FactValue::Wording(words) => format!("“{words}”"),
    };
    match fact.relation {
        Relation::Equal => shown,
        Relation::NotEqual => format!("not {shown}"),
        Relation::Less => format!("less than {shown}"),
        Relation::AtMost => format!("at most {shown}"),
        Relation::More => format!("more than {shown}"),
        Relation::AtLeast => format!("at least {shown}"),
        Relation::About => format!("about {shown}"),
    }
}

/// `2:07:41` is kept as the pack writes it; seconds say nothing to a reader.
fn amount(quantity: &Quantity, fact: &Fact) -> String {
    if let Quantity::Measure { unit, .. } = quantity
        && *unit == crate::quantity::Unit::second()
        && let Some((_, written)) = fact.line.rsplit_once('=')
        && written.contains(':')
    {
        return written.trim().to_owned();
    }
    quantity.to_string()
}

/// The likely slip, told from the two numbers.
pub(crate) fn likely_slip(text: &Quantity, fact: &Quantity) -> Option<&'static str> {
    let (v, f) = (text.amount()?, fact.amount()?);
    if v == f || text.kind() != fact.kind() {
        return None;
    }
    if slip::transposed(v, f) {
        return Some("two digits are transposed");
    }
    let thousand = Decimal::from(1000);
    if v.checked_mul(thousand) == Some(f) || f.checked_mul(thousand) == Some(v) {
        return Some("off by a factor of a thousand (million for billion?)");
    }
    if v.checked_mul(Decimal::TEN) == Some(f) || f.checked_mul(Decimal::TEN) == Some(v) {
        return Some("off by a factor of ten");
    }
    None
}

/// A figure of quite another size, without the fact's digits. Eight times is a guess: slips of reporting that change
/// every digit and the size by more are rarer than other subjects.
pub(crate) fn far_off(text: &Quantity, fact: &Quantity) -> bool {
    // The right number in the wrong unit is a slip of the unit.
    if text != fact && text.amount() == fact.amount() {
        return false;
    }
    let in_unit = |q: &Quantity| match (q, fact) {
        (Quantity::Measure { amount, unit }, Quantity::Measure { unit: wanted, .. }) => {
            unit.convert(*amount, *wanted)
        }
        _ => q.amount(),
    };
    let (Some(v), Some(f)) = (in_unit(text), in_unit(fact)) else { return false };
    let (Some(v), Some(f)) = (Some(v.abs()), Some(f.abs())) else { return false };
    if text.kind() != fact.kind() || f.is_zero() || v.is_zero() {
        return false;
    }
    let mantissa = |d: Decimal| d.normalize().mantissa().to_string().trim_end_matches('0').to_owned();
    // Million for billion, a nought too many; a single digit in common says nothing of a figure far away.
    let digits = mantissa(f).len();
    let ratio = if v > f { v.checked_div(f) } else { f.checked_div(v) };
    if mantissa(v) == mantissa(f) && (digits > 1 || ratio.is_some_and(|r| r <= Decimal::ONE_THOUSAND)) {
        return false;
    }
    let eight = Decimal::from(8);
    f.checked_mul(eight).is_none_or(|limit| v > limit) || v.checked_mul(eight).is_some_and(|limit| limit < f)
}

/// The fact's value in the style of the words it replaces; `None` where no one spelling is right beyond doubt.
pub(crate) fn in_style(written: &str, hedge: Hedge, fact: &Fact) -> Option<String> {
    if hedge != Hedge::Exact || !matches!(fact.relation, Relation::Equal) {
        return None;
    }
    match &fact.value {
        FactValue::Amount { quantity, counted: _ } => amount_in_style(written, quantity, fact),
        FactValue::Range { low: Quantity::Count(low), high: Quantity::Count(high) } => {
            let joint =
                if written.starts_with("between") || written.contains(" and ") { " and " } else { " to " };
            Some(format!("{}{joint}{}", grouped(*low), grouped(*high)))
        }
        FactValue::Date(Period::Day(day)) => date_in_style(written, *day),
        FactValue::Date(Period::Year(year)) if written.len() == 4 => Some(year.to_string()),
        _ => None,
    }
}

fn amount_in_style(written: &str, quantity: &Quantity, fact: &Fact) -> Option<String> {
    let words = !written.bytes().any(|b| b.is_ascii_digit());
    match quantity {
        Quantity::Percent(n) => Some(if written.contains('%') {
            format!("{n}%")
        } else if written.contains("per cent") {
            format!("{n} per cent")
        } else if written.contains("percent") {
            format!("{n} percent")
        } else {
            return None;
        }),
        Quantity::Points(n) => Some(if written.contains("percentage") {
            format!("{n} percentage points")
        } else {
            format!("{n} points")
        }),
        Quantity::Count(n) => {
            let word = small_number(*n);
            match word {
                Some(word) if words => Some(match written.chars().next() {
                    Some(c) if c.is_uppercase() => capitalised(word),
                    _ => word.to_owned(),
                }),
                _ if words => None,
                _ => Some(quantity.to_string())
                    .filter(|s| !s.contains("illion") || written.contains("illion"))
                    .or_else(|| Some(grouped(*n))),
            }
        }
        Quantity::Money { .. } | Quantity::Version(_) | Quantity::Score { .. } => {
            (!words).then(|| quantity.to_string())
        }
        Quantity::Measure { .. } => {
            if words || written.contains('-') {
                return None;
            }
            Some(amount(quantity, fact))
        }
        Quantity::Ordinal(_) => (!words).then(|| quantity.to_string()),
        Quantity::Ratio { .. } | Quantity::Clock(_) | Quantity::Interval { .. } | Quantity::PValue(_) => None,
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Words for the numbers that desks spell out.
pub(crate) fn small_number(n: Decimal) -> Option<&'static str> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if n.scale() > 0 {
        return None;
    }
    usize::try_from(n).ok().and_then(|n| WORDS.get(n).copied())
}

/// `Feb. 28` → `Feb. 20`, `10 June` → `22 May`; the weekday, if one stood there, is recomputed.
fn date_in_style(written: &str, day: chrono::NaiveDate) -> Option<String> {
    use chrono::Datelike;
    let words: Vec<&str> = written.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let month_at = words.iter().position(|w| crate::period::month_number(w).is_some())?;
    let month_word = words.get(month_at)?;
    let full = crate::period::month_name(day.month());
    let month = if month_word.ends_with('.') || month_word.len() <= 4 && !full.starts_with(month_word) {
        abbreviated(day.month())?
    } else if crate::period::month_number(month_word) == Some(day.month()) {
        month_word
    } else {
        full
    };
    // "in March": a day would not fit its preposition.
    let is_day = |w: &&&str| w.len() <= 4 && w.starts_with(|c: char| c.is_ascii_digit());
    if words.len() != 2 || words.get(1 - month_at.min(1)).filter(is_day).is_none() {
        return None;
    }
    Some(if month_at == 0 { format!("{month} {}", day.day()) } else { format!("{} {month}", day.day()) })
}

fn abbreviated(month: u32) -> Option<&'static str> {
    const SHORT: [&str; 12] =
        ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];
    usize::try_from(month).ok().and_then(|m| SHORT.get(m.checked_sub(1)?).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_slip() {
        let count = |s: &str| Quantity::Count(Decimal::from_str_exact(s).unwrap());
        assert_eq!(likely_slip(&count("48"), &count("84")), Some("two digits are transposed"));
        assert_eq!(
            likely_slip(&count("1600000000"), &count("1600000")),
            Some("off by a factor of a thousand (million for billion?)")
        );
        assert_eq!(likely_slip(&count("50"), &count("500")), Some("off by a factor of ten"));
        assert_eq!(likely_slip(&count("5"), &count("4")), None);
    }

    #[test]
    fn keeps_the_style() {
        let day = chrono::NaiveDate::from_ymd_opt(2025, 2, 20).unwrap();
        assert_eq!(date_in_style("Feb. 28", day).as_deref(), Some("Feb. 20"));
        assert_eq!(date_in_style("28 February", day).as_deref(), Some("20 February"));
    }
}
