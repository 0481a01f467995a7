//! One event on two days: `the hearing will be held on April 29 … the April 28 hearing`.

use std::cell::OnceCell;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::finding::Code;
use crate::judge::fact::slip;
use crate::judge::itself::Draft;
use crate::judge::itself::contradiction::pairing::names;
use crate::judge::itself::contradiction::second_label;
use crate::judge::itself::contradiction::stated::{Roots, roots};
use crate::mention::{Mention, Value};
use crate::period::Period;
use crate::source::BlockKind;
use crate::text::lexicon::{self, Class};
use crate::text::{TokenKind, root_of};
use crate::verdict::Judgement;

/// More days than that, and a draft is a calendar.
const MOST: usize = 64;

/// Events of one kind seldom follow each other so closely: a day or two apart, the day is mistaken.
const CLOSE: i64 = 3;

/// Nouns of events whose verb is another word.
const COGNATES: &[(&str, &str)] = &[
    ("death", "die"),
    ("birth", "born"),
    ("wedding", "marry"),
    ("marriage", "marry"),
    ("loss", "lose"),
    ("sale", "sell"),
];

/// Words that tell one event from another of its kind, or tell that its day was moved.
const ANOTHER: &[&str] = &[
    "first",
    "second",
    "third",
    "next",
    "last",
    "another",
    "other",
    "previous",
    "earlier",
    "later",
    "moved",
    "postponed",
    "rescheduled",
    "delayed",
    "originally",
    "initially",
    "instead",
    "new",
    "old",
    "final",
    "annual",
    "from",
    "until",
    "weekly",
    "monthly",
    "each",
    "every",
];

/// What is written on a day; there may be one for every day.
const DOCUMENTS: &[&str] = &[
    "edition",
    "issue",
    "letter",
    "memo",
    "email",
    "statement",
    "article",
    "tweet",
    "post",
    "date",
    "deadline",
    "note",
    "filing",
    "order",
];

/// A day that a draft names.
struct Day<'b> {
    draft: &'b Draft<'b>,
    mention: &'b Mention,
    sentence: Range<usize>,
    day: NaiveDate,
    /// The event of a definite phrase that the day is part of, modifiers and head.
    event: Option<Roots>,
}

/// A day with what its sentence says.
struct Dated<'d, 'b> {
    day: &'d Day<'b>,
    /// The words of its sentence.
    words: Roots,
    /// The only day of its sentence.
    only: bool,
}

/// Every day of an event that another place of the draft denies.
pub(super) fn judge<'b>(blocks: &'b [Draft<'b>], out: &mut Vec<Judgement>) {
    // Few drafts name an event by its day; only those need be read.
    let mut days: Vec<Day<'b>> = Vec::new();
    for draft in blocks {
        if !matches!(draft.spot.block.kind, BlockKind::Cell) {
            days.extend(draft.mentions.iter().filter_map(|m| Day::read(draft, m)));
        }
        if days.len() > MOST {
            return;
        }
    }
    if days.len() < 2 || days.iter().all(|d| d.event.is_none() && !d.heads()) {
        return;
    }
    let dated: OnceCell<Vec<Option<Dated<'_, 'b>>>> = OnceCell::new();
    for (index, named) in days.iter().enumerate() {
        let heads = named.heads();
        if named.event.is_none() && !heads {
            continue;
        }
        let near = |d: &Day<'_>| {
            let apart = (d.day - named.day).num_days().abs();
            let month = (d.day.year(), d.day.month()) == (named.day.year(), named.day.month());
            (1..=CLOSE).contains(&apart) || month && slip::of_date(Period::Day(d.day), Period::Day(named.day))
        };
        if !days.iter().any(near) {
            continue;
        }
        let dated = dated.get_or_init(|| days.iter().map(Dated::read).collect());
        let mut others = dated.iter().enumerate().filter_map(|(i, d)| Some((i, d.as_ref()?)));
        let own = dated.get(index).and_then(Option::as_ref);
        let mut others = others.by_ref().filter(|(i, d)| {
            *i != index
                && match &named.event {
                    Some(event) => d.tells_of(event),
                    None => heads && own.is_some_and(|own| d.opens(own)),
                }
        });
        let Some((at, other)) = others.next() else { continue };
        let one = others.all(|(_, d)| d.day.day == other.day.day);
        if one && near(other.day) && other.only && own.is_some() {
            let (earlier, later) = if at < index { (other.day, named) } else { (named, other.day) };
            out.extend(finding(earlier, later));
        }
    }
}

impl<'b> Day<'b> {
    /// Whether it stands in a headline.
    fn heads(&self) -> bool {
        matches!(self.draft.spot.block.kind, BlockKind::Title | BlockKind::Heading(1))
    }

