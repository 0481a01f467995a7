//! The program as its users run it: exit status, standard output, standard error.

#![cfg(feature = "cli")]
// A test stops where what it stands on is missing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const PACK: &str = "\
pack: outreach
source: https://example.org/meetings
facts:
  - meeting count = 5
";

const RIGHT: &str = "Officers will hold five meetings this month.\n";
const WRONG: &str = "Officers will hold four meetings this month.\n";

/// A folder with `rules/outreach.yaml` and the files given.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("rules/outreach.yaml", PACK)].iter().chain(files) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LC_ALL", "TERM"] {
        command.env_remove(name);
    }
    command
}

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn ran(output: Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn run(folder: &TempDir, arguments: &[&str]) -> Ran {
    ran(command(folder.path(), arguments).output().unwrap())
}

fn pipe_in(folder: &TempDir, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = command(folder.path(), arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    ran(child.wait_with_output().unwrap())
}

#[test]
fn a_clean_draft() {
    let folder = folder(&[("a.md", RIGHT)]);
    let ran = run(&folder, &["check", "a.md"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, "1 file, 1 claim checked: it agrees\n");
    let quiet = run(&folder, &["check", "--quiet", "a.md"]);
    assert_eq!((quiet.status, quiet.out.as_str(), quiet.err.as_str()), (0, "", ""));
}

#[test]
fn a_wrong_draft() {
    let folder = folder(&[("a.md", WRONG)]);
    let ran = run(&folder, &["check", "a.md"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    for part in [
        "error[number-mismatch]: ",
        "╭─[a.md:1:20]",
        "├─[rules/outreach.yaml:4:21]",
        "<!-- stet meeting-count: reason -->",
        "source: https://example.org/meetings",
        "1 file, 1 claim checked: 1 contradicts (1 error)\n",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    let compact = run(&folder, &["check", "--format", "compact", "a.md"]);
    assert_eq!(compact.status, 1);
    assert!(compact.out.starts_with("a.md:1:20: error[number-mismatch] "), "{}", compact.out);
    assert!(compact.out.ends_with(" (outreach/meeting-count)\n"), "{}", compact.out);
    assert_eq!(compact.err, "1 file, 1 claim checked: 1 contradicts (1 error)\n");
}

#[test]
fn one_json_object_a_line() {
    let folder = folder(&[("a.md", &format!("# Café\r\n\r\n{WRONG}"))]);
    let ran = run(&folder, &["check", "--format", "jsonl", "--quiet", "a.md"]);
    assert_eq!((ran.status, ran.err.as_str(), ran.out.lines().count()), (1, "", 1));
    let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    for (field, expected) in [
        ("file", "\"a.md\""),
        ("code", "\"number-mismatch\""),
        ("rule", "\"outreach/meeting-count\""),
        ("severity", "\"error\""),
        ("span", r#"{"end":34,"start":30}"#),
        ("start", r#"{"column":20,"line":3}"#),
        ("end", r#"{"column":24,"line":3}"#),
        ("text", "\"four\""),
        ("source", "\"https://example.org/meetings\""),
    ] {
        assert_eq!(value[field].to_string(), expected, "{field}");
    }
    assert!(!ran.out.contains("null"));
}

#[test]
fn every_error_of_every_pack() {
    let folder = folder(&[
        ("a.md", RIGHT),
        ("rules/b.yaml", "pack: b\nfakts:\n  - meeting count = 5\n"),
        ("rules/c.yaml", "pack: c\nfact:\n  - meeting count = 5\ntearms: {}\n"),
    ]);
    let ran = run(&folder, &["check", "a.md"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    for part in ["rules/b.yaml:2:1", "rules/c.yaml:2:1", "rules/c.yaml:4:1", "`fakts`", "`tearms`"] {
        assert!(ran.err.contains(part), "{part}\n{}", ran.err);
    }
}

#[test]
fn packs_are_named_or_found() {
    let folder = folder(&[("a.md", WRONG), ("more/x.yaml", "pack: more\nfacts:\n  - session count = 2\n")]);
    assert_eq!(run(&folder, &["check", "--rules", "more", "a.md"]).status, 0);
    assert_eq!(run(&folder, &["check", "--rules", "more/x.yaml", "a.md"]).status, 0);
    assert_eq!(run(&folder, &["check", "--rules", "*/*.yaml", "a.md"]).status, 1);
    assert_eq!(
        run(&folder, &["check", "--rules", "rules", "--rules", "rules/outreach.yaml", "a.md"]).status,
        1
    );
    let missing = run(&folder, &["check", "--rules", "mode", "a.md"]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("did you mean `more`?"), "{}", missing.err);
    let as_draft = run(&folder, &["check", "--rules", "more/x.yaml", "rules/outreach.yaml"]);
    assert_eq!(as_draft.status, 2);
    assert!(as_draft.err.contains("is a pack, not a draft"), "{}", as_draft.err);
    fs::remove_dir_all(folder.path().join("rules")).unwrap();
    let none = run(&folder, &["check", "a.md"]);
    assert_eq!(none.status, 2);
    assert!(none.err.contains("no folder `rules`") && none.err.contains("--rules"), "{}", none.err);
}

#[test]
fn two_packs_of_one_name() {
    let folder = folder(&[("a.md", RIGHT), ("rules/z.yaml", PACK)]);
    let ran = run(&folder, &["check", "a.md"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("two packs are called `outreach`"), "{}", ran.err);
}

#[test]
fn a_missing_file_does_not_hide_the_others() {
    let folder = folder(&[("draft.md", WRONG)]);
    let ran = run(&folder, &["check", "darft.md", "draft.md"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("there is no `darft.md`"), "{}", ran.err);
    assert!(ran.err.contains("did you mean `draft.md`?"), "{}", ran.err);
    assert!(ran.out.contains("draft.md:1:20"), "{}", ran.out);
}

#[test]
fn a_binary_file_does_not_stop_the_run() {
    let folder = folder(&[("b.txt", WRONG)]);
    fs::write(folder.path().join("a.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    let ran = run(&folder, &["check", "a.png", "b.txt"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("a.png"), "{}", ran.err);
    assert!(ran.out.contains("b.txt:1:20"), "{}", ran.out);
    assert!(ran.out.contains("1 file could not be read"), "{}", ran.out);
}

#[test]
fn folders_are_walked_in_order() {
    let folder = folder(&[
        ("news/b.md", WRONG),
        ("news/a.txt", WRONG),
        ("news/deep/c.md", WRONG),
        ("news/.hidden.md", WRONG),
        ("news/old.md", WRONG),
        ("news/script.py", WRONG),
        ("news/.gitignore", "old.md\n"),
    ]);
    let all = |jobs: &str| {
        let ran = run(&folder, &["check", "--format", "compact", "--jobs", jobs, "news", "./news/b.md"]);
        assert_eq!(ran.status, 1);
        ran.out
    };
    let one = all("1");
    let names: Vec<&str> = one.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(names, ["news/a.txt", "news/b.md", "news/deep/c.md"]);
    assert_eq!(one, all("2"));
    let empty = run(&folder, &["check", "rules"]);
    assert_eq!(empty.status, 2);
    assert!(empty.err.contains("there is no draft in `rules`"), "{}", empty.err);
}

#[test]
fn many_files_come_out_in_order_whatever_the_jobs() {
    let names: Vec<String> = (0..200).map(|i| format!("news/{i:03}.md")).collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .enumerate()
        .map(|(i, name)| (name.as_str(), if i % 3 == 0 { WRONG } else { RIGHT }))
        .collect();
    let folder = folder(&files);
    let with = |jobs| run(&folder, &["check", "--jobs", jobs, "news"]).out;
    let one = with("1");
    assert!(one.ends_with("200 files, 200 claims checked: 133 agree, 67 contradict (67 errors)\n"), "{one}");
    assert_eq!(one, with("3"));
}

#[test]
fn packs_apply_to_their_files() {
    let scoped = "pack: scoped\napplies_to: [\"city/**\"]\nfacts:\n  - meeting count = 5\n";
    let folder = folder(&[("city/a.md", WRONG), ("sport/a.md", WRONG), ("scoped.yaml", scoped)]);
    let ran = run(&folder, &["check", "--format", "compact", "--rules", "scoped.yaml", "sport", "city"]);
    assert_eq!((ran.status, ran.out.lines().count()), (1, 1));
    assert!(ran.out.starts_with("city/a.md:"), "{}", ran.out);
    let absolute = folder.path().canonicalize().unwrap().join("sport/a.md");
    let ran = run(&folder, &["check", "--rules", "scoped.yaml", absolute.to_str().unwrap()]);
    assert_eq!(ran.status, 0, "{}", ran.out);
    let named = ["check", "--rules", "scoped.yaml", "--stdin-filename", "sport/b.md", "-"];
    assert_eq!(pipe_in(&folder, &named, WRONG.as_bytes()).status, 0);
    assert_eq!(pipe_in(&folder, &["check", "--rules", "scoped.yaml", "-"], WRONG.as_bytes()).status, 1);
}

#[test]
fn standard_input() {
    let folder = folder(&[]);
    let ran = pipe_in(&folder, &["check", "-"], WRONG.as_bytes());
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("<stdin>:1:20"), "{}", ran.out);
    let ran = pipe_in(&folder, &["check", "--stdin-filename", "news/x.md", "-"], WRONG.as_bytes());
    assert!(ran.out.contains("news/x.md:1:20"), "{}", ran.out);
    let ran = pipe_in(&folder, &["check", "-"], b"caf\xe9");
    assert_eq!(ran.status, 2);
}

#[test]
fn the_severity_that_fails() {
    let folder = folder(&[("a.md", WRONG)]);
    for (level, status) in [("error", 1), ("warning", 1), ("never", 0)] {
        assert_eq!(run(&folder, &["check", "--fail-on", level, "a.md"]).status, status, "{level}");
    }
    let never = run(&folder, &["check", "--fail-on", "never", "gone.md", "a.md"]);
    assert_eq!(never.status, 2);
}

#[test]
fn without_a_pack() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "Holm, 27, fell. Holm, 72, got up.\n").unwrap();
    let silent = run(&folder, &["check", "a.md"]);
    assert_eq!(silent.status, 2);
    assert!(silent.err.contains("--no-rules"), "{}", silent.err);
    let checked = run(&folder, &["check", "--no-rules", "a.md"]);
    assert_eq!(checked.status, 1);
    assert!(checked.out.contains("self-contradiction"), "{}", checked.out);
    assert_eq!(run(&folder, &["check", "--no-rules", "--rules", "x.yaml", "a.md"]).status, 2);
}

#[test]
fn a_code_of_which_nothing_is_said() {
    let draft = "Anders Holm, 27, fell. Holm, 72, got up on Wednesday, Feb. 13, 2025.\n";
    let folder = folder(&[("a.md", draft)]);
    let compact = |more: &[&str]| run(&folder, &[&["check", "-q", "-f", "compact", "a.md"], more].concat());
    let both = compact(&[]);
    assert!(
        both.out.contains("[self-contradiction]") && both.out.contains("[weekday-mismatch]"),
        "{}",
        both.out
    );
    let one = compact(&["--ignore", "self-contradiction"]);
    assert_eq!((one.status, one.out.lines().count()), (1, 1), "{}", one.out);
    let none = compact(&["--ignore", "self-contradiction", "--ignore", "weekday-mismatch"]);
    assert_eq!((none.status, none.out.as_str()), (0, ""));
    assert_eq!(compact(&["--ignore", "weekday"]).status, 2);
    let sheet = run(&folder, &["claims", "--ignore", "weekday-mismatch", "-f", "jsonl", "a.md"]);
    assert!(!sheet.out.contains("weekday-mismatch"), "{}", sheet.out);
}

#[test]
fn output_appears_whole_and_replaces() {
    let folder = folder(&[("a.md", WRONG), ("out.jsonl", "old")]);
    let arguments = ["check", "--format", "jsonl", "--output", "out.jsonl", "--color", "auto", "a.md"];
    let ran = run(&folder, &arguments);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.starts_with("1 file, "), "{}", ran.err);
    let written = fs::read_to_string(folder.path().join("out.jsonl")).unwrap();
    assert!(written.starts_with("{\"file\":\"a.md\",") && written.ends_with("}\n"), "{written}");
    // A run that cannot begin leaves the file alone, and no run leaves anything beside it.
    assert_eq!(run(&folder, &["check", "--rules", "gone", "--output", "out.jsonl", "a.md"]).status, 2);
    assert_eq!(fs::read_to_string(folder.path().join("out.jsonl")).unwrap(), written);
    let mut left: Vec<String> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(left, ["a.md", "out.jsonl", "rules"]);
    let nowhere = run(&folder, &["check", "--output", "gone/out", "a.md"]);
    assert_eq!(nowhere.status, 2);
    assert!(nowhere.err.contains("`gone/out` could not be written"), "{}", nowhere.err);
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let folder = folder(&[("a.md", WRONG)]);
    assert_eq!(run(&folder, &["check", "--output", "/dev/null", "a.md"]).status, 1);
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}

#[test]
fn colour_where_it_is_wanted() {
    let folder = folder(&[("a.md", WRONG)]);
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = command(folder.path(), &["check", "a.md"]);
        command.args(arguments).envs(variables.iter().copied());
        ran(command.output().unwrap()).out.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn wrong_usage() {
    let folder = folder(&[("a.md", RIGHT)]);
    let err = |arguments: &[&str]| {
        let ran = run(&folder, arguments);
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert_eq!(ran.out, "", "{arguments:?}");
        ran.err
    };
    assert!(err(&["check", "--format", "xml", "a.md"]).contains("pretty, compact, jsonl"));
    assert!(err(&["check", "--date", "2025-02-30", "a.md"]).contains("2025-02-13"));
    assert!(err(&["check"]).contains("or - for standard input"));
    assert!(err(&["chekc", "a.md"]).contains("check"));
    assert!(err(&["check", "--jobs", "0", "a.md"]).contains("--jobs"));
    assert!(err(&[]).contains("Usage"));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    let names: Vec<String> = (0..400).map(|i| format!("news/{i:03}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), WRONG)).collect();
    let folder = folder(&files);
    let mut child = command(folder.path(), &["check", "news"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut some = [0; 64];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn explain() {
    let folder = folder(&[]);
    let page = run(&folder, &["explain", "number-mismatch"]);
    assert_eq!(page.status, 0);
    assert!(page.out.starts_with("number-mismatch\n===============\n"), "{}", page.out);
    assert!(!page.out.contains("```") && !page.out.contains("\n#"), "{}", page.out);
    let all = run(&folder, &["explain"]);
    assert_eq!((all.status, all.out.lines().count()), (0, 20));
    let near = run(&folder, &["explain", "nmae-mismatch"]);
    assert_eq!(near.status, 2);
    assert!(near.err.contains("did you mean `name-mismatch`?"), "{}", near.err);
}

#[test]
fn help_and_version() {
    let folder = folder(&[]);
    for arguments in [&["help"][..], &["--help"], &["help", "check"], &["check", "--help"], &["--version"]] {
        let ran = run(&folder, arguments);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{arguments:?}");
        assert!(ran.out.contains("factlint"), "{arguments:?}");
    }
}
