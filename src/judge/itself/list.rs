//! `four colors: slate, chalk and moss`: a number and the list that it announces.

use rust_decimal::Decimal;

use crate::claim;
use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::mention::{self, Hedge, Mention, Value};
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
        // "two of the five meetings: …" lists the two.
        let part = mention.tokens.start.checked_sub(1).is_some_and(|i| {
            draft.word(i, &["of"])
                || draft.tokens().get(i).is_some_and(|t| lexicon::is(t, Class::DETERMINER))
                    && i.checked_sub(1).is_some_and(|i| draft.word(i, &["of", "among"]))
        });
        let counted = claim::counted(draft.prose(), draft.tokens(), sentence.tokens.end, mention);
        let Some(counted) = counted.filter(|_| !part) else { continue };
        let Some(mark) = mark(draft, mention, &counted, sentence.tokens.end) else { continue };
        let sign = draft.tokens().get(mark).map_or('\0', |t| t.sign);
        // A verb's list ends with its sentence, too.
        let close = closing(sign).unwrap_or(':');
        let tail = mark > counted.words.end || sign == '\0';
        let Some(list) = items(draft, mark + 1, sentence.tokens.end, close) else { continue };
        let (start, end, listed) = (mention.core.start, list.end, Decimal::from(list.items));
        if listed == *n {
            out.extend(draft.spot.agrees(start, mention.core.end));
            continue;
        }
        // "the mayor, Ann Lee, and the clerk, Bo Kim": names stand behind what they explain.
        let explained = listed > *n && list.names && list.phrases;
        // In brackets and between dashes two words may say something else of all ("upstairs and down").
        let thin = close != ':' && list.items < 3;
        // "Four people were charged: …" lists names, if it lists the four.
        let other = tail && (!list.names || list.phrases || list.commons);
        if explained || thin || other {
            continue;
        }
        let message = format!("{} are announced, {} are listed", written(draft, mention), list.items);
        out.extend(draft.slip(Code::SumMismatch, start, end, message, &format!("lists {}", list.items)));
    }
}

/// Where the list begins: right behind the counted noun, or at the colon of its clause ("Four people *were charged in
/// the thefts*: …", "three commissioners *on a voice vote*: …").
fn mark(draft: &Draft<'_>, mention: &Mention, counted: &claim::Counted, end: usize) -> Option<usize> {
    let tail = counted.words.end;
    if draft.tokens().get(tail).is_some_and(|t| closing(t.sign).is_some()) {
        return Some(tail);
    }
    let start = draft.tokens().get(tail)?;
    // "The three finalists are Ash, Birch and Cedar"
    let all = mention
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|i| draft.word(i, &["the", "its", "their", "his", "her"]));
    if all && draft.word(tail, &["are", "were"]) {
        return Some(tail);
    }
    let leads = lexicon::is(start, Class::AUXILIARY.and(Class::PREPOSITION));
    let own = mention.tokens.start.checked_sub(1).and_then(|i| draft.tokens().get(i));
    let within = own.is_some_and(|t| lexicon::is(t, Class::PREPOSITION));
    let colon = (tail..end.min(tail + LONGEST_TAIL)).find(|i| draft.sign(*i, ':'))?;
    let clear = (tail..colon).all(|i| {
        draft.tokens().get(i).is_some_and(|t| {
            t.kind == TokenKind::Word && !lexicon::is(t, Class::CONJUNCTION.and(Class::RELATIVE))
        }) && mention::mention_at(draft.mentions, i).is_none_or(|m| matches!(m.value, Value::Date(_)))
    });
    (leads && clear && !within).then_some(colon)
}

/// Farther on, a list is none that a number announces.
const LONGEST_LIST: usize = 150;

/// So many words may stand between what is announced and its colon.
const LONGEST_TAIL: usize = 10;

/// The sign that ends a list begun by this one; a colon's list ends with its sentence.
fn closing(open: char) -> Option<char> {
    match open {
        ':' => Some(':'),
        '(' => Some(')'),
        '—' | '–' => Some(open),
        _ => None,
    }
}

fn written<'b>(draft: &'b Draft<'_>, mention: &Mention) -> &'b str {
    mention.core_span.slice(draft.prose())
}

/// A list as it stands.
struct List {
    items: usize,
    /// One past its last token.
    end: usize,
    /// Whether some items are names, and whether some are phrases with an article.
    names: bool,
    phrases: bool,
    /// Whether some begin with a common word.
    commons: bool,
}

/// Words that leave a list open.
const OPEN: &[&str] = &[
    "others",
    "more",
    "other",
    "elsewhere",
    "etc",
    "etc.",
    "including",
    "beyond",
    "so",
    "choice",
    "selection",
];

