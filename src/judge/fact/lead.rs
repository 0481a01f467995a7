//! The facts that a block's words and figures lead to, sentence by sentence: what nothing leads to is never held.
//!
//! Leads only ever let too much through. A claim is about a fact if some word of its subject stands near (in the
//! sentence, the one before, a header, a run-in, the heading) or if its figure can be no other; so a sentence with
//! neither need not be bound, and facts whose words stand elsewhere need not be held against it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::claim::{self, Claim, Form, Stance, When};
use crate::fact::{Fact, FactValue, Measure};
use crate::judge::fact::compare::compare;
use crate::judge::fact::evidence::attribute;
use crate::judge::fact::focus::Bearing;
use crate::judge::fact::hold::Slip;
use crate::judge::fact::index::{Compiled, PackSet};
use crate::judge::fact::reading::Reading;
use crate::judge::fact::slip;
use crate::judge::fact::weigh::{is_telling, no_other, slip_of};
use crate::mention::{Hedge, Mention, Value};
use crate::period::Period;
use crate::quantity::Quantity;
use crate::text::{Token, TokenKind};

/// What a block's words and figures lead to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leads {
    /// Every fact that something in the block or around it leads to, in order.
    pub(crate) facts: Vec<u32>,
    /// Those among them that each sentence's claims may be about, in order.
    sentences: Vec<SmallVec<[Lead; 2]>>,
    /// Facts that the block may state rightly, of packs whose stories the document does not name.
    pub(crate) may_agree: Vec<u32>,
}

/// A fact that claims of a sentence may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lead {
    pub(crate) fact: u32,
    /// The mention, by index, whose figure alone points to it; none if a word does.
    by_figure: Option<u32>,
}

impl Lead {
    /// Whether a claim of that mention may be about the fact.
    pub(crate) fn holds_for(&self, mention: Option<usize>) -> bool {
        self.by_figure.is_none_or(|figure| mention == Some(figure as usize))
    }
}

impl Leads {
    /// Whether no sentence leads anywhere.
    pub(crate) fn is_empty(&self) -> bool {
        self.sentences.iter().all(SmallVec::is_empty)
    }

    /// The facts that a sentence's claims may be about.
    pub(crate) fn of(&self, sentence: usize) -> &[Lead] {
        self.sentences.get(sentence).map_or(&[], SmallVec::as_slice)
    }

    /// Without the sentences that lead to nothing but packs which have no say. Beside a fact that has one, theirs stay:
    /// a claim may be nearer to them.
    pub(crate) fn drop_silent(&mut self, set: &PackSet, silent: &[bool]) {
        let is_silent = |lead: &Lead| {
            let pack = set.facts.get(lead.fact as usize).map(|compiled| compiled.pack as usize);
            pack.and_then(|pack| silent.get(pack)).copied().unwrap_or(false)
        };
        for sentence in &mut self.sentences {
            if sentence.iter().all(is_silent) {
                sentence.clear();
            }
        }
    }
}

/// A stretch of words that are evidence for the same sentences.
#[derive(Default)]
struct Words {
    /// Facts that a word here is part of.
    facts: SmallVec<[u32; 8]>,
    /// A word that too many facts need to be led to by it stands here.
    common: bool,
    /// A word of change stands here.
    change: bool,
}

