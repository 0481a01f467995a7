//! One claim against one fact: how well its words fill the subject, whether the values agree, whether it may speak.

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::claim::{Claim, Form};
use crate::fact::{Fact, FactValue, Measure};
use crate::judge::fact::bar::{self, Case};
use crate::judge::fact::compare::{compare, dressed, rose_or_fell};
use crate::judge::fact::evidence::{Evidence, Seen};
use crate::judge::fact::focus::Bearing;
use crate::judge::fact::hold::{Context, Slip};
use crate::judge::fact::index::{Compiled, Need, tied};
use crate::judge::fact::matching::{self, Match};
use crate::judge::fact::place::{self, Standing};
use crate::judge::fact::reading::Reading;
use crate::judge::fact::slip::{self, Strength};
use crate::judge::fact::trace::{Apart, Scoped};
use crate::mention::{DateForm, Hedge, Mention, Value};
use crate::period::Period;
use crate::quantity::{Dimension, Quantity};
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// A claim held against one fact.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    pub(super) fact: u32,
    pub(super) compared: Result<(), Slip>,
    pub(super) found: Match,
    /// Fit to speak: complete, near, in scope, asserted.
    pub(super) speaks: bool,
    pub(super) why_not: &'static str,
    /// How strongly a wrong figure looks like a slip of the fact's.
    pub(super) slip: Strength,
    pub(super) exact: bool,
    /// Equal in so many digits that it can be no other figure.
    pub(super) telling: bool,
    /// How its scope stands to the fact's.
    pub(super) scoped: Scoped,
}

/// The cost beyond which even an equal value is no statement of the fact. A guess that the development drafts bear out.
const AGREE_REACH: u16 = 26;

