//! What one pack's words mean for reading a text.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{FactValue, Pack};
use crate::judge::fact::compile::content;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind, tokenize};

/// A pack's words and names, sorted by what they tell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// Every content word of the pack.
    pub(crate) words: BTreeSet<u64>,
    /// Those of the story as a whole, not of single facts: they set nothing apart from anything else in it.
    pub(crate) neutral: BTreeSet<u64>,
    /// Known names as runs of keys: places, people, products.
    pub(crate) names: BTreeSet<Vec<u64>>,
    /// The story's own names: those of `scope`, `about`, the facts and the names; a text that has none of them is
    /// about another story.
    pub(crate) anchors: BTreeSet<Vec<u64>>,
    /// Numbers that the pack puts behind a name: `Heron 3`, `Slate 2`, `version 3.2`.
    pub(crate) editions: BTreeMap<u64, BTreeSet<u64>>,
    /// Words of people's names.
    pub(crate) people: BTreeSet<u64>,
    /// Words of names of several words, people's among them: one alone is anybody's, two of them are the story's.
    pub(crate) halves: BTreeSet<u64>,
}

impl Vocabulary {
    pub(super) fn of(pack: &Pack) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        let mut texts: Vec<&str> = Vec::new();
        texts.extend(pack.about.as_deref());
        texts.extend(pack.scope.places.iter().map(String::as_str));
        for term in &pack.terms {
            texts.push(&term.word);
            texts.extend(term.others.iter().map(String::as_str));
        }
        for fact in &pack.facts {
            texts.extend(fact.subject.words.iter().flat_map(|w| w.alternatives.iter().map(String::as_str)));
            texts.extend(fact.scope.places.iter().map(String::as_str));
            if let FactValue::Name(name) = &fact.value {
                texts.push(name);
            }
        }
        for name in &pack.names {
            texts.push(&name.name);
            texts.extend(name.also.iter().map(String::as_str));
            texts.extend(name.titles.iter().map(|t| t.title.as_str()));
            texts.extend(name.titles.iter().filter_map(|t| t.of.as_deref()));
        }
        // A fact's subject as a whole holds names of several words: "Bank of Velmora governor".
        let subjects: Vec<String> = pack
            .facts
            .iter()
            .map(|f| {
                f.subject
                    .words
                    .iter()
                    .filter_map(|w| w.alternatives.first().cloned())
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        texts.extend(subjects.iter().map(String::as_str));
        for text in texts {
            let tokens = tokenize(text);
            vocabulary.words.extend(tokens.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.key));
            vocabulary.names.extend(name_runs(text, &tokens));
            for pair in tokens.windows(2) {
                if let [name, number] = pair
                    && is_edition(text, name, number)
                {
                    vocabulary.editions.entry(name.key).or_default().insert(number.key);
                }
            }
        }
        // What only this story has: its places and things by their whole names. The first word of a sentence is a capital for
        // no reason of its own, the calendar and titles are everybody's.
        let titles: BTreeSet<u64> = pack
            .names
            .iter()
            .flat_map(|n| &n.titles)
            .flat_map(|t| content(&t.title))
            .map(|w| w.key)
            .collect();
        let keys = |text: &str| -> Vec<u64> {
            tokenize(text).iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.key).collect()
        };
        let named = |text: &&str| text.chars().next().is_some_and(char::is_uppercase);
        let whole = pack
            .scope
            .places
            .iter()
            .chain(pack.terms.iter().filter(|t| !abbreviates(&t.word, &t.others)).map(|t| &t.word))
            .map(String::as_str)
            .filter(named);
        vocabulary.anchors.extend(whole.map(keys).filter(|k| !k.is_empty()));
        let in_longer: BTreeSet<u64> =
            vocabulary.anchors.iter().filter(|a| a.len() > 1).flatten().copied().collect();
        let about = pack.about.as_deref().unwrap_or("");
        let about_tokens = tokenize(about);
        // A run of capitals is one name; a word of it alone ("Motors" of Brenna Motors) is half of one.
        let first = about_tokens.first().map(|t| t.key);
        for run in name_runs(about, &about_tokens) {
            let word = |key: u64| about_tokens.iter().find(|t| t.key == key).map_or("", |t| t.bare(about));
            let plain = |key: &u64| {
                let text = word(*key);
                let calendar =
                    crate::period::month_number(text).is_some() || crate::period::weekday(text).is_some();
                let opens = Some(*key) == first
                    && !vocabulary.names.iter().any(|n| n.contains(key) && n.len() == 1 && text.len() > 3);
                calendar
                    || opens && run.len() == 1
                    || lexicon::of_key(*key).has(Class::FUNCTION.and(Class::PRONOUN))
                    || titles.contains(key)
            };
            let name: Vec<u64> = run.iter().copied().filter(|k| !plain(k)).collect();
            if name.len() > 1 {
                vocabulary.halves.extend(name.iter().copied().filter(|k| !in_longer.contains(k)));
            }
            if !name.is_empty() && !in_longer.contains(name.first().unwrap_or(&0)) {
                vocabulary.anchors.insert(name);
            }
        }
        let subjects_words: BTreeSet<u64> = pack
            .facts
            .iter()
            .flat_map(|f| &f.subject.words)
            .flat_map(|w| &w.alternatives)
            .flat_map(|a| keys(a))
            .collect();
        let story = pack.about.iter().map(String::as_str);
        let terms =
            pack.terms.iter().flat_map(|t| t.others.iter().map(String::as_str).chain([t.word.as_str()]));
        for text in story.chain(terms).chain(pack.names.iter().map(|n| n.name.as_str())) {
            // A word of some fact's own subject sets it apart from the others.
            vocabulary.neutral.extend(keys(text).into_iter().filter(|k| !subjects_words.contains(k)));
        }
        vocabulary.neutral.extend(pack.scope.places.iter().flat_map(|p| keys(p)));
        // Surnames alone.
        for name in &pack.names {
            vocabulary.people.extend(tokenize(&name.name).iter().filter(|t| t.capital).map(|t| t.key));
            if let Some(last) = tokenize(&name.name).last() {
                vocabulary.names.insert(vec![last.key]);
            }
        }
        vocabulary.halves.extend(vocabulary.people.iter().copied());
        for quote in &pack.quotes {
            vocabulary.words.extend(tokenize(&quote.by).iter().map(|t| t.key));
        }
        vocabulary
    }
}

