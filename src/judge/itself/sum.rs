//! `12 people — seven men and four women`, `seven buses and four vans, 12 in all`: parts in a sentence and the whole that they make.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::claim;
use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::ends;
use crate::judge::itself::opposed;
use crate::judge::itself::reckon::{Bounds, brief};
use crate::mention::{Hedge, Mention, Value};
use crate::quantity::Quantity;
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};
use crate::verdict::Judgement;

/// A part: its mention and the words that belong to it.
struct Part<'b> {
    mention: &'b Mention,
    words: Range<usize>,
}

/// Longer phrases are clauses.
const LONGEST: usize = 6;

/// More parts than this nobody lists in a sentence.
pub(super) const MOST: usize = 12;

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for (i, mention) in draft.mentions.iter().enumerate() {
        if !is_part(mention) {
            continue;
        }
        let found = falls_into(draft, i)
            .or_else(|| all_of(draft, i))
            .or_else(|| in_all(draft, i))
            .or_else(|| of_the(draft, i))
            .or_else(|| results(draft, i));
        out.extend(found);
    }
}

fn is_part(mention: &Mention) -> bool {
    matches!(
        &mention.value,
        Value::Amount(
            Quantity::Count(_) | Quantity::Points(_) | Quantity::Money { .. } | Quantity::Measure { .. }
        )
    )
}

fn closes(draft: &Draft<'_>, at: usize) -> bool {
    draft.tokens().get(at).is_none_or(|t| matches!(t.sign, '—' | '–' | ')' | ',' | '.' | ';' | '!' | '?'))
}

/// `12 people — seven men and four women`: the whole, a mark, and parts to the next mark.
fn falls_into(draft: &Draft<'_>, i: usize) -> Option<Judgement> {
    let whole = draft.mentions.get(i).filter(|m| m.hedge == Hedge::Exact)?;
    // Few figures have a mark right before the next one.
    let next = draft.mentions.get(i + 1)?;
    let mark = draft.tokens().get(next.tokens.start.checked_sub(1)?)?;
    if !matches!(mark.sign, '—' | '–' | '(' | ':' | ',') {
        return None;
    }
    let sentence = draft.sentence_of(whole)?;
    let counted = claim::counted(draft.prose(), draft.tokens(), sentence.tokens.end, whole);
    let mark = counted.as_ref().map_or(whole.tokens.end, |c| c.words.end);
    let sign = draft.tokens().get(mark)?.sign;
    if !matches!(sign, '—' | '–' | '(' | ':' | ',') {
        return None;
    }
    if next.tokens.start != mark + 1 {
        return None;
    }
    let parts = listed(draft, i + 1, sentence.tokens.end)?;
    let last = parts.last()?;
    let joined = parts.windows(2).any(|w| {
        let [_, b] = w else { return false };
        b.mention.tokens.start.checked_sub(1).is_some_and(|i| draft.word(i, &["and", "plus"]))
    });
    let labels: Vec<Vec<opposed::Part>> =
        parts.iter().map(|p| opposed::parts(draft, p.words.clone())).collect();
    let division = opposed::division(&labels);
    let kinds = parts.iter().all(|p| match (&whole.value, &p.mention.value) {
        (Value::Amount(Quantity::Measure { .. }), Value::Amount(part)) => !matches!(part, Quantity::Count(_)),
        _ => true,
    });
    if !kinds {
        return None;
    }
    let shut = match sign {
        '(' => draft.sign(last.words.end, ')'),
        _ => closes(draft, last.words.end),
    };
    // "12 points, seven rebounds and four assists" is one list; people fall into men and women.
    let noun = counted.map(|c| c.words);
    let named = |division| noun.is_some_and(|words| opposed::is_whole(draft, division, words));
    let apposed = sign != ',' || division.is_some_and(|d| opposed::is_people(d) || named(d));
    // "no shouting and no phones" counts nothing.
    let counted = parts.iter().all(|p| {
        let zero = matches!(&p.mention.value, Value::Amount(q) if q.amount().is_some_and(|n| n.is_zero()));
        !p.words.is_empty() && !zero
    });
    if !shut || !apposed || !counted || !(joined || division.is_some()) || next.core.start <= whole.core.end {
        return None;
    }
    let sum = total(whole, &parts)?;
    let said = Bounds::shown(whole)?;
    // Beside a comma, some of the parts may be left out: "eight medals, three gold and two silver".
    let open =
        sign == ',' && division.is_some_and(|d| !opposed::is_people(d) && parts.len() < opposed::size(d));
    if open && sum.high < said.low {
        return None;
    }
    let heads = |p: &Part<'_>| draft.tokens().get(p.words.end.checked_sub(1)?).map(|t| t.key);
    let alike = parts.iter().all(|p| heads(p).is_some() && heads(p) == parts.first().and_then(heads));
    // "12 members: seven women and eight students" may be both at once.
    let spent = matches!(whole.value, Value::Amount(Quantity::Money { .. } | Quantity::Points(_)));
    if sum.low > said.high && division.is_none() && !alike && !spent && !placed(draft, &parts) {
        return None;
    }
    let parts: Vec<&Mention> = parts.iter().map(|p| p.mention).collect();
    held(draft, whole, &parts, sum, (whole.core.start, last.words.end))
}

