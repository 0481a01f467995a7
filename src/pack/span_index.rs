//! The first look at a pack's YAML: a tree of nodes with byte spans, within limits.
//!
//! The limits are checked here, before `serde_yaml` sees the text: it would spend half a second on a hundred
//! thousand open brackets before its own limit.

use std::collections::BTreeMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::error::Problem;
use crate::span::Span;

/// Bytes of a pack; 400,000 facts fit. A guess at what nobody writes by hand.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Levels of lists and mappings; a pack needs six.
const MAX_DEPTH: usize = 32;
/// Scalars, lists and mappings, repeated ones counted each time.
const MAX_NODES: usize = 2_000_000;
/// Nodes that aliases repeat.
const MAX_REPEATED: usize = 100_000;

/// A piece of YAML and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// A scalar's own bytes, quotation marks included; of a list or mapping, the mark or key it begins with.
    pub at: Span,
    pub kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Text(Text),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// A scalar as decoded.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub value: String,
    pub style: ScalarStyle,
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(&text.value),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// Nothing at all, or a word for it: `key:`, `key: ~`.
    pub fn is_null(&self) -> bool {
        match &self.kind {
            Kind::Text(text) => {
                text.style == ScalarStyle::Plain
                    && matches!(text.value.as_str(), "" | "~" | "null" | "Null" | "NULL")
            }
            Kind::List(_) | Kind::Map(_) => false,
        }
    }

    /// The first value under `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|(k, _)| k.text() == Some(key)).map(|(_, value)| value),
            Kind::Text(_) | Kind::List(_) => None,
        }
    }

    /// The items of a list; of anything else, none.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            Kind::Text(_) | Kind::Map(_) => &[],
        }
    }

    fn size(&self) -> usize {
        // Depth is bounded by MAX_DEPTH, so recursion is safe.
        match &self.kind {
            Kind::Text(_) => 1,
            Kind::List(items) => 1 + items.iter().map(Node::size).sum::<usize>(),
            Kind::Map(entries) => 1 + entries.iter().map(|(k, v)| k.size() + v.size()).sum::<usize>(),
        }
    }
}

/// The text of a pack's bytes, if they may be one.
pub(super) fn text(bytes: &[u8]) -> Result<&str, (Problem, String)> {
    if bytes.len() > MAX_BYTES {
        return Err((Problem::TooBig { limit: MAX_BYTES / 1024 / 1024 }, String::new()));
    }
    // Two of the first four bytes being zero: no YAML in UTF-8 begins so.
    let zeros = bytes.iter().take(4).filter(|byte| **byte == 0).count();
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || zeros >= 2 {
        return Err((Problem::Utf16, String::new()));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let start = error.valid_up_to();
        let lossy = String::from_utf8_lossy(bytes).into_owned();
        let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
        (Problem::NotUtf8 { at: Span::of(&lossy, start..end).unwrap_or_default() }, lossy)
    })
}

/// A list or mapping that is still open.
struct Open {
    at: Span,
    anchor: usize,
    items: Vec<Node>,
    is_map: bool,
    /// Whether it began with a bracket or brace.
    flow: bool,
}

