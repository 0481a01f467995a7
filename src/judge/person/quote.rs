//! Quotations in a draft: which known one the words are, and whether they are its words.

use smallvec::SmallVec;

use crate::fact::{Pack, Quote};
use crate::finding::Rule;
use crate::judge::person::alignment::{Alignment, SMALL, Spoken, align, shingles, spoken, wording};
use crate::judge::person::misquote::Misquote;
use crate::judge::person::office::{ByKey, KeySet};
use crate::judge::person::people::People;
use crate::judge::person::sighting::Sighting;
use crate::judge::person::speaker::{Scene, Speaker};
use crate::judge::person::utterance::{Heard, Utterance};
use crate::mention::name::Passage;
use crate::mention::quotation::quotations;
use crate::source::{BlockKind, Document};
use crate::text::{Segmented, TokenKind, tokenize};
use crate::verdict::{Judgement, Verdict};

/// How many quotations may share three words before those words say nothing of which one it is.
const COMMON: usize = 16;
/// How many known quotations one passage is aligned with, the likeliest first.
const CANDIDATES: usize = 3;
/// Longest stretch that is aligned; a block without a closing mark may run on.
pub(crate) const LONGEST: usize = 600;

/// The known quotations, by every three words of theirs.
#[derive(Default)]
pub(crate) struct Quotes {
    pub known: Vec<KnownQuote>,
    shingles: ByKey<SmallVec<[u32; 2]>>,
    /// Words too common to tell one quotation from another.
    pub small: KeySet,
}

pub(crate) struct KnownQuote {
    pub rule: Rule,
    pub by: u32,
    pub text: String,
    pub words: Vec<Spoken>,
}

impl Quotes {
    /// Whether no pack has a quotation.
    pub(crate) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Adds one of a pack's quotations.
    pub(crate) fn learn(&mut self, quote: &Quote, rule: Rule, by: u32) {
        if self.small.is_empty() {
            self.small = SMALL.split_whitespace().map(wording).collect();
        }
        let tokens = tokenize(&quote.text);
        let words = spoken(&quote.text, &tokens, &(0..tokens.len()));
        let id = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        for shingle in shingles(&words) {
            let list = self.shingles.entry(shingle).or_default();
            if list.last() != Some(&id) && list.len() < COMMON {
                list.push(id);
            }
        }
        self.known.push(KnownQuote { rule, by, text: quote.text.clone(), words });
    }

    /// The known quotations that share most with these words.
    fn candidates(&self, words: &[Spoken]) -> SmallVec<[u32; 4]> {
        let mut votes: SmallVec<[(u32, u32); 8]> = SmallVec::new();
        for shingle in shingles(words) {
            let list = self.shingles.get(&shingle).filter(|l| l.len() < COMMON);
            for id in list.into_iter().flatten() {
                if let Some((_, n)) = votes.iter_mut().find(|(known, _)| known == id) {
                    *n += 1;
                } else if votes.len() < COMMON {
                    votes.push((*id, 1));
                }
            }
        }
        votes.sort_by_key(|(id, n)| (std::cmp::Reverse(*n), *id));
        votes.iter().take(CANDIDATES).map(|(id, _)| *id).collect()
    }

    /// The known quotation that these words come closest to; of two as close, the speaker's own.
    pub fn closest(&self, words: &[Spoken], speaker: Speaker) -> Option<(u32, Alignment)> {
        let mut best: Option<(u32, Alignment)> = None;
        let rank = |a: &Alignment, id: u32| {
            let by = self.known.get(id as usize).map(|q| q.by);
            (a.matched, std::cmp::Reverse(a.differing), matches!(speaker, Speaker::Known(k) if by == Some(k)))
        };
        for id in self.candidates(words) {
            let Some(quote) = self.known.get(id as usize) else { continue };
            let alignment = align(words, &quote.words, &self.small);
            if best.as_ref().is_none_or(|(other, b)| rank(&alignment, id) > rank(b, *other)) {
                best = Some((id, alignment));
            }
        }
        best
    }

    /// Whether these are words that name a work: each one of content has a capital.
    pub fn is_title_of_work(&self, passage: &Passage<'_>, words: &[Spoken]) -> bool {
        let heading = matches!(passage.block.kind, BlockKind::Title | BlockKind::Heading(_));
        let content = words.iter().filter(|w| !w.gap && !self.small.contains(&w.key));
        let mut tokens = content.filter_map(|w| passage.at(w.token)).filter(|t| t.kind == TokenKind::Word);
        let mut count = 0;
        !heading && tokens.all(|t| (t.capital && !t.all_caps).then(|| count += 1).is_some()) && count >= 2
    }
}

/// How the speaker of a quotation stands to the one who said a known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mouth {
    /// He speaks himself.
    Own,
    /// Who speaks is open, and the draft names him before.
    Near,
    /// Who speaks is open.
    Open,
    /// Somebody else speaks.
    Other,
}

