//! "The council voted on March 20" in a draft of March 13: told as over, and still to come.
//!
//! Grammar decides, and only the plain case is taken: a finite verb in the past whose own date this is. What is set,
//! planned or asked for in the past lies ahead by right, and so does what somebody said would come.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::verbs::{ACCOMPLISHED, AWAITED, PRESENT, is_past, looks_ahead};
use crate::mention::{DateExpr, DateForm, Mention, Shift, Value, mention_at};
use crate::period::Period;
use crate::quantity::Quantity;
use crate::text::lexicon::{self, Class};
use crate::text::{Sentence, Token, TokenKind};
use crate::verdict::{Judgement, Verdict};

/// Days ahead within which a date without a year is plainly this year's: an anniversary or last year's event would be
/// told with its year. A guess.
const PLAINLY: i64 = 31;
/// Tokens of a sentence that is prose; longer ones are lists, and looking them through for each date would take long.
const LONGEST: usize = 160;
/// Tokens between a verb and its date.
const REACH: usize = 14;

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    let Some(base) = draft.base else { return };
    // Of the whole paragraph, so asked once.
    let mut another_year = None;
    for mention in draft.mentions {
        let Value::Date(date) = &mention.value else { continue };
        let Some(period) = ahead(date, base) else { continue };
        let Some(sentence) = draft.sentence_of(mention) else { continue };
        if sentence.tokens.len() > LONGEST || !told_as_over(draft, sentence, mention) {
            continue;
        }
        if !stated_year(date) && *another_year.get_or_insert_with(|| of_another_year(draft, base)) {
            continue;
        }
        let (from, to) = (mention.core.start, mention.core.end);
        let message = format!("{period} is after the draft's own date, {}", Period::Day(base));
        let mut slip = draft.slip(Code::DateMismatch, from, to, message, "told as over, still to come");
        if let Some(Judgement { verdict: Verdict::Contradicts(finding), .. }) = &mut slip
            && !draft.dated
        {
            // The draft may be newer than its pack.
            finding.severity = finding.severity.lower();
        }
        out.extend(slip);
    }
}

/// The day or month named, if it is surely after the draft's date.
fn ahead(date: &DateExpr, base: NaiveDate) -> Option<Period> {
    let period = match date.form {
        DateForm::Full(period @ (Period::Day(_) | Period::Month { .. })) => period,
        DateForm::MonthDay { .. } | DateForm::OfYear { .. } | DateForm::Days(1) => {
            date.resolve(Some(base))?
        }
        DateForm::Weekday { shift: Shift::Next, .. } => date.resolve(Some(base))?,
        _ => return None,
    };
    let days = (period.first() - base).num_days();
    (days > 0 && (stated_year(date) || days <= PLAINLY)).then_some(period)
}

fn stated_year(date: &DateExpr) -> bool {
    matches!(date.form, DateForm::Full(_))
}

/// A paragraph that names another year, or an anniversary, may tell of then.
fn of_another_year(draft: &Draft<'_>, base: NaiveDate) -> bool {
    draft.mentions.iter().any(|m| match &m.value {
        Value::Date(DateExpr { form: DateForm::Full(period), .. }) => {
            period.first().year() != base.year() || matches!(period, Period::Decade(_))
        }
        Value::Date(DateExpr { form: DateForm::Elsewhere, .. }) => true,
        Value::Date(DateExpr {
            form: DateForm::OfYear { offset, .. } | DateForm::Periods { offset, .. },
            ..
        }) => *offset != 0,
        _ => false,
    }) || draft.tokens().iter().any(|t| {
        t.is_any(draft.prose(), &["anniversary", "annual", "annually", "every", "year-earlier", "birthday"])
    })
}

