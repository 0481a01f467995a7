//! `Adair, 29, born in 1990`, `founded in 1985, the 30-year-old firm`: ages and anniversaries against their beginning.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::length::{Length, Scale};
use crate::mention::{DateForm, Hedge, Mention, Value};
use crate::period::Period;
use crate::quantity::{Dimension, Quantity};
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};
use crate::verdict::Judgement;

/// Words before "in" and a year that begin what then grows older.
const BEGINNINGS: &[&str] = &[
    "born",
    "founded",
    "established",
    "hired",
    "created",
    "opened",
    "formed",
    "launched",
    "started",
    "incorporated",
    "built",
    "inaugurated",
];

/// A beginning with the time from which an age counts.
struct Beginning {
    year: i32,
    day: Option<NaiveDate>,
    born: bool,
    /// Tokens from the word to the date.
    start: usize,
    end: usize,
}

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for (i, mention) in draft.mentions.iter().enumerate() {
        out.extend(anniversary_of(draft, i));
        if let Some(beginning) = beginning(draft, mention) {
            let own = age(draft, i, &beginning);
            out.extend(own.or_else(|| of_the_dead(draft, mention, &beginning)));
        }
    }
}

/// `born in 1981`, `founded in 1985`, `born on May 3, 1990`
fn beginning(draft: &Draft<'_>, mention: &Mention) -> Option<Beginning> {
    let Value::Date(date) = &mention.value else { return None };
    let before = mention.tokens.start;
    let joined = before.checked_sub(1).is_some_and(|i| draft.word(i, &["in", "on"]));
    let word = before.checked_sub(1 + usize::from(joined))?;
    if !draft.word(word, BEGINNINGS) {
        return None;
    }
    let (year, day) = match date.form {
        DateForm::Full(Period::Year(year)) => (year, None),
        DateForm::Full(Period::Month { year, .. }) => (year, None),
        DateForm::Full(Period::Day(day)) => (day.year(), Some(day)),
        // "having started on Aug. 1"
        DateForm::MonthDay { .. } => match date.resolve(draft.base)? {
            Period::Day(day) => (day.year(), Some(day)),
            _ => return None,
        },
        _ => return None,
    };
    Some(Beginning { year, day, born: draft.word(word, &["born"]), start: word, end: mention.tokens.end })
}

/// Longer stretches of words tell of more than one.
const LONGEST: usize = 200;

/// So many sentences may lie between a birth and a death.
const NEAR: usize = 2;

/// "Marit Holm died on Aug. 1. She was 87. She was born on Feb. 20, 1938": one birth and one death, told close together.
fn of_the_dead(draft: &Draft<'_>, birth: &Mention, beginning: &Beginning) -> Option<Judgement> {
    if !beginning.born {
        return None;
    }
    let sentences = &draft.spot.text.sentences;
    let own = sentences.partition_point(|s| s.tokens.end <= birth.tokens.start);
    let from = sentences.get(own.saturating_sub(NEAR))?.tokens.start;
    let to = sentences.get((own + NEAR).min(sentences.len().checked_sub(1)?))?.tokens.end;
    if to - from > LONGEST {
        return None;
    }
    let mut deaths = (from..to).filter(|i| draft.word(*i, &["died", "dies"]));
    let (Some(death), None) = (deaths.next(), deaths.next()) else { return None };
    let births = (from..to).filter(|i| draft.word(*i, &["born"])).count();
    // Nobody else may be meant.
    let kin = (from..to).any(|i| draft.word(i, KIN));
    let place = sentences.partition_point(|s| s.tokens.end <= death);
    let sentence = &sentences.get(place)?.tokens;
    let dated = draft.within(&(death..sentence.end)).find_map(|m| {
        let Value::Date(date) = &m.value else { return None };
        match date.resolve(draft.base)? {
            Period::Day(day) => Some(Time { day, exact: true }),
            period => Some(Time { day: period.last(), exact: false }),
        }
    });
    let time = match (dated, draft.base) {
        (Some(time), _) => time,
        (None, Some(day)) => Time { day, exact: false },
        (None, None) => return None,
    };
    let age = draft.within(&(from..to)).find(|m| {
        let before = |back: usize, words: &[&str]| {
            m.tokens.start.checked_sub(back).is_some_and(|i| draft.word(i, words))
        };
        let ends = draft.tokens().get(m.tokens.end).is_none_or(|t| t.sign != '\0');
        let pronoun = before(1, &["was"]) && before(2, &["he", "she", "they"]);
        let died = before(1, &["at", "aged"]) || before(1, &["of"]) && before(2, &["age"]);
        let stated = pronoun || died && sentence.contains(&m.tokens.start) && m.tokens.start > death;
        matches!(m.value, Value::Amount(Quantity::Count(_))) && ends && stated
    })?;
    // What the birth's own sentence says of an age has been looked at.
    let apart = !draft.same_sentence(age, birth) && (births, kin) == (1, false);
    apart.then(|| held(draft, age, beginning, time))?
}

