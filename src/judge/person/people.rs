//! Who the packs know: an index over names, roles and speakers, and the pass that holds a draft against it.

use chrono::NaiveDate;
use smallvec::SmallVec;

use crate::fact::{Fact, FactValue, Measure, Pack, Severity, Title};
use crate::finding::Rule;
use crate::judge::person::form::{Form, lead, nicknamed};
use crate::judge::person::office::{ByKey, Office, Vocabulary, Words};
use crate::judge::person::quote::Quotes;
use crate::judge::person::spelling::{LONG, fold, opening, sound};
use crate::mention::name::Passage;
use crate::source::Document;
use crate::text::{Segmented, TokenKind, key_of, tokenize};
use crate::verdict::Judgement;

/// Everything that the packs of a run say about people and bodies, found by the hash of a folded word.
#[derive(Default)]
pub(crate) struct People {
    /// One for each person or body, the packs' doubles joined.
    pub known: Vec<Known>,
    /// Roles that a fact fills.
    pub roles: Vec<Role>,
    /// By a word of a name.
    pub words: ByKey<SmallVec<[Entry; 2]>>,
    /// By the sound of a word of a name.
    pub sounds: ByKey<SmallVec<[Entry; 2]>>,
    /// By the beginning of a longer last word of a name.
    pub openings: ByKey<SmallVec<[Entry; 2]>>,
    /// By the head of a title: who holds one like it.
    pub holders: ByKey<Vec<Holder>>,
    /// The words of titles.
    pub vocabulary: Vocabulary,
    /// What the packs say was said.
    pub quotes: Quotes,
}

/// Where a word of a name leads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// Into [`People::known`].
    pub known: u32,
    /// Into its forms.
    pub form: u16,
    /// Into the form's words.
    pub word: u16,
}

/// A person, place or body.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// As the pack writes it.
    pub name: String,
    /// The rule that names it.
    pub rule: Rule,
    /// Stands under `names`, or fills a role: its spelling is vouched for.
    pub vouched: bool,
    /// The name, then its other right forms.
    pub forms: Vec<Form>,
    /// In the pack's order.
    pub titles: Vec<Held>,
    /// Roles it fills, into [`People::roles`].
    pub roles: Vec<u32>,
    /// A quotation is theirs.
    pub speaks: bool,
}

/// A title with its validity.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// As the pack writes it.
    pub text: String,
    /// Which office.
    pub office: Office,
    /// Its place or body, as the pack writes it.
    pub of: Option<String>,
    /// The words of it, or of the place in the title itself ("Ambassador to Chile").
    pub body: Words,
    /// First and last day.
    pub from: Option<NaiveDate>,
    /// See `from`.
    pub until: Option<NaiveDate>,
}

/// A role that a fact fills.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    /// The fact.
    pub rule: Rule,
    /// The fact's own severity.
    pub severity: Severity,
    /// As the pack writes it, without capitals of its own.
    pub text: String,
    /// Which office, without its place or body.
    pub office: Office,
    /// The words of its place or body: `New York`.
    pub proper: Words,
    /// Who fills it.
    pub holder: u32,
    /// First and last day.
    pub from: Option<NaiveDate>,
    /// See `from`.
    pub until: Option<NaiveDate>,
}

/// A title or role by its head.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holder {
    /// A title: known, title.
    Title(u32, u16),
    /// A role.
    Role(u32),
}

/// An office with its holder, whether a title or a role says so.
pub(crate) struct Occupied<'p> {
    /// Into [`People::known`].
    pub holder: u32,
    /// Which office.
    pub office: &'p Office,
    /// The words of its place or body.
    pub body: &'p Words,
    /// First and last day.
    pub from: Option<NaiveDate>,
    /// See `from`.
    pub until: Option<NaiveDate>,
}

/// Whether a day lies within a validity; no day, or no bound, lies within.
pub(crate) fn valid(date: Option<NaiveDate>, from: Option<NaiveDate>, until: Option<NaiveDate>) -> bool {
    date.is_none_or(|day| from.is_none_or(|f| f <= day) && until.is_none_or(|u| day <= u))
}

