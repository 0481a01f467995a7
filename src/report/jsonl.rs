//! One JSON object a line; the field names and their order are a contract.

use serde::Serialize;

use super::rules::Rules;
use crate::finding::Finding;
use crate::source::{Document, LineIndex, Position};

#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    severity: &'a str,
    message: &'a str,
    span: Bytes,
    start: Place,
    end: Place,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
}

/// Half-open bytes of the file.
#[derive(Serialize)]
pub(super) struct Bytes {
    start: usize,
    end: usize,
}

/// Line and column from 1; the column in characters.
#[derive(Serialize)]
pub(super) struct Place {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Fix<'a> {
    span: Bytes,
    replacement: &'a str,
}

impl From<crate::span::Span> for Bytes {
    fn from(span: crate::span::Span) -> Bytes {
        Bytes { start: span.start(), end: span.end() }
    }
}

impl From<Position> for Place {
    fn from(position: Position) -> Place {
        Place { line: position.line, column: position.column }
    }
}

pub(super) fn line(
    out: &mut String,
    document: &Document,
    finding: &Finding,
    lines: &LineIndex<'_>,
    rules: &Rules<'_>,
) {
    let record = Record {
        file: &document.name,
        code: finding.code.as_str(),
        rule: finding.rule.and_then(|rule| rules.name(rule)),
        severity: finding.severity.as_str(),
        message: &finding.message,
        span: finding.span.into(),
        start: lines.position(finding.span.start()).into(),
        end: lines.position(finding.span.end()).into(),
        text: finding.span.slice(&document.text),
        expected: finding.expected.as_deref(),
        help: finding.help.as_deref(),
        fix: finding.fix.as_ref().map(|fix| Fix { span: fix.span.into(), replacement: &fix.replacement }),
        source: finding.rule.and_then(|rule| rules.cite(rule)?.source),
    };
    // Strings and numbers only: there is nothing that could fail.
    if let Ok(json) = serde_json::to_string(&record) {
        out.push_str(&json);
        out.push('\n');
    }
}
