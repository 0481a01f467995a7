//! A title beside a known name: theirs, somebody else's, or nothing that a pack can tell.

use std::ops::Range;

use crate::fact::Severity;
use crate::finding::{Code, Finding, Fix, Rule};
use crate::judge::person::name::Draft;
use crate::judge::person::office::{Fit, Office, Words};
use crate::judge::person::people::{Holder, Known, Role, valid};
use crate::judge::person::phrase::{Article, Phrase, Place};
use crate::mention::name::Passage;
use crate::source::BlockKind;
use crate::text::TokenKind;
use crate::verdict::{Judgement, Verdict};

/// What a title beside a name comes to.
pub(crate) enum TitleVerdict {
    /// It is theirs.
    Right(Rule),
    /// It is another's, or none of theirs.
    Wrong(Box<WrongTitle>),
    /// Nothing can be said.
    Open,
}

pub(crate) struct WrongTitle {
    code: Code,
    rule: Rule,
    severity: Severity,
    message: String,
    expected: String,
    /// What to write in the title's place.
    replacement: Option<String>,
}

impl Draft<'_> {
    pub(crate) fn title_verdict(
        &self,
        passage: &Passage<'_>,
        phrase: &Phrase,
        k: u32,
        full: bool,
    ) -> TitleVerdict {
        let Some(known) = self.people.get(k) else { return TitleVerdict::Open };
        if let Some(holder) = self.closer_holder(phrase, known)
            && !phrase.past
        {
            return self.wrong(phrase, passage, known, Some(holder));
        }
        let mut changed = false;
        let mut lapsed = false;
        for held in &known.titles {
            match phrase.office.fit(&held.office) {
                Fit::Same if valid(self.date, held.from, held.until) => {
                    if phrase.past {
                        // "Former Attorney General" of somewhere else is another office.
                        let bare = phrase.bodies.is_empty() && phrase.place == Place::Before;
                        if bare
                            && full
                            && phrase.office.words == held.office.words
                            && !Self::body_follows(passage, phrase)
                        {
                            return self.wrong(phrase, passage, known, None);
                        }
                        return TitleVerdict::Open;
                    }
                    return match self.others_body(phrase, k) {
                        Some(role) => self.wrong(phrase, passage, known, Some(Holder::Role(role))),
                        None => TitleVerdict::Right(self.role_of(phrase, k).unwrap_or(known.rule)),
                    };
                }
                Fit::Same => lapsed = true,
                Fit::Changed => changed |= valid(self.date, held.from, held.until),
                Fit::Other => {}
            }
        }
        if let Some(rule) = self.role_of(phrase, k) {
            if phrase.past {
                return TitleVerdict::Open;
            }
            return match self.others_body(phrase, k) {
                Some(role) => self.wrong(phrase, passage, known, Some(Holder::Role(role))),
                None => TitleVerdict::Right(rule),
            };
        }
        let indefinite = phrase.article == Article::Indefinite;
        if phrase.past || indefinite || phrase.foreign && phrase.place != Place::Before {
            return TitleVerdict::Open;
        }
        let another = self.another_holder(phrase, k);
        if known.titles.is_empty() && known.roles.is_empty() {
            return match another {
                // Nothing is known of this one but the name; the role's own holder is.
                Some(Holder::Role(role)) if !phrase.foreign && phrase.office.words.len() > 1 => {
                    self.wrong(phrase, passage, known, Some(Holder::Role(role)))
                }
                _ => TitleVerdict::Open,
            };
        }
        if let Some(holder) = another {
            // The body named is the packs' own, or none is named.
            if !phrase.foreign || self.others_body(phrase, k).is_some() {
                return self.wrong(phrase, passage, known, Some(holder));
            }
            return TitleVerdict::Open;
        }
        if known.titles.is_empty() {
            return TitleVerdict::Open;
        }
        if changed && !phrase.foreign {
            return self.wrong(phrase, passage, known, None);
        }
        let current = known.titles.iter().any(|t| valid(self.date, t.from, t.until));
        if !current || lapsed {
            // The pack's titles are not of the draft's day: it does not know better.
            return match lapsed && current {
                true => self.wrong(phrase, passage, known, None),
                false => TitleVerdict::Open,
            };
        }
        let said_as_title = phrase.place == Place::Before
            && passage.at(phrase.title.start).is_some_and(|t| t.capital)
            && !passage.headline_capitals(phrase.title.start);
        let said_of_own = phrase.own && (phrase.article != Article::Bare || phrase.place == Place::Is);
        if full
            && !phrase.foreign
            && self.people.vocabulary.is_single(&phrase.office)
            && (said_as_title || said_of_own)
        {
            return self.wrong(phrase, passage, known, None);
        }
        TitleVerdict::Open
    }

    /// Somebody else whose title is the very words, where all of this one's are told shorter: "Austin Police Chief"
    /// is not the police chief.
    fn closer_holder(&self, phrase: &Phrase, known: &Known) -> Option<Holder> {
        let words = &phrase.office.words;
        let shorter = |w: &Words| w.len() < words.len();
        let roles = known.roles.iter().filter_map(|r| self.people.roles.get(*r as usize));
        let mut own = known.titles.iter().map(|t| &t.office.words).chain(roles.map(|r| &r.office.words));
        if !known.titles.iter().any(|t| phrase.office.fit(&t.office) == Fit::Same) || !own.all(shorter) {
            return None;
        }
        let holders = self.people.holders.get(&phrase.office.head)?;
        holders
            .iter()
            .find(|h| match h {
                Holder::Title(other, t) => self.people.get(*other).is_some_and(|o| {
                    o.name != known.name
                        && o.titles.get(usize::from(*t)).is_some_and(|held| held.office == phrase.office)
                }),
                Holder::Role(_) => false,
            })
            .copied()
    }

    /// The role that a table's headers give to a cell: "Winner" over it and "Women" beside it.
    pub(crate) fn role_of_cell(&self, passage: &Passage<'_>) -> Option<&Role> {
        if passage.block.kind != BlockKind::Cell || passage.block.labels.is_empty() {
            return None;
        }
        let mut words = Words::new();
        let mut heads = Words::new();
        for label in &passage.block.labels {
            let label = self.passages.get(*label)?;
            for token in label.tokens.iter().filter(|t| t.kind == TokenKind::Word) {
                words.push(token.key);
                if self.people.vocabulary.is_head(token) {
                    heads.push(token.key);
                }
            }
        }
        heads.iter().find_map(|head| {
            self.people.holders.get(head)?.iter().find_map(|holder| match holder {
                Holder::Role(r) => self.people.roles.get(*r as usize).filter(|role| {
                    let needs = || role.office.words.iter().chain(&role.office.changing).chain(&role.proper);
                    // All of the role, and nothing that makes it another ("Winner", "Wheelchair, women").
                    needs().all(|w| words.contains(w))
                        && words.iter().all(|w| needs().any(|n| n == w) || self.people.vocabulary.is_own(*w))
                        && valid(self.date, role.from, role.until)
                }),
                Holder::Title(..) => None,
            })
        })
    }

    /// The role of `k` that a phrase names.
    pub(crate) fn role_of(&self, phrase: &Phrase, k: u32) -> Option<Rule> {
        let known = self.people.get(k)?;
        known
            .roles
            .iter()
            .filter_map(|r| self.people.roles.get(*r as usize))
            .find(|role| {
                phrase.office.fit(&role.office) == Fit::Same && valid(self.date, role.from, role.until)
            })
            .map(|role| role.rule)
    }

    /// A role of somebody else whose place or body the phrase names, while `k`'s own is of another.
    fn others_body(&self, phrase: &Phrase, k: u32) -> Option<u32> {
        if phrase.bodies.is_empty() {
            return None;
        }
        let holders = self.people.holders.get(&phrase.office.head)?;
        let names =
            |role: &Role| !role.proper.is_empty() && role.proper.iter().all(|w| phrase.bodies.contains(w));
        let roles = || {
            holders.iter().filter_map(|h| match h {
                Holder::Role(r) => self.people.roles.get(*r as usize).map(|role| (*r, role)),
                Holder::Title(..) => None,
            })
        };
        if roles().any(|(_, role)| role.holder == k && names(role)) {
            return None;
        }
        roles()
            .find(|(_, role)| {
                role.holder != k
                    && names(role)
                    && phrase.office.fit(&role.office) == Fit::Same
                    && valid(self.date, role.from, role.until)
            })
            .map(|(r, _)| r)
    }

    /// Somebody else who holds what a phrase names.
    fn another_holder(&self, phrase: &Phrase, k: u32) -> Option<Holder> {
        let holders = self.people.holders.get(&phrase.office.head)?;
        // Fewer words than the title has ("the lead", "head bowed") need an article, or the place before the name.
        let firm = phrase.place == Place::Before || phrase.article != Article::Bare;
        let fits = |office: &Office| {
            phrase.office.fit(office) == Fit::Same && (phrase.office.words == office.words || firm)
        };
        // Titles first: they say what the holder is called.
        holders
            .iter()
            .find(|h| match h {
                Holder::Title(other, t) => {
                    *other != k
                        && self
                            .people
                            .get(*other)
                            .and_then(|o| o.titles.get(usize::from(*t)))
                            .is_some_and(|held| valid(self.date, held.from, held.until) && fits(&held.office))
                }
                Holder::Role(r) => self.people.roles.get(*r as usize).is_some_and(|role| {
                    role.holder != k && valid(self.date, role.from, role.until) && fits(&role.office)
                }),
            })
            .copied()
    }

    /// "former Attorney General Pam Bondi of Florida": a body after the name.
    fn body_follows(passage: &Passage<'_>, phrase: &Phrase) -> bool {
        let mut at = phrase.tokens.end;
        while passage.at(at).is_some_and(|t| t.kind == TokenKind::Word && t.capital) {
            at += 1;
        }
        matches!(passage.word(at), "of" | "for" | "from")
    }

    fn wrong(
        &self,
        phrase: &Phrase,
        passage: &Passage<'_>,
        known: &Known,
        holder: Option<Holder>,
    ) -> TitleVerdict {
        let said = passage.text(&phrase.title);
        let role = match holder {
            Some(Holder::Role(r)) => self.people.roles.get(r as usize),
            _ => None,
        };
        let own = known.titles.iter().find(|t| valid(self.date, t.from, t.until));
        if let Some(own) = own {
            return TitleVerdict::Wrong(Box::new(WrongTitle {
                code: Code::TitleMismatch,
                rule: known.rule,
                severity: Severity::Error,
                message: format!("{} is {}, not {}", known.name, own.text, said),
                expected: own.text.clone(),
                replacement: (phrase.place == Place::Before).then(|| own.text.clone()),
            }));
        }
        let own = known.roles.iter().filter_map(|r| self.people.roles.get(*r as usize)).next();
        if let Some(role) = role {
            let holder = self.people.get(role.holder).map_or("", |h| h.name.as_str());
            return TitleVerdict::Wrong(Box::new(WrongTitle {
                code: if known.titles.is_empty() { Code::NameMismatch } else { Code::TitleMismatch },
                rule: role.rule,
                severity: role.severity,
                message: format!("{} is {}, not {}", role.text, holder, known.name),
                expected: holder.to_owned(),
                replacement: None,
            }));
        }
        match own {
            Some(role) => TitleVerdict::Wrong(Box::new(WrongTitle {
                code: Code::TitleMismatch,
                rule: role.rule,
                severity: role.severity,
                message: format!("{} is {}, not {}", known.name, role.text, said),
                expected: role.text.clone(),
                replacement: None,
            })),
            None => TitleVerdict::Open,
        }
    }

    pub(crate) fn wrong_title(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        phrase: &Phrase,
        k: u32,
        wrong: WrongTitle,
    ) -> Judgement {
        let tokens = phrase.title.start.min(name.start)..phrase.tokens.end.max(name.end);
        let quoted = self.quoted(passage, name);
        let span = passage.source_span(&tokens);
        let fix = wrong
            .replacement
            .filter(|_| !quoted)
            .map(|replacement| Fix { span: passage.source_span(&phrase.title), replacement });
        let label =
            if wrong.code == Code::NameMismatch && self.people.get(k).is_some_and(|n| n.titles.is_empty()) {
                format!("should be {}", wrong.expected)
            } else {
                format!("is {}", wrong.expected)
            };
        let finding = Finding {
            code: wrong.code,
            rule: Some(wrong.rule),
            severity: if quoted { wrong.severity.lower() } else { wrong.severity },
            message: wrong.message,
            span,
            label,
            related: Vec::new(),
            expected: Some(wrong.expected),
            help: self.note(wrong.rule),
            fix,
            sentence: passage.sentence_span(name.start),
        };
        Judgement { span, rule: Some(wrong.rule), verdict: Verdict::Contradicts(Box::new(finding)) }
    }
}

