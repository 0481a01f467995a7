//! `between 500 and 300`, `between 2020 and 2015`: a range whose ends are the wrong way round.

use std::ops::Range;

use chrono::{Datelike, Timelike};

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::mention::{DateForm, Mention, Value};
use crate::period::Period;
use crate::quantity::{Clock, Quantity};
use crate::verdict::Judgement;

/// What lies between two figures and is no range of them.
const RELATIONS: &[&str] = &[
    "difference",
    "gap",
    "distance",
    "margin",
    "ratio",
    "comparison",
    "choice",
    "choose",
    "choosing",
    "split",
    "divided",
    "divide",
    "link",
    "relation",
    "relationship",
    "balance",
    "game",
    "match",
    "spread",
    "interval",
];

/// Verbs and nouns of a new time for an old one: "moved from Feb. 20 to Feb. 6" is no stretch of days.
const MOVES: &[&str] = &[
    "move",
    "moved",
    "moves",
    "moving",
    "shift",
    "shifted",
    "change",
    "changed",
    "changes",
    "advance",
    "advanced",
    "brought",
    "bring",
    "pulled",
    "pushed",
    "slipped",
    "rescheduled",
    "reschedule",
    "corrected",
    "amended",
    "revised",
    "switched",
    "reset",
    "went",
    "goes",
    "back",
    "backward",
    "backwards",
    "counted",
    "counting",
    "countdown",
    "earlier",
    "forward",
    "instead",
    "reverse",
    "reversed",
    "postponed",
    "adjusted",
    "cut",
    "shortened",
    "rewound",
    "redated",
];

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for (i, mention) in draft.mentions.iter().enumerate() {
        if let Some((message, start, end)) = draft
            .mentions
            .get(i + 1)
            .and_then(|end| days(draft, mention, end).or_else(|| times(draft, mention, end)))
        {
            out.extend(draft.slip(Code::RangeInverted, start, end, message, "the later end comes first"));
            continue;
        }
        let Some(start) = mention.core.start.checked_sub(1).filter(|at| draft.word(*at, &["between"])) else {
            continue;
        };
        let related = start.checked_sub(1).is_some_and(|i| draft.word(i, RELATIONS));
        if related {
            continue;
        }
        let inverted = match &mention.value {
            Value::Range { low, high } => amounts(draft, mention, low, high),
            Value::Date(_) => draft.mentions.get(i + 1).and_then(|end| years(draft, mention, end)),
            Value::Amount(_) | Value::Times(_) | Value::Vague { .. } => None,
        };
        if let Some((message, end)) = inverted {
            out.extend(draft.slip(Code::RangeInverted, start, end, message, "the larger end comes first"));
        }
    }
}

fn amounts(draft: &Draft<'_>, mention: &Mention, low: &Quantity, high: &Quantity) -> Option<(String, usize)> {
    let (l, h) = (low.amount()?, high.amount()?);
    if l <= h || l.is_sign_negative() {
        return None;
    }
    // "open between 9 and 5": hours of the clock, where nothing is counted.
    let hours = |q: &Quantity| matches!(q, Quantity::Count(n) if *n <= rust_decimal::Decimal::from(12));
    if hours(low) && hours(high) && !draft.counts(mention) {
        return None;
    }
    Some((format!("a range from {low} to {high} runs backwards"), mention.core.end))
}

/// So many words on either side may tell what a stretch is about.
const WINDOW: usize = 24;

/// The words of a mention's sentence around it.
fn near(draft: &Draft<'_>, mention: &Mention) -> Option<Range<usize>> {
    let sentence = &draft.sentence_of(mention)?.tokens;
    let at = mention.tokens.start;
    Some(sentence.start.max(at.saturating_sub(WINDOW))..sentence.end.min(at + WINDOW))
}

/// Where `from A to B` or `between A and B` begins; nothing where a time is moved from one to the other.
fn stretch(draft: &Draft<'_>, first: &Mention, second: &Mention) -> Option<usize> {
    let start = first.core.start.checked_sub(1)?;
    let joint = first.core.end;
    // "from March 9, 2026, to March 2"
    let joint = joint + usize::from(draft.sign(joint, ','));
    if second.core.start != joint + 1 {
        return None;
    }
    let between = draft.word(start, &["between"]) && draft.word(joint, &["and"]);
    let from = draft.word(start, &["from"]) && draft.word(joint, &["to", "until", "till", "through"]);
    if between {
        return (!start.checked_sub(1).is_some_and(|i| draft.word(i, RELATIONS))).then_some(start);
    }
    let mut sentence = near(draft, first).filter(|_| from)?;
    (!sentence.any(|i| draft.word(i, MOVES))).then_some(start)
}

