//! Words that may fill a fact's slots for a claim: its own sentence's, those around it, and those its form implies.

use crate::claim::{self, Bound, Claim, Form, Stance};
use crate::fact::Direction;
use crate::judge::fact::distance::FAR;
use crate::judge::fact::hold::Context;
use crate::judge::fact::index::Word;
use crate::judge::fact::lead::Whole;
use crate::judge::fact::place::{self, Named};
use crate::judge::fact::reading::Reading;
use crate::mention::{Hedge, Value, mention_at};
use crate::text::lexicon::{self, Class, KeyMap};
use crate::text::{Token, TokenKind, key_of, root_of, stem_of};

/// What a claim is weighed with.
pub(super) struct Evidence<'s> {
    /// Words that may fill a slot.
    pub(super) seen: Vec<Seen>,
    /// Places and groups that they name.
    pub(super) places: Vec<Named<'s>>,
    /// The claim's value, if a whole count.
    pub(super) whole: Option<Whole>,
    /// Whether a fact that can decide nothing is weighed to the end as well.
    pub(super) near_misses: bool,
    /// One bit for each value that the last bits of a seen hash may have.
    bits: [u64; BITS / 64],
}

/// A sentence and what stands around it have some 300 hashes; a word that is not among them is told apart at once.
const BITS: usize = 4096;

fn bit(hash: u64) -> (usize, u64) {
    let mixed = hash ^ hash >> 32;
    ((mixed >> 6) as usize % (BITS / 64), 1 << (mixed & 63))
}

impl<'s> Evidence<'s> {
    /// All that stands around a claim.
    pub(super) fn of(context: &Context<'s>, claim: &Claim, costs: &[u16], near_misses: bool) -> Evidence<'s> {
        let seen = seen_by(context, claim, costs);
        let mut bits = [0_u64; BITS / 64];
        for hash in seen.iter().flat_map(|s| [s.key, s.stem, s.root]) {
            let (at, bit) = bit(hash);
            if let Some(word) = bits.get_mut(at) {
                *word |= bit;
            }
        }
        let whole = claim.mention.and_then(|m| context.bound.mentions.get(m)).and_then(Whole::said);
        Evidence { places: place::named(context.set, &seen), seen, whole, near_misses, bits }
    }

    /// Whether a word of a fact may be among the words seen.
    pub(super) fn may_show(&self, word: &Word) -> bool {
        let has = |hash: u64| {
            let (at, bit) = bit(hash);
            self.bits.get(at).is_some_and(|word| word & bit != 0)
        };
        word.direction.is_some() || has(word.key) || has(word.stem) || has(word.root)
    }
}

/// Everything that may fill a slot for a claim.
fn seen_by(context: &Context<'_>, claim: &Claim, costs: &[u16]) -> Vec<Seen> {
    let reading = context.reading;
    let sentences = &reading.text.sentences;
    let mut seen = Vec::with_capacity(costs.len() + 16);
    let Some(sentence) = sentences.get(context.index) else { return seen };
    see(reading.prose, &reading.text.tokens, sentence.tokens.start, costs, &mut seen);
    fronted(reading, sentence.tokens.clone(), &mut seen);
    for (prose, tokens) in &reading.labels {
        see_all(prose, tokens, 1, Source::Label, &mut seen);
    }
    if sentence.tokens.start >= reading.run_in.end
        && let Some(tokens) = reading.text.tokens.get(reading.run_in.clone())
        && is_label(tokens)
    {
        see_all(reading.prose, tokens, 4, Source::Label, &mut seen);
    }
    if let Some(previous) = context.index.checked_sub(1).and_then(|i| sentences.get(i))
        && let Some(tokens) = reading.text.tokens.get(previous.tokens.clone())
    {
        see_all(
            reading.prose,
            tokens,
            if refers_back(reading, sentence.tokens.clone(), claim) { 5 } else { 12 },
            Source::Before,
            &mut seen,
        );
    }
    if let Some((prose, tokens)) = &reading.heading {
        // The first sentences under a question answer it.
        let question = tokens.last().is_some_and(|t| t.is('?')) && context.index < 3;
        let (cost, source) = if question { (4, Source::Label) } else { (9, Source::Heading) };
        see_all(prose, tokens, cost, source, &mut seen);
    }
    implied(reading, claim, context.bound, &mut seen);
    seen
}

/// Where a word of evidence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// In the claim's own sentence.
    Sentence,
    /// Nowhere, but the claim's form says it.
    Implied,
    /// In a cell's header or a bold run-in before the sentence.
    Label,
    /// In the sentence before.
    Before,
    /// In the heading above.
    Heading,
}

