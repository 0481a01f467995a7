//! Lengths of time, and how long it is from one point to another: the candidates, since ends are counted in several ways.

use chrono::{Datelike, Months, NaiveDate, Timelike};
use rust_decimal::Decimal;

use crate::mention::{DateExpr, DateForm, Hedge, Mention, Value};
use crate::period::Period;
use crate::quantity::{Clock, Dimension, Quantity};

/// A unit of time that lengths are told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scale {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Scale {
    /// How many of a smaller unit make one of this; nothing where that varies.
    pub(super) fn of(self, smaller: Scale) -> Option<Decimal> {
        match (self, smaller) {
            (Scale::Hour, Scale::Minute) => Some(Decimal::from(60)),
            (Scale::Day, Scale::Hour) => Some(Decimal::from(24)),
            (Scale::Week, Scale::Day) => Some(Decimal::from(7)),
            (Scale::Year, Scale::Month) => Some(Decimal::from(12)),
            _ => None,
        }
    }
}

/// `two and a half years`
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    pub(super) amount: Decimal,
    pub(super) scale: Scale,
    pub(super) hedge: Hedge,
}

impl Length {
    pub(super) fn of(mention: &Mention) -> Option<Length> {
        let Value::Amount(Quantity::Measure { amount, unit }) = &mention.value else { return None };
        if !matches!(unit.dimension(), Dimension::Time | Dimension::LongTime) {
            return None;
        }
        let (scale, factor) = match unit.name_for(Decimal::ONE) {
            "minute" => (Scale::Minute, 1),
            "hour" => (Scale::Hour, 1),
            "day" => (Scale::Day, 1),
            "week" => (Scale::Week, 1),
            "fortnight" => (Scale::Week, 2),
            "month" => (Scale::Month, 1),
            "year" => (Scale::Year, 1),
            "decade" => (Scale::Year, 10),
            "century" => (Scale::Year, 100),
            _ => return None,
        };
        Some(Length { amount: amount.checked_mul(Decimal::from(factor))?, scale, hedge: mention.hedge })
    }

    /// Whether the length is one from `low` to `high` (in its own unit), both counted in.
    pub(super) fn fits(self, low: Decimal, high: Decimal) -> Option<bool> {
        let v = self.amount;
        let fifth = v.checked_div(Decimal::from(5))?;
        Some(match self.hedge {
            Hedge::Exact => low <= v && v <= high,
            Hedge::About => low.checked_sub(fifth)? <= v && v <= high.checked_add(fifth)?,
            Hedge::MoreThan | Hedge::AtLeast | Hedge::JustOver => high >= v,
            Hedge::LessThan | Hedge::AtMost => low <= v,
            Hedge::JustUnder => low <= v && v <= high.checked_add(fifth)?.checked_add(Decimal::ONE)?,
        })
    }
}

/// A point in time at the precision in which the text gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Point {
    Year(i32),
    Month {
        year: i32,
        month: u32,
    },
    Day(NaiveDate),
    /// Days from Monday.
    Weekday(u32),
    /// Minutes from midnight, and whether morning or evening is said.
    Clock {
        minutes: i64,
        half_said: bool,
    },
}

