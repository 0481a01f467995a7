//! A draft's own lines with marks under their words and notes beside them, as a checking desk marks a galley.
//!
//! Every line is wrapped, none is cut. The work is linear in the draft: rows and marks are walked once, side by side.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::labels::fill;
use super::paint::{Ink, Look, tamed};
use super::rows::{Cell, between, cells_of};
use crate::source::{Document, LineIndex};

/// Words of the draft with the line drawn under them.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Bytes of the file.
    pub bytes: Range<usize>,
    /// The line and its last sign.
    pub drawn: (char, char),
    pub ink: Ink,
    /// Whether the words themselves take the ink.
    pub loud: bool,
    /// What stands beside the row in which the mark ends: its sign, then words of their own ink.
    pub note: Option<Note>,
}

/// What is said of a mark.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub sign: char,
    pub ink: Ink,
    pub text: String,
    pub text_ink: Ink,
}

/// Columns of text that are easy to read.
const MEASURE: usize = 76;

/// Columns of a margin that holds the id of most rules.
const MARGIN: usize = 36;

/// Lines in a row without prose that are shown; of more only their place is.
const ASIDE: usize = 3;

/// Draws a draft. `marks` in order of their first byte, a longer one before those inside it.
pub(super) fn galley(
    out: &mut String,
    document: &Document,
    lines: &LineIndex<'_>,
    marks: &[Mark],
    look: &Look,
) {
    let prose = prose_lines(document, lines);
    let gutter = digits(lines.count()).max(2);
    let room = look.width.saturating_sub(gutter + 3).max(20);
    let margin = room >= MEASURE - 8 + 2 + MARGIN;
    let measure = if margin { (room - MARGIN - 2).min(MEASURE) } else { room.min(MEASURE + 4) };
    let page = Page { look, gutter, measure, room, margin };
    let mut walk = Walk { marks, next: 0, open: Vec::new() };
    let mut line = 0;
    let mut blank = true;
    while let Some(range) = lines.line(number(line + 1)) {
        let text = document.text.get(range.clone()).unwrap_or("");
        let text = if line == 0 { text.trim_start_matches('\u{feff}') } else { text };
        let start = range.end - text.len();
        if text.trim().is_empty() {
            // The page ends with its last line of text, and one empty line is as good as two.
            if !blank && line + 1 < lines.count() {
                page.frame(out, "", look.glyphs().side, "");
            }
            blank = true;
            line += 1;
            continue;
        }
        blank = false;
        if !prose.get(line).copied().unwrap_or(false) && !walk.touches(&range) {
            let aside = aside(document, lines, &prose, line);
            if aside > ASIDE {
                page.frame(out, "", look.glyphs().gap, "");
                line += aside;
                continue;
            }
            page.plain(out, line + 1, text, start);
        } else {
            page.line(out, line + 1, text, start, &mut walk);
        }
        line += 1;
    }
}

/// Draws the rows that the marks lie on and no others.
pub(super) fn excerpt(
    out: &mut String,
    document: &Document,
    lines: &LineIndex<'_>,
    marks: &[Mark],
    look: &Look,
) {
    let gutter = digits(lines.count()).max(2);
    let room = look.width.saturating_sub(gutter + 3).max(20);
    let page = Page { look, gutter, measure: room.min(MEASURE + 4), room, margin: false };
    let mut walk = Walk { marks, next: 0, open: Vec::new() };
    let (Some(first), Some(last)) =
        (marks.first().map(|m| m.bytes.start), marks.iter().map(|m| m.bytes.end).max())
    else {
        return;
    };
    for line in lines.line_at(first)..=lines.line_at(last) {
        let Some(range) = lines.line(line) else { break };
        let text = document.text.get(range.clone()).unwrap_or("");
        let start = range.start;
        let ahead = marks.get(walk.next..).unwrap_or(&[]);
        let all = rows(text, start, ahead, page.measure);
        let under =
            |row: &Range<usize>| marks.iter().any(|m| m.bytes.start < row.end && row.start < m.bytes.end);
        let (Some(from), Some(to)) = (all.iter().position(under), all.iter().rposition(under)) else {
            continue;
        };
        for (index, row) in all.iter().enumerate().take(to + 1).skip(from) {
            let number = if index == from { line.to_string() } else { String::new() };
            let words = text.get(row.start - start..row.end - start).unwrap_or("");
            let marks = walk.on(row);
            page.row(out, &number, words, row, &marks);
        }
    }
}

