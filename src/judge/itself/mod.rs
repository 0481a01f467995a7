//! The draft against itself and the calendar: needs no pack. Each check speaks only on a cue of its own; numbers that
//! merely happen to fit or not fit together are none of its business.

mod age;
mod calendar;
mod change;
mod contradiction;
mod conversion;
mod drift;
mod list;
mod range;
mod tense;
mod verbs;

use chrono::NaiveDate;

use crate::finding::Code;
use crate::judge::spot::Spot;
use crate::mention::Mention;
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

impl Draft<'_> {
    fn tokens(&self) -> &[Token] {
        &self.spot.text.tokens
    }

    fn prose(&self) -> &str {
        &self.spot.block.text
    }

    /// The sentence in which a mention begins, by index.
    fn sentence_index(&self, mention: &Mention) -> Option<usize> {
        let sentences = &self.spot.text.sentences;
        let index = sentences.partition_point(|s| s.tokens.end <= mention.tokens.start);
        (index < sentences.len()).then_some(index)
    }

    /// The sentence in which a mention begins. Claims are not bound for these checks: few values have a cue.
    fn sentence_of(&self, mention: &Mention) -> Option<&Sentence> {
        self.spot.text.sentences.get(self.sentence_index(mention)?)
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
    range::judge(draft, out);
    change::judge(draft, out);
    list::judge(draft, out);
    age::judge(draft, out);
}

/// What only the whole draft shows.
pub(crate) fn judge_whole(blocks: &[Draft<'_>], out: &mut Vec<Judgement>) {
    contradiction::judge(blocks, out);
    drift::judge(blocks, out);
}
