//! `Wednesday, Feb. 13` in a year when the 13th is a Thursday; `Feb. 30` in any.

use chrono::{Datelike, NaiveDate, Weekday};
use smallvec::SmallVec;

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::mention::{CalendarUnit, DateExpr, DateForm, Mention, Value};
use crate::period::{self, Period};
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};
use crate::verdict::Judgement;

/// English papers counted by another calendar before.
const GREGORIAN_SINCE: i32 = 1753;

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    // Of the whole paragraph, so asked once.
    let mut elsewhere = None;
    for (at, mention) in draft.mentions.iter().enumerate() {
        let Value::Date(date) = &mention.value else { continue };
        if let Some(message) = missing_day(draft, mention, date) {
            let (from, to) = (mention.core.start, mention.core.end);
            out.extend(draft.slip(Code::DateMismatch, from, to, message, "no such day"));
            continue;
        }
        let Some(pair) = pair(draft, at, date) else { continue };
        let Some(Period::Day(day)) = pair.date.resolve(draft.base) else { continue };
        let Some(weekday) = pair.date.weekday.filter(|_| day.year() >= GREGORIAN_SINCE) else { continue };
        if matches!(pair.date.form, DateForm::DayOfMonth(_))
            && *elsewhere.get_or_insert_with(|| another_month(draft))
        {
            continue;
        }
        let fits = day.weekday() == weekday
            || pair.apart && fits_a_year_before(&pair.date, day, draft.base)
            || matches!(pair.date.form, DateForm::MonthDay { .. })
                && fits_another_year(draft, at, &pair, day, weekday);
        if fits {
            out.extend(draft.spot.agrees(pair.from, pair.to));
            continue;
        }
        if told_elsewhere(draft, at, day.weekday()) {
            continue;
        }
        let right = day.format("%A");
        let message = format!("{} is a {right}, not a {}", Period::Day(day), full_name(weekday));
        out.extend(draft.slip(Code::WeekdayMismatch, pair.from, pair.to, message, &format!("a {right}")));
    }
}

/// `dated Friday, Jan. 21; that day was a Thursday`: the text knows better and says so.
fn told_elsewhere(draft: &Draft<'_>, at: usize, right: Weekday) -> bool {
    let weekday = |m: &Mention| match &m.value {
        Value::Date(DateExpr { form: DateForm::Weekday { day, .. }, .. }) => *day == right,
        _ => false,
    };
    draft.mentions.iter().skip(at + 1).take(4).filter(|m| weekday(m)).any(|m| {
        let start = m.tokens.start;
        let near = start.saturating_sub(6)..start;
        let before = |words: &[&str]| near.clone().any(|i| draft.word(i, words));
        before(&["day", "date", "it", "which"]) && before(&["is", "was", "fell"])
    })
}

/// "on 15 October, a Tuesday" in September tells of last year's.
fn fits_a_year_before(date: &DateExpr, day: NaiveDate, base: Option<NaiveDate>) -> bool {
    matches!(date.form, DateForm::MonthDay { .. })
        && base.is_some_and(|base| day > base)
        && day.with_year(day.year() - 1).is_some_and(|d| Some(d.weekday()) == date.weekday)
}

/// "Last year's race was run on Saturday, Oct. 5": where another year is named right before the date, without a comma
/// between the two that parts them, the date may be in it.
fn fits_another_year(draft: &Draft<'_>, at: usize, pair: &Pair, day: NaiveDate, weekday: Weekday) -> bool {
    let Some(base) = draft.base else { return false };
    let in_year = |year: i32| day.with_year(year).is_some_and(|d| d.weekday() == weekday);
    let near = |m: &Mention| {
        let between = draft.tokens().get(m.core.end + 1..pair.from).unwrap_or(&[]);
        m.core.end <= pair.from
            && between.len() < 16
            && !between.iter().any(|t| matches!(t.sign, ',' | ';' | '.'))
            || m.core.start >= pair.to && m.core.start - pair.to <= 2
    };
    let beside = draft.mentions.iter().skip(at.saturating_sub(8)).take(12);
    beside.filter(|m| near(m)).any(|m| match &m.value {
        Value::Date(date) => match date.form {
            DateForm::Full(period) => in_year(period.first().year()),
            DateForm::OfYear { offset, .. } | DateForm::Periods { unit: CalendarUnit::Year, offset } => {
                base.year().checked_add(offset).is_some_and(in_year)
            }
            DateForm::Elsewhere | DateForm::Back { .. } | DateForm::SeasonBefore(_) => {
                in_year(base.year() - 1)
            }
            _ => false,
        },
        _ => false,
    })
}