/// For each line, whether some of it is read.
fn prose_lines(document: &Document, lines: &LineIndex<'_>) -> Vec<bool> {
    let mut out = vec![false; lines.count()];
    for block in &document.blocks {
        for piece in block.map.pieces() {
            let start = piece.source_start as usize;
            let end = start + piece.source_len as usize;
            let first = lines.line_at(start) as usize;
            let last = lines.line_at(end.saturating_sub(1).max(start)) as usize;
            for line in first..=last {
                if let Some(line) = line.checked_sub(1).and_then(|i| out.get_mut(i)) {
                    *line = true;
                }
            }
        }
    }
    out
}

/// How many lines from this one on have no prose; blank ones between them count, those behind them do not.
fn aside(document: &Document, lines: &LineIndex<'_>, prose: &[bool], from: usize) -> usize {
    let mut count = 0;
    let mut at = from;
    while let Some(range) = lines.line(number(at + 1)) {
        let blank = document.text.get(range).is_none_or(|text| text.trim().is_empty());
        if prose.get(at).copied().unwrap_or(false) {
            break;
        }
        at += 1;
        if !blank {
            count = at - from;
        }
    }
    count
}

fn number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// The marks as the rows reach them.
struct Walk<'m> {
    marks: &'m [Mark],
    next: usize,
    /// Marks that have begun and not ended.
    open: Vec<&'m Mark>,
}

impl<'m> Walk<'m> {
    /// Whether a mark lies on these bytes.
    fn touches(&self, line: &Range<usize>) -> bool {
        self.open.iter().any(|mark| mark.bytes.end > line.start)
            || self.marks.get(self.next).is_some_and(|mark| mark.bytes.start < line.end)
    }

    /// The marks that lie on a row, in order.
    fn on(&mut self, row: &Range<usize>) -> Vec<&'m Mark> {
        self.open.retain(|mark| mark.bytes.end > row.start);
        while let Some(mark) = self.marks.get(self.next).filter(|mark| mark.bytes.start < row.end) {
            if mark.bytes.end > row.start {
                self.open.push(mark);
            }
            self.next += 1;
        }
        self.open.clone()
    }
}

struct Page<'l> {
    look: &'l Look,
    gutter: usize,
    /// Columns of text.
    measure: usize,
    /// Columns of text and notes.
    room: usize,
    /// Whether notes have a margin of their own.
    margin: bool,
}