/// How words stand to a known quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worded {
    /// They are its words.
    Same,
    /// They are its words, some of them changed.
    Altered,
    /// They are other words.
    Other,
}

impl Mouth {
    /// What an alignment makes of words: how close they must come depends on who is said to speak.
    pub fn worded(self, found: &Alignment, count: u32) -> Worded {
        let Alignment { matched, content, differing, strange, heavy, touched, .. } = *found;
        if differing == 0 {
            // All of either, or enough of both; words without content are nobody's own.
            let covers = matched == touched || matched == count || matched >= 6;
            let enough = content >= 2 || matched >= 5 || self == Mouth::Own && matched >= 4;
            return if matched >= 3 && enough && covers { Worded::Same } else { Worded::Other };
        }
        let like = matched * 100 / (matched + differing).max(1);
        let most = matched * 100 >= touched * 60;
        let inside = matched * 100 >= count * 60;
        // A part; where it is short, only a contraction or one word is another.
        let part = inside && (content >= 3 || content >= 2 && (heavy == 0 || heavy == 1 && matched >= 6));
        // The more places they part in, the more they must share.
        let holds = content + 1 >= heavy * 2 && content >= strange;
        let close = match self {
            Mouth::Own => like >= 65 && matched >= 4 && content >= 1 && (most || part),
            Mouth::Near => like >= 60 && matched >= 4 && content >= 2 && (most || part),
            Mouth::Open => like >= 60 && matched >= 5 && content >= 3 && (most || inside && content >= 4),
            Mouth::Other => like >= 75 && content >= 4 && most && found.changes.len() == 1,
        };
        let close = close && holds;
        if close { Worded::Altered } else { Worded::Other }
    }
}

impl People {
    /// Whether some quotation of a draft may be one of the packs'.
    pub(crate) fn quotes_any(&self, document: &Document, text: &[Segmented]) -> bool {
        !self.quotes.is_empty()
            && quotations(document, text).iter().any(|quotation| {
                let block = document.blocks.get(quotation.block).zip(text.get(quotation.block));
                block.is_some_and(|(block, segmented)| {
                    let end = quotation.tokens.end.min(quotation.tokens.start + LONGEST);
                    let words = spoken(&block.text, &segmented.tokens, &(quotation.tokens.start..end));
                    shingles(&words).any(|shingle| self.quotes.shingles.contains_key(&shingle))
                })
            })
    }

