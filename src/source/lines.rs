//! Bytes of a text → lines and columns, and back.

use std::ops::Range;

/// Where each line of a text begins: byte offsets to line and column in `O(log lines + line)`.
///
/// A line ends at `\n`, `\r\n` or a lone `\r`, as editors and the language-server protocol have it.
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    /// First byte of each line; never empty.
    starts: Vec<u32>,
    /// Characters before every so many bytes, where some line is longer than that.
    steps: Vec<u32>,
}

/// Bytes between two places whose characters are counted beforehand. A guess: most lines are shorter.
const STEP: usize = 4096;

/// A place as people count: both from 1, the column in characters. A byte-order mark is no character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

impl<'t> LineIndex<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> LineIndex<'t> {
        let mut starts = vec![0];
        for line in lines(text, 0).filter(|line| line.end < line.next) {
            starts.push(u32::try_from(line.next).unwrap_or(u32::MAX));
        }
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let next = starts.iter().skip(1).copied().chain([end]);
        let mut steps = Vec::new();
        if starts.iter().zip(next).any(|(start, next)| next.saturating_sub(*start) as usize > STEP) {
            let mut before = 0;
            for step in text.as_bytes().chunks(STEP) {
                steps.push(u32::try_from(before).unwrap_or(u32::MAX));
                before += characters(step);
            }
        }
        LineIndex { text, starts, steps }
    }

    /// Line and column of a byte. One inside a character counts as that character, one past the end as the end.
    pub fn position(&self, byte: usize) -> Position {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.line_at(byte);
        let start = self.starts.get(line as usize - 1).map_or(0, |start| *start as usize);
        let before = self.text.get(start..byte).unwrap_or("");
        let before = if start == 0 { before.trim_start_matches(BOM) } else { before };
        let column = self.count_between(byte - before.len(), byte) + 1;
        Position { line, column: u32::try_from(column).unwrap_or(u32::MAX) }
    }

    /// How many characters begin between two bytes.
    fn count_between(&self, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let until = |at: usize| {
            let step = at / STEP;
            let rest = characters(bytes.get(step * STEP..at).unwrap_or(&[]));
            self.steps.get(step).map(|before| *before as usize + rest)
        };
        match (end - start > STEP).then(|| until(start).zip(until(end))).flatten() {
            Some((before, behind)) => behind - before,
            None => characters(bytes.get(start..end).unwrap_or(&[])),
        }
    }

    /// The line that holds a byte, from 1.
    pub fn line_at(&self, byte: usize) -> u32 {
        let key = u32::try_from(byte).unwrap_or(u32::MAX);
        let line = self.starts.partition_point(|start| *start <= key).max(1);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// Bytes of a line, counted from 1, without its line break. `None` past the last one.
    pub fn line(&self, line: u32) -> Option<Range<usize>> {
        let line = line.checked_sub(1)? as usize;
        let start = *self.starts.get(line)? as usize;
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| *next as usize);
        let content = self.text.get(start..end)?;
        let content = content.strip_suffix('\n').unwrap_or(content);
        let content = content.strip_suffix('\r').unwrap_or(content);
        Some(start..start + content.len())
    }

    /// How many lines there are; a text that ends in a line break has an empty last one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

/// Bytes that begin a character.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count()
}

/// The byte-order mark that some editors put before UTF-8.
pub(super) const BOM: char = '\u{feff}';

/// One line: its first byte, the end of its content, and the first byte of the next line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub start: usize,
    pub end: usize,
    pub next: usize,
}

/// The lines from a byte on; a last line without a break has `end == next`.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = Line> {
    let bytes = text.as_bytes();
    let mut at = from;
    std::iter::from_fn(move || {
        let start = at;
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let Some(len) = rest.iter().position(|b| matches!(b, b'\n' | b'\r')) else {
            at = bytes.len();
            return Some(Line { start, end: at, next: at });
        };
        let end = start + len;
        let pair = bytes.get(end..end + 2) == Some(b"\r\n");
        at = end + if pair { 2 } else { 1 };
        Some(Line { start, end, next: at })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, byte: usize) -> (u32, u32) {
        let position = LineIndex::new(text).position(byte);
        (position.line, position.column)
    }

    #[test]
    fn counts_lines_and_characters_from_one() {
        assert_eq!(at("", 0), (1, 1));
        assert_eq!(at("aé\nb", 3), (1, 3));
        assert_eq!(at("aé\nb", 4), (2, 1));
        assert_eq!(at("a\r\nb\rc", 3), (2, 1));
        assert_eq!(at("a\r\nb\rc", 5), (3, 1));
        assert_eq!(at("\u{feff}ab", 3), (1, 1));
        assert_eq!(at("é", 1), (1, 1));
        assert_eq!(at("ab", 99), (1, 3));
    }

    #[test]
    fn gives_lines_without_their_break() {
        let text = "one\r\ntwo\n\nfour\n";
        let index = LineIndex::new(text);
        let lines: Vec<&str> =
            (1..).map_while(|n| index.line(n)).filter_map(|range| text.get(range)).collect();
        assert_eq!(lines, ["one", "two", "", "four", ""]);
        assert_eq!(index.count(), 5);
        assert_eq!(index.line(0), None);
    }
}
