//! The value table: when what a text says of an amount agrees with a fact.
//!
//! Each row of `docs/src/verdicts.md` is a function or an arm here and a case in the tests. Decimals throughout; what
//! does not fit a `Decimal` is `Unclear`.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::fact::Relation;
use crate::mention::Hedge;
use crate::quantity::{Currency, Kind, Quantity};

/// What comparing two amounts gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compared {
    /// By the table.
    Agrees,
    /// By the table, but the text shows more digits than the fact has.
    MorePrecise,
    /// Of one kind, and not so.
    Differs,
    /// Percent where points belong, or the reverse; kilometres for miles; another currency.
    UnitSlip,
    /// Kinds that say nothing of one another.
    Incomparable,
}

/// A fact's amount as the table needs it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FactAmount<'f> {
    pub(crate) low: &'f Quantity,
    /// The same as `low` unless the fact is a range.
    pub(crate) high: &'f Quantity,
    pub(crate) relation: Relation,
    pub(crate) tolerance: Option<Decimal>,
    /// The subject says limit, maximum, minimum, cap or capacity: a bound in the text is the fact's own.
    pub(crate) limit: bool,
}

/// An amount as the text states it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextAmount<'t> {
    pub(crate) quantity: &'t Quantity,
    /// The unit of its last digit.
    pub(crate) step: Decimal,
    pub(crate) hedge: Hedge,
}

/// Holds one amount of a text against a fact.
pub(crate) fn compare(text: TextAmount<'_>, fact: FactAmount<'_>) -> Compared {
    let Some((v, low, high, fraction)) = common(text.quantity, fact.low, fact.high) else {
        return unlike(text, fact);
    };
    let bound =
        fact.limit || !matches!(fact.relation, Relation::Equal | Relation::NotEqual | Relation::About);
    let hedge = match text.hedge {
        Hedge::AtMost | Hedge::AtLeast | Hedge::MoreThan | Hedge::LessThan if bound => Hedge::Exact,
        other => other,
    };
    let held = match fact.relation {
        Relation::Less if hedge == Hedge::Exact && text.hedge == Hedge::Exact => Some(v < low),
        Relation::AtMost if text.hedge == Hedge::Exact => Some(v <= low),
        Relation::More if text.hedge == Hedge::Exact => Some(v > low),
        Relation::AtLeast if text.hedge == Hedge::Exact => Some(v >= low),
        Relation::NotEqual => Some(v != low),
        Relation::About => Some(about(v, low) || (low != high && v >= low && v <= high)),
        _ => None,
    };
    if let Some(held) = held {
        return if held { Compared::Agrees } else { Compared::Differs };
    }
    if low != high {
        // A single value against a range: inside it, or at its own precision touching it.
        let inside = match hedge {
            Hedge::Exact => rounds_into(v, low, high, text.step),
            Hedge::About => rounds_into(v, low, high, text.step) || about(v, low) || about(v, high),
            Hedge::MoreThan | Hedge::AtLeast => high > v && low >= v || high == v,
            Hedge::JustOver => low > v || about(v, low),
            Hedge::LessThan | Hedge::AtMost => high <= v,
            Hedge::JustUnder => high < v || about(v, high),
        };
        return if inside { Compared::Agrees } else { Compared::Differs };
    }
    let f = low;
    if let Some(tolerance) = fact.tolerance
        && hedge == Hedge::Exact
    {
        return if distance(v, f).is_some_and(|d| d <= tolerance) {
            Compared::Agrees
        } else {
            Compared::Differs
        };
    }
    match holds(v, f, text.step, hedge, fraction, text.quantity.kind()) {
        Some(true) => Compared::Agrees,
        Some(false) if hedge == Hedge::Exact && more_precise(v, f, text.step, text.quantity) => {
            Compared::MorePrecise
        }
        _ => Compared::Differs,
    }
}

/// The rows of the table for one value `f`.
fn holds(v: Decimal, f: Decimal, step: Decimal, hedge: Hedge, fraction: bool, kind: Kind) -> Option<bool> {
    let tenth = || v.checked_div(Decimal::TEN).map(|tenth| tenth.abs());
    Some(match hedge {
        Hedge::Exact if fraction => distance(v, f)? < Decimal::ONE,
        Hedge::Exact => {
            v == f
                || rounds_to(f, v, step)
                || within(v, f, 25) && is_round(v, kind) && rounds_to(f, v, last_digit(v))
        }
        Hedge::About => about(v, f) || rounds_to(f, v, step) && !step.is_zero(),
        Hedge::MoreThan => f > v,
        Hedge::AtLeast => f >= v,
        Hedge::JustOver => f > v && f <= v.checked_add(tenth()?)?,
        Hedge::LessThan => f < v,
        Hedge::AtMost => f <= v,
        Hedge::JustUnder => f < v && f >= v.checked_sub(tenth()?)?,
    })
}

