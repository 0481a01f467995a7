//! A place in a text, as half-open bytes.

use std::ops::Range;

/// Half-open range of bytes in one text; both ends sit on `char` boundaries of that text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// `None` if `range` is reversed, runs past `text` or splits a character.
    pub fn of(text: &str, range: Range<usize>) -> Option<Span> {
        text.get(range.clone())?; // settles order, bounds and boundaries in one look
        Span::new(range.start, range.end)
    }

    /// A span whose text the caller has already sliced; `None` if reversed or past 4 GiB.
    pub fn new(start: usize, end: usize) -> Option<Span> {
        if start > end {
            return None;
        }
        Some(Span { start: start.try_into().ok()?, end: end.try_into().ok()? })
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The bytes as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The text at this span; empty if the span is of another text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// From the start of the earlier to the end of the later of the two.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<Span> for miette::SourceSpan {
    fn from(span: Span) -> miette::SourceSpan {
        (span.start(), span.len()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_does_not_slice() {
        assert_eq!(Span::of("é", 0..1), None);
        assert_eq!(Span::of("ab", 0..3), None);
        assert_eq!(Span::of("ab", 1..2).map(|s| s.slice("ab")), Some("b"));
    }
}
