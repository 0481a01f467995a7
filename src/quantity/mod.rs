//! Values as they are written: `8.2%` is `Percent(8.2)`, never `0.082`.

mod clock;
mod currency;
mod unit;
pub(crate) mod words;

use std::fmt;

use rust_decimal::Decimal;

pub use clock::{Clock, Zone};
pub use currency::Currency;
pub(crate) use unit::Sense;
pub use unit::{Dimension, Unit};

/// A value in the unit it was written in.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Quantity {
    /// A plain number: a count, an index, a year that is not known to be one.
    Count(Decimal),
    /// `8.2%`, `8.2 percent`.
    Percent(Decimal),
    /// A gap between two percentages; basis points are hundredths of it. Never compared with `Percent`.
    Points(Decimal),
    /// An amount of money; `scale` words are already multiplied in.
    Money { amount: Decimal, currency: Currency },
    /// A number with a unit of measure; `2:07:41` is seconds.
    Measure { amount: Decimal, unit: Unit },
    /// `1 in 5`, `2 of 12`, `86p in the pound`.
    Ratio { part: Decimal, whole: Decimal },
    /// `6-3`: two numbers side by side, a vote or a result.
    Score { left: Decimal, right: Decimal },
    /// `3rd`, `third`.
    Ordinal(Decimal),
    /// A time of day.
    Clock(Clock),
    /// `v3.2.1`; parts compare from the left.
    Version(Vec<u32>),
    /// `95% CI 0.61-0.88`.
    Interval { level: Decimal, low: Decimal, high: Decimal },
    /// `p < 0.001`.
    PValue(Decimal),
}

/// What two quantities must share before their numbers can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Plain numbers.
    Count,
    /// Percent.
    Percent,
    /// Percentage points.
    Points,
    /// Money of any currency.
    Money,
    /// A unit of this dimension.
    Measure(Dimension),
    /// Part of a whole.
    Ratio,
    /// A vote or result.
    Score,
    /// A place in an order.
    Ordinal,
    /// Time of day.
    Clock,
    /// Software version.
    Version,
    /// Confidence interval.
    Interval,
    /// Probability value.
    PValue,
}

impl Quantity {
    /// The kind that decides what this can be compared with.
    pub fn kind(&self) -> Kind {
        match self {
            Quantity::Count(_) => Kind::Count,
            Quantity::Percent(_) => Kind::Percent,
            Quantity::Points(_) => Kind::Points,
            Quantity::Money { .. } => Kind::Money,
            Quantity::Measure { unit, .. } => Kind::Measure(unit.dimension()),
            Quantity::Ratio { .. } => Kind::Ratio,
            Quantity::Score { .. } => Kind::Score,
            Quantity::Ordinal(_) => Kind::Ordinal,
            Quantity::Clock(_) => Kind::Clock,
            Quantity::Version(_) => Kind::Version,
            Quantity::Interval { .. } => Kind::Interval,
            Quantity::PValue(_) => Kind::PValue,
        }
    }

    /// The number in its own unit, where there is a single one.
    pub fn amount(&self) -> Option<Decimal> {
        match self {
            Quantity::Count(n)
            | Quantity::Percent(n)
            | Quantity::Points(n)
            | Quantity::Ordinal(n)
            | Quantity::PValue(n)
            | Quantity::Money { amount: n, .. }
            | Quantity::Measure { amount: n, .. } => Some(*n),
            Quantity::Ratio { .. }
            | Quantity::Score { .. }
            | Quantity::Clock(_)
            | Quantity::Version(_)
            | Quantity::Interval { .. } => None,
        }
    }
}

/// Digits in groups of three from four digits on: `7,300`.
pub fn grouped(n: Decimal) -> String {
    let plain = n.to_string();
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain.as_str()), |r| ("-", r));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let mut out = String::with_capacity(plain.len() + plain.len() / 3);
    out.push_str(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Large round numbers the way a desk writes them: `1.6 million`.
fn scaled(n: Decimal) -> String {
    for (name, size) in
        [("trillion", 1_000_000_000_000_i64), ("billion", 1_000_000_000), ("million", 1_000_000)]
    {
        let size = Decimal::from(size);
        if n.abs() >= size
            && let Some(short) = n.checked_div(size).map(|q| q.normalize())
            && short.scale() <= 3
        {
            return format!("{} {name}", grouped(short));
        }
    }
    grouped(n)
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Quantity::Count(n) => f.write_str(&scaled(*n)),
            Quantity::Percent(n) => write!(f, "{n}%"),
            Quantity::Points(n) if n.abs() == Decimal::ONE => write!(f, "{n} percentage point"),
            Quantity::Points(n) => write!(f, "{n} percentage points"),
            Quantity::Money { amount, currency } => {
                write!(f, "{}{}", currency.symbol(), scaled(*amount))
            }
            Quantity::Measure { amount, unit } => {
                write!(f, "{} {}", grouped(*amount), unit.name_for(*amount))
            }
            Quantity::Ratio { part, whole } => write!(f, "{part} in {whole}"),
            Quantity::Score { left, right } => write!(f, "{left}-{right}"),
            Quantity::Ordinal(n) => write!(f, "{n}{}", ordinal_suffix(*n)),
            Quantity::Clock(clock) => write!(f, "{clock}"),
            Quantity::Version(parts) => {
                let parts: Vec<String> = parts.iter().map(u32::to_string).collect();
                f.write_str(&parts.join("."))
            }
            Quantity::Interval { level, low, high } => write!(f, "{level}% CI {low}-{high}"),
            Quantity::PValue(p) => write!(f, "p = {p}"),
        }
    }
}

fn ordinal_suffix(n: Decimal) -> &'static str {
    let hundred = Decimal::from(100);
    let ten = Decimal::from(10);
    let teens = n.checked_rem(hundred).unwrap_or_default();
    if teens >= Decimal::from(11) && teens <= Decimal::from(13) {
        return "th";
    }
    match n.checked_rem(ten).unwrap_or_default() {
        d if d == Decimal::ONE => "st",
        d if d == Decimal::TWO => "nd",
        d if d == Decimal::from(3) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_a_desk_writes() {
        let n = |s: &str| Decimal::from_str_exact(s).unwrap();
        assert_eq!(Quantity::Count(n("7300")).to_string(), "7,300");
        assert_eq!(Quantity::Count(n("1600000")).to_string(), "1.6 million");
        assert_eq!(Quantity::Percent(n("8.20")).to_string(), "8.20%");
        assert_eq!(Quantity::Ordinal(n("112")).to_string(), "112th");
        assert_eq!(Quantity::Ordinal(n("38")).to_string(), "38th");
    }
}
