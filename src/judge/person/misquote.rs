//! What is said of a quotation with other words, or in another mouth.

use std::ops::Range;

use crate::fact::{Pack, Severity};
use crate::finding::{Code, Finding, Label, Rule};
use crate::judge::person::alignment::{Alignment, Spoken};
use crate::judge::person::people::People;
use crate::judge::person::quote::KnownQuote;
use crate::judge::person::speaker::{How, Scene, Speaker, Voice};
use crate::mention::name::Passage;
use crate::text::{key_of, tokenize};

/// So many words in a row are no coincidence, however plain; a guess.
const LONG: u32 = 7;

/// Words of a draft beside the known quotation that they come from.
pub(crate) struct Misquote<'m, 'd> {
    pub people: &'m People,
    pub packs: &'m [Pack],
    pub passage: &'m Passage<'d>,
    pub quote: &'m KnownQuote,
    pub found: &'m Alignment,
    pub words: &'m [Spoken],
}

impl Misquote<'_, '_> {
    /// The first words that differ, and in the help all of them.
    pub fn altered(&self, parts: &[Range<usize>]) -> Option<Finding> {
        const LONGEST: usize = 6;
        let passage = self.passage;
        let (text, said) = self.found.changes.first().cloned()?;
        // The part in which the words part.
        let place = self.words.get(text.start.min(self.words.len().checked_sub(1)?))?.token;
        let tokens = parts.iter().find(|part| place < part.end).or(parts.last())?;
        // One word of what both share leads in: "no room", not "no place".
        let lead = usize::from(
            text.start > 0
                && said.start > 0
                && !text.is_empty()
                && !said.is_empty()
                && text.len().min(said.len()) == 1,
        );
        let text = text.start - lead..text.end.min(text.start + LONGEST);
        let said = said.start - lead..said.end.min(said.start + LONGEST);
        let (wrong, right) = (self.of_text(&text), self.of_said(&said));
        let by = self.people.get(self.quote.by).map_or("", |k| k.name.as_str());
        let message = match (wrong.is_empty(), right.is_empty()) {
            (false, false) => format!("{by} said \"{right}\", not \"{wrong}\""),
            (true, false) => format!("{by} also said \"{right}\" here"),
            _ => format!("{by} did not say \"{wrong}\" here"),
        };
        let help = match self.note() {
            Some(note) => format!("word by word: {}; {note}", self.difference()),
            None => format!("word by word: {}", self.difference()),
        };
        Some(Finding {
            code: Code::QuoteAltered,
            rule: Some(self.quote.rule),
            severity: Severity::Error,
            message,
            span: passage.source_span(tokens),
            label: if right.is_empty() {
                format!("without \"{wrong}\"")
            } else {
                format!("said \"{right}\"")
            },
            related: Vec::new(),
            expected: Some(self.of_said(&self.found.said)).filter(|s| !s.is_empty()),
            help: Some(help),
            fix: None,
            sentence: passage.sentence_span(tokens.start),
        })
    }

    /// Words of the draft.
    fn of_text(&self, range: &Range<usize>) -> String {
        let first = self.words.get(range.start).map(|w| w.token);
        let last = range.end.checked_sub(1).and_then(|i| self.words.get(i)).map(|w| w.token);
        let tokens = first.zip(last).filter(|_| !range.is_empty()).map(|(a, b)| a..b + 1);
        tokens.map_or(String::new(), |tokens| self.passage.text(&tokens).to_owned())
    }

    /// Words of the quotation.
    fn of_said(&self, range: &Range<usize>) -> String {
        let tokens = tokenize(&self.quote.text);
        let at = |i: usize| self.quote.words.get(i).and_then(|w| tokens.get(w.token));
        let ends = at(range.start).zip(range.end.checked_sub(1).and_then(at)).filter(|_| !range.is_empty());
        ends.map_or(String::new(), |(a, b)| a.span.cover(b.span).slice(&self.quote.text).to_owned())
    }