/// A number behind a name or `version` that tells one edition of a thing from another.
pub(crate) fn is_edition(text: &str, name: &Token, number: &Token) -> bool {
    let year = number.span.len() == 4 && number.text(text).bytes().all(|b| b.is_ascii_digit());
    number.kind == TokenKind::Number
        && !number.glued
        && !year
        && name.kind == TokenKind::Word
        && (name.capital && !lexicon::is(name, Class::CALENDAR.and(Class::FUNCTION))
            || name.is_any(text, &["version", "release", "generation", "edition"]))
}

/// `GDP: [gross domestic product]`: a common noun, though its letters are capitals.
fn abbreviates(word: &str, others: &[String]) -> bool {
    others.iter().any(|other| {
        let initials = other.split([' ', '-']).filter_map(|w| w.chars().next());
        other.chars().all(|c| !c.is_uppercase())
            && initials.clone().count() > 1
            && initials.eq(word.chars().flat_map(char::to_lowercase))
    })
}

/// Runs of capitalised words, as keys without function words.
fn name_runs(text: &str, tokens: &[Token]) -> Vec<Vec<u64>> {
    let mut runs = Vec::new();
    let mut run: Vec<u64> = Vec::new();
    for token in tokens {
        let joins =
            token.is('-') && token.glued || matches!(token.text(text), "of" | "and" | "&") && !run.is_empty();
        if token.kind == TokenKind::Word && token.capital {
            run.push(token.key);
        } else if token.kind == TokenKind::Number && !run.is_empty() {
            // "Slate 2" is known by its word.
            continue;
        } else if !joins && !run.is_empty() {
            runs.push(std::mem::take(&mut run));
        }
    }
    if !run.is_empty() {
        runs.push(run);
    }
    runs
}
