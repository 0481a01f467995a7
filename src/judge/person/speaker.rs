//! Who the words around a quotation say has spoken.

use std::ops::Range;

use crate::judge::person::office::ByKey;
use crate::judge::person::people::People;
use crate::judge::person::sighting::{Sighting, Who, sightings_in};
use crate::mention::name::Passage;
use crate::mention::quotation::Quotation;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// Who a quotation is given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// One the packs know.
    Known(u32),
    /// Somebody else, named in full: index of the sighting.
    Stranger(usize),
    /// A pronoun, a role, nobody.
    Open,
}

impl People {
    /// Who the words around a quotation say has spoken.
    pub(crate) fn speaker(
        &self,
        passage: &Passage<'_>,
        quotation: &Quotation,
        all: &[Quotation],
        n: usize,
        sightings: &[Sighting],
        strangers: &ByKey<usize>,
    ) -> Speaker {
        if !quotation.marked {
            return Speaker::Open;
        }
        let open = quotation.tokens.start.saturating_sub(1);
        let close = quotation.tokens.end;
        let block = quotation.block;
        // After the mark, up to the next quotation or the end of the sentence.
        let start =
            close + usize::from(passage.at(close).is_some_and(|t| t.kind == TokenKind::Sign && !t.is(',')));
        let start = start + usize::from(passage.sign(start, ','));
        let sentence_end = passage.sentence_tokens(start).end;
        let same_sentence = passage.sentence_at(start).is_some_and(|s| s.tokens.start < start)
            || passage.at(start).is_some_and(|t| {
                !t.capital || passage.sentence_tokens(start).start == start && continues(passage, close)
            });
        let next_open = all
            .get(n + 1)
            .filter(|q| q.block == block)
            .map_or(usize::MAX, |q| q.tokens.start.saturating_sub(1));
        let limit = sentence_end.min(next_open);
        if !quotation.goes_on && start < limit && same_sentence {
            let after = self.speaker_after(passage, start..limit, sightings, strangers);
            if let Some(speaker) = after {
                return speaker;
            }
        }
        // Before it, back to the last quotation or the start of the sentence.
        let from = open.checked_sub(1).map_or(0, |i| passage.sentence_tokens(i).start);
        let last_close = n
            .checked_sub(1)
            .and_then(|i| all.get(i))
            .filter(|q| q.block == block)
            .map_or(0, |q| q.tokens.end + 1);
        self.speaker_before(passage, from.max(last_close)..open, sightings, strangers)
    }

    /// "…," Igo said; said the treasurer, Gwen Pritchard; as Kivelä puts it. `None` if nothing is said there.
    fn speaker_after(
        &self,
        passage: &Passage<'_>,
        range: Range<usize>,
        sightings: &[Sighting],
        strangers: &ByKey<usize>,
    ) -> Option<Speaker> {
        let first = passage.at(range.start).filter(|t| t.kind == TokenKind::Word)?;
        let word = passage.word(range.start);
        if matches!(word, "he" | "she" | "they" | "I" | "we" | "it" | "He" | "She" | "who") {
            return Some(Speaker::Open);
        }
        let mut names = sightings_in(sightings, passage.index, &range);
        let Some((mut index, mut sighting)) = names.next() else { return Some(Speaker::Open) };
        // "National Parks Service spokesperson Bill Line said": the body leads its own spokesman's name.
        for (next, of) in names {
            let between = sighting.tokens.end..of.tokens.start;
            let title = (1..=3).contains(&between.len())
                && between.clone().filter_map(|i| passage.at(i)).all(|t| {
                    t.kind == TokenKind::Word
                        && !t.capital
                        && !lexicon::is(t, Class::FUNCTION.and(Class::MODAL).and(Class::SUBORDINATOR))
                        && !lexicon::is_or_stem(t, Class::SPEECH)
                });
            if !title {
                break;
            }
            (index, sighting) = (next, of);
        }
        let between = range.start..sighting.tokens.start;
        // The name is far off, or the object of something: "a spokesman for Hochul".
        let object = |i: usize| {
            let word = passage.word(i);
            let to = word == "to" && passage.word(i.wrapping_sub(1)) == "according";
            !to && matches!(
                word,
                "of" | "for"
                    | "to"
                    | "about"
                    | "with"
                    | "at"
                    | "in"
                    | "on"
                    | "by"
                    | "from"
                    | "that"
                    | "when"
                    | "after"
                    | "because"
                    | "and"
                    | "near"
                    | "outside"
            )
        };
        if between.len() > 8 {
            return Some(Speaker::Open);
        }
        let link = |i: usize| object(i) && !self.in_title(passage, i);
        if between.clone().any(link) {
            return Some(Speaker::Open);
        }
        // "a caller told Hochul": a subject of its own and then a verb.
        let described = matches!(word, "the" | "a" | "an" | "one" | "its" | "his" | "her" | "their" | "our")
            || first.possessive;
        if described {
            let plain = between
                .clone()
                .skip(1)
                .filter_map(|i| passage.at(i))
                .filter(|t| {
                    t.kind == TokenKind::Word && !t.capital && !t.possessive && !self.vocabulary.knows(t)
                })
                .count();
            if plain > 0 {
                return Some(Speaker::Open);
            }
        }
        let speaker = self.as_speaker(passage, index, sighting, strangers);
        // "…," Fox News reported: a paper passes on what somebody said to it.
        let passes_on =
            |i: usize| matches!(passage.word(i), "reported" | "reports" | "reporting" | "cited" | "quoted");
        let reported = passes_on(sighting.tokens.end)
            || passes_on(sighting.tokens.end + 1)
            || between.clone().any(|i| passes_on(i) || passage.word(i) == "according");
        if reported && matches!(speaker, Speaker::Stranger(_)) {
            return Some(Speaker::Open);
        }
        Some(speaker)
    }

