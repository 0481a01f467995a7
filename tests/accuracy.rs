//! Precision and recall on labelled drafts. The format and the counting are told in `tests/accuracy/README.md`.
//!
//! `cargo test --test accuracy -- --nocapture` prints the figures.

// clippy knows only #[test] functions as tests.
#![allow(clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use factlint::PackSet;
use factlint::finding::Finding;
use serde::Deserialize;

/// What the own sets must reach, in thousandths. Raised with the engine, never lowered to let a change pass.
const FLOOR: Floor = Floor { precision: 925, recall: 620 };

struct Floor {
    precision: usize,
    recall: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    article: String,
    text: String,
    nth: usize,
    verdict: LabelVerdict,
    rule: Option<String>,
    code: Option<String>,
    level: Level,
    why: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LabelVerdict {
    Contradicts,
    Agrees,
    Silent,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Plain,
    Hard,
}

/// How many of how many.
#[derive(Clone, Copy, Default)]
struct Ratio {
    hit: usize,
    of: usize,
}

impl Ratio {
    fn add(&mut self, hit: bool) {
        self.hit += usize::from(hit);
        self.of += 1;
    }

    /// Thousandths; all of nothing is 1,000.
    fn per_mille(self) -> usize {
        (self.hit * 1000).checked_div(self.of).unwrap_or(1000)
    }
}

impl std::fmt::Display for Ratio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let thousandths = self.per_mille();
        write!(f, "{}.{}% ({}/{})", thousandths / 10, thousandths % 10, self.hit, self.of)
    }
}

#[derive(Default)]
struct Score {
    hits: usize,
    alarms: usize,
    plain: Ratio,
    hard: Ratio,
    right_code: usize,
    right_rule: usize,
    /// How many of the statements that are right were counted so.
    confirmed: Ratio,
    by_code: BTreeMap<String, Ratio>,
    /// Misses and alarms, for a person to read.
    told: String,
}

impl Score {
    fn precision(&self) -> Ratio {
        Ratio { hit: self.hits, of: self.hits + self.alarms }
    }

    fn recall(&self) -> Ratio {
        Ratio { hit: self.hits, of: self.plain.of + self.hard.of }
    }

    fn print(&self, set: &str) {
        println!("{set}");
        println!("  precision {}", self.precision());
        println!("  recall    {}; plain {}, hard {}", self.recall(), self.plain, self.hard);
        println!("  of the hits, right code {}, right rule {}", self.right_code, self.right_rule);
        println!("  right statements confirmed {}", self.confirmed);
        for (code, ratio) in &self.by_code {
            println!("  {code:<20} {ratio}");
        }
    }
}

