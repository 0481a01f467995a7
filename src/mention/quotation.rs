//! Words in quotation marks, of every style of mark, and block quotations without any.

use std::ops::Range;

use crate::source::{Block, Document};
use crate::text::{Segmented, Token, TokenKind};

/// Quoted words in one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// The block, by index.
    pub block: usize,
    /// The words between the marks.
    pub tokens: Range<usize>,
    /// Whether marks stand around them; a block quotation needs none.
    pub marked: bool,
    /// Goes on in the next block, which opens with the mark again.
    pub goes_on: bool,
}

/// Opening marks with the ones that close them.
const PAIRS: &[(char, &[char])] = &[
    ('“', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('»', &['«']),
    ('‹', &['›']),
    ('「', &['」']),
    ('"', &['"']),
    ('‘', &['’']),
    ('\'', &['\'', '’']),
];

/// Finds the quotations of a document, in order. A mark inside another quotation (nested) opens nothing of its own.
pub(crate) fn quotations(document: &Document, text: &[Segmented]) -> Vec<Quotation> {
    let mut out: Vec<Quotation> = Vec::new();
    for (index, (block, segmented)) in document.blocks.iter().zip(text).enumerate() {
        let before = out.len();
        marked(index, block, &segmented.tokens, document.blocks.get(index + 1), &mut out);
        if block.quoted && out.len() == before && !segmented.tokens.is_empty() {
            out.push(Quotation {
                block: index,
                tokens: 0..segmented.tokens.len(),
                marked: false,
                goes_on: false,
            });
        }
    }
    out
}

fn marked(index: usize, block: &Block, tokens: &[Token], next: Option<&Block>, out: &mut Vec<Quotation>) {
    let mut at = 0;
    let mut ends: [Option<Ends>; PAIRS.len()] = Default::default();
    while at < tokens.len() {
        let Some((pair, closers)) = opens(block, tokens, at) else {
            at += 1;
            continue;
        };
        let single = closers.contains(&'’') || closers.contains(&'\'');
        // Looked for once, however many marks stay open.
        let ends = ends
            .get_mut(pair)
            .map(|ends| ends.get_or_insert_with(|| Ends::of(block, tokens, at, closers, single)));
        match ends.and_then(|ends| ends.behind(at)) {
            Some(end) => {
                out.push(Quotation { block: index, tokens: at + 1..end, marked: true, goes_on: false });
                at = end + 1;
            }
            None => {
                // A speech of several paragraphs opens each and closes the last (AP Stylebook, "quotation marks").
                let mark = tokens.get(at).map_or('\0', |t| t.sign);
                if !single && next.is_some_and(|b| b.text.trim_start().starts_with(mark)) {
                    out.push(Quotation {
                        block: index,
                        tokens: at + 1..tokens.len(),
                        marked: true,
                        goes_on: true,
                    });
                    return;
                }
                at += 1;
            }
        }
    }
}

/// The marks that would close a quotation opened at `at`, with their place in [`PAIRS`].
fn opens(block: &Block, tokens: &[Token], at: usize) -> Option<(usize, &'static [char])> {
    let token = tokens.get(at).filter(|t| t.kind == TokenKind::Sign)?;
    let (pair, (_, closers)) = PAIRS.iter().enumerate().find(|(_, (open, _))| *open == token.sign)?;
    let next = tokens.get(at + 1)?;
    let plain = matches!(token.sign, '"' | '\'' | '‘' | '»');
    if plain {
        // "5' 11" tall": a mark that hangs on what stands before it, or on nothing, opens nothing.
        let after_opening = |t: &Token| t.kind == TokenKind::Sign && "([{“‘\"'«—–-*_".contains(t.sign);
        let free = !token.glued || at.checked_sub(1).and_then(|i| tokens.get(i)).is_none_or(after_opening);
        if !free || !next.glued {
            return None;
        }
    }
    // "’90s" and "'em" are left-hand apostrophes, not openings; a closing mark must follow anyway.
    if matches!(token.sign, '\'' | '‘') && next.kind == TokenKind::Number && block.text.len() < 2 {
        return None;
    }
    Some((pair, closers))
}

/// Where a kind of quotation may end in a block: tokens in order.
#[derive(Default)]
struct Ends {
    /// Marks that close beyond doubt.
    sure: Vec<usize>,
    /// Marks that close if nothing better comes: the token that has the mark, and the end.
    unsure: Vec<(usize, usize)>,
}

impl Ends {
    /// All of them behind the first mark that opens.
    fn of(block: &Block, tokens: &[Token], open: usize, closers: &[char], single: bool) -> Ends {
        let mut ends = Ends::default();
        for (at, token) in tokens.iter().enumerate().skip(open + 1) {
            let following = tokens.get(at + 1);
            if token.kind == TokenKind::Sign && closers.contains(&token.sign) {
                if !single {
                    // A straight mark before a word opens an inner quotation of a careless desk; take it as closing.
                    ends.sure.push(at);
                    continue;
                }
                let free_after = following.is_none_or(|n| !n.glued || n.kind == TokenKind::Sign);
                // After a point or comma, or before one, a single mark closes; between words it may be a plural
                // possessive ("the drivers’ fault"), and closes only if nothing better comes.
                let sure = tokens.get(at - 1).is_none_or(|t| t.kind == TokenKind::Sign)
                    || following.is_none_or(|n| n.kind == TokenKind::Sign);
                if token.glued && free_after {
                    if sure {
                        ends.sure.push(at);
                    } else {
                        ends.unsure.push((at, at));
                    }
                }
            }
            // "from us' - Dallas": the tokenizer reads the mark as a plural possessive.
            if single
                && token.kind == TokenKind::Word
                && token.possessive
                && token.text(&block.text).ends_with(closers)
                && following.is_none_or(|n| n.kind == TokenKind::Sign)
            {
                ends.unsure.push((at, at + 1));
            }
        }
        ends
    }

    /// The token that closes the quotation opened at `open`.
    fn behind(&self, open: usize) -> Option<usize> {
        let sure = self.sure.get(self.sure.partition_point(|at| *at <= open)).copied();
        let unsure =
            || self.unsure.get(self.unsure.partition_point(|(at, _)| *at <= open)).map(|(_, end)| *end);
        sure.or_else(unsure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{BlockKind, SourceMap};
    use crate::text::segment;

    fn found(blocks: &[&str]) -> Vec<String> {
        let blocks = blocks
            .iter()
            .map(|text| Block {
                kind: BlockKind::Paragraph,
                quoted: text.starts_with("> "),
                text: text.trim_start_matches("> ").to_owned(),
                map: SourceMap::default(),
                labels: Vec::new(),
                run_in: None,
            })
            .collect();
        let document = Document { blocks, ..Document::default() };
        let text = segment(&document);
        quotations(&document, &text)
            .iter()
            .map(|q| {
                let tokens = text.get(q.block).and_then(|s| s.tokens.get(q.tokens.clone())).unwrap_or(&[]);
                let prose = document.blocks.get(q.block).map_or("", |b| b.text.as_str());
                tokens
                    .first()
                    .zip(tokens.last())
                    .map_or("", |(a, b)| a.span.cover(b.span).slice(prose))
                    .to_owned()
            })
            .collect()
    }

    #[test]
    fn every_style_of_mark() {
        let cases: [(&[&str], &[&str]); 9] = [
            (&["He said, “No room,” and left."], &["No room,"]),
            (&["\"One,\" he said. \"Two.\""], &["One,", "Two."]),
            (&["‘It’s the drivers’ fault,’ she said"], &["It’s the drivers’ fault,"]),
            (&["'No raids from us' - Dallas cops"], &["No raids from us'"]),
            (&["« Pas de place », dit-il"], &["Pas de place"]),
            (&["„Kein Platz“, sagte er"], &["Kein Platz"]),
            (&["an 11\" screen and a 5' fence"], &[]),
            (&["“One.", "“Two,” he said."], &["One.", "Two,"]),
            (&["> No marks here."], &["No marks here."]),
        ];
        for (blocks, expected) in cases {
            assert_eq!(found(blocks), expected, "{blocks:?}");
        }
    }

    #[test]
    fn nested_marks_stay_inside() {
        assert_eq!(found(&["“He said, ‘Go,’ and I went,” she said."]), ["He said, ‘Go,’ and I went,"]);
        assert_eq!(found(&["The drivers' union met at Jones' house."]), Vec::<String>::new());
    }
}
