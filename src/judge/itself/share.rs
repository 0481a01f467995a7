//! `149 of 298, or a third`, `12 of 15 (75%)`: a part of a whole and the share that it is said to be.

use rust_decimal::Decimal;

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::ends::in_one_unit;
use crate::judge::itself::reckon::{self, Bounds, Stated, brief};
use crate::mention::{Hedge, Mention, Value};
use crate::quantity::Quantity;
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};
use crate::verdict::Judgement;

/// A share where it stands.
#[derive(Clone, Copy, Debug)]
struct Share {
    /// In percent.
    value: Decimal,
    step: Decimal,
    hedge: Hedge,
    how: How,
    /// Its tokens, hedge included.
    start: usize,
    end: usize,
    /// Those of the value itself.
    core: (usize, usize),
    /// One past its last mention.
    after: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// `149 of 298`, `12 of the 15`
    Counted,
    /// `a third`, `one in five`
    Words,
    /// `75%`
    Percent,
}

/// So many words of a noun may stand between a part and its share.
const NOUN: usize = 4;

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for at in 0..draft.mentions.len() {
        out.extend(of_whole(draft, at));
        out.extend(part_of(draft, at));
    }
    let mut at = 0;
    while at < draft.mentions.len() {
        let Some(first) = share(draft, at) else {
            at += 1;
            continue;
        };
        at = first.after;
        let Some(second) = share(draft, at) else { continue };
        if first.how == second.how || !restates(draft, first, second) {
            continue;
        }
        out.extend(held(draft, first, second));
        at = second.after;
    }
}

fn share(draft: &Draft<'_>, at: usize) -> Option<Share> {
    let mention = draft.mentions.get(at)?;
    let Value::Amount(quantity) = &mention.value else { return None };
    let share = |value: Decimal, how: How, last: &Mention, after: usize| Share {
        value,
        step: mention.step,
        hedge: mention.hedge,
        how,
        start: mention.tokens.start,
        end: last.tokens.end,
        core: (mention.core.start, last.core.end),
        after,
    };
    let percent = |part: Decimal, whole: Decimal| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole);
    match quantity {
        Quantity::Percent(p) => Some(share(*p, How::Percent, mention, at + 1)),
        Quantity::Ratio { part, whole } if *whole > Decimal::ONE => {
            // "one in five" tells a proportion, "149 of 298" counts.
            let of = (mention.core.start..mention.core.end).any(|i| draft.word(i, &["of"]));
            let counted = of && !mention.in_words && *whole > Decimal::TEN;
            let how = if counted { How::Counted } else { How::Words };
            Some(share(percent(*part, *whole)?, how, mention, at + 1))
        }
        Quantity::Count(part) if mention.hedge == Hedge::Exact => {
            let whole = draft.mentions.get(at + 1)?;
            let Value::Amount(Quantity::Count(n)) = &whole.value else { return None };
            let gap = mention.tokens.end..whole.tokens.start;
            let of = draft.word(gap.start, &["of"])
                || draft.word(gap.start, &["out"]) && draft.word(gap.start + 1, &["of"]);
            let joined = of
                && gap.len() <= 3
                && gap.skip(1).all(|i| {
                    draft
                        .word(i, &["of", "the", "its", "their", "our", "his", "her", "all", "those", "these"])
                });
            let fits = joined && whole.hedge == Hedge::Exact && part <= n && *n > Decimal::ONE;
            fits.then(|| Some(share(percent(*part, *n)?, How::Counted, whole, at + 2)))?
        }
        _ => None,
    }
}

