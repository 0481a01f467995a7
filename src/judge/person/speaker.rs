//! Who the words around a quotation say has spoken.

use std::ops::Range;

use smallvec::SmallVec;

use crate::judge::person::attribution::{Reading, Subject};
use crate::judge::person::office::ByKey;
use crate::judge::person::people::{Holder, People};
use crate::judge::person::sighting::{Sighting, Who, sightings_in};
use crate::mention::name::Passage;
use crate::mention::quotation::{Quotation, Style};
use crate::text::TokenKind;

/// Who a quotation is given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// One the packs know.
    Known(u32),
    /// Somebody else, named in full: index of the sighting.
    Stranger(usize),
    /// Somebody else, without a name: "a caller".
    Else,
    /// Nobody, or nobody that can be told.
    Open,
}

/// How the words say who has spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By name.
    Named,
    /// By an office that one person holds.
    Role,
    /// By a pronoun that can mean one person only.
    Pronoun,
    /// Not at all.
    Nobody,
}

/// Who speaks, and the words that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Voice {
    pub speaker: Speaker,
    pub how: How,
    /// The block, by index, and the words in it.
    pub words: Option<(usize, Range<usize>)>,
}

impl Voice {
    const NOBODY: Voice = Voice { speaker: Speaker::Open, how: How::Nobody, words: None };
}

/// A draft with everybody it names and all that it quotes.
pub(crate) struct Scene<'s, 'd> {
    pub people: &'s People,
    pub passages: &'s [Passage<'d>],
    pub sightings: &'s [Sighting],
    pub quotations: &'s [Quotation],
    /// Strangers by last name, so that "Frost said" is the Nadia Frost named before.
    strangers: ByKey<usize>,
    /// Where each one known is named first.
    first_named: ByKey<(usize, usize)>,
}

/// Longest title before a name in a signature. A guess.
const TITLED: usize = 6;

/// How far back somebody named is still near: tokens, or names. A guess.
const NEARBY: usize = 400;

