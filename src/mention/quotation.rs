//! Words in quotation marks, of every style of mark, in block quotations, and behind the dash of a dialogue.

use std::ops::Range;

use crate::source::{Block, BlockKind, Document};
use crate::text::lexicon::{self, Class};
use crate::text::{Segmented, Token, TokenKind};

/// Quoted words in one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// The block, by index.
    pub block: usize,
    /// The words between the marks.
    pub tokens: Range<usize>,
    /// What shows that they are quoted.
    pub style: Style,
    /// Goes on in the next block, which opens with the mark again.
    pub goes_on: bool,
    /// Stands inside the quotation before it.
    pub inside: bool,
}

/// What shows that words are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Marks around them.
    Marks,
    /// A block quotation, which needs none.
    Block,
    /// A dash before them and an attribution behind.
    Dash,
}

impl Quotation {
    /// Whether marks stand around the words.
    pub(crate) fn marked(&self) -> bool {
        self.style == Style::Marks
    }
}

/// Opening marks with the ones that close them.
const PAIRS: &[(char, &[char])] = &[
    ('“', &['”']),
    ('„', &['“', '”']),
    ('”', &['”']),
    ('«', &['»']),
    ('»', &['«', '»']),
    ('‹', &['›']),
    ('›', &['‹', '›']),
    ('「', &['」']),
    ('『', &['』']),
    ('"', &['"']),
    ('‚', &['‘', '’']),
    ('‘', &['’']),
    ('\'', &['\'', '’']),
];

/// Finds the quotations of a document, in order; one inside another comes right behind it, and no deeper ones.
pub(crate) fn quotations(document: &Document, text: &[Segmented]) -> Vec<Quotation> {
    let mut out: Vec<Quotation> = Vec::new();
    for (index, (block, segmented)) in document.blocks.iter().zip(text).enumerate() {
        let before = out.len();
        let tokens = &segmented.tokens;
        let mut reader = Reader { index, block, tokens, ends: Default::default() };
        reader.marked(document.blocks.get(index + 1), &mut out);
        if out.len() > before || tokens.is_empty() {
            continue;
        }
        let (words, style) = if block.quoted {
            (Some(0..tokens.len()), Style::Block)
        } else {
            (dialogue(block, tokens), Style::Dash)
        };
        out.extend(words.map(|tokens| Quotation {
            block: index,
            tokens,
            style,
            goes_on: false,
            inside: false,
        }));
    }
    out
}

/// "— No room, Igo said.": the words between the dash that opens a paragraph and the attribution.
fn dialogue(block: &Block, tokens: &[Token]) -> Option<Range<usize>> {
    const ATTRIBUTION: usize = 6;
    let dash = tokens.first().is_some_and(|t| matches!(t.sign, '—' | '–' | '―'));
    if !dash || block.kind != BlockKind::Paragraph {
        return None;
    }
    let attributed = |comma: usize| {
        tokens
            .get(comma + 1..)
            .unwrap_or(&[])
            .iter()
            .take(ATTRIBUTION)
            .take_while(|t| t.kind == TokenKind::Word)
            .any(|t| lexicon::is_or_stem(t, Class::SPEECH))
    };
    let end = (2..tokens.len()).find(|&i| {
        tokens.get(i).is_some_and(|t| matches!(t.sign, ',' | '!' | '?' | '—' | '–' | '―')) && attributed(i)
    })?;
    Some(1..end)
}

/// Reads the marks of one block.
struct Reader<'b> {
    index: usize,
    block: &'b Block,
    tokens: &'b [Token],
    /// Where each kind of quotation may end; looked for once, however many marks stay open.
    ends: [Option<Ends>; PAIRS.len()],
}

