//! From a decoded scalar back to its bytes in the YAML.

use granit_parser::ScalarStyle;

use super::span_index::{Kind, Node};
use crate::span::Span;

/// Where each byte of a decoded scalar stands in the YAML.
pub(super) struct Offsets {
    /// The scalar in the YAML.
    whole: Span,
    /// One for each decoded byte; empty if decoded and source are the same bytes.
    steps: Vec<Step>,
    /// Where the first decoded byte stands if there are no steps.
    start: usize,
    exact: bool,
}

/// The source of one decoded byte: of its whole character.
#[derive(Clone, Copy, Debug)]
struct Step {
    decoded: usize,
    source: usize,
    len: usize,
}

impl Offsets {
    /// Of a scalar node; of anything else, every span is the node's own.
    pub fn of(yaml: &str, node: &Node) -> Offsets {
        let whole = node.at;
        let inexact = Offsets { whole, steps: Vec::new(), start: whole.start(), exact: false };
        let Kind::Text(text) = &node.kind else { return inexact };
        let raw = whole.slice(yaml);
        let quoted = matches!(text.style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let mark = usize::from(quoted);
        let inner = if quoted { raw.get(1..raw.len().saturating_sub(1)).unwrap_or("") } else { raw };
        let start = whole.start() + mark;
        // Most facts: plain, on one line.
        let same =
            inner == text.value || inner.trim_end() == text.value.trim_end() && text.value.starts_with(inner);
        if same {
            return Offsets { whole, steps: Vec::new(), start, exact: true };
        }
        match align(inner, &text.value, text.style) {
            Some(mut steps) => {
                for step in &mut steps {
                    step.source += start;
                }
                Offsets { whole, steps, start, exact: true }
            }
            // The readers' agreement is checked elsewhere; a span that is too wide beats a wrong one.
            None => inexact,
        }
    }

    /// The bytes of the YAML that a stretch of the decoded text came from.
    pub fn source(&self, decoded: Span) -> Span {
        if !self.exact {
            return self.whole;
        }
        let start = self.at(decoded.start()).map_or(self.whole.start(), |(at, _)| at);
        let end = if decoded.is_empty() {
            start
        } else {
            self.at(decoded.end() - 1).map_or(self.whole.end(), |(_, end)| end)
        };
        Span::new(start.min(self.whole.end()), end.clamp(start, self.whole.end().max(start)))
            .unwrap_or(self.whole)
    }

    /// Start and end in the YAML of the character that holds this decoded byte.
    fn at(&self, byte: usize) -> Option<(usize, usize)> {
        if self.steps.is_empty() {
            return Some((self.start + byte, self.start + byte + 1));
        }
        let found = self.steps.binary_search_by_key(&byte, |step| step.decoded).ok()?;
        self.steps.get(found).map(|step| (step.source, step.source + step.len))
    }
}

/// Walks decoded text and source side by side; `None` if they part.
fn align(raw: &str, decoded: &str, style: ScalarStyle) -> Option<Vec<Step>> {
    let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    let indent = if block { block_indent(raw, decoded) } else { usize::MAX };
    let mut steps = Vec::new();
    let mut at = 0;
    // A block scalar that begins with empty lines: its span was moved to its first text.
    let lead = if block { decoded.len() - decoded.trim_start_matches(['\n', ' ', '\t']).len() } else { 0 };
    for (from, c) in decoded.char_indices() {
        if from < lead {
            continue;
        }
        let rest = raw.get(at..)?;
        if rest.is_empty() {
            // The line breaks that end a block scalar lie beyond its span.
            return decoded.get(from..)?.trim_end_matches('\n').is_empty().then_some(steps);
        }
        let (skip, len) = piece(rest, c, decoded.get(from + c.len_utf8()..)?, style, indent)?;
        steps.push(Step { decoded: from, source: at + skip, len });
        steps.extend((1..c.len_utf8()).map(|extra| Step { decoded: from + extra, source: at + skip, len }));
        at += skip + len;
    }
    Some(steps)
}

/// How many bytes of source to pass over before `c`, and how many bytes `c` is written with.
fn piece(rest: &str, c: char, after: &str, style: ScalarStyle, indent: usize) -> Option<(usize, usize)> {
    let first = rest.chars().next()?;
    match style {
        ScalarStyle::DoubleQuoted => {
            // A backslash at the end of a line joins it to the next, blanks aside.
            if let Some(joined) = rest.strip_prefix('\\').filter(|r| r.starts_with(['\n', '\r'])) {
                let next = joined.trim_start_matches(['\n', '\r', ' ', '\t']);
                let skip = rest.len() - next.len();
                let (more, len) = piece(next, c, after, style, indent)?;
                return Some((skip + more, len));
            }
            if first == '\\' {
                return escape(rest, c).map(|len| (0, len));
            }
        }
        ScalarStyle::SingleQuoted => {
            if rest.starts_with("''") {
                return (c == '\'').then_some((0, 2));
            }
        }
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => {}
    }
    let break_len = line_break(rest);
    match style {
        ScalarStyle::Literal | ScalarStyle::Folded => {
            if break_len == 0 {
                return (first == c).then_some((0, c.len_utf8()));
            }
            // The break, and the next line's indentation.
            let mut len = break_len + indented(rest.get(break_len..)?, indent);
            if c == ' ' || (style == ScalarStyle::Folded && c == '\n' && !after.starts_with('\n')) {
                // A folded break may swallow the empty lines before the next text.
                while line_break(rest.get(len..)?) > 0 {
                    len += line_break(rest.get(len..)?);
                    len += indented(rest.get(len..)?, indent);
                }
            }
            matches!(c, '\n' | ' ').then_some((0, len))
        }
        ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            // A fold: blanks, a break, blanks; then a break more for every `\n` it decodes to.
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let broken = line_break(rest.get(blanks..)?);
            if broken == 0 || !matches!(c, ' ' | '\n') {
                return (first == c).then_some((0, c.len_utf8()));
            }
            let mut len = blanks + broken;
            if c == '\n' && !after.starts_with('\n') || c == ' ' {
                len += rest.get(len..)?.len() - rest.get(len..)?.trim_start().len();
            }
            Some((0, len))
        }
    }
}

