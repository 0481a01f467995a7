//! `Wednesday, Feb. 13` in a year when the 13th is a Thursday; `Feb. 30` in any.

use chrono::Datelike;

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::mention::{DateForm, Value};
use crate::period::{self, Period};
use crate::verdict::Judgement;

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for mention in draft.mentions {
        let Value::Date(date) = &mention.value else { continue };
        let (from, to) = (mention.core.start, mention.core.end);
        if let DateForm::Impossible { month, day, .. } = date.form {
            let message = format!("{} {day} is not in the calendar", period::month_name(month));
            out.extend(draft.slip(Code::DateMismatch, from, to, message, "no such day"));
            continue;
        }
        let (Some(weekday), Some(Period::Day(day))) = (date.weekday, date.resolve(draft.base)) else {
            continue;
        };
        if day.weekday() == weekday {
            out.extend(draft.spot.agrees(from, to));
            continue;
        }
        let right = day.format("%A");
        let wrong = full_name(weekday);
        let message = format!("{} is a {right}, not a {wrong}", Period::Day(day));
        out.extend(draft.slip(Code::WeekdayMismatch, from, to, message, &format!("a {right}")));
    }
}

fn full_name(day: chrono::Weekday) -> &'static str {
    match day {
        chrono::Weekday::Mon => "Monday",
        chrono::Weekday::Tue => "Tuesday",
        chrono::Weekday::Wed => "Wednesday",
        chrono::Weekday::Thu => "Thursday",
        chrono::Weekday::Fri => "Friday",
        chrono::Weekday::Sat => "Saturday",
        chrono::Weekday::Sun => "Sunday",
    }
}
