//! Markdown → blocks, by the events of pulldown-cmark and their byte ranges.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::address::addresses;
use super::prose::Prose;
use super::published::Published;
use super::{Block, BlockKind, Document, front_matter, stet};
use crate::span::Span;

/// Reads a Markdown file from byte `start` on into its document.
pub(super) fn read(document: &mut Document, start: usize) {
    let text = std::mem::take(&mut document.text);
    let front = front_matter::read(&text, start);
    let mut reader = Reader::new(&text);
    for (kind, prose) in front.blocks {
        reader.push(kind, prose, Vec::new(), None);
    }
    reader.read(front.body..text.len());
    let comments = reader.comments;
    document.date = front.date.or_else(|| reader.published.date());
    document.blocks = reader.blocks;
    document.text = text;
    stet::settle(document, &comments);
}

/// No smart punctuation, which would change bytes, and no math: in prose a `$` is money.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// What a block stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    Quote,
    Item,
    /// Of a definition list; the block that names it.
    Definition(Option<usize>),
    Footnote,
}

/// A table as far as it is read.
#[derive(Default)]
struct Table {
    in_head: bool,
    /// The block of each column's header.
    heads: Vec<Option<usize>>,
    /// The block of this row's first cell.
    row: Option<usize>,
    column: usize,
}

/// The block that is being read.
#[derive(Default)]
struct Run {
    prose: Prose,
    emphasis: usize,
    strong: usize,
    /// Depth of struck-through text and of HTML elements that are not read.
    hidden: usize,
    /// Inside `<sup>`.
    raised: bool,
    /// Some of it is outside all emphasis; outside all strong emphasis.
    outside_emphasis: bool,
    outside_strong: bool,
    /// A bold run stands at the very start and is still open.
    lead_open: bool,
    /// Where the bold run at the very start ended.
    lead_end: Option<usize>,
    /// Alternative texts of its pictures: those before any prose, those after.
    alts_before: Vec<Prose>,
    alts_after: Vec<Prose>,
    pictures: usize,
    /// The last event ended a picture, with nothing before it.
    after_picture: bool,
    /// Its first prose stands on the line after a picture.
    caption: bool,
    /// Its first `<time>` or `<meta>` tag.
    dated: Option<Range<usize>>,
}