/// Where the `nth` occurrence stands, in bytes.
fn locate(text: &str, words: &str, nth: usize) -> Option<(usize, usize)> {
    let mut from = 0;
    let mut found = None;
    for _ in 0..nth {
        let at = from + text.get(from..)?.find(words)?;
        found = Some((at, at + words.len()));
        // Occurrences may overlap: step over one character, not the whole.
        from = at + text.get(at..)?.chars().next()?.len_utf8();
    }
    found
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

fn span_of(finding: &Finding) -> (usize, usize) {
    (finding.span.start(), finding.span.end())
}

/// Adds a topic's drafts to the score, by the rules of `tests/accuracy/README.md`.
fn add_topic(score: &mut Score, topic: &Path) {
    let pack = support::pack_file(&topic.join("pack.yaml"));
    let packs = PackSet::new(vec![pack.clone()]);
    let labels: Vec<Label> = support::read_text(&topic.join("expect.jsonl"))
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{}: {e}: {line}", topic.display())))
        .collect();
    let topic_name = support::file_name(topic);
    for article in support::files(&topic.join("articles"), ".md") {
        let name = support::file_name(&article);
        let text = support::read_text(&article);
        let document = support::document(&name, &text);
        let report = support::report(&document, &packs);
        let labels: Vec<(&Label, (usize, usize))> = labels
            .iter()
            .filter(|label| label.article == name)
            .map(|label| {
                let at = locate(&text, &label.text, label.nth);
                (
                    label,
                    at.unwrap_or_else(|| panic!("{topic_name}/{name}: no `{}` #{}", label.text, label.nth)),
                )
            })
            .collect();
        let mut used = vec![false; labels.len()];
        for finding in report.findings.iter().filter(|f| support::counts(f)) {
            let span = span_of(finding);
            let near = || labels.iter().enumerate().filter(|(_, (_, at))| overlap(span, *at));
            let wrong = near().find(|(_, (label, _))| label.verdict == LabelVerdict::Contradicts);
            let rule = support::rule_id(std::slice::from_ref(&pack), finding.rule);
            let code = finding.code.as_str();
            if let Some((i, (label, _))) = wrong {
                if !used[i] {
                    used[i] = true;
                    score.hits += 1;
                    score.right_code += usize::from(label.code.as_deref() == Some(code));
                    score.right_rule += usize::from(label.rule.as_deref().is_none_or(|want| want == rule));
                }
            } else {
                score.alarms += 1;
                let trap = near().next().map_or("unlabelled", |(_, (label, _))| label.why.as_str());
                let words = finding.span.slice(&text);
                let _ = writeln!(
                    score.told,
                    "ALARM {name} {code} {rule} `{words}`: {} ({trap})",
                    finding.message
                );
            }
        }
        let agreed: Vec<(usize, usize)> = report
            .judgements
            .iter()
            .filter(|j| j.verdict == factlint::verdict::Verdict::Agrees)
            .map(|j| (j.span.start(), j.span.end()))
            .collect();
        for (i, (label, at)) in labels.iter().enumerate() {
            match label.verdict {
                LabelVerdict::Contradicts => {
                    let level = if label.level == Level::Plain { &mut score.plain } else { &mut score.hard };
                    level.add(used[i]);
                    let code = label.code.clone().unwrap_or_default();
                    score.by_code.entry(code.clone()).or_default().add(used[i]);
                    if !used[i] {
                        let rule = label.rule.as_deref().unwrap_or("-");
                        let level = if label.level == Level::Plain { "plain" } else { "hard" };
                        let (words, why) = (&label.text, &label.why);
                        let _ = writeln!(score.told, "MISS  {name} {code} {rule} `{words}` ({level}): {why}");
                    }
                }
                LabelVerdict::Agrees if label.rule.is_some() => {
                    score.confirmed.add(agreed.iter().any(|span| overlap(*span, *at)));
                }
                LabelVerdict::Agrees | LabelVerdict::Silent => {}
            }
        }
    }
}

fn topics(set: &Path) -> Vec<std::path::PathBuf> {
    support::files(set, "pack.yaml").iter().filter_map(|pack| pack.parent()).map(Into::into).collect()
}

#[test]
fn own_sets() {
    let mut total = Score::default();
    for topic in topics(&support::root().join("tests/accuracy/sets")) {
        let mut score = Score::default();
        add_topic(&mut score, &topic);
        let name = support::file_name(&topic);
        score.print(&name);
        support::snapshot_settings()
            .bind(|| insta::assert_snapshot!(format!("accuracy__{name}"), score.told.as_str()));
        add_topic(&mut total, &topic);
    }
    total.print("own sets");
    let (precision, recall) = (total.precision().per_mille(), total.recall().per_mille());
    assert!(precision >= FLOOR.precision, "precision fell to {precision}‰\n{}", total.told);
    assert!(recall >= FLOOR.recall, "recall fell to {recall}‰\n{}", total.told);
}

/// Printed only: the set lies outside the checkout and changes on its own.
#[test]
fn neighbouring_set() {
    let Some(set) = support::neighbour("shared/eval/dev") else { return };
    let mut total = Score::default();
    for topic in topics(&set) {
        add_topic(&mut total, &topic);
    }
    total.print("development set");
}

/// Articles about other things: whatever is raised on them is a false alarm.
#[test]
fn quiet() {
    let mut paths = support::files(&support::root().join("tests/accuracy/sets"), "pack.yaml");
    paths.extend(support::files(&support::root().join("rules"), ".yaml"));
    let packs: Vec<_> = paths.iter().map(|path| support::pack_file(path)).collect();
    let mut sets: Vec<PackSet> = packs.iter().map(|pack| PackSet::new(vec![pack.clone()])).collect();
    sets.push(PackSet::new(packs));
    let mut alarms = Vec::new();
    for article in support::files(&support::root().join("tests/accuracy/quiet"), ".md") {
        let name = support::file_name(&article);
        let text = support::read_text(&article);
        let document = support::document(&name, &text);
        for set in &sets {
            for finding in support::report(&document, set).findings {
                let line = format!("{name}: `{}`: {}", finding.span.slice(&text), finding.message);
                if !alarms.contains(&line) {
                    alarms.push(line);
                }
            }
        }
    }
    assert!(alarms.is_empty(), "{} false alarms:\n{}", alarms.len(), alarms.join("\n"));
}

#[test]
fn locates_the_nth() {
    assert_eq!(locate("2 of 22", "2", 3), Some((6, 7)));
    assert_eq!(locate("2 of 22", "2", 4), None);
}
