//! What several blocks say together: a number and the bulleted list under it, a table and its total, the parts of a
//! ballot.

use rust_decimal::Decimal;

use crate::claim;
use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::opposed;
use crate::mention::{Hedge, Mention, Value};
use crate::quantity::Quantity;
use crate::source::{BlockKind, Document};
use crate::text::lexicon::{self, Class};
use crate::verdict::Judgement;

/// The checks of a document; `drafts` are its blocks in order.
pub(super) fn judge(document: &Document, drafts: &[Draft<'_>], out: &mut Vec<Judgement>) {
    let mut at = 0;
    while at < drafts.len() {
        let run = drafts.iter().skip(at).take_while(|d| d.spot.block.kind == BlockKind::ListItem).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let items = drafts.get(at..at + run).unwrap_or(&[]);
        if let Some(lead) = at.checked_sub(1).and_then(|i| drafts.get(i)) {
            out.extend(announced(document, lead, items));
        }
        out.extend(ballot(items));
        at += run;
    }
}

/// Longer lists are counted by nobody.
const LONGEST: i64 = 20;

/// `The plan has four parts:` and the list that follows.
fn announced(document: &Document, lead: &Draft<'_>, items: &[Draft<'_>]) -> Option<Judgement> {
    let colon = lead.tokens().len().checked_sub(1).filter(|i| lead.sign(*i, ':'))?;
    let mention = lead.mentions.iter().rev().find(|m| !matches!(m.value, Value::Date(_)))?;
    let Value::Amount(Quantity::Count(n)) = &mention.value else { return None };
    let small = n.scale() == 0 && *n >= Decimal::TWO && *n <= Decimal::from(LONGEST);
    if !small || mention.hedge != Hedge::Exact || mention.compound || !is_announced(lead, mention, colon) {
        return None;
    }
    let listed = top_items(document, items);
    if Decimal::from(listed) == *n {
        return lead.spot.agrees(mention.core.start, mention.core.end);
    }
    let message = format!("{} are announced, {listed} are listed", mention.core_span.slice(lead.prose()));
    (listed > 1).then(|| {
        let end = colon.max(mention.core.end);
        lead.slip(Code::SumMismatch, mention.core.start, end, message, &format!("the list has {listed}"))
    })?
}

/// Words that may lead on from what is announced to the colon.
const LEADING_ON: &[&str] =
    &["to", "for", "in", "on", "that", "which", "you", "we", "this", "from", "with", "at", "of"];

/// Whether it is the number of what the list holds: "five ways to help:", not "the results of all five meetings:".
fn is_announced(draft: &Draft<'_>, mention: &Mention, colon: usize) -> bool {
    let Some(counted) = claim::counted(draft.prose(), draft.tokens(), colon, mention) else { return false };
    let token = |i: usize| draft.tokens().get(i);
    let mut before = mention.tokens.start;
    while before.checked_sub(1).and_then(token).is_some_and(|t| lexicon::is(t, Class::DETERMINER)) {
        before -= 1;
    }
    // "the results of five meetings:", "the scores in the two games:"; but "support for four platforms:".
    let within = before.checked_sub(1).is_some_and(|i| {
        let bare =
            before == mention.tokens.start && !draft.word(i, &["of", "from", "after", "during", "between"]);
        token(i).is_some_and(|t| lexicon::is(t, Class::PREPOSITION))
            && !bare
            && !draft.word(i, &["with", "into", "as"])
    });
    let owned = counted.words.clone().filter_map(token).any(|t| t.possessive);
    let tail = counted.words.end..colon;
    let leads = tail.is_empty()
        || tail.len() <= 6
            && draft.word(tail.start, LEADING_ON)
            && !tail
                .clone()
                .any(|i| draft.word(i, &["each", "every", "per", "following", "these", "below", "as"]));
    !within && !owned && leads
}

/// No marker stands farther from its line's beginning.
const DEEPEST: usize = 60;

/// The items of the outermost level: a marker stands before them, as far in as before the first.
fn top_items(document: &Document, items: &[Draft<'_>]) -> usize {
    let depth = |draft: &Draft<'_>| {
        let start = draft.spot.block.map.pieces().first()?.source_start as usize;
        let before = document.text.as_bytes().get(start.saturating_sub(DEEPEST)..start)?;
        let line = before.rsplit(|b| *b == b'\n').next()?;
        let marked = line.iter().any(|b| matches!(b, b'-' | b'*' | b'+' | b'0'..=b'9'));
        marked.then(|| line.iter().take_while(|b| b.is_ascii_whitespace()).count())
    };
    let Some(first) = items.first().and_then(depth) else { return 0 };
    items.iter().filter(|item| depth(item).is_some_and(|own| own <= first)).count()
}

/// `Yes: 55%` and `No: 50%`: one percentage an item, and items that cannot overlap.
fn ballot(items: &[Draft<'_>]) -> Option<Judgement> {
    if items.len() < 2 || items.len() > 12 {
        return None;
    }
    let mut sum = Decimal::ZERO;
    let mut labels = Vec::new();
    let mut terms: Vec<String> = Vec::new();
    for item in items {
        let [mention] = item.mentions else { return None };
        let Value::Amount(Quantity::Percent(p)) = mention.value else { return None };
        let low = p.checked_sub(mention.step.checked_div(Decimal::TWO)?)?;
        sum = sum.checked_add(low)?;
        labels.push(opposed::parts(item, 0..item.tokens().len().min(12)));
        terms.push(format!("{p}%"));
    }
    opposed::division(&labels)?;
    let (item, last) = items.last().and_then(|d| Some((d, d.mentions.first()?)))?;
    let message = format!("{} is more than the whole", terms.join(" + "));
    (sum > Decimal::ONE_HUNDRED).then(|| {
        item.slip(Code::SumMismatch, last.core.start, last.core.end, message, "the shares exceed 100%")
    })?
}
