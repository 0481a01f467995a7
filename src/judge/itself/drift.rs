//! One name in two spellings: `Leticia Varga … Letitia Varga`.
//!
//! Two names that share a word and differ by a slip in the other are one, unless the draft shows that it knows both:
//! names them in one sentence, calls one a relative, or uses both spellings again and again.

use std::ops::Range;

use smallvec::SmallVec;

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::contradiction::second_label;
use crate::judge::person::spelling::{distance, fold};
use crate::mention::name::{Passage, runs};
use crate::mention::naming::{KIN, SUFFIXES};
use crate::text::lexicon::{self, Class, KeyMap};
use crate::text::{Token, TokenKind};
use crate::verdict::Judgement;

/// A name of two words or more: its last two.
#[derive(Clone)]
struct Named<'b> {
    draft: &'b Draft<'b>,
    /// Block, by index.
    block: usize,
    first: usize,
    last: usize,
    /// The words of the name, from the first one that is neither title nor the sentence's own.
    whole: Range<usize>,
}

/// How many slips of a draft are looked into: each is held against every name of it. A guess; prose has a few.
const LOOKS: usize = 64;

/// How many spellings beside one word are kept.
const MOST: usize = 8;

/// Every name that an earlier place of the draft spells otherwise.
pub(super) fn judge<'b>(blocks: &'b [Draft<'b>], out: &mut Vec<Judgement>) {
    let mut names: Vec<Named<'b>> = Vec::new();
    for (block, draft) in blocks.iter().enumerate() {
        gather(draft, block, &mut names);
    }
    let mut by_word: KeyMap<SmallVec<[usize; MOST]>> = KeyMap::default();
    let mut looks = LOOKS;
    for (index, name) in names.iter().enumerate() {
        let (Some(first), Some(last)) = (name.token(name.first), name.token(name.last)) else { continue };
        let mut found = None;
        let mut known = false;
        for (key, other_key, differs) in [(last.key, first.key, true), (first.key ^ FIRST, last.key, false)] {
            let beside = by_word.entry(key).or_default();
            let mut seen = false;
            for earlier in beside.iter().filter_map(|i| names.get(*i)) {
                let (at, other) =
                    if differs { (name.first, earlier.first) } else { (name.last, earlier.last) };
                let Some(b) = earlier.token(other) else { continue };
                if b.key == other_key {
                    seen = true;
                } else if slips(name.bare(at), earlier.bare(other), differs) {
                    found = found.or(Some((earlier, at, other)));
                }
            }
            known |= seen;
            if !seen && beside.len() < MOST {
                beside.push(index);
            }
        }
        looks = looks.saturating_sub(usize::from(found.is_some() && !known));
        if let Some((earlier, at, other)) = found.filter(|_| !known)
            && looks > 0
            && !name.in_headline_capitals()
            && !earlier.in_headline_capitals()
            && !told_apart(&names, name, earlier, at, other)
        {
            out.extend(finding(earlier, name));
        }
    }
}

/// Keeps first words apart from last ones in one map.
const FIRST: u64 = 0x9e37_79b9_7f4a_7c15;

impl Named<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.draft.tokens().get(at)
    }

    /// Where a capital says nothing.
    fn in_headline_capitals(&self) -> bool {
        let passage = Passage::of(self.draft.spot.block, self.block, self.draft.spot.text);
        passage.headline_capitals(self.whole.start)
    }

    fn sentence(&self) -> &[Token] {
        let sentences = &self.draft.spot.text.sentences;
        let index = sentences.partition_point(|s| s.tokens.end <= self.first);
        let range = sentences.get(index).map_or(0..0, |s| s.tokens.clone());
        self.draft.tokens().get(range).unwrap_or(&[])
    }

    fn bare(&self, at: usize) -> &str {
        self.token(at).map_or("", |t| t.bare(self.draft.prose()))
    }
}

/// The names of a block, in order.
fn gather<'b>(draft: &'b Draft<'b>, block: usize, names: &mut Vec<Named<'b>>) {
    let passage = Passage::of(draft.spot.block, block, draft.spot.text);
    let mut before: Option<Range<usize>> = None;
    runs(&passage, |run| {
        let mut tokens = run.tokens;
        // "Halloran & Pyke"
        if let Some(earlier) = before.take()
            && earlier.end + 1 == tokens.start
            && draft.sign(earlier.end, '&')
        {
            tokens.start = earlier.start;
        }
        before = Some(tokens.clone());
        if tokens.len() < 2 {
            return;
        }
        let word = |i: &usize| {
            draft.tokens().get(*i).is_some_and(|t| {
                t.kind == TokenKind::Word
                    && t.span.len() > 2
                    && !t.all_caps
                    && t.capital
                    && !SUFFIXES.contains(&fold(t.text(draft.prose())).as_str())
            })
        };
        let words: SmallVec<[usize; 8]> = tokens.clone().filter(word).collect();
        let [.., first, last] = words.as_slice() else { return };
        names.push(Named { draft, block, first: *first, last: *last, whole: *first..tokens.end });
    });
}

