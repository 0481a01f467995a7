//! Quotations on the tick sheet: known ones with their speakers, and those that no pack knows.

use crate::fact::Measure;
use crate::finding::{Code, Rule};
use crate::judge::kind::Kind;
use crate::judge::person::{NearQuote, Quoted, SpokenBy, Worded};
use crate::judge::sheet::{Entry, Status, Topic};
use crate::span::Span;

/// Adds to the judged quotations among `entries` who is said to speak them, and the quotations that no pack knows.
pub(super) fn list(quoted: &[Quoted], entries: &mut Vec<Entry>) {
    let judged = entries.len();
    for quotation in quoted {
        match &quotation.near {
            Some(near) if near.worded != Worded::Other => {
                if let Some((by, right)) = quotation.speaker.as_ref().zip(near.right_speaker) {
                    speaker(quotation, near, by, right, judged, entries);
                }
            }
            _ if quotation.listed => {
                entries.extend(quotation.parts.iter().map(|part| unchecked(quotation, *part)))
            }
            _ => {}
        }
    }
}

/// The words are one statement, who spoke them another. Words in the wrong mouth are right, and the mouth is wrong.
fn speaker(
    quotation: &Quoted,
    near: &NearQuote,
    by: &SpokenBy,
    right: bool,
    judged: usize,
    entries: &mut Vec<Entry>,
) {
    let rule = Some(near.rule);
    let mut status = Status::Agrees;
    if !right {
        let first = quotation.parts.first().copied().unwrap_or_default();
        let words = entries.iter_mut().take(judged).find(|entry| {
            let misattributed = matches!(&entry.status, Status::Contradicts { finding, .. } if finding.code == Code::QuoteMisattributed);
            misattributed && entry.rule == rule && entry.span.overlaps(first)
        });
        let Some(words) = words else { return };
        status = std::mem::replace(&mut words.status, Status::Agrees);
        words.span = first;
    }
    // One name may speak several quotations.
    let again = entries.iter().skip(judged).any(|entry| {
        entry.kind == Kind::Speaker && entry.span == by.span && (entry.rule, &entry.status) == (rule, &status)
    });
    if !again {
        entries.push(statement(Kind::Speaker, by.span, Some(near.by.clone()), None, status, rule));
    }
}

fn unchecked(quotation: &Quoted, part: Span) -> Entry {
    let by = quotation.speaker.as_ref();
    let (name, at) = by.map_or((None, None), |by| (by.name.clone(), Some(by.span)));
    let at = at.filter(|_| name.is_some());
    statement(Kind::Quotation, part, name, at, Status::Unchecked, None)
}

fn statement(
    kind: Kind,
    span: Span,
    subject: Option<String>,
    at: Option<Span>,
    status: Status,
    rule: Option<Rule>,
) -> Entry {
    let measure = if kind == Kind::Speaker { Measure::Name } else { Measure::Wording };
    Entry {
        subject: subject.map(|text| Topic { text, span: at }),
        quoted: kind == Kind::Quotation,
        ..Entry::bare(kind, span, measure, status, rule)
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::sheet::{Entry, sheet};
    use crate::source::{Format, read};
    use crate::{PackSet, Settings};

    /// Every statement of a draft as `kind words: status`.
    fn stated(draft: &str) -> String {
        let pack = "pack: p\nnames:\n  - {name: Michael Igo, title: Chief}\n  - name: Rosa Delacroix\nquotes:\n  \
                    - {by: Michael Igo, text: The tide does not read our timetable.}\n";
        let set = PackSet::new(vec![crate::pack::load("p.yaml", pack.as_bytes()).unwrap()]);
        let document = read("a.md", draft.as_bytes(), Format::Markdown).unwrap();
        let sheet =
            sheet(&document, &set, &Settings { date: "2025-02-13".parse().ok(), ..Settings::default() });
        let of = |e: &Entry| format!("{} {}: {}", e.kind.as_str(), e.span.slice(draft), e.status.as_str());
        sheet.entries.iter().map(of).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn lists_quotations_with_their_speakers() {
        let rows = [
            (
                "“The tide does not read our timetable,” Igo said.",
                "quotation The tide does not read our timetable: agrees | speaker Igo: agrees",
            ),
            (
                "“The tide does not read our calendar,” Igo said.",
                "quotation The tide does not read our calendar: contradicts | speaker Igo: agrees",
            ),
            // The words are right, and the mouth is wrong.
            (
                "“The tide does not read our timetable,” Delacroix said.",
                "quotation The tide does not read our timetable: agrees | speaker Delacroix: contradicts",
            ),
            (
                "“The tide,” Igo said, “does not read our timetable.”",
                "quotation The tide: agrees | speaker Igo: agrees | quotation does not read our timetable: agrees",
            ),
            ("“We are tired,” said Nadia Frost.", "quotation We are tired: unchecked"),
            ("“We are tired of this.”", "quotation We are tired of this: unchecked"),
            ("The “tired” town showed “The Long Way Home to the Sea.”", ""),
            ("It is ten miles (16 km) away.", "value ten miles: unchecked | value 16 km: agrees"),
        ];
        for (draft, expected) in rows {
            assert_eq!(stated(draft), expected, "{draft}");
        }
    }
}
