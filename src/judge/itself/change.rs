//! `rose from 200 to 250, a 20% increase`: a change and its own ends.

use rust_decimal::Decimal;
use rust_decimal::prelude::One;

use crate::claim::{self, Form, Formed};
use crate::fact::{Direction, Relation};
use crate::finding::Code;
use crate::judge::fact::amount::{self, Compared, FactAmount, TextAmount};
use crate::judge::itself::Draft;
use crate::mention::{Hedge, Mention, Value};
use crate::quantity::Quantity;
use crate::text::TokenKind;
use crate::verdict::Judgement;

/// How far behind the second end the stated change may stand.
const REACH: usize = 10;

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    let mentions = draft.mentions;
    for (i, pair) in mentions.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let (Value::Amount(a), Value::Amount(b)) = (&first.value, &second.value) else { continue };
        if a.kind() != b.kind() || !ends(draft, first, second) {
            continue;
        }
        let Some((from, to)) = in_one_unit(a, b) else { continue };
        let direction = formed(draft, second).and_then(|formed| match formed.form {
            Form::Result(direction) => Some((direction, formed.change_word)),
            _ => None,
        });
        let went = if to >= from { Direction::Up } else { Direction::Down };
        if let Some((said, Some(word))) = direction
            && from != to
            && said != went
            && word < first.core.start
            && first.core.start - word <= 4
            && !named(draft, word)
        {
            let message = format!("from {a} to {b} is {}, not {}", way(went), way(said));
            out.extend(draft.slip(
                Code::DirectionMismatch,
                word,
                second.core.end,
                message,
                "the word and its numbers disagree",
            ));
            continue;
        }
        // The change itself, stated right behind or right before ("a 20% rise, from 200 to 250").
        let behind = mentions.get(i + 2).filter(|m| m.core.start <= second.core.end + REACH);
        let before =
            i.checked_sub(1).and_then(|j| mentions.get(j)).filter(|m| m.core.end + 6 >= first.core.start);
        for stated in [behind, before].into_iter().flatten() {
            if let Some(finding) = stated_change(draft, stated, (first, a, from), (second, b, to), went) {
                out.push(finding);
                break;
            }
        }
    }
}

/// How a value stands in its sentence.
fn formed(draft: &Draft<'_>, mention: &Mention) -> Option<Formed> {
    let sentence = &draft.sentence_of(mention)?.tokens;
    Some(claim::form(draft.prose(), draft.tokens(), sentence.start, sentence.end, mention))
}

/// "Tamarack Falls Regional went from …": part of a name.
fn named(draft: &Draft<'_>, word: usize) -> bool {
    let capital = |i: usize| draft.tokens().get(i).is_some_and(|t| t.capital && t.kind == TokenKind::Word);
    capital(word) && (word.checked_sub(1).is_some_and(capital) || capital(word + 1))
}

fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "a rise",
        Direction::Down => "a fall",
    }
}

/// `from A to B`, with at most a few words (`in May`) between the ends.
fn ends(draft: &Draft<'_>, first: &Mention, second: &Mention) -> bool {
    let from = first.tokens.start.checked_sub(1).is_some_and(|i| draft.word(i, &["from"]));
    let to = second.tokens.start.checked_sub(1).is_some_and(|i| draft.word(i, &["to"]));
    // "rose to A from B and exports to C": another subject; "down from 2.4 to 2.7": where it came from lies between.
    let between = first.tokens.end..second.tokens.start;
    let parted = between.clone().any(|i| draft.word(i, &["and", "but", "while"]));
    let ranged = first
        .tokens
        .start
        .checked_sub(2)
        .is_some_and(|i| draft.word(i, &["up", "down", "ranging", "range", "ranges", "ranged"]));
    // "from 18 to 1": odds.
    let odds = matches!(&second.value, Value::Amount(Quantity::Count(n)) if n.is_one());
    from && to && !odds && between.len() <= 5 && !parted && !ranged
}