/// So many words may stand between all who are counted and the colon.
const FARTHEST: usize = 20;

/// `All 13 members have voted: seven for and four against`: all of them, and behind the colon of their clause the parts
/// into which they fall.
fn all_of(draft: &Draft<'_>, i: usize) -> Option<Judgement> {
    let whole = draft.mentions.get(i)?;
    // "were seated by noon on Monday: seven women …"
    let timed = |m: &Mention| matches!(m.value, Value::Date(_) | Value::Amount(Quantity::Clock(_)));
    let behind = draft.mentions.iter().enumerate().skip(i + 1).take(4);
    let (at, next) = behind.into_iter().find(|(_, m)| !timed(m))?;
    let colon = next.tokens.start.checked_sub(1).filter(|at| draft.sign(*at, ':'))?;
    let before = |words: &[&str]| whole.tokens.start.checked_sub(1).is_some_and(|i| draft.word(i, words));
    let all = before(&["all"]);
    if !(all || before(&["the", "its", "their"])) || whole.hedge != Hedge::Exact {
        return None;
    }
    let sentence = draft.sentence_of(whole)?.tokens.clone();
    let counted = claim::counted(draft.prose(), draft.tokens(), sentence.end, whole)?;
    let gap = counted.words.end..colon;
    let clear = colon < sentence.end
        && (1..=FARTHEST).contains(&gap.len())
        && !gap
            .clone()
            .any(|i| draft.tokens().get(i).is_none_or(|t| matches!(t.sign, ';' | '—' | '(' | ':')));
    let parts = listed(draft, at, sentence.end).filter(|_| clear)?;
    let labels: Vec<Vec<opposed::Part>> =
        parts.iter().map(|p| opposed::parts(draft, p.words.clone())).collect();
    let division = opposed::division(&labels)?;
    let fitting = opposed::is_people(division) || opposed::is_whole(draft, division, counted.words.clone());
    let last = parts.last().filter(|p| fitting && closes(draft, p.words.end))?;
    let sum = total(whole, &parts)?;
    // "The 13 members voted": some may have stayed away.
    if !all && sum.high < Bounds::shown(whole)?.low {
        return None;
    }
    let listed: Vec<&Mention> = parts.iter().map(|p| p.mention).collect();
    held(draft, whole, &listed, sum, (next.core.start, last.words.end))
}

/// "700 in Leeds and 600 in York": each part at a place of its own.
fn placed(draft: &Draft<'_>, parts: &[Part<'_>]) -> bool {
    parts.iter().all(|p| {
        draft.word(p.words.start, &["in", "at", "from"])
            && draft.tokens().get(p.words.start + 1).is_some_and(|t| t.capital && t.kind == TokenKind::Word)
    })
}

/// The parts from a mention on, each with its words; nothing where one is no plain part.
fn listed<'b>(draft: &Draft<'b>, from: usize, end: usize) -> Option<Vec<Part<'b>>> {
    let mut parts: Vec<Part<'b>> = Vec::new();
    for mention in draft.mentions.iter().skip(from).take(2 * MOST) {
        // "nine in the *first* quarter", "$4 million in *2024*"
        if parts.last().is_some_and(|p| mention.tokens.start < p.words.end) {
            continue;
        }
        let right_behind = parts.last().is_none_or(|p| {
            let gap = p.words.end..mention.tokens.start;
            gap.len() <= 2
                && !gap.is_empty()
                && gap
                    .clone()
                    .all(|i| draft.sign(i, ',') || draft.sign(i, ';') || draft.word(i, &["and", "plus"]))
        });
        if !right_behind || !is_part(mention) {
            break;
        }
        let words = words(draft, mention, end)?;
        parts.push(Part { mention, words });
    }
    (parts.len() > 1).then_some(parts)
}

