//! How far each word of a sentence stands from a value, by the grammar between them.

use std::ops::Range;

use crate::claim::Claim;
use crate::mention::{Mention, Value};
use crate::quantity::Kind;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// Far enough that no grammar ties the two.
pub(crate) const FAR: u16 = 60;

/// How many tokens to either side are looked at; a clause is shorter.
const REACH: usize = 48;

/// Costs of crossing from the value to each token of its sentence, counted from the sentence's first token.
///
/// The figures order the ways a word can stand to a value: inside its phrase, across a preposition, a verb, a
/// coordination, a comma, another clause, another value. They are a guess that the development drafts bear out.
pub(crate) fn costs(
    prose: &str,
    tokens: &[Token],
    mentions: &[Mention],
    sentence: &Range<usize>,
    claim: &Claim,
) -> Vec<u16> {
    let mut out = vec![FAR; sentence.len()];
    let set = |out: &mut Vec<u16>, at: usize, cost: u16| {
        if let Some(slot) = at.checked_sub(sentence.start).and_then(|i| out.get_mut(i)) {
            *slot = (*slot).min(cost);
        }
    };
    let own = claim.mention.and_then(|m| mentions.get(m));
    let kind = own.map(value_class);
    let value_at = |at: usize| {
        let i = mentions.partition_point(|m| m.core.end <= at);
        mentions.get(i).filter(|m| m.core.start == at)
    };
    let value_ending = |at: usize| {
        let i = mentions.partition_point(|m| m.core.end <= at);
        mentions.get(i).filter(|m| m.core.end == at + 1 && m.core.contains(&at))
    };
    let crossing = |m: Option<&Mention>| match (m, kind) {
        (Some(m), Some(kind)) if value_class(m) == kind && !matches!(m.value, Value::Date(_)) => 8,
        (Some(m), None) if !matches!(m.value, Value::Date(_)) => 6,
        // "the first on Wednesday, the rest until Feb. 20": dates come in pairs and part nothing.
        (Some(m), Some(_))
            if own.is_some_and(|o| matches!(o.value, Value::Date(_)))
                && matches!(m.value, Value::Date(_)) =>
        {
            2
        }
        (Some(m), _) => {
            if matches!(m.value, Value::Date(_)) {
                1
            } else {
                3
            }
        }
        (None, _) => 0,
    };
    for at in claim.tokens.clone() {
        set(&mut out, at, 0);
    }
    // To the right.
    let mut cost: u16 = 0;
    let noun_phrase = claim.counted.as_ref().map_or(claim.tokens.end, |c| c.words.end);
    let stop = sentence.end.min(claim.tokens.end + REACH);
    for at in claim.tokens.end..stop {
        let Some(token) = tokens.get(at) else { break };
        cost += crossing(value_at(at));
        match token.kind {
            TokenKind::Sign => {
                cost += match token.sign {
                    ',' => 3,
                    ';' | ':' | '—' => 12,
                    '–' if !token.glued => 12,
                    '(' => 3,
                    ')' => 2,
                    '.' | '!' | '?' => 10,
                    _ => 0,
                }
            }
            TokenKind::Word if at >= noun_phrase => {
                cost += if token.is_any(prose, &["and", "or"]) {
                    4
                } else if token.is_any(prose, &["but", "while", "whereas", "although", "though", "because"]) {
                    6
                } else if token
                    .is_any(prose, &["which", "who", "that", "when", "where", "after", "before", "as"])
                {
                    3
                } else if token.is_any(prose, &["than", "with", "against", "including"]) {
                    4
                } else if token.is_any(prose, &["of", "in", "for", "on", "among"]) {
                    1
                } else if lexicon::is(token, Class::PREPOSITION.and(Class::AUXILIARY).and(Class::SPEECH)) {
                    2
                } else {
                    0
                };
            }
            _ => {}
        }
        set(&mut out, at, cost);
        if cost >= FAR {
            break;
        }
    }
    // To the left. A value joined to its noun ("the 5-km Oak Road") looks to that noun first.
    let joined = own.is_some_and(|m| m.compound) && claim.counted.is_some();
    let mut cost: u16 = if joined { 3 } else { 0 };
    let floor = sentence.start.max(claim.tokens.start.saturating_sub(REACH));
    let mut at = claim.tokens.start;
    while at > floor {
        at -= 1;
        let Some(token) = tokens.get(at) else { break };
        if token.is(',')
            && let Some(open) = parenthesis(prose, tokens, floor, at)
        {
            // What stands between two commas before the verb interrupts and separates nothing.
            cost += 2;
            for inside in open..=at {
                set(&mut out, inside, cost + 2);
            }
            at = open;
            continue;
        }
        cost += crossing(value_ending(at));
        match token.kind {
            TokenKind::Sign => {
                cost += match token.sign {
                    ',' => 3,
                    // "…; it dropped": the pronoun carries the subject over.
                    ';' if tokens.get(at + 1).is_some_and(|t| lexicon::is(t, Class::PRONOUN)) => 3,
                    ';' => 10,
                    ':' => 2,
                    '—' => 4,
                    '–' if !token.glued => 4,
                    '(' => 1,
                    ')' => 3,
                    '.' | '!' | '?' => 10,
                    _ => 0,
                }
            }
            TokenKind::Word => {
                let verb_follows = tokens.get(at + 1).is_some_and(|t| {
                    lexicon::is(t, Class::AUXILIARY.and(Class::STATE).and(Class::SPEECH))
                        || lexicon::is_or_stem(t, Class::UP.and(Class::DOWN))
                        || t.text(prose).ends_with("ed")
                });
                cost += if token.is_any(prose, &["and", "or"]) {
                    // "went down, and is now 4.75 percent": one subject, two predicates.
                    if verb_follows { 1 } else { 3 }
                } else if token.is_any(prose, &["while", "whereas"]) {
                    10
                } else if token.is_any(prose, &["but", "although", "though", "because"]) {
                    6
                } else if token.is_any(prose, &["after", "before", "when"]) {
                    8
                } else if token.is_any(prose, &["which", "who", "that", "where"]) {
                    2
                } else if lexicon::is(token, Class::SPEECH) {
                    3
                } else if lexicon::is(token, Class::PREPOSITION)
                    && !token.is_any(prose, &["by", "to", "of", "at", "up", "down"])
                {
                    1
                } else {
                    0
                };
            }
            TokenKind::Number => {}
        }
        set(&mut out, at, cost);
        if cost >= FAR {
            break;
        }
    }
    out
}

