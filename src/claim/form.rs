//! How a value stands in its clause: as a change, its result, its origin, a part, or as it is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::claim::Form;
use crate::fact::Direction;
use crate::mention::{Mention, Value};
use crate::quantity::Quantity;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind, key_of, stem_of};

/// A form with the word of change that gave it.
pub(crate) struct Formed {
    pub(crate) form: Form,
    pub(crate) change_word: Option<usize>,
}

impl Formed {
    fn plain() -> Formed {
        Formed { form: Form::Plain, change_word: None }
    }
}

/// The direction a word gives, if it gives one.
pub(crate) fn direction(token: &Token) -> Option<Direction> {
    if token.kind != TokenKind::Word {
        return None;
    }
    let class = crate::claim::form::change_class(token);
    if class.has(Class::UP) {
        Some(Direction::Up)
    } else if class.has(Class::DOWN) {
        Some(Direction::Down)
    } else {
        None
    }
}

/// Classes of a token's key or, for a verb form, of its stem.
pub(crate) fn change_class(token: &Token) -> Class {
    let class = lexicon::class(token);
    if class.has(Class::UP.and(Class::DOWN)) {
        return class;
    }
    class.and(lexicon::stem_class(token))
}

fn text_is(prose: &str, token: Option<&Token>, words: &[&str]) -> bool {
    token.is_some_and(|t| t.kind == TokenKind::Word && t.is_any(prose, words))
}

/// Ends a clause on the way to its verb.
fn ends_clause(token: &Token) -> bool {
    token.kind == TokenKind::Sign && matches!(token.sign, ';' | ':' | '(' | ')' | '—' | '.' | '!' | '?')
}

/// The form of a mention in the sentence `first..end`.
pub(crate) fn form(prose: &str, tokens: &[Token], first: usize, end: usize, mention: &Mention) -> Formed {
    let start = mention.tokens.start;
    let after = mention.tokens.end;
    if matches!(mention.value, Value::Date(_)) {
        return Formed::plain();
    }
    if let Value::Times(times) = &mention.value {
        let up = *times >= rust_decimal::Decimal::ONE;
        return Formed {
            form: Form::Change(if up { Direction::Up } else { Direction::Down }),
            change_word: Some(mention.core.start),
        };
    }
    if let Some(formed) = comparative(prose, tokens, after, end, mention) {
        return formed;
    }
    // "an 8.2% decrease", "a 0.4-point rise", "a half-point cut": a noun of change inside the phrase it leads.
    if let Some(formed) = noun_after(prose, tokens, after, end, mention) {
        return formed;
    }
    // "up 6 points", "down by 8%", "fell 8.2%", "a drop of 597", "lighter by 62 grams"
    let mut at = start;
    let mut link = "";
    while let Some(t) = at.checked_sub(1).filter(|i| *i >= first).and_then(|i| tokens.get(i)) {
        let skip = lexicon::is(t, Class::ADVERB) && !lexicon::is(t, Class::UP.and(Class::DOWN))
            || t.is_any(
                prose,
                &[
                    "a", "an", "the", "its", "some", "just", "only", "another", "further", "full", "whole",
                    "whopping", "modest", "mere",
                ],
            )
            // "rising a revised 263,000"
            || t.text(prose).ends_with("ed")
                && direction(t).is_none()
                && at.checked_sub(2).and_then(|i| tokens.get(i)).is_some_and(|b| lexicon::is(b, Class::DETERMINER));
        if link.is_empty() && t.is_any(prose, &["by", "of", "to", "from", "at"]) {
            link = t.text(prose);
        } else if !skip || t.kind != TokenKind::Word {
            break;
        }
        at -= 1;
        if start - at > 5 {
            break;
        }
    }
    let governor = at.checked_sub(1).filter(|i| *i >= first);
    let governor_token = governor.and_then(|i| tokens.get(i));
    let link = link.to_ascii_lowercase();
    match link.as_str() {
        "from" => return origin(prose, tokens, first, end, at, after),
        "to" => {
            if let Some((word, dir)) = change_to_left(prose, tokens, first, at) {
                return Formed { form: Form::Result(dir), change_word: Some(word) };
            }
            return Formed::plain();
        }
        "by" => {
            if let Some(word) = governor
                .filter(|_| governor_token.is_some_and(|t| lexicon::is(t, Class::MORE.and(Class::LESS))))
            {
                let more = governor_token.is_some_and(|t| lexicon::is(t, Class::MORE));
                return Formed {
                    form: Form::Change(if more { Direction::Up } else { Direction::Down }),
                    change_word: Some(word),
                };
            }
            if let Some((word, dir)) = change_to_left(prose, tokens, first, at) {
                return Formed { form: Form::Change(dir), change_word: Some(word) };
            }
            return Formed::plain();
        }
        "at" => return Formed::plain(),
        _ => {}
    }
    if let (Some(word), Some(t)) = (governor, governor_token)
        && let Some(dir) = direction(t)
        && is_change_here(prose, tokens, first, word, mention)
    {
        // "the drop was 8.2%" is met below; "increase 1,900 acres" here.
        return Formed { form: Form::Change(dir), change_word: Some(word) };
    }
    // "cut 23 seconds from the course record", "knocking 0.25 percent off the cost": the verb stands right before.
    // "the decline was 8.2%", "growth since Wednesday was 9,100 acres": a noun of change as the subject.
    if let Some((word, dir)) = change_subject(prose, tokens, first, start) {
        return Formed { form: Form::Change(dir), change_word: Some(word) };
    }
    Formed::plain()
}

