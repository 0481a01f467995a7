//! `counted = { modifier } head`: the noun phrase right behind a number.

use std::ops::Range;

use crate::mention::{Mention, Value};
use crate::quantity::Quantity;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// Tokens of the noun phrase that a number counts: `[fewer murder victims]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Words in order; a comparative (`fewer`) that led them is left out.
    pub(crate) words: Range<usize>,
}

/// The longest noun phrase worth following.
const MOST_WORDS: usize = 6;

/// The noun phrase right behind the mention, if its value can count something.
pub(crate) fn counted(prose: &str, tokens: &[Token], end: usize, mention: &Mention) -> Option<Counted> {
    let counts = match &mention.value {
        Value::Amount(q) => matches!(
            q,
            Quantity::Count(_)
                | Quantity::Ordinal(_)
                | Quantity::Measure { .. }
                | Quantity::Money { .. }
                | Quantity::Percent(_)
        ),
        Value::Range { low, .. } => matches!(low, Quantity::Count(_)),
        Value::Vague { .. } => true,
        Value::Times(_) | Value::Date(_) => false,
    };
    if !counts {
        return None;
    }
    let mut start = mention.tokens.end;
    // "five-stop effort", "11.2-inch tablet": the hyphen ties, it does not end.
    if tokens.get(start).is_some_and(|t| t.is('-') && t.glued) {
        start += 1;
    }
    // "five of these meetings" keeps its noun; "two of the five" is a part and is told apart before.
    let comparative =
        tokens.get(start).is_some_and(|t| lexicon::is(t, Class::MORE.and(Class::LESS)) && !t.glued);
    if comparative {
        start += 1;
    }
    // "rose 164,000 last month"
    if tokens.get(start).is_some_and(|t| {
        t.is_any(prose, &["last", "next", "today", "yesterday", "overnight", "earlier", "later"])
    }) {
        return None;
    }
    let mut at = start;
    while at < end && at - start < MOST_WORDS {
        let Some(token) = tokens.get(at) else { break };
        let joins = token.glued && matches!(token.sign, '-' | '’' | '\'');
        if joins {
            at += 1;
            continue;
        }
        if token.kind != TokenKind::Word
            || lexicon::is(token, Class::FUNCTION.and(Class::PRONOUN).and(Class::MODAL).and(Class::NEGATION))
        {
            break;
        }
        // A comma or bracket inside the phrase ends it: handled by the kind above.
        at += 1;
        if token.text(prose).ends_with('.') && token.span.len() > 2 {
            break;
        }
    }
    (at > start).then_some(Counted { words: start..at })
}
