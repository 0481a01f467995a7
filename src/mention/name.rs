//! Runs of capitalised words: where a name may stand.

use std::ops::Range;

use crate::mention::naming::PARTICLES;
use crate::source::{Block, BlockKind};
use crate::span::Span;
use crate::text::{Segmented, Sentence, Token, TokenKind};

/// A block with its tokens, as the recognisers and the judge of names read it.
#[derive(Clone, Copy)]
pub(crate) struct Passage<'d> {
    /// The block itself.
    pub block: &'d Block,
    /// Its place in the document.
    pub index: usize,
    /// Its tokens.
    pub tokens: &'d [Token],
    /// Its sentences.
    pub sentences: &'d [Sentence],
}

impl<'d> Passage<'d> {
    /// The passage of one block.
    pub fn of(block: &'d Block, index: usize, segmented: &'d Segmented) -> Passage<'d> {
        Passage { block, index, tokens: &segmented.tokens, sentences: &segmented.sentences }
    }

    /// The token at `i`.
    pub fn at(&self, i: usize) -> Option<&'d Token> {
        self.tokens.get(i)
    }

    /// The token before `i`.
    pub fn before(&self, i: usize) -> Option<&'d Token> {
        self.tokens.get(i.checked_sub(1)?)
    }

    /// The word at `i` without a possessive ending; empty if there is none.
    pub fn word(&self, i: usize) -> &'d str {
        self.at(i).filter(|t| t.kind == TokenKind::Word).map_or("", |t| t.bare(&self.block.text))
    }

    /// Whether the token at `i` is this sign.
    pub fn sign(&self, i: usize, sign: char) -> bool {
        self.at(i).is_some_and(|t| t.is(sign))
    }

    /// Which sentence the token at `i` belongs to.
    pub fn sentence_at(&self, i: usize) -> Option<&'d Sentence> {
        let next = self.sentences.partition_point(|s| s.tokens.end <= i);
        self.sentences.get(next)
    }

    /// The tokens of the sentence around `i`.
    pub fn sentence_tokens(&self, i: usize) -> Range<usize> {
        self.sentence_at(i).map_or(0..self.tokens.len(), |s| s.tokens.clone())
    }

    /// Bytes of the block's prose that tokens `range` cover, a possessive ending of the last one left out.
    pub fn prose_span(&self, range: &Range<usize>) -> Span {
        let (Some(first), Some(last)) =
            (self.at(range.start), range.end.checked_sub(1).and_then(|i| self.at(i)))
        else {
            return Span::default();
        };
        let end = last.span.start() + last.bare(&self.block.text).len();
        Span::new(first.span.start(), end.max(first.span.start())).unwrap_or_default()
    }

    /// Bytes of the file that tokens `range` cover.
    pub fn source_span(&self, range: &Range<usize>) -> Span {
        self.block.map.source_span(self.prose_span(range))
    }

    /// Bytes of the file of the sentence around `i`.
    pub fn sentence_span(&self, i: usize) -> Span {
        self.sentence_at(i).map_or_else(Span::default, |s| self.block.map.source_span(s.span))
    }

    /// The prose that tokens `range` cover.
    pub fn text(&self, range: &Range<usize>) -> &'d str {
        self.prose_span(range).slice(&self.block.text)
    }

    /// Whether the words around `i` are set in headline capitals, where a capital says nothing: a heading, or a
    /// sentence like one, with no longer word in lower case.
    pub fn headline_capitals(&self, i: usize) -> bool {
        let heading = matches!(self.block.kind, BlockKind::Title | BlockKind::Heading(_));
        let mut capitals = 0;
        let mut lower = 0;
        let mut small = 0;
        for token in self.tokens.get(self.sentence_tokens(i)).unwrap_or(&[]) {
            if token.kind == TokenKind::Word && !token.glued {
                if token.capital {
                    capitals += 1;
                } else if token.span.len() >= 4 && !SMALL_IN_HEADLINES.contains(&token.text(&self.block.text))
                {
                    lower += 1;
                } else {
                    small += 1;
                }
            }
        }
        // A line of capitals and nothing else ("Pam Bondi Resigns") is set like a heading, whatever it is.
        lower == 0 && capitals > if heading || small == 0 { 2 } else { 5 }
    }
}

/// Words of four letters and more that headline capitals leave small: the Chicago Manual of Style, 8.159.
const SMALL_IN_HEADLINES: &[&str] =
    &["from", "into", "with", "over", "upon", "onto", "than", "that", "after", "amid"];

