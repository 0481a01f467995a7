//! What a text is about: whether a pack's story at all, whether a sentence has turned to something else, and when.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::claim::{self, Bound, Entity, EntityRole};
use crate::fact::Pack;
use crate::judge::fact::index::PackSet;
use crate::judge::fact::place;
use crate::judge::fact::reading::Reading;
use crate::judge::fact::vocabulary::Vocabulary;
use crate::mention::{DateForm, Value};
use crate::period::Period;
use crate::text::lexicon::{self, Class};
use crate::text::{Segmented, Sentence, Token, TokenKind};

/// How a document stands to a pack's story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bearing {
    /// It names the story's own places, people or things.
    Told,
    /// A line or two without a name: about whatever its writer says, in its own words.
    Line,
    /// A text that names none of them; only what else it says can show that it tells the story.
    Open,
}

/// How a document stands to each pack's story.
pub(crate) fn bearings(packs: &[Pack], vocabularies: &[Vocabulary], blocks: &[Segmented]) -> Vec<Bearing> {
    let words: usize = blocks.iter().map(|b| b.tokens.len()).sum();
    packs
        .iter()
        .zip(vocabularies)
        .map(|(_, vocabulary)| {
            let mut halves = BTreeSet::new();
            let told = vocabulary.anchors.is_empty()
                || blocks.iter().any(|block| {
                    block
                        .tokens
                        .iter()
                        .enumerate()
                        .filter(|(_, t)| t.capital && t.kind == TokenKind::Word)
                        .any(|(i, t)| {
                            if vocabulary.halves.contains(&t.key) {
                                halves.insert(t.key);
                            }
                            halves.len() > 1 || stands_at(&block.tokens, i, &vocabulary.anchors)
                        })
                });
            match told {
                true => Bearing::Told,
                false if words < LINE => Bearing::Line,
                false => Bearing::Open,
            }
        })
        .collect()
}

/// Tokens of a text this short are a line typed to try a pack, about whatever it says.
const LINE: usize = 60;

/// Whether one of the names begins at a token, its words side by side.
fn stands_at(tokens: &[Token], at: usize, names: &BTreeSet<Vec<u64>>) -> bool {
    let Some(first) = tokens.get(at) else { return false };
    names.range(vec![first.key]..).take_while(|n| n.first() == Some(&first.key)).any(|name| {
        let mut words = tokens.get(at..).unwrap_or(&[]).iter().filter(|t| !(t.is('-') && t.glued));
        name.iter().all(|key| words.next().is_some_and(|t| t.key == *key))
    })
}

/// Whether the sentence goes on about somebody or something that no pack knows.
pub(super) fn focus(
    set: &PackSet,
    reading: &Reading<'_>,
    start: usize,
    end: usize,
    entities: &[Entity],
    before: bool,
) -> bool {
    let tokens = &reading.text.tokens;
    let start = claim::after_dateline(tokens, start..end);
    let words = tokens.get(start..end).unwrap_or(&[]);
    let ours = |t: &Token| {
        t.is_any(reading.prose, &["next"]) && set.vocabularies.iter().any(|v| v.words.contains(&t.key))
    };
    if other_subject(reading.prose, words, &ours)
        || tokens.get(reading.run_in.clone()).is_some_and(|label| other_subject(reading.prose, label, &ours))
    {
        return true;
    }
    let known = |e: &Entity| set.vocabularies.iter().any(|v| place::is_known(e, tokens, v));
    // A known person's name, however written, tells nothing of the place.
    let person = |e: &Entity| {
        let words = tokens.get(e.tokens.clone()).unwrap_or(&[]);
        set.vocabularies.iter().any(|v| words.iter().any(|t| v.people.contains(&t.key)))
    };
    let leading = entities.iter().find(|e| {
        matches!(e.role, EntityRole::Subject | EntityRole::Owner | EntityRole::Place)
            && e.tokens.start <= start + 4
            && !person(e)
    });
    // "That is Pruitt County, two states away": what follows is about it.
    let points_at = words.first().is_some_and(|t| lexicon::is(t, Class::PRONOUN))
        && words.get(1).is_some_and(|t| lexicon::is(t, Class::AUXILIARY));
    if points_at && entities.iter().any(|e| e.tokens.start <= start + 3 && !person(e) && !known(e)) {
        return true;
    }
    if let Some(leading) = leading
        && !leading.doubtful
    {
        // "Mayor Tilda Brandt": the pack's own office, whoever holds it.
        let titled = tokens
            .get(leading.tokens.start)
            .is_some_and(|t| set.vocabularies.iter().any(|v| v.words.contains(&t.key)))
            && leading.tokens.len() > 2;
        return !known(leading) && !titled;
    }
    let placing = |e: &Entity| matches!(e.role, EntityRole::Subject | EntityRole::Owner | EntityRole::Place);
    if entities.iter().any(|e| placing(e) && !e.doubtful && !person(e) && known(e)) {
        return false;
    }
    let opening = words.get(..words.len().min(2)).unwrap_or(&[]);
    let goes_on = |t: &Token| {
        lexicon::is(t, Class::PRONOUN) || t.is_any(reading.prose, &["its", "their", "his", "her"])
    };
    let that_version = words.windows(2).any(|w| {
        matches!(w, [a, b] if a.is_any(reading.prose, &["that", "this", "the"])
            && b.is_any(reading.prose, &["version", "draft", "estimate", "count", "plan", "proposal"]))
    });
    before
        && (that_version
            || opening.iter().any(goes_on)
            || words.iter().any(|t| t.is_any(reading.prose, &["there"])))
}

