//! `rose from 200 to 250, a 20% increase`: a change and its own ends.

use rust_decimal::Decimal;

use crate::claim::{self, Form, Formed};
use crate::fact::Direction;
use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::ends::{self, Ends, Pattern, ends_clause, finite, in_one_unit};
use crate::judge::itself::reckon::{self, Bounds, Stated, brief};
use crate::mention::{self, Hedge, Mention, Value};
use crate::quantity::{Dimension, Kind, Quantity};
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};
use crate::verdict::Judgement;

/// So many words may stand between the ends and the size of the change, on either side.
const REACH: usize = 8;

/// Words of change that say whether it is for the better or how fast, and not where a figure went.
const JUDGING: &[&str] = &[
    "improve",
    "improved",
    "improves",
    "improving",
    "improvement",
    "worsen",
    "worsened",
    "worsening",
    "strengthen",
    "strengthened",
    "weaken",
    "weakened",
    "advance",
    "advanced",
    "slow",
    "slowed",
    "slowing",
    "accelerate",
    "accelerated",
    "recover",
    "recovered",
    "rally",
    "rallied",
    "rebounded",
    "gained",
    "gain",
    "gains",
    "lost",
    "lose",
    "loses",
    "ease",
    "eased",
    "easing",
    "boosted",
    "boost",
];

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    // Two values and a word of change, or nothing to do.
    if draft.mentions.len() < 2 {
        return;
    }
    let pairs = ends::ends(draft);
    for ends in &pairs {
        if let Some(finding) = direction(draft, ends) {
            out.push(finding);
            continue;
        }
        sizes(draft, ends, out);
    }
    apart(draft, &pairs, out);
}

/// A word of change against its own ends.
fn direction(draft: &Draft<'_>, ends: &Ends<'_>) -> Option<Judgement> {
    let (word, said) = match ends.pattern {
        Pattern::UpFrom => ends::particle(draft, ends.to.tokens.end, ends.from.tokens.start.checked_sub(1)?)?,
        Pattern::FromTo | Pattern::ToFrom => governor(draft, ends)?,
        Pattern::Against | Pattern::Than | Pattern::Now | Pattern::Stood | Pattern::Apart => return None,
    };
    let overlap = ends.a == ends.b || ends.before.high > ends.after.low && ends.after.high > ends.before.low;
    // "fell to $5 million from a $3 million surplus"
    let turned = draft.word(ends.from.tokens.end, &["surplus", "deficit", "loss", "profit", "gain"]);
    // "narrowed its forecast from …": the distance of two ends that are not told.
    let closed = draft
        .word(word, &["narrow", "narrowed", "narrows", "narrowing", "widen", "widened", "widens"])
        && draft.tokens().get(word + 1).is_some_and(|t| lexicon::is(t, Class::DETERMINER));
    let timed = closed
        || turned
        || matches!(&ends.from.value, Value::Amount(q) if q.kind() == Kind::Measure(Dimension::Time));
    if ends.went() == said || overlap || timed || draft.word(word, JUDGING) || is_rate(draft, ends, word) {
        return None;
    }
    let (Value::Amount(a), Value::Amount(b)) = (&ends.from.value, &ends.to.value) else { return None };
    let message = format!("from {a} to {b} is {}, not {}", way(ends.went()), way(said));
    let start = word.min(ends.earlier().core.start);
    draft.slip(
        Code::DirectionMismatch,
        start,
        ends.later().core.end,
        message,
        "the word and its numbers disagree",
    )
}

