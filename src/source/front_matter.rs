//! The block of keys before a draft: its title, summary and date, each scalar mapped to its bytes.
//!
//! A small reader of its own, for two reasons. A YAML parser gives a scalar's range and its value, but not which
//! byte of the value is which byte of the file; and a draft with broken front matter is still a draft: what can be
//! read is, and the rest is passed over.

use std::ops::Range;

use chrono::NaiveDate;

use super::BlockKind;
use super::lines::{Line, lines};
use super::prose::Prose;

/// What the front matter says.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// Where the body begins.
    pub body: usize,
    pub date: Option<NaiveDate>,
    /// Titles first, then the rest as it stands.
    pub blocks: Vec<(BlockKind, Prose)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    /// Between `---` and `---` or `...`.
    Yaml,
    /// Between `+++` and `+++`.
    Toml,
}

/// Keys that hold prose. A dek is a headline's second line; a summary is a paragraph.
fn kind_of(key: &str) -> Option<BlockKind> {
    let is = |known: &&str| key.eq_ignore_ascii_case(known);
    if ["title", "headline"].iter().any(is) {
        Some(BlockKind::Title)
    } else if ["subtitle", "subheadline", "dek"].iter().any(is) {
        Some(BlockKind::Heading(2))
    } else if ["description", "summary", "standfirst", "excerpt"].iter().any(is) {
        Some(BlockKind::Paragraph)
    } else {
        None
    }
}

/// Reads front matter that starts at `start`; without any, `body` is `start`.
///
/// Front matter is a fence, lines of which the first with content has a key, and a second fence. If the second one
/// is missing, it ends with the last line that looks like YAML.
pub(super) fn read(text: &str, start: usize) -> FrontMatter {
    let none = FrontMatter { body: start, ..FrontMatter::default() };
    let mut all = lines(text, start);
    let content = |line: &Line| text.get(line.start..line.end).unwrap_or("");
    let Some(fence) = all.next() else { return none };
    let syntax = match content(&fence).trim_end() {
        "---" => Syntax::Yaml,
        "+++" => Syntax::Toml,
        _ => return none,
    };
    let closes = |line: &str| match syntax {
        Syntax::Yaml => matches!(line.trim_end(), "---" | "..."),
        Syntax::Toml => line.trim_end() == "+++",
    };
    let mut found = FrontMatter { body: start, ..FrontMatter::default() };
    let mut entries: Vec<(&str, Range<usize>)> = Vec::new();
    let mut closed = false;
    // Where the front matter ends if it is never closed.
    let mut fallback = None;
    let mut table = false;
    let mut after_blank = false;
    for line in all {
        let text_of = content(&line);
        if closes(text_of) {
            closed = true;
            found.body = line.next;
            break;
        }
        let indented = text_of.starts_with([' ', '\t']);
        let blank = text_of.trim().is_empty() || text_of.starts_with('#');
        let entry = if indented || blank { None } else { entry(text_of, syntax) };
        if entry.is_none() && entries.is_empty() && !blank {
            return none; // a thematic break, and prose after it
        }
        if text_of.trim().is_empty() {
            fallback = fallback.or(Some(line.start));
        } else if entry.is_none()
            && !indented
            && !text_of.starts_with(['#', '-', '[', ']', '}'])
            && after_blank
        {
            break; // prose: the fence was never closed
        }
        after_blank = text_of.trim().is_empty();
        // A TOML table's keys are not the draft's own.
        table |= syntax == Syntax::Toml && text_of.starts_with('[');
        match entry {
            Some((key, value)) if !table => entries.push((key, line.start + value..line.end)),
            _ => {
                if let Some((_, region)) = entries.last_mut().filter(|_| !table && (indented || blank)) {
                    region.end = line.end;
                }
            }
        }
    }
    if entries.is_empty() {
        return none;
    }
    if !closed {
        let Some(end) = fallback else { return none };
        found.body = end;
        entries.retain(|(_, region)| region.start <= end);
    }
    let mut dates = Vec::new();
    for (key, region) in entries {
        let region = region.start..region.end.min(found.body);
        let is_date = ["date", "published"].iter().position(|known| key.eq_ignore_ascii_case(known));
        let kind = kind_of(key);
        if is_date.is_none() && kind.is_none() {
            continue;
        }
        let Some(prose) = scalar(text, region, found.body, syntax) else { continue };
        if let Some(rank) = is_date {
            dates.extend(read_date(&prose.text).map(|date| (rank, date)));
        } else if let Some(kind) = kind {
            found.blocks.push((kind, prose));
        }
    }
    found.date = dates.into_iter().min_by_key(|(rank, _)| *rank).map(|(_, date)| date);
    found.blocks.sort_by_key(|(kind, _)| *kind != BlockKind::Title);
    found
}

