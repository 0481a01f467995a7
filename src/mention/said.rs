//! A value in words that every output shares: its kind, its number, its unit.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::mention::{DateExpr, DateForm, Mention, Value};
use crate::period::Period;
use crate::quantity::{Clock, Dimension, Quantity, Zone};

/// A value that can be spelled out: nothing is, before somebody asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    value: Value,
    /// What a date means in its draft.
    period: Option<Period>,
}

impl Said {
    /// What kind of value: `percent`, `money`, `date` …
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Amount(quantity) => kind(quantity),
            Value::Range { .. } => "range",
            Value::Times(_) => "multiple",
            Value::Vague { .. } => "vague",
            Value::Date(_) => "date",
        }
    }

    /// The number, date or time, without its unit: `8.2`, `4200000000`, `2025-02-12`, `1200..1500`, `1 in 5`. `None`
    /// for a date that cannot be known.
    pub fn value(&self) -> Option<String> {
        match &self.value {
            Value::Amount(quantity) => Some(number(quantity)),
            Value::Range { low, high } => Some(format!("{}..{}", number(low), number(high))),
            Value::Times(times) => Some(times.to_string()),
            Value::Vague { low, high: Some(high), .. } => Some(format!("{low}..{high}")),
            Value::Vague { low, high: None, .. } => Some(format!("{low}..")),
            Value::Date(date) => match (self.period, date.form) {
                (Some(period), _) => Some(iso(period)),
                (None, DateForm::MonthDay { month, day }) => Some(format!("--{month:02}-{day:02}")),
                (None, DateForm::Month(month)) => Some(format!("--{month:02}")),
                (None, _) => None,
            },
        }
    }

    /// The unit: `percent`, an ISO 4217 code, `km`; none for plain numbers.
    pub fn unit(&self) -> Option<&'static str> {
        match &self.value {
            Value::Amount(quantity) | Value::Range { high: quantity, .. } => unit(quantity),
            Value::Times(_) => Some("times"),
            Value::Vague { share, .. } => share.then_some("percent"),
            Value::Date(_) => self.period.map(grain),
        }
    }

    /// The value for a person to read: `8.2%`, `$4.2 billion`, `February 12, 2025`.
    pub fn shown(&self) -> Option<String> {
        match &self.value {
            Value::Amount(quantity) => Some(quantity.to_string()),
            Value::Range { low, high } => Some(format!("{low} to {high}")),
            Value::Times(times) => Some(format!("{times} times")),
            Value::Vague { low, high, share } => {
                let sign = if *share { "%" } else { "" };
                Some(match high {
                    Some(high) => format!("{low}{sign} to {high}{sign}"),
                    None => format!("{low}{sign} or more"),
                })
            }
            Value::Date(_) => self.period.map(|period| period.to_string()).or_else(|| self.value()),
        }
    }

    /// The period that a date names.
    pub fn period(&self) -> Option<Period> {
        self.period
    }
}

impl Mention {
    /// The value, to be spelled out; relative dates count from `base`.
    pub fn said(&self, base: Option<NaiveDate>) -> Said {
        let period = match &self.value {
            Value::Date(date) => date.resolve(base),
            Value::Amount(_) | Value::Range { .. } | Value::Times(_) | Value::Vague { .. } => None,
        };
        Said { value: self.value.clone(), period }
    }

    /// Whether the words state something that can be checked: a date that only counts from another ("the same
    /// month", "a year earlier") does not.
    pub fn is_checkable(&self) -> bool {
        !matches!(self.value, Value::Date(DateExpr { form: DateForm::Elsewhere, .. }))
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
        Quantity::Clock(clock) => Clock { zone: None, ..*clock }.to_string(),
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
        | Quantity::Version(_)
        | Quantity::PValue(_) => None,
        Quantity::Clock(clock) => clock.zone.map(Zone::name),
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
            format!("{} {} {}", said.kind(), said.value().unwrap_or_default(), said.unit().unwrap_or("-"))
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