/// Whether one word is the other with a slip in it, and no name or form of its own.
fn slips(a: &str, b: &str, given: bool) -> bool {
    let (a, b) = (fold(a), fold(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 3 || long.len() - short.len() > 2 || a == b {
        return false;
    }
    // "O'Rourke"
    if !given && long.strip_prefix("o'").is_some_and(|rest| rest == short) {
        return true;
    }
    // "Robert" and "Roberta", "Germany" and "Germans": forms of their own.
    let shared = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    let (Some(a_end), Some(b_end)) = (short.get(shared..), long.get(shared..)) else { return false };
    if shared >= 4 && a_end.is_empty() && !given && matches!(b_end, "e" | "h" | "t" | "l" | "n") {
        return !short.ends_with('a');
    }
    if a_end.is_empty() || ENDINGS.contains(&a_end) && ENDINGS.contains(&b_end) {
        return false;
    }
    let most: u32 = match short.chars().count() {
        0..=3 => 0,
        4 => 7,
        5 => 8,
        _ => 10,
    };
    // A short first name with another vowel is another name: Dana and Dena.
    let most = if given && short.chars().count() < 6 { most.min(8).saturating_sub(1) } else { most };
    first_letters(&a, &b) && distance(&a, &b) <= most
}

/// What makes a word of another: peoples of countries, parties of their members, plurals.
const ENDINGS: &[&str] =
    &["s", "y", "n", "an", "ans", "ns", "ian", "ians", "ic", "ics", "ish", "al", "es", "ed", "er", "or"];

/// A slip in the first letter makes another name for the reader.
fn first_letters(a: &str, b: &str) -> bool {
    a.chars().next() == b.chars().next()
}

/// Whether the draft knows both: names both in one sentence, calls one a relative, or uses each more than once.
fn told_apart(names: &[Named<'_>], later: &Named<'_>, earlier: &Named<'_>, at: usize, other: usize) -> bool {
    let (Some(a), Some(b)) = (later.token(at).map(|t| t.key), earlier.token(other).map(|t| t.key)) else {
        return true;
    };
    // "his grandson John Marsh", "John Marsh, his grandson"
    let kin = |name: &Named<'_>| {
        let around = name.whole.start.saturating_sub(2)..name.whole.end + 4;
        around.filter_map(|i| name.token(i)).any(|t| {
            t.kind == TokenKind::Word
                && !t.capital
                && KIN.contains(&fold(t.bare(name.draft.prose())).as_str())
        })
    };
    let both = |name: &Named<'_>| {
        let tokens = name.sentence();
        tokens.iter().any(|t| t.key == a) && tokens.iter().any(|t| t.key == b)
    };
    let together = names.iter().any(both);
    let count = |key: u64| {
        names
            .iter()
            .filter(|n| [n.first, n.last].iter().any(|i| n.token(*i).is_some_and(|t| t.key == key)))
            .count()
    };
    together
        || kin(later)
        || kin(earlier)
        || count(a) > 1 && count(b) > 1
        || introduced(later) && introduced(earlier)
}

/// `Bo Haskett, 38,`; `Jon Marsh, a welder,`: what a reader is told of somebody new.
fn introduced(name: &Named<'_>) -> bool {
    let end = name.whole.end;
    let token = name.token(end + 1);
    name.draft.sign(end, ',')
        && token.is_some_and(|t| {
            t.kind == TokenKind::Number
                || t.kind == TokenKind::Word
                    && !t.capital
                    && !lexicon::is(t, Class::SPEECH.and(Class::CONJUNCTION))
        })
}

fn finding(earlier: &Named<'_>, later: &Named<'_>) -> Option<Judgement> {
    let written = |name: &Named<'_>| {
        let passage = Passage::of(name.draft.spot.block, name.block, name.draft.spot.text);
        passage.text(&name.whole).to_owned()
    };
    let (here, there) = (written(later), written(earlier));
    let message = format!("“{here}” here, “{there}” further up");
    let label = format!("“{there}” further up");
    let judgement =
        later.draft.spot.slip(Code::NameDrift, later.whole.start, later.whole.end, message, label)?;
    Some(second_label(judgement, earlier.draft.spot, &earlier.whole, format!("“{here}” further down")))
}
