//! A title as it stands beside a name: before it, after a comma, in a relative clause.

use std::ops::Range;

use smallvec::SmallVec;

use crate::judge::person::office::{Office, Part, Vocabulary, Words, finish};
use crate::mention::name::Passage;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind, is_irregular_past};

/// Where a title stands beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// `Governor Hochul`
    Before,
    /// `the governor, Kathy Hochul,`
    BeforeComma,
    /// `Governor: Kathy Hochul`
    Label,
    /// `Kathy Hochul, the governor`
    After,
    /// `Kathy Hochul is the governor`
    Is,
}

/// What opens a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Article {
    /// Nothing.
    Bare,
    /// `the`
    Definite,
    /// `a`: one of several, so it says nothing against another.
    Indefinite,
    /// `its`, `their`
    Pronoun,
    /// `the company's`, `Ardent's`
    Owner,
}

/// A title as it stands in a text.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// Its tokens, article included.
    pub tokens: Range<usize>,
    /// Its tokens without the article.
    pub title: Range<usize>,
    /// The office that it names.
    pub office: Office,
    /// Where it stands.
    pub place: Place,
    /// What opens it.
    pub article: Article,
    /// `former`, `then-`, `was`.
    pub past: bool,
    /// `former`: over now.
    pub former: bool,
    /// Bodies and places named in it.
    pub bodies: Words,
    /// One of them is none of the packs' own.
    pub foreign: bool,
    /// One of them is the packs' own, a lower-case owner (`the marathon's`) included.
    pub own: bool,
    /// Its head stands in the plural (`Sens.`, `attorneys general`), so that it may be said of several names.
    pub plural: bool,
    /// "of Utah" behind the name: the words of the place, where it belongs to a title before the name.
    pub behind: Option<Range<usize>>,
    /// Said of this name as one of several: it stands beside another of them.
    pub shared: bool,
}

impl Vocabulary {
    /// The titles that stand beside the name at `name`.
    pub fn beside(&self, passage: &Passage<'_>, name: &Range<usize>) -> SmallVec<[Phrase; 2]> {
        let mut out = SmallVec::new();
        out.extend(self.before(passage, name));
        self.after(passage, name, &mut out);
        out
    }

    /// The title that stands before a name.
    pub fn before(&self, passage: &Passage<'_>, name: &Range<usize>) -> Option<Phrase> {
        let sentence = passage.sentence_tokens(name.start);
        let mut end = name.start;
        while end > sentence.start
            && passage.before(end).is_some_and(|t| self.is_honorific(t) && !self.is_head(t))
        {
            end -= 1;
        }
        let joint = passage.before(end).filter(|_| end > sentence.start)?;
        let place = if joint.is(',') {
            // "the governor, Kathy Hochul, said" but not "he met the governor, Kathy Hochul and others".
            let closed = passage.at(name.end).is_none_or(|t| {
                t.kind == TokenKind::Sign || t.key == self.words.who || !sentence.contains(&name.end)
            });
            if !closed {
                return None;
            }
            Place::BeforeComma
        } else if joint.is(':') || joint.kind == TokenKind::Word && joint.key == self.words.be {
            Place::Label
        } else {
            Place::Before
        };
        let was = place == Place::Label && matches!(passage.word(end - 1), "was" | "were" | "been");
        if place != Place::Before {
            end -= 1;
        }
        if !self.may_end_title(passage, end) {
            return None;
        }
        let start = self.title_start(passage, sentence.start, end, passage.at(name.start)?.quoted);
        let (mut phrase, stop) = self.parse(passage, start, end, place)?;
        if stop != end {
            return None;
        }
        // "student body president Chris Brandt": a noun before it says whose, and the packs do not know it.
        phrase.foreign |= place == Place::Before
            && phrase.article == Article::Bare
            && phrase.bodies.is_empty()
            && start > sentence.start
            && passage.before(start).is_some_and(|t| {
                let opens = start - 1 == sentence.start;
                (opens || passage.before(end).is_some_and(|t| !t.capital)) && self.modifies(passage, t, opens)
            });
        phrase.past |= self.shares_past(passage, start, sentence.start);
        // A winner stays one; an office held is not held for ever.
        phrase.past |= was && self.is_single(&phrase.office);
        let after_link = start > sentence.start
            && passage
                .before(start)
                .is_some_and(|t| self.words.links.contains(&t.key) || t.key == self.words.to);
        let capital = passage.at(phrase.title.start).is_some_and(|t| t.capital);
        match place {
            // "candidate for governor Letitia James"
            Place::Before => (!after_link || capital || phrase.article != Article::Bare).then_some(phrase),
            Place::Label => {
                let opens = start == sentence.start && joint.is(':');
                (opens || phrase.article == Article::Definite || phrase.article == Article::Owner)
                    .then_some(phrase)
            }
            Place::BeforeComma | Place::After | Place::Is => {
                // "a lawyer for the governor, Letitia James, said"; "he met the governor, Kathy Hochul, and others".
                let listed = passage.at(name.end + 1).is_some_and(|t| t.key == self.words.and);
                let owned = matches!(phrase.article, Article::Pronoun | Article::Owner);
                let opened = phrase.article != Article::Bare || phrase.own;
                (opened && (owned || !listed && !after_link)).then_some(phrase)
            }
        }
    }

