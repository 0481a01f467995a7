//! Why a claim that matches a fact does not speak of it.

use crate::claim::{self, Claim, Form, Stance};
use crate::fact::{Direction, Fact, FactStance, FactValue, Measure};
use crate::judge::fact::counted::counted_bars;
use crate::judge::fact::evidence::refers_back;
use crate::judge::fact::hold::{Context, Slip};
use crate::judge::fact::index::{Aspect, Compiled, Need};
use crate::judge::fact::matching::{self, Match};
use crate::judge::fact::neighbour::{
    governed_by_other, group_differs, hangs_elsewhere, headers_fit, leads_compound, other_thing, owned_by_it,
    restricted, unknown_owner,
};
use crate::judge::fact::place::Standing;
use crate::judge::fact::reading::Reading;
use crate::judge::fact::slip::{self, Strength};
use crate::judge::fact::vocabulary::Vocabulary;
use crate::judge::fact::{distance, message};
use crate::mention::{CalendarUnit, DateForm, Mention, Shift, Value, mention_at};
use crate::period::Period;
use crate::quantity::Quantity;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// A claim held against a fact, with all that may speak against it.
pub(super) struct Case<'c> {
    pub(super) context: &'c Context<'c>,
    pub(super) claim: &'c Claim,
    pub(super) mention: Option<&'c Mention>,
    pub(super) fact: &'c Fact,
    pub(super) compiled: &'c Compiled,
    pub(super) vocabulary: &'c Vocabulary,
    pub(super) found: &'c Match,
    pub(super) compared: Result<(), Slip>,
    /// How strongly a wrong figure looks like a slip of the fact's.
    pub(super) slip: Strength,
    /// The same without what the subject said in full adds to it.
    pub(super) digits: Strength,
    /// How its time, its names and its brackets stand to the fact's.
    pub(super) time: Standing,
    pub(super) names: Standing,
    pub(super) brackets: Standing,
    /// The claims of the sentence with their costs.
    pub(super) beside: &'c [(usize, &'c Claim, Vec<u16>)],
}

