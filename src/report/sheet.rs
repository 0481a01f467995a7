//! A tick sheet → the draft with its claims ticked, or one JSON object a claim.

use std::fmt;

use serde::Serialize;

use super::galley::{Mark, Note, ending, galley, heading};
use super::jsonl::{Bytes, Place};
use super::paint::{Ink, Look};
use super::rules::Rules;
use super::sweep::Sweep;
use crate::finding::Code;
use crate::mention::{Hedge, Said, iso};
use crate::source::{Document, LineIndex};
use crate::{Entry, Kind, Sheet, Status};

/// How many claims of a draft, or of all drafts of a run, came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Files read.
    pub files: usize,
    /// Files that could not be.
    pub unread: usize,
    /// Claims that state a rule rightly.
    pub agrees: usize,
    /// Claims that state one wrongly.
    pub contradicts: usize,
    /// Claims that may be about a rule but cannot be held against it.
    pub unclear: usize,
    /// Claims that no rule speaks of.
    pub unchecked: usize,
    /// Required facts that a draft never states.
    pub missing: usize,
}

impl Coverage {
    /// Of one draft.
    pub fn of(sheet: &Sheet) -> Coverage {
        let mut coverage = Coverage { files: 1, ..Coverage::default() };
        for entry in &sheet.entries {
            match entry.status {
                Status::Agrees => coverage.agrees += 1,
                Status::Contradicts { .. } => coverage.contradicts += 1,
                Status::Unclear(_) => coverage.unclear += 1,
                Status::Unchecked => coverage.unchecked += 1,
            }
        }
        coverage.missing = sheet.report.findings.iter().filter(|f| f.code == Code::MissingFact).count();
        coverage
    }

    /// Adds what another draft came to.
    pub fn add(&mut self, other: Coverage) {
        self.files += other.files;
        self.unread += other.unread;
        self.agrees += other.agrees;
        self.contradicts += other.contradicts;
        self.unclear += other.unclear;
        self.unchecked += other.unchecked;
        self.missing += other.missing;
    }

    /// All of them.
    pub fn claims(&self) -> usize {
        self.checked() + self.unclear + self.unchecked
    }

    /// Those that were held against a rule: they agree or contradict.
    pub fn checked(&self) -> usize {
        self.agrees + self.contradicts
    }
}

/// `31 claims: 22 agree, 1 contradicts, 8 unchecked`
impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count: usize, one: &'static str, many: &'static str| {
            format!("{count} {}", if count == 1 { one } else { many })
        };
        if self.files != 1 {
            write!(f, "{}, ", counted(self.files, "file", "files"))?;
        }
        match self.claims() {
            0 => f.write_str("no claims")?,
            claims => write!(f, "{}: {}", counted(claims, "claim", "claims"), self.verdicts())?,
        }
        if self.missing > 0 {
            let facts = counted(self.missing, "required fact is", "required facts are");
            write!(f, "; {facts} not stated")?;
        }
        if self.unread > 0 {
            write!(f, "; {} not be read", counted(self.unread, "file could", "files could"))?;
        }
        Ok(())
    }
}

