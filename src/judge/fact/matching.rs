//! How well the words around a claim fill a fact's subject.

use std::collections::BTreeSet;

use smallvec::SmallVec;

use crate::judge::fact::compile::is_restrictive;
use crate::judge::fact::distance::FAR;
use crate::judge::fact::evidence::{Evidence, Seen, Source, push};
use crate::judge::fact::index::{Compiled, Need, Phrase, Word};
use crate::text::Token;

/// How a claim fills a fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Match {
    /// The head was filled only by the root of a word: "finished" for "finisher".
    pub(crate) head_by_root: bool,
    /// The farthest slot that had to be filled.
    pub(crate) cost: u16,
    /// Slots filled, and slots that had to be.
    pub(crate) filled: usize,
    /// Every required slot is filled by the text itself.
    pub(crate) in_full: bool,
    /// Every required slot is filled.
    pub(crate) complete: bool,
    /// Required slots that are not.
    pub(crate) missing: usize,
    /// The head is among them.
    pub(crate) missing_head: bool,
    /// A word that makes another thing of it ("default", "average") is among them.
    pub(crate) missing_restrictive: bool,
    /// Each of them is a name: whose it is, a text often leaves to the reader.
    pub(crate) missing_name: bool,
    /// The token that fills the head, in the claim's own sentence.
    pub(crate) head: Option<usize>,
    pub(crate) head_cost: u16,
    /// A required slot was filled from outside the sentence.
    pub(crate) borrowed: bool,
    /// A required slot was filled from the sentence before.
    pub(crate) from_before: bool,
    /// The head came from outside the sentence.
    pub(crate) head_borrowed: bool,
    /// The first and last tokens that fill slots in the sentence.
    pub(crate) first: Option<usize>,
    pub(crate) last: Option<usize>,
}

/// Fills a fact's slots from the evidence. Where the text does not tell the story (`told`), nothing goes without saying.
pub(super) fn fill_slots(compiled: &Compiled, evidence: &Evidence<'_>, told: bool) -> Match {
    let mut result = Match {
        cost: 0,
        filled: 0,
        in_full: true,
        complete: true,
        head_by_root: false,
        missing: 0,
        missing_head: false,
        missing_restrictive: false,
        missing_name: false,
        head: None,
        head_cost: FAR,
        borrowed: false,
        from_before: false,
        head_borrowed: false,
        first: None,
        last: None,
    };
    for (i, slot) in compiled.slots.iter().enumerate() {
        let phrases = slot.alternatives.iter().filter(|p| p.iter().all(|word| evidence.may_show(word)));
        let best = phrases.filter_map(|p| fill(p, &evidence.seen)).min_by_key(|(cost, _)| *cost);
        match best {
            Some((cost, found)) => {
                result.filled += 1;
                // Who acts ("ICE") is named somewhere in the sentence, seldom beside each figure.
                let acronym =
                    slot.alternatives.first().is_some_and(|p| matches!(p.as_slice(), [w] if w.acronym));
                let cost = if acronym && i != compiled.head { cost.min(6) } else { cost };
                if slot.need != Need::Dimension || i == compiled.head {
                    result.cost = result.cost.max(cost);
                }
                let outside = found.iter().any(|s| !matches!(s.source, Source::Sentence | Source::Implied));
                result.borrowed |= outside && slot.need == Need::Required;
                result.from_before |=
                    slot.need == Need::Required && found.iter().any(|s| s.source == Source::Before);
                for s in found.iter().filter(|s| s.source == Source::Sentence) {
                    result.first = Some(result.first.map_or(s.token, |f| f.min(s.token)));
                    result.last = Some(result.last.map_or(s.token, |l| l.max(s.token)));
                }
                if i == compiled.head {
                    result.head_cost = cost;
                    result.head_borrowed = outside;
                    let exact = |s: &Seen| {
                        slot.alternatives
                            .iter()
                            .flatten()
                            .any(|w| w.key == s.key || w.stem == s.stem && w.gerund == s.gerund)
                    };
                    result.head_by_root = !found.iter().any(exact);
                    result.head = found.last().filter(|s| s.source == Source::Sentence).map(|s| s.token);
                }
            }
            None if slot.need == Need::Required || slot.need == Need::Story && !told => {
                let name = slot.alternatives.first().is_some_and(|p| p.iter().all(|w| w.capital));
                result.missing_name = name && (result.missing == 0 || result.missing_name);
                result.complete = false;
                result.missing += 1;
                result.missing_head |= i == compiled.head;
                result.missing_restrictive |=
                    slot.alternatives.first().and_then(|p| p.first()).is_some_and(|w| is_restrictive(w.key));
            }
            None => {}
        }
    }
    result.in_full = result.complete && result.filled > 0 && !result.borrowed;
    if compiled.unique_head
        && result.head_cost <= 1
        && !result.head_borrowed
        && result.complete
        && !result.borrowed
    {
        result.cost = result.cost.min(UNIQUE_HEAD);
    }
    result
}

