//! What a number counts must be what the fact counts.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::claim::{Claim, Form};
use crate::fact::{Fact, Measure};
use crate::judge::fact::hold::Context;
use crate::judge::fact::index::Compiled;
use crate::judge::fact::matching::{self, Match};
use crate::mention::{Mention, Value, mention_at};
use crate::quantity::Quantity;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind, stem_of};

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
        return (!orders(context, claim, mention, fact, compiled, found))
            .then_some("it orders something else");
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
        // "payroll jobs rose 164,000 in March": what changed is said before the verb.
        None if matches!(claim.form, Form::Change(_))
            && found.head.is_some_and(|h| h < claim.tokens.start)
            && found.head_cost <= 2 =>
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

/// Whether an ordinal orders what the fact is about: the fact's own noun behind it (`the third meeting`), a place in a
/// ranking (`came third`, `the sixth-largest`, `in fifth place`), or the subject itself in apposition (`the runway, the
/// airport's third, …`).
fn orders(
    context: &Context<'_>,
    claim: &Claim,
    mention: &Mention,
    fact: &Fact,
    compiled: &Compiled,
    found: &Match,
) -> bool {
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    let counted = claim.counted.as_ref().map_or(mention.tokens.end..mention.tokens.end, |c| c.words.clone());
    // "the third to run past midnight": one of those that did.
    if tokens.get(mention.tokens.end).is_some_and(|t| t.is_any(prose, &["to", "time"])) {
        return false;
    }
    if found.head.is_some_and(|head| counted.contains(&head)) {
        return true;
    }
    if fact.measure != Measure::Rank {
        return false;
    }
    let words = tokens.get(counted.clone()).unwrap_or(&[]);
    let superlative = words.iter().take(2).any(|t| {
        let text = t.text(prose);
        text.ends_with("est") && text.len() > 4
            || t.is_any(prose, &["most", "place", "spot", "position", "rank", "best", "worst"])
    });
    if superlative || words.iter().any(|t| matching::fills_required(compiled, prose, t)) {
        return true;
    }
    let before = tokens.get(claim.tokens.start.saturating_sub(4)..claim.tokens.start).unwrap_or(&[]);
    let ranked = before.iter().any(|t| RANKING_STEMS.contains(&t.stem) || lexicon::is(t, Class::AUXILIARY));
    // Nothing but "in the table" or the end behind it, and a verb of place or a comma before it.
    let alone = words.is_empty();
    alone
        && (ranked
            || before.last().is_none_or(|t| t.is(',') || t.possessive || lexicon::is(t, Class::DETERMINER)))
}

/// Verbs that give a place in an order.
const RANKING: &[&str] = &[
    "rank", "place", "finish", "come", "put", "leave", "stand", "sit", "lie", "remain", "rate", "end",
    "drop", "rise", "climb", "slip",
];

static RANKING_STEMS: LazyLock<BTreeSet<u64>> =
    LazyLock::new(|| RANKING.iter().map(|w| stem_of(w)).collect());

/// A number that counts nothing right behind it states a fact only where a verb of being, a colon, a header or the
/// subject's own "of" ties the two, and a count only of things in the plural or of a number named as such.
fn bare_number(context: &Context<'_>, claim: &Claim, fact: &Fact, found: &Match) -> Option<&'static str> {
    if !context.reading.labels.is_empty() || matches!(claim.form, Form::Change(_) | Form::Result(_)) {
        return None;
    }
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    // "came to 412 and 11, respectively": what ties the first of a list ties the rest.
    let mut start = claim.tokens.start;
    while let Some(joint) = start.checked_sub(1)
        && tokens.get(joint).is_some_and(|t| t.is(',') || t.is_any(prose, &["and"]))
        && let Some(earlier) = joint.checked_sub(1).and_then(|i| mention_at(&context.bound.mentions, i))
        && !matches!(earlier.value, Value::Date(_))
    {
        start = earlier.tokens.start;
    }
    let before = start.checked_sub(1).and_then(|i| tokens.get(i));
    // "four of them", "up to 100,000 of them"
    let of_them = matches!(
        tokens.get(claim.tokens.end..claim.tokens.end + 2),
        Some([of, them]) if of.is_any(prose, &["of"]) && them.is_any(prose, &["them", "these", "those"])
    );
    if of_them {
        return None;
    }
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
