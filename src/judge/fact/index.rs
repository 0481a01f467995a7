//! Packs compiled once a run: an index from a token to the facts that need it.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::fact::{Direction, Fact, FactValue, Measure, Pack, Relation};
use crate::judge::fact::compile::compile;
use crate::judge::fact::evidence::{IMPLIED, Seen};
use crate::judge::fact::lead::{Sort, Whole};
use crate::judge::fact::slip;
use crate::judge::fact::vocabulary::Vocabulary;
use crate::judge::person::People;
use crate::period::Period;
use crate::quantity::Quantity;
use crate::text::lexicon::KeyMap;
use crate::text::{key_of, root_of, stem_of, tokenize};

/// Packs compiled for a run.
pub struct PackSet {
    packs: Vec<Pack>,
    pub(crate) facts: Vec<Compiled>,
    pub(crate) vocabularies: Vec<Vocabulary>,
    by_word: KeyMap<Leading>,
    /// Which hashes may be in it.
    sieve: Sieve,
    /// Per fact: what else may lead to it.
    pub(crate) reach: Vec<Reach>,
    /// Per fact: the siblings of its own place that time sets apart.
    pub(crate) times: Vec<Times>,
    /// Per pack: facts that a draft must state, by their place in it.
    pub(crate) required: Vec<Vec<usize>>,
    /// Facts by their figures, where those are counts of so few digits that only the same figure points to them.
    by_whole: KeyMap<SmallVec<[u32; 2]>>,
    /// Others by the digits of their figures, where those alone may point to them.
    by_digits: KeyMap<SmallVec<[u32; 2]>>,
    /// Facts by the day that they name.
    by_day: BTreeMap<NaiveDate, SmallVec<[u32; 2]>>,
    /// Places and groups of all facts but the stories' own, each once a pack.
    places: Vec<(u32, Place)>,
    /// Those by their words.
    places_by_word: KeyMap<SmallVec<[u32; 2]>>,
    pub(crate) people: People,
}

/// A word that more facts than this need leads to none of them: their other words do.
const COMMON: usize = 64;

impl PackSet {
    /// Compiles packs; their order is the order of `Rule::pack`.
    pub fn new(packs: Vec<Pack>) -> PackSet {
        let people = People::new(&packs);
        let mut set = PackSet {
            packs,
            facts: Vec::new(),
            vocabularies: Vec::new(),
            by_word: KeyMap::default(),
            sieve: Sieve::default(),
            reach: Vec::new(),
            times: Vec::new(),
            required: Vec::new(),
            by_whole: KeyMap::default(),
            by_digits: KeyMap::default(),
            by_day: BTreeMap::new(),
            places: Vec::new(),
            places_by_word: KeyMap::default(),
            people,
        };
        for (pack_index, pack) in set.packs.iter().enumerate() {
            let vocabulary = Vocabulary::of(pack);
            for (fact_index, fact) in pack.facts.iter().enumerate() {
                if matches!(fact.measure, Measure::Name) {
                    continue; // roles are judged with the names
                }
                let (Ok(p), Ok(f)) = (u32::try_from(pack_index), u32::try_from(fact_index)) else { continue };
                set.facts.push(compile(pack, fact, p, f));
            }
            let required = pack.facts.iter().enumerate().filter(|(_, fact)| fact.required);
            set.required.push(required.map(|(i, _)| i).collect());
            set.vocabularies.push(vocabulary);
        }
        set.link_siblings();
        set.index_places();
        set.mark_heads();
        set.index();
        set
    }

