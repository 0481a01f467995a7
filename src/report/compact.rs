//! `file:line:column: error[number-mismatch] message (rule)`.

use super::paint::tamed;
use super::rules::Rules;
use crate::finding::Finding;
use crate::source::{Document, LineIndex};

pub(super) fn line(
    out: &mut String,
    document: &Document,
    finding: &Finding,
    lines: &LineIndex<'_>,
    rules: &Rules<'_>,
) {
    let at = lines.position(finding.span.start());
    let (file, message) = (tamed(&document.name), tamed(&finding.message));
    let (severity, code) = (finding.severity.as_str(), finding.code.as_str());
    out.push_str(&format!("{file}:{}:{}: {severity}[{code}] {message}", at.line, at.column));
    if let Some(rule) = finding.rule.and_then(|rule| rules.name(rule)) {
        out.push_str(&format!(" ({rule})"));
    }
    out.push('\n');
}
