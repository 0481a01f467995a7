//! Utterances: the quotations of a draft put together from their parts, each beside the known one it comes closest to.

use std::ops::Range;

use smallvec::SmallVec;

use crate::judge::person::alignment::{Alignment, Spoken, align, spoken};
use crate::judge::person::people::People;
use crate::judge::person::quote::{LONGEST, Mouth, Worded};
use crate::judge::person::speaker::{Scene, Speaker, Voice, signature};
use crate::mention::name::Passage;
use crate::mention::quotation::{Quotation, Style};
use crate::text::TokenKind;

/// Longest attribution between two parts of one quotation.
const ATTRIBUTION: usize = 24;

/// The stretches of one block that are one quotation, split by its attribution: `"No room," Igo said, "for fear."`
pub(crate) struct Utterance<'v> {
    pub parts: SmallVec<[Range<usize>; 2]>,
    pub quotation: &'v Quotation,
    pub words: Vec<Spoken>,
    pub voice: &'v Voice,
}

/// How an utterance stands to the known quotation that it comes closest to.
pub(crate) struct Heard {
    /// Into the known quotations.
    pub quote: u32,
    pub worded: Worded,
    pub found: Alignment,
}

impl Utterance<'_> {
    /// The words of each part that lie in the match, as tokens.
    pub fn matched_parts(&self, found: &Alignment) -> SmallVec<[Range<usize>; 2]> {
        let words = self.words.get(found.text.clone()).unwrap_or(&[]);
        let part = |part: &Range<usize>| {
            let mut tokens = words.iter().map(|w| w.token).filter(|t| part.contains(t));
            let start = tokens.next()?;
            Some(start..tokens.next_back().unwrap_or(start) + 1)
        };
        self.parts.iter().filter_map(part).collect()
    }
}

impl People {
    /// Hears every utterance of a draft, in order but for those inside another, which come before it.
    pub(crate) fn hear_all(
        &self,
        scene: &Scene<'_, '_>,
        mut take: impl FnMut(&Passage<'_>, &Utterance<'_>, Option<&Heard>),
    ) {
        let (found, voices) = (scene.quotations, scene.voices());
        let mut left_off: Option<(u32, Vec<Spoken>, usize)> = None;
        let mut n = 0;
        while let Some(quotation) = found.get(n) {
            let Some((passage, voice)) = scene.passages.get(quotation.block).zip(voices.get(n)) else {
                break;
            };
            // What stands inside it is heard first, and is then no part of it.
            let mut inner: SmallVec<[Range<usize>; 2]> = SmallVec::new();
            let mut parts: SmallVec<[Range<usize>; 2]> = SmallVec::new();
            parts.push(quotation.tokens.clone());
            let mut next = n + 1;
            while let Some((following, voice)) = found.get(next).zip(voices.get(next)) {
                if following.inside {
                    let tokens = following.tokens.clone();
                    let words = words_of(passage, &tokens, &[]);
                    let parts = std::iter::once(tokens.clone()).collect();
                    let utterance = Utterance { parts, quotation: following, words, voice };
                    let heard = self.hear(scene, passage, &utterance);
                    take(passage, &utterance, heard.as_ref());
                    inner.extend(heard.filter(|h| h.worded != Worded::Other).map(|_| tokens));
                } else if splits(passage, quotation, parts.last(), following) {
                    parts.push(following.tokens.clone());
                } else {
                    break;
                }
                next += 1;
            }
            let mut words: Vec<Spoken> = Vec::new();
            for part in &parts {
                let before = words.len();
                words.extend(words_of(passage, part, &inner));
                // What follows the attribution begins no sentence.
                if let Some(first) = words.get_mut(before).filter(|_| before > 0) {
                    first.opens = false;
                }
            }
            let utterance = Utterance { parts, quotation, words, voice };
            let mut heard = self.hear(scene, passage, &utterance);
            // "If you are told to go," he said. "Go.": the next sentence goes on with the quotation.
            if heard.as_ref().is_none_or(|h| h.worded == Worded::Other)
                && let Some((quote, before, _)) = left_off.take().filter(|(.., until)| *until == n)
                && quotation.marked()
                && let Some(rest) = self.hear_rest(quote, before, &utterance.words)
            {
                heard = Some(rest);
            } else {
                left_off = heard.as_ref().filter(|h| h.worded != Worded::Other).and_then(|h| {
                    let whole = self.quotes.known.get(h.quote as usize)?.words.len();
                    (h.found.said.end < whole).then(|| (h.quote, utterance.words.clone(), next))
                });
            }
            take(passage, &utterance, heard.as_ref());
            n = next;
        }
    }

