//! The path that a claim and each fact near it took: which words of the subject stood where, how the scopes and the
//! values compared, and why the fact spoke or kept silent. A check never asks for it.

use crate::claim::Bound;
use crate::fact::{Fact, Measure, Pack};
use crate::finding::Rule;
use crate::judge::fact::compare::compare;
use crate::judge::fact::evidence::{Evidence, Seen, Source};
use crate::judge::fact::hold::{Context, Held, Outcome, Slip, beside, sentences};
use crate::judge::fact::index::{Aspect, Compiled, Need, PackSet, Slot};
use crate::judge::fact::matching::fill;
use crate::judge::fact::place::Standing;
use crate::judge::fact::reading::Reading;
use crate::judge::fact::shares::respectively;
use crate::judge::fact::weigh::weigh;
use crate::text::{Token, key_of, tokenize};

/// Facts shown for one claim: those further away are of no help.
const MOST: usize = 12;

/// Why a claim and a fact have nothing to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    NotInForce,
    OtherKind,
    /// The fact's own note says this figure.
    Noted,
    Unnamed,
    Far,
    LaterPeriod,
    Elsewhere(Scoped),
}

impl Apart {
    fn reason(self) -> &'static str {
        match self {
            Apart::NotInForce => "the fact does not hold on the draft's date",
            Apart::OtherKind => "a value of another kind",
            Apart::Noted => "the fact's own note says this figure",
            Apart::Unnamed => "nothing names the subject",
            Apart::Far => "the subject stands too far away",
            Apart::LaterPeriod => "no period is named, so the latest fact of this subject is meant",
            Apart::Elsewhere(_) => "another place, group or time",
        }
    }
}

/// How a statement's scope stands to a fact's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scoped {
    /// Its time.
    pub time: Standing,
    /// The names around it.
    pub names: Standing,
    /// The places and groups of the fact's brackets.
    pub brackets: Standing,
}

/// A part of a fact's subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectPart {
    /// As the pack has it.
    pub word: String,
    /// Where it was found.
    pub found: Found,
}

/// Where a part of a subject was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// In the text; with its words, where they stand in the claim's own sentence.
    At(Source, Option<String>),
    /// Nowhere, but it goes without saying: the story or the unit says it.
    Given,
    /// Nowhere.
    Missing,
}

/// How a claim's value stands to a fact's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Right.
    Agrees,
    /// Wrong.
    Differs(Slip),
    /// Not of one kind.
    Incomparable,
}

/// What a fact says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// The claim states it rightly.
    Agrees,
    /// The claim states it wrongly.
    Contradicts,
    /// Nothing; with the reason.
    Silent(&'static str),
}

/// A fact that came near a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// Which.
    pub rule: Rule,
    /// Its subject, part by part.
    pub subject: Vec<SubjectPart>,
    /// How the scopes compare; none where it did not come to that.
    pub scoped: Option<Scoped>,
    /// How the values compare.
    pub compared: Compared,
    /// What it says.
    pub says: Says,
    /// Whether the claim is taken to be about this fact.
    pub chosen: bool,
}

/// The facts near a claim, nearest first. `wanted` says which claims of the block are asked about, `asked` which
/// rule is, however far it is away.
pub(crate) fn trace(
    set: &PackSet,
    reading: &Reading<'_>,
    bound: &Bound,
    candidates: &[u32],
    held: &[Held],
    wanted: &dyn Fn(usize) -> bool,
    asked: &dyn Fn(Rule) -> bool,
) -> Vec<(usize, Vec<Near>)> {
    let mut out = Vec::new();
    sentences(set, reading, bound, candidates, |context, claims| {
        if !claims.clone().any(wanted) {
            return;
        }
        let Some(sentence) = reading.text.sentences.get(context.index) else { return };
        let all = beside(context, claims);
        let shares = respectively(context, &all);
        for (index, claim, costs) in all.iter().filter(|(index, ..)| wanted(*index)) {
            let shared = shares.as_ref().and_then(|s| s.cost(claim, costs, sentence.tokens.start));
            let costs = shared.as_ref().unwrap_or(costs);
            let evidence = Evidence::of(context, claim, costs, true);
            let held = held.iter().find(|h| h.claim == *index);
            let mut near: Vec<(Distance, Near)> = Vec::new();
            for fact_index in candidates {
                let Some(compiled) = set.facts.get(*fact_index as usize) else { continue };
                let weighed = weigh(context, claim, costs, &evidence, *fact_index, compiled, &all);
                let chosen = held.filter(|h| h.fact == *fact_index);
                let (Some(fact), Some(pack)) = (set.fact(compiled), set.packs().get(compiled.pack as usize))
                else {
                    continue;
                };
                let mention = claim.mention.and_then(|m| bound.mentions.get(m));
                let compared = match weighed.as_ref().map(|w| w.compared) {
                    Ok(compared) => Some(compared),
                    Err(_) => compare(claim, mention, fact, compiled, reading.base),
                };
                let subject = subject(context, pack, fact, compiled, &evidence.seen);
                let rule = Rule::Fact { pack: compiled.pack as usize, fact: compiled.fact as usize };
                if chosen.is_none() && !asked(rule) && !came_near(&subject, compared.is_some()) {
                    continue;
                }
                let (scoped, own_reason, cost) = match &weighed {
                    Ok(weighed) => (Some(weighed.scoped), weighed.why_not, weighed.found.cost),
                    Err(apart) => {
                        let scoped = match apart {
                            Apart::Elsewhere(scoped) => Some(*scoped),
                            _ => None,
                        };
                        (scoped, apart.reason(), u16::MAX)
                    }
                };
                let says = match chosen.map(|h| h.outcome) {
                    Some(Outcome::Agrees) => Says::Agrees,
                    Some(Outcome::Contradicts(_)) => Says::Contradicts,
                    Some(Outcome::Unclear(reason)) => Says::Silent(reason),
                    None if own_reason.is_empty() => Says::Silent("another fact stands nearer"),
                    None => Says::Silent(own_reason),
                };
                let missing = subject.iter().filter(|p| p.found == Found::Missing).count();
                let distance = Distance {
                    chosen: chosen.is_none(),
                    asked: !asked(rule),
                    apart: compared.is_none(),
                    missing,
                    cost,
                };
                let compared = match compared {
                    Some(Ok(())) => Compared::Agrees,
                    Some(Err(slip)) => Compared::Differs(slip),
                    None => Compared::Incomparable,
                };
                let chosen = chosen.is_some();
                near.push((distance, Near { rule, subject, scoped, compared, says, chosen }));
            }
            near.sort_by_key(|(distance, near)| (*distance, near.rule));
            near.truncate(MOST);
            out.push((*index, near.into_iter().map(|(_, near)| near).collect()));
        }
    });
    out
}

