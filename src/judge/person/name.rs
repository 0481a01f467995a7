//! Names in a draft: which known one a run of capitals is, or comes close to, and whether it stands right.

use std::ops::Range;

use chrono::NaiveDate;

use crate::fact::{Pack, Severity};
use crate::finding::{Code, Finding, Fix, Label, Rule};
use crate::judge::person::form::Form;
use crate::judge::person::introduction::told_of_then;
use crate::judge::person::office::KeySet;
use crate::judge::person::people::People;
use crate::judge::person::phrase::{Article, Place};
use crate::judge::person::sighting::{Sighting, Who, sightings_in};
use crate::judge::person::spelling::{fold, same};
use crate::judge::person::title::TitleVerdict;
use crate::mention::name::Passage;
use crate::mention::naming::SUFFIXES;
use crate::span::Span;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};
use crate::verdict::{Judgement, Verdict};

/// Names to either side among which the other one of two crossed names is looked for.
const NEAR: usize = 16;

/// What the pass over one draft needs to hand.
pub(crate) struct Draft<'a> {
    /// The index.
    pub people: &'a People,
    /// What it was built from.
    pub packs: &'a [Pack],
    /// The draft's blocks.
    pub passages: &'a [Passage<'a>],
    /// Everybody it names.
    pub sightings: &'a [Sighting],
    /// Its date.
    pub date: Option<NaiveDate>,
    /// Known ones that the draft names in full, right or nearly.
    named: Vec<bool>,
    /// Where the draft first has a full name right, by sighting.
    right: Vec<Option<u32>>,
    /// Last words of strangers' names.
    strangers: KeySet,
}

impl People {
    /// Judges every sighting.
    pub(crate) fn judge_names(
        &self,
        packs: &[Pack],
        passages: &[Passage<'_>],
        sightings: &[Sighting],
        date: Option<NaiveDate>,
    ) -> Vec<Judgement> {
        let draft = self.draft(packs, passages, sightings, date);
        let mut out = Vec::new();
        for sighting in sightings {
            if let Some(passage) = passages.get(sighting.block)
                && !draft.is_byline(passage, &sighting.tokens)
            {
                draft.judge(passage, sighting, &mut out);
            }
        }
        out
    }

    /// A draft with what it says of the known ones as a whole.
    pub(crate) fn draft<'a>(
        &'a self,
        packs: &'a [Pack],
        passages: &'a [Passage<'a>],
        sightings: &'a [Sighting],
        date: Option<NaiveDate>,
    ) -> Draft<'a> {
        let mut draft = Draft {
            people: self,
            packs,
            passages,
            sightings,
            date,
            named: vec![false; self.known.len()],
            right: vec![None; self.known.len()],
            strangers: KeySet::default(),
        };
        for (index, sighting) in sightings.iter().enumerate() {
            match sighting.who {
                Who::Known(k) => {
                    draft.name(k);
                    if let Some(slot) = draft.right.get_mut(k as usize)
                        && slot.is_none()
                    {
                        *slot = u32::try_from(index).ok();
                    }
                }
                Who::Near(k, _) | Who::Altered(k) => draft.name(k),
                Who::Stranger | Who::Half(..) => {
                    draft.strangers.insert(sighting.last);
                }
                Who::Surname(_) | Who::NearSurname(_) | Who::Word => {}
            }
        }
        draft
    }
}

