//! What a date means in a draft of a given day.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::weekday::nth_in;
use super::{DateExpr, DateForm, Part, Shift, Unit};
use crate::period::Period;

impl DateExpr {
    /// The period meant in a draft of `base`; `None` where that cannot be known.
    pub fn resolve(&self, base: Option<NaiveDate>) -> Option<Period> {
        match self.form {
            DateForm::Full(period) => Some(period),
            DateForm::OfYear { month, day, offset } => {
                let year = base?.year().checked_add(offset)?;
                match day {
                    Some(day) => NaiveDate::from_ymd_opt(year, month, day).map(Period::Day),
                    None => Some(Period::Month { year, month }),
                }
            }
            DateForm::Impossible { .. }
            | DateForm::Elsewhere
            | DateForm::Back { .. }
            | DateForm::SeasonBefore(_) => None,
            DateForm::MonthDay { month, day } => {
                let base = base?;
                let mut year = nearest_year(base, |y| NaiveDate::from_ymd_opt(y, month, day))?;
                // Months away the nearest year is a guess; a weekday beside the date tells which one is meant.
                if let (Some(weekday), Some(nearest)) =
                    (self.weekday, NaiveDate::from_ymd_opt(year, month, day))
                    && (nearest - base).num_days().abs() > 90
                    && let Some(fitting) = [year, year - 1, year + 1].into_iter().find(|y| {
                        NaiveDate::from_ymd_opt(*y, month, day).is_some_and(|d| d.weekday() == weekday)
                    })
                {
                    year = fitting;
                }
                NaiveDate::from_ymd_opt(year, month, day).map(Period::Day)
            }
            DateForm::Month(month) => {
                let base = base?;
                // The middle of the month decides which year's is nearest.
                let year = nearest_year(base, |y| NaiveDate::from_ymd_opt(y, month, 15))?;
                Some(Period::Month { year, month })
            }
            DateForm::MonthBefore(month) => {
                let base = base?;
                let year = if month < base.month() { base.year() } else { base.year().checked_sub(1)? };
                Some(Period::Month { year, month })
            }
            DateForm::Nth { nth, day, month } => {
                let base = base?;
                let year = nearest_year(base, |y| nth_in(y, month, day, nth))?;
                nth_in(year, month, day, nth).map(Period::Day)
            }
            DateForm::DayOfMonth(day) => {
                let base = base?;
                // The month in which that day is nearest.
                let this = NaiveDate::from_ymd_opt(base.year(), base.month(), day);
                let (py, pm) =
                    if base.month() == 1 { (base.year() - 1, 12) } else { (base.year(), base.month() - 1) };
                let (ny, nm) =
                    if base.month() == 12 { (base.year() + 1, 1) } else { (base.year(), base.month() + 1) };
                // A weekday beside it tells of two months which one is meant.
                let fits = |d: &NaiveDate| self.weekday.is_none_or(|w| d.weekday() == w);
                [this, NaiveDate::from_ymd_opt(py, pm, day), NaiveDate::from_ymd_opt(ny, nm, day)]
                    .into_iter()
                    .flatten()
                    .min_by_key(|d| (!fits(d), (*d - base).num_days().abs()))
                    .map(Period::Day)
            }
            DateForm::Weekday { day, shift } => {
                let base = base?;
                let ahead =
                    u64::from((day.num_days_from_monday() + 7 - base.weekday().num_days_from_monday()) % 7);
                let back = (7 - ahead) % 7;
                let later = if self.part == Some(Part::WeekLater) { 7 } else { 0 };
                let date = match shift {
                    Shift::Latest => base.checked_sub_days(Days::new(back)),
                    Shift::Last => base.checked_sub_days(Days::new(if back == 0 { 7 } else { back })),
                    Shift::Next => base.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead })),
                    Shift::Week(weeks) => {
                        let monday = i64::from(base.weekday().num_days_from_monday());
                        let day = i64::from(day.num_days_from_monday());
                        let days = i64::from(weeks).checked_mul(7)? + day - monday;
                        base.checked_add_signed(chrono::Duration::try_days(days)?)
                    }
                    Shift::Until => base.checked_add_days(Days::new(ahead + later)),
                };
                date.map(Period::Day)
            }
            DateForm::Days(days) => {
                base?.checked_add_signed(chrono::Duration::try_days(days)?).map(Period::Day)
            }
            DateForm::Periods { unit, offset } => {
                let base = base?;
                match unit {
                    // Without a pack's word for it, the calendar's year is the best guess.
                    Unit::Year | Unit::FiscalYear => Some(Period::Year(base.year().checked_add(offset)?)),
                    Unit::Month => {
                        let months =
                            base.year().checked_mul(12)?.checked_add(i32::try_from(base.month0()).ok()?)?;
                        let shifted = months.checked_add(offset)?;
                        Some(Period::Month {
                            year: shifted.div_euclid(12),
                            month: u32::try_from(shifted.rem_euclid(12)).ok()? + 1,
                        })
                    }
                    Unit::Quarter => {
                        let quarters = base
                            .year()
                            .checked_mul(4)?
                            .checked_add(i32::try_from(base.month0() / 3).ok()?)?;
                        let shifted = quarters.checked_add(offset)?;
                        Some(Period::Quarter {
                            year: shifted.div_euclid(4),
                            quarter: u32::try_from(shifted.rem_euclid(4)).ok()? + 1,
                        })
                    }
                    Unit::Week => None,
                }
            }
            DateForm::Quarter(quarter) => {
                let base = base?;
                let this = base.month0() / 3 + 1;
                let year = if quarter > this { base.year().checked_sub(1)? } else { base.year() };
                Some(Period::Quarter { year, quarter })
            }
            DateForm::Season(season) => {
                let base = base?;
                let this_year = Period::Season { year: base.year(), season };
                let year = if this_year.first() > base { base.year().checked_sub(1)? } else { base.year() };
                Some(Period::Season { year, season })
            }
        }
    }
}

