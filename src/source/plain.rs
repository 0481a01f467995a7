//! Plain text → blocks. Nothing marks them, so the rules are what newspapers' texts are seen to do:
//!
//! 1. A blank line (or a line of signs only), a bullet and a picture end a block.
//! 2. So does every other line break, for most of these texts have a paragraph a line, unless 3, 4 or 5 says no.
//! 3. A line that stops in mid-sentence goes on in the next one if that begins in lower case.
//! 4. A file is hard-wrapped if no line of it is longer than [`WRAP`] characters, half or more of its line breaks
//!    are *forced* (the next word would not have fitted into the longest line), and one of those stands in
//!    mid-sentence before lower case. In such a file a forced break joins.
//! 5. Under a list item, lines that are indented further belong to it.
//! 6. A short line without a full stop is a heading, and a title if it is the first and a blank line follows.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

use super::address::addresses;
use super::lines::lines;
use super::prose::Prose;
use super::published::Published;
use super::{Block, BlockKind, Document, front_matter, stet};

/// The longest line in characters that a program would wrap to: mail and old terminals have 72 to 80, some editors
/// 100 or 120. Paragraphs of one line are longer.
const WRAP: usize = 120;
/// The shortest; lines in verses, menus and lists end where they like.
const NARROW: usize = 50;
/// The fewest characters of a line that may break off in mid-sentence (a guess); shorter ones are menus and lists.
const BROKEN: usize = 40;
/// The longest heading in characters: headlines run to 90 or so.
const HEADING: usize = 100;
/// The fewest words of a title (a guess): pages copied from the web begin with shorter scraps ("Connect with us").
const TITLE_WORDS: usize = 4;

/// Reads a plain text from byte `start` on into its document.
pub(super) fn read(document: &mut Document, start: usize) {
    let text = std::mem::take(&mut document.text);
    let front = front_matter::read(&text, start);
    let comments = stet::comments(&text, front.body..text.len());
    let masked = mask(&text, &comments);
    let rows: Vec<Row> =
        lines(&masked, front.body).map(|line| Row::of(&masked, line.start..line.end)).collect();
    let mut reader = Reader { text: &masked, comments: &comments, blocks: Vec::new() };
    for (kind, prose) in front.blocks {
        reader.push(kind, false, prose);
    }
    reader.read(&rows);
    document.blocks = reader.blocks;
    document.date = front.date.or_else(|| published(&text, front.body));
    document.text = text;
    stet::settle(document, &comments);
}

/// Bytes from the start of a text in which a tag may date it; pages have their heads and bylines there.
const HEAD: usize = 64 * 1024;

fn published(text: &str, start: usize) -> Option<NaiveDate> {
    let head = (start..=text.len().min(start + HEAD)).rev().find_map(|end| text.get(start..end))?;
    let mut published = Published::default();
    published.read(head, |at| {
        let line = head.get(at..).and_then(|rest| rest.lines().next()).unwrap_or("");
        stop(line.trim_end().trim_end_matches("</p>")) == Stop::Sentence
    });
    published.date()
}

/// The text with its comments blanked, byte for byte, so that the rules for lines need not know of them.
fn mask<'t>(text: &'t str, comments: &[Range<usize>]) -> Cow<'t, str> {
    if comments.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for comment in comments {
        masked.push_str(text.get(from..comment.start).unwrap_or(""));
        let inside = text.get(comment.clone()).unwrap_or("");
        masked.extend(inside.bytes().map(|b| if matches!(b, b'\n' | b'\r') { char::from(b) } else { ' ' }));
        from = comment.end;
    }
    masked.push_str(text.get(from..).unwrap_or(""));
    Cow::Owned(masked)
}

/// What begins a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// Nothing to read.
    Blank,
    /// Prose.
    None,
    /// `•` and the like.
    Bullet,
    /// `-` and the like, which may also stand in mid-sentence.
    Dash,
    /// `1.` or `1)`. Inside a paragraph only 1 begins a list: "on Feb.", new line, "20. Then".
    Number(u16),
    /// One to six `#`, by number.
    Hash(u8),
    /// A picture in Markdown's spelling.
    Picture,
}

/// A line with what the rules look at.
#[derive(Clone, Debug)]
struct Row {
    /// Its content, less quotation signs and outer space.
    content: Range<usize>,
    mark: Mark,
    /// Bytes of the mark and the space after it.
    mark_len: usize,
    quoted: bool,
    /// Characters up to the content's end, and up to its start.
    width: usize,
    indent: usize,
    stop: Stop,
    /// The content begins in lower case.
    lower: bool,
    /// Characters of the first word.
    word: usize,
}

