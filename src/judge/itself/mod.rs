//! The draft against itself and the calendar: needs no pack. Each check speaks only on a cue of its own; numbers that
//! merely happen to fit or not fit together are none of its business.

mod age;
mod block;
mod calendar;
mod change;
mod contradiction;
mod conversion;
mod divided;
mod drift;
mod ends;
mod length;
mod list;
mod opposed;
mod range;
mod reckon;
mod share;
mod span;
mod sum;
mod table;
mod tense;
mod verbs;
mod vote;
mod zone;

use std::ops::Range;

use chrono::NaiveDate;

use crate::claim;
use crate::finding::Code;
use crate::judge::spot::Spot;
use crate::mention::{Mention, Value};
use crate::source::{BlockKind, Document};
use crate::text::{Sentence, Token};
use crate::verdict::Judgement;

/// What the checks of one block read.
pub(crate) struct Draft<'b> {
    pub(crate) spot: Spot<'b>,
    pub(crate) mentions: &'b [Mention],
    pub(crate) base: Option<NaiveDate>,
    /// Whether that is a date of the draft's own, and not its pack's.
    pub(crate) dated: bool,
}

/// Verbs of a sentence that says what the one before comes to.
const COMES_TO: &[&str] = &[
    "is",
    "was",
    "represents",
    "represented",
    "makes",
    "made",
    "means",
    "meant",
    "marks",
    "amounts",
    "works",
];

/// Words between such a verb and its figure.
const LIGHT: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "to",
    "by",
    "out",
    "just",
    "still",
    "only",
    "up",
    "down",
    "or",
    "change",
    "difference",
    "total",
    "net",
];

impl<'b> Draft<'b> {
    fn tokens(&self) -> &'b [Token] {
        &self.spot.text.tokens
    }

    fn prose(&self) -> &'b str {
        &self.spot.block.text
    }

    /// The sentence in which a mention begins, by index.
    fn sentence_index(&self, mention: &Mention) -> Option<usize> {
        let sentences = &self.spot.text.sentences;
        let index = sentences.partition_point(|s| s.tokens.end <= mention.tokens.start);
        (index < sentences.len()).then_some(index)
    }

    /// The sentence in which a mention begins. Claims are not bound for these checks: few values have a cue.
    fn sentence_of(&self, mention: &Mention) -> Option<&'b Sentence> {
        self.spot.text.sentences.get(self.sentence_index(mention)?)
    }

    /// Whether two mentions begin in one sentence.
    fn same_sentence(&self, a: &Mention, b: &Mention) -> bool {
        let end = |m: &Mention| self.sentence_of(m).map(|s| s.tokens.end);
        end(a) == end(b)
    }

    /// Whether a mention opens a sentence that says what the one before comes to: `That is 65 fewer`, `It is a third
    /// shorter`, `That represents an increase of 20%`.
    fn points_back(&self, mention: &Mention) -> bool {
        let Some(sentence) = self.sentence_of(mention) else { return false };
        let first = sentence.tokens.start;
        let contracted = self.word(first, &["that's", "that’s", "it's", "it’s"]);
        let opens = contracted
            || self.word(first, &["that", "it", "this", "the"])
                && (first + 1..first + 3).any(|i| self.word(i, COMES_TO));
        if !opens || mention.tokens.start - first > 7 {
            return false;
        }
        (first + 1..mention.tokens.start).all(|i| {
            self.word(i, COMES_TO)
                || self.word(i, LIGHT)
                || self.tokens().get(i).is_some_and(|t| claim::direction(t).is_some())
        })
    }

    /// The only amount of the sentence before a mention's own.
    fn only_before(&self, mention: &Mention) -> Option<&'b Mention> {
        let sentences = &self.spot.text.sentences;
        let at = sentences.partition_point(|s| s.tokens.end <= mention.tokens.start);
        let before = &sentences.get(at.checked_sub(1)?)?.tokens;
        let mut amounts = self.within(before).filter(|m| !matches!(m.value, Value::Date(_)));
        match (amounts.next(), amounts.next()) {
            (only, None) => only,
            _ => None,
        }
    }

    /// The mentions that begin in a stretch of tokens.
    fn within(&self, range: &Range<usize>) -> impl Iterator<Item = &'b Mention> {
        let first = self.mentions.partition_point(|m| m.tokens.start < range.start);
        let end = range.end;
        self.mentions.iter().skip(first).take_while(move |m| m.tokens.start < end)
    }

    /// Whether a noun stands right behind a number.
    fn counts(&self, mention: &Mention) -> bool {
        let Some(sentence) = self.sentence_of(mention) else { return false };
        claim::counted(self.prose(), self.tokens(), sentence.tokens.end, mention).is_some()
    }

    fn word(&self, at: usize, words: &[&str]) -> bool {
        self.tokens().get(at).is_some_and(|t| t.is_any(self.prose(), words))
    }

    fn sign(&self, at: usize, sign: char) -> bool {
        self.tokens().get(at).is_some_and(|t| t.is(sign))
    }

    /// A slip over the tokens `from..to`.
    fn slip(&self, code: Code, from: usize, to: usize, message: String, label: &str) -> Option<Judgement> {
        self.spot.slip(code, from, to, message, label.to_owned())
    }
}

/// Every check of a block.
pub(crate) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    calendar::judge(draft, out);
    tense::judge(draft, out);
    conversion::judge(draft, out);
    zone::judge(draft, out);
    range::judge(draft, out);
    change::judge(draft, out);
    list::judge(draft, out);
    share::judge(draft, out);
    sum::judge(draft, out);
    divided::judge(draft, out);
    vote::judge(draft, out);
    span::judge(draft, out);
    age::judge(draft, out);
}

/// What only several blocks or the whole draft show.
pub(crate) fn judge_whole(document: &Document, blocks: &[Draft<'_>], out: &mut Vec<Judgement>) {
    let together = |d: &Draft<'_>| matches!(d.spot.block.kind, BlockKind::Cell | BlockKind::ListItem);
    if blocks.iter().any(together) {
        block::judge(document, blocks, out);
        table::judge(blocks, out);
    }
    contradiction::judge(blocks, out);
    drift::judge(blocks, out);
}
