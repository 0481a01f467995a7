//! What a draft says around a name: that it is somebody else, that it was a mistake, whose office a title is.

use std::ops::Range;

use chrono::NaiveDate;

use crate::judge::person::name::Draft;
use crate::judge::person::office::Fit;
use crate::judge::person::phrase::{Article, Phrase, Place};
use crate::judge::person::sighting::{Who, sightings_in};
use crate::judge::person::spelling::fold;
use crate::mention::name::Passage;
use crate::mention::naming::{CORRECTIONS, KIN, UNRELATED};
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind, key_of};

impl Draft<'_> {
    /// A sentence that says of itself that the form is or was a mistake.
    pub(crate) fn disclaimed(&self, passage: &Passage<'_>, name: &Range<usize>) -> bool {
        if matches!(passage.word(name.start.wrapping_sub(1)), "not" | "than") {
            return true;
        }
        let sentence = passage.sentence_tokens(name.start);
        let corrects = |range: &Range<usize>| {
            range.clone().any(|i| {
                let word = passage.word(i);
                !word.is_empty() && CORRECTIONS.contains(&fold(word).as_str())
            })
        };
        if corrects(&sentence) {
            return true;
        }
        // "… named the treasurer as Glen Pritchard. She is Gwen Pritchard.": the next sentence sets it right.
        let next = passage.sentence_tokens(sentence.end);
        let short = next.start == sentence.end && next.len() <= 10;
        let is = matches!(passage.word(next.start + 1), "is" | "was" | "name" | "should" | "spelling");
        let named =
            sightings_in(self.sightings, passage.index, &next).any(|(_, s)| matches!(s.who, Who::Known(_)));
        short && is && named
    }

    /// "By Pam Bondi" at the head of a short block, "(Photo by Kathy Hochul)" in any.
    pub(crate) fn is_byline(&self, passage: &Passage<'_>, name: &Range<usize>) -> bool {
        let vocabulary = &self.people.vocabulary;
        let credit = |i: usize| {
            passage.at(i).is_some_and(|t| t.kind == TokenKind::Word && vocabulary.credits.contains(&t.key))
        };
        let before = name.start.wrapping_sub(1);
        let short = passage.tokens.len() <= 12 && name.start <= 2;
        short && credit(0)
            || matches!(passage.word(before), "by" | "By" | "BY") && credit(before.wrapping_sub(1))
    }

    /// Whether the draft makes clear that this is not the known one.
    pub(crate) fn somebody_else(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        k: u32,
        titled: bool,
        far: bool,
    ) -> bool {
        self.told_apart(passage, name, k, titled, far).is_some()
    }

    /// By what the draft tells this one from the known one.
    pub(crate) fn told_apart(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        k: u32,
        titled: bool,
        far: bool,
    ) -> Option<&'static str> {
        let sentence = passage.sentence_tokens(name.start);
        let any = |range: Range<usize>, list: &[&str]| {
            range.clone().any(|i| {
                let word = passage.word(i);
                !word.is_empty() && list.contains(&fold(word).as_str())
            })
        };
        // "…, no relation to the chief": said of the last full name before it.
        let rest = name.end..sentence.end;
        let next_name = sightings_in(self.sightings, passage.index, &rest)
            .find(|(_, s)| !matches!(s.who, Who::Word | Who::Surname(_)))
            .map_or(rest.end, |(_, s)| s.tokens.start);
        if any(name.end..next_name, UNRELATED) {
            return Some("the draft says that it is somebody else");
        }
        const KINSHIP: &str = "a relative of somebody is somebody else";
        if any(name.start.saturating_sub(4).max(sentence.start)..name.start, KIN) {
            return Some(KINSHIP);
        }
        // "Daniel Igo is his cousin"
        if matches!(passage.word(name.end), "is" | "was")
            && any(name.end..(name.end + 5).min(sentence.end), KIN)
        {
            return Some(KINSHIP);
        }
        if passage.sign(name.end, ',') || passage.sign(name.end, '(') {
            let until = (name.end + 8).min(sentence.end);
            let stop = (name.end + 1..until).find(|&i| passage.sign(i, ',')).unwrap_or(until);
            if any(name.end + 1..stop, KIN) {
                return Some(KINSHIP);
            }
            let article = matches!(passage.word(name.end + 1), "a" | "an" | "another");
            let age = passage.at(name.end + 1).is_some_and(|t| t.kind == TokenKind::Number);
            if (article || age && far) && !titled {
                return Some("introduced with a description of its own");
            }
        }
        let phrases = self.phrases(passage, name);
        let apart = phrases.iter().any(|p| {
            let theirs = self.fits_known(p, k);
            p.foreign
                && !self.own_place(p, k)
                && (p.place != Place::Before || !theirs || p.article == Article::Owner)
                || !theirs && (p.place == Place::Before && !p.past || p.foreign)
                || p.foreign
                    && p.office.words.len() > 1
                    && p.bodies.len() == 1
                    && !passage.at(p.title.start).is_some_and(|t| t.all_caps)
        });
        apart.then_some("the title beside it is another's, or of another place or body")
    }

    pub(crate) fn own_place(&self, phrase: &Phrase, _k: u32) -> bool {
        phrase.bodies.iter().all(|b| self.people.vocabulary.is_own(*b))
    }

    /// Whether a phrase names an office of `k`, whatever the day.
    pub(crate) fn fits_known(&self, phrase: &Phrase, k: u32) -> bool {
        let Some(known) = self.people.get(k) else { return false };
        known.titles.iter().any(|t| phrase.office.fit(&t.office) == Fit::Same)
            || known
                .roles
                .iter()
                .filter_map(|r| self.people.roles.get(*r as usize))
                .any(|role| phrase.office.fit(&role.office) == Fit::Same)
    }

    /// Whether nothing before a title in its sentence points to another place or body.
    pub(crate) fn about_ours(&self, passage: &Passage<'_>, phrase: &Phrase) -> bool {
        let start = phrase.tokens.start;
        let sentence = passage.sentence_tokens(start);
        match self.nearest_body(passage, sentence.start..start) {
            Some(own) => return own,
            None if phrase.article != Article::Pronoun => return true,
            None => {}
        }
        // "Its chief executive": whose, the sentences before say.
        let mut end = sentence.start;
        while end > 0 {
            let before = passage.sentence_tokens(end - 1);
            if let Some(own) = self.nearest_body(passage, before.clone()) {
                return own;
            }
            if before.start >= end {
                break;
            }
            end = before.start;
        }
        true
    }

    /// Whether the bodies and places named in `range` are the packs' own; none if there are none.
    pub(crate) fn nearest_body(&self, passage: &Passage<'_>, range: Range<usize>) -> Option<bool> {
        let sentence_start = passage.sentence_tokens(range.start).start;
        let mut found = None;
        for i in range.clone() {
            let Some(token) = passage.at(i).filter(|t| t.kind == TokenKind::Word && t.capital) else {
                continue;
            };
            let next_capital = passage.at(i + 1).is_some_and(|t| t.capital && !t.glued);
            // A first word has its capital from the sentence.
            if i == sentence_start && !next_capital && !token.possessive {
                continue;
            }
            if self.people.vocabulary.days.contains(&token.key)
                || self.people.is_title_word(token) && !self.people.vocabulary.own.contains(&token.key)
            {
                continue;
            }
            let person = self
                .sightings_at(passage.index, i)
                .is_some_and(|s| s.who.known().is_some() || matches!(s.who, Who::Half(..)));
            if person {
                continue;
            }
            if self.people.vocabulary.is_own(token.key) || self.people.vocabulary.abbreviates_own(passage, i)
            {
                found = Some(found.unwrap_or(true));
            } else {
                found = Some(false);
            }
        }
        found
    }

    /// Whether the place or body of a role is named by the phrase or its sentence, or needs no naming.
    pub(crate) fn role_is_ours(&self, passage: &Passage<'_>, phrase: &Phrase, k: u32) -> bool {
        let Some(rule) = self.role_of(phrase, k) else { return false };
        let Some(role) = self.people.roles.iter().find(|r| r.rule == rule) else { return false };
        let sentence = passage.sentence_tokens(phrase.tokens.start);
        role.proper.iter().all(|w| sentence.clone().any(|i| passage.at(i).is_some_and(|t| t.key == *w)))
    }

    /// Whether a lone word does something that people do: a verb of speech stands beside it.
    pub(crate) fn acts(&self, passage: &Passage<'_>, name: &Range<usize>) -> bool {
        let said = |word: &str| {
            let key = key_of(word);
            ["say", "tell", "add", "write", "ask", "call", "warn", "argue", "insist", "explain", "note"]
                .iter()
                .any(|v| key_of(v) == key)
                || [
                    "added",
                    "asked",
                    "called",
                    "warned",
                    "argued",
                    "insisted",
                    "explained",
                    "noted",
                    "wrote",
                    "told",
                ]
                .contains(&word)
        };
        said(passage.word(name.end)) || said(passage.word(name.start.wrapping_sub(1)))
    }
}

