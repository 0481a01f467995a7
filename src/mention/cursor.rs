//! What the recognisers read: a block's tokens from one place on, as input of nom parsers.

use nom::IResult;

use crate::text::{Token, TokenKind};

/// Tokens still to be read. Copying it is how a parser backs up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'t> {
    pub(crate) prose: &'t str,
    pub(crate) tokens: &'t [Token],
    pub(crate) at: usize,
}

/// What a recogniser gives; why it failed is of no interest, another one tries.
pub(crate) type Read<'t, T> = IResult<Cursor<'t>, T, ()>;

/// No match here.
pub(crate) fn fail<'t, T>() -> Read<'t, T> {
    Err(nom::Err::Error(()))
}

impl<'t> Cursor<'t> {
    pub(crate) fn new(prose: &'t str, tokens: &'t [Token], at: usize) -> Cursor<'t> {
        Cursor { prose, tokens, at }
    }

    /// The token here.
    pub(crate) fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    /// The token `ahead` of here.
    pub(crate) fn ahead(&self, ahead: usize) -> Option<&'t Token> {
        self.tokens.get(self.at + ahead)
    }

    /// The text of the token here.
    pub(crate) fn text(&self) -> &'t str {
        self.peek().map_or("", |t| t.text(self.prose))
    }

    /// One token on.
    pub(crate) fn next(self) -> Cursor<'t> {
        Cursor { at: self.at + 1, ..self }
    }
}

/// A word of this spelling, any case.
pub(crate) fn word<'t>(expected: &'static str) -> impl Fn(Cursor<'t>) -> Read<'t, ()> {
    move |input| match input.peek() {
        Some(token)
            if token.kind == TokenKind::Word && token.text(input.prose).eq_ignore_ascii_case(expected) =>
        {
            Ok((input.next(), ()))
        }
        _ => fail(),
    }
}

/// One of these words, any case; gives its place in the list.
pub(crate) fn one_of<'t>(expected: &'static [&'static str]) -> impl Fn(Cursor<'t>) -> Read<'t, usize> {
    move |input| match input.peek() {
        Some(token) if token.kind == TokenKind::Word => {
            let text = token.text(input.prose);
            match expected.iter().position(|e| text.eq_ignore_ascii_case(e)) {
                Some(found) => Ok((input.next(), found)),
                None => fail(),
            }
        }
        _ => fail(),
    }
}

/// Words in a row, any case.
pub(crate) fn words<'t>(expected: &'static [&'static str]) -> impl Fn(Cursor<'t>) -> Read<'t, ()> {
    move |mut input| {
        for e in expected {
            (input, ()) = word(e)(input)?;
        }
        Ok((input, ()))
    }
}

/// This sign.
pub(crate) fn sign<'t>(expected: char) -> impl Fn(Cursor<'t>) -> Read<'t, ()> {
    move |input| match input.peek() {
        Some(token) if token.is(expected) => Ok((input.next(), ())),
        _ => fail(),
    }
}

/// A hyphen or any dash that joins: `-`, `‑`, `–`, `—`.
pub(crate) fn hyphen(input: Cursor<'_>) -> Read<'_, ()> {
    match input.peek() {
        Some(token)
            if token.kind == TokenKind::Sign
                && matches!(token.sign, '-' | '\u{2010}' | '\u{2011}')
                && token.glued =>
        {
            Ok((input.next(), ()))
        }
        _ => fail(),
    }
}

/// A dash between two ends of a range: `-`, `–`, `—`, `−`.
pub(crate) fn dash(input: Cursor<'_>) -> Read<'_, ()> {
    match input.peek() {
        Some(token)
            if token.kind == TokenKind::Sign
                && matches!(token.sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}') =>
        {
            Ok((input.next(), ()))
        }
        _ => fail(),
    }
}