/// The first reason for which a claim does not speak of a fact; `None` where it does.
///
/// A trace shows the reason, so the order goes from what says most to what says least.
pub(super) fn why_not(case: &Case<'_>) -> Option<&'static str> {
    let Case { context, claim, mention, fact, compiled, vocabulary, found, compared, slip, .. } = *case;
    let Case { time, names, brackets, beside, .. } = *case;
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    let floor = context.reading.text.sentences.get(context.index).map_or(0, |s| s.tokens.start);
    let another = |at: Option<usize>| {
        at.is_some_and(|at| {
            other_thing(prose, tokens, &context.bound.mentions, floor, compiled, vocabulary, at)
        })
    };
    let reason = if let Some(why) = stance_bars(claim, fact, compiled, compared, slip) {
        why
    } else if !found.complete {
        "the subject is only partly named"
    } else if time == Standing::Unsure && slip < slip::FAIR {
        "the time is not sure"
    } else if (names == Standing::Unsure || context.foreign && !compiled.other) && slip < slip::FAIR {
        "it may be about another"
    } else if brackets != Standing::Same && slip < slip::FAIR {
        "the place or group is not sure"
    } else if slip < slip::FAIR && some_of_them(context, claim) {
        "only some of them"
    } else if slip < slip::FAIR && borrows_modifier(context, found) {
        "the subject is only partly named"
    } else if slip < slip::FAIR && special_condition(context, claim, compiled, vocabulary) {
        "under a condition of its own"
    } else if slip < slip::FAIR && !headers_fit(context.reading, compiled, vocabulary) {
        "the table's header names another"
    } else if owned_by_it(context, compiled, found) {
        "it may be somebody else's"
    } else if let Some(why) = form_bars(context, claim, fact, compiled, slip) {
        why
    } else if slip >= slip::STRONG || case.digits >= slip::FAIR && found.in_full {
        // The fact's own digits: what else the grammar says matters less, but for which end a date names.
        return match fact.measure {
            Measure::When => measure_bars(context, claim, mention, compiled, vocabulary, fact, found),
            _ => None,
        };
    } else if slip < slip::FAIR && dated_otherwise(context, fact, found) {
        "another time's"
    } else if slip < slip::FAIR
        // "the rest continuing until Feb. 20": whatever goes on till then is what a start or an end is of.
        && !(fact.measure == Measure::When && said_aspect(context, claim).is_some())
        && ascribed_to_another(context, claim, compiled, vocabulary)
    {
        "the clause is about another thing"
    } else if alone(context, claim, compiled) {
        "only some of them"
    } else if unknown_owner(context, claim, compiled, vocabulary) {
        "it may be somebody else's"
    } else if let Some(why) = counted_bars(context, claim, mention, fact, compiled, found) {
        why
    } else if found.cost > reach(context, claim, fact, found) && slip < slip::FAIR {
        "the subject stands too far away"
    } else if (found.head_borrowed || found.borrowed && found.first.is_none())
        && slip < slip::FAIR
        && !may_borrow(context, claim, compiled, vocabulary)
    {
        "the subject stands in another sentence"
    } else if slip < slip::FAIR && nearer_value(context, claim, found, beside) {
        "another value stands nearer"
    } else if another(found.first) || another(found.head) {
        "a word makes it another thing"
    } else if slip < slip::FAIR
        && found.head.is_some_and(|at| governed_by_other(context, claim, compiled, at))
    {
        "the subject is part of another phrase"
    } else if found.head.is_some_and(|at| leads_compound(context, claim, compiled, at)) {
        "a word makes it another thing"
    } else if [found.first, found.head, found.last]
        .into_iter()
        .flatten()
        .any(|at| restricted(context, claim, compiled, vocabulary, at))
    {
        "only some of them"
    } else if slip < slip::FAIR && group_differs(context, claim, compiled) {
        "another group"
    } else {
        return measure_bars(context, claim, mention, compiled, vocabulary, fact, found);
    };
    Some(reason)
}

/// The cost beyond which a value that differs is about something else. A guess that the development drafts bear out.
const SPEAK_REACH: u16 = 9;

/// Reasons of stance for which a claim does not speak.
fn stance_bars(
    claim: &Claim,
    fact: &Fact,
    compiled: &Compiled,
    compared: Result<(), Slip>,
    slip: Strength,
) -> Option<&'static str> {
    let planned = compiled.wanted
        || matches!(fact.stance, FactStance::Forecast | FactStance::Target | FactStance::Estimate);
    match claim.stance {
        Stance::Asserted => None,
        // "budgeted at $46 million": a plan with the fact's own digits is the fact's plan.
        Stance::Planned | Stance::Forecast | Stance::Target if slip >= slip::FAIR => None,
        Stance::Hypothetical if slip >= slip::FAIR && fact.measure == Measure::When => None,
        Stance::Negated if claim.mention.is_none() => None,
        Stance::Negated => Some("the statement is negated"),
        Stance::Forecast | Stance::Target if planned => None,
        Stance::Planned if planned || !matches!(fact.measure, Measure::Change(_)) => None,
        Stance::Planned => Some("a plan"),
        // What is scheduled is expected: "is expected on Oct. 23".
        Stance::Forecast | Stance::Target if fact.measure == Measure::When => None,
        Stance::Hypothetical if planned && compared.is_ok() => None,
        // "may", "can": a limit is a permission.
        Stance::Hypothetical if compiled.limit => None,
        Stance::Forecast => Some("a forecast"),
        Stance::Target => Some("a target"),
        Stance::Hypothetical => Some("a supposition"),
        Stance::Question => Some("a question"),
        Stance::Disputed => Some("somebody else's figure"),
        Stance::Outdated => Some("an earlier or corrected figure"),
    }
}

/// Whether the claim's form is the fact's measure.
fn form_bars(
    context: &Context<'_>,
    claim: &Claim,
    fact: &Fact,
    compiled: &Compiled,
    slip: Strength,
) -> Option<&'static str> {
    let more = says_more(context, claim);
    // "fell to 6.6 pct in March from 6.7 pct in February": the earlier value with a time of its own is a level then.
    let dated = claim.when.near && claim.when.period.is_some() && claim.when.period == fact.scope.period;
    let change = matches!(fact.measure, Measure::Change(_));
    if compiled.per && claim.form != Form::Rate && slip < slip::FAIR {
        return Some("not per anything");
    }
    match claim.form {
        Form::Change(_) if change => None,
        // "the loss of 957 students" for a drop of 597
        Form::Change(_) | Form::Plain | Form::Rate if slip >= slip::FAIR => None,
        Form::Change(_) => Some("a change, not a level"),
        Form::Plain if change => Some("a level, not a change"),
        Form::Result(_) if change => Some("the result of a change"),
        Form::Result(_) | Form::Plain => None,
        Form::Origin if !change && (dated || slip >= slip::STRONG) => None,
        Form::Origin => Some("where a change began"),
        // "three additional seats" for a gain of two
        Form::Part
            if more
                && (matches!(fact.measure, Measure::Change(Direction::Up))
                    || matching::fills_word(compiled, "extra")) =>
        {
            None
        }
        Form::Part if slip >= slip::STRONG => None,
        Form::Part => Some("a part"),
        Form::Rate if compiled.rate || compiled.limit => None,
        Form::Rate => Some("an average or a rate"),
    }
}

