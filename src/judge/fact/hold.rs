//! A block's claims against the facts that its words lead to: which fact each claim is about, and what came of it.

use std::ops::Range;

use crate::claim::{self, Bound, Claim, Entity};
use crate::judge::fact::distance;
use crate::judge::fact::evidence::Evidence;
use crate::judge::fact::focus::{focus, names_a_period, opening_period};
use crate::judge::fact::index::PackSet;
use crate::judge::fact::lead::{Lead, Leads};
use crate::judge::fact::reading::Reading;
use crate::judge::fact::shares::respectively;
use crate::judge::fact::slip;
use crate::judge::fact::weigh::{Weighed, weigh};
use crate::period::Period;
use crate::text::lexicon::{self, Class};

/// What holding one claim against the facts gave, before it becomes a finding.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// Index into the block's claims.
    pub(crate) claim: usize,
    /// Index into the set's facts.
    pub(crate) fact: u32,
    pub(crate) outcome: Outcome,
    pub(crate) cost: u16,
    /// The token of the subject in the claim's sentence.
    pub(crate) subject: Option<(usize, usize)>,
}

/// The kinds of outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Agrees,
    Contradicts(Slip),
    /// Near a fact, but not to be held against it.
    Unclear(&'static str),
}

/// What kind of contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Another number.
    Number,
    /// Up for down, or the reverse.
    Direction,
    /// Another unit or currency.
    Unit,
    /// Another date.
    Date,
}

/// Holds every claim of a block against the facts that its sentence leads to.
pub(crate) fn hold(set: &PackSet, reading: &Reading<'_>, bound: &Bound, leads: &Leads) -> Vec<Held> {
    let mut out = Vec::new();
    sentences(set, reading, bound, &leads.facts, |context, claims| {
        let near = leads.of(context.index);
        if !near.is_empty() {
            out.extend(sentence_claims(context, claims, near));
        }
    });
    out
}

/// Each sentence of a block with its claims and all that they are read with.
pub(super) fn sentences(
    set: &PackSet,
    reading: &Reading<'_>,
    bound: &Bound,
    candidates: &[u32],
    mut each: impl FnMut(&Context<'_>, Range<usize>),
) {
    if candidates.is_empty() || bound.claims.is_empty() {
        return;
    }
    let mut claim_at = 0;
    let mut foreign_before = false;
    let mut superseded = false;
    let mut paragraph_period: Option<Period> = None;
    for (index, sentence) in reading.text.sentences.iter().enumerate() {
        let first = claim_at;
        if first == bound.claims.len() {
            break; // what follows bears on nothing
        }
        while bound.claims.get(claim_at).is_some_and(|c| c.sentence == index) {
            claim_at += 1;
        }
        let entities =
            claim::entities(reading.prose, &reading.text.tokens, sentence, reading.headline, &|t| {
                reading.is_common(t)
            });
        let superseded_before = superseded;
        let own = reading.text.tokens.get(sentence.tokens.clone()).unwrap_or(&[]);
        let rights = own.first().is_some_and(|t| lexicon::is(t, Class::PRONOUN))
            && own.get(1).is_some_and(|t| lexicon::is(t, Class::AUXILIARY));
        let before = foreign_before || superseded && !rights;
        let foreign = focus(set, reading, sentence.tokens.start, sentence.tokens.end, &entities, before);
        let context = Context {
            paragraph_period,
            set,
            reading,
            bound,
            index,
            entities: &entities,
            foreign,
            candidates,
        };
        each(&context, first..claim_at);
        // "Consultants put that version at …": a superseded version goes on being talked of, until a sentence puts it
        // right ("There are 27", "It was £18.7 million").
        superseded = claim::outdated(reading.prose, own);
        foreign_before = foreign && !(superseded_before && rights);
        paragraph_period = opening_period(bound, sentence, reading.base)
            .or(paragraph_period.filter(|_| !names_a_period(bound, sentence)));
    }
}

/// A sentence with all that its claims are read with.
pub(super) struct Context<'c> {
    pub(super) paragraph_period: Option<Period>,
    pub(super) set: &'c PackSet,
    pub(super) reading: &'c Reading<'c>,
    pub(super) bound: &'c Bound,
    pub(super) index: usize,
    pub(super) entities: &'c [Entity],
    pub(super) foreign: bool,
    pub(super) candidates: &'c [u32],
}

impl Context<'_> {
    /// The claim's own time, else that of its table's header, else the one that its paragraph set ("In 2019, …").
    pub(super) fn when(&self, claim: &Claim) -> claim::When {
        if claim.when.period.is_some() || claim.when.elsewhere {
            return claim.when;
        }
        let period = self.reading.label_period.or(self.paragraph_period);
        claim::When { period, ..claim.when }
    }
}