/// `65 fewer`, `52 grams lighter`, `40 percent faster`, `8.2 points lower`, `3% more`, `0.25 percent off`
fn comparative(prose: &str, tokens: &[Token], after: usize, end: usize, mention: &Mention) -> Option<Formed> {
    for at in after..end.min(after + 4) {
        let t = tokens.get(at)?;
        if t.kind != TokenKind::Word {
            return None;
        }
        let class = lexicon::class(t);
        if class.has(Class::MORE.and(Class::LESS)) {
            let text = t.text(prose).to_ascii_lowercase();
            // "five more meetings", "an additional 12": more of the same, a part; "further" likewise.
            let count = matches!(mention.value, Value::Amount(Quantity::Count(_)));
            if matches!(
                text.as_str(),
                "further" | "extra" | "additional" | "later" | "earlier" | "older" | "younger"
            ) || (text == "off"
                && !matches!(
                    mention.value,
                    Value::Amount(Quantity::Percent(_) | Quantity::Points(_) | Quantity::Measure { .. })
                ))
            {
                return None;
            }
            if text == "more"
                && count
                && !tokens.get(at..end.min(at + 6))?.iter().any(|t| t.text(prose) == "than")
            {
                return Some(Formed { form: Form::Part, change_word: None });
            }
            let up = class.has(Class::MORE) && !class.has(Class::LESS);
            return Some(Formed {
                form: Form::Change(if up { Direction::Up } else { Direction::Down }),
                change_word: Some(at),
            });
        }
        // "two points fewer", "597 students fewer": one noun may stand between.
        if lexicon::is(t, Class::FUNCTION) || at > after + 1 {
            return None;
        }
    }
    None
}

/// A noun of change right behind the value, before any preposition.
fn noun_after(prose: &str, tokens: &[Token], after: usize, end: usize, mention: &Mention) -> Option<Formed> {
    // "84 arrests fell": a plain count needs the noun joined to it; percent, points and units lead it freely.
    let free = !matches!(mention.value, Value::Amount(Quantity::Count(_) | Quantity::Ordinal(_)));
    let mut at = after;
    for _ in 0..4 {
        let t = tokens.get(at).filter(|_| at < end)?;
        if t.is('-') && t.glued {
            at += 1;
            continue;
        }
        if t.kind != TokenKind::Word || lexicon::is(t, Class::FUNCTION) && direction(t).is_none() {
            return None;
        }
        if let Some(dir) = direction(t) {
            let text = t.text(prose).to_ascii_lowercase();
            // "8.2% up", "3% down on last year"; but "14 up for election".
            if text == "up" || text == "down" {
                return free.then_some(Formed { form: Form::Change(dir), change_word: Some(at) });
            }
            // "has killed 12 swells past": a count leads no verb in -s.
            let noun = (free || !text.ends_with('s'))
                && !text.ends_with("ed")
                && !matches!(text.as_str(), "fell" | "rose" | "grew" | "shrank" | "sank" | "lost");
            if noun && (free || at == after) && !matches!(mention.value, Value::Amount(Quantity::Ordinal(_)))
            {
                return Some(Formed { form: Form::Change(dir), change_word: Some(at) });
            }
            return None;
        }
        at += 1;
    }
    None
}

