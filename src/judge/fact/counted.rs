//! What a number counts must be what the fact counts.

use crate::claim::{Claim, Form};
use crate::fact::{Fact, Measure};
use crate::judge::fact::hold::Context;
use crate::judge::fact::index::Compiled;
use crate::judge::fact::matching::{self, Match};
use crate::mention::{Mention, Value};
use crate::quantity::Quantity;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// What a number counts must be what the fact counts.
pub(super) fn counted_bars(
    context: &Context<'_>,
    claim: &Claim,
    mention: Option<&Mention>,
    fact: &Fact,
    compiled: &Compiled,
    found: &Match,
) -> Option<&'static str> {
    let mention = mention?;
    let tokens = &context.reading.text.tokens;
    if matches!(&mention.value, Value::Amount(Quantity::Ordinal(_))) {
        let ranks = claim.tokens.start.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| {
            ["rank", "place", "finish", "come"].iter().any(|w| t.stem == crate::text::stem_of(w))
        });
        if ranks && fact.measure == Measure::Rank {
            return None;
        }
        let beside = claim.counted.as_ref().is_some_and(|c| found.head.is_some_and(|h| c.words.contains(&h)));
        return (!beside).then_some("it orders something else");
    }
    let plain = matches!(
        &mention.value,
        Value::Amount(Quantity::Count(_))
            | Value::Range { low: Quantity::Count(_), .. }
            | Value::Vague { share: false, .. }
    );
    if !plain {
        return None;
    }
    let Some(counted) = &claim.counted else {
        return bare_number(context, claim, fact, found);
    };
    let words = tokens.get(counted.words.clone()).unwrap_or(&[]);
    let prose = context.reading.prose;
    // Where in the phrase a slot is filled: the head must be, and nothing but a participle may follow it.
    let head_words = |t: &Token| {
        let Some(slot) = compiled.slots.get(compiled.head) else { return false };
        let single = Compiled { slots: std::iter::once(slot.clone()).collect(), ..compiled.clone() };
        matching::fills_any(&single, prose, t)
    };
    let position = words.iter().rposition(head_words);
    match position {
        Some(at) => {
            let rest = words.get(at + 1..).unwrap_or(&[]);
            // A plural leads no other noun: what follows is its verb.
            if words.get(at).is_some_and(|t| t.text(prose).ends_with('s')) {
                return None;
            }
            let participles = rest.iter().all(|t| {
                let text = t.text(prose);
                text.ends_with("ed")
                    || text.ends_with("ing")
                    || text.ends_with("en")
                    || lexicon::is(
                        t,
                        Class::STATE
                            .and(Class::UP)
                            .and(Class::DOWN)
                            .and(Class::ADVERB)
                            .and(Class::START)
                            .and(Class::END)
                            .and(Class::SPEECH),
                    )
                    || matching::fills_any(compiled, prose, t)
                    || matches!(text, "held" | "made" | "lost" | "area" | "-")
            });
            (!participles).then_some("it counts something else")
        }
        // "deported 7,300 migrants": the deed itself is what the fact counts.
        None if found.head.is_some_and(|h| {
            h < claim.tokens.start
                && h + 2 >= claim.tokens.start
                && tokens.get(h).is_some_and(|t| t.text(prose).ends_with("ed"))
        }) =>
        {
            None
        }
        None => {
            let generic = words.iter().any(|t| lexicon::is(t, Class::GENERIC));
            let any = words.iter().any(|t| matching::fills_any(compiled, prose, t));
            let verb_only = words.iter().all(|t| {
                lexicon::is(
                    t,
                    Class::STATE.and(Class::ADVERB).and(Class::UP).and(Class::DOWN).and(Class::SPEECH),
                ) || t.text(prose).ends_with("ed")
                    || t.text(prose).ends_with("ly")
            });
            if (generic && found.complete) || verb_only || (any && found.complete && found.head_cost <= 2) {
                None
            } else {
                Some("it counts something else")
            }
        }
    }
}

/// A number that counts nothing right behind it states a fact only where a verb of being, a colon, a header or the
/// subject's own "of" ties the two, and a count only of things in the plural or of a number named as such.
fn bare_number(context: &Context<'_>, claim: &Claim, fact: &Fact, found: &Match) -> Option<&'static str> {
    if !context.reading.labels.is_empty() || matches!(claim.form, Form::Change(_) | Form::Result(_)) {
        return None;
    }
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    let before = claim.tokens.start.checked_sub(1).and_then(|i| tokens.get(i));
    let tied = before.is_none_or(|t| {
        t.is(':')
            || t.is('(')
            || t.is('|')
            || lexicon::is(t, Class::STATE.and(Class::AUXILIARY))
            || t.is_any(
                prose,
                &["of", "to", "at", "port", "all", "number", "is", "now", "numbers", "numbered"],
            )
            || lexicon::is_or_stem(t, Class::UP.and(Class::DOWN))
    }) || found.head.is_some_and(|h| {
        h + 1 == claim.tokens.start || h + 2 == claim.tokens.start && before.is_some_and(|t| t.is(','))
    });
    let opens_answer = found.head_borrowed
        && claim.tokens.start.checked_sub(1).is_none_or(|i| {
            tokens.get(i).is_some_and(|t| t.kind == TokenKind::Sign && !matches!(t.sign, ',' | '-' | '–'))
        });
    if !tied && !opens_answer {
        return Some("nothing ties the number to the subject");
    }
    if fact.measure == Measure::Count && !found.head_borrowed {
        let plural = found
            .head
            .and_then(|h| tokens.get(h))
            .is_some_and(|t| t.text(prose).ends_with('s') || lexicon::is(t, Class::GENERIC));
        let sentence = context.reading.text.sentences.get(context.index)?;
        let named = tokens.get(sentence.tokens.clone()).unwrap_or(&[]).iter().any(|t| {
            t.is_any(prose, &["number", "count", "total", "toll", "tally", "figure", "sum", "strength"])
        });
        if !plural && !named {
            return Some("it counts something else");
        }
    }
    None
}