/// `three additional seats`, `another three`: a number that comes on top.
fn says_more(context: &Context<'_>, claim: &Claim) -> bool {
    const MORE: &[&str] = &["additional", "extra", "more", "further", "another", "new"];
    let tokens = &context.reading.text.tokens;
    let beside = [claim.tokens.start.checked_sub(1), Some(claim.tokens.end)];
    beside.into_iter().flatten().filter_map(|i| tokens.get(i)).any(|t| t.is_any(context.reading.prose, MORE))
}

/// Bars of particular measures.
fn measure_bars(
    context: &Context<'_>,
    claim: &Claim,
    mention: Option<&Mention>,
    compiled: &Compiled,
    vocabulary: &Vocabulary,
    fact: &Fact,
    found: &Match,
) -> Option<&'static str> {
    let Some(mention) = mention else {
        // A bare direction needs its subject right before it, in its own words.
        let near = found.head_cost <= 2 && !found.head_borrowed && !found.head_by_root;
        let left = found.head.is_some_and(|h| h < claim.tokens.start);
        let tokens = &context.reading.text.tokens;
        // "the fall in the dollar": what went down stands behind it.
        let noun = claim
            .tokens
            .start
            .checked_sub(1)
            .and_then(|i| tokens.get(i))
            .is_some_and(|t| lexicon::is(t, Class::DETERMINER.and(Class::COLOUR)));
        let of = tokens.get(claim.tokens.end).is_some_and(|t| t.is_any(context.reading.prose, &["in", "of"]));
        if noun && of && left {
            return Some("the direction may be another's");
        }
        let same_voice = found.head.and_then(|h| tokens.get(h)).map(|t| t.quoted)
            == tokens.get(claim.tokens.start).map(|t| t.quoted);
        return (!near || !left || !same_voice).then_some("the direction may be another's");
    };
    if fact.measure == Measure::Share
        && let Some(why) = share_of_another(context, claim, compiled, vocabulary, found)
    {
        return Some(why);
    }
    if fact.measure == Measure::When && matches!(mention.value, Value::Date(_)) {
        let sentence = context.reading.text.sentences.get(context.index)?;
        // What is still expected is none of what is long over.
        let over = match (context.reading.base, &fact.value) {
            (Some(base), FactValue::Date(period)) => (base - period.last()).num_days() > 31,
            _ => false,
        };
        if over && matches!(claim.stance, Stance::Forecast | Stance::Target | Stance::Planned) {
            return Some("the event is over");
        }
        let since = claim.tokens.start.checked_sub(1).and_then(|i| context.reading.text.tokens.get(i));
        let paired = since.is_some_and(|t| t.is_any(context.reading.prose, &["and", "to"]))
            && claim.tokens.start.checked_sub(2).is_some_and(|i| {
                mention_at(&context.bound.mentions, i).is_some_and(|m| matches!(m.value, Value::Date(_)))
            });
        // "shut since mid-May" says when it began.
        let began = compiled.aspect == Some(Aspect::Start)
            && since.is_some_and(|t| t.is_any(context.reading.prose, &["since"]));
        if began {
            return None;
        }
        let own_end = compiled.aspect.is_some() && said_aspect(context, claim) == compiled.aspect;
        if paired && !own_end
            || since.is_some_and(|t| {
                t.is_any(context.reading.prose, &["since", "before", "after", "by", "between"])
            })
        {
            return Some("the date only bounds it");
        }
        let opens = mention.core.start <= sentence.tokens.start + 2;
        // "was announced on Feb. 18" dates the announcement.
        let told = context
            .reading
            .text
            .tokens
            .get(claim.tokens.start.saturating_sub(2)..claim.tokens.start)
            .unwrap_or(&[]);
        let own = |t: &Token| matching::fills_any(compiled, context.reading.prose, t);
        // "get their say" tells nothing.
        let noun = |i: usize| {
            (claim.tokens.start + i).checked_sub(told.len() + 1).is_some_and(|before| {
                context.reading.text.tokens.get(before).is_some_and(|t| lexicon::is(t, Class::DETERMINER))
            })
        };
        if told.iter().enumerate().any(|(i, t)| lexicon::is_or_stem(t, Class::SPEECH) && !own(t) && !noun(i))
        {
            return Some("the date belongs to another verb");
        }
        // "a column on Saturday misidentified the date of the election": what follows a date is not dated by it,
        // unless the date opens its sentence or stands for its label.
        let all_after = found.first.is_some_and(|f| f >= mention.core.end);
        // "… on Wednesday, when the council holds its hearing"
        let tokens = &context.reading.text.tokens;
        let when = tokens.get(mention.core.end).is_some_and(|t| t.is(','))
            && tokens.get(mention.core.end + 1).is_some_and(|t| t.is_any(context.reading.prose, &["when"]));
        if all_after && !opens && !when && context.reading.labels.is_empty() {
            return Some("the date belongs to another verb");
        }
        if tokens
            .get(sentence.tokens.clone())
            .unwrap_or(&[])
            .iter()
            .any(|t| t.is_any(context.reading.prose, HABIT))
        {
            return Some("a habit, not one day");
        }
        if another_edition(context, mention, fact) {
            return Some("another time's");
        }
        if told_by_distance(context, mention, found) {
            return Some("the event is so much later");
        }
        if says_too_little(context, mention, fact, compiled, found) {
            return Some("the date says too little");
        }
        if said_aspect(context, claim).is_some_and(|said| compiled.aspect.is_some_and(|own| own != said)) {
            return Some("the other end");
        }
        if found.borrowed && found.missing > 0 {
            return Some("the event stands in another sentence");
        }
    }
    // "to export no oil": none of many is no miscount.
    if let (Value::Amount(Quantity::Count(said)), FactValue::Amount { quantity, .. }) =
        (&mention.value, &fact.value)
        && said.is_zero()
        && quantity.amount().is_some_and(|a| a > rust_decimal::Decimal::ONE_HUNDRED)
    {
        return Some("a figure of another size");
    }
    // "was 11 cars long": a size, and no count.
    if fact.measure == Measure::Count
        && claim.counted.as_ref().is_some_and(|c| {
            let words = context.reading.text.tokens.get(c.words.start..c.words.end + 1).unwrap_or(&[]);
            words
                .iter()
                .skip(1)
                .any(|t| t.is_any(context.reading.prose, &["long", "wide", "deep", "high", "tall", "thick"]))
        })
    {
        return Some("a size, not a count");
    }
    // A slip keeps the digits or at least the size; a figure of another size is about another thing.
    if let (Value::Amount(said), FactValue::Amount { quantity, .. }) = (&mention.value, &fact.value)
        && message::far_off(said, quantity)
        && !anothers_value(context, said)
    {
        return Some("a figure of another size");
    }
    None
}

