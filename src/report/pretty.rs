//! Any miette diagnostic, drawn for a terminal. Miette's own handler does not wrap source text, and a newspaper
//! paragraph is one line of up to 2,000 characters; its look is kept.

use std::ops::Range;

use miette::{Diagnostic, LabeledSpan, Severity, SourceCode, SourceSpan};

use super::labels::{self, Part, fill};
use super::paint::{Ink, Look, tamed};
use super::rows::{Cell, rows};
use super::shown::PROSE;

/// Source lines of one place that are shown before those without a label are left out.
const LINES: usize = 6;

/// Renders a diagnostic and what is related to it, each followed by an empty line.
pub fn render(diagnostic: &dyn Diagnostic, look: &Look) -> String {
    let mut out = String::new();
    report(&mut out, diagnostic, None, look);
    out
}

fn report(out: &mut String, diagnostic: &dyn Diagnostic, parent: Option<&dyn SourceCode>, look: &Look) {
    let source = diagnostic.source_code().or(parent);
    let (attached, others): (Vec<_>, Vec<_>) =
        diagnostic.related().into_iter().flatten().partition(|related| is_attached(*related));
    // "3 errors in `rules/a.yaml`" reads best below the three.
    let container = !others.is_empty()
        && attached.is_empty()
        && diagnostic.help().is_none()
        && diagnostic.labels().is_none_or(|mut labels| labels.next().is_none());
    if container {
        for other in others {
            report(out, other, source, look);
        }
        heading(out, diagnostic, look);
        out.push('\n');
        return;
    }
    heading(out, diagnostic, look);
    let mut places = places(diagnostic, source, Some(ink(diagnostic.severity())));
    for related in &attached {
        places.extend(self::places(*related, related.source_code().or(source), None));
    }
    let gutter = places.iter().filter_map(|place| place.lines.last()).map(|line| digits(line.number)).max();
    let gutter = gutter.unwrap_or(1).max(2);
    for (index, place) in places.iter().enumerate() {
        draw(out, place, index == 0, gutter, look);
    }
    footer(out, diagnostic, &attached, gutter, !places.is_empty(), look);
    out.push('\n');
    for other in others {
        report(out, other, source, look);
    }
}

/// Advice without a code is no report of its own: it shows where the report's grounds are.
fn is_attached(related: &dyn Diagnostic) -> bool {
    related.severity() == Some(Severity::Advice) && related.code().is_none()
}

fn ink(severity: Option<Severity>) -> Ink {
    match severity.unwrap_or_default() {
        Severity::Error => Ink::Error,
        Severity::Warning => Ink::Warning,
        Severity::Advice => Ink::Info,
    }
}

/// `error[number-mismatch]: the message`, wrapped.
fn heading(out: &mut String, diagnostic: &dyn Diagnostic, look: &Look) {
    let severity = match diagnostic.severity().unwrap_or_default() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "info",
    };
    let head = match diagnostic.code() {
        Some(code) => {
            let code = code.to_string();
            let word = code.rsplit("::").next().unwrap_or(&code).replace('_', "-");
            format!("{severity}[{word}]")
        }
        None => severity.to_owned(),
    };
    // The head stands in the text to be wrapped, so that it counts; it holds no space of its own.
    let text = format!("{head}: {}", tamed(&diagnostic.to_string()));
    let lines = fill(&text, look.width.saturating_sub(2).max(20));
    for (index, line) in lines.iter().enumerate() {
        match line.strip_prefix(head.as_str()).filter(|_| index == 0) {
            Some(rest) => {
                look.paint(out, ink(diagnostic.severity()), &head);
                look.paint(out, Ink::Strong, rest);
            }
            None => {
                out.push_str("  ");
                look.paint(out, Ink::Strong, line);
            }
        }
        out.push('\n');
    }
}

/// A label with the bytes it is for.
struct Mark {
    bytes: Range<usize>,
    text: Option<String>,
    primary: bool,
    ink: Ink,
}

/// A line of the source, or the shown part of it.
struct Line<'s> {
    /// From 1.
    number: usize,
    /// Characters of the line before `text`.
    column: usize,
    /// First byte in the source.
    start: usize,
    text: &'s str,
}

