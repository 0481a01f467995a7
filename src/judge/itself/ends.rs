//! `from A to B`, `to B from A`, `B, up from A`, `B, against A a year earlier`: where a change began and what it came to.

use rust_decimal::Decimal;

use crate::claim;
use crate::fact::Direction;
use crate::judge::itself::Draft;
use crate::judge::itself::reckon::Bounds;
use crate::mention::{Hedge, Mention, Value};
use crate::quantity::Quantity;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// So many words may stand between two ends ("from 4,000 *a month in May* to 5,000").
const GAP: usize = 7;

/// How the two ends are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// `from A to B`
    FromTo,
    /// `to B from A`
    ToFrom,
    /// `B, up from A`
    UpFrom,
    /// `B, against A`; says nothing of a change by itself.
    Against,
    /// `B, 65 fewer than the A`
    Than,
    /// `A a year ago, B now`
    Now,
    /// `stood at A in May, has come down to B`
    Stood,
    /// `There were A. This year there were B, …`
    Apart,
}

/// Both ends of a change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends<'b> {
    pub(super) from: &'b Mention,
    pub(super) to: &'b Mention,
    /// In one unit, that of `from`.
    pub(super) before: Bounds,
    pub(super) after: Bounds,
    pub(super) a: Decimal,
    pub(super) b: Decimal,
    pub(super) pattern: Pattern,
}

impl<'b> Ends<'b> {
    /// The two ends in one unit; nothing where they cannot be two states of one thing.
    pub(super) fn of(from: &'b Mention, to: &'b Mention, pattern: Pattern) -> Option<Ends<'b>> {
        let (Value::Amount(first), Value::Amount(second)) = (&from.value, &to.value) else { return None };
        let (a, b) = in_one_unit(first, second)?;
        Ends::between((from, a), (to, b), pattern)
    }

    fn between(
        (from, a): (&'b Mention, Decimal),
        (to, b): (&'b Mention, Decimal),
        pattern: Pattern,
    ) -> Option<Ends<'b>> {
        if a.is_sign_negative() || b.is_sign_negative() {
            return None;
        }
        // Figures five hundred times apart lack a word ("from 1.04 to 1.5 billion") or are two things.
        let apart = a.max(b) >= a.min(b).checked_mul(Decimal::from(500))? && !a.is_zero() && !b.is_zero();
        if apart {
            return None;
        }
        let (before, shown) = (finer(from, to)?, finer(to, from)?);
        let after = match (&from.value, &to.value) {
            (
                Value::Amount(Quantity::Measure { unit, .. }),
                Value::Amount(Quantity::Measure { unit: other, .. }),
            ) if unit != other => {
                Bounds { low: other.convert(shown.low, *unit)?, high: other.convert(shown.high, *unit)? }
            }
            _ => shown,
        };
        Some(Ends { from, to, before, after, a, b, pattern })
    }

    /// "fewer than the 250": words of the comparison, no bound.
    fn than(from: &'b Mention, to: &'b Mention) -> Option<Ends<'b>> {
        let ends = Ends::of(from, to, Pattern::Than)?;
        Some(Ends { before: Bounds::around(ends.a, from.step.checked_div(Decimal::from(4))?)?, ..ends })
    }

    pub(super) fn went(&self) -> Direction {
        if self.b >= self.a { Direction::Up } else { Direction::Down }
    }

    pub(super) fn earlier(&self) -> &'b Mention {
        if self.from.core.start < self.to.core.start { self.from } else { self.to }
    }

    pub(super) fn later(&self) -> &'b Mention {
        if self.from.core.start < self.to.core.start { self.to } else { self.from }
    }
}

/// What an end may stand for: beside "1.2 million", "1 million" is no rounder.
fn finer(end: &Mention, other: &Mention) -> Option<Bounds> {
    let exact = end.hedge == Hedge::Exact && other.hedge == Hedge::Exact;
    match (exact && other.step.checked_mul(Decimal::TEN)? == end.step, &end.value) {
        (true, Value::Amount(quantity)) => {
            Bounds::around(quantity.amount()?, other.step.checked_div(Decimal::TWO)?)
        }
        _ => Bounds::shown(end),
    }
}