    /// "former chairman and chief executive Ernest Saunders": what a title before "and" is, this one is, too.
    fn shares_past(&self, passage: &Passage<'_>, start: usize, first: usize) -> bool {
        if start <= first || passage.before(start).is_none_or(|t| t.key != self.words.and) {
            return false;
        }
        let words = (first..start - 1).rev().take(6).filter_map(|i| passage.at(i));
        let mut titles = words.take_while(|t| self.knows(t));
        titles.any(|t| self.entry(t).is_some_and(|e| e.part == Part::Past))
    }

    /// Whether a word before a title in lower case is a noun that belongs to it, not the verb or joint before it.
    fn modifies(&self, passage: &Passage<'_>, token: &Token, opens: bool) -> bool {
        let text = token.text(&passage.block.text);
        let verb =
            ["ed", "ing", "ly"].iter().any(|ending| text.ends_with(ending)) || is_irregular_past(token);
        token.kind == TokenKind::Word
            && (!token.capital || opens)
            && !verb
            && !self.is_own(token.key)
            && !lexicon::is(
                token,
                Class::FUNCTION.and(Class::ADVERB).and(Class::MODAL).and(Class::SUBORDINATOR),
            )
            && !lexicon::is_or_stem(token, Class::SPEECH)
            && !self.words.skipped.contains(&token.key)
    }

    /// Whether a title can end before `end`: with one of its words, or with the body after `of`.
    fn may_end_title(&self, passage: &Passage<'_>, end: usize) -> bool {
        let mut at = end;
        while let Some(token) = passage.before(at).filter(|_| end - at < 7) {
            if token.kind != TokenKind::Word {
                return false;
            }
            if at == end && self.knows(token) {
                return true;
            }
            if at < end && self.links(passage, at - 1) {
                return true;
            }
            if !token.capital && !self.words.articles.contains(&token.key) {
                return false;
            }
            at -= 1;
        }
        false
    }

    /// Whether the word at `at` ties an office to whose it is: `of`, `for`, `at`; `to` after an ambassador.
    pub fn links(&self, passage: &Passage<'_>, at: usize) -> bool {
        passage.at(at).is_some_and(|t| {
            self.words.links.contains(&t.key)
                || t.key == self.words.to
                    && passage.before(at).is_some_and(|t| self.words.sent.contains(&t.key))
        })
    }

    /// Where the title that ends before `end` begins.
    fn title_start(&self, passage: &Passage<'_>, first: usize, end: usize, quoted: bool) -> usize {
        let mut start = end;
        while start > first && end - start < 9 {
            let Some(token) = passage.before(start).filter(|t| t.quoted == quoted) else { break };
            if token.kind != TokenKind::Word {
                if token.is('-') && token.glued {
                    start -= 1;
                    continue;
                }
                break;
            }
            let earlier = passage.before(start - 1).filter(|_| start - 1 > first);
            if self.words.articles.contains(&token.key) || self.words.pronouns.contains(&token.key) {
                start -= 1;
                // "chair of the trustees"
                if earlier.is_some() && self.links(passage, start - 1) {
                    continue;
                }
                break;
            }
            // A first word has its capital from the sentence, unless the packs know it or it owns what follows.
            let known = self.own.contains(&token.key) || self.places.contains(&token.key);
            let body = token.capital && (start - 1 > first || token.possessive || known);
            // "chair of trustees", "Bank of Velmora governor"
            let link = self.links(passage, start - 1)
                && earlier.is_some_and(|t| self.is_head(t) || t.capital)
                && start < end;
            let word = self.knows(token) || self.words.skipped.contains(&token.key) || token.possessive;
            if !(word || link || body) || self.days.contains(&token.key) {
                break;
            }
            start -= 1;
        }
        start
    }

