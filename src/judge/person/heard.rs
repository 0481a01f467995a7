//! Every quotation of a draft, judged or not: who speaks, which known one it came near, which words differ. A check
//! never asks for it.

use crate::fact::Pack;
use crate::finding::Rule;
use crate::judge::person::misquote::Misquote;
use crate::judge::person::people::People;
use crate::judge::person::quote::Worded;
use crate::judge::person::speaker::{How, Scene, Speaker, Voice};
use crate::judge::person::utterance::{Heard, Utterance};
use crate::mention::name::Passage;
use crate::mention::quotation::{Style, quotations};
use crate::source::Document;
use crate::span::Span;
use crate::text::{Segmented, TokenKind};

/// Words from which on a quotation counts as one where nobody is said to speak; fewer are scare quotes. A guess.
const SPOKEN: usize = 5;

/// A quotation of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Its words, each part that its attribution leaves: bytes of the file.
    pub parts: Vec<Span>,
    /// How many words.
    pub words: usize,
    /// Who is said to speak.
    pub speaker: Option<SpokenBy>,
    /// The known quotation that it comes closest to.
    pub near: Option<NearQuote>,
    /// Whether it is a statement to be checked, not a scare quote or the title of a work.
    pub listed: bool,
}

/// Who is said to speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenBy {
    /// As the pack or the draft writes the name; none where it cannot be told whom the words mean.
    pub name: Option<String>,
    /// The words that say so: bytes of the file.
    pub span: Span,
    /// How they say it.
    pub how: How,
}

/// A known quotation beside one of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearQuote {
    /// The rule that has it.
    pub rule: Rule,
    /// Its words.
    pub text: String,
    /// Who said it.
    pub by: String,
    /// What the draft's words are to it.
    pub worded: Worded,
    /// How many words of the draft's are its own, in order.
    pub matched: u32,
    /// Where they differ: `no [-place-] {+room+} for fear`.
    pub difference: Option<String>,
    /// Whether the draft's speaker is the one who said it; none where that cannot be told.
    pub right_speaker: Option<bool>,
}

impl People {
    /// Every quotation of a draft, in order.
    pub(crate) fn quoted(&self, packs: &[Pack], document: &Document, text: &[Segmented]) -> Vec<Quoted> {
        let found = quotations(document, text);
        if found.is_empty() {
            return Vec::new();
        }
        let blocks = document.blocks.iter().zip(text).enumerate();
        let passages: Vec<Passage<'_>> =
            blocks.map(|(i, (block, text))| Passage::of(block, i, text)).collect();
        let sightings = self.sight(&passages);
        let scene = Scene::new(self, &passages, &sightings, &found);
        let mut out = Vec::new();
        self.hear_all(&scene, |passage, utterance, heard| {
            let near = heard.and_then(|heard| self.near(packs, &scene, passage, utterance, heard));
            let known = near.as_ref().is_some_and(|near| near.worded != Worded::Other);
            // Of quotations inside another only known ones count.
            if utterance.quotation.inside && !known {
                return;
            }
            let parts = match heard.filter(|_| known) {
                Some(heard) => utterance.matched_parts(&heard.found),
                None => utterance.parts.clone(),
            };
            out.push(Quoted {
                parts: parts.iter().map(|part| passage.source_span(&trimmed(passage, part))).collect(),
                words: utterance.words.iter().filter(|word| !word.gap).count(),
                speaker: self.spoken_by(&scene, utterance.voice),
                near,
                listed: known || self.is_statement(passage, utterance),
            });
        });
        out.sort_by_key(|quoted| quoted.parts.first().copied());
        out
    }

    fn near(
        &self,
        packs: &[Pack],
        scene: &Scene<'_, '_>,
        passage: &Passage<'_>,
        utterance: &Utterance<'_>,
        heard: &Heard,
    ) -> Option<NearQuote> {
        let quote = self.quotes.known.get(heard.quote as usize)?;
        let (found, words) = (&heard.found, &utterance.words);
        let misquote = Misquote { people: self, packs, passage, quote, found, words };
        let right_speaker = match utterance.voice.speaker {
            Speaker::Known(by) if by == quote.by => Some(true),
            _ => {
                misquote.misattributed(scene, &utterance.matched_parts(found), utterance.voice).map(|_| false)
            }
        };
        Some(NearQuote {
            rule: quote.rule,
            text: quote.text.clone(),
            by: self.get(quote.by)?.name.clone(),
            worded: heard.worded,
            matched: found.matched,
            difference: (!found.changes.is_empty()).then(|| misquote.difference()),
            right_speaker,
        })
    }

    fn spoken_by(&self, scene: &Scene<'_, '_>, voice: &Voice) -> Option<SpokenBy> {
        let (block, tokens) = voice.words.as_ref()?;
        let there = scene.passages.get(*block)?;
        let name = match voice.speaker {
            Speaker::Known(known) => self.get(known).map(|known| known.name.clone()),
            Speaker::Stranger(index) => scene.sightings.get(index).and_then(|sighting| {
                Some(scene.passages.get(sighting.block)?.text(&sighting.tokens).to_owned())
            }),
            Speaker::Else | Speaker::Open => match voice.how {
                How::Named => Some(there.text(tokens).to_owned()),
                How::Role | How::Pronoun | How::Nobody => None,
            },
        };
        Some(SpokenBy { name, span: there.source_span(tokens), how: voice.how })
    }

    /// Somebody's words, as an editor would check them.
    fn is_statement(&self, passage: &Passage<'_>, utterance: &Utterance<'_>) -> bool {
        let words = utterance.words.iter().filter(|word| !word.gap).count();
        let voiced = utterance.voice.words.is_some() || utterance.voice.speaker != Speaker::Open;
        match utterance.quotation.style {
            Style::Dash => true,
            Style::Block => words >= SPOKEN,
            Style::Marks => {
                let many = utterance.quotation.goes_on || words >= SPOKEN;
                words > 0 && (voiced || many) && !self.quotes.is_title_of_work(passage, &utterance.words)
            }
        }
    }
}

/// Without the comma or full stop that the closing mark takes in.
fn trimmed(passage: &Passage<'_>, part: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let stop =
        |i: usize| passage.at(i).is_some_and(|t| t.kind == TokenKind::Sign && matches!(t.sign, ',' | '.'));
    let end = if part.len() > 1 && stop(part.end - 1) { part.end - 1 } else { part.end };
    part.start..end
}
