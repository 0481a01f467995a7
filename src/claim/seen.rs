//! Everything that the recognisers see in a document, in reading order.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::claim::entities;
use crate::mention::{Hedge, Said, dateline, quotation, recognise};
use crate::source::{BlockKind, Document};
use crate::span::Span;
use crate::text;

/// A value, name or quotation where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Bytes of the file, a hedge included.
    pub span: Span,
    /// The kind of value, `name` or `quotation`.
    pub kind: &'static str,
    /// The value; none for names and quotations.
    pub said: Option<Said>,
    /// How exactly it is stated.
    pub hedge: Hedge,
}

/// Sees all of a document. Relative dates count from its own date, else from `date`.
pub fn see(document: &Document, date: Option<NaiveDate>) -> Vec<Seen> {
    let blocks = text::segment(document);
    let base = document.date.or_else(|| dateline(document, &blocks, date)).or(date);
    let mut out = Vec::new();
    let small: BTreeSet<u64> =
        blocks.iter().flat_map(|b| &b.tokens).filter(|t| !t.capital).map(|t| t.key).collect();
    for (block, text) in document.blocks.iter().zip(&blocks) {
        for mention in recognise(&block.text, &text.tokens) {
            let said = mention.said(base);
            out.push(Seen {
                span: block.map.source_span(mention.span),
                kind: said.kind(),
                hedge: mention.hedge,
                said: Some(said),
            });
        }
        let headline = matches!(block.kind, BlockKind::Title | BlockKind::Heading(_));
        for sentence in &text.sentences {
            for name in entities(&block.text, &text.tokens, sentence, headline, &|t| small.contains(&t.key)) {
                if name.doubtful {
                    continue;
                }
                let words = text.tokens.get(name.tokens).unwrap_or(&[]);
                if let (Some(first), Some(last)) = (words.first(), words.last()) {
                    let end = last.span.start() + last.bare(&block.text).len();
                    let span = Span::new(first.span.start(), end).unwrap_or(first.span);
                    out.push(unvalued("name", block.map.source_span(span)));
                }
            }
        }
    }
    for quotation in quotation::quotations(document, &blocks).into_iter().filter(|q| !q.inside) {
        let words = blocks.get(quotation.block).and_then(|text| text.tokens.get(quotation.tokens));
        if let (Some(block), Some([first, .., last])) = (document.blocks.get(quotation.block), words) {
            out.push(unvalued("quotation", block.map.source_span(first.span.cover(last.span))));
        }
    }
    out.sort_by(|a, b| (a.span, a.kind).cmp(&(b.span, b.kind)));
    out
}

fn unvalued(kind: &'static str, span: Span) -> Seen {
    Seen { span, kind, said: None, hedge: Hedge::Exact }
}