/// A word that may fill a slot, with its distance from the value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    /// The direction that the word gives, if any.
    pub(crate) direction: Option<Direction>,
    pub(crate) key: u64,
    pub(crate) stem: u64,
    pub(crate) root: u64,
    pub(crate) cost: u16,
    /// Token of the claim's block, for `Sentence`.
    pub(crate) token: usize,
    pub(crate) source: Source,
    pub(crate) gerund: bool,
}

/// `**Retention.**` and `**How long is it?**` name what follows; `**Quarantine is ten days.**` is a statement itself.
fn is_label(tokens: &[Token]) -> bool {
    tokens.last().is_some_and(|t| t.is('?'))
        || !tokens.iter().any(|t| lexicon::is(t, Class::AUXILIARY.and(Class::MODAL)))
}

/// "In Halmere, 27 per cent … and 52 per cent …": what a sentence puts first holds for all of it.
fn fronted(reading: &Reading<'_>, sentence: std::ops::Range<usize>, seen: &mut [Seen]) {
    let tokens = reading.text.tokens.get(sentence.clone()).unwrap_or(&[]);
    let opens = tokens.first().is_some_and(|t| {
        t.is_any(reading.prose, &["in", "at", "across", "among", "on", "for", "of", "within", "outside"])
    });
    let Some(comma) = tokens.iter().take(8).position(|t| t.is(',')).filter(|_| opens) else { return };
    let front = sentence.start..sentence.start + comma;
    for word in seen.iter_mut().filter(|s| s.source == Source::Sentence && front.contains(&s.token)) {
        word.cost = word.cost.min(FRONTED);
    }
}

/// As far as a word at the front of a sentence stands from any value in it.
const FRONTED: u16 = 8;

/// Every word that a claim may say by its form.
pub(super) const IMPLIED: &[&str] = &[
    "goal",
    "target",
    "quota",
    "planned",
    "demand",
    "forecast",
    "expected",
    "projected",
    "estimate",
    "limit",
    "maximum",
    "margin",
    "start",
    "end",
    "daily",
    "weekly",
    "monthly",
    "annual",
    "yearly",
];

/// Words that a claim says by its form: "a day" is daily, "wants" a goal, "up to" a limit.
fn implied(reading: &Reading<'_>, claim: &Claim, bound: &Bound, seen: &mut Vec<Seen>) {
    let mut say = |words: &[&str]| {
        for word in words {
            see_word(word, seen);
        }
    };
    match claim.stance {
        Stance::Target => say(&["goal", "target", "quota", "planned", "demand"]),
        Stance::Forecast => say(&["forecast", "expected", "projected", "estimate"]),
        _ => {}
    }
    if claim.mention.and_then(|m| bound.mentions.get(m)).is_some_and(|m| m.hedge == Hedge::AtMost) {
        say(&["limit", "maximum"]);
    }
    // "wins by nine seconds": what a winner has over the next.
    let before = claim
        .tokens
        .start
        .checked_sub(1)
        .and_then(|i| reading.text.tokens.get(i))
        .is_some_and(|t| t.is_any(reading.prose, &["by"]));
    if before && matches!(claim.form, Form::Plain) {
        say(&["margin"]);
    }
    if let Some(end) = end_of_run(reading, claim, bound) {
        say(&[end]);
    }
    if claim.form == Form::Rate {
        let after = reading
            .text
            .tokens
            .get(claim.tokens.end..reading.text.tokens.len().min(claim.tokens.end + 5))
            .unwrap_or(&[]);
        for (unit, words) in [
            ("day", &["daily"][..]),
            ("week", &["weekly"]),
            ("month", &["monthly"]),
            ("year", &["annual", "yearly"]),
        ] {
            if after.iter().any(|t| t.is_any(reading.prose, &[unit])) {
                say(words);
            }
        }
    }
}