/// The amounts of two quantities of one kind, in the first one's unit.
pub(super) fn in_one_unit(a: &Quantity, b: &Quantity) -> Option<(Decimal, Decimal)> {
    match (a, b) {
        (Quantity::Measure { amount, unit }, Quantity::Measure { amount: other, unit: other_unit }) => {
            Some((*amount, other_unit.convert(*other, *unit)?))
        }
        (
            Quantity::Money { amount, currency },
            Quantity::Money { amount: other, currency: other_currency },
        ) => (currency == other_currency).then_some((*amount, *other)),
        (Quantity::Count(a), Quantity::Count(b))
        | (Quantity::Percent(a), Quantity::Percent(b))
        | (Quantity::Points(a), Quantity::Points(b)) => Some((*a, *b)),
        _ => None,
    }
}

/// An amount of which there can be more or less.
pub(super) fn is_amount(mention: &Mention) -> bool {
    matches!(
        &mention.value,
        Value::Amount(
            Quantity::Count(_)
                | Quantity::Percent(_)
                | Quantity::Points(_)
                | Quantity::Money { .. }
                | Quantity::Measure { .. }
        )
    )
}

/// Every pair of ends of a block, in order.
pub(super) fn ends<'b>(draft: &Draft<'b>) -> Vec<Ends<'b>> {
    let mentions = draft.mentions;
    let mut out: Vec<Ends<'b>> = Vec::new();
    for (i, first) in mentions.iter().enumerate().filter(|(_, m)| is_amount(m)) {
        // Dates and the size of the change itself may stand between.
        let mut size: Option<&Mention> = None;
        let mut end = None;
        for second in mentions.iter().skip(i + 1).take(4).filter(|m| !matches!(m.value, Value::Date(_))) {
            if second.tokens.start > first.tokens.end + 2 * GAP {
                break;
            }
            let end = *end.get_or_insert_with(|| draft.sentence_of(first).map_or(0, |s| s.tokens.end));
            if second.tokens.start >= end {
                break;
            }
            if size.is_none()
                && let Some(told) = told_before(draft, first, second)
            {
                out.extend(Ends::than(second, told));
                break;
            }
            if let Some(found) = pair(draft, first, size, second) {
                out.push(found);
                break;
            }
            if size.replace(second).is_some() {
                break;
            }
        }
    }
    out
}

fn pair<'b>(
    draft: &Draft<'b>,
    first: &'b Mention,
    size: Option<&Mention>,
    second: &'b Mention,
) -> Option<Ends<'b>> {
    if !is_amount(second) {
        return None;
    }
    let before =
        |m: &Mention, words: &[&str]| m.tokens.start.checked_sub(1).is_some_and(|i| draft.word(i, words));
    let between = first.tokens.end..second.tokens.start;
    let near = size.is_none() && between.len() <= GAP + 1 && !parted(draft, &between);
    if before(second, &["to"]) && before(first, &["from"]) {
        let ends = Ends::of(first, second, Pattern::FromTo)
            .or_else(|| elided(draft, first, second))
            .filter(|_| near && !odds(second))?;
        return (!ranged(draft, &ends)).then_some(ends);
    }
    if before(second, &["from"]) {
        let stop = second.tokens.start.checked_sub(1)?;
        if let Some((word, _)) = particle(draft, first.tokens.end, stop) {
            let own = size.is_none_or(|size| size.tokens.start > word);
            return Ends::of(second, first, Pattern::UpFrom).filter(|_| own && !aside(draft, first));
        }
        return Ends::of(second, first, Pattern::ToFrom).filter(|_| before(first, &["to"]) && near);
    }
    if let Some(size) = size {
        return than(draft, first, size, second).then(|| Ends::than(second, first))?;
    }
    if against(draft, first, second) {
        return Ends::of(second, first, Pattern::Against);
    }
    if before(second, &["to"]) && stood(draft, first, second) {
        return Ends::of(first, second, Pattern::Stood);
    }
    if now(draft, first, second) {
        return Ends::of(first, second, Pattern::Now);
    }
    None
}