impl<'s, 'd> Scene<'s, 'd> {
    pub fn new(
        people: &'s People,
        passages: &'s [Passage<'d>],
        sightings: &'s [Sighting],
        quotations: &'s [Quotation],
    ) -> Scene<'s, 'd> {
        let mut strangers: ByKey<usize> = ByKey::default();
        for (index, sighting) in sightings.iter().enumerate().filter(|(_, s)| s.who == Who::Stranger) {
            strangers.entry(sighting.last).or_insert(index);
        }
        let mut first_named: ByKey<(usize, usize)> = ByKey::default();
        for (known, s) in sightings.iter().filter_map(|s| Some((s.who.known()?, s))) {
            first_named.entry(u64::from(known)).or_insert((s.block, s.tokens.start));
        }
        Scene { people, passages, sightings, quotations, strangers, first_named }
    }

    /// Who speaks each quotation.
    pub fn voices(&self) -> Vec<Voice> {
        let mut voices: Vec<Voice> = Vec::with_capacity(self.quotations.len());
        let mut outer = 0;
        for (n, quotation) in self.quotations.iter().enumerate() {
            outer = if quotation.inside { outer } else { n };
            let voice = self.voice(n, outer, &voices);
            voices.push(voice);
        }
        // A speech of several paragraphs has its speaker where it ends.
        for n in (0..voices.len()).rev() {
            let Some(next) = self.carries_on(n) else { continue };
            if voices.get(n).is_some_and(|v| v.how == How::Nobody)
                && let Some(voice) = voices.get(next).cloned()
                && let Some(slot) = voices.get_mut(n)
            {
                *slot = voice;
            }
        }
        voices
    }

    /// The quotation of a later block that goes on with this one.
    fn carries_on(&self, n: usize) -> Option<usize> {
        let quotation = self.quotations.get(n)?;
        let next = (n + 1..self.quotations.len()).find(|i| self.outer(*i))?;
        let following = self.quotations.get(next).filter(|q| q.block == quotation.block + 1)?;
        let blocks = quotation.style == Style::Block && following.style == Style::Block;
        (quotation.goes_on || blocks).then_some(next)
    }

    fn outer(&self, n: usize) -> bool {
        self.quotations.get(n).is_some_and(|q| !q.inside)
    }

    /// The quotation before this one in its block, on the same level.
    fn previous(&self, n: usize) -> Option<usize> {
        let quotation = self.quotations.get(n)?;
        let before = match quotation.inside {
            true => n.checked_sub(1).filter(|i| !self.outer(*i)),
            false => (0..n).rev().find(|i| self.outer(*i)),
        };
        before.filter(|i| self.quotations.get(*i).is_some_and(|q| q.block == quotation.block))
    }

    /// The quotation behind this one in its block, on the same level.
    fn next(&self, n: usize) -> Option<&Quotation> {
        let quotation = self.quotations.get(n)?;
        let behind = match quotation.inside {
            true => self.quotations.get(n + 1).filter(|q| q.inside),
            false => self.quotations.get(n + 1..)?.iter().find(|q| !q.inside),
        };
        behind.filter(|q| q.block == quotation.block)
    }

    fn voice(&self, n: usize, outer: usize, earlier: &[Voice]) -> Voice {
        let Some(quotation) = self.quotations.get(n) else { return Voice::NOBODY };
        let Some(passage) = self.passages.get(quotation.block) else { return Voice::NOBODY };
        if quotation.style == Style::Block {
            return self.of_block(n, passage, earlier);
        }
        // A quotation inside another has its attribution there.
        let room = match self.quotations.get(outer) {
            Some(outer) if quotation.inside => outer.tokens.clone(),
            _ => 0..passage.tokens.len(),
        };
        let open = quotation.tokens.start.saturating_sub(1);
        let from = open.checked_sub(1).map_or(0, |i| passage.sentence_tokens(i).start);
        let previous = self.previous(n);
        let closed = previous.and_then(|i| self.quotations.get(i)).map_or(0, |q| q.tokens.end + 1);
        let lead = from.max(closed).max(room.start)..open;
        let reading = Reading { scene: self, passage };
        if let Some(signed) = self.signed_behind(quotation, passage) {
            return signed;
        }
        let after = self.after(n, passage, room.end).and_then(|range| reading.after(range));
        let before = || reading.before(lead.clone());
        let subject = match after {
            Some(Subject::Pronoun(at)) => match before() {
                // "Vance shrugged: “…,” he said."
                Some(named @ Subject::Name(..)) if lead.start < lead.end => Some(named),
                _ => Some(Subject::Pronoun(at)),
            },
            Some(subject) => Some(subject),
            None => before(),
        };
        match subject {
            Some(Subject::Pronoun(at)) => {
                let adds = passage.at(at + 1).is_some_and(|t| reading.goes_on_speaking(t));
                match previous.and_then(|i| earlier.get(i)).filter(|v| adds && v.how != How::Nobody) {
                    Some(voice) => voice.clone(),
                    None => self.meant(passage, at),
                }
            }
            Some(subject) => self.voice_of(passage, &subject),
            // "…," Igo said. "…": the same one goes on.
            None => previous
                .filter(|_| self.follows_on(passage, closed, open))
                .and_then(|i| earlier.get(i).cloned())
                .unwrap_or(Voice::NOBODY),
        }
    }

    /// Whether nothing stands between two quotations but the attribution of the first.
    fn follows_on(&self, passage: &Passage<'_>, closed: usize, open: usize) -> bool {
        let Some(last) = open.checked_sub(1) else { return false };
        let ends = passage.at(last).is_some_and(|t| t.kind == TokenKind::Sign && matches!(t.sign, '.' | ','));
        let sentence = passage.sentence_tokens(last);
        closed <= open && (sentence.start <= closed && ends || open == closed)
    }

    /// What may attribute a quotation behind its closing mark: up to the next quotation or the end of the sentence.
    fn after(&self, n: usize, passage: &Passage<'_>, room: usize) -> Option<Range<usize>> {
        let quotation = self.quotations.get(n).filter(|q| !q.goes_on)?;
        let close = quotation.tokens.end;
        let marked = usize::from(quotation.marked());
        let start = close + marked;
        let comma = passage.sign(start, ',');
        let start = start + usize::from(comma || !quotation.marked());
        let first = passage.at(start)?;
        let last = passage.before(close).map_or('\0', |t| t.sign);
        // A sentence that goes on: its quoted words end in a comma or the like, or in nothing.
        let open_ended =
            comma || !quotation.marked() || matches!(last, ',' | '?' | '!' | '—' | '–' | '…' | '-');
        let limit = passage.sentence_tokens(start).end;
        let next = self.next(n).map_or(usize::MAX, |q| q.tokens.start.saturating_sub(1));
        let range = start..limit.min(next).min(room);
        let new = first.capital && passage.sentence_tokens(start).start == start;
        let same = passage.sentence_at(start).is_some_and(|s| s.tokens.start < start)
            || !first.capital
            || new && open_ended;
        let reading = Reading { scene: self, passage };
        let attributes = last != '.' && (open_ended || reading.speaks_soon(&range));
        (same && attributes && range.start < range.end).then_some(range)
    }

    /// A block quotation: a line of attribution below it, or what introduces it above.
    fn of_block(&self, n: usize, passage: &Passage<'_>, earlier: &[Voice]) -> Voice {
        if let Some(dash) = signature(passage) {
            return self.signed(passage, dash);
        }
        if let Some(below) = self.passages.get(passage.index + 1)
            && signature(below) == Some(0)
        {
            return self.signed(below, 0);
        }
        let Some(above) = passage.index.checked_sub(1).and_then(|i| self.passages.get(i)) else {
            return Voice::NOBODY;
        };
        if above.block.quoted {
            let before = n.checked_sub(1).and_then(|i| earlier.get(i));
            return before.cloned().unwrap_or(Voice::NOBODY);
        }
        let end = above.tokens.len();
        if !above.tokens.last().is_some_and(|t| t.is(':')) {
            return Voice::NOBODY;
        }
        let range = above.sentence_tokens(end.saturating_sub(1)).start..end;
        match (Reading { scene: self, passage: above }).before(range) {
            Some(Subject::Pronoun(at)) => self.meant(above, at),
            Some(subject) => self.voice_of(above, &subject),
            None => Voice::NOBODY,
        }
    }

    /// `“…” — Michael Igo`, `“…” (Michael Igo)`
    fn signed_behind(&self, quotation: &Quotation, passage: &Passage<'_>) -> Option<Voice> {
        let mark = quotation.tokens.end + 1;
        let bracket = || {
            let close = (mark + 2..mark + 8).find(|i| passage.sign(*i, ')'))?;
            let range = mark + 1..close;
            let (index, sighting) = sightings_in(self.sightings, passage.index, &range).next()?;
            let whole = sighting.tokens.start == range.start || sighting.tokens.end == close;
            whole.then(|| self.voice_of(passage, &Subject::Name(index)))
        };
        if !quotation.marked() || quotation.inside {
            return None;
        }
        if passage.sign(mark, '(') {
            return bracket();
        }
        (signature(passage) == Some(mark)).then(|| self.signed(passage, mark))
    }

    fn signed(&self, passage: &Passage<'_>, dash: usize) -> Voice {
        let range = dash..passage.tokens.len();
        let named = sightings_in(self.sightings, passage.index, &range).find(|(_, s)| s.who != Who::Word);
        match named.filter(|(_, s)| s.tokens.start <= dash + TITLED) {
            Some((index, _)) => self.voice_of(passage, &Subject::Name(index)),
            None => Voice::NOBODY,
        }
    }

    pub(super) fn voice_of(&self, passage: &Passage<'_>, subject: &Subject) -> Voice {
        match subject {
            Subject::Name(index) => match self.sightings.get(*index) {
                Some(sighting) => Voice {
                    speaker: self.as_speaker(passage, *index, sighting),
                    how: How::Named,
                    words: Some((passage.index, sighting.tokens.clone())),
                },
                None => Voice::NOBODY,
            },
            Subject::Role(tokens, known) => Voice {
                speaker: Speaker::Known(*known),
                how: How::Role,
                words: Some((passage.index, tokens.clone())),
            },
            Subject::Pronoun(at) => self.meant(passage, *at),
            Subject::Else => Voice { speaker: Speaker::Else, ..Voice::NOBODY },
            Subject::Other => Voice::NOBODY,
        }
    }

    /// The one whom a pronoun can mean: the only one named in its block, or else in the one before.
    fn meant(&self, passage: &Passage<'_>, at: usize) -> Voice {
        let nobody = Voice { words: Some((passage.index, at..at + 1)), ..Voice::NOBODY };
        let here = self.named_in(passage, at);
        let above = || passage.index.checked_sub(1).and_then(|i| self.passages.get(i));
        let named = match here {
            Named::Nobody => above().map_or(Named::Nobody, |p| self.named_in(p, p.tokens.len())),
            _ => here,
        };
        match named {
            Named::One(speaker) => {
                Voice { speaker, how: How::Pronoun, words: Some((passage.index, at..at + 1)) }
            }
            Named::Nobody | Named::Several => nobody,
        }
    }

    /// Who is named in a block before a token; an office that nobody is named for counts as somebody else.
    fn named_in(&self, passage: &Passage<'_>, end: usize) -> Named {
        let range = end.saturating_sub(NEARBY)..end;
        let mut found: Option<Speaker> = None;
        let mut heads: SmallVec<[Range<usize>; 8]> = SmallVec::new();
        for (index, sighting) in sightings_in(self.sightings, passage.index, &range) {
            let speaker = self.as_speaker(passage, index, sighting);
            if sighting.who != Who::Word {
                heads.push(self.with_title(passage, &sighting.tokens));
            }
            if speaker == Speaker::Open {
                continue;
            }
            let same = match (found, speaker) {
                (None, _) => true,
                (Some(Speaker::Stranger(a)), Speaker::Stranger(b)) => {
                    self.sightings.get(a).map(|s| s.last) == self.sightings.get(b).map(|s| s.last)
                }
                (Some(other), _) => other == speaker,
            };
            if !same {
                return Named::Several;
            }
            found.get_or_insert(speaker);
        }
        let office = |i: usize| {
            passage.at(i).is_some_and(|t| !t.capital && !t.quoted && self.people.vocabulary.is_head(t))
                && !heads.iter().any(|near| near.contains(&i))
        };
        if range.into_iter().any(office) {
            return Named::Several;
        }
        found.map_or(Named::Nobody, Named::One)
    }

    /// A name with the words of a title before or behind it: "the harbour master, Dennis Orr".
    fn with_title(&self, passage: &Passage<'_>, name: &Range<usize>) -> Range<usize> {
        let titular = |i: usize| {
            passage.at(i).is_some_and(|t| t.is(',') || t.is('-') || self.people.vocabulary.knows(t))
                || matches!(passage.word(i), "the" | "of" | "its" | "a")
        };
        let before = (0..name.start).rev().take(6).take_while(|i| titular(*i)).count();
        let behind = (name.end..name.end + 6).take_while(|i| titular(*i)).count();
        let behind = if passage.sign(name.end, ',') { behind } else { 0 };
        name.start - before..name.end + behind
    }

    pub(super) fn as_speaker(&self, passage: &Passage<'_>, index: usize, sighting: &Sighting) -> Speaker {
        // "Hochul's spokesman said"
        if passage.before(sighting.tokens.end).is_some_and(|t| t.possessive) {
            return Speaker::Open;
        }
        if let Some(known) = sighting.who.known() {
            return Speaker::Known(known);
        }
        match sighting.who {
            Who::Half(known, _) => Speaker::Known(known),
            Who::Stranger => Speaker::Stranger(index),
            // A lone last name: whose, the draft's full names say.
            Who::Word => self.strangers.get(&sighting.last).map_or(Speaker::Open, |i| Speaker::Stranger(*i)),
            _ => Speaker::Open,
        }
    }

    /// The one known who holds the office whose head stands at `at`.
    pub(super) fn holder(&self, passage: &Passage<'_>, at: usize) -> Option<u32> {
        let entry = passage.at(at).and_then(|t| self.people.vocabulary.entry(t))?;
        let mut found: Option<u32> = None;
        for holder in entry.words.iter().filter_map(|word| self.people.holders.get(word)).flatten() {
            let known = match holder {
                Holder::Title(known, _) => *known,
                Holder::Role(role) => self.people.roles.get(*role as usize)?.holder,
            };
            if found.is_some_and(|other| other != known) {
                return None;
            }
            found = Some(known);
        }
        found
    }

    /// Whether a draft names this one, up to a place in it.
    pub fn names(&self, known: u32, until: (usize, usize)) -> bool {
        self.first_named.get(&u64::from(known)).is_some_and(|place| *place < until)
    }

    /// The last one named before a place in its block: whom a pronoun most likely means.
    pub fn last_named(&self, block: usize, before: usize) -> Option<u32> {
        let end = self.sightings.partition_point(|s| (s.block, s.tokens.start) < (block, before));
        let here = self.sightings.get(..end)?.iter().rev().take_while(|s| s.block == block);
        here.take(NEARBY).find(|s| s.who != Who::Word)?.who.known()
    }
}

/// Who is named in a stretch.
enum Named {
    Nobody,
    One(Speaker),
    Several,
}

/// Where a line of attribution begins in a block: a dash before a few words with a name, at its end.
pub(crate) fn signature(passage: &Passage<'_>) -> Option<usize> {
    const LONGEST: usize = 12;
    let len = passage.tokens.len();
    let from = len.saturating_sub(LONGEST);
    let dash = (from..len).rev().find(|i| {
        passage.at(*i).is_some_and(|t| matches!(t.sign, '—' | '–' | '―' | '-') && (!t.glued || *i == 0))
    })?;
    let named = passage.at(dash + 1).is_some_and(|t| t.capital && t.kind == TokenKind::Word);
    let after_end = dash == 0
        || passage.before(dash).is_some_and(|t| t.kind == TokenKind::Sign && ".!?”\"’»…".contains(t.sign));
    (named && after_end).then_some(dash)
}
