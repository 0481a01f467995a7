//! Words as they were said, and how a stretch of a draft stands to a known quotation, word by word.

use std::ops::Range;

use smallvec::SmallVec;

use crate::judge::person::office::KeySet;
use crate::quantity::words::cardinal;
use crate::text::{Token, TokenKind};

/// One word as it was said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spoken {
    /// Hash of the folded word, contractions and endings kept; a numeral counts as its number word.
    pub key: u64,
    /// The token, in its block or in the quotation's own text.
    pub token: usize,
    /// Something was left out or put in here (`…`, `[they]`): any words, or none.
    pub gap: bool,
    /// First of a sentence.
    pub opens: bool,
}

/// Words that carry no content of their own: articles, pronouns, prepositions, conjunctions, auxiliaries and the
/// adverbs of degree and focus, contractions as well (Quirk et al., 2.6, 5.10 to 5.16, 6.2, 8.116).
pub(crate) const SMALL: &str = "a an the and or but nor so of in on at to for from by with as into about over than \
    after before since until up down out off under through between against that this these those it its it's i you \
    he she we they me him her us them my your his our their mine yours hers ours theirs myself yourself himself \
    herself itself ourselves themselves i'm i've i'll i'd you're you've you'll you'd he's he'll he'd she's she'll \
    she'd we're we've we'll we'd they're they've they'll they'd that's it'll there's here's what's who's let's is are \
    was were be been being am do does did done doing have has had having will would can could shall should may might \
    must don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't won't wouldn't can't cannot couldn't \
    shouldn't not no if then there here what who whom whose which when where why how because while though although \
    all any some one ones none each every both either neither other others another such same own nobody nothing \
    everybody everyone everything somebody someone something anybody anyone anything more most much many few \
    less very too also only even just still now ever never again quite rather well";

pub(crate) fn wording(word: &str) -> u64 {
    wording_of(word.chars())
}

fn wording_of(letters: impl Iterator<Item = char>) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut mix = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    for c in letters {
        match c {
            '’' | '‘' => mix(b'\''),
            '.' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => {}
            c if c.is_ascii() => mix(c.to_ascii_lowercase() as u8),
            c => {
                for lower in c.to_lowercase() {
                    let mut buffer = [0; 4];
                    lower.encode_utf8(&mut buffer).bytes().for_each(&mut mix);
                }
            }
        }
    }
    hash
}

/// The words of a stretch: numerals as number words, brackets and ellipses as gaps.
pub(crate) fn spoken(prose: &str, tokens: &[Token], range: &Range<usize>) -> Vec<Spoken> {
    let mut out: Vec<Spoken> = Vec::with_capacity(range.len());
    let mut depth = 0_usize;
    let mut opens = true;
    let mut at = range.start;
    while at < range.end {
        let Some(token) = tokens.get(at) else { break };
        let mut gap = false;
        if let Some(key) = capitalised(prose, tokens, at, range.end) {
            out.push(Spoken { key, token: at, gap: false, opens });
            opens = false;
            at += 4;
            continue;
        }
        match token.kind {
            TokenKind::Sign => match token.sign {
                '[' => {
                    depth += 1;
                    gap = true;
                    // "walk[ed]": the word's own ending was put in its place.
                    if token.glued && out.last().is_some_and(|w| !w.gap && w.token + 1 == at) {
                        out.pop();
                    }
                }
                ']' => depth = depth.saturating_sub(1),
                '…' => gap = true,
                '.' if tokens.get(at + 1).is_some_and(|n| n.is('.')) && at + 1 < range.end => gap = true,
                '.' | '!' | '?' => opens = true,
                _ => {}
            },
            TokenKind::Word | TokenKind::Number if depth == 0 => {
                let (key, used) = number_or_word(prose, tokens, at, range.end);
                out.push(Spoken { key, token: at, gap: false, opens });
                opens = false;
                at += used;
                continue;
            }
            TokenKind::Word | TokenKind::Number => {}
        }
        if gap && !out.last().is_some_and(|w| w.gap) {
            out.push(Spoken { key: 0, token: at, gap: true, opens });
        }
        at += 1;
    }
    out
}

/// "\[T\]here’s": a letter in brackets is the word's own, in the other case; four tokens.
fn capitalised(prose: &str, tokens: &[Token], at: usize, end: usize) -> Option<u64> {
    let [open, letter, close, rest] = tokens.get(at..at + 4).filter(|_| at + 4 <= end)? else { return None };
    let whole = open.is('[') && close.is(']') && letter.glued && close.glued && rest.glued;
    let word = whole && letter.span.len() <= 2 && rest.kind == TokenKind::Word;
    word.then(|| wording_of(letter.text(prose).chars().chain(rest.text(prose).chars())))
}

