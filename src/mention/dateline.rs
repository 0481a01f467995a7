//! `DALLAS, Feb. 13 —`, `LONDON, 13 February 2025 (Agency) -`: where and when a story was filed.

use chrono::NaiveDate;

use crate::mention::cursor::Cursor;
use crate::mention::date::{self, DateForm};
use crate::period::Period;
use crate::source::{BlockKind, Document};
use crate::text::lexicon::{self, Class};
use crate::text::{Segmented, Token, TokenKind};

/// Blocks from the top among which the first paragraph stands, behind bylines and summaries. A guess.
const TOP: usize = 8;
/// Tokens of the place before the date: "SPRINGFIELD, Ill., ", "FRANKFURT AM MAIN, Germany (Agency), ".
const PLACE: usize = 12;
/// Tokens between the date and the dash: "(Agency)", "/Newswire/".
const AGENCY: usize = 8;

/// The day in the story's dateline; a day without a year takes the year in which it is nearest to `base`.
pub(crate) fn dateline(
    document: &Document,
    blocks: &[Segmented],
    base: Option<NaiveDate>,
) -> Option<NaiveDate> {
    document
        .blocks
        .iter()
        .zip(blocks)
        .take(TOP)
        .filter(|(block, _)| block.kind == BlockKind::Paragraph && !block.quoted)
        .find_map(|(block, text)| in_paragraph(&block.text, &text.tokens, base))
}

fn in_paragraph(prose: &str, tokens: &[Token], base: Option<NaiveDate>) -> Option<NaiveDate> {
    let first = tokens.first().filter(|t| {
        t.kind == TokenKind::Word && t.capital && !lexicon::is(t, Class::FUNCTION.and(Class::CALENDAR))
    })?;
    let mut at = 1;
    while at < PLACE {
        let token = tokens.get(at)?;
        if lexicon::is(token, Class::CALENDAR) && token.capital || token.kind == TokenKind::Number {
            return dated(prose, tokens, at, first.all_caps, base);
        }
        let place = match token.kind {
            TokenKind::Word => token.capital || token.is_any(prose, &["of", "am", "de", "la", "upon", "on"]),
            TokenKind::Sign => {
                matches!(token.sign, ',' | '(' | ')' | '.' | '-' | '–' | '—' | '/' | '\'' | '’')
            }
            TokenKind::Number => false,
        };
        if !place {
            return None;
        }
        at += 1;
    }
    None
}

fn dated(prose: &str, tokens: &[Token], at: usize, caps: bool, base: Option<NaiveDate>) -> Option<NaiveDate> {
    // The place and the date are apart: "MAY 5 —" in a headline is a name or a month.
    if !tokens.get(at.checked_sub(1)?).is_some_and(|t| matches!(t.sign, ',' | '(' | '-' | '–' | '—')) {
        return None;
    }
    let (rest, date) = date::date(Cursor::new(prose, tokens, at)).ok()?;
    let has_year = match date.form {
        DateForm::Full(Period::Day(_)) => true,
        DateForm::MonthDay { .. } => false,
        _ => return None,
    };
    let behind = tokens.get(rest.at..tokens.len().min(rest.at + AGENCY))?;
    let dash = behind.iter().position(|t| matches!(t.sign, '-' | '–' | '—') && t.kind == TokenKind::Sign)?;
    let agency = behind.get(..dash)?;
    let named = agency.iter().all(|t| match t.kind {
        TokenKind::Word => t.capital,
        TokenKind::Sign => matches!(t.sign, '(' | ')' | '/' | ',' | '.'),
        TokenKind::Number => false,
    });
    // "ACME, Feb. 13-15" is a range of days, and only capitals or a year make a place of a name.
    let range = behind.get(dash + 1).is_some_and(|t| t.glued && t.kind != TokenKind::Sign);
    if !named || range || !caps && !has_year {
        return None;
    }
    match date.resolve(base)? {
        Period::Day(day) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn read(prose: &str) -> Option<String> {
        in_paragraph(prose, &tokenize(prose), "2025-02-20".parse().ok()).map(|d| d.to_string())
    }

    #[test]
    fn reads_datelines() {
        for prose in [
            "DALLAS, Feb. 13 — The council met.",
            "DALLAS, Texas, Feb. 13 - The council met.",
            "LONDON, 13 February 2025 (Agency) - The council met.",
            "NEW YORK (Feb. 13, 2025) -- The council met.",
            "ST. LOUIS, Mo., Thursday, Feb. 13 (Agency) – The council met.",
            "Port Amery, Feb. 13, 2025 /Newswire/ — Lumen said.",
            "SPRINGFIELD, Ill. – February 13, 2025 – Lumen said.",
        ] {
            assert_eq!(read(prose).as_deref(), Some("2025-02-13"), "{prose}");
        }
        for prose in [
            "DALLAS — The council met on Feb. 13 — at last.",
            "On Feb. 13 — a Thursday — the council met.",
            "Dallas, Feb. 13 — a day to remember.",
            "TICKETS, Feb. 13-15: the office is open.",
            "The council met, Feb. 13, 2025 — a Thursday.",
            "DALLAS, Feb. 13: the council met - at last.",
            "",
        ] {
            assert_eq!(read(prose), None, "{prose}");
        }
    }
}