/// "30% of plea bargains" says what share of them, "31 percent of their capacity" of what else: neither is the share
/// that the fact's subject has of the fact's own whole.
fn share_of_another(
    context: &Context<'_>,
    claim: &Claim,
    compiled: &Compiled,
    vocabulary: &Vocabulary,
    found: &Match,
) -> Option<&'static str> {
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    if !tokens.get(claim.tokens.end).is_some_and(|t| t.is_any(prose, &["of"])) {
        return None;
    }
    let phrase = tokens.get(claim.tokens.end + 1..claim.tokens.end + 6).unwrap_or(&[]);
    let nouns = phrase
        .iter()
        .take_while(|t| {
            t.kind == TokenKind::Word
                && !lexicon::is(
                    t,
                    Class::PREPOSITION
                        .and(Class::AUXILIARY)
                        .and(Class::MODAL)
                        .and(Class::CONJUNCTION)
                        .and(Class::RELATIVE),
                )
                && !lexicon::is_or_stem(t, Class::SPEECH)
        })
        .count();
    // A plural ends its phrase: "registered voters | support".
    let plural = phrase.iter().take(nouns).position(|t| {
        t.text(prose).ends_with('s') && !t.text(prose).ends_with("ss") && !lexicon::is(t, Class::DETERMINER)
    });
    let nouns = plural.map_or(nouns, |at| at + 1);
    let end = claim.tokens.end + 1 + nouns;
    // All that the fact's subject says is said by the whole itself.
    let whole = found.first.is_some_and(|first| first > claim.tokens.end)
        && found.last.is_some_and(|last| last < end)
        && !found.borrowed
        && compiled.places.iter().any(|p| !p.story);
    let known = |t: &Token| {
        matching::fills_any(compiled, prose, t)
            || matching::in_places(compiled, prose, t)
            || t.capital
            || vocabulary.words.contains(&t.key)
            || lexicon::is(t, Class::GENERIC.and(Class::PRONOUN))
            || t.is_any(prose, &["total", "whole", "all", "respondents", "those", "voters", "vote", "votes"])
    };
    let own = tokens.get(claim.tokens.end + 1..end).unwrap_or(&[]);
    // "31 percent of their capacity"
    let theirs = own.first().is_some_and(|t| t.is_any(prose, &["its", "their", "his", "her", "our"]));
    if theirs && plural.is_none() && own.len() > 1 && !own.iter().skip(1).any(known) {
        return Some("a share of something else");
    }
    whole.then_some("a share of them, not their share")
}

/// The figure is that of another fact: the likeliest slip of all.
fn anothers_value(context: &Context<'_>, said: &Quantity) -> bool {
    context.candidates.iter().filter_map(|i| context.set.fact(context.set.facts.get(*i as usize)?)).any(
        |fact| match &fact.value {
            FactValue::Amount { quantity, .. } => {
                quantity == said && quantity.amount().is_some_and(|a| a >= rust_decimal::Decimal::from(13))
            }
            _ => false,
        },
    )
}

