//! Words beside the matched noun that make another thing of it: modifiers, owners, groups, the phrase it hangs on.

use smallvec::SmallVec;

use crate::claim::{self, Claim};
use crate::judge::fact::compile::is_restrictive;
use crate::judge::fact::hold::Context;
use crate::judge::fact::index::Compiled;
use crate::judge::fact::matching::{self, fills_any, in_places};
use crate::judge::fact::reading::Reading;
use crate::judge::fact::vocabulary::Vocabulary;
use crate::mention::Mention;
use crate::mention::mention_at;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};

/// A word right before the matched noun that makes another thing of it: `property crime`, `non-violent crime`.
pub(super) fn other_thing(
    prose: &str,
    tokens: &[Token],
    mentions: &[Mention],
    floor: usize,
    compiled: &Compiled,
    vocabulary: &Vocabulary,
    matched: usize,
) -> bool {
    // What stands before a verb is its subject.
    if tokens.get(matched).is_some_and(|t| t.text(prose).ends_with("ed")) {
        return false;
    }
    // "Lance Klusener": what leads a name belongs to it.
    if tokens.get(matched).is_some_and(|t| t.capital)
        && matched
            .checked_sub(1)
            .filter(|i| *i >= floor)
            .and_then(|i| tokens.get(i))
            .is_some_and(|t| t.capital && t.kind == TokenKind::Word && !lexicon::is(t, Class::OTHER))
    {
        return false;
    }
    let mut at = matched;
    let mut steps = 0;
    while let Some(before) = at.checked_sub(1).filter(|i| *i >= floor) {
        let Some(token) = tokens.get(before) else { return false };
        // "the 27-year-old Seles": an age, and no other Seles.
        let mention = mention_at(mentions, before);
        if mention.is_some_and(|m| m.compound) {
            return false;
        }
        if lexicon::is(token, Class::OTHER) && !fills_any(compiled, prose, token) {
            return true;
        }
        if mention.is_some() {
            return false;
        }
        // "the trial of Martin Kessler begins": a first name belongs to its last.
        if token.capital
            && tokens.get(at).is_some_and(|t| t.capital && t.kind == TokenKind::Word)
            && before > floor
        {
            return false;
        }
        // "the second-largest container port": the place is said by the superlative, not another port.
        let superlative = token.text(prose).ends_with("est")
            && before.checked_sub(2).is_some_and(|i| {
                tokens.get(i + 1).is_some_and(|t| t.is('-') && t.glued) && mention_at(mentions, i).is_some()
            });
        if superlative {
            return false;
        }
        if token.is('-') && token.glued {
            // "non-violent": look at what the hyphen ties.
            at = before;
            continue;
        }
        if token.kind != TokenKind::Word {
            return false;
        }
        let class = lexicon::class(token);
        let tied = tokens.get(before + 1).is_some_and(|t| t.is('-') && t.glued);
        if class.has(Class::OTHER) && !fills_any(compiled, prose, token) {
            return true;
        }
        if tied && class.has(Class::FUNCTION) {
            at = before; // "per-message"
            continue;
        }
        if class.has(
            Class::FUNCTION
                .and(Class::PRONOUN)
                .and(Class::SPEECH)
                .and(Class::AUXILIARY)
                .and(Class::MODAL)
                .and(Class::SUBORDINATOR)
                .and(Class::NEGATION),
        ) && !tied
        {
            return false;
        }
        if fills_any(compiled, prose, token) || in_places(compiled, prose, token) {
            at = before;
            continue;
        }
        let text = token.bare(prose);
        if text.ends_with("ed") && !tied {
            // "Adjusted profit", "the adjusted profit": a participle with nothing but an article before it qualifies;
            // "DPD reported revenue" is a verb and its object.
            let lead = before.checked_sub(1).filter(|i| *i >= floor).and_then(|i| tokens.get(i));
            let qualifies = lead.is_none_or(|t| {
                lexicon::is(t, Class::DETERMINER) || t.kind == TokenKind::Sign && !t.is('-') && !t.is('’')
            });
            if !qualifies || !class.has(Class::COLOUR) {
                return qualifies;
            }
        }
        // A modifier stands in the singular; what ends in -s is a verb or another noun.
        if text.ends_with('s') && !text.ends_with("ss") && !token.possessive && text.len() > 3 && !tied {
            return false;
        }
        let restrictive = is_restrictive(token.key);
        let harmless = (!restrictive || class.has(Class::COLOUR))
            && (class.has(
                Class::COLOUR
                    .and(Class::ADVERB)
                    .and(Class::MORE)
                    .and(Class::LESS)
                    .and(Class::UP)
                    .and(Class::DOWN)
                    .and(Class::STATE)
                    .and(Class::TRIGGER),
            ) || vocabulary.neutral.contains(&token.key)
                || text.ends_with("ly")
                || token.possessive);
        if !harmless {
            // A verb before its object ("reported violent crime") is no modifier; one that ends its phrase at the
            // left with a name or noun is taken for a verb.
            return !text.ends_with("ed")
                && !text.ends_with("ing")
                && !verb_like(prose, tokens, mentions, floor, before);
        }
        at = before;
        steps += 1;
        if steps > 4 {
            return false;
        }
    }
    false
}