/// How a line ends, closing quotation marks and brackets aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Sentence,
    Colon,
    /// In mid-sentence, as far as signs tell.
    Open,
}

fn stop(text: &str) -> Stop {
    let inner = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '*', '_']);
    match inner.chars().next_back() {
        Some('.' | '!' | '?' | '…') => Stop::Sentence,
        Some(':') => Stop::Colon,
        _ => Stop::Open,
    }
}

impl Row {
    fn of(text: &str, line: Range<usize>) -> Row {
        let whole = text.get(line.clone()).unwrap_or("");
        let mut content = whole.trim_start();
        let mut quoted = false;
        while let Some(inner) = content.strip_prefix('>') {
            quoted = true;
            content = inner.trim_start();
        }
        let start = line.end - content.len();
        let content = content.trim_end();
        let (mut mark, mark_len) = mark(content);
        let body = content.get(mark_len..).unwrap_or("");
        if mark != Mark::Picture && !body.contains(char::is_alphanumeric) {
            mark = Mark::Blank;
        }
        let indent = text.get(line.start..start).map_or(0, |s| s.chars().count());
        Row {
            content: start..start + content.len(),
            mark,
            mark_len,
            quoted,
            width: indent + content.chars().count(),
            indent,
            stop: stop(content),
            lower: content.chars().next().is_some_and(char::is_lowercase),
            word: content.split(char::is_whitespace).next().map_or(0, |word| word.chars().count()),
        }
    }

    fn is_item(&self) -> bool {
        matches!(self.mark, Mark::Bullet | Mark::Dash | Mark::Number(_))
    }

    /// Whether a line break before `next` is forced in a file of this width.
    fn forces(&self, next: &Row, width: usize) -> bool {
        self.width + 1 + next.word > width
    }

    /// Whether the line that `next` stands on could belong to this one's paragraph at all.
    fn may_go_on(&self, next: &Row) -> bool {
        self.quoted == next.quoted
            && (self.mark == Mark::None || self.is_item())
            && match next.mark {
                Mark::None => true,
                Mark::Dash | Mark::Number(1) => self.mark == Mark::None && self.stop == Stop::Open,
                Mark::Number(_) => self.mark == Mark::None,
                Mark::Blank | Mark::Bullet | Mark::Hash(_) | Mark::Picture => false,
            }
    }
}

/// The mark at a line's start and its bytes, the space after it included.
fn mark(line: &str) -> (Mark, usize) {
    let spaced = |sign: usize| {
        let rest = line.get(sign..).unwrap_or("");
        let space = rest.len() - rest.trim_start().len();
        (space > 0).then_some(sign + space)
    };
    let Some(first) = line.chars().next() else { return (Mark::Blank, 0) };
    let found = match first {
        '•' | '‣' | '▪' | '◦' | '●' | '○' | '■' | '·' | '\u{2043}' => {
            Some((Mark::Bullet, spaced(first.len_utf8()).unwrap_or(first.len_utf8())))
        }
        '-' | '*' | '+' | '–' => spaced(first.len_utf8()).map(|len| (Mark::Dash, len)),
        '#' => {
            let level = line.len() - line.trim_start_matches('#').len();
            u8::try_from(level)
                .ok()
                .filter(|l| *l <= 6)
                .zip(spaced(level))
                .map(|(l, len)| (Mark::Hash(l), len))
        }
        '!' => picture(line, 0).filter(|(_, whole)| whole.start == 0).map(|_| (Mark::Picture, 0)),
        c if c.is_ascii_digit() => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let number = line.get(..digits.min(4)).and_then(|number| number.parse().ok());
            let sign = line.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')']));
            number
                .filter(|n| *n < 1000 && sign)
                .zip(spaced(digits + 1))
                .map(|(n, len)| (Mark::Number(n), len))
        }
        _ => None,
    };
    found.unwrap_or((Mark::None, 0))
}

/// The next picture `![alt](address)` from a byte on: its alternative text, and all of it.
fn picture(text: &str, from: usize) -> Option<(Range<usize>, Range<usize>)> {
    let mut from = from;
    loop {
        let middle = from + text.get(from..)?.find("](")?;
        let end = middle + text.get(middle..)?.find(')')? + 1;
        match text.get(from..middle)?.rfind("![") {
            Some(start) => return Some((from + start + 2..middle, from + start..end)),
            None => from = end,
        }
    }
}