    fn read(draft: &'b Draft<'b>, mention: &'b Mention) -> Option<Day<'b>> {
        let day = day(draft, mention)?;
        let sentence = draft.sentence_of(mention)?.tokens.clone();
        if draft.spot.quoted(mention.core.start) {
            return None;
        }
        let event = event(draft, mention, sentence.clone());
        Some(Day { draft, mention, sentence, day, event })
    }
}

/// The day that a mention names by its number.
fn day(draft: &Draft<'_>, mention: &Mention) -> Option<NaiveDate> {
    let Value::Date(date) = &mention.value else { return None };
    let numbered = draft.tokens().get(mention.core.clone())?.iter().any(|t| t.kind == TokenKind::Number);
    match date.resolve(draft.base).filter(|_| numbered) {
        Some(Period::Day(day)) => Some(day),
        _ => None,
    }
}

/// Whether its sentence speaks of a first, another or a moved one.
fn told_apart(day: &Day<'_>) -> bool {
    let sentence = day.draft.tokens().get(day.sentence.clone()).unwrap_or(&[]);
    sentence.iter().any(|t| t.is_any(day.draft.prose(), ANOTHER))
}

impl<'d, 'b> Dated<'d, 'b> {
    fn read(day: &'d Day<'b>) -> Option<Dated<'d, 'b>> {
        let draft = day.draft;
        let others = draft.mentions.iter().filter(|m| day.sentence.contains(&m.core.start));
        let only = others.filter(|m| self::day(draft, m).is_some()).count() == 1;
        let words = roots(draft.prose(), draft.tokens(), day.sentence.clone());
        (!told_apart(day)).then_some(Dated { day, words, only })
    }

    /// Whether its sentence tells what a headline does: two words of it, one of them lower case as a verb or noun is.
    fn opens(&self, headline: &Dated<'_, '_>) -> bool {
        let mut shared = headline.words.clone();
        shared.retain(|r| self.words.contains(r));
        shared.dedup();
        shared.len() > 1
    }

    /// Whether its sentence names the event, by its words or by the verb of its noun.
    fn tells_of(&self, event: &Roots) -> bool {
        let verb = |noun: &u64| {
            COGNATES.iter().any(|(n, verb)| root_of(n) == *noun && self.words.contains(&root_of(verb)))
        };
        event.iter().all(|r| self.words.contains(r)) || event.last().is_some_and(verb)
    }
}

/// `the [April 28] hearing`, `her death on [Nov. 27]`: the words of the event.
fn event(draft: &Draft<'_>, mention: &Mention, sentence: Range<usize>) -> Option<Roots> {
    let tokens = draft.tokens();
    let prose = draft.prose();
    let definite = |i: usize| {
        tokens.get(i).is_some_and(|t| {
            t.possessive || t.is_any(prose, &["the", "that", "his", "her", "its", "their", "this"])
        })
    };
    let noun = |i: usize| {
        sentence.contains(&i)
            && tokens.get(i).is_some_and(|t| {
                names(t)
                    && !t.capital
                    && !t.text(prose).ends_with("ed")
                    && !t.is_any(prose, DOCUMENTS)
                    && !lexicon::is(t, Class::SPEECH.and(Class::CALENDAR))
            })
    };
    let before = mention.tokens.start.checked_sub(1).filter(|i| *i >= sentence.start)?;
    if definite(before) {
        let start = mention.tokens.end;
        let end = (start..start + 3).find(|i| !noun(*i)).unwrap_or(start + 3);
        return (end > start).then(|| roots(prose, tokens, start..end));
    }
    let on = draft.word(before, &["on", "of"]);
    let head = before.checked_sub(1).filter(|i| on && noun(*i))?;
    let mut start = head;
    while start > sentence.start && head - start < 3 && noun(start - 1) {
        start -= 1;
    }
    let article = start.checked_sub(1).filter(|i| *i >= sentence.start)?;
    definite(article).then(|| roots(prose, tokens, start..head + 1))
}

fn finding(earlier: &Day<'_>, later: &Day<'_>) -> Option<Judgement> {
    let written = |d: &Day<'_>| d.mention.core_span.slice(d.draft.prose()).to_owned();
    let (here, there) = (written(later), written(earlier));
    let message = format!("“{here}” here, “{there}” further up, of one event");
    let (from, to) = (later.mention.core.start, later.mention.core.end);
    let label = format!("“{there}” further up");
    let judgement = later.draft.spot.slip(Code::SelfContradiction, from, to, message, label)?;
    Some(second_label(judgement, earlier.draft.spot, &earlier.mention.core, format!("“{here}” further down")))
}