/// A lower-case word with a name, pronoun or plural noun right before it is a verb more often than a modifier.
fn verb_like(prose: &str, tokens: &[Token], mentions: &[Mention], floor: usize, at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if token.capital {
        return false;
    }
    let Some(before) = at.checked_sub(1).filter(|i| *i >= floor).and_then(|i| tokens.get(i)) else {
        return false;
    };
    if at.checked_sub(1).is_some_and(|before| mention_at(mentions, before).is_some()) {
        return false;
    }
    before.kind == TokenKind::Word
        && (before.capital
            || lexicon::is(before, Class::PRONOUN.and(Class::RELATIVE).and(Class::MODAL))
            || before.is_any(prose, &["to"])
            || before.text(prose).ends_with('s'))
        && !lexicon::is(before, Class::DETERMINER.and(Class::PREPOSITION))
}

/// `teachers with a master's degree`, `people under 25`: what follows the noun narrows it to some.
pub(super) fn restricted(
    context: &Context<'_>,
    claim: &Claim,
    compiled: &Compiled,
    vocabulary: &Vocabulary,
    head: usize,
) -> bool {
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    let next = tokens.get(head + 1).filter(|t| t.kind == TokenKind::Word);
    let narrows = next.is_some_and(|t| {
        t.is_any(
            prose,
            &["with", "without", "under", "over", "aged", "younger", "older", "whose", "born", "from"],
        )
    });
    // "prices as a whole": more than the fact's.
    let whole = tokens.get(head + 1..head + 4).unwrap_or(&[]);
    if matches!(whole, [as_, a, whole] if as_.is_any(prose, &["as"]) && a.is_any(prose, &["a"]) && whole.is_any(prose, &["whole"]))
    {
        return true;
    }
    // "forced from their homes by the fire": who did it restricts nothing.
    let agent = next.is_some_and(|t| t.is_any(prose, &["by"]))
        && tokens
            .get(head.saturating_sub(4)..head + 1)
            .unwrap_or(&[])
            .iter()
            .any(|t| t.text(prose).ends_with("ed") || crate::text::is_irregular_past(t));
    // "48 arrests in the operation" says where a counted thing was, "revenue in the division" which revenue.
    let occasion = claim.counted.as_ref().is_some_and(|c| c.words.contains(&head))
        && tokens.get(head + 2).is_some_and(|t| t.is_any(prose, &["the", "this", "that", "these"]));
    // Behind a verb the phrase says where or when it happened, not of what: "closes for good".
    let sentence = context.reading.text.sentences.get(context.index);
    let subject = sentence.and_then(|s| claim::subject(prose, tokens, s, claim.tokens.start));
    let noun = subject.is_none_or(|range| range.contains(&head))
        || claim.counted.as_ref().is_some_and(|c| c.words.contains(&head));
    // "fares on the line": the line of the story; "revenue in the frozen-food division" says which.
    let known = tokens.get(head + 2).is_some_and(|t| t.is_any(prose, &["the", "this", "that"]))
        && tokens.get(head + 4).is_none_or(|t| {
            t.kind == TokenKind::Sign && !t.is('-')
                || lexicon::is(
                    t,
                    Class::AUXILIARY.and(Class::MODAL).and(Class::NEGATION).and(Class::PREPOSITION),
                )
                || lexicon::is_or_stem(t, Class::UP.and(Class::DOWN))
        });
    if !agent
        && noun
        && !known
        && !occasion
        && next
            .is_some_and(|t| t.is_any(prose, &["in", "at", "by", "for", "on", "of", "excluding", "except"]))
        && hangs_elsewhere(context, compiled, vocabulary, head + 2)
    {
        return true;
    }
    // "sessions with the community" says who took part, "teachers with a degree" which of them are meant.
    let definite =
        tokens.get(head + 2).is_some_and(|t| t.is_any(prose, &["the", "its", "their", "his", "her", "our"]));
    if definite || !narrows || tokens.get(head + 2).is_none_or(|t| t.kind == TokenKind::Sign) {
        return false;
    }
    let phrase = tokens.get(head + 2..head + 6).unwrap_or(&[]);
    let own = |t: &&Token| {
        t.kind == TokenKind::Word
            && !lexicon::is(
                t,
                Class::STATE.and(Class::START).and(Class::END).and(Class::AUXILIARY).and(Class::MODAL),
            )
    };
    !phrase.iter().take_while(own).any(|t| {
        matching::fills_any(compiled, prose, t)
            || matching::in_places(compiled, prose, t)
            || vocabulary.neutral.contains(&t.key) && !lexicon::is(t, Class::FUNCTION) && phrase.len() < 2
    }) && !mention_at(&context.bound.mentions, head + 1).is_some_and(|m| m.tokens.contains(&(head + 2)))
}