/// Reads the one YAML document of `yaml`.
pub(super) fn read(yaml: &str) -> Result<Node, Problem> {
    let options = granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        // As libyaml does, so that both readers decode alike.
        block_scalar_eof_without_line_feed: true,
    };
    let mut open: Vec<Open> = Vec::new();
    let mut root: Option<Node> = None;
    let mut anchors: BTreeMap<usize, Option<Node>> = BTreeMap::new();
    let (mut nodes, mut repeated, mut documents) = (0_usize, 0_usize, 0_usize);
    for event in Parser::new_from_str_with_options(yaml, options) {
        let (event, span) = event.map_err(|error| {
            let bracket = open.last().filter(|open| open.flow).map(|open| open.at);
            scan_problem(yaml, &error, bracket)
        })?;
        let range = span.byte_range().unwrap_or(0..0);
        let at = Span::of(yaml, range.clone()).unwrap_or_default();
        if span.tag_start().is_some() {
            return Err(Problem::Tag {
                at: span.tag_span().and_then(|s| Span::of(yaml, s.byte_range()?)).unwrap_or(at),
            });
        }
        let done = match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    return Err(Problem::SeveralDocuments { at: first_line(yaml, range.start) });
                }
                continue;
            }
            Event::Scalar(value, style, anchor, _) => {
                // granit-parser writes `~` for a value that is not there.
                let value = if range.is_empty() { String::new() } else { value.into_owned() };
                let text = Text { value, style };
                let node = Node { at: trimmed(yaml, range, style), kind: Kind::Text(text) };
                if anchor > 0 {
                    anchors.insert(anchor, Some(node.clone()));
                }
                nodes += 1;
                node
            }
            Event::Alias(id) => {
                let Some(Some(node)) = anchors.get(&id) else { return Err(Problem::AliasInItself { at }) };
                let size = node.size();
                nodes += size;
                repeated += size;
                if repeated > MAX_REPEATED {
                    let help = "write the text itself where it is needed";
                    return Err(Problem::Limit { what: "repeated nodes", limit: MAX_REPEATED, help, at });
                }
                node.clone()
            }
            Event::SequenceStart(style, anchor, _) | Event::MappingStart(style, anchor, _) => {
                if anchor > 0 {
                    anchors.insert(anchor, None);
                }
                let is_map = matches!(event, Event::MappingStart(..));
                let at = Span::of(yaml, range.start..range.start + 1)
                    .filter(|_| style == StructureStyle::Flow || !is_map)
                    .unwrap_or(at);
                let flow = style == StructureStyle::Flow;
                open.push(Open { at, anchor, items: Vec::new(), is_map, flow });
                nodes += 1;
                if open.len() > MAX_DEPTH {
                    return Err(too_deep(at));
                }
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Open { at, anchor, items, is_map, .. }) = open.pop() else { continue };
                let node = close(at, items, is_map);
                if anchor > 0 {
                    anchors.insert(anchor, Some(node.clone()));
                    // The copy is memory that no alias has asked for yet.
                    repeated += node.size();
                }
                node
            }
            _ => continue,
        };
        if nodes > MAX_NODES {
            let help = "split the pack into several";
            return Err(Problem::Limit { what: "nodes", limit: MAX_NODES, help, at });
        }
        match open.last_mut() {
            Some(parent) => parent.items.push(done),
            None => root = Some(done),
        }
    }
    root.filter(|node| !node.is_null()).ok_or(Problem::Empty)
}

fn close(at: Span, items: Vec<Node>, is_map: bool) -> Node {
    if !is_map {
        return Node { at, kind: Kind::List(items) };
    }
    let mut entries = Vec::with_capacity(items.len() / 2);
    let mut items = items.into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        entries.push((key, value));
    }
    // A block mapping has no sign of its own: its first key stands for it.
    let at = if at.is_empty() { entries.first().map_or(at, |(key, _)| key.at) } else { at };
    Node { at, kind: Kind::Map(entries) }
}

fn too_deep(at: Span) -> Problem {
    let help = "a pack has no more than six levels of lists and mappings";
    Problem::Limit { what: "levels", limit: MAX_DEPTH, help, at }
}

/// A block scalar's span begins at its first text and runs into the next line's indentation.
fn trimmed(yaml: &str, range: std::ops::Range<usize>, style: ScalarStyle) -> Span {
    let slice = yaml.get(range.clone()).unwrap_or("");
    let end = match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => range.end,
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => {
            range.start + slice.trim_end().len()
        }
    };
    let start = match style {
        ScalarStyle::Literal | ScalarStyle::Folded => end.min(range.end - slice.trim_start().len()),
        ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => range.start,
    };
    Span::of(yaml, start..end).unwrap_or_default()
}

/// From `start` to the end of its line.
fn first_line(yaml: &str, start: usize) -> Span {
    let rest = yaml.get(start..).unwrap_or("");
    let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
    Span::of(yaml, start..start + len).unwrap_or_default()
}

