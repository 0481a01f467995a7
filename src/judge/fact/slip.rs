//! A slip of the pen as evidence: a wrong figure that has the right one's digits is meant for it, whatever else is said.
//!
//! The chance that another number of the same kind has a fact's digits in another order falls tenfold with each digit,
//! so the number of digits is the strength of the evidence.

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::fact::Fact;
use crate::period::Period;
use crate::quantity::{Kind, Quantity, Unit};

/// How many digits speak for a slip; 0 where nothing does.
pub(crate) type Strength = u8;

/// A slip that needs no subject near it.
pub(crate) const STRONG: Strength = 4;
/// A slip that makes good for half a subject.
pub(crate) const FAIR: Strength = 3;

/// The strength with which `text` is `fact` with two digits swapped or its scale mistaken.
pub(crate) fn of_figure(text: &Quantity, fact: &Quantity, of: &Fact) -> Strength {
    // "3.1 percent" for 3.1 points: the figure is right and what it counts is not.
    if let (Quantity::Percent(v), Quantity::Points(f)) | (Quantity::Points(v), Quantity::Percent(f)) =
        (text, fact)
    {
        return if v == f { significant(*f) + 1 } else { 0 };
    }
    if text.kind() != fact.kind() {
        return 0;
    }
    if let (Some(v), Some(f)) = (clock_digits(text, of), clock_digits(fact, of)) {
        return if swapped(v.as_bytes(), f.as_bytes()) { STRONG } else { 0 };
    }
    // "Two in five" for three in five.
    if let (Quantity::Ratio { whole, .. }, Quantity::Ratio { whole: of, .. }) = (text, fact) {
        return if whole == of && text != fact { FAIR } else { 0 };
    }
    // "18,900 pounds" for 18,900 tons
    if let (Quantity::Measure { amount, unit }, Quantity::Measure { amount: wanted, unit: of }) = (text, fact)
        && amount == wanted
        && unit != of
    {
        return significant(*wanted) + 2;
    }
    let (Some(v), Some(f)) = (text.amount(), fact.amount()) else { return 0 };
    let digits = significant(f).max(significant(v));
    // A unit or a currency leaves few numbers that it might be instead.
    let tied = match fact.kind() {
        // There are few numbers of this size in a story.
        Kind::Count => u8::from(f >= Decimal::from(10_000) && digits > 2),
        Kind::Percent => u8::from(digits == 2 && f.scale() > 0),
        Kind::Points | Kind::Ratio | Kind::Ordinal => 0,
        _ => 1,
    };
    let same = v != f && digits_of(v) == digits_of(f);
    if transposed(v, f) {
        if digits < 2 { 0 } else { digits + tied }
    } else if digits > 2 && reordered(v, f) {
        // 1,480 for 1,048: its digits, but in no order that a finger slips into.
        digits + tied - 1
    } else if same && scale_word(v, f) && digits > 1 {
        digits + tied + 1
    } else if same && digits > 2 {
        // A nought too many: such figures are also of other things.
        digits + tied - 1
    } else {
        0
    }
}

/// As [`of_figure`], for both ends of a range: one is right, the other has its digits.
pub(crate) fn of_range(text: (&Quantity, &Quantity), fact: (&Quantity, &Quantity), of: &Fact) -> Strength {
    match (text.0 == fact.0, text.1 == fact.1) {
        (true, false) => of_figure(text.1, fact.1, of).max(FAIR),
        (false, true) => of_figure(text.0, fact.0, of).max(FAIR),
        _ => 0,
    }
}

/// Whether a date is the fact's with a digit lost, added or mistaken, in the right month of another year, or on the
/// right day of another month.
pub(crate) fn of_date(text: Period, fact: Period) -> bool {
    match (text, fact) {
        (Period::Day(v), Period::Day(f)) => {
            let digit = v.year() == f.year() && v.month() == f.month() && one_digit_off(v.day(), f.day());
            let month = v.year() == f.year() && v.month() != f.month() && v.day() == f.day();
            let year = v.year() != f.year() && v.month() == f.month() && v.day() == f.day();
            digit || month || year
        }
        (Period::Year(v), Period::Year(f)) => {
            v != f
                && (v / 100 == f / 100 || v % 100 == f % 100)
                && (v % 10 == f % 10 || v / 10 == f / 10 || turned(v, f))
        }
        (Period::Month { year: v, month: a }, Period::Month { year: f, month: b }) => (v == f) != (a == b),
        _ => false,
    }
}

/// 1 for 10, 5 for 15, 13 for 23, 12 for 21.
fn one_digit_off(a: u32, b: u32) -> bool {
    let (low, high) = (a.min(b), a.max(b));
    if low == high {
        return false;
    }
    if low < 10 && high >= 10 {
        return high / 10 == low || high % 10 == low;
    }
    low >= 10 && (low % 10 == high % 10 || low / 10 == high % 10 && low % 10 == high / 10)
}

