//! `<!-- stet meeting-count: the union counts six -->`: comments that let a finding stand, and what they cover.

use std::ops::Range;

use super::lines::{LineIndex, lines};
use super::{BlockKind, Document, Reach, Stet};
use crate::span::Span;

/// The closed comments of a stretch of text, in order.
pub(super) fn comments(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = within.start;
    while let Some(start) = text.get(at..within.end).and_then(|rest| rest.find("<!--")).map(|i| at + i) {
        // CommonMark lets `<!-->` and `<!--->` close themselves, so the end may share the opening's hyphens.
        let Some(len) = text.get(start + 2..within.end).and_then(|rest| rest.find("-->")) else { break };
        let end = start + 2 + len + 3;
        found.push(start..end);
        at = end;
    }
    found
}

/// What one comment says, if it is a stet: the rules or codes it names (none: all), why, and whether it is for the
/// whole file.
struct Saying<'t> {
    rules: Vec<&'t str>,
    reason: Option<&'t str>,
    file: bool,
}

/// `stet = ("stet" | "stet-file") [ rule { "," rule } ] [ ":" reason ]`. Without a colon a word with a hyphen or
/// slash is taken for a rule, as all ids of more than one word have one; other words for the reason.
fn saying(comment: &str) -> Option<Saying<'_>> {
    let inner = comment.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let (word, rest) =
        inner.split_at(inner.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(inner.len()));
    let file = match word {
        w if w.eq_ignore_ascii_case("stet") => false,
        w if w.eq_ignore_ascii_case("stet-file") => true,
        _ => return None,
    };
    let rest = rest.trim();
    let (named, reason) = match rest.split_once(':') {
        Some((named, reason)) if !named.trim().contains(char::is_whitespace) || named.contains(',') => {
            (named, reason)
        }
        _ => match rest.split_once(char::is_whitespace) {
            None => (rest, ""),
            Some((first, reason)) if first.contains(['-', '/']) => (first, reason),
            Some(_) => ("", rest),
        },
    };
    let reason = reason.trim();
    Some(Saying {
        rules: named.split(',').map(str::trim).filter(|rule| !rule.is_empty()).collect(),
        reason: (!reason.is_empty()).then_some(reason),
        file,
    })
}

/// Fills in `document.stets` once its blocks are read. A comment that names several rules gives one stet each.
pub(super) fn settle(document: &mut Document, comments: &[Range<usize>]) {
    let text = document.text.as_str();
    let mut stets = Vec::new();
    let mut ground = None;
    for comment in comments {
        let Some(at) = Span::of(text, comment.clone()) else { continue };
        let Some(saying) = saying(at.slice(text)) else { continue };
        let reach = if saying.file {
            Reach::File
        } else {
            Reach::Lines(ground.get_or_insert_with(|| Ground::of(document)).reach(at))
        };
        let rules =
            if saying.rules.is_empty() { vec![None] } else { saying.rules.into_iter().map(Some).collect() };
        stets.extend(rules.into_iter().map(|rule| Stet {
            at,
            rule: rule.map(str::to_owned),
            reason: saying.reason.map(str::to_owned),
            reach,
        }));
    }
    document.stets = stets;
}

/// Where the file has prose.
struct Ground<'d> {
    document: &'d Document,
    lines: LineIndex<'d>,
    /// Bytes of the file and the block they belong to, by start.
    pieces: Vec<(Span, usize)>,
    /// The table looked at last: its first block and its end.
    table: Option<(usize, usize)>,
}