impl Coverage {
    /// `22 agree, 1 contradicts, 8 unchecked`
    fn verdicts(&self) -> String {
        let verdicts = [
            (self.agrees, "agrees", "agree"),
            (self.contradicts, "contradicts", "contradict"),
            (self.unclear, "unclear", "unclear"),
            (self.unchecked, "unchecked", "unchecked"),
        ];
        let some = verdicts.iter().filter(|(count, ..)| *count > 0);
        some.map(|(n, one, many)| format!("{n} {}", if *n == 1 { one } else { many }))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// The place of a status among [`super::paint::Glyphs::ticks`], its ink and its word.
pub(super) fn look_of(status: &Status) -> (usize, Ink, &'static str) {
    match status {
        Status::Agrees => (0, Ink::Good, "agrees"),
        Status::Contradicts { .. } => (1, Ink::Error, "contradicts"),
        Status::Unclear(_) => (2, Ink::Warning, "unclear"),
        Status::Unchecked => (3, Ink::Frame, "unchecked"),
    }
}

/// Bytes between two neighbours: a clause, a guess.
const NEIGHBOURS: usize = 60;

/// The draft's own text, each claim underlined and ticked, with the rule beside it.
pub fn sheet_galley(document: &Document, sheet: &Sheet, rules: Option<&Rules<'_>>, look: &Look) -> String {
    let mut out = String::with_capacity(document.text.len() * 2);
    let lines = LineIndex::new(&document.text);
    let mut legend: Vec<(usize, Ink, &'static str)> = Vec::new();
    for entry in &sheet.entries {
        let kind = look_of(&entry.status);
        if !legend.contains(&kind) {
            legend.push(kind);
        }
    }
    legend.sort_by_key(|(place, ..)| *place);
    heading(&mut out, &document.name, lines.count(), look);
    if sheet.entries.is_empty() {
        ending(&mut out, lines.count(), "no claims", look);
        out.push('\n');
        return out;
    }
    let entries: Vec<&Entry> =
        sheet.entries.iter().filter(|e| !is_named_already(e, &sheet.entries)).collect();
    let mut marks: Vec<Mark> = entries.iter().map(|entry| mark(entry, rules, look)).collect();
    // "8.2% in 2024": what one rule says of two neighbours is said once.
    for (pair, mark) in entries.windows(2).zip(marks.iter_mut().skip(1)) {
        if let [a, b] = pair
            && a.rule == b.rule
            && (&a.status, &b.status) == (&Status::Agrees, &Status::Agrees)
            && document.text.get(a.span.end()..b.span.start()).is_some_and(|gap| gap.len() <= NEIGHBOURS)
        {
            mark.note = None;
        }
    }
    // A quotation before the figures inside it, so that theirs are drawn over its own.
    marks.sort_by(|a, b| a.bytes.start.cmp(&b.bytes.start).then(b.bytes.end.cmp(&a.bytes.end)));
    galley(&mut out, document, &lines, &marks, look);
    let mut words = String::new();
    for (place, ink, word) in legend {
        if !words.is_empty() {
            words.push_str("   ");
        }
        look.paint(&mut words, ink, &tick(place, look).1.to_string());
        words.push(' ');
        look.paint(&mut words, Ink::Frame, word);
    }
    ending(&mut out, lines.count(), &words, look);
    for finding in sheet.report.findings.iter().filter(|f| f.code == Code::MissingFact) {
        look.paint(&mut out, Ink::Error, &tick(1, look).1.to_string());
        out.push(' ');
        out.push_str(&finding.message);
        if let Some(id) = finding.rule.and_then(|rule| rules?.short(rule)) {
            look.paint(&mut out, Ink::Frame, &format!("  {id}"));
        }
        out.push('\n');
    }
    out.push('\n');
    out
}

/// A speaker whose name has a tick of its own.
fn is_named_already(entry: &Entry, entries: &[Entry]) -> bool {
    /// Claims that may begin between a name with its title and the name itself; a guess.
    const NEAR: usize = 4;
    let from = entries.partition_point(|e| e.span.start() <= entry.span.start());
    let before = entries.get(from.saturating_sub(NEAR)..from).unwrap_or(&[]);
    (entry.kind, &entry.status) == (Kind::Speaker, &Status::Agrees)
        && before.iter().any(|e| e.kind == Kind::Name && e.span.contains(entry.span))
}

/// The line under words of a status and its end.
pub(super) fn tick(place: usize, look: &Look) -> (char, char) {
    look.glyphs().ticks.get(place).copied().unwrap_or((' ', ' '))
}

fn mark(entry: &Entry, rules: Option<&Rules<'_>>, look: &Look) -> Mark {
    let (place, ink, _) = look_of(&entry.status);
    let drawn = tick(place, look);
    let id = entry.rule.and_then(|rule| rules?.short(rule));
    let (text, text_ink) = match &entry.status {
        // The rule of a speaker stands beside the words.
        Status::Agrees if entry.kind == Kind::Speaker => (None, Ink::Frame),
        Status::Agrees if entry.kind == Kind::Reckoning => (Some("reckoned".to_owned()), Ink::Frame),
        Status::Agrees => (id, Ink::Frame),
        Status::Contradicts { finding, stet } => {
            let what = match (&finding.expected, finding.label.as_str()) {
                _ if *stet => "stet",
                (_, label) if !label.is_empty() => label,
                (Some(expected), _) => expected,
                (None, _) => "",
            };
            let id = id.unwrap_or_else(|| finding.code.as_str().to_owned());
            (Some(format!("{id}: {what}")), Ink::Plain)
        }
        Status::Unclear(reason) => {
            (Some(id.map_or_else(|| reason.clone(), |id| format!("{id}: {reason}"))), Ink::Frame)
        }
        Status::Unchecked => (None, Ink::Frame),
    };
    Mark {
        bytes: entry.span.range(),
        drawn,
        ink,
        loud: matches!(entry.status, Status::Contradicts { stet: false, .. }),
        note: text.map(|text| Note { sign: drawn.1, ink, text, text_ink }),
    }
}

/// A claim as JSON; the field names and their order are a contract.
#[derive(Serialize)]
pub(super) struct Record<'a> {
    file: &'a str,
    verdict: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    measure: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "is_exact")]
    hedge: Hedge,
    scope: Scope<'a>,
    stance: &'a str,
    #[serde(skip_serializing_if = "is_false")]
    quoted: bool,
    span: Bytes,
    start: Place,
    end: Place,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject_span: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    stet: bool,
}