fn turned(a: i32, b: i32) -> bool {
    a / 100 == b / 100 && a % 100 / 10 == b % 10 && a % 10 == b % 100 / 10
}

/// The digits without noughts at the end.
fn digits_of(value: Decimal) -> u128 {
    let mut mantissa = value.mantissa().unsigned_abs();
    while mantissa != 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
    }
    mantissa
}

/// How many digits it is written with.
fn length(value: Decimal) -> u32 {
    value.mantissa().unsigned_abs().checked_ilog10().map_or(1, |log| log + 1)
}

/// The same digits in another order, at the same place of the decimal point.
fn reordered(v: Decimal, f: Decimal) -> bool {
    v != f && v.scale() == f.scale() && length(v) == length(f) && signature(v) == signature(f)
}

/// Digits that are not noughts at either end.
pub(crate) fn significant(value: Decimal) -> u8 {
    let mut mantissa = digits_of(value);
    let mut digits = 0;
    while mantissa != 0 {
        mantissa /= 10;
        digits += 1;
    }
    digits
}

/// What a figure and any transposition or rescaling of it share: how often it has each digit but nought.
pub(crate) fn signature(value: Decimal) -> u64 {
    let mut mantissa = value.mantissa().unsigned_abs();
    let mut counts = 0;
    while mantissa != 0 {
        let digit = mantissa % 10;
        if digit != 0 {
            counts += 1_u64 << (digit * 6);
        }
        mantissa /= 10;
    }
    counts
}

/// Million for billion, and the like.
pub(crate) fn scale_word(v: Decimal, f: Decimal) -> bool {
    let thousand = Decimal::ONE_THOUSAND;
    f.abs().max(v.abs()) >= Decimal::from(1_000_000)
        && (v.checked_mul(thousand) == Some(f) || f.checked_mul(thousand) == Some(v))
}

/// The same digits with two neighbours swapped, at the same place of the decimal point.
pub(crate) fn transposed(v: Decimal, f: Decimal) -> bool {
    if v.scale() != f.scale() {
        return false;
    }
    let (mut a, mut b) = (v.mantissa().unsigned_abs(), f.mantissa().unsigned_abs());
    // From the last digit on: equal up to the pair, turned in the pair, equal behind it.
    while a % 10 == b % 10 {
        if a == b {
            return false;
        }
        (a, b) = (a / 10, b / 10);
    }
    let pair = (a % 10, a / 10 % 10);
    pair == (b / 10 % 10, b % 10) && a / 100 == b / 100 && (a >= 10 && b >= 10)
}

fn swapped(a: &[u8], b: &[u8]) -> bool {
    let differing: Vec<usize> = (0..a.len().min(b.len())).filter(|i| a.get(*i) != b.get(*i)).collect();
    a.len() == b.len()
        && matches!(differing.as_slice(), [i, j] if *j == i + 1 && a.get(*i) == b.get(*j) && a.get(*j) == b.get(*i))
}

/// `2:07:41` from seconds, where the pack writes the fact so.
fn clock_digits(quantity: &Quantity, of: &Fact) -> Option<String> {
    let Quantity::Measure { amount, unit } = quantity else { return None };
    let written = of.line.rsplit_once('=').is_some_and(|(_, v)| v.matches(':').count() == 2);
    if !written || *unit != Unit::second() {
        return None;
    }
    let total = u64::try_from(amount.trunc()).ok()?;
    Some(format!("{}{:02}{:02}", total / 3600, total / 60 % 60, total % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_a_digit_apart() {
        let day = |s: &str| Period::Day(s.parse().unwrap());
        for (text, fact, expected) in [
            ("2025-06-01", "2025-06-10", true),
            ("2025-05-15", "2025-05-05", true),
            ("2025-11-30", "2025-11-20", true),
            ("2025-10-13", "2025-10-23", true),
            ("2025-02-12", "2025-02-21", true),
            ("2025-02-12", "2025-02-13", false),
            ("2025-03-20", "2025-02-20", true),
            ("2022-03-14", "2023-03-14", true),
            ("2025-03-14", "2025-04-02", false),
        ] {
            assert_eq!(of_date(day(text), day(fact)), expected, "{text} for {fact}");
        }
        for (text, fact, expected) in
            [(1998, 1988, true), (1978, 1987, true), (2019, 1987, false), (1988, 1987, true)]
        {
            assert_eq!(of_date(Period::Year(text), Period::Year(fact)), expected, "{text} for {fact}");
        }
    }

    #[test]
    fn signatures_meet() {
        let n = |s: &str| Decimal::from_str_exact(s).unwrap();
        assert_eq!(signature(n("18462")), signature(n("18642")));
        assert_eq!(signature(n("276.8")), signature(n("276800000000")));
        assert_ne!(signature(n("18462")), signature(n("18463")));
        assert_eq!(significant(n("1200000")), 2);
        assert_eq!(significant(n("8.20")), 2);
    }
}