/// The words that go with a part, up to a comma, "and" or the end of the list.
fn words(draft: &Draft<'_>, mention: &Mention, end: usize) -> Option<Range<usize>> {
    let start = mention.tokens.end;
    let mut at = start;
    while at < end && !closes(draft, at) && !draft.word(at, &["and", "plus"]) {
        let token = draft.tokens().get(at)?;
        let bars = Class::AUXILIARY
            .and(Class::MODAL)
            .and(Class::RELATIVE)
            .and(Class::PRONOUN)
            .and(Class::MORE)
            .and(Class::LESS);
        // "four of them children" are some of those already counted.
        if lexicon::is(token, bars) || at - start >= LONGEST || draft.word(at, &["of"]) {
            return None;
        }
        at += 1;
    }
    Some(start..at)
}

/// `seven buses and four vans, 12 vehicles in all`, `…, for a total of 12`
fn in_all(draft: &Draft<'_>, i: usize) -> Option<Judgement> {
    let whole = draft.mentions.get(i).filter(|m| m.hedge == Hedge::Exact)?;
    let start = whole.tokens.start;
    let after = (whole.tokens.end..whole.tokens.end + 4).find(|at| {
        draft.word(*at, &["in"]) && draft.word(at + 1, &["all", "total"])
            || draft.word(*at, &["altogether"])
            || draft.word(*at, &["all"]) && draft.word(at + 1, &["told"])
            || draft.word(*at, &["for"])
                && draft.word(at + 1, &["the"])
                && draft.word(at + 2, &["pair", "two", "lot"])
    });
    let plain = after.is_some_and(|at| {
        (whole.tokens.end..at).all(|i| {
            draft
                .tokens()
                .get(i)
                .is_some_and(|t| t.kind == TokenKind::Word && !lexicon::is(t, Class::FUNCTION))
        })
    });
    let total = start.checked_sub(1).is_some_and(|i| {
        draft.word(i, &["totaling", "totalling", "making"])
            || draft.word(i, &["of"]) && i.checked_sub(1).is_some_and(|i| draft.word(i, &["total"]))
    });
    if !plain && !total {
        return None;
    }
    // Back to the mark that parts it from the list.
    let mark = (start.saturating_sub(5)..start)
        .rev()
        .find(|i| draft.tokens().get(*i).is_some_and(|t| matches!(t.sign, ',' | '—' | '–' | '(')))?;
    let lead = (mark + 1..start).all(|i| {
        draft.word(
            i,
            &["for", "a", "total", "of", "totaling", "totalling", "making", "or", "grand", "combined"],
        )
    });
    if !lead {
        return None;
    }
    let sentence = draft.sentence_of(whole)?.tokens.clone();
    let own = draft.mentions.get(..i)?;
    let within = own.partition_point(|m| m.tokens.start < sentence.start);
    let (before, own) = own.split_at_checked(within)?;
    let (parts, joined) = match chain(draft, whole, own, mark, sentence.start)? {
        Chain::Fits => return draft.spot.agrees(whole.core.start, whole.core.end),
        Chain::Parts(parts, joined) if !parts.is_empty() => (parts, joined),
        // "… got 18 months and 30 months. The terms run back to back, four years in all."
        Chain::Parts(..) => {
            let sentences = &draft.spot.text.sentences;
            let at = sentences.partition_point(|s| s.tokens.end <= start);
            let earlier = sentences.get(at.checked_sub(1)?)?.tokens.clone();
            match chain(draft, whole, before, earlier.end.saturating_sub(1), earlier.start)? {
                Chain::Fits => return draft.spot.agrees(whole.core.start, whole.core.end),
                Chain::Parts(parts, joined) => (parts, joined),
            }
        }
    };
    let first = parts.first().map_or(start, |p| p.tokens.start);
    let overlapping = (first..start).any(|i| draft.word(i, &["concurrent", "concurrently"]));
    if parts.len() < 2 || !joined || overlapping {
        return None;
    }
    let sum = sum_of(whole, &parts)?;
    let near = parts.first().is_some_and(|p| p.tokens.start >= sentence.start);
    let from = if near { parts.first()?.core.start } else { whole.core.start };
    held(draft, whole, &parts, sum, (from, whole.core.end))
}

/// What stands before a total.
enum Chain<'b> {
    /// Parts that make it.
    Fits,
    /// Parts that do not, and whether they are joined to one list.
    Parts(Vec<&'b Mention>, bool),
}

