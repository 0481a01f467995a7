//! A block's prose → sentences and tokens.

mod lemma;
pub(crate) mod lexicon;
mod sentence;
mod token;

pub use sentence::{Sentence, sentences};
pub use token::{Token, TokenKind, tokenize};
pub(crate) use token::{hash_of, is_irregular_past, key_of, root_of, stem_of};

use crate::source::Document;

/// A block's tokens and sentences; its prose stays in the document.
#[derive(Clone, Debug)]
pub struct Segmented {
    /// In order.
    pub tokens: Vec<Token>,
    /// In order; together they hold every token.
    pub sentences: Vec<Sentence>,
}

/// Segments every block of a document, in order.
pub fn segment(document: &Document) -> Vec<Segmented> {
    document
        .blocks
        .iter()
        .map(|block| {
            let tokens = tokenize(&block.text);
            let sentences = sentences(&block.text, &tokens);
            Segmented { tokens, sentences }
        })
        .collect()
}
