//! The value of a claim against the value of a fact.

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;

use crate::claim::{Claim, Form, Stance};
use crate::fact::{Direction, Fact, FactValue, Measure};
use crate::judge::fact::amount::{self, Compared, FactAmount, TextAmount};
use crate::judge::fact::hold::{Context, Slip};
use crate::judge::fact::index::Compiled;
use crate::judge::fact::slip;
use crate::mention::{DateExpr, DateForm, Hedge, Mention, Shift, Value, version_parts};
use crate::period::Period;
use crate::quantity::{Dimension, Quantity, Unit};

/// The value of a claim against the value of a fact; `None` where they cannot be compared at all.
pub(super) fn compare(
    claim: &Claim,
    mention: Option<&Mention>,
    fact: &Fact,
    compiled: &Compiled,
    base: Option<NaiveDate>,
) -> Option<Result<(), Slip>> {
    let direction_of = |form: Form| match form {
        Form::Change(direction) | Form::Result(direction) => Some(direction),
        Form::Plain | Form::Origin | Form::Part | Form::Rate => None,
    };
    let Some(mention) = mention else {
        // A bare direction speaks of changes only.
        let Measure::Change(wanted) = fact.measure else { return None };
        let said = direction_of(claim.form)?;
        let negated = claim.stance == Stance::Negated;
        return Some(if (said == wanted) != negated { Ok(()) } else { Err(Slip::Direction) });
    };
    match (&fact.value, &mention.value) {
        (FactValue::Date(period), Value::Date(date)) => date_agrees(date, *period, base),
        (FactValue::DateRange { from, to }, Value::Date(date)) => {
            let (first, last) = date.reach(base)?;
            let within = |first, last| last >= from.first() && first <= to.last();
            // "opens on Thursday" may be the one to come.
            let to_come = matches!(date.form, DateForm::Weekday { shift: Shift::Latest | Shift::Until, .. })
                && [first, last]
                    .map(|day| day.checked_add_days(Days::new(7)))
                    .into_iter()
                    .all(|day| day.is_some_and(|day| within(day, day)));
            Some(if within(first, last) || to_come { Ok(()) } else { Err(Slip::Date) })
        }
        (FactValue::Wording(words), Value::Amount(Quantity::Version(said))) => {
            let wanted = version_parts(words)?;
            if wanted.starts_with(said) && wanted != *said {
                return None;
            }
            Some(if wanted == *said { Ok(()) } else { Err(Slip::Number) })
        }
        (FactValue::Amount { quantity, .. }, _) => {
            let amount = FactAmount {
                low: quantity,
                high: quantity,
                relation: fact.relation,
                tolerance: fact.tolerance.as_ref().and_then(Quantity::amount),
                limit: compiled.limit,
            };
            amount_agrees(claim, mention, fact, amount)
        }
        (FactValue::Range { low, high }, _) => {
            let amount =
                FactAmount { low, high, relation: fact.relation, tolerance: None, limit: compiled.limit };
            amount_agrees(claim, mention, fact, amount)
        }
        _ => None,
    }
}

/// `inflation rose to 3.4%` where the pack has 3.9% for the period before: the value is right and the verb is wrong.
pub(super) fn rose_or_fell(context: &Context<'_>, claim: &Claim, fact_index: u32, fact: &Fact) -> bool {
    let Form::Result(said) = claim.form else { return false };
    let FactValue::Amount { quantity, .. } = &fact.value else { return false };
    let before = context.set.times.get(fact_index as usize).and_then(|times| times.before);
    let before = before.and_then(|i| context.set.fact(context.set.facts.get(i as usize)?));
    let earlier = before.and_then(|s| match &s.value {
        FactValue::Amount { quantity, .. } => quantity.amount(),
        _ => None,
    });
    match (earlier, quantity.amount()) {
        (Some(earlier), Some(now)) if earlier != now => (now > earlier) != (said == Direction::Up),
        _ => false,
    }
}