/// Those who may be born or die in another's story.
const KIN: &[&str] = &[
    "son",
    "daughter",
    "wife",
    "husband",
    "father",
    "mother",
    "brother",
    "sister",
    "parents",
    "child",
    "children",
    "partner",
    "friend",
    "grandson",
    "granddaughter",
    "widow",
    "twin",
];

/// `marks the 50th anniversary of the 1970 fire`
fn anniversary_of(draft: &Draft<'_>, i: usize) -> Option<Judgement> {
    let mention = draft.mentions.get(i)?;
    let Value::Amount(Quantity::Ordinal(_)) = &mention.value else { return None };
    let after = mention.tokens.end;
    let year = draft.mentions.get(i + 1)?;
    let Value::Date(date) = &year.value else { return None };
    let DateForm::Full(Period::Year(start)) = date.form else { return None };
    let of = draft.word(after, &["anniversary"]) && draft.word(after + 1, &["of"]);
    let near = year.tokens.start - after <= 3
        && draft.word(year.tokens.start.checked_sub(1)?, &["the", "its", "their"]);
    let verbs = ["celebrating", "celebrates", "marks", "marking", "is", "observes"];
    let present =
        (mention.tokens.start.saturating_sub(4)..mention.tokens.start).any(|i| draft.word(i, &verbs));
    let other = draft
        .mentions
        .iter()
        .skip(i + 2)
        .find_map(|m| time_of(m).filter(|_| draft.same_sentence(m, mention)));
    if !of || !near || !(present || other.is_some()) {
        return None;
    }
    let beginning =
        Beginning { year: start, day: None, born: false, start: year.tokens.start, end: year.tokens.end };
    held(draft, mention, &beginning, other.unwrap_or(Time { day: draft.base?, exact: true }))
}

/// The first age in the sentence that counts from the beginning.
fn age(draft: &Draft<'_>, i: usize, beginning: &Beginning) -> Option<Judgement> {
    let date = draft.mentions.get(i)?;
    let own = |m: &&Mention| draft.same_sentence(m, date);
    if let Some(before) = i.checked_sub(1).and_then(|j| draft.mentions.get(j)).filter(own)
        && is_apposed_before(draft, before, beginning)
    {
        // "The 25-year-old bridge, built in 1990, was rebuilt in 2000": of which time?
        if draft.mentions.iter().skip(i + 1).take(4).filter(own).any(|m| time_of(m).is_some()) {
            return None;
        }
        return held(draft, before, beginning, Time { day: draft.base?, exact: true });
    }
    let behind: Vec<&Mention> = draft.mentions.iter().skip(i + 1).take(4).filter(own).collect();
    let other = behind.iter().find_map(|m| time_of(m));
    for mention in &behind {
        let Some(how) = counts_from(draft, mention, beginning) else { continue };
        let when = match (how, other) {
            (Counts::Then, Some(time)) => time,
            (Counts::Then, None) => return None,
            (Counts::Now | Counts::Turns, Some(_)) if beginning.born => return None,
            (Counts::Now, _) => Time { day: draft.base?, exact: true },
            // The birthday lies ahead, or is today's.
            (Counts::Turns, _) => Time { day: draft.base?, exact: false },
        };
        return held(draft, mention, beginning, when);
    }
    None
}

