//! A fact's subject as slots to fill, each with every way to say it.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use smallvec::SmallVec;

use crate::fact::{Fact, FactValue, Measure, Pack, Relation};
use crate::judge::fact::index::{Aspect, Compiled, Need, Phrase, Place, Slot, Word};
use crate::mention::{self, Value};
use crate::quantity::{Dimension, Kind, Quantity};
use crate::text::lexicon::{self, Class};
use crate::text::{TokenKind, key_of, tokenize};

/// A fact ready to be held against claims; its siblings are linked when all facts are there.
pub(super) fn compile(pack: &Pack, fact: &Fact, pack_index: u32, fact_index: u32) -> Compiled {
    let mut slots = slots(pack, fact);
    let story: BTreeSet<u64> = story_words(pack);
    let value_says_dimension = matches!(
        &fact.value,
        FactValue::Amount {
            quantity: Quantity::Measure { .. }
                | Quantity::Money { .. }
                | Quantity::Clock(_)
                | Quantity::Version(_)
                | Quantity::Ratio { .. },
            ..
        } | FactValue::Range { low: Quantity::Measure { .. } | Quantity::Money { .. }, .. }
    ) || matches!(fact.measure, Measure::Change(_));
    let dimension = |slot: &Slot| {
        slot.alternatives.first().is_some_and(|p| matches!(p.as_slice(), [w] if lexicon::of_key(w.key).has(Class::DIMENSION) && !is_restrictive(w.key)))
    };
    let first_word = |slot: &Slot| slot.alternatives.first().and_then(|p| p.first()).map(|w| w.key);
    let required = slots.iter().filter(|s| !dimension(s)).count();
    let others = slots.iter().filter(|s| !dimension(s) && !first_word(s).is_some_and(is_restrictive)).count();
    let dated = [key_of("year"), key_of("date"), key_of("day"), key_of("time")];
    for slot in &mut slots {
        let words: SmallVec<[u64; 4]> =
            slot.alternatives.first().map(|p| p.iter().map(|w| w.key).collect()).unwrap_or_default();
        let calendar =
            fact.measure == Measure::When && required > 0 && words.iter().all(|w| dated.contains(w));
        if calendar || dimension(slot) && (value_says_dimension && required > 0 || others > 0) {
            slot.need = Need::Dimension;
        } else if words.iter().all(|w| story.contains(w) && !is_restrictive(*w)) {
            slot.need = Need::Story;
        }
    }
    let mut head = head(fact, &slots);
    if let Some(aspect) = aspect(fact) {
        let cues = aspect_slot(aspect);
        let said = slots.iter().position(|s| {
            s.alternatives.first().is_some_and(
                |p| matches!(p.as_slice(), [w] if cues.alternatives.iter().any(|c| c.first() == Some(w))),
            )
        });
        match said {
            // "opening date": nothing but the word itself says what begins.
            Some(_) if slots.len() == 1 => {}
            Some(i) => {
                if let Some(slot) = slots.get_mut(i) {
                    *slot = cues;
                }
            }
            None => {
                slots.push(cues);
                head = head.min(slots.len().saturating_sub(2));
            }
        }
    }
    // Only what is counted must not be mistaken for its verb: "meeting" for "meet".
    for (i, slot) in slots.iter_mut().enumerate() {
        if !(i == head && fact.measure == Measure::Count) {
            slot.alternatives.iter_mut().flatten().for_each(|w| w.gerund = false);
        }
    }
    // Something must remain that a claim has to say.
    if slots.iter().all(|s| s.need != Need::Required)
        && let Some(slot) = slots.get_mut(head)
    {
        slot.need = Need::Required;
    }
    let only_aspect =
        aspect(fact).is_some() && slots.iter().filter(|s| s.need == Need::Required).count() == 1;
    let says = |words: &[&str]| {
        fact.subject
            .words
            .iter()
            .flat_map(|w| &w.alternatives)
            .any(|w| words.iter().any(|x| w.eq_ignore_ascii_case(x)))
    };
    let places = fact
        .scope
        .places
        .iter()
        .map(|place| {
            let mut phrases: SmallVec<[Phrase; 2]> = SmallVec::new();
            phrases.push(content(place));
            for term in pack.terms.iter().filter(|t| t.word.eq_ignore_ascii_case(place)) {
                phrases.extend(term.others.iter().map(|o| content(o)));
            }
            // "Heron 3.2" is of the story where Heron is.
            let name =
                place.split([' ', '-']).next().filter(|w| w.chars().next().is_some_and(char::is_uppercase));
            let story = pack.scope.places.iter().any(|p| p == place)
                || pack.about.as_deref().is_some_and(|about| {
                    contains_words(about, place) || name.is_some_and(|n| contains_words(about, n))
                });
            Place { phrases, story }
        })
        .collect();
    Compiled {
        pack: pack_index,
        fact: fact_index,
        head,
        places,
        siblings: Arc::default(),
        aspect: aspect(fact),
        only_aspect,
        limit: says(&["limit", "maximum", "minimum", "cap", "capacity", "ceiling"])
            || !matches!(fact.relation, Relation::Equal | Relation::NotEqual | Relation::About),
        other: says(&["first", "previous", "former", "old", "earlier", "original", "next"]),
        wanted: says(&["demand", "request", "claim", "bid", "proposal", "offer", "plan"]),
        rate: per_something(&fact.line)
            || says(&[
                "average", "per", "daily", "annual", "median", "mean", "weekly", "monthly", "yearly",
                "hourly",
            ])
            || fact.subject.words.iter().flat_map(|w| &w.alternatives).any(|w| w.starts_with("per-")),
        per: fact
            .subject
            .words
            .iter()
            .flat_map(|w| &w.alternatives)
            .any(|w| w.starts_with("per-") || w == "per"),
        unique_head: false,
        only_change: only_change(pack, fact),
        noted: noted(fact),
        only_kind: only_kind(pack, fact),
        slots,
    }
}