impl Reader<'_> {
    fn marked(&mut self, next: Option<&Block>, out: &mut Vec<Quotation>) {
        let mut at = 0;
        while at < self.tokens.len() {
            let Some((pair, closers)) = self.opens(at) else {
                at += 1;
                continue;
            };
            if let Some(end) = self.closes(at, pair, closers) {
                out.push(self.quotation(at + 1..end, false));
                self.inner(pair, at + 1..end, out);
                at = end + 1;
            } else if self.goes_on(at, closers, next) {
                let rest = at + 1..self.tokens.len();
                out.push(Quotation { goes_on: true, ..self.quotation(rest.clone(), false) });
                self.inner(pair, rest, out);
                return;
            } else {
                at += 1;
            }
        }
    }

    /// The quotations inside one, in marks of another kind.
    fn inner(&mut self, outer: usize, within: Range<usize>, out: &mut Vec<Quotation>) {
        let mut at = within.start;
        while at < within.end {
            let found = self.opens(at).filter(|(pair, _)| *pair != outer);
            let end = found.and_then(|(pair, closers)| self.closes(at, pair, closers));
            match end.filter(|end| *end <= within.end) {
                Some(end) => {
                    out.push(self.quotation(at + 1..end, true));
                    at = end + 1;
                }
                None => at += 1,
            }
        }
    }

    fn quotation(&self, tokens: Range<usize>, inside: bool) -> Quotation {
        Quotation { block: self.index, tokens, style: Style::Marks, goes_on: false, inside }
    }

    fn closes(&mut self, open: usize, pair: usize, closers: &[char]) -> Option<usize> {
        let (block, tokens) = (self.block, self.tokens);
        let ends = self.ends.get_mut(pair)?;
        ends.get_or_insert_with(|| Ends::of(block, tokens, open, closers, is_single(closers))).behind(open)
    }

    /// A speech of several paragraphs opens each and closes the last (AP Stylebook, "quotation marks").
    fn goes_on(&self, open: usize, closers: &[char], next: Option<&Block>) -> bool {
        let Some(mark) = self.tokens.get(open).map(|t| t.sign) else { return false };
        let again = next.is_some_and(|b| b.text.trim_start().starts_with(mark));
        // A single mark may be an apostrophe, unless it opens the paragraph or follows what introduces a speech.
        let sure = || {
            let before = open.checked_sub(1).and_then(|i| self.tokens.get(i));
            mark != '\'' && before.is_none_or(|t| matches!(t.sign, ':' | ','))
        };
        again && (!is_single(closers) || sure())
    }

    /// The marks that would close a quotation opened at `at`, with their place in [`PAIRS`].
    fn opens(&self, at: usize) -> Option<(usize, &'static [char])> {
        let (block, tokens) = (self.block, self.tokens);
        let token = tokens.get(at).filter(|t| t.kind == TokenKind::Sign)?;
        let (pair, (_, closers)) = PAIRS.iter().enumerate().find(|(_, (open, _))| *open == token.sign)?;
        let next = tokens.get(at + 1)?;
        let plain = matches!(token.sign, '"' | '\'' | '‘' | '»' | '›' | '”');
        if plain {
            // "5' 11" tall": a mark that hangs on what stands before it, or on nothing, opens nothing.
            let after_opening = |t: &Token| t.kind == TokenKind::Sign && "([{“‘\"'«—–-*_".contains(t.sign);
            let free =
                !token.glued || at.checked_sub(1).and_then(|i| tokens.get(i)).is_none_or(after_opening);
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
}

fn is_single(closers: &[char]) -> bool {
    closers.contains(&'’') || closers.contains(&'\'')
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
        let cases: [(&[&str], &[&str]); 14] = [
            (&["He said, “No room,” and left."], &["No room,"]),
            (&["\"One,\" he said. \"Two.\""], &["One,", "Two."]),
            (&["‘It’s the drivers’ fault,’ she said"], &["It’s the drivers’ fault,"]),
            (&["'No raids from us' - Dallas cops"], &["No raids from us'"]),
            (&["« Pas de place », dit-il"], &["Pas de place"]),
            (&["„Kein Platz“, sagte er"], &["Kein Platz"]),
            (&["an 11\" screen and a 5' fence"], &[]),
            (&["“One.", "“Two,” he said."], &["One.", "Two,"]),
            (&["> No marks here."], &["No marks here."]),
            (&["‚Kein Platz‘, sagte er"], &["Kein Platz"]),
            (&["”Ingen plats”, sade han"], &["Ingen plats"]),
            (&["— No room, Igo said. He left."], &["No room"]),
            (&["— Michael Igo"], &[]),
            (&["‘One.", "‘Two,’ he said."], &["One.", "Two,"]),
        ];
        for (blocks, expected) in cases {
            assert_eq!(found(blocks), expected, "{blocks:?}");
        }
    }

    #[test]
    fn nested_marks_come_behind() {
        let nested = found(&["“He said, ‘Go,’ and I went,” she said."]);
        assert_eq!(nested, ["He said, ‘Go,’ and I went,", "Go,"]);
        assert_eq!(found(&["The drivers' union met at Jones' house."]), Vec::<String>::new());
    }
}