/// The list of parts that ends before `until`, back to its beginning.
fn chain<'b>(
    draft: &Draft<'b>,
    whole: &Mention,
    before: &'b [Mention],
    mut until: usize,
    floor: usize,
) -> Option<Chain<'b>> {
    let mut parts: Vec<&Mention> = Vec::new();
    let mut joined = false;
    let link = |i: usize| draft.sign(i, ',') || draft.word(i, &["and", "plus", "with", "to"]);
    for part in before.iter().rev().take(MOST) {
        if matches!(part.value, Value::Date(_)) && part.tokens.start >= floor {
            continue;
        }
        if part.tokens.start < floor || !is_like(whole, part) {
            break;
        }
        let gap = part.tokens.end..until;
        let apart = gap.clone().any(|i| {
            draft.tokens().get(i).is_some_and(|t| {
                lexicon::is(
                    t,
                    Class::AUXILIARY.and(Class::MODAL).and(Class::RELATIVE).and(Class::SUBORDINATOR),
                ) || matches!(t.sign, ';' | ':' | '(' | ')')
            })
        });
        if apart || gap.len() > LONGEST || !parts.is_empty() && !gap.clone().any(link) {
            break;
        }
        joined |= !parts.is_empty() && gap.clone().any(|i| draft.word(i, &["and", "plus", "with", "to"]));
        parts.insert(0, part);
        until = part.tokens.start;
        // The shortest list that makes the whole is the one that is meant.
        if parts.len() > 1 && fits(whole, &parts)? {
            return Some(Chain::Fits);
        }
    }
    Some(Chain::Parts(parts, joined))
}

/// `11 wins, four draws and six defeats from 21 matches`: all that a match can end in, and how many there were.
fn results(draft: &Draft<'_>, i: usize) -> Option<Judgement> {
    let first = draft.mentions.get(i)?;
    let ends = ["wins", "win", "victories", "losses", "defeats"];
    if !draft.word(first.tokens.end, &ends) {
        return None;
    }
    let sentence = draft.sentence_of(first)?.tokens.clone();
    let mut parts = listed(draft, i, sentence.end)?;
    // The words of the last part run on to "from 22 matches".
    let last = parts.last_mut()?;
    let at = (last.words.start..sentence.end.min(last.words.start + 4))
        .find(|i| draft.word(*i, &["from", "in", "over", "after", "out"]))?;
    last.words.end = at;
    let labels: Vec<Vec<opposed::Part>> =
        parts.iter().map(|p| opposed::parts(draft, p.words.clone())).collect();
    opposed::division(&labels).filter(|division| opposed::is_results(*division))?;
    let whole = draft.within(&(at + 1..at + 4)).next()?;
    let counted = whole.hedge == Hedge::Exact
        && (whole.tokens.end..whole.tokens.end + 3).any(|i| {
            draft.word(
                i,
                &[
                    "matches", "games", "starts", "outings", "fixtures", "bouts", "fights", "races",
                    "meetings", "tests",
                ],
            )
        });
    let listed: Vec<&Mention> = parts.iter().map(|p| p.mention).collect();
    let sum = sum_of(whole, &listed)?;
    // Without the draws there may be fewer.
    let enough = listed.len() > 2 || sum.low > Bounds::shown(whole)?.high;
    (counted && enough).then(|| held(draft, whole, &listed, sum, (first.core.start, whole.core.end)))?
}

/// `Of the 500 votes cast, 310 were for and 240 against`: parts that cannot overlap and exceed the whole.
fn of_the(draft: &Draft<'_>, i: usize) -> Option<Judgement> {
    let whole = draft.mentions.get(i).filter(|m| m.hedge == Hedge::Exact)?;
    let start = whole.tokens.start;
    let led =
        start.checked_sub(1).is_some_and(|i| draft.word(i, &["the", "its", "their", "those", "all", "of"]));
    let of = (start.saturating_sub(2)..start).find(|i| led && draft.word(*i, &["of", "among"]))?;
    let sentence = draft.sentence_of(whole)?.tokens.clone();
    if of > sentence.start + 1 {
        return None;
    }
    let behind: Vec<&Mention> = draft
        .mentions
        .iter()
        .skip(i + 1)
        .take_while(|m| m.tokens.start < sentence.end)
        .filter(|m| !matches!(m.value, Value::Date(_)))
        .take(MOST)
        .collect();
    if behind.len() < 2 || behind.iter().any(|m| !is_like(whole, m) || m.hedge != Hedge::Exact) {
        return None;
    }
    division_of(draft, &behind, sentence.end)?;
    let sum = sum_of(whole, &behind)?;
    if sum.low <= Bounds::shown(whole)?.high {
        return None;
    }
    held(draft, whole, &behind, sum, (whole.core.start, behind.last()?.core.end))
}

