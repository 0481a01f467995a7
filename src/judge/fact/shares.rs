//! "murders and robberies fell 26% and 11%, respectively": subjects and values in the same order.

use crate::claim::Claim;
use crate::judge::fact::distance::FAR;
use crate::judge::fact::hold::Context;
use crate::mention::Value;
use crate::text::TokenKind;

/// A list of subjects and one of values, place by place.
pub(super) struct Shares {
    /// Tokens of the subjects' nouns.
    subjects: Vec<usize>,
    /// Mentions in order.
    values: Vec<usize>,
}

impl Shares {
    /// The costs of a claim with every other subject of the list put out of reach.
    pub(super) fn cost(&self, claim: &Claim, costs: &[u16], start: usize) -> Option<Vec<u16>> {
        let place = self.values.iter().position(|v| Some(*v) == claim.mention)?;
        let mut shared = costs.to_vec();
        for (i, subject) in self.subjects.iter().enumerate() {
            if let Some(cost) = subject.checked_sub(start).and_then(|at| shared.get_mut(at)) {
                *cost = if i == place { 0 } else { FAR };
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
    // The values right before the word, of one class, with nothing but commas and "and" between them.
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
    // The subjects: nouns joined by "and" or commas before the verb.
    let before = reading.text.tokens.get(sentence.tokens.start..first)?;
    let and = before.iter().rposition(|t| t.is_any(reading.prose, &["and"]))? + sentence.tokens.start;
    let mut subjects = vec![and + 1];
    let mut at = and;
    while let Some(previous) = at.checked_sub(1).filter(|i| *i >= sentence.tokens.start) {
        let token = reading.text.tokens.get(previous)?;
        if token.kind == TokenKind::Word
            && (at == and || reading.text.tokens.get(at).is_some_and(|t| t.is(',')))
        {
            subjects.push(previous);
        } else if !token.is(',') {
            break;
        }
        at = previous;
    }
    subjects.reverse();
    (values.len() > 1 && values.len() == subjects.len()).then_some(Shares { subjects, values })
}