fn line_break(rest: &str) -> usize {
    if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) }
}

fn indented(line: &str, indent: usize) -> usize {
    (line.len() - line.trim_start_matches(' ').len()).min(indent)
}

/// The indentation that a block scalar's lines lose: what the first line after the first has more in the source
/// than decoded.
fn block_indent(raw: &str, decoded: &str) -> usize {
    let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let source = raw.lines().skip(1).filter(|line| !line.trim().is_empty()).map(spaces).min();
    let ours =
        decoded.trim_start_matches(['\n', ' ']).lines().skip(1).filter(|l| !l.trim().is_empty()).map(spaces);
    source.map_or(0, |source| source.saturating_sub(ours.min().unwrap_or(0)))
}

/// The length of the escape at the start of `rest` if it stands for `c`.
fn escape(rest: &str, c: char) -> Option<usize> {
    let kind = rest.chars().nth(1)?;
    let hex = |digits: usize| -> Option<u32> { u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok() };
    let (value, len) = match kind {
        '0' => ('\0', 2),
        'a' => ('\u{7}', 2),
        'b' => ('\u{8}', 2),
        't' | '\t' => ('\t', 2),
        'n' => ('\n', 2),
        'v' => ('\u{b}', 2),
        'f' => ('\u{c}', 2),
        'r' => ('\r', 2),
        'e' => ('\u{1b}', 2),
        'N' => ('\u{85}', 2),
        '_' => ('\u{a0}', 2),
        'L' => ('\u{2028}', 2),
        'P' => ('\u{2029}', 2),
        ' ' | '"' | '/' | '\\' => (kind, 2),
        'x' => (char::from_u32(hex(2)?)?, 4),
        'u' => match char::from_u32(hex(4)?) {
            Some(value) => (value, 6),
            // A pair of surrogates.
            None => return (rest.get(6..8) == Some("\\u")).then_some(12),
        },
        'U' => (char::from_u32(hex(8)?)?, 10),
        _ => return None,
    };
    (value == c).then_some(len)
}
