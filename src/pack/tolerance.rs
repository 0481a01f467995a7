//! How far a text may be off: `± 0.5`.

use nom::Parser;
use nom::combinator::all_consuming;
use rust_decimal::Decimal;

use super::amount::amount;
use super::fact_line_error::{FactLineError, Wrong, fail};
use crate::fact::FactValue;
use crate::quantity::{Dimension, Quantity, Unit};
use crate::span::Span;

/// The value, and the tolerance after it if there is one.
pub(super) fn split_tolerance(input: &str) -> (&str, Option<&str>) {
    if input.starts_with(['"', '“']) {
        return (input, None);
    }
    for sign in ["±", "+/-"] {
        if let Some((value, tolerance)) = input.rsplit_once(sign) {
            return (value.trim_end(), Some(tolerance.trim()));
        }
    }
    (input, None)
}

/// `tolerance = ("±" | "+/-") amount`, after the sign.
pub(super) fn tolerance(input: &str) -> Result<(Quantity, &str), nom::Err<Wrong<'_>>> {
    match all_consuming(amount).parse(input) {
        Ok((_, read))
            if read.quantity.amount().is_some_and(|n| !n.is_sign_negative()) && read.counted.is_none() =>
        {
            Ok((read.quantity, input))
        }
        Err(nom::Err::Failure(wrong)) => Err(nom::Err::Failure(wrong)),
        _ => fail::<()>(input, FactLineError::BadTolerance { at: Span::default() })
            .map(|_| (Quantity::Count(Decimal::ZERO), input)),
    }
}

/// The tolerance in the value's own unit; `None` if it is of another kind.
pub(super) fn tolerance_for(value: &FactValue, tolerance: &Quantity) -> Option<Quantity> {
    let quantity = match value {
        FactValue::Amount { quantity, .. } | FactValue::Range { low: quantity, .. } => quantity,
        FactValue::Date(_) | FactValue::DateRange { .. } => {
            let time = matches!(tolerance, Quantity::Measure { unit, .. } if is_time(*unit));
            return time.then(|| tolerance.clone());
        }
        FactValue::Name(_) | FactValue::Wording(_) => return None,
    };
    let plain = match tolerance {
        Quantity::Count(n) => Some(*n),
        _ => None,
    };
    match (quantity, tolerance) {
        (Quantity::Percent(_), Quantity::Percent(n) | Quantity::Points(n)) => Some(Quantity::Percent(*n)),
        (Quantity::Points(_), Quantity::Points(n)) => Some(Quantity::Points(*n)),
        (Quantity::Clock(_), Quantity::Measure { unit, .. }) if is_time(*unit) => Some(tolerance.clone()),
        (Quantity::Measure { unit, .. }, Quantity::Measure { amount, unit: from }) => {
            let amount = if from == unit { *amount } else { difference(*from, *amount, *unit)?.normalize() };
            Some(Quantity::Measure { amount, unit: *unit })
        }
        (Quantity::Money { currency, .. }, Quantity::Money { currency: other, .. }) if currency == other => {
            Some(tolerance.clone())
        }
        // A percentage of anything else is a part of the value itself.
        (_, Quantity::Percent(part)) => {
            let amount = quantity.amount()?.abs().checked_mul(*part)?.checked_mul(Decimal::new(1, 2))?;
            with_amount(quantity, amount.normalize())
        }
        _ => with_amount(quantity, plain?),
    }
}

fn is_time(unit: Unit) -> bool {
    matches!(unit.dimension(), Dimension::Time | Dimension::LongTime)
}

/// A difference converts without the offset that degrees have.
fn difference(from: Unit, amount: Decimal, to: Unit) -> Option<Decimal> {
    let zero = from.convert(Decimal::ZERO, to)?;
    from.convert(amount, to)?.checked_sub(zero)
}

fn with_amount(quantity: &Quantity, n: Decimal) -> Option<Quantity> {
    match quantity {
        Quantity::Count(_) => Some(Quantity::Count(n)),
        Quantity::Percent(_) => Some(Quantity::Percent(n)),
        Quantity::Points(_) => Some(Quantity::Points(n)),
        Quantity::Money { currency, .. } => Some(Quantity::Money { amount: n, currency: *currency }),
        Quantity::Measure { unit, .. } => Some(Quantity::Measure { amount: n, unit: *unit }),
        Quantity::Ordinal(_) => Some(Quantity::Ordinal(n)),
        Quantity::PValue(_) => Some(Quantity::PValue(n)),
        Quantity::Ratio { .. }
        | Quantity::Score { .. }
        | Quantity::Clock(_)
        | Quantity::Version(_)
        | Quantity::Interval { .. } => None,
    }
}