/// `from Feb. 20 to Feb. 6, 2026`: two days of one month or of two named years. Days of two months may run over the end
/// of a year.
fn days(draft: &Draft<'_>, first: &Mention, second: &Mention) -> Option<(String, usize, usize)> {
    let (Value::Date(from), Value::Date(to)) = (&first.value, &second.value) else { return None };
    let month = |form: &DateForm| match form {
        DateForm::MonthDay { month, day, .. } => Some((None, *month, *day)),
        DateForm::Full(Period::Day(date)) => Some((Some(date.year()), date.month(), date.day())),
        _ => None,
    };
    let (a, b) = (month(&from.form)?, month(&to.form)?);
    let inverted = match (a.0, b.0) {
        (Some(_), Some(_)) => a > b,
        (None, _) => a.1 == b.1 && a.2 > b.2,
        (Some(_), None) => false,
    };
    let start = stretch(draft, first, second).filter(|_| inverted)?;
    // "from Feb. 20 to Feb. 6 of the next year"
    let next =
        (second.tokens.end..second.tokens.end + 4).any(|i| draft.word(i, &["next", "following", "later"]));
    let written = |m: &Mention| m.core_span.slice(draft.prose());
    let message = format!("{} lies after {}", written(first), written(second));
    (!next).then_some((message, start, second.core.end))
}

/// So many minutes back are no night and no noon between two times.
const FARTHEST_BACK: u32 = 4 * 60;

/// `between 3:30 and 2:15 on Sunday afternoon`, `from 3:30 p.m. to 2:15 p.m.`: two times in one half of a day.
fn times(draft: &Draft<'_>, first: &Mention, second: &Mention) -> Option<(String, usize, usize)> {
    let (Value::Amount(Quantity::Clock(from)), Value::Amount(Quantity::Clock(to))) =
        (&first.value, &second.value)
    else {
        return None;
    };
    let start = stretch(draft, first, second)?;
    // Twelve is the beginning of either half.
    let minutes = |c: &Clock| (c.time.num_seconds_from_midnight() / 60) % (12 * 60);
    let sentence = near(draft, first)?;
    let half = ["afternoon", "morning"];
    let said = |i: usize| draft.word(i, &half);
    let late = |c: &Clock| c.time.hour() >= 12;
    let one_half = match (from.open, to.open) {
        (true, true) => {
            sentence.clone().any(said)
                && !sentence.clone().any(|i| draft.word(i, &["night", "evening", "overnight"]))
        }
        // Into the small hours many things run; through the whole of the next morning few do.
        (false, false) => late(from) && late(to),
        _ => false,
    };
    // "from 9 p.m. Friday to 6 p.m. Saturday" has its days between; "to 2 p.m. the next day" behind.
    let end = second.tokens.end;
    let behind = draft.mentions.iter().any(|m| m.tokens.start == end && matches!(m.value, Value::Date(_)))
        && !sentence.clone().any(said);
    let next = (end..end + 4).any(|i| draft.word(i, &["next", "following", "later", "day", "daily"]));
    let same_zone = from.zone == to.zone || from.zone.is_none();
    // "between 11:30 and 2:15" runs over noon.
    let back = minutes(from).saturating_sub(minutes(to));
    if !one_half || behind || next || !same_zone || !(1..=FARTHEST_BACK).contains(&back) {
        return None;
    }
    let written = |m: &Mention| m.core_span.slice(draft.prose());
    let message = format!("{} is later than {}", written(first), written(second));
    Some((message, start, second.core.end))
}

/// `between 2020 and 2015`
fn years(draft: &Draft<'_>, first: &Mention, second: &Mention) -> Option<(String, usize)> {
    let year = |m: &Mention| match &m.value {
        Value::Date(date) => match date.form {
            DateForm::Full(Period::Year(year)) => Some(year),
            _ => None,
        },
        _ => None,
    };
    let (from, to) = (year(first)?, year(second)?);
    let joined = second.core.start == first.core.end + 1 && draft.word(first.core.end, &["and"]);
    (joined && from > to).then(|| (format!("the years from {from} to {to} run backwards"), second.core.end))
}
