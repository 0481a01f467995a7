//! Whether a statement is about the fact's place, group and time, or about another's.

use chrono::NaiveDate;

use crate::claim::{Bound, Claim, Entity, EntityRole, When};
use crate::fact::{Fact, FactValue, Pack};
use crate::judge::fact::distance::FAR;
use crate::judge::fact::evidence::{Evidence, Seen};
use crate::judge::fact::index::{Compiled, PackSet, Place};
use crate::judge::fact::matching;
use crate::judge::fact::vocabulary::{Vocabulary, is_edition};
use crate::mention::{DateForm, Value};
use crate::period::{self, Period};
use crate::quantity::Kind;
use crate::text::lexicon::{self, Class};
use crate::text::{Sentence, Token, TokenKind};

/// How a statement's scope stands to a fact's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The same, or none stated where the story's own is meant.
    #[default]
    Same,
    /// Cannot be told.
    Unsure,
    /// Another place, group or period.
    Other,
}

/// The time of a statement against a fact's.
pub(crate) fn time(
    when: &When,
    fact: &Fact,
    pack: &Pack,
    base: Option<NaiveDate>,
    counted: bool,
) -> Standing {
    if when.elsewhere {
        return Standing::Other;
    }
    if when.anterior {
        return Standing::Unsure;
    }
    if when.since {
        return match (fact.scope.since, when.period) {
            (Some(f), Some(c)) if f == c => Standing::Same,
            // "has risen since last year" compares with it; "since 2015" adds up the years.
            (None, Some(c))
                if matches!(fact.measure, crate::fact::Measure::Change(_))
                    && base.is_some_and(|b| (b - c.last()).num_days() <= 366) =>
            {
                Standing::Same
            }
            _ => Standing::Other,
        };
    }
    let Some(stated) = when.period else { return Standing::Same };
    let stated = match (when.fiscal, pack.fiscal_year, base) {
        (Some(offset), Some(begins), Some(base)) => {
            Period::FiscalYear(period::fiscal_year_of(base, begins).saturating_add(offset))
        }
        _ => stated,
    };
    // Where the months of a fiscal year are known, a month or quarter outside it is another time.
    if let (Some(Period::FiscalYear(year)), Some(begins)) = (fact.scope.period, pack.fiscal_year)
        && matches!(stated, Period::Day(_) | Period::Month { .. } | Period::Quarter { .. })
    {
        let (first, last) = period::fiscal_days(year, begins);
        if stated.last() < first || last < stated.first() {
            return Standing::Other;
        }
    }
    match fact.scope.period {
        Some(period) => of_period(stated, period, base),
        // A vote or a result is of one day.
        None => {
            let event =
                matches!(&fact.value, FactValue::Amount { quantity, .. } if quantity.kind() == Kind::Score);
            of_story(stated, base.or(pack.date), counted, event)
        }
    }
}