/// `f` rounds to `v` at `v`'s last non-zero digit, or is within 5% of it.
fn about(v: Decimal, f: Decimal) -> bool {
    rounds_to(f, v, last_digit(v)) || within(v, f, 50)
}

/// Hundreds or more, ending in zeros.
fn is_round(v: Decimal, kind: Kind) -> bool {
    v.abs() >= Decimal::ONE_HUNDRED
        && last_digit(v) > Decimal::ONE
        && matches!(kind, Kind::Count | Kind::Money | Kind::Measure(_))
}

/// Whether `|v - f|` is within `thousandths` of `v`.
fn within(v: Decimal, f: Decimal, thousandths: i64) -> bool {
    let Some(slack) = v.abs().checked_mul(Decimal::new(thousandths, 3)) else { return false };
    distance(v, f).is_some_and(|d| d <= slack)
}

fn distance(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_sub(b).map(|d| d.abs())
}

/// Half a step either way, so that 8.25 is both 8.2 and 8.3.
fn rounds_to(f: Decimal, v: Decimal, step: Decimal) -> bool {
    if step.is_zero() {
        return f == v;
    }
    // Doubling is quicker than halving.
    distance(f, v).and_then(|d| d.checked_add(d)).is_some_and(|twice| twice <= step)
}

fn rounds_into(v: Decimal, low: Decimal, high: Decimal, step: Decimal) -> bool {
    v >= low && v <= high || rounds_to(low, v, step) || rounds_to(high, v, step)
}

/// The size of the last digit that is not zero: 100 for 1,200, 0.1 for 8.2.
pub(crate) fn last_digit(v: Decimal) -> Decimal {
    let v = v.normalize();
    if v.is_zero() {
        return Decimal::ONE;
    }
    if v.scale() > 0 {
        return Decimal::new(1, v.scale());
    }
    let mut size = Decimal::ONE;
    for _ in 0..28 {
        let Some(next) = size.checked_mul(Decimal::TEN) else { break };
        if v.checked_rem(next).is_none_or(|r| !r.is_zero()) {
            break;
        }
        size = next;
    }
    size
}

/// The text shows more digits than the fact, and they round to the fact. Whole counts never do.
fn more_precise(v: Decimal, f: Decimal, step: Decimal, quantity: &Quantity) -> bool {
    let precision = last_digit(f);
    let large = f.abs() >= Decimal::from(1_000_000) && precision >= Decimal::from(10_000);
    let fits = match quantity.kind() {
        Kind::Percent | Kind::Points | Kind::Measure(_) => precision <= Decimal::ONE && step < precision,
        Kind::Count | Kind::Money => step < precision && (large || precision < Decimal::ONE),
        _ => false,
    };
    fits && v.round_dp_with_strategy(f.scale(), RoundingStrategy::MidpointAwayFromZero) == f
        || fits && large && rounds_to(v, f, precision)
}

/// Text and fact as plain numbers of one kind: `(v, low, high, v is a fraction in words)`.
fn common(text: &Quantity, low: &Quantity, high: &Quantity) -> Option<(Decimal, Decimal, Decimal, bool)> {
    let hundred = Decimal::ONE_HUNDRED;
    let share = |q: &Quantity| match q {
        Quantity::Ratio { part, whole } => part.checked_mul(hundred)?.checked_div(*whole),
        Quantity::Percent(p) => Some(*p),
        _ => None,
    };
    match (text, low) {
        (Quantity::Count(v), Quantity::Count(_))
        | (Quantity::Percent(v), Quantity::Percent(_))
        | (Quantity::Points(v), Quantity::Points(_))
        | (Quantity::PValue(v), Quantity::PValue(_))
        | (Quantity::Ordinal(v), Quantity::Ordinal(_) | Quantity::Count(_)) => {
            Some((*v, low.amount()?, high.amount()?, false))
        }
        (Quantity::Money { amount, currency }, Quantity::Money { currency: other, .. })
            if currency == other || *currency == Currency::OPEN =>
        {
            Some((*amount, low.amount()?, high.amount()?, false))
        }
        (Quantity::Measure { amount, unit }, Quantity::Measure { amount: l, unit: lu }) => {
            let Quantity::Measure { amount: h, unit: hu } = high else { return None };
            Some((*amount, lu.convert(*l, *unit)?, hu.convert(*h, *unit)?, false))
        }
        (Quantity::Ratio { part, whole }, Quantity::Ratio { part: p, whole: w }) => {
            // Written alike, "8 of 10" against "6 of 10" is a matter of the part.
            if whole == w {
                return Some((*part, *p, *p, false));
            }
            Some((share(text)?, share(low)?, share(high)?, true))
        }
        (Quantity::Ratio { .. }, Quantity::Percent(_)) | (Quantity::Percent(_), Quantity::Ratio { .. }) => {
            Some((share(text)?, share(low)?, share(high)?, true))
        }
        _ => None,
    }
}

