//! `born in 1981 … at 51`, `from 1990 to 2020, 25 years`: a stretch of years and its own ends.

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::mention::{DateForm, Hedge, Mention, Value};
use crate::period::Period;
use crate::quantity::{Dimension, Quantity};
use crate::verdict::Judgement;

/// Words before "in" and a year that begin a stretch still going on.
const BEGINNINGS: &[&str] =
    &["born", "founded", "established", "hired", "created", "opened", "formed", "launched", "started"];

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    let mentions = draft.mentions;
    for (i, mention) in mentions.iter().enumerate() {
        let Some(year) = year_of(mention) else { continue };
        if let Some(finding) = closed(draft, i, year) {
            out.push(finding);
            continue;
        }
        let Some(base) = draft.base else { continue };
        let before = mention.core.start;
        let begins = before >= 2 && draft.word(before - 1, &["in"]) && draft.word(before - 2, BEGINNINGS);
        if !begins {
            continue;
        }
        let born = draft.word(before - 2, &["born"]);
        let Some(length) = mentions
            .iter()
            .skip(i + 1)
            .take(3)
            .find(|m| same_sentence(draft, mention, m) && is_age(draft, m, born))
        else {
            continue;
        };
        let Some(said) = years(length) else { continue };
        let full = Decimal::from(base.year().saturating_sub(year));
        let fits = said == full || said == full - Decimal::ONE;
        let (start, end) = (length.core.start, length.core.end);
        if fits {
            out.extend(draft.spot.agrees(start, end));
        } else if length.hedge == Hedge::Exact {
            let less = full - Decimal::ONE;
            let message = format!("from {year} to {} is {less} or {full} years, not {said}", base.year());
            out.extend(draft.slip(Code::SpanMismatch, start, end, message, &format!("{less} or {full}")));
        }
    }
}

fn year_of(mention: &Mention) -> Option<i32> {
    match &mention.value {
        Value::Date(date) => match date.form {
            DateForm::Full(Period::Year(year)) => Some(year),
            _ => None,
        },
        _ => None,
    }
}

fn years(mention: &Mention) -> Option<Decimal> {
    match &mention.value {
        Value::Amount(Quantity::Count(n)) => Some(*n),
        Value::Amount(Quantity::Measure { amount, unit })
            if unit.dimension() == Dimension::LongTime && unit.name_for(Decimal::ONE).starts_with("year") =>
        {
            Some(*amount)
        }
        _ => None,
    }
}

fn same_sentence(draft: &Draft<'_>, a: &Mention, b: &Mention) -> bool {
    let of = |m: &Mention| draft.spot.text.sentences.partition_point(|s| s.tokens.end <= m.core.start);
    of(a) == of(b)
}

/// `, at 51,`, `turned 83`, `38 years old`, `has been here twelve years`
fn is_age(draft: &Draft<'_>, mention: &Mention, born: bool) -> bool {
    let before = |words: &[&str]| mention.tokens.start.checked_sub(1).is_some_and(|i| draft.word(i, words));
    let bare = matches!(mention.value, Value::Amount(Quantity::Count(_)));
    if bare {
        let ends = draft
            .tokens()
            .get(mention.tokens.end)
            .is_none_or(|t| t.sign != '\0' || draft.word(mention.tokens.end, &["this", "and", "last"]));
        return before(&["turned", "turns"]) && ends || born && before(&["at", "aged"]) && ends;
    }
    let old = years(mention).is_some() && mention.core_span.slice(draft.prose()).contains("old");
    let been = mention.tokens.start.checked_sub(1).is_some_and(|i| draft.word(i, &["here", "there"]))
        && mention.tokens.start.checked_sub(2).is_some_and(|i| draft.word(i, &["been", "worked"]));
    old || been
}

/// `from 1990 to 2020, 25 years`
fn closed(draft: &Draft<'_>, i: usize, year: i32) -> Option<Judgement> {
    let mentions = draft.mentions;
    let (first, second, length) = (mentions.get(i)?, mentions.get(i + 1)?, mentions.get(i + 2)?);
    let end_year = year_of(second)?;
    let from = first.tokens.start.checked_sub(1).is_some_and(|at| draft.word(at, &["from"]));
    let to = second.tokens.start == first.tokens.end + 1 && draft.word(first.tokens.end, &["to", "until"]);
    let comma = draft.sign(second.tokens.end, ',') && length.tokens.start <= second.tokens.end + 3;
    if !from || !to || !comma || end_year < year || matches!(length.value, Value::Amount(Quantity::Count(_)))
    {
        return None;
    }
    let said = years(length)?;
    let full = Decimal::from(end_year.saturating_sub(year));
    // With or without the last year, both are right.
    if said == full || said == full + Decimal::ONE || length.hedge != Hedge::Exact {
        return draft.spot.agrees(length.core.start, length.core.end);
    }
    let message = format!("from {year} to {end_year} is {full} years, not {said}");
    draft.slip(Code::SpanMismatch, length.core.start, length.core.end, message, &format!("{full} years"))
}