/// `from 24 MB to 18 MB`, `down from 5,100`
fn origin(prose: &str, tokens: &[Token], first: usize, end: usize, from: usize, after: usize) -> Formed {
    let to_follows = tokens
        .get(after..end.min(after + 8))
        .is_some_and(|next| next.iter().take_while(|t| !ends_clause(t)).any(|t| t.is_any(prose, &["to"])));
    let change = change_to_left(prose, tokens, first, from + 1).is_some();
    if to_follows || change {
        return Formed { form: Form::Origin, change_word: None };
    }
    Formed::plain()
}

/// The nearest word of change to the left in the same clause.
fn change_to_left(prose: &str, tokens: &[Token], first: usize, start: usize) -> Option<(usize, Direction)> {
    let mut commas = 0;
    for at in (first..start).rev() {
        let t = tokens.get(at)?;
        if ends_clause(t) || start - at > 24 {
            return None;
        }
        if t.is(',') {
            commas += 1;
            if commas > 1 {
                return None;
            }
        }
        if text_is(prose, Some(t), &["while", "whereas", "but", "although", "though"]) {
            return None;
        }
        if let Some(dir) = direction(t) {
            // "Tamarack Falls went from …": part of a name.
            let named = t.capital
                && at > first
                && tokens.get(at - 1).is_some_and(|b| b.capital && b.kind == TokenKind::Word)
                && tokens
                    .get(at + 1..start)
                    .unwrap_or(&[])
                    .iter()
                    .any(|n| n.kind == TokenKind::Word && !n.capital && !lexicon::is(n, Class::FUNCTION));
            if named {
                continue;
            }
            let text = t.text(prose).to_ascii_lowercase();
            if matches!(text.as_str(), "up" | "down") && !particle_of_change(prose, tokens, first, at) {
                continue;
            }
            return Some((at, dir));
        }
    }
    None
}

/// Whether `up` or `down` tells a change: after a form of `be`, `go`, `come`, `bring`, or at the head of its clause.
fn particle_of_change(prose: &str, tokens: &[Token], first: usize, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|i| *i >= first).and_then(|i| tokens.get(i)) else {
        return true;
    };
    before.is(',')
        || text_is(
            prose,
            Some(before),
            &[
                "is", "are", "was", "were", "be", "been", "went", "go", "goes", "gone", "come", "came",
                "comes", "coming", "bring", "brought", "also", "also,", "edged", "inched", "ticked",
                "nudged", "going", "crept",
            ],
        )
}

/// Whether a word of change right before a value is one here: `up to 5` is a hedge, `a set up 12 years ago` none.
fn is_change_here(prose: &str, tokens: &[Token], first: usize, word: usize, mention: &Mention) -> bool {
    let Some(token) = tokens.get(word) else { return false };
    let text = token.text(prose).to_ascii_lowercase();
    if matches!(text.as_str(), "up" | "down") {
        // "make up a fifth", "took up 3%": the particle belongs to its verb.
        let phrasal = word
            .checked_sub(1)
            .and_then(|i| tokens.get(i))
            .is_some_and(|t| PHRASAL_KEYS.contains(&t.key) || PHRASAL_KEYS.contains(&t.stem));
        if phrasal {
            return false;
        }
        // Before a percentage or points the particle is enough; before a count it wants a verb of being.
        return !matches!(mention.value, Value::Amount(Quantity::Count(_)))
            || particle_of_change(prose, tokens, first, word);
    }
    // "lost 22 homes", "raise $5": a count of things is lost, not a change of the count, unless percent or so.
    !(matches!(mention.value, Value::Amount(Quantity::Count(_) | Quantity::Money { .. }))
        && matches!(
            text.as_str(),
            "lost" | "lose" | "loses" | "raised" | "raise" | "raises" | "gained" | "shed" | "cut"
        ))
        || matches!(text.as_str(), "gained" | "shed")
}

