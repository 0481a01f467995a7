//! One source line → printed rows: clipped around the labels, wrapped to the terminal.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::paint::tame;

/// Rows that a line may take before it is clipped: a long sentence of a newspaper has four at 80 columns.
const WHOLE: usize = 5;

/// A gap between two labels that is not worth an ellipsis, in columns: a guess at three words.
const BRIDGE: usize = 24;

/// What a reader takes as one sign: a letter with its marks, an emoji with its joiners.
#[derive(Clone, Debug)]
pub(super) struct Cell<'t> {
    pub text: &'t str,
    pub width: usize,
    /// Bytes of the source; empty for an ellipsis.
    pub bytes: Range<usize>,
    pub(super) first: char,
}

impl Cell<'_> {
    pub(super) fn is_space(&self) -> bool {
        self.first == ' ' || self.first == '\t'
    }

    /// Whether a label lies on it, in whole or in part.
    pub(super) fn under(&self, mark: &Range<usize>) -> bool {
        self.bytes.start < mark.end && mark.start < self.bytes.end.max(self.bytes.start + 1)
    }
}

/// The rows of one line that begins at byte `offset` of its source. `marks` are bytes of the source.
pub(super) fn rows<'t>(
    line: &'t str,
    offset: usize,
    marks: &[Range<usize>],
    width: usize,
    more: &'static str,
) -> Vec<Vec<Cell<'t>>> {
    let width = width.max(8);
    let kept = clip(line, offset, marks, width);
    let mut cells = Vec::new();
    let mut at = 0;
    for piece in &kept {
        if piece.start > at {
            ellipsis(&mut cells, more, offset + piece.start, at > 0, true);
        }
        cells_of(line.get(piece.clone()).unwrap_or(""), offset + piece.start, &mut cells);
        at = piece.end;
    }
    if at < line.len() {
        ellipsis(&mut cells, more, offset + at, true, false);
    }
    wrap(cells, marks, width)
}

fn ellipsis<'t>(cells: &mut Vec<Cell<'t>>, more: &'static str, at: usize, before: bool, after: bool) {
    let space = Cell { text: " ", width: 1, bytes: at..at, first: ' ' };
    if before {
        cells.push(space.clone());
    }
    // A no-break space for wrapping's sake: an ellipsis stays with the words beside it.
    cells.push(Cell { text: more, width: more.width(), bytes: at..at, first: '…' });
    if after {
        cells.push(Cell { first: '\u{a0}', ..space });
    }
}

/// Which stretches of a line to show, in order and apart. Ends fall between words where there are words.
fn clip(line: &str, offset: usize, marks: &[Range<usize>], width: usize) -> Vec<Range<usize>> {
    if line.width() <= WHOLE * width {
        return std::iter::once(0..line.len()).collect();
    }
    let mut points: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        let start = floor(line, mark.start.saturating_sub(offset));
        let end = floor(line, mark.end.saturating_sub(offset)).max(start);
        if mark.end < offset || mark.start > offset + line.len() {
            continue;
        }
        if line.get(start..end).is_some_and(|marked| marked.width() > 2 * width) {
            points.push(start..start);
            points.push(end..end);
        } else {
            points.push(start..end);
        }
    }
    if points.is_empty() {
        return std::iter::once(0..forward(line, 0, 2 * width)).collect();
    }
    points.sort_by_key(|point| (point.start, point.end));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for point in points {
        let piece = back(line, point.start, width)..forward(line, point.end, width);
        match kept.last_mut() {
            Some(last)
                if piece.start <= last.end
                    || line.get(last.end..piece.start).is_some_and(|gap| gap.width() <= BRIDGE) =>
            {
                last.end = last.end.max(piece.end);
            }
            _ => kept.push(piece),
        }
    }
    kept
}