/// The word of change right before the ends, with nothing between but its own size or, before "from … to", what it
/// changes: `rose`, `rose 20%`, `fell sharply`, `lowered the fee`.
fn governor(draft: &Draft<'_>, ends: &Ends<'_>) -> Option<(usize, Direction)> {
    let mut at = ends.earlier().tokens.start.checked_sub(1)?;
    let sentence = draft.sentence_of(ends.earlier())?.tokens.start;
    let stop = at;
    // Inside a noun phrase a word of change is part of a name ("the merit raise pool").
    let mut object = false;
    while at > sentence {
        at -= 1;
        let size = mention::mention_at(draft.mentions, at).filter(|m| !matches!(m.value, Value::Date(_)));
        if let Some(size) = size.filter(|_| !object) {
            at = size.tokens.start;
            continue;
        }
        let token = draft.tokens().get(at)?;
        if object {
            if stop - at > LONGEST_OBJECT || token.kind != TokenKind::Word {
                return None;
            }
            if lexicon::is(token, Class::DETERMINER) {
                let verb = at.checked_sub(1).filter(|i| *i >= sentence)?;
                let direction = draft.tokens().get(verb).and_then(claim::direction)?;
                return (!named(draft, verb)).then_some((verb, direction));
            }
            if lexicon::is(token, Class::FUNCTION.and(Class::PRONOUN)) {
                return None;
            }
            continue;
        }
        if let Some(direction) = claim::direction(token) {
            return (!named(draft, at)).then_some((at, direction));
        }
        let manner = token.kind == TokenKind::Word && token.text(draft.prose()).ends_with("ly");
        let light =
            lexicon::is(token, Class::ADVERB.and(Class::COLOUR)) || token.is_any(draft.prose(), &["by"]);
        if !(light || manner) {
            let noun =
                token.kind == TokenKind::Word && !lexicon::is(token, Class::FUNCTION.and(Class::PRONOUN));
            if ends.pattern != Pattern::FromTo || at + 1 != stop || !noun {
                return None;
            }
            object = true;
        }
    }
    None
}

/// What is changed has few words: "its full-year forecast".
const LONGEST_OBJECT: usize = 4;

/// "fell to 83 per dollar from 82", "the yen against the dollar rose to 161": rates told the other way round.
fn is_rate(draft: &Draft<'_>, ends: &Ends<'_>, word: usize) -> bool {
    let Some(sentence) = draft.sentence_of(ends.from) else { return true };
    let money = |i: usize| {
        draft.tokens().get(i).is_some_and(|t| lexicon::is(t, Class::MONEY) && t.kind == TokenKind::Word)
    };
    let priced = matches!(ends.from.value, Value::Amount(Quantity::Count(_) | Quantity::Money { .. }));
    priced
        && (word.checked_sub(1).is_some_and(money)
            || (sentence.tokens.start.max(word.saturating_sub(12))..sentence.tokens.end.min(word + 24))
                .any(|i| draft.word(i, &["against", "per", "to"]) && (i + 1..i + 3).any(money)))
}

/// Every size of the change that stands beside its ends.
fn sizes(draft: &Draft<'_>, ends: &Ends<'_>, out: &mut Vec<Judgement>) {
    let at = |m: &Mention| draft.mentions.partition_point(|o| o.core.start < m.core.start);
    let (first, last) = (at(ends.earlier()), at(ends.later()));
    if ends.pattern == Pattern::Than && !draft.same_sentence(ends.from, ends.to) {
        let size = draft.mentions.get(last.saturating_sub(1));
        out.extend(size.and_then(|size| held(draft, ends, size, Place::Between)));
        return;
    }
    let middle = draft.mentions.get(first + 1..last).unwrap_or(&[]);
    let before = first.checked_sub(1).and_then(|i| draft.mentions.get(i));
    let behind = draft.mentions.iter().skip(last + 1).find(|m| !matches!(m.value, Value::Date(_)));
    let before = before.filter(|m| leads_to(draft, m, ends)).map(|m| (m, Place::Before));
    let behind = behind.and_then(|m| Some((m, restates(draft, ends.later(), m)?)));
    let middle = middle.iter().map(|m| (m, Place::Between));
    // "… from 200 to 250. That is a 20% increase."
    let next = behind
        .is_none()
        .then(|| draft.mentions.iter().skip(last + 1).find(|m| !matches!(m.value, Value::Date(_))))
        .flatten();
    let next =
        next.filter(|m| draft.points_back(m) && follows(draft, ends.later(), m)).map(|m| (m, Place::Next));
    let behind = behind.or(next);
    for (size, place) in before.into_iter().chain(middle).chain(behind) {
        if let Some(finding) = held(draft, ends, size, place) {
            out.push(finding);
        }
    }
}

