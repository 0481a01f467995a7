//! What is said of a held claim, of a fact that a draft never states and of a stet that does nothing.

use chrono::NaiveDate;

use crate::claim::Bound;
use crate::fact::{Direction, Fact, FactValue, Measure, Severity};
use crate::finding::{Code, Finding, Fix, Label, Rule};
use crate::judge::fact::{Bearing, Held, Outcome, PackSet, Slip, message};
use crate::judge::spot::Spot;
use crate::mention::{Mention, Value};
use crate::period::Period;
use crate::quantity::Quantity;
use crate::source::Block;
use crate::span::Span;
use crate::verdict::{Judgement, Verdict};

/// What a held claim becomes.
pub(super) fn judgement(
    set: &PackSet,
    spot: Spot<'_>,
    bound: &Bound,
    held: &Held,
    base: Option<NaiveDate>,
) -> Option<Judgement> {
    let block = spot.block;
    let claim = bound.claims.get(held.claim)?;
    let compiled = set.facts.get(held.fact as usize)?;
    let fact = set.fact(compiled)?;
    let rule = Rule::Fact { pack: compiled.pack as usize, fact: compiled.fact as usize };
    let mention = claim.mention.and_then(|m| bound.mentions.get(m));
    let last = claim.tokens.end.checked_sub(1)?;
    let prose_span = match mention {
        Some(m) => m.core_span,
        None => spot.prose_span(claim.tokens.start, last)?,
    };
    let span = block.map.source_span(prose_span);
    if fact.expires.is_some_and(|day| base.is_some_and(|b| b > day)) {
        return matches!(held.outcome, Outcome::Agrees | Outcome::Contradicts(_))
            .then(|| stale(spot, fact, rule, span, claim.tokens.start));
    }
    let verdict = match held.outcome {
        Outcome::Agrees => Verdict::Agrees,
        Outcome::Unclear(reason) => Verdict::Unclear(reason.to_owned()),
        Outcome::Contradicts(slip) => {
            let written = prose_span.slice(&block.text);
            let subject = message::subject(fact);
            let expected = message::value(fact);
            let quoted = spot.quoted(claim.tokens.start);
            let (code, message, label, wrong) = match slip {
                Slip::Direction => {
                    let wrong = claim
                        .change_word
                        .and_then(|w| spot.prose_span(w.min(claim.tokens.start), w.max(last)))
                        .filter(|s| s.len() <= 60)
                        .unwrap_or(prose_span);
                    let level = !matches!(fact.measure, Measure::Change(_));
                    if level {
                        let words = wrong.slice(&block.text);
                        (
                            Code::DirectionMismatch,
                            format!("{subject} is {expected}, but did not go that way: “{words}”"),
                            "it went the other way".to_owned(),
                            wrong,
                        )
                    } else {
                        let way = match fact.measure {
                            Measure::Change(Direction::Up) => "went up",
                            _ => "went down",
                        };
                        let words = wrong.slice(&block.text);
                        (
                            Code::DirectionMismatch,
                            format!("{subject} is {expected}: it {way}, against “{words}”"),
                            format!("it {way}, by {expected}"),
                            wrong,
                        )
                    }
                }
                Slip::Unit => (
                    Code::UnitMismatch,
                    format!("{subject} is {expected}, not {written}: the unit differs"),
                    format!("should be {expected}"),
                    prose_span,
                ),
                Slip::Date => (
                    Code::DateMismatch,
                    format!("{subject} is {expected}, not {written}"),
                    format!("should be {expected}"),
                    prose_span,
                ),
                Slip::Number => (
                    if matches!(mention.map(|m| &m.value), Some(Value::Amount(Quantity::Clock(_)))) {
                        Code::DateMismatch
                    } else {
                        Code::NumberMismatch
                    },
                    format!("{subject} is {expected}, not {}", as_said(mention, block, written)),
                    format!("should be {expected}"),
                    prose_span,
                ),
            };
            let wrong_span = block.map.source_span(wrong);
            let replacement = mention
                .filter(|_| !quoted && matches!(slip, Slip::Number | Slip::Date))
                .and_then(|m| message::in_style(written, m.hedge, fact));
            let slip_note = mention.and_then(|m| match (&m.value, &fact.value) {
                (Value::Amount(said), FactValue::Amount { quantity, .. }) => {
                    message::likely_slip(said, quantity)
                }
                _ => None,
            });
            let write = replacement
                .as_deref()
                .map_or_else(|| format!("the verified value is {expected}"), |r| format!("write {r}"));
            let help = match slip_note {
                Some(note) => format!("{write} ({note})"),
                None => write,
            };
            let related = held
                .subject
                .and_then(|(from, to)| spot.prose_span(from, to))
                .filter(|s| !s.overlaps(wrong) && s.len() <= 80)
                .map(|s| Label { span: block.map.source_span(s), text: "about this".to_owned() })
                .into_iter()
                .collect();
            let finding = Finding {
                code,
                rule: Some(rule),
                severity: if quoted { fact.severity.lower() } else { fact.severity },
                message,
                span: wrong_span,
                label,
                related,
                expected: Some(expected),
                help: Some(help),
                fix: replacement.map(|replacement| Fix { span, replacement }),
                sentence: spot.sentence(claim.tokens.start),
            };
            Verdict::Contradicts(Box::new(finding))
        }
    };
    Some(Judgement { span, rule: Some(rule), verdict })
}

