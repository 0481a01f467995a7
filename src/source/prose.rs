//! Prose under construction: text and map grow together, so that neither can get ahead of the other.

use std::ops::Range;

use super::{Piece, SourceMap};
use crate::span::Span;

/// A block's prose so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Prose {
    pub text: String,
    pub map: SourceMap,
}

impl Prose {
    /// Adds these bytes of the file as they are; nothing if they do not slice.
    pub fn copy(&mut self, file: &str, range: Range<usize>) {
        if let Some(text) = file.get(range.clone()) {
            self.add(text, range, true);
        }
    }

    /// Adds prose that these bytes stand for as a whole: an entity, an escape, a line break.
    pub fn unit(&mut self, text: &str, range: Range<usize>) {
        self.add(text, range, false);
    }

    /// Adds one space for a line break or for something left out. None is needed at the start or after a space.
    pub fn space(&mut self, range: Range<usize>) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.unit(" ", range);
        }
    }

    fn add(&mut self, text: &str, range: Range<usize>, verbatim: bool) {
        if text.is_empty() || range.is_empty() {
            return;
        }
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.map.push(Piece {
            prose_start: number(self.text.len()),
            prose_len: number(text.len()),
            source_start: number(range.start),
            source_len: number(range.len()),
            verbatim,
        });
        self.text.push_str(text);
    }

    /// Whether there is nothing to read.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether its last byte is the one before this byte of the file.
    pub fn ends_at(&self, byte: usize) -> bool {
        self.map.pieces.last().is_some_and(|p| (p.source_start + p.source_len) as usize == byte)
    }

    /// A stretch of it on its own.
    pub fn part(&self, range: Range<usize>) -> Prose {
        let mut part = Prose::default();
        self.carry(&mut part, range);
        part
    }

    /// Without these stretches (in order, apart), each a word boundary in what is left.
    pub fn without(&self, cuts: &[Range<usize>]) -> Prose {
        let mut kept = Prose::default();
        let mut from = 0;
        for cut in cuts {
            self.carry(&mut kept, from..cut.start);
            if let Some(span) = Span::of(&self.text, cut.clone()) {
                kept.space(self.map.source_span(span).range());
            }
            // One space is enough where there was one on either side.
            let spaced = kept.text.is_empty() || kept.text.ends_with(' ');
            let doubled = spaced && self.text.as_bytes().get(cut.end) == Some(&b' ');
            from = cut.end + usize::from(doubled);
        }
        self.carry(&mut kept, from..self.text.len());
        kept
    }

    fn carry(&self, to: &mut Prose, range: Range<usize>) {
        let pieces = &self.map.pieces;
        let first = pieces.partition_point(|p| (p.prose_start + p.prose_len) as usize <= range.start);
        for piece in pieces.iter().skip(first) {
            let start = piece.prose_start as usize;
            let from = start.max(range.start);
            let until = (start + piece.prose_len as usize).min(range.end);
            if from >= until {
                break;
            }
            let source = piece.source_start as usize;
            let source = if piece.verbatim {
                source + from - start..source + until - start
            } else {
                source..source + piece.source_len as usize
            };
            to.add(self.text.get(from..until).unwrap_or(""), source, piece.verbatim);
        }
    }
}