/// When an age is told of: a day, or only its year.
#[derive(Clone, Copy, Debug)]
struct Time {
    day: NaiveDate,
    exact: bool,
}

fn time_of(mention: &Mention) -> Option<Time> {
    let Value::Date(date) = &mention.value else { return None };
    match date.form {
        DateForm::Full(Period::Day(day)) => Some(Time { day, exact: true }),
        DateForm::Full(period @ (Period::Year(_) | Period::Month { .. })) => {
            Some(Time { day: period.last(), exact: false })
        }
        _ => None,
    }
}

/// Which time an age is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    /// The draft's own.
    Now,
    /// The coming birthday: "turns 62 this winter".
    Turns,
    /// Another year of the sentence.
    Then,
}

/// `Adair, 29, born in`, `the 30-year-old firm, founded in`, `five days old, having started on`
fn is_apposed_before(draft: &Draft<'_>, mention: &Mention, beginning: &Beginning) -> bool {
    let gap = mention.tokens.end..beginning.start;
    let comma = gap.clone().filter(|i| draft.sign(*i, ',')).count();
    if is_age(mention) && !mention.compound {
        return gap.len() <= 4
            && comma == 1
            && gap
                .clone()
                .all(|i| draft.sign(i, ',') || draft.word(i, &["who", "was", "and", "which", "having"]));
    }
    if old(draft, mention) {
        return gap.len() <= 4 && comma <= 1 && draft.word(gap.start, &["old"]);
    }
    let noun = gap.clone().next().is_some_and(|i| {
        draft.tokens().get(i).is_some_and(|t| t.kind == TokenKind::Word && !lexicon::is(t, Class::FUNCTION))
    });
    is_age(mention)
        && noun
        && comma == 1
        && gap.len() <= 5
        && mention.tokens.start.checked_sub(1).is_some_and(|i| draft.word(i, &["the", "this", "a", "an"]))
        && gap.clone().last().is_some_and(|i| draft.sign(i, ',') || draft.word(i, &["was"]))
}

fn is_age(mention: &Mention) -> bool {
    matches!(&mention.value, Value::Amount(Quantity::Measure { unit, .. })
        if unit.dimension() == Dimension::LongTime && unit.name_for(Decimal::TWO) == "years old")
}

/// `five days old`
fn old(draft: &Draft<'_>, mention: &Mention) -> bool {
    Length::of(mention).is_some() && draft.word(mention.tokens.end, &["old"])
}

/// Whether a figure behind a beginning is an age that counts from it, and up to when.
fn counts_from(draft: &Draft<'_>, mention: &Mention, beginning: &Beginning) -> Option<Counts> {
    let start = mention.tokens.start;
    let before = |back: usize, words: &[&str]| start.checked_sub(back).is_some_and(|i| draft.word(i, words));
    let after = mention.tokens.end;
    match &mention.value {
        // "is celebrating its 30th anniversary", "celebrated its 25th anniversary in 2015"
        Value::Amount(Quantity::Ordinal(_)) if draft.word(after, &["anniversary", "birthday"]) => {
            let verbs = ["celebrating", "celebrates", "marks", "marking", "observes", "observing"];
            let present = (start.saturating_sub(4)..start).any(|i| draft.word(i, &verbs))
                || draft.word(after + 1, &["this"]) && draft.word(after + 2, &["year"]);
            let dated = draft.word(after + 1, &["in"]);
            match (present, dated) {
                (_, true) => Some(Counts::Then),
                (true, false) => Some(Counts::Now),
                _ => None,
            }
        }
        Value::Amount(Quantity::Count(_)) => {
            let ends = draft.tokens().get(after).is_none_or(|t| t.sign != '\0')
                || draft.word(after, &["this", "today", "now"]);
            let this_year = draft.word(after, &["this"]) && draft.word(after + 1, &["year"]);
            let turned = before(1, &["turned"]) && this_year;
            let turns = before(1, &["turns"]) && ends;
            let present = draft.sign(after, ',')
                && (after + 1..after + 3).any(|i| draft.word(i, &["is", "remains", "has", "still"]));
            let at = (before(1, &["at"]) && before(2, &[","])
                || before(1, &["at"]) && start.checked_sub(2).is_some_and(|i| draft.sign(i, ',')))
                && present;
            let died = before(1, &["at", "aged"]) || before(1, &["of"]) && before(2, &["age"]);
            let death = died
                && beginning.born
                && (beginning.end..start).any(|i| draft.word(i, &["died", "killed", "death", "executed"]));
            // "was 62 when the judge sent him to prison on Nov. 14, 2024"
            let then = before(1, &["was", "were"])
                && draft.word(after, &["when", "in", "on", "at"])
                && beginning.born;
            let now = before(1, &["now", "is"]) && ends && beginning.born;
            match () {
                () if death || then => Some(Counts::Then),
                () if turns => Some(Counts::Turns),
                () if turned || at || now => Some(Counts::Now),
                () => None,
            }
        }
        Value::Amount(Quantity::Measure { .. }) if is_age(mention) => {
            // "Founded in 1985, the 30-year-old firm"
            let article = before(1, &["the", "this"])
                && start.checked_sub(2).is_some_and(|i| draft.sign(i, ','))
                && start.checked_sub(2) == Some(beginning.end);
            let is = before(1, &["is", "now"]) && !mention.compound;
            (article && mention.compound || is).then_some(Counts::Now)
        }
        Value::Amount(Quantity::Measure { .. }) => {
            // "hired in 2011, has been here twelve years"
            let length = Length::of(mention).filter(|l| l.scale == Scale::Year)?;
            let been = before(1, &["here", "there"]) && before(2, &["been", "worked"]);
            let ends = draft.tokens().get(after).is_none_or(|t| t.sign != '\0');
            (been && ends && length.hedge == Hedge::Exact).then_some(Counts::Now)
        }
        _ => None,
    }
}