    /// Which known quotation an utterance comes closest to, and how close.
    fn hear(&self, scene: &Scene<'_, '_>, passage: &Passage<'_>, utterance: &Utterance<'_>) -> Option<Heard> {
        let words = &utterance.words;
        let count = words.iter().filter(|w| !w.gap).count();
        if count < 3 || self.quotes.is_empty() || self.quotes.is_title_of_work(passage, words) {
            return None;
        }
        let speaker = utterance.voice.speaker;
        let (id, found) = self.quotes.closest(words, speaker)?;
        let quote = self.quotes.known.get(id as usize)?;
        let start = utterance.parts.first()?.start;
        let mouth = match speaker {
            Speaker::Known(by) if by == quote.by => Mouth::Own,
            Speaker::Known(_) | Speaker::Stranger(_) | Speaker::Else => Mouth::Other,
            Speaker::Open if scene.last_named(passage.index, start) == Some(quote.by) => Mouth::Own,
            Speaker::Open if scene.names(quote.by, (passage.index, start)) => Mouth::Near,
            Speaker::Open => Mouth::Open,
        };
        let mut worded = mouth.worded(&found, u32::try_from(count).unwrap_or(u32::MAX));
        let most = found.matched * 100 >= found.touched * 60;
        // A question in like words is no statement quoted wrongly.
        let asked = || {
            let last = found.text.end.checked_sub(1).and_then(|i| words.get(i));
            last.is_some_and(|w| passage.sign(w.token + 1, '?')) && !quote.text.contains('?')
        };
        if worded == Worded::Altered && asked() {
            worded = Worded::Other;
        }
        if worded == Worded::Altered
            && utterance.quotation.style == Style::Block
            && !most
            && found.content < 5
        {
            worded = Worded::Other;
        }
        Some(Heard { quote: id, worded, found })
    }

    /// A sentence that goes on with a quotation, held against what is left of it.
    fn hear_rest(&self, id: u32, before: Vec<Spoken>, words: &[Spoken]) -> Option<Heard> {
        let quote = self.quotes.known.get(id as usize)?;
        let shift = before.len();
        let mut joined = before;
        joined.extend(words.iter().map(|w| Spoken { opens: false, ..*w }));
        let found = align(&joined, &quote.words, &self.quotes.small);
        let like = found.matched * 100 / (found.matched + found.differing).max(1);
        if words.len() < 2 || like < 60 || found.matched < 4 || found.text.end < joined.len() {
            return None;
        }
        // The words that part must be in this second part, or they were judged already.
        let changes = found.changes.iter().map(|(text, said)| {
            Some((text.start.checked_sub(shift)?..text.end.checked_sub(shift)?, said.clone()))
        });
        let changes = changes.collect::<Option<_>>()?;
        let worded = if found.differing == 0 { Worded::Same } else { Worded::Altered };
        let text = found.text.start.saturating_sub(shift)..found.text.end - shift;
        Some(Heard { quote: id, worded, found: Alignment { changes, text, ..found } })
    }
}

/// The words of a stretch, without its attribution and with a gap for each quotation inside it that is somebody's own.
fn words_of(passage: &Passage<'_>, tokens: &Range<usize>, inner: &[Range<usize>]) -> Vec<Spoken> {
    let end = signature(passage).filter(|dash| tokens.contains(dash) && *dash > 0).unwrap_or(tokens.end);
    let range = tokens.start..end.min(tokens.start + LONGEST);
    let mut words = spoken(&passage.block.text, passage.tokens, &range);
    let mut inner = inner.iter().peekable();
    let mut first = true;
    words.retain_mut(|word| {
        while inner.next_if(|range| range.end <= word.token).is_some() {
            first = true;
        }
        let within = inner.peek().is_some_and(|range| range.start <= word.token);
        word.gap |= within;
        !within || std::mem::take(&mut first)
    });
    words
}

/// Whether a quotation goes on in `following`, with its attribution between commas.
fn splits(
    passage: &Passage<'_>,
    first: &Quotation,
    last: Option<&Range<usize>>,
    following: &Quotation,
) -> bool {
    let Some(last) = last else { return false };
    let marked = first.marked() && following.marked() && first.block == following.block && !first.goes_on;
    let open = following.tokens.start.saturating_sub(1);
    let between = last.end + 1..open;
    let comma = |i: usize| passage.at(i).is_some_and(|t| matches!(t.sign, ',' | '—' | '–'));
    let ends = between.end.checked_sub(1).is_some_and(comma);
    let left = last
        .end
        .checked_sub(1)
        .is_some_and(|i| comma(i) || passage.at(i).is_some_and(|t| t.kind != TokenKind::Sign))
        || comma(between.start);
    let stops = |i: usize| passage.at(i).is_some_and(|t| matches!(t.sign, '.' | '!' | '?' | ';' | ':'));
    let lower = passage.at(following.tokens.start).is_some_and(|t| !t.capital || t.span.len() == 1);
    marked
        && (2..=ATTRIBUTION).contains(&between.len())
        && ends
        && left
        && lower
        && !between.into_iter().any(stops)
}