/// A date that reaches the fact's agrees; one all of whose days are others contradicts.
fn date_agrees(date: &DateExpr, fact: Period, base: Option<NaiveDate>) -> Option<Result<(), Slip>> {
    if let (DateForm::MonthDay { month, day }, Period::Day(wanted)) = (date.form, fact)
        && wanted.month() == month
        && wanted.day() == day
    {
        return Some(Ok(()));
    }
    if let (DateForm::Month(month), Period::Day(wanted)) = (date.form, fact)
        && wanted.month() == month
        && date.part.is_none()
    {
        return Some(Ok(()));
    }
    let stated = date.resolve(base);
    // In a draft of Sunday the 16th "Thursday" is most often the 13th, but may be the 20th.
    if let (
        DateForm::Weekday { shift: Shift::Latest | Shift::Until, .. },
        Some(Period::Day(said)),
        Period::Day(wanted),
    ) = (date.form, stated, fact)
        && (wanted - said).num_days() == 7
    {
        return Some(Ok(()));
    }
    if stated == Some(fact) {
        return Some(Ok(()));
    }
    // "to open in the fourth quarter": last year's or this one's.
    if let DateForm::Quarter(quarter) = date.form {
        let of = |day: NaiveDate| day.month0() / 3 + 1;
        let own = of(fact.first())..=of(fact.last());
        let short = !matches!(
            fact,
            Period::Year(_) | Period::Decade(_) | Period::FiscalYear(_) | Period::SplitYear(_)
        );
        return short.then(|| if own.contains(&quarter) { Ok(()) } else { Err(Slip::Date) });
    }
    let (first, last) = date.reach(base)?;
    // Another day of another year is another event's, and no slip.
    if let (Some(Period::Day(said)), Period::Day(wanted)) = (stated, fact)
        && (said.year() - wanted.year()).abs() > 1
        && !slip::of_date(Period::Day(said), fact)
    {
        return None;
    }
    if last < fact.first() || fact.last() < first {
        let comparable = matches!(
            (stated, fact),
            (_, Period::Day(_))
                | (Some(Period::Quarter { .. } | Period::Season { .. }) | None, Period::Month { .. })
                | (Some(Period::Month { .. }), Period::Month { .. })
                | (Some(Period::Year(_)), Period::Year(_))
        );
        return comparable.then_some(Err(Slip::Date));
    }
    let holds = first <= fact.first() && fact.last() <= last;
    let held = fact.first() <= first && last <= fact.last();
    // What overlaps and no more says too little.
    (holds || held && !matches!(fact, Period::Day(_))).then_some(Ok(()))
}

fn amount_agrees(
    claim: &Claim,
    mention: &Mention,
    fact: &Fact,
    amount: FactAmount<'_>,
) -> Option<Result<(), Slip>> {
    let change = matches!(fact.measure, Measure::Change(_));
    let direction_wrong = || match (fact.measure, claim.form) {
        (Measure::Change(wanted), Form::Change(said)) => said != wanted,
        _ => false,
    };
    let compared = match &mention.value {
        Value::Amount(quantity) => {
            if let (Quantity::Ordinal(place), Quantity::Count(count)) = (quantity, amount.low) {
                return ordinal_of_count(*place, *count, fact);
            }
            let quantity = &dressed(quantity, amount.low, &fact.line);
            let compared =
                amount::compare(TextAmount { quantity, step: mention.step, hedge: mention.hedge }, amount);
            // "spread over 27 schools": a preposition before the exact figure is no bound.
            let bare = mention.core.start.checked_sub(mention.tokens.start) == Some(1);
            if compared == Compared::Differs
                && bare
                && matches!(mention.hedge, Hedge::MoreThan | Hedge::LessThan)
            {
                let exact = amount::compare(
                    TextAmount { quantity, step: Decimal::ZERO, hedge: Hedge::Exact },
                    amount,
                );
                if exact == Compared::Agrees { exact } else { compared }
            } else {
                compared
            }
        }
        Value::Range { low, high } => {
            let at = |q| {
                amount::compare(TextAmount { quantity: q, step: mention.step, hedge: Hedge::Exact }, amount)
            };
            match (at(low), at(high)) {
                (Compared::Incomparable, _) | (_, Compared::Incomparable) => Compared::Incomparable,
                // Both ends against a range: the same range. Against one value: it lies between.
                _ if amount.low != amount.high => {
                    if low == amount.low && high == amount.high {
                        Compared::Agrees
                    } else {
                        Compared::Differs
                    }
                }
                (Compared::UnitSlip, _) => Compared::UnitSlip,
                _ => between(low, amount.low, high),
            }
        }
        Value::Times(times) if change => {
            let percent = times.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?.abs();
            // "all but doubled", "more than doubled" keep their hedge; a bare "doubled" is about that.
            let hedge = if mention.hedge == Hedge::Exact { Hedge::About } else { mention.hedge };
            if !matches!(amount.low, Quantity::Percent(_)) {
                return direction_wrong().then_some(Err(Slip::Direction));
            }
            amount::compare(
                TextAmount { quantity: &Quantity::Percent(percent), step: Decimal::ONE, hedge },
                amount,
            )
        }
        Value::Vague { low, high, share } => vague(*low, *high, *share, amount.low),
        Value::Times(_) | Value::Date(_) => Compared::Incomparable,
    };
    match compared {
        Compared::Incomparable => None,
        // A reversed direction is the slip whatever the figure.
        Compared::Agrees | Compared::MorePrecise if direction_wrong() => Some(Err(Slip::Direction)),
        Compared::Differs if direction_wrong() && matches!(mention.value, Value::Times(_)) => {
            Some(Err(Slip::Direction))
        }
        Compared::Agrees | Compared::MorePrecise => {
            Some(if claim.stance == Stance::Negated { Err(Slip::Number) } else { Ok(()) })
        }
        Compared::Differs => Some(Err(Slip::Number)),
        Compared::UnitSlip => Some(Err(Slip::Unit)),
    }
}