/// A date with the weekday that is said of it, and the tokens of both.
struct Pair {
    date: DateExpr,
    /// The weekday is told of the date, and no part of its name.
    apart: bool,
    from: usize,
    to: usize,
}

fn pair(draft: &Draft<'_>, at: usize, date: &DateExpr) -> Option<Pair> {
    let mention = draft.mentions.get(at)?;
    if let Some(last) = date.weekday {
        let weekday = match weekdays_before(draft, mention.core.start) {
            list if list.is_empty() => last,
            list => in_order(draft, at, &list, last)?,
        };
        let date = DateExpr { weekday: Some(weekday), ..*date };
        return Some(Pair { date, apart: false, from: mention.core.start, to: mention.core.end });
    }
    let behind = draft.mentions.get(at + 1)?;
    let between = draft.tokens().get(mention.core.end..behind.core.start)?;
    let after = draft.tokens().get(behind.core.end);
    let Value::Date(other) = &behind.value else { return None };
    let weekday = match (date.form, other.form) {
        (form, DateForm::Weekday { day, .. }) if is_day(form) && said_of(draft, between, after) => day,
        (DateForm::Weekday { day, .. }, form) if is_day(form) && other.weekday.is_none() => {
            let bracketed = matches!(between, [open] if open.is('(')) && after.is_some_and(|t| t.is(')'));
            let counted = matches!(form, DateForm::DayOfMonth(_))
                && (between.is_empty() || matches!(between, [comma] if comma.is(',')));
            if !bracketed && !counted {
                return None;
            }
            day
        }
        _ => return None,
    };
    let told = !matches!(date.form, DateForm::Weekday { .. });
    let apart = told && matches!(between, [comma, a] if comma.is(',') && a.is_any(draft.prose(), &["a"]));
    let bracketed = between.first().is_some_and(|t| t.is('(')) && after.is_some_and(|t| t.is(')'));
    let to = behind.core.end + usize::from(bracketed);
    let day = if told { date } else { other };
    let date = DateExpr { weekday: Some(weekday), ..*day };
    Some(Pair { date, apart, from: mention.core.start, to })
}

fn is_day(form: DateForm) -> bool {
    matches!(form, DateForm::Full(Period::Day(_)) | DateForm::MonthDay { .. } | DateForm::DayOfMonth(_))
}

/// What stands between a date and its weekday: `March 12, a Wednesday,`; `March 12 (Wednesday)`; `July 4, 1776, was a
/// Thursday`. A noun behind the weekday takes it: "on March 12, a Wednesday meeting".
fn said_of(draft: &Draft<'_>, between: &[Token], after: Option<&Token>) -> bool {
    let prose = draft.prose();
    let is = |t: &Token, words: &[&str]| t.kind == TokenKind::Word && t.is_any(prose, words);
    let ends = after.is_none_or(|t| {
        t.kind == TokenKind::Sign && !t.is('-') || is(t, &["this", "that", "in", "when", "and", "but"])
    });
    let between = match between {
        [comma, rest @ ..] if comma.is(',') => rest,
        all => all,
    };
    match between {
        [open] | [open, _] if open.is('(') => {
            after.is_some_and(|t| t.is(')')) && between.get(1).is_none_or(|a| is(a, &["a"]))
        }
        [a] => is(a, &["a"]) && ends,
        [be, a] => is(be, &["is", "was"]) && is(a, &["a"]) && ends,
        [fall, on, a] => {
            (is(fall, &["falls", "fell", "fall", "lands"]) && is(on, &["on"])
                || is(fall, &["will"]) && is(on, &["be"]))
                && is(a, &["a"])
                && ends
        }
        _ => false,
    }
}

type Days = SmallVec<[Weekday; 7]>;

