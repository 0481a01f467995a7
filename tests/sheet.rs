//! The tick sheet, the mentions and the trace as the terminal shows them.

#![cfg(feature = "cli")]
// A test stops where what it stands on is missing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use tempfile::TempDir;

const PACK: &str = "\
pack: port-sable
about: The ferry at Port Sable
date: 2025-06-12
scope: [Port Sable]
terms:
  sailing: [departure]
facts:
  - weekly sailing count = 14
  - adult return fare = $18.50
  - ridership drop [2024] = 8.2%
  - first sailing date = 2025-06-01
  - passenger count [2024] = 41200
names:
  - name: Oluwaseun Grant-Müller
    title: Harbour Master
quotes:
  - by: Oluwaseun Grant-Müller
    text: We will not sail into a gale for anybody's timetable.
";

const DRAFT: &str = "\
---
title: Port Sable ferry sails 14 times a week
date: 2025-06-12
---
PORT SABLE — The ferry has 12 weekly sailings, and an adult return fare is $18.50. Ridership fell 8.2% in \
2024, the harbour office said, while the port of Kellan lost 3% of its traffic.

Harbour Master Oluwaseun Grant-Müller said on Tuesday, June 11, that ridership could fall 9% if fares rose. \
“We will not sail into a storm for anybody's timetable,” she added.

| Figure | 2024 |
| --- | --- |
| Passengers | 41,200 |
| Crew | 17 |

```
a block of code: 99 meetings
```

<!-- stet weekly-sailing-count: the old timetable -->
- Weekly sailings: 13
";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn run(folder: &TempDir, columns: usize, arguments: &[&str], input: &str) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.current_dir(folder.path()).args(arguments).env("COLUMNS", columns.to_string());
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "LC_ALL", "TERM"] {
        command.env_remove(name);
    }
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that stops at its command line reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn snapshot(name: &str, text: &str) {
    support::snapshot_settings().bind(|| insta::assert_snapshot!(name, text));
}

fn story() -> TempDir {
    folder(&[("rules/port-sable.yaml", PACK), ("ferry.md", DRAFT)])
}

#[test]
fn the_draft_is_ticked_off() {
    let folder = story();
    for columns in [60, 80, 120] {
        let ran = run(&folder, columns, &["claims", "ferry.md"], "");
        assert_eq!((ran.status, ran.err.as_str()), (1, ""));
        for line in ran.out.lines() {
            assert!(line.chars().count() <= columns, "{columns}: {line}");
            assert_eq!(line, line.trim_end(), "{columns}");
        }
        snapshot(&format!("sheet-{columns}-columns"), &ran.out);
    }
}

#[test]
fn without_a_pack_every_claim_is_unchecked() {
    let folder = folder(&[("ferry.md", DRAFT)]);
    let ran = run(&folder, 80, &["claims", "ferry.md"], "");
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "the calendar needs no pack");
    let quiet = run(&folder, 80, &["claims", "--fail-on", "never", "--format", "jsonl", "ferry.md"], "");
    assert_eq!(quiet.status, 0);
    for line in quiet.out.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let date = value["code"] == "weekday-mismatch";
        assert_eq!(value["verdict"] == "unchecked", !date, "{line}");
        assert!(value["measure"].is_string() && value["stance"].is_string() && value["scope"].is_object());
    }
}

#[test]
fn one_json_object_a_claim() {
    let folder = story();
    let ran = run(&folder, 80, &["claims", "--format", "jsonl", "ferry.md"], "");
    assert_eq!(ran.status, 1);
    snapshot("sheet-jsonl", &ran.out);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    let mut before = 0;
    for line in ran.out.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let byte = |place: &str| usize::try_from(value["span"][place].as_u64().unwrap()).unwrap();
        assert_eq!(value["text"].as_str(), DRAFT.get(byte("start")..byte("end")));
        assert!(byte("start") >= before);
        before = byte("start");
        if let Some(subject) = value.get("subject_span") {
            let byte = |place: &str| usize::try_from(subject[place].as_u64().unwrap()).unwrap();
            assert!(DRAFT.get(byte("start")..byte("end")).is_some(), "{line}");
        }
    }
}

#[test]
fn wide_and_combined_characters_stay_in_line() {
    let text = "Ferries 🚢🚢 had 12 weekly sailings; the cafe\u{301} sold 40 teas.\r\n\r\n\
                東京では 12 weekly sailings were 👩‍👩‍👧 counted,\r\nthen 14 weekly sailings.\r\n\
                A tab\there, 13 weekly sailings, and a soft\u{ad}hyphen before 9 crew.\r\n";
    let folder = folder(&[("rules/port-sable.yaml", PACK), ("wide.md", text)]);
    let ran = run(&folder, 80, &["claims", "wide.md"], "");
    assert_eq!(ran.status, 1);
    snapshot("sheet-wide-characters", &ran.out);
}