fn floor(line: &str, byte: usize) -> usize {
    let mut byte = byte.min(line.len());
    while !line.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// The start of the last word that begins at least `columns` before `from`.
fn back(line: &str, from: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut hard = from;
    let before = line.get(..from).unwrap_or("");
    for (at, c) in before.char_indices().rev() {
        let width = c.width().unwrap_or(1);
        if left <= width {
            if c == ' ' {
                return at + 1;
            }
            // No space within half as much again: a script without spaces, or an address. Cut where it stands.
            if before.len() - at > columns * 4 || from - at > columns + columns / 2 {
                return hard;
            }
            continue;
        }
        left -= width;
        hard = at;
    }
    0
}

/// The end of the first word that ends at least `columns` after `from`.
fn forward(line: &str, from: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut hard = from;
    for (at, c) in line.get(from..).unwrap_or("").char_indices() {
        let width = c.width().unwrap_or(1);
        if left <= width {
            if c == ' ' {
                return from + at;
            }
            if at > columns + columns / 2 {
                return hard;
            }
            continue;
        }
        left -= width;
        hard = from + at + c.len_utf8();
    }
    line.len()
}

/// The cells of a text that begins at byte `offset` of its source.
pub(super) fn cells_of<'t>(text: &'t str, offset: usize, out: &mut Vec<Cell<'t>>) {
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if let Some(instead) = tame(first) {
            let bytes = offset + start..offset + start + first.len_utf8();
            out.push(Cell { text: instead, width: instead.width(), bytes, first });
            continue;
        }
        let mut end = start + first.len_utf8();
        let mut last = first;
        let mut flag = is_flag(first);
        while let Some((at, next)) = chars.peek().copied() {
            let joins = tame(next).is_none()
                && (next.width() == Some(0)
                    || last == '\u{200d}'
                    || (('\u{1f3fb}'..='\u{1f3ff}').contains(&next) && first.width() == Some(2))
                    || (flag && is_flag(next)));
            if !joins {
                break;
            }
            if is_flag(next) {
                flag = false;
            }
            end = at + next.len_utf8();
            last = next;
            chars.next();
        }
        let text = text.get(start..end).unwrap_or("");
        out.push(Cell { text, width: text.width(), bytes: offset + start..offset + end, first });
    }
}

/// One half of a flag: a regional indicator.
fn is_flag(c: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&c)
}

fn wrap<'t>(cells: Vec<Cell<'t>>, marks: &[Range<usize>], width: usize) -> Vec<Vec<Cell<'t>>> {
    let breaks = break_points(&cells, marks, width);
    let mut rows = Vec::new();
    let mut row: Vec<Cell<'t>> = Vec::new();
    let mut columns = 0;
    // Length of the row up to its last place to break.
    let mut fits = None;
    for (cell, may_break) in cells.into_iter().zip(breaks) {
        if may_break && !row.is_empty() {
            fits = Some(row.len());
        }
        if columns + cell.width > width && !cell.is_space() && !row.is_empty() {
            let mut rest = row.split_off(fits.unwrap_or(row.len()));
            rows.push(std::mem::take(&mut row));
            let blank = rest.iter().take_while(|cell| cell.is_space()).count();
            row = rest.split_off(blank);
            columns = row.iter().map(|cell| cell.width).sum();
            fits = None;
        }
        columns += cell.width;
        row.push(cell);
    }
    rows.push(row);
    for row in &mut rows {
        while row.last().is_some_and(Cell::is_space) {
            row.pop();
        }
    }
    rows
}