    /// The packs as they were given.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    pub(crate) fn fact(&self, compiled: &Compiled) -> Option<&Fact> {
        self.packs.get(compiled.pack as usize)?.facts.get(compiled.fact as usize)
    }

    /// Facts that a word may be part of, by one of its hashes.
    pub(crate) fn lead(&self, hash: u64) -> Option<&Leading> {
        if self.sieve.may_hold(hash) { self.by_word.get(&hash) } else { None }
    }

    /// Places and groups of the packs' facts that some of the words may name, in order, each with its pack.
    pub(crate) fn places_in<'s>(&'s self, seen: &[Seen]) -> impl Iterator<Item = (u32, &'s Place)> {
        let mut found: SmallVec<[u32; 8]> = SmallVec::new();
        if !self.places_by_word.is_empty() {
            for hash in seen.iter().flat_map(|s| [s.key, s.stem, s.root]) {
                found.extend(self.places_by_word.get(&hash).into_iter().flatten().copied());
            }
            found.sort_unstable();
            found.dedup();
        }
        found.into_iter().filter_map(|i| self.places.get(i as usize).map(|(of, place)| (*of, place)))
    }

    fn mark_heads(&mut self) {
        let key = |c: &Compiled| {
            let head = c.slots.get(c.head)?.alternatives.first()?.iter().map(|w| w.key).collect::<Vec<u64>>();
            Some((c.pack, head))
        };
        let mut uses: BTreeMap<(u32, Vec<u64>), usize> = BTreeMap::new();
        for found in self.facts.iter().filter_map(key) {
            *uses.entry(found).or_default() += 1;
        }
        for compiled in &mut self.facts {
            compiled.unique_head =
                compiled.slots.len() > 1 && key(compiled).is_some_and(|found| uses.get(&found) == Some(&1));
        }
    }

    fn index_places(&mut self) {
        let mut places: Vec<(u32, Place)> = Vec::new();
        let mut known: BTreeSet<(u32, Vec<Vec<u64>>)> = BTreeSet::new();
        for compiled in &self.facts {
            for place in compiled.places.iter().filter(|p| !p.story) {
                let keys = place.phrases.iter().map(|p| p.iter().map(|w| w.key).collect()).collect();
                if known.insert((compiled.pack, keys)) {
                    places.push((compiled.pack, place.clone()));
                }
            }
        }
        for (i, (_, place)) in places.iter().enumerate() {
            let Ok(i) = u32::try_from(i) else { continue };
            for word in place.phrases.iter().filter_map(|p| p.first()) {
                for hash in [word.key, word.stem, word.root] {
                    let entry = self.places_by_word.entry(hash).or_default();
                    if entry.last() != Some(&i) {
                        entry.push(i);
                    }
                }
            }
        }
        self.places = places;
    }

    /// Facts of a day.
    pub(crate) fn facts_on(&self, day: NaiveDate) -> &[u32] {
        self.by_day.get(&day).filter(|facts| facts.len() <= FEW).map_or(&[], SmallVec::as_slice)
    }

    /// Facts whose figure this is, or may be a slip of beyond doubt.
    pub(crate) fn meant_by<'s>(&'s self, said: &'s Quantity) -> impl Iterator<Item = u32> + 's {
        // What many facts have points to none of them.
        let of = |index: &'s KeyMap<SmallVec<[u32; 2]>>, key: u64| {
            index.get(&key).filter(|facts| facts.len() <= FEW).into_iter().flatten().copied()
        };
        let equal = few_digits(said).into_iter().flat_map(move |n| of(&self.by_whole, n));
        let slips = of(&self.by_digits, digits_of(said).unwrap_or_default()).filter(move |i| {
            self.facts.get(*i as usize).and_then(|f| self.fact(f)).is_some_and(|fact| match &fact.value {
                FactValue::Amount { quantity, .. } => {
                    said == quantity || slip::of_figure(said, quantity, fact) >= slip::STRONG
                }
                _ => false,
            })
        });
        equal.chain(slips)
    }

    fn link_siblings(&mut self) {
        let mut groups: BTreeMap<Vec<Vec<u64>>, Vec<u32>> = BTreeMap::new();
        for (i, compiled) in self.facts.iter().enumerate() {
            let Some(fact) = self.fact(compiled) else { continue };
            let mut signature: Vec<Vec<u64>> = compiled
                .slots
                .iter()
                .map(|s| {
                    s.alternatives.first().map(|p| p.iter().map(|w| w.key).collect()).unwrap_or_default()
                })
                .collect();
            signature.sort();
            let kind = match fact.measure {
                Measure::Change(_) => 1,
                Measure::When => 2,
                _ => 3,
            };
            signature.push(vec![kind, u64::from(compiled.pack)]);
            if let Ok(i) = u32::try_from(i) {
                groups.entry(signature).or_default().push(i);
            }
        }
        self.times = vec![Times::default(); self.facts.len()];
        for group in groups.into_values().filter(|g| g.len() > 1) {
            self.set_times(&group);
            let group: Arc<[u32]> = group.into();
            for i in group.iter() {
                if let Some(compiled) = self.facts.get_mut(*i as usize) {
                    compiled.siblings = Arc::clone(&group);
                }
            }
        }
    }

    /// Among siblings, what is later and what was before; once, for every claim asks.
    fn set_times(&mut self, group: &[u32]) {
        let mut by_places: BTreeMap<&[String], Vec<(Period, u32)>> = BTreeMap::new();
        for i in group {
            let fact = self.facts.get(*i as usize).and_then(|compiled| self.fact(compiled));
            if let Some((fact, period)) = fact.and_then(|fact| Some((fact, fact.scope.period?))) {
                by_places.entry(&fact.scope.places).or_default().push((period, *i));
            }
        }
        let mut times: Vec<(u32, Times)> = Vec::with_capacity(group.len());
        for mut periods in by_places.into_values() {
            periods.sort_by_key(|(period, i)| (period.last(), *i));
            let mut later: Option<NaiveDate> = None;
            let mut at = periods.len();
            // From the last ones back: those that end on one day have the same later ones.
            while let Some((end, _)) = at.checked_sub(1).and_then(|at| periods.get(at)) {
                let same = periods.partition_point(|(period, _)| period.last() < end.last());
                let ending = periods.get(same..at).unwrap_or(&[]);
                for (period, i) in ending {
                    let before = periods.partition_point(|(other, _)| other.last() < period.first());
                    // A quarter is held against a quarter, a year against a year: there are few kinds of period.
                    let alike = |(other, _): &&(Period, u32)| discriminant(other) == discriminant(period);
                    let before = periods.iter().take(before).rev().find(alike).map(|(_, i)| *i);
                    times.push((*i, Times { later, before }));
                }
                later = ending.iter().map(|(period, _)| period.first()).chain(later).min();
                at = same;
            }
        }
        for (i, time) in times {
            if let Some(slot) = self.times.get_mut(i as usize) {
                *slot = time;
            }
        }
    }

    fn index(&mut self) {
        let mut by_word: KeyMap<SmallVec<[u32; 4]>> = KeyMap::default();
        for (i, compiled) in self.facts.iter().enumerate() {
            let Ok(i) = u32::try_from(i) else { continue };
            for word in compiled.slots.iter().flat_map(|s| s.alternatives.iter().flatten()) {
                for hash in [word.key, word.stem, word.root] {
                    let entry = by_word.entry(hash).or_default();
                    if entry.last() != Some(&i) {
                        entry.push(i);
                    }
                }
            }
        }
        let mut by_whole: KeyMap<SmallVec<[u32; 2]>> = KeyMap::default();
        let mut by_digits: KeyMap<SmallVec<[u32; 2]>> = KeyMap::default();
        let mut by_day: BTreeMap<NaiveDate, SmallVec<[u32; 2]>> = BTreeMap::new();
        for (i, compiled) in self.facts.iter().enumerate() {
            let Ok(i) = u32::try_from(i) else { continue };
            match self.fact(compiled).map(|f| &f.value) {
                Some(FactValue::Date(Period::Day(day))) => by_day.entry(*day).or_default().push(i),
                Some(FactValue::Amount { quantity, .. }) => {
                    let Some(digits) = digits_of(quantity) else { continue };
                    if let Some(few) = few_digits(quantity) {
                        by_whole.entry(few).or_default().push(i);
                    } else {
                        by_digits.entry(digits).or_default().push(i);
                    }
                }
                _ => {}
            }
        }
        self.by_day = by_day;
        self.by_whole = by_whole;
        self.by_digits = by_digits;
        // A fact keeps at least its rarest word.
        let mut kept: KeyMap<Leading> = KeyMap::default();
        for (i, compiled) in self.facts.iter().enumerate() {
            let Ok(i) = u32::try_from(i) else { continue };
            let words = || {
                compiled
                    .slots
                    .iter()
                    .flat_map(|s| s.alternatives.iter().flatten())
                    .flat_map(|w| [w.key, w.stem, w.root])
            };
            let count = |hash: &u64| by_word.get(hash).map_or(0, SmallVec::len);
            let rarest = words().map(|h| count(&h)).min().unwrap_or(0);
            for hash in words() {
                let lead = kept.entry(hash).or_default();
                if count(&hash) > COMMON.max(rarest) {
                    lead.common = true;
                } else if lead.facts.last() != Some(&i) {
                    lead.facts.push(i);
                }
            }
        }
        self.sieve = Sieve::of(kept.len(), kept.keys().copied());
        self.by_word = kept;
        self.reach = self.facts.iter().map(|compiled| Reach::of(self, compiled)).collect();
    }
}

