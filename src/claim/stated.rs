//! Where and among whom a statement says that it holds: the places and groups named around its value.

use std::ops::Range;

use crate::claim::{Claim, Entity, EntityRole, stance};
use crate::mention::{Mention, mention_at};
use crate::text::lexicon::{self, Class};
use crate::text::{Segmented, TokenKind};

/// Tokens of the places and groups that a statement names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stated {
    pub(crate) places: Vec<Range<usize>>,
    pub(crate) groups: Vec<Range<usize>>,
}

/// Prepositions that say where; "from", "of" and "for" say it of a noun, not of the statement.
const WHERE: &[&str] =
    &["in", "at", "across", "throughout", "near", "around", "outside", "within", "inside", "over"];

/// The places and groups of a claim's statement, or that open its sentence.
pub(crate) fn stated(
    prose: &str,
    text: &Segmented,
    mentions: &[Mention],
    entities: &[Entity],
    claim: &Claim,
) -> Stated {
    let mut out = Stated::default();
    let Some(sentence) = text.sentences.get(claim.sentence) else { return out };
    let statement = stance::statement(prose, &text.tokens, sentence, claim.tokens.start);
    let near = |at: usize| statement.contains(&at) || at <= sentence.tokens.start + 3;
    let is = |at: Option<usize>, words: &[&str]| {
        at.filter(|i| *i >= sentence.tokens.start)
            .and_then(|i| text.tokens.get(i))
            .is_some_and(|t| t.is_any(prose, words))
    };
    for entity in entities.iter().filter(|e| near(e.tokens.start)) {
        let mut before = entity.tokens.start.checked_sub(1);
        if is(before, &["the"]) {
            before = before.and_then(|i| i.checked_sub(1));
        }
        if is(before, &["among", "amongst"]) {
            out.groups.push(entity.tokens.clone());
        } else if entity.role == EntityRole::Place && is(before, WHERE) {
            out.places.push(entity.tokens.clone());
        }
    }
    // "among women", "among those over 65": as far as the words go.
    for at in statement {
        if !is(Some(at), &["among", "amongst"]) {
            continue;
        }
        let end = (at + 1..sentence.tokens.end)
            .take_while(|i| {
                text.tokens
                    .get(*i)
                    .is_some_and(|t| t.kind == TokenKind::Word && !lexicon::is(t, Class::FUNCTION))
                    && mention_at(mentions, *i).is_none()
            })
            .count()
            + at
            + 1;
        let capital = text.tokens.get(at + 1).is_some_and(|t| t.capital);
        if end > at + 1 && !capital {
            out.groups.push(at + 1..end);
        }
    }
    out
}