/// Verbs that take `up` or `down` for another sense than a change (Quirk et al., 16.2 to 16.4).
const PHRASAL: &[&str] = &[
    "make", "take", "give", "set", "pick", "put", "use", "eat", "buy", "mop", "soak", "snap", "end", "sign",
    "turn", "open", "build", "free", "line", "back", "cover", "write", "track", "hand", "lay", "settle",
    "break", "shut", "tear",
];

static PHRASAL_KEYS: LazyLock<BTreeSet<u64>> =
    LazyLock::new(|| PHRASAL.iter().flat_map(|w| [key_of(w), stem_of(w)]).collect());

/// `the decline was 8.2%`, `growth since Wednesday was 9,100 acres`: a noun of change that a verb of being ties to
/// the value.
fn change_subject(prose: &str, tokens: &[Token], first: usize, start: usize) -> Option<(usize, Direction)> {
    const TIES: &[&str] = &[
        "was", "is", "were", "are", "of", "reached", "hit", "totaled", "totalled", "came", "at", "to",
        "amounted", "measured", "be", "been", "stands", "stood",
    ];
    let mut at = start;
    let mut tied = false;
    while let Some(i) = at.checked_sub(1).filter(|i| *i >= first) {
        let t = tokens.get(i)?;
        if ends_clause(t) || t.is(',') || start - i > 12 {
            return None;
        }
        if tied
            && t.kind == TokenKind::Word
            && let Some(dir) = direction(t)
        {
            let text = t.text(prose).to_ascii_lowercase();
            let noun = matches!(
                text.as_str(),
                "growth"
                    | "rise"
                    | "increase"
                    | "gain"
                    | "jump"
                    | "surge"
                    | "expansion"
                    | "drop"
                    | "decrease"
                    | "decline"
                    | "fall"
                    | "reduction"
                    | "dip"
                    | "slump"
                    | "contraction"
                    | "improvement"
                    | "hike"
                    | "cut"
                    | "plunge"
                    | "slide"
            );
            return noun.then_some((i, dir));
        }
        if text_is(prose, Some(t), TIES) {
            tied = true;
        } else if !tied && lexicon::is(t, Class::DETERMINER.and(Class::COLOUR).and(Class::ADVERB)) {
            // "is a modest 4.1 percent"
        } else if !tied {
            return None;
        }
        at = i;
    }
    None
}

