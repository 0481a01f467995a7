//! The README shows what the program prints, and its packs load.
//!
//! `UPDATE_README=1 cargo test --test readme` writes the program's present output into the README.
#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::process::Command;

/// Between these two comments the README holds a fenced block: the command, then what it prints. There are several.
const BEGIN: &str = "<!-- begin: output of the command below, kept by tests/readme.rs -->\n";
const END: &str = "<!-- end -->";

/// The block with its command's real output, at 80 columns without colour.
fn block(command: &str) -> String {
    let arguments = command.strip_prefix("factlint ").expect("the block runs factlint").split_whitespace();
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(arguments)
        .current_dir(support::root())
        .env("NO_COLOR", "1")
        .env("COLUMNS", "80")
        .output()
        .expect("the program starts");
    assert!(output.status.code() < Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8(printed).expect("the output is UTF-8");
    // Trailing blanks would be lost on editors that trim them.
    let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
    format!("```console\n$ {command}\n{}\n```\n", printed.join("\n").trim_end())
}

#[test]
fn shows_the_real_output() {
    let path = support::root().join("README.md");
    let readme = support::read_text(&path);
    let mut real = String::new();
    let mut rest = readme.as_str();
    let mut blocks = 0;
    while let Some((head, shown)) = rest.split_once(BEGIN) {
        let (shown, tail) = shown.split_once(END).expect("each opening comment has its closing one");
        let command =
            shown.lines().find_map(|line| line.strip_prefix("$ ")).expect("the block has a command");
        real.push_str(&format!("{head}{BEGIN}{}{END}", block(command)));
        rest = tail;
        blocks += 1;
    }
    real.push_str(rest);
    assert!(blocks > 0, "the README has no opening comment");
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, real).expect("the README can be written");
        return;
    }
    assert!(
        readme == real,
        "the README is out of date; run UPDATE_README=1 cargo test --test readme\n{real}"
    );
}

/// Every whole pack (it begins with `pack:`) in the README and the book is one that loads.
#[test]
fn packs_load() {
    let mut pages = support::files(&support::root().join("docs/src"), ".md");
    pages.push(support::root().join("README.md"));
    let mut loaded = 0;
    for page in pages {
        let text = support::read_text(&page);
        for block in text.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
            if block.starts_with("pack:") {
                support::pack(&page.display().to_string(), block);
                loaded += 1;
            }
        }
    }
    assert!(loaded > 0, "the README shows no pack");
}