/// The facts that a block's words, its headers' and its heading's lead to, and those whose figures its own may be a
/// slip of.
pub(crate) fn leads(set: &PackSet, reading: &Reading<'_>, mentions: &[Mention]) -> Leads {
    let states = || reading.text.tokens.iter().any(|token| claim::direction(token).is_some());
    if mentions.is_empty() && !states() {
        return Leads::default();
    }
    let mut facts: Vec<u32> = Vec::new();
    let mut around = Words::default();
    for (prose, tokens) in reading.labels.iter().chain(&reading.heading) {
        for token in *tokens {
            see(set, prose, token, &mut around, &mut facts);
        }
    }
    let tokens = &reading.text.tokens;
    for token in tokens.get(reading.run_in.clone()).unwrap_or(&[]) {
        see(set, reading.prose, token, &mut around, &mut facts);
    }
    let mut words: Vec<Words> = Vec::with_capacity(reading.text.sentences.len());
    for sentence in &reading.text.sentences {
        let mut own = Words::default();
        for token in tokens.get(sentence.tokens.clone()).unwrap_or(&[]) {
            see(set, reading.prose, token, &mut own, &mut facts);
        }
        words.push(own);
    }
    for mention in mentions {
        match &mention.value {
            Value::Amount(said) => facts.extend(set.meant_by(said)),
            Value::Date(date) => {
                if let Some(Period::Day(day)) = date.resolve(reading.base) {
                    facts.extend_from_slice(set.facts_on(day));
                }
            }
            _ => {}
        }
    }
    if facts.is_empty() {
        return Leads::default();
    }
    facts.sort_unstable();
    facts.dedup();
    let reach = |fact: &u32| set.reach.get(*fact as usize).copied().unwrap_or_default();
    let wholes = || facts.iter().filter_map(|fact| Some((reach(fact).whole?, *fact)));
    let mut by_number: Vec<(i64, u32)> = wholes().map(|(whole, fact)| (whole.number, fact)).collect();
    let mut by_digits: Vec<(u64, u32)> = wholes().map(|(whole, fact)| (whole.digits, fact)).collect();
    by_number.sort_unstable();
    by_digits.sort_unstable();
    let block = Led {
        others: facts.iter().copied().filter(|fact| reach(fact).whole.is_none()).collect(),
        by_number,
        by_digits,
        anywhere: facts.iter().copied().filter(|fact| reach(fact).anywhere).collect(),
        by_change: facts.iter().copied().filter(|fact| reach(fact).by_change).collect(),
        facts: &facts,
        set,
        reading,
    };
    let mut first = 0;
    let mut may_agree = Vec::new();
    let sentences = reading.text.sentences.iter().enumerate().map(|(index, sentence)| {
        let rest = mentions.get(first..).unwrap_or(&[]);
        let own = rest.iter().take_while(|m| m.tokens.start < sentence.tokens.end).count();
        let figures = rest.iter().take(own).zip(first..).map(|(mention, i)| Figure::of(mention, i)).collect();
        first += own;
        let near = [Some(&around), words.get(index), index.checked_sub(1).and_then(|i| words.get(i))];
        let changes = words.get(index).is_some_and(|w| w.change);
        block.of_sentence(figures, changes, &near, &mut may_agree)
    });
    let sentences = sentences.collect();
    Leads { facts, sentences, may_agree }
}

/// What one token leads to: facts that the sentences around it may be about, and those that the block is held against.
fn see(set: &PackSet, prose: &str, token: &Token, words: &mut Words, facts: &mut Vec<u32>) {
    if token.kind == TokenKind::Sign {
        return;
    }
    words.change |= claim::direction(token).is_some();
    let mut add = |hash: u64, held: bool| {
        if let Some(lead) = set.lead(hash) {
            words.common |= lead.common;
            words.facts.extend_from_slice(&lead.facts);
            if held {
                facts.extend_from_slice(&lead.facts);
            }
        }
    };
    add(token.key, true);
    if token.stem != token.key {
        add(token.stem, true);
    }
    // Only words long enough to have an ending lead by their root alone.
    let root = token.root(prose);
    if root != token.key {
        add(root, token.span.len() >= 7);
    }
    if let Some(noun) = attribute(token) {
        add(noun.key, true);
        add(noun.stem, false);
        add(noun.root, false);
    }
}

/// A block with the facts that it leads to.
struct Led<'b> {
    set: &'b PackSet,
    reading: &'b Reading<'b>,
    facts: &'b [u32],
    /// Those that any sentence may be about, and those that any with a word of change may be about.
    anywhere: Vec<u32>,
    by_change: Vec<u32>,
    /// Those of whole counts, by the count and by its digits, and all others.
    by_number: Vec<(i64, u32)>,
    by_digits: Vec<(u64, u32)>,
    others: Vec<u32>,
}