/// "accidents at level crossings", "revenue in the frozen-food division": what a preposition hangs on the noun is
/// something that neither the fact nor the story names. Names and times are told apart elsewhere.
pub(super) fn hangs_elsewhere(
    context: &Context<'_>,
    compiled: &Compiled,
    vocabulary: &Vocabulary,
    from: usize,
) -> bool {
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    let mut noun = false;
    for at in from..from + 4 {
        let Some(token) = tokens.get(at) else { break };
        if let Some(mention) = mention_at(&context.bound.mentions, at) {
            // "rents for three-bedroom homes" and not "rents for 2024"
            if mention.compound {
                continue;
            }
            return false;
        }
        if token.is('-') && token.glued {
            continue;
        }
        if token.kind != TokenKind::Word {
            break;
        }
        let class = lexicon::class(token);
        if class.has(Class::AUXILIARY.and(Class::MODAL).and(Class::PREPOSITION).and(Class::CONJUNCTION))
            || lexicon::is_or_stem(token, Class::UP.and(Class::DOWN).and(Class::SPEECH))
            || noun
                && (token.text(prose).ends_with("ed")
                    || crate::text::is_irregular_past(token)
                    || class.has(Class::STATE))
        {
            break;
        }
        if token.capital
            || token.possessive
            || matching::fills_any(compiled, prose, token)
            || matching::in_places(compiled, prose, token)
            || vocabulary.words.contains(&token.key) && !class.has(Class::FUNCTION)
        {
            return false;
        }
        noun |= !class.has(
            Class::FUNCTION
                .and(Class::PRONOUN)
                .and(Class::ADVERB)
                .and(Class::COLOUR)
                .and(Class::GENERIC)
                .and(Class::CALENDAR)
                .and(Class::NUMERAL)
                .and(Class::SECOND)
                .and(Class::START)
                .and(Class::END),
        ) && !token.is_any(prose, TIME_NOUNS);
    }
    noun
}

