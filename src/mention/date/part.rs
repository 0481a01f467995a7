//! The part of a month or year that the words before it name: `mid-`, `late`, `the end of`, `earlier`.

use super::{DateExpr, DateForm, Part};
use crate::mention::cursor::Cursor;
use crate::period::Period;

/// What stands before a date narrows it, and so many tokens it takes; a day is not narrowed.
pub(crate) fn part_before(input: Cursor<'_>, date: &DateExpr) -> Option<(Part, usize)> {
    let stretch = matches!(
        date.form,
        DateForm::Month(_)
            | DateForm::Full(Period::Month { .. } | Period::Year(_) | Period::Season { .. })
            | DateForm::Periods { .. }
            | DateForm::OfYear { day: None, .. }
    );
    let back = |n: usize| input.at.checked_sub(n).and_then(|i| input.tokens.get(i));
    let is = |n: usize, words: &[&str]| back(n).is_some_and(|t| t.is_any(input.prose, words));
    if !stretch {
        return None;
    }
    if back(1).is_some_and(|t| t.is('-')) {
        return edge(&|words| is(2, words)).map(|part| (part, 2));
    }
    if let Some(part) = edge(&|words| is(1, words)) {
        return Some((part, 1));
    }
    if matches!(date.form, DateForm::Periods { .. }) {
        if is(1, &["earlier"]) {
            return Some((Part::Before, 1));
        }
        if is(1, &["later"]) {
            return Some((Part::After, 1));
        }
    }
    if !is(1, &["of", "in"]) {
        return None;
    }
    // "the last days of", "the first week of"
    let ordinal = if is(2, &["days", "week", "weeks"]) { 3 } else { 2 };
    let part = if is(ordinal, &["last", "final", "closing", "end"]) {
        Part::Late
    } else if is(ordinal, &["first", "opening", "early", "beginning", "start"]) {
        Part::Early
    } else if is(ordinal, &["middle"]) {
        Part::Mid
    } else {
        return None;
    };
    Some((part, ordinal + usize::from(is(ordinal + 1, &["the"]))))
}

fn edge(is: &dyn Fn(&[&str]) -> bool) -> Option<Part> {
    if is(&["early"]) {
        Some(Part::Early)
    } else if is(&["mid"]) {
        Some(Part::Mid)
    } else if is(&["late", "end"]) {
        Some(Part::Late)
    } else {
        None
    }
}