impl People {
    /// Indexes the names, roles and quotations of all packs.
    pub(crate) fn new(packs: &[Pack]) -> People {
        let mut people = People { vocabulary: Vocabulary::new(), ..People::default() };
        for (p, pack) in packs.iter().enumerate() {
            people.learn_own(pack);
            for (n, name) in pack.names.iter().enumerate() {
                let rule = Rule::Name { pack: p, name: n };
                let titled: Vec<String> =
                    name.titles.iter().flat_map(|t| t.title.split_whitespace()).map(fold).collect();
                let id = people.enter(&name.name, &titled, rule, true);
                if let Some(nickname) = nicknamed(&name.name) {
                    people.add_form(id, &nickname);
                }
                for also in &name.also {
                    people.add_form(id, also);
                }
                let rank = people.rank(&name.name, &titled).map(|rank| Title {
                    title: rank.to_owned(),
                    of: None,
                    from: None,
                    until: None,
                });
                for title in name.titles.iter().chain(&rank) {
                    // "Ambassador to Chile": where to is whose.
                    let (text, to) = title.title.split_once(" to ").unwrap_or((&title.title, ""));
                    let office = people.vocabulary.learn(text, &Words::new());
                    let of = title.of.as_deref().unwrap_or(to);
                    let held = Held {
                        text: title.title.clone(),
                        office,
                        of: title.of.clone(),
                        body: body_words(of),
                        from: title.from.or(name.from),
                        until: title.until.or(name.until),
                    };
                    if let Some(known) = people.known.get_mut(id as usize) {
                        let index = u16::try_from(known.titles.len()).unwrap_or(u16::MAX);
                        people.holders.entry(held.office.head).or_default().push(Holder::Title(id, index));
                        known.titles.push(held);
                    }
                }
            }
        }
        for (p, pack) in packs.iter().enumerate() {
            for (f, fact) in pack.facts.iter().enumerate() {
                if let (Measure::Name, FactValue::Name(value)) = (fact.measure, &fact.value) {
                    people.learn_role(Rule::Fact { pack: p, fact: f }, fact, value);
                }
            }
            for (q, quote) in pack.quotes.iter().enumerate() {
                let by = people.enter(&quote.by, &[], Rule::Quote { pack: p, quote: q }, false);
                if let Some(known) = people.known.get_mut(by as usize) {
                    known.speaks = true;
                }
                people.quotes.learn(quote, Rule::Quote { pack: p, quote: q }, by);
            }
        }
        people
    }

    /// Holds a draft's names, titles and quotations against the packs; in order of place.
    pub(crate) fn judge(
        &self,
        packs: &[Pack],
        document: &Document,
        text: &[Segmented],
        date: Option<NaiveDate>,
    ) -> Vec<Judgement> {
        if self.known.is_empty() {
            return Vec::new();
        }
        let passages: Vec<Passage<'_>> = document
            .blocks
            .iter()
            .zip(text)
            .enumerate()
            .map(|(i, (block, segmented))| Passage::of(block, i, segmented))
            .collect();
        let sightings = self.sight(&passages);
        let mut out = self.judge_names(packs, &passages, &sightings, date);
        if !self.quotes.is_empty() {
            self.judge_quotes(packs, document, text, &passages, &sightings, &mut out);
        }
        out.sort_by_key(|j| j.span);
        out
    }