fn told_as_over(draft: &Draft<'_>, sentence: &Sentence, mention: &Mention) -> bool {
    let (tokens, prose) = (draft.tokens(), draft.prose());
    // What stands beyond a semicolon is said for itself.
    let parts = |i: &usize| draft.sign(*i, ';');
    let from = (sentence.tokens.start..mention.core.start)
        .rev()
        .find(parts)
        .map_or(sentence.tokens.start, |i| i + 1);
    let to = (mention.core.end..sentence.tokens.end).find(parts).unwrap_or(sentence.tokens.end);
    let Some(whole) = tokens.get(from..to) else { return false };
    let doubtful = sentence.question
        || tokens.get(mention.core.start).is_some_and(|t| t.quoted)
        || whole.iter().any(|t| {
            lexicon::is(t, Class::HYPOTHESIS.and(Class::NEGATION))
                || t.is_any(prose, &["whether", "until", "had", "has", "have", "originally"])
        });
    // "April 15-day crude", "cited April 27 as a likely date"
    let named =
        tokens.get(mention.core.end).is_some_and(|t| t.is('-') && t.glued || t.is_any(prose, &["as"]));
    if doubtful || named {
        return false;
    }
    let lead = clause_start(draft, sentence, mention.core.start)..mention.core.start;
    let verb = match spoken(draft, &lead) {
        true if has_verb(draft, lead.clone()) => verb_before(draft, &lead),
        true => verb_of_dated(draft, &lead, mention.core.end),
        false if opens(draft, &lead) => verb_behind(draft, mention.core.end, sentence.tokens.end),
        false => None,
    };
    let Some(verb) = verb else { return false };
    // Whoever said it: what is told is his, and may have lain ahead.
    let reported = sentence.tokens.clone().any(|i| {
        i != verb && tokens.get(i).is_some_and(|t| lexicon::is_or_stem(t, Class::SPEECH) && is_verb(prose, t))
    });
    !reported
}

fn is_verb(prose: &str, token: &Token) -> bool {
    let text = token.text(prose);
    is_past(prose, token) || text.ends_with('s') || text.ends_with("ing") || text == "according"
}

/// Where the clause around a token begins.
fn clause_start(draft: &Draft<'_>, sentence: &Sentence, at: usize) -> usize {
    let (tokens, prose) = (draft.tokens(), draft.prose());
    let parts = |i: usize| {
        tokens.get(i).is_some_and(|t| match t.kind {
            TokenKind::Sign => matches!(t.sign, ';' | ':' | '—' | '–' | '(' | ')' | '"' | '“' | '”'),
            TokenKind::Word => {
                lexicon::is(t, Class::RELATIVE.and(Class::SUBORDINATOR))
                    && !t.is_any(prose, &["since", "until"])
                    // "heard that motion": no clause without a verb.
                    && (!t.is_any(prose, &["that"]) || has_verb(draft, i + 1..at))
                    || lexicon::is(t, Class::CONJUNCTION)
                        && i.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| t.is(','))
            }
            TokenKind::Number => false,
        })
    };
    (sentence.tokens.start..at).rev().find(|i| parts(*i)).map_or(sentence.tokens.start, |i| i + 1)
}

fn has_verb(draft: &Draft<'_>, words: Range<usize>) -> bool {
    let prose = draft.prose();
    draft.tokens().get(words).unwrap_or(&[]).iter().any(|t| {
        lexicon::is(t, Class::AUXILIARY.and(Class::MODAL)) || is_past(prose, t) || t.is_any(prose, PRESENT)
    })
}

/// Whether the clause has words of its own before the date, beyond "On" and "In late".
fn spoken(draft: &Draft<'_>, lead: &Range<usize>) -> bool {
    draft.tokens().get(lead.clone()).unwrap_or(&[]).iter().any(|t| {
        t.kind == TokenKind::Word && !lexicon::is(t, Class::FUNCTION.and(Class::ADVERB).and(Class::CALENDAR))
    })
}

/// `On`, `In late`: what a date that opens a clause may have before it; "As of" and "By" bound something.
fn opens(draft: &Draft<'_>, lead: &Range<usize>) -> bool {
    let words = draft.tokens().get(lead.clone()).unwrap_or(&[]);
    words.iter().all(|t| {
        !lexicon::is(t, Class::PREPOSITION.and(Class::DETERMINER)) && t.kind == TokenKind::Word
            || t.is_any(draft.prose(), &["on", "in"])
            || t.is(',')
    })
}

