//! Where one sentence ends and the next begins.

use std::ops::Range;

use crate::span::Span;
use crate::text::token::{Token, TokenKind};

/// A sentence of a block: its tokens by index, and its bytes in the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Indexes into the block's tokens.
    pub tokens: Range<usize>,
    /// From the first token's start to the last one's end.
    pub span: Span,
    /// Ends in a question mark.
    pub question: bool,
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»')
}

/// Words that open a sentence and hardly ever go on with a name: articles, pronouns, conjunctions, prepositions and
/// adverbs that begin clauses. Closed classes. "May", "Will" and "Rose" are names as well.
const OPENERS: &[&str] = &[
    "A",
    "About",
    "According",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "Any",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Even",
    "Every",
    "For",
    "From",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "Is",
    "It",
    "Its",
    "It’s",
    "It's",
    "Last",
    "Later",
    "Like",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "My",
    "Neither",
    "Nobody",
    "None",
    "Nor",
    "Not",
    "Now",
    "Of",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Over",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "To",
    "Under",
    "Until",
    "Was",
    "We",
    "Were",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Yet",
    "You",
    "Your",
];

/// What may follow "8 a.m." with a capital: weekdays, months and time zones.
const AFTER_CLOCK: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Mon.",
    "Tues.",
    "Tue.",
    "Wed.",
    "Thurs.",
    "Thu.",
    "Fri.",
    "Sat.",
    "Sun.",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
    "Eastern",
    "Central",
    "Mountain",
    "Pacific",
    "Alaska",
    "Hawaii",
    "Greenwich",
    "ET",
    "EST",
    "EDT",
    "CT",
    "CST",
    "CDT",
    "MT",
    "MST",
    "MDT",
    "PT",
    "PST",
    "PDT",
    "GMT",
    "UTC",
    "BST",
    "CET",
    "CEST",
    "IST",
    "JST",
];

/// Units, and "etc.": what is counted in them is said, so that a capital after one opens a sentence.
const LAST_WORDS: &[&str] = &["ft.", "hr.", "hrs.", "lb.", "lbs.", "min.", "mins.", "oz.", "sec.", "etc."];

/// Titles before names: what follows is the name, even "Gen. An".
const TITLES: &[&str] = &[
    "Mr.", "Mrs.", "Ms.", "Mx.", "Dr.", "Prof.", "Gov.", "Govs.", "Sen.", "Sens.", "Rep.", "Reps.", "Gen.",
    "Gens.", "Lt.", "Col.", "Sgt.", "Capt.", "Cmdr.", "Adm.", "Maj.", "Atty.", "Rev.", "Hon.", "Supt.",
    "Pres.", "Messrs.", "Fr.",
];

/// Splits a block's tokens. An abbreviation's dot is part of its token and ends a sentence only before a word that
/// opens one ("at 8:15 a.m. The race"), or after a time of day before any capital.
pub fn sentences(prose: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let mut end = at + 1;
        let mut question = false;
        let stop = if token.kind == TokenKind::Sign
            && matches!(token.sign, '.' | '!' | '?' | '…' | '。' | '！' | '？')
        {
            question = matches!(token.sign, '?' | '？');
            // "...", "?!" and closing marks belong to the sentence they end.
            end = past_marks(prose, tokens, end, true);
            question |= tokens.get(at..end).is_some_and(|marks| marks.iter().any(|mark| mark.sign == '?'));
            match tokens.get(end) {
                None => true,
                // "1. What happened?" is an item of a list with its number.
                Some(_) if at == start + 1 && is_number(tokens, start) && token.sign == '.' => false,
                // "said." he added: a quoted sentence inside a larger one goes on in lower case.
                Some(next) if !next.glued => starts_sentence(next),
                // No space where there should be one: "on Wednesday.The chief".
                Some(next) => {
                    matches!(next.sign, '“' | '「') || (end == at + 1 && runs_on(prose, tokens, at, next))
                }
            }
        } else if token.kind == TokenKind::Word
            && prose.as_bytes().get(token.span.end().wrapping_sub(1)) == Some(&b'.')
        {
            end = past_marks(prose, tokens, end, false);
            tokens.get(end).is_some_and(|next| {
                // "“No.”“Yes,” she said."
                (next.glued && end > at + 1 && next.sign == '“')
                    || (!next.glued
                        && abbreviation_ends(
                            prose,
                            token.text(prose),
                            at == start,
                            next,
                            tokens.get(end + 1),
                        ))
            })
        } else {
            false
        };
        if stop {
            push(&mut out, tokens, start..end, question);
            start = end;
        }
        at = end;
    }
    push(&mut out, tokens, start..tokens.len(), false);
    out
}