/// A title dated to another year: "lieutenant governor from 2015 to 2021", "In 2018, Attorney General …".
pub(crate) fn told_of_then(passage: &Passage<'_>, phrase: &Phrase, date: Option<NaiveDate>) -> bool {
    let start = passage.sentence_tokens(phrase.tokens.start).start;
    let dated = |at: usize| {
        matches!(fold(passage.word(at)).as_str(), "in" | "from" | "until" | "between" | "by")
            && another_year(passage, at + 1..at + 3, date)
    };
    dated(start) || dated(phrase.tokens.end)
}

/// A sentence that looks back: it names a month or a year, or says "last", "ago", "when".
pub(crate) fn tells_of_then(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    passage.sentence_tokens(phrase.tokens.start).any(|i| {
        let year = |t: &Token| t.kind == TokenKind::Number && t.span.len() == 4;
        let month = |t: &Token| t.capital && lexicon::is(t, Class::CALENDAR) && !is_weekday(passage.word(i));
        let back =
            matches!(passage.word(i), "last" | "ago" | "earlier" | "previously" | "when" | "time" | "once");
        back || passage.at(i).is_some_and(|t| year(t) || month(t))
    })
}

fn is_weekday(word: &str) -> bool {
    word.len() > 4 && word.ends_with("day")
}

/// A year in the sentence that is not the draft's.
pub(crate) fn another_year(passage: &Passage<'_>, sentence: Range<usize>, date: Option<NaiveDate>) -> bool {
    use chrono::Datelike;
    sentence.clone().any(|i| {
        passage.at(i).is_some_and(|t| t.kind == TokenKind::Number && t.span.len() == 4)
            && passage
                .at(i)
                .and_then(|t| t.text(&passage.block.text).parse::<i32>().ok())
                .is_some_and(|year| (1800..2200).contains(&year) && date.is_some_and(|d| d.year() != year))
    })
}