fn unlike(text: TextAmount<'_>, fact: FactAmount<'_>) -> Compared {
    let same = |held: bool| if held { Compared::Agrees } else { Compared::Differs };
    match (text.quantity, fact.low) {
        (Quantity::Percent(_), Quantity::Points(_)) | (Quantity::Points(_), Quantity::Percent(_)) => {
            Compared::UnitSlip
        }
        (Quantity::Money { .. }, Quantity::Money { .. }) => Compared::UnitSlip,
        (Quantity::Score { left, right }, Quantity::Score { left: l, right: r }) => {
            same(left == l && right == r)
        }
        (Quantity::Version(v), Quantity::Version(f)) => match fact.relation {
            Relation::AtLeast => same(v >= f || text.hedge != Hedge::Exact && v == f),
            Relation::AtMost => same(v <= f),
            Relation::More => same(v > f),
            Relation::Less => same(v < f),
            // "3.2" for 3.2.1 names the line, not the release.
            _ if f.starts_with(v) && v != f => Compared::Incomparable,
            _ => same(v == f),
        },
        (Quantity::Clock(v), Quantity::Clock(f)) => v.agrees(f).map_or(Compared::Incomparable, same),
        (
            Quantity::Interval { level, low, high },
            Quantity::Interval { level: fact_level, low: fact_low, high: fact_high },
        ) => same(level == fact_level && low == fact_low && high == fact_high),
        _ => Compared::Incomparable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Unit;

    fn n(s: &str) -> Decimal {
        Decimal::from_str_exact(s).unwrap()
    }

    /// `8.2%`, `3p` (points), `$5`, `12km`, `1/5`, `7th`, or a plain number.
    fn quantity(s: &str) -> Quantity {
        if let Some(x) = s.strip_suffix('%') {
            Quantity::Percent(n(x))
        } else if let Some(x) = s.strip_suffix("pt") {
            Quantity::Points(n(x))
        } else if let Some(x) = s.strip_prefix('$') {
            Quantity::Money { amount: n(x), currency: Currency::USD }
        } else if let Some(x) = s.strip_prefix('£') {
            Quantity::Money { amount: n(x), currency: Currency::GBP }
        } else if let Some((a, b)) = s.split_once('/') {
            Quantity::Ratio { part: n(a), whole: n(b) }
        } else if let Some((a, b)) = s.split_once('-') {
            Quantity::Score { left: n(a), right: n(b) }
        } else if let Some((a, unit)) = s.split_once(' ') {
            Quantity::Measure { amount: n(a), unit: Unit::from_word(unit).unwrap() }
        } else if let Some(v) = s.strip_prefix('v') {
            Quantity::Version(v.split('.').map(|p| p.parse().unwrap()).collect())
        } else {
            Quantity::Count(n(s))
        }
    }

    /// `(text, hedge, fact, expected)`
    fn check(text: &str, hedge: Hedge, fact: &str, limit: bool) -> Compared {
        let (relation, fact) =
            match fact.split_once(' ').filter(|(r, _)| ["<=", ">=", "<", ">", "~", "!="].contains(r)) {
                Some(("<=", f)) => (Relation::AtMost, f),
                Some((">=", f)) => (Relation::AtLeast, f),
                Some(("<", f)) => (Relation::Less, f),
                Some((">", f)) => (Relation::More, f),
                Some(("!=", f)) => (Relation::NotEqual, f),
                Some((_, f)) => (Relation::About, f),
                None => (Relation::Equal, fact),
            };
        let (low, high) = fact.split_once("..").unwrap_or((fact, fact));
        let (low, high) = (quantity(low), quantity(high));
        let quantity = quantity(text);
        let step = quantity.amount().map_or(Decimal::ZERO, |a| Decimal::new(1, a.scale()));
        compare(
            TextAmount { quantity: &quantity, step, hedge },
            FactAmount { low: &low, high: &high, relation, tolerance: None, limit },
        )
    }

    #[test]
    fn the_table() {
        use Compared::{Agrees, Differs, Incomparable, MorePrecise, UnitSlip};
        use Hedge::{About, AtLeast, AtMost, Exact, JustOver, JustUnder, LessThan, MoreThan};
        let rows: &[(&str, Hedge, &str, Compared)] = &[
            // v, exact
            ("8.2%", Exact, "8.2%", Agrees),
            ("8%", Exact, "8.2%", Agrees),
            ("9%", Exact, "8.2%", Differs),
            ("8.3%", Exact, "8.2%", Differs),
            // a round whole number
            ("7300", Exact, "7312", Agrees),
            ("7000", Exact, "7300", Differs),
            ("1600000", Exact, "1612000", Agrees),
            ("500", Exact, "504", Agrees),
            ("500", Exact, "520", Differs),
            // about
            ("8%", About, "8.2%", Agrees),
            ("500000", About, "480000", Agrees),
            ("500000", About, "300000", Differs),
            ("1000", About, "956", Agrees),
            // more than, at least
            ("25%", MoreThan, "26%", Agrees),
            ("26%", MoreThan, "26%", Differs),
            ("5", AtLeast, "5", Agrees),
            ("6", AtLeast, "5", Differs),
            // just over
            ("25%", JustOver, "26%", Agrees),
            ("20%", JustOver, "26%", Differs),
            // fewer than, up to
            ("100", LessThan, "114", Differs),
            ("200", LessThan, "187", Agrees),
            ("5", AtMost, "5", Agrees),
            ("4", AtMost, "5", Differs),
            // nearly
            ("1000", JustUnder, "956", Agrees),
            ("1000", JustUnder, "600", Differs),
            ("24", JustUnder, "23", Agrees),
            // fractions
            ("1/5", Exact, "20%", Agrees),
            ("1/4", JustOver, "26%", Agrees),
            ("1/3", JustUnder, "26%", Differs),
            ("1/3", Exact, "33%", Agrees),
            ("20%", Exact, "1/5", Agrees),
            ("1/4", Exact, "1/5", Differs),
            ("60%", About, "3/5", Agrees),
            ("6/10", Exact, "8/10", Differs),
            // zero
            ("0", Exact, "0", Agrees),
            ("0", Exact, "2", Differs),
            // ranges
            ("1300", Exact, "1200..1500", Agrees),
            ("1600", Exact, "1200..1500", Differs),
            ("1500", About, "1200..1480", Agrees),
            // points and percent
            ("6%", Exact, "6pt", UnitSlip),
            ("8.2pt", Exact, "8.2%", UnitSlip),
            ("£5", Exact, "$5", UnitSlip),
            // other unit of the dimension
            ("3 days", Exact, "72 hours", Agrees),
            ("1.5 hours", Exact, "55 min", Differs),
            ("50 km", Exact, "31 miles", Agrees),
            ("4 GB", Exact, "4 MB", Differs),
            // more digits than the fact has
            ("8.24%", Exact, "8.2%", MorePrecise),
            ("8.28%", Exact, "8.2%", Differs),
            ("26.3%", Exact, "26%", MorePrecise),
            ("5.4", Exact, "5", Differs),
            // scores, versions
            ("6-3", Exact, "6-3", Agrees),
            ("5-4", Exact, "6-3", Differs),
            ("v3.2.1", Exact, "v3.2.1", Agrees),
            ("v3.1.2", Exact, "v3.2.1", Differs),
            ("v3.2", Exact, "v3.2.1", Incomparable),
            // relations
            ("250", Exact, "<= 250", Agrees),
            ("350", Exact, "<= 250", Differs),
            ("250", AtMost, "<= 250", Agrees),
            ("350", AtMost, "<= 250", Differs),
            ("480", Exact, "~ 500", Agrees),
            ("5000", Exact, "~ 500", Differs),
            ("5", Exact, "!= 6", Agrees),
            // different things
            ("8.2%", Exact, "5", Incomparable),
            ("$5", Exact, "5", Incomparable),
        ];
        let wrong: Vec<String> = rows
            .iter()
            .filter(|(text, hedge, fact, expected)| check(text, *hedge, fact, false) != *expected)
            .map(|(text, hedge, fact, expected)| {
                format!(
                    "{hedge:?} {text} against {fact}: {:?} instead of {expected:?}",
                    check(text, *hedge, fact, false)
                )
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_limit_takes_the_bound_as_its_own() {
        assert_eq!(check("4 GB", Hedge::AtMost, "4 MB", true), Compared::Differs);
        assert_eq!(check("4 MB", Hedge::AtMost, "4 MB", true), Compared::Agrees);
    }
}
