//! The facts that a block's words and figures lead to, sentence by sentence: what nothing leads to is never held.
//!
//! Leads only ever let too much through. A claim is about a fact if some word of its subject stands near (in the
//! sentence, the one before, a header, a run-in, the heading) or if its figure can be no other; so a sentence with
//! neither need not be bound, and facts whose words stand elsewhere need not be held against it.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::claim::{self, Claim, Form, Stance, When};
use crate::fact::{Fact, Measure};
use crate::judge::fact::compare::compare;
use crate::judge::fact::evidence::attribute;
use crate::judge::fact::focus::Bearing;
use crate::judge::fact::hold::Slip;
use crate::judge::fact::index::{Compiled, PackSet, Reach};
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
    sentences: Vec<SmallVec<[u32; 4]>>,
    /// Facts that the block may state rightly, of packs whose stories the document does not name.
    may_agree: Vec<u32>,
}

impl Leads {
    /// Whether no sentence leads anywhere.
    pub(crate) fn is_empty(&self) -> bool {
        self.sentences.iter().all(SmallVec::is_empty)
    }

    /// The facts that a sentence's claims may be about.
    pub(crate) fn of(&self, sentence: usize) -> &[u32] {
        self.sentences.get(sentence).map_or(&[], SmallVec::as_slice)
    }

    /// Without the sentences that lead to nothing but packs which have no say. Beside a fact that has one, theirs stay:
    /// a claim may be nearer to them.
    pub(crate) fn drop_silent(&mut self, set: &PackSet, silent: &[bool]) {
        let is_silent = |fact: &u32| {
            let pack = set.facts.get(*fact as usize).map(|compiled| compiled.pack as usize);
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
    let mut first = 0;
    let mut may_agree = Vec::new();
    let sentences = reading.text.sentences.iter().enumerate().map(|(index, sentence)| {
        let rest = mentions.get(first..).unwrap_or(&[]);
        let own = rest.iter().take_while(|m| m.tokens.start < sentence.tokens.end).count();
        let mentions = rest.get(..own).unwrap_or(&[]);
        first += own;
        let changes = words.get(index).is_some_and(|w| w.change);
        if mentions.is_empty() && !changes {
            return SmallVec::new();
        }
        let near = [Some(&around), words.get(index), index.checked_sub(1).and_then(|i| words.get(i))];
        of_sentence(set, reading, &facts, mentions, changes, &near, &mut may_agree)
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

/// The facts that a sentence's claims may be about.
fn of_sentence(
    set: &PackSet,
    reading: &Reading<'_>,
    facts: &[u32],
    mentions: &[Mention],
    changes: bool,
    near: &[Option<&Words>],
    may_agree: &mut Vec<u32>,
) -> SmallVec<[u32; 4]> {
    let near = || near.iter().flatten();
    let common = near().any(|w| w.common);
    let change_near = near().any(|w| w.change);
    let base = reading.base;
    let figures: SmallVec<[Figure<'_>; 8]> = mentions.iter().map(Figure::of).collect();
    facts
        .iter()
        .filter(|index| {
            let index = *index;
            let (Some(compiled), Some(reach)) =
                (set.facts.get(*index as usize), set.reach.get(*index as usize))
            else {
                return false;
            };
            let Some(fact) = set.fact(compiled) else { return false };
            let by_word = common
                || reach.anywhere
                || reach.by_change && change_near
                || near().any(|w| w.facts.contains(index));
            let bearing = reading.bearings.get(compiled.pack as usize);
            let led = if by_word {
                changes && matches!(fact.measure, Measure::Change(_))
                    || figures.iter().any(|f| f.comparable(fact, compiled, base))
            } else {
                let told = bearing == Some(&Bearing::Told);
                figures.iter().any(|f| f.points_to(fact, compiled, reach, told, base))
            };
            if led && bearing == Some(&Bearing::Open) && is_telling(fact) {
                let agrees = changes && matches!(fact.measure, Measure::Change(_))
                    || figures.iter().any(|f| f.compare(fact, compiled, base) == Some(Ok(())));
                may_agree.extend(agrees.then_some(*index));
            }
            led
        })
        .copied()
        .collect()
}

/// A mention with what is asked of it for every fact.
struct Figure<'m> {
    mention: &'m Mention,
    /// So exact and so rare that it states its fact in any words.
    own: bool,
    /// A count written as a whole number in digits, and the same digits in any order.
    whole: Option<(i64, u64)>,
}

impl<'m> Figure<'m> {
    fn of(mention: &'m Mention) -> Figure<'m> {
        let whole = match &mention.value {
            Value::Amount(Quantity::Count(n))
                if mention.hedge == Hedge::Exact && mention.step == Decimal::ONE =>
            {
                whole(*n).map(|n| (n, slip::signature(Decimal::from(n))))
            }
            _ => None,
        };
        Figure { mention, own: no_other(mention), whole }
    }

    /// Whether a claim of it can be held against a fact at all.
    fn comparable(&self, fact: &Fact, compiled: &Compiled, base: Option<NaiveDate>) -> bool {
        // "doubled" is compared by its direction, which the claim alone has.
        matches!(self.mention.value, Value::Times(_)) || self.compare(fact, compiled, base).is_some()
    }

    /// Whether it can be no other figure than a fact's, right or with a slip of the pen.
    fn points_to(
        &self,
        fact: &Fact,
        compiled: &Compiled,
        reach: &Reach,
        told: bool,
        base: Option<NaiveDate>,
    ) -> bool {
        // A bound holds many values.
        if !matches!(self.mention.hedge, Hedge::Exact | Hedge::About) {
            return false;
        }
        if let (Some((said, digits)), Some((wanted, of))) = (self.whole, reach.whole)
            && digits != of
            && (said - wanted).abs() * WITHIN > said
        {
            return false;
        }
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

/// Whole counts agree if they differ by no more than the 40th part, as the value table has it.
const WITHIN: i64 = 40;

/// A whole number under a million, from where on figures are rounded more freely.
pub(super) fn whole(n: Decimal) -> Option<i64> {
    if n.scale() > 0 {
        return None;
    }
    i64::try_from(n.mantissa()).ok().filter(|n| (0..1_000_000).contains(n))
}

/// Which packs have no say in a document, judged by the leads of its blocks: it names nothing of their stories, and
/// fewer of their facts than `tells` could be stated in it.
pub(crate) fn silent<'l>(
    set: &PackSet,
    bearings: &[Bearing],
    tells: usize,
    blocks: impl Iterator<Item = &'l Leads>,
) -> Vec<bool> {
    let mut may_agree: Vec<u32> = blocks.flat_map(|leads| leads.may_agree.iter().copied()).collect();
    may_agree.sort_unstable();
    may_agree.dedup();
    let mut counts = vec![0; bearings.len()];
    for compiled in may_agree.iter().filter_map(|fact| set.facts.get(*fact as usize)) {
        if let Some(count) = counts.get_mut(compiled.pack as usize) {
            *count += 1;
        }
    }
    bearings.iter().zip(counts).map(|(bearing, count)| *bearing == Bearing::Open && count < tells).collect()
}
