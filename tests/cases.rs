//! One behaviour a file: `tests/cases/<area>/<behaviour>.md`.
//!
//! A case is a heading, a sentence on why, a pack in a `yaml` block and a draft in an `article` block. In the
//! draft, `{{…}}` marks what must be found wrong (error or warning); nothing else may be. The snapshot holds what
//! the reader is told, and what was found right.

// clippy knows only #[test] functions as tests.
#![allow(clippy::panic)]

mod support;

use std::path::Path;

use factlint::PackSet;

/// The draft without its marks, and where they stood.
fn unmarked(draft: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = draft;
    while let Some((before, after)) = rest.split_once("{{") {
        let (words, after) = after.split_once("}}").expect("a mark is closed");
        text.push_str(before);
        marks.push((text.len(), text.len() + words.len()));
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

/// The text of the case's first block with this info string. Four backticks, where the draft has a block itself.
fn block(case: &str, info: &str) -> String {
    let mut lines = case.lines();
    let opening = lines
        .find(|line| line.trim_start_matches('`') == info && line.starts_with("```"))
        .unwrap_or_else(|| panic!("no `{info}` block"));
    let fence = opening.trim_end_matches(info);
    let body: Vec<&str> = lines.take_while(|line| *line != fence).collect();
    body.join("\n") + "\n"
}

/// What the reader is told, and what is amiss with it by the draft's own marks.
fn run(path: &Path) -> (String, Vec<String>) {
    let case = support::read_text(path);
    let (text, marks) = unmarked(&block(&case, "article"));
    let packs = vec![support::pack(&path.display().to_string(), &block(&case, "yaml"))];
    let document = support::document("article.md", &text);
    let report = support::report(&document, &PackSet::new(packs.clone()));
    let found: Vec<(usize, usize)> = report
        .findings
        .iter()
        .filter(|finding| support::counts(finding))
        .map(|finding| (finding.span.start(), finding.span.end()))
        .collect();

    let overlap = |a: &(usize, usize), b: &(usize, usize)| a.0 < b.1 && b.0 < a.1;
    let words = |at: &(usize, usize)| text.get(at.0..at.1).unwrap_or_default().to_owned();
    let mut amiss = Vec::new();
    for mark in &marks {
        match found.iter().filter(|finding| overlap(finding, mark)).count() {
            0 => amiss.push(format!("nothing found at `{}`", words(mark))),
            1 => {}
            n => amiss.push(format!("{n} findings for one slip at `{}`", words(mark))),
        }
    }
    for finding in &found {
        if !marks.iter().any(|mark| overlap(mark, finding)) {
            amiss.push(format!("false alarm at `{}`", words(finding)));
        }
    }
    (support::told(&document, &packs, &report), amiss)
}

#[test]
fn marks_are_found_and_nothing_else() {
    let mut failed = Vec::new();
    for path in support::files(&support::root().join("tests/cases"), ".md") {
        let (told, amiss) = run(&path);
        if !amiss.is_empty() {
            let indented = told.replace('\n', "\n    ");
            failed.push(format!("{}: {}\n    {indented}", path.display(), amiss.join("; ")));
        }
    }
    assert!(failed.is_empty(), "{} cases:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn what_the_reader_is_told() {
    support::snapshot_settings().bind(|| {
        insta::glob!("cases/**/*.md", |path| insta::assert_snapshot!("case", run(path).0));
    });
}

#[test]
fn marks_come_off() {
    let (text, marks) = unmarked("a {{bc}} d{{e}}");
    assert_eq!((text.as_str(), marks), ("a bc de", vec![(2, 4), (6, 7)]));
}