fn of_period(stated: Period, period: Period, base: Option<NaiveDate>) -> Standing {
    if stated == period {
        return Standing::Same;
    }
    // A school, fiscal or split year and the calendar year it shares most with.
    let loose = |p: Period| matches!(p, Period::FiscalYear(_) | Period::SplitYear(_) | Period::Season { .. });
    // A fiscal year is named by the year it ends in; the calendar year before shares months with it and no more.
    let fiscal = |p: Period| match p {
        Period::FiscalYear(year) | Period::Year(year) => Some(year),
        _ => None,
    };
    if let (Some(a), Some(b)) = (fiscal(stated), fiscal(period))
        && matches!((stated, period), (Period::FiscalYear(_), _) | (_, Period::FiscalYear(_)))
    {
        return match (a - b).abs() {
            0 => Standing::Same,
            1 => Standing::Unsure,
            _ => Standing::Other,
        };
    }
    if loose(period) || loose(stated) {
        let part = matches!(stated, Period::Quarter { .. } | Period::Month { .. } | Period::Season { .. })
            && matches!(period, Period::FiscalYear(_) | Period::SplitYear(_) | Period::Year(_));
        return match stated.overlaps(period) {
            // "in the fourth quarter" is a part of the year and says less.
            true if part => Standing::Unsure,
            true => Standing::Same,
            false => Standing::Other,
        };
    }
    match (stated, period) {
        // "last year" for a quarter or month of it says something else; "in the second quarter" for the year too.
        (Period::Day(day), Period::Day(fact)) => {
            // "since Wednesday", "overnight": the day before the fact's day is its night.
            if (fact - day).num_days().abs() <= 1 { Standing::Unsure } else { Standing::Other }
        }
        // A day of the draft's own week tells when it was said; any other day of the period is only that day.
        (Period::Day(day), _) if period.overlaps(stated) => {
            if base.is_none_or(|b| (b - day).num_days().abs() <= 7) {
                Standing::Same
            } else {
                Standing::Unsure
            }
        }
        (Period::Day(_), _) if base.is_some_and(|b| stated == Period::Day(b)) => Standing::Same,
        // A story dated within a few days of the statement's day tells when it was said, not what it is about.
        (Period::Day(day), _) if base.is_some_and(|b| (b - day).num_days().abs() <= 10) => Standing::Unsure,
        _ if stated.overlaps(period) => Standing::Unsure,
        _ => Standing::Other,
    }
}

/// The time of the event that a date is given for: "last year's festival", "its third-quarter results" are others than
/// this year's and the fourth quarter's.
pub(crate) fn of_event(
    bound: &Bound,
    sentence: &Sentence,
    claim: &Claim,
    fact: &Fact,
    base: Option<NaiveDate>,
) -> Standing {
    let own = match (fact.scope.period, &fact.value) {
        (Some(period), _) => period,
        (None, FactValue::Date(period)) => *period,
        _ => return Standing::Same,
    };
    let first = bound.mentions.partition_point(|m| m.core.start < sentence.tokens.start);
    let of_sentence = bound.mentions.iter().skip(first).take_while(|m| m.core.start < sentence.tokens.end);
    let other = of_sentence.filter(|m| !claim.tokens.contains(&m.core.start)).any(|m| {
        let Value::Date(date) = &m.value else { return false };
        let Some(stated) = date.resolve(base) else { return false };
        match (stated, own) {
            (Period::Quarter { quarter, .. }, Period::Quarter { quarter: of, .. }) => quarter != of,
            // "last year's festival" and not "founded in 1994, the festival starts …"
            (Period::Year(_), _) => matches!(date.form, DateForm::Periods { .. }) && !stated.overlaps(own),
            _ => false,
        }
    });
    if other { Standing::Other } else { Standing::Same }
}

/// A fact without a period is one of the story's own time.
fn of_story(stated: Period, base: Option<NaiveDate>, counted: bool, event: bool) -> Standing {
    let Some(base) = base else { return Standing::Unsure };
    if stated.first() <= base && base <= stated.last() {
        return Standing::Same;
    }
    let days = (base - stated.last()).num_days();
    match stated {
        Period::Day(_) if (0..=7).contains(&days) => {
            if counted || event {
                Standing::Same
            } else {
                Standing::Unsure
            }
        }
        Period::Day(_) | Period::Month { .. } if days.abs() <= 45 && counted => Standing::Unsure,
        _ => Standing::Other,
    }
}