/// A run of capitalised words in one sentence, particles between them included; a possessive ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Tokens; glued hyphens stand between the words of a double name.
    pub tokens: Range<usize>,
}

/// Finds the runs of a passage, in order.
pub(crate) fn runs(passage: &Passage<'_>, mut take: impl FnMut(Run)) {
    let capital = |i: usize| passage.at(i).is_some_and(|t| t.kind == TokenKind::Word && t.capital);
    for sentence in passage.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if !capital(at) || in_handle(passage, at) {
                at += 1;
                continue;
            }
            let start = at;
            let mut end = at + 1;
            while let Some(last) = passage.before(end)
                && !last.possessive
            {
                let next = next_name_word(passage, end, sentence.tokens.end);
                match next {
                    Some(next) if passage.at(next).is_some_and(|t| t.quoted == last.quoted) => end = next + 1,
                    _ => break,
                }
            }
            take(Run { tokens: start..end });
            at = end;
        }
    }
}

/// The next word of a run that ends before `at`: a capital, one after a glued hyphen, or one after particles.
fn next_name_word(passage: &Passage<'_>, at: usize, limit: usize) -> Option<usize> {
    let capital =
        |i: usize| i < limit && passage.at(i).is_some_and(|t| t.kind == TokenKind::Word && t.capital);
    let next = passage.at(at)?;
    if capital(at) && !next.glued {
        return Some(at);
    }
    // "Smith-Jones", "Saint-Aubin-des-Monts", "Ana de la Cruz", "Abdul Rahman al-Khatib".
    let hyphen = |i: usize| {
        passage.at(i).is_some_and(|t| t.glued && (t.is('-') || t.is('‐') || t.is('‑')))
            && passage.at(i + 1).is_some_and(|t| t.glued)
    };
    let mut skip = at + usize::from(hyphen(at));
    if skip > at && capital(skip) {
        return Some(skip);
    }
    while skip < at + 5 && skip < limit {
        let token = passage.at(skip)?;
        if token.kind != TokenKind::Word
            || token.capital
            || !PARTICLES.contains(&token.text(&passage.block.text))
        {
            return None;
        }
        skip += 1;
        skip += usize::from(hyphen(skip));
        if capital(skip) {
            return Some(skip);
        }
    }
    None
}

/// Part of a handle, hashtag, path or address: `@KathyHochul`, `#Bondi`, `news/Bondi`.
fn in_handle(passage: &Passage<'_>, at: usize) -> bool {
    let glued_sign = |i: usize, signs: &[char]| {
        passage.at(i).is_some_and(|t| t.kind == TokenKind::Sign && signs.contains(&t.sign))
    };
    let before = at > 0
        && passage.at(at).is_some_and(|t| t.glued)
        && glued_sign(at - 1, &['@', '#', '/', '_', '\\', '=', '&', '~']);
    let after = passage.at(at + 1).is_some_and(|t| t.glued) && glued_sign(at + 1, &['@', '_', '=']);
    before || after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;
    use crate::text::{sentences, tokenize};

    fn found(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        let sentences = sentences(text, &tokens);
        let block = Block {
            kind: BlockKind::Paragraph,
            quoted: false,
            text: text.to_owned(),
            map: SourceMap::default(),
            labels: Vec::new(),
            run_in: None,
        };
        let passage = Passage { block: &block, index: 0, tokens: &tokens, sentences: &sentences };
        let mut out = Vec::new();
        runs(&passage, |run| out.push(passage.text(&run.tokens).to_owned()));
        out
    }

    #[test]
    fn runs_end_where_names_do() {
        let cases: [(&str, &[&str]); 7] = [
            ("Gov. Kathy Hochul's aide, Ana de la Cruz, left.", &["Gov. Kathy Hochul", "Ana de la Cruz"]),
            ("the Dallas chief, Michael Igo. Then he left", &["Dallas", "Michael Igo", "Then"]),
            ("Ann Smith-Jones and J. R. Ewing Jr. met", &["Ann Smith-Jones", "J. R. Ewing Jr."]),
            ("write to @PamBondi or Igo@example.org", &[]),
            ("he said “Kathy Hochul” left", &["Kathy Hochul"]),
            ("a Bondi-led suit", &["Bondi"]),
            ("Sir — Anand Mistry of Port Merrin", &["Sir", "Anand Mistry", "Port Merrin"]),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