/// "26", "twenty-six" and "Twenty-six" are said alike; also how many tokens that took.
fn number_or_word(prose: &str, tokens: &[Token], at: usize, end: usize) -> (u64, usize) {
    let Some(token) = tokens.get(at) else { return (0, 1) };
    let text = token.text(prose);
    if token.kind == TokenKind::Number {
        let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b',');
        let key = if plain { wording_number(text) } else { wording(text) };
        return (key, 1);
    }
    let mut buffer = [0_u8; 12];
    let lower = buffer.get_mut(..text.len()).map(|slot| {
        slot.copy_from_slice(text.as_bytes());
        slot.make_ascii_lowercase();
        &*slot
    });
    let value = lower
        .and_then(|b| std::str::from_utf8(b).ok())
        .filter(|w| !matches!(*w, "one" | "zero"))
        .and_then(cardinal);
    let Some(value) = value else { return (wording(text), 1) };
    // "twenty-six"
    if (20..100).contains(&value)
        && at + 2 < end
        && tokens.get(at + 1).is_some_and(|t| t.is('-') && t.glued)
        && let Some(unit) = tokens.get(at + 2).filter(|t| t.glued).map(|t| t.text(prose)).and_then(cardinal)
        && (1..10).contains(&unit)
    {
        return (wording_number(&(value + unit).to_string()), 3);
    }
    (wording_number(&value.to_string()), 1)
}

fn wording_number(digits: &str) -> u64 {
    let mut hash: u64 = 0x9e37_79b9_7f4a_7c15;
    for byte in digits.bytes().filter(u8::is_ascii_digit) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

/// Hashes of every three words in a row, and of the outer two of them, so that one changed word leaves some.
pub(crate) fn shingles(words: &[Spoken]) -> impl Iterator<Item = u64> + '_ {
    words.windows(3).filter(|w| w.iter().all(|s| !s.gap)).flat_map(|w| {
        let key = |i: usize| w.get(i).map_or(0, |s| s.key);
        let pair = |a: u64, b: u64| a.rotate_left(17).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b;
        [pair(pair(key(0), key(1)), key(2)), pair(pair(key(0), 1), key(2))]
    })
}

/// How a stretch of the draft stands to a known quotation.
#[derive(Debug, Default)]
pub(crate) struct Alignment {
    /// Words that are the same, in order.
    pub matched: u32,
    /// Of those, words of content.
    pub content: u32,
    /// Different words of content that the draft has and the quotation has not.
    pub strange: u32,
    /// Places where they part by a word of content, or by a word more or less.
    pub heavy: u32,
    /// Words of those sentences of the quotation that the match touches.
    pub touched: u32,
    /// Words changed, added or dropped between the first and the last that are the same, and at their edges.
    pub differing: u32,
    /// Words of the draft's stretch and of the quotation that the match spans.
    pub text: Range<usize>,
    pub said: Range<usize>,
    /// Where they part, in order: words of the draft, words of the quotation.
    pub changes: SmallVec<[(Range<usize>, Range<usize>); 2]>,
}