/// Whether a run of capitalised words is one that the pack knows.
pub(crate) fn is_known(entity: &Entity, tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    let keys: Vec<u64> = tokens
        .get(entity.tokens.clone())
        .unwrap_or(&[])
        .iter()
        .filter(|t| t.kind == TokenKind::Word && t.capital)
        .map(|t| t.key)
        .collect();
    if vocabulary.names.contains(&keys) {
        return true;
    }
    let hyphenated = tokens.get(entity.tokens.clone()).unwrap_or(&[]).iter().any(|t| t.is('-'));
    if hyphenated {
        return vocabulary.names.contains(&keys);
    }
    // "Dallas Police Department" begins with a known name, "President Donald Trump" with none.
    keys.iter().all(|k| vocabulary.words.contains(k)) && keys.len() != 2
        || (1..keys.len()).any(|n| keys.get(..n).is_some_and(|head| vocabulary.names.contains(head)))
            && keys.len() > 1
            && !vocabulary.names.iter().any(|n| {
                n.len() > 1
                    && keys.starts_with(n.get(..1).unwrap_or(&[]))
                    && keys.get(1) != n.get(1)
                    && n.len() == keys.len()
            })
}

/// What the names around a value say about its place.
#[expect(clippy::too_many_arguments, reason = "the sentence, the fact and what the pack knows")]
pub(crate) fn names(
    prose: &str,
    tokens: &[Token],
    sentence_start: usize,
    entities: &[Entity],
    costs: &[u16],
    claim: &Claim,
    compiled: &Compiled,
    vocabulary: &Vocabulary,
) -> Standing {
    let cost_of = |entity: &Entity| {
        entity
            .tokens
            .clone()
            .filter_map(|i| costs.get(i.checked_sub(sentence_start)?).copied())
            .min()
            .unwrap_or(FAR)
    };
    // The nearest name that places or owns decides; "In Fort Worth, …" and a sentence's first subject reach over all
    // of it until another one takes over.
    let mut nearest: Option<(u16, Standing)> = None;
    for entity in entities {
        // "Brunner Labs releases its results": the verb is the fact's own, not one of saying.
        let does = tokens.get(entity.tokens.end).is_some_and(|t| matching::fills_any(compiled, prose, t));
        if matches!(entity.role, EntityRole::Speaker) && !does || matches!(entity.role, EntityRole::Other) {
            continue;
        }
        let words = || {
            tokens
                .get(entity.tokens.clone())
                .unwrap_or(&[])
                .iter()
                .filter(|t| t.kind == TokenKind::Word && t.capital)
        };
        let cost = cost_of(entity);
        let opens = entity.tokens.start <= sentence_start + 3;
        let after_value = entity.tokens.start >= claim.tokens.end;
        let weight = if opens && !after_value { cost.min(8) } else { cost };
        // "came from the Hadley Foundation", "for Port Essen": whence and for whom, not where.
        let lead =
            entity.tokens.start.checked_sub(1).and_then(|i| tokens.get(i)).map_or("", |t| t.text(prose));
        let lead2 =
            entity.tokens.start.checked_sub(2).and_then(|i| tokens.get(i)).map_or("", |t| t.text(prose));
        if after_value
            && entity.role == EntityRole::Place
            && [lead, lead2].iter().any(|w| matches!(*w, "from" | "for"))
        {
            continue;
        }
        // "her sixth season on the tour, lives in Bremen": the place is another verb's.
        let between = tokens.get(claim.tokens.end..entity.tokens.start).unwrap_or(&[]);
        let other_verb = after_value
            && between.windows(2).any(|w| {
                matches!(w, [comma, verb] if comma.is(',')
                    && verb.kind == TokenKind::Word
                    && !verb.capital
                    && ["s", "ed"].iter().any(|e| verb.text(prose).ends_with(e)))
            });
        if other_verb {
            continue;
        }
        let reach = if after_value { 5 } else { 16 };
        if weight > reach {
            continue;
        }
        // "during Trump's first week": the owned words are the fact's own brackets.
        if entity.role == EntityRole::Owner
            && tokens
                .get(entity.tokens.end..entity.tokens.end + 2)
                .unwrap_or(&[])
                .iter()
                .any(|t| matching::in_places(compiled, prose, t))
        {
            continue;
        }
        // "ICE made 93 arrests in Houston": a name of the subject itself places nothing.
        if words().all(|t| matching::fills_any(compiled, prose, t))
            && !is_other_edition(prose, tokens, entity, compiled)
        {
            continue;
        }
        let standing = if is_other_edition(prose, tokens, entity, compiled) {
            Standing::Other
        } else if words()
            .all(|t| matching::fills_any(compiled, prose, t) || matching::in_places(compiled, prose, t))
            || is_known(entity, tokens, vocabulary)
        {
            Standing::Same
        } else if entity.role == EntityRole::Subject
            && words().next().is_some_and(|t| matching::fills_any(compiled, prose, t))
        {
            continue; // "Mayor Tilda Brandt" for the mayor's term
        } else if words().any(|t| vocabulary.people.contains(&t.key)) {
            // A known person's name written otherwise, or with other words around it, places nothing.
            continue;
        } else if entity.doubtful {
            Standing::Unsure
        } else {
            Standing::Other
        };
        if nearest.is_none_or(|(w, s)| weight < w || weight == w && standing > s) {
            nearest = Some((weight, standing));
        }
    }
    let named = nearest.map_or(Standing::Same, |(_, standing)| standing);
    named.max(other_number(prose, tokens, sentence_start, costs, vocabulary)).max(wider(
        prose,
        tokens,
        sentence_start,
        costs,
        compiled,
        vocabulary,
    ))
}