    /// Igo wrote: "…"; Jonas Pekk, who told reporters: "…".
    fn speaker_before(
        &self,
        passage: &Passage<'_>,
        range: Range<usize>,
        sightings: &[Sighting],
        strangers: &ByKey<usize>,
    ) -> Speaker {
        let Some(last) = passage.before(range.end).filter(|_| !range.is_empty()) else {
            return Speaker::Open;
        };
        // "According to Igo": the first word of a sentence is no name unless the draft knows it as one.
        let mut names = sightings_in(sightings, passage.index, &range).filter(|(i, s)| {
            s.who != Who::Word || self.as_speaker(passage, *i, s, strangers) != Speaker::Open
        });
        let Some((index, sighting)) = names.next() else { return Speaker::Open };
        let nearby = range.end - sighting.tokens.end <= 4;
        let introduced = last.is(':') || last.is(',') || nearby;
        // With several names, only the subject that opens the sentence is safe.
        let mut others = names.filter(|(_, s)| s.who != sighting.who);
        let opens = sighting.tokens.start <= range.start + 4;
        if !introduced || (others.next().is_some() && !opens) {
            return Speaker::Open;
        }
        let object = matches!(
            passage.word(sighting.tokens.start.wrapping_sub(1)),
            "of" | "for" | "to" | "about" | "with" | "told" | "from" | "asked" | "by" | "at" | "in" | "on" | "during"
        )
            // "at the All Things Digital Conference"
            || passage.word(sighting.tokens.start.wrapping_sub(1)) == "the"
                && matches!(
                    passage.word(sighting.tokens.start.wrapping_sub(2)),
                    "of" | "for" | "to" | "about" | "with" | "from" | "by" | "at" | "in" | "on" | "during"
                );
        if object {
            return Speaker::Open;
        }
        self.as_speaker(passage, index, sighting, strangers)
    }

    fn in_title(&self, passage: &Passage<'_>, i: usize) -> bool {
        matches!(passage.word(i), "of" | "for")
            && passage.before(i).is_some_and(|t| self.vocabulary.is_head(t))
    }

    fn as_speaker(
        &self,
        passage: &Passage<'_>,
        index: usize,
        sighting: &Sighting,
        strangers: &ByKey<usize>,
    ) -> Speaker {
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
            Who::Word => strangers.get(&sighting.last).map_or(Speaker::Open, |i| Speaker::Stranger(*i)),
            _ => Speaker::Open,
        }
    }
}

/// Whether a quotation's sentence goes on after its closing mark: its words end in a comma, or none.
fn continues(passage: &Passage<'_>, close: usize) -> bool {
    let last = passage.before(close);
    let end = |t: &Token| t.kind == TokenKind::Sign && matches!(t.sign, '.');
    !last.is_some_and(end) && !passage.sign(close + 1, '.')
}

/// The last one named before a quotation in its block: whom a pronoun most likely means.
pub(crate) fn last_named(
    passage: &Passage<'_>,
    quotation: &Quotation,
    sightings: &[Sighting],
) -> Option<u32> {
    let range = 0..quotation.tokens.start;
    sightings_in(sightings, passage.index, &range).filter(|(_, s)| s.who != Who::Word).last()?.1.who.known()
}