    fn after(&self, passage: &Passage<'_>, name: &Range<usize>, out: &mut SmallVec<[Phrase; 2]>) {
        let sentence = passage.sentence_tokens(name.start);
        let mut at = name.end;
        // ", Jr.," belongs to the name.
        if passage.sign(at, ',') && passage.at(at + 1).is_some_and(|t| self.is_suffix(t)) {
            at += 2;
        }
        let Some(token) = passage.at(at).filter(|_| at < sentence.end) else { return };
        let mut place = Place::After;
        let mut past = false;
        if token.is(',') || (token.is('(') && !token.glued) {
            at += 1;
            let relative = passage.at(at).is_some_and(|t| t.key == self.words.who);
            if relative {
                at += 1;
                place = Place::Is;
                match self.copula(passage, at) {
                    Some((next, is_past)) => {
                        at = next;
                        past = is_past;
                    }
                    None => return,
                }
            } else if passage.at(at).is_some_and(|t| t.key == self.words.r#as) {
                at += 1;
            }
        } else if token.kind == TokenKind::Word && !(token.possessive && token.capital) {
            match self.copula(passage, at) {
                Some((next, is_past)) => {
                    at = next;
                    past = is_past;
                    place = Place::Is;
                }
                None => return,
            }
        } else {
            return;
        }
        let mut found: SmallVec<[Phrase; 2]> = SmallVec::new();
        for _ in 0..2 {
            let Some((mut phrase, stop)) = self.parse(passage, at, sentence.end, place) else {
                // "who is superintendent and lives in Orle"
                if place == Place::Is {
                    out.append(&mut found);
                }
                return;
            };
            // "was the sponsor": what is no office to be held is so still.
            phrase.past |= past && self.is_single(&phrase.office);
            // ", Attorney General Letitia James": the title is the next name's.
            let next = passage.at(stop).filter(|_| stop < sentence.end);
            let runs_into_name =
                next.is_some_and(|t| t.kind == TokenKind::Word && t.capital && !self.knows(t));
            // ", the treasurer, Gwen Pritchard": whose it is, stays open.
            let before_name = next.is_some_and(|t| t.is(','))
                && passage.at(stop + 1).is_some_and(|t| t.capital && !self.knows(t))
                && passage.at(stop + 2).is_some_and(|t| t.capital);
            if runs_into_name || (before_name && phrase.article != Article::Bare) {
                return;
            }
            // "the governor race": the head is no title there.
            if next.is_some_and(|t| {
                t.kind == TokenKind::Word
                    && place == Place::Is
                    && phrase.article == Article::Bare
                    && !t.capital
                    && self.knows(t)
            }) {
                return;
            }
            let and = next.is_some_and(|t| t.key == self.words.and);
            if and && found.is_empty() {
                found.push(phrase);
                at = stop + 1;
                continue;
            }
            // An apposition is closed, or it is the beginning of something else ("the treasurer and the chair met").
            let closed = next.is_none_or(|t| t.kind == TokenKind::Sign || t.key == self.words.who);
            if closed || place == Place::Is || !and && found.is_empty() && said(passage.word(stop)) {
                found.push(phrase);
                out.append(&mut found);
            }
            return;
        }
    }