/// Where the size of a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// `rose 20% to 240 from 200`
    Before,
    /// `250, up 20% from 200`
    Between,
    /// `from 200 to 250, a 20% increase`
    Apposed,
    /// `That is a 20% increase.`
    Next,
    /// `from 200 to 250, or 20%`, `(20%)`: without a word of change of its own.
    Bare,
}

/// Whether a mention is of the very next sentence.
fn follows(draft: &Draft<'_>, first: &Mention, second: &Mention) -> bool {
    let end = |m: &Mention| draft.sentence_of(m).map(|s| s.tokens.clone());
    matches!((end(first), end(second)), (Some(a), Some(b)) if a.end == b.start)
}

/// `rose 20% from 200 to 250`, `a 20% rise, from 200 to 250`: little between the size and the ends.
fn leads_to(draft: &Draft<'_>, size: &Mention, ends: &Ends<'_>) -> bool {
    let first = ends.earlier();
    let Some(stop) = first.tokens.start.checked_sub(1) else { return false };
    let gap = size.tokens.end..stop;
    matches!(ends.pattern, Pattern::FromTo | Pattern::ToFrom)
        && draft.same_sentence(size, first)
        && size.tokens.end <= stop
        && gap.len() <= REACH
        && gap.clone().filter(|i| draft.sign(*i, ',')).count() <= 1
        && !gap.clone().any(|i| {
            draft
                .tokens()
                .get(i)
                .is_some_and(|t| ends_clause(t) || finite(t) && claim::direction(t).is_none())
        })
        && gap.filter(|i| draft.tokens().get(*i).is_some_and(|t| claim::direction(t).is_some())).count() <= 1
}

/// Words that may lead from the ends to the size of the change.
const LEADING: &[&str] = &[
    "or",
    "a",
    "an",
    "the",
    "of",
    "by",
    "for",
    "which",
    "is",
    "was",
    "that",
    "representing",
    "meaning",
    "i.e.",
    "net",
    "about",
    "another",
];

/// Nouns of change that say no direction.
const NEUTRAL: &[&str] =
    &["move", "change", "shift", "difference", "step", "swing", "adjustment", "revision", "gap"];

/// How a figure behind the ends restates the change: directly behind a comma, a dash or a bracket.
fn restates(draft: &Draft<'_>, last: &Mention, size: &Mention) -> Option<Place> {
    if !draft.same_sentence(last, size) {
        return None;
    }
    let tokens = draft.tokens();
    let start = size.tokens.start;
    // Of money, a loss is what a firm has made; of anything else, it is a change.
    let money = matches!(size.value, Value::Amount(Quantity::Money { .. }));
    let lost = |token: &Token| !money && token.is_any(draft.prose(), &["loss", "saving"]);
    // Back over the words that lead to it.
    let mut at = start;
    let mut change = false;
    let mut or = false;
    while at > last.tokens.end {
        let token = tokens.get(at - 1)?;
        let leads = token.kind == TokenKind::Word
            && (token.is_any(draft.prose(), LEADING)
                || claim::direction(token).is_some()
                || lost(token)
                || lexicon::is(token, Class::DETERMINER.and(Class::COLOUR).and(Class::ADVERB)));
        if !leads || start - at > 6 {
            break;
        }
        change |= claim::direction(token).is_some() || lost(token);
        or |= token.is_any(draft.prose(), &["or"]);
        at -= 1;
    }
    let mark = at.checked_sub(1).filter(|i| *i >= last.tokens.end).and_then(|i| tokens.get(i));
    let marked = mark.is_some_and(|t| matches!(t.sign, ',' | '(' | '—' | '–' | '-'));
    if !(marked || or && at == last.tokens.end) {
        return None;
    }
    let gap = last.tokens.end..at.saturating_sub(usize::from(marked));
    let clear = gap.len() <= REACH
        && !gap.clone().any(|i| {
            draft.sign(i, ',')
                || tokens.get(i).is_some_and(|t| ends_clause(t) || finite(t))
                || draft.word(i, &["than", "as"])
        });
    if !clear {
        return None;
    }
    let word = formed(draft, size).and_then(|f| f.change_word).filter(|w| *w >= size.tokens.start);
    let tail = word.map_or(size.tokens.end, |w| w.max(size.tokens.end - 1) + 1);
    if compares_elsewhere(draft, tail) {
        return None;
    }
    if change || word.is_some() || matches!(size.value, Value::Times(_)) {
        return Some(Place::Apposed);
    }
    // "a half-point move": a noun of change that says no direction.
    let article = start.checked_sub(1).is_some_and(|i| draft.word(i, &["a", "an", "the"]))
        || draft.word(size.core.start, &["a", "an"]);
    let noun = size.tokens.end + usize::from(draft.sign(size.tokens.end, '-'));
    if article && marked && draft.word(noun, NEUTRAL) {
        return Some(Place::Apposed);
    }
    let ends =
        tokens.get(size.tokens.end).is_none_or(|t| matches!(t.sign, ',' | '.' | ')' | ';' | '—' | '–'));
    let or = (or || mark.is_some_and(|t| t.is('('))) && !in_another_unit(last, size);
    let points = matches!(size.value, Value::Amount(Quantity::Points(_)));
    (ends && (or || points)).then_some(Place::Bare)
}