/// Past the closing quotation marks and brackets (and with `stops` full stops) that touch what is before them.
fn past_marks(prose: &str, tokens: &[Token], from: usize, stops: bool) -> usize {
    let belongs = |mark: &&Token| {
        mark.kind == TokenKind::Sign
            && mark.glued
            && ((stops && matches!(mark.sign, '.' | '!' | '?' | '…'))
                || (closes(mark.sign) && (mark.sign != '"' || next_is_space_or_end(prose, mark))))
    };
    from + tokens.iter().skip(from).take_while(belongs).count()
}

fn is_number(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
}

/// Whether the sentence ends with this abbreviation. `first`: it is the sentence's first word.
fn abbreviation_ends(prose: &str, word: &str, first: bool, next: &Token, after: Option<&Token>) -> bool {
    let is = |known: &&str| word.eq_ignore_ascii_case(known);
    let clock = is(&"a.m.") || is(&"p.m.");
    // An answer, not a number: "No. Prices rose", "he said no. Prices rose".
    let answers = word == "no." || (word == "No." && first);
    if (clock || answers) && matches!(next.sign, '“' | '"') {
        // A quotation, not the end of one.
        return after.is_some_and(|after| after.glued && after.capital);
    }
    if next.kind != TokenKind::Word || !next.capital || TITLES.iter().any(is) {
        return false;
    }
    let text = next.text(prose);
    let among = |table: &[&str]| table.iter().any(|known| text.eq_ignore_ascii_case(known));
    if clock {
        return !among(AFTER_CLOCK);
    }
    if is(&"v.") || is(&"vs.") {
        return false;
    }
    // With a dot an opener is an initial: "Acme Inc. A. Heinlein".
    answers || LAST_WORDS.contains(&word) || (among(OPENERS) && !text.ends_with('.'))
}

/// Whether a full stop without a space after it ends a sentence all the same: between a word in small letters of
/// three or more and one in small letters with a capital. "Node.js" and "8.2" do not.
fn runs_on(prose: &str, tokens: &[Token], stop: usize, next: &Token) -> bool {
    let small = |token: &Token, from: usize| {
        let text = token.text(prose);
        token.kind == TokenKind::Word
            && text.len() > from + 1
            && text.bytes().skip(from).all(|b| b.is_ascii_lowercase())
    };
    let before = stop.checked_sub(1).and_then(|i| tokens.get(i));
    next.capital && small(next, 1) && before.is_some_and(|token| token.span.len() > 2 && small(token, 1))
}

fn next_is_space_or_end(prose: &str, token: &Token) -> bool {
    prose.get(token.span.end()..).and_then(|rest| rest.chars().next()).is_none_or(char::is_whitespace)
}

fn starts_sentence(token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => token.capital,
        TokenKind::Number => true,
        TokenKind::Sign => {
            !matches!(token.sign, ',' | ';' | ':' | ')' | ']' | '%' | '.' | '!' | '?' | '…' | '»')
        }
    }
}

/// Tokens of the longest sentence; the longest in the prose at hand has under 150.
const LONGEST: usize = 400;

