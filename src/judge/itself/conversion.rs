//! `10 miles (12 km)`: a value and, in brackets or after "or", the same in another unit.

use rust_decimal::Decimal;

use crate::claim::{self, Form};
use crate::finding::Code;
use crate::judge::fact::amount::last_digit;
use crate::judge::itself::Draft;
use crate::mention::{Hedge, Mention, Value};
use crate::quantity::{Dimension, Quantity, Sense, Unit, grouped};
use crate::text::lexicon::{self, Class};
use crate::verdict::Judgement;

/// One side of a conversion: an amount, or both ends of a range.
#[derive(Clone, Copy, Debug)]
struct Side {
    low: Decimal,
    high: Decimal,
    unit: Unit,
    /// The unit of the last digit shown.
    step: Decimal,
    hedge: Hedge,
    rough: bool,
    /// Index of its first and one past its last mention.
    mentions: (usize, usize),
}

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    let mut at = 0;
    while at < draft.mentions.len() {
        let Some(first) = side(draft, at) else {
            at += 1;
            continue;
        };
        at = first.mentions.1;
        let Some(second) = side(draft, at) else { continue };
        if let Some(finding) = held(draft, first, second) {
            out.push(finding);
            at = second.mentions.1;
        }
    }
}

/// The side that begins with a mention: `10 miles`, `10–15 miles`, `6 feet 2 inches`.
fn side(draft: &Draft<'_>, at: usize) -> Option<Side> {
    let mention = draft.mentions.get(at)?;
    let side = |low: Decimal, high: Decimal, unit: Unit| Side {
        low,
        high,
        unit,
        step: mention.step,
        hedge: mention.hedge,
        rough: mention.in_words && mention.step.scale() > 0,
        mentions: (at, at + 1),
    };
    match &mention.value {
        Value::Amount(Quantity::Measure { amount, unit }) => {
            let one = side(signed(draft, mention, *amount), signed(draft, mention, *amount), *unit);
            Some(with_smaller(draft, one).unwrap_or(one))
        }
        Value::Range {
            low: Quantity::Measure { amount: low, unit },
            high: Quantity::Measure { amount: high, unit: other },
        } if unit == other => Some(side(*low, *high, *unit)),
        // "(8 and 16 km)" behind "between 5 and 10 miles"
        Value::Amount(Quantity::Count(low)) => {
            let next = draft.mentions.get(at + 1)?;
            let Value::Amount(Quantity::Measure { amount: high, unit }) = &next.value else { return None };
            let opened = mention.tokens.start.checked_sub(1).is_some_and(|i| draft.sign(i, '('));
            let joined =
                next.tokens.start == mention.tokens.end + 1 && draft.word(mention.tokens.end, &["and"]);
            (opened && joined).then(|| Side { mentions: (at, at + 2), ..side(*low, *high, *unit) })
        }
        _ => None,
    }
}

/// The first token of an amount, the word for its sign included.
fn begins(draft: &Draft<'_>, mention: &Mention) -> usize {
    let sign = mention.core.start.checked_sub(1).filter(|i| draft.word(*i, &["minus", "negative"]));
    sign.unwrap_or(mention.core.start)
}

/// `minus 5 C`
fn signed(draft: &Draft<'_>, mention: &Mention, amount: Decimal) -> Decimal {
    let minus = begins(draft, mention) < mention.core.start;
    if minus && amount.is_sign_positive() { -amount } else { amount }
}

/// `6 feet 2 inches`, `12 pounds, 4 ounces`: two units of one measure.
fn with_smaller(draft: &Draft<'_>, one: Side) -> Option<Side> {
    let (big, small) = (draft.mentions.get(one.mentions.0)?, draft.mentions.get(one.mentions.1)?);
    let Value::Amount(Quantity::Measure { amount, unit }) = &small.value else { return None };
    let between = small.tokens.start.checked_sub(big.tokens.end)?;
    let joined = match between {
        0 => true,
        1 => {
            draft.sign(big.tokens.end, ',')
                || draft.sign(big.tokens.end, '-')
                || draft.word(big.tokens.end, &["and"])
        }
        _ => false,
    };
    let smaller = unit.convert(Decimal::ONE, one.unit).is_some_and(|size| size < Decimal::ONE);
    if !joined || !smaller {
        return None;
    }
    let more = unit.convert(*amount, one.unit)?;
    let total = one.low.checked_add(more)?;
    let step = unit.convert(small.step, one.unit)?;
    Some(Side { low: total, high: total, step, mentions: (one.mentions.0, one.mentions.1 + 1), ..one })
}