/// `The original Slate weighs …`, `An earlier, smaller study enrolled …`, `The half marathon started …`: the subject
/// of the sentence is another thing of the kind.
fn other_subject(prose: &str, words: &[Token], ours: &dyn Fn(&Token) -> bool) -> bool {
    let mut after_article = false;
    for (i, token) in words.iter().enumerate().take(7) {
        match token.kind {
            TokenKind::Word => {}
            TokenKind::Sign if matches!(token.sign, ',' | '“' | '"' | '-' | '‘') => continue,
            TokenKind::Sign | TokenKind::Number => return false,
        }
        let class = lexicon::class(token);
        let text = token.text(prose);
        // "The under-21s", "the over-65s"
        if after_article
            && matches!(text, "under" | "over")
            && words.get(i + 1).is_some_and(|t| t.is('-') && t.glued)
        {
            return true;
        }
        // "the next census" where the pack has one, and "Others", who are no modifier.
        if class.has(Class::OTHER) && !ours(token) && !text.ends_with('s') && (after_article || i == 0) {
            // "Half of them", "Other than that", "Previous to": a noun must follow.
            let noun = words.get(i + 1).is_some_and(|t| {
                t.is(',') || t.is('-') || t.kind == TokenKind::Word && !lexicon::is(t, Class::FUNCTION)
            });
            let half = !token.is_any(prose, &["half"]) || after_article;
            return noun && half;
        }
        if class.has(Class::AUXILIARY.and(Class::MODAL).and(Class::SPEECH).and(Class::CONJUNCTION)) {
            return false;
        }
        if class.has(Class::PREPOSITION) && i > 0 {
            return false;
        }
        after_article |= class.has(Class::DETERMINER);
        // Past the second content word the subject has been named.
        if !class.has(Class::FUNCTION) && i > 3 {
            return false;
        }
    }
    false
}

/// `In 2019-20 Rovers finished 17th …`: the period that opens a sentence holds for the paragraph until another is named.
pub(super) fn opening_period(bound: &Bound, sentence: &Sentence, base: Option<NaiveDate>) -> Option<Period> {
    let next = bound.mentions.partition_point(|m| m.tokens.start < sentence.tokens.start);
    let first = bound.mentions.get(next)?;
    let Value::Date(date) = &first.value else { return None };
    if first.core.start > sentence.tokens.start + 2 || first.core.end > sentence.tokens.end {
        return None;
    }
    // "Last year" opens many a sentence and holds for that one.
    if matches!(date.form, DateForm::Periods { .. } | DateForm::Elsewhere) {
        return None;
    }
    date.resolve(base).filter(|p| !matches!(p, Period::Day(_)))
}

/// Whether a sentence says a date of its own.
pub(super) fn names_a_period(bound: &Bound, sentence: &Sentence) -> bool {
    let first = bound.mentions.partition_point(|m| m.core.start < sentence.tokens.start);
    let own = bound.mentions.iter().skip(first).take_while(|m| m.core.start < sentence.tokens.end);
    own.into_iter().any(|m| matches!(m.value, Value::Date(_)))
}
