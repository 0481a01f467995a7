//! Numerals that count nothing: a name's, a page's, a telephone's.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::mention::Value;
use crate::mention::recognise::Found;
use crate::quantity::{Quantity, words};
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// "the current one", "this one": a pronoun.
pub(super) fn stands_for_a_noun(prose: &str, tokens: &[Token], start: usize, end: usize) -> bool {
    let one = end == start + 1 && tokens.get(start).is_some_and(|t| t.is_any(prose, &["one"]));
    let before = start.checked_sub(1).and_then(|i| tokens.get(i));
    let next = tokens.get(end);
    one && before.is_some_and(|t| {
        lexicon::is(t, Class::DETERMINER.and(Class::COLOUR)) && !t.is_any(prose, &["only", "just"])
    }) && next.is_none_or(|t| t.kind == TokenKind::Sign && !t.is('-') || lexicon::is(t, Class::FUNCTION))
}

/// Numerals that name a thing and count nothing: `Highway 9`, `Boeing 737`, `Chapter 11`, phone numbers, `9/11`.
pub(super) fn is_label(prose: &str, tokens: &[Token], start: usize, end: usize, found: &Found) -> bool {
    let Some(token) = tokens.get(start) else { return false };
    let plain = matches!(found.value, Value::Amount(Quantity::Count(_) | Quantity::Score { .. }));
    let before = start.checked_sub(1).and_then(|i| tokens.get(i));
    let next = tokens.get(end);
    // "9/11", "24/7", "1/2": digits on both sides of a slash that no ratio took.
    let slashed = |t: Option<&Token>| t.is_some_and(|t| t.is('/') && t.glued);
    if plain && (slashed(next) || slashed(before)) {
        return true;
    }
    if !plain {
        // A version or ordinal in a label ("Windows 3.1.1") stays what it is.
        return false;
    }
    // Phone numbers: groups of digits tied by hyphens; "$50-100" has a currency and is none.
    if let Value::Amount(Quantity::Score { left, right }) = &found.value
        && (right.normalize() >= Decimal::from(100) && *left >= Decimal::from(100)
            || slashed_digits(tokens, end))
    {
        return true;
    }
    let Some(before) = before else { return false };
    // "COVID-19", "G-7", "TPP-11": tied to a word by a hyphen.
    if before.is('-') && before.glued && token.glued {
        let word = start.checked_sub(2).and_then(|i| tokens.get(i));
        // Digits before the hyphen as well: the rest of a telephone number.
        return word.is_some_and(|t| match t.kind {
            TokenKind::Word => t.capital || !is_number_word(t, prose),
            TokenKind::Number => true,
            TokenKind::Sign => false,
        });
    }
    if token.kind != TokenKind::Number || before.kind != TokenKind::Word {
        return false;
    }
    let text = before.text(prose);
    // Emergency and other numbers that are dialled.
    const DIALLED: &[&str] =
        &["dial", "call", "phone", "ring", "text", "dialling", "dialing", "calling", "channel", "extension"];
    let followed_by_noun =
        next.is_some_and(|t| t.kind == TokenKind::Word && !t.capital && !lexicon::is(t, Class::FUNCTION));
    static DIALLED_KEYS: LazyLock<BTreeSet<u64>> = LazyLock::new(|| {
        DIALLED.iter().flat_map(|w| [crate::text::key_of(w), crate::text::stem_of(w)]).collect()
    });
    if !followed_by_noun && (DIALLED_KEYS.contains(&before.key) || DIALLED_KEYS.contains(&before.stem)) {
        return true;
    }
    // Numbered parts of a text or building.
    const NUMBERED: &[&str] = &[
        "page",
        "chapter",
        "section",
        "article",
        "paragraph",
        "route",
        "highway",
        "flight",
        "room",
        "gate",
        "question",
        "step",
        "figure",
        "table",
        "item",
        "lot",
        "bus",
        "line",
    ];
    if !found.in_words && NUMBERED.iter().any(|w| text.eq_ignore_ascii_case(w)) {
        return true;
    }
    // A name with a number: a capital that no sentence start explains, and no function word.
    let sentence_start = start < 2
        || tokens.get(start - 2).is_some_and(|t| {
            t.kind == TokenKind::Sign && matches!(t.sign, '.' | '!' | '?' | ':' | '”' | '"' | '“' | '•')
        });
    before.capital
        && !token.glued
        && !lexicon::is(
            before,
            Class::FUNCTION
                .and(Class::ADVERB)
                .and(Class::PART)
                .and(Class::COLOUR)
                .and(Class::NEGATION)
                .and(Class::PRONOUN)
                .and(Class::TRIGGER)
                .and(Class::MODAL),
        )
        && (!sentence_start || !followed_by_noun)
        && token.text(prose).len() <= 4
        && !token.text(prose).contains([',', '.'])
}

fn slashed_digits(tokens: &[Token], end: usize) -> bool {
    tokens.get(end).is_some_and(|t| t.is('-') && t.glued)
        && tokens.get(end + 1).is_some_and(|t| t.glued && t.kind == TokenKind::Number)
}

fn is_number_word(token: &Token, prose: &str) -> bool {
    words::cardinal(token.lower(prose, &mut [0; 16])).is_some()
}