/// "from 40 mph to 30 mph (50 km/h)", "from 40 mph to 30 (50 km/h)": the last end over again, and no size.
fn in_another_unit(last: &Mention, size: &Mention) -> bool {
    let (Value::Amount(last), Value::Amount(Quantity::Measure { unit, .. })) = (&last.value, &size.value)
    else {
        return false;
    };
    match last {
        Quantity::Measure { unit: own, .. } => own != unit,
        other => matches!(other, Quantity::Count(_)),
    }
}

/// "20% more than expected", "an increase of 20% on 2019", "in profit": the change of something else.
fn compares_elsewhere(draft: &Draft<'_>, tail: usize) -> bool {
    if draft.word(tail, &["than", "as"]) {
        return true;
    }
    let next = draft.mentions.partition_point(|m| m.tokens.start <= tail);
    let dated = draft.mentions.get(next).filter(|m| m.tokens.start <= tail + 2);
    if draft.word(tail, &["on", "over", "from", "since", "compared", "versus", "against", "relative", "vs"]) {
        let stretch = dated.is_some_and(|m| matches!(m.value, Value::Amount(Quantity::Measure { .. })));
        let earlier = (tail + 1..tail + 5).any(|i| draft.word(i, &["earlier", "before", "previous", "last"]));
        return !(stretch
            || earlier
            || draft.word(tail + 1, &["the", "that"])
                && draft.word(tail + 2, &["year", "period", "decade", "month"]));
    }
    if draft.word(tail, &["in", "of", "for", "among"]) {
        return dated.is_none() && !draft.word(tail + 1, &["all", "total", "just", "only"]);
    }
    false
}