/// The cost of the other words of a subject whose head no other fact has, where the head stands at the value: within
/// reach, and no nearer.
const UNIQUE_HEAD: u16 = 8;

/// The best place for a phrase: each word at its cheapest.
pub(super) fn fill(phrase: &Phrase, seen: &[Seen]) -> Option<(u16, SmallVec<[Seen; 3]>)> {
    let mut cost = 0;
    let mut found: SmallVec<[Seen; 3]> = SmallVec::new();
    for word in phrase {
        let best = seen.iter().filter(|s| same(s, word)).min_by_key(|s| s.cost)?;
        cost = cost.max(best.cost);
        found.push(*best);
    }
    // The words of one phrase stand together: "home lost", "homes were lost", "lost 114 homes".
    let own: SmallVec<[usize; 3]> = found.iter().filter(|s| s.token != usize::MAX).map(|s| s.token).collect();
    if let (Some(min), Some(max)) = (own.iter().min(), own.iter().max())
        && max - min > 8
    {
        return None;
    }
    Some((cost, found))
}

fn same(seen: &Seen, word: &Word) -> bool {
    if seen.key == word.key {
        return true;
    }
    // "meetings" is not "meet", nor the reverse.
    if word.gerund != seen.gerund && (seen.stem == word.stem) {
        return !word.gerund;
    }
    seen.stem == word.stem
        || seen.root == word.root
        || word.direction.is_some() && seen.direction == word.direction
}

/// Whether a token fills some slot of a fact.
pub(crate) fn fills_any(compiled: &Compiled, prose: &str, token: &Token) -> bool {
    let mut one = Vec::with_capacity(1);
    push(prose, token, 0, 0, Source::Sentence, &mut one);
    one.iter().any(|seen| {
        compiled.slots.iter().flat_map(|s| s.alternatives.iter().flatten()).any(|w| same(seen, w))
    })
}

/// Whether a word is one of a fact's own.
pub(crate) fn fills_word(compiled: &Compiled, word: &str) -> bool {
    let key = crate::text::key_of(word);
    compiled.slots.iter().flat_map(|s| s.alternatives.iter().flatten()).any(|w| w.key == key)
}

/// Whether a token fills a slot that nothing stands in for.
pub(crate) fn fills_required(compiled: &Compiled, prose: &str, token: &Token) -> bool {
    let mut one = Vec::with_capacity(1);
    push(prose, token, 0, 0, Source::Sentence, &mut one);
    one.iter().any(|seen| {
        compiled
            .slots
            .iter()
            .filter(|s| s.need == Need::Required)
            .flat_map(|s| s.alternatives.iter().flatten())
            .any(|w| same(seen, w))
    })
}

/// Whether a token belongs to one of a fact's bracket entries.
pub(crate) fn in_places(compiled: &Compiled, prose: &str, token: &Token) -> bool {
    let mut one = Vec::with_capacity(1);
    push(prose, token, 0, 0, Source::Sentence, &mut one);
    one.first().is_some_and(|seen| {
        compiled.places.iter().flat_map(|p| p.phrases.iter().flatten()).any(|w| same(seen, w))
    })
}

/// Whether the one slot that is not filled is an acronym that the document speaks of.
pub(crate) fn missing_acronym(compiled: &Compiled, seen: &BTreeSet<u64>) -> bool {
    compiled
        .slots
        .iter()
        .filter(|s| s.need == Need::Required)
        .filter_map(|s| s.alternatives.first())
        .any(|p| matches!(p.as_slice(), [w] if w.acronym && seen.contains(&w.key)))
}