/// Whether some word of a subject stands near a claim; a fact of another kind of value must be named in full beside it.
fn came_near(subject: &[SubjectPart], comparable: bool) -> bool {
    let beside = |p: &SubjectPart| matches!(p.found, Found::At(Source::Sentence | Source::Label, _));
    match comparable {
        true => subject.iter().any(|p| matches!(p.found, Found::At(..))),
        false => subject.iter().any(beside) && subject.iter().all(|p| p.found != Found::Missing),
    }
}

/// What sorts facts by how near they came; less is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    chosen: bool,
    asked: bool,
    apart: bool,
    missing: usize,
    cost: u16,
}

fn subject(
    context: &Context<'_>,
    pack: &Pack,
    fact: &Fact,
    compiled: &Compiled,
    seen: &[Seen],
) -> Vec<SubjectPart> {
    compiled
        .slots
        .iter()
        .map(|slot| {
            let best = slot.alternatives.iter().filter_map(|p| fill(p, seen)).min_by_key(|(cost, _)| *cost);
            let found = match best {
                Some((_, found)) => {
                    let source = found.iter().map(|s| s.source).find(|s| *s != Source::Sentence);
                    let own: Vec<&str> = found
                        .iter()
                        .filter(|s| s.source == Source::Sentence)
                        .filter_map(|s| context.reading.text.tokens.get(s.token))
                        .map(|t: &Token| t.bare(context.reading.prose))
                        .collect();
                    let words = (!own.is_empty()).then(|| own.join(" "));
                    Found::At(source.unwrap_or(Source::Sentence), words)
                }
                None if slot.need == Need::Required => Found::Missing,
                None => Found::Given,
            };
            SubjectPart { word: written(pack, fact, compiled, slot), found }
        })
        .collect()
}

/// A part of a subject as the pack writes it: slots hold hashes only.
fn written(pack: &Pack, fact: &Fact, compiled: &Compiled, slot: &Slot) -> String {
    let keys: Vec<u64> =
        slot.alternatives.first().map(|p| p.iter().map(|w| w.key).collect()).unwrap_or_default();
    let texts = fact.subject.words.iter().flat_map(|w| w.alternatives.iter().map(String::as_str));
    let texts = texts.chain(pack.terms.iter().flat_map(|t| t.others.iter().map(String::as_str)));
    let texts: Vec<&str> = texts.chain(pack.names.iter().map(|n| n.name.as_str())).collect();
    let word = |key: u64| {
        texts.iter().find_map(|text| {
            let tokens = tokenize(text);
            tokens
                .iter()
                .find(|t| t.key == key || key_of(t.text(text)) == key)
                .map(|t| t.text(text).to_owned())
        })
    };
    let words: Option<Vec<String>> = keys.iter().map(|key| word(*key)).collect();
    match (words, compiled.aspect) {
        (Some(words), _) if !words.is_empty() => words.join(" "),
        // The slot of a beginning or an end stands for every word that says so.
        (_, Some(Aspect::Start)) if fact.measure == Measure::When => "start".to_owned(),
        (_, Some(Aspect::End)) if fact.measure == Measure::When => "end".to_owned(),
        _ => fact.subject.measure_word.clone().unwrap_or_default(),
    }
}