/// The verb whose date follows it: `voted on March 20`, `approved the plan March 20`.
fn verb_before(draft: &Draft<'_>, lead: &Range<usize>) -> Option<usize> {
    let (tokens, prose) = (draft.tokens(), draft.prose());
    let mut end = lead.end;
    // "at 7 p.m. on", "on"
    for _ in 0..3 {
        let last = end.checked_sub(1).filter(|i| *i >= lead.start)?;
        let clock = mention_at(draft.mentions, last).is_some_and(|m| {
            matches!(m.value, Value::Amount(Quantity::Clock(_))) && m.core.start >= lead.start
        });
        match tokens.get(last) {
            Some(t) if t.is_any(prose, &["on", "early", "late"]) || t.is(',') => end = last,
            Some(t) if t.is_any(prose, &["at"]) && last + 1 < lead.end => end = last,
            Some(t) if t.is_any(prose, &["in"]) && !is_of_day(draft, lead.end) => end = last,
            _ if clock => end = mention_at(draft.mentions, last)?.core.start,
            _ => break,
        }
    }
    let near = tokens.get(end.checked_sub(1)?)?;
    // "for delivery on July 5"; "said June 29 will be the day"
    let before = end.checked_sub(2).filter(|i| *i >= lead.start).and_then(|i| tokens.get(i));
    let awaited = !near.capital && before.is_some_and(|t| t.is_any(prose, &["for"]));
    let subject = mention_at(draft.mentions, lead.end)
        .and_then(|m| tokens.get(m.core.end))
        .is_some_and(|t| lexicon::is(t, Class::MODAL.and(Class::AUXILIARY)));
    let tied = awaited
        || subject
        || lexicon::is(near, Class::PREPOSITION.and(Class::CONJUNCTION).and(Class::DETERMINER))
        || near.kind == TokenKind::Sign
        || near.possessive
        || near.is_any(prose, PRESENT)
        || near.is_any(prose, &["effective", "set", "due", "last", "payable"]);
    if tied {
        return None;
    }
    // A thing with "a" may be one that is to come: "approved a tender on March 20".
    let mut open = near.is_any(prose, AWAITED);
    for at in (lead.start.max(end.saturating_sub(REACH))..end).rev() {
        let token = tokens.get(at)?;
        let before = at.checked_sub(1).filter(|i| *i >= lead.start).and_then(|i| tokens.get(i));
        if bars(prose, token)
            || is_gerund(prose, token) && !token.is_any(prose, AWAITED)
            || token.is_any(prose, PRESENT) && before.is_some_and(|t| lexicon::is(t, Class::CONJUNCTION))
        {
            return None;
        }
        // "its proposed budget", "a state-owned firm", "the week ended": a participle with its noun.
        let adjective = before.is_some_and(|t| {
            lexicon::is(t, Class::DETERMINER.and(Class::PREPOSITION))
                || t.is('-')
                || t.is_any(
                    prose,
                    &[
                        "day", "week", "weeks", "month", "months", "quarter", "half", "year", "years",
                        "period",
                    ],
                ) && token.is_any(prose, &["ended", "started"])
        });
        if is_past(prose, token) && !adjective {
            // "said coupon rates payable in March …": the rest is what was said.
            let told = lexicon::is_or_stem(token, Class::SPEECH)
                && !token.is_any(prose, &["reported", "released", "published"])
                && at + 1 < end;
            let over = !told && (!open || token.is_any(prose, ACCOMPLISHED));
            let finite = may_be_finite(draft, lead.start, at);
            return (over && finite && !looks_ahead(prose, token)).then_some(at);
        }
        open |= token.is_any(prose, &["a", "an", "any", "another"]);
    }
    None
}