/// The key at the start of a line, and where its value begins.
fn entry(line: &str, syntax: Syntax) -> Option<(&str, usize)> {
    let sign = if syntax == Syntax::Yaml { ':' } else { '=' };
    let (key, after) = match line.chars().next()? {
        quote @ ('"' | '\'') => {
            let close = line.get(1..)?.find(quote)?;
            (line.get(1..1 + close)?, close + 2)
        }
        _ => {
            let end = line.find(sign)?;
            (line.get(..end)?.trim_end(), end)
        }
    };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | ':');
    if key.is_empty() || !key.chars().all(plain) || key.starts_with('-') {
        return None;
    }
    let rest = line.get(after..)?;
    let value = rest.trim_start().strip_prefix(sign)?;
    if syntax == Syntax::Yaml && !(value.is_empty() || value.starts_with([' ', '\t'])) {
        return None;
    }
    Some((key, line.len() - value.trim_start().len()))
}

/// Reads a scalar; `None` for a list, a mapping, an alias, or a quote that never closes.
fn scalar(text: &str, mut region: Range<usize>, body: usize, syntax: Syntax) -> Option<Prose> {
    // Tags and anchors say nothing of the value.
    if syntax == Syntax::Yaml {
        while let Some(rest) = text.get(region.clone()).filter(|rest| rest.starts_with(['!', '&'])) {
            let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let space = rest.get(word..)?;
            region.start += word + (space.len() - space.trim_start().len());
        }
    }
    let value = text.get(region.clone())?;
    let (kind, quotes) = match value.as_bytes() {
        [b'"', b'"', b'"', ..] if syntax == Syntax::Toml => ('"', "\"\"\""),
        [b'\'', b'\'', b'\'', ..] if syntax == Syntax::Toml => ('\'', "'''"),
        [b'"', ..] => ('"', "\""),
        [b'\'', ..] => ('\'', "'"),
        [b'|' | b'>', ..] if syntax == Syntax::Yaml => return Some(block_scalar(text, region)),
        [b'[' | b'{' | b'*' | b'-' | b'?', rest @ ..]
            if !matches!(value.as_bytes().first(), Some(b'-' | b'?'))
                || rest.first().is_none_or(u8::is_ascii_whitespace) =>
        {
            return None;
        }
        _ => return Some(plain_scalar(text, region)),
    };
    if quotes.len() > 1 {
        region.end = body; // its lines need no indentation
    }
    quoted_scalar(text, region.start + quotes.len()..region.end, quotes, kind == '"', syntax)
}

/// `8.2%` to the end of the line or a comment, and on over indented lines.
fn plain_scalar(text: &str, region: Range<usize>) -> Prose {
    let mut prose = Prose::default();
    let mut last = region.start;
    for line in lines(text, region.start).take_while(|line| line.start < region.end) {
        let content = text.get(line.start..line.end.min(region.end)).unwrap_or("");
        let lead = content.len() - content.trim_start().len();
        let start = line.start + lead;
        let mut body = content.trim();
        if body.starts_with('#') {
            break;
        }
        if let Some(comment) = body
            .match_indices('#')
            .map(|(i, _)| i)
            .find(|i| body.get(..*i).is_some_and(|before| before.ends_with([' ', '\t'])))
        {
            body = body.get(..comment).unwrap_or(body).trim_end();
        }
        if !body.is_empty() {
            prose.space(last..start);
            prose.copy(text, start..start + body.len());
            last = start + body.len();
        }
    }
    prose
}

/// After `|` or `>`: the lines below, without their indentation; each break between them is a space, as it is
/// between the lines of a paragraph.
fn block_scalar(text: &str, region: Range<usize>) -> Prose {
    let mut prose = Prose::default();
    let mut last = region.start;
    for line in lines(text, region.start).take_while(|line| line.start < region.end).skip(1) {
        let content = text.get(line.start..line.end.min(region.end)).unwrap_or("");
        let body = content.trim();
        if !body.is_empty() {
            let start = line.start + content.len() - content.trim_start().len();
            prose.space(last..start);
            prose.copy(text, start..start + body.len());
            last = start + body.len();
        }
    }
    prose
}