impl<'d> Ground<'d> {
    fn of(document: &'d Document) -> Ground<'d> {
        let mut pieces: Vec<(Span, usize)> = Vec::new();
        for (index, block) in document.blocks.iter().enumerate() {
            for piece in &block.map.pieces {
                let prose =
                    Span::new(piece.prose_start as usize, (piece.prose_start + piece.prose_len) as usize);
                if prose.is_some_and(|prose| !prose.slice(&block.text).trim().is_empty()) {
                    let start = piece.source_start as usize;
                    pieces.extend(
                        Span::new(start, start + piece.source_len as usize).map(|span| (span, index)),
                    );
                }
            }
        }
        pieces.sort_unstable();
        Ground { document, lines: LineIndex::new(&document.text), pieces, table: None }
    }

    /// The comment's own line or lines if they hold prose, else those of the next block.
    fn reach(&mut self, at: Span) -> Span {
        let own = self.line(at.start()).start..self.line(at.end()).end;
        let next = self.pieces.partition_point(|(span, _)| span.start() < at.end());
        let before = next.checked_sub(1).and_then(|i| self.pieces.get(i));
        let after = self.pieces.get(next).copied();
        let has_prose = before.is_some_and(|(span, _)| span.end() > own.start)
            || after.is_some_and(|(span, _)| span.start() < own.end);
        let lines = match after {
            _ if has_prose => own,
            Some((first, index)) => {
                let last = self.block_end(index).unwrap_or(first.end());
                self.line(first.start()).start..self.line(last).end
            }
            None => at.end()..at.end(),
        };
        Span::new(lines.start, lines.end).unwrap_or_default()
    }

    fn line(&self, byte: usize) -> Range<usize> {
        self.lines.line(self.lines.line_at(byte)).unwrap_or(byte..byte)
    }

    fn block_end(&mut self, index: usize) -> Option<usize> {
        let block = self.document.blocks.get(index)?;
        let end = block.map.source_span(Span::new(block.text.len(), block.text.len())?).end();
        if block.kind != BlockKind::Cell {
            return Some(end);
        }
        if let Some((_, end)) = self.table.filter(|(first, _)| *first == index) {
            return Some(end);
        }
        // Nothing may stand between the rows of a table, so the comment before it is for all of it.
        let text = &self.document.text;
        let rows = lines(text, self.line(end).start)
            .take_while(|line| text.get(line.start..line.end).is_some_and(|row| !row.trim().is_empty()));
        let end = rows.last().map_or(end, |line| line.end);
        self.table = Some((index, end));
        Some(end)
    }
}

#[cfg(test)]
mod tests {
    use crate::source::{Format, Reach, read};

    /// Each stet as `rule|reason|covered bytes`.
    fn stets(text: &str, format: Format) -> Vec<String> {
        let document = read("draft", text.as_bytes(), format).unwrap();
        let show = |stet: &crate::source::Stet| {
            let covered = match stet.reach {
                Reach::File => "FILE",
                Reach::Lines(span) => span.slice(text),
            };
            let word = |part: &Option<String>| part.clone().unwrap_or_default();
            format!("{}|{}|{covered}", word(&stet.rule), word(&stet.reason))
        };
        document.stets.iter().map(show).collect()
    }

    #[test]
    fn covers_its_line_or_the_next_block() {
        let markdown = |text| stets(text, Format::Markdown);
        assert_eq!(
            markdown("It fell 9%. <!-- stet a-b: why not -->\nNext line."),
            ["a-b|why not|It fell 9%. <!-- stet a-b: why not -->"]
        );
        assert_eq!(markdown("<!-- stet a-b -->\n\nOne\ntwo.\n\nThree."), ["a-b||One\ntwo."]);
        assert_eq!(markdown("- <!-- stet -->\n\n- one\n- two"), ["||- one"]);
        assert_eq!(markdown("> <!-- stet: six -->\n> One\n> two.\n\nThree."), ["|six|> One\n> two."]);
        assert_eq!(markdown("<!-- stet a-b --> It fell 9%.\nNext."), ["a-b||<!-- stet a-b --> It fell 9%."]);
        assert_eq!(
            markdown("<!-- stet a-b -->\n| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd."),
            ["a-b||| a | b |\n|---|---|\n| 1 | 2 |"]
        );
        assert_eq!(markdown("End. \n\n<!-- stet a-b -->\n"), ["a-b||"]);
        assert_eq!(markdown("`<!-- stet -->`\n\n    <!-- stet -->\n"), Vec::<String>::new());
        let text = |text| stets(text, Format::Text);
        assert_eq!(text("<!-- stet a-b: x -->\r\nOne.\r\n\r\nTwo."), ["a-b|x|One."]);
        assert_eq!(text("One. <!-- stet a-b -->\nTwo."), ["a-b||One. <!-- stet a-b -->"]);
    }

    #[test]
    fn reads_rule_and_reason() {
        let says = |comment: &str| stets(&format!("<!-- {comment} -->"), Format::Markdown);
        assert_eq!(
            says("stet-file dallas/meeting-count: the union: six"),
            ["dallas/meeting-count|the union: six|FILE"]
        );
        assert_eq!(says("STET the union counts six"), ["|the union counts six|"]);
        assert_eq!(says("stet the union: six"), ["|the union: six|"]);
        assert_eq!(says("stet meeting-count the union counts six"), ["meeting-count|the union counts six|"]);
        assert_eq!(says("stet a-b, c-d: both"), ["a-b|both|", "c-d|both|"]);
        assert_eq!(says("stetson hats"), Vec::<String>::new());
        assert_eq!(says("fixme"), Vec::<String>::new());
    }
}