impl Led<'_> {
    /// The facts that a sentence's claims may be about; those that it may state rightly go to `may_agree` as well.
    fn of_sentence(
        &self,
        figures: SmallVec<[Figure<'_>; 4]>,
        changes: bool,
        near: &[Option<&Words>],
        may_agree: &mut Vec<u32>,
    ) -> SmallVec<[Lead; 2]> {
        let mut out: SmallVec<[Lead; 2]> = SmallVec::new();
        if figures.is_empty() && !changes {
            return out;
        }
        let near = || near.iter().flatten();
        let mut by_word: SmallVec<[u32; 16]> = SmallVec::new();
        if near().any(|w| w.common) {
            by_word.extend_from_slice(self.facts);
        } else {
            near().for_each(|w| by_word.extend_from_slice(&w.facts));
            by_word.extend_from_slice(&self.anywhere);
            if near().any(|w| w.change) {
                by_word.extend_from_slice(&self.by_change);
            }
            by_word.sort_unstable();
            by_word.dedup();
            by_word.retain(|fact| self.facts.binary_search(fact).is_ok());
        }
        let base = self.reading.base;
        for index in &by_word {
            let Some((compiled, fact)) = self.fact(*index) else { continue };
            let states = changes && matches!(fact.measure, Measure::Change(_));
            if states || figures.iter().any(|f| f.comparable(fact, compiled, base)) {
                out.push(Lead { fact: *index, by_figure: None });
                if self.bearing(compiled) == Some(&Bearing::Open)
                    && is_telling(fact)
                    && (states || figures.iter().any(|f| f.compare(fact, compiled, base) == Some(Ok(()))))
                {
                    may_agree.push(*index);
                }
            }
        }
        let strong = figures.iter().filter(|f| f.may_point());
        let mut pointed = false;
        let mut met: Vec<u32> = Vec::new();
        for figure in strong {
            self.meet(figure, &mut met);
            for index in met.iter().filter(|index| by_word.binary_search(index).is_err()) {
                let Some((compiled, fact)) = self.fact(*index) else { continue };
                let told = self.bearing(compiled) == Some(&Bearing::Told);
                if figure.points_to(fact, compiled, told, base) {
                    pointed = true;
                    out.push(Lead { fact: *index, by_figure: u32::try_from(figure.index).ok() });
                    if self.bearing(compiled) == Some(&Bearing::Open)
                        && is_telling(fact)
                        && figure.compare(fact, compiled, base) == Some(Ok(()))
                    {
                        may_agree.push(*index);
                    }
                }
            }
        }
        if pointed {
            out.sort_unstable();
        }
        out
    }

    /// The facts whose values a figure may be, in order.
    fn meet(&self, figure: &Figure<'_>, met: &mut Vec<u32>) {
        met.clear();
        let sort = figure.sort();
        let is_of = |fact: &&u32| self.set.reach.get(**fact as usize).is_some_and(|reach| reach.sort == sort);
        let Some(said) = figure.whole else {
            met.extend(self.facts.iter().filter(is_of));
            return;
        };
        met.extend(self.others.iter().filter(is_of));
        let near = said.near();
        let first = self.by_number.partition_point(|(number, _)| number < near.start());
        let rest = self.by_number.get(first..).unwrap_or(&[]).iter();
        met.extend(rest.take_while(|(number, _)| number <= near.end()).map(|(_, fact)| *fact));
        let first = self.by_digits.partition_point(|(digits, _)| *digits < said.digits);
        let rest = self.by_digits.get(first..).unwrap_or(&[]).iter();
        met.extend(rest.take_while(|(digits, _)| *digits == said.digits).map(|(_, fact)| *fact));
        met.sort_unstable();
        met.dedup();
    }

    fn fact(&self, index: u32) -> Option<(&Compiled, &Fact)> {
        let compiled = self.set.facts.get(index as usize)?;
        Some((compiled, self.set.fact(compiled)?))
    }

    fn bearing(&self, compiled: &Compiled) -> Option<&Bearing> {
        self.reading.bearings.get(compiled.pack as usize)
    }
}

/// A mention with what is asked of it for every fact.
struct Figure<'m> {
    mention: &'m Mention,
    /// Into the block's mentions.
    index: usize,
    /// So exact and so rare that it states its fact in any words.
    own: bool,
    whole: Option<Whole>,
}

