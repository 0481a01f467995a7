//! What figures may stand for at the precision they show, and whether one that follows from others fits them.

use rust_decimal::Decimal;

use crate::judge::fact::amount::last_digit;
use crate::mention::{Hedge, Mention, Value};
use crate::quantity::Quantity;

/// The lowest and the highest value that something may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) low: Decimal,
    pub(super) high: Decimal,
}

impl Bounds {
    pub(super) fn exact(value: Decimal) -> Bounds {
        Bounds { low: value, high: value }
    }

    /// `value` with so much to spare on either side.
    pub(super) fn around(value: Decimal, slack: Decimal) -> Option<Bounds> {
        Some(Bounds { low: value.checked_sub(slack)?, high: value.checked_add(slack)? })
    }

    /// What a mention's own amount may stand for: half of the last digit shown either way, nothing where things are
    /// counted one by one, a twentieth where it is hedged.
    pub(super) fn shown(mention: &Mention) -> Option<Bounds> {
        let Value::Amount(quantity) = &mention.value else { return None };
        let value = quantity.amount()?;
        let half = mention.step.checked_div(Decimal::TWO)?;
        let whole = mention.step == Decimal::ONE;
        let slack = match quantity {
            _ if mention.hedge != Hedge::Exact => value.abs().checked_div(Decimal::from(20))?.max(half),
            Quantity::Count(_) | Quantity::Money { .. } if whole => Decimal::ZERO,
            // A whole number of a unit is oftener exact than not.
            Quantity::Measure { .. } if whole => half.checked_div(Decimal::TWO)?,
            _ => half,
        };
        Bounds::around(value, slack)
    }

    pub(super) fn plus(self, other: Bounds) -> Option<Bounds> {
        Some(Bounds { low: self.low.checked_add(other.low)?, high: self.high.checked_add(other.high)? })
    }

    pub(super) fn minus(self, other: Bounds) -> Option<Bounds> {
        Some(Bounds { low: self.low.checked_sub(other.high)?, high: self.high.checked_sub(other.low)? })
    }

    /// The quotient of two positive values.
    pub(super) fn over(self, other: Bounds) -> Option<Bounds> {
        if other.low <= Decimal::ZERO || self.low < Decimal::ZERO {
            return None;
        }
        Some(Bounds { low: self.low.checked_div(other.high)?, high: self.high.checked_div(other.low)? })
    }

    pub(super) fn times(self, factor: Decimal) -> Option<Bounds> {
        let (a, b) = (self.low.checked_mul(factor)?, self.high.checked_mul(factor)?);
        Some(Bounds { low: a.min(b), high: a.max(b) })
    }

    /// Without a sign.
    pub(super) fn size(self) -> Bounds {
        if self.high <= Decimal::ZERO {
            Bounds { low: -self.high, high: -self.low }
        } else if self.low < Decimal::ZERO {
            Bounds { low: Decimal::ZERO, high: self.high.max(-self.low) }
        } else {
            self
        }
    }

    fn touches(self, value: Decimal, slack: Decimal) -> Option<bool> {
        Some(self.low.checked_sub(slack)? <= value && value <= self.high.checked_add(slack)?)
    }
}

/// A figure as the text states it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stated {
    pub(super) value: Decimal,
    /// The unit of its last digit.
    pub(super) step: Decimal,
    pub(super) hedge: Hedge,
    /// `a third`, `half`, `doubled`: meant within a tenth or so.
    pub(super) rough: bool,
}

/// Whether a stated figure fits what follows from others. `None` if it cannot be reckoned.
pub(super) fn fits(stated: Stated, truth: Bounds) -> Option<bool> {
    let v = stated.value;
    let part = |percent: i64| v.abs().checked_mul(Decimal::new(percent, 2));
    Some(match stated.hedge {
        Hedge::Exact if stated.rough => truth.touches(v, part(7)?)?,
        Hedge::Exact => {
            // A little over half a step: desks round 0.45 up in two steps, and cut digits off behind the point.
            let whole = stated.step >= Decimal::ONE;
            let own = stated.step.checked_mul(if whole { Decimal::new(6, 1) } else { Decimal::ONE })?;
            let round = v.abs() >= Decimal::ONE_HUNDRED && last_digit(v) >= Decimal::TEN;
            let loose = if round { last_digit(v).checked_div(Decimal::TWO)?.min(part(2)?) } else { own };
            truth.touches(v, own.max(loose))?
        }
        Hedge::About => truth.touches(v, part(10)?.max(last_digit(v).checked_div(Decimal::TWO)?))?,
        Hedge::MoreThan => truth.high > v,
        Hedge::AtLeast => truth.high >= v,
        Hedge::JustOver => truth.high > v && truth.low <= v.checked_add(part(20)?.max(stated.step))?,
        Hedge::LessThan => truth.low < v,
        Hedge::AtMost => truth.low <= v,
        Hedge::JustUnder if stated.rough => {
            truth.low < v.checked_add(part(5)?)? && truth.high >= v.checked_sub(part(15)?)?
        }
        Hedge::JustUnder => truth.low < v && truth.high >= v.checked_sub(part(15)?.max(stated.step))?,
    })
}

/// Digits enough to see the difference, and no more: one behind the point, none where they are zeros.
pub(super) fn brief(value: Decimal) -> Decimal {
    let places = if value.abs() < Decimal::ONE { 2 } else { 1 };
    value.round_dp(places).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: i64, step: Decimal, hedge: Hedge, low: i64, high: i64) -> bool {
        let stated = Stated { value: Decimal::from(value), step, hedge, rough: false };
        fits(stated, Bounds { low: Decimal::new(low, 1), high: Decimal::new(high, 1) }).unwrap()
    }

    #[test]
    fn a_figure_fits_at_its_own_precision() {
        assert!(check(25, Decimal::ONE, Hedge::Exact, 254, 254));
        assert!(!check(25, Decimal::ONE, Hedge::Exact, 258, 258));
        assert!(check(20, Decimal::ONE, Hedge::About, 215, 215));
        assert!(!check(20, Decimal::ONE, Hedge::MoreThan, 195, 200));
        assert!(check(30, Decimal::ONE, Hedge::JustUnder, 275, 280));
        assert!(!check(30, Decimal::ONE, Hedge::JustUnder, 205, 210));
    }
}