fn quoted_scalar(
    text: &str,
    region: Range<usize>,
    close: &str,
    escapes: bool,
    syntax: Syntax,
) -> Option<Prose> {
    let value = text.get(region.clone())?;
    let mut prose = Prose::default();
    let mut at = 0;
    // Verbatim bytes that wait to be copied in one go.
    let mut from = 0;
    let file = |at: usize| region.start + at;
    loop {
        let rest = value.get(at..)?;
        let c = rest.chars().next()?;
        if rest.starts_with(close) {
            if syntax == Syntax::Yaml && !escapes && rest.starts_with("''") {
                prose.copy(text, file(from)..file(at));
                prose.unit("'", file(at)..file(at + 2));
                at += 2;
                from = at;
                continue;
            }
            prose.copy(text, file(from)..file(at));
            return Some(prose);
        }
        match c {
            '\n' | '\r' => {
                let line = value.get(from..at)?;
                let kept = from + line.trim_end_matches([' ', '\t']).len();
                prose.copy(text, file(from)..file(kept));
                at += rest.len() - rest.trim_start().len();
                prose.space(file(kept)..file(at));
                from = at;
            }
            '\\' if escapes => {
                prose.copy(text, file(from)..file(at));
                let (decoded, len) = escape(rest)?;
                if let Some(c) = decoded {
                    prose.unit(c.encode_utf8(&mut [0; 4]), file(at)..file(at + len));
                }
                at += len;
                from = at;
            }
            _ => at += c.len_utf8(),
        }
    }
}

/// One escape of a double-quoted scalar and its length; no character for an escaped line break.
fn escape(rest: &str) -> Option<(Option<char>, usize)> {
    let code = rest.chars().nth(1)?;
    let digits = match code {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        '\n' | '\r' => {
            let after = rest.get(1..)?;
            return Some((None, rest.len() - after.trim_start().len()));
        }
        _ => {
            let c = match code {
                '0' => '\0',
                'a' => '\u{7}',
                'b' => '\u{8}',
                't' | '\t' => '\t',
                'n' => '\n',
                'v' => '\u{b}',
                'f' => '\u{c}',
                'r' => '\r',
                'e' => '\u{1b}',
                'N' => '\u{85}',
                '_' => '\u{a0}',
                'L' => '\u{2028}',
                'P' => '\u{2029}',
                ' ' | '"' | '/' | '\\' => code,
                _ => return None,
            };
            return Some((Some(c), 1 + code.len_utf8()));
        }
    };
    let hex = rest.get(2..2 + digits)?;
    let c = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
    Some((Some(c), 2 + digits))
}

/// `2025-02-13`, with or without a time after it; `Feb. 13, 2025`, `13 February 2025`, with or without a weekday.
pub(super) fn read_date(value: &str) -> Option<NaiveDate> {
    let value = value.trim();
    let mut parts = value.splitn(3, ['-', '/']);
    if let (Some(year), Some(month), Some(rest)) = (parts.next(), parts.next(), parts.next())
        && year.len() == 4
    {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (day, after) = rest.split_at(end);
        if !(after.is_empty() || after.starts_with(['T', 't', ' '])) {
            return None;
        }
        return NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    }
    let (mut year, mut month, mut day) = (None, None, None);
    for word in value.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        if let Ok(number) = digits.parse::<u32>() {
            match digits.len() {
                4 if year.is_none() => year = i32::try_from(number).ok(),
                1 | 2 if day.is_none() => day = Some(number),
                _ => break, // a time of day
            }
        } else if let Some(number) = month_of(word) {
            month = month.or(Some(number));
        } else if year.is_some() {
            break;
        } else if !is_weekday(word) {
            return None;
        }
    }
    NaiveDate::from_ymd_opt(year?, month?, day?)
}

/// The letters a name begins with are enough: `Sept.`, `September`.
fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    MONTHS.iter().zip(1..).find(|(month, _)| begins(month, word)).map(|(_, number)| number)
}

fn is_weekday(word: &str) -> bool {
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .any(|day| begins(day, word))
}