fn is_gerund(prose: &str, token: &Token) -> bool {
    !token.capital && token.span.len() > 4 && token.text(prose).ends_with("ing")
}

fn is_of_day(draft: &Draft<'_>, at: usize) -> bool {
    mention_at(draft.mentions, at).is_some_and(
        |m| matches!(&m.value, Value::Date(d) if !matches!(d.form, DateForm::Full(Period::Month { .. }))),
    )
}

/// The verb of a clause that its date opens: `On March 20, the council approved …`.
fn verb_behind(draft: &Draft<'_>, from: usize, end: usize) -> Option<usize> {
    let (tokens, prose) = (draft.tokens(), draft.prose());
    let mut at = from;
    while at < end.min(from + REACH) {
        let token = tokens.get(at)?;
        if bars(prose, token) || lexicon::is(token, Class::RELATIVE.and(Class::SUBORDINATOR)) {
            return None;
        }
        let before = at.checked_sub(1).filter(|i| *i >= from).and_then(|i| tokens.get(i));
        let adjective = before.is_none_or(|t| {
            lexicon::is(t, Class::DETERMINER.and(Class::PREPOSITION)) || t.kind != TokenKind::Word
        });
        if is_past(prose, token) && !adjective {
            // "voters registered by mail will choose": the verb is still to come.
            let rest = tokens.get(at..end).unwrap_or(&[]);
            let later =
                rest.iter().take_while(|t| !t.is(',') && !t.is(';')).any(|t| lexicon::is(t, Class::MODAL));
            return (!later && !looks_ahead(prose, token) && may_be_finite(draft, from, at)).then_some(at);
        }
        at += 1;
    }
    None
}

/// The verb of a subject that its date belongs to: `The meeting on March 20 drew 300 people`.
fn verb_of_dated(draft: &Draft<'_>, lead: &Range<usize>, at: usize) -> Option<usize> {
    let (tokens, prose) = (draft.tokens(), draft.prose());
    let verb = tokens.get(at).filter(|t| is_past(prose, t) && !looks_ahead(prose, t))?;
    let words = tokens.get(lead.clone())?;
    let on = words.last().is_some_and(|t| t.is_any(prose, &["on"]));
    // "registered by mail will choose": a participle with its verb still to come.
    let more = tokens
        .get(at + 1)
        .is_some_and(|t| lexicon::is(t, Class::PREPOSITION.and(Class::MODAL).and(Class::AUXILIARY)));
    let plain =
        words.iter().all(|t| t.kind == TokenKind::Word && !is_gerund(prose, t) || t.is_any(prose, AWAITED));
    (on && plain && !more && !verb.quoted).then_some(at)
}

/// A finite past, or one with "was": not "to be held", "is closed", "will have voted".
fn may_be_finite(draft: &Draft<'_>, floor: usize, at: usize) -> bool {
    let (tokens, prose) = (draft.tokens(), draft.prose());
    let back = tokens.get(floor.max(at.saturating_sub(3))..at).unwrap_or(&[]);
    let clause = tokens.get(floor..at).unwrap_or(&[]);
    !clause.iter().any(|t| lexicon::is(t, Class::MODAL) && !t.capital)
        && !back.iter().any(|t| t.is_any(prose, &["to", "be", "being", "is", "are", "get", "gets"]))
}

/// What stands between a verb and a date that is not its own.
fn bars(prose: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Sign => matches!(token.sign, ';' | ':' | '—' | '"' | '“' | '”'),
        TokenKind::Word => {
            token.quoted
                || lexicon::is(token, Class::MODAL) && !(token.capital && token.is_any(prose, &["may"]))
                || lexicon::is_or_stem(token, Class::GOAL.and(Class::FORECAST))
                || token.is_any(
                    prose,
                    &[
                        "to",
                        "is",
                        "are",
                        "be",
                        "being",
                        "scheduled",
                        "planned",
                        "due",
                        "slated",
                        "set",
                        "ahead",
                    ],
                )
        }
        TokenKind::Number => false,
    }
}