/// "Last summer the festival lost money" where the pack's is still to come: what was held a season or a year ago is an
/// earlier one.
///
/// And so is "kicks off next Sunday" a later one than the pack's of last Saturday.
fn another_edition(context: &Context<'_>, mention: &Mention, fact: &Fact) -> bool {
    let (first, last) = match &fact.value {
        FactValue::Date(period) => (period.first(), period.last()),
        FactValue::DateRange { from, to } => (from.first(), to.last()),
        _ => return false,
    };
    let Value::Date(date) = &mention.value else { return false };
    let long_ago = match date.form {
        DateForm::SeasonBefore(_) | DateForm::MonthBefore(_) => true,
        DateForm::OfYear { offset, .. } => offset < 0,
        DateForm::Periods { unit, offset } => unit == CalendarUnit::Year && offset < 0,
        DateForm::Back { unit, .. } => unit == CalendarUnit::Year,
        _ => false,
    };
    let to_come = matches!(date.form, DateForm::Weekday { shift: Shift::Next, .. });
    context.reading.base.is_some_and(|base| long_ago && first > base || to_come && last < base)
}

/// Units in which a later time counts from a date.
const STEPS: &[&str] = &[
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "night",
    "nights",
    "week",
    "weeks",
    "fortnight",
    "month",
    "months",
    "year",
    "years",
];

/// "Holders on Dec. 1 will get the dividend two weeks later", "… and is paid the next day": the event stands between a
/// date and how far it is from it, so the date is another's.
fn told_by_distance(context: &Context<'_>, mention: &Mention, found: &Match) -> bool {
    let prose = context.reading.prose;
    let tokens = &context.reading.text.tokens;
    let Some(sentence) = context.reading.text.sentences.get(context.index) else { return false };
    let after = mention.core.end..sentence.tokens.end;
    let Some(first) =
        [found.first, found.head, found.last].into_iter().flatten().filter(|at| after.contains(at)).min()
    else {
        return false;
    };
    let word = |i: usize, words: &[&str]| tokens.get(i).is_some_and(|t| t.is_any(prose, words));
    let ends =
        |i: usize| i >= sentence.tokens.end || tokens.get(i).is_some_and(|t| t.kind == TokenKind::Sign);
    let within = first + 1..sentence.tokens.end;
    within.take_while(|i| !tokens.get(*i).is_some_and(|t| matches!(t.sign, ';' | ':' | '—'))).any(|i| {
        let counted = word(i, STEPS);
        counted && word(i + 1, &["later", "earlier", "afterward", "afterwards", "thereafter"])
            || counted && word(i + 1, &["after", "before"]) && ends(i + 2)
            || word(i, &["next", "following"]) && word(i + 1, STEPS)
    })
}

/// Adverbs of what happens again and again (Quirk et al., 8.64).
const HABIT: &[&str] = &["usually", "normally", "typically", "traditionally", "generally", "often", "always"];

/// Days by which a month may miss the day of an event that one word names: farther off it is another event's.
const NEXT_MONTH: i64 = 62;

/// "in September" of something that opens: more than a day is a slip of a day only if all else is said, and a year
/// only of what more than one word names.
fn says_too_little(
    context: &Context<'_>,
    mention: &Mention,
    fact: &Fact,
    compiled: &Compiled,
    found: &Match,
) -> bool {
    let (Value::Date(date), FactValue::Date(Period::Day(day))) = (&mention.value, &fact.value) else {
        return false;
    };
    let reach = date.reach(context.reading.base);
    let Some((first, last)) = reach.filter(|(first, last)| first != last) else { return false };
    let short = (last - first).num_days() <= NEXT_MONTH;
    let near = (first - *day).num_days() <= NEXT_MONTH && (*day - last).num_days() <= NEXT_MONTH;
    let named = compiled.slots.iter().filter(|s| s.need == Need::Required).count() > 1;
    // "opened a 12th school in September": a number says that it is one of several.
    let several = found.first.is_some_and(|from| {
        let mentions = &context.bound.mentions;
        mentions
            .iter()
            .skip(mentions.partition_point(|m| m.core.start < from))
            .take_while(|m| m.core.end <= mention.core.start)
            .any(|m| !matches!(m.value, Value::Date(_)))
    });
    // "third-quarter results", "the June primary": the time is a part of a name.
    let tokens = &context.reading.text.tokens;
    let modifies = tokens.get(mention.core.end).is_some_and(|t| {
        t.kind == TokenKind::Word
            && !lexicon::is(
                t,
                Class::FUNCTION
                    .and(Class::ADVERB)
                    .and(Class::SUBORDINATOR)
                    .and(Class::SPEECH)
                    .and(Class::MODAL),
            )
    });
    !found.in_full || several || modifies || !(named || short && near)
}