    /// The rank that a pack writes before a name, if it is one: "Det. Sgt.", not "Dr.".
    fn rank<'n>(&self, name: &'n str, titled: &[String]) -> Option<&'n str> {
        let tokens = tokenize(name);
        let lead = tokens.get(..lead(name, &tokens, titled))?;
        let mut words = lead.iter().filter(|t| t.kind == TokenKind::Word);
        let known = words.all(|t| self.vocabulary.knows(t) && !self.vocabulary.is_honorific(t));
        known.then(|| name.get(..lead.last()?.span.end())).flatten()
    }

    /// Words for the packs' own places and bodies: scope, terms, what the pack is about, subjects of its facts.
    fn learn_own(&mut self, pack: &Pack) {
        let mut texts: Vec<&str> = pack.about.as_deref().into_iter().collect();
        texts.extend(pack.scope.places.iter().map(String::as_str));
        for term in &pack.terms {
            texts.push(&term.word);
            texts.extend(term.others.iter().map(String::as_str));
        }
        for fact in &pack.facts {
            texts.extend(fact.scope.places.iter().map(String::as_str));
            texts.extend(fact.subject.words.iter().flat_map(|w| &w.alternatives).map(String::as_str));
            if let FactValue::Name(value) = &fact.value {
                texts.push(value);
            }
        }
        for text in texts {
            self.own_words(text, true);
        }
        for name in &pack.names {
            self.own_words(&name.name, false);
            for title in &name.titles {
                self.own_words(&title.title, false);
                self.own_words(title.of.as_deref().unwrap_or(""), true);
            }
        }
        // The determiners and joints of those phrases are nobody's.
        for word in
            ["the", "a", "an", "of", "in", "and", "at", "for", "with", "or", "to", "on", "by", "its", "their"]
        {
            self.vocabulary.own.remove(&key_of(word));
        }
    }

    fn own_words(&mut self, text: &str, body: bool) {
        for token in tokenize(text).iter().filter(|t| t.kind == TokenKind::Word && t.span.len() > 1) {
            self.vocabulary.own.insert(token.key);
            let first = token.text(text).chars().next().filter(|c| body && c.is_uppercase());
            if let Some(first) = first.filter(|c| !self.vocabulary.initials.contains(c)) {
                self.vocabulary.initials.push(first);
            }
        }
    }

    /// The person or body of that name, made if new.
    fn enter(&mut self, name: &str, titled: &[String], rule: Rule, vouched: bool) -> u32 {
        let form = Form::of(name, titled);
        let found = form.words.first().and_then(|w| self.words.get(&key_of(w))).and_then(|entries| {
            entries.iter().map(|e| e.known).find(|k| {
                self.known.get(*k as usize).is_some_and(|known| {
                    known.forms.iter().any(|f| f.words == form.words && f.words.len() > 1)
                })
            })
        });
        if let Some(found) = found {
            return found;
        }
        let id = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.known.push(Known {
            name: form.text.clone(),
            rule,
            vouched,
            forms: Vec::new(),
            titles: Vec::new(),
            roles: Vec::new(),
            speaks: false,
        });
        self.index_form(id, form);
        id
    }

    fn add_form(&mut self, id: u32, text: &str) {
        self.index_form(id, Form::of(text, &[]));
    }

    fn index_form(&mut self, id: u32, mut form: Form) {
        let Some(known) = self.known.get_mut(id as usize) else { return };
        form.partial = known
            .forms
            .first()
            .is_some_and(|full| full.words.len() > form.words.len() && full.words.ends_with(&form.words));
        let index = u16::try_from(known.forms.len()).unwrap_or(u16::MAX);
        for (w, word) in form.words.iter().enumerate() {
            let entry = Entry { known: id, form: index, word: u16::try_from(w).unwrap_or(u16::MAX) };
            self.words.entry(key_of(word)).or_default().push(entry);
            self.sounds.entry(sound(word)).or_default().push(entry);
            if w + 1 == form.words.len() && word.len() >= LONG {
                self.openings.entry(opening(word)).or_default().push(entry);
            }
        }
        known.forms.push(form);
    }

    fn learn_role(&mut self, rule: Rule, fact: &Fact, value: &str) {
        let holder = self.enter(value, &[], rule, true);
        let words: Vec<&str> =
            fact.subject.words.iter().filter_map(|w| w.alternatives.first()).map(String::as_str).collect();
        let text = words.join(" ");
        // "New York governor": the capitals say whose, the rest says what.
        let mut proper = Words::new();
        for token in tokenize(&text).iter().filter(|t| t.kind == TokenKind::Word && t.capital) {
            proper.push(token.key);
        }
        let office = self.vocabulary.learn(&text, &proper);
        let id = u32::try_from(self.roles.len()).unwrap_or(u32::MAX);
        if office.head != 0 {
            self.holders.entry(office.head).or_default().push(Holder::Role(id));
        }
        // A fact past its day is reported stale elsewhere and says nothing any more.
        let until = match (fact.until, fact.expires.and_then(|day| day.pred_opt())) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.roles.push(Role {
            rule,
            severity: fact.severity,
            text,
            office,
            proper,
            holder,
            from: fact.from,
            until,
        });
        if let Some(known) = self.known.get_mut(holder as usize) {
            known.roles.push(id);
        }
    }

    /// What the pack says of an office and who holds it.
    pub(crate) fn office(&self, holder: Holder) -> Option<Occupied<'_>> {
        match holder {
            Holder::Title(known, title) => {
                let held = self.get(known)?.titles.get(usize::from(title))?;
                let Held { office, body, from, until, .. } = held;
                Some(Occupied { holder: known, office, body, from: *from, until: *until })
            }
            Holder::Role(role) => {
                let Role { office, proper, holder, from, until, .. } = self.roles.get(role as usize)?;
                Some(Occupied { holder: *holder, office, body: proper, from: *from, until: *until })
            }
        }
    }

    /// The known one at `id`.
    pub(crate) fn get(&self, id: u32) -> Option<&Known> {
        self.known.get(id as usize)
    }
}

/// The words that tell a place or body from others: capitals and figures, not the joints between them.
fn body_words(body: &str) -> Words {
    tokenize(body).iter().filter(|t| t.kind == TokenKind::Word && t.capital).map(|t| t.key).collect()
}