/// The width the file is wrapped to, if it is (rule 4).
fn wrap_width(rows: &[Row]) -> Option<usize> {
    // A line without a space is an address, which no program breaks.
    let prose = rows.iter().filter(|row| row.mark == Mark::None || row.is_item());
    let width = prose.filter(|row| row.word < row.width - row.indent).map(|row| row.width).max()?;
    if !(NARROW..=WRAP).contains(&width) {
        return None;
    }
    let (mut breaks, mut forced, mut within) = (0_usize, 0_usize, 0_usize);
    for (row, next) in rows.iter().zip(rows.iter().skip(1)).filter(|(row, next)| row.may_go_on(next)) {
        breaks += 1;
        if row.forces(next, width) {
            forced += 1;
            within += usize::from(row.stop == Stop::Open && next.lower);
        }
    }
    (within > 0 && forced * 2 >= breaks).then_some(width)
}

struct Reader<'t> {
    /// The file with its comments blanked.
    text: &'t str,
    comments: &'t [Range<usize>],
    blocks: Vec<Block>,
}

impl Reader<'_> {
    fn read(&mut self, rows: &[Row]) {
        let wrap = wrap_width(rows);
        let last_prose = rows.iter().rposition(|row| row.mark != Mark::Blank);
        let mut next = 0;
        while let Some(first) = rows.get(next) {
            let start = next;
            next += 1;
            if first.mark == Mark::Blank {
                continue;
            }
            let mut prose = Prose::default();
            self.copy(&mut prose, first.content.start + first.mark_len..first.content.end);
            let mut last = first;
            while let Some(row) = rows.get(next).filter(|row| {
                last.may_go_on(row)
                    && (wrap.is_some_and(|width| last.forces(row, width))
                        || (last.stop == Stop::Open && row.lower && last.width >= BROKEN)
                        || (first.is_item() && row.indent > first.indent))
            }) {
                prose.space(last.content.end..row.content.start);
                self.copy(&mut prose, row.content.clone());
                last = row;
                next += 1;
            }
            let prose = self.take_pictures(first.quoted, prose);
            let blank_follows = rows.get(next).is_some_and(|row| row.mark == Mark::Blank);
            let after_picture =
                start.checked_sub(1).and_then(|i| rows.get(i)).is_some_and(|row| row.mark == Mark::Picture);
            let kind = match first.mark {
                Mark::Bullet | Mark::Dash | Mark::Number(_) => BlockKind::ListItem,
                Mark::Hash(level) => BlockKind::Heading(level),
                // A picture's credit: "(Jim Watson/AFP)".
                _ if after_picture && prose.text.ends_with(')') => BlockKind::Caption,
                _ if !is_heading(&prose.text) => BlockKind::Paragraph,
                _ if self.blocks.is_empty()
                    && blank_follows
                    && last_prose > Some(next)
                    && prose.text.split_whitespace().count() >= TITLE_WORDS =>
                {
                    BlockKind::Title
                }
                _ => BlockKind::Heading(2),
            };
            self.push(kind, first.quoted, prose);
        }
    }

    /// Adds a stretch of the file, each comment in it a word boundary.
    fn copy(&self, prose: &mut Prose, range: Range<usize>) {
        let mut from = range.start;
        let first = self.comments.partition_point(|comment| comment.end <= range.start);
        let inside = self.comments.iter().skip(first).take_while(|comment| comment.start < range.end);
        for comment in inside {
            prose.copy(self.text, from..comment.start.max(from));
            from = comment.end.min(range.end);
            prose.space(comment.start.max(range.start)..from);
        }
        prose.copy(self.text, from..range.end);
    }

    /// Pushes the alternative texts of pictures and returns the rest.
    fn take_pictures(&mut self, quoted: bool, prose: Prose) -> Prose {
        let mut cuts = Vec::new();
        while let Some((alt, whole)) =
            picture(&prose.text, cuts.last().map_or(0, |cut: &Range<usize>| cut.end))
        {
            self.push(BlockKind::AltText, quoted, prose.part(alt));
            cuts.push(whole);
        }
        if cuts.is_empty() { prose } else { prose.without(&cuts) }
    }

    fn push(&mut self, kind: BlockKind, quoted: bool, prose: Prose) {
        let cuts = addresses(&prose.text);
        let prose = if cuts.is_empty() { prose } else { prose.without(&cuts) };
        if prose.text.contains(char::is_alphanumeric) {
            let Prose { text, map } = prose;
            self.blocks.push(Block { kind, quoted, text, map, labels: Vec::new(), run_in: None });
        }
    }
}