    /// Skips `is`, `has been`, `serves as`; says whether it tells of the past.
    fn copula(&self, passage: &Passage<'_>, at: usize) -> Option<(usize, bool)> {
        let token = passage.at(at)?;
        let word = passage.word(at);
        if token.key == self.words.be {
            return Some((at + 1, matches!(word, "was" | "were" | "been")));
        }
        if self.words.to_be.contains(&token.key) {
            let been = passage.at(at + 1).is_some_and(|t| t.key == self.words.be);
            if word == "has" || word == "had" {
                return been.then_some((at + 2, word == "had"));
            }
            return (word == "remains").then_some((at + 1, false));
        }
        if token.key == self.words.serve && passage.at(at + 1).is_some_and(|t| t.key == self.words.r#as) {
            return Some((at + 2, word == "served"));
        }
        if token.key == self.words.r#as {
            return Some((at + 1, false));
        }
        None
    }

    /// Reads a title that begins at `start`; also says where it ends.
    fn parse(
        &self,
        passage: &Passage<'_>,
        start: usize,
        limit: usize,
        place: Place,
    ) -> Option<(Phrase, usize)> {
        let mut phrase = Phrase {
            tokens: start..start,
            title: start..start,
            office: Office::default(),
            place,
            article: Article::Bare,
            past: false,
            former: false,
            bodies: Words::new(),
            foreign: false,
            own: false,
            plural: false,
            behind: None,
            shared: false,
        };
        let mut end = 0;
        let mut linked = false;
        let mut branched = false;
        let mut head_done = false;
        let mut pending = Words::new();
        let mut title_start = None;
        let mut at = start;
        while at < limit && at < start + 14 {
            let token = passage.at(at)?;
            if token.kind != TokenKind::Word {
                // Hyphens inside ("vice-president"), nothing else.
                if token.is('-') && token.glued && passage.at(at + 1).is_some_and(|t| t.glued) {
                    at += 1;
                    continue;
                }
                break;
            }
            let key = token.key;
            if end > 0 && !head_done && self.links(passage, at) {
                linked = true;
                head_done = true;
                at += 1;
                continue;
            }
            if let Some(position) =
                self.words.articles.iter().position(|k| *k == key).filter(|_| !token.capital || at == start)
            {
                if end == 0 && at == start {
                    phrase.article = if position == 0 { Article::Definite } else { Article::Indefinite };
                } else if !linked {
                    break;
                }
                at += 1;
                continue;
            }
            if self.words.pronouns.contains(&key) && at == start {
                phrase.article = Article::Pronoun;
                at += 1;
                continue;
            }
            if head_done && !linked {
                break;
            }
            // "Bank of Velmora governor": a link inside a name.
            let named = at > start && passage.before(at).is_some_and(|t| t.capital && !self.knows(t));
            if end == 0
                && named
                && self.words.links.contains(&key)
                && passage.at(at + 1).is_some_and(|t| t.capital)
            {
                at += 1;
                continue;
            }
            if let Some(entry) = self.entry(token) {
                if token.possessive && entry.part == Part::Head && !linked {
                    // "the chief's boss"
                    return None;
                }
                if token.possessive && end == 0 && phrase.article == Article::Bare {
                    phrase.article = Article::Owner;
                }
                title_start.get_or_insert(at);
                phrase.office.changing.extend(entry.changing.iter().copied());
                // "Detective Lt. Coyle": last of all it is a rank, not a deputy's.
                let last = at + 1 >= limit || passage.at(at + 1).is_none_or(|t| !self.knows(t));
                let part = match entry.part {
                    Part::Changing if last && entry.words.iter().all(|w| self.words.ranks.contains(w)) => {
                        Part::Head
                    }
                    part => part,
                };
                match part {
                    Part::Past => {
                        phrase.past = true;
                        phrase.former |= self.former.contains(&key);
                    }
                    Part::Changing => {
                        phrase.office.changing.extend(entry.words.iter().copied());
                        if end > 0 && !linked {
                            end = at + 1;
                        }
                    }
                    Part::Head if !linked => {
                        phrase.office.words.append(&mut pending);
                        phrase.office.words.extend(entry.words.iter().copied());
                        phrase.office.head = entry.words.last().copied().unwrap_or(0);
                        phrase.plural |= is_plural(token.bare(&passage.block.text));
                        end = at + 1;
                    }
                    Part::Branch if !linked => pending.extend(entry.words.iter().copied()),
                    Part::Head | Part::Branch => {
                        if !self.own.contains(&key) || !token.possessive {
                            phrase.office.words.extend(entry.words.iter().copied());
                        }
                        end = at + 1;
                        branched = true;
                        // "of design", "of the board": one step.
                    }
                }
                at += 1;
                continue;
            }
            if token.capital {
                // "Secretary of State George Shultz": the branch ends the title.
                if end > 0 && !linked || linked && branched {
                    break;
                }
                // A lone capital that opens the sentence ("When Gov. Hochul") names no body.
                let opens = at == passage.sentence_tokens(at).start
                    && !(token.possessive || self.own.contains(&key) || self.places.contains(&key));
                if !opens {
                    title_start.get_or_insert(at);
                    phrase.bodies.push(key);
                    phrase.foreign |= !self.is_own(key) && !self.abbreviates_own(passage, at);
                    if token.possessive && phrase.article == Article::Bare {
                        phrase.article = Article::Owner;
                    }
                }
                if linked {
                    end = at + 1;
                }
                at += 1;
                continue;
            }
            if token.possessive && (end == 0 || linked) {
                phrase.article = Article::Owner;
                phrase.own |= self.own.contains(&key);
                at += 1;
                continue;
            }
            if linked {
                // "of the company": the body in one plain word; "of law": a branch.
                phrase.own |= self.own.contains(&key);
                if self.links(passage, at - 1) && !self.is_own(key) {
                    phrase.office.words.push(key);
                }
                end = at + 1;
                break;
            }
            if end == 0 && self.words.skipped.contains(&key) {
                at += 1;
                continue;
            }
            break;
        }
        if end == 0 || phrase.office.head == 0 {
            return None;
        }
        // "the governor race": a branch word after the head makes it something else.
        if !pending.is_empty() {
            return None;
        }
        finish(&mut phrase.office);
        phrase.own |= phrase.bodies.iter().any(|b| self.own.contains(b));
        phrase.tokens = start..end;
        phrase.title = title_start.unwrap_or(start)..end;
        Some((phrase, end))
    }
}

/// `Sens.`, `governors`; `boss` is none.
fn is_plural(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() > 3 && word.ends_with('s') && !word.ends_with("ss")
}

/// "Lynn Achterberg, the fire chief said": a comma forgotten before the commonest verbs of speech.
fn said(word: &str) -> bool {
    matches!(word, "said" | "says" | "told" | "added")
}