impl Page<'_> {
    fn frame(&self, out: &mut String, number: &str, side: &str, text: &str) {
        let gutter = self.gutter;
        self.look.paint(out, Ink::Frame, &format!("{number:>gutter$} {side}"));
        if !text.is_empty() {
            out.push(' ');
            out.push_str(text);
        }
        out.push('\n');
    }

    /// A line that nothing is read of.
    fn plain(&self, out: &mut String, number: usize, text: &str, start: usize) {
        for (index, row) in rows(text, start, &[], self.measure).into_iter().enumerate() {
            let number = if index == 0 { number.to_string() } else { String::new() };
            let mut shown = String::new();
            let words = text.get(row.start - start..row.end - start).unwrap_or("");
            self.look.paint(&mut shown, Ink::Frame, &safe(words));
            self.frame(out, &number, self.look.glyphs().side, &shown);
        }
    }

    fn line(&self, out: &mut String, number: usize, text: &str, start: usize, walk: &mut Walk<'_>) {
        let end = start + text.len();
        // The marks that begin on this line, to keep the words of a short one in one row.
        let ahead = walk.marks.get(walk.next..).unwrap_or(&[]);
        let ahead = ahead.get(..ahead.partition_point(|mark| mark.bytes.start < end)).unwrap_or(&[]);
        for (index, row) in rows(text, start, ahead, self.measure).into_iter().enumerate() {
            let number = if index == 0 { number.to_string() } else { String::new() };
            let words = text.get(row.start - start..row.end - start).unwrap_or("");
            let marks = walk.on(&row);
            self.row(out, &number, words, &row, &marks);
        }
    }

    fn row(&self, out: &mut String, number: &str, words: &str, row: &Range<usize>, marks: &[&Mark]) {
        let glyphs = self.look.glyphs();
        let text = self.text(words, row, marks);
        if marks.is_empty() {
            return self.frame(out, number, glyphs.side, &text);
        }
        let (line, line_width) = self.underline(words, row, marks);
        let notes: Vec<&Note> = marks
            .iter()
            .filter(|mark| mark.bytes.end <= row.end)
            .filter_map(|mark| mark.note.as_ref())
            .collect();
        if self.margin {
            let mut notes = self.margin_lines(&notes).into_iter();
            let text_width = columns(words);
            self.frame(out, number, glyphs.side, &self.beside(text, text_width, notes.next()));
            self.frame(out, "", glyphs.dot, &self.beside(line, line_width, notes.next()));
            for note in notes {
                self.frame(out, "", glyphs.dot, &self.beside(String::new(), 0, Some(note)));
            }
            return;
        }
        self.frame(out, number, glyphs.side, &text);
        let mut left = (line, line_width);
        for (note, width) in self.hanging_lines(&notes, line_width) {
            let (mut shown, at) = std::mem::take(&mut left);
            let column = if at == 0 { self.room.saturating_sub(width) } else { at + 2 };
            if !note.is_empty() {
                shown.push_str(&" ".repeat(column.saturating_sub(at)));
                shown.push_str(&note);
            }
            self.frame(out, "", glyphs.dot, &shown);
        }
        if left.1 > 0 {
            self.frame(out, "", glyphs.dot, &left.0);
        }
    }

    /// A row's words, those of a loud mark in its ink.
    fn text(&self, words: &str, row: &Range<usize>, marks: &[&Mark]) -> String {
        let mut out = String::with_capacity(words.len() + 16);
        let mut at = row.start;
        let slice =
            |range: Range<usize>| words.get(range.start - row.start..range.end - row.start).unwrap_or("");
        for mark in marks.iter().filter(|mark| mark.loud) {
            let from = mark.bytes.start.clamp(at, row.end);
            let to = mark.bytes.end.clamp(from, row.end);
            out.push_str(&safe(slice(at..from)));
            self.look.paint(&mut out, mark.ink, &safe(slice(from..to)));
            at = to;
        }
        out.push_str(&safe(slice(at..row.end)));
        out
    }

    /// The marks under a row, and how many columns they reach. Inner marks are drawn over outer ones.
    fn underline(&self, words: &str, row: &Range<usize>, marks: &[&Mark]) -> (String, usize) {
        let mut line: Vec<(char, Ink)> = Vec::new();
        let mut at = (row.start, 0);
        for mark in marks {
            let from = mark.bytes.start.max(row.start);
            let to = mark.bytes.end.min(row.end).max(from);
            // Marks come in order, so that the row is measured once.
            if from < at.0 {
                at = (row.start, 0);
            }
            let between = words.get(at.0 - row.start..from - row.start).unwrap_or("");
            at = (from, at.1 + columns(between));
            let width = columns(words.get(from - row.start..to - row.start).unwrap_or("")).max(1);
            let end = at.1 + width;
            if line.len() < end {
                line.resize(end, (' ', Ink::Plain));
            }
            let ends_here = mark.bytes.end <= row.end;
            for (column, place) in line.iter_mut().enumerate().take(end).skip(at.1) {
                let last = ends_here && column + 1 == end;
                *place = (if last { mark.drawn.1 } else { mark.drawn.0 }, mark.ink);
            }
        }
        let width = line.len();
        let mut out = String::new();
        let mut run = String::new();
        let mut run_ink = Ink::Plain;
        for (sign, ink) in line {
            let ink = if sign == ' ' { Ink::Plain } else { ink };
            if ink != run_ink {
                self.look.paint(&mut out, run_ink, &run);
                run.clear();
                run_ink = ink;
            }
            run.push(sign);
        }
        self.look.paint(&mut out, run_ink, &run);
        (out, width)
    }

    fn beside(&self, mut text: String, width: usize, note: Option<String>) -> String {
        if let Some(note) = note {
            text.push_str(&" ".repeat((self.measure + 2).saturating_sub(width)));
            text.push_str(&note);
        }
        text
    }

    /// Each note on lines of its own, for the margin.
    fn margin_lines(&self, notes: &[&Note]) -> Vec<String> {
        let width = self.room.saturating_sub(self.measure + 2);
        let mut out = Vec::new();
        for note in notes {
            for (index, line) in fill(&note.text, width.saturating_sub(2)).into_iter().enumerate() {
                out.push(self.noted(note, &line, index == 0));
            }
        }
        out
    }

    /// The notes in as few lines as they need: the first ones beside the underline, the others below.
    fn hanging_lines(&self, notes: &[&Note], underline: usize) -> Vec<(String, usize)> {
        const APART: usize = 2;
        let mut out: Vec<(String, usize)> = Vec::new();
        let mut room = self.room.saturating_sub(underline + APART);
        let mut first = true;
        for note in notes {
            let width = note.text.width() + 2;
            match out.last_mut() {
                Some((line, used)) if *used + APART + width <= room => {
                    line.push_str(&" ".repeat(APART));
                    line.push_str(&self.noted(note, &note.text, true));
                    *used += APART + width;
                }
                _ => {
                    if first && width > room {
                        // No room beside the underline: it stays alone.
                        out.push((String::new(), 0));
                    }
                    if !out.is_empty() || first && width > room {
                        room = self.room;
                    }
                    for (index, line) in fill(&note.text, self.room.saturating_sub(2)).iter().enumerate() {
                        out.push((self.noted(note, line, index == 0), line.width() + 2));
                    }
                }
            }
            first = false;
        }
        out
    }

    fn noted(&self, note: &Note, line: &str, first: bool) -> String {
        let mut out = String::new();
        if first {
            self.look.paint(&mut out, note.ink, &note.sign.to_string());
            out.push(' ');
        } else {
            out.push_str("  ");
        }
        self.look.paint(&mut out, note.text_ink, line);
        out
    }
}