/// Amounts that a fact's note names ("from 19,239 a year earlier").
fn noted(fact: &Fact) -> SmallVec<[Quantity; 2]> {
    let Some(note) = &fact.note else { return SmallVec::new() };
    let tokens = tokenize(note);
    mention::recognise(note, &tokens)
        .into_iter()
        .filter_map(|m| match m.value {
            Value::Amount(quantity) => Some(quantity),
            _ => None,
        })
        .collect()
}

/// A subject as slots: runs of words that a term covers become one slot with the term's other words.
fn slots(pack: &Pack, fact: &Fact) -> SmallVec<[Slot; 4]> {
    let subject: Vec<Vec<Phrase>> = fact
        .subject
        .words
        .iter()
        .map(|w| w.alternatives.iter().map(|a| content(a)).filter(|p| !p.is_empty()).collect::<Vec<_>>())
        .filter(|alternatives: &Vec<Phrase>| !alternatives.is_empty())
        .collect();
    let plain: Vec<Option<u64>> = subject
        .iter()
        .map(|alternatives| match alternatives.as_slice() {
            [phrase] if phrase.len() == 1 => phrase.first().map(|w| w.key),
            _ => None,
        })
        .collect();
    let mut terms: Vec<(Phrase, &[String])> =
        pack.terms.iter().map(|t| (content(&t.word), t.others.as_slice())).collect();
    // A person's short forms say the name as well: "Jobs" for Steve Jobs.
    let short: Vec<Vec<String>> = pack
        .names
        .iter()
        .map(|name| {
            name.also.iter().cloned().chain(name.name.split_whitespace().last().map(str::to_owned)).collect()
        })
        .collect();
    terms.extend(pack.names.iter().zip(&short).map(|(name, short)| (content(&name.name), short.as_slice())));
    // "population rank: [largest city]" for a subject whose "rank" went into the measure.
    if let Some(measure) = fact.subject.measure_word.as_deref().map(key_of) {
        for (phrase, _) in &mut terms {
            if phrase.len() > 1 && phrase.last().is_some_and(|w| w.key == measure) {
                phrase.pop();
            }
        }
    }
    terms.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    let mut out: SmallVec<[Slot; 4]> = SmallVec::new();
    let mut at = 0;
    while at < subject.len() {
        let covering = terms.iter().find(|(phrase, _)| {
            !phrase.is_empty()
                && phrase.iter().enumerate().all(|(i, w)| plain.get(at + i).copied().flatten() == Some(w.key))
        });
        if let Some((phrase, others)) = covering {
            let mut alternatives: SmallVec<[Phrase; 2]> = SmallVec::new();
            alternatives.push(phrase.clone());
            alternatives.extend(others.iter().map(|o| content(o)).filter(|p| !p.is_empty()));
            // "charity total": the charities alone say it.
            if phrase.len() > 1
                && phrase
                    .last()
                    .is_some_and(|w| lexicon::of_key(w.key).has(Class::DIMENSION) && !is_restrictive(w.key))
            {
                alternatives.push(phrase.iter().copied().take(phrase.len() - 1).collect());
            }
            at += phrase.len();
            out.push(Slot { alternatives, need: Need::Required });
            continue;
        }
        let mut alternatives: SmallVec<[Phrase; 2]> =
            subject.get(at).map(|a| a.iter().cloned().collect()).unwrap_or_default();
        // "unemployment" where the terms say "jobless: [unemployed]": words of one root and one group.
        if let Some(word) = alternatives
            .first()
            .and_then(|p| p.first())
            .copied()
            .filter(|_| plain.get(at).copied().flatten().is_some())
        {
            for (phrase, others) in &terms {
                let group = || {
                    std::iter::once(phrase.clone())
                        .chain(others.iter().map(|o| content(o)))
                        .filter(|p| !p.is_empty())
                };
                let member = |p: &Phrase| matches!(p.as_slice(), [w] if !w.capital && (w.key == word.key || w.root == word.root));
                if group().any(|p| member(&p)) {
                    alternatives.extend(group().filter(|p| !member(p)));
                }
            }
        }
        if let Some(key) = plain.get(at).copied().flatten() {
            let happened = EVENT_KEYS.iter().filter(|_| fact.measure == Measure::When);
            for group in SYNONYM_KEYS.iter().chain(happened).filter(|g| g.iter().any(|(w, _)| *w == key)) {
                alternatives
                    .extend(group.iter().filter(|(w, _)| *w != key).map(|(_, phrase)| phrase.clone()));
            }
        }
        out.push(Slot { alternatives, need: Need::Required });
        at += 1;
    }
    out
}