/// Holds a claim against one fact, or says why the two have nothing to do with each other.
pub(super) fn weigh(
    context: &Context<'_>,
    claim: &Claim,
    costs: &[u16],
    evidence: &Evidence<'_>,
    fact_index: u32,
    compiled: &Compiled,
    beside: &[(usize, &Claim, Vec<u16>)],
) -> Result<Weighed, Apart> {
    let fact = context.set.fact(compiled).ok_or(Apart::Unnamed)?;
    let pack = context.set.packs().get(compiled.pack as usize).ok_or(Apart::Unnamed)?;
    let vocabulary = context.set.vocabularies.get(compiled.pack as usize).ok_or(Apart::Unnamed)?;
    if !in_force(fact, context.reading.base) {
        return Err(Apart::NotInForce);
    }
    let sentence = context.reading.text.sentences.get(context.index).ok_or(Apart::Unnamed)?;
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    // Most facts that have a word here have another number and not all of their words: no need to ask further.
    if !evidence.near_misses && differs(context, evidence, fact_index) {
        let told = context.reading.bearings.get(compiled.pack as usize) == Some(&Bearing::Told);
        let mut found = matching::fill_slots(compiled, evidence, told);
        complete(context, claim, fact, compiled, Err(Slip::Number), 0, &evidence.seen, &mut found);
        if !found.complete {
            return Err(Apart::Unnamed);
        }
    }
    let mention = claim.mention.and_then(|m| context.bound.mentions.get(m));
    let compared = compare(claim, mention, fact, compiled, context.reading.base).ok_or(Apart::OtherKind)?;
    // What the fact's own note says is right where it stands.
    if compared.is_err()
        && mention.is_some_and(|m| matches!(&m.value, Value::Amount(q) if compiled.noted.contains(q)))
    {
        return Err(Apart::Noted);
    }
    let compared = if compared.is_ok() && rose_or_fell(context, claim, fact_index, fact) {
        Err(Slip::Direction)
    } else {
        compared
    };
    let told = context.reading.bearings.get(compiled.pack as usize) == Some(&Bearing::Told);
    // A unit that the number takes over from one farther on ("down two to 54 percent") is not the writer's slip.
    if compared == Err(Slip::Unit) && mention.is_some_and(|m| bare_figure(prose, m)) {
        return Err(Apart::OtherKind);
    }
    let slip = if compared.is_err() { slip_of(mention, fact, context.reading.base) } else { 0 };
    // "until Feb. 20" says nothing of what lasts till then, unless the day is all but the fact's.
    let told = told
        && !(compiled.only_aspect
            && compared.is_err()
            && slip == 0
            && !near_date(mention, fact, context.reading.base));
    let mut found = matching::fill_slots(compiled, evidence, told);
    // "growth was 9,100 acres": only one fact is of such a growth.
    let only_change = compiled.only_change
        && slip >= slip::FAIR - 1
        && matches!((claim.form, fact.measure), (Form::Change(said), Measure::Change(wanted)) if said == wanted);
    let slip = if only_change { slip.max(slip::FAIR) } else { slip };
    let same_kind = compared != Err(Slip::Unit);
    // A figure that can be no other one states its fact in any words.
    let own_figure = compared.is_ok() && told && mention.is_some_and(no_other);
    if found.filled == 0 && slip < slip::STRONG && !(only_change && same_kind) && !own_figure {
        return Err(Apart::Unnamed);
    }
    if found.cost > AGREE_REACH && found.head_cost > AGREE_REACH {
        return Err(Apart::Far);
    }
    // Two digits are enough where the subject is said in full.
    let digits = slip;
    let slip = if found.complete && slip == slip::FAIR - 1 { slip::FAIR } else { slip };
    found.complete |= only_change;
    complete(context, claim, fact, compiled, compared, slip, &evidence.seen, &mut found);
    // A wrong value of half a subject decides nothing.
    if !found.complete && compared.is_err() && !evidence.near_misses {
        return Err(Apart::Unnamed);
    }
    let exact = compared.is_ok() && mention.is_some_and(telling);
    let mut weighed = Weighed {
        fact: fact_index,
        compared,
        found,
        speaks: false,
        why_not: "",
        slip,
        exact,
        telling: exact && mention.is_some_and(unmistakable),
        scoped: Scoped::default(),
    };
    let counted = matches!(fact.measure, Measure::Count | Measure::When | Measure::Rank);
    let when = context.when(claim);
    let time = if fact.measure == Measure::When {
        place::of_event(context.bound, sentence, claim, fact, context.reading.base)
    } else {
        place::time(&when, fact, pack, context.reading.base, counted)
    };
    if later_period_meant(context, claim, fact_index, fact) {
        return Err(Apart::LaterPeriod);
    }
    let names = place::names(
        prose,
        tokens,
        sentence.tokens.start,
        context.entities,
        costs,
        claim,
        compiled,
        vocabulary,
    );
    let brackets = place::brackets(compiled, evidence);
    // "of the class of 2029" names the group, not the time.
    let time = match when.period {
        Some(Period::Year(year)) if time != Standing::Same => {
            let year = crate::text::key_of(&year.to_string());
            let named =
                compiled.places.iter().flat_map(|p| p.phrases.iter().flatten()).any(|w| w.key == year);
            if named { Standing::Same } else { time }
        }
        _ => time,
    };
    // "By noon it was 63 F": a temperature is of its hour.
    let hour = mention.is_some_and(|m| matches!(&m.value, Value::Amount(Quantity::Measure { unit, .. }) if unit.dimension() == Dimension::Temperature))
        && mentions_in(&context.bound.mentions, &sentence.tokens)
            .any(|m| matches!(m.value, Value::Amount(Quantity::Clock(_))));
    let time = if hour { Standing::Other } else { time };
    // The fact's own digits are of its own time, however the text names it.
    let time = if slip >= slip::STRONG { Standing::Same } else { time };
    weighed.scoped = Scoped { time, names, brackets };
    let names =
        if slip >= slip::STRONG || slip >= slip::FAIR && found.complete { Standing::Same } else { names };
    if time == Standing::Other || names == Standing::Other || brackets == Standing::Other {
        weighed.why_not = "another place, group or time";
        // Another place's figure is no statement of this fact, right or wrong; an equal figure that only its time
        // sets apart is taken for it.
        let meant = weighed.exact
            && (found.complete || weighed.telling)
            && names != Standing::Other
            && brackets != Standing::Other;
        return if meant { Ok(weighed) } else { Err(Apart::Elsewhere(weighed.scoped)) };
    }
    let case = Case {
        context,
        claim,
        mention,
        fact,
        compiled,
        vocabulary,
        found: &found,
        compared,
        slip,
        digits,
        time,
        names,
        brackets,
        beside,
    };
    let why_not = bar::why_not(&case);
    weighed.speaks = why_not.is_none();
    weighed.why_not = why_not.unwrap_or_default();
    Ok(weighed)
}

/// Whether a whole count is surely another one than the fact's, and no slip of it.
fn differs(context: &Context<'_>, evidence: &Evidence<'_>, fact_index: u32) -> bool {
    let wanted = context.set.reach.get(fact_index as usize).and_then(|reach| reach.whole);
    matches!((evidence.whole, wanted), (Some(said), Some(wanted)) if !said.may_be(wanted))
}

/// The mentions of a sentence.
fn mentions_in<'m>(mentions: &'m [Mention], sentence: &Range<usize>) -> impl Iterator<Item = &'m Mention> {
    let first = mentions.partition_point(|m| m.core.start < sentence.start);
    let end = sentence.end;
    mentions.iter().skip(first).take_while(move |m| m.core.start < end)
}

