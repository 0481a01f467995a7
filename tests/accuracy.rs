//! Precision, recall and ticks on labelled drafts. The format and the counting are told in
//! `tests/accuracy/README.md`.
//!
//! `cargo test --test accuracy -- --nocapture` prints the figures.

// clippy knows only #[test] functions as tests.
#![allow(clippy::panic, clippy::indexing_slicing)]

mod support;

mod accuracy {
    pub mod label;
    pub mod score;
    pub mod sentences;
    pub mod sets;
    pub mod table;
}

use std::path::Path;

use accuracy::score::Score;
use accuracy::{sentences, sets, table};
use factlint::PackSet;

/// What the stories must reach. A floor is raised with the engine, never lowered to let a change pass.
const SETS: Floor = Floor { precision: 950, recall: 810, ticked: 795 };

/// What the sentences must reach.
const SENTENCES: Floor = Floor { precision: 955, recall: 820, ticked: 920 };

/// What the texts for names, titles, quotations, dates and the draft against itself must reach.
const CHECKS: Floor = Floor { precision: 975, recall: 815, ticked: 870 };

/// In thousandths.
struct Floor {
    precision: usize,
    recall: usize,
    ticked: usize,
}

impl Floor {
    fn hold(&self, material: &str, rows: &[(String, Score)], total: &Score) {
        let told = || rows.iter().map(|(_, score)| score.told.as_str()).collect::<String>();
        for (what, reached, floor) in [
            ("precision", total.precision().per_mille(), self.precision),
            ("recall", total.recall().per_mille(), self.recall),
            ("ticked", total.ticked.per_mille(), self.ticked),
        ] {
            assert!(reached >= floor, "{material}: {what} fell to {reached}‰, below {floor}‰\n{}", told());
        }
    }
}

#[test]
fn labelled_drafts() {
    let stories: Vec<(String, Score)> = sets::topics(&support::root().join("tests/accuracy/sets"))
        .iter()
        .map(|topic| (support::file_name(topic), story(topic)))
        .collect();
    let (measures, checks) = (texts("sentences"), texts("checks"));
    let (all_stories, all_measures, all_checks) = (total(&stories), total(&measures), total(&checks));
    println!(
        "{}{}{}{}{}",
        table::table("sets", &stories, &all_stories),
        table::codes(&all_stories),
        table::table("sentences", &measures, &all_measures),
        table::table("checks", &checks, &all_checks),
        table::codes(&all_checks)
    );
    support::snapshot_settings().bind(|| {
        for (name, score) in &stories {
            insta::assert_snapshot!(format!("accuracy__{name}"), score.told.as_str());
        }
        for (name, score) in &measures {
            insta::assert_snapshot!(format!("accuracy__sentences-{name}"), score.told.as_str());
        }
        for (name, score) in &checks {
            insta::assert_snapshot!(format!("accuracy__checks-{name}"), score.told.as_str());
        }
    });
    SETS.hold("sets", &stories, &all_stories);
    SENTENCES.hold("sentences", &measures, &all_measures);
    CHECKS.hold("checks", &checks, &all_checks);
}

fn story(topic: &Path) -> Score {
    let mut score = Score::default();
    score.add(&support::pack_file(&topic.join("pack.yaml")), &sets::drafts(topic));
    score
}

/// The files of one folder of texts, by name.
fn texts(folder: &str) -> Vec<(String, Score)> {
    support::files(&support::root().join("tests/accuracy").join(folder), ".yaml")
        .iter()
        .map(|path| (support::file_name(path).replace(".yaml", ""), measure(path)))
        .collect()
}

fn measure(path: &Path) -> Score {
    let mut score = Score::default();
    for (pack, drafts) in sentences::groups(path) {
        score.add(&pack, &drafts);
    }
    score
}

fn total(rows: &[(String, Score)]) -> Score {
    let mut total = Score::default();
    for (_, score) in rows {
        total.absorb(score);
    }
    total
}

/// Printed only: the set lies outside the checkout and changes on its own.
#[test]
fn neighbouring_set() {
    let Some(set) = support::neighbour("shared/eval/dev") else { return };
    let stories: Vec<(String, Score)> =
        sets::topics(&set).iter().map(|topic| (support::file_name(topic), story(topic))).collect();
    let all = total(&stories);
    println!("{}{}", table::table("development set", &stories, &all), table::codes(&all));
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
