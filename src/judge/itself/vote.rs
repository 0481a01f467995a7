//! `the eight-member board voted 6-3`: more votes than members.

use rust_decimal::Decimal;

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::mention::{Hedge, Mention, Value};
use crate::quantity::Quantity;
use crate::verdict::Judgement;

/// Those who vote, counted one by one.
const VOTERS: &[&str] = &[
    "member",
    "members",
    "judge",
    "judges",
    "justice",
    "justices",
    "seat",
    "person",
    "commissioners",
    "councillors",
    "councilors",
    "directors",
    "trustees",
    "supervisors",
    "jurors",
];

/// Words of a vote near its result.
const VOTES: &[&str] = &[
    "vote", "voted", "votes", "voting", "tally", "ballot", "ruled", "ruling", "decision", "approved",
    "rejected", "passed", "split", "verdict",
];

/// So many words may stand between a vote and its result.
const WINDOW: usize = 12;

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for (i, score) in draft.mentions.iter().enumerate() {
        let Value::Amount(Quantity::Score { left, right }) = &score.value else { continue };
        let Some(sentence) = draft.sentence_of(score).map(|s| s.tokens.clone()) else { continue };
        let near = sentence.start.max(score.tokens.start.saturating_sub(WINDOW))
            ..sentence.end.min(score.tokens.end + WINDOW);
        if !near.clone().any(|i| draft.word(i, VOTES)) {
            continue;
        }
        let Some(votes) = left.checked_add(*right) else { continue };
        let near = draft.mentions.iter().skip(i.saturating_sub(3)).take(7);
        let Some((body, members)) = near.filter_map(|m| members(draft, m, score).map(|n| (m, n))).next()
        else {
            continue;
        };
        let same = draft.same_sentence(body, score);
        let (start, end) = match same {
            true => (body.core.start.min(score.core.start), body.core.end.max(score.core.end)),
            false => (body.core.start, body.core.end),
        };
        if votes == members {
            out.extend(draft.spot.agrees(score.core.start, score.core.end));
        } else if votes > members {
            let message = format!("{left} + {right} = {votes} votes, more than {members} members");
            out.extend(draft.slip(
                Code::SumMismatch,
                start,
                end,
                message,
                "there are more votes than members",
            ));
        }
    }
}

/// How many vote, where a number says so in the score's sentence or the one before.
fn members(draft: &Draft<'_>, mention: &Mention, score: &Mention) -> Option<Decimal> {
    let Value::Amount(Quantity::Count(n)) = &mention.value else { return None };
    let joined = draft.sign(mention.tokens.end, '-');
    let noun = mention.tokens.end + usize::from(joined);
    // "two members" are some of them; "its eight members", "the eight-member board" are all.
    let all = joined
        || mention
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|i| draft.word(i, &["its", "the", "their", "all"]));
    let index = |m: &Mention| draft.spot.text.sentences.partition_point(|s| s.tokens.end <= m.tokens.start);
    let (own, at) = (index(mention), index(score));
    let near = own == at || own + 1 == at;
    (all && near && mention.hedge == Hedge::Exact && draft.word(noun, VOTERS)).then_some(*n)
}
