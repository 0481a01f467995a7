//! Where and when a statement is about: the dates and the names around a value.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::mention::{CalendarUnit, DateForm, Mention, Value, mention_at};
use crate::period::{self, Period};
use crate::text::lexicon::{self, Class};
use crate::text::{Sentence, Token, TokenKind};

/// The stretch of time a statement is about.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct When {
    /// `in 2024`, `last year`
    pub(crate) period: Option<Period>,
    /// `since 2019`
    pub(crate) since: bool,
    /// `last fiscal year`: so many from the draft's own.
    pub(crate) fiscal: Option<i32>,
    /// `a year earlier`: some other time that cannot be resolved.
    pub(crate) elsewhere: bool,
    /// The words stood in the same statement as the value, not before the sentence's first comma.
    pub(crate) near: bool,
    /// `had been`: before the time of the story.
    pub(crate) anterior: bool,
}

/// How far, in tokens, a date may stand from the value it dates.
const REACH: usize = 24;

fn text_of<'t>(prose: &'t str, token: Option<&Token>) -> &'t str {
    token.map_or("", |t| t.text(prose))
}

/// The time of the statement whose value is at `core`.
pub(crate) fn when(
    prose: &str,
    tokens: &[Token],
    mentions: &[Mention],
    sentence: &Sentence,
    core: &Range<usize>,
    statement: &Range<usize>,
    base: Option<NaiveDate>,
) -> When {
    let mut best: Option<(usize, When)> = None;
    let from = mentions.partition_point(|m| m.tokens.end <= sentence.tokens.start);
    for mention in mentions.iter().skip(from).take_while(|m| m.tokens.start < sentence.tokens.end) {
        let Value::Date(date) = &mention.value else { continue };
        if mention.core == *core {
            continue;
        }
        let before = mention.core.start.checked_sub(1).filter(|i| *i >= sentence.tokens.start);
        let lead = text_of(prose, before.and_then(|i| tokens.get(i))).to_ascii_lowercase();
        let lead2 = text_of(prose, before.and_then(|i| i.checked_sub(1)).and_then(|i| tokens.get(i)))
            .to_ascii_lowercase();
        // "than in 2023", "compared with 2023", "from last year": the other end of a comparison.
        // "An estimate from 2018 put …": its own time.
        let made = lead == "from"
            && before.and_then(|i| i.checked_sub(1)).and_then(|i| tokens.get(i)).is_some_and(|t| {
                t.is_any(
                    prose,
                    &[
                        "estimate", "survey", "study", "poll", "report", "count", "figure", "figures",
                        "forecast", "data", "census", "audit",
                    ],
                )
            });
        let compared = |w: &str| {
            matches!(w, "than" | "versus" | "vs" | "against" | "compared" | "over" | "from" | "with" | "on")
        };
        if compared(&lead)
            && !made
            && !(lead == "on"
                && matches!(
                    date.form,
                    DateForm::Full(Period::Day(_))
                        | DateForm::Weekday { .. }
                        | DateForm::MonthDay { .. }
                        | DateForm::Nth { .. }
                        | DateForm::DayOfMonth(_)
                ))
            || matches!(lead.as_str(), "in" | "the" | "to" | "did")
                && matches!(lead2.as_str(), "than" | "compared" | "from" | "did" | "with")
        {
            continue;
        }
        // "between 2014 and 2024": the time is that of the later end.
        let paired = lead == "between"
            && tokens.get(mention.core.end).is_some_and(|t| t.is_any(prose, &["and"]))
            && mention_at(mentions, mention.core.end + 1).is_some_and(|m| matches!(m.value, Value::Date(_)));
        if paired {
            continue;
        }
        let inside = statement.contains(&mention.core.start);
        let opens = sentence.tokens.start + 2 >= mention.tokens.start;
        let distance = if mention.core.start >= core.end {
            mention.core.start - core.end
        } else {
            core.start.saturating_sub(mention.core.end) + 1
        };
        if distance > REACH && !opens {
            continue;
        }
        // Another value of the same sentence nearer to the date takes it.
        let taken = mention.core.start >= core.end
            && mentions.iter().skip(from).take_while(|m| m.core.start < mention.core.start).any(|m| {
                m.core.start >= core.end
                    && m.core.end <= mention.core.start
                    && !matches!(m.value, Value::Date(_))
            });
        // "which stood at 7 percent in the same quarter of last year, sank to 1.5": the value right before it has it.
        let taken = taken
            || mention.core.end <= core.start
                && mentions.iter().skip(from).take_while(|m| m.core.start < mention.core.start).any(|m| {
                    m.core.end <= mention.tokens.start
                        && mention.tokens.start - m.core.end <= 6
                        && tokens
                            .get(sentence.tokens.start.max(m.core.start.saturating_sub(6))..m.core.start)
                            .unwrap_or(&[])
                            .iter()
                            .any(|t| lexicon::is(t, Class::RELATIVE))
                        && !matches!(m.value, Value::Date(_))
                        && !tokens.get(m.core.end..mention.tokens.start).unwrap_or(&[]).iter().any(|t| {
                            t.kind == TokenKind::Sign && !t.is('-') && !t.is('%')
                                || lexicon::is(t, Class::CONJUNCTION.and(Class::AUXILIARY))
                        })
                });
        // "cost $64 million and began in February", "ten stations open on Sept. 3": another verb takes the date.
        let between = tokens.get(core.end..mention.core.start.max(core.end)).unwrap_or(&[]);
        // "budgeted at $46 million, is to be ready in May"
        let follows = between.first().is_some_and(|t| t.is(','))
            && between.get(1).is_some_and(|t| lexicon::is(t, Class::AUXILIARY.and(Class::MODAL)));
        let other_verb = follows
            || between.iter().any(|t| {
                lexicon::is(t, Class::CONJUNCTION.and(Class::START).and(Class::END))
                    && !lexicon::is(t, Class::PREPOSITION)
                    && !t.is_any(prose, &["last", "first", "next"])
            });
        if other_verb && !opens {
            continue;
        }
        if !opens && (taken || !inside) {
            continue;
        }
        let weight = distance + if inside { 0 } else { REACH };
        let found = When {
            // "on the first Saturday in May": a month that is told with colour, and no day of the story.
            period: date.resolve(base).map(|p| match (date.form, p) {
                (DateForm::Nth { month, .. }, Period::Day(day)) => Period::Month { year: day.year(), month },
                _ => p,
            }),
            since: lead == "since",
            fiscal: match date.form {
                DateForm::Periods { unit: CalendarUnit::FiscalYear, offset } => Some(offset),
                _ => None,
            },
            // "was $1.50 until 2016": the time before, not the story's.
            elsewhere: matches!(
                date.form,
                DateForm::Elsewhere | DateForm::Back { .. } | DateForm::SeasonBefore(_)
            ) || matches!(lead.as_str(), "until" | "till" | "before")
                && matches!(date.form, DateForm::Full(Period::Year(_))),
            near: inside,
            anterior: false,
        };
        if best.is_none_or(|(w, _)| weight < w) {
            best = Some((weight, found));
        }
    }
    let mut when = best.map_or_else(When::default, |(_, when)| when);
    // "The river crested then at 33.9 feet": at some other time. "and then", "since then" tell of an order.
    let then = tokens.get(statement.clone()).unwrap_or(&[]).windows(2).any(|w| {
        matches!(w, [before, then] if then.is_any(prose, &["then"])
            && before.kind == TokenKind::Word
            && (is_participle(before.text(prose), before) || lexicon::is(before, Class::AUXILIARY)))
    });
    when.elsewhere |= then;
    let left = tokens.get(statement.start..core.start).unwrap_or(&[]);
    // "had been", "had burned"; but "had four helicopters" is the verb itself.
    // After "told trustees that" the past perfect is only reported speech.
    let reported = tokens
        .get(sentence.tokens.start..core.start)
        .unwrap_or(&[])
        .iter()
        .any(|t| lexicon::is(t, Class::SPEECH));
    // "had long been about 63 percent" is over, whoever says it.
    let long = left.windows(2).any(|w| {
        matches!(w, [had, long] if had.is_any(prose, &["had"])
            && long.is_any(prose, &["long", "always", "once", "previously", "earlier", "formerly", "traditionally", "historically"]))
    });
    when.anterior = long
        || !reported
            && left.iter().enumerate().rev().take(8).any(|(i, t)| {
                t.kind == TokenKind::Word
                    && t.is_any(prose, &["had"])
                    && left
                        .get(i + 1)
                        .is_some_and(|n| n.kind == TokenKind::Word && is_participle(n.text(prose), n))
            });
    when
}