/// Facts of one figure, beyond which it is a common one.
const FEW: usize = 8;

/// A count below a thousand has too few digits for a slip of it to be beyond doubt (`slip::STRONG`).
fn few_digits(quantity: &Quantity) -> Option<u64> {
    let Quantity::Count(n) = quantity else { return None };
    let number = Whole::of(n.normalize())?.number;
    u64::try_from(number).ok().filter(|n| *n < 1_000)
}

/// What a figure and every slip of it share, if it says enough to point to a fact.
fn digits_of(quantity: &Quantity) -> Option<u64> {
    let says = |amount: Decimal| {
        tied(quantity)
            || slip::significant(amount) > 2
            || amount >= Decimal::ONE_THOUSAND && slip::significant(amount) > 1
            || matches!(quantity, Quantity::Percent(_)) && amount.scale() > 0
    };
    quantity.amount().filter(|a| says(*a)).map(slip::signature)
}

/// A unit or currency leaves few figures that it might be instead.
pub(crate) fn tied(quantity: &Quantity) -> bool {
    matches!(quantity, Quantity::Money { .. } | Quantity::Measure { .. } | Quantity::Score { .. })
}

/// Where a word leads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leading {
    /// Facts that need it, in order.
    pub(crate) facts: SmallVec<[u32; 4]>,
    /// More facts need it than it leads to.
    pub(crate) common: bool,
}