/// One stretch of one source with its labels.
struct Place<'s> {
    name: Option<String>,
    lines: Vec<Line<'s>>,
    marks: Vec<Mark>,
    /// Line and column of the first label that matters; none where nothing of the file is shown.
    at: Option<(usize, usize)>,
}

/// Where a diagnostic points, the wrong words first; these take the ink, if there is one: a rule has no wrong words.
fn places<'s>(
    diagnostic: &dyn Diagnostic,
    source: Option<&'s dyn SourceCode>,
    wrong: Option<Ink>,
) -> Vec<Place<'s>> {
    let Some(source) = source else { return Vec::new() };
    let labels: Vec<LabeledSpan> = diagnostic.labels().into_iter().flatten().collect();
    let first = labels.iter().position(LabeledSpan::primary).unwrap_or(0);
    let mut marks: Vec<(Mark, Range<usize>)> = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let Ok(window) = source.read_span(label.inner(), 1, 1) else { continue };
        let window = window.span().offset()..window.span().offset() + window.span().len();
        let primary = wrong.filter(|_| index == first);
        marks.push((
            Mark {
                bytes: label.offset()..label.offset() + label.len(),
                text: label.label().filter(|text| !text.is_empty()).map(str::to_owned),
                primary: primary.is_some(),
                ink: primary.unwrap_or(Ink::Second),
            },
            window,
        ));
    }
    marks.sort_by_key(|(mark, _)| (mark.bytes.start, mark.bytes.end));
    let mut groups: Vec<(Vec<Mark>, Range<usize>)> = Vec::new();
    for (mark, window) in marks {
        match groups.last_mut() {
            Some((marks, shown)) if window.start < shown.end || window == *shown => {
                shown.end = shown.end.max(window.end);
                marks.push(mark);
            }
            _ => groups.push((vec![mark], window)),
        }
    }
    groups.sort_by_key(|(marks, _)| !marks.iter().any(|mark| mark.primary));
    groups.into_iter().filter_map(|(marks, _)| place(source, marks)).collect()
}

fn place<'s>(source: &'s dyn SourceCode, marks: Vec<Mark>) -> Option<Place<'s>> {
    let start = marks.first()?.bytes.start;
    let end = marks.iter().map(|mark| mark.bytes.end).max()?;
    let span: SourceSpan = (start, end - start).into();
    let contents = source.read_span(&span, 1, 1).ok()?;
    let text = std::str::from_utf8(contents.data()).ok()?;
    let prose = contents.language() == Some(PROSE);
    let mut lines = split(text, contents.span().offset(), contents.line() + 1, contents.column());
    let subject = marks.iter().find(|mark| mark.primary).or(marks.first())?;
    let at = lines
        .iter()
        .rev()
        .find(|line| line.start <= subject.bytes.start)
        .map(|line| {
            let before = line.text.get(..subject.bytes.start - line.start).unwrap_or(line.text);
            // An editor does not count a byte-order mark.
            let before = if line.start == 0 { before.trim_start_matches('\u{feff}') } else { before };
            (line.number, line.column + before.chars().count() + 1)
        })
        .unwrap_or((contents.line() + 1, contents.column() + 1));
    let labelled: Vec<bool> =
        lines.iter().map(|line| marks.iter().any(|mark| touches(line, &mark.bytes))).collect();
    if !prose || lines.len() > LINES {
        // Of a YAML file only what is labelled; of a long sentence also the lines beside it.
        let near = usize::from(prose);
        let mut index = 0_usize;
        lines.retain(|_| {
            let from = index.saturating_sub(near);
            let keep = labelled.iter().skip(from).take(index + near + 1 - from).any(|labelled| *labelled);
            index += 1;
            keep
        });
    }
    lines.retain(|line| !line.text.trim().is_empty() || marks.iter().any(|mark| touches(line, &mark.bytes)));
    if lines.len() > LINES {
        // A label over many lines: its beginning and its end say enough.
        let tail = lines.split_off(lines.len() - LINES / 2);
        lines.truncate(LINES / 2);
        lines.extend(tail);
    }
    let name = contents.name().map(str::to_owned);
    if text.is_empty() && prose {
        // What a draft does not say stands nowhere in it.
        return Some(Place { name, lines: Vec::new(), marks, at: None });
    }
    Some(Place { name, lines, marks, at: Some(at) })
}