#[test]
fn empty_drafts_standard_input_and_several_files() {
    let folder = folder(&[
        ("rules/port-sable.yaml", PACK),
        ("news/a.md", "The ferry has 14 weekly sailings.\n"),
        ("news/b.md", ""),
        ("news/c.md", "Nothing is counted here.\n"),
    ]);
    let all = run(&folder, 80, &["claims", "news"], "");
    assert_eq!((all.status, all.err.as_str()), (0, ""));
    snapshot("sheet-several-files", &all.out);
    let piped = run(&folder, 80, &["claims", "-"], "The ferry has 12 weekly sailings.\n");
    assert_eq!(piped.status, 1);
    assert!(piped.out.contains("╭─[<stdin>]"), "{}", piped.out);
    let empty = run(&folder, 80, &["claims", "-"], "");
    assert_eq!((empty.status, empty.out.lines().last()), (0, Some("no claims")));
    let one = run(&folder, 80, &["claims", "--quiet", "-j", "1", "news"], "");
    assert_eq!(all.out.strip_prefix(one.out.as_str()), Some("3 files, 1 claim: 1 agrees\n"));
}

#[test]
fn colour_changes_nothing_but_colour() {
    let folder = story();
    let plain = run(&folder, 100, &["claims", "ferry.md"], "");
    let coloured = run(&folder, 100, &["claims", "--color", "always", "ferry.md"], "");
    assert!(coloured.out.contains("\u{1b}[32m"), "what agrees is green");
    let mut bare = String::new();
    let mut rest = coloured.out.as_str();
    while let Some((text, code)) = rest.split_once('\u{1b}') {
        bare.push_str(text);
        rest = code.split_once('m').unwrap().1;
    }
    bare.push_str(rest);
    assert_eq!(bare, plain.out);
}

#[test]
fn a_gate_on_coverage() {
    let folder = folder(&[
        ("rules/port-sable.yaml", PACK),
        ("a.md", "The ferry has 14 weekly sailings. It has 17 sailors and 3 cooks.\n"),
    ]);
    let ask = |least: &str| {
        run(&folder, 200, &["claims", "--format", "jsonl", "--min-coverage", least, "a.md"], "")
    };
    assert_eq!(ask("33%").status, 0);
    assert_eq!(ask("33.3").status, 0);
    let short = ask("34%");
    assert_eq!(short.status, 1);
    assert!(
        short.err.contains("1 of 3 claims was checked: 33.3%, where --min-coverage asks for 34%"),
        "{}",
        short.err
    );
    for bad in ["x", "101%", "-1", "%"] {
        let ran = run(&folder, 80, &["claims", &format!("--min-coverage={bad}"), "a.md"], "");
        assert_eq!(ran.status, 2, "{bad}");
        assert!(ran.err.contains("80%"), "{}", ran.err);
    }
    let none = run(&folder, 80, &["claims", "--min-coverage", "100%", "-"], "Nothing is counted.\n");
    assert_eq!(none.status, 0, "where nothing is claimed, nothing is left unchecked");
}

#[test]
fn exit_codes_are_those_of_check() {
    let folder = folder(&[("rules/port-sable.yaml", PACK), ("bad.yaml", "pack: x\nfacts:\n  - nonsense\n")]);
    let wrong = "The ferry has 12 weekly sailings.\n";
    let status = |arguments: &[&str]| run(&folder, 80, arguments, wrong).status;
    assert_eq!(status(&["claims", "-"]), 1);
    assert_eq!(status(&["claims", "--fail-on", "never", "-"]), 0);
    assert_eq!(status(&["claims", "gone.md"]), 2);
    assert_eq!(status(&["claims", "--rules", "bad.yaml", "-"]), 2);
    assert_eq!(status(&["claims"]), 2);
    assert_eq!(status(&["mentions"]), 2);
    assert_eq!(status(&["mentions", "-"]), 0);
}

#[test]
fn a_required_fact_that_is_not_stated() {
    let pack = PACK
        .replace("  - adult return fare = $18.50", "  - {fact: adult return fare = $18.50, required: true}");
    let folder = folder(&[("rules/port-sable.yaml", &pack)]);
    let ran = run(&folder, 80, &["claims", "-"], "The Port Sable ferry has 14 weekly sailings.\n");
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("✗ the draft never states that adult return fare is $18.50"), "{}", ran.out);
    assert!(ran.out.ends_with("; 1 required fact is not stated\n"), "{}", ran.out);
}

