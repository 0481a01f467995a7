//! Lines and columns of many places of one text, asked for in order.

use crate::source::{LineIndex, Position};

/// Counts on from the place asked for last, so that a line of any length is counted once.
pub(super) struct Sweep<'l> {
    text: &'l str,
    lines: &'l LineIndex<'l>,
    at: usize,
    position: Position,
}

impl<'l> Sweep<'l> {
    pub(super) fn new(text: &'l str, lines: &'l LineIndex<'l>) -> Sweep<'l> {
        Sweep { text, lines, at: 0, position: Position { line: 1, column: 1 } }
    }

    /// The place of a byte, which the next ones are counted on from.
    pub(super) fn position(&mut self, byte: usize) -> Position {
        self.position = self.ahead(byte);
        self.at = byte;
        self.position
    }

    /// The place of a byte a little further on.
    pub(super) fn ahead(&self, byte: usize) -> Position {
        let line = self.lines.line_at(byte);
        match self.text.get(self.at..byte) {
            // A byte-order mark is no character; the index knows.
            Some(between) if line == self.position.line && self.at > 3 => {
                let columns = u32::try_from(between.chars().count()).unwrap_or(u32::MAX);
                Position { line, column: self.position.column.saturating_add(columns) }
            }
            _ => self.lines.position(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_index_does() {
        let text = "\u{feff}aé 👍🏽 b\r\nsecond line\n\nlast é";
        let lines = LineIndex::new(text);
        let mut sweep = Sweep::new(text, &lines);
        for (byte, _) in text.char_indices() {
            assert_eq!(sweep.position(byte), lines.position(byte), "{byte}");
            assert_eq!(sweep.ahead(text.len()), lines.position(text.len()), "{byte}");
        }
        assert_eq!(sweep.position(4), lines.position(4)); // back again
    }
}