/// For each cell, whether a row may begin with it.
fn break_points(cells: &[Cell<'_>], marks: &[Range<usize>], width: usize) -> Vec<bool> {
    // A label of a few words stays in one row, where it reads best.
    let short: Vec<&Range<usize>> = marks
        .iter()
        .filter(|mark| {
            let columns: usize = cells.iter().filter(|cell| cell.under(mark)).map(|cell| cell.width).sum();
            columns <= width / 2
        })
        .collect();
    let mut out = Vec::with_capacity(cells.len());
    let mut before: [Option<&Cell<'_>>; 2] = [None, None];
    for cell in cells {
        let allowed = match before {
            [second, Some(first)] => {
                let glued = short.iter().any(|mark| first.under(mark) && cell.under(mark));
                !glued && between(second, first, cell)
            }
            _ => false,
        };
        out.push(allowed);
        before = [before[1], Some(cell)];
    }
    out
}

/// Whether a row may begin with `cell`, which stands behind `first` and `second`.
pub(super) fn between(second: Option<&Cell<'_>>, first: &Cell<'_>, cell: &Cell<'_>) -> bool {
    if first.is_space() {
        return !cell.is_space();
    }
    if cell.is_space() || first.first == '\u{a0}' {
        return false;
    }
    if matches!(first.first, '-' | '–' | '—') {
        return second.is_some_and(|c| c.first.is_alphabetic()) && cell.first.is_alphabetic();
    }
    let full_width_latin = |c: char| ('\u{ff10}'..='\u{ff5a}').contains(&c) && c.is_alphanumeric();
    if full_width_latin(first.first) && full_width_latin(cell.first) {
        return false;
    }
    // Scripts without spaces break anywhere but before closing and after opening punctuation.
    (first.width == 2 || cell.width == 2)
        && !matches!(
            first.first,
            '(' | '[' | '“' | '‘' | '「' | '『' | '（' | '《' | '〈' | '【' | '〔' | '$'
        )
        && !matches!(
            cell.first,
            ')' | ']'
                | '”'
                | '’'
                | '」'
                | '』'
                | '）'
                | '》'
                | '〉'
                | '】'
                | '〕'
                | '。'
                | '、'
                | '，'
                | '．'
                | '！'
                | '？'
                | '：'
                | '；'
                | '・'
                | 'ー'
                | '.'
                | ','
                | '!'
                | '?'
                | ':'
                | ';'
                | '%'
                | '％'
                | '…'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, mark: &str, width: usize) -> Vec<String> {
        let start = line.find(mark).unwrap();
        let mark = start..start + mark.len();
        let rows = rows(line, 0, std::slice::from_ref(&mark), width, "…");
        rows.iter().map(|row| row.iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn wraps_between_words_and_keeps_a_short_label_whole() {
        assert_eq!(shown("one two three four", "one", 9), ["one two", "three", "four"]);
        assert_eq!(shown("aaaa bb cc dd", "bb cc", 10), ["aaaa bb cc", "dd"]);
        assert_eq!(shown("aaaaaa bb cc dd", "bb cc", 10), ["aaaaaa", "bb cc dd"]);
        assert_eq!(shown("aaaaaaaaaaaa b", "b", 8), ["aaaaaaaa", "aaaa b"]);
        assert_eq!(shown("東京で五回の会合が。", "五回", 8), ["東京で", "五回の会", "合が。"]);
    }

    #[test]
    fn measures_what_a_terminal_shows() {
        let widths = |text: &str| {
            let mut cells = Vec::new();
            cells_of(text, 0, &mut cells);
            cells.iter().map(|cell| cell.width).collect::<Vec<_>>()
        };
        assert_eq!(widths("e\u{301}a"), [1, 1]);
        assert_eq!(widths("東"), [2]);
        assert_eq!(widths("👩‍👩‍👧!"), [2, 1]);
        assert_eq!(widths("👍🏽🇩🇪🇫🇷"), [2, 2, 2]);
        assert_eq!(widths("\t\u{1b}\u{202e}"), [4, 1, 1]);
        assert_eq!(widths("x\u{ad}y"), [1, 0, 1]);
    }

    #[test]
    fn clips_a_long_line_around_its_label() {
        let line = format!("{} HERE {}", "word ".repeat(200).trim(), "tail ".repeat(200).trim());
        let rows = shown(&line, "HERE", 20);
        let all = rows.join(" ");
        assert!(all.starts_with("… word") && all.ends_with("tail …"), "{rows:?}");
        assert!(rows.len() <= 4, "{rows:?}");
    }
}