/// `runs from Feb. 18 to Feb. 22`: the first of two days is a start, the second an end. What was moved from one day to
/// another has neither.
fn end_of_run(reading: &Reading<'_>, claim: &Claim, bound: &Bound) -> Option<&'static str> {
    let (tokens, prose) = (&reading.text.tokens, reading.prose);
    let date = |at: usize| mention_at(&bound.mentions, at).filter(|m| matches!(m.value, Value::Date(_)));
    date(claim.tokens.start)?;
    let joins = |at: usize| {
        tokens.get(at).is_some_and(|t| {
            t.is_any(prose, &["to", "through", "thru", "until"]) || matches!(t.sign, '-' | '–' | '—')
        })
    };
    let before = claim.tokens.start.checked_sub(1)?;
    let (first, end) = if joins(claim.tokens.end) && date(claim.tokens.end + 1).is_some() {
        (claim.tokens.start, "start")
    } else if joins(before) {
        (date(before.checked_sub(1)?)?.tokens.start, "end")
    } else {
        return None;
    };
    let lead = tokens.get(first.saturating_sub(3)..first).unwrap_or(&[]);
    lead.iter().any(|t| t.is_any(prose, RUNS)).then_some(end)
}

/// Verbs and adjectives of what lasts.
const RUNS: &[&str] = &[
    "run",
    "runs",
    "ran",
    "running",
    "last",
    "lasts",
    "lasted",
    "go",
    "goes",
    "went",
    "continue",
    "continues",
    "open",
    "held",
    "showing",
    "shows",
    "plays",
];

/// Whether the claim's sentence takes its subject from the one before: "It fell …", "That is 597 fewer …".
pub(super) fn refers_back(reading: &Reading<'_>, sentence: std::ops::Range<usize>, claim: &Claim) -> bool {
    let tokens = &reading.text.tokens;
    let before = tokens.get(sentence.start..claim.tokens.start).unwrap_or(&[]);
    before.iter().any(|t| t.kind == TokenKind::Word && t.is_any(reading.prose, ANAPHORS))
        || before.iter().filter(|t| t.kind == TokenKind::Word).count() <= 2
        || tokens
            .get(claim.tokens.end..sentence.end.min(claim.tokens.end + 3))
            .unwrap_or(&[])
            .iter()
            .any(|t| t.is_any(reading.prose, &["them", "these", "those"]))
}

/// Words that take their sense from the sentence before.
const ANAPHORS: &[&str] =
    &["it", "they", "that", "this", "those", "these", "its", "their", "he", "she", "them"];

/// The words of a sentence as evidence, by the costs of one claim.
fn see(prose: &str, tokens: &[Token], start: usize, costs: &[u16], out: &mut Vec<Seen>) {
    for (i, cost) in costs.iter().enumerate() {
        if *cost >= FAR {
            continue;
        }
        let Some(token) = tokens.get(start + i) else { break };
        push(prose, token, start + i, *cost, Source::Sentence, out);
    }
}

/// The words of another stretch of text as evidence, all at one distance.
fn see_all(prose: &str, tokens: &[Token], cost: u16, source: Source, out: &mut Vec<Seen>) {
    for token in tokens {
        push(prose, token, usize::MAX, cost, source, out);
    }
}

/// A word that stands nowhere but is meant.
fn see_word(word: &str, out: &mut Vec<Seen>) {
    debug_assert!(IMPLIED.contains(&word), "{word} is not in the table");
    out.push(Seen {
        key: key_of(word),
        stem: stem_of(word),
        root: root_of(word),
        cost: 1,
        token: usize::MAX,
        source: Source::Implied,
        gerund: false,
        direction: None,
    });
}

pub(super) fn push(prose: &str, token: &Token, at: usize, cost: u16, source: Source, out: &mut Vec<Seen>) {
    if token.kind == TokenKind::Sign {
        return;
    }
    if let Some(noun) = attribute(token) {
        out.push(Seen {
            key: noun.key,
            stem: noun.stem,
            root: noun.root,
            cost,
            token: at,
            source,
            gerund: false,
            direction: None,
        });
    }
    let bare = token.bare(prose);
    out.push(Seen {
        key: token.key,
        stem: token.stem,
        root: token.root(prose),
        cost,
        token: at,
        source,
        gerund: bare.ends_with("ing") || bare.ends_with("ings"),
        direction: claim::direction(token),
    });
}

/// The dimension that a gradable word measures: "thin" says thickness.
pub(super) fn attribute(token: &Token) -> Option<&'static Dimension> {
    static BY_KEY: std::sync::LazyLock<KeyMap<Dimension>> = std::sync::LazyLock::new(|| {
        let rows = lexicon::ATTRIBUTES.iter().flat_map(|(noun, words)| words.iter().map(move |w| (w, noun)));
        rows.map(|(word, noun)| (key_of(word), Dimension::of(noun))).collect()
    });
    lexicon::is(token, Class::ATTRIBUTE).then(|| BY_KEY.get(&token.key)).flatten()
}

/// A noun of dimension, by its hashes.
pub(super) struct Dimension {
    pub(super) key: u64,
    pub(super) stem: u64,
    pub(super) root: u64,
}

impl Dimension {
    fn of(noun: &str) -> Dimension {
        Dimension { key: key_of(noun), stem: stem_of(noun), root: root_of(noun) }
    }
}