/// A past participle by its ending, or an irregular one.
fn is_participle(text: &str, token: &Token) -> bool {
    text.ends_with("ed")
        || text.ends_with("en")
        || text.ends_with("ly")
        || text == "not"
        || crate::text::is_irregular_past(token)
}

/// A name in a sentence, with how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entity {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// How it stands.
    pub(crate) role: EntityRole,
    /// One capitalised word at the start of a sentence: may be no name at all.
    pub(crate) doubtful: bool,
}

/// How a name stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntityRole {
    /// `in Fort Worth`, `across Texas`
    Place,
    /// `Pelican's port`, `the Highmoor Marathon's record`
    Owner,
    /// Before the verb: `Safe Mooring raised …`
    Subject,
    /// Says or reports: `DPD reported …`
    Speaker,
    /// Anything else.
    Other,
}

/// Prepositions that put what a sentence says in a place.
const PLACING: &[&str] = &[
    "in",
    "at",
    "across",
    "throughout",
    "near",
    "around",
    "outside",
    "within",
    "inside",
    "for",
    "from",
    "of",
    "among",
    "at",
];

/// The names of a sentence. A heading in title case has none that can be told apart.
/// `common` tells whether the text writes a word in lower case elsewhere.
pub(crate) fn entities(
    prose: &str,
    tokens: &[Token],
    sentence: &Sentence,
    headline: bool,
    common: &dyn Fn(&Token) -> bool,
) -> Vec<Entity> {
    let mut out = Vec::new();
    let opening = after_dateline(tokens, sentence.tokens.clone());
    let all = tokens.get(sentence.tokens.clone()).unwrap_or(&[]);
    let words = all.iter().filter(|t| t.kind == TokenKind::Word && t.span.len() > 3).count();
    let capitals = all.iter().filter(|t| t.kind == TokenKind::Word && t.span.len() > 3 && t.capital).count();
    if words >= 4 && capitals * 10 > words * 7 {
        return out;
    }
    let end = sentence.tokens.end;
    let mut at = opening;
    let lead = first_word(tokens, opening..end);
    while at < end {
        let Some(token) = tokens.get(at) else { break };
        if !begins_name(prose, token, at == lead) {
            at += 1;
            continue;
        }
        let start = at;
        let mut last = at;
        let mut next = at + 1;
        while next < end {
            let Some(t) = tokens.get(next) else { break };
            let previous_possessive = tokens.get(last).is_some_and(|t| t.possessive);
            if previous_possessive {
                break;
            }
            if t.kind == TokenKind::Word && t.capital && !is_calendar(prose, t) {
                last = next;
                next += 1;
                continue;
            }
            // "Dallas-Fort Worth", "Bank of Velmora", "Johnson & Johnson"
            let joins = (t.is('-') && t.glued)
                || t.is('&')
                || matches!(t.text(prose), "of" | "de" | "la" | "van" | "von" | "der" | "al");
            if joins
                && tokens.get(next + 1).is_some_and(|n| {
                    next + 1 < end && n.kind == TokenKind::Word && n.capital && !is_calendar(prose, n)
                })
            {
                next += 1;
                continue;
            }
            break;
        }
        let run = start..last + 1;
        at = last + 1;
        let before = start.checked_sub(1).filter(|i| *i >= sentence.tokens.start).and_then(|i| tokens.get(i));
        let before2 =
            start.checked_sub(2).filter(|i| *i >= sentence.tokens.start).and_then(|i| tokens.get(i));
        let preposition = |t: Option<&Token>| t.is_some_and(|t| t.is_any(prose, PLACING));
        let article = |t: Option<&Token>| {
            t.is_some_and(|t| {
                matches!(
                    t.text(prose),
                    "the" | "The" | "neighboring" | "neighbouring" | "nearby" | "downtown"
                )
            })
        };
        // "On the Airport line, …" opens a sentence about that line; "on the Facebook page" says where it was posted.
        let on_the = start == lead + 2
            && tokens.get(lead).is_some_and(|t| t.text(prose) == "On")
            && tokens.get(lead + 1).is_some_and(|t| t.text(prose) == "the");
        let placed = on_the || preposition(before) || (article(before) && preposition(before2));
        let possessive = tokens.get(last).is_some_and(|t| t.possessive);
        let next = tokens.get(at).filter(|_| at < end);
        let speaks = |t: Option<&Token>| t.is_some_and(|t| lexicon::is_or_stem(t, Class::SPEECH));
        // "The Department of Homeland Security (DHS) said"
        let short_form =
            tokens.get(at).is_some_and(|t| t.is('(')) && tokens.get(at + 2).is_some_and(|t| t.is(')'));
        let verb = if short_form { tokens.get(at + 3) } else { tokens.get(at) };
        let told = before.is_some_and(|t| lexicon::is(t, Class::SPEECH))
            || before2.is_some_and(|t| t.text(prose) == "according");
        let role = if possessive {
            EntityRole::Owner
        } else if speaks(next) || speaks(verb) || told {
            EntityRole::Speaker
        } else if placed {
            EntityRole::Place
        } else if stands_before_verb(tokens, sentence, start, at) {
            EntityRole::Subject
        } else {
            EntityRole::Other
        };
        let single = start == lead && run.len() == 1 && !tokens.get(start).is_some_and(|t| t.all_caps);
        // A common noun may open a sentence: in the plural ("Agents"), as a mass or a deed ("Enrollment"), and in a
        // headline, which drops its articles, any noun.
        let opening = tokens.get(start);
        let noun = headline || opening.is_some_and(|t| is_common_opening(t.text(prose)));
        if single && (!possessive && noun || opening.is_some_and(common)) {
            continue;
        }
        // "Pelican, which …", "Orbis sells …": what follows makes it a name; "Put another way" does not.
        let named = next.is_some_and(|t| {
            t.is(',')
                && !tokens.get(start).is_some_and(|t| {
                    lexicon::is_or_stem(t, Class::SPEECH)
                        || t.is_any(prose, &["yes", "well", "sure", "please", "sorry"])
                })
                || lexicon::is(t, Class::AUXILIARY.and(Class::STATE).and(Class::MODAL))
                || lexicon::is_or_stem(t, Class::UP.and(Class::DOWN).and(Class::GOAL))
        });
        // "Hand over your old gadget", "Want 512 GB?": a verb that bids, no name.
        let bids = next.is_some_and(|t| {
            lexicon::is(t, Class::DETERMINER)
                || t.is_any(prose, &["over", "up", "out", "off", "down", "back", "away"])
        });
        if single && bids && !named {
            continue;
        }
        let doubtful = single && !possessive && !named;
        out.push(Entity { tokens: run, role, doubtful });
    }
    out
}

