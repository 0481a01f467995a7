//! Arithmetic over numbers and other facts: the grammar, and the reckoning in checked decimals.

use std::fmt;

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_till};
use nom::character::complete::{one_of, space0};
use nom::combinator::map;
use rust_decimal::Decimal;

use super::amount::amount;
use super::fact_line::Place;
use super::fact_line_error::{FactLineError, Read, Wrong, fail, pass, place};
use super::number::number;
use crate::fact::{FactValue, Measure};
use crate::quantity::{Currency, Quantity, Unit};
use crate::span::Span;

/// How many parentheses may be open at once; more is no longer read by people.
const MAX_DEPTH: usize = 16;

/// How many operands one sum or product may have: with the depth above it bounds the tree, and so the stack.
const MAX_OPERANDS: usize = 64;

/// `+ - * /`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

/// What a fact or check reckons.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `250`, `100%`; `step` is the worth of its last written digit.
    Amount { quantity: Quantity, step: Option<Decimal> },
    /// `{murder-victims}`.
    Fact { id: String, at: Place },
    /// `left op right`; `at` is the right operand.
    Binary { operator: Operator, left: Box<Expression>, right: Box<Expression>, at: Place },
}

/// `expression = term { ("+" | "-") term }`, up to what cannot belong to it. Spans count from the start of `line`.
pub(super) fn expression<'a>(line: &'a str, input: &'a str) -> Read<'a, Expression> {
    sum(line, input, MAX_DEPTH)
}

fn sum<'a>(line: &'a str, input: &'a str, depth: usize) -> Read<'a, Expression> {
    let operator =
        alt((map(tag("+"), |_| Operator::Plus), map(alt((tag("-"), tag("−"))), |_| Operator::Minus)));
    chain(line, input, operator, |input| term(line, input, depth))
}

/// `term = factor { ("*" | "/") factor }`
fn term<'a>(line: &'a str, input: &'a str, depth: usize) -> Read<'a, Expression> {
    let operator = alt((map(one_of("*×"), |_| Operator::Times), map(one_of("/÷"), |_| Operator::Over)));
    chain(line, input, operator, |input| factor(line, input, depth))
}

fn chain<'a>(
    line: &'a str,
    input: &'a str,
    mut operator: impl Parser<&'a str, Output = Operator, Error = Wrong<'a>>,
    operand: impl Fn(&'a str) -> Read<'a, Expression>,
) -> Read<'a, Expression> {
    let (mut rest, mut left) = operand(input)?;
    for count in 1.. {
        let (start, _) = space0.parse(rest)?;
        let Ok((after, operator)) = operator.parse(start) else { return Ok((rest, left)) };
        if count >= MAX_OPERANDS {
            return fail(
                start,
                FactLineError::ExpressionTooLong { limit: MAX_OPERANDS, at: Span::default() },
            );
        }
        let (after, _) = space0.parse(after)?;
        let (end, right) = match operand(after) {
            Err(nom::Err::Error(_)) => {
                let part = if after.is_empty() { start } else { after };
                return fail(part, FactLineError::BadExpression { at: Span::default() });
            }
            read => read?,
        };
        let at = place(line, after.get(..after.len() - end.len()).unwrap_or(after));
        left = Expression::Binary { operator, left: Box::new(left), right: Box::new(right), at: Place(at) };
        rest = end;
    }
    Ok((rest, left))
}

/// `factor = "(" expression ")" | "{" id "}" | amount`
fn factor<'a>(line: &'a str, input: &'a str, depth: usize) -> Read<'a, Expression> {
    if let Some(inner) = input.strip_prefix('(') {
        let Some(depth) = depth.checked_sub(1) else {
            return fail(input, FactLineError::ExpressionTooDeep { limit: MAX_DEPTH, at: Span::default() });
        };
        let (inner, _) = space0.parse(inner)?;
        let (rest, expression) = sum(line, inner, depth)?;
        let (rest, _) = space0.parse(rest)?;
        return match rest.strip_prefix(')') {
            Some(rest) => Ok((rest, expression)),
            None => fail(
                input.get(..1).unwrap_or(input),
                FactLineError::UnclosedParenthesis { at: Span::default() },
            ),
        };
    }
    if let Some(inner) = input.strip_prefix('{') {
        return reference(line, input, inner);
    }
    // The longest stretch without an operator, so that "100%" and "$4 million" keep their unit.
    let (rest, text) = take_till(|c| "+*×/÷(){}=<>~≤≥≠≈!±".contains(c)).parse(input)?;
    let end = [" - ", " − "].iter().filter_map(|minus| text.find(minus)).min().unwrap_or(text.len());
    // A closing "-" has its operand beyond the stretch: "100% - {other}".
    let trimmed = text.get(..end).unwrap_or(text).trim_end_matches([' ', '-', '−']);
    if let Ok((_, read)) = amount(trimmed)
        && read.counted.is_none()
        && !matches!(read.quantity, Quantity::Score { .. })
    {
        let rest = input.get(trimmed.len()..).unwrap_or(rest);
        return Ok((rest, Expression::Amount { quantity: read.quantity, step: read.step }));
    }
    let (rest, n) = number(input)?;
    Ok((rest, Expression::Amount { quantity: Quantity::Count(n.value), step: Some(n.step) }))
}

