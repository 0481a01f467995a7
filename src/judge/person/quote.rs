//! Quotations in a draft: which known one the words are, whether they are its words, and who is said to speak.

use std::ops::Range;

use smallvec::SmallVec;

use crate::fact::{Pack, Quote, Severity};
use crate::finding::{Code, Finding, Rule};
use crate::judge::person::alignment::{Alignment, SMALL, Spoken, align, shingles, spoken, wording};
use crate::judge::person::office::{ByKey, KeySet};
use crate::judge::person::people::People;
use crate::judge::person::sighting::{Sighting, Who};
use crate::judge::person::speaker::{Speaker, last_named};
use crate::mention::name::Passage;
use crate::mention::quotation::{Quotation, quotations};
use crate::source::Document;
use crate::text::{Segmented, key_of, tokenize};
use crate::verdict::{Judgement, Verdict};

/// How many quotations may share three words before those words say nothing of which one it is.
const COMMON: usize = 16;
/// How many known quotations one passage is aligned with, the likeliest first.
const CANDIDATES: usize = 3;
/// Longest stretch that is aligned; a block without a closing mark may run on.
const LONGEST: usize = 600;

/// The known quotations, by every three words of theirs.
#[derive(Default)]
pub(crate) struct Quotes {
    known: Vec<KnownQuote>,
    shingles: ByKey<SmallVec<[u32; 2]>>,
    /// Words too common to tell one quotation from another.
    small: KeySet,
}

struct KnownQuote {
    rule: Rule,
    by: u32,
    text: String,
    words: Vec<Spoken>,
}

