//! `four colors: slate, chalk and moss`: a number and the list that it announces.

use rust_decimal::Decimal;

use crate::claim;
use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::mention::{Hedge, Mention, Value};
use crate::quantity::Quantity;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind};
use crate::verdict::Judgement;

/// Longer items are clauses, and their commas separate no items.
const LONGEST_ITEM: usize = 4;

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for mention in draft.mentions {
        let Value::Amount(Quantity::Count(n)) = &mention.value else { continue };
        let small =
            n.scale() == 0 && *n >= Decimal::TWO && *n <= Decimal::from(12) && mention.hedge == Hedge::Exact;
        let Some(sentence) = draft.sentence_of(mention).filter(|_| small) else { continue };
        let counted = claim::counted(draft.prose(), draft.tokens(), sentence.tokens.end, mention);
        let Some(counted) = counted else { continue };
        let colon = counted.words.end;
        if !draft.sign(colon, ':') {
            continue;
        }
        let Some((items, end)) = items(draft, colon + 1, sentence.tokens.end) else { continue };
        let (start, listed) = (mention.core.start, Decimal::from(items));
        if listed == *n {
            out.extend(draft.spot.agrees(start, end));
            continue;
        }
        let message = format!("{} are announced, {items} are listed", written(draft, mention));
        out.extend(draft.slip(Code::SumMismatch, start, end, message, &format!("lists {items}")));
    }
}

fn written<'b>(draft: &'b Draft<'_>, mention: &Mention) -> &'b str {
    mention.core_span.slice(draft.prose())
}

/// How many short items stand from `start` to the sentence's end, and one past the last of them. `None` if it is no
/// plain list: it must end in "and" or "or" and an item.
fn items(draft: &Draft<'_>, start: usize, end: usize) -> Option<(usize, usize)> {
    let tokens = draft.tokens();
    let mut count = 1;
    let mut words = 0;
    let mut joined = false;
    let mut at = start;
    while at < end {
        let token = tokens.get(at)?;
        if token.kind == TokenKind::Sign && matches!(token.sign, '.' | '!' | '?') && at + 1 >= end {
            break;
        }
        match token.kind {
            TokenKind::Sign if token.sign == ',' => {
                if joined {
                    return None; // the sentence goes on behind the list
                }
                // "slate, chalk, and moss": the comma before "and" starts no item of its own.
                if draft.word(at + 1, &["and", "or"]) {
                    at += 1;
                    continue;
                }
                count += 1;
                if words == 0 {
                    return None;
                }
                words = 0;
            }
            TokenKind::Sign if matches!(token.sign, '-' | '\'' | '’' | '&' | '+') && token.glued => {}
            TokenKind::Sign => return None,
            TokenKind::Word if draft.word(at, &["and", "or"]) => {
                if joined || words == 0 {
                    return None;
                }
                joined = true;
                count += 1;
                words = 0;
            }
            TokenKind::Word | TokenKind::Number => {
                if is_number(draft, at, token) || verb(token) {
                    return None; // "a mother and three friends" counts otherwise; a verb makes it a sentence
                }
                words += 1;
                if words > LONGEST_ITEM {
                    return None;
                }
            }
        }
        at += 1;
    }
    (joined && words > 0 && count >= 2).then_some((count, at))
}

fn is_number(draft: &Draft<'_>, at: usize, token: &Token) -> bool {
    let mention = draft.mentions.get(draft.mentions.partition_point(|m| m.core.end <= at));
    mention.is_some_and(|m| m.core.contains(&at) && !matches!(m.value, Value::Date(_)))
        || token.kind == TokenKind::Number
}

fn verb(token: &Token) -> bool {
    lexicon::is(token, Class::AUXILIARY.and(Class::MODAL).and(Class::RELATIVE).and(Class::PRONOUN))
}
