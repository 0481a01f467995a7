//! Facts reckoned from facts, and checks that must hold among them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::error::Problem;
use super::expression::{Expression, Kind, Trouble, Worth, expression, fact_value, reckon};
use super::fact_line::{LineValue, relation};
use super::fact_line_error::{FactLineError, place, settle};
use super::facts::Draft;
use super::offsets::Offsets;
use super::shape::nearest;
use super::span_index::Node;
use super::tolerance::{split_tolerance, tolerance};
use crate::fact::{FactValue, Relation};
use crate::span::Span;

/// How many facts may lie between a reckoned fact and plain values, read against the order of the file.
const MAX_CHAIN: usize = 32;

#[derive(Clone)]
enum State {
    Todo,
    Doing,
    Done(Option<FactValue>),
}

/// Reckons facts, each once.
pub(super) struct Reckoner<'a> {
    yaml: &'a str,
    drafts: &'a [Draft<'a>],
    /// Made when first needed: most packs reckon nothing.
    ids: Option<BTreeMap<&'a str, usize>>,
    states: Vec<State>,
    pub problems: Vec<Problem>,
}

impl<'a> Reckoner<'a> {
    pub fn new(yaml: &'a str, drafts: &'a [Draft<'a>]) -> Reckoner<'a> {
        Reckoner { yaml, drafts, ids: None, states: vec![State::Todo; drafts.len()], problems: Vec::new() }
    }

    fn ids(&mut self) -> &BTreeMap<&'a str, usize> {
        let drafts = self.drafts;
        self.ids.get_or_insert_with(|| {
            let mut ids = BTreeMap::new();
            for (i, draft) in drafts.iter().enumerate() {
                ids.entry(draft.id.as_str()).or_insert(i);
            }
            ids
        })
    }

    /// The value of a fact; `None` if it has none, which is then reported.
    pub fn value(&mut self, fact: usize) -> Option<FactValue> {
        self.value_within(fact, MAX_CHAIN)
    }

    fn value_within(&mut self, fact: usize, chain: usize) -> Option<FactValue> {
        if let Some(State::Done(value)) = self.states.get(fact) {
            return value.clone();
        }
        let draft = self.drafts.get(fact)?;
        let line = draft.line.as_ref()?;
        let value = match &line.value {
            LineValue::Fixed(value) => return Some(value.clone()),
            LineValue::Reckoned(expression) => {
                self.set(fact, State::Doing);
                let offsets = Offsets::of(self.yaml, draft.node);
                let worth = self.reckon(expression, &offsets, chain);
                worth.map(|worth| fact_value(expression, worth, draft.likely_measure()))
            }
        };
        self.set(fact, State::Done(value.clone()));
        value
    }

    fn set(&mut self, fact: usize, state: State) {
        if let Some(slot) = self.states.get_mut(fact) {
            *slot = state;
        }
    }

    fn reckon(&mut self, expression: &Expression, offsets: &Offsets, chain: usize) -> Option<Worth> {
        let worth = reckon(expression, &mut |id, at| self.fact(id, offsets.source(at), chain));
        let problem = match worth {
            Ok(worth) => return Some(worth),
            Err(Trouble::DivisionByZero(at)) => Problem::DivisionByZero { at: offsets.source(at) },
            Err(Trouble::TooLarge(at)) => Problem::TooLarge { at: offsets.source(at) },
            Err(Trouble::MixedUnits(at)) => Problem::MixedUnits { at: offsets.source(at) },
            Err(Trouble::Fact) => return None,
        };
        self.problems.push(problem);
        None
    }

    /// What `{id}` is worth; `at` is in the YAML.
    fn fact(&mut self, id: &str, at: Span, chain: usize) -> Option<Worth> {
        let Some(fact) = self.ids().get(id).copied() else {
            let help = match nearest(id, self.ids().keys().copied()) {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None => {
                    "write the id of a fact of this pack; the line's own words joined by hyphens".to_owned()
                }
            };
            self.problems.push(Problem::UnknownId { what: "fact", id: id.to_owned(), help, at });
            return None;
        };
        if matches!(self.states.get(fact), Some(State::Doing)) {
            self.problems.push(Problem::Cycle { id: id.to_owned(), at });
            return None;
        }
        let Some(chain) = chain.checked_sub(1) else {
            self.problems.push(Problem::ChainTooLong { limit: MAX_CHAIN, at });
            return None;
        };
        let value = self.value_within(fact, chain)?;
        let step = self.drafts.get(fact).and_then(|draft| draft.line.as_ref()).and_then(|line| line.step);
        let worth = match &value {
            FactValue::Amount { quantity, .. } => Worth::of(quantity, step),
            FactValue::Range { .. }
            | FactValue::Date(_)
            | FactValue::DateRange { .. }
            | FactValue::Name(_)
            | FactValue::Wording(_) => None,
        };
        if worth.is_none() {
            self.problems.push(Problem::NoAmount { id: id.to_owned(), at });
        }
        worth
    }

    /// One line under `checks:`: `expression relation expression [ tolerance ]`.
    pub fn check(&mut self, node: &Node) {
        let Some(text) = node.text() else { return };
        let offsets = Offsets::of(self.yaml, node);
        let check = match read(text) {
            Ok(check) => check,
            Err(error) => {
                self.problems.push(error.mapped(|at| offsets.source(at)).into());
                return;
            }
        };
        let left = self.reckon(&check.left, &offsets, MAX_CHAIN);
        let right = self.reckon(&check.right, &offsets, MAX_CHAIN);
        let (Some(left), Some(right)) = (left, right) else { return };
        let at = offsets.source(place(text, text.trim()));
        let Some((a, b)) = left.aligned(right) else {
            self.problems.push(Problem::MixedUnits { at: offsets.source(check.right_at) });
            return;
        };
        if holds(a, check.relation, b, check.within) {
            return;
        }
        let help = format!("{} makes {}; correct a fact or the check", check.left, shown(left, right));
        self.problems.push(Problem::CheckFails {
            left: shown(left, right),
            right: shown(right, left),
            help,
            at,
        });
    }
}

struct Check {
    left: Expression,
    relation: Relation,
    right: Expression,
    right_at: Span,
    within: Option<Decimal>,
}

/// `check = expression relation expression [ tolerance ]`
fn read(text: &str) -> Result<Check, FactLineError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(FactLineError::Empty { at: place(text, text) });
    }
    let (sums, within) = split_tolerance(trimmed);
    let side = |input| match expression(text, input) {
        Ok((rest, side)) => Ok((rest.trim_start(), side)),
        Err(nom::Err::Error(wrong)) => Err(FactLineError::BadExpression { at: place(text, wrong.part) }),
        Err(error) => Err(settle(error, text)),
    };
    let (rest, left) = side(sums)?;
    if rest.is_empty() {
        let write = format!("{sums} = …");
        return Err(FactLineError::MissingRelation { write, at: place(text, sums) });
    }
    let (rest, relation) = relation(rest).map_err(|error| match settle(error, text) {
        FactLineError::UnexpectedSign { at, .. } => FactLineError::BadExpression { at },
        error => error,
    })?;
    let rest = rest.trim_start();
    let right_at = place(text, rest);
    let (rest, right) = side(rest)?;
    if !rest.is_empty() {
        return Err(FactLineError::BadExpression { at: place(text, rest) });
    }
    let within = within.map(tolerance).transpose().map_err(|error| settle(error, text))?;
    let within = within.and_then(|(quantity, _)| quantity.amount());
    Ok(Check { left, relation, right, right_at, within })
}

