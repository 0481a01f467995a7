//! Findings → what a person or a program reads.
//!
//! ```text
//! Finding ──shown──▶ miette Diagnostic ──pretty──▶ terminal
//!         ──compact──▶ one line    ──jsonl──▶ one JSON object
//! ```

mod compact;
mod galley;
mod jsonl;
mod labels;
mod mentions;
mod name;
mod paint;
mod pretty;
mod quotation;
mod rows;
mod rules;
mod sheet;
mod shown;
mod summary;
mod sweep;
mod trace;

pub use mentions::{mentions_galley, mentions_jsonl};
pub use paint::{Charset, Colour, Look};
pub use pretty::render as render_diagnostic;
pub use rules::Rules;
pub use sheet::{Coverage, sheet_galley, sheet_jsonl};
pub use shown::Shown;
pub use summary::Summary;
pub use trace::{trace_jsonl, trace_pretty};

use crate::finding::Finding;
use crate::source::{Document, LineIndex};

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a person at a terminal.
    Pretty,
    /// One line a finding, for a person or `grep`.
    Compact,
    /// One JSON object a line.
    Jsonl,
}

/// The findings of one file, each ended by a line break; empty if there are none.
pub fn render(
    format: Format,
    document: &Document,
    findings: &[Finding],
    rules: &Rules<'_>,
    look: &Look,
) -> String {
    let mut out = String::new();
    if findings.is_empty() {
        return out;
    }
    let lines = LineIndex::new(&document.text);
    for finding in findings {
        match format {
            Format::Pretty => {
                out.push_str(&pretty::render(&Shown::new(finding, document, &lines, rules), look))
            }
            Format::Compact => compact::line(&mut out, document, finding, &lines, rules),
            Format::Jsonl => jsonl::line(&mut out, document, finding, &lines, rules),
        }
    }
    out
}

#[cfg(test)]
mod tests;