/// Whether a label lies on the line; one of no bytes may stand at its end.
fn touches(line: &Line<'_>, mark: &Range<usize>) -> bool {
    let end = line.start + line.text.len();
    if mark.is_empty() {
        return line.start <= mark.start && mark.start <= end;
    }
    // A label that holds nothing of the line but its break starts at its end.
    (mark.start < end && line.start < mark.end) || mark.start == end
}

/// Lines end at `\n`, `\r\n` or a lone `\r`.
fn split(text: &str, offset: usize, number: usize, column: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut rest = text;
    let mut start = offset;
    loop {
        let number = number + lines.len();
        let column = if lines.is_empty() { column } else { 0 };
        let Some(end) = rest.find(['\n', '\r']) else {
            // What follows the last break is a line only if something stands there, or nothing else does.
            if !rest.is_empty() || lines.is_empty() {
                lines.push(Line { number, column, start, text: rest });
            }
            return lines;
        };
        let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        lines.push(Line { number, column, start, text: line });
        let next = after.strip_prefix("\r\n").or_else(|| after.get(1..)).unwrap_or("");
        start += rest.len() - next.len();
        rest = next;
    }
}

fn digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

fn draw(out: &mut String, place: &Place<'_>, first: bool, gutter: usize, look: &Look) {
    let glyphs = look.glyphs();
    let name = place.name.as_deref().map(tamed);
    let at = place.at.map(|(line, column)| format!("{line}:{column}"));
    let name: Vec<String> = name.into_iter().chain(at).collect();
    let corner = if first { glyphs.top } else { glyphs.middle };
    look.paint(out, Ink::Frame, &format!("{:gutter$} {corner}[", ""));
    out.push_str(&name.join(":"));
    look.paint(out, Ink::Frame, "]");
    out.push('\n');

    let width = look.width.saturating_sub(gutter + 3);
    let marks: Vec<Range<usize>> = place.marks.iter().map(|mark| mark.bytes.clone()).collect();
    // Rows of every line first: a label's words hang where it ends, which only the last of its rows can know.
    let laid: Vec<(&Line<'_>, Vec<Vec<Cell<'_>>>)> = place
        .lines
        .iter()
        .map(|line| (line, rows(line.text, line.start, &marks, width, glyphs.more)))
        .collect();
    let mut ends: Vec<Option<(usize, usize)>> = vec![None; place.marks.len()];
    for (line_index, (line, rows)) in laid.iter().enumerate() {
        for row_index in 0..rows.len() {
            for (mark, end) in place.marks.iter().zip(&mut ends) {
                if columns(line, rows, row_index, &mark.bytes).is_some() {
                    *end = Some((line_index, row_index));
                }
            }
        }
    }
    let mut before: Option<usize> = None;
    for (line_index, (line, rows)) in laid.iter().enumerate() {
        if before.is_some_and(|before| before + 1 < line.number) {
            look.paint(out, Ink::Frame, &format!("{:gutter$} {}", "", glyphs.gap));
            out.push('\n');
        }
        before = Some(line.number);
        for (row_index, row) in rows.iter().enumerate() {
            let number = if row_index == 0 { line.number.to_string() } else { String::new() };
            let text = row_text(row, &place.marks, look);
            frame(out, &number, glyphs.side, &text, gutter, look);
            let parts: Vec<Part<'_>> = place
                .marks
                .iter()
                .zip(&ends)
                .filter_map(|(mark, end)| {
                    let columns = columns(line, rows, row_index, &mark.bytes)?;
                    let ends_here = *end == Some((line_index, row_index));
                    let text = mark.text.as_deref().filter(|_| ends_here);
                    Some(Part {
                        from: columns.start,
                        to: columns.end,
                        primary: mark.primary,
                        ink: mark.ink,
                        text,
                    })
                })
                .collect();
            if !parts.is_empty() {
                for line in labels::lines(&parts, width, look) {
                    frame(out, "", glyphs.dot, &line, gutter, look);
                }
            }
        }
    }
}