impl Draft<'_> {
    fn name(&mut self, k: u32) {
        if let Some(slot) = self.named.get_mut(k as usize) {
            *slot = true;
        }
    }

    pub(crate) fn judge(&self, passage: &Passage<'_>, sighting: &Sighting, out: &mut Vec<Judgement>) {
        if let Some(role) = self.role_of_cell(passage)
            && let Some(known) = self.people.get(role.holder)
        {
            match sighting.who {
                Who::Known(k) | Who::Surname(k) if k == role.holder => {
                    let span = passage.source_span(&sighting.tokens);
                    out.push(Judgement { span, rule: Some(role.rule), verdict: Verdict::Agrees });
                    return;
                }
                Who::Known(_) | Who::Half(..) | Who::Stranger => {
                    let said = passage.text(&sighting.tokens);
                    let message = format!("{} is {}, not {said}", role.text, known.name);
                    let expected = known.name.clone();
                    out.push(self.wrong_name(
                        passage,
                        &sighting.tokens,
                        role.holder,
                        role.rule,
                        &message,
                        expected,
                    ));
                    return;
                }
                Who::Altered(_) | Who::Near(..) | Who::Surname(_) | Who::NearSurname(_) | Who::Word => {}
            }
        }
        match sighting.who {
            Who::Known(k) => self.judge_known(passage, &sighting.tokens, k, true, out),
            Who::Surname(k) => {
                let strangers = self.is_strangers(passage, &sighting.tokens);
                let sure = !strangers && self.named.get(k as usize) == Some(&true)
                    || self.has_short_form(passage, sighting.tokens.start, k);
                let from = out.len();
                self.judge_known(passage, &sighting.tokens, k, false, out);
                // Who a last name means is settled by the draft or the pack; else only a right title settles it.
                if !sure && out.get(from).is_some_and(|j| j.verdict != Verdict::Agrees) {
                    out.truncate(from);
                }
            }
            Who::Altered(k) => self.judge_altered(passage, &sighting.tokens, k, out),
            Who::Near(k, form) => self.judge_near(passage, &sighting.tokens, k, form, out),
            Who::Half(k, last) => self.judge_half(passage, &sighting.tokens, k, last, out),
            Who::NearSurname(k) => self.judge_near_surname(passage, &sighting.tokens, k, out),
            Who::Stranger => self.judge_stranger(passage, &sighting.tokens, out),
            Who::Word => {}
        }
    }

    pub(crate) fn is_strangers(&self, passage: &Passage<'_>, name: &Range<usize>) -> bool {
        passage.before(name.end).is_some_and(|t| self.strangers.contains(&t.key))
    }

    /// Whether the pack itself lists this one word as a form of the name.
    fn has_short_form(&self, passage: &Passage<'_>, at: usize, k: u32) -> bool {
        self.people.get(k).is_some_and(|known| {
            known
                .forms
                .iter()
                .any(|f| f.words.len() == 1 && f.words.first().is_some_and(|w| same(passage.word(at), w)))
        }) && !self.is_strangers(passage, &(at..at + 1))
    }

    fn judge_known(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        k: u32,
        full: bool,
        out: &mut Vec<Judgement>,
    ) {
        let Some(known) = self.people.get(k) else { return };
        if !known.vouched {
            return;
        }
        if full && self.is_eponym(passage, name) {
            return;
        }
        if full
            && let Some(tokens) = self.run_on(passage, name, known)
            && (self.is_person(passage, name, known) || self.is_last_name(passage, tokens.end - 1))
            && !self.introduced_apart(passage, &tokens, k)
        {
            let message = format!("the name is {}, not \"{}\"", known.name, said(passage, &tokens));
            out.push(self.wrong_name(passage, &tokens, k, known.rule, &message, known.name.clone()));
            return;
        }
        let mut agreeing: Option<Rule> = None;
        let mut cover = name.clone();
        for phrase in self.phrases(passage, name) {
            match self.title_verdict(passage, &phrase, k, full) {
                TitleVerdict::Right(rule) => {
                    agreeing = agreeing.or(Some(rule));
                    if phrase.place == Place::Before && !phrase.shared {
                        cover.start = phrase.title.start;
                    } else if phrase.place == Place::After {
                        cover.end = phrase.tokens.end;
                    }
                }
                TitleVerdict::Wrong(wrong) => {
                    if !self.disclaimed(passage, name) && !told_of_then(passage, &phrase, self.date) {
                        out.push(self.wrong_title(passage, name, &phrase, k, *wrong));
                        return;
                    }
                }
                TitleVerdict::Open => {}
            }
        }
        if full || agreeing.is_some() {
            let rule = agreeing.unwrap_or(known.rule);
            out.push(Judgement {
                span: passage.source_span(&cover),
                rule: Some(rule),
                verdict: Verdict::Agrees,
            });
        }
    }

    /// "the Kathy Hochul Foundation", "Marisol Trent Elementary School".
    pub(crate) fn is_eponym(&self, passage: &Passage<'_>, name: &Range<usize>) -> bool {
        let owned = passage.before(name.end).is_some_and(|t| t.possessive);
        !owned
            && passage.at(name.end).is_some_and(|t| {
                t.kind == TokenKind::Word && t.capital && self.people.vocabulary.namesakes.contains(&t.key)
            })
    }

    pub(crate) fn sightings_at(&self, block: usize, token: usize) -> Option<&Sighting> {
        let next = self.sightings.partition_point(|s| (s.block, s.tokens.end) <= (block, token));
        self.sightings.get(next).filter(|s| s.block == block && s.tokens.contains(&token))
    }

    pub(crate) fn quoted(&self, passage: &Passage<'_>, name: &Range<usize>) -> bool {
        passage.block.quoted || passage.at(name.start).is_some_and(|t| t.quoted)
    }

    pub(crate) fn note(&self, rule: Rule) -> Option<String> {
        match rule {
            Rule::Name { pack, name } => self.packs.get(pack)?.names.get(name)?.note.clone(),
            Rule::Fact { pack, fact } => self.packs.get(pack)?.facts.get(fact)?.note.clone(),
            Rule::Quote { pack, quote } => self.packs.get(pack)?.quotes.get(quote)?.note.clone(),
        }
    }

    pub(crate) fn wrong_name(
        &self,
        passage: &Passage<'_>,
        tokens: &Range<usize>,
        k: u32,
        rule: Rule,
        message: &str,
        expected: String,
    ) -> Judgement {
        // A full stop that ends the sentence may have been read as an abbreviation's.
        let prose = passage.prose_span(tokens);
        let stop = prose.slice(&passage.block.text).ends_with('.') && !expected.ends_with('.');
        let prose = Span::new(prose.start(), prose.end() - usize::from(stop)).unwrap_or(prose);
        let span = passage.block.map.source_span(prose);
        let quoted = self.quoted(passage, tokens);
        let severity = match rule {
            Rule::Fact { pack, fact } => {
                self.packs.get(pack).and_then(|p| p.facts.get(fact)).map_or(Severity::Error, |f| f.severity)
            }
            Rule::Name { .. } | Rule::Quote { .. } => Severity::Error,
        };
        let capitals =
            tokens.clone().filter_map(|i| passage.at(i)).all(|t| t.all_caps || t.kind != TokenKind::Word);
        let replacement = if capitals { expected.to_uppercase() } else { expected.clone() };
        let finding = Finding {
            code: Code::NameMismatch,
            rule: Some(rule),
            severity: if quoted { severity.lower() } else { severity },
            message: message.to_owned(),
            span,
            label: format!("should be {expected}"),
            related: self.elsewhere(k).into_iter().filter(|l| !l.span.overlaps(span)).collect(),
            expected: Some(expected),
            help: self.note(rule),
            fix: (!quoted).then_some(Fix { span, replacement }),
            sentence: passage.sentence_span(tokens.start),
        };
        Judgement { span, rule: Some(rule), verdict: Verdict::Contradicts(Box::new(finding)) }
    }

    /// Where the draft has the name right.
    fn elsewhere(&self, k: u32) -> Option<Label> {
        let index = (*self.right.get(k as usize)?)?;
        let sighting = self.sightings.get(index as usize)?;
        let passage = self.passages.get(sighting.block)?;
        Some(Label { span: passage.source_span(&sighting.tokens), text: "right here".to_owned() })
    }

    fn judge_altered(&self, passage: &Passage<'_>, name: &Range<usize>, k: u32, out: &mut Vec<Judgement>) {
        let Some(known) = self.people.get(k).filter(|n| n.vouched) else { return };
        if self.somebody_else(passage, name, k, true, false) || self.disclaimed(passage, name) {
            return;
        }
        let message = format!("the name is {}, not \"{}\"", known.name, said(passage, name));
        out.push(self.wrong_name(passage, name, k, known.rule, &message, known.name.clone()));
    }

    pub(crate) fn judge_near(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        k: u32,
        form: u16,
        out: &mut Vec<Judgement>,
    ) {
        // "Kathie Hochul Jr.": a suffix that the known one does not have is another's.
        if passage.at(name.end).is_some_and(|t| self.people.vocabulary.is_suffix(t)) {
            return;
        }
        let Some(known) = self.people.get(k) else { return };
        let phrases = self.phrases(passage, name);
        let titled = phrases.iter().any(|p| self.fits_known(p, k));
        if self.beside_the_right_one(passage, name, k)
            || self.is_eponym(passage, name)
            || self.somebody_else(passage, name, k, titled, false)
            || self.disclaimed(passage, name)
        {
            return;
        }
        let expected = match known.forms.get(usize::from(form)) {
            Some(form) if form.words.len() > 1 => form.text.clone(),
            _ => known.name.clone(),
        };
        let message = format!("the name is {}, not \"{}\"", expected, said(passage, name));
        out.push(self.wrong_name(passage, name, k, known.rule, &message, expected));
    }

    /// "Before Stannard took the case it belonged to Judge Philip Stanyard": one sentence tells the two apart.
    pub(crate) fn beside_the_right_one(&self, passage: &Passage<'_>, name: &Range<usize>, k: u32) -> bool {
        let sentence = passage.sentence_tokens(name.start);
        sightings_in(self.sightings, passage.index, &sentence)
            .any(|(_, s)| matches!(s.who, Who::Known(other) | Who::Surname(other) if other == k))
    }

    /// One word right, the other quite different: wrong only where a title or role says who is meant, or where the
    /// name is put together from two known ones.
    fn judge_half(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        k: u32,
        last: bool,
        out: &mut Vec<Judgement>,
    ) {
        let Some(known) = self.people.get(k) else { return };
        let phrases = self.phrases(passage, name);
        let merged = self.merged(passage, name, k, last);
        // Of two known ones the surname says who is meant, unless the title says otherwise.
        let k = match merged {
            Some(other)
                if !phrases.iter().any(|p| self.fits_known(p, k))
                    && phrases.iter().any(|p| self.fits_known(p, other)) =>
            {
                other
            }
            _ => k,
        };
        let known = self.people.get(k).unwrap_or(known);
        let role = phrases.iter().find(|p| {
            self.fits_known(p, k)
                // "Sen. David Pryor": of the many senators, not the known David.
                && (last || merged.is_some() || p.own || !self.people.vocabulary.is_common(&p.office))
                && !p.past
                && p.article != Article::Indefinite
                && (!p.foreign || merged.is_some())
                && !told_of_then(passage, p, self.date)
                && (merged.is_some() || self.about_ours(passage, p))
        });
        if self.disclaimed(passage, name) || self.somebody_else(passage, name, k, role.is_some(), true) {
            return;
        }
        let headline = passage.headline_capitals(name.start);
        let rule = match role {
            Some(phrase) => self
                .role_of(phrase, k)
                .filter(|_| self.role_is_ours(passage, phrase, k))
                .unwrap_or(known.rule),
            None if merged
                .is_some_and(|other| self.both_about(k, other) || self.crossed(passage, name, k, other))
                && !headline
                && phrases.is_empty() =>
            {
                known.rule
            }
            None => return,
        };
        let message = match rule {
            Rule::Fact { .. } => {
                let text = self.people.roles.iter().find(|r| r.rule == rule).map_or("", |r| r.text.as_str());
                format!("{} is {}, not \"{}\"", text, known.name, said(passage, name))
            }
            Rule::Name { .. } | Rule::Quote { .. } => {
                format!("the name is {}, not \"{}\"", known.name, said(passage, name))
            }
        };
        out.push(self.wrong_name(passage, name, k, rule, &message, known.name.clone()));
    }

    /// Whether the draft names either of two known ones elsewhere: common names meet by chance in other stories.
    fn both_about(&self, k: u32, other: u32) -> bool {
        [k, other].iter().any(|k| self.named.get(*k as usize) == Some(&true))
    }

    /// "Letitia Hochul and Kathy James": what one name lacks stands in another of the draft.
    fn crossed(&self, passage: &Passage<'_>, name: &Range<usize>, k: u32, other: u32) -> bool {
        let own = self.sightings.partition_point(|s| (s.block, s.tokens.start) < (passage.index, name.start));
        let near = self.sightings.iter().skip(own.saturating_sub(NEAR)).take(2 * NEAR);
        near.into_iter().any(|s| match s.who {
            Who::Half(half, last) if half == other => self
                .passages
                .get(s.block)
                .is_some_and(|passage| self.merged(passage, &s.tokens, half, last) == Some(k)),
            _ => false,
        })
    }

    /// The other known one that the rest of the name is taken from: "Letitia Hochul", "Letitia Marsh-Holloway".
    fn merged(&self, passage: &Passage<'_>, name: &Range<usize>, k: u32, last: bool) -> Option<u32> {
        let at = if last { name.start } else { name.end - 1 };
        let compound = last && name.len() == 4 && passage.sign(name.end - 2, '-');
        let own = |form: &Form| form.words.first().is_some_and(|w| same(passage.word(at), w));
        let whole = name.len() == 2 || compound && !self.people.get(k)?.forms.iter().any(own);
        if !whole {
            return None;
        }
        let word = passage.word(at);
        self.people.words.get(&passage.at(at)?.key)?.iter().find_map(|entry| {
            let form =
                self.people.get(entry.known).filter(|n| n.vouched)?.forms.get(usize::from(entry.form))?;
            let end = if last { 0 } else { form.words.len().checked_sub(1)? };
            let fits = usize::from(entry.word) == end
                && form.words.len() > 1
                && !form.body
                && entry.known != k
                && form.words.get(end).is_some_and(|w| same(word, w));
            fits.then_some(entry.known)
        })
    }

    fn judge_near_surname(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        k: u32,
        out: &mut Vec<Judgement>,
    ) {
        let Some(known) = self.people.get(k) else { return };
        let named = self.right.get(k as usize).is_some_and(Option::is_some);
        // In a headline any word has a capital; a long one that is so like a name of the draft's is still that name.
        let headline = passage.headline_capitals(name.start);
        let long = passage.word(name.start).len() >= 6 && named;
        if self.is_strangers(passage, name) || headline && !long || self.disclaimed(passage, name) {
            return;
        }
        let phrases = self.phrases(passage, name);
        let titled = headline
            || phrases
                .iter()
                .any(|p| p.place == Place::Before && !p.past && !p.foreign && self.fits_known(p, k));
        let opens = passage.sentence_tokens(name.start).start == name.start
            && !passage.at(name.end).is_some_and(is_verb_of_speech);
        // Without a title only where the draft itself has the name right elsewhere, and never at the opening of a
        // sentence, where any word has a capital.
        let drifted = named && !opens && self.acts(passage, name);
        if !(titled || drifted) || self.somebody_else(passage, name, k, titled, false) {
            return;
        }
        let right = known
            .forms
            .first()
            .and_then(|f| known.name.split_whitespace().next_back().filter(|_| f.suffix.is_none()));
        let Some(right) = right else { return };
        let message = format!("the name is {}, not \"{}\"", right, said(passage, name));
        out.push(self.wrong_name(passage, name, k, known.rule, &message, right.to_owned()));
    }
}

