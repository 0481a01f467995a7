//! How a name in a draft was read: whose it is or comes near to, by how much it is off, what its titles say, and why it
//! was judged or let be. A check never asks for it.

use std::ops::Range;

use chrono::NaiveDate;

use crate::fact::Pack;
use crate::finding::Rule;
use crate::judge::person::compare::name_words;
use crate::judge::person::introduction::told_of_then;
use crate::judge::person::name::Draft;
use crate::judge::person::office::Fit;
use crate::judge::person::people::{Known, People, valid};
use crate::judge::person::phrase::{Phrase, Place};
use crate::judge::person::sighting::{Sighting, Who};
use crate::judge::person::spelling::{Likeness, likeness, same};
use crate::mention::name::Passage;
use crate::source::Document;
use crate::span::Span;
use crate::text::{Segmented, tokenize};

/// A name of a draft and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its words, without a title: bytes of the file.
    pub span: Span,
    /// Who is meant or comes nearest, as the pack writes the name.
    pub known: Option<String>,
    /// The rule that names that one.
    pub rule: Option<Rule>,
    /// What kind of form it is.
    pub read: Read,
    /// Its words beside the pack's, where some differ.
    pub words: Vec<Spelled>,
    /// The titles beside it.
    pub titles: Vec<Titled>,
    /// Why it was let be; none where it was judged.
    pub silent: Option<&'static str>,
}

/// What kind of form of a known name stands in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// The full name, right.
    Full,
    /// The full name with another initial or suffix.
    Altered,
    /// The full name, a slip or two away.
    Slip,
    /// One word of it, and another name beside it.
    Half,
    /// The last name alone.
    Surname,
    /// The last name, a slip away.
    SurnameSlip,
    /// Nobody that a pack knows.
    Stranger,
}

/// A word of a name beside the pack's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// In the draft.
    pub said: String,
    /// In the pack.
    pub known: String,
    /// Edits between them, in tenths; none where it is another word.
    pub distance: Option<u32>,
}

/// A title beside a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Titled {
    /// Its words.
    pub text: String,
    /// What it comes to.
    pub says: String,
}

impl People {
    /// How the names in the places that `wanted` asks for were read.
    pub(crate) fn explain(
        &self,
        packs: &[Pack],
        document: &Document,
        text: &[Segmented],
        date: Option<NaiveDate>,
        wanted: &dyn Fn(Span) -> bool,
    ) -> Vec<Named> {
        let blocks = document.blocks.iter().zip(text).enumerate();
        let passages: Vec<Passage<'_>> = blocks.map(|(i, (b, s))| Passage::of(b, i, s)).collect();
        let sightings = self.sight(&passages);
        let draft = self.draft(packs, &passages, &sightings, date);
        let asked = sightings.iter().filter(|s| s.who != Who::Word).filter_map(|sighting| {
            let passage = passages.get(sighting.block)?;
            wanted(passage.source_span(&sighting.tokens)).then(|| draft.named(passage, sighting)).flatten()
        });
        asked.collect()
    }
}