/// The value with its hedge, where the hedge is no verb ("passed half a million").
fn as_said<'b>(mention: Option<&Mention>, block: &'b Block, written: &'b str) -> &'b str {
    let Some(mention) = mention else { return written };
    let said = mention.span.slice(&block.text);
    let verb =
        said.split(' ').next().is_some_and(|w| w.ends_with("ed") || w.ends_with("ing") || w.ends_with("s"));
    if verb { written } else { said }
}

/// A claim about a fact that is past its day: not judged, but said.
fn stale(spot: Spot<'_>, fact: &Fact, rule: Rule, span: Span, token: usize) -> Judgement {
    let expired = fact.expires.map_or(String::new(), |day| Period::Day(day).to_string());
    let finding = Finding {
        code: Code::StaleFact,
        rule: Some(rule),
        severity: Severity::Info,
        message: format!("{} was verified for the time up to {expired}", message::subject(fact)),
        span,
        label: "not checked: the fact is stale".to_owned(),
        related: Vec::new(),
        expected: None,
        help: Some("verify the fact anew and move its `expires`".to_owned()),
        fix: None,
        sentence: spot.sentence(token),
    };
    Judgement { span, rule: Some(rule), verdict: Verdict::Contradicts(Box::new(finding)) }
}

/// Facts that a draft about their story must state, and does not.
pub(super) fn missing(
    set: &PackSet,
    bearings: &[Bearing],
    base: Option<NaiveDate>,
    judgements: &[Judgement],
) -> Vec<Finding> {
    let mut out = Vec::new();
    for (pack_index, pack) in set.packs().iter().enumerate() {
        if bearings.get(pack_index) == Some(&Bearing::Open) {
            continue;
        }
        let required = set.required.get(pack_index).into_iter().flatten();
        for (fact_index, fact) in required.filter_map(|i| Some((*i, pack.facts.get(*i)?))) {
            let rule = Rule::Fact { pack: pack_index, fact: fact_index };
            let in_force = base.is_none_or(|b| {
                fact.from.is_none_or(|d| b >= d)
                    && fact.until.is_none_or(|d| b <= d)
                    && fact.expires.is_none_or(|d| b <= d)
            });
            if in_force && !judgements.iter().any(|j| j.rule == Some(rule)) {
                out.push(Finding {
                    code: Code::MissingFact,
                    rule: Some(rule),
                    severity: fact.severity,
                    message: format!(
                        "the draft never states that {} is {}",
                        message::subject(fact),
                        message::value(fact)
                    ),
                    span: Span::default(),
                    label: String::new(),
                    related: Vec::new(),
                    expected: Some(message::value(fact)),
                    help: Some("state it, or drop `required: true` from the fact".to_owned()),
                    fix: None,
                    sentence: Span::default(),
                });
            }
        }
    }
    out
}

/// A stet that lets nothing stand.
pub(super) fn unused(at: Span) -> Finding {
    Finding {
        code: Code::UnusedStet,
        rule: None,
        severity: Severity::Info,
        message: "this stet lets nothing stand".to_owned(),
        span: at,
        label: "silences no finding".to_owned(),
        related: Vec::new(),
        expected: None,
        help: Some("delete it, or check the rule it names".to_owned()),
        fix: None,
        sentence: at,
    }
}
