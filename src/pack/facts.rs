//! Fact lines and their keys → [`Fact`]s.

use super::check::Reckoner;
use super::error::Problem;
use super::fact_line::{FactLine, LineValue, parse_fact_line};
use super::fact_line_error::{FactLineError, place, settle};
use super::id::kebab;
use super::load::{Field, Loader};
use super::measure;
use super::offsets::Offsets;
use super::raw::{LongFact, RawFact};
use super::shape::nearest;
use super::span_index::Node;
use super::tolerance::tolerance_for;
use super::value::fixed_value;
use crate::fact::{Direction, Fact, FactStance, FactValue, Measure, Scope, Severity, Subject};
use crate::quantity::Quantity;
use crate::span::Span;

/// A fact whose line is read, before other facts are looked at.
pub(super) struct Draft<'n> {
    pub id: String,
    /// The scalar of the line.
    pub node: &'n Node,
    /// `None` if the line is wrong; it is reported.
    pub line: Option<FactLine>,
    /// The mapping around it and what it says.
    long: Option<(&'n Node, &'n LongFact)>,
}

impl Draft<'_> {
    /// The measure, as far as the words of the subject tell.
    pub fn likely_measure(&self) -> Measure {
        let words = self.line.as_ref().map_or(&[][..], |line| line.subject.as_slice());
        match measure::word(words) {
            Some((_, measure::Word::Change(direction))) => Measure::Change(direction),
            Some((_, measure::Word::Share)) => Measure::Share,
            _ => Measure::Level,
        }
    }
}

/// Reads every fact line and gives each its id.
pub(super) fn drafts<'n>(loader: &mut Loader<'_>, raw: &'n [RawFact], nodes: &'n [Node]) -> Vec<Draft<'n>> {
    let mut drafts = Vec::with_capacity(raw.len());
    for (raw, node) in raw.iter().zip(nodes) {
        match raw {
            RawFact::Line(scalar) => {
                let Some(line) = loader.scalar(scalar, node) else { continue };
                drafts.push(draft(loader, line, None));
            }
            RawFact::Long(long) => {
                let Some(line) = loader.text(long.fact.as_ref(), node, "fact") else {
                    loader.missing(node, "the fact", "fact", "fact: meeting count = 5");
                    continue;
                };
                drafts.push(draft(loader, line, Some((node, long))));
            }
        }
    }
    drafts
}

fn draft<'n>(loader: &mut Loader<'_>, line: Field<'n>, long: Option<(&'n Node, &'n LongFact)>) -> Draft<'n> {
    let text = line.text;
    let parsed = match parse_fact_line(text) {
        Ok(parsed) => Some(parsed),
        Err(error) => {
            let offsets = Offsets::of(loader.yaml, line.node);
            loader.problems.push(error.mapped(|at| offsets.source(at)).into());
            None
        }
    };
    let own = long.and_then(|(node, long)| loader.id(long.id.as_ref(), node));
    let has_own = own.is_some();
    let id = own.unwrap_or_else(|| {
        let spans = parsed.as_ref().map(|parsed| parsed.spans).unwrap_or_default();
        let subject = spans.subject.0.slice(text);
        spans
            .scope
            .map_or_else(|| kebab(subject), |scope| kebab(&format!("{subject} {}", scope.0.slice(text))))
    });
    if parsed.is_some() {
        if id.is_empty() {
            loader.problems.push(Problem::NoId { at: line.node.at });
        } else {
            let at = long.filter(|_| has_own).and_then(|(node, _)| node.get("id")).unwrap_or(line.node).at;
            let where_to = if long.is_none() { ", with the line under `fact:`" } else { "" };
            loader.claim_id(&id, at, has_own, where_to);
        }
    }
    Draft { id, node: line.node, line: parsed, long }
}

