//! Who stands where in a draft: each run of capitals, held against the names that the packs know.

use std::ops::Range;

use smallvec::SmallVec;

use crate::judge::person::office::Vocabulary;
use crate::judge::person::people::{Entry, Form, Known, People, is_initial, pet_forms};
use crate::judge::person::spelling::{Likeness, fold, fold_digraphs, likeness, same, sound};
use crate::mention::name::{Passage, Run, runs};
use crate::text::{Token, TokenKind};

/// A place where a draft names somebody.
#[derive(Clone, Debug)]
pub(crate) struct Sighting {
    /// The block, by index.
    pub block: usize,
    /// The words of the name, without title.
    pub tokens: Range<usize>,
    /// Who it is.
    pub who: Who,
    /// Key of the last word.
    pub last: u64,
}

/// Who a sighting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// A full name, right.
    Known(u32),
    /// A full name with another initial or suffix than the pack's.
    Altered(u32),
    /// A full name, a slip away; with the form it is close to.
    Near(u32, u16),
    /// One word of a full name is right, another is quite different; whether the right one is the last.
    Half(u32, bool),
    /// The last word of a name.
    Surname(u32),
    /// A slip away from it.
    NearSurname(u32),
    /// A full name that nobody knows.
    Stranger,
    /// One capitalised word that nobody knows.
    Word,
}

impl Sighting {
    fn new(passage: &Passage<'_>, tokens: Range<usize>, who: Who) -> Sighting {
        let last = passage.before(tokens.end).map_or(0, |t| t.key);
        Sighting { block: passage.index, tokens, who, last }
    }
}

impl Who {
    /// Who is meant, slips forgiven.
    pub fn known(self) -> Option<u32> {
        match self {
            Who::Known(k) | Who::Altered(k) | Who::Near(k, _) | Who::Surname(k) | Who::NearSurname(k) => {
                Some(k)
            }
            Who::Half(..) | Who::Stranger | Who::Word => None,
        }
    }
}