/// A claim without a period is about the latest one that is not after the draft's date.
fn later_period_meant(context: &Context<'_>, claim: &Claim, fact_index: u32, fact: &Fact) -> bool {
    let (Some(_), Some(base)) = (fact.scope.period, context.reading.base) else { return false };
    let later = context.set.times.get(fact_index as usize).and_then(|times| times.later);
    later.is_some_and(|first| first <= base)
        && context.when(claim).period.is_none()
        && !matches!(claim.form, Form::Origin)
}

/// What may stand in for a missing word of the subject.
#[expect(clippy::too_many_arguments, reason = "the claim, the fact and what is known of the two")]
fn complete(
    context: &Context<'_>,
    claim: &Claim,
    fact: &Fact,
    compiled: &Compiled,
    compared: Result<(), Slip>,
    slip: Strength,
    seen: &[Seen],
    found: &mut Match,
) {
    if found.complete || compiled.slots.is_empty() || another_number(context, fact) {
        return;
    }
    let tokens = &context.reading.text.tokens;
    let required = compiled.slots.iter().filter(|s| s.need == Need::Required).count();
    let some = required > found.missing;
    // "ICE": the short name of whoever acts is said once a text, not with every figure.
    if found.missing == 1 && some && matching::missing_acronym(compiled, context.reading.acronyms) {
        found.complete = true;
        found.cost += 2;
        return;
    }
    // "he won 86 percent": whose, the story says; the figure itself is a slip of the fact's.
    let placed = !compiled.places.is_empty() && compiled.places.iter().all(|p| place::is_named(p, seen));
    if found.missing == 1 && found.missing_name && some && (slip >= slip::FAIR - 1 || placed) {
        found.complete = true;
        found.cost += 2;
        return;
    }
    // "65 fewer people were killed" for murder victims: people stand for any kind of person.
    let counts_people =
        claim.counted.as_ref().and_then(|c| tokens.get(c.words.clone())).is_some_and(|words| {
            let prose = context.reading.prose;
            // "21 injured people" are of a kind of their own.
            words.iter().any(|t| lexicon::is(t, Class::GENERIC))
                && words.iter().take_while(|t| !lexicon::is(t, Class::GENERIC)).all(|t| {
                    lexicon::is(t, Class::COLOUR.and(Class::FUNCTION).and(Class::MORE).and(Class::LESS))
                        || matching::fills_any(compiled, prose, t)
                })
        });
    if found.missing == 1
        && found.missing_head
        && some
        && counts_people
        && !matches!(fact.measure, Measure::When)
    {
        found.complete = true;
        found.cost += 1;
        return;
    }
    // The fact's own digits with a slip in them point to it even where its subject is only half said.
    if slip >= slip::STRONG
        || slip >= slip::FAIR
            && (found.first.is_some() || found.from_before)
            && (found.missing == 1 || !found.missing_head)
    {
        found.complete = true;
        found.cost = found.cost.min(4);
        found.head_cost = found.head_cost.min(found.cost);
        return;
    }
    if found.missing == 1
        && !found.missing_restrictive
        && label_names(context.reading, compiled)
        && matches!(compared, Err(Slip::Number | Slip::Unit))
    {
        found.complete = true;
        found.cost += 1;
        return;
    }
    let names_the_kind = compiled.only_kind && !matches!(fact.measure, Measure::Change(_));
    // A value of a kind that only this fact has points to it as well.
    if names_the_kind && !found.borrowed && some && found.missing == 1 {
        found.complete = true;
        found.cost += 2;
        found.head_cost = found.head_cost.min(found.cost);
    }
}

/// "Support for version 3" where the fact is of version 4: nothing stands in for a number that is another one.
fn another_number(context: &Context<'_>, fact: &Fact) -> bool {
    let Some(sentence) = context.reading.text.sentences.get(context.index) else { return false };
    let tokens = context.reading.text.tokens.get(sentence.tokens.clone()).unwrap_or(&[]);
    let prose = context.reading.prose;
    fact.subject.words.windows(2).any(|pair| {
        let [word, number] = pair else { return false };
        let ([word], [number]) = (word.alternatives.as_slice(), number.alternatives.as_slice()) else {
            return false;
        };
        if !number.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let key = crate::text::key_of(word);
        tokens.windows(2).any(|w| {
                matches!(w, [a, b] if a.word(key) && b.kind == TokenKind::Number && b.text(prose) != number.as_str())
            })
    })
}

