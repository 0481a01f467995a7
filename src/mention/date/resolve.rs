//! What a date means in a draft of a given day.

use chrono::{Datelike, Days, NaiveDate};

use super::{DateExpr, DateForm, Shift, Unit};
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
            DateForm::Impossible { .. } | DateForm::Elsewhere => None,
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
            DateForm::DayOfMonth(day) => {
                let base = base?;
                // The month in which that day is nearest.
                let this = NaiveDate::from_ymd_opt(base.year(), base.month(), day);
                let (py, pm) =
                    if base.month() == 1 { (base.year() - 1, 12) } else { (base.year(), base.month() - 1) };
                let (ny, nm) =
                    if base.month() == 12 { (base.year() + 1, 1) } else { (base.year(), base.month() + 1) };
                [this, NaiveDate::from_ymd_opt(py, pm, day), NaiveDate::from_ymd_opt(ny, nm, day)]
                    .into_iter()
                    .flatten()
                    .min_by_key(|d| (*d - base).num_days().abs())
                    .map(Period::Day)
            }
            DateForm::Weekday { day, shift } => {
                let base = base?;
                let ahead =
                    u64::from((day.num_days_from_monday() + 7 - base.weekday().num_days_from_monday()) % 7);
                let back = (7 - ahead) % 7;
                let date = match shift {
                    Shift::Latest => base.checked_sub_days(Days::new(back)),
                    Shift::Last => base.checked_sub_days(Days::new(if back == 0 { 7 } else { back })),
                    Shift::Next => base.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead })),
                    Shift::Until => base.checked_add_days(Days::new(ahead)),
                };
                date.map(Period::Day)
            }
            DateForm::Days(days) => {
                base?.checked_add_signed(chrono::Duration::try_days(days)?).map(Period::Day)
            }
            DateForm::Periods { unit, offset } => {
                let base = base?;
                match unit {
                    Unit::Year => Some(Period::Year(base.year().checked_add(offset)?)),
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

fn nearest_year(base: NaiveDate, day_in: impl Fn(i32) -> Option<NaiveDate>) -> Option<i32> {
    [base.year(), base.year().checked_sub(1)?, base.year().checked_add(1)?]
        .into_iter()
        .filter_map(|y| Some((y, (day_in(y)? - base).num_days().abs())))
        .min_by_key(|(_, distance)| *distance)
        .map(|(y, _)| y)
}
