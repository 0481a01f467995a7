//! `55% for, 40% against and 10% undecided`, `and the remaining 20 percent`: shares of one whole in a sentence.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::claim::{self, Form};
use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::reckon::Bounds;
use crate::judge::itself::sum::{MOST, division_of};
use crate::mention::{Hedge, Mention, Value};
use crate::quantity::Quantity;
use crate::text::TokenKind;
use crate::verdict::Judgement;

/// Shares of one whole: more than all of it, or a remainder that does not fill it.
pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    let percent = |m: &&Mention| matches!(m.value, Value::Amount(Quantity::Percent(_)));
    if draft.mentions.iter().filter(percent).nth(1).is_none() {
        return;
    }
    let mut earlier: Vec<&Mention> = Vec::new();
    for sentence in &draft.spot.text.sentences {
        let first = draft.mentions.partition_point(|m| m.tokens.start < sentence.tokens.start);
        let own = draft.mentions.iter().skip(first).take_while(|m| m.tokens.start < sentence.tokens.end);
        let percents: Vec<&Mention> =
            own.filter(|m| matches!(m.value, Value::Amount(Quantity::Percent(_)))).take(MOST).collect();
        if percents.len() > 1 {
            out.extend(divided(draft, &percents, sentence.tokens.clone(), &earlier));
        }
        earlier = percents;
    }
}

fn divided(
    draft: &Draft<'_>,
    percents: &[&Mention],
    sentence: Range<usize>,
    earlier: &[&Mention],
) -> Option<Judgement> {
    let amount = |m: &Mention| Bounds::shown(m);
    let plain = |m: &&Mention| {
        let form = claim::form(draft.prose(), draft.tokens(), sentence.start, sentence.end, m).form;
        matches!(form, Form::Plain | Form::Part) && matches!(m.hedge, Hedge::Exact | Hedge::About)
    };
    if !percents.iter().all(plain) {
        return None;
    }
    let sum = |parts: &[&Mention]| {
        parts.iter().try_fold(Bounds::exact(Decimal::ZERO), |sum, m| sum.plus(amount(m)?))
    };
    let all = sum(percents)?;
    let (first, last) = (percents.first()?, percents.last()?);
    let written =
        || percents.iter().map(|m| m.core_span.slice(draft.prose())).collect::<Vec<_>>().join(" + ");
    let total = percents.iter().try_fold(Decimal::ZERO, |sum, m| match &m.value {
        Value::Amount(Quantity::Percent(p)) => sum.checked_add(*p),
        _ => None,
    })?;
    let slip = || {
        let message = format!("{} is {}%, more than the whole", written(), total.normalize());
        draft.slip(Code::SumMismatch, first.core.start, last.core.end, message, "the shares do not make 100%")
    };
    let whole = Decimal::ONE_HUNDRED;
    // "and the remaining 20 percent"
    let rest = last.tokens.start.checked_sub(1).is_some_and(|i| {
        draft.word(i, &["remaining", "other"]) && i.checked_sub(1).is_some_and(|i| draft.word(i, &["the"]))
            || draft.word(i, &["rest", "remainder"])
    });
    if rest {
        let suffix = |from: usize| percents.get(from..).and_then(sum);
        let fits = |s: Bounds| s.low <= whole + Decimal::ONE && whole <= s.high + Decimal::ONE;
        if (0..percents.len() - 1).filter_map(suffix).any(fits) {
            return draft.spot.agrees(last.core.start, last.core.end);
        }
        if all.low > whole + Decimal::ONE {
            return slip();
        }
        // "The family keeps 46 percent. A fund takes 38 percent, and the remaining 26 …"
        return with_earlier(draft, earlier, percents);
    }
    if !is_poll(draft, percents, &sentence) {
        division_of(draft, percents, sentence.end)?;
    }
    (all.low > whole).then(slip)?
}

/// `Harmon took 54 percent of the vote, Ost 38 percent and Bell 11 percent`: one vote, a name for each share.
fn is_poll(draft: &Draft<'_>, percents: &[&Mention], sentence: &Range<usize>) -> bool {
    let vote = sentence.clone().any(|i| draft.word(i, &["vote", "votes", "ballots", "runoff", "primary"]));
    let named = |m: &Mention| {
        let name = m.tokens.start.checked_sub(1).and_then(|i| draft.tokens().get(i));
        let verb = name.is_some_and(|t| t.kind == TokenKind::Word && !t.capital);
        let name =
            if verb { m.tokens.start.checked_sub(2).and_then(|i| draft.tokens().get(i)) } else { name };
        name.is_some_and(|t| t.kind == TokenKind::Word && t.capital)
    };
    // "in Leeds": two votes.
    let placed = sentence.clone().skip(3).any(|i| {
        draft.word(i, &["in", "at", "among"]) && draft.tokens().get(i + 1).is_some_and(|t| t.capital)
    });
    vote && !placed && percents.len() > 2 && percents.iter().all(|m| named(m))
}

/// Shares of two sentences and a remainder: fewer than all may leave out what was told elsewhere, more may not.
fn with_earlier(draft: &Draft<'_>, earlier: &[&Mention], percents: &[&Mention]) -> Option<Judgement> {
    let [one] = earlier else { return None };
    let all: Vec<&Mention> = std::iter::once(*one).chain(percents.iter().copied()).collect();
    let sentence = draft.sentence_of(one)?.tokens.clone();
    let form = claim::form(draft.prose(), draft.tokens(), sentence.start, sentence.end, one).form;
    let of = draft.word(one.tokens.end, &["of"]);
    let sum = all.iter().try_fold(Bounds::exact(Decimal::ZERO), |sum, m| sum.plus(Bounds::shown(m)?))?;
    let last = percents.last()?;
    let (low, high) = (Decimal::from(99), Decimal::from(101));
    if form != Form::Plain && form != Form::Part || !of || sum.high < low {
        return None;
    }
    if sum.low <= high {
        return draft.spot.agrees(last.core.start, last.core.end);
    }
    let terms: Vec<&str> = all.iter().map(|m| m.core_span.slice(draft.prose())).collect();
    let message = format!("{} is more than the whole", terms.join(" + "));
    draft.slip(Code::SumMismatch, last.core.start, last.core.end, message, "the shares exceed 100%")
}
