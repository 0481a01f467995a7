//! `10 miles (12 km)`: a value and, in brackets or after "or", the same in another unit.

use rust_decimal::Decimal;

use crate::finding::Code;
use crate::judge::fact::amount::last_digit;
use crate::judge::itself::Draft;
use crate::mention::{Hedge, Mention, Value};
use crate::quantity::{Quantity, Unit, grouped};
use crate::verdict::Judgement;

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for pair in draft.mentions.windows(2) {
        let [first, second] = pair else { continue };
        let (
            Value::Amount(Quantity::Measure { amount: a, unit: from }),
            Value::Amount(Quantity::Measure { amount: b, unit: to }),
        ) = (&first.value, &second.value)
        else {
            continue;
        };
        if from == to || from.dimension() != to.dimension() || !is_pair(draft, first, second) {
            continue;
        }
        let (start, end) = (first.core.start, second.core.end);
        match fits(*a, first.step, *from, *b, second, *to) {
            Some(true) => out.extend(draft.spot.agrees(start, end)),
            Some(false) => {
                let Some(right) = from.convert(*a, *to) else { continue };
                let right = right.round_dp(b.scale().max(u32::from(right.abs() < Decimal::TEN))).normalize();
                let message = format!(
                    "{} {} is {} {}, not {} {}",
                    grouped(*a),
                    from.name_for(*a),
                    grouped(right),
                    to.name_for(right),
                    grouped(*b),
                    to.name_for(*b)
                );
                out.extend(draft.slip(
                    Code::ConversionMismatch,
                    start,
                    end,
                    message,
                    "these are not the same",
                ));
            }
            None => {}
        }
    }
}

/// The second stands in brackets right after the first, or after "or".
fn is_pair(draft: &Draft<'_>, first: &Mention, second: &Mention) -> bool {
    let gap = second.tokens.start.checked_sub(first.tokens.end);
    let bracket = draft.sign(first.tokens.end, '(') && draft.sign(second.tokens.end, ')');
    // "10 miles, or 16 km,"; "5 or 10 minutes" has one unit and is no pair.
    let or = draft.sign(first.tokens.end, ',') && draft.word(first.tokens.end + 1, &["or"]);
    match gap {
        Some(1) => bracket,
        Some(2) => or,
        _ => false,
    }
}

/// Whether the two may be the same amount at the precision each one shows.
fn fits(a: Decimal, a_step: Decimal, from: Unit, b: Decimal, second: &Mention, to: Unit) -> Option<bool> {
    let half = |step: Decimal| step.checked_div(Decimal::TWO);
    let low = from.convert(a.checked_sub(half(a_step)?)?, to)?;
    let high = from.convert(a.checked_add(half(a_step)?)?, to)?;
    let exact = from.convert(a, to)?;
    let slack = half(second.step)?;
    let off = exact.checked_sub(b)?.abs();
    // A whole "31 miles" may itself be rounded; its conversion is held to the digits shown on either side, but no
    // further from the exact value than a twentieth.
    let touches = low.checked_sub(slack)? <= b && b <= high.checked_add(slack)?;
    let near = off <= exact.abs().checked_mul(Decimal::new(5, 2))?;
    let round = b.abs() >= Decimal::ONE_HUNDRED
        && off <= half(last_digit(b))?
        && off <= exact.abs().checked_mul(Decimal::new(25, 3))?;
    // Round figures ("120 miles (200 km)") are meant roughly on either side.
    let tens = |d: Decimal| d >= Decimal::TEN && last_digit(d) >= Decimal::TEN;
    let rough = tens(b.abs())
        && (tens(a.abs()) || off <= half(last_digit(b))?)
        && off <= exact.abs().checked_mul(Decimal::new(5, 2))?;
    let round = round || rough;
    let hedged = second.hedge != Hedge::Exact && off <= exact.abs().checked_div(Decimal::TEN)?;
    Some(off <= slack || touches && near || round || hedged)
}