impl Quotes {
    /// Whether no pack has a quotation.
    pub(crate) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Adds one of a pack's quotations.
    pub(crate) fn learn(&mut self, quote: &Quote, rule: Rule, by: u32) {
        if self.small.is_empty() {
            self.small = SMALL.iter().map(|w| wording(w)).collect();
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
        // Strangers by last name, so that "Frost said" is the Nadia Frost named before.
        let mut strangers: ByKey<usize> = ByKey::default();
        for (index, sighting) in sightings.iter().enumerate().filter(|(_, s)| s.who == Who::Stranger) {
            strangers.entry(sighting.last).or_insert(index);
        }
        let mut left_off: Option<(u32, Vec<Spoken>, usize)> = None;
        for (n, quotation) in found.iter().enumerate() {
            let Some(passage) = passages.get(quotation.block) else { continue };
            let end = quotation.tokens.end.min(quotation.tokens.start + LONGEST);
            let range = quotation.tokens.start..end;
            let words = spoken(&passage.block.text, passage.tokens, &range);
            let speaker = self.speaker(passage, quotation, &found, n, sightings, &strangers);
            let judged =
                self.judge_quote(packs, passage, &words, quotation, speaker, sightings, passages, out);
            // "If you are told," he said, "to stay, stay.": what follows the attribution goes on with the quotation.
            if let (None, Some((quote, before, until))) = (judged, left_off.take())
                && quotation.marked
                && words.len() >= 2
                && until + 1 >= n
            {
                self.judge_rest(packs, passage, quote, before, &words, out);
                continue;
            }
            left_off = judged.filter(|(_, more)| *more).map(|(quote, _)| (quote, words, n));
        }
    }

    /// Judges one stretch; says which quotation it is, and whether that goes on after it.
    #[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename them")]
    fn judge_quote(
        &self,
        packs: &[Pack],
        passage: &Passage<'_>,
        words: &[Spoken],
        quotation: &Quotation,
        speaker: Speaker,
        sightings: &[Sighting],
        passages: &[Passage<'_>],
        out: &mut Vec<Judgement>,
    ) -> Option<(u32, bool)> {
        let count = words.iter().filter(|w| !w.gap).count();
        if count < 3 {
            return None;
        }
        let mut best: Option<(u32, Alignment)> = None;
        for id in self.quotes.candidates(words) {
            let Some(quote) = self.quotes.known.get(id as usize) else { continue };
            let alignment = align(words, &quote.words, &self.quotes.small);
            let rank = |a: &Alignment, id: u32| {
                let by = self.quotes.known.get(id as usize).map(|q| q.by);
                (
                    a.matched,
                    std::cmp::Reverse(a.differing),
                    matches!(speaker, Speaker::Known(k) if by == Some(k)),
                )
            };
            if best.as_ref().is_none_or(|(other, b)| rank(&alignment, id) > rank(b, *other)) {
                best = Some((id, alignment));
            }
        }
        let (id, found) = best?;
        let quote = self.quotes.known.get(id as usize)?;
        let whole = u32::try_from(quote.words.len()).unwrap_or(u32::MAX);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let theirs = speaker == Speaker::Known(quote.by)
            || speaker == Speaker::Open && last_named(passage, quotation, sightings) == Some(quote.by);
        let enough = found.content >= 2 || found.matched >= 5 || theirs && found.matched >= 4;
        let first = words.get(found.text.start)?.token;
        let last = words.get(found.text.end.checked_sub(1)?)?.token;
        // With the mark that ends the words, so that the label reads as the words do.
        let tokens = first..last + 1;
        let goes_on = found.said.end < quote.words.len();
        if found.differing == 0 {
            // All of either, or enough of both.
            let covers = found.matched == whole || found.matched == count || found.matched >= 6;
            if found.matched < 3 || !enough || !covers {
                return None;
            }
            if let Some(finding) = self
                .misattributed(packs, passage, quote, &tokens, speaker, &found, whole, sightings, passages)
            {
                let span = finding.span;
                out.push(Judgement {
                    span,
                    rule: Some(quote.rule),
                    verdict: Verdict::Contradicts(Box::new(finding)),
                });
            } else {
                let span = passage.source_span(&tokens);
                out.push(Judgement { span, rule: Some(quote.rule), verdict: Verdict::Agrees });
            }
            return Some((id, goes_on));
        }
        let like = found.matched * 100 / (found.matched + found.differing).max(1);
        let elses = !theirs && speaker != Speaker::Open;
        let most = found.matched * 100 >= whole * 60;
        let inside = found.matched * 100 >= count * 60;
        let close = if elses {
            like >= 75 && found.content >= 4 && most
        } else if theirs {
            like >= 65 && found.matched >= 4 && found.content >= 1 && (most || inside)
        } else {
            like >= 60 && found.matched >= 4 && (most && enough || inside && found.content >= 4)
        };
        if !close || !quotation.marked && !most && found.content < 5 {
            return None;
        }
        let finding = self.altered(packs, passage, quote, &tokens, words, &found)?;
        let span = finding.span;
        out.push(Judgement {
            span,
            rule: Some(quote.rule),
            verdict: Verdict::Contradicts(Box::new(finding)),
        });
        Some((id, goes_on))
    }

    /// The second part of a quotation split by its attribution, held against what is left of it.
    fn judge_rest(
        &self,
        packs: &[Pack],
        passage: &Passage<'_>,
        id: u32,
        before: Vec<Spoken>,
        words: &[Spoken],
        out: &mut Vec<Judgement>,
    ) {
        let Some(quote) = self.quotes.known.get(id as usize) else { return };
        let shift = before.len();
        let mut joined = before;
        joined.extend(words.iter().map(|w| Spoken { opens: false, ..*w }));
        let found = align(&joined, &quote.words, &self.quotes.small);
        let like = found.matched * 100 / (found.matched + found.differing).max(1);
        let reached = found.text.end > shift;
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let tokens = first.token..last.token + 1;
        if !reached || like < 60 || found.matched < 4 || found.text.end < joined.len() {
            return;
        }
        if found.differing == 0 {
            let span = passage.source_span(&tokens);
            out.push(Judgement { span, rule: Some(quote.rule), verdict: Verdict::Agrees });
            return;
        }
        let Some((changed, meant)) = &found.first else { return };
        // The words that part must be in this second part, or they were judged already.
        let Some(start) = changed.start.checked_sub(shift) else { return };
        let local = Alignment { first: Some((start..changed.end - shift, meant.clone())), ..found };
        if let Some(finding) = self.altered(packs, passage, quote, &tokens, words, &local) {
            let span = finding.span;
            out.push(Judgement {
                span,
                rule: Some(quote.rule),
                verdict: Verdict::Contradicts(Box::new(finding)),
            });
        }
    }

    fn altered(
        &self,
        packs: &[Pack],
        passage: &Passage<'_>,
        quote: &KnownQuote,
        tokens: &Range<usize>,
        words: &[Spoken],
        found: &Alignment,
    ) -> Option<Finding> {
        let quote_tokens = tokenize(&quote.text);
        let (text, said) = found.first.clone()?;
        // One word of what both share leads in: "no room", not "no place".
        let lead = usize::from(
            text.start > 0
                && said.start > 0
                && !text.is_empty()
                && !said.is_empty()
                && text.len().min(said.len()) == 1,
        );
        let of_text = |range: Range<usize>| -> String {
            let first = words.get(range.start).map(|w| w.token);
            let last = range.end.checked_sub(1).and_then(|i| words.get(i)).map(|w| w.token);
            first
                .zip(last)
                .filter(|_| !range.is_empty())
                .map_or(String::new(), |(a, b)| passage.text(&(a..b + 1)).to_owned())
        };
        let of_said = |range: Range<usize>| -> String {
            let first = quote.words.get(range.start).and_then(|w| quote_tokens.get(w.token));
            let last = range
                .end
                .checked_sub(1)
                .and_then(|i| quote.words.get(i))
                .and_then(|w| quote_tokens.get(w.token));
            first
                .zip(last)
                .filter(|_| !range.is_empty())
                .map_or(String::new(), |(a, b)| a.span.cover(b.span).slice(&quote.text).to_owned())
        };
        let limit = 6;
        let text = text.start - lead..text.end.min(text.start + limit);
        let said_range = said.start - lead..said.end.min(said.start + limit);
        let (wrong, right) = (of_text(text), of_said(said_range));
        let by = self.get(quote.by).map_or("", |k| k.name.as_str());
        let message = match (wrong.is_empty(), right.is_empty()) {
            (false, false) => format!("{by} said \"{right}\", not \"{wrong}\""),
            (true, false) => format!("{by} also said \"{right}\" here"),
            _ => format!("{by} did not say \"{wrong}\" here"),
        };
        let span = passage.source_span(tokens);
        Some(Finding {
            code: Code::QuoteAltered,
            rule: Some(quote.rule),
            severity: Severity::Error,
            message,
            span,
            label: if right.is_empty() {
                format!("without \"{wrong}\"")
            } else {
                format!("said \"{right}\"")
            },
            related: Vec::new(),
            expected: Some(of_said(found.said.clone())).filter(|s| !s.is_empty()),
            help: note(packs, quote.rule),
            fix: None,
            sentence: passage.sentence_span(tokens.start),
        })
    }

    #[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename them")]
    fn misattributed(
        &self,
        packs: &[Pack],
        passage: &Passage<'_>,
        quote: &KnownQuote,
        tokens: &Range<usize>,
        speaker: Speaker,
        found: &Alignment,
        whole: u32,
        sightings: &[Sighting],
        passages: &[Passage<'_>],
    ) -> Option<Finding> {
        let strong = found.matched >= 5 || found.matched == whole && found.content >= 2;
        // A quotation inside another has a speaker of its own.
        let nested = passage.before(tokens.start).is_some_and(|t| {
            matches!(t.sign, '‘' | '\'') && passage.at(tokens.start.wrapping_sub(2)).is_some_and(|b| b.quoted)
        });
        if !strong || nested {
            return None;
        }
        let by = self.get(quote.by)?;
        let name = match speaker {
            Speaker::Known(k) if k != quote.by => {
                // The same words are on record from both.
                let also = self.quotes.known.iter().any(|q| {
                    q.by == k
                        && q.words.len() == quote.words.len()
                        && q.words.iter().zip(&quote.words).all(|(a, b)| a.key == b.key)
                });
                if also {
                    return None;
                }
                self.get(k)?.name.clone()
            }
            Speaker::Stranger(index) => {
                let sighting = sightings.get(index)?;
                let there = passages.get(sighting.block)?;
                let last = there.word(sighting.tokens.end.checked_sub(1)?);
                let shares = by.forms.iter().any(|f| f.words.iter().any(|w| key_of(w) == key_of(last)));
                if shares || !by.vouched && by.forms.first().is_some_and(|f| f.words.len() != 2) {
                    return None;
                }
                there.text(&sighting.tokens).to_owned()
            }
            Speaker::Known(_) | Speaker::Open => return None,
        };
        let span = passage.source_span(tokens);
        Some(Finding {
            code: Code::QuoteMisattributed,
            rule: Some(quote.rule),
            severity: Severity::Error,
            message: format!("{} said this, not {name}", by.name),
            span,
            label: format!("said by {}", by.name),
            related: Vec::new(),
            expected: Some(by.name.clone()),
            help: note(packs, quote.rule),
            fix: None,
            sentence: passage.sentence_span(tokens.start),
        })
    }
}

fn note(packs: &[Pack], rule: Rule) -> Option<String> {
    match rule {
        Rule::Quote { pack, quote } => packs.get(pack)?.quotes.get(quote)?.note.clone(),
        Rule::Fact { .. } | Rule::Name { .. } => None,
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
            "“There’s no room for fear in our community,” Igo wrote on X. “I am meeting with people.”",
            "“There’s no room … in our community.”",
            "“There’s no room for fear in [Dallas].”",
            "“There’s no room for fear in our community. I am meeting with stakeholders across Dallas.”",
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
