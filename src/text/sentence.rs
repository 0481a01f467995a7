//! Where one sentence ends and the next begins.

use std::ops::Range;

use crate::span::Span;
use crate::text::token::{Token, TokenKind};

/// A sentence of a block: its tokens by index, and its bytes in the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Indexes into the block's tokens.
    pub tokens: Range<usize>,
    /// From the first token's start to the last one's end.
    pub span: Span,
    /// Ends in a question mark.
    pub question: bool,
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»')
}

/// Splits a block's tokens. An abbreviation's dot is part of its token and ends a sentence only before a capital
/// that is no name's continuation ("at 8:15 a.m. The race").
pub fn sentences(prose: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let mut end = at + 1;
        let mut question = false;
        let stop = if token.kind == TokenKind::Sign && matches!(token.sign, '.' | '!' | '?' | '…') {
            question = token.sign == '?';
            // "...", "?!" and closing marks belong to the sentence they end.
            while let Some(next) = tokens.get(end).filter(|n| n.kind == TokenKind::Sign && n.glued) {
                if matches!(next.sign, '.' | '!' | '?' | '…') {
                    question |= next.sign == '?';
                } else if !closes(next.sign) || (next.sign == '"' && !next_is_space_or_end(prose, next)) {
                    break;
                }
                end += 1;
            }
            match tokens.get(end) {
                None => true,
                // "said." he added: a quoted sentence inside a larger one goes on in lower case.
                Some(next) => !next.glued && starts_sentence(next) || (next.glued && next.sign == '“'),
            }
        } else if token.kind == TokenKind::Word && token.text(prose).ends_with('.') {
            let next = tokens.get(at + 1);
            let abbreviation = token.bare(prose).trim_end_matches('.');
            let before_name =
                !abbreviation.contains('.') || matches!(abbreviation, "U.S" | "U.K" | "U.N" | "D.C");
            next.is_some_and(|n| n.kind == TokenKind::Word && n.capital && !n.glued) && !before_name
        } else {
            false
        };
        if stop {
            push(&mut out, tokens, start..end, question);
            start = end;
        }
        at = end;
    }
    push(&mut out, tokens, start..tokens.len(), false);
    out
}

fn next_is_space_or_end(prose: &str, token: &Token) -> bool {
    prose.get(token.span.end()..).and_then(|rest| rest.chars().next()).is_none_or(char::is_whitespace)
}

fn starts_sentence(token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => token.capital,
        TokenKind::Number => true,
        TokenKind::Sign => !matches!(token.sign, ',' | ';' | ')' | '%'),
    }
}

fn push(out: &mut Vec<Sentence>, tokens: &[Token], range: Range<usize>, question: bool) {
    let (Some(first), Some(last)) =
        (tokens.get(range.start), range.end.checked_sub(1).and_then(|i| tokens.get(i)))
    else {
        return;
    };
    if range.is_empty() {
        return;
    }
    out.push(Sentence { span: first.span.cover(last.span), tokens: range, question });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn split(prose: &str) -> Vec<&str> {
        sentences(prose, &tokenize(prose)).iter().map(|s| s.span.slice(prose)).collect()
    }

    #[test]
    fn ends_where_a_reader_stops() {
        assert_eq!(split("It fell 8.2%. It rose."), ["It fell 8.2%.", "It rose."]);
        assert_eq!(
            split("Gov. Kathy Hochul spoke on Feb. 20. Then she left."),
            ["Gov. Kathy Hochul spoke on Feb. 20.", "Then she left."]
        );
        assert_eq!(split("“No room.” He left."), ["“No room.”", "He left."]);
        assert_eq!(split("\"No room.\" He left."), ["\"No room.\"", "He left."]);
        assert_eq!(split("It began at 8:15 a.m. Roads closed."), ["It began at 8:15 a.m.", "Roads closed."]);
        assert_eq!(split("The U.S. Senate met."), ["The U.S. Senate met."]);
        assert_eq!(split("Is it? Yes."), ["Is it?", "Yes."]);
    }
}