/// `two of the five`, `the remaining four`, `another three`, `54 of them`
pub(crate) fn is_part(
    prose: &str,
    tokens: &[Token],
    first: usize,
    end: usize,
    statement: usize,
    mention: &Mention,
) -> bool {
    let after = mention.tokens.end;
    let count = matches!(
        mention.value,
        Value::Amount(Quantity::Count(_) | Quantity::Percent(_) | Quantity::Ratio { .. })
    );
    let next = |n: usize| tokens.get(after + n).filter(|_| after + n < end);
    // "two of the five meetings", "180 of the 1,240", "one of them", "seventeen of our 214": of + determiner + number.
    if count && !matches!(mention.value, Value::Amount(Quantity::Percent(_) | Quantity::Ratio { .. })) {
        let of = (0..3).find(|n| text_is(prose, next(*n), &["of", "among"]));
        if let Some(n) = of
            && next(n + 1).is_some_and(|t| {
                text_is(
                    prose,
                    Some(t),
                    &["the", "those", "these", "this", "its", "our", "their", "them", "us", "his", "her"],
                )
            })
        {
            let pronoun = text_is(prose, next(n + 1), &["them"]);
            let number_follows =
                next(n + 2).is_some_and(|t| t.kind == TokenKind::Number || lexicon::is(t, Class::TRIGGER));
            // "Seven of them are …" is a part; "the plan calls for four of them" counts them all.
            if number_follows || (n == 0 && (!pronoun || statement == mention.tokens.start)) {
                return true;
            }
        }
    }
    // "£41 million of its budget"
    let money = matches!(mention.value, Value::Amount(Quantity::Money { .. }));
    if money
        && text_is(prose, next(0), &["of"])
        && text_is(prose, next(1), &["the", "its", "their", "his", "her", "our", "that", "this"])
    {
        return true;
    }
    // "half of that", "a third of it"
    let fraction = matches!(mention.value, Value::Amount(Quantity::Ratio { .. }));
    if fraction
        && text_is(prose, tokens.get(mention.tokens.end), &["of"])
        && text_is(prose, tokens.get(mention.tokens.end + 1), &["that", "it", "this"])
    {
        return true;
    }
    // "Fourteen per cent of residents, or 1,325,000 people, were born abroad"
    let whole = matches!(mention.value, Value::Amount(Quantity::Count(_)));
    if whole && is_restated_share(prose, tokens, first, mention.tokens.start) {
        return true;
    }
    // "none of them critically": says nothing of the whole.
    if mention.core_span.slice(prose).eq_ignore_ascii_case("none") {
        return true;
    }
    // "Of the participants, 206 had diabetes": a part of a group that was counted before.
    let opening = tokens.get(first..mention.tokens.start).unwrap_or(&[]);
    let opens = text_is(prose, tokens.get(first), &["of"])
        && text_is(prose, tokens.get(first + 1), &["the", "those", "these", "its", "our", "their", "them"])
        && !opening.iter().any(|t| {
            t.kind == TokenKind::Number
                || lexicon::is(t, Class::TRIGGER) && !lexicon::is(t, Class::DETERMINER)
        });
    if opens && opening.iter().filter(|t| t.is(',')).count() == 1 {
        return true;
    }
    let before = mention.tokens.start.checked_sub(1).filter(|i| *i >= first).and_then(|i| tokens.get(i));
    text_is(prose, before, &["another", "remaining", "further", "additional", "extra", "other"])
        || text_is(prose, next(0), &["other", "others", "remaining", "additional", "extra"])
}

/// Whether what stands before ", or" is a percentage or fraction of something.
fn is_restated_share(prose: &str, tokens: &[Token], first: usize, start: usize) -> bool {
    let before = tokens.get(first.max(start.saturating_sub(12))..start).unwrap_or(&[]);
    let [.., comma, or] = before else { return false };
    let share = |t: &Token| {
        t.is('%')
            || t.is_any(
                prose,
                &["percent", "cent", "pct", "third", "thirds", "quarter", "quarters", "half", "fifth"],
            )
    };
    comma.is(',')
        && text_is(prose, Some(or), &["or"])
        && before.windows(2).any(|w| matches!(w, [a, b] if share(a) && text_is(prose, Some(b), &["of"])))
}

/// `per day`, `a day`, `each`, `on average`
pub(crate) fn is_rate(prose: &str, tokens: &[Token], first: usize, end: usize, mention: &Mention) -> bool {
    // "opens at 11:30 a.m. each day"
    if matches!(mention.value, Value::Amount(Quantity::Clock(_))) {
        return false;
    }
    let after = mention.tokens.end;
    let window = tokens.get(after..end.min(after + 5)).unwrap_or(&[]);
    let per = window.iter().enumerate().take_while(|(_, t)| !ends_clause(t) && !t.is(',')).any(|(i, t)| {
        text_is(prose, Some(t), &["per", "apiece"])
            || (text_is(prose, Some(t), &["a", "an", "each", "every"])
                && text_is(
                    prose,
                    window.get(i + 1),
                    &[
                        "student",
                        "pupil",
                        "patient",
                        "household",
                        "user",
                        "member",
                        "day",
                        "week",
                        "month",
                        "year",
                        "hour",
                        "minute",
                        "person",
                        "head",
                        "night",
                    ],
                ))
    });
    let before =
        tokens.get(first.max(mention.tokens.start.saturating_sub(6))..mention.tokens.start).unwrap_or(&[]);
    let average = before.iter().any(|t| {
        text_is(prose, Some(t), &["average", "averages", "averaged", "averaging", "median", "typical"])
    });
    per || average
}