impl Point {
    /// What a mention says, in a draft of `base`. Days and months without a year and without a base are those of a year
    /// that is no leap year; how long it is between two of them hardly depends on it.
    pub(super) fn of(mention: &Mention, prose: &str, base: Option<NaiveDate>) -> Option<Point> {
        match &mention.value {
            Value::Amount(Quantity::Clock(clock)) => {
                Some(Point::clock(*clock, mention.core_span.slice(prose)))
            }
            Value::Date(DateExpr { form: DateForm::Weekday { day, .. }, .. }) => {
                Some(Point::Weekday(day.num_days_from_monday()))
            }
            Value::Date(date) => {
                let base = base.or_else(|| NaiveDate::from_ymd_opt(2023, 7, 1));
                let counted =
                    matches!(date.form, DateForm::Days(_) | DateForm::Periods { .. } | DateForm::Back { .. });
                match date.resolve(base).filter(|_| !counted)? {
                    Period::Day(day) => Some(Point::Day(day)),
                    Period::Month { year, month } => Some(Point::Month { year, month }),
                    Period::Year(year) => Some(Point::Year(year)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn clock(clock: Clock, words: &str) -> Point {
        let minutes = i64::from(clock.time.hour()) * 60 + i64::from(clock.time.minute());
        let early = words.starts_with('0');
        Point::Clock { minutes, half_said: !clock.open || early }
    }

    /// `Feb. 12 to 20`: another day of the same month.
    pub(super) fn day_of_same_month(self, day: u32) -> Option<Point> {
        let Point::Day(date) = self else { return None };
        date.with_day(day).map(Point::Day)
    }

    /// Shortest and longest that it may be called from here to `end`, in units of `scale`. Days, months and years may be
    /// counted with or without the last; what is told in larger units than its ends is rounded.
    pub(super) fn until(self, end: Point, scale: Scale, whole: bool) -> Option<Vec<(Decimal, Decimal)>> {
        let exact = |low: i64, high: i64| Some(vec![(Decimal::from(low), Decimal::from(high))]);
        // Half a unit either way, a quarter where the text tells halves.
        let part = |n: i64, of: Decimal, more: i64| {
            let slack = of.checked_div(if whole { Decimal::TWO } else { Decimal::from(4) })?;
            let low = Decimal::from(n).checked_sub(slack)?.checked_div(of)?;
            let high = Decimal::from(n.saturating_add(more)).checked_add(slack)?.checked_div(of)?;
            Some(vec![(low, high)])
        };
        match (self, end) {
            (Point::Year(a), Point::Year(b)) if scale == Scale::Year => {
                let n = i64::from(b.checked_sub(a).filter(|n| *n >= 0)?);
                exact(n, n.saturating_add(1))
            }
            (Point::Month { .. } | Point::Day(_) | Point::Year(_), Point::Month { .. } | Point::Year(_))
            | (Point::Month { .. } | Point::Year(_), Point::Day(_))
                if scale >= Scale::Month =>
            {
                let same = matches!((self, end), (Point::Month { .. }, Point::Month { .. }));
                let n = months(self.first()?, end.first()?)?;
                match scale {
                    Scale::Month if same => exact(n, n.saturating_add(1)),
                    Scale::Month => None,
                    _ if same => part(n, Decimal::from(12), 1),
                    // Of a year alone nobody knows the month.
                    _ => part(n.saturating_sub(12), Decimal::from(12), 24),
                }
            }
            (Point::Day(a), Point::Day(b)) => {
                let b = if b < a { b.checked_add_months(Months::new(12))? } else { b };
                let n = (b - a).num_days();
                match scale {
                    Scale::Day => exact(n, n.saturating_add(1)),
                    Scale::Week => part(n, Decimal::from(7), 1),
                    Scale::Month => part(n, Decimal::new(304_375, 4), 1),
                    Scale::Year => part(n, Decimal::new(36_525, 2), 1),
                    Scale::Minute | Scale::Hour => None,
                }
            }
            (Point::Weekday(a), Point::Weekday(b)) if scale == Scale::Day => {
                let n = i64::from((b + 7).checked_sub(a)? % 7);
                exact(n, n.saturating_add(1))
            }
            (Point::Clock { minutes: a, half_said }, Point::Clock { minutes: b, half_said: also })
                if scale <= Scale::Hour =>
            {
                clocks(b - a, half_said && also, scale)
            }
            _ => None,
        }
    }

    fn first(self) -> Option<NaiveDate> {
        match self {
            Point::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
            Point::Month { year, month } => NaiveDate::from_ymd_opt(year, month, 1),
            Point::Day(day) => Some(day),
            Point::Weekday(_) | Point::Clock { .. } => None,
        }
    }
}

/// Whole months from one date to a later one.
fn months(a: NaiveDate, b: NaiveDate) -> Option<i64> {
    let of = |d: NaiveDate| i64::from(d.year()).saturating_mul(12) + i64::from(d.month0());
    Some(of(b) - of(a)).filter(|n| *n >= 0)
}

/// Ten minutes more or less are no matter where hours are told.
const HOURS_SLACK: i64 = 10;

fn clocks(difference: i64, half_said: bool, scale: Scale) -> Option<Vec<(Decimal, Decimal)>> {
    let turn = if half_said { 24 * 60 } else { 12 * 60 };
    let n = match difference.rem_euclid(turn) {
        0 => turn,
        n => n,
    };
    let mut lengths = vec![n];
    // "from 6:30 to 11 p.m." may begin in the morning.
    if !half_said {
        lengths.push(n + 12 * 60);
    }
    let in_scale = |minutes: i64| match scale {
        Scale::Minute => Some(Decimal::from(minutes)),
        _ => Decimal::from(minutes).checked_div(Decimal::from(60)),
    };
    let slack = if scale == Scale::Minute { 1 } else { HOURS_SLACK };
    lengths.into_iter().map(|n| Some((in_scale(n - slack)?, in_scale(n + slack)?))).collect()
}