/// The claims of a sentence, each with how far every word of it stands.
pub(super) fn beside<'c>(context: &Context<'c>, claims: Range<usize>) -> Vec<(usize, &'c Claim, Vec<u16>)> {
    let reading = context.reading;
    let Some(sentence) = reading.text.sentences.get(context.index) else { return Vec::new() };
    let mut all: Vec<(usize, &Claim, Vec<u16>)> = claims
        .filter_map(|i| {
            let claim = context.bound.claims.get(i)?;
            Some((
                i,
                claim,
                distance::costs(
                    reading.prose,
                    &reading.text.tokens,
                    &context.bound.mentions,
                    &sentence.tokens,
                    claim,
                ),
            ))
        })
        .collect();
    // The values of a list that is shared out in order are all as near to what the list has in common.
    if let Some(shares) = respectively(context, &all) {
        for (_, claim, costs) in &mut all {
            if let Some(shared) = shares.cost(claim, costs, sentence.tokens.start) {
                *costs = shared;
            }
        }
    }
    all
}

fn sentence_claims(context: &Context<'_>, claims: Range<usize>, near: &[Lead]) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    let all = beside(context, claims);
    for (index, claim, costs) in &all {
        let evidence = Evidence::of(context, claim, costs, false);
        let mut weighed: Vec<Weighed> = Vec::new();
        for Lead { fact, .. } in near.iter().filter(|lead| lead.holds_for(claim.mention)) {
            let Some(compiled) = context.set.facts.get(*fact as usize) else { continue };
            if let Ok(found) = weigh(context, claim, costs, &evidence, *fact, compiled, &all) {
                weighed.push(found);
            }
        }
        if let Some(decided) = decide(&weighed) {
            held.push(Held { claim: *index, ..decided });
        }
    }
    settle(context, &mut held);
    held
}

/// Chooses what a claim is about among all that it was held against.
fn decide(weighed: &[Weighed]) -> Option<Held> {
    let rank = |w: &Weighed| (w.found.cost, w.found.head_cost, usize::MAX - w.found.filled);
    let differ = weighed
        .iter()
        .filter(|w| w.compared.is_err() && w.speaks)
        .min_by_key(|w| (std::cmp::Reverse(w.slip.min(slip::STRONG)), rank(w)));
    // An equal figure of a fact whose subject is not said gives way to one whose subject is.
    let told_apart = differ.is_some_and(|d| d.found.in_full && d.found.cost <= 3);
    let equal = |w: &Weighed| {
        w.exact && (w.found.complete || differ.is_none() || w.telling && w.found.filled > 0 && !told_apart)
    };
    let agree = weighed
        .iter()
        .filter(|w| w.compared.is_ok() && (w.speaks || equal(w) || w.found.complete && differ.is_none()))
        .filter(|w| w.why_not != "it counts something else")
        .min_by_key(|w| (!w.speaks, rank(w)));
    let make = |w: &Weighed, outcome: Outcome| Held {
        claim: 0,
        fact: w.fact,
        outcome,
        cost: w.found.cost,
        subject: w.found.first.zip(w.found.last),
    };
    match (agree, differ) {
        (Some(a), Some(d)) => {
            // A subject in the sentence itself is meant before one that stands in another.
            if a.found.head_borrowed && !d.found.head_borrowed && d.found.head.is_some() {
                return d.compared.err().map(|slip| make(d, Outcome::Contradicts(slip)));
            }
            // The nearer subject is the one meant; an equal value far away is another fact's figure here.
            let elsewhere = d.found.cost + 3 < a.found.cost
                && !a.speaks
                && !(a.telling && a.found.complete && (!a.found.borrowed || d.found.head_cost > 0))
                || d.found.head_cost == 0
                    && a.found.head_cost > 6
                    && d.found.cost <= 3
                    && !a.telling
                    && !a.found.in_full;
            match (elsewhere, d.compared) {
                (true, Err(slip)) => Some(make(d, Outcome::Contradicts(slip))),
                _ => Some(make(a, Outcome::Agrees)),
            }
        }
        (Some(a), None) => Some(make(a, Outcome::Agrees)),
        (None, Some(d)) => match d.compared {
            Err(slip) => Some(make(d, Outcome::Contradicts(slip))),
            Ok(()) => None,
        },
        (None, None) => weighed
            .iter()
            .filter(|w| w.found.complete && !w.why_not.is_empty())
            .min_by_key(|w| rank(w))
            .map(|w| make(w, Outcome::Unclear(w.why_not))),
    }
}

/// Of several claims of one sentence about one fact, the nearest speaks; a farther one that differs is about
/// something else.
fn settle(context: &Context<'_>, held: &mut [Held]) {
    // A bare direction ("did not rise") says nothing of a value beside it.
    let valued = |claim: usize| context.bound.claims.get(claim).is_some_and(|c| c.mention.is_some());
    let snapshot: Vec<(usize, u32, Outcome, u16)> =
        held.iter().filter(|h| valued(h.claim)).map(|h| (h.claim, h.fact, h.outcome, h.cost)).collect();
    for h in held.iter_mut() {
        let Outcome::Contradicts(_) = h.outcome else { continue };
        let better = snapshot.iter().any(|(claim, fact, outcome, cost)| {
            *fact == h.fact
                && *claim != h.claim
                && (matches!(outcome, Outcome::Agrees) && *cost <= h.cost + 1
                    || matches!(outcome, Outcome::Contradicts(_)) && *cost < h.cost)
        });
        // A fact of another sentence or a bare direction beside a value of the same change is left alone.
        if better {
            h.outcome = Outcome::Unclear("another value of the sentence states it");
        }
    }
}