/// How far the subject may stand: a date right behind "until" or "starting" belongs to whatever goes on till then, be
/// it clauses away.
fn reach(context: &Context<'_>, claim: &Claim, fact: &Fact, found: &Match) -> u16 {
    if fact.measure == Measure::When && !found.borrowed && said_aspect(context, claim).is_some() {
        SPEAK_REACH + 5
    } else {
        SPEAK_REACH
    }
}

/// `until Feb. 20` names an end, `starting Wednesday` a beginning, `Tuesday through Friday` both.
fn said_aspect(context: &Context<'_>, claim: &Claim) -> Option<Aspect> {
    let (tokens, prose) = (&context.reading.text.tokens, context.reading.prose);
    let before = claim.tokens.start.checked_sub(1).and_then(|i| tokens.get(i));
    let is = |words: &[&str]| before.is_some_and(|t| t.is_any(prose, words));
    let joins = |t: Option<&Token>| {
        t.is_some_and(|t| {
            t.is_any(prose, &["through", "thru", "to", "until", "till"]) || matches!(t.sign, '-' | '–' | '—')
        })
    };
    let dated = |i: Option<usize>| {
        i.and_then(|i| mention_at(&context.bound.mentions, i))
            .is_some_and(|m| matches!(m.value, Value::Date(_) | Value::Amount(Quantity::Clock(_))))
    };
    if joins(tokens.get(claim.tokens.end)) && dated(Some(claim.tokens.end + 1))
        || is(&["starting", "beginning", "from"])
    {
        Some(Aspect::Start)
    } else if is(&["until", "till", "through", "ending"])
        || joins(before) && dated(claim.tokens.start.checked_sub(2))
    {
        Some(Aspect::End)
    } else {
        None
    }
}

/// Whether a claim may take its subject from outside its sentence.
fn may_borrow(context: &Context<'_>, claim: &Claim, compiled: &Compiled, vocabulary: &Vocabulary) -> bool {
    let reading = context.reading;
    if !reading.labels.is_empty() {
        return true;
    }
    let Some(sentence) = reading.text.sentences.get(context.index) else { return false };
    // "the response rate was 88 per cent": a subject of its own needs none from elsewhere.
    let tokens = &reading.text.tokens;
    // "Half of the population is …": a whole of its own.
    let whole = tokens.get(claim.tokens.end).is_some_and(|t| t.is_any(reading.prose, &["of"]))
        && tokens.get(claim.tokens.end + 1).is_some_and(|t| {
            t.kind == TokenKind::Word
                && !t.is_any(reading.prose, &["them", "these", "those", "it", "that", "this"])
        });
    if whole && claim.tokens.start <= sentence.tokens.start + 1 {
        return false;
    }
    let own = claim::subject(reading.prose, tokens, sentence, claim.tokens.start);
    if own.is_some_and(|own| names_another_thing(reading, own, compiled, vocabulary)) {
        return false;
    }
    if reading.run_in.end > 0 && sentence.tokens.start >= reading.run_in.end && context.index <= 2 {
        return true;
    }
    refers_back(reading, sentence.tokens.clone(), claim)
}

/// "With the cache disabled, …": what a sentence lays down before its comma holds for it alone.
fn special_condition(
    context: &Context<'_>,
    claim: &Claim,
    compiled: &Compiled,
    vocabulary: &Vocabulary,
) -> bool {
    let Some(sentence) = context.reading.text.sentences.get(context.index) else { return false };
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    let opens = tokens.get(sentence.tokens.start).is_some_and(|t| t.is_any(prose, &["with", "without"]));
    let fronted = tokens.get(sentence.tokens.start..claim.tokens.start).unwrap_or(&[]);
    let phrase = fronted.iter().take_while(|t| !t.is(',')).count();
    let participle = fronted.get(1..phrase).unwrap_or(&[]).iter().any(|t| {
        t.text(context.reading.prose).ends_with("ed")
            || t.text(context.reading.prose).ends_with("ing")
            || lexicon::is(t, Class::ADVERB.and(Class::MORE).and(Class::LESS))
    });
    // "With spending of £17.2m, the surplus was …" states another figure and lays down nothing.
    let stated = (sentence.tokens.start..sentence.tokens.start + phrase)
        .any(|at| mention_at(&context.bound.mentions, at).is_some());
    if opens && phrase < fronted.len() && phrase <= 8 && participle && !stated {
        return true;
    }
    // "In the dairy division, …", "outside the towns the population …": a place or part that nobody has named.
    let apart =
        tokens.get(sentence.tokens.start).is_some_and(|t| t.is_any(prose, &["in", "at", "within", "inside"]));
    let comma = apart && phrase < fronted.len() && phrase <= 10;
    let outside = fronted.iter().position(|t| t.is_any(prose, &["outside", "beyond"]));
    let from = if comma {
        Some(sentence.tokens.start + 1)
    } else {
        outside.map(|at| sentence.tokens.start + at + 1)
    };
    from.is_some_and(|from| {
        tokens.get(from).is_some_and(|t| t.is_any(prose, &["the"]))
            && hangs_elsewhere(context, compiled, vocabulary, from)
    })
}

