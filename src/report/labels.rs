//! Underlines below a row of text, and the labels' words hung from them.

use super::paint::{Glyphs, Ink, Look, tamed};
use unicode_width::UnicodeWidthStr;

/// The part of a label that lies in one row.
#[derive(Clone, Debug)]
pub(super) struct Part<'t> {
    /// First column.
    pub from: usize,
    /// One past the last; a label of no width takes one.
    pub to: usize,
    pub primary: bool,
    pub ink: Ink,
    /// Only in the row where the label ends.
    pub text: Option<&'t str>,
}

/// A piece of a line at its column.
struct Piece {
    column: usize,
    ink: Ink,
    text: String,
}

struct Hung {
    anchor: usize,
    ink: Ink,
    text: String,
    width: usize,
}

enum Way {
    Right,
    Left,
    Wrapped,
}

/// The lines below a row: one of underlines, then one or more for each label with words.
pub(super) fn lines(parts: &[Part<'_>], width: usize, look: &Look) -> Vec<String> {
    let glyphs = look.glyphs();
    let mut hung = anchors(parts);
    let mut out = vec![underline(parts, &hung, look)];
    while let Some((index, way)) = next(&hung, width) {
        let label = hung.remove(index);
        let column = match way {
            Way::Left => (label.anchor + 1).saturating_sub(label.width + glyphs.hook_left.width()),
            Way::Right | Way::Wrapped => label.anchor,
        };
        let texts = match way {
            Way::Right => vec![format!("{}{}", glyphs.hook, label.text)],
            Way::Left => vec![format!("{}{}", label.text, glyphs.hook_left)],
            Way::Wrapped => hook(&label, width, glyphs),
        };
        for text in texts {
            let bar =
                |other: &Hung| Piece { column: other.anchor, ink: other.ink, text: glyphs.bar.to_owned() };
            let mut pieces: Vec<Piece> = hung.iter().map(bar).collect();
            pieces.push(Piece { column, ink: label.ink, text });
            pieces.sort_by_key(|piece| piece.column);
            out.push(compose(&pieces, look));
        }
    }
    out
}

/// Where each label's words hang: the middle of its underline, no two from one column. Sorted by column.
fn anchors(parts: &[Part<'_>]) -> Vec<Hung> {
    let mut hung: Vec<Hung> = Vec::new();
    for part in parts {
        let Some(text) = part.text else { continue };
        let middle = part.from + (part.to - part.from).saturating_sub(1) / 2;
        let free = |column: &usize| hung.iter().all(|other| other.anchor != *column);
        let anchor = std::iter::once(middle).chain(part.from..part.to).find(free);
        let text = tamed(text);
        match anchor {
            Some(anchor) => hung.push(Hung { anchor, ink: part.ink, width: text.width(), text }),
            // Two labels on one column: one hook for both.
            None => {
                if let Some(other) = hung.iter_mut().find(|other| other.anchor == middle) {
                    other.text = format!("{}; {text}", other.text);
                    other.width = other.text.width();
                }
            }
        }
    }
    hung.sort_by_key(|label| label.anchor);
    hung
}

fn underline(parts: &[Part<'_>], hung: &[Hung], look: &Look) -> String {
    let glyphs = look.glyphs();
    let end = parts.iter().map(|part| part.to).max().unwrap_or(0);
    let mut line: Vec<(char, Ink)> = vec![(' ', Ink::Plain); end];
    // The wrong words last, so that they stay whole where a second label overlaps them.
    let second = parts.iter().filter(|part| !part.primary);
    for part in second.chain(parts.iter().filter(|part| part.primary)) {
        let (rule, _) = if part.primary { glyphs.heavy } else { glyphs.light };
        for place in line.iter_mut().skip(part.from).take(part.to - part.from) {
            *place = (rule, part.ink);
        }
    }
    for label in hung {
        if let Some(place) = line.get_mut(label.anchor) {
            let heavy = place.0 == glyphs.heavy.0 || place.0 == glyphs.heavy.1;
            place.0 = if heavy { glyphs.heavy.1 } else { glyphs.light.1 };
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (column, (c, ink)) in line.into_iter().enumerate() {
        match pieces.last_mut() {
            Some(last) if last.ink == ink => last.text.push(c),
            _ => pieces.push(Piece { column, ink, text: c.to_string() }),
        }
    }
    compose(&pieces, look)
}

/// Which label to print next, and on which side of its hook, so that no words cross another label's bar.
fn next(hung: &[Hung], width: usize) -> Option<(usize, Way)> {
    const HOOK: usize = 4;
    let last_index = hung.len().checked_sub(1)?;
    let (first, last) = (hung.first()?, hung.last()?);
    let right_end = |label: &Hung| label.anchor + HOOK + label.width;
    let left_start = |label: &Hung| (label.anchor + 1).checked_sub(HOOK + label.width);
    if right_end(last) <= width {
        return Some((last_index, Way::Right));
    }
    if left_start(first).is_some() {
        return Some((0, Way::Left));
    }
    if hung.get(1).is_some_and(|second| right_end(first) < second.anchor) {
        return Some((0, Way::Right));
    }
    let before = last_index.checked_sub(1).and_then(|index| hung.get(index));
    if left_start(last).is_some_and(|start| before.is_none_or(|other| other.anchor < start)) {
        return Some((last_index, Way::Left));
    }
    Some((last_index, Way::Wrapped))
}

/// A label too long for either side, in several lines to the right of its hook.
fn hook(label: &Hung, width: usize, glyphs: &Glyphs) -> Vec<String> {
    let room = width.saturating_sub(label.anchor + 4).max(16);
    let lines = fill(&label.text, room);
    let mut lines = lines.into_iter();
    let first = lines.next().unwrap_or_default();
    std::iter::once(format!("{}{first}", glyphs.hook))
        .chain(lines.map(|line| format!("    {line}")))
        .collect()
}

fn compose(pieces: &[Piece], look: &Look) -> String {
    let mut out = String::new();
    let mut column = 0;
    let last_word = pieces.iter().rposition(|piece| !piece.text.trim().is_empty());
    for piece in pieces.iter().take(last_word.map_or(0, |index| index + 1)) {
        for _ in column..piece.column {
            out.push(' ');
        }
        look.paint(&mut out, if piece.text.trim().is_empty() { Ink::Plain } else { piece.ink }, &piece.text);
        column = column.max(piece.column) + piece.text.width();
    }
    out
}

/// Fills lines of up to `width` columns; a longer word has a line of its own and is never cut, so that an address can
/// be clicked and a comment copied.
pub(super) fn fill(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut columns = 0;
    for word in words(text) {
        let word_width = word.width();
        if !line.is_empty() && columns + 1 + word_width > width {
            lines.push(std::mem::take(&mut line));
            columns = 0;
        }
        if !line.is_empty() {
            line.push(' ');
            columns += 1;
        }
        line.push_str(word);
        columns += word_width;
    }
    lines.push(line);
    lines
}

/// Words between spaces; an HTML comment is one word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(' ');
        if rest.is_empty() {
            return None;
        }
        let comment = rest.starts_with("<!--").then(|| rest.find("-->").map(|end| end + 3)).flatten();
        let end = comment.or_else(|| rest.find(' ')).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::super::paint::{Charset, Colour};
    use super::*;

    fn hang(parts: &[(usize, usize, &str)], width: usize) -> Vec<String> {
        let parts: Vec<Part<'_>> = parts
            .iter()
            .map(|(from, to, text)| Part {
                from: *from,
                to: *to,
                primary: false,
                ink: Ink::Plain,
                text: Some(text),
            })
            .collect();
        lines(&parts, width, &Look { width, charset: Charset::Unicode, colour: Colour::Off })
    }

    #[test]
    fn words_hang_right_then_left_and_never_cross_a_bar() {
        assert_eq!(hang(&[(0, 5, "a"), (8, 9, "b")], 40), ["──┬──   ┬", "  │     ╰── b", "  ╰── a"]);
        assert_eq!(hang(&[(14, 17, "to the left")], 24), ["              ─┬─", " to the left ──╯"]);
        assert_eq!(
            hang(&[(0, 3, "first"), (16, 17, "second one")], 20),
            ["─┬─             ┬", " ╰── first      │", "   second one ──╯"]
        );
        assert_eq!(hang(&[(2, 3, "one"), (2, 3, "two")], 20), ["  ┬", "  ╰── one; two"]);
    }

    #[test]
    fn fills_without_cutting_a_comment() {
        assert_eq!(fill("a bb <!-- stet x: y --> c", 8), ["a bb", "<!-- stet x: y -->", "c"]);
    }
}
