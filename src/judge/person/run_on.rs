//! A known name that runs on: "Pam Bondi Trump".

use std::ops::Range;

use crate::judge::person::form::is_initial;
use crate::judge::person::name::{Draft, is_verb_of_speech};
use crate::judge::person::people::Known;
use crate::judge::person::sighting::Who;
use crate::judge::person::spelling::same;
use crate::mention::name::Passage;
use crate::text::TokenKind;

impl Draft<'_> {
    /// Whether the pack or a title in the text says that this is a person: a body's name may well go on ("Kestrel Holdings
    /// Asia").
    pub(crate) fn is_person(&self, passage: &Passage<'_>, name: &Range<usize>, known: &Known) -> bool {
        let vocabulary = &self.people.vocabulary;
        let titled =
            passage.before(name.start).is_some_and(|t| vocabulary.is_head(t) || vocabulary.is_honorific(t));
        let body = known.forms.first().is_some_and(|form| form.body);
        !body && (titled || !known.titles.is_empty() || !known.roles.is_empty() || known.speaks)
    }

    /// Whether the word at `at` ends a known name: "Matthew McKenzie Delacroix" is put together from two.
    pub(crate) fn is_last_name(&self, passage: &Passage<'_>, at: usize) -> bool {
        let entries = passage.at(at).and_then(|t| self.people.words.get(&t.key));
        entries.into_iter().flatten().any(|entry| {
            let form = self.people.get(entry.known).and_then(|k| k.forms.get(usize::from(entry.form)));
            form.is_some_and(|f| f.words.len() > 1 && usize::from(entry.word) + 1 == f.words.len() && !f.body)
        })
    }

    /// "Eleanor Vance Moreau, a baker": a longer name with a description of its own is somebody else's.
    pub(crate) fn introduced_apart(&self, passage: &Passage<'_>, tokens: &Range<usize>, k: u32) -> bool {
        let titled = self.phrases(passage, tokens).iter().any(|p| self.fits_known(p, k));
        self.somebody_else(passage, tokens, k, titled, true)
    }

    /// A capital word after a full name that belongs to nothing else: "Pam Bondi Trump".
    pub(crate) fn run_on(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        known: &Known,
    ) -> Option<Range<usize>> {
        let last = passage.before(name.end)?;
        let mut next = name.end;
        if passage.sign(next, '-') && passage.at(next)?.glued {
            next += 1;
            // "the Bondi-Hochul feud": two names, unless the second ends it all.
            if passage.at(next + 1).is_some_and(|t| t.kind == TokenKind::Word && !is_verb_of_speech(t)) {
                return None;
            }
        }
        let token = passage.at(next)?;
        let sentence = passage.sentence_tokens(name.start);
        let plain = token.kind == TokenKind::Word && token.capital && sentence.contains(&next);
        if !plain || last.possessive || token.all_caps || token.quoted != last.quoted {
            return None;
        }
        if passage.headline_capitals(name.start) || passage.at(name.start).is_some_and(|t| t.all_caps) {
            return None;
        }
        let word = passage.word(next);
        if self.people.vocabulary.days.contains(&token.key)
            || is_initial(word)
            || self.people.vocabulary.is_suffix(token)
            || self.people.is_title_word(token)
            || self.people.vocabulary.namesakes.contains(&token.key)
            // Another known full name begins here: a comma is missing, not a name too long.
            || self.sightings_at(passage.index, next).is_some_and(|s| !matches!(s.who, Who::Word | Who::Surname(_)))
        {
            return None;
        }
        // "Dame Isolde Pryce" where the pack has "Dame Isolde" and "Isolde Pryce": a short form with the rest of the name.
        if known
            .forms
            .iter()
            .any(|form| form.words.last().is_some_and(|w| same(word.trim_end_matches('.'), w)))
        {
            return None;
        }
        // "The Samuel Brandt Highway": a person takes no article, what is named after one does.
        if passage
            .before(name.start)
            .is_some_and(|t| matches!(t.text(&passage.block.text), "the" | "The" | "a" | "A"))
        {
            return None;
        }
        // "Pam Bondi Wrote Back": a third capital after it makes it a heading or a name of something.
        let third = passage
            .at(next + 1)
            .is_some_and(|t| t.kind == TokenKind::Word && t.capital && sentence.contains(&(next + 1)));
        if third && !token.possessive {
            return None;
        }
        // The draft's own words for the body the packs are about: "Noor Castellan Ardent's chief".
        Some(name.start..next + 1)
    }
}