/// Whether two numbers of one kind stand so. Without a tolerance of its own an equality holds within half of the
/// last digit shown by a side that is a single amount: facts are rounded, their quotients are not.
fn holds(left: Worth, relation: Relation, right: Worth, within: Option<Decimal>) -> bool {
    let order = left.amount.cmp(&right.amount);
    let Some(gap) = left.amount.checked_sub(right.amount).map(|gap| gap.abs()) else {
        return relation == Relation::NotEqual;
    };
    let half = |step: Option<Decimal>| {
        step.and_then(|step| step.checked_mul(Decimal::new(5, 1))).unwrap_or_default()
    };
    let within = within.unwrap_or_else(|| half(left.step).max(half(right.step)));
    match relation {
        Relation::Equal => gap <= within,
        Relation::NotEqual => !gap.is_zero(),
        Relation::Less => order == Ordering::Less,
        Relation::AtMost => order != Ordering::Greater,
        Relation::More => order == Ordering::Greater,
        Relation::AtLeast => order != Ordering::Less,
        // As for "about" in a text: within 5%.
        Relation::About => {
            right.amount.abs().checked_mul(Decimal::new(5, 2)).is_some_and(|most| gap <= most.max(within))
        }
    }
}

/// A number the way the other side is written: a quotient against a percentage is one.
fn shown(worth: Worth, other: Worth) -> String {
    let percent = matches!(other.kind, Kind::Percent) && !matches!(worth.kind, Kind::Percent | Kind::Points);
    let scaled = worth.amount.checked_mul(Decimal::ONE_HUNDRED).filter(|_| percent);
    let worth = match scaled {
        Some(amount) => Worth { amount, kind: Kind::Percent, step: None },
        None => worth,
    };
    Worth { amount: worth.amount.round_dp(4), ..worth }.quantity().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_two_expressions() {
        assert!(read("{a} / 250 = {b}").is_ok());
        assert!(read("{a} + {b} + {c} = 100%").is_ok());
        assert!(read("{a} - {b} >= 3 ± 0.5").is_ok());
        for bad in ["", "{a}", "{a} = ", "= {a}", "{a} == {b}", "{a} = {b} c", "{a} +", "{a = 5", "({a} = 5"]
        {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