/// Days on either side by which "three weeks ago" may be off, and each further week adds one. A guess.
const ABOUT: u64 = 3;

impl DateExpr {
    /// The first and last day that it may mean, taken widely: what lies outside is surely another time.
    pub(crate) fn reach(&self, base: Option<NaiveDate>) -> Option<(NaiveDate, NaiveDate)> {
        match self.form {
            DateForm::Days(days) if days.abs() >= 7 => {
                let day = self.resolve(base)?.first();
                let about = ABOUT + days.unsigned_abs() / 7;
                Some((day.checked_sub_days(Days::new(about))?, day.checked_add_days(Days::new(about))?))
            }
            // Its months are the pack's business.
            DateForm::Periods { unit: Unit::FiscalYear, .. } => None,
            DateForm::Periods { unit: Unit::Week, offset } => weeks(base?, offset, self.part),
            DateForm::Back { unit: Unit::Month, count } => {
                let count = u32::try_from(count).ok()?;
                let day = base?.checked_sub_months(Months::new(count))?;
                let about = Days::new(u64::from(25 + count * 2));
                Some((day.checked_sub_days(about)?, day.checked_add_days(about)?))
            }
            // Counted in days or in calendar years: both are said.
            DateForm::Back { count, .. } => {
                let base = base?;
                let years = i32::try_from(count).ok()?;
                let day =
                    base.checked_sub_months(Months::new(u32::try_from(count).ok()?.checked_mul(12)?))?;
                let year = Period::Year(base.year().checked_sub(years)?);
                let half = Days::new(183);
                Some((
                    day.checked_sub_days(half)?.min(year.first()),
                    day.checked_add_days(half)?.max(year.last()),
                ))
            }
            DateForm::SeasonBefore(season) => {
                let base = base?;
                let over = |year| Some(Period::Season { year, season }).filter(|p| p.last() < base);
                season_days(
                    over(base.year()).or_else(|| over(base.year() - 1)).or_else(|| over(base.year() - 2))?,
                )
            }
            _ => {
                let period = self.resolve(base)?;
                match (self.part, period) {
                    (Some(Part::Week), Period::Day(day)) => {
                        let begins = matches!(day.weekday(), Weekday::Mon | Weekday::Sun);
                        let before = if begins { 0 } else { u64::from(day.weekday().num_days_from_sunday()) };
                        Some((day.checked_sub_days(Days::new(before))?, day.checked_add_days(Days::new(6))?))
                    }
                    (Some(Part::WeekTo), Period::Day(day)) => {
                        Some((day.checked_sub_days(Days::new(6))?, day))
                    }
                    (Some(part), _) => narrowed(period, part, base),
                    (None, Period::Season { .. }) => season_days(period),
                    // Its months are the pack's business.
                    (None, Period::FiscalYear(_)) => None,
                    (None, _) => Some((period.first(), period.last())),
                }
            }
        }
    }
}

/// The days of a week of the draft's, whether it begins on Sunday or on Monday.
fn weeks(base: NaiveDate, offset: i32, part: Option<Part>) -> Option<(NaiveDate, NaiveDate)> {
    let shift = |day: NaiveDate, days: i64| day.checked_add_signed(chrono::Duration::try_days(days)?);
    let by_sunday = shift(base, -i64::from(base.weekday().num_days_from_sunday()))?;
    let by_monday = shift(base, -i64::from(base.weekday().num_days_from_monday()))?;
    let offset = i64::from(offset) * 7;
    let first = shift(by_sunday.min(by_monday), offset)?;
    let last = shift(by_sunday.max(by_monday), offset + 6)?;
    Some(match part {
        Some(Part::Before) => (first, last.min(base)),
        Some(Part::After) => (first.max(base), last),
        _ => (first, last),
    })
}

/// Papers count seasons by the month, calendars by the sun, three weeks later.
fn season_days(period: Period) -> Option<(NaiveDate, NaiveDate)> {
    Some((period.first(), period.last().checked_add_days(Days::new(22))?))
}

/// `early`, `mid`, `late`: a little over a third of the whole each.
fn narrowed(period: Period, part: Part, base: Option<NaiveDate>) -> Option<(NaiveDate, NaiveDate)> {
    let (first, last) = (period.first(), period.last());
    let days = u64::try_from((last - first).num_days()).ok()?;
    let at = |tenths: u64| first.checked_add_days(Days::new(days * tenths / 10));
    Some(match part {
        Part::Early => (first, at(5)?),
        Part::Mid => (at(2)?, at(8)?),
        Part::Late => (at(5)?, last),
        Part::Before => (first, last.min(base?)),
        Part::After => (first.max(base?), last),
        Part::Week | Part::WeekTo | Part::WeekLater => (first, last),
    })
}

fn nearest_year(base: NaiveDate, day_in: impl Fn(i32) -> Option<NaiveDate>) -> Option<i32> {
    [base.year(), base.year().checked_sub(1)?, base.year().checked_add(1)?]
        .into_iter()
        .filter_map(|y| Some((y, (day_in(y)? - base).num_days().abs())))
        .min_by_key(|(_, distance)| *distance)
        .map(|(y, _)| y)
}