/// A text that is safe to print, tabs as wide as [`columns`] takes them.
fn safe(text: &str) -> String {
    let harmless = |b: u8| (b' '..0x7f).contains(&b);
    if text.bytes().all(harmless) {
        return text.to_owned();
    }
    let mut cells = Vec::new();
    cells_of(text, 0, &mut cells);
    cells.iter().map(|cell| cell.text).collect()
}

/// Columns that a text takes in a terminal.
fn columns(text: &str) -> usize {
    if text.bytes().all(|b| (b' '..0x7f).contains(&b)) {
        return text.len();
    }
    let mut cells = Vec::new();
    cells_of(text, 0, &mut cells);
    cells.iter().map(|cell| cell.width).sum()
}

/// The rows of a line, as bytes of the file. A row begins with no space; the words of a short mark stay together.
fn rows(line: &str, start: usize, marks: &[Mark], width: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut row: Option<(usize, usize)> = None; // first byte, columns so far
    let mut row_end = start; // without the spaces at the end
    let mut fits: Option<(usize, usize)> = None; // the last place to break, and the columns before it
    let mut marks = marks.iter().peekable();
    let mut together = start; // the end of a short mark that has begun
    let mut atoms = Vec::new();
    let mut word_start = start;
    for word in line.split_inclusive(' ') {
        atoms.clear();
        split(word, word_start, width, &mut atoms);
        word_start += word.len();
        for atom in &atoms {
            let (first, mut used) = *row.get_or_insert((atom.start, 0));
            while let Some(mark) = marks.next_if(|mark| mark.bytes.start < atom.start) {
                let inside = line.get(mark.bytes.start - start..(mark.bytes.end - start).min(line.len()));
                let short = mark.bytes.len() <= 4 * width && inside.is_some_and(|w| columns(w) <= width / 2);
                if short {
                    together = together.max(mark.bytes.end);
                }
            }
            if atom.start > first && together <= atom.start {
                fits = Some((atom.start, used));
            }
            if used + atom.columns > width && atom.start > first {
                let (at, before) = fits.take().unwrap_or((atom.start, used));
                out.push(first..trimmed(line, start, first, at));
                row = Some((at, used - before));
                used -= before;
            }
            if let Some((_, columns)) = row.as_mut() {
                *columns = used + atom.columns + atom.space;
            }
            row_end = atom.end;
        }
    }
    match row {
        Some((first, _)) => out.push(first..trimmed(line, start, first, row_end)),
        None => out.push(start..start),
    }
    out
}

/// The end of a row without the spaces behind its last word.
fn trimmed(line: &str, start: usize, first: usize, end: usize) -> usize {
    let words = line.get(first - start..end - start).unwrap_or("");
    first + words.trim_end_matches([' ', '\t']).len()
}

