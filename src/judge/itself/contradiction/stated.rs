//! A value and what it is said of: `her eleven designers`, `seats 60`, `the volunteers' 130,000 hours`.

use std::ops::Range;

use smallvec::SmallVec;

use crate::claim::{self, Form};
use crate::judge::itself::Draft;
use crate::judge::itself::contradiction::pairing::{names, quantity};
use crate::mention::{Value, mention_at};
use crate::quantity::Kind;
use crate::source::BlockKind;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// Roots of the words of a phrase.
pub(super) type Roots = SmallVec<[u64; 8]>;

/// Whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nobody is named.
    Open,
    /// `his`, `her`: one person.
    Person,
    /// `its`, `their`: whoever or whatever the clause is about.
    Pronoun,
    /// `the volunteers'`, by its root.
    Noun(u64),
}

/// A value with the words around it that say of what it is.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    pub(super) form: Form,
    /// The noun that it counts, measures or describes; 0 for a bare score.
    pub(super) head: u64,
    /// That noun and its modifiers, in order.
    pub(super) phrase: Roots,
    /// Words of its sentence that name things, the phrase left out.
    pub(super) around: Roots,
    /// Words of the sentence before, where the clause's own subject is a pronoun.
    pub(super) before: Roots,
    /// What its sentence opens with, up to the first comma or verb.
    pub(super) opening: Roots,
    /// The subject of its clause.
    pub(super) subject: Roots,
    /// The verb between subject and value.
    pub(super) verb: Option<u64>,
    pub(super) owner: Owner,
    /// `Prince and three companies`: more than the number are named.
    pub(super) joined: bool,
    /// The value stands right behind its owner: `the volunteers' 130,000 hours`.
    pub(super) owned: bool,
    /// `the five`, `those five`, `her five`, `the timeout of 30 seconds`: what the reader has been told of already.
    pub(super) definite: bool,
    /// Words of the clause or phrase behind it that picks out some of them: `the five who stayed`.
    pub(super) tail: Option<Roots>,
    /// Its sentence sets it against another value: `against 174 a year earlier`.
    pub(super) compared: bool,
    /// The word of change that governs it.
    pub(super) change_word: Option<usize>,
    /// Tokens of the value and what it counts.
    pub(super) tokens: Range<usize>,
}

/// Modifiers that make another number of the same noun: `three other meetings`, `the average session`.
const APART: Class = Class::PART.and(Class::OTHER).and(Class::MORE).and(Class::LESS).and(Class::RATE);

/// Before a number, these pick some out of a row.
const ORDER: &[&str] = &[
    "first",
    "last",
    "next",
    "past",
    "previous",
    "following",
    "final",
    "top",
    "latest",
    "new",
    "extra",
    "earlier",
    "later",
    "best",
    "worst",
    "biggest",
    "largest",
    "only",
    "consecutive",
    "straight",
    "each",
];

const POSSESSIVES: &[&str] = &["its", "their", "our", "my", "his", "her"];

const DEFINITE: &[&str] = &["the", "those", "these"];

const NO_VERB: Class =
    Class::FUNCTION.and(Class::PRONOUN).and(Class::ADVERB).and(Class::NEGATION).and(Class::MODAL);

/// More values than that, and a sentence is a table in all but its layout.
const PROSE: usize = 6;