struct Reader<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    comments: Vec<Range<usize>>,
    holders: Vec<Holder>,
    table: Table,
    run: Run,
    /// Alternative text of the picture that is being read, and how deep pictures are nested.
    alt: Prose,
    alt_depth: usize,
    /// Depth of code blocks and autolinks, whose text is not read.
    skipped: usize,
    /// The last block was a picture or a table.
    after_figure: bool,
    /// The last term of a definition list.
    term: Option<usize>,
    /// What the tags read so far say of the draft's day.
    published: Published,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Reader<'t> {
        Reader {
            text,
            blocks: Vec::new(),
            comments: Vec::new(),
            holders: Vec::new(),
            table: Table::default(),
            run: Run::default(),
            alt: Prose::default(),
            alt_depth: 0,
            skipped: 0,
            after_figure: false,
            term: None,
            published: Published::default(),
        }
    }

    fn read(&mut self, within: Range<usize>) {
        let Some(text) = self.text.get(within.clone()) else { return };
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            self.event(event, within.start + range.start..within.start + range.end);
        }
        self.flush();
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        // The link around a picture may end before the line does.
        let ends_link = matches!(event, Event::End(TagEnd::Link));
        let after_picture = !ends_link && std::mem::take(&mut self.run.after_picture);
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(decoded) => self.add_text(&decoded, range),
            Event::Code(code) => self.add_code(&code, range),
            Event::SoftBreak | Event::HardBreak => {
                self.run.caption |= after_picture;
                self.target().space(range);
            }
            Event::InlineHtml(_) => self.inline_html(range),
            Event::Rule => {
                self.flush();
                self.after_figure = false;
            }
            // `Html` is read at the start of its block, math is switched off, and a footnote's mark or a task's
            // box says nothing.
            Event::Html(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::TableCell
            | Tag::DefinitionListTitle
            | Tag::MetadataBlock(_) => self.flush(),
            Tag::BlockQuote(_) => self.enter(Holder::Quote),
            Tag::Item => self.enter(Holder::Item),
            Tag::FootnoteDefinition(_) => self.enter(Holder::Footnote),
            Tag::DefinitionListDefinition => self.enter(Holder::Definition(self.term)),
            Tag::List(_) | Tag::DefinitionList => {
                self.flush();
                self.after_figure = false;
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.after_figure = false;
                self.skipped += 1;
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html_block(range);
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Table::default();
            }
            Tag::TableHead => self.table.in_head = true,
            Tag::TableRow => {
                self.table.row = None;
                self.table.column = 0;
            }
            Tag::Emphasis => self.run.emphasis += 1,
            Tag::Strong => {
                self.run.lead_open |= self.run.lead_end.is_none() && self.run.prose.is_blank();
                self.run.strong += 1;
            }
            Tag::Strikethrough if self.is_struck(&range) => self.run.hidden += 1,
            // One tilde is "about" or a range more often than it strikes anything out.
            Tag::Strikethrough => self.add_verbatim(range.start..range.start + 1),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.target().space(range);
                self.skipped += 1;
            }
            Tag::Image { .. } => self.alt_depth += 1,
            Tag::Link { .. } | Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(level) => {
                self.finish(BlockKind::Heading(level_of(level)), Vec::new());
            }
            TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListDefinition => {
                self.flush();
                self.holders.pop();
            }
            TagEnd::DefinitionListTitle => self.term = self.finish(BlockKind::ListItem, Vec::new()),
            TagEnd::DefinitionList => self.term = None,
            TagEnd::CodeBlock => self.skipped = self.skipped.saturating_sub(1),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead => self.table.in_head = false,
            TagEnd::Table => self.after_figure = true,
            TagEnd::Emphasis => self.run.emphasis = self.run.emphasis.saturating_sub(1),
            TagEnd::Strong => {
                self.run.strong = self.run.strong.saturating_sub(1);
                if self.run.strong == 0 && std::mem::take(&mut self.run.lead_open) {
                    self.run.lead_end = Some(self.run.prose.text.len());
                }
            }
            TagEnd::Strikethrough if self.is_struck(&range) => {
                self.run.hidden = self.run.hidden.saturating_sub(1);
            }
            TagEnd::Strikethrough => self.add_verbatim(range.end.saturating_sub(1)..range.end),
            TagEnd::Link => self.skipped = self.skipped.saturating_sub(usize::from(self.is_autolink(&range))),
            TagEnd::Image => self.end_picture(range),
            TagEnd::HtmlBlock
            | TagEnd::List(_)
            | TagEnd::TableRow
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn enter(&mut self, holder: Holder) {
        self.flush();
        self.holders.push(holder);
    }

    fn source(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or("")
    }

    fn is_struck(&self, range: &Range<usize>) -> bool {
        self.source(range).starts_with("~~")
    }

    fn is_autolink(&self, range: &Range<usize>) -> bool {
        self.source(range).starts_with('<')
    }

    /// Where text goes: to the picture's alternative text, else to the block.
    fn target(&mut self) -> &mut Prose {
        if self.alt_depth > 0 { &mut self.alt } else { &mut self.run.prose }
    }

    fn add_verbatim(&mut self, range: Range<usize>) {
        let source = self.source(&range);
        self.add_text(source, range);
    }

    fn add_text(&mut self, decoded: &str, range: Range<usize>) {
        if !self.takes(decoded) {
            return;
        }
        let text = self.text;
        if self.source(&range) != decoded {
            // An entity: `&nbsp;`, `&#x25;`. Whatever else differs is taken whole as well.
            self.target().unit(decoded, range);
            return;
        }
        // An escape comes without its backslash; the two are one unit, so that a fix replaces both.
        let mut range = range;
        let mut first = decoded.chars();
        if let Some(sign) = first.next().filter(char::is_ascii_punctuation)
            && let Some(slash) = range.start.checked_sub(1)
            && self.text.as_bytes().get(slash) == Some(&b'\\')
            && !self.target().ends_at(range.start)
        {
            let end = range.start + sign.len_utf8();
            self.target().unit(sign.encode_utf8(&mut [0; 4]), slash..end);
            range.start = end;
        }
        self.target().copy(text, range);
    }

    /// A code span's range holds its backticks, and a space inside them that is not shown.
    fn add_code(&mut self, code: &str, range: Range<usize>) {
        if !self.takes(code) {
            return;
        }
        let source = self.source(&range);
        let ticks = source.len() - source.trim_start_matches('`').len();
        let inner = range.start + ticks..range.end.saturating_sub(ticks);
        let padded = inner.start + 1..inner.end.saturating_sub(1);
        let text = self.text;
        if self.source(&inner) == code {
            self.target().copy(text, inner);
        } else if self.source(&padded) == code {
            self.target().copy(text, padded);
        } else {
            // Over two lines, or with an escaped bar in a table.
            self.target().unit(code, range);
        }
    }

    /// Whether this text is read; notes where it stands.
    fn takes(&mut self, text: &str) -> bool {
        if self.skipped > 0 || self.run.hidden > 0 {
            return false;
        }
        if self.alt_depth > 0 {
            return true;
        }
        if self.run.raised
            && text.starts_with(|c: char| c.is_ascii_digit())
            && !ends_in_unit(&self.run.prose.text)
        {
            return false; // a footnote's number: 8.2<sup>2</sup> is not 8.22
        }
        if !text.trim().is_empty() {
            self.run.outside_emphasis |= self.run.emphasis == 0;
            self.run.outside_strong |= self.run.strong == 0;
        }
        true
    }

    /// Tags inside a paragraph go; what they say of their text is kept.
    fn inline_html(&mut self, range: Range<usize>) {
        let source = self.source(&range);
        if source.starts_with("<!--") {
            self.comments.push(range);
            return;
        }
        let inner = source.trim_start_matches('<');
        let (closing, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        let is = |known: &&str| name.eq_ignore_ascii_case(known);
        if ["br", "hr", "img", "p", "div", "li", "td", "th"].iter().any(is) {
            self.target().space(range);
        } else if ["del", "s", "strike", "script", "style"].iter().any(is) && !source.ends_with("/>") {
            let hidden = self.run.hidden;
            self.run.hidden = if closing { hidden.saturating_sub(1) } else { hidden + 1 };
        } else if is(&"sup") {
            self.run.raised = !closing;
        } else if !closing && (is(&"time") || is(&"meta")) {
            self.run.dated.get_or_insert(range);
        }
    }

    /// An HTML block is not read, but for what follows a comment on its last line: to a writer that is a paragraph.
    fn html_block(&mut self, range: Range<usize>) {
        let source = self.source(&range);
        let is_comment = source.trim_start().starts_with("<!--");
        if !is_comment {
            self.published.read(source, |_| false);
        }
        let mut rest = range.start;
        for comment in stet::comments(self.text, range.clone()) {
            if is_comment && !self.source(&(rest..comment.start)).trim().is_empty() {
                break; // one inside the paragraph, which will find it
            }
            rest = comment.end;
            self.comments.push(comment);
        }
        if !is_comment {
            self.after_figure = false;
        } else if rest > range.start && !self.source(&(rest..range.end)).trim().is_empty() {
            self.read(rest..range.end);
        }
    }

    fn end_cell(&mut self) {
        let table = &self.table;
        let mut labels = Vec::new();
        if !table.in_head {
            labels.extend(table.row.filter(|_| table.column > 0));
            labels.extend(table.heads.get(table.column).copied().flatten());
        }
        let cell = self.finish(BlockKind::Cell, labels);
        if self.table.in_head {
            self.table.heads.push(cell);
        } else {
            if self.table.column == 0 {
                self.table.row = cell;
            }
            self.table.column += 1;
        }
    }

    fn end_picture(&mut self, range: Range<usize>) {
        self.alt_depth = self.alt_depth.saturating_sub(1);
        if self.alt_depth > 0 {
            return;
        }
        let alt = std::mem::take(&mut self.alt);
        if self.skipped > 0 || self.run.hidden > 0 {
            return;
        }
        self.run.pictures += 1;
        if self.run.prose.is_blank() {
            self.run.alts_before.push(alt);
            self.run.after_picture = true;
        } else {
            self.run.alts_after.push(alt);
            self.run.prose.space(range);
        }
    }

    /// Ends the block that is being read, if there is one, as what its surroundings make it.
    fn flush(&mut self) {
        let mut labels = Vec::new();
        let mut kind = BlockKind::Paragraph;
        match self.holders.last() {
            Some(Holder::Item) => kind = BlockKind::ListItem,
            Some(Holder::Definition(term)) => {
                kind = BlockKind::ListItem;
                labels.extend(term);
            }
            Some(Holder::Quote | Holder::Footnote) | None => {}
        }
        self.finish(kind, labels);
    }

    fn finish(&mut self, mut kind: BlockKind, labels: Vec<usize>) -> Option<usize> {
        let run = std::mem::take(&mut self.run);
        let blank = run.prose.is_blank();
        if let Some(tag) = &run.dated {
            // A time in a sentence is some event's; one in a byline is the draft's.
            let sentence = run.prose.text.trim_end().ends_with(['.', '!', '?', '"', '”', '…']);
            let source = self.source(tag);
            self.published.read(source, |_| sentence);
        }
        for alt in run.alts_before {
            self.push(BlockKind::AltText, alt, Vec::new(), None);
        }
        let mut pushed = None;
        if !blank {
            let bold = !run.outside_strong;
            if kind == BlockKind::Paragraph {
                if run.caption || (self.after_figure && !run.outside_emphasis) {
                    kind = BlockKind::Caption;
                } else if bold {
                    kind = BlockKind::Heading(6);
                }
            }
            pushed = self.push(kind, run.prose, labels, run.lead_end);
        }
        for alt in run.alts_after {
            self.push(BlockKind::AltText, alt, Vec::new(), None);
        }
        if !blank || run.pictures > 0 {
            self.after_figure = blank;
        }
        pushed
    }

    /// Adds a block, without addresses; `None` if nothing is left to read.
    fn push(
        &mut self,
        kind: BlockKind,
        prose: Prose,
        labels: Vec<usize>,
        lead_end: Option<usize>,
    ) -> Option<usize> {
        let cuts = addresses(&prose.text);
        let (prose, lead_end) = if cuts.is_empty() {
            (prose, lead_end)
        } else {
            (prose.without(&cuts), lead_end.map(|end| prose.part(0..end).without(&cuts).text.len()))
        };
        if prose.is_blank() {
            return None;
        }
        let run_in = lead_end.and_then(|end| run_in(&prose.text, end));
        let quoted = self.holders.contains(&Holder::Quote);
        self.blocks.push(Block { kind, quoted, text: prose.text, map: prose.map, labels, run_in });
        Some(self.blocks.len() - 1)
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// A length's sign, after which a raised figure is a power: `5 km<sup>2</sup>`.
fn ends_in_unit(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    ["m", "km", "cm", "mm", "ft", "mi", "in", "yd"].contains(&word)
}

/// The bold run up to `end` if it names what comes after it: `**Price.** From $649`, `**Price**: from $649`. Bold
/// text with nothing after it is a heading, and a run-in only as a question.
fn run_in(text: &str, end: usize) -> Option<Span> {
    let start = text.len() - text.trim_start().len();
    let bold = text.get(..end)?.trim_end();
    let rest = text.get(bold.len()..)?;
    if rest.trim().is_empty() {
        return bold.ends_with('?').then(|| Span::of(text, start..bold.len())).flatten();
    }
    // The closing mark of a quotation may stand behind the sign: `**"412 cases."**`.
    if bold.trim_end_matches(['"', '”', '’', '»']).ends_with(['.', ':', '?', '!']) {
        return Span::of(text, start..bold.len());
    }
    let mut after = rest.chars();
    let sign = after.next().filter(|c| matches!(c, '.' | ':' | '?' | '!'))?;
    // "**8**.2%" is one number.
    after
        .next()
        .is_none_or(char::is_whitespace)
        .then(|| Span::of(text, start..bold.len() + sign.len_utf8()))?
}

#[cfg(test)]
mod tests {
    use crate::source::{BlockKind, Document, Format, read};
    use crate::span::Span;

    fn document(text: &str) -> Document {
        read("a.md", text.as_bytes(), Format::Markdown).unwrap()
    }

    /// Each block as `kind: text`, with `>` for quoted, its labels' texts and its run-in.
    fn blocks(text: &str) -> Vec<String> {
        let document = document(text);
        let show = |block: &crate::source::Block| {
            let kind = match block.kind {
                BlockKind::Title => "title".to_owned(),
                BlockKind::Heading(level) => format!("h{level}"),
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::ListItem => "li".to_owned(),
                BlockKind::Cell => "cell".to_owned(),
                BlockKind::Caption => "caption".to_owned(),
                BlockKind::AltText => "alt".to_owned(),
            };
            let quoted = if block.quoted { ">" } else { "" };
            let labels: Vec<&str> = block.labels.iter().map(|i| document.blocks[*i].text.as_str()).collect();
            let labels = if labels.is_empty() { String::new() } else { format!(" [{}]", labels.join("|")) };
            let run_in =
                block.run_in.map(|span| format!(" <{}>", span.slice(&block.text))).unwrap_or_default();
            format!("{quoted}{kind}: {}{labels}{run_in}", block.text)
        };
        document.blocks.iter().map(show).collect()
    }

    /// The file's bytes for the first place where `prose` stands in the first block.
    fn source<'t>(text: &'t str, prose: &str) -> &'t str {
        let document = document(text);
        let block = &document.blocks[0];
        let start = block.text.find(prose).unwrap();
        let span = Span::of(&block.text, start..start + prose.len()).unwrap();
        block.map.source_span(span).slice(text)
    }

    #[test]
    fn markup_goes_and_words_stay_joined() {
        assert_eq!(
            blocks("Fell 8.**2**% and [five *open*](http://x.org/7 \"8\") `sessions` x<b>y</b>z"),
            ["p: Fell 8.2% and five open sessions xyz"]
        );
        assert_eq!(
            blocks("One\r\ntwo  \r\nthree\\\r\nfour<br>five<!-- 6 -->"),
            ["p: One two three four five"]
        );
        assert_eq!(
            blocks("8&#x25; AT&amp;T \\*a\\* \\\\ 5&nbsp;km &bogus; “q” 🎉"),
            ["p: 8% AT&T *a* \\ 5\u{a0}km &bogus; “q” 🎉"]
        );
        assert_eq!(
            blocks(
                "Rose ~~9%~~ 8% <del>7%</del>, ~5 to 10~20 or 7~8, 8.2<sup>2</sup>, 5 km<sup>2</sup>, 10<sup>th</sup>"
            ),
            ["p: Rose  8% , ~5 to 10~20 or 7~8, 8.2, 5 km2, 10th"]
        );
        assert_eq!(
            blocks("$4.2 billion, up from $3, cost $5-$6"),
            ["p: $4.2 billion, up from $3, cost $5-$6"]
        );
        assert_eq!(
            blocks("It was \"8.2%\" -- or... 5' [^1]\n\n[^1]: A note."),
            ["p: It was \"8.2%\" -- or... 5' ", "p: A note."]
        );
    }

    #[test]
    fn addresses_are_no_prose() {
        assert_eq!(
            blocks("See <https://x.org/2025> or https://x.org/foo_bar&a=1_2, by @dpd now"),
            ["p: See  or , by now"]
        );
        assert_eq!(
            blocks("- https://x.org/8\n- [https://x.org/8](https://x.org)\n- mail a@b.org"),
            ["li: mail "]
        );
    }

    #[test]
    fn maps_back_to_the_file() {
        assert_eq!(source("Fell 8.**2**%, *so*", "8.2%"), "8.**2**%");
        assert_eq!(source("Fell **8.2%**, so", "8.2%"), "8.2%");
        assert_eq!(source("Fell 8\\.2&#37;!", "8.2%"), "8\\.2&#37;");
        assert_eq!(source("Fell \\*8", "*8"), "\\*8");
        assert_eq!(source("> so five\r\n> meetings", "five meetings"), "five\r\n> meetings");
        assert_eq!(source("at ``  8.2 `` and", "8.2"), "8.2");
        assert_eq!(source("see https://x.org/1 five", "see five"), "see https://x.org/1 five");
        assert_eq!(source("see https://x.org/1 five", "five"), "five");
        assert_eq!(source("---\ntitle: 'It''s five'\n---\nB", "It's"), "It''s");
    }

    #[test]
    fn blocks_are_what_readers_take_for_one() {
        assert_eq!(
            blocks("# Five\n\nA\nb\n***\nB\n=\n\n- one\n\n  more\n  - two\n- [x] three\n\n> q\n>> r\n"),
            ["h1: Five", "p: A b", "h1: B", "li: one", "li: more", "li: two", "li: three", ">p: q", ">p: r"]
        );
        assert_eq!(
            blocks("    code 5\n\n```\n6\n```\n\n<div>\n7\n</div>\n\n<!-- 8\n\n9 -->\n\nend"),
            ["p: end"]
        );
        assert_eq!(
            blocks("<!-- a --> <!-- b --> It fell <!-- c --> 8%.\nAgain."),
            ["p: It fell  8%.", "p: Again."]
        );
        assert_eq!(blocks("Term\n: One\n: Two\n"), ["li: Term", "li: One [Term]", "li: Two [Term]"]);
        assert_eq!(
            blocks("---\ntitle: Five\nsummary: Six\ndate: 2025-02-13\n---\nB"),
            ["title: Five", "p: Six", "p: B"]
        );
        assert_eq!(document("---\ndate: Feb. 13, 2025\n---\nB").date.unwrap().to_string(), "2025-02-13");
    }

    #[test]
    fn cells_know_their_headers() {
        assert_eq!(
            blocks("| | 2023 | 2024 |\n|---|--:|---|\n| Murders | 248 | `a\\|b` |\n| | 5 |\n"),
            [
                "cell: 2023",
                "cell: 2024",
                "cell: Murders",
                "cell: 248 [Murders|2023]",
                "cell: a|b [Murders|2024]",
                "cell: 5 [2023]"
            ]
        );
    }

    #[test]
    fn pictures_have_alternative_text_and_captions() {
        assert_eq!(
            blocks("![The *chief*](a.jpg)\n\n*The chief speaks.*\n\n*Not a caption.*"),
            ["alt: The chief", "caption: The chief speaks.", "p: Not a caption."]
        );
        assert_eq!(blocks("[![Alt](a.jpg)](b)\nThe chief."), ["alt: Alt", "caption: The chief."]);
        assert_eq!(blocks("![](a.jpg)\n\nPlain.\n\nSee ![b](c) *d*."), ["p: Plain.", "p: See  d.", "alt: b"]);
        assert_eq!(
            blocks("|a|\n|-|\n|5|\n\n_Source: DPD_"),
            ["cell: a", "cell: 5 [a]", "caption: Source: DPD"]
        );
    }

    #[test]
    fn bold_starts_run_in_or_head() {
        assert_eq!(
            blocks("**How big may it be?**\nFive MB."),
            ["p: How big may it be? Five MB. <How big may it be?>"]
        );
        assert_eq!(
            blocks("- **Price**: from 5\n- **Size.** 6"),
            ["li: Price: from 5 <Price:>", "li: Size. 6 <Size.>"]
        );
        assert_eq!(
            blocks("**Is it tested?**\n\n**Letters**\n\n**8**.2% rose. **Not.** It"),
            ["h6: Is it tested? <Is it tested?>", "h6: Letters", "p: 8.2% rose. Not. It"]
        );
        assert_eq!(blocks("**Lindhaven, May 20** — Ardent"), ["p: Lindhaven, May 20 — Ardent"]);
        assert_eq!(blocks("**https://x.org/1 Price.** from 5"), ["p: Price. from 5 <Price.>"]);
    }
}
