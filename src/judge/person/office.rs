//! Offices: reading a title beside a name, and whether it is the same office as one that a pack knows.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use smallvec::SmallVec;

use crate::mention::name::Passage;
use crate::mention::naming::{CREDITS, DAYS, HONORIFICS, NAMESAKES, PLACES, SUFFIXES};
use crate::mention::title::{
    ABBREVIATIONS, BRANCHES, CHANGING, DROPPABLE, FORMER, LOCAL_OFFICES, LOOSE_OFFICES, OFFICES, PAST, RANKS,
    SHORT_RANKS, SINGLE_OFFICES, SYNONYMS,
};
use crate::text::{Token, TokenKind, key_of, tokenize};

/// Hashes of words are hashed already.
#[derive(Default)]
pub(crate) struct Keyed(u64);

impl Hasher for Keyed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A map from the hash of a word.
pub(crate) type ByKey<T> = HashMap<u64, T, BuildHasherDefault<Keyed>>;
/// A set of hashes of words.
pub(crate) type KeySet = HashSet<u64, BuildHasherDefault<Keyed>>;
/// Hashes of a title's words.
pub(crate) type Words = SmallVec<[u64; 6]>;

/// What a word does in a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Can end one: `president`.
    Head,
    /// Stands before a head: `board`.
    Branch,
    /// Makes it another: `deputy`.
    Changing,
    /// Puts it in the past: `former`.
    Past,
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The words it counts as.
    pub words: SmallVec<[u64; 3]>,
    /// Those of them that make a title another: `vice` in `VP`.
    pub changing: SmallVec<[u64; 1]>,
    pub part: Part,
    /// An abbreviation is read only where it is written with a capital.
    pub capital_only: bool,
}

impl Entry {
    fn of(words: SmallVec<[u64; 3]>, part: Part) -> Entry {
        Entry { words, changing: SmallVec::new(), part, capital_only: false }
    }
}

/// An office, without who holds it: word hashes, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Office {
    /// Its words, head included; qualifiers that change it are apart.
    pub words: Words,
    /// `deputy`, `interim` …
    pub changing: Words,
    /// The word that says what kind of office.
    pub head: u64,
}

/// How a title in a text stands to one of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// The same office, perhaps told shorter or longer.
    Same,
    /// The same but for a qualifier that makes it another: `deputy`.
    Changed,
    /// Another office.
    Other,
}

impl Office {
    /// "General" for a major general: the rank by which its bearer is addressed.
    fn is_short_rank_of(&self, known: &Office) -> bool {
        let bare = self.words.len() == 1 && self.changing.is_empty();
        let grades = SHORT_RANKS.iter().find(|(rank, _)| bare && key_of(rank) == self.head);
        let graded = |grades: &[&str]| {
            let of = |w: &u64| *w == self.head || grades.iter().any(|grade| key_of(grade) == *w);
            known.words.iter().chain(&known.changing).all(of)
        };
        grades.is_some_and(|(_, grades)| graded(grades))
    }

    /// How this title, from a text, stands to `known`, from a pack.
    pub fn fit(&self, known: &Office) -> Fit {
        let lacks = |a: &Words, b: &Words| a.iter().any(|w| !b.contains(w));
        if self.head != known.head && self.words != known.words {
            return Fit::Other;
        }
        if self.is_short_rank_of(known) {
            return Fit::Same;
        }
        if lacks(&self.words, &known.words) && lacks(&known.words, &self.words) {
            return Fit::Other;
        }
        // A general is no attorney general, an officer no chief financial officer.
        let bare = |office: &Office| office.words.len() == 1;
        if self.head == known.head
            && bare(self) != bare(known)
            && (self.head == key_of("general") || self.head == key_of("officer"))
        {
            return Fit::Other;
        }
        let droppable = |w: &u64| DROPPABLE.iter().any(|d| key_of(d) == *w);
        let dropped = known.changing.iter().any(|w| !self.changing.contains(w) && !droppable(w));
        if dropped || lacks(&self.changing, &known.changing) { Fit::Changed } else { Fit::Same }
    }
}