impl<'m> Figure<'m> {
    fn of(mention: &'m Mention, index: usize) -> Figure<'m> {
        Figure { mention, index, own: no_other(mention), whole: Whole::said(mention) }
    }

    /// Whether a claim of it can be held against a fact at all.
    fn comparable(&self, fact: &Fact, compiled: &Compiled, base: Option<NaiveDate>) -> bool {
        // "doubled" is compared by its direction, which the claim alone has.
        let alike = match (&self.mention.value, &fact.value) {
            (Value::Times(_), _) => true,
            (Value::Amount(said), FactValue::Amount { quantity, .. }) => matches!(
                (said, quantity),
                (Quantity::Count(_), Quantity::Count(_))
                    | (Quantity::Percent(_), Quantity::Percent(_))
                    | (Quantity::Points(_), Quantity::Points(_))
                    | (Quantity::Money { .. }, Quantity::Money { .. })
            ),
            _ => false,
        };
        alike || self.compare(fact, compiled, base).is_some()
    }

    /// Whether it may point to any fact by itself: a bound holds many values, and two digits of a count have many slips.
    fn may_point(&self) -> bool {
        matches!(self.mention.hedge, Hedge::Exact | Hedge::About)
            && (self.own || self.whole.is_none_or(|whole| whole.number >= 1_000))
    }

    fn sort(&self) -> Sort {
        match &self.mention.value {
            Value::Date(_) => Sort::Date,
            Value::Amount(q) | Value::Range { low: q, .. } => Sort::of(q),
            Value::Times(_) | Value::Vague { .. } => Sort::Other,
        }
    }

    /// Whether it can be no other figure than a fact's, right or with a slip of the pen.
    fn points_to(&self, fact: &Fact, compiled: &Compiled, told: bool, base: Option<NaiveDate>) -> bool {
        match self.compare(fact, compiled, base) {
            Some(Ok(())) if told && self.own => true,
            Some(_) => slip_of(Some(self.mention), fact, base) >= slip::STRONG,
            None => false,
        }
    }

    fn compare(&self, fact: &Fact, compiled: &Compiled, base: Option<NaiveDate>) -> Option<Result<(), Slip>> {
        // Form and stance only ever make a contradiction of what agrees.
        let plain = Claim {
            sentence: 0,
            mention: Some(0),
            tokens: self.mention.tokens.clone(),
            form: Form::Plain,
            change_word: None,
            counted: None,
            stance: Stance::Asserted,
            when: When::default(),
        };
        compare(&plain, Some(self.mention), fact, compiled, base)
    }
}

/// A whole number under a million, from where on figures are rounded more freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) number: i64,
    /// Its digits in any order.
    digits: u64,
}

/// Whole counts agree if they differ by no more than the 40th part, as the value table has it.
const WITHIN: i64 = 40;

impl Whole {
    pub(super) fn of(n: Decimal) -> Option<Whole> {
        if n.scale() > 0 {
            return None;
        }
        let number = i64::try_from(n.mantissa()).ok().filter(|n| (0..1_000_000).contains(n))?;
        Some(Whole { number, digits: slip::signature(n) })
    }

    /// A count that is written as it is, without a hedge.
    pub(super) fn said(mention: &Mention) -> Option<Whole> {
        match &mention.value {
            Value::Amount(Quantity::Count(n))
                if mention.hedge == Hedge::Exact && mention.step == Decimal::ONE =>
            {
                Whole::of(*n)
            }
            _ => None,
        }
    }

    /// Whether what a text says may be a fact's number, or a slip of it.
    pub(super) fn may_be(self, fact: Whole) -> bool {
        self.digits == fact.digits || self.near().contains(&fact.number)
    }

    /// The numbers nearly equal to it.
    fn near(self) -> std::ops::RangeInclusive<i64> {
        self.number - self.number / WITHIN..=self.number + self.number / WITHIN
    }
}

/// What kinds of value have nothing to do with one another in any dress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    Date,
    Money,
    #[default]
    Other,
}

impl Sort {
    pub(super) fn of(quantity: &Quantity) -> Sort {
        if matches!(quantity, Quantity::Money { .. }) { Sort::Money } else { Sort::Other }
    }
}

/// Which packs have no say in a document: it names nothing of their stories, and fewer of their facts than `tells` may
/// be stated in it. `may_agree` gives those of each block; once every pack has enough of them no more are asked for.
pub(crate) fn silent(
    set: &PackSet,
    bearings: &[Bearing],
    tells: usize,
    may_agree: impl Iterator<Item = Vec<u32>>,
) -> Vec<bool> {
    let mut silent: Vec<bool> = bearings.iter().map(|bearing| *bearing == Bearing::Open).collect();
    if !silent.contains(&true) {
        return silent;
    }
    let mut counts = vec![0; bearings.len()];
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    for facts in may_agree {
        for compiled in
            facts.iter().filter(|fact| seen.insert(**fact)).filter_map(|f| set.facts.get(*f as usize))
        {
            let pack = compiled.pack as usize;
            if let (Some(count), Some(silent)) = (counts.get_mut(pack), silent.get_mut(pack)) {
                *count += 1;
                *silent &= *count < tells;
            }
        }
        if !silent.contains(&true) {
            break;
        }
    }
    silent
}