#[cfg(test)]
mod tests {
    use crate::fact::Title;
    use crate::judge::person::people::People;
    use crate::judge::person::testing::{desk, document, found};
    use crate::source::BlockKind;
    use crate::text::segment;
    use crate::verdict::Verdict;

    #[test]
    pub(crate) fn wrong_titles() {
        let cases = [
            ("Board President Marisol Trent said so.", "title-mismatch: Board President Marisol Trent"),
            ("Letitia James came. Governor James said no.", "title-mismatch: Governor James"),
            ("Governor Jonas Pekk voted to hold.", "title-mismatch: Governor Jonas Pekk"),
            ("Deputy Chief Michael Igo greets them.", "title-mismatch: Deputy Chief Michael Igo"),
            ("Acting Governor Kathy Hochul spoke.", "title-mismatch: Acting Governor Kathy Hochul"),
            ("Gov. Letitia James spoke.", "title-mismatch: Gov. Letitia James"),
            ("New York Gov. Pam Bondi spoke.", "title-mismatch: New York Gov. Pam Bondi"),
            ("Mayor Michael Igo spoke.", "title-mismatch: Mayor Michael Igo"),
            (
                "Dina Okafor came. Okafor, the company’s chief executive, left.",
                "title-mismatch: Okafor, the company’s chief executive",
            ),
            ("Harriet Lowe, the treasurer, earns more.", "title-mismatch: Harriet Lowe, the treasurer"),
            ("The treasurer, Harriet Lowe, earns more.", "title-mismatch: treasurer, Harriet Lowe"),
            ("Harriet Lowe is the treasurer.", "title-mismatch: Harriet Lowe is the treasurer"),
            (
                "Above all Joachim Adair, the women's winner.",
                "name-mismatch: Joachim Adair, the women's winner",
            ),
            ("CEO Dina Okafor spoke.", "title-mismatch: CEO Dina Okafor"),
            ("Solicitor General Pam Bondi spoke.", "title-mismatch: Solicitor General Pam Bondi"),
            ("Secretary of State Pam Bondi spoke.", "title-mismatch: Secretary of State Pam Bondi"),
            (
                "Dale Whitcombe, who is superintendent, spoke.",
                "title-mismatch: Dale Whitcombe, who is superintendent",
            ),
            (
                "Former Superintendent Marisol Trent spoke.",
                "title-mismatch: Former Superintendent Marisol Trent",
            ),
        ];
        let desk = desk();
        for (text, words) in cases {
            assert_eq!(found(&desk, text), [words], "{text}");
        }
    }

