//! A finding as a miette diagnostic: the draft with its wrong words labelled, the rule in its YAML beside it.

use std::fmt;
use std::ops::Range;

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};

use super::rules::{Cited, Rules};
use crate::fact::Severity;
use crate::finding::{Code, Finding};
use crate::source::{Document, LineIndex};
use crate::span::Span;

/// The language that a draft's text is marked with, so that a renderer shows the whole sentence.
pub(super) const PROSE: &str = "prose";

/// What stands before a sentence on its line and is shown with it, in bytes: `title: "`, `## `, `> `, `12. `.
/// Sixteen holds any front matter key that is prose; a guess otherwise.
const LEAD: usize = 16;

/// The same after it: a closing quotation mark, a cell's bar.
const TAIL: usize = 4;

/// What is shown of a sentence without an end, on either side of the label: far more than any terminal takes.
const REACH: usize = 4096;

/// One finding, ready to be rendered by any miette handler.
#[derive(Debug)]
pub struct Shown<'a> {
    finding: &'a Finding,
    draft: Excerpt<'a>,
    rule: Option<RuleShown<'a>>,
    stet: Option<&'a str>,
}

impl<'a> Shown<'a> {
    /// `lines` are those of `document`, built once for all its findings.
    pub fn new(
        finding: &'a Finding,
        document: &'a Document,
        lines: &'a LineIndex<'a>,
        rules: &'a Rules<'a>,
    ) -> Shown<'a> {
        let cited = finding.rule.and_then(|rule| Some((rules.cite(rule)?, rules.lines(rule)?)));
        Shown {
            finding,
            draft: Excerpt::prose(document, lines, finding),
            stet: match finding.code {
                // Nothing in the draft to let stand: the stet, or the pack, is what must change.
                Code::UnusedStet | Code::StaleFact => None,
                _ => cited.as_ref().map(|(cited, _)| cited.id).or(Some(finding.code.as_str())),
            },
            rule: cited.map(|(cited, lines)| RuleShown::new(cited, lines)),
        }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.finding.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.finding.code.as_str()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let mut help = match (&self.finding.help, &self.finding.expected) {
            (Some(help), _) => help.clone(),
            (None, Some(expected)) => format!("write \"{expected}\""),
            (None, None) => String::new(),
        };
        if let Some(rule) = self.stet {
            let word = if self.finding.code == Code::MissingFact { "stet-file" } else { "stet" };
            let or = if help.is_empty() { "" } else { "\nor " };
            help.push_str(&format!("{or}let it stand with <!-- {word} {rule}: reason -->"));
        }
        (!help.is_empty()).then(|| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.draft)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let wrong = LabeledSpan::new_primary_with_span(text(&self.finding.label), self.finding.span);
        let related = self.finding.related.iter();
        let related = related.map(move |label| LabeledSpan::new_with_span(text(&label.text), label.span));
        Some(Box::new(std::iter::once(wrong).chain(related)))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.rule.iter().map(|rule| rule as &dyn Diagnostic)))
    }
}

/// The rule in its YAML: advice without a code, which a renderer may draw as part of the finding.
#[derive(Debug)]
struct RuleShown<'a> {
    cited: Cited<'a>,
    yaml: Excerpt<'a>,
}

impl<'a> RuleShown<'a> {
    fn new(cited: Cited<'a>, lines: &'a LineIndex<'a>) -> RuleShown<'a> {
        RuleShown { yaml: Excerpt::lines(&cited.pack.path, &cited.pack.yaml, lines, cited.at), cited }
    }
}

impl fmt::Display for RuleShown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rule {}/{}", self.cited.pack.id, self.cited.id)
    }
}

impl std::error::Error for RuleShown<'_> {}

impl Diagnostic for RuleShown<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.cited.note.map(|note| Box::new(note) as Box<dyn fmt::Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.cited.source.map(|source| Box::new(source) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.yaml)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let mut text = format!("rule {}", self.cited.id);
        if let Some(day) = self.cited.verified {
            text.push_str(&format!(", verified {day}"));
        }
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(Some(text), self.cited.value_at))))
    }
}

/// A text of which one stretch is shown as a whole: the sentence of a draft, the lines of a rule. Costs a look into
/// the line index, never a pass over the file.
#[derive(Debug)]
struct Excerpt<'a> {
    name: &'a str,
    text: &'a str,
    lines: &'a LineIndex<'a>,
    focus: Range<usize>,
    language: Option<&'static str>,
}

impl<'a> Excerpt<'a> {
    fn prose(document: &'a Document, lines: &'a LineIndex<'a>, finding: &Finding) -> Excerpt<'a> {
        let text = document.text.as_str();
        let sentence = match (finding.sentence.is_empty(), finding.span.is_empty()) {
            (false, false) => finding.sentence.cover(finding.span),
            (false, true) => finding.sentence,
            (true, _) => finding.span,
        };
        let mut focus = sentence.range();
        if !sentence.is_empty() {
            let first = line_around(lines, focus.start);
            let last = line_around(lines, focus.end);
            if focus.start.saturating_sub(first.start) <= LEAD {
                focus.start = focus.start.min(first.start);
            }
            if last.end.saturating_sub(focus.end) <= TAIL {
                focus.end = focus.end.max(last.end);
            }
        }
        Excerpt { name: &document.name, text, lines, focus, language: Some(PROSE) }
    }

    fn lines(name: &'a str, text: &'a str, lines: &'a LineIndex<'a>, at: Span) -> Excerpt<'a> {
        let focus = line_around(lines, at.start()).start..line_around(lines, at.end()).end;
        Excerpt { name, text, lines, focus, language: None }
    }
}

fn line_around(lines: &LineIndex<'_>, byte: usize) -> Range<usize> {
    lines.line(lines.line_at(byte)).unwrap_or(byte..byte)
}

impl SourceCode for Excerpt<'_> {
    fn read_span<'s>(
        &'s self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'s> + 's>, MietteError> {
        let (start, end) = (span.offset(), span.offset().saturating_add(span.len()));
        let mut window = if self.focus.start <= start && end <= self.focus.end {
            self.focus.clone()
        } else {
            line_around(self.lines, start).start..line_around(self.lines, end).end.max(end)
        };
        window.start = floor(self.text, window.start.max(start.saturating_sub(REACH)));
        window.end = floor(self.text, window.end.min(end.saturating_add(REACH))).max(end);
        let data = self.text.get(window.clone()).ok_or(MietteError::OutOfBounds)?;
        let position = self.lines.position(window.start);
        let contents = MietteSpanContents::new_named(
            self.name.to_owned(),
            data.as_bytes(),
            (window.start, data.len()).into(),
            (position.line as usize).saturating_sub(1),
            (position.column as usize).saturating_sub(1),
            self.lines.count(),
        );
        Ok(Box::new(match self.language {
            Some(language) => contents.with_language(language),
            None => contents,
        }))
    }
}

/// The nearest `char` boundary at or before `byte`.
fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