fn first_word(tokens: &[Token], range: Range<usize>) -> usize {
    let start = range.start;
    range.into_iter().find(|i| tokens.get(*i).is_some_and(|t| t.kind == TokenKind::Word)).unwrap_or(start)
}

/// Endings of plural, mass and abstract nouns.
fn is_common_opening(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "s", "ment", "tion", "sion", "ness", "ity", "ship", "ing", "ance", "ence", "ism", "age", "th", "ure",
        "ed", "ly",
    ];
    // Collective nouns and plurals without an ending (Quirk et al., 5.83 and 5.108).
    const COLLECTIVE: &[&str] = &[
        "Police",
        "People",
        "Men",
        "Women",
        "Children",
        "Staff",
        "Crew",
        "Personnel",
        "Folk",
        "Youth",
        "Media",
        "Data",
        "Clergy",
        "Cattle",
        "Nobody",
        "Everybody",
        "Everyone",
        "Someone",
        "Somebody",
        "Anyone",
    ];
    COLLECTIVE.contains(&word) || ENDINGS.iter().any(|e| word.ends_with(e)) && !word.ends_with("ss")
}

/// One past `PORT MERRIN (Coast News Agency) —`: the dateline names the newsroom's place, not the statement's.
pub(crate) fn after_dateline(tokens: &[Token], sentence: Range<usize>) -> usize {
    let start = sentence.start;
    let opening = tokens.get(start..sentence.end.min(start + 14)).unwrap_or(&[]);
    let dash = opening
        .iter()
        .position(|t| t.kind == TokenKind::Sign && matches!(t.sign, '—' | '–') || t.is('-') && !t.glued);
    let plain = |t: &Token| t.kind != TokenKind::Word || t.capital || t.span.len() <= 3;
    match dash {
        Some(at) if at > 0 && opening.iter().take(at).all(plain) => start + at + 1,
        _ => start,
    }
}

