//! `5 p.m. Eastern, 2 p.m. Pacific`: one moment by the clocks of two zones.

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::mention::{Mention, Value};
use crate::quantity::{Clock, Quantity, Zone};
use crate::verdict::Judgement;

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for pair in draft.mentions.windows(2) {
        let [first, second] = pair else { continue };
        let (Some(a), Some(b)) = (zoned(first), zoned(second)) else { continue };
        // "8 p.m. Eastern, 8 p.m. Pacific": what each place sees at its own time.
        if a.zone == b.zone || a.time == b.time || !restates(draft, first, second) {
            continue;
        }
        match a.agrees(&b) {
            Some(true) => out.extend(draft.spot.agrees(second.core.start, second.core.end)),
            Some(false) => out.extend(told(draft, first, second, a.by(b.zone.unwrap_or(Zone::OTHER)))),
            None => {}
        }
    }
}

/// A time of day with a zone that is known.
fn zoned(mention: &Mention) -> Option<Clock> {
    match &mention.value {
        Value::Amount(Quantity::Clock(clock)) => clock.zone.filter(|z| *z != Zone::OTHER).map(|_| *clock),
        _ => None,
    }
}

/// Right behind the first: in brackets, after a slash, after a comma or "or". "5 p.m. Eastern and 3 p.m. Pacific" may
/// be two showings.
fn restates(draft: &Draft<'_>, first: &Mention, second: &Mention) -> bool {
    let (end, start) = (first.tokens.end, second.tokens.start);
    let closes = draft
        .tokens()
        .get(second.tokens.end)
        .is_none_or(|t| matches!(t.sign, ')' | ',' | '.' | ';' | '—' | '–' | '!' | '?'));
    match start.checked_sub(end) {
        Some(1) if draft.sign(end, ',') || draft.sign(end, '(') => closes,
        Some(1) => draft.sign(end, '/') || draft.sign(end, '=') || draft.word(end, &["or"]),
        Some(2) => draft.sign(end, ',') && draft.word(end + 1, &["or"]),
        _ => false,
    }
}

fn told(draft: &Draft<'_>, first: &Mention, second: &Mention, right: Option<Clock>) -> Option<Judgement> {
    let written = |m: &Mention| m.core_span.slice(draft.prose());
    let message = match right {
        Some(right) => format!("{} is {right}, not {}", written(first), written(second)),
        None => format!("{} is not {}", written(first), written(second)),
    };
    let (start, end) = (first.core.start, second.core.end);
    draft.slip(Code::ConversionMismatch, start, end, message, "these are not the same time")
}
