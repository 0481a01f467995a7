//! A title beside a known name: theirs, somebody else's, or nothing that a pack can tell.

use smallvec::SmallVec;

use crate::finding::Rule;
use crate::judge::person::name::Draft;
use crate::judge::person::office::{Fit, Office, Words};
use crate::judge::person::people::{Held, Holder, Known, Role, valid};
use crate::judge::person::phrase::{Article, Phrase, Place};
use crate::judge::person::wrong_title::WrongTitle;
use crate::mention::name::Passage;
use crate::source::BlockKind;
use crate::text::TokenKind;

/// What a title beside a name comes to.
pub(crate) enum TitleVerdict {
    /// It is theirs.
    Right(Rule),
    /// It is another's, or none of theirs.
    Wrong(Box<WrongTitle>),
    /// Nothing can be said.
    Open,
}

/// Whether `held` is only a short form of another title of `known`'s that the text's office is not: with "Interim Chief"
/// and "Interim Police Chief", a fire chief is another.
fn told_by_longer(known: &Known, held: &Held, said: &Office) -> bool {
    let within = |a: &Words, b: &Words| a.len() < b.len() && a.iter().all(|w| b.contains(w));
    within(&held.office.words, &said.words)
        && known.titles.iter().any(|longer| {
            longer.office.head == held.office.head
                && within(&held.office.words, &longer.office.words)
                && said.fit(&longer.office) == Fit::Other
        })
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
        let mut lapsed = None;
        for held in &known.titles {
            match phrase.office.fit(&held.office) {
                Fit::Same if told_by_longer(known, held, &phrase.office) => {}
                Fit::Same if valid(self.date, held.from, held.until) => {
                    if phrase.past {
                        // "Former Attorney General" of somewhere else is another office.
                        let ours = phrase.bodies.is_empty() && phrase.place == Place::Before
                            || phrase.own && !phrase.foreign && phrase.article != Article::Indefinite;
                        if ours
                            && full
                            && phrase.former
                            && phrase.office.words == held.office.words
                            && !Self::body_follows(passage, phrase)
                        {
                            return self.wrong(phrase, passage, known, None);
                        }
                        return TitleVerdict::Open;
                    }
                    if let Some(holder) = self.others_body(phrase, k) {
                        return self.wrong(phrase, passage, known, Some(holder));
                    }
                    if full
                        && (self.of_another_place(phrase, known)
                            || self.of_another_body(passage, phrase, held))
                    {
                        return self.wrong(phrase, passage, known, None);
                    }
                    return TitleVerdict::Right(self.role_of(phrase, k).unwrap_or(known.rule));
                }
                Fit::Same => lapsed = lapsed.or(Some(held)),
                Fit::Changed => changed |= valid(self.date, held.from, held.until),
                Fit::Other => {}
            }
        }
        if let Some(rule) = self.role_of(phrase, k) {
            if phrase.past {
                return TitleVerdict::Open;
            }
            return match self.others_body(phrase, k) {
                Some(holder) => self.wrong(phrase, passage, known, Some(holder)),
                None => TitleVerdict::Right(rule),
            };
        }
        let indefinite = phrase.article == Article::Indefinite;
        if phrase.past || indefinite || phrase.foreign && phrase.place != Place::Before {
            return TitleVerdict::Open;
        }
        if let Some(held) = lapsed.filter(|_| !phrase.foreign || phrase.bodies.is_empty()) {
            return self.out_of_date(phrase, passage, known, held, full);
        }
        let another = self.another_holder(phrase, k);
        if self.is_compatible(phrase, known, another.is_some()) {
            return TitleVerdict::Open;
        }
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
        let mut current = known.titles.iter().filter(|t| valid(self.date, t.from, t.until)).peekable();
        if current.peek().is_none() {
            // The pack's titles are not of the draft's day: it does not know better.
            return TitleVerdict::Open;
        }
        // "Council chief Harold Vance": lower case, so not his title but what he does.
        let said_as_title = phrase.place == Place::Before
            && passage.at(phrase.title.end - 1).is_some_and(|t| t.capital)
            && !passage.headline_capitals(phrase.title.start);
        let said_of_own = phrase.own && (phrase.article != Article::Bare || phrase.place == Place::Is);
        // "Sunniva Rasch, chief nurse at St. Osyth Hospital", where the pack says what she is there.
        let said_of_same = phrase.place != Place::Before
            && !phrase.bodies.is_empty()
            && current.clone().any(|t| t.of.is_some() && t.body.iter().all(|w| phrase.bodies.contains(w)));
        // "Annelise Kowalczyk, the transportation secretary": nobody heads two departments.
        let another_branch = phrase.place != Place::Before
            && phrase.article == Article::Definite
            && phrase.bodies.is_empty()
            && (current.any(|t| t.office.head == phrase.office.head)
                || !self.people.vocabulary.is_loose(&phrase.office) && self.about_ours(passage, phrase));
        let single = self.people.vocabulary.is_single(&phrase.office);
        if full
            && !phrase.foreign
            && (said_of_same || single && (said_as_title || said_of_own || another_branch))
        {
            return self.wrong(phrase, passage, known, None);
        }
        TitleVerdict::Open
    }

    /// Whether a title may be said of `known` beside their own: a general may be president, a minister a secretary, and
    /// whoever presides the head.
    fn is_compatible(&self, phrase: &Phrase, known: &Known, taken: bool) -> bool {
        let vocabulary = &self.people.vocabulary;
        let rank = !taken
            && vocabulary.is_rank(&phrase.office)
            && !known.titles.is_empty()
            && !known.titles.iter().any(|t| vocabulary.is_uniformed(&t.office));
        rank || known.titles.iter().any(|t| vocabulary.are_alike(&phrase.office, &t.office))
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

    /// An office of somebody else whose place or body the phrase names, while `k`'s own is of another.
    fn others_body(&self, phrase: &Phrase, k: u32) -> Option<Holder> {
        if phrase.bodies.is_empty() {
            return None;
        }
        let known = self.people.get(k)?;
        let roles = known.roles.iter().filter_map(|r| self.people.roles.get(*r as usize));
        let own: SmallVec<[&Words; 4]> =
            roles.map(|r| &r.proper).chain(known.titles.iter().map(|t| &t.body)).collect();
        let named = |body: &Words| !body.is_empty() && body.iter().all(|w| phrase.bodies.contains(w));
        if own.iter().any(|body| named(body)) {
            return None;
        }
        self.people.holders.get(&phrase.office.head)?.iter().copied().find(|holder| {
            let Some(office) = self.people.office(*holder) else { return false };
            if office.holder == k
                || phrase.office.fit(office.office) != Fit::Same
                || !valid(self.date, office.from, office.until)
            {
                return false;
            }
            match holder {
                Holder::Role(_) => named(office.body),
                // "Kestrel's chief executive" is that of Kestrel Holdings, where no other body is called so.
                Holder::Title(..) => {
                    let says = |body: &Words| body.iter().any(|w| phrase.bodies.contains(w));
                    says(office.body)
                        && !own.is_empty()
                        && !own.iter().any(|body| body.is_empty() || says(body))
                }
            }
        })
    }

    /// Whether a phrase names a state or country, and all that the pack says of `known`'s offices is of others.
    fn of_another_place(&self, phrase: &Phrase, known: &Known) -> bool {
        let places = &self.people.vocabulary.places;
        let mut fits = known.titles.iter().filter(|t| phrase.office.fit(&t.office) == Fit::Same).peekable();
        let said = || phrase.bodies.iter().filter(|w| places.contains(w));
        fits.peek().is_some()
            && said().next().is_some()
            && fits.all(|held| {
                held.body.iter().any(|w| places.contains(w)) && !said().any(|w| held.body.contains(w))
            })
    }

    /// Whether a phrase says after the office whose it is ("general counsel of Seabright Lines"), and the pack says
    /// somebody else's.
    fn of_another_body(&self, passage: &Passage<'_>, phrase: &Phrase, held: &Held) -> bool {
        let named = |w: &u64| held.body.contains(w) || self.people.vocabulary.is_own(*w);
        let tied = phrase
            .tokens
            .clone()
            .any(|i| passage.before(i).is_some() && self.people.vocabulary.links(passage, i));
        held.of.is_some()
            && tied
            && phrase.foreign
            && !phrase.bodies.iter().any(named)
            && !phrase.tokens.clone().any(|i| passage.at(i).is_some_and(|t| t.all_caps))
    }

    /// Somebody else who holds what a phrase names.
    pub(crate) fn another_holder(&self, phrase: &Phrase, k: u32) -> Option<Holder> {
        let holders = self.people.holders.get(&phrase.office.head)?;
        // Fewer words than the title has ("the lead", "head bowed") need an article, or the place before the name.
        let firm = phrase.place == Place::Before || phrase.article != Article::Bare;
        let fits = |office: &Office| {
            phrase.office.fit(office) == Fit::Same && (phrase.office.words == office.words || firm)
        };
        // Titles first: they say what the holder is called.
        holders.iter().copied().find(|holder| {
            self.people.office(*holder).is_some_and(|office| {
                office.holder != k && valid(self.date, office.from, office.until) && fits(office.office)
            })
        })
    }

    /// "former Attorney General Pam Bondi of Florida": a body after the name.
    fn body_follows(passage: &Passage<'_>, phrase: &Phrase) -> bool {
        let mut at = phrase.tokens.end;
        while passage.at(at).is_some_and(|t| t.kind == TokenKind::Word && t.capital) {
            at += 1;
        }
        matches!(passage.word(at), "of" | "for" | "from")
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