impl People {
    /// Finds everybody that a draft names, in order.
    pub(crate) fn sight(&self, passages: &[Passage<'_>]) -> Vec<Sighting> {
        let mut out = Vec::new();
        for passage in passages {
            runs(passage, |run| self.sight_run(passage, &run, &mut out));
        }
        out
    }

    fn sight_run(&self, passage: &Passage<'_>, run: &Run, out: &mut Vec<Sighting>) {
        let mut rest = run.tokens.start;
        let mut at = rest;
        // A long name may go on in lower case and figures past the run ("Bank of Velmora").
        while at < run.tokens.end {
            match self.exact(passage, at, run.tokens.start) {
                Some((known, end, right)) => {
                    self.sight_rest(passage, rest..at, out);
                    let who = if right { Who::Known(known) } else { Who::Altered(known) };
                    out.push(Sighting::new(passage, at..end, who));
                    at = end;
                    rest = end;
                }
                None => at += 1,
            }
        }
        self.sight_rest(passage, rest..run.tokens.end, out);
    }

    /// The longest known full name that begins at `at`: who, where it ends, and whether initials and suffix agree.
    fn exact(&self, passage: &Passage<'_>, at: usize, start: usize) -> Option<(u32, usize, bool)> {
        let token = passage.at(at).filter(|t| t.kind == TokenKind::Word)?;
        let entries = self.words.get(&token.key)?;
        let mut best: Option<(u32, usize, bool)> = None;
        for entry in entries.iter().filter(|e| e.word == 0) {
            let Some(form) = self.get(entry.known).and_then(|k| k.forms.get(usize::from(entry.form))) else {
                continue;
            };
            // "van der Berg" behind another first name is another, or a slip; the whole name decides.
            let behind = passage.before(at).is_some_and(|t| {
                t.kind == TokenKind::Word && t.capital && !t.possessive && !self.is_title_word(t)
                    || t.is('-') && t.glued
            });
            if form.words.len() < 2 || form.partial && behind && at > start {
                continue;
            }
            if let Some((end, right)) = match_form(&self.vocabulary, passage, form, at)
                && best.is_none_or(|(_, known_end, known_right)| {
                    end > known_end || (end == known_end && right && !known_right)
                })
            {
                best = Some((entry.known, end, right));
            }
        }
        best
    }

    /// Reads what stands between full names of a run.
    fn sight_rest(&self, passage: &Passage<'_>, range: Range<usize>, out: &mut Vec<Sighting>) {
        let mut words: SmallVec<[usize; 8]> = range
            .clone()
            .filter(|&i| passage.at(i).is_some_and(|t| t.kind == TokenKind::Word))
            .filter(|&i| !is_initial(passage.word(i)))
            .collect();
        let trails = |t: &Token| self.vocabulary.is_suffix(t) || self.vocabulary.days.contains(&t.key);
        while words.last().and_then(|&i| passage.at(i)).is_some_and(trails) {
            words.pop();
        }
        // What stands before a name, up to the last word of a title or courtesy, is no part of it.
        let titles = words.len().saturating_sub(1);
        let lead =
            words.iter().take(titles).rposition(|&i| passage.at(i).is_some_and(|t| self.is_title_word(t)));
        let core: SmallVec<[usize; 8]> = words.iter().skip(lead.map_or(0, |i| i + 1)).copied().collect();
        let (Some(&first), Some(&last)) = (core.first(), core.last()) else { return };
        let span = first..last + 1;
        // "Gen Pritchard" may be a title without its dot, or Gwen.
        if let Some((tokens, who @ Who::Near(..))) = self.close_to(passage, &words, &core) {
            out.push(Sighting::new(passage, tokens, who));
            return;
        }
        if core.len() == 1 {
            let word = passage.word(first);
            let who = match self.surname(passage, first) {
                Some(known) => Who::Surname(known),
                None => match self.near_surname(word) {
                    Some(known) => Who::NearSurname(known),
                    None if passage.at(first).is_some_and(|t| self.is_title_word(t)) => return,
                    None => Who::Word,
                },
            };
            out.push(Sighting::new(passage, span, who));
            return;
        }
        if let Some((tokens, who)) = self.close_to(passage, &words, &core) {
            out.push(Sighting::new(passage, tokens, who));
            return;
        }
        // "But Frost said": a first word of a sentence may be no name.
        let opens = passage.sentence_tokens(first).start == first;
        if opens
            && core.len() == 2
            && let Some(known) = self.surname(passage, last)
        {
            out.push(Sighting::new(passage, last..last + 1, Who::Surname(known)));
            return;
        }
        // "DPD Interim Chief" names an office, and nobody.
        if passage.at(last).is_some_and(|t| self.vocabulary.is_head(t)) {
            return;
        }
        out.push(Sighting::new(passage, span, Who::Stranger));
    }

    pub(crate) fn is_title_word(&self, token: &Token) -> bool {
        self.vocabulary.knows(token) || self.vocabulary.is_honorific(token)
    }

    /// The one known by this last name, or by this short form; none if several are.
    fn surname(&self, passage: &Passage<'_>, at: usize) -> Option<u32> {
        let word = passage.word(at);
        let mut found = None;
        for entry in self.words.get(&passage.at(at)?.key)? {
            let Some((known, form)) = self.form(entry) else { continue };
            let last = usize::from(entry.word) + 1 == form.words.len();
            let text = form.words.get(usize::from(entry.word)).map_or("", String::as_str);
            if !last || !known.vouched || !same(word, text) {
                continue;
            }
            if found.is_some_and(|f| f != entry.known) {
                return None;
            }
            found = Some(entry.known);
        }
        found
    }

    /// The one whose last name this is a slip away from; long names only, for short ones are too close together.
    fn near_surname(&self, word: &str) -> Option<u32> {
        if word.len() < 5 {
            return None;
        }
        let mut found = None;
        for entry in self.sounds.get(&sound(word))? {
            let Some((known, form)) = self.form(entry) else { continue };
            let last = usize::from(entry.word) + 1 == form.words.len();
            let text = form.words.get(usize::from(entry.word)).map_or("", String::as_str);
            let near = matches!(likeness(word, text), Likeness::Near(far) if far <= 10) && text.len() >= 5;
            if last && near && known.vouched && form.words.len() > 1 {
                if found.is_some_and(|f| f != entry.known) {
                    return None;
                }
                found = Some(entry.known);
            }
        }
        found
    }

    fn form(&self, entry: &Entry) -> Option<(&Known, &Form)> {
        let known = self.get(entry.known)?;
        Some((known, known.forms.get(usize::from(entry.form))?))
    }

    /// The known name that some words of a run are closest to, and where they stand.
    fn close_to(
        &self,
        passage: &Passage<'_>,
        words: &[usize],
        core: &[usize],
    ) -> Option<(Range<usize>, Who)> {
        let mut best: Option<(u32, Range<usize>, Who)> = None;
        let sounds: SmallVec<[u64; 8]> = words.iter().map(|&i| sound(passage.word(i))).collect();
        for (position, &at) in words.iter().enumerate() {
            let Some(token) = passage.at(at) else { continue };
            let by_key = self.words.get(&token.key).into_iter().flatten().map(|e| (e, false));
            let heard = sounds.get(position).copied().unwrap_or(0);
            let by_sound = self.sounds.get(&heard).into_iter().flatten().map(|e| (e, true));
            for (entry, by_ear) in by_key.chain(by_sound) {
                let Some((known, form)) = self.form(entry).filter(|(k, f)| k.vouched && f.words.len() > 1)
                else {
                    continue;
                };
                let Some(start) = position.checked_sub(usize::from(entry.word)) else { continue };
                let Some(window) = words.get(start..start + form.words.len()) else { continue };
                // A word found by its sound alone needs the others to sound right too.
                let heard = sounds.get(start..start + form.words.len());
                if by_ear && heard != Some(form.sounds.as_slice()) {
                    continue;
                }
                let Some((weight, who)) = compare(passage, window, entry, form) else { continue };
                let (Some(&first), Some(&last)) = (window.first(), window.last()) else { continue };
                // A title before a name is no part of it, however little is right.
                if matches!(who, Who::Half(..)) && !core.contains(&first) {
                    continue;
                }
                // More names on either side make it somebody else's longer name.
                let inside = |i: usize| core.contains(&i) && !(first..=last).contains(&i);
                let loose = core.iter().any(|&i| {
                    inside(i)
                        && passage.at(i).is_some_and(|t| {
                            !(self.vocabulary.is_own(t.key)
                                || t.all_caps
                                || passage.sentence_tokens(i).start == i)
                        })
                });
                if loose || !known.vouched {
                    continue;
                }
                if best.as_ref().is_none_or(|(least, ..)| weight < *least) {
                    best = Some((weight, first..last + 1, who));
                }
            }
        }
        best.map(|(_, tokens, who)| (tokens, who))
    }
}

/// Whether a form stands at `at`: where it ends, and whether initials and suffix agree where both have them.
fn match_form(
    vocabulary: &Vocabulary,
    passage: &Passage<'_>,
    form: &Form,
    at: usize,
) -> Option<(usize, bool)> {
    let mut i = at;
    let mut right = true;
    for (w, word) in form.words.iter().enumerate() {
        if w > 0 {
            // Within a name, blanks and hyphens join, other signs do not.
            if passage
                .at(i)
                .is_some_and(|t| t.kind == TokenKind::Sign && t.glued && matches!(t.sign, '-' | '‐' | '‑'))
            {
                i += 1;
            }
            if passage.before(i).is_some_and(|t| t.possessive) {
                return None;
            }
        }
        while is_initial(passage.word(i)) && w > 0 && !same(passage.word(i), word) {
            let initial = fold(passage.word(i));
            let known = form.initials.iter().filter(|(n, _)| *n == w).map(|(_, text)| text);
            let mut known = known.peekable();
            if known.peek().is_some() && !known.any(|k| *k == initial || k.starts_with(&initial)) {
                right = false;
            }
            i += 1;
        }
        if !same(passage.word(i), word) {
            return None;
        }
        i += 1;
    }
    let mut end = i;
    let possessive = passage.before(end).is_some_and(|t| t.possessive);
    let comma = usize::from(passage.sign(end, ','));
    if let Some(token) = passage.at(end + comma).filter(|t| !possessive && vocabulary.is_suffix(t)) {
        if let Some(known) = &form.suffix {
            right &= same(token.bare(&passage.block.text), known);
            end += comma + 1;
        } else if comma == 0 {
            end += 1;
        }
    }
    Some((end, right))
}

/// Weighs a window of the text against a form: the lighter the closer; `None` if they have too little in common.
fn compare(passage: &Passage<'_>, window: &[usize], entry: &Entry, form: &Form) -> Option<(u32, Who)> {
    let (mut equal, mut near, mut far) = (0_u32, 0_u32, 0_u32);
    let mut weight = 0;
    let mut letters = 0;
    let mut last_equal = false;
    for (n, (&at, word)) in window.iter().zip(&form.words).enumerate() {
        let text = passage.word(at);
        letters += u32::try_from(word.len()).unwrap_or(0);
        last_equal = false;
        // A name within the window is never across a possessive.
        if n > 0 && passage.before(at).is_some_and(|t| t.possessive) {
            return None;
        }
        let given = n + 1 < form.words.len();
        match likeness(text, word) {
            Likeness::Equal => {
                equal += 1;
                last_equal = true;
            }
            _ if form.wide.get(n).is_some_and(|wide| *wide == fold_digraphs(text)) => {
                equal += 1;
                last_equal = true;
            }
            // "Steve" for "Steven": a form, not a slip.
            _ if given && pet_forms(text, word) => return None,
            Likeness::Near(by) => {
                near += 1;
                weight += by;
            }
            Likeness::Far => far += 1,
        }
    }
    let who = match (equal, near, far) {
        (_, 0, 0) if !form.wide.is_empty() => Who::Known(entry.known),
        (_, 0, 0) => return None,
        (1.., _, 0) => Who::Near(entry.known, entry.form),
        // Both words off: only if little is.
        (0, _, 0) if weight * 5 <= letters * 6 => Who::Near(entry.known, entry.form),
        (1.., 0, 1) => Who::Half(entry.known, last_equal),
        _ => return None,
    };
    Some((weight + far * 100, who))
}

/// The sightings that begin in `range` of a block, with their indexes; a capital that runs into a name ("As Rosa
/// Delacroix put it") is no name of its own and is left out.
pub(crate) fn sightings_in<'s>(
    sightings: &'s [Sighting],
    block: usize,
    range: &Range<usize>,
) -> impl Iterator<Item = (usize, &'s Sighting)> {
    let start = sightings.partition_point(|s| (s.block, s.tokens.start) < (block, range.start));
    let end = range.end;
    sightings
        .iter()
        .enumerate()
        .skip(start)
        .take_while(move |(_, s)| s.block == block && s.tokens.start < end)
        .filter(move |(i, s)| {
            s.who != Who::Word
                || sightings.get(i + 1).is_none_or(|n| (n.block, n.tokens.start) != (block, s.tokens.end))
        })
}
