//! Stories: a pack, drafts about it, and `expect.jsonl` with a label a line.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::label::{Draft, Label, LabelVerdict, Level};
use crate::support;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    article: String,
    text: String,
    nth: usize,
    verdict: LabelVerdict,
    rule: Option<String>,
    code: Option<String>,
    level: Level,
    why: String,
}

/// The stories below a folder, in order.
pub fn topics(folder: &Path) -> Vec<PathBuf> {
    support::files(folder, "pack.yaml").iter().filter_map(|pack| pack.parent()).map(Into::into).collect()
}

/// The drafts of one story.
pub fn drafts(topic: &Path) -> Vec<Draft> {
    let lines: Vec<Line> = support::read_text(&topic.join("expect.jsonl"))
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{}: {e}: {line}", topic.display())))
        .collect();
    let articles = support::files(&topic.join("articles"), ".md");
    let known: Vec<String> = articles.iter().map(|article| support::file_name(article)).collect();
    for line in &lines {
        assert!(known.contains(&line.article), "{}: no article {}", topic.display(), line.article);
    }
    let draft = |article: &PathBuf| {
        let name = support::file_name(article);
        let text = support::read_text(article);
        let labels = lines.iter().filter(|line| line.article == name).map(|line| line.label(topic, &text));
        Draft { labels: labels.collect(), name, text, shown: None }
    };
    articles.iter().map(draft).collect()
}

impl Line {
    fn label(&self, topic: &Path, text: &str) -> Label {
        let span = locate(text, &self.text, self.nth).unwrap_or_else(|| {
            panic!("{}/{}: no `{}` #{}", topic.display(), self.article, self.text, self.nth)
        });
        let Line { verdict, level, .. } = *self;
        let (rule, code, why) = (self.rule.clone(), self.code.clone(), self.why.clone());
        Label { span, verdict, rule, code, level, why }
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

#[test]
fn locates_the_nth() {
    assert_eq!(locate("2 of 22", "2", 3), Some((6, 7)));
    assert_eq!(locate("2 of 22", "2", 4), None);
}