fn held(draft: &Draft<'_>, first: Side, second: Side) -> Option<Judgement> {
    let (a, b) =
        (draft.mentions.get(first.mentions.0)?, draft.mentions.get(second.mentions.1.checked_sub(1)?)?);
    let (end, begin) =
        (draft.mentions.get(first.mentions.1.checked_sub(1)?)?, draft.mentions.get(second.mentions.0)?);
    let first = adopted(first, second);
    let second = adopted(second, first);
    let one_measure = first.unit != second.unit && first.unit.dimension() == second.unit.dimension();
    if !one_measure || !is_pair(draft, (end, first.unit), (begin, second.unit), b) {
        return None;
    }
    let single = |side: Side| side.low == side.high;
    if single(first) != single(second) {
        return None;
    }
    let meant = meant(draft, a, b, first.unit);
    let truths = |to: Decimal, from: Decimal| -> Option<bool> {
        let mut any = false;
        for how in meant.ways() {
            for (one, other) in
                first.unit.senses().flat_map(|one| second.unit.senses().map(move |o| (one, o)))
            {
                any |= fits((from, first), one, (to, second), other, *how)?;
            }
        }
        Some(any)
    };
    let (start, stop) = (begins(draft, a), b.core.end);
    if truths(second.low, first.low)? && truths(second.high, first.high)? {
        return draft.spot.agrees(begin.core.start, stop);
    }
    let exact = |v: Decimal, said: Decimal| {
        let by = |how: Meant| how.convert(v, first.unit.sense(), second.unit.sense());
        let far = |v: Decimal| v.checked_sub(said).map(|d| d.abs());
        let ways = meant.ways().iter().filter_map(|how| by(*how));
        ways.min_by_key(|v| far(*v))
    };
    let shown = |v: Decimal, like: Decimal| {
        let places = like.scale().min(2).max(u32::from(v.abs() < Decimal::TEN));
        let places = if v.abs() < Decimal::ONE { 2 } else { places };
        v.round_dp(places).normalize()
    };
    let written = |a: &Mention, b: &Mention| {
        let span = draft.spot.prose_span(begins(draft, a), b.core.end.checked_sub(1)?)?;
        Some(span.slice(draft.prose()))
    };
    let low = shown(exact(first.low, second.low)?, second.low);
    let right = if single(first) {
        told(low, second.unit)
    } else {
        let high = shown(exact(first.high, second.high)?, second.high);
        format!("{} to {}", grouped(low), told(high, second.unit))
    };
    let message = format!("{} is {right}, not {}", written(a, end)?, written(begin, b)?);
    draft.slip(Code::ConversionMismatch, start, stop, message, "these are not the same")
}

fn told(amount: Decimal, unit: Unit) -> String {
    format!("{} {}", grouped(amount.normalize()), unit.name_for(amount))
}

/// `30 degrees (86 F)`: bare degrees beside one scale are those of the other.
fn adopted(side: Side, other: Side) -> Side {
    let scale = match (side.unit.dimension(), other.unit.name_for(Decimal::TWO)) {
        (Dimension::Angle, "F") => Unit::from_word("C"),
        (Dimension::Angle, "C") => Unit::from_word("F"),
        _ => None,
    };
    Side { unit: scale.unwrap_or(side.unit), ..side }
}

/// What a figure in degrees is meant as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meant {
    /// How hot or cold it is; every other unit, too.
    Level,
    /// By how much it differs: 5 C are 9 F.
    Difference,
    /// Nothing tells.
    Either,
}

impl Meant {
    fn ways(self) -> &'static [Meant] {
        match self {
            Meant::Level => &[Meant::Level],
            Meant::Difference => &[Meant::Difference],
            Meant::Either => &[Meant::Level, Meant::Difference],
        }
    }

    fn convert(self, amount: Decimal, from: Sense, to: Sense) -> Option<Decimal> {
        if self == Meant::Difference {
            let zero = from.convert(Decimal::ZERO, to)?;
            return from.convert(amount, to)?.checked_sub(zero);
        }
        from.convert(amount, to)
    }
}

/// Words behind a temperature that make a difference of it.
const COMPARING: &[&str] = &[
    "above",
    "below",
    "of",
    "over",
    "under",
    "or",
    "rise",
    "increase",
    "drop",
    "fall",
    "change",
    "difference",
    "swing",
    "jump",
    "decline",
    "cooling",
    "warming",
];