/// The words of titles: the tables of English and the titles and roles of the packs.
#[derive(Default)]
pub(crate) struct Vocabulary {
    entries: ByKey<Entry>,
    /// Words that the packs use for their own places and bodies.
    pub own: KeySet,
    /// First letters of those with a capital, by which their abbreviations begin.
    pub initials: SmallVec<[char; 16]>,
    /// What may follow a name without being part of it.
    pub suffixes: KeySet,
    /// States and countries.
    pub places: KeySet,
    /// Days and months.
    pub days: KeySet,
    /// Words that credit a work to somebody.
    pub credits: KeySet,
    /// What can carry a person's name and is none.
    pub namesakes: KeySet,
    honorifics: KeySet,
    /// Words that say an office is over.
    pub former: KeySet,
    single: KeySet,
    ranks: KeySet,
    local: KeySet,
    loose: KeySet,
    /// Function words.
    pub words: Small,
}

/// Keys of the function words that titles are read by.
pub(crate) struct Small {
    pub articles: [u64; 3],
    pub pronouns: [u64; 6],
    pub links: [u64; 3],
    pub skipped: Vec<u64>,
    pub generic: Vec<u64>,
    pub be: u64,
    pub who: u64,
    pub r#as: u64,
    pub and: u64,
    pub to: u64,
    pub sent: [u64; 2],
    pub ranks: [u64; 2],
    pub serve: u64,
    pub to_be: [u64; 3],
}

impl Default for Small {
    fn default() -> Small {
        Small {
            articles: [key_of("the"), key_of("a"), key_of("an")],
            pronouns: ["its", "their", "his", "her", "our", "my"].map(key_of),
            links: ["of", "for", "at"].map(key_of),
            // Adjectives that say nothing of which office it is.
            skipped: [
                "current",
                "new",
                "newly",
                "longtime",
                "elected",
                "appointed",
                "sworn",
                "in",
                "incumbent",
                "now",
            ]
            .iter()
            .map(|w| key_of(w))
            .collect(),
            // Lower-case bodies that stand for the one the text is about.
            generic: [
                "company",
                "state",
                "city",
                "county",
                "country",
                "district",
                "department",
                "bank",
                "charity",
                "trust",
                "project",
                "team",
                "club",
                "board",
                "agency",
                "group",
                "firm",
                "town",
                "nation",
                "university",
                "school",
            ]
            .iter()
            .map(|w| key_of(w))
            .collect(),
            be: key_of("is"),
            who: key_of("who"),
            r#as: key_of("as"),
            and: key_of("and"),
            to: key_of("to"),
            ranks: ["lieutenant", "deputy"].map(key_of),
            sent: ["ambassador", "envoy"].map(key_of),
            serve: key_of("serves"),
            to_be: ["has", "been", "remains"].map(key_of),
        }
    }
}