fn begins(whole: &str, word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() >= 3 && whole.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn date(value: &str) -> Option<String> {
        read_date(value).map(|date| date.to_string())
    }

    #[test]
    fn reads_dates_as_desks_write_them() {
        for value in [
            "2025-02-13",
            "2025-02-13T23:10:00-06:00",
            "2025-02-13 10:00",
            "2025/2/13",
            "Feb. 13, 2025",
            "February 13th, 2025",
            "13 February 2025",
            "Thursday, Feb. 13, 2025 at 10:30 a.m.",
        ] {
            assert_eq!(date(value).as_deref(), Some("2025-02-13"), "{value}");
        }
        for value in ["", "2025", "soon", "2025-02-30", "2025-02-13x", "13 Smarch 2025", "Feb. 2025"] {
            assert_eq!(date(value), None, "{value}");
        }
    }

    /// Each block's text, and what its bytes from the first `8` to the last one are in the file.
    fn shows(text: &str) -> Vec<String> {
        let found = read(text, 0);
        let show = |(kind, prose): &(BlockKind, Prose)| {
            let eight =
                prose.text.find('8').and_then(|i| Span::of(&prose.text, i..prose.text.rfind('8')? + 1));
            let source = eight.map(|span| prose.map.source_span(span).slice(text)).unwrap_or("");
            format!("{kind:?} {:?} <{source}>", prose.text)
        };
        found.blocks.iter().map(show).collect()
    }

    #[test]
    fn maps_each_kind_of_scalar() {
        assert_eq!(shows("---\ntitle: Down 8 of 8%  # not 9\n---\n"), ["Title \"Down 8 of 8%\" <8 of 8>"]);
        assert_eq!(
            shows("---\r\ntitle: Down 8\r\n  to 8\r\n---\r\n"),
            ["Title \"Down 8 to 8\" <8\r\n  to 8>"]
        );
        assert_eq!(shows("---\ntitle: 'It''s 8''8'\n---\n"), ["Title \"It's 8'8\" <8''8>"]);
        assert_eq!(
            shows("---\ntitle: \"\\u00e9 8\\x25\\\n  8\"\n---\n"),
            ["Title \"é 8%8\" <8\\x25\\\n  8>"]
        );
        assert_eq!(shows("---\n\"title\" : !!str \"a\n\n  8\" # b\n---\n"), ["Title \"a 8\" <8>"]);
        assert_eq!(
            shows("---\ntitle: >-\n  Down 8\n\n    and 8\nx: 1\n---\n"),
            ["Title \"Down 8 and 8\" <8\n\n    and 8>"]
        );
        assert_eq!(shows("---\ndek: |\n  A 8\n---\n"), ["Heading(2) \"A 8\" <8>"]);
        assert_eq!(
            shows("---\nsummary: b\nseo:\n  title: x\nHeadline: a\n---\n"),
            ["Title \"a\" <>", "Paragraph \"b\" <>"]
        );
        assert_eq!(
            shows("+++\ntitle = \"8 \\u00e9 8\"\ndate = 2025-02-13\n[x]\ntitle = 'y'\n+++\n"),
            ["Title \"8 é 8\" <8 \\u00e9 8>"]
        );
        assert_eq!(shows("+++\ntitle = '''\na ' 8'''\n+++\n"), ["Title \"a ' 8\" <8>"]);
    }

    #[test]
    fn broken_front_matter_is_passed_over() {
        for text in
            ["---\ntitle: \"open\n---\nBody", "---\ntitle: [a\n---\nBody", "---\ntitle: *a\n---\nBody"]
        {
            let found = read(text, 0);
            assert!(found.blocks.is_empty(), "{text}");
            assert!(text.get(found.body..) == Some("Body"), "{text}");
        }
        let open = "---\ntitle: Five\ndate: 2025-02-13\n\nBody: text";
        let found = read(open, 0);
        assert_eq!(
            (found.blocks.len(), found.date.is_some(), open.get(found.body..)),
            (1, true, Some("\nBody: text"))
        );
        for prose in
            ["---\n\nIt fell.\n\n---\nx: y", "It fell.\n---\ntitle: x\n---", "---\n---\nx", "---", ""]
        {
            let found = read(prose, 0);
            assert_eq!((found.blocks.len(), found.body), (0, 0), "{prose}");
        }
    }
}