/// Settles values, measures and keys.
pub(super) fn settle_all(
    loader: &mut Loader<'_>,
    drafts: &[Draft<'_>],
    reckoner: &mut Reckoner<'_>,
    pack_scope: &Scope,
    pack_source: Option<&str>,
) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(drafts.len());
    for (i, draft) in drafts.iter().enumerate() {
        let value = reckoner.value(i);
        let keys = Keys::read(loader, draft);
        let (Some(line), Some(value)) = (&draft.line, value) else { continue };
        if let Some(fact) = fact(loader, draft, line, value, keys, pack_scope, pack_source) {
            facts.push(fact);
        }
    }
    facts
}

/// The keys beside the line.
#[derive(Default)]
struct Keys {
    measure: Option<(Measure, Span)>,
    stance: Option<FactStance>,
    severity: Severity,
    required: bool,
    from: Option<chrono::NaiveDate>,
    until: Option<chrono::NaiveDate>,
    was: Vec<FactValue>,
    source: Option<String>,
    note: Option<String>,
    verified: Option<chrono::NaiveDate>,
    expires: Option<chrono::NaiveDate>,
}

/// Severities by their words.
const SEVERITIES: &[(&str, Severity)] =
    &[("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)];

/// Stances by their words.
const STANCES: &[(&str, FactStance)] = &[
    ("asserted", FactStance::Asserted),
    ("forecast", FactStance::Forecast),
    ("target", FactStance::Target),
    ("estimate", FactStance::Estimate),
];

/// Measures, whose words are [`Measure::as_str`].
const MEASURES: &[Measure] = &[
    Measure::Change(Direction::Down),
    Measure::Change(Direction::Up),
    Measure::Count,
    Measure::Rank,
    Measure::Share,
    Measure::When,
    Measure::Name,
    Measure::Wording,
    Measure::Level,
];

impl Keys {
    fn read(loader: &mut Loader<'_>, draft: &Draft<'_>) -> Keys {
        let Some((node, long)) = draft.long else { return Keys::default() };
        let measures: Vec<(&'static str, Measure)> = MEASURES.iter().map(|m| (m.as_str(), *m)).collect();
        let measure = loader.text(long.measure.as_ref(), node, "measure");
        let (from, until) = loader.validity(long.from.as_ref(), long.until.as_ref(), node);
        Keys {
            measure: measure
                .and_then(|field| Some((one_of(loader, field, "measure", &measures)?, field.node.at))),
            stance: loader
                .text(long.stance.as_ref(), node, "stance")
                .and_then(|field| one_of(loader, field, "stance", STANCES)),
            severity: loader
                .text(long.severity.as_ref(), node, "severity")
                .and_then(|field| one_of(loader, field, "severity", SEVERITIES))
                .unwrap_or_default(),
            required: long.required.unwrap_or(false),
            from,
            until,
            was: earlier_values(loader, draft, node, long),
            source: loader.owned(long.source.as_ref(), node, "source"),
            note: loader.owned(long.note.as_ref(), node, "note"),
            verified: loader.day(long.verified.as_ref(), node, "verified"),
            expires: loader.day(long.expires.as_ref(), node, "expires"),
        }
    }
}

fn one_of<T: Copy>(
    loader: &mut Loader<'_>,
    field: Field<'_>,
    key: &'static str,
    known: &[(&'static str, T)],
) -> Option<T> {
    let word = field.text.trim();
    let found = known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    if found.is_none() {
        let words: Vec<String> = known.iter().map(|(name, _)| format!("`{name}`")).collect();
        let help = match nearest(word, known.iter().map(|(name, _)| *name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of {}", words.join(", ")),
        };
        loader.problems.push(Problem::BadWord { word: word.to_owned(), key, help, at: field.node.at });
    }
    found
}

fn earlier_values(
    loader: &mut Loader<'_>,
    draft: &Draft<'_>,
    node: &Node,
    long: &LongFact,
) -> Vec<FactValue> {
    let subject = draft.line.as_ref().map_or(&[][..], |line| line.subject.as_slice());
    let mut values = Vec::new();
    for field in loader.texts(long.was.as_ref(), node, "was") {
        let text = field.text.trim();
        match fixed_value(text, subject) {
            Ok((_, read)) => {
                if let LineValue::Fixed(value) = read.value {
                    values.push(value);
                }
            }
            Err(error) => {
                let offsets = Offsets::of(loader.yaml, field.node);
                loader.problems.push(settle(error, field.text).mapped(|at| offsets.source(at)).into());
            }
        }
    }
    values
}

fn fact(
    loader: &mut Loader<'_>,
    draft: &Draft<'_>,
    line: &FactLine,
    value: FactValue,
    keys: Keys,
    pack_scope: &Scope,
    pack_source: Option<&str>,
) -> Option<Fact> {
    let text = draft.node.text()?;
    let offsets = Offsets::of(loader.yaml, draft.node);
    let value_at = offsets.source(line.spans.value.0);
    let word = measure::word(&line.subject);
    let settled = match keys.measure {
        None => measure::settle(word.map(|(_, word)| word), &value),
        Some((named, _)) => measure::fits(named, &value).map(|()| {
            // The word is spent only if it says what the author says.
            let says = measure::settle(word.map(|(_, word)| word), &value);
            (named, matches!(says, Ok((measure, true)) if measure == named))
        }),
    };
    let (mut measure, spent) = match settled {
        Ok(settled) => settled,
        Err(misfit) => {
            let help = match (keys.measure, misfit.measure) {
                (None, "change") => {
                    format!(
                        "write `= 8.2%`, `= 3 points` or `= 65`; if it is no {}, add `measure: level`",
                        misfit.measure
                    )
                }
                (None, "count") => "write `= 5`, or other words for the subject".to_owned(),
                (None, "share") => "write `= 53%` or `= 1 in 5`".to_owned(),
                (None, _) => "write `= 2025-02-12`".to_owned(),
                (Some(_), _) => "change the value or the `measure:`".to_owned(),
            };
            let error = FactLineError::ValueDoesNotFit {
                measure: misfit.measure,
                needs: misfit.needs,
                help,
                at: value_at,
            };
            loader.problems.push(error.into());
            return None;
        }
    };
    let tolerance = match &line.tolerance {
        None => None,
        Some(tolerance) => {
            let fitted = tolerance_for(&value, tolerance);
            if fitted.is_none() {
                let at = line.spans.tolerance.map_or(value_at, |at| offsets.source(at.0));
                loader.problems.push(FactLineError::BadTolerance { at }.into());
            }
            fitted
        }
    };
    let value = match measure {
        Measure::Change(direction) => {
            let (turned, value) = turn(direction, value);
            measure = Measure::Change(turned);
            value
        }
        Measure::Rank => ranked(value),
        Measure::Count
        | Measure::Share
        | Measure::When
        | Measure::Name
        | Measure::Wording
        | Measure::Level => value,
    };
    let mut words = line.subject.clone();
    let measure_word = word.filter(|_| spent).and_then(|(at, _)| {
        let word = words.get(at)?.alternatives.first().cloned();
        words.remove(at);
        word
    });
    // "number of meetings": the link falls away with the word it linked.
    if let Some((at, _)) = word.filter(|_| measure_word.is_some())
        && words
            .get(at)
            .is_some_and(|w| matches!(w.alternatives.as_slice(), [only] if measure::is_link(only)))
    {
        words.remove(at);
    }
    Some(Fact {
        id: draft.id.clone(),
        line: text.trim().to_owned(),
        at: offsets.source(place(text, text.trim())),
        value_at,
        stance: keys.stance.unwrap_or_else(|| measure::stance(&line.subject)),
        subject: Subject { words, measure_word },
        scope: joined(line.scope.as_ref(), pack_scope),
        measure,
        relation: line.relation,
        value,
        tolerance,
        severity: keys.severity,
        required: keys.required,
        from: keys.from,
        until: keys.until,
        was: keys.was,
        source: keys.source.or_else(|| pack_source.map(str::to_owned)),
        note: keys.note,
        verified: keys.verified,
        expires: keys.expires,
    })
}

/// A growth of -0.3% is a drop of 0.3%.
fn turn(direction: Direction, value: FactValue) -> (Direction, FactValue) {
    let turned = match direction {
        Direction::Up => Direction::Down,
        Direction::Down => Direction::Up,
    };
    match value {
        FactValue::Amount { quantity, counted } => match opposite(&quantity) {
            Some(quantity) => (turned, FactValue::Amount { quantity, counted }),
            None => (direction, FactValue::Amount { quantity, counted }),
        },
        FactValue::Range { low, high } => match (opposite(&low), opposite(&high)) {
            (Some(low), Some(high)) => (turned, FactValue::Range { low: high, high: low }),
            _ => (direction, FactValue::Range { low, high }),
        },
        value => (direction, value),
    }
}

/// The amount without its minus sign, if it has one.
fn opposite(quantity: &Quantity) -> Option<Quantity> {
    quantity.amount().filter(|n| n.is_sign_negative() && !n.is_zero())?;
    match quantity {
        Quantity::Count(n) => Some(Quantity::Count(n.abs())),
        Quantity::Percent(n) => Some(Quantity::Percent(n.abs())),
        Quantity::Points(n) => Some(Quantity::Points(n.abs())),
        Quantity::Money { amount, currency } => {
            Some(Quantity::Money { amount: amount.abs(), currency: *currency })
        }
        Quantity::Measure { amount, unit } => Some(Quantity::Measure { amount: amount.abs(), unit: *unit }),
        Quantity::Ratio { .. }
        | Quantity::Score { .. }
        | Quantity::Ordinal(_)
        | Quantity::Clock(_)
        | Quantity::Version(_)
        | Quantity::Interval { .. }
        | Quantity::PValue(_) => None,
    }
}

/// `rank = 3` says "third".
fn ranked(value: FactValue) -> FactValue {
    match value {
        FactValue::Amount { quantity: Quantity::Count(n), counted } => {
            FactValue::Amount { quantity: Quantity::Ordinal(n), counted }
        }
        FactValue::Range { low: Quantity::Count(low), high: Quantity::Count(high) } => {
            FactValue::Range { low: Quantity::Ordinal(low), high: Quantity::Ordinal(high) }
        }
        value => value,
    }
}

/// Adverbs that stand for a place although written small.
const PLACE_ADVERBS: &[&str] =
    &["nationwide", "statewide", "citywide", "countywide", "districtwide", "worldwide", "globally", "abroad"];

/// Whether a scope entry is a place or body, by its capital; `class of 2025`, `single day` are groups.
fn is_place(entry: &str) -> bool {
    entry.starts_with(char::is_uppercase) || PLACE_ADVERBS.contains(&entry)
}

/// The fact's own brackets joined with the pack's scope: an entry of a kind replaces those of its kind.
fn joined(own: Option<&Scope>, pack: &Scope) -> Scope {
    let Some(own) = own else { return pack.clone() };
    if *own == Scope::default() {
        return Scope::default();
    }
    let own_place = own.places.iter().any(|entry| is_place(entry));
    let own_group = own.places.iter().any(|entry| !is_place(entry));
    let mut places: Vec<String> = pack
        .places
        .iter()
        .filter(|entry| if is_place(entry) { !own_place } else { !own_group })
        .cloned()
        .collect();
    places.extend(own.places.iter().cloned());
    let timed = own.period.is_some() || own.since.is_some() || own.until.is_some();
    let times = if timed { own } else { pack };
    Scope {
        places,
        period: times.period,
        versus: own.versus.or(times.versus),
        since: times.since,
        until: times.until,
    }
}