/// The siblings of a fact's own place, set apart by their periods.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Times {
    /// The first day of the earliest period that ends after its own.
    pub(crate) later: Option<NaiveDate>,
    /// The one whose period ended last before its own began.
    pub(crate) before: Option<u32>,
}

/// What leads to a fact besides its words as they are written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reach {
    /// Any sentence may be about it: a claim's form alone says one of its words, or its kind of value is its alone.
    pub(crate) anywhere: bool,
    /// Any word of change may stand for one of its own.
    pub(crate) by_change: bool,
    /// Its value, if a whole count that must be met.
    pub(super) whole: Option<Whole>,
    /// What sort of value it has.
    pub(super) sort: Sort,
}

impl Reach {
    fn of(set: &PackSet, compiled: &Compiled) -> Reach {
        static IMPLIED_HASHES: LazyLock<BTreeSet<u64>> = LazyLock::new(|| {
            IMPLIED.iter().flat_map(|word| [key_of(word), stem_of(word), root_of(word)]).collect()
        });
        let phrases = || compiled.slots.iter().flat_map(|slot| &slot.alternatives);
        let words = || phrases().flatten();
        let implied =
            |word: &Word| [word.key, word.stem, word.root].iter().any(|hash| IMPLIED_HASHES.contains(hash));
        let whole = set.fact(compiled).and_then(|fact| match &fact.value {
            FactValue::Amount { quantity: Quantity::Count(n), .. }
                if fact.relation == Relation::Equal && fact.tolerance.is_none() && !compiled.limit =>
            {
                Whole::of(*n)
            }
            _ => None,
        });
        let sort = match set.fact(compiled).map(|fact| &fact.value) {
            Some(FactValue::Date(_) | FactValue::DateRange { .. }) => Sort::Date,
            Some(FactValue::Amount { quantity, .. } | FactValue::Range { low: quantity, .. }) => {
                Sort::of(quantity)
            }
            _ => Sort::Other,
        };
        Reach {
            sort,
            anywhere: compiled.only_change || phrases().any(|p| p.is_empty()) || words().any(implied),
            by_change: words().any(|word| word.direction.is_some()),
            whole,
        }
    }
}

/// A set of hashes that says at once of most others that they are not in it: nearly every word of a text is in no fact.
#[derive(Debug, Default)]
struct Sieve {
    /// One bit for each value that the last bits of a hash may have; a power of two of them, none for an empty set.
    bits: Vec<u64>,
}