fn meant(draft: &Draft<'_>, first: &Mention, second: &Mention, unit: Unit) -> Meant {
    if unit.dimension() != Dimension::Temperature {
        return Meant::Level;
    }
    let token = |i: usize| draft.tokens().get(i);
    let behind = second.tokens.end + usize::from(draft.sign(second.tokens.end, ')'));
    let compared = token(behind).is_some_and(|t| {
        lexicon::is(t, Class::MORE.and(Class::LESS))
            || t.is_any(draft.prose(), COMPARING)
            || claim::direction(t).is_some()
    });
    let by = first
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|i| draft.word(i, &["by", "within", "of"]) && !draft.word(i + 1, &["around"]));
    let of = first.tokens.start.checked_sub(1).is_some_and(|i| draft.word(i, &["of"]));
    let changed = || {
        let Some(sentence) = draft.sentence_of(first) else { return false };
        let tokens = &sentence.tokens;
        let form = claim::form(draft.prose(), draft.tokens(), tokens.start, tokens.end, first).form;
        matches!(form, Form::Change(_))
    };
    if compared && !draft.word(behind, &["or", "of", "over", "under"]) || by && !of || changed() {
        return Meant::Difference;
    }
    // "hold warming to 1.5 C (2.7 F)", "a limit of 2 C (3.6 F)", "5 C (9 F) of warming"
    let small = match &first.value {
        Value::Amount(Quantity::Measure { amount, .. }) => amount.abs() <= Decimal::TEN,
        _ => true,
    };
    if small { Meant::Either } else { Meant::Level }
}

/// The second stands in brackets right behind the first, or after "or", a dash, a slash or "=".
fn is_pair(draft: &Draft<'_>, first: (&Mention, Unit), second: (&Mention, Unit), last: &Mention) -> bool {
    let (end, start) = (first.0.tokens.end, second.0.tokens.start);
    let start = start.min(begins(draft, second.0));
    let closed =
        draft.tokens().get(last.tokens.end).is_some_and(|t| matches!(t.sign, ')' | ']' | ',' | ';' | '/'));
    let bracket = (draft.sign(end, '(') || draft.sign(end, '[')) && closed;
    match start.checked_sub(end) {
        Some(1) if bracket => true,
        Some(1) => {
            let sign = draft.sign(end, '/') || draft.sign(end, '=');
            // "five days or 100 hours" are two things; "10 miles or 16 km" is one in two systems.
            let foreign = first.1.is_metric() != second.1.is_metric();
            sign || foreign && draft.word(end, &["or"])
        }
        // "10 miles, or 16 km,"; "5 or 10 minutes" has one unit and is no pair.
        Some(2) => draft.sign(end, ',') && draft.word(end + 1, &["or"]),
        // "a 14-km (8.7-mile) road", "a 10-mile-long (16-km) path"
        Some(3) => bracket && draft.sign(end, '-'),
        _ => false,
    }
}

/// Whether the two may be the same amount at the precision each one shows.
fn fits(
    (a, first): (Decimal, Side),
    from: Sense,
    (b, second): (Decimal, Side),
    to: Sense,
    how: Meant,
) -> Option<bool> {
    let half = |step: Decimal| step.checked_div(Decimal::TWO);
    let low = how.convert(a.checked_sub(half(first.step)?)?, from, to)?;
    let high = how.convert(a.checked_add(half(first.step)?)?, from, to)?;
    let exact = how.convert(a, from, to)?;
    let slack = half(second.step)?;
    let off = exact.checked_sub(b)?.abs();
    let within = |thousandths: i64| exact.abs().checked_mul(Decimal::new(thousandths, 3));
    // A whole "31 miles" may itself be rounded; its conversion is held to the digits shown on either side, but no
    // further from the exact value than a twentieth.
    let touches = low.min(high).checked_sub(slack)? <= b && b <= low.max(high).checked_add(slack)?;
    let near = off <= within(50)?;
    let round = b.abs() >= Decimal::ONE_HUNDRED && off <= half(last_digit(b))? && off <= within(25)?;
    // Round figures ("120 miles (200 km)") are meant roughly on either side; so are fives ("500 pounds (225 kg)").
    let tens = |d: Decimal| d >= Decimal::TEN && last_digit(d) >= Decimal::TEN;
    let rough = tens(b.abs()) && (tens(a.abs()) || off <= half(last_digit(b))?) && near;
    let five = Decimal::from(5);
    let fives = b.abs() >= Decimal::ONE_HUNDRED
        && b.checked_rem(five).is_some_and(|r| r.is_zero())
        && off <= half(five)?
        && off <= within(25)?;
    let hedged = (second.hedge != Hedge::Exact || first.hedge != Hedge::Exact) && off <= within(100)?;
    // "half a meter (1.5 feet)"
    let words = first.rough && off <= within(100)?;
    let exact_time = matches!(first.unit.dimension(), Dimension::Time | Dimension::LongTime);
    if exact_time && first.hedge == Hedge::Exact && second.hedge == Hedge::Exact {
        return Some(
            off <= slack && (second.step.scale() > 0 || off <= within(30)?) || touches && off <= within(30)?,
        );
    }
    Some(off <= slack || touches && near || round || rough || fives || hedged || words)
}
