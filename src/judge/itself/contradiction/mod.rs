//! One thing with two values in a draft: the headline says four meetings, the body five.
//!
//! That two numbers stand beside the same noun says nothing: a draft counts other meetings as well. Each way in which
//! the later place takes up the earlier one is a function of [`same`].

mod age;
mod event;
mod pairing;
mod repeated;
mod same;
mod stated;

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::finding::{Code, Label};
use crate::judge::itself::Draft;
use crate::judge::spot::Spot;
use crate::source::BlockKind;
use crate::verdict::{Judgement, Verdict};
use pairing::{Pairing, Place};
use same::{Pair, Side, denies};
use stated::{Stated, is_cell};

/// A draft whose values are read as they are asked for.
struct Whole<'b> {
    blocks: &'b [Draft<'b>],
    pairing: &'b Pairing,
    read: BTreeMap<Place, Option<Rc<Stated>>>,
    /// How often the body bears out a headline's value, up to twice.
    confirmed: BTreeMap<Place, usize>,
}

impl<'b> Whole<'b> {
    fn side(&mut self, place: Place) -> Option<Side<'b>> {
        let draft = self.blocks.get(place.block)?;
        let stated = self.read.entry(place).or_insert_with(|| {
            let stated = match is_cell(draft) {
                true => Stated::of_cell(self.blocks, draft, place.mention),
                false => Stated::read(draft, place.mention),
            };
            stated.map(Rc::new)
        });
        Some(Side {
            draft,
            mention: draft.mentions.get(place.mention)?,
            stated: Rc::clone(stated.as_ref()?),
            place,
        })
    }
}

/// Every value of a draft that another place of it denies.
pub(super) fn judge(blocks: &[Draft<'_>], out: &mut Vec<Judgement>) {
    age::judge(blocks, out);
    event::judge(blocks, out);
    repeated::judge(blocks, out);
    let pairing = Pairing::of(blocks);
    let mut whole = Whole { blocks, pairing: &pairing, read: BTreeMap::new(), confirmed: BTreeMap::new() };
    let mut told: Option<Place> = None;
    for &(earlier, later) in &pairing.pairs {
        let mention = |place: Place| blocks.get(place.block).and_then(|d| d.mentions.get(place.mention));
        let denied = mention(earlier).zip(mention(later)).is_some_and(|(a, b)| denies(a, b));
        let headed = blocks
            .get(earlier.block)
            .is_some_and(|d| matches!(d.spot.block.kind, BlockKind::Title | BlockKind::Heading(1)));
        if told == Some(later) || !denied && !headed {
            continue;
        }
        let (Some(a), Some(b)) = (whole.side(earlier), whole.side(later)) else { continue };
        let Some(pair) = Pair::of(a, b) else { continue };
        if pair.contradicts(&mut whole) {
            told = Some(later);
            out.extend(finding(&pair));
        }
    }
}

fn finding(pair: &Pair<'_>) -> Option<Judgement> {
    let (earlier, later) = (&pair.earlier, &pair.later);
    let (here, there) = match pair.reversed() {
        true => (later.words_of_change(), earlier.words_of_change()),
        false => (later.words(), earlier.words()),
    };
    let place = match earlier.draft.spot.block.kind {
        BlockKind::Title | BlockKind::Heading(_) => "in the headline",
        _ => "further up",
    };
    let tokens = &later.stated.tokens;
    let message = format!("“{here}” here, “{there}” {place}");
    let label = format!("“{there}” {place}");
    let judgement =
        later.draft.spot.slip(Code::SelfContradiction, tokens.start, tokens.end, message, label)?;
    let below = format!("“{here}” further down");
    Some(second_label(judgement, earlier.draft.spot, &earlier.stated.tokens, below))
}

/// A finding with a label at the earlier of the two places.
pub(super) fn second_label(
    mut judgement: Judgement,
    spot: Spot<'_>,
    tokens: &Range<usize>,
    text: String,
) -> Judgement {
    if let Verdict::Contradicts(finding) = &mut judgement.verdict
        && let Some(span) = tokens.end.checked_sub(1).and_then(|last| spot.prose_span(tokens.start, last))
    {
        finding.related.push(Label { span: spot.block.map.source_span(span), text });
    }
    judgement
}