/// Nouns that say when and not what.
const TIME_NOUNS: &[&str] = &[
    "year",
    "years",
    "month",
    "months",
    "week",
    "weeks",
    "day",
    "days",
    "quarter",
    "season",
    "period",
    "decade",
    "time",
    "summer",
    "winter",
    "spring",
    "autumn",
    "past",
    "future",
    "moment",
    "half",
    "row",
    "term",
    "average",
    "total",
    "all",
    "record",
    "fact",
    "statement",
    "report",
    "interview",
    "speech",
    "filing",
    "letter",
    "briefing",
    "hearing",
    "memo",
    "study",
    "survey",
    "poll",
    "case",
    "event",
    "process",
    "meantime",
    "wake",
    "face",
    "same",
    "addition",
    "effect",
    "place",
    "force",
    "part",
    "least",
    "first",
    "end",
    "start",
    "area",
    "city",
    "town",
    "country",
    "region",
];

/// `burglary insurance dropped`: the matched noun, in the singular, only qualifies the one behind it.
pub(super) fn leads_compound(context: &Context<'_>, claim: &Claim, compiled: &Compiled, head: usize) -> bool {
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    let (Some(noun), Some(next)) = (tokens.get(head), tokens.get(head + 1)) else { return false };
    let text = next.text(prose);
    let plain =
        next.kind == TokenKind::Word && !next.capital && !next.glued && !claim.tokens.contains(&(head + 1));
    if !plain
        || noun.text(prose).ends_with('s')
        || noun.text(prose).ends_with("ed")
        || noun.possessive
        || matching::fills_any(compiled, prose, next)
    {
        return false;
    }
    // "the number of burglary suspects in custody": behind a preposition even a plural belongs to the phrase.
    let governed = head
        .checked_sub(1)
        .and_then(|i| tokens.get(i))
        .is_some_and(|t| t.is_any(prose, &["of", "for", "on"]));
    if governed
        && text.ends_with('s')
        && tokens.get(head + 2).is_some_and(|t| {
            lexicon::is(t, Class::PREPOSITION.and(Class::AUXILIARY))
                || lexicon::is_or_stem(t, Class::UP.and(Class::DOWN))
        })
    {
        return true;
    }
    let other = lexicon::is(
        next,
        Class::FUNCTION
            .and(Class::STATE)
            .and(Class::MODAL)
            .and(Class::ADVERB)
            .and(Class::NEGATION)
            .and(Class::SPEECH)
            .and(Class::MORE)
            .and(Class::LESS)
            .and(Class::DIMENSION)
            .and(Class::PART)
            .and(Class::START)
            .and(Class::END)
            .and(Class::SUBORDINATOR),
    ) || lexicon::is_or_stem(
        next,
        Class::UP.and(Class::DOWN).and(Class::SPEECH).and(Class::GOAL).and(Class::FORECAST),
    ) || crate::text::is_irregular_past(next)
        || ["ed", "s", "ing", "ly", "wide"].iter().any(|e| text.ends_with(e))
        || mention_at(&context.bound.mentions, head + 1).is_some();
    !other
}

