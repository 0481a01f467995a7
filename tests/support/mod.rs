//! What the integration tests share: reading a pack and a draft, checking them, saying what came of it.
// Each test binary uses a part of this; clippy knows only #[test] functions as tests.
#![allow(dead_code, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use factlint::fact::{Pack, Severity};
use factlint::finding::{Finding, Rule};
use factlint::source::{Document, Format, read};
use factlint::verdict::Verdict;
use factlint::{PackSet, Report, Settings, check};

/// The crate's own folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder beside the checkout that may be absent, with a word on the terminal when it is.
pub fn neighbour(path: &str) -> Option<PathBuf> {
    let folder = root().join("..").join(path);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no {} here", folder.display());
    None
}

/// insta pointed at the top-level `snapshots/`.
pub fn snapshot_settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// Every file of a folder and of those below it that ends so, in order.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).map(|all| all.flatten().map(|e| e.path()).collect()).unwrap_or_default();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found
}

/// The file's name without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

pub fn read_text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A pack that must load.
pub fn pack(name: &str, yaml: &str) -> Pack {
    factlint::pack::load(name, yaml.as_bytes())
        .unwrap_or_else(|errors| panic!("{name} does not load: {errors:#?}"))
}

pub fn pack_file(path: &Path) -> Pack {
    pack(&file_name(path), &read_text(path))
}

/// A draft that must read; text unless its name says Markdown.
pub fn document(name: &str, text: &str) -> Document {
    let format = Format::of(name).unwrap_or(Format::Text);
    read(name, text.as_bytes(), format).unwrap_or_else(|error| panic!("{name} does not read: {error}"))
}

/// The draft held against the packs, with nothing set.
pub fn report(document: &Document, packs: &PackSet) -> Report {
    check(document, packs, &Settings::default())
}

/// Whether it is an error or a warning: what a run may fail on.
pub fn counts(finding: &Finding) -> bool {
    finding.severity >= Severity::Warning
}

/// `violent-crime-drop-2024`; `-` for what rests on no pack.
pub fn rule_id(packs: &[Pack], rule: Option<Rule>) -> String {
    let id = match rule {
        Some(Rule::Fact { pack, fact }) => packs.get(pack).and_then(|p| p.facts.get(fact)).map(|f| &f.id),
        Some(Rule::Name { pack, name }) => packs.get(pack).and_then(|p| p.names.get(name)).map(|n| &n.id),
        Some(Rule::Quote { pack, quote }) => packs.get(pack).and_then(|p| p.quotes.get(quote)).map(|q| &q.id),
        None => None,
    };
    id.map_or_else(|| "-".into(), Clone::clone)
}

/// The ids of a pack's facts, names and quotations.
pub fn rule_ids(pack: &Pack) -> Vec<&str> {
    let facts = pack.facts.iter().map(|fact| fact.id.as_str());
    let names = pack.names.iter().map(|name| name.id.as_str());
    facts.chain(names).chain(pack.quotes.iter().map(|quote| quote.id.as_str())).collect()
}

/// What came of a check, one judgement a line, and under a contradiction what the reader is told.
///
/// ```text
/// agrees       five (meeting-count)
/// contradicts  9.1% (violent-crime-drop-2024): number-mismatch, error
///              violent crime drop is 8.2%, not 9.1%
///              help: …
///              fix: 9.1% -> 8.2%
/// unclear      9% (violent-crime-drop-2024): reported by somebody else
/// ```
pub fn told(document: &Document, packs: &[Pack], report: &Report) -> String {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for judgement in &report.judgements {
        let what = format!("{} ({})", judgement.span.slice(&document.text), rule_id(packs, judgement.rule));
        match &judgement.verdict {
            Verdict::Agrees => lines.push((judgement.span.start(), format!("agrees       {what}"))),
            Verdict::Unclear(why) => {
                lines.push((judgement.span.start(), format!("unclear      {what}: {why}")));
            }
            // Told below: the report may hold findings that rest on no judgement.
            Verdict::Contradicts(_) => {}
        }
    }
    for finding in &report.findings {
        lines.push((finding.span.start(), finding_told(document, packs, finding)));
    }
    lines.sort();
    if lines.is_empty() {
        return "silent".into();
    }
    lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

fn finding_told(document: &Document, packs: &[Pack], finding: &Finding) -> String {
    const INDENT: &str = "\n             ";
    let slice = |span: factlint::span::Span| span.slice(&document.text).to_owned();
    let mut told = format!(
        "contradicts  {} ({}): {}, {}{INDENT}{}",
        slice(finding.span),
        rule_id(packs, finding.rule),
        finding.code.as_str(),
        finding.severity.as_str(),
        finding.message,
    );
    for label in &finding.related {
        told += &format!("{INDENT}see: {} ({})", slice(label.span), label.text);
    }
    if let Some(help) = &finding.help {
        told += &format!("{INDENT}help: {}", help.replace('\n', INDENT));
    }
    if let Some(fix) = &finding.fix {
        told += &format!("{INDENT}fix: {} -> {}", slice(fix.span), fix.replacement);
    }
    told
}