/// `"{" id "}"`
fn reference<'a>(line: &str, input: &'a str, inner: &'a str) -> Read<'a, Expression> {
    let (rest, id) = take_till(|c| c == '}' || c == '{').parse(inner)?;
    let Some(rest) = rest.strip_prefix('}') else {
        let brace = input.get(..1).unwrap_or(input);
        return fail(brace, FactLineError::UnclosedBrace { at: Span::default() });
    };
    let trimmed = id.trim();
    if trimmed.is_empty() {
        return pass(input);
    }
    Ok((rest, Expression::Fact { id: trimmed.to_owned(), at: Place(place(line, trimmed)) }))
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expression::Amount { quantity, .. } => write!(f, "{quantity}"),
            Expression::Fact { id, .. } => write!(f, "{{{id}}}"),
            Expression::Binary { operator, left, right, .. } => {
                let sign = match operator {
                    Operator::Plus => '+',
                    Operator::Minus => '-',
                    Operator::Times => '*',
                    Operator::Over => '/',
                };
                let weak = |e: &Expression| {
                    matches!(e, Expression::Binary { operator: Operator::Plus | Operator::Minus, .. })
                };
                let product = matches!(operator, Operator::Times | Operator::Over);
                if product && weak(left) {
                    write!(f, "({left})")?
                } else {
                    write!(f, "{left}")?
                }
                write!(f, " {sign} ")?;
                if matches!(**right, Expression::Binary { .. }) && (product || weak(right)) {
                    write!(f, "({right})")
                } else {
                    write!(f, "{right}")
                }
            }
        }
    }
}

/// What a reckoned number is a number of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Plain,
    Percent,
    Points,
    Money(Currency),
    Measure(Unit),
}

/// A reckoned number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Worth {
    pub amount: Decimal,
    pub kind: Kind,
    /// The worth of the last digit shown, if it is a single amount or fact.
    pub step: Option<Decimal>,
}

/// Why a sum cannot be reckoned; spans as in the expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Trouble {
    DivisionByZero(Span),
    TooLarge(Span),
    MixedUnits(Span),
    /// What a fact's look-up said; already reported or turned into a problem there.
    Fact,
}

impl Worth {
    /// The number of a quantity, if it has a single one.
    pub fn of(quantity: &Quantity, step: Option<Decimal>) -> Option<Worth> {
        let (amount, kind) = match quantity {
            Quantity::Count(n) | Quantity::Ordinal(n) | Quantity::PValue(n) => (*n, Kind::Plain),
            Quantity::Percent(n) => (*n, Kind::Percent),
            Quantity::Points(n) => (*n, Kind::Points),
            Quantity::Money { amount, currency } => (*amount, Kind::Money(*currency)),
            Quantity::Measure { amount, unit } => (*amount, Kind::Measure(*unit)),
            Quantity::Ratio { part, whole } => (part.checked_div(*whole)?, Kind::Plain),
            Quantity::Score { .. }
            | Quantity::Clock(_)
            | Quantity::Version(_)
            | Quantity::Interval { .. } => {
                return None;
            }
        };
        // A ratio's own precision is not that of either number.
        let step = step.filter(|_| !matches!(quantity, Quantity::Ratio { .. }));
        Some(Worth { amount, kind, step })
    }

    /// As a plain number: 26% is 0.26.
    fn plain(self) -> Worth {
        let percent = matches!(self.kind, Kind::Percent | Kind::Points);
        let scale = |n: Decimal| n.checked_mul(Decimal::new(1, 2)).unwrap_or(n);
        if percent {
            Worth { amount: scale(self.amount), kind: Kind::Plain, step: self.step.map(scale) }
        } else {
            self
        }
    }