/// `from 94 kilograms to 87`: the second end leaves out the unit of the first.
fn elided<'b>(draft: &Draft<'b>, first: &'b Mention, second: &'b Mention) -> Option<Ends<'b>> {
    let (Value::Amount(from), Value::Amount(Quantity::Count(b))) = (&first.value, &second.value) else {
        return None;
    };
    let united = matches!(from, Quantity::Measure { .. } | Quantity::Percent(_));
    let a = from.amount().filter(|_| united && !draft.counts(second))?;
    let ends = draft
        .tokens()
        .get(second.tokens.end)
        .is_none_or(|t| t.kind == TokenKind::Sign && !t.is('-') || lexicon::is(t, Class::PREPOSITION));
    ends.then(|| Ends::between((first, a), (second, *b), Pattern::FromTo))?
}

/// "or 64 cts a share, up from", "after a charge of 1.7 billion, down from": what went up is told before.
fn aside(draft: &Draft<'_>, to: &Mention) -> bool {
    (1..=3).filter_map(|back| to.tokens.start.checked_sub(back)).any(|i| {
        draft.word(
            i,
            &["or", "after", "despite", "including", "excluding", "with", "without", "against", "of"],
        ) && (i + 1 == to.tokens.start && !draft.word(i, &["of"])
            || draft.word(i, &["after", "despite", "including", "excluding"]))
    })
}

/// "rose to A from B and exports to C": another subject; "from 2 (a low) to 3" is left alone too.
fn parted(draft: &Draft<'_>, between: &std::ops::Range<usize>) -> bool {
    between.clone().any(|i| {
        draft.word(i, &["and", "but", "while", "or", "per", "against"])
            || draft.tokens().get(i).is_some_and(ends_clause)
    })
}

/// "from 18 to 1": odds.
fn odds(second: &Mention) -> bool {
    matches!(&second.value, Value::Amount(Quantity::Count(n)) if *n == Decimal::ONE)
}

/// "ranging from", "aged from"; "down from 2.4 to 2.7", where it came from lies between the two.
fn ranged(draft: &Draft<'_>, ends: &Ends<'_>) -> bool {
    let Some(at) = ends.from.tokens.start.checked_sub(2) else { return false };
    const RANGES: &[&str] = &[
        "ranging", "range", "ranges", "ranged", "aged", "ages", "anywhere", "vary", "varies", "varying",
        "ran", "runs", "run", "running", "lasted", "lasts", "lasting",
    ];
    let particle = match () {
        () if draft.word(at, &["up"]) => Direction::Up,
        () if draft.word(at, &["down"]) => Direction::Down,
        () => return draft.word(at, RANGES),
    };
    let moved = at.checked_sub(1).is_some_and(|i| {
        draft.word(i, &["gone", "went", "go", "goes", "going", "came", "come", "brought", "moved"])
    });
    !moved && (ends.went() != particle || matches!(ends.from.value, Value::Amount(Quantity::Percent(_))))
}

/// The direction of `, up from`, `, down 20% from` between a value and where it came from.
pub(super) fn particle(draft: &Draft<'_>, from: usize, to: usize) -> Option<(usize, Direction)> {
    let at = (from..to).rev().take(6).find(|i| draft.word(*i, &["up", "down"]))?;
    let comma = at.checked_sub(1).filter(|i| *i >= from)?;
    let open = draft.tokens().get(comma).is_some_and(|t| matches!(t.sign, ',' | '(' | '—' | '–'));
    let clear = (from..comma).len() <= GAP
        && !(from..comma).any(|i| draft.tokens().get(i).is_some_and(|t| ends_clause(t) || finite(t)));
    let direction = if draft.word(at, &["up"]) { Direction::Up } else { Direction::Down };
    (open && clear).then_some((at, direction))
}