fn held(draft: &Draft<'_>, mention: &Mention, beginning: &Beginning, time: Time) -> Option<Judgement> {
    let (said, scale) = match &mention.value {
        Value::Amount(Quantity::Ordinal(n) | Quantity::Count(n)) => (*n, Scale::Year),
        Value::Amount(Quantity::Measure { amount, .. }) if is_age(mention) => (*amount, Scale::Year),
        _ => Length::of(mention).map(|l| (l.amount, l.scale))?,
    };
    let when = time.day;
    let full = i64::from(when.year()) - i64::from(beginning.year);
    let ordinal = matches!(mention.value, Value::Amount(Quantity::Ordinal(_)));
    let (low, high, unit) = match (scale, beginning.day) {
        (Scale::Day, Some(day)) => {
            let days = (when - day).num_days();
            (days, days.saturating_add(1), "days")
        }
        (Scale::Year, Some(day)) if time.exact && !ordinal => {
            let reached = (when.month(), when.day()) >= (day.month(), day.day());
            let years = if reached { full } else { full - 1 };
            (years, years, "years")
        }
        (Scale::Year, _) if ordinal => (full, full, "years"),
        (Scale::Year, _) => (full - 1, full, "years"),
        _ => return None,
    };
    if low < 0 {
        return None;
    }
    let (first, last) = (Decimal::from(low), Decimal::from(high));
    let (start, end) = (mention.core.start, mention.core.end);
    // Firms are told by round ages.
    let ten = !beginning.born && said > Decimal::TEN && said.checked_rem(Decimal::TEN)?.is_zero() && !ordinal;
    let spare = if ten { said.checked_div(Decimal::from(20))? } else { Decimal::ZERO };
    if first.checked_sub(spare)? <= said && said <= last.checked_add(spare)? {
        return draft.spot.agrees(start, end);
    }
    if mention.hedge != Hedge::Exact {
        return None;
    }
    let span = if low == high { format!("{high} {unit}") } else { format!("{low} or {high} {unit}") };
    let from = beginning.day.map_or_else(|| beginning.year.to_string(), |day| Period::Day(day).to_string());
    let to = if time.exact && beginning.day.is_some() {
        Period::Day(when).to_string()
    } else {
        when.year().to_string()
    };
    let message = format!("from {from} to {to} is {span}, not {}", said.normalize());
    draft.slip(Code::SpanMismatch, start, end, message, "the age does not fit its beginning")
}
