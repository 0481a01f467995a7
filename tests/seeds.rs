//! Five published articles on the Dallas story, where they stand beside the checkout; they are not ours to ship.

mod support;

use std::path::PathBuf;

use factlint::fact::{Pack, Severity};
use factlint::finding::Finding;
use factlint::{PackSet, Report};

/// The words, what is made of them, and where in the whole the change lies is settled by comparing the two.
const CHANGES: &[(&str, &str)] = &[
    ("8.2%", "9.1%"),
    ("26%", "36%"),
    ("65 fewer", "56 fewer"),
    ("five meetings", "four meetings"),
    ("five sessions", "four sessions"),
    ("until Feb. 20", "until Feb. 21"),
    ("through February 20", "through February 21"),
    ("84 arrests", "48 arrests"),
    ("956 arrests", "965 arrests"),
    ("554 custody", "545 custody"),
    ("7,300", "3,700"),
    ("1.6 million", "6.1 million"),
    ("Michael Igo", "Micheal Igo"),
    ("Attorney General Pam Bondi announced", "Governor Pam Bondi announced"),
    ("no room for fear", "no place for fear"),
    ("assisting any federal", "helping any federal"),
    ("across Dallas to reassure", "across Texas to reassure"),
    ("need you guys to continue", "want you guys to continue"),
];

fn seeds() -> Option<Vec<(String, String)>> {
    let folder = support::neighbour("shared/seeds")?;
    let paths: Vec<PathBuf> = support::files(&folder, ".txt");
    Some(paths.iter().map(|path| (support::file_name(path), support::read_text(path))).collect())
}

fn dallas() -> Pack {
    support::pack_file(&support::root().join("rules/dallas-outreach.yaml"))
}

fn check(name: &str, text: &str, packs: &PackSet) -> Report {
    support::report(&support::document(name, text), packs)
}

fn counted(report: &Report) -> Vec<&Finding> {
    report.findings.iter().filter(|f| support::counts(f)).collect()
}

#[test]
fn the_name_that_ran_on_is_all_that_is_wrong() {
    let Some(seeds) = seeds() else { return };
    let pack = dallas();
    let packs = PackSet::new(vec![pack.clone()]);
    let mut found = Vec::new();
    let mut agrees = 0;
    for (name, text) in &seeds {
        let report = check(name, text, &packs);
        agrees += report.agrees;
        for finding in counted(&report) {
            let rule = support::rule_id(std::slice::from_ref(&pack), finding.rule);
            found.push((finding.span.slice(text).to_owned(), rule, finding.severity, name.clone()));
        }
    }
    let words: Vec<&str> = found.iter().map(|(words, ..)| words.as_str()).collect();
    assert_eq!(words, ["Pam Bondi Trump", "Pam Bondi Trump"], "{found:#?}");
    let severities: Vec<Severity> = found.iter().map(|(_, _, severity, _)| *severity).collect();
    // The second file quotes the first: the speaker's words weigh a step less.
    assert_eq!(severities, [Severity::Error, Severity::Warning], "{found:#?}");
    assert!(agrees >= 30, "only {agrees} claims agree");
}

#[test]
fn each_change_is_found_and_nothing_else() {
    let Some(seeds) = seeds() else { return };
    let pack = dallas();
    let packs = PackSet::new(vec![pack.clone()]);
    let mut wrong = Vec::new();
    for (from, to) in CHANGES {
        let mut tried = 0;
        for (name, text) in &seeds {
            let before = counted(&check(name, text, &packs)).len();
            for (at, _) in text.match_indices(from) {
                tried += 1;
                let (head, tail) = text.split_at(at);
                let changed = format!("{head}{to}{}", tail.strip_prefix(from).unwrap_or_default());
                let report = check(name, &changed, &packs);
                let found = counted(&report);
                let hit = found.iter().any(|f| f.span.start() < at + to.len() && at < f.span.end());
                if !hit || found.len() != before + 1 {
                    let told: Vec<String> = found
                        .iter()
                        .map(|f| format!("{} at `{}`", f.code.as_str(), f.span.slice(&changed)))
                        .collect();
                    wrong.push(format!("{name}: `{from}` -> `{to}` at byte {at}: {told:?}"));
                }
            }
        }
        assert!(tried > 0, "no seed has `{from}`");
    }
    assert!(wrong.is_empty(), "{} changes went astray:\n{}", wrong.len(), wrong.join("\n"));
}