/// The short items from `start` to the closing sign or the sentence's end. `None` if it is no plain list: it must end
/// in "and" or "or" and an item, or part all its items by semicolons.
fn items(draft: &Draft<'_>, start: usize, end: usize, close: char) -> Option<List> {
    let tokens = draft.tokens();
    let semicolons = (start..end.min(start + LONGEST_LIST)).filter(|i| draft.sign(*i, ';')).count();
    if semicolons > 0 {
        return clauses(draft, start, end, semicolons);
    }
    let mut list = List { items: 1, end: start, names: false, phrases: false, commons: false };
    let mut words = 0;
    let mut joined = false;
    let mut dated = false;
    let mut at = start;
    while at < end {
        let token = tokens.get(at)?;
        if token.is(close)
            || token.kind == TokenKind::Sign && matches!(token.sign, '.' | '!' | '?') && at + 1 >= end
        {
            break;
        }
        // A date is an item as a whole, its own comma included; one that runs on to another day is a stretch of days.
        if let Some(date) = date_at(draft, at) {
            let runs_on = draft.word(date.tokens.end, &["to", "through", "until"])
                || tokens.get(date.tokens.end).is_some_and(|t| matches!(t.sign, '-' | '–'));
            if runs_on {
                return None;
            }
            words += 1;
            dated = true;
            at = date.tokens.end;
            continue;
        }
        // What stands in quotation marks is one item, whatever its own words and commas.
        if matches!(token.sign, '"' | '“') {
            let quoted = quoted(draft, at, end)?;
            list.names |= words == 0;
            words += 1;
            at = quoted.end;
            if quoted.comma && at < end && !draft.word(at, &["and", "or"]) {
                if joined {
                    return None;
                }
                list.items += 1;
                words = 0;
            }
            continue;
        }
        match token.kind {
            TokenKind::Sign if token.sign == ',' => {
                if joined && age_at(draft, at + 1).is_none() {
                    return None; // the sentence goes on behind the list
                }
                // "slate, chalk, and moss": the comma before "and" starts no item of its own.
                if draft.word(at + 1, &["and", "or"]) {
                    at += 1;
                    continue;
                }
                if words == 0 {
                    return None;
                }
                // "Marlon Deeks, 31, and Aya Tremont, 28"
                if let Some(age) = age_at(draft, at + 1) {
                    at = age;
                    continue;
                }
                list.items += 1;
                words = 0;
            }
            TokenKind::Sign if matches!(token.sign, '-' | '\'' | '’' | '&' | '+') && token.glued => {}
            TokenKind::Sign => return None,
            TokenKind::Word if draft.word(at, &["and", "or"]) => {
                if joined || words == 0 {
                    return None;
                }
                joined = true;
                list.items += 1;
                words = 0;
            }
            TokenKind::Word | TokenKind::Number => {
                // "a mother and three friends" counts otherwise; a verb makes it a sentence.
                // "2012, 2014 and 2016 in singles" are some of them.
                let dated = words == 1 && dated;
                if dated || is_number(draft, at, token) || verb(token) || token.is_any(draft.prose(), OPEN) {
                    return None;
                }
                list.names |= words == 0 && token.capital;
                list.commons |= words == 0 && !token.capital;
                list.phrases |= words == 0 && lexicon::is(token, Class::DETERMINER);
                words += 1;
                if words > LONGEST_ITEM {
                    return None;
                }
            }
        }
        at += 1;
    }
    list.end = at;
    (joined && words > 0 && list.items >= 2).then_some(list)
}

/// The longest title or saying that is an item.
const LONGEST_QUOTED: usize = 14;

/// An item in quotation marks.
struct Quoted {
    /// One past its closing mark.
    end: usize,
    /// American usage sets the comma behind an item before the closing mark.
    comma: bool,
}

/// `"Salt,"`, `“Ash Wednesday, Again”`
fn quoted(draft: &Draft<'_>, open: usize, end: usize) -> Option<Quoted> {
    let shut = (open + 2..end.min(open + LONGEST_QUOTED))
        .find(|i| draft.tokens().get(*i).is_some_and(|t| matches!(t.sign, '"' | '”')))?;
    Some(Quoted { end: shut + 1, comma: draft.sign(shut - 1, ',') })
}

/// `be kind; be brief; and be right`
fn clauses(draft: &Draft<'_>, start: usize, end: usize, semicolons: usize) -> Option<List> {
    let end = end.min(start + LONGEST_LIST);
    let last = (start..end).rev().find(|i| draft.sign(*i, ';'))?;
    let joined = draft.word(last + 1, &["and", "or"]);
    let open = (last..end).any(|i| draft.word(i, OPEN));
    let first = draft.tokens().get(start)?;
    let phrases = lexicon::is(first, Class::DETERMINER);
    let list = List {
        items: semicolons + 1,
        end: end.saturating_sub(1),
        names: first.capital,
        phrases,
        commons: false,
    };
    (joined && !open).then_some(list)
}

/// One past an age that stands behind a name and its comma.
fn age_at(draft: &Draft<'_>, at: usize) -> Option<usize> {
    let age = draft.tokens().get(at).filter(|t| t.kind == TokenKind::Number && t.span.len() <= 2)?;
    let ends = draft.tokens().get(at + 1).is_none_or(|t| matches!(t.sign, ',' | '.' | ')'))
        || draft.word(at + 1, &["and", "or"]);
    (age.span.len() == 2 && ends && date_at(draft, at).is_none()).then_some(at + 1)
}

fn date_at<'b>(draft: &Draft<'b>, at: usize) -> Option<&'b Mention> {
    let next = draft.mentions.partition_point(|m| m.tokens.start < at);
    draft.mentions.get(next).filter(|m| m.tokens.start == at && matches!(m.value, Value::Date(_)))
}

fn is_number(draft: &Draft<'_>, at: usize, token: &Token) -> bool {
    let mention = draft.mentions.get(draft.mentions.partition_point(|m| m.core.end <= at));
    mention.is_some_and(|m| m.core.contains(&at) && !matches!(m.value, Value::Date(_)))
        || token.kind == TokenKind::Number
}

fn verb(token: &Token) -> bool {
    lexicon::is(token, Class::AUXILIARY.and(Class::MODAL).and(Class::RELATIVE).and(Class::PRONOUN))
}
