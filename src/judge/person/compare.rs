//! A stretch of a text held against one form of a name: exactly, or word by word with slips forgiven.

use std::ops::Range;

use smallvec::SmallVec;

use crate::judge::person::form::{Form, closes_aside, is_initial, opens_aside, pet_forms};
use crate::judge::person::office::Vocabulary;
use crate::judge::person::people::Entry;
use crate::judge::person::sighting::Who;
use crate::judge::person::spelling::{Likeness, fold, fold_digraphs, likeness, same};
use crate::mention::name::Passage;
use crate::text::TokenKind;

/// Tenths of an edit that a word of a body's name may be off.
const BODY_SLIP: u32 = 20;

/// The same in a headline, where any word has a capital: one edit.
const HEADLINE_SLIP: u32 = 10;

/// The weight of a double name whose halves have changed places: as of two neighbouring letters.
const TURNED: u32 = 8;

/// Whether a form stands at `at`: where it ends, and whether initials and suffix agree where both have them.
pub(crate) fn match_form(
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
            if passage.before(i).is_some_and(|t| t.possessive) && !form.owns(w - 1) {
                return None;
            }
            i = behind_aside(passage, i);
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
        if !same(part(passage, i), word) {
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

/// The words of a name, initials left out.
pub(crate) fn name_words<'d>(passage: &Passage<'d>, name: &Range<usize>) -> SmallVec<[&'d str; 6]> {
    name.clone().map(|i| part(passage, i)).filter(|word| !word.is_empty() && !is_initial(word)).collect()
}

/// The word at `i` as a part of a name: an ampersand is the word it stands for.
pub(crate) fn part<'d>(passage: &Passage<'d>, i: usize) -> &'d str {
    if passage.sign(i, '&') { "and" } else { passage.word(i) }
}

/// Whether a body's name goes on behind a joint: "for the Blind".
pub(crate) fn longer_body(passage: &Passage<'_>, at: usize) -> bool {
    let next = at + 1 + usize::from(passage.word(at + 1) == "the");
    matches!(passage.word(at), "of" | "for") && passage.at(next).is_some_and(|t| t.capital)
}

/// Behind a word in quotation marks or brackets within a name, if one stands at `i`: "Thomas “Tuck” Wainwright".
fn behind_aside(passage: &Passage<'_>, i: usize) -> usize {
    let sign = |i: usize, is: fn(char) -> bool| {
        passage.at(i).is_some_and(|t| t.kind == TokenKind::Sign && is(t.sign))
    };
    let one = passage.at(i + 1).is_some_and(|t| t.kind == TokenKind::Word && t.capital);
    if sign(i, opens_aside) && one && sign(i + 2, closes_aside) { i + 3 } else { i }
}

/// The tokens where the words of `form` would stand if its word `word` stood at `at`: joints and ampersands of a body's
/// name are no capitals, so that it runs over several runs of them.
pub(crate) fn walk(
    passage: &Passage<'_>,
    at: usize,
    word: usize,
    form: &Form,
) -> Option<SmallVec<[usize; 8]>> {
    let sentence = passage.sentence_tokens(at);
    let is_part = |i: usize| !part(passage, i).is_empty();
    let hyphen = |i: usize| passage.at(i).is_some_and(|t| t.glued && t.is('-'));
    let mut first = at;
    for _ in 0..word {
        first = first.checked_sub(1)?;
        first -= usize::from(hyphen(first) && first > 0);
        if first < sentence.start || !is_part(first) {
            return None;
        }
    }
    let mut window: SmallVec<[usize; 8]> = SmallVec::new();
    let mut next = first;
    for _ in 0..form.words.len() {
        next += usize::from(hyphen(next));
        if next >= sentence.end || !is_part(next) {
            return None;
        }
        window.push(next);
        next += 1;
    }
    Some(window)
}

/// "Cordelia Abara-Vance" for "Cordelia Vance-Abara": the halves of a double name have changed places.
fn turned_round(passage: &Passage<'_>, window: &[usize], form: &Form) -> bool {
    let ([given @ .., a, b], [first @ .., c, d]) = (window, form.words.as_slice()) else { return false };
    let hyphen = *b == a + 2 && passage.sign(a + 1, '-');
    let is = |at: usize, word: &str| same(part(passage, at), word);
    hyphen
        && !given.is_empty()
        && given.len() == first.len()
        && !form.body
        && c != d
        && is(*a, d)
        && is(*b, c)
        && given.iter().zip(first).all(|(at, word)| is(*at, word))
}

/// Weighs a window of the text against a form: the lighter the closer; `None` if they have too little in common.
pub(crate) fn compare(
    passage: &Passage<'_>,
    window: &[usize],
    entry: &Entry,
    form: &Form,
) -> Option<(u32, Who)> {
    if turned_round(passage, window, form) {
        return Some((TURNED, Who::Near(entry.known, entry.form)));
    }
    let (mut equal, mut near, mut far, mut pet) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut weight = 0;
    let mut letters = 0;
    let mut last_equal = false;
    for (n, (&at, word)) in window.iter().zip(&form.words).enumerate() {
        let text = part(passage, at);
        letters += u32::try_from(word.len()).unwrap_or(0);
        last_equal = false;
        // A name within the window is across a possessive only where it is one itself.
        if n > 0 && passage.before(at).is_some_and(|t| t.possessive) && !form.owns(n - 1) {
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
            // What stands under `also` is short already.
            _ if given && !form.body && pet_forms(text, word) => {
                if entry.form > 0 {
                    return None;
                }
                pet += 1;
            }
            // Bodies are named in words, of which many sound alike: "SAYS BANK" is not the Swiss Bank.
            Likeness::Near(by)
                if form.body && (by > BODY_SLIP || by > HEADLINE_SLIP && passage.headline_capitals(at)) =>
            {
                far += 1;
            }
            Likeness::Near(by) => {
                near += 1;
                weight += by;
            }
            Likeness::Far => far += 1,
        }
    }
    let who = match (equal, near, far) {
        (_, 0, 0) if !form.wide.is_empty() => Who::Known(entry.known),
        // "Mike Igo" for "Michael Igo".
        (1.., 0, 0) if pet > 0 && last_equal => Who::Known(entry.known),
        (_, 0, 0) => return None,
        (1.., _, 0) => Who::Near(entry.known, entry.form),
        (0, _, 0) if pet > 0 && weight <= 12 => Who::Near(entry.known, entry.form),
        _ if pet > 0 => return None,
        // Both words off: only if little is.
        (0, _, 0) if weight * 5 <= letters * 6 => Who::Near(entry.known, entry.form),
        (1.., 0, 1) => Who::Half(entry.known, last_equal),
        _ => return None,
    };
    Some((weight + far * 100, who))
}