impl Sieve {
    fn of(size: usize, hashes: impl Iterator<Item = u64>) -> Sieve {
        if size == 0 {
            return Sieve::default();
        }
        // Sixteen bits a hash let one in sixteen others through.
        let mut sieve = Sieve { bits: vec![0; (size * 16 / 64).next_power_of_two()] };
        for hash in hashes {
            let (at, bit) = sieve.place(hash);
            if let Some(word) = sieve.bits.get_mut(at) {
                *word |= bit;
            }
        }
        sieve
    }

    fn may_hold(&self, hash: u64) -> bool {
        let (at, bit) = self.place(hash);
        self.bits.get(at).is_some_and(|word| word & bit != 0)
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let mixed = hash ^ hash >> 32;
        ((mixed >> 6) as usize & self.bits.len().wrapping_sub(1), 1 << (mixed & 63))
    }
}

/// A fact ready to be held against claims.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) pack: u32,
    pub(crate) fact: u32,
    pub(crate) slots: SmallVec<[Slot; 4]>,
    /// The slot of the thing itself: the last noun before any preposition.
    pub(crate) head: usize,
    pub(crate) places: SmallVec<[Place; 2]>,
    /// Facts of the same subject and measure, itself among them; none if it is alone. One list for all of them, for
    /// there may be thousands.
    pub(crate) siblings: Arc<[u32]>,
    pub(crate) aspect: Option<Aspect>,
    /// Nothing but the word for a start or an end has to be said: the story says the rest.
    pub(crate) only_aspect: bool,
    pub(crate) limit: bool,
    /// The subject itself is another thing of a kind: the first Slate, the previous rate.
    pub(crate) other: bool,
    /// The subject itself is what somebody wants: a demand, an offer.
    pub(crate) wanted: bool,
    /// The subject itself speaks of an average or a rate.
    pub(crate) rate: bool,
    /// Per something: only a rate states it.
    pub(crate) per: bool,
    /// No other fact of its pack has this head: its other words may stand farther off.
    pub(crate) unique_head: bool,
    /// No other fact of its pack is of a change of this kind in this direction.
    pub(crate) only_change: bool,
    /// Amounts that the fact's note and earlier values name: right where they stand.
    pub(crate) noted: SmallVec<[Quantity; 2]>,
    /// No other fact of its pack has a value of this kind, so that the kind itself points here.
    pub(crate) only_kind: bool,
}

/// A part of a subject with every way to say it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Slot {
    pub(crate) alternatives: SmallVec<[Phrase; 2]>,
    pub(crate) need: Need,
}

/// Whether a claim must show a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing stands in for it.
    Required,
    /// The story says it already (`about`, `scope`): a claim may leave it out.
    Story,
    /// A noun of dimension that a unit or currency says as well: `weight` beside grams.
    Dimension,
}

/// Which end of a stretch of time a fact names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aspect {
    Start,
    End,
}

/// A bracket entry of a fact.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) phrases: SmallVec<[Phrase; 2]>,
    /// The story's own place or group: assumed where a text names none.
    pub(crate) story: bool,
}

/// Words that must all stand near one another.
pub(crate) type Phrase = SmallVec<[Word; 3]>;

/// A word of a pack by the three hashes that a token may share with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word {
    pub(crate) key: u64,
    pub(crate) stem: u64,
    pub(crate) root: u64,
    /// A noun in `-ing` ("meeting") is not its verb ("meet").
    pub(crate) gerund: bool,
    /// Written with a capital: a name.
    pub(crate) capital: bool,
    /// All capitals: `ICE`.
    pub(crate) acronym: bool,
    /// A noun of change ("rate cut count") is any other of its direction ("the third reduction").
    pub(crate) direction: Option<Direction>,
}

impl Word {
    pub(super) fn of(text: &str) -> Word {
        let direction = tokenize(text).first().and_then(crate::claim::direction).filter(|_| text.len() > 2);
        Word {
            capital: text.chars().next().is_some_and(char::is_uppercase),
            acronym: text.chars().count() > 1 && text.chars().all(|c| c.is_uppercase()),
            direction,
            key: key_of(text),
            stem: stem_of(text),
            root: root_of(text),
            gerund: text.ends_with("ing") || text.ends_with("ings"),
        }
    }
}