fn push(out: &mut Vec<Sentence>, tokens: &[Token], range: Range<usize>, question: bool) {
    let mut start = range.start;
    while start < range.end {
        // What is no prose (a table pasted as text, a log) is cut, so that work on a sentence stays bounded.
        let end = range.end.min(start + LONGEST);
        let (Some(first), Some(last)) = (tokens.get(start), end.checked_sub(1).and_then(|i| tokens.get(i)))
        else {
            return;
        };
        let question = question && end == range.end;
        out.push(Sentence { span: first.span.cover(last.span), tokens: start..end, question });
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn split(prose: &str) -> Vec<&str> {
        sentences(prose, &tokenize(prose)).iter().map(|s| s.span.slice(prose)).collect()
    }

    #[test]
    fn ends_where_a_reader_stops() {
        assert_eq!(split("It fell 8.2%. It rose."), ["It fell 8.2%.", "It rose."]);
        assert_eq!(
            split("Gov. Kathy Hochul spoke on Feb. 20. Then she left."),
            ["Gov. Kathy Hochul spoke on Feb. 20.", "Then she left."]
        );
        assert_eq!(split("“No room.” He left."), ["“No room.”", "He left."]);
        assert_eq!(split("\"No room.\" He left."), ["\"No room.\"", "He left."]);
        assert_eq!(split("It began at 8:15 a.m. Roads closed."), ["It began at 8:15 a.m.", "Roads closed."]);
        assert_eq!(split("The U.S. Senate met."), ["The U.S. Senate met."]);
        assert_eq!(split("Is it? Yes."), ["Is it?", "Yes."]);
    }

    #[test]
    fn abbreviations_end_one_only_before_an_opener() {
        for whole in [
            "J. K. Rowling and J.K. Rowling met Robert A. Heinlein in St. Louis, Mo. Tuesday",
            "Washington, D.C. Mayor Muriel Bowser and Gen. An Nguyen met Sgt. I. Newton",
            "It starts at 8 a.m. Wednesday, at 9 p.m. Eastern and 5 a.m. Feb. 20",
            "Roe v. Wade was No. 3, Acme Inc. Chairman Bo Li said",
            "He paused ... then left … at 8.",
            "Yahoo! users said \"No!\" loudly",
        ] {
            assert_eq!(split(whole), [whole]);
        }
        for (text, parts) in [
            ("She left the U.S. The vote failed.", ["She left the U.S.", "The vote failed."]),
            ("He works at Acme Inc. In May it fell.", ["He works at Acme Inc.", "In May it fell."]),
            ("They met at 8 a.m. “We left.”", ["They met at 8 a.m.", "“We left.”"]),
            ("No. Prices rose.", ["No.", "Prices rose."]),
            ("It took 5 hrs. Police left.", ["It took 5 hrs.", "Police left."]),
            ("No. \"The city\" fell.", ["No.", "\"The city\" fell."]),
            ("She said no. Prices rose.", ["She said no.", "Prices rose."]),
            ("It takes 8 ms. Peak use is 5 hrs.", ["It takes 8 ms.", "Peak use is 5 hrs."]),
            ("He felt ill. Police came.", ["He felt ill.", "Police came."]),
            ("The raid was on Wednesday.The chief left.", ["The raid was on Wednesday.", "The chief left."]),
            ("IT FELL 8.2%. NOBODY KNEW", ["IT FELL 8.2%.", "NOBODY KNEW"]),
            ("It fell . . . Then it rose.", ["It fell . . .", "Then it rose."]),
            ("“Is it?!” Then he left.", ["“Is it?!”", "Then he left."]),
            ("1. What happened? It fell.", ["1. What happened?", "It fell."]),
            ("He said “no.”“Yes,” she said.", ["He said “no.”", "“Yes,” she said."]),
            ("(He left Acme Inc.) The firm fell.", ["(He left Acme Inc.)", "The firm fell."]),
            ("“I left the U.S.” He left.", ["“I left the U.S.”", "He left."]),
            ("In the 1980s. ’90s kids left.", ["In the 1980s.", "’90s kids left."]),
        ] {
            assert_eq!(split(text), parts, "{text}");
        }
    }
}