    #[test]
    fn right_titles_and_none() {
        let desk = desk();
        for text in [
            "Gov. Kathy Hochul, Atty. Gen. Pam Bondi and CEO Noor Castellan met.",
            "Chief Michael Igo and DPD Interim Chief Michael Igo and Dallas Police Chief Michael Igo",
            "Kathy Hochul, New York's governor, and Letitia James, the state's top lawyer, met.",
            "Noor Castellan, chief executive officer of Ardent, spoke.",
            "Noor Castellan, chair and chief executive of Ardent, spoke.",
            "Dina Okafor, the head of design at Ardent, and the design chief, Dina Okafor, spoke.",
            "Attorneys General Pam Bondi and Letitia James met.",
            "Kathy Hochul, Attorney General Letitia James and others met.",
            "Then-Attorney General Kathy Hochul signed it.",
            "Letitia James, a former governor, spoke.",
            "Dale Whitcombe, superintendent of Alder Creek schools until 2009, spoke.",
            "Letitia James, whose governor is Kathy Hochul, spoke.",
            "Harriet Lowe, a director of the rowing club, spoke.",
            "He thanked the superintendent, Dale Whitcombe said.",
            "Candidate for governor Letitia James, a candidate for governor, spoke.",
            "A lawyer for the governor, Letitia James, spoke.",
            "Kathy Hochul's attorney general, Letitia James, spoke.",
            "Dale Whitcombe, who was superintendent until 2019, wants to be superintendent.",
            "Dale Whitcombe, superintendent from 2009 to 2019, is not the superintendent.",
            "Former Florida Attorney General Pam Bondi spoke.",
            "Noor Castellan, the treasurer's friend, spoke.",
            "Harriet Lowe, the treasurer and the superintendent met.",
            "Bank of Velmora deputy governor Jonas Pekk spoke.",
            "Chief Executive magazine named Noor Castellan.",
            "Sister Marisol Trent and Dr. Marisol Trent and Ms. Trent",
            "Marisol Trent met the board president, Dale Whitcombe and others.",
            "The governor race, Letitia James said, is open.",
            "Joachim Adair, the teacher, waved; champion Joachim Adair waved.",
        ] {
            assert_eq!(found(&desk, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn titles_hold_from_and_until_their_days() {
        let day = |text: &str| text.parse().ok();
        // The drafts are of February 13, 2025.
        for (from, until, wrong) in
            [(None, None, false), (None, day("2025-02-13"), false), (None, day("2025-02-12"), true)]
        {
            let mut desk = desk();
            let trent = desk.names.iter_mut().find(|n| n.name == "Marisol Trent").unwrap();
            (trent.from, trent.until) = (from, until);
            let title =
                Title { title: "Chancellor".to_owned(), of: None, from: None, until: day("2030-01-01") };
            trent.titles.push(title);
            let found = found(&desk, "Superintendent Marisol Trent spoke.");
            assert_eq!(!found.is_empty(), wrong, "{from:?} {until:?}: {found:?}");
        }
    }

    #[test]
    fn a_table_says_who_won() {
        let desk = desk();
        let cases = [("Marit Solheim", 0), ("Joachim Adair", 1), ("Petra Dunmore", 1)];
        for (name, findings) in cases {
            let text = format!("Winner\nWomen\n{name}");
            let mut document = document(&text);
            for (block, labels) in document.blocks.iter_mut().zip([vec![], vec![0], vec![1, 0]]) {
                (block.kind, block.labels) = (BlockKind::Cell, labels);
            }
            let segmented = segment(&document);
            let packs = [desk.clone()];
            let judged = People::new(&packs).judge(&packs, &document, &segmented, None);
            let wrong = judged.iter().filter(|j| j.verdict != Verdict::Agrees).count();
            assert_eq!((judged.len(), wrong), (1, findings), "{name}");
        }
    }
}
