//! `between 500 and 300`: a range whose ends are the wrong way round.

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::mention::Value;
use crate::verdict::Judgement;

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for mention in draft.mentions {
        let Value::Range { low, high } = &mention.value else { continue };
        let (Some(l), Some(h)) = (low.amount(), high.amount()) else { continue };
        let between = mention.core.start.checked_sub(1).is_some_and(|i| draft.word(i, &["between"]));
        if !between || l <= h || l.is_sign_negative() {
            continue;
        }
        let start = mention.core.start - 1;
        let message = format!("a range from {low} to {high} runs backwards");
        out.extend(draft.slip(
            Code::RangeInverted,
            start,
            mention.core.end,
            message,
            "the larger end comes first",
        ));
    }
}
