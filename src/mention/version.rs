//! `version = [ "v" | "version" ] digits "." digits [ "." digits … ]`

use nom::Parser;
use nom::combinator::opt;

use crate::mention::cursor::{Cursor, Read, fail, one_of};
use crate::quantity::Quantity;
use crate::text::TokenKind;

/// `3.2.1`, `v3.2`, `version 3.2`; two parts only after the word.
pub(crate) fn version(input: Cursor<'_>) -> Read<'_, Quantity> {
    let (rest, named) = opt(one_of(&["v", "version", "release"])).parse(input)?;
    let Some(token) = rest.peek().filter(|t| t.kind == TokenKind::Number) else { return fail() };
    let text = token.text(rest.prose);
    // Most numbers have no point.
    if !text.contains('.') {
        return fail();
    }
    match parts(text) {
        Some(parts) if parts.len() >= 3 || (named.is_some() && parts.len() == 2) => {
            Ok((rest.next(), Quantity::Version(parts)))
        }
        _ => fail(),
    }
}

/// `3.2.1` → [3, 2, 1]
pub(crate) fn parts(text: &str) -> Option<Vec<u32>> {
    let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
    text.split('.').map(|part| part.parse().ok()).collect()
}