/// The slot of the last word before the subject's first preposition.
fn head(fact: &Fact, slots: &SmallVec<[Slot; 4]>) -> usize {
    let before_preposition = fact
        .subject
        .words
        .iter()
        .take_while(|w| {
            !w.alternatives.iter().any(|a| {
                matches!(a.as_str(), "of" | "in" | "among" | "for" | "without" | "with" | "on" | "at")
            })
        })
        .filter(|w| w.alternatives.iter().any(|a| !content(a).is_empty()))
        .count();
    if before_preposition == 0 {
        return slots.len().saturating_sub(1);
    }
    // Words to slots: count each slot's own length.
    let mut words = 0;
    for (i, slot) in slots.iter().enumerate() {
        words += slot.alternatives.first().map_or(1, |p| p.len().max(1));
        if words >= before_preposition {
            return i;
        }
    }
    slots.len().saturating_sub(1)
}

fn aspect(fact: &Fact) -> Option<Aspect> {
    if fact.measure != Measure::When {
        return None;
    }
    let measure_word = fact.subject.measure_word.as_deref().unwrap_or("");
    let mut words =
        fact.subject.words.iter().flat_map(|w| &w.alternatives).map(String::as_str).chain([measure_word]);
    words.find_map(|w| match w {
        "first" | "start" | "opening" | "begin" | "launch" | "release" | "founding" => Some(Aspect::Start),
        "last" | "end" | "final" | "deadline" | "closing" | "expiry" => Some(Aspect::End),
        _ => None,
    })
}

fn aspect_slot(aspect: Aspect) -> Slot {
    let words = match aspect {
        Aspect::Start => STARTS,
        Aspect::End => ENDS,
    };
    let alternatives = words
        .split_whitespace()
        .map(|w| std::iter::once(Word { direction: None, ..Word::of(w) }).collect())
        .collect();
    Slot { alternatives, need: Need::Required }
}

/// Words that tell that a stretch of time begins, and that it ends.
const STARTS: &str = "start begin open launch first initial kick commence inaugural debut broke opening release found kickoff \
                      inception erupt ignite founding";
const ENDS: &str =
    "end last until till through final close conclude expire deadline closing finish lift lapse";

/// Plain numbers, percentages and money are too common to point to one fact.
fn only_kind(pack: &Pack, fact: &Fact) -> bool {
    let kind = |f: &Fact| match &f.value {
        FactValue::Amount { quantity, .. } => Some(quantity.kind()),
        FactValue::Range { low, .. } => Some(low.kind()),
        _ => None,
    };
    let own = kind(fact);
    let common =
        matches!(
            own,
            None | Some(
                Kind::Count
                    | Kind::Percent
                    | Kind::Points
                    | Kind::Money
                    | Kind::Ratio
                    | Kind::Ordinal
                    | Kind::Clock
                    | Kind::Score
            )
        ) || matches!(own, Some(Kind::Measure(Dimension::Time | Dimension::LongTime | Dimension::Length)));
    !common && pack.facts.iter().filter(|f| kind(f) == own).count() == 1
}