/// "The leather case for the Kestrel 5 weighs 64 grams": a verb of being or change gives its value to the subject, and
/// the subject's own noun is neither the fact's nor the story's.
fn ascribed_to_another(
    context: &Context<'_>,
    claim: &Claim,
    compiled: &Compiled,
    vocabulary: &Vocabulary,
) -> bool {
    let reading = context.reading;
    let tokens = &reading.text.tokens;
    let Some(sentence) = reading.text.sentences.get(context.index) else { return false };
    let Some(subject) = claim::subject(reading.prose, tokens, sentence, claim.tokens.start) else {
        return false;
    };
    let own = tokens.get(subject.clone()).unwrap_or(&[]);
    let fits = |t: &Token| {
        !t.possessive && matching::fills_any(compiled, reading.prose, t)
            || matching::in_places(compiled, reading.prose, t)
    };
    // The value must be the verb's own complement: "weighs 64 grams", "fell by 8.2%", and no object that is counted.
    let between = tokens.get(subject.end..claim.tokens.start).unwrap_or(&[]);
    let ascribes = between.len() <= 4
        && between.iter().all(|t| {
            lexicon::is(
                t,
                Class::STATE
                    .and(Class::AUXILIARY)
                    .and(Class::MODAL)
                    .and(Class::ADVERB)
                    .and(Class::PREPOSITION),
            ) || lexicon::is_or_stem(t, Class::UP.and(Class::DOWN))
                || t.text(reading.prose).ends_with("ly")
        });
    let counted =
        claim.counted.as_ref().is_some_and(|c| tokens.get(c.words.clone()).unwrap_or(&[]).iter().any(fits));
    let head = own
        .iter()
        .position(|t| lexicon::is(t, Class::PREPOSITION))
        .and_then(|at| own.get(..at))
        .unwrap_or(own);
    ascribes
        && !counted
        && !head.iter().any(fits)
        && !head.iter().enumerate().any(|(i, t)| {
            // A capital that only opens the sentence is no name.
            let opens = subject.start + i == sentence.tokens.start
                && (reading.is_common(t) || t.text(reading.prose).ends_with('s'));
            t.capital
                && !opens
                && !t.possessive
                && t.kind == TokenKind::Word
                && !lexicon::is(t, Class::FUNCTION)
        })
        && names_another_thing(reading, subject.start..subject.start + head.len(), compiled, vocabulary)
}

/// "Loans of e-books alone grew": a part that the text sets apart itself.
fn alone(context: &Context<'_>, claim: &Claim, compiled: &Compiled) -> bool {
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    let from = context.reading.text.sentences.get(context.index).map_or(0, |s| s.tokens.start);
    let before =
        tokens.get(from.max(claim.tokens.start.saturating_sub(6))..claim.tokens.start).unwrap_or(&[]);
    before.windows(2).any(|w| {
        matches!(w, [noun, alone] if alone.is_any(prose, &["alone"])
            && noun.kind == TokenKind::Word
            && !noun.capital
            && !lexicon::is(noun, Class::SECOND.and(Class::FUNCTION))
            && !matching::fills_any(compiled, prose, noun)
            && !matching::in_places(compiled, prose, noun))
    })
}

/// "the February strike" in November: a date before the noun makes it another one.
fn dated_otherwise(context: &Context<'_>, fact: &Fact, found: &Match) -> bool {
    let Some(base) = context.reading.base else { return false };
    let own = fact.scope.period.unwrap_or(Period::Day(base));
    [found.first, found.head].into_iter().flatten().filter_map(|at| at.checked_sub(1)).any(|before| {
        mention_at(&context.bound.mentions, before).is_some_and(|m| match &m.value {
            Value::Date(date) => date.resolve(Some(base)).is_some_and(|stated| {
                !matches!(stated, Period::Day(_)) && !stated.overlaps(own) && !stated.contains(own)
            }),
            _ => false,
        })
    })
}

