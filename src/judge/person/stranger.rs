//! A name that no pack knows, beside an office that somebody known holds.

use std::ops::Range;

use crate::judge::person::introduction::{another_year, told_of_then};
use crate::judge::person::name::{Draft, said};
use crate::judge::person::office::Fit;
use crate::judge::person::people::{Holder, Role, valid};
use crate::judge::person::phrase::{Article, Phrase, Place};
use crate::mention::name::Passage;
use crate::mention::title::IMPLIED;
use crate::text::key_of;
use crate::verdict::Judgement;

/// Holders of one office whose names are compared with a stranger's: a pack with more is a register.
const MOST_HOLDERS: usize = 32;

impl Draft<'_> {
    /// A complete stranger in a known role.
    pub(crate) fn judge_stranger(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        out: &mut Vec<Judgement>,
    ) {
        // Cheap look first: most strangers have no title beside them.
        let phrases = self.phrases(passage, name);
        if let Some((k, form)) = self.titled_like(passage, name, &phrases) {
            self.judge_near(passage, name, k, form, out);
            return;
        }
        for phrase in phrases {
            if phrase.past
                || phrase.foreign
                || !matches!(phrase.article, Article::Definite | Article::Owner | Article::Bare)
            {
                continue;
            }
            let Some(holders) = self.people.holders.get(&phrase.office.head) else { continue };
            for holder in holders {
                let Holder::Role(r) = holder else { continue };
                let Some(role) = self.people.roles.get(*r as usize) else { continue };
                if self.stranger_contradicts(passage, name, &phrase, role) {
                    let Some(known) = self.people.get(role.holder) else { continue };
                    let message = format!("{} is {}, not \"{}\"", role.text, known.name, said(passage, name));
                    out.push(self.wrong_name(
                        passage,
                        name,
                        role.holder,
                        role.rule,
                        &message,
                        known.name.clone(),
                    ));
                    return;
                }
            }
        }
    }

    /// The holder of a title beside a name whose own name is a slip or two away from it, though no word of it is right.
    fn titled_like(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        phrases: &[Phrase],
    ) -> Option<(u32, u16)> {
        let current = |p: &&Phrase| !p.past && !p.foreign && p.article != Article::Indefinite;
        for phrase in phrases.iter().filter(current) {
            let holders = self.people.holders.get(&phrase.office.head)?;
            for office in holders.iter().take(MOST_HOLDERS).filter_map(|h| self.people.office(*h)) {
                if phrase.office.fit(office.office) != Fit::Same
                    || !valid(self.date, office.from, office.until)
                {
                    continue;
                }
                if let Some(form) = self.people.near_form(passage, name, office.holder) {
                    return Some((office.holder, form));
                }
            }
        }
        None
    }

    fn stranger_contradicts(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        phrase: &Phrase,
        role: &Role,
    ) -> bool {
        let whole = role.office.words.iter().all(|w| phrase.office.words.contains(w))
            && phrase.office.words.iter().all(|w| {
                let implied = IMPLIED
                    .iter()
                    .any(|(head, branch)| key_of(head) == role.office.head && key_of(branch) == *w);
                role.office.words.contains(w) || implied
            })
            && role.office.changing == phrase.office.changing
            && phrase.office.fit(&role.office) == Fit::Same;
        if !whole || !valid(self.date, role.from, role.until) {
            return false;
        }
        if self.disclaimed(passage, name) || self.somebody_else(passage, name, role.holder, true, true) {
            return false;
        }
        let named = !role.proper.is_empty() && role.proper.iter().all(|w| phrase.bodies.contains(w));
        if named {
            return !told_of_then(passage, phrase, self.date);
        }
        // "The women's winner, X": the whole role, told as the one there is, and no other body in sight.
        let definite = phrase.article == Article::Definite
            || phrase.place == Place::Label
            || (phrase.article == Article::Owner && phrase.own);
        role.proper.is_empty()
            && role.office.words.len() > 1
            && definite
            && phrase.place != Place::Before
            && self.nearest_body(passage, 0..phrase.tokens.start.min(name.start)).unwrap_or(true)
            && !another_year(passage, passage.sentence_tokens(name.start), self.date)
    }
}