/// The size of a change against what its ends say.
fn held(draft: &Draft<'_>, ends: &Ends<'_>, size: &Mention, place: Place) -> Option<Judgement> {
    let formed = formed(draft, size)?;
    let said = match (formed.form, place) {
        (Form::Change(said), _) => Some(said),
        (_, Place::Bare | Place::Apposed) => None,
        (_, Place::Before | Place::Between | Place::Next) => return None,
    };
    if place == Place::Between && ends.pattern == Pattern::Against {
        return None;
    }
    // "147.5 million for coffee, a drop of 42% from last year": a change with a base of its own.
    let loose = matches!(ends.pattern, Pattern::Against | Pattern::Apart);
    if loose && based(draft, size, formed.change_word) {
        return None;
    }
    let (right, stated) = sized(ends, size)?;
    let fits = reckon::fits(stated, right.bounds)?;
    let turned = said.filter(|said| *said != ends.went() && ends.a != ends.b);
    if let Some(said) = turned {
        // Only where it is the same change beyond doubt is the wrong word a slip of its own.
        let judging = formed.change_word.is_some_and(|w| draft.word(w, JUDGING) || is_rate(draft, ends, w));
        return (fits || matches!(place, Place::Apposed | Place::Next))
            .then(|| {
                let message = format!("{} is {}, not {}", shown(ends), way(ends.went()), way(said));
                let code = Code::DirectionMismatch;
                let (from, to) = extent(ends, size);
                draft.slip(code, from, to, message, "the word and its numbers disagree")
            })?
            .filter(|_| !judging);
    }
    if fits {
        return draft.spot.agrees(size.core.start, size.core.end);
    }
    let written = size.span.slice(draft.prose());
    let message = format!("{} is {}, not {written}", shown(ends), right.told);
    let (from, to) = extent(ends, size);
    let away = matches!(ends.pattern, Pattern::Apart)
        || place == Place::Next
        || !draft.same_sentence(ends.from, ends.to);
    let at = if away { size.core.start..size.core.end } else { from..to };
    draft.slip(Code::ChangeArithmetic, at.start, at.end, message, "the change does not follow from its ends")
}

fn shown(ends: &Ends<'_>) -> String {
    match (&ends.from.value, &ends.to.value) {
        (Value::Amount(a), Value::Amount(b)) => format!("from {a} to {b}"),
        _ => String::new(),
    }
}

fn extent(ends: &Ends<'_>, size: &Mention) -> (usize, usize) {
    let (first, last) = (ends.earlier(), ends.later());
    (first.core.start.min(size.core.start), last.core.end.max(size.core.end))
}

/// Whether a change says what it counts from.
fn based(draft: &Draft<'_>, size: &Mention, word: Option<usize>) -> bool {
    let tail = word.map_or(size.tokens.end, |w| (w + 1).max(size.tokens.end));
    draft.word(
        tail,
        &["on", "over", "from", "since", "compared", "versus", "against", "than", "in", "for", "of"],
    )
}

/// What a change comes to, and how to say it.
struct Right {
    bounds: Bounds,
    told: String,
}

/// What the ends make of the change in the terms in which its size is stated.
fn sized(ends: &Ends<'_>, size: &Mention) -> Option<(Right, Stated)> {
    let sign = if ends.went() == Direction::Up { '+' } else { '-' };
    let difference = ends.after.minus(ends.before)?.size();
    let exact = ends.b.checked_sub(ends.a)?.abs();
    let rates = matches!(ends.from.value, Value::Amount(Quantity::Percent(_)));
    let plain = |value: Decimal, step: Decimal| Stated { value, step, hedge: size.hedge, rough: false };
    if let Value::Times(times) = size.value {
        let bounds = ends.after.over(ends.before)?;
        let told = format!("{} times as much", brief(ends.b.checked_div(ends.a)?));
        let stated = Stated { value: times, step: Decimal::ZERO, hedge: size.hedge, rough: true };
        return Some((Right { bounds, told }, stated));
    }
    let Value::Amount(quantity) = &size.value else { return None };
    let share = match quantity {
        Quantity::Percent(p) => Some(plain(*p, size.step)),
        Quantity::Ratio { part, whole } if size.in_words => {
            let value = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(*whole)?;
            Some(Stated { value, step: Decimal::ZERO, hedge: size.hedge, rough: true })
        }
        _ => None,
    };
    if let Some(stated) = share {
        let ratio = ends.after.minus(ends.before)?.size();
        let bounds = ratio.over(ends.before)?.times(Decimal::ONE_HUNDRED)?;
        let percent = exact.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(ends.a)?;
        let points = rates && reckon::fits(stated, difference)?;
        let told = match points {
            true => format!("{sign}{} percentage points", exact.normalize()),
            false => format!("{sign}{}%", brief(percent)),
        };
        return Some((Right { bounds, told }, stated));
    }
    let (value, told) = match (quantity, &ends.from.value) {
        (Quantity::Points(p), Value::Amount(Quantity::Percent(_))) => {
            (*p, format!("{sign}{} points", exact.normalize()))
        }
        // Points of an index, not those of a batting average.
        (Quantity::Points(p), Value::Amount(Quantity::Count(_))) if ends.a >= Decimal::ONE => {
            (*p, format!("{sign}{} points", exact.normalize()))
        }
        (_, Value::Amount(from)) if from.kind() == quantity.kind() && quantity.kind() != Kind::Percent => {
            let (_, value) = in_one_unit(from, quantity)?;
            (value, format!("{sign}{}", like(from, exact)?))
        }
        _ => return None,
    };
    Some((Right { bounds: difference, told }, plain(value, size.step)))
}