impl Stated {
    /// Reads what the value of a mention is said of; `None` where nothing is named that it could be said of twice.
    pub(super) fn read(draft: &Draft<'_>, index: usize) -> Option<Stated> {
        let prose = draft.prose();
        let tokens = draft.tokens();
        let mention = draft.mentions.get(index)?;
        let number = draft.sentence_index(mention)?;
        let sentence = draft.spot.text.sentences.get(number)?;
        let bounds = sentence.tokens.clone();
        let first = draft.mentions.partition_point(|m| m.tokens.start < bounds.start);
        let values = draft.mentions.iter().skip(first).take_while(|m| m.tokens.start < bounds.end);
        if values.filter(|m| quantity(m).is_some()).count() > PROSE {
            return None;
        }
        let mut claim = claim::shape(prose, draft.spot.text, draft.mentions, number, index)?;
        // "the two-hour meetings fill up": what describes a noun is no change.
        if mention.compound {
            claim.form = Form::Plain;
        }
        let topic = claim::topic(prose, draft.spot.text, draft.mentions, &claim);
        let score = quantity(mention).is_some_and(|q| q.kind() == Kind::Score);
        let topic = match topic {
            Some(topic) if !score => topic,
            _ if score => mention.tokens.end..mention.tokens.end,
            _ => return None,
        };
        let behind = topic.start >= mention.tokens.end;
        let mut phrase = roots(prose, tokens, topic.clone());
        let head = if score { 0 } else { head(prose, tokens, topic.clone())? };
        let apart = |range: Range<usize>| {
            tokens
                .get(range)
                .unwrap_or(&[])
                .iter()
                .any(|t| t.kind == TokenKind::Word && (lexicon::is(t, APART) || t.is_any(prose, ORDER)))
        };
        let lead = lead(prose, tokens, bounds.start, mention.tokens.start);
        if behind && apart(mention.tokens.end..topic.end) || apart(lead.clone()) {
            return None;
        }
        // "magnitude-6.4 earthquake"
        phrase.extend(roots(prose, tokens, lead.clone()));
        let start = if behind { lead.start } else { topic.start };
        // "last year's 210 million tonnes" is another year's, and nobody's.
        let dated = |i: &usize| matches!(mention_at(draft.mentions, *i), Some(m) if matches!(m.value, Value::Date(_)));
        let article =
            start.checked_sub(1).filter(|i| *i >= bounds.start && !dated(i)).and_then(|i| tokens.get(i));
        let owner = match article {
            Some(t) if t.possessive => Owner::Noun(t.root(prose)),
            Some(t) if t.is_any(prose, &["his", "her"]) => Owner::Person,
            Some(t) if t.is_any(prose, POSSESSIVES) => Owner::Pronoun,
            _ => Owner::Open,
        };
        let definite = owner != Owner::Open || article.is_some_and(|t| t.is_any(prose, DEFINITE));
        // "each of the", "each bond will carry two": so many for every one.
        let each = tokens.get(bounds.start..mention.tokens.start).unwrap_or(&[]);
        let lasts = quantity(mention).is_some_and(|q| matches!(q.kind(), Kind::Measure(_)));
        if !score && !lasts && each.iter().any(|t| t.is_any(prose, &["each", "every", "per"])) {
            return None;
        }
        // "At $2.3 million, the pool …": its noun is no part of the phrase.
        let joined = behind && !tokens.get(mention.tokens.end).is_some_and(|t| t.is(','));
        let end = if joined { topic.end } else { mention.tokens.end };
        let clause = claim::subject(prose, tokens, sentence, mention.tokens.start);
        let subject = clause.clone().map_or_else(Roots::new, |range| roots(prose, tokens, range));
        let verb = clause.and_then(|range| {
            (range.end..mention.tokens.start)
                .rev()
                .filter_map(|i| tokens.get(i))
                .find(|t| t.kind == TokenKind::Word && !lexicon::is(t, NO_VERB))
                .map(|t| t.root(prose))
        });
        let closes = |t: &Token| {
            t.kind == TokenKind::Sign && !t.glued
                || lexicon::is(t, Class::AUXILIARY.and(Class::MODAL).and(Class::STATE))
                || t.is(',')
        };
        let opens =
            (bounds.start..bounds.end).find(|i| tokens.get(*i).is_none_or(closes)).unwrap_or(bounds.end);
        let opening = roots(prose, tokens, bounds.start..opens.min(bounds.start + 6));
        let before = match number.checked_sub(1).and_then(|i| draft.spot.text.sentences.get(i)) {
            Some(earlier) if subject.is_empty() => roots(prose, tokens, earlier.tokens.clone()),
            _ => Roots::new(),
        };
        let whole = tokens.get(bounds.clone()).unwrap_or(&[]);
        let compared =
            whole.iter().any(|t| t.is_any(prose, &["vs", "versus", "against", "compared", "than", "from"]));
        let around = roots(prose, tokens, bounds.start..mention.tokens.start)
            .into_iter()
            .chain(roots(prose, tokens, end..bounds.end))
            .collect();
        Some(Stated {
            form: claim.form,
            head,
            phrase,
            around,
            before,
            opening,
            subject,
            verb,
            owner,
            joined: article.is_some_and(|t| t.is_any(prose, &["and", "plus"])),
            owned: mention
                .tokens
                .start
                .checked_sub(1)
                .filter(|i| !dated(i))
                .and_then(|i| tokens.get(i))
                .is_some_and(|t| t.possessive),
            definite,
            tail: if behind { tail(prose, tokens, end, bounds.end) } else { None },
            compared,
            change_word: claim.change_word,
            tokens: mention.core.start..end.max(mention.core.end),
        })
    }