/// The division into which the words around each mention fall.
pub(super) fn division_of(draft: &Draft<'_>, mentions: &[&Mention], end: usize) -> Option<usize> {
    let labels: Vec<Vec<opposed::Part>> = mentions
        .iter()
        .enumerate()
        .map(|(i, m)| {
            let stop = mentions.get(i + 1).map_or(end, |next| next.tokens.start).min(m.tokens.end + LONGEST);
            // Up to the end of its own clause.
            let stop =
                (m.tokens.end..stop).find(|i| draft.sign(*i, ',') || draft.sign(*i, ';')).unwrap_or(stop);
            let behind = opposed::parts(draft, m.tokens.end..stop);
            if !behind.is_empty() {
                return behind;
            }
            let floor = i.checked_sub(1).and_then(|i| mentions.get(i)).map_or(0, |b| b.tokens.end);
            opposed::parts(draft, floor.max(m.tokens.start.saturating_sub(3))..m.tokens.start)
        })
        .collect();
    opposed::division(&labels)
}

/// The amounts of two quantities that can be added, in the first one's unit. Points of a game are counted.
fn alike(whole: &Quantity, part: &Quantity) -> Option<(Decimal, Decimal)> {
    match (whole, part) {
        (Quantity::Points(a), Quantity::Count(b)) => Some((*a, *b)),
        // "4 inches on Monday, 3 on Tuesday": the unit is said once.
        (Quantity::Measure { amount, .. }, Quantity::Count(b)) => Some((*amount, *b)),
        _ => ends::in_one_unit(whole, part),
    }
}

/// Of one kind with the whole.
fn is_like(whole: &Mention, part: &Mention) -> bool {
    match (&whole.value, &part.value) {
        (Value::Amount(a), Value::Amount(b)) => alike(a, b).is_some(),
        _ => false,
    }
}

fn total(whole: &Mention, parts: &[Part<'_>]) -> Option<Bounds> {
    let parts: Vec<&Mention> = parts.iter().map(|p| p.mention).collect();
    sum_of(whole, &parts)
}

/// What the parts make, in the whole's unit.
fn sum_of(whole: &Mention, parts: &[&Mention]) -> Option<Bounds> {
    // Beside "$4.5 million", "$1 million" is no rounder.
    let finest = parts.iter().map(|p| p.step).min()?.checked_div(Decimal::TWO)?;
    parts.iter().try_fold(Bounds::exact(Decimal::ZERO), |sum, part| {
        let (Value::Amount(a), Value::Amount(b)) = (&whole.value, &part.value) else { return None };
        let (_, value) = alike(a, b)?;
        let own = Bounds::shown(part)?;
        let value = value.normalize();
        let slack = if value == b.amount()? { own.high.checked_sub(value)? } else { Decimal::ZERO };
        let slack = if part.hedge == Hedge::Exact { slack.min(finest) } else { slack };
        sum.plus(Bounds::around(value, slack)?)
    })
}

fn fits(whole: &Mention, parts: &[&Mention]) -> Option<bool> {
    let (sum, said) = (sum_of(whole, parts)?, Bounds::shown(whole)?);
    Some(sum.low <= said.high && said.low <= sum.high)
}

fn held(
    draft: &Draft<'_>,
    whole: &Mention,
    parts: &[&Mention],
    sum: Bounds,
    (start, end): (usize, usize),
) -> Option<Judgement> {
    let said = Bounds::shown(whole)?;
    if sum.low <= said.high && said.low <= sum.high {
        return draft.spot.agrees(whole.core.start, whole.core.end);
    }
    let mut exact = Decimal::ZERO;
    let mut terms: Vec<String> = Vec::new();
    let Value::Amount(model) = &whole.value else { return None };
    for part in parts {
        let Value::Amount(quantity) = &part.value else { return None };
        exact = exact.checked_add(alike(model, quantity)?.1)?;
        terms.push(quantity.to_string());
    }
    let right = match model {
        Quantity::Money { currency, .. } => {
            Quantity::Money { amount: exact.normalize(), currency: *currency }
        }
        Quantity::Measure { unit, .. } => Quantity::Measure { amount: brief(exact), unit: *unit },
        _ => Quantity::Count(exact.normalize()),
    };
    let said = match model {
        Quantity::Points(n) => Quantity::Count(*n),
        other => other.clone(),
    };
    let message = format!("{} = {right}, not {said}", terms.join(" + "));
    draft.slip(Code::SumMismatch, start, end, message, "the parts do not make the whole")
}