#[test]
fn what_the_recognisers_see() {
    let folder = story();
    let ran = run(&folder, 80, &["mentions", "ferry.md"], "");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    snapshot("mentions-80-columns", &ran.out);
    let json = run(&folder, 80, &["mentions", "--format", "jsonl", "ferry.md"], "");
    assert_eq!(json.status, 0);
    snapshot("mentions-jsonl", &json.out);
    let empty = run(&folder, 80, &["mentions", "-"], "");
    assert_eq!((empty.status, empty.out.lines().last()), (0, Some("no mentions")));
}

#[test]
fn why_a_claim_was_judged_as_it_was() {
    let folder = story();
    let at = |place: &str| run(&folder, 80, &["explain", "--at", place], "");
    let line = at("ferry.md:7");
    assert_eq!((line.status, line.err.as_str()), (0, ""));
    snapshot("explain-a-line", &line.out);
    // The column of a value, and that of the words it is about.
    let value = at("ferry.md:5:99");
    assert!(value.out.contains("╭─[ferry.md:5:99]"), "{}", value.out);
    let subject = at("ferry.md:5:85");
    assert!(subject.out.contains("percent: 8.2%"), "{}", subject.out);
    let json = run(&folder, 80, &["explain", "--at", "ferry.md:5:99", "--format", "jsonl"], "");
    snapshot("explain-jsonl", &json.out);
    let rule = run(&folder, 80, &["explain", "weekly-sailing-count", "--at", "ferry.md:5:99"], "");
    assert!(
        rule.out.contains("weekly-sailing-count") && !rule.out.contains("ridership-drop-2024  "),
        "{}",
        rule.out
    );
    let none = at("ferry.md:10");
    assert_eq!(none.status, 0);
    assert!(none.out.starts_with("No claim stands on line 10 of ferry.md; the nearest: "), "{}", none.out);
}

#[test]
fn a_name_and_its_titles() {
    let pack = "pack: p\ndate: 2025-06-11\nnames:\n  - name: Priscilla Stunell\n    title: Mayor\n  - name: Franklin Dubois\n    \
                title: Sheriff\n    until: 2025-05-31\n";
    let draft = "Mayor Priscilla Stunnell met Deputy Sheriff Franklin Dubois.\n\nGarrett Stunell, a plumber, was there. \
                 Mayor Stunell left with Sheriff Franklin Dubois.\n";
    let folder = folder(&[("a.md", draft), ("rules/p.yaml", pack)]);
    let both: Vec<String> = ["a.md:1", "a.md:3"]
        .iter()
        .map(|place| run(&folder, 80, &["explain", "--at", place], "").out)
        .collect();
    snapshot("explain-names", &both.concat());
    let json = run(&folder, 80, &["explain", "--at", "a.md:1:12", "--format", "jsonl"], "");
    assert!(json.out.contains(r#""read":"slip","known":"Priscilla Stunell""#), "{}", json.out);
    assert!(json.out.contains(r#""said":"Stunnell","known":"Stunell","distance":6"#), "{}", json.out);
}

#[test]
fn a_place_that_is_not_there() {
    let folder = folder(&[("a.md", "one 5\r\ntwo\r\n"), ("empty.md", ""), ("rules/port-sable.yaml", PACK)]);
    let cases = [
        ("a.md", "`a.md` names no line"),
        ("a.md:0", "has 2 lines, so there is no line 0"),
        ("a.md:3", "has 2 lines, so there is no line 3"),
        ("a.md:1:6", "has 5 characters, so there is no column 6"),
        ("a.md:1:0", "there is no column 0"),
        ("empty.md:1", "has no lines, so there is no line 1"),
        ("b.md:1", "there is no `b.md`"),
        ("rules:1", "`rules` is a folder"),
        ("a.md:x", "names no line"),
    ];
    for (place, message) in cases {
        let ran = run(&folder, 200, &["explain", "--at", place], "");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{place}");
        assert!(ran.err.contains(message), "{place}: {}", ran.err);
        assert_eq!(ran.err.matches("error[").count(), 1, "{place}: {}", ran.err);
    }
    let ran = run(&folder, 200, &["explain", "no-such-rule", "--at", "a.md:1"], "");
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("no rule is called `no-such-rule`"), "{}", ran.err);
    assert_eq!(run(&folder, 80, &["explain", "--rules", "rules", "number-mismatch"], "").status, 2);
    let piped = run(&folder, 80, &["explain", "--at", "-:1"], "The ferry has 12 weekly sailings.\n");
    assert_eq!(piped.status, 0);
    assert!(piped.out.contains("contradicts"), "{}", piped.out);
}