impl Vocabulary {
    /// The tables of English alone.
    pub fn new() -> Vocabulary {
        let mut vocabulary = Vocabulary {
            suffixes: SUFFIXES.iter().map(|w| key_of(w)).collect(),
            places: PLACES.iter().flat_map(|w| w.split(' ')).map(key_of).collect(),
            days: DAYS.iter().map(|w| key_of(w)).collect(),
            credits: CREDITS.iter().map(|w| key_of(w)).collect(),
            namesakes: NAMESAKES.iter().map(|w| key_of(w)).collect(),
            honorifics: HONORIFICS.iter().map(|w| key_of(w)).collect(),
            ranks: RANKS.iter().map(|w| key_of(w)).collect(),
            local: LOCAL_OFFICES.iter().map(|w| key_of(w)).collect(),
            loose: LOOSE_OFFICES.iter().map(|w| key_of(w)).collect(),
            former: FORMER.iter().map(|w| key_of(w)).collect(),
            single: SINGLE_OFFICES.iter().map(|w| key_of(w)).collect(),
            ..Vocabulary::default()
        };
        let tables =
            [(CHANGING, Part::Changing), (PAST, Part::Past), (OFFICES, Part::Head), (BRANCHES, Part::Branch)];
        for (table, part) in tables {
            for word in table {
                vocabulary.add(word, part);
            }
        }
        for (word, as_word) in SYNONYMS {
            let key = key_of(as_word);
            let part = vocabulary.entries.get(&key).map_or(Part::Branch, |e| e.part);
            let words = std::iter::once(key).collect();
            vocabulary.entries.insert(key_of(word), Entry::of(words, part));
        }
        for (short, long) in ABBREVIATIONS {
            let mut words: SmallVec<[u64; 3]> = long.iter().map(|w| key_of(w)).collect();
            let part = words.last().and_then(|w| vocabulary.entries.get(w)).map_or(Part::Branch, |e| e.part);
            let part = if long.len() > 1 { Part::Head } else { part };
            let changes = |w: &u64| vocabulary.entries.get(w).is_some_and(|e| e.part == Part::Changing);
            let changing: SmallVec<[u64; 1]> =
                words.iter().filter(|w| part == Part::Head && changes(w)).copied().collect();
            words.retain(|w| !changing.contains(w));
            let entry = Entry { words, changing, part, capital_only: true };
            vocabulary.entries.entry(key_of(short)).or_insert(entry);
        }
        vocabulary
    }

    fn add(&mut self, word: &str, part: Part) {
        let key = key_of(word);
        self.entries.entry(key).or_insert(Entry::of(std::iter::once(key).collect(), part));
    }

    pub fn entry(&self, token: &Token) -> Option<&Entry> {
        if token.kind != TokenKind::Word {
            return None;
        }
        self.entries.get(&token.key).filter(|e| !e.capital_only || token.capital)
    }

    /// Whether a word can stand in a title.
    pub fn knows(&self, token: &Token) -> bool {
        self.entry(token).is_some()
    }

    /// Whether a word can end a title.
    pub fn is_head(&self, token: &Token) -> bool {
        self.entry(token).is_some_and(|e| e.part == Part::Head)
    }

    /// `Mr.`, `Sir` …
    pub fn is_honorific(&self, token: &Token) -> bool {
        token.kind == TokenKind::Word && self.honorifics.contains(&token.key)
    }

    /// `Jr.`, `III` …
    pub fn is_suffix(&self, token: &Token) -> bool {
        token.kind == TokenKind::Word && token.capital && self.suffixes.contains(&token.key)
    }

    /// Whether a person holds one such office at a time.
    pub fn is_single(&self, office: &Office) -> bool {
        self.single.contains(&office.head)
    }

    /// Whether two titles may be two words for one office: a cabinet's "finance minister" and "finance secretary", and
    /// "head", "leader", "chief" and "boss" for whoever leads.
    pub fn are_alike(&self, said: &Office, known: &Office) -> bool {
        let [minister, secretary] = ["minister", "secretary"].map(key_of);
        let cabinet = |a: u64, b: u64| a == minister && b == secretary || a == secretary && b == minister;
        let others = |office: &Office| -> Words {
            office.words.iter().copied().filter(|w| *w != office.head).collect()
        };
        if said.changing != known.changing {
            return false;
        }
        if cabinet(said.head, known.head) {
            return !others(said).is_empty() && others(said) == others(known);
        }
        let leading = ["head", "leader", "chief", "boss"].map(key_of);
        leading.contains(&said.head)
            && others(said).iter().all(|w| known.words.contains(w))
            && !leading.contains(&known.head)
    }

    /// Whether a title is a rank, which its bearer keeps in whatever office: "General".
    pub fn is_rank(&self, office: &Office) -> bool {
        !office.words.is_empty() && office.words.iter().all(|w| self.ranks.contains(w))
    }