/// "two" of `2 of 12`, "4.25" for a percentage: the same value in another dress.
pub(super) fn dressed(quantity: &Quantity, fact: &Quantity, line: &str) -> Quantity {
    match (quantity, fact) {
        (Quantity::Count(n), Quantity::Ratio { whole, .. })
            if value_of(line).contains(" of ") && n <= whole =>
        {
            Quantity::Ratio { part: *n, whole: *whole }
        }
        (Quantity::Count(n), Quantity::Ordinal(_)) if *n <= Decimal::ONE_HUNDRED => Quantity::Ordinal(*n),
        // "78 points" in a table of the league, "32 days" of a trial whose days are counted
        (Quantity::Points(n), Quantity::Count(_)) if line.contains("point") => Quantity::Count(*n),
        (Quantity::Measure { amount, unit }, Quantity::Count(f))
            if line.contains(unit.name_for(Decimal::ONE))
                && (amount == f || slip::transposed(*amount, *f)) =>
        {
            Quantity::Count(*amount)
        }
        (Quantity::Measure { amount, unit }, Quantity::Count(_)) if is_age(unit) && line.contains("age") => {
            Quantity::Count(*amount)
        }
        (Quantity::Count(n), Quantity::Measure { unit, .. })
            if line.contains("age") && unit.name_for(Decimal::ONE) == "year" =>
        {
            Quantity::Measure { amount: *n, unit: *unit }
        }
        (Quantity::Measure { amount, unit }, Quantity::Count(_)) if unit.dimension() == Dimension::Angle => {
            Quantity::Count(*amount)
        }
        // The sign is often left to the reader.
        (Quantity::Count(n), Quantity::Percent(_)) if n.scale() > 0 => Quantity::Percent(*n),
        (Quantity::Count(n), Quantity::Measure { unit, .. }) if is_age(unit) => {
            Quantity::Measure { amount: *n, unit: *unit }
        }
        (Quantity::Measure { amount, .. }, Quantity::Measure { unit, .. })
            if is_age(unit) && quantity.kind() == fact.kind() =>
        {
            Quantity::Measure { amount: *amount, unit: *unit }
        }
        _ => quantity.clone(),
    }
}

/// What stands behind the relation of a fact line.
fn value_of(line: &str) -> &str {
    line.rsplit_once(['=', '<', '>', '~']).map_or(line, |(_, value)| value)
}

fn is_age(unit: &Unit) -> bool {
    unit.name_for(Decimal::ONE) == "year old"
}

/// "the third cut" of three, "the sixth meeting" of five: an ordinal beyond the count contradicts it, one inside says
/// nothing. Where the fact is itself a place in an order ("race edition = 38") the two must be equal.
fn ordinal_of_count(place: Decimal, count: Decimal, fact: &Fact) -> Option<Result<(), Slip>> {
    if fact.measure == Measure::Count {
        return match place.cmp(&count) {
            std::cmp::Ordering::Equal => Some(Ok(())),
            std::cmp::Ordering::Greater => Some(Err(Slip::Number)),
            std::cmp::Ordering::Less => None,
        };
    }
    // Nobody was the first of nine million.
    (count <= Decimal::ONE_HUNDRED).then(|| if place == count { Ok(()) } else { Err(Slip::Number) })
}

fn between(low: &Quantity, fact: &Quantity, high: &Quantity) -> Compared {
    match (low.amount(), fact.amount(), high.amount()) {
        (Some(l), Some(f), Some(h)) if l <= f && f <= h => Compared::Agrees,
        (Some(_), Some(_), Some(_)) => Compared::Differs,
        _ => Compared::Incomparable,
    }
}

fn vague(low: Decimal, high: Option<Decimal>, share: bool, fact: &Quantity) -> Compared {
    let value = match (fact, share) {
        (Quantity::Percent(n), true) | (Quantity::Count(n), false) => Some(*n),
        (Quantity::Ratio { part, whole }, true) => {
            part.checked_mul(Decimal::ONE_HUNDRED).and_then(|p| p.checked_div(*whole))
        }
        _ => None,
    };
    match value {
        None => Compared::Incomparable,
        Some(n) if n >= low && high.is_none_or(|h| n <= h) => Compared::Agrees,
        Some(_) => Compared::Differs,
    }
}