    /// `no [-place-] {+room+} for fear`: the words of both, the draft's own in `[- -]`, the speaker's in `{+ +}`.
    pub fn difference(&self) -> String {
        let mut out = String::new();
        let mut put = |text: &str| {
            if !text.is_empty() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(text);
            }
        };
        let mut at = self.found.said.start;
        for (text, said) in &self.found.changes {
            put(&self.of_said(&(at..said.start)));
            let (wrong, right) = (self.of_text(text), self.of_said(said));
            if !wrong.is_empty() {
                put(&format!("[-{wrong}-]"));
            }
            if !right.is_empty() {
                put(&format!("{{+{right}+}}"));
            }
            at = said.end;
        }
        put(&self.of_said(&(at..self.found.said.end)));
        out
    }

    /// Known words in a mouth that is surely another.
    pub fn misattributed(
        &self,
        scene: &Scene<'_, '_>,
        parts: &[Range<usize>],
        voice: &Voice,
    ) -> Option<Finding> {
        let quote = self.quote;
        let tokens = &(parts.first()?.start..parts.last()?.end);
        let here = (self.passage.index, tokens.start);
        let found = self.found;
        let whole = found.matched >= found.touched && found.content >= 2;
        let strong = found.content >= 3 && (found.matched >= 5 || whole)
            || found.content >= 2 && found.matched >= LONG && found.matched as usize == quote.words.len()
            || whole && (scene.names(quote.by, here) || matches!(voice.speaker, Speaker::Known(_)));
        // A pronoun may mean whoever else the draft has named.
        let sure = match (voice.how, voice.speaker) {
            (How::Nobody, _) => false,
            (How::Named, _) => true,
            (How::Role, Speaker::Known(known)) => scene.names(known, (usize::MAX, 0)),
            (How::Role, _) => false,
            (How::Pronoun, _) => !scene.names(quote.by, here),
        };
        if !strong || !sure || self.within_other_words() {
            return None;
        }
        let by = self.people.get(quote.by)?;
        let name = match voice.speaker {
            Speaker::Known(k) if k != quote.by && !self.also_said_by(k) => self.people.get(k)?.name.clone(),
            Speaker::Stranger(index) => {
                let sighting = scene.sightings.get(index)?;
                let there = scene.passages.get(sighting.block)?;
                let last = there.word(sighting.tokens.end.checked_sub(1)?);
                let shares = by.forms.iter().any(|f| f.words.iter().any(|w| key_of(w) == key_of(last)));
                if shares || !by.vouched && by.forms.first().is_some_and(|f| f.words.len() != 2) {
                    return None;
                }
                there.text(&sighting.tokens).to_owned()
            }
            Speaker::Known(_) | Speaker::Else | Speaker::Open => return None,
        };
        let given = voice.words.as_ref().and_then(|(block, words)| {
            let span = scene.passages.get(*block)?.source_span(words);
            Some(Label { span, text: "named as the speaker".to_owned() })
        });
        Some(Finding {
            code: Code::QuoteMisattributed,
            rule: Some(quote.rule),
            severity: Severity::Error,
            message: format!("{} said this, not {name}", by.name),
            span: self.passage.source_span(tokens),
            label: format!("said by {}", by.name),
            related: given.into_iter().collect(),
            expected: Some(by.name.clone()),
            help: self.note(),
            fix: None,
            sentence: self.passage.sentence_span(tokens.start),
        })
    }

    /// Whether the words stand within a longer sentence of the draft's speaker: "Why should there be no room for fear?"
    fn within_other_words(&self) -> bool {
        let Range { start, end } = self.found.text;
        let opening = self.words.get(..start + 1).unwrap_or(&[]).iter().rposition(|w| w.opens || w.gap);
        let before = start - opening.unwrap_or(0).min(start);
        let after = self.words.get(end..).unwrap_or(&[]).iter().take_while(|w| !w.gap && !w.opens).count();
        (before + after) * 3 > self.found.matched as usize
    }

    /// Whether the same words are on record from another as well.
    fn also_said_by(&self, known: u32) -> bool {
        self.people.quotes.known.iter().any(|q| {
            q.by == known
                && q.words.len() == self.quote.words.len()
                && q.words.iter().zip(&self.quote.words).all(|(a, b)| a.key == b.key)
        })
    }

    fn note(&self) -> Option<String> {
        match self.quote.rule {
            Rule::Quote { pack, quote } => self.packs.get(pack)?.quotes.get(quote)?.note.clone(),
            Rule::Fact { .. } | Rule::Name { .. } => None,
        }
    }
}