/// The best match of a stretch of the draft inside a quotation: Smith and Waterman (1981), over words. A gap in the
/// draft stands for any words.
pub(crate) fn align(text: &[Spoken], said: &[Spoken], small: &KeySet) -> Alignment {
    const SAME: i32 = 3;
    const OTHER: i32 = -2;
    let width = said.len() + 1;
    let mut score = vec![0_i32; width * (text.len() + 1)];
    let get = |score: &[i32], i: usize, j: usize| score.get(i * width + j).copied().unwrap_or(0);
    let mut best = (0, 0, 0);
    for (i, word) in text.iter().enumerate() {
        for (j, other) in said.iter().enumerate() {
            let (up, left, corner) = (get(&score, i, j + 1), get(&score, i + 1, j), get(&score, i, j));
            let value = if word.gap {
                up.max(left).max(corner)
            } else {
                let step = if word.key == other.key { SAME } else { OTHER };
                (corner + step).max(up + OTHER).max(left + OTHER).max(0)
            };
            if let Some(slot) = score.get_mut((i + 1) * width + j + 1) {
                *slot = value;
            }
            if value > best.0 {
                best = (value, i + 1, j + 1);
            }
        }
    }
    let (_, mut i, mut j) = best;
    let mut out = Alignment { text: i..i, said: j..j, ..Alignment::default() };
    let mut run: Option<(usize, usize)> = None;
    while i > 0 && j > 0 {
        let here = get(&score, i, j);
        if here == 0 {
            break;
        }
        let Some((word, other)) = text.get(i - 1).zip(said.get(j - 1)) else { break };
        let (up, left, corner) = (get(&score, i - 1, j), get(&score, i, j - 1), get(&score, i - 1, j - 1));
        if word.gap {
            if here == left {
                j -= 1;
            } else if here == up {
                i -= 1;
            } else {
                i -= 1;
                j -= 1;
            }
            continue;
        }
        if word.key == other.key && here == corner + SAME {
            if let Some((ti, tj)) = run.take() {
                out.changes.push((i..ti, j..tj));
            }
            out.matched += 1;
            out.content += u32::from(!small.contains(&word.key));
            i -= 1;
            j -= 1;
            continue;
        }
        run.get_or_insert((i, j));
        out.differing += 1;
        if here == corner + OTHER {
            i -= 1;
            j -= 1;
        } else if here == up + OTHER {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    out.changes.reverse();
    out.text.start = i;
    out.said.start = j;
    edges(text, said, &mut out);
    let content = |w: &&Spoken| !w.gap && !small.contains(&w.key);
    let mut strange: SmallVec<[u64; 8]> = SmallVec::new();
    for word in text.get(out.text.clone()).unwrap_or(&[]).iter().filter(content) {
        if !said.iter().any(|s| s.key == word.key) && !strange.contains(&word.key) {
            strange.push(word.key);
        }
    }
    out.strange = count(strange.len());
    let heavy = |(t, s): &&(Range<usize>, Range<usize>)| {
        let words = |all: &[Spoken], range: &Range<usize>| {
            all.get(range.clone()).unwrap_or(&[]).iter().any(|w| content(&w))
        };
        t.is_empty() || s.is_empty() || words(text, t) || words(said, s)
    };
    out.heavy = count(out.changes.iter().filter(heavy).count());
    out.touched = touched(said, &out.said);
    out
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The words of the sentences that a part of a quotation lies in.
fn touched(said: &[Spoken], part: &Range<usize>) -> u32 {
    let before = said.get(..part.start + 1).unwrap_or(said);
    let start = before.iter().rposition(|w| w.opens).unwrap_or(0);
    let after = said.get(part.end..).unwrap_or(&[]);
    let end = part.end + after.iter().position(|w| w.opens).unwrap_or(after.len());
    count(end.saturating_sub(start))
}

/// What stands before and after the match: the draft's words there are changed ones if the quotation goes on too, but
/// not where both begin or end a sentence, for one may quote a sentence and leave the next.
fn edges(text: &[Spoken], said: &[Spoken], out: &mut Alignment) {
    // After.
    let gap_after = text.get(out.text.end).is_some_and(|w| w.gap);
    let (more_text, more_said) = (
        text.get(out.text.end..).map_or(0, |t| t.iter().take_while(|w| !w.gap).count()),
        said.len() - out.said.end,
    );
    let apart =
        |t: Option<&Spoken>, s: Option<&Spoken>| t.is_some_and(|w| w.opens) && s.is_some_and(|w| w.opens);
    if !gap_after && more_text > 0 && more_said > 0 && !apart(text.get(out.text.end), said.get(out.said.end))
    {
        let sentence = |words: &[Spoken], from: usize| {
            words.get(from..).map_or(0, |w| w.iter().take_while(|w| !w.opens && !w.gap).count())
        };
        let (t, s) = (sentence(text, out.text.end), sentence(said, out.said.end));
        if t <= s + 3 {
            // What both end in is the same again.
            let ends = |words: &[Spoken], at: usize, n: usize| words.get(at + n - 1).map(|w| w.key);
            let same = (1..t.min(s))
                .take_while(|n| ends(text, out.text.end + t - n, 1) == ends(said, out.said.end + s - n, 1));
            let same = same.count();
            out.matched += count(same);
            let (dt, ds) = (t - same, s - same);
            out.differing += count(dt.max(ds.min(dt + 1))).max(1);
            // A part of a quotation may end where it likes: word stands against word.
            let (ds, s) = if same == 0 { (ds.min(dt), s.min(t)) } else { (ds, s) };
            out.changes.push((out.text.end..out.text.end + dt, out.said.end..out.said.end + ds));
            out.text.end += t;
            out.said.end += s;
        }
    }
    // Before.
    let gap_before = out.text.start.checked_sub(1).and_then(|i| text.get(i)).is_some_and(|w| w.gap);
    let before_text = text.get(..out.text.start).map_or(0, |t| t.iter().rev().take_while(|w| !w.gap).count());
    let apart = apart(text.get(out.text.start), said.get(out.said.start));
    if !gap_before && before_text > 0 && out.said.start > 0 && !apart {
        let opening = |words: &[Spoken], to: usize| {
            let from = words.get(..to).and_then(|w| w.iter().rposition(|w| w.opens || w.gap)).unwrap_or(0);
            to - from
        };
        let (t, s) = (opening(text, out.text.start), opening(said, out.said.start));
        if t <= s + 2 && t > 0 {
            let s = if t == s { s } else { s.min(t) };
            // What both begin with is the same again.
            let (a, b) = (out.text.start - t, out.said.start - s);
            let key = |words: &[Spoken], at: usize| words.get(at).map(|w| w.key);
            let same = (0..t.min(s)).take_while(|n| key(text, a + n) == key(said, b + n)).count();
            out.matched += count(same);
            out.differing += count((t - same).max(s - same)).max(1);
            out.changes.insert(0, (a + same..out.text.start, b + same..out.said.start));
            out.text.start -= t;
            out.said.start -= s;
        }
    }
}
