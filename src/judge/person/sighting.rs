//! Who stands where in a draft: each run of capitals, held against the names that the packs know.

use std::ops::Range;

use smallvec::SmallVec;

use crate::judge::person::compare::{compare, longer_body, match_form, part, walk};
use crate::judge::person::form::{Form, is_initial};
use crate::judge::person::people::{Entry, Known, People};
use crate::judge::person::spelling::{LONG, Likeness, fold, likeness, opening, same, sound};
use crate::mention::name::{Passage, Run, runs};
use crate::mention::naming::PARTICLES;
use crate::text::lexicon::{self, Class};
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
                    let (end, who) = match self.longer_slip(passage, at..end, known) {
                        Some((end, form)) => (end, Who::Near(known, form)),
                        None if right => (end, Who::Known(known)),
                        None => (end, Who::Altered(known)),
                    };
                    out.push(Sighting::new(passage, at..end, who));
                    at = end;
                    rest = end;
                }
                None => at += 1,
            }
        }
        self.sight_rest(passage, rest..run.tokens.end, out);
    }

    /// "Tolland State Univeristy": a short form of a body's name that a slip of the longer one begins with.
    fn longer_slip(&self, passage: &Passage<'_>, short: Range<usize>, known: u32) -> Option<(usize, u16)> {
        let goes_on = passage.at(short.end).is_some_and(|t| t.kind == TokenKind::Word && t.capital);
        if !goes_on || passage.before(short.end).is_some_and(|t| t.possessive) {
            return None;
        }
        let forms = self.get(known)?.forms.iter().enumerate().filter(|(_, form)| form.body);
        forms.filter(|(_, form)| form.words.len() > short.len()).find_map(|(index, form)| {
            let entry = Entry { known, form: u16::try_from(index).ok()?, word: 0 };
            let window = walk(passage, short.start, 0, form)?;
            let (_, who) = compare(passage, &window, &entry, form)?;
            matches!(who, Who::Near(..)).then_some((window.last()? + 1, entry.form))
        })
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
        // "Before Stannard took the case": a joint that opens a sentence has its capital from there.
        let joint = |t: &Token| {
            lexicon::is(t, Class::FUNCTION.and(Class::SUBORDINATOR)) && !lexicon::is(t, Class::MODAL)
        };
        let opens = |i: usize| passage.sentence_tokens(i).start == i;
        while words.len() > 1 && words.first().is_some_and(|&i| opens(i) && passage.at(i).is_some_and(joint))
        {
            words.remove(0);
        }
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
            // A body's name runs over several runs, each of which leads to it.
            let seen = out.last().is_some_and(|s| s.block == passage.index && s.tokens.end > tokens.start);
            if !seen {
                out.push(Sighting::new(passage, tokens, who));
            }
            return;
        }
        if core.len() == 1 {
            let word = passage.word(first);
            let who = match self.surname(passage, first) {
                Some(known) => Who::Surname(known),
                None => match self.near_surname(word) {
                    Some(known) => Who::NearSurname(known),
                    None if passage.at(first).is_some_and(|t| self.is_title_word(t)) => return,
                    None => self.near_coined(word).map_or(Who::Word, |(known, form)| Who::Near(known, form)),
                },
            };
            out.push(Sighting::new(passage, span, who));
            return;
        }
        if let Some(known) = self.compound_surname(passage, &core) {
            out.push(Sighting::new(passage, span, Who::Surname(known)));
            return;
        }
        if let Some((tokens, who)) = self.close_to(passage, &words, &core) {
            out.push(Sighting::new(passage, tokens, who));
            return;
        }
        if let Some(known) = self.near_compound(passage, &core) {
            out.push(Sighting::new(passage, span, Who::NearSurname(known)));
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
        if opens
            && core.len() == 2
            && let Some((known, form)) = self.near_coined(passage.word(last))
        {
            out.push(Sighting::new(passage, last..last + 1, Who::Near(known, form)));
            return;
        }
        // In a headline every word has a capital, so that the names in it are looked for one by one.
        if passage.headline_capitals(first) {
            self.sight_headline(passage, &core, out);
            return;
        }
        // "DPD Interim Chief" names an office, and nobody.
        if passage.at(last).is_some_and(|t| self.vocabulary.is_head(t)) {
            return;
        }
        out.push(Sighting::new(passage, span, Who::Stranger));
    }

    /// The last names in a run of a headline: "VUKADINOVIC DOUBLE SINKS HARBOUR TOWN".
    fn sight_headline(&self, passage: &Passage<'_>, core: &[usize], out: &mut Vec<Sighting>) {
        for &at in core {
            let long = passage.word(at).len() >= 6;
            let who = match self.surname(passage, at) {
                Some(known) => Who::Surname(known),
                None => match self.near_surname(passage.word(at)).filter(|_| long) {
                    Some(known) => Who::NearSurname(known),
                    None => continue,
                },
            };
            out.push(Sighting::new(passage, at..at + 1, who));
        }
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

    /// The one whose last name has these several words: "Marsh-Holloway", "De la Peña".
    fn compound_surname(&self, passage: &Passage<'_>, core: &[usize]) -> Option<u32> {
        let (&first, rest) = core.split_first()?;
        let &second = rest.first()?;
        let particle = PARTICLES.contains(&fold(passage.word(first)).as_str());
        if !particle && second != first + 2 {
            return None;
        }
        let mut found = None;
        for entry in self.words.get(&passage.at(first)?.key)?.iter().filter(|e| e.word > 0) {
            let Some((known, form)) = self.form(entry) else { continue };
            let last = form.words.get(usize::from(entry.word)..).unwrap_or(&[]);
            let all = last.len() == core.len()
                && last.iter().zip(core).all(|(word, &i)| same(passage.word(i), word));
            if !all || !known.vouched || form.body {
                continue;
            }
            if found.is_some_and(|f| f != entry.known) {
                return None;
            }
            found = Some(entry.known);
        }
        found
    }

    /// The one whose double last name is a slip away from this: "Pwll-Morgen".
    fn near_compound(&self, passage: &Passage<'_>, core: &[usize]) -> Option<u32> {
        let &[first, second] = core else { return None };
        if second != first + 2 {
            return None;
        }
        let entries =
            [first, second].into_iter().filter_map(|i| self.words.get(&passage.at(i)?.key)).flatten();
        let mut found = None;
        for entry in entries {
            let Some((known, form)) = self.form(entry) else { continue };
            let [_, .., a, b] = form.words.as_slice() else { continue };
            let near = |at: usize, word: &str| match likeness(passage.word(at), word) {
                Likeness::Equal => Some(0),
                Likeness::Near(by) => Some(by),
                Likeness::Far => None,
            };
            let off = near(first, a).zip(near(second, b)).map(|(a, b)| a + b);
            if known.vouched
                && !form.body
                && form.words.len() > 2
                && off.is_some_and(|off| (1..=17).contains(&off))
            {
                if found.is_some_and(|f| f != entry.known) {
                    return None;
                }
                found = Some(entry.known);
            }
        }
        found
    }

    /// The one whose last name this is a slip away from; long names only, for short ones are too close together.
    fn near_surname(&self, word: &str) -> Option<u32> {
        if word.len() < 5 {
            return None;
        }
        let mut found = None;
        let heard = self.sounds.get(&sound(word)).into_iter().flatten();
        let begun = self.openings.get(&opening(word)).into_iter().flatten().filter(|_| word.len() >= LONG);
        for (entry, by_ear) in heard.map(|e| (e, true)).chain(begun.map(|e| (e, false))) {
            let Some((known, form)) = self.form(entry) else { continue };
            let last = usize::from(entry.word) + 1 == form.words.len();
            let text = form.words.get(usize::from(entry.word)).map_or("", String::as_str);
            // Found by its sound: longer names may be spelled further off.
            let most = if by_ear && text.len() >= 6 { 17 } else { 10 };
            let near = matches!(likeness(word, text), Likeness::Near(far) if far <= most) && text.len() >= 5;
            if last && near && known.vouched && form.words.len() > 1 {
                if found.is_some_and(|f| f != entry.known) {
                    return None;
                }
                found = Some(entry.known);
            }
        }
        found
    }

    /// The one whose only word is coined of several, with a capital inside, and a slip away: "OpenTrelis" for
    /// "OpenTrellis". A word of that build is no other by chance.
    fn near_coined(&self, word: &str) -> Option<(u32, u16)> {
        if word.len() < LONG || !inner_capital(word) {
            return None;
        }
        let heard = self.sounds.get(&sound(word)).into_iter().flatten();
        let begun = self.openings.get(&opening(word)).into_iter().flatten();
        let mut found: Option<(u32, u16)> = None;
        for entry in heard.chain(begun) {
            let Some((known, form)) = self.form(entry) else { continue };
            let [own] = form.words.as_slice() else { continue };
            let near = matches!(likeness(word, own), Likeness::Near(far) if far <= 10);
            if known.vouched && near && inner_capital(&form.text) {
                if found.is_some_and(|(other, _)| other != entry.known) {
                    return None;
                }
                found = Some((entry.known, entry.form));
            }
        }
        found
    }

    /// The words that spell a form but are divided otherwise: "de la Croix" for "Delacroix", "Ashgrove" for "Ash Grove".
    fn split_otherwise<'w>(
        &self,
        passage: &Passage<'_>,
        words: &'w [usize],
        position: usize,
        entry: &Entry,
        form: &Form,
    ) -> Option<&'w [usize]> {
        let count = form.words.len();
        let last = usize::from(entry.word) + 1 == count;
        if !last && entry.word != 0 {
            return None;
        }
        let letters =
            |window: &[usize]| -> String { window.iter().map(|&i| fold(passage.word(i))).collect() };
        let hyphen = |window: &[usize]| window.windows(2).any(|w| matches!(w, [a, b] if *b == a + 2));
        [count + 1, count + 2, count.checked_sub(1)?].into_iter().filter(|n| *n > 1).find_map(|n| {
            let start = if last { (position + 1).checked_sub(n)? } else { position };
            let window = words.get(start..start + n)?;
            let long = passage.word(*window.first()?).len() + passage.word(*window.last()?).len();
            // Most windows differ in length.
            let size: usize = form.words.iter().map(String::len).sum();
            (long <= size && !hyphen(window) && letters(window) == form.words.concat()).then_some(window)
        })
    }

    /// The form of `k` that the name at `name` is a slip or two away from.
    pub(crate) fn near_form(&self, passage: &Passage<'_>, name: &Range<usize>, k: u32) -> Option<u16> {
        let words: SmallVec<[usize; 8]> =
            name.clone().filter(|&i| !part(passage, i).is_empty() && !is_initial(passage.word(i))).collect();
        let known = self.get(k).filter(|known| known.vouched)?;
        known.forms.iter().enumerate().find_map(|(index, form)| {
            let entry = Entry { known: k, form: u16::try_from(index).ok()?, word: 0 };
            let near = form.words.len() == words.len() && form.words.len() > 1;
            let who = near.then(|| compare(passage, &words, &entry, form))??.1;
            matches!(who, Who::Near(..)).then_some(entry.form)
        })
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
                let walked;
                let window = if form.joined {
                    walked = walk(passage, at, usize::from(entry.word), form);
                    walked.as_deref()
                } else {
                    position
                        .checked_sub(usize::from(entry.word))
                        .and_then(|s| words.get(s..s + form.words.len()))
                };
                let Some(window) = window else { continue };
                // A word found by its sound alone needs the others to sound right too.
                let alike = || window.iter().zip(&form.sounds).all(|(&i, s)| sound(part(passage, i)) == *s);
                if by_ear && !alike() {
                    continue;
                }
                let weighed = match self.split_otherwise(passage, words, position, entry, form) {
                    Some(split) if !by_ear => Some((1, Who::Near(entry.known, entry.form), split)),
                    _ => compare(passage, window, entry, form).map(|(weight, who)| (weight, who, window)),
                };
                let Some((weight, who, window)) = weighed else { continue };
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
                // "Kestrel Institution for the Blind" is not a slip for "Kestrel Institute".
                let hyphen = passage.sign(last + 1, '-') && passage.at(last + 1).is_some_and(|t| t.glued);
                let goes_on = form.body && longer_body(passage, last + 1)
                    || hyphen && core.contains(&(last + 2)) && matches!(who, Who::Half(..));
                if loose || goes_on || !known.vouched {
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

/// `OpenTrellis`: a capital behind a small letter.
fn inner_capital(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase())
}
