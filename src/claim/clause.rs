//! `clause = [ fronted "," ] [ subject ] verb … value`: the subject of the clause that a value stands in.
//!
//! English puts the subject before the verb, so it is what stands between the clause's own start and the verb that the
//! value follows. The grammar reads no further than that: it need not know what part of speech every word is, only
//! where clauses begin and which words are verbs beyond doubt.

use std::ops::Range;

use crate::claim::form;
use crate::text::lexicon::{self, Class};
use crate::text::{Sentence, Token, TokenKind, is_irregular_past};

/// How far, in tokens, a subject may stand before its value.
const REACH: usize = 40;

/// The tokens of the subject of the clause in which the token at `at` follows the verb; `None` where it follows none,
/// because it is in the subject itself or the clause has no verb.
pub(crate) fn subject(prose: &str, tokens: &[Token], sentence: &Sentence, at: usize) -> Option<Range<usize>> {
    let floor = sentence.tokens.start.max(at.saturating_sub(REACH));
    let mut verb = at;
    loop {
        verb = verb.checked_sub(1).filter(|i| *i >= floor)?;
        if begins_clause(prose, tokens, verb) {
            return None;
        }
        if is_verb(prose, tokens, floor, verb) {
            break;
        }
    }
    let mut start = verb;
    while let Some(before) = start.checked_sub(1).filter(|i| *i >= floor) {
        let token = tokens.get(before)?;
        if begins_clause(prose, tokens, before) || token.is(',') {
            break;
        }
        start = before;
    }
    // Auxiliaries and adverbs before the verb belong to it.
    let mut end = verb;
    while end > start
        && tokens.get(end - 1).is_some_and(|t| {
            lexicon::is(t, Class::AUXILIARY.and(Class::MODAL).and(Class::ADVERB).and(Class::NEGATION))
                || t.text(prose).ends_with("ly")
        })
    {
        end -= 1;
    }
    Some(start..end)
}

/// A sign or word behind which another clause begins.
fn begins_clause(prose: &str, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    match token.kind {
        TokenKind::Sign => {
            matches!(token.sign, ';' | ':' | '—' | '(' | ')' | '“' | '”' | '"' | '?' | '!')
                || token.is('–') && !token.glued
        }
        TokenKind::Word => {
            token.is_any(
                prose,
                &[
                    "but", "while", "whereas", "although", "though", "because", "that", "which", "who",
                    "when", "where", "if", "after", "before", "so",
                ],
            ) || token.is_any(prose, &["and", "or"])
                && tokens.get(at + 1).is_some_and(|t| {
                    lexicon::is(t, Class::PRONOUN.and(Class::DETERMINER).and(Class::NUMERAL)) || t.is(',')
                })
                || token.is_any(prose, &["and", "or"])
                    && at.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| t.is(','))
        }
        TokenKind::Number => false,
    }
}

/// Whether a token is a verb beyond doubt: an auxiliary, a verb of state or speech, a past form that no article or
/// preposition makes an adjective.
fn is_verb(prose: &str, tokens: &[Token], floor: usize, at: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|t| t.kind == TokenKind::Word) else { return false };
    if lexicon::is(token, Class::AUXILIARY.and(Class::MODAL)) {
        return true;
    }
    let before = at.checked_sub(1).filter(|i| *i >= floor).and_then(|i| tokens.get(i));
    // "the cost", "a reported", "of recorded"
    let noun_phrase = before.is_none_or(|t| {
        t.kind == TokenKind::Sign && !t.is(',')
            || lexicon::is(t, Class::DETERMINER.and(Class::PREPOSITION))
            || t.kind == TokenKind::Number && token.text(prose).ends_with("ed")
            || t.possessive
    });
    if noun_phrase {
        return false;
    }
    let text = token.text(prose);
    let past = text.ends_with("ed") || is_irregular_past(token);
    past || lexicon::is(token, Class::STATE.and(Class::SPEECH).and(Class::START).and(Class::END))
        && !text.ends_with("ing")
        || form::direction(token).is_some() && text.len() > 4 && text.ends_with('s')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{sentences, tokenize};

    /// The subject of the clause in which the first figure stands.
    fn seen(prose: &str) -> String {
        let tokens = tokenize(prose);
        let all = sentences(prose, &tokens);
        let at = tokens.iter().rposition(|t| t.kind == TokenKind::Number).unwrap();
        match subject(prose, &tokens, &all[0], at) {
            Some(range) => tokens[range].iter().map(|t| t.text(prose)).collect::<Vec<_>>().join(" "),
            None => "-".to_owned(),
        }
    }

    #[test]
    fn reads_the_subject() {
        let rows = [
            ("The response rate was 88 per cent.", "The response rate"),
            ("Its census cost a lot; the response rate was 88 per cent.", "the response rate"),
            ("Violent crime fell 8.2% in 2024.", "Violent crime"),
            ("In 2024, violent crime in Dallas has fallen by 8.2%.", "violent crime in Dallas"),
            ("It dropped to 3.8 ms.", "It"),
            ("Officials said that arrests had reached 84.", "arrests"),
            ("Sorrin speakers are few, and their number has declined by 41,000.", "their number"),
            ("Arrests: 84", "-"),
            ("Some 84 people were arrested.", "-"),
        ];
        let wrong: Vec<String> = rows
            .iter()
            .filter(|(p, e)| seen(p) != *e)
            .map(|(p, e)| format!("{p}\n   got {}\n   not {e}", seen(p)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