/// A stretch that no row breaks, with the spaces behind it.
struct Atom {
    start: usize,
    end: usize,
    columns: usize,
    space: usize,
}

/// A word as atoms: one, unless its script breaks anywhere or it is wider than a row.
fn split(word: &str, start: usize, width: usize, out: &mut Vec<Atom>) {
    let ink = word.trim_end_matches(' ');
    let space = word.len() - ink.len();
    let whole = ink.len() <= width && ink.bytes().all(|b| (b' '..0x7f).contains(&b));
    if whole {
        out.push(Atom { start, end: start + word.len(), columns: ink.len(), space });
        return;
    }
    let mut cells: Vec<Cell<'_>> = Vec::new();
    cells_of(ink, start, &mut cells);
    let wide = cells.iter().map(|cell| cell.width).sum::<usize>() > width;
    let mut before: [Option<&Cell<'_>>; 2] = [None, None];
    for cell in &cells {
        let breaks = match before {
            [second, Some(first)] => between(second, first, cell),
            _ => true,
        };
        let full = |atom: &Atom| wide && atom.columns + cell.width > width;
        match out.last_mut().filter(|atom| !breaks && !full(atom)) {
            Some(atom) => {
                atom.end = cell.bytes.end;
                atom.columns += cell.width;
            }
            None => {
                out.push(Atom { start: cell.bytes.start, end: cell.bytes.end, columns: cell.width, space: 0 })
            }
        }
        before = [before[1], Some(cell)];
    }
    if let Some(last) = out.last_mut() {
        last.end = start + word.len();
        last.space = space;
    } else {
        out.push(Atom { start, end: start + word.len(), columns: 0, space });
    }
}

/// The line over a draft: its name.
pub(super) fn heading(out: &mut String, name: &str, lines: usize, look: &Look) {
    let gutter = digits(lines).max(2);
    look.paint(out, Ink::Frame, &format!("{:gutter$} {}[", "", look.glyphs().top));
    look.paint(out, Ink::Strong, &tamed(name));
    look.paint(out, Ink::Frame, "]");
    out.push('\n');
}

/// The line under a draft.
pub(super) fn ending(out: &mut String, lines: usize, words: &str, look: &Look) {
    let gutter = digits(lines).max(2);
    let glyphs = look.glyphs();
    let rule = glyphs.light.0.to_string().repeat(if words.is_empty() { 3 } else { 0 });
    look.paint(out, Ink::Frame, &format!("{:gutter$} {}{rule}", "", glyphs.bottom));
    if !words.is_empty() {
        out.push(' ');
        out.push_str(words);
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(line: &str, marks: &[&str], width: usize) -> Vec<String> {
        let marks: Vec<Mark> = marks
            .iter()
            .map(|words| {
                let start = line.find(words).unwrap();
                Mark {
                    bytes: start..start + words.len(),
                    drawn: ('-', '-'),
                    ink: Ink::Plain,
                    loud: false,
                    note: None,
                }
            })
            .collect();
        rows(line, 0, &marks, width).into_iter().map(|row| line.get(row).unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn wraps_every_line_and_keeps_marks_whole() {
        assert_eq!(wrapped("one two three four", &[], 9), ["one two", "three", "four"]);
        assert_eq!(wrapped("aaaaaa bb cc dd", &["bb cc"], 10), ["aaaaaa", "bb cc dd"]);
        assert_eq!(wrapped("aaaaaaaaaaaa b", &[], 8), ["aaaaaaaa", "aaaa b"]);
        assert_eq!(wrapped("東京で五回の会合が。", &[], 8), ["東京で五", "回の会合", "が。"]);
        assert_eq!(wrapped("", &[], 8), [""]);
        assert_eq!(wrapped("  a  b  ", &[], 8), ["  a  b"]);
    }

    #[test]
    fn every_byte_but_the_spaces_between_rows_is_shown() {
        let line = "He said “nineteen” — 19 — of 東京の 👩‍👩‍👧 families, e\u{301}tude-like, paid $1,200,000,000 in two-thousand-and-five.";
        for width in 8..60 {
            let rows = wrapped(line, &["19", "$1,200,000,000"], width);
            let all: String = rows.concat().split(' ').collect();
            assert_eq!(all, line.split(' ').collect::<String>(), "{width}");
            for row in rows {
                assert!(columns(&row) <= width.max(12), "{width}: {row}");
            }
        }
    }
}