/// `Of 360 complaints, 126 were upheld, or 35 percent`, `of the 240 patients, 60, or a quarter`
fn of_whole(draft: &Draft<'_>, at: usize) -> Option<Judgement> {
    let whole = draft.mentions.get(at)?;
    let Value::Amount(Quantity::Count(n)) = &whole.value else { return None };
    let near = whole.tokens.start.saturating_sub(2)..whole.tokens.start;
    if !near.into_iter().any(|i| draft.word(i, &["of"])) {
        return None;
    }
    let sentence = draft.sentence_of(whole)?.tokens.clone();
    let opening = sentence.start..whole.tokens.start.min(sentence.start + 2);
    let of = opening.into_iter().find(|i| draft.word(*i, &["of"]))?;
    let opens = of <= sentence.start + 1
        && (of + 1..whole.tokens.start)
            .all(|i| draft.word(i, &["the", "its", "their", "our", "those", "these", "all"]));
    if !opens || whole.hedge != Hedge::Exact || *n <= Decimal::ONE {
        return None;
    }
    let mut behind =
        draft.mentions.iter().enumerate().skip(at + 1).filter(|(_, m)| !matches!(m.value, Value::Date(_)));
    let (first, part) = behind.next()?;
    let (index, second) = behind.next()?;
    // "of the 60 buses, a third, or 20, are electric"
    if let Some(share) = share(draft, first).filter(|s| s.how != How::Counted && s.hedge == Hedge::Exact) {
        let comma =
            share.start.checked_sub(1).is_some_and(|i| draft.sign(i, ',') || draft.word(i, &["about"]));
        return held_part(draft, (share, share), whole, second).filter(|_| comma);
    }
    let Value::Amount(Quantity::Count(p)) = &part.value else { return None };
    let said = share(draft, index).filter(|s| s.how != How::Counted)?;
    let comma = part.tokens.start.checked_sub(1).is_some_and(|i| draft.sign(i, ',') && i > whole.tokens.end);
    let truth = Share {
        value: p.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(*n)?,
        step: Decimal::ONE,
        hedge: part.hedge,
        how: How::Counted,
        start: part.tokens.start,
        end: part.tokens.end,
        core: (part.core.start, part.core.end),
        after: index,
    };
    let near = said.start < sentence.end && said.start - part.tokens.end <= 6;
    // What is told of the part may stand between: "126 *were upheld*, or 45 percent".
    let mark = if draft.sign(said.start.checked_sub(1)?, '(') {
        said.start - 1
    } else {
        said.start.checked_sub(2)?
    };
    let told = part.tokens.end <= mark
        && (part.tokens.end..mark).all(|i| {
            draft.tokens().get(i).is_some_and(|t| {
                t.kind == TokenKind::Word && !lexicon::is(t, Class::CONJUNCTION.and(Class::RELATIVE))
            })
        });
    let apposed = restates(draft, Share { end: mark, ..truth }, said);
    if !comma || !near || !told || !apposed || part.hedge != Hedge::Exact || p > n {
        return None;
    }
    let bounds = Bounds::exact(truth.value);
    let stated =
        Stated { value: said.value, step: said.step, hedge: said.hedge, rough: said.how == How::Words };
    if reckon::fits(stated, bounds)? {
        return draft.spot.agrees(said.core.0, said.core.1);
    }
    let written = draft.spot.prose_span(said.start, said.end.checked_sub(1)?)?.slice(draft.prose());
    let message = format!("{p} of {n} is {}%, not {written}", brief(truth.value));
    draft.slip(
        Code::SumMismatch,
        part.core.start,
        said.end,
        message,
        "the share does not follow from the part and the whole",
    )
}

/// `20 percent of the $5 million budget, or $1 million`, `a third of its 240 members, or 80`
fn part_of(draft: &Draft<'_>, at: usize) -> Option<Judgement> {
    let first = draft.mentions.get(at)?;
    if !draft.word(first.tokens.end, &["of"]) {
        return None;
    }
    let share = share(draft, at).filter(|s| s.how != How::Counted && s.hedge == Hedge::Exact)?;
    let (whole, part) = (draft.mentions.get(share.after)?, draft.mentions.get(share.after + 1)?);
    let Value::Amount(w) = &whole.value else { return None };
    let of = draft.word(share.end, &["of"])
        && whole.tokens.start <= share.end + 2
        && (share.end + 1..whole.tokens.start)
            .all(|i| draft.word(i, &["the", "its", "their", "our", "those", "these", "all", "his", "her"]));
    if !of || !matches!(w, Quantity::Count(_) | Quantity::Money { .. }) {
        return None;
    }
    held_part(draft, (share, Share { end: whole.tokens.end, ..share }), whole, part)
}