    /// Judges every quotation of a draft.
    pub(crate) fn judge_quotes(
        &self,
        packs: &[Pack],
        document: &Document,
        text: &[Segmented],
        passages: &[Passage<'_>],
        sightings: &[Sighting],
        out: &mut Vec<Judgement>,
    ) {
        let found = quotations(document, text);
        let scene = Scene::new(self, passages, sightings, &found);
        self.hear_all(&scene, |passage, utterance, heard| {
            if let Some(heard) = heard.filter(|heard| heard.worded != Worded::Other) {
                self.judge_quote(packs, &scene, passage, utterance, heard, out);
            }
        });
    }

    fn judge_quote(
        &self,
        packs: &[Pack],
        scene: &Scene<'_, '_>,
        passage: &Passage<'_>,
        utterance: &Utterance<'_>,
        heard: &Heard,
        out: &mut Vec<Judgement>,
    ) {
        let Some(quote) = self.quotes.known.get(heard.quote as usize) else { return };
        let (found, words) = (&heard.found, &utterance.words);
        let parts = utterance.matched_parts(found);
        let misquote = Misquote { people: self, packs, passage, quote, found, words };
        let finding = match heard.worded {
            Worded::Altered => misquote.altered(&parts),
            Worded::Same => misquote.misattributed(scene, &parts, utterance.voice),
            Worded::Other => return,
        };
        let rule = Some(quote.rule);
        match finding {
            Some(finding) => {
                let span = finding.span;
                out.push(Judgement { span, rule, verdict: Verdict::Contradicts(Box::new(finding)) });
            }
            None => out.extend(parts.iter().filter(|_| heard.worded == Worded::Same).map(|tokens| {
                Judgement { span: passage.source_span(tokens), rule, verdict: Verdict::Agrees }
            })),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fact::{Pack, Severity};
    use crate::judge::person::testing::{agreeing, findings, found, pack};

    fn desk() -> Pack {
        pack(
            "Dallas police outreach",
            &[
                "Michael Igo; Interim Chief; Igo",
                "Rosa Delacroix; Incident Commander",
                "Wade Ostrander; Sheriff",
                "Piet Vandermolen; Head of Hardware",
                "Noor Castellan; Chief Executive",
            ],
            &[],
            &[
                "Michael Igo: There's no room for fear in our community.",
                "Michael Igo: Ring us when something is wrong, open the shop in the morning, walk with the children to school.",
                "Rosa Delacroix: The wind wrote the plan yesterday, and today we get to write some of it ourselves.",
                "Wade Ostrander: If you are told to go, go.",
                "Piet Vandermolen: Fourteen hours means you leave the charger at home.",
                "Noor Castellan: We built the tablet people kept asking us for, and then we made it lighter.",
            ],
        )
    }

    #[test]
    fn altered() {
        let cases = [
            ("\"There's no place for fear in our community,\" Igo said.", "said \"no room\""),
            ("“There is no room for fear in our community.”", "said \"There's\""),
            ("Igo said: ‘There’s no room for fear in our city.’", "said \"our community\""),
            ("“If you are told to stay, stay,” rasped Sheriff Wade Ostrander.", "said \"go, go\""),
            (
                "> Ring us when something is wrong, open the door in the morning, walk with the children to school.",
                "said \"the shop\"",
            ),
            ("«Fifteen hours means you leave the charger at home», he said.", "said \"Fourteen\""),
            (
                "“We made the tablet people kept asking us for, and then we built it lighter.”",
                "said \"We built\"",
            ),
            (
                "“The wind wrote the plan yesterday, and today we get to write it ourselves.”",
                "said \"some of\"",
            ),
            (
                "“The wind wrote the plan yesterday,” Rosa Delacroix said, “and today we get to write all of it ourselves.”",
                "said \"write some\"",
            ),
            (
                "“The wind wrote the plan yesterday, and today we finally get to write some of it ourselves.”",
                "without \"finally\"",
            ),
        ];
        let desk = desk();
        for (text, label) in cases {
            let found = findings(&desk, text);
            let got: Vec<_> = found.iter().map(|f| (f.code.as_str(), f.label.as_str())).collect();
            assert_eq!(got, [("quote-altered", label)], "{text}");
        }
    }

    #[test]
    fn misattributed() {
        let cases = [
            "“Fourteen hours means you leave the charger at home,” bragged CEO Noor Castellan.",
            "“If you are told to go, go,” said Nadia Frost, the Alliance's president.",
            "\"There's no room for fear in our community,\" Sheriff Wade Ostrander said.",
            "As Rosa Delacroix put it: “There’s no room for fear in our community.”",
            "“There’s no room for fear in our community,” as Rosa Delacroix puts it.",
            "“There’s no room for fear in our community,” the incident commander, Rosa Delacroix, told her.",
            "Wade Ostrander told reporters: \"The wind wrote the plan yesterday.\"",
        ];
        let desk = desk();
        for text in cases {
            let found = findings(&desk, text);
            assert_eq!(
                found.iter().map(|f| f.code.as_str()).collect::<Vec<_>>(),
                ["quote-misattributed"],
                "{text}"
            );
            assert_eq!(found[0].severity, Severity::Error);
        }
    }

    #[test]
    fn right_and_none() {
        let desk = desk();
        for text in [
            "“There’s no room for fear in our community,” Igo wrote that night. “We are there for people.”",
            "“There’s no room … in our community.”",
            "“There’s no room for fear in [Dallas].”",
            "“There’s no room for fear in our community. We are with every one of you tonight.”",
            "“14 hours means you leave the charger at home.”",
            "\"...today we get to write some of it ourselves,\" Rosa Delacroix said.",
            "“Today we get to write some of it ourselves,” she said.",
            "“If you are told,” said Wade Ostrander, “to go, go.”",
            "“If you are told to go, go,” she told Rosa Delacroix.",
            "“If you are told to go, go,” Rosa Delacroix's aide said.",
            "“If you are told to go, go,” a spokesman for Rosa Delacroix said.",
            "“If you are told to go, go,” said the voice on the radio. That was Rosa Delacroix.",
            "Igo told a crowd, “There’s no room for fear in our community,” Fox News reported.",
            "Igo said there was no place for fear in the community.",
            "The “no fear” tour has “no room for error”.",
            "“There’s no room for doubt,” said Nadia Frost.",
            "“We built the house people kept asking about,” said Ann Roe.",
            "“I need you to call the office,” Igo said.",
            "“The wind wrote nothing,” Rosa Delacroix said.",
        ] {
            assert_eq!(found(&desk, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn counts_each_part_that_is_right() {
        let desk = desk();
        let text = "“If you are told,” said Wade Ostrander, “to go, go.”";
        assert_eq!(agreeing(&desk, text), ["If you are told", "Wade Ostrander", "to go, go"]);
        let text = "“The wind wrote the plan yesterday.\n“And today we get to write some of it ourselves.”";
        assert_eq!(agreeing(&desk, text).len(), 2);
    }

    #[test]
    fn says_what_was_said() {
        let found = findings(&desk(), "\"There's no place for fear in our community,\" Igo said.");
        assert_eq!(found[0].message, "Michael Igo said \"no room\", not \"no place\"");
        assert_eq!(found[0].expected.as_deref(), Some("There's no room for fear in our community"));
    }
}