/// An amount in the terms of another.
fn like(model: &Quantity, amount: Decimal) -> Option<Quantity> {
    let amount = amount.normalize();
    Some(match model {
        Quantity::Count(_) => Quantity::Count(amount),
        Quantity::Money { currency, .. } => Quantity::Money { amount, currency: *currency },
        Quantity::Measure { unit, .. } => Quantity::Measure { amount, unit: *unit },
        _ => return None,
    })
}

/// `In 2023 there were 200. In 2024 there were 250, an increase of 20%`: both ends dated or told by the same verb, and
/// nothing else to count.
fn apart(draft: &Draft<'_>, pairs: &[Ends<'_>], out: &mut Vec<Judgement>) {
    for (i, size) in draft.mentions.iter().enumerate() {
        let Some(to) = i.checked_sub(1).and_then(|i| draft.mentions.get(i)).filter(|m| ends::is_amount(m))
        else {
            continue;
        };
        if !draft.sign(to.tokens.end, ',')
            || size.tokens.start > to.tokens.end + REACH
            || restates(draft, to, size) != Some(Place::Apposed)
            || paired(pairs, to)
        {
            continue;
        }
        let Some(from) = end_before(draft, to) else { continue };
        let Some(ends) = Ends::of(from, to, Pattern::Apart) else { continue };
        out.extend(held(draft, &ends, size, Place::Apposed));
    }
}

/// Whether a value is an end of a pair already; pairs are in order, and near each other.
fn paired(pairs: &[Ends<'_>], to: &Mention) -> bool {
    const FARTHEST: usize = 40;
    let first = pairs.partition_point(|e| e.earlier().core.start + FARTHEST < to.core.start);
    let mut near = pairs.iter().skip(first).take_while(|e| e.earlier().core.start <= to.core.start);
    near.any(|e| [e.from.core.start, e.to.core.start].contains(&to.core.start))
}

/// The only amount of the sentence before, where that one runs parallel.
fn end_before<'b>(draft: &Draft<'b>, to: &Mention) -> Option<&'b Mention> {
    let sentences = &draft.spot.text.sentences;
    let at = sentences.partition_point(|s| s.tokens.end <= to.tokens.start);
    let (own, before) = (sentences.get(at)?, sentences.get(at.checked_sub(1)?)?);
    let within = |range: &std::ops::Range<usize>, m: &Mention| range.contains(&m.tokens.start);
    let from = draft.only_before(to)?;
    let dated = |range: &std::ops::Range<usize>| {
        draft.within(range).any(|m| within(range, m) && matches!(m.value, Value::Date(_)))
    };
    let first = draft.within(&own.tokens).find(|m| !matches!(m.value, Value::Date(_)));
    let only = first.is_some_and(|m| m.core.start == to.core.start);
    let verb = |m: &Mention| draft.tokens().get(m.tokens.start.checked_sub(1)?).map(|t| t.stem);
    let parallel = verb(from).is_some() && verb(from) == verb(to);
    (only && parallel && from.hedge == Hedge::Exact && dated(&own.tokens) && dated(&before.tokens))
        .then_some(from)
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
