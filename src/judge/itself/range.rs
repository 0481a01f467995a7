//! `between 500 and 300`, `between 2020 and 2015`: a range whose ends are the wrong way round.

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::mention::{DateForm, Mention, Value};
use crate::period::Period;
use crate::quantity::Quantity;
use crate::verdict::Judgement;

/// What lies between two figures and is no range of them.
const RELATIONS: &[&str] = &[
    "difference",
    "gap",
    "distance",
    "margin",
    "ratio",
    "comparison",
    "choice",
    "choose",
    "choosing",
    "split",
    "divided",
    "divide",
    "link",
    "relation",
    "relationship",
    "balance",
    "game",
    "match",
    "spread",
    "interval",
];

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for (i, mention) in draft.mentions.iter().enumerate() {
        let Some(start) = mention.core.start.checked_sub(1).filter(|at| draft.word(*at, &["between"])) else {
            continue;
        };
        let related = start.checked_sub(1).is_some_and(|i| draft.word(i, RELATIONS));
        if related {
            continue;
        }
        let inverted = match &mention.value {
            Value::Range { low, high } => amounts(draft, mention, low, high),
            Value::Date(_) => draft.mentions.get(i + 1).and_then(|end| years(draft, mention, end)),
            Value::Amount(_) | Value::Times(_) | Value::Vague { .. } => None,
        };
        if let Some((message, end)) = inverted {
            out.extend(draft.slip(Code::RangeInverted, start, end, message, "the larger end comes first"));
        }
    }
}

fn amounts(draft: &Draft<'_>, mention: &Mention, low: &Quantity, high: &Quantity) -> Option<(String, usize)> {
    let (l, h) = (low.amount()?, high.amount()?);
    if l <= h || l.is_sign_negative() {
        return None;
    }
    // "open between 9 and 5": hours of the clock, where nothing is counted.
    let hours = |q: &Quantity| matches!(q, Quantity::Count(n) if *n <= rust_decimal::Decimal::from(12));
    if hours(low) && hours(high) && !draft.counts(mention) {
        return None;
    }
    Some((format!("a range from {low} to {high} runs backwards"), mention.core.end))
}

/// `between 2020 and 2015`
fn years(draft: &Draft<'_>, first: &Mention, second: &Mention) -> Option<(String, usize)> {
    let year = |m: &Mention| match &m.value {
        Value::Date(date) => match date.form {
            DateForm::Full(Period::Year(year)) => Some(year),
            _ => None,
        },
        _ => None,
    };
    let (from, to) = (year(first)?, year(second)?);
    let joined = second.core.start == first.core.end + 1 && draft.word(first.core.end, &["and"]);
    (joined && from > to).then(|| (format!("the years from {from} to {to} run backwards"), second.core.end))
}