    /// Both in one kind, or nothing if they have none in common.
    pub fn aligned(self, other: Worth) -> Option<(Worth, Worth)> {
        match (self.kind, other.kind) {
            (a, b) if a == b => Some((self, other)),
            (Kind::Measure(a), Kind::Measure(b)) => {
                let convert = |n| b.convert(n, a);
                let amount = convert(other.amount)?;
                Some((self, Worth { amount, kind: self.kind, step: other.step.and_then(convert) }))
            }
            (Kind::Percent, Kind::Points) | (Kind::Points, Kind::Percent) => {
                Some((self, Worth { kind: self.kind, ..other }))
            }
            // "52 grams / 520" is a plain quotient although only one side names the unit.
            (Kind::Percent | Kind::Points, _) | (_, Kind::Percent | Kind::Points) => {
                Some((self.plain(), other.plain()))
            }
            (Kind::Plain, _) => Some((Worth { kind: other.kind, ..self }, other)),
            (_, Kind::Plain) => Some((self, Worth { kind: self.kind, ..other })),
            (Kind::Money(_), _) | (_, Kind::Money(_)) => None,
        }
    }

    /// The quantity this number is.
    pub fn quantity(self) -> Quantity {
        // Quotients run to 28 digits; ten decimals are more than any fact states.
        let n = self.amount.round_dp(10).normalize();
        match self.kind {
            Kind::Plain => Quantity::Count(n),
            Kind::Percent => Quantity::Percent(n),
            Kind::Points => Quantity::Points(n),
            Kind::Money(currency) => Quantity::Money { amount: n, currency },
            Kind::Measure(unit) => Quantity::Measure { amount: n, unit },
        }
    }
}

/// Reckons an expression; `fact` looks up what another fact is worth.
pub(super) fn reckon(
    expression: &Expression,
    fact: &mut dyn FnMut(&str, Span) -> Option<Worth>,
) -> Result<Worth, Trouble> {
    match expression {
        // A score or clock has no single number; the grammar of sums lets none through but a bare one.
        Expression::Amount { quantity, step } => Worth::of(quantity, *step).ok_or(Trouble::Fact),
        Expression::Fact { id, at } => fact(id, at.0).ok_or(Trouble::Fact),
        Expression::Binary { operator, left, right, at } => {
            let left = reckon(left, fact)?;
            let right = reckon(right, fact)?;
            combine(*operator, left, right, at.0)
        }
    }
}

fn combine(operator: Operator, left: Worth, right: Worth, at: Span) -> Result<Worth, Trouble> {
    let whole = |amount: Option<Decimal>, kind| match amount {
        Some(amount) => Ok(Worth { amount, kind, step: None }),
        None => Err(Trouble::TooLarge(at)),
    };
    match operator {
        Operator::Plus | Operator::Minus => {
            let (left, right) = left.aligned(right).ok_or(Trouble::MixedUnits(at))?;
            let amount = if operator == Operator::Plus {
                left.amount.checked_add(right.amount)
            } else {
                left.amount.checked_sub(right.amount)
            };
            whole(amount, left.kind)
        }
        Operator::Times => {
            let (left, right) = (left.plain(), right.plain());
            let kind = match (left.kind, right.kind) {
                (kind, Kind::Plain) | (Kind::Plain, kind) => kind,
                _ => return Err(Trouble::MixedUnits(at)),
            };
            whole(left.amount.checked_mul(right.amount), kind)
        }
        Operator::Over => {
            if right.amount.is_zero() {
                return Err(Trouble::DivisionByZero(at));
            }
            let (left, right, kind) = match (left.kind, right.kind) {
                (kind, Kind::Plain) => (left, right, kind),
                (_, Kind::Percent | Kind::Points) => {
                    let left = left.plain();
                    (left, right.plain(), left.kind)
                }
                (Kind::Plain, _) => (left, right, Kind::Plain),
                _ => {
                    let (left, right) = left.aligned(right).ok_or(Trouble::MixedUnits(at))?;
                    (left, right, Kind::Plain)
                }
            };
            whole(left.amount.checked_div(right.amount), kind)
        }
    }
}

/// What a fact's expression makes of it: under a change or share, a plain quotient is a percentage.
pub(super) fn fact_value(expression: &Expression, worth: Worth, measure: Measure) -> FactValue {
    let quotient = matches!(expression, Expression::Binary { operator: Operator::Over, .. });
    let part = matches!(measure, Measure::Change(_) | Measure::Share);
    let worth = if quotient && part && worth.kind == Kind::Plain {
        let amount = worth.amount.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(worth.amount);
        Worth { amount, kind: Kind::Percent, step: None }
    } else {
        worth
    };
    FactValue::Amount { quantity: worth.quantity(), counted: None }
}