/// `pay in the whole economy grew`: the matched noun hangs by a preposition on a noun that is not the fact's.
pub(super) fn governed_by_other(
    context: &Context<'_>,
    claim: &Claim,
    compiled: &Compiled,
    head: usize,
) -> bool {
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    let Some(sentence) = context.reading.text.sentences.get(context.index) else { return false };
    const MEASURES: &[&str] = &[
        "number",
        "count",
        "total",
        "rate",
        "level",
        "share",
        "amount",
        "figure",
        "toll",
        "tally",
        "proportion",
        "percentage",
    ];
    if head >= claim.tokens.start {
        return false; // behind the value it stands in the value's own phrase
    }
    let mut at = head;
    for _ in 0..5 {
        let Some(before) = at.checked_sub(1).filter(|i| *i >= sentence.tokens.start) else { return false };
        let Some(token) = tokens.get(before) else { return false };
        if token.kind != TokenKind::Word {
            return false;
        }
        if token.is_any(prose, &["in", "for", "on", "at", "among", "from", "with", "under", "behind"]) {
            let Some(governor) =
                before.checked_sub(1).filter(|i| *i >= sentence.tokens.start).and_then(|i| tokens.get(i))
            else {
                return false;
            };
            let noun = governor.kind == TokenKind::Word
                && !lexicon::is(
                    governor,
                    Class::FUNCTION
                        .and(Class::PRONOUN)
                        .and(Class::STATE)
                        .and(Class::ADVERB)
                        .and(Class::SPEECH)
                        .and(Class::PART),
                )
                && !lexicon::is_or_stem(governor, Class::UP.and(Class::DOWN))
                && !governor.text(prose).ends_with("ed")
                && !governor.text(prose).ends_with("ing")
                && !governor.capital
                && !governor.is_any(prose, MEASURES)
                && before.checked_sub(1).is_none_or(|i| mention_at(&context.bound.mentions, i).is_none());
            return noun
                && !matching::fills_any(compiled, prose, governor)
                && !matching::in_places(compiled, prose, governor);
        }
        if lexicon::is(token, Class::PREPOSITION.and(Class::CONJUNCTION).and(Class::AUXILIARY)) {
            return false;
        }
        at = before;
    }
    false
}

/// "among eighth graders", "of the girls": a group that the fact does not name.
pub(super) fn group_differs(context: &Context<'_>, claim: &Claim, compiled: &Compiled) -> bool {
    let reading = context.reading;
    let tokens = &reading.text.tokens;
    let Some(sentence) = reading.text.sentences.get(context.index) else { return false };
    for at in sentence.tokens.clone() {
        let Some(token) = tokens.get(at) else { break };
        let opens = at == sentence.tokens.start && token.is_any(reading.prose, &["of"]);
        if !opens && !token.is_any(reading.prose, &["among", "amongst"]) {
            continue;
        }
        // "among the estimated 1.6 million residents": the value is of the group itself.
        // "among them a rink and two churches" lists what was counted.
        if tokens.get(at + 1).is_some_and(|t| lexicon::is(t, Class::PRONOUN)) {
            continue;
        }
        // "Among voters over 65": a group by its age.
        let aged =
            tokens.get(at + 1..claim.tokens.start).unwrap_or(&[]).iter().take_while(|t| !t.is(',')).any(
                |t| {
                    t.kind == TokenKind::Number
                        && !compiled
                            .places
                            .iter()
                            .flat_map(|p| p.phrases.iter().flatten())
                            .any(|w| w.key == t.key)
                },
            );
        if aged
            && tokens.get(at + 1..claim.tokens.start).is_some_and(|t| {
                t.iter().any(|t| t.is_any(reading.prose, &["over", "under", "aged", "than"]))
            })
        {
            return true;
        }
        let between = tokens.get(at + 1..claim.tokens.start).unwrap_or(&[]);
        if claim.tokens.start > at
            && claim.tokens.start <= at + 4
            && !between
                .iter()
                .any(|t| lexicon::is(t, Class::PRONOUN) || lexicon::is_or_stem(t, Class::UP.and(Class::DOWN)))
        {
            continue;
        }
        let group = tokens.get(at + 1..sentence.tokens.end.min(at + 5)).unwrap_or(&[]);
        let nouns: SmallVec<[&Token; 4]> = group
            .iter()
            .take_while(|t| {
                t.kind != TokenKind::Sign && !lexicon::is(t, Class::PREPOSITION.and(Class::AUXILIARY))
            })
            .filter(|t| t.kind == TokenKind::Word && !lexicon::is(t, Class::FUNCTION.and(Class::GENERIC)))
            .collect();
        let ours = nouns.iter().any(|t| {
            matching::fills_any(compiled, reading.prose, t) || matching::in_places(compiled, reading.prose, t)
        });
        if !nouns.is_empty() && !ours {
            return true;
        }
        if nouns.is_empty() && group.iter().any(|t| lexicon::is(t, Class::GENERIC)) {
            return true;
        }
    }
    false
}

