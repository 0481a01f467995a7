//! Which values of a draft are worth holding against each other: those beside the same noun, of the same dimension or
//! with the same digits. Cheap, since it is asked of every value.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use crate::judge::fact::slip;
use crate::judge::itself::Draft;
use crate::mention::{Mention, Value};
use crate::quantity::{Kind, Quantity};
use crate::source::BlockKind;
use crate::text::lexicon::{self, Class, KeyMap};
use crate::text::{Token, TokenKind, hash_of};

/// Where a value stands: block and mention, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) block: usize,
    pub(super) mention: usize,
}

/// How many earlier values of one key a later one is held against: enough for prose, and what bounds a long list.
const MOST: usize = 12;

/// How far behind a count its noun may stand.
const REACH: usize = 4;

/// How many blocks under a headline tell its story's main point.
pub(super) const LEAD: usize = 3;

/// Values of one key, in reading order; few keys have more than one.
pub(super) type Places = SmallVec<[Place; 2]>;

/// The values of a draft by what they may be said of, and the pairs that differ.
#[derive(Default)]
pub(super) struct Pairing {
    pub(super) by_key: KeyMap<Places>,
    pub(super) pairs: Vec<(Place, Place)>,
}

impl Pairing {
    /// Pairs the values of a draft.
    pub(super) fn of(blocks: &[Draft<'_>]) -> Pairing {
        let mut pairing = Pairing::default();
        let mut display: Vec<Place> = Vec::new();
        let mut under = 0;
        for (block, draft) in blocks.iter().enumerate() {
            let kind = draft.spot.block.kind;
            let heads = matches!(kind, BlockKind::Title | BlockKind::Heading(1));
            if heads {
                display.clear();
                under = 0;
            } else {
                under += 1;
            }
            if draft.spot.block.quoted {
                continue;
            }
            for (index, mention) in draft.mentions.iter().enumerate() {
                let Some(said) = quantity(mention) else { continue };
                if draft.spot.quoted(mention.core.start) {
                    continue;
                }
                let place = Place { block, mention: index };
                let cell = matches!(kind, BlockKind::Cell);
                let later =
                    Later { place, said, takes_up: cell || takes_up(draft, mention, said), opens: false };
                if heads {
                    display.push(place);
                } else if under <= LEAD {
                    for other in display.clone() {
                        pairing.pair(blocks, other, &Later { takes_up: true, opens: true, ..later });
                    }
                }
                keys(blocks, draft, mention, said, |key| {
                    let before = pairing.by_key.entry(key).or_default();
                    let earlier: SmallVec<[Place; MOST]> = before.iter().rev().take(MOST).copied().collect();
                    before.push(place);
                    for other in earlier {
                        pairing.pair(blocks, other, &later);
                    }
                });
            }
        }
        pairing
    }

    fn pair(&mut self, blocks: &[Draft<'_>], earlier: Place, later: &Later<'_>) {
        let other =
            blocks.get(earlier.block).and_then(|d| d.mentions.get(earlier.mention)).and_then(quantity);
        let differs = other.is_some_and(|q| {
            q.kind() == later.said.kind()
                && (later.opens || q != later.said && (later.takes_up || may_slip(q, later.said)))
        });
        // A value is paired as it is read, so its earlier pairs stand at the end.
        let known =
            || self.pairs.iter().rev().take_while(|(_, l)| *l == later.place).any(|(e, _)| *e == earlier);
        if differs && !known() {
            self.pairs.push((earlier, later.place));
        }
    }
}

/// The later value of a pair.
#[derive(Clone, Copy)]
struct Later<'b> {
    place: Place,
    said: &'b Quantity,
    /// It stands as something the reader has been told of.
    takes_up: bool,
    /// It stands under the headline that it is paired with.
    opens: bool,
}

/// Whether one amount is the other with two digits in the other order, or of another scale.
pub(super) fn may_slip(a: &Quantity, b: &Quantity) -> bool {
    let (Some(x), Some(y)) = (a.amount(), b.amount()) else { return false };
    slip::transposed(x, y) || slip::scale_word(x, y)
}

/// `the five`, `her five`, `those whole five`; `the timeout of 60 seconds`.
fn takes_up(draft: &Draft<'_>, mention: &Mention, said: &Quantity) -> bool {
    let tokens = draft.tokens();
    let token = |back: usize| mention.tokens.start.checked_sub(back).and_then(|i| tokens.get(i));
    let definite = |t: &Token| {
        t.kind == TokenKind::Word
            && (t.possessive
                || lexicon::is(t, Class::DETERMINER) && !t.is_any(draft.prose(), &["a", "an", "no"]))
    };
    let first = token(1);
    let coloured = first.is_some_and(|t| lexicon::is(t, Class::COLOUR)) && token(2).is_some_and(definite);
    if first.is_some_and(definite) || coloured {
        return match said {
            Quantity::Count(n) => n.scale() == 0 && *n > Decimal::ONE && *n < MANY,
            Quantity::Percent(_) | Quantity::Ratio { .. } | Quantity::Ordinal(_) => false,
            _ => true,
        };
    }
    let named = matches!(said.kind(), Kind::Measure(_));
    named
        && !mention.compound
        && first.is_some_and(|t| t.is_any(draft.prose(), OF))
        && (2..6).filter_map(token).any(definite)
}

/// From here on numbers are amounts of a stuff or of money rather than things that a text takes up again.
pub(super) const MANY: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// What stands between a named measure and its value: `the timeout of`, `the timeout is`.
pub(super) const OF: &[&str] = &["of", "is", "was", "are", "were", "at", "remains", "stands"];

/// Calls `take` with each key that a value may share with another of the same thing.
fn keys(
    blocks: &[Draft<'_>],
    draft: &Draft<'_>,
    mention: &Mention,
    said: &Quantity,
    mut take: impl FnMut(u64),
) {
    let prose = draft.prose();
    let tokens = draft.tokens();
    if let Some(amount) = said.amount().filter(|n| slip::significant(*n) > 1) {
        take(slip::signature(amount) ^ hash_of("digits"));
    }
    if matches!(draft.spot.block.kind, BlockKind::Cell) {
        // "Size of cast | 16"
        let row = draft.spot.block.labels.first().and_then(|label| blocks.get(*label));
        let words = row.map_or(&[][..], |row| row.tokens()).iter().filter(|t| names(t)).take(REACH);
        words.for_each(|t| take(t.root(row.map_or("", Draft::prose))));
        return;
    }
    // "a cast of 14"
    let before = |back: usize| mention.tokens.start.checked_sub(back).and_then(|i| tokens.get(i));
    if let (Some(noun), Some(of)) = (before(2), before(1))
        && matches!(said, Quantity::Count(_))
        && of.is_any(prose, &["of"])
        && names(noun)
    {
        take(noun.root(prose));
    }
    if let Kind::Measure(dimension) = said.kind() {
        take(dimension as u64);
    }
    let mut at = mention.tokens.end;
    if tokens.get(at).is_some_and(|t| t.is('-') && t.glued) {
        at += 1;
    }
    let limit = at + REACH;
    while at < limit
        && let Some(token) = tokens.get(at)
    {
        let stops = Class::FUNCTION.and(Class::PRONOUN).and(Class::MODAL);
        if token.kind != TokenKind::Word || lexicon::is(token, stops) {
            break;
        }
        if names(token) {
            take(token.root(prose));
            // A plural is the noun that is counted; what follows is said of it.
            if matches!(token.text(prose).as_bytes(), [_, _, _, .., b's']) {
                break;
            }
        }
        at += 1;
    }
    // "the café seats 60"
    let before = mention.tokens.start.checked_sub(1).and_then(|i| tokens.get(i));
    if let Some(token) = before.filter(|t| matches!(said, Quantity::Count(_)) && names(t)) {
        take(token.root(prose));
    }
}

/// Whether a word may name a thing: it is of no closed class.
pub(super) fn names(token: &Token) -> bool {
    token.kind == TokenKind::Word
        && token.span.len() > 1
        && !lexicon::is(
            token,
            Class::FUNCTION
                .and(Class::PRONOUN)
                .and(Class::MODAL)
                .and(Class::ADVERB)
                .and(Class::NEGATION)
                .and(Class::COLOUR)
                .and(Class::SUBORDINATOR)
                .and(Class::NUMERAL),
        )
}

/// The amount that a mention states, if two of its kind can be held against each other.
pub(super) fn quantity(mention: &Mention) -> Option<&Quantity> {
    match &mention.value {
        Value::Amount(q) => matches!(
            q,
            Quantity::Count(_)
                | Quantity::Percent(_)
                | Quantity::Money { .. }
                | Quantity::Measure { .. }
                | Quantity::Ratio { .. }
                | Quantity::Score { .. }
                | Quantity::Ordinal(_)
        )
        .then_some(q),
        Value::Range { .. } | Value::Times(_) | Value::Vague { .. } | Value::Date(_) => None,
    }
}