fn in_one_unit(a: &Quantity, b: &Quantity) -> Option<(Decimal, Decimal)> {
    match (a, b) {
        (Quantity::Measure { amount, unit }, Quantity::Measure { amount: other, unit: other_unit }) => {
            Some((*amount, other_unit.convert(*other, *unit)?))
        }
        (
            Quantity::Money { amount, currency },
            Quantity::Money { amount: other, currency: other_currency },
        ) => (currency == other_currency).then_some((*amount, *other)),
        (Quantity::Count(_) | Quantity::Percent(_) | Quantity::Points(_), _) => {
            Some((a.amount()?, b.amount()?))
        }
        _ => None,
    }
}

fn stated_change(
    draft: &Draft<'_>,
    stated: &Mention,
    (first, a, from): (&Mention, &Quantity, Decimal),
    (second, b, to): (&Mention, &Quantity, Decimal),
    went: Direction,
) -> Option<Judgement> {
    let Form::Change(said) = formed(draft, stated)?.form else { return None };
    let sentence = &draft.sentence_of(stated)?.tokens;
    if said != went || from.is_zero() || !sentence.contains(&first.core.start) {
        return None;
    }
    let difference = to.checked_sub(from)?.abs();
    let percent = difference.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(from.abs())?;
    let (right, text) = match &stated.value {
        Value::Amount(q @ (Quantity::Percent(_) | Quantity::Ratio { .. })) => {
            (Quantity::Percent(percent), q.clone())
        }
        Value::Amount(q @ Quantity::Points(_)) if matches!(a, Quantity::Percent(_)) => {
            (Quantity::Points(difference), q.clone())
        }
        _ => return None,
    };
    let compared = amount::compare(
        TextAmount { quantity: &text, step: stated.step, hedge: stated.hedge },
        FactAmount { low: &right, high: &right, relation: Relation::Equal, tolerance: None, limit: false },
    );
    // The ends may be rounded themselves: what they allow at half a digit either way is no slip.
    let near = slack(from, to, first.step, second.step).is_some_and(|slack| {
        let said = match &text {
            Quantity::Ratio { part, whole } => {
                part.checked_mul(Decimal::ONE_HUNDRED).and_then(|p| p.checked_div(*whole))
            }
            other => other.amount(),
        };
        matches!(right, Quantity::Percent(_))
            && stated.hedge == Hedge::Exact
            && said.and_then(|s| s.checked_sub(percent)).is_some_and(|d| d.abs() <= slack)
    });
    let (start, end) = (first.core.start.min(stated.core.start), second.core.end.max(stated.core.end));
    if near || matches!(compared, Compared::Agrees | Compared::MorePrecise | Compared::Incomparable) {
        return draft.spot.agrees(stated.core.start, stated.core.end);
    }
    let shown = percent.round_dp(1).normalize();
    let sign = if went == Direction::Up { '+' } else { '-' };
    let written = stated.span.slice(draft.prose());
    let message = match right {
        Quantity::Points(points) => format!("from {a} to {b} is {sign}{points} points, not {written}"),
        _ => format!("from {a} to {b} is {sign}{shown}%, not {written}"),
    };
    draft.slip(Code::ChangeArithmetic, start, end, message, "the change does not follow from its ends")
}

/// How far the percentage can move when both ends are rounded to the digits shown.
fn slack(from: Decimal, to: Decimal, from_step: Decimal, to_step: Decimal) -> Option<Decimal> {
    let half = |step: Decimal| step.checked_div(Decimal::TWO);
    let ratio = to.checked_div(from)?.abs();
    let relative = half(to_step)?
        .checked_div(from.abs())?
        .checked_add(ratio.checked_mul(half(from_step)?.checked_div(from.abs())?)?)?;
    relative.checked_mul(Decimal::ONE_HUNDRED)?.checked_add(Decimal::new(5, 1))
}
