//! One person with two ages: `Desmond Aker, 34, … Aker, 43, …`; `Fenella Drewe dies at 87 … She was 78.`

use std::ops::Range;

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::contradiction::pairing::LEAD;
use crate::judge::itself::contradiction::second_label;
use crate::mention::{Mention, Value};
use crate::quantity::{Dimension, Quantity};
use crate::source::BlockKind;
use crate::text::TokenKind;
use crate::text::lexicon::KeyMap;
use crate::verdict::Judgement;

/// How many people of one surname are told apart.
const MOST: usize = 16;

/// An age that stands beside a name.
#[derive(Clone)]
struct Aged<'b> {
    draft: &'b Draft<'b>,
    /// Its block, by index.
    block: usize,
    age: &'b Mention,
    /// The words of the name.
    name: Range<usize>,
}

/// Every age of a person that another place of the draft denies.
pub(super) fn judge<'b>(blocks: &'b [Draft<'b>], out: &mut Vec<Judgement>) {
    let mut by_surname: KeyMap<Vec<Aged<'b>>> = KeyMap::default();
    // The only person with an age so far: a pronoun's age is theirs.
    let mut only: Option<Aged<'b>> = None;
    let mut several = false;
    for (block, draft) in blocks.iter().enumerate() {
        for age in draft.mentions {
            if years(age).is_none() || draft.spot.quoted(age.core.start) {
                continue;
            }
            let Some(name) = named(draft, age) else {
                if let Some(earlier) =
                    only.as_ref().filter(|e| !several && e.reaches(block) && is_pronouns(draft, age))
                    && years(earlier.age) != years(age)
                {
                    out.extend(finding(earlier, &Aged { draft, block, age, name: 0..0 }));
                }
                continue;
            };
            let Some(surname) = name.end.checked_sub(1).and_then(|i| draft.tokens().get(i)) else { continue };
            let later = Aged { draft, block, age, name };
            several |= only.as_ref().is_some_and(|earlier| {
                let last = earlier.name.end.checked_sub(1).and_then(|i| earlier.draft.tokens().get(i));
                last.is_none_or(|t| t.key != surname.key)
            });
            only = only.or_else(|| Some(later.clone()));
            let known = by_surname.entry(surname.key).or_default();
            let same: Vec<&Aged<'_>> = known.iter().filter(|earlier| one_person(earlier, &later)).collect();
            if let [earlier] = same.as_slice()
                && years(earlier.age) != years(later.age)
            {
                out.extend(finding(earlier, &later));
            }
            if same.is_empty() && known.len() < MOST {
                known.push(later);
            }
        }
    }
}

impl Aged<'_> {
    /// Whether a pronoun of another block can still mean the person: right behind, or in the opening of a headline's
    /// story.
    fn reaches(&self, block: usize) -> bool {
        let headline = matches!(self.draft.spot.block.kind, BlockKind::Title | BlockKind::Heading(1));
        block.saturating_sub(self.block) <= if headline { LEAD } else { 1 }
    }
}

/// `She was 78.`, `He is 34.`: a sentence that says no more.
fn is_pronouns(draft: &Draft<'_>, age: &Mention) -> bool {
    let Some(sentence) = draft.sentence_of(age) else { return false };
    let start = sentence.tokens.start;
    let ends = draft.tokens().get(age.core.end).is_none_or(|t| t.is('.'));
    age.core.start == start + 2
        && draft.word(start, &["he", "she"])
        && draft.word(start + 1, &["was", "is"])
        && ends
        && age.core.end + 1 >= sentence.tokens.end
}

/// The years of an age in digits or words; somebody's age is no fraction.
fn years(mention: &Mention) -> Option<i64> {
    let amount = match &mention.value {
        Value::Amount(Quantity::Count(n)) => n,
        Value::Amount(Quantity::Measure { amount, unit }) if unit.dimension() == Dimension::LongTime => {
            amount
        }
        _ => return None,
    };
    let years = i64::try_from(*amount).ok()?;
    (amount.scale() == 0 && (1..=110).contains(&years)).then_some(years)
}

/// The name that an age stands beside: `Desmond Aker, 34,`; `Aker, aged 34,`; `the 34-year-old Desmond Aker`.
fn named(draft: &Draft<'_>, age: &Mention) -> Option<Range<usize>> {
    let tokens = draft.tokens();
    let capital = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word && t.capital);
    if age.core_span.slice(draft.prose()).ends_with("old") {
        let start = age.tokens.end;
        let end = (start..start + 4).find(|i| !capital(*i)).unwrap_or(start);
        return (end > start && end - start <= 3).then_some(start..end);
    }
    let mut comma = age.tokens.start.checked_sub(1)?;
    // "Fenella Drewe dies at 87", "Fenella Drewe was 87."
    let verb = match draft.word(comma, &["at"]) {
        true => comma.checked_sub(1).filter(|i| draft.word(*i, &["dies", "died", "dead"])),
        false => Some(comma).filter(|i| draft.word(*i, &["was", "is"])),
    };
    if let Some(verb) = verb {
        let ends = tokens.get(age.tokens.end).is_none_or(|t| t.is('.'));
        let start = (0..4)
            .map_while(|back| verb.checked_sub(back))
            .take_while(|i| *i == verb || capital(*i))
            .last()?;
        return (ends && verb - start >= 2).then_some(start..verb);
    }
    if draft.word(comma, &["aged", "age"]) {
        comma = comma.checked_sub(1)?;
    }
    let closed = tokens.get(age.tokens.end).is_none_or(|t| matches!(t.sign, ',' | '.' | ';' | ')'));
    let listed = tokens.get(age.tokens.end + 1).is_some_and(|t| t.kind == TokenKind::Number);
    if !draft.sign(comma, ',') || !closed || listed {
        return None;
    }
    let mut start = comma;
    while start > 0
        && comma - start < 3
        && capital(start - 1)
        && !tokens.get(start - 1).is_some_and(|t| t.possessive)
    {
        start -= 1;
    }
    (start < comma).then_some(start..comma)
}

/// Whether two names with one surname may be one person's: no first name, or the same.
fn one_person(a: &Aged<'_>, b: &Aged<'_>) -> bool {
    let first = |aged: &Aged<'_>| {
        (aged.name.len() > 1).then(|| aged.draft.tokens().get(aged.name.start).map(|t| t.key)).flatten()
    };
    match (first(a), first(b)) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    }
}

fn finding(earlier: &Aged<'_>, later: &Aged<'_>) -> Option<Judgement> {
    let written = |aged: &Aged<'_>| aged.age.core_span.slice(aged.draft.prose()).to_owned();
    let name = earlier.draft.spot.prose_span(earlier.name.start, earlier.name.end.checked_sub(1)?)?;
    let name = name.slice(earlier.draft.prose());
    let (here, there) = (written(later), written(earlier));
    let message = format!("{name} is {here} here, {there} further up");
    let (from, to) = (later.age.core.start, later.age.core.end);
    let judgement =
        later.draft.spot.slip(Code::SelfContradiction, from, to, message, format!("{there} further up"))?;
    Some(second_label(judgement, earlier.draft.spot, &earlier.age.core, format!("{here} further down")))
}
