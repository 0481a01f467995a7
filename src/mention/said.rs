//! A value in words that every output shares: its kind, its number, its unit.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::mention::{DateExpr, DateForm, Mention, Value};
use crate::period::Period;
use crate::quantity::{Dimension, Quantity};

/// A value as JSON and traces spell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What kind of value: `percent`, `money`, `date` …
    pub kind: &'static str,
    /// The number, date or time, without its unit: `8.2`, `4200000000`, `2025-02-12`, `1200..1500`, `1 in 5`.
    pub value: String,
    /// The unit: `percent`, an ISO 4217 code, `km`; none for plain numbers.
    pub unit: Option<&'static str>,
    /// The value for a person to read: `8.2%`, `$4.2 billion`, `February 12, 2025`.
    pub shown: String,
}

impl Mention {
    /// Kind, number and unit; relative dates count from `base`.
    pub fn said(&self, base: Option<NaiveDate>) -> Said {
        match &self.value {
            Value::Amount(quantity) => Said {
                kind: kind(quantity),
                value: number(quantity),
                unit: unit(quantity),
                shown: quantity.to_string(),
            },
            Value::Range { low, high } => Said {
                kind: "range",
                value: format!("{}..{}", number(low), number(high)),
                unit: unit(high),
                shown: format!("{low} to {high}"),
            },
            Value::Times(times) => Said {
                kind: "multiple",
                value: times.to_string(),
                unit: Some("times"),
                shown: format!("{times} times"),
            },
            Value::Vague { low, high, share } => {
                let unit = share.then_some("percent");
                let sign = if *share { "%" } else { "" };
                let (value, shown) = match high {
                    Some(high) => (format!("{low}..{high}"), format!("{low}{sign} to {high}{sign}")),
                    None => (format!("{low}.."), format!("{low}{sign} or more")),
                };
                Said { kind: "vague", value, unit, shown }
            }
            Value::Date(date) => dated(date, base),
        }
    }

    /// Whether the words state something that can be checked: a date that only counts from another ("the same
    /// month", "a year earlier") does not.
    pub fn is_checkable(&self) -> bool {
        !matches!(self.value, Value::Date(DateExpr { form: DateForm::Elsewhere, .. }))
    }
}

fn dated(date: &DateExpr, base: Option<NaiveDate>) -> Said {
    let kind = "date";
    match date.resolve(base) {
        Some(period) => {
            Said { kind, value: iso(period), unit: Some(grain(period)), shown: period.to_string() }
        }
        None => {
            let value = match date.form {
                DateForm::MonthDay { month, day } => format!("--{month:02}-{day:02}"),
                DateForm::Month(month) => format!("--{month:02}"),
                _ => String::new(),
            };
            Said { kind, value, unit: None, shown: String::new() }
        }
    }
}

/// ISO 8601 where it has a form, else the words of [`Period`].
pub(crate) fn iso(period: Period) -> String {
    match period {
        Period::Day(day) => day.to_string(),
        Period::Month { year, month } => format!("{year:04}-{month:02}"),
        Period::Year(year) => format!("{year:04}"),
        Period::Quarter { .. }
        | Period::Season { .. }
        | Period::FiscalYear(_)
        | Period::SplitYear(_)
        | Period::Decade(_) => period.to_string(),
    }
}

fn grain(period: Period) -> &'static str {
    match period {
        Period::Day(_) => "day",
        Period::Month { .. } => "month",
        Period::Quarter { .. } => "quarter",
        Period::Season { .. } => "season",
        Period::Year(_) | Period::FiscalYear(_) | Period::SplitYear(_) => "year",
        Period::Decade(_) => "decade",
    }
}

fn kind(quantity: &Quantity) -> &'static str {
    match quantity {
        Quantity::Count(_) => "number",
        Quantity::Percent(_) => "percent",
        Quantity::Points(_) => "points",
        Quantity::Money { .. } => "money",
        Quantity::Measure { unit, .. } => match unit.dimension() {
            _ if unit.name_for(Decimal::ONE) == "year old" => "age",
            Dimension::Time | Dimension::LongTime => "duration",
            _ => "measure",
        },
        Quantity::Ratio { .. } => "ratio",
        Quantity::Score { .. } => "score",
        Quantity::Ordinal(_) => "ordinal",
        Quantity::Clock(_) => "time",
        Quantity::Version(_) => "version",
        Quantity::Interval { .. } => "interval",
        Quantity::PValue(_) => "p-value",
    }
}

fn number(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Interval { low, high, .. } => format!("{low}..{high}"),
        _ => quantity.amount().map_or_else(|| quantity.to_string(), |n| n.to_string()),
    }
}

fn unit(quantity: &Quantity) -> Option<&'static str> {
    match quantity {
        Quantity::Percent(_) => Some("percent"),
        Quantity::Points(_) => Some("percentage points"),
        Quantity::Money { currency, .. } => Some(currency.code()),
        Quantity::Measure { unit, .. } => Some(unit.name_for(Decimal::TWO)),
        Quantity::Interval { .. } => Some("confidence interval"),
        Quantity::Count(_)
        | Quantity::Ratio { .. }
        | Quantity::Score { .. }
        | Quantity::Ordinal(_)
        | Quantity::Clock(_)
        | Quantity::Version(_)
        | Quantity::PValue(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::recognise;
    use crate::text::tokenize;

    fn seen(prose: &str) -> String {
        let base = "2025-02-13".parse().ok();
        let said = |m: &crate::mention::Mention| {
            let said = m.said(base);
            format!("{} {} {}", said.kind, said.value, said.unit.unwrap_or("-"))
        };
        recognise(prose, &tokenize(prose)).iter().map(said).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn says_kind_number_and_unit() {
        let rows = [
            ("fell 8.20%", "percent 8.20 percent"),
            ("$4.2 billion", "money 4200000000 USD"),
            ("1,200 to 1,500 arrests", "range 1200..1500 -"),
            ("5 km", "measure 5 km"),
            ("three hours", "duration 3 hours"),
            ("on Wednesday, Feb. 12", "date 2025-02-12 day"),
            ("in 2024", "date 2024 year"),
            ("one in five", "ratio 1 in 5 -"),
            ("revenue doubled", "multiple 2 times"),
        ];
        for (prose, expected) in rows {
            assert_eq!(seen(prose), expected, "{prose}");
        }
    }
}