/// A part against its share of the whole; `end` is where the part must stand behind.
fn held_part(
    draft: &Draft<'_>,
    (share, end): (Share, Share),
    whole: &Mention,
    part: &Mention,
) -> Option<Judgement> {
    let (Value::Amount(w), Value::Amount(p)) = (&whole.value, &part.value) else { return None };
    let (_, said) = in_one_unit(w, p)?;
    let second = Share {
        start: part.tokens.start,
        end: part.tokens.end,
        how: How::Counted,
        hedge: part.hedge,
        ..share
    };
    if !restates(draft, end, second) {
        return None;
    }
    let own = match share.how {
        How::Words => share.value.checked_mul(Decimal::new(7, 2))?,
        _ => share.step.checked_div(Decimal::TWO)?,
    };
    let rate = Bounds::around(share.value, own)?;
    let shown = Bounds::shown(whole)?;
    let hundredth = Decimal::new(1, 2);
    let bounds = Bounds {
        low: rate.low.checked_mul(shown.low)?.checked_mul(hundredth)?,
        high: rate.high.checked_mul(shown.high)?.checked_mul(hundredth)?,
    };
    if reckon::fits(Stated { value: said, step: part.step, hedge: part.hedge, rough: false }, bounds)? {
        return draft.spot.agrees(part.core.start, part.core.end);
    }
    let exact = brief(share.value.checked_mul(w.amount()?)?.checked_mul(hundredth)?);
    let right = match w {
        Quantity::Money { currency, .. } => Quantity::Money { amount: exact, currency: *currency },
        _ => Quantity::Count(exact),
    };
    let written = draft.spot.prose_span(share.start, share.end.checked_sub(1)?)?.slice(draft.prose());
    let message = format!("{written} of {w} is {right}, not {}", part.core_span.slice(draft.prose()));
    draft.slip(
        Code::SumMismatch,
        share.start,
        part.core.end,
        message,
        "the part does not follow from the share and the whole",
    )
}

/// The second stands in brackets behind the first and its noun, or after ", or".
fn restates(draft: &Draft<'_>, first: Share, second: Share) -> bool {
    let tokens = draft.tokens();
    let bracket = second.start.checked_sub(1).is_some_and(|i| draft.sign(i, '('));
    let or = second.start.checked_sub(1).is_some_and(|i| draft.word(i, &["or"]));
    let mark = match (bracket, or) {
        (true, _) => second.start - 1,
        (_, true) => match second
            .start
            .checked_sub(2)
            .filter(|i| draft.tokens().get(*i).is_some_and(|t| matches!(t.sign, ',' | '—' | '–')))
        {
            Some(mark) => mark,
            None => return false,
        },
        // "a third of the volunteers, 47 of 148,"
        _ if second.how == How::Counted
            && second.start.checked_sub(1).is_some_and(|i| draft.sign(i, ',')) =>
        {
            second.start - 1
        }
        _ => return false,
    };
    let noun = first.end..mark;
    let plain = mark >= first.end
        && noun.len() <= NOUN
        && noun.clone().all(|i| {
            tokens.get(i).is_some_and(|t| {
                t.kind == TokenKind::Word
                    && (!lexicon::is(
                        t,
                        Class::AUXILIARY.and(Class::MODAL).and(Class::RELATIVE).and(Class::CONJUNCTION),
                    ) || draft.word(i, &["of"]))
            })
        });
    let closed = tokens.get(second.end).is_none_or(|t| matches!(t.sign, ')' | ',' | '.' | ';' | '—' | '–'))
        || or
            && draft.word(second.end, &["of"])
            && draft.word(second.end + 1, &["them", "all", "those", "it", "that"]);
    let inside = !bracket || tokens.get(second.end).is_some_and(|t| matches!(t.sign, ')' | ',' | ';'));
    plain && closed && inside
}

fn held(draft: &Draft<'_>, first: Share, second: Share) -> Option<Judgement> {
    // What was counted is the truth; a share in words is rougher than one in percent.
    let rank = |how: How| match how {
        How::Counted => 0,
        How::Words => 1,
        How::Percent => 2,
    };
    let (truth, said) = if rank(first.how) <= rank(second.how) { (first, second) } else { (second, first) };
    let loose = truth.how == How::Words;
    let spare = if loose { truth.value.checked_div(Decimal::TEN)? } else { Decimal::ZERO };
    let bounds = Bounds::around(truth.value, spare)?;
    let stated =
        Stated { value: said.value, step: said.step, hedge: said.hedge, rough: said.how == How::Words };
    let hedged = loose && truth.hedge != Hedge::Exact;
    let words = |share: Share| {
        draft.spot.prose_span(share.start, share.end.checked_sub(1)?).map(|s| s.slice(draft.prose()))
    };
    if hedged || reckon::fits(stated, bounds)? {
        return draft.spot.agrees(said.core.0, said.core.1);
    }
    let message = format!("{} is {}%, not {}", words(truth)?, brief(truth.value), words(said)?);
    let (start, end) = (first.start.min(second.start), first.end.max(second.end));
    draft.slip(
        Code::SumMismatch,
        start,
        end,
        message,
        "the share does not follow from the part and the whole",
    )
}
