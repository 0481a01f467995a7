//! The packs of `rules/` do what their own `examples` say.

// clippy knows only #[test] functions as tests.
#![allow(clippy::panic)]

mod support;

use factlint::PackSet;
use factlint::fact::ExampleKind;

/// An example's sentence without its `{{…}}` marks, and the marked words' places.
fn unmarked(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut plain, mut marks, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once("{{") {
        let (words, after) = after.split_once("}}").unwrap_or((after, ""));
        plain.push_str(before);
        marks.push((plain.len(), plain.len() + words.len()));
        plain.push_str(words);
        rest = after;
    }
    plain.push_str(rest);
    (plain, marks)
}

#[test]
fn every_example_holds() {
    let mut amiss = Vec::new();
    for file in support::files(&support::root().join("rules"), ".yaml") {
        let path = &file.display().to_string();
        let pack = support::pack(path, &support::read_text(&file));
        let set = PackSet::new(vec![pack.clone()]);
        for example in &pack.examples {
            let (text, marks) = unmarked(&example.text);
            let mut document = support::document("example.md", &text);
            document.date = example.date.or(document.date);
            let report = support::report(&document, &set);
            let found: Vec<(usize, usize)> = report
                .findings
                .iter()
                .filter(|finding| support::counts(finding))
                .map(|finding| (finding.span.start(), finding.span.end()))
                .collect();
            let overlap = |a: &(usize, usize), b: &(usize, usize)| a.0 < b.1 && b.0 < a.1;
            let holds = match example.kind {
                ExampleKind::Contradict => {
                    marks.iter().all(|m| found.iter().any(|f| overlap(m, f)))
                        && found.iter().all(|f| marks.iter().any(|m| overlap(m, f)))
                }
                ExampleKind::Agree => found.is_empty() && report.agrees > 0,
                ExampleKind::Silent => found.is_empty(),
            };
            if !holds {
                amiss.push(format!("{:?}: {}", example.kind, example.text));
            }
        }
    }
    assert!(amiss.is_empty(), "{} examples do not hold:\n{}", amiss.len(), amiss.join("\n"));
}