/// A name as the text has it, without a full stop that is the sentence's.
pub(crate) fn said<'d>(passage: &Passage<'d>, name: &Range<usize>) -> &'d str {
    let text = passage.text(name);
    let last = text.rsplit([' ', '-']).next().unwrap_or(text);
    let own = last.len() <= 3 || SUFFIXES.contains(&fold(last).as_str());
    if own { text } else { text.trim_end_matches('.') }
}

pub(crate) fn is_verb_of_speech(token: &Token) -> bool {
    !token.capital && lexicon::is_or_stem(token, Class::SPEECH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::person::testing::{agreeing, desk, findings, found};

    #[test]
    fn wrong_names() {
        let cases = [
            ("Attorney General Pam Bondi Trump filed a suit.", "Pam Bondi Trump"),
            ("The suit of Pam Bondi Trump’s department failed.", "Pam Bondi Trump"),
            ("Interim Chief Micheal Igo spoke.", "Micheal Igo"),
            ("Gov. Kathy Hochel and others spoke.", "Kathy Hochel"),
            ("Governor Thomas Reinhold was dour.", "Thomas Reinhold"),
            ("Sana Kivelä is the lead maintainer.", "Sana Kivelä"),
            ("The U.S. attorney general, Pat Bondi.", "Pat Bondi"),
            ("Treasurer Glen Pritchard was unrepentant.", "Glen Pritchard"),
            ("It sued New York, its governor, Letitia Hochul, and others.", "Letitia Hochul"),
            ("The women's winner, Marit Solberg, finished alone.", "Marit Solberg"),
            ("Their talk was held at Familia Betel Internacional.", "Familia Betel Internacional"),
            ("KATHY HOCHEL SPEAKS", "KATHY HOCHEL"),
            ("Comptroller Ana de la Cruse signed.", "Ana de la Cruse"),
            ("Commissioner John K. Ewing Jr. signed.", "John K. Ewing Jr."),
            ("Commissioner John R. Ewing Sr. signed.", "John R. Ewing Sr."),
            ("“I met Micheal Igo,” she said.", "Micheal Igo"),
            ("Sheriff Ostrender closed the road.", "Ostrender"),
            ("Wade Ostrander came. The road is shut, Ostrender said.", "Ostrender"),
            ("Interim Chief James Igo spoke.", "James Igo"),
            ("DPD Interim Chief Micheal Igo spoke.", "Micheal Igo"),
            ("New York Gov. Andrew Cuomo signed it on Monday.", "Andrew Cuomo"),
            ("The governor of New York, Andrew Cuomo, signed it.", "Andrew Cuomo"),
            ("Bank of Velmora governor Erik Holm spoke.", "Erik Holm"),
            ("Women's winner: Petra Dunmore", "Petra Dunmore"),
            ("The women's winner was Marta Solheim.", "Marta Solheim"),
            ("Comptroller Anna de la Cruz signed.", "Anna de la Cruz"),
        ];
        let desk = desk();
        for (text, words) in cases {
            assert_eq!(found(&desk, text), [format!("name-mismatch: {words}")], "{text}");
        }
    }

    #[test]
    fn right_names_and_other_people() {
        let desk = desk();
        for text in [
            // The same name in another dress.
            "Michael Igo's officers and Hochul's aides met Pamela Bondi.",
            "Letitia A. James and Michael J. Igo met.",
            "PAM BONDI SUES NEW YORK",
            "# Pam Bondi Sues New York Again",
            "Sanna Kivela wrote it; Kivelä agreed, said Tish James.",
            "Commissioner John Ewing and Comptroller Ana De La Cruz signed.",
            "John R. Ewing, Jr., signed.",
            "Pam Bondi Tuesday announced a suit.",
            "Kathy Hochul Attorney General Letitia James and Pam Bondi",
            "Mike Igo, the interim chief, waved.",
            "Kathleen Hochul, the governor, waved.",
            // Somebody else.
            "James Igo, a church deacon who is no relation to the chief, served coffee.",
            "Erik Reinholt, governor of Lakeland province, is a distant cousin.",
            "Roy Ostrander, a rancher unrelated to the sheriff, lost cattle.",
            "In neighboring Harmon County, Sheriff Wade Osterman has 400 people under warnings.",
            "Safe Mooring spent more. Its chief executive, Harriet Lomax, is paid less.",
            "Orbis chief executive Norah Castleton said so.",
            "Sanna Kivinen, who maintains the client, is not to be confused with the lead maintainer.",
            "The former chair, Lady Pritchard, no relation to the treasurer, turns 86.",
            "And no, Jo Adair, who finished last, is not related to the champion.",
            "Former Superintendent Alan Trent, no relation to the current one, will moderate.",
            "His wife, Jane Igo, and Michael Igo waved.",
            "Kathy Hochel, a baker from Troy, waved.",
            "Texas has its own attorney general, Ken Paxton.",
            "Former Attorney General Merrick Garland has not commented.",
            "Andrew Cuomo, who governed New York before Hochul, declined.",
            "Attorney General Ken Paxton leads the Texas office.",
            "In 2024 the women's winner, Lena Frost, was slower.",
            "Ohio Gov. Mike DeWine and the governor of Ohio, Mike DeWine, agreed.",
            "In 2019, New York Gov. Andrew Cuomo signed it.",
            "The bank's governor, Erik Holm, and Bank of Tarnia governor Erik Holm spoke.",
            "Wheelchair winner: Petra Dunmore",
            "Last year's women's winner, Petra Dunmore, waved.",
            "Treasurer Gwen Pritchard; Lars Kathie Hochul Jr.; Igo, Michael; Michael and Jane Igo",
            "Daniel Igo is his cousin.",
            // Not a person at all.
            "The Michael Igo Show, the Pam Bondi era and Pam Bondi-style politics",
            "The Samuel Brandt Highway and the Michael Igo Expressway are closed.",
            "She swam at Bondi Beach and went to the Kathy Hochul Bridge.",
            "They teach at Marisol Trent Elementary School.",
            "Follow @MichealIgo or #PamBondiTrump.",
            "By Pat Bondi",
            // Set right at once.
            "A caption named the treasurer as Glen Pritchard. She is Gwen Pritchard.",
            "An earlier version misspelled the name of Kathy Hochul as Kathy Hochel.",
            "Trends and lower rates, said the Attorney General.",
            "Lower Manhattan and Jameson Street are closed.",
        ] {
            assert_eq!(found(&desk, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn counts_what_agrees() {
        let desk = desk();
        let cases: [(&str, &[&str]); 5] = [
            ("Interim Chief Michael Igo spoke.", &["Interim Chief Michael Igo"]),
            ("Igo left, Chief Igo said.", &["Chief Igo"]),
            ("Its governor, Kathy Hochul, left.", &["Kathy Hochul"]),
            ("Pam Bondi, the attorney general, left.", &["Pam Bondi, the attorney general"]),
            ("Sheriff Ostrander left.", &["Sheriff Ostrander"]),
        ];
        for (text, expected) in cases {
            assert_eq!(agreeing(&desk, text), expected, "{text}");
        }
    }

    #[test]
    fn a_slip_in_a_quotation_weighs_less_and_is_not_mended() {
        let desk = desk();
        let plain = findings(&desk, "Attorney General Pam Bondi Trump sued.");
        assert_eq!(plain[0].severity, Severity::Error);
        assert_eq!(plain[0].fix.as_ref().map(|f| f.replacement.as_str()), Some("Pam Bondi"));
        assert_eq!(plain[0].message, "the name is Pam Bondi, not \"Pam Bondi Trump\"");
        let quoted = findings(&desk, "It wrote, “Attorney General Pam Bondi Trump sued.”");
        assert_eq!((quoted[0].severity, quoted[0].fix.clone()), (Severity::Warning, None));
        let block = findings(&desk, "> Attorney General Pam Bondi Trump sued.");
        assert_eq!((block[0].severity, block[0].fix.clone()), (Severity::Warning, None));
    }
}
