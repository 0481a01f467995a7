//! Titles that a name shares with its neighbours ("Sens. Ellsworth of Ohio and Frayne of Utah"), and places that stand
//! after a name and still belong to its title ("Sen. Ramona Ellsworth of Ohio").

use std::ops::Range;

use smallvec::SmallVec;

use crate::judge::person::name::Draft;
use crate::judge::person::phrase::{Phrase, Place};
use crate::judge::person::sighting::{Who, sightings_in};
use crate::mention::name::Passage;
use crate::text::TokenKind;

/// Names of one list that are walked over: longer ones are tables.
const MOST_NAMES: usize = 8;

impl Draft<'_> {
    /// The titles that are said of the name at `name`.
    pub(crate) fn phrases(&self, passage: &Passage<'_>, name: &Range<usize>) -> SmallVec<[Phrase; 2]> {
        let vocabulary = &self.people.vocabulary;
        let mut out = vocabulary.beside(passage, name);
        if !out.iter().any(|p| p.place == Place::Before)
            && let Some(phrase) = self.listed_title(passage, name)
        {
            out.push(phrase);
        }
        // "Vice President Bush, Chairman of Exxon Larry Rawl": what holds another's name is not the first one's.
        out.retain(|p| !self.holds_another(passage, p));
        for phrase in out.iter_mut().filter(|p| p.place == Place::Before && p.bodies.is_empty()) {
            phrase.behind = place_after(passage, name.end);
            for at in phrase.behind.clone().unwrap_or_default() {
                let Some(token) = passage.at(at) else { continue };
                phrase.bodies.push(token.key);
                phrase.foreign |= !vocabulary.is_own(token.key);
                phrase.own |= vocabulary.own.contains(&token.key);
            }
        }
        out
    }

    fn holds_another(&self, passage: &Passage<'_>, phrase: &Phrase) -> bool {
        phrase.place == Place::After
            && sightings_in(self.sightings, passage.index, &phrase.title)
                .any(|(_, s)| matches!(s.who, Who::Known(_) | Who::Near(..) | Who::Altered(_)))
    }

    /// The plural title at the head of a list that this name is a later member of.
    fn listed_title(&self, passage: &Passage<'_>, name: &Range<usize>) -> Option<Phrase> {
        let sentence = passage.sentence_tokens(name.start);
        let mut at = name.start;
        for step in 0..MOST_NAMES {
            let and = matches!(passage.word(at.checked_sub(1)?), "and" | "AND");
            let mut end = at - usize::from(and);
            let comma = end > sentence.start && passage.sign(end - 1, ',');
            end -= usize::from(comma);
            // A list has one "and", before its last name.
            let joined = match (step, and) {
                (0, true) => true,
                (0, false) => comma && list_goes_on(passage, name.end),
                (_, true) => false,
                (_, false) => comma,
            };
            if !joined || end <= sentence.start {
                return None;
            }
            let end = before_affiliation(passage, end, sentence.start);
            let earlier = self.sightings_at(passage.index, end.checked_sub(1)?)?;
            if earlier.tokens.end != end || earlier.tokens.start < sentence.start {
                return None;
            }
            at = earlier.tokens.start;
            if let Some(mut phrase) = self.people.vocabulary.before(passage, &earlier.tokens) {
                if !phrase.plural || phrase.place != Place::Before {
                    return None;
                }
                phrase.shared = true;
                // "Sens. Kelly of Arizona and Ellsworth": the place is the first one's.
                if place_after(passage, earlier.tokens.end).is_some() {
                    phrase.bodies.clear();
                    phrase.foreign = false;
                }
                return Some(phrase);
            }
        }
        None
    }
}

/// Whether a list goes on behind a name: a comma or "and", then another capital.
fn list_goes_on(passage: &Passage<'_>, end: usize) -> bool {
    let end = place_after(passage, end).map_or(end, |place| place.end);
    let mut next = end + usize::from(passage.sign(end, ','));
    next += usize::from(passage.word(next) == "and");
    next > end && passage.at(next).is_some_and(|t| t.capital)
}

/// "of New York" behind a name: the words of the place.
fn place_after(passage: &Passage<'_>, end: usize) -> Option<Range<usize>> {
    let possessive = passage.before(end).is_some_and(|t| t.possessive);
    if possessive || !matches!(passage.word(end), "of" | "from") {
        return None;
    }
    let capital = |i: &usize| passage.at(*i).is_some_and(|t| t.kind == TokenKind::Word && t.capital);
    let words = (end + 1..end + 4).take_while(capital).count();
    (words > 0).then_some(end + 1..end + 1 + words)
}

/// Where the name before `end` ends, its party and place left out: ", R-Ohio", "(D-Utah)", "of New York".
fn before_affiliation(passage: &Passage<'_>, end: usize, first: usize) -> usize {
    let word = |i: usize| passage.at(i).is_some_and(|t| t.kind == TokenKind::Word);
    let mut at = end;
    if at > first && passage.sign(at - 1, ')') {
        let opening = (first..at).rev().take(8).find(|&i| passage.sign(i, '('));
        return opening.filter(|&i| i > first).unwrap_or(end);
    }
    while at > first + 1 && end - at < 4 && passage.at(at - 1).is_some_and(|t| t.capital) && word(at - 1) {
        at -= 1;
        if matches!(passage.word(at - 1), "of" | "from") {
            return at - 1;
        }
        // "R-Ohio": a party's letter, glued to the place.
        let party = at >= first + 3 && passage.sign(at - 1, '-') && passage.word(at - 2).len() <= 3;
        if party && passage.sign(at - 3, ',') {
            return at - 3;
        }
    }
    end
}