/// Short, without the end of a sentence, and not the middle of one. A label ("Sources:") is a heading too.
fn is_heading(text: &str) -> bool {
    text.len() <= 4 * HEADING
        && text.chars().count() <= HEADING
        && stop(text) != Stop::Sentence
        && !text.ends_with([',', ';', '—', '–', '-'])
        && !text.chars().next().is_some_and(char::is_lowercase)
        && text.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use crate::source::{BlockKind, Format, read};
    use crate::span::Span;

    fn blocks(text: &str) -> Vec<String> {
        let document = read("a.txt", text.as_bytes(), Format::Text).unwrap();
        let show = |block: &crate::source::Block| {
            let kind = match block.kind {
                BlockKind::Title => "title",
                BlockKind::Heading(_) => "h",
                BlockKind::Paragraph => "p",
                BlockKind::ListItem => "li",
                BlockKind::Cell => "cell",
                BlockKind::Caption => "caption",
                BlockKind::AltText => "alt",
            };
            let all = Span::of(&block.text, 0..block.text.len()).unwrap();
            let source = block.map.source_span(all).slice(text);
            assert!(source.split_whitespace().next() == block.text.split_whitespace().next(), "{source}");
            format!("{}{kind}: {}", if block.quoted { ">" } else { "" }, block.text)
        };
        document.blocks.iter().map(show).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        let long = "The chief told a crowd of some two hundred people on Wednesday that his officers would take no part";
        assert_eq!(
            blocks(&format!("{long} in raids.\nFive meetings\nwere planned.\r\n\r\nFive.")),
            [
                format!("p: {long} in raids."),
                "h: Five meetings".to_owned(),
                "p: were planned.".to_owned(),
                "p: Five.".to_owned(),
            ]
        );
        assert_eq!(
            blocks(&format!("{long}\nin raids.\nHe left.")),
            [format!("p: {long} in raids."), "p: He left.".to_owned()]
        );
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "Police chief speaks to five crowds\n\n\
            The chief told a crowd of some two hundred people on Wednesday that\n\
            his officers would take no part in raids. The first of five\n\
            meetings drew 120 people; the last one is planned for Thursday, Feb.\n\
            20. Then he left.\n\
            A second paragraph follows without a blank line, and it fills at\n\
            least one line.\n\n\
            - one item that is long enough to be wrapped at the margin, and then\n  goes on\n- two";
        assert_eq!(
            blocks(text),
            [
                "title: Police chief speaks to five crowds",
                "p: The chief told a crowd of some two hundred people on Wednesday that his officers would take no part \
             in raids. The first of five meetings drew 120 people; the last one is planned for Thursday, Feb. 20. Then he left.",
                "p: A second paragraph follows without a blank line, and it fills at least one line.",
                "li: one item that is long enough to be wrapped at the margin, and then goes on",
                "li: two",
            ]
        );
    }

    #[test]
    fn marks_say_what_a_line_is() {
        assert_eq!(
            blocks(
                "Connect with us\n\nFive\n\n  • one\n•two\n 1. three\n2) four\n3.5 million\n\n-----\n# Six"
            ),
            [
                "h: Connect with us",
                "h: Five",
                "li: one",
                "li: two",
                "li: three",
                "li: four",
                "h: 3.5 million",
                "h: Six"
            ]
        );
        assert_eq!(blocks("> He said five.\nNo."), [">p: He said five.", "p: No."]);
        assert_eq!(
            blocks("![Chief Igo](https://x.org/a1.jpg?v=1)\nThe chief. (Jim Watson/AFP)\nIt ![b](c) fell."),
            ["alt: Chief Igo", "caption: The chief. (Jim Watson/AFP)", "alt: b", "p: It fell."]
        );
        assert_eq!(
            blocks("Sources:\n\n  1. https://x.org/2025/8\n  2. At https://x.org/2."),
            ["h: Sources:", "li: At ."]
        );
        assert_eq!(blocks(" date 2025-02-13 Police said so."), ["p: date 2025-02-13 Police said so."]);
        assert_eq!(
            blocks("One.\n<!-- stet a\nb -->\nTwo <!-- c --> three. <!-- d -->\n<!-- open"),
            ["p: One.", "p: Two  three.", "h: <!-- open"]
        );
    }
}