    /// Whether the holder of an office is in uniform, so that another rank is not theirs.
    pub fn is_uniformed(&self, office: &Office) -> bool {
        self.ranks.contains(&office.head) && !office.words.contains(&key_of("attorney"))
            || ["chief", "sheriff", "marshal", "detective", "inspector", "deputy", "officer"]
                .iter()
                .any(|w| office.head == key_of(w))
    }

    /// Whether a draft may well name several holders of such an office, so that it does not say who is meant.
    pub fn is_common(&self, office: &Office) -> bool {
        office.words.len() == 1 && !self.local.contains(&office.head)
            || office.words.contains(&key_of("state"))
    }

    /// Whether a title is one word that is said of many offices: "the leader", "the director".
    pub fn is_loose(&self, office: &Office) -> bool {
        office.words.len() == 1 && self.loose.contains(&office.head)
    }

    /// Whether a word is one of the packs' own places and bodies, or stands for them.
    pub fn is_own(&self, key: u64) -> bool {
        self.own.contains(&key) || self.words.generic.contains(&key)
    }

    /// "DPD": capitals that begin as one of the packs' own bodies does.
    pub fn abbreviates_own(&self, passage: &Passage<'_>, at: usize) -> bool {
        let first = passage.word(at).chars().next();
        passage.at(at).is_some_and(|t| t.all_caps) && first.is_some_and(|c| self.initials.contains(&c))
    }

    /// Learns a title of a pack and says which office it is; `skip` are words that are no part of it.
    pub fn learn(&mut self, title: &str, skip: &Words) -> Office {
        let mut office = Office::default();
        let tokens = tokenize(title);
        let mut head_done = false;
        let words: Vec<&Token> = tokens.iter().filter(|t| t.kind == TokenKind::Word).collect();
        for (i, token) in words.iter().enumerate() {
            if self.words.links.contains(&token.key) || token.key == key_of("in") {
                head_done |= office.head != 0;
                continue;
            }
            if self.words.articles.contains(&token.key) || skip.contains(&token.key) {
                continue;
            }
            let ends = words.get(i + 1).is_none_or(|n| self.words.links.contains(&n.key));
            let entry = match self.entry(token) {
                Some(entry) => entry.clone(),
                None => {
                    let part = if ends && !head_done { Part::Head } else { Part::Branch };
                    let entry = Entry::of(std::iter::once(token.key).collect(), part);
                    self.entries.insert(token.key, entry.clone());
                    entry
                }
            };
            if ends && !head_done && entry.part == Part::Branch {
                // The pack ends a title with it, so it can.
                if let Some(known) = self.entries.get_mut(&token.key) {
                    known.part = Part::Head;
                }
            }
            office.changing.extend(entry.changing.iter().copied());
            match entry.part {
                Part::Changing if ends && office.words.is_empty() => {
                    office.words.extend(entry.words.iter().copied());
                    office.head = entry.words.last().copied().unwrap_or(0);
                }
                Part::Changing => office.changing.extend(entry.words.iter().copied()),
                Part::Past => {}
                Part::Head | Part::Branch => {
                    office.words.extend(entry.words.iter().copied());
                    if !head_done && let Some(last) = entry.words.last() {
                        office.head = *last;
                    }
                }
            }
        }
        finish(&mut office);
        office
    }
}

/// Sorts, and lets "chief executive officer" be "chief executive".
pub(crate) fn finish(office: &mut Office) {
    let [chief, executive, officer] = ["chief", "executive", "officer"].map(key_of);
    if office.words.contains(&chief) && office.words.contains(&officer) && office.words.len() > 2 {
        office.words.retain(|w| *w != officer);
        if office.head == officer {
            office.head = if office.words.contains(&executive) { executive } else { officer };
        }
        if office.head == officer {
            office.words.push(officer);
        }
    }
    office.words.sort_unstable();
    office.words.dedup();
    office.changing.sort_unstable();
    office.changing.dedup();
}