fn frame(out: &mut String, number: &str, side: &str, text: &str, gutter: usize, look: &Look) {
    let left = format!("{number:>gutter$} {side}");
    look.paint(out, Ink::Frame, &left);
    if !text.is_empty() {
        out.push(' ');
        out.push_str(text);
    }
    out.push('\n');
}

/// A row's text, the wrong words in the colour of the finding.
fn row_text(row: &[Cell<'_>], marks: &[Mark], look: &Look) -> String {
    let mut out = String::new();
    let mut run = String::new();
    let mut run_ink = Ink::Plain;
    for cell in row {
        let primary = marks.iter().find(|mark| mark.primary && cell.under(&mark.bytes));
        let ink = match primary {
            Some(mark) => mark.ink,
            None if cell.bytes.is_empty() => Ink::Frame,
            None => Ink::Plain,
        };
        if ink != run_ink {
            look.paint(&mut out, run_ink, &run);
            run.clear();
            run_ink = ink;
        }
        run.push_str(cell.text);
    }
    look.paint(&mut out, run_ink, &run);
    out
}

/// The columns that a label takes in a row.
fn columns(
    line: &Line<'_>,
    rows: &[Vec<Cell<'_>>],
    index: usize,
    mark: &Range<usize>,
) -> Option<Range<usize>> {
    let row = rows.get(index)?;
    let mut column = 0;
    let mut found: Option<Range<usize>> = None;
    for cell in row {
        let under = if mark.is_empty() { cell.bytes.start == mark.start } else { cell.under(mark) };
        if under && cell.width > 0 {
            let range = found.get_or_insert(column..column);
            range.end = column + cell.width;
        }
        column += cell.width;
    }
    if found.is_none() {
        // At the end of the line, where no character stands: an empty label, or a line break.
        let end = line.start + line.text.len();
        let last_row = index + 1 == rows.len();
        if last_row && mark.start == end {
            return Some(column..column + 1);
        }
    }
    if mark.is_empty() {
        return found.map(|range| range.start..range.start + 1);
    }
    found
}

fn footer(
    out: &mut String,
    diagnostic: &dyn Diagnostic,
    attached: &[&dyn Diagnostic],
    gutter: usize,
    boxed: bool,
    look: &Look,
) {
    let mut entries: Vec<(&str, String)> = Vec::new();
    let mut lines = |key: &'static str, text: String| {
        for (index, line) in text.lines().enumerate() {
            entries.push((if index == 0 { key } else { "" }, tamed(line)));
        }
    };
    if let Some(help) = diagnostic.help() {
        lines("help", help.to_string());
    }
    let mut cause = diagnostic.source();
    while let Some(error) = cause {
        lines("cause", error.to_string());
        cause = error.source();
    }
    if let Some(url) = diagnostic.url() {
        lines("see", url.to_string());
    }
    for related in attached {
        if let Some(note) = related.help() {
            lines("note", note.to_string());
        }
        if let Some(url) = related.url() {
            lines("source", url.to_string());
        }
    }
    let glyphs = look.glyphs();
    let indent = gutter + 4;
    let mut corner = format!("{:gutter$} {} ", "", glyphs.bottom);
    if entries.is_empty() {
        if boxed {
            look.paint(out, Ink::Frame, corner.trim_end());
            look.paint(out, Ink::Frame, &glyphs.light.0.to_string().repeat(3));
            out.push('\n');
        }
        return;
    }
    for (key, text) in entries {
        let room = look.width.saturating_sub(indent + key.len() + 2).max(20);
        for (index, line) in fill(&text, room).into_iter().enumerate() {
            look.paint(out, Ink::Frame, &corner);
            corner = " ".repeat(indent);
            if index == 0 && !key.is_empty() {
                look.paint(out, Ink::Key, &format!("{key}:"));
                out.push(' ');
            } else if index > 0 {
                out.push_str("  ");
            }
            out.push_str(&line);
            out.push('\n');
        }
    }
}
