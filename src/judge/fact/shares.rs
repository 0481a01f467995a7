//! "murders and robberies fell 26% and 11%, respectively": subjects and values in the same order.

use std::ops::Range;

use crate::claim::Claim;
use crate::judge::fact::distance::FAR;
use crate::judge::fact::hold::Context;
use crate::mention::Value;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// A list of subjects and one of values, place by place.
pub(super) struct Shares {
    /// Tokens of each subject's noun phrase.
    subjects: Vec<Range<usize>>,
    /// Mentions in order.
    values: Vec<usize>,
}

impl Shares {
    /// The costs of a claim with its own subject at hand and every other one of the list out of reach.
    pub(super) fn cost(&self, claim: &Claim, costs: &[u16], start: usize) -> Option<Vec<u16>> {
        let place = self.values.iter().position(|v| Some(*v) == claim.mention)?;
        let mut shared = costs.to_vec();
        for (i, subject) in self.subjects.iter().enumerate() {
            for at in subject.clone() {
                if let Some(cost) = at.checked_sub(start).and_then(|at| shared.get_mut(at)) {
                    *cost = if i == place { 0 } else { FAR };
                }
            }
        }
        // What stands between the two lists belongs to all of their places: "rose", "have been vaccinated".
        let last = self.subjects.iter().map(|s| s.end).max().unwrap_or(0);
        for at in last..claim.tokens.start {
            if let Some(cost) = at.checked_sub(start).and_then(|at| shared.get_mut(at)) {
                *cost = (*cost).min(2);
            }
        }
        Some(shared)
    }
}

/// The lists of a sentence that says "respectively", if they are of one length.
pub(super) fn respectively(context: &Context<'_>, all: &[(usize, &Claim, Vec<u16>)]) -> Option<Shares> {
    let reading = context.reading;
    let sentence = reading.text.sentences.get(context.index)?;
    let tokens = reading.text.tokens.get(sentence.tokens.clone())?;
    let end =
        tokens.iter().rposition(|t| t.is_any(reading.prose, &["respectively"]))? + sentence.tokens.start;
    // The values right before the word, with nothing but commas and "and" between them.
    let mut values: Vec<usize> = Vec::new();
    let mut first = end;
    for (_, claim, _) in all.iter().rev().filter(|(_, c, _)| c.tokens.end <= end && c.mention.is_some()) {
        let mention = claim.mention.and_then(|m| context.bound.mentions.get(m))?;
        if matches!(mention.value, Value::Date(_)) || first - claim.tokens.end > 3 {
            break;
        }
        first = claim.tokens.start;
        values.push(claim.mention?);
    }
    values.reverse();
    let subjects = list_of(context, sentence.tokens.start..first, values.len())?;
    (values.len() > 1).then_some(Shares { subjects, values })
}

/// The noun phrases of a list of `length` before the values: from the start of the clause or behind a preposition up to
/// the verb or a comma that ends the list.
fn list_of(context: &Context<'_>, range: Range<usize>, length: usize) -> Option<Vec<Range<usize>>> {
    let prose = context.reading.prose;
    let all = &context.reading.text.tokens;
    let joint = |at: usize| all.get(at).is_some_and(|t| t.is_any(prose, &["and"]));
    let and = range.clone().rev().find(|at| joint(*at) && !is_value(context, at + 1))?;
    // Behind the last "and" the phrase runs to the verb.
    let stop = (and + 1..range.end)
        .find(|at| all.get(*at).is_some_and(|t| ends_list(prose, t)))
        .unwrap_or(range.end);
    let mut subjects = Vec::with_capacity(length);
    subjects.push(and + 1..stop);
    let mut end = and;
    while subjects.len() < length {
        // A comma before "and" is the list's own.
        if all.get(end.checked_sub(1)?).is_some_and(|t| t.is(',')) {
            end -= 1;
        }
        let start = (range.start..end)
            .rev()
            .find(|at| all.get(*at).is_some_and(|t| t.is(',') || starts_list(prose, t)))
            .map_or(range.start, |at| at + 1);
        if start >= end {
            return None;
        }
        subjects.push(start..end);
        end = start.checked_sub(1).unwrap_or(range.start);
    }
    subjects.reverse();
    Some(subjects)
}

fn is_value(context: &Context<'_>, at: usize) -> bool {
    crate::mention::mention_at(&context.bound.mentions, at).is_some()
}

/// A verb or comma behind the last item.
fn ends_list(prose: &str, token: &Token) -> bool {
    token.kind == TokenKind::Sign && !token.is('-')
        || lexicon::is(token, Class::AUXILIARY.and(Class::MODAL).and(Class::STATE))
        || lexicon::is_or_stem(token, Class::UP.and(Class::DOWN).and(Class::SPEECH))
        || token.text(prose).ends_with("ed")
}

/// A preposition or conjunction before the first item: "on competitiveness and press freedom".
fn starts_list(prose: &str, token: &Token) -> bool {
    token.is_any(prose, &["on", "for", "in", "of", "that", "while", "both", "between"])
        || token.kind == TokenKind::Sign && !token.is('-')
}
