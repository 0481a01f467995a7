//! A place in a block, and a finding made of it.

use crate::fact::Severity;
use crate::finding::{Code, Finding};
use crate::source::Block;
use crate::span::Span;
use crate::text::{Segmented, Token};
use crate::verdict::{Judgement, Verdict};

/// A block with its tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot<'b> {
    pub(crate) block: &'b Block,
    pub(crate) text: &'b Segmented,
}

impl Spot<'_> {
    /// Bytes of the prose from one token to another, both included.
    pub(crate) fn prose_span(&self, from: usize, to: usize) -> Option<Span> {
        let at = |i: usize| -> Option<&Token> { self.text.tokens.get(i) };
        Some(at(from)?.span.cover(at(to)?.span))
    }

    /// The sentence around a token, in bytes of the file.
    pub(crate) fn sentence(&self, token: usize) -> Span {
        let at = self.text.sentences.partition_point(|s| s.tokens.end <= token);
        self.text.sentences.get(at).map_or_else(Span::default, |s| self.block.map.source_span(s.span))
    }

    /// Whether a token's words are somebody's own.
    pub(crate) fn quoted(&self, token: usize) -> bool {
        self.block.quoted || self.text.tokens.get(token).is_some_and(|t| t.quoted)
    }

    /// One step down inside quotation marks: they are the speaker's words.
    pub(crate) fn severity(&self, severity: Severity, token: usize) -> Severity {
        if self.quoted(token) { severity.lower() } else { severity }
    }

    /// A slip of the draft against itself over the tokens `from..to`.
    pub(crate) fn slip(
        &self,
        code: Code,
        from: usize,
        to: usize,
        message: String,
        label: String,
    ) -> Option<Judgement> {
        let span = self.block.map.source_span(self.prose_span(from, to.checked_sub(1)?)?);
        let finding = Finding {
            code,
            rule: None,
            severity: self.severity(Severity::Error, from),
            message,
            span,
            label,
            related: Vec::new(),
            expected: None,
            help: Some("either side may be the wrong one".to_owned()),
            fix: None,
            sentence: self.sentence(from),
        };
        Some(Judgement { span, rule: None, verdict: Verdict::Contradicts(Box::new(finding)) })
    }

    /// The draft agrees with itself over the tokens `from..to`.
    pub(crate) fn agrees(&self, from: usize, to: usize) -> Option<Judgement> {
        let span = self.block.map.source_span(self.prose_span(from, to.checked_sub(1)?)?);
        Some(Judgement { span, rule: None, verdict: Verdict::Agrees })
    }
}