/// What granit-parser says, in the pack's words; `bracket` is the innermost that is open.
fn scan_problem(yaml: &str, error: &ScanError, bracket: Option<Span>) -> Problem {
    let start = error.marker().byte_offset().unwrap_or(yaml.len()).min(yaml.len());
    let start = (0..=start).rev().find(|at| yaml.is_char_boundary(*at)).unwrap_or(0);
    let line_start = yaml.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line = first_line(yaml, line_start);
    let next = yaml.get(start..).and_then(|rest| rest.chars().next());
    let len = next.filter(|c| !c.is_control()).map_or(0, char::len_utf8);
    let mut at = Span::of(yaml, start..start + len).unwrap_or_default();
    let unclosed = |at: &mut Span| {
        *at = bracket.unwrap_or(*at);
        (
            "a bracket or brace is not closed, or a comma is missing",
            "close it, or put the text in double quotes if the bracket is part of it",
        )
    };
    let (message, help) = match error.kind() {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => {
            return Problem::Tab { at: tab(yaml, line, start) };
        }
        ErrorKind::RecursionLimitExceeded => return too_deep(at),
        ErrorKind::UnknownAnchor => {
            ("an alias repeats what has no anchor", "put the text in quotes if the `*` is part of it")
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("a quotation mark is not closed", "write the closing mark at the end of the text")
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::MisplacedFlowCollectionEnd => unclosed(&mut at),
        // A colon on a later line: the reader is still inside the brackets.
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement
            if bracket.is_some_and(|bracket| bracket.start() < line_start) =>
        {
            unclosed(&mut at)
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            ("a colon and space inside text", "put the whole text in double quotes")
        }
        ErrorKind::UnexpectedCharacter { .. } => {
            ("no text begins with this sign", "put the text in double quotes")
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => (
            "text goes on after its closing quotation mark",
            "put the whole text in single quotes, or write `\\\"` for a mark inside it",
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => {
            at = bad_escape(yaml, start).unwrap_or(at);
            ("a backslash that escapes nothing", "write `\\\\`, or put the text in single quotes")
        }
        ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::BlockSequenceEntryNotAllowed => {
            if let Some(tab_at) = leading_tab(yaml, line) {
                return Problem::Tab { at: tab_at };
            }
            (
                "this line fits neither the list nor the mapping it stands in",
                "indent it like its neighbours, and end each key with a colon and a space",
            )
        }
        _ => {
            let message = error.kind().to_string();
            return Problem::Yaml { message, help: "see https://yaml.org/spec/1.2.2/".to_owned(), at };
        }
    };
    if at.is_empty() {
        at = line;
    }
    Problem::Yaml { message: message.to_owned(), help: help.to_owned(), at }
}

/// The first backslash from `start` on that escapes nothing.
fn bad_escape(yaml: &str, start: usize) -> Option<Span> {
    let rest = yaml.get(start..)?;
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            let (_, next) = chars.next()?;
            if !"0abt\tnvfre \"/\\N_LPxuU\r\n".contains(next) {
                return Span::of(yaml, start + at..start + at + 1 + next.len_utf8());
            }
        }
    }
    None
}

fn leading_tab(yaml: &str, line: Span) -> Option<Span> {
    let text = line.slice(yaml);
    let indent = text.len() - text.trim_start().len();
    let tab = text.get(..indent)?.find('\t')?;
    Span::of(yaml, line.start() + tab..line.start() + tab + 1)
}

/// The tab an error is about: granit-parser points at it or past it.
fn tab(yaml: &str, line: Span, start: usize) -> Span {
    let here = Span::of(yaml, start..start + 1).filter(|span| span.slice(yaml) == "\t");
    here.or_else(|| leading_tab(yaml, line))
        .or_else(|| {
            let tab = line.slice(yaml).find('\t')?;
            Span::of(yaml, line.start() + tab..line.start() + tab + 1)
        })
        .unwrap_or(line)
}