fn is_calendar(prose: &str, token: &Token) -> bool {
    if !lexicon::is(token, Class::CALENDAR) {
        return false;
    }
    let text = token.bare(prose);
    period::weekday(text).is_some() && text.len() > 3 || period::month_number(text).is_some()
}

/// `Q2`: no name of anything.
fn is_quarter(prose: &str, token: &Token) -> bool {
    matches!(token.text(prose).as_bytes(), [b'Q', b'1'..=b'4'])
}

fn begins_name(prose: &str, token: &Token, first: bool) -> bool {
    token.kind == TokenKind::Word
        && token.capital
        && !is_calendar(prose, token)
        && !is_quarter(prose, token)
        && token.text(prose) != "I"
        && (!first
            || !lexicon::is(
                token,
                Class::FUNCTION
                    .and(Class::PRONOUN)
                    .and(Class::ADVERB)
                    .and(Class::TRIGGER)
                    .and(Class::SUBORDINATOR)
                    .and(Class::NEGATION)
                    .and(Class::MORE)
                    .and(Class::PART)
                    .and(Class::COLOUR)
                    .and(Class::HYPOTHESIS)
                    .and(Class::OUTDATED),
            ))
}

/// Nothing but an article or an opening mark stands before it in its clause.
fn stands_before_verb(tokens: &[Token], sentence: &Sentence, start: usize, end: usize) -> bool {
    let mut at = start;
    while let Some(before) =
        at.checked_sub(1).filter(|i| *i >= sentence.tokens.start).and_then(|i| tokens.get(i))
    {
        match before.kind {
            TokenKind::Sign => {
                if matches!(before.sign, '“' | '"' | '•' | '-' | '*' | '\'' | '‘') {
                    at -= 1;
                    continue;
                }
                return matches!(before.sign, ',' | ';' | ':' | '—' | '–');
            }
            TokenKind::Word => {
                if lexicon::is(before, Class::DETERMINER) {
                    at -= 1;
                    continue;
                }
                return lexicon::is(before, Class::CONJUNCTION.and(Class::SUBORDINATOR))
                    && !lexicon::is(before, Class::PREPOSITION)
                    || before.span.len() > 2
                        && tokens
                            .get(end)
                            .is_some_and(|t| lexicon::is(t, Class::STATE.and(Class::AUXILIARY)));
            }
            TokenKind::Number => return false,
        }
    }
    true
}