/// `214,500 cars, against 195,000 a year earlier`
fn against(draft: &Draft<'_>, first: &Mention, second: &Mention) -> bool {
    let Some(at) = second.tokens.start.checked_sub(1) else { return false };
    let word = match draft.word(at, &["against", "versus", "vs", "vs."]) {
        true => at,
        false if draft.word(at, &["with", "to"]) => match at.checked_sub(1) {
            Some(i) if draft.word(i, &["compared"]) => i,
            _ => return false,
        },
        false => return false,
    };
    word >= first.tokens.end
        && word - first.tokens.end <= 2 * GAP
        && !(first.tokens.end..word).any(|i| draft.tokens().get(i).is_some_and(ends_clause))
}

/// `185 murders, 65 fewer than the 250`: between them stands the difference, right behind a comma.
fn than(draft: &Draft<'_>, first: &Mention, size: &Mention, second: &Mention) -> bool {
    let compared = (second.tokens.start..second.core.start).any(|i| draft.word(i, &["than"]));
    let apposed = size
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|i| draft.tokens().get(i).is_some_and(|t| matches!(t.sign, ',' | '(' | '—' | '–')));
    compared
        && apposed
        && second.tokens.start - size.tokens.end <= 1
        && size.tokens.start - first.tokens.end <= GAP
}

/// "The jail booked 412 people. That is 65 fewer than the 487": what the sentence before told.
fn told_before<'b>(draft: &Draft<'b>, size: &Mention, second: &Mention) -> Option<&'b Mention> {
    let compared = (second.tokens.start..second.core.start).any(|i| draft.word(i, &["than"]));
    if !compared || second.tokens.start.checked_sub(size.tokens.end)? > 1 || !draft.points_back(size) {
        return None;
    }
    draft.only_before(size)
}

/// `which stood at 9,300 in October, has come down to 7,440`
fn stood(draft: &Draft<'_>, first: &Mention, second: &Mention) -> bool {
    let start = first.tokens.start;
    let at = start.checked_sub(1).filter(|i| draft.word(*i, &["at"])).map_or(start, |i| i);
    let was = at
        .checked_sub(1)
        .is_some_and(|i| draft.word(i, &["stood", "was", "were", "numbered", "totaled", "totalled"]));
    let gap = first.tokens.end..second.tokens.start;
    let comma = gap.clone().any(|i| draft.sign(i, ','));
    let changed = second
        .tokens
        .start
        .checked_sub(2)
        .is_some_and(|i| draft.tokens().get(i).is_some_and(|t| claim::direction(t).is_some()));
    let parted = gap.clone().any(|i| {
        draft.word(i, &["while", "but", "whereas"]) || draft.tokens().get(i).is_some_and(ends_clause)
    });
    was && comma && changed && gap.len() <= 2 * GAP && !parted
}

/// `£4.1 million a year ago, £2.4 million now`
fn now(draft: &Draft<'_>, first: &Mention, second: &Mention) -> bool {
    let past = (first.tokens.end..second.tokens.start).any(|i| draft.word(i, &["ago", "earlier", "last"]));
    past && second.tokens.start - first.tokens.end <= GAP
        && second.tokens.start.checked_sub(1).is_some_and(|i| draft.sign(i, ','))
        && draft.word(second.tokens.end, &["now", "today"])
}

/// Ends a clause on the way from one end to the other.
pub(super) fn ends_clause(token: &Token) -> bool {
    token.kind == TokenKind::Sign && matches!(token.sign, ';' | ':' | '(' | ')' | '—' | '.' | '!' | '?')
}

/// A word that begins another statement: a conjunction, a relative, a verb, a subject of its own.
pub(super) fn finite(token: &Token) -> bool {
    let bars = Class::CONJUNCTION.and(Class::RELATIVE).and(Class::AUXILIARY).and(Class::MODAL);
    // "this year" is no subject.
    let pronoun = lexicon::is(token, Class::PRONOUN) && !lexicon::is(token, Class::DETERMINER);
    let change = token.kind == TokenKind::Word && claim::direction(token).is_some();
    lexicon::is(token, bars) || pronoun || change && !lexicon::is(token, Class::PREPOSITION)
}
