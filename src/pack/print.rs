//! Fact lines as text that reads back equal.

use std::fmt;

use super::fact_line::{FactLine, LineValue, sign};
use super::measure;
use crate::fact::{FactValue, Scope};
use crate::period::Period;
use crate::quantity::Quantity;

/// Prints a value so that it reads back equal.
struct Printed<'a>(&'a FactValue);

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            FactValue::Amount { quantity, counted } => {
                write!(f, "{}", PrintedQuantity(quantity))?;
                counted.as_ref().map_or(Ok(()), |words| write!(f, " {words}"))
            }
            FactValue::Range { low, high } => {
                write!(f, "{}..{}", PrintedQuantity(low), PrintedQuantity(high))
            }
            FactValue::Date(period) => print_period(*period, f),
            FactValue::DateRange { from, to } => {
                print_period(*from, f)?;
                f.write_str("..")?;
                print_period(*to, f)
            }
            FactValue::Name(name) => f.write_str(name),
            FactValue::Wording(words) => write!(f, "\"{words}\""),
        }
    }
}

struct PrintedQuantity<'a>(&'a Quantity);

impl fmt::Display for PrintedQuantity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Quantity::Version(_) => write!(f, "v{}", self.0),
            Quantity::Money { amount, currency } if amount.is_sign_negative() => {
                write!(f, "-{}", Quantity::Money { amount: amount.abs(), currency: *currency })
            }
            _ => write!(f, "{}", self.0),
        }
    }
}

fn print_period(period: Period, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    // A day's usual form has a comma, which would end a scope entry.
    if let Period::Day(day) = period { write!(f, "{day}") } else { write!(f, "{period}") }
}

impl fmt::Display for FactLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, word) in self.subject.iter().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            match word.alternatives.as_slice() {
                [only] => f.write_str(only)?,
                several => write!(f, "({})", several.join("|"))?,
            }
        }
        if let Some(scope) = &self.scope {
            f.write_str(" [")?;
            print_scope(scope, f)?;
            f.write_str("]")?;
        }
        let value = match &self.value {
            LineValue::Fixed(FactValue::Amount { quantity: Quantity::PValue(p), .. })
                if !measure::expects_p(&self.subject) =>
            {
                return write!(f, " = p {} {p}", sign(self.relation));
            }
            LineValue::Fixed(FactValue::Amount { quantity: Quantity::PValue(p), .. }) => p.to_string(),
            LineValue::Fixed(value) => Printed(value).to_string(),
            LineValue::Reckoned(expression) => expression.to_string(),
        };
        write!(f, " {} {value}", sign(self.relation))?;
        self.tolerance.as_ref().map_or(Ok(()), |by| write!(f, " ± {}", PrintedQuantity(by)))
    }
}

fn print_scope(scope: &Scope, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut first = true;
    let mut comma = |f: &mut fmt::Formatter<'_>| {
        let separator = if first { "" } else { ", " };
        first = false;
        f.write_str(separator)
    };
    for place in &scope.places {
        comma(f)?;
        f.write_str(place)?;
    }
    for (link, period) in
        [("", scope.period), ("vs ", scope.versus), ("since ", scope.since), ("until ", scope.until)]
    {
        if let Some(period) = period {
            comma(f)?;
            f.write_str(link)?;
            print_period(period, f)?;
        }
    }
    Ok(())
}