#[derive(Serialize)]
struct Scope<'a> {
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    places: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    groups: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    since: bool,
}

impl Serialize for Hedge {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_exact(hedge: &Hedge) -> bool {
    *hedge == Hedge::Exact
}

/// One JSON object a claim, in reading order.
pub fn sheet_jsonl(document: &Document, sheet: &Sheet, rules: Option<&Rules<'_>>) -> String {
    let mut out = String::with_capacity(sheet.entries.len() * 320);
    let lines = LineIndex::new(&document.text);
    let mut sweep = Sweep::new(&document.text, &lines);
    for entry in &sheet.entries {
        let (start, end) = (sweep.position(entry.span.start()), sweep.ahead(entry.span.end()));
        let record = record(document, entry, rules, entry.span.into(), start.into(), end.into());
        // Strings and numbers only: there is nothing that could fail.
        if let Ok(json) = serde_json::to_string(&record) {
            out.push_str(&json);
            out.push('\n');
        }
    }
    out
}

pub(super) fn record<'a>(
    document: &'a Document,
    entry: &'a Entry,
    rules: Option<&Rules<'_>>,
    span: Bytes,
    start: Place,
    end: Place,
) -> Record<'a> {
    let (message, finding, stet) = match &entry.status {
        Status::Contradicts { finding, stet } => (Some(finding.message.as_str()), Some(finding), *stet),
        Status::Unclear(reason) => (Some(reason.as_str()), None, false),
        Status::Agrees | Status::Unchecked => (None, None, false),
    };
    Record {
        file: &document.name,
        verdict: entry.status.as_str(),
        rule: entry.rule.and_then(|rule| rules?.name(rule)),
        subject: entry.subject.as_ref().map(|topic| topic.text.as_str()),
        measure: entry.measure.as_str(),
        kind: entry.said.as_ref().map_or_else(|| entry.kind.as_str(), Said::kind),
        value: entry.said.as_ref().and_then(Said::value),
        unit: entry.said.as_ref().and_then(Said::unit),
        hedge: entry.hedge,
        scope: Scope {
            places: &entry.scope.places,
            groups: &entry.scope.groups,
            period: entry.scope.period.map(iso),
            since: entry.scope.since,
        },
        stance: entry.stance.as_str(),
        quoted: entry.quoted,
        span,
        start,
        end,
        text: entry.span.slice(&document.text),
        subject_span: entry.subject.as_ref().and_then(|topic| topic.span).map(Bytes::from),
        code: finding.map(|finding| finding.code.as_str()),
        message,
        expected: finding.and_then(|finding| finding.expected.as_deref()),
        stet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_coverage_line() {
        let say = |files, agrees, contradicts, unchecked| {
            Coverage { files, agrees, contradicts, unchecked, ..Coverage::default() }.to_string()
        };
        assert_eq!(say(1, 22, 1, 8), "31 claims: 22 agree, 1 contradicts, 8 unchecked");
        assert_eq!(say(3, 1, 0, 0), "3 files, 1 claim: 1 agrees");
        assert_eq!(say(1, 0, 0, 0), "no claims");
        let odd = Coverage { files: 1, unclear: 2, missing: 1, unread: 1, ..Coverage::default() };
        assert_eq!(
            odd.to_string(),
            "2 claims: 2 unclear; 1 required fact is not stated; 1 file could not be read"
        );
    }

    #[test]
    fn signs_for_terminals_without_unicode() {
        use super::super::paint::{Charset, Colour};
        let pack = "pack: p\nscope: [Dallas]\nfacts:\n  - meeting count = 5\n  - arrest count = 84\n";
        let set = crate::PackSet::new(vec![crate::pack::load("p.yaml", pack.as_bytes()).unwrap()]);
        let text =
            "Dallas held four meetings, made 84 arrests and drew 3,000 people.\n\nIt may make 90 arrests.\n";
        let document = crate::source::read("a.md", text.as_bytes(), crate::source::Format::Markdown).unwrap();
        let sheet = crate::sheet(&document, &set, &crate::Settings::default());
        let look = Look { width: 72, charset: Charset::Ascii, colour: Colour::Off };
        let shown = sheet_galley(&document, &sheet, Some(&Rules::new(set.packs())), &look);
        let expected = [
            "   ,-[a.md]",
            " 1 | Dallas held four meetings, made 84 arrests and drew 3,000 people.",
            "   :             ===x                -+                  .....",
            "   :                        x meeting-count: should be 5  + arrest-count",
            "   |",
            " 3 | It may make 90 arrests.",
            "   :             ~?  ? arrest-count: a supposition",
            "   `- + agrees   x contradicts   ? unclear   . unchecked",
            "",
        ];
        assert_eq!(shown.lines().collect::<Vec<_>>(), expected, "\n{shown}");
    }
}