/// The comma that opens what the comma at `close` ends, if a verb takes up the sentence behind it.
fn parenthesis(prose: &str, tokens: &[Token], floor: usize, close: usize) -> Option<usize> {
    let verb = |at: usize| {
        tokens.get(at).is_some_and(|t| {
            lexicon::is(t, Class::AUXILIARY.and(Class::STATE).and(Class::MODAL))
                || lexicon::is_or_stem(t, Class::UP.and(Class::DOWN))
                || t.text(prose).ends_with("ed")
        })
    };
    let conjunction = tokens.get(close + 1).is_some_and(|t| lexicon::is(t, Class::CONJUNCTION));
    let inside = tokens.get(floor.max(close.saturating_sub(9))..close)?;
    let open = close.checked_sub(inside.len() - inside.iter().rposition(|t| t.is(','))?)?;
    let speech = tokens.get(open..close)?.iter().any(|t| lexicon::is(t, Class::SPEECH));
    let takes_up = verb(close + 1) || conjunction && verb(close + 2) || speech;
    takes_up.then_some(open)
}

/// Values of one class crowd one another out.
pub(crate) fn value_class(mention: &Mention) -> u8 {
    let of = |kind: Kind| match kind {
        Kind::Count => 1,
        Kind::Percent | Kind::Ratio => 2,
        Kind::Points => 9,
        Kind::Money => 3,
        Kind::Measure(dimension) => 10 + dimension as u8,
        Kind::Score => 4,
        Kind::Ordinal => 5,
        Kind::Clock => 6,
        Kind::Version => 7,
        Kind::Interval | Kind::PValue => 8,
    };
    match &mention.value {
        Value::Amount(q) | Value::Range { low: q, .. } => of(q.kind()),
        Value::Times(_) => 2,
        Value::Vague { share: true, .. } => 2,
        Value::Vague { .. } => 1,
        Value::Date(_) => 0,
    }
}