/// `the council's safety committee has held three meetings`: a common noun owns the subject, and the pack knows none.
pub(super) fn unknown_owner(
    context: &Context<'_>,
    claim: &Claim,
    compiled: &Compiled,
    vocabulary: &Vocabulary,
) -> bool {
    const TIMES: &[&str] = &[
        "year",
        "month",
        "week",
        "day",
        "today",
        "yesterday",
        "quarter",
        "season",
        "night",
        "decade",
        "summer",
        "winter",
        "spring",
        "autumn",
    ];
    let reading = context.reading;
    let Some(sentence) = reading.text.sentences.get(context.index) else { return false };
    let from = sentence.tokens.start.max(claim.tokens.start.saturating_sub(14));
    let tokens = reading.text.tokens.get(from..claim.tokens.start).unwrap_or(&[]);
    // Not across "…, which means": another clause has another subject.
    let clause = tokens.iter().rposition(|t| lexicon::is(t, Class::RELATIVE)).map_or(0, |at| at + 1);
    let tokens = tokens.get(clause..).unwrap_or(&[]);
    tokens.iter().enumerate().any(|(i, t)| {
        // "the country's foreign reserves" own what the fact is about; "the council's safety committee" something else.
        let owned = tokens.get(i + 1..tokens.len().min(i + 5)).unwrap_or(&[]);
        t.possessive
            && !t.capital
            && !vocabulary.words.contains(&t.key)
            && !TIMES.iter().any(|w| t.bare(reading.prose).eq_ignore_ascii_case(w))
            && !lexicon::is(t, Class::PRONOUN.and(Class::FUNCTION).and(Class::GENERIC))
            && !matching::fills_any(compiled, reading.prose, t)
            && !owned.iter().any(|o| matching::fills_any(compiled, reading.prose, o))
    })
}

/// `Reim's brother was arrested`: the subject's own name only owns what the sentence is about.
pub(super) fn owned_by_it(context: &Context<'_>, compiled: &Compiled, found: &matching::Match) -> bool {
    let tokens = &context.reading.text.tokens;
    let prose = context.reading.prose;
    [found.first, found.head].into_iter().flatten().any(|at| {
        let owner = tokens.get(at).is_some_and(|t| t.possessive && t.capital);
        let owned = tokens.get(at + 1..tokens.len().min(at + 5)).unwrap_or(&[]);
        let noun_phrase = || {
            owned.iter().take_while(|t| {
                t.kind == TokenKind::Word
                    && !lexicon::is(t, Class::FUNCTION.and(Class::MODAL).and(Class::STATE).and(Class::SPEECH))
            })
        };
        owner
            && noun_phrase().next().is_some()
            && !noun_phrase()
                .any(|t| matching::fills_any(compiled, prose, t) || matching::in_places(compiled, prose, t))
    })
}

/// Every word of a cell's headers is one that the pack knows; a plain number in a header is a place in a list.
pub(super) fn headers_fit(reading: &Reading<'_>, compiled: &Compiled, vocabulary: &Vocabulary) -> bool {
    const PLAIN: &[&str] = &[
        "value", "figure", "total", "amount", "number", "count", "share", "result", "item", "metric",
        "measure", "detail", "fact", "now", "current", "today", "latest", "what", "how", "many", "much",
    ];
    reading.labels.iter().enumerate().all(|(place, (prose, tokens))| {
        tokens.iter().all(|t| match t.kind {
            TokenKind::Sign => true,
            TokenKind::Number => tokens.len() > 1 || t.span.len() == 4,
            TokenKind::Word => {
                let text = t.bare(prose);
                lexicon::is(t, Class::FUNCTION.and(Class::COLOUR).and(Class::GENERIC))
                    || vocabulary.neutral.contains(&t.key)
                    // The row says in the pack's words what is measured; the column, whose it is.
                    || place == 0 && vocabulary.words.contains(&t.key)
                    || crate::period::month_number(text).is_some()
                    || PLAIN.iter().any(|w| text.eq_ignore_ascii_case(w))
                    || matching::fills_any(compiled, prose, t)
                    || matching::in_places(compiled, prose, t)
            }
        })
    })
}