/// `1.2 million messages per second`: the value itself is a rate.
fn per_something(line: &str) -> bool {
    line.rsplit_once(['=', '<', '>', '~']).is_some_and(|(_, value)| {
        value.contains(" per ")
            || value.contains('/')
            || [" a day", " a week", " a month", " a year"].iter().any(|w| value.contains(w))
    })
}

/// Whether a change of this kind in this direction can be no other fact's of the pack.
fn only_change(pack: &Pack, fact: &Fact) -> bool {
    let kind = |f: &Fact| match &f.value {
        FactValue::Amount { quantity, .. } => Some(quantity.kind()),
        _ => None,
    };
    matches!(fact.measure, Measure::Change(_))
        && pack.facts.iter().filter(|f| f.measure == fact.measure && kind(f) == kind(fact)).count() == 1
}

/// Words that the story's own description says: a claim need not repeat them.
fn story_words(pack: &Pack) -> BTreeSet<u64> {
    let mut words = BTreeSet::new();
    let texts = pack.about.iter().chain(&pack.scope.places);
    for text in texts {
        words.extend(content(text).iter().map(|w| w.key));
    }
    words
}

fn contains_words(text: &str, words: &str) -> bool {
    let keys: BTreeSet<u64> = tokenize(text).iter().map(|t| t.key).collect();
    let wanted = content(words);
    !wanted.is_empty() && wanted.iter().all(|w| keys.contains(&w.key))
}

/// The content words of a phrase: function words never need to be said.
pub(super) fn content(text: &str) -> Phrase {
    tokenize(text)
        .iter()
        .filter(|t| t.kind != TokenKind::Sign)
        .filter(|t| !lexicon::is(t, Class::FUNCTION) || t.all_caps)
        .map(|t| Word::of(t.bare(text)))
        .collect()
}

/// Words of a subject that make another thing of what they qualify; a claim must show them.
const RESTRICTIVE: &[&str] = &[
    "default",
    "limit",
    "maximum",
    "minimum",
    "average",
    "median",
    "peak",
    "starting",
    "oldest",
    "youngest",
    "first",
    "last",
    "next",
    "expected",
    "core",
    "latest",
    "full",
    "long",
    "short",
    "net",
    "gross",
    "initial",
    "final",
    "best",
    "worst",
    "largest",
    "smallest",
    "highest",
    "lowest",
    "new",
    "former",
    "target",
    "forecast",
    "goal",
    "quota",
    "estimate",
    "planned",
    "projected",
];

/// Whether a word makes another thing of what it qualifies.
pub(crate) fn is_restrictive(key: u64) -> bool {
    static KEYS: LazyLock<BTreeSet<u64>> = LazyLock::new(|| RESTRICTIVE.iter().map(|w| key_of(w)).collect());
    KEYS.contains(&key)
}

/// The groups of synonyms with the key of each word.
static SYNONYM_KEYS: LazyLock<Vec<Vec<(u64, Phrase)>>> = LazyLock::new(|| groups(SYNONYMS));
static EVENT_KEYS: LazyLock<Vec<Vec<(u64, Phrase)>>> = LazyLock::new(|| groups(EVENTS));

fn groups(synonyms: &[&[&str]]) -> Vec<Vec<(u64, Phrase)>> {
    let group = |words: &&[&str]| words.iter().map(|w| (key_of(w), content(w))).collect();
    synonyms.iter().map(group).collect()
}

/// Events whose noun and verb share no stem, for facts that date them.
const EVENTS: &[&[&str]] = &[
    &["death", "die"],
    &["birth", "born"],
    &["filing", "sue"],
    &["sale", "sell"],
    &["marriage", "wedding", "marry", "wed"],
    &["flight", "fly"],
    &["funeral", "burial", "bury"],
];

/// Other words for the commonest nouns of limits, in the sense of design: a subject that says one means any of them.
const SYNONYMS: &[&[&str]] = &[
    &["limit", "maximum", "max", "ceiling", "cap", "most"],
    &["average", "averaged"],
    &["extra", "additional", "more", "further"],
    &["largest", "biggest", "greatest"],
    &["nation", "national", "nationwide", "nationally"],
    &["lawsuit", "suit", "sue"],
    &["administration", "administrative", "admin"],
    &["temperature", "temp"],
    &["winner", "won", "wins", "win"],
    &["peak", "peaked", "peaks", "highest"],
    &["share", "proportion", "percentage"],
    &["target", "goal", "aim", "objective"],
];