    /// Reads a cell: the headers of its row and column say of what its value is.
    pub(super) fn of_cell(blocks: &[Draft<'_>], draft: &Draft<'_>, index: usize) -> Option<Stated> {
        let mention = draft.mentions.get(index)?;
        let mut phrase = Roots::new();
        for label in draft.spot.block.labels.iter().filter_map(|label| blocks.get(*label)) {
            let named = label.tokens().iter().filter(|t| names(t) && !lexicon::is(t, Class::DIMENSION));
            phrase.extend(named.map(|t| t.root(label.prose())));
        }
        Some(Stated {
            form: Form::Plain,
            head: *phrase.first()?,
            around: Roots::new(),
            before: Roots::new(),
            opening: Roots::new(),
            subject: phrase.clone(),
            phrase,
            verb: None,
            owner: Owner::Open,
            joined: false,
            owned: false,
            definite: false,
            tail: None,
            compared: false,
            change_word: None,
            tokens: mention.core.clone(),
        })
    }
}

/// Whether a block's values are read by their headers.
pub(super) fn is_cell(draft: &Draft<'_>) -> bool {
    matches!(draft.spot.block.kind, BlockKind::Cell)
}

/// The words between an article and the value: `the [first] five`, `the [magnitude-]6.4`.
fn lead(prose: &str, tokens: &[Token], floor: usize, value: usize) -> Range<usize> {
    let mut start = value;
    if let [word, hyphen] = tokens.get(value.saturating_sub(2).max(floor)..value).unwrap_or(&[])
        && hyphen.is('-')
        && hyphen.glued
        && word.kind == TokenKind::Word
    {
        start = value - 2;
    }
    while let Some(i) = start.checked_sub(1).filter(|i| *i >= floor && value - *i <= 3) {
        let Some(token) = tokens.get(i) else { break };
        let inside = token.kind == TokenKind::Word
            && !token.possessive
            && !token.is_any(prose, POSSESSIVES)
            && (lexicon::is(token, APART.and(Class::COLOUR)) || token.is_any(prose, ORDER));
        if !inside {
            break;
        }
        start = i;
    }
    start..value
}

/// Roots of the words of a range that name something.
pub(super) fn roots(prose: &str, tokens: &[Token], range: Range<usize>) -> Roots {
    tokens.get(range).unwrap_or(&[]).iter().filter(|t| names(t)).map(|t| t.root(prose)).collect()
}

/// The last noun of a phrase, before what its first preposition adds.
fn head(prose: &str, tokens: &[Token], range: Range<usize>) -> Option<u64> {
    let of = range.clone().find(|i| tokens.get(*i).is_some_and(|t| lexicon::is(t, Class::PREPOSITION)));
    let end = of.unwrap_or(range.end);
    tokens.get(range.start..end)?.iter().rev().find(|t| names(t)).map(|t| t.root(prose))
}

/// What stands behind a phrase and picks out some of what it names; that somebody spoke of them does not.
fn tail(prose: &str, tokens: &[Token], end: usize, limit: usize) -> Option<Roots> {
    let token = tokens.get(end).filter(|_| end < limit)?;
    let participle = token.text(prose).ends_with("ed") || token.text(prose).ends_with("ing");
    let picks = token.kind == TokenKind::Word
        && (lexicon::is(token, Class::RELATIVE.and(Class::PREPOSITION))
            || token.is_any(prose, &["when", "where", "not", "already", "still"])
            || participle && !lexicon::is_or_stem(token, Class::SPEECH));
    if !picks {
        return None;
    }
    let start = if participle { end } else { end + 1 };
    let verb = |t: &Token| t.kind == TokenKind::Sign || lexicon::is(t, Class::AUXILIARY.and(Class::MODAL));
    let stop = (start..limit).find(|i| tokens.get(*i).is_none_or(verb)).unwrap_or(limit);
    Some(roots(prose, tokens, start..stop))
}