/// `the original Slate`, `the first Slate`: the known thing, but another edition of it.
fn is_other_edition(prose: &str, tokens: &[Token], entity: &Entity, compiled: &Compiled) -> bool {
    let Some(before) = entity.tokens.start.checked_sub(1).and_then(|i| tokens.get(i)) else { return false };
    before.kind == TokenKind::Word
        && (lexicon::is(before, Class::OTHER)
            || matches!(before.text(prose), "first" | "older" | "next" | "new"))
        && !matching::fills_any(compiled, prose, before)
}

/// `Ferrite 1 had 190`, `in version 4.1`: a thing of the pack's by another number than the pack's.
fn other_number(
    prose: &str,
    tokens: &[Token],
    start: usize,
    costs: &[u16],
    vocabulary: &Vocabulary,
) -> Standing {
    let other = vocabulary.editions.iter().any(|(name, numbers)| {
        costs.iter().enumerate().any(|(i, _)| {
            let at = start + i;
            let (Some(word), Some(number)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
            // "Kestrel 5 Max": the number is known, the name goes on.
            let longer = tokens.get(at + 2).is_some_and(|t| {
                t.kind == TokenKind::Word
                    && t.capital
                    && !t.quoted
                    && !vocabulary.words.contains(&t.key)
                    && !lexicon::is(t, Class::FUNCTION.and(Class::CALENDAR))
            });
            word.key == *name && is_edition(prose, word, number) && (longer || !numbers.contains(&number.key))
        })
    });
    if other { Standing::Other } else { Standing::Same }
}

/// Words that widen or narrow a statement to another area than the story's, where no name says so.
const AREAS: &[&str] = &[
    "statewide",
    "nationwide",
    "nationally",
    "countywide",
    "worldwide",
    "globally",
    "regionwide",
    "citywide",
    "districtwide",
    "elsewhere",
    "countrywide",
    "overall",
];

/// Nouns that do so after "across the", "in the rest of the".
const AREA_NOUNS: &[&str] = &[
    "state",
    "country",
    "nation",
    "county",
    "world",
    "region",
    "continent",
    "industry",
    "sector",
    "province",
];

fn wider(
    prose: &str,
    tokens: &[Token],
    start: usize,
    costs: &[u16],
    compiled: &Compiled,
    vocabulary: &Vocabulary,
) -> Standing {
    for (i, cost) in costs.iter().enumerate() {
        let at = start + i;
        let Some(token) = tokens.get(at).filter(|t| t.kind == TokenKind::Word) else { continue };
        let text = token.text(prose);
        let opens = i <= 2;
        if *cost > 6 && !opens {
            continue;
        }
        let ours =
            || matching::fills_any(compiled, prose, token) || matching::in_places(compiled, prose, token);
        if token.is_any(prose, AREAS)
            && text != "overall"
            && !ours()
            && !vocabulary.words.contains(&token.key)
        {
            return Standing::Other;
        }
        let over = token.is_any(prose, &["across", "throughout"]);
        if (over || token.is_any(prose, &["in", "on", "of", "for", "around"]))
            && let Some(noun) = area_noun(prose, tokens, at + 1)
            && let Some(area) = tokens.get(noun)
            && !matching::in_places(compiled, prose, area)
            && !vocabulary.words.contains(&area.key)
        {
            // "in the state" alone may be where the story is; opening a sentence or "as a whole" it is wider.
            let whole = tokens.get(noun + 1).is_some_and(|t| t.is_any(prose, &["as", "overall", "alone"]));
            if over || whole || opens {
                return Standing::Other;
            }
        }
    }
    Standing::Same
}

/// The token of the area's noun in "the state", "the rest of the country", "the whole region".
fn area_noun(prose: &str, tokens: &[Token], from: usize) -> Option<usize> {
    let article = tokens.get(from)?;
    if !article.is_any(prose, &["the", "this", "that"]) {
        return None;
    }
    (from + 1..from + 5)
        .take_while(|at| {
            tokens.get(at - 1).is_some_and(|t| {
                *at == from + 1
                    || t.is_any(
                        prose,
                        &[
                            "rest",
                            "whole",
                            "entire",
                            "wider",
                            "of",
                            "the",
                            "surrounding",
                            "neighbouring",
                            "neighboring",
                        ],
                    )
            })
        })
        .find(|at| tokens.get(*at).is_some_and(|t| t.is_any(prose, AREA_NOUNS)))
}

/// The fact's own brackets against the evidence: the nearest place or group that the pack knows must be the fact's.
pub(crate) fn brackets(compiled: &Compiled, evidence: &Evidence<'_>) -> Standing {
    let cost = |place: &Place| place_cost(place, &evidence.seen);
    let own = compiled.places.iter().filter_map(cost).min();
    // Entries of other facts of the pack: another place named nearer than our own is what the value is about.
    let of_pack = evidence.places.iter().filter(|named| named.pack == compiled.pack);
    let other = of_pack.filter(|named| !compiled.places.contains(named.place)).map(|named| named.cost).min();
    if let Some(other) = other
        && own.is_none_or(|own| other < own)
        && other <= 10
    {
        return Standing::Other;
    }
    let needs = compiled.places.iter().any(|p| !p.story);
    if own.is_some() || !needs || compiled.places.iter().any(|p| p.story) && compiled.siblings.is_empty() {
        return Standing::Same;
    }
    Standing::Unsure
}

/// Whether all words of a place or group stand near.
pub(crate) fn is_named(place: &Place, seen: &[Seen]) -> bool {
    place_cost(place, seen).is_some_and(|cost| cost <= 8)
}

/// A place or group that the words around a claim name.
pub(crate) struct Named<'s> {
    pack: u32,
    place: &'s Place,
    cost: u16,
}

/// All of them, of every pack.
pub(crate) fn named<'s>(set: &'s PackSet, seen: &[Seen]) -> Vec<Named<'s>> {
    let places = set.places_in(seen);
    places.filter_map(|(pack, place)| Some(Named { pack, place, cost: place_cost(place, seen)? })).collect()
}

fn place_cost(place: &Place, seen: &[Seen]) -> Option<u16> {
    place
        .phrases
        .iter()
        .filter_map(|phrase| {
            let mut worst = 0;
            for word in phrase {
                worst = worst.max(
                    seen.iter()
                        .filter(|s| s.key == word.key || s.stem == word.stem || s.root == word.root)
                        .map(|s| s.cost)
                        .min()?,
                );
            }
            (!phrase.is_empty()).then_some(worst)
        })
        .min()
}