/// A run-in of nothing but words of the subject (`**The trade-in.**`) names it.
fn label_names(reading: &Reading<'_>, compiled: &Compiled) -> bool {
    let label = reading.text.tokens.get(reading.run_in.clone()).unwrap_or(&[]);
    let words = || label.iter().filter(|t| t.kind == TokenKind::Word && !lexicon::is(t, Class::FUNCTION));
    let required = |t: &Token| matching::fills_required(compiled, reading.prose, t);
    words().any(required) && words().all(|t| matching::fills_any(compiled, reading.prose, t))
}

/// How strongly a wrong value looks like a slip of the fact's.
pub(super) fn slip_of(mention: Option<&Mention>, fact: &Fact, base: Option<NaiveDate>) -> Strength {
    let Some(mention) = mention.filter(|m| m.hedge == Hedge::Exact || m.hedge == Hedge::About) else {
        return 0;
    };
    match (&mention.value, &fact.value) {
        // The right figure with the wrong direction.
        (Value::Amount(said), FactValue::Amount { quantity, .. }) if said == quantity => {
            quantity.amount().map_or(0, |a| if slip::significant(a) > 1 { slip::FAIR } else { 0 })
        }
        (Value::Amount(said), FactValue::Amount { quantity, .. }) => {
            slip::of_figure(&dressed(said, quantity, &fact.line), quantity, fact)
        }
        (Value::Range { low, high }, FactValue::Range { low: l, high: h }) => {
            slip::of_range((low, high), (l, h), fact)
        }
        (Value::Date(date), FactValue::Date(period)) => match date.resolve(base) {
            Some(stated) if slip::of_date(stated, *period) => slip::FAIR,
            _ => 0,
        },
        _ => 0,
    }
}

/// A date within ten days of the fact's.
fn near_date(mention: Option<&Mention>, fact: &Fact, base: Option<NaiveDate>) -> bool {
    match (mention.map(|m| &m.value), &fact.value) {
        (Some(Value::Date(date)), FactValue::Date(period)) => {
            date.resolve(base).is_some_and(|stated| (stated.first() - period.first()).num_days().abs() <= 10)
        }
        _ => false,
    }
}

/// Digits or number words without a sign or word that says what they are.
fn bare_figure(prose: &str, mention: &Mention) -> bool {
    let text = mention.core_span.slice(prose);
    matches!(mention.value, Value::Amount(Quantity::Percent(_) | Quantity::Points(_)))
        && !text.contains('%')
        && !["per", "pct", "point", "bp", "pp"].iter().any(|word| text.contains(word))
}

/// Valid on the draft's day.
fn in_force(fact: &Fact, base: Option<NaiveDate>) -> bool {
    let Some(base) = base else { return true };
    fact.from.is_none_or(|from| base >= from) && fact.until.is_none_or(|until| base <= until)
}

/// A fact whose value is no coincidence when a text states it.
pub(crate) fn is_telling(fact: &Fact) -> bool {
    match &fact.value {
        FactValue::Amount { quantity, .. } => {
            quantity.amount().is_none_or(|a| a.normalize().mantissa().unsigned_abs() >= 13)
        }
        FactValue::Range { .. } | FactValue::Date(_) | FactValue::DateRange { .. } => true,
        FactValue::Name(_) | FactValue::Wording(_) => false,
    }
}

/// A figure that can be no other one: it states its fact in any words.
pub(super) fn no_other(mention: &Mention) -> bool {
    telling(mention) && (unmistakable(mention) || points_here(mention))
}

/// A unit, a currency, a decimal or a day: few other things of a story have it.
fn points_here(mention: &Mention) -> bool {
    match &mention.value {
        Value::Amount(Quantity::Percent(n)) => n.scale() > 0,
        Value::Amount(quantity) => tied(quantity),
        Value::Date(date) => !matches!(date.form, DateForm::Days(_) | DateForm::Periods { .. }),
        _ => false,
    }
}

/// Three digits, or thousands and more: no other figure of a story is likely to be equal.
fn unmistakable(mention: &Mention) -> bool {
    match &mention.value {
        Value::Amount(quantity) => quantity.amount().is_some_and(|a| {
            slip::significant(a) > 2 || slip::significant(a) == 2 && a >= Decimal::ONE_THOUSAND
        }),
        _ => false,
    }
}

/// A value that is no coincidence when it is equal: three significant digits, or a unit.
fn telling(mention: &Mention) -> bool {
    if !matches!(mention.hedge, Hedge::Exact | Hedge::About) {
        return false; // a bound holds many values
    }
    match &mention.value {
        Value::Amount(q) => match q {
            Quantity::Count(n) => n.normalize().mantissa().unsigned_abs() >= 13,
            _ => true,
        },
        Value::Range { .. } | Value::Date(_) => true,
        Value::Times(_) | Value::Vague { .. } => false,
    }
}
