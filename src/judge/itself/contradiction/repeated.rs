//! One clause told twice with two values: `The bridge will open on June 15 … The bridge will open on June 16`.
//!
//! All that leads up to the value is the same but for who said so and when; that is so much sameness that it is asked
//! of every value.

use std::ops::Range;

use smallvec::SmallVec;

use crate::claim::{self, Stance};
use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::contradiction::pairing::{Place, names, quantity};
use crate::judge::itself::contradiction::same::denies;
use crate::judge::itself::contradiction::second_label;
use crate::judge::itself::contradiction::stated::Roots;
use crate::mention::{Hedge, Mention, Value, mention_at};
use crate::period::Period;
use crate::quantity::Kind;
use crate::source::BlockKind;
use crate::text::lexicon::{self, Class, KeyMap};
use crate::text::{Token, TokenKind, hash_of};
use crate::verdict::Judgement;

/// Longer than that, and a lead says more than one thing.
const LONGEST: usize = 16;

/// How many values with one lead are compared.
const MOST: usize = 4;

/// Every value that a clause with the same words gives otherwise.
pub(super) fn judge(blocks: &[Draft<'_>], out: &mut Vec<Judgement>) {
    let mut by_lead: KeyMap<SmallVec<[Place; 1]>> = KeyMap::default();
    for (block, draft) in blocks.iter().enumerate() {
        if matches!(draft.spot.block.kind, BlockKind::Cell) || draft.spot.block.quoted {
            continue;
        }
        for (index, mention) in draft.mentions.iter().enumerate() {
            let Some(key) = key(draft, mention) else { continue };
            let place = Place { block, mention: index };
            let earlier = by_lead.entry(key).or_default();
            let found = earlier.iter().find(|other| {
                blocks
                    .get(other.block)
                    .and_then(|d| d.mentions.get(other.mention).map(|m| (d, m)))
                    .is_some_and(|(d, m)| contradicts((d, m, other.mention), (draft, mention, index)))
            });
            if let Some((d, m)) = found.and_then(|p| {
                let d = blocks.get(p.block)?;
                Some((d, d.mentions.get(p.mention)?))
            }) {
                out.extend(finding((d, m), (draft, mention)));
            } else if earlier.len() < MOST {
                earlier.push(place);
            }
        }
    }
}

/// What two places must share before they are looked at: the words right before the value and what kind it is of.
fn key(draft: &Draft<'_>, mention: &Mention) -> Option<u64> {
    let kind = match &mention.value {
        Value::Date(_) => hash_of("date"),
        _ => hash_of("amount") ^ u64::from(matches!(quantity(mention)?.kind(), Kind::Count)),
    };
    if draft.spot.quoted(mention.core.start) || mention.hedge != Hedge::Exact || mention.compound {
        return None;
    }
    let before = |back: usize| mention.tokens.start.checked_sub(back).and_then(|i| draft.tokens().get(i));
    let lead = [before(1), before(2), before(3)].into_iter().flatten().find(|t| names(t))?;
    Some(lead.root(draft.prose()) ^ before(1)?.key.rotate_left(17) ^ kind)
}

type At<'d, 'b> = (&'d Draft<'b>, &'d Mention, usize);

fn contradicts(a: At<'_, '_>, b: At<'_, '_>) -> bool {
    if !differ(a, b) {
        return false;
    }
    let (Some(x), Some(y)) = (Told::read(a.0, a.1), Told::read(b.0, b.1)) else { return false };
    let set = |x: &Roots, y: &Roots| x.iter().all(|r| y.contains(r)) && y.iter().all(|r| x.contains(r));
    x.lead.len() > 1
        && set(&x.lead, &y.lead)
        && x.noun == y.noun
        && (x.names.is_empty() || y.names.is_empty() || set(&x.names, &y.names))
        && asserts(a)
        && asserts(b)
}

/// Whether both are of one kind and cannot be the same.
fn differ(a: At<'_, '_>, b: At<'_, '_>) -> bool {
    let sentence = |at: At<'_, '_>| at.0.sentence_of(at.1).map(|s| (s.span, std::ptr::from_ref(s)));
    if sentence(a) == sentence(b) {
        return false;
    }
    let day = |at: At<'_, '_>| match &at.1.value {
        Value::Date(date) => date.resolve(at.0.base),
        _ => None,
    };
    match (day(a), day(b)) {
        (Some(x @ (Period::Day(_) | Period::Year(_))), Some(y)) => {
            std::mem::discriminant(&x) == std::mem::discriminant(&y) && x != y
        }
        (None, None) => denies(a.1, b.1),
        _ => false,
    }
}

fn asserts((draft, mention, index): At<'_, '_>) -> bool {
    let told = draft.sentence_index(mention).and_then(|sentence| {
        claim::told(draft.prose(), draft.spot.text, draft.mentions, sentence, index, draft.base, &(0..0))
    });
    let heading = matches!(draft.spot.block.kind, BlockKind::Title | BlockKind::Heading(_));
    told.is_some_and(|(stance, _)| {
        matches!(stance, Stance::Asserted | Stance::Planned) || heading && stance == Stance::Forecast
    })
}

/// What leads up to a value, what it counts, and who is named behind it.
struct Told {
    lead: Roots,
    noun: Option<u64>,
    names: Roots,
}

/// Words that set one of a kind against another.
const APART: &[&str] = &[
    "first",
    "second",
    "third",
    "next",
    "last",
    "another",
    "other",
    "previous",
    "earlier",
    "later",
    "originally",
    "initially",
    "instead",
    "against",
    "from",
    "than",
    "compared",
    "average",
    "each",
    "every",
    "per",
    "up",
    "down",
    "not",
    "but",
    "vs",
    "versus",
    "until",
    "between",
    "only",
];

impl Told {
    fn read(draft: &Draft<'_>, mention: &Mention) -> Option<Told> {
        let tokens = draft.tokens();
        let prose = draft.prose();
        let sentence = draft.sentence_of(mention)?.tokens.clone();
        let lead = sentence.start..mention.tokens.start;
        if lead.len() > LONGEST {
            return None;
        }
        let heading = matches!(draft.spot.block.kind, BlockKind::Title | BlockKind::Heading(_));
        // Without a verb it is a line of a table; "they hold 44 seats" may be of others.
        let subject = claim::subject(prose, tokens, draft.sentence_of(mention)?, mention.tokens.start);
        let named = |range: Range<usize>| tokens.get(range).is_some_and(|words| words.iter().any(names));
        // "the bakery, which was founded in", "Rovers beat United 3-1"
        let relative =
            || tokens.get(lead.clone()).is_some_and(|l| l.iter().any(|t| lexicon::is(t, Class::RELATIVE)));
        let score = quantity(mention).is_some_and(|q| q.kind() == Kind::Score);
        if !heading && !score && !subject.is_some_and(named) && !relative() {
            return None;
        }
        let whole = tokens.get(sentence.clone())?;
        let other_time = draft.within(&sentence).any(|m| {
            // A weekday says when it was told.
            matches!(&m.value, Value::Date(d) if d.weekday.is_none() && !is_weekday(draft, m)) && m != mention
        });
        let other_value = draft
            .within(&sentence)
            .any(|m| m != mention && quantity(m).is_some() && m.tokens.start < mention.tokens.start);
        if other_time || other_value || whole.iter().any(|t| t.is_any(prose, APART)) {
            return None;
        }
        let says = |i: &usize| {
            tokens.get(*i).is_some_and(|t| {
                names(t)
                    && !lexicon::is_or_stem(t, Class::SPEECH)
                    && !lexicon::is(t, Class::CALENDAR)
                    && mention_at(draft.mentions, *i).is_none()
            })
        };
        let root = |t: &Token| t.root(prose);
        let roots = |range: Range<usize>| -> Roots {
            range.filter(says).filter_map(|i| tokens.get(i)).map(root).collect()
        };
        let noun =
            tokens.get(mention.tokens.end).filter(|t| names(t) && quantity(mention).is_some()).map(root);
        let named = (mention.tokens.end..sentence.end).filter(says).filter_map(|i| tokens.get(i));
        let names = named.filter(|t| t.capital && t.kind == TokenKind::Word).map(root).collect();
        Some(Told { lead: roots(lead), noun, names })
    }
}

fn is_weekday(draft: &Draft<'_>, mention: &Mention) -> bool {
    let words = draft.tokens().get(mention.core.clone()).unwrap_or(&[]);
    matches!(words, [word] if lexicon::is(word, Class::CALENDAR))
}

fn finding(earlier: (&Draft<'_>, &Mention), later: (&Draft<'_>, &Mention)) -> Option<Judgement> {
    let written =
        |(draft, mention): (&Draft<'_>, &Mention)| mention.core_span.slice(draft.prose()).to_owned();
    let (here, there) = (written(later), written(earlier));
    let (draft, mention) = later;
    let message = format!("“{here}” here, “{there}” further up, in the same words");
    let label = format!("“{there}” further up");
    let judgement =
        draft.spot.slip(Code::SelfContradiction, mention.core.start, mention.core.end, message, label)?;
    Some(second_label(judgement, earlier.0.spot, &earlier.1.core, format!("“{here}” further down")))
}