/// "two had gains of less than 3.0 pct": the clause is about some that were counted out.
fn some_of_them(context: &Context<'_>, claim: &Claim) -> bool {
    let reading = context.reading;
    let Some(sentence) = reading.text.sentences.get(context.index) else { return false };
    let Some(range) = claim::subject(reading.prose, &reading.text.tokens, sentence, claim.tokens.start)
    else {
        return false;
    };
    let subject = reading.text.tokens.get(range).unwrap_or(&[]);
    !subject.is_empty()
        && subject.iter().all(|t| {
            t.kind == TokenKind::Number
                || lexicon::is(t, Class::NUMERAL)
                || t.is_any(reading.prose, &["and", "others", "other", "some"])
        })
}

/// "58 per cent of households own …" after a sentence about one-person households: the bare noun means all of them;
/// only "these households", "the households" means those.
fn borrows_modifier(context: &Context<'_>, found: &Match) -> bool {
    let tokens = &context.reading.text.tokens;
    let Some(head) = found.head.filter(|_| found.from_before && !found.head_borrowed) else { return false };
    let floor = context.reading.text.sentences.get(context.index).map_or(0, |s| s.tokens.start);
    let before = tokens.get(floor.max(head.saturating_sub(4))..head).unwrap_or(&[]);
    !before.iter().any(|t| {
        lexicon::is(t, Class::DETERMINER)
            && !t.is_any(context.reading.prose, &["a", "an", "no", "some", "any", "every", "each"])
    })
}

/// Whether a subject phrase says something that neither the fact nor the story does: "the response rate", and not "it",
/// "the figure", "the overall total".
fn names_another_thing(
    reading: &Reading<'_>,
    subject: std::ops::Range<usize>,
    compiled: &Compiled,
    vocabulary: &Vocabulary,
) -> bool {
    const STANDS_FOR: Class = Class::FUNCTION
        .and(Class::PRONOUN)
        .and(Class::ADVERB)
        .and(Class::COLOUR)
        .and(Class::GENERIC)
        .and(Class::PART)
        .and(Class::UP)
        .and(Class::DOWN)
        .and(Class::TRIGGER)
        .and(Class::SPEECH)
        .and(Class::STATE)
        .and(Class::CALENDAR)
        .and(Class::NUMERAL);
    const BARE: &[&str] = &[
        "figure",
        "number",
        "total",
        "count",
        "amount",
        "sum",
        "tally",
        "toll",
        "rate",
        "share",
        "value",
        "score",
        "percentage",
        "proportion",
        "year",
        "time",
        "correct",
        "right",
        "true",
    ];
    let tokens = reading.text.tokens.get(subject).unwrap_or(&[]);
    tokens.iter().any(|t| {
        t.kind == TokenKind::Word
            && (!t.capital || reading.is_common(t) || t.text(reading.prose).ends_with('s') && !t.possessive)
            && !lexicon::is_or_stem(t, STANDS_FOR)
            && !t.is_any(reading.prose, BARE)
            && !matching::fills_any(compiled, reading.prose, t)
            && !matching::in_places(compiled, reading.prose, t)
            && !vocabulary.neutral.contains(&t.key)
    })
}

/// Whether another value of the sentence stands nearer to the subject.
fn nearer_value(
    context: &Context<'_>,
    claim: &Claim,
    found: &Match,
    beside: &[(usize, &Claim, Vec<u16>)],
) -> bool {
    let (Some(head), Some(mention)) = (found.head, claim.mention.and_then(|m| context.bound.mentions.get(m)))
    else {
        return false;
    };
    let Some(sentence) = context.reading.text.sentences.get(context.index) else { return false };
    let Some(at) = head.checked_sub(sentence.tokens.start) else { return false };
    if matches!(mention.value, Value::Date(_)) && said_aspect(context, claim).is_some() {
        return false; // "the first on Wednesday, the rest until Feb. 20"
    }
    // "approved, and so did 53 percent of Latinos": the predicate is said once for both.
    let tokens = &context.reading.text.tokens;
    let before = tokens.get(claim.tokens.start.saturating_sub(2)..claim.tokens.start).unwrap_or(&[]);
    if matches!(before, [so, did] if so.is_any(context.reading.prose, &["so", "as", "than"]) && lexicon::is(did, Class::AUXILIARY))
    {
        return false;
    }
    let class = distance::value_class(mention);
    let own = found.head_cost;
    beside.iter().any(|(_, other, costs)| {
        other.mention.is_some()
            && other.mention != claim.mention
            && other
                .mention
                .and_then(|m| context.bound.mentions.get(m))
                .is_some_and(|m| distance::value_class(m) == class)
            && !matches!(other.form, Form::Origin)
            && same_form(other.form, claim.form)
            && costs.get(at).is_some_and(|c| *c < own)
    })
}

fn same_form(a: Form, b: Form) -> bool {
    matches!((a, b), (Form::Change(_), Form::Change(_)))
        || !matches!(a, Form::Change(_)) && !matches!(b, Form::Change(_))
}