/// `Friday and` before `Saturday, Feb. 15 and 16`: the weekdays that a list or range names before its last one.
fn weekdays_before(draft: &Draft<'_>, mut start: usize) -> Days {
    let (tokens, prose) = (draft.tokens(), draft.prose());
    let mut list = Days::new();
    while list.len() < 6
        && let Some(joined) = start.checked_sub(2)
        && let Some([day, join]) = tokens.get(joined..start)
        && (join.is_any(prose, &["and", "through", "thru", "to", "until", "or"])
            || matches!(join.sign, ',' | '-' | '–' | '—' | '&' | '/'))
        && day.capital
        && lexicon::is(day, Class::CALENDAR)
        && let Some(day) = period::weekday(day.text(prose))
    {
        list.insert(0, day);
        start = joined;
    }
    list
}

/// Two weekdays and two dates go together in their order; the date here is the first. Other counts say too little.
fn in_order(draft: &Draft<'_>, at: usize, before: &Days, last: Weekday) -> Option<Weekday> {
    let more = draft
        .mentions
        .get(at..)?
        .windows(2)
        .take(7)
        .take_while(|w| {
            let [a, b] = w else { return false };
            matches!(&b.value, Value::Date(date) if is_day(date.form) && date.weekday.is_none())
                && b.core.start.saturating_sub(a.core.end) <= 2
        })
        .count();
    let agree = || {
        let Some(Value::Date(date)) = draft.mentions.get(at).map(|m| &m.value) else { return None };
        let Some(Period::Day(day)) = date.resolve(draft.base) else { return None };
        [before.first().copied(), Some(last)].into_iter().flatten().find(|w| *w == day.weekday())
    };
    if more == before.len() { before.first().copied() } else { agree() }
}

/// "the 13th" counts from the month that is being told of; another one than the draft's may be meant.
fn another_month(draft: &Draft<'_>) -> bool {
    let Some(base) = draft.base else { return true };
    draft.mentions.iter().any(|m| match &m.value {
        Value::Date(date) => date
            .resolve(draft.base)
            .is_some_and(|p| (p.first() - base).num_days() > 45 || (base - p.last()).num_days() > 45),
        _ => false,
    })
}

/// Why a date is on no calendar.
fn missing_day(draft: &Draft<'_>, mention: &Mention, date: &DateExpr) -> Option<String> {
    match date.form {
        DateForm::Impossible { month, day, year } => {
            if year.is_none() && counts(draft, mention) {
                return None;
            }
            let name = period::month_name(month);
            let of_year = year.filter(|_| month == 2 && day == 29);
            Some(match of_year {
                Some(year) => format!("{name} {day} is not in the calendar of {year}"),
                None => format!("{name} {day} is not in the calendar"),
            })
        }
        DateForm::MonthDay { month: 2, day: 29 } if !counts(draft, mention) => {
            let year = common_year(draft.base?)?;
            Some(format!("February 29 is not in the calendar of {year}"))
        }
        _ => None,
    }
}

/// The year without a leap day that a bare "Feb. 29" can only mean: it is about to come or just over.
fn common_year(base: NaiveDate) -> Option<i32> {
    let year = base.year();
    let last = NaiveDate::from_ymd_opt(year, 2, 28)?;
    let days = (base - last).num_days();
    (!last.leap_year() && (-31..=60).contains(&days)).then_some(year)
}

/// `By Feb. 30 people had come`, `Section 31 June bugs`: the number belongs to a noun, and no day is meant.
fn counts(draft: &Draft<'_>, mention: &Mention) -> bool {
    let (tokens, prose) = (draft.tokens(), draft.prose());
    let before = mention.core.start.checked_sub(1).and_then(|i| tokens.get(i));
    let dated = before.is_some_and(|t| lexicon::is(t, Class::DETERMINER) || t.is_any(prose, &["on"]));
    let noun = tokens.get(mention.core.end).is_some_and(|t| {
        t.kind == TokenKind::Word
            && !t.capital
            && !t.glued
            && !lexicon::is(
                t,
                Class::FUNCTION
                    .and(Class::MODAL)
                    .and(Class::ADVERB)
                    .and(Class::PRONOUN)
                    .and(Class::SUBORDINATOR)
                    .and(Class::NEGATION)
                    .and(Class::STATE),
            )
    });
    let begins = tokens.get(mention.core.start).is_some_and(|t| t.kind == TokenKind::Number);
    let labelled = begins
        && before.is_some_and(|t| {
            t.kind == TokenKind::Word && t.capital && !lexicon::is(t, Class::FUNCTION.and(Class::CALENDAR))
                || lexicon::is(t, Class::MONEY)
                || matches!(t.sign, '$' | '£' | '€' | '#')
        });
    noun && !dated || labelled
}

fn full_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
