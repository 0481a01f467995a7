//! Bytes of a file → [`Document`]: its prose, and a map from the prose back to the bytes.

mod address;
mod format;
mod front_matter;
mod lines;
mod markdown;
mod plain;
mod prose;
mod published;
mod stet;

pub use format::{Encoding, Format, LIMIT, ReadError, read};
pub use lines::{LineIndex, Position};

use chrono::NaiveDate;

use crate::span::Span;

/// A file's prose with the way back to its bytes.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The file's name as the user gave it.
    pub name: String,
    /// The file's own text, byte for byte (a byte-order mark included).
    pub text: String,
    /// The draft's date: front matter, else `<meta>` or `<time>` tags, else none.
    pub date: Option<NaiveDate>,
    /// In reading order; the title comes first.
    pub blocks: Vec<Block>,
    /// `stet` comments, in order.
    pub stets: Vec<Stet>,
}

/// What a block is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The draft's title (front matter).
    Title,
    /// A heading of this level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list item's own text.
    ListItem,
    /// A cell of a table; `labels` are its headers.
    Cell,
    /// Text under a picture or table.
    Caption,
    /// Text in place of a picture.
    AltText,
}

/// A run of prose that a reader takes as one: a paragraph, a heading, a cell.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Inside a block quotation.
    pub quoted: bool,
    /// The prose: markup gone, entities and escapes decoded, soft breaks a space.
    pub text: String,
    /// From the prose back to the file.
    pub map: SourceMap,
    /// Blocks (by index) that name what this one is about: a cell's row and column header, in that order.
    pub labels: Vec<usize>,
    /// A bold run at the block's start that ends in `.`, `:` or `?` (`**Price.** From $649`): its bytes in `text`.
    pub run_in: Option<Span>,
}

/// Where each stretch of a block's prose stands in the file.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    /// Sorted by `prose_start`; together they cover the prose.
    pieces: Vec<Piece>,
}

/// `prose_len` bytes of prose from `source_len` bytes of the file. Equal lengths mean the same bytes (a piece
/// that can be cut anywhere); otherwise the piece is one entity or escape and is taken whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First byte in the prose.
    pub prose_start: u32,
    /// Bytes in the prose.
    pub prose_len: u32,
    /// First byte in the file.
    pub source_start: u32,
    /// Bytes in the file.
    pub source_len: u32,
    /// Whether prose and file hold the same bytes here.
    pub verbatim: bool,
}

impl SourceMap {
    /// Adds the next piece; the prose must already end where the piece begins.
    pub fn push(&mut self, piece: Piece) {
        if let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && piece.verbatim
            && last.source_start + last.source_len == piece.source_start
            && last.prose_start + last.prose_len == piece.prose_start
        {
            last.prose_len += piece.prose_len;
            last.source_len += piece.source_len;
            return;
        }
        self.pieces.push(piece);
    }

    /// In order; together they cover the prose.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The bytes of the file that a stretch of prose came from, markup between its ends included.
    pub fn source_span(&self, prose: Span) -> Span {
        let at = |byte: usize| -> Option<&Piece> {
            let byte = u32::try_from(byte).ok()?;
            let next = self.pieces.partition_point(|p| p.prose_start <= byte);
            self.pieces.get(next.checked_sub(1)?)
        };
        let start = at(prose.start()).map_or(0, |piece| {
            let into = prose.start() - piece.prose_start as usize;
            let len = piece.source_len as usize;
            let skipped = match piece.verbatim {
                true => into.min(len),
                // A unit is not cut: before it, or after it.
                false if into >= piece.prose_len as usize => len,
                false => 0,
            };
            piece.source_start as usize + skipped
        });
        if prose.is_empty() {
            return Span::new(start, start).unwrap_or_default();
        }
        // The last byte's piece decides the end, so that markup after the stretch stays outside.
        let end = at(prose.end() - 1).map_or(start, |piece| {
            let into = prose.end().saturating_sub(piece.prose_start as usize);
            let len =
                if piece.verbatim { into.min(piece.source_len as usize) } else { piece.source_len as usize };
            piece.source_start as usize + len
        });
        Span::new(start, end.max(start)).unwrap_or_default()
    }
}

/// A comment that lets findings stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stet {
    /// The comment's bytes in the file.
    pub at: Span,
    /// The rule or code it names; none lets everything stand.
    pub rule: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What it covers.
    pub reach: Reach,
}

/// What a stet covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// These bytes: the comment's own line if it holds prose, else the lines of the block after it (of the table,
    /// if that is a cell). Empty if no prose follows.
    Lines(Span),
    /// The whole file.
    File,
}