impl Draft<'_> {
    fn named(&self, passage: &Passage<'_>, sighting: &Sighting) -> Option<Named> {
        let name = &sighting.tokens;
        let phrases = self.phrases(passage, name);
        let (read, k) = match sighting.who {
            Who::Known(k) => (Read::Full, Some(k)),
            Who::Altered(k) => (Read::Altered, Some(k)),
            Who::Near(k, _) => (Read::Slip, Some(k)),
            Who::Half(k, _) => (Read::Half, Some(k)),
            Who::Surname(k) => (Read::Surname, Some(k)),
            Who::NearSurname(k) => (Read::SurnameSlip, Some(k)),
            Who::Stranger => (Read::Stranger, None),
            Who::Word => return None,
        };
        // Of the many strangers of a draft, those in an office that somebody known holds.
        let holder = || {
            let holders = phrases.iter().filter_map(|p| self.people.holders.get(&p.office.head));
            let mut offices = holders.flatten().filter_map(|h| self.people.office(*h));
            offices.find(|o| phrases.iter().any(|p| p.office.fit(o.office) == Fit::Same)).map(|o| o.holder)
        };
        let k = k.or_else(holder)?;
        let known = self.people.get(k)?;
        let mut judged = Vec::new();
        if !self.is_byline(passage, name) {
            self.judge(passage, sighting, &mut judged);
        }
        let words = match read {
            Read::Slip | Read::Half | Read::SurnameSlip => spelled(passage, name, known),
            Read::Full | Read::Altered | Read::Surname | Read::Stranger => Vec::new(),
        };
        Some(Named {
            span: passage.source_span(name),
            known: Some(known.name.clone()),
            rule: Some(known.rule),
            read,
            words,
            titles: phrases.iter().map(|p| self.titled(passage, p, known)).collect(),
            silent: judged.is_empty().then(|| self.reason(passage, name, k, sighting.who, &phrases)),
        })
    }

    /// Why a name was not judged, in the order in which the judge asks.
    fn reason(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        k: u32,
        who: Who,
        phrases: &[Phrase],
    ) -> &'static str {
        let titled = phrases.iter().any(|p| self.fits_known(p, k));
        let far = matches!(who, Who::Half(..) | Who::Stranger);
        if self.is_byline(passage, name) {
            return "a byline or credit";
        }
        if self.is_eponym(passage, name) {
            return "something that bears the name, not its bearer";
        }
        if self.disclaimed(passage, name) {
            return "the draft corrects it or says that it was a mistake";
        }
        if matches!(who, Who::Known(_) | Who::Surname(_)) {
            return match who {
                Who::Surname(_) if self.is_strangers(passage, name) => {
                    "the draft names somebody else by this last name"
                }
                _ => "a last name alone states nothing without a title",
            };
        }
        if let Some(reason) = self.told_apart(passage, name, k, titled, far) {
            return reason;
        }
        if matches!(who, Who::Near(..)) && self.beside_the_right_one(passage, name, k) {
            return "the right name stands in the same sentence";
        }
        if passage.headline_capitals(name.start) {
            return "in a headline every word has a capital";
        }
        if phrases.iter().any(|p| p.past || told_of_then(passage, p, self.date)) {
            return "the title beside it is told of another time";
        }
        match who {
            Who::Half(..) => "no title or role beside it says that the known one is meant",
            Who::NearSurname(_) => "neither a title before it nor the draft's own spelling says who is meant",
            _ => "no role that a fact fills is given to it",
        }
    }

    fn titled(&self, passage: &Passage<'_>, phrase: &Phrase, known: &Known) -> Titled {
        let text = passage.text(&phrase.title).to_owned();
        let text = match phrase.place {
            Place::Before if phrase.shared => format!("“{text}”, shared with the names before it"),
            Place::Before | Place::BeforeComma | Place::Label => format!("“{text}”, before the name"),
            Place::After | Place::Is => format!("“{text}”, after the name"),
        };
        Titled { text, says: self.title_says(phrase, known) }
    }

    fn title_says(&self, phrase: &Phrase, known: &Known) -> String {
        let name = &known.name;
        let fit = |wanted: Fit| known.titles.iter().filter(move |t| phrase.office.fit(&t.office) == wanted);
        let roles = known.roles.iter().filter_map(|r| self.people.roles.get(*r as usize));
        let mut roles = roles.filter(|r| phrase.office.fit(&r.office) == Fit::Same);
        if phrase.past {
            return "told of another time".to_owned();
        }
        let held = fit(Fit::Same).find(|t| valid(self.date, t.from, t.until)).map(|t| t.text.clone());
        if let Some(text) = held.or_else(|| roles.next().map(|role| role.text.clone())) {
            let foreign = if phrase.foreign { ", but the place or body named is not the packs'" } else { "" };
            return format!("{text}, held by {name}{foreign}");
        }
        if let Some(lapsed) = fit(Fit::Same).next() {
            let bound =
                |word: &str, day: Option<NaiveDate>| day.map_or(String::new(), |d| format!(" {word} {d}"));
            let days = format!("{}{}", bound("from", lapsed.from), bound("until", lapsed.until));
            return format!("{}, held by {name}{days}, which is not the draft's date", lapsed.text);
        }
        if let Some(changed) = fit(Fit::Changed).next() {
            return format!("a qualifier makes it another office than {}", changed.text);
        }
        let titles: Vec<&str> = known.titles.iter().map(|t| t.text.as_str()).collect();
        if titles.is_empty() {
            return format!("the packs give {name} no title");
        }
        format!("not an office of {name}'s ({})", titles.join(", "))
    }
}

/// The words of a name beside those of the form that it comes nearest to.
fn spelled(passage: &Passage<'_>, name: &Range<usize>, known: &Known) -> Vec<Spelled> {
    let said = name_words(passage, name);
    let forms = known.forms.iter().map(|form| {
        // A last name alone stands beside the last word.
        let words = form.words.get(form.words.len().saturating_sub(said.len())..).unwrap_or(&[]);
        let spelled: Vec<Spelled> = said
            .iter()
            .zip(words)
            .map(|(said, known)| Spelled {
                said: (*said).to_owned(),
                known: as_written(&form.text, known),
                distance: match likeness(said, known) {
                    Likeness::Equal => Some(0),
                    Likeness::Near(by) => Some(by),
                    Likeness::Far => None,
                },
            })
            .collect();
        spelled
    });
    let weight = |words: &Vec<Spelled>| {
        let off: u32 = words.iter().map(|w| w.distance.unwrap_or(100)).sum();
        (usize::from(words.len() != said.len()), off)
    };
    let mut nearest = forms.min_by_key(weight).unwrap_or_default();
    nearest.retain(|w| w.distance != Some(0));
    nearest
}

/// A folded word of a name as the pack writes it.
fn as_written(name: &str, folded: &str) -> String {
    let tokens = tokenize(name);
    let word = tokens.iter().map(|t| t.bare(name)).find(|word| same(word, folded));
    word.unwrap_or(folded).to_owned()
}
