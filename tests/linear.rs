//! No draft and no pack makes a check slower than their sizes do.
//!
//! Times of two sizes are compared, not held against a clock: four times the work may take four times as long, twice
//! that for a machine that does other things as well, and not the sixteen times that a walk within a walk would.

use std::time::{Duration, Instant};

use factlint::fact::Pack;
use factlint::source::{Format, read};
use factlint::{PackSet, Settings, check};

/// The most that four times the work may cost.
const SLACK: u32 = 10;

fn pack(facts: impl Iterator<Item = String>) -> Pack {
    let lines: String = facts.map(|fact| format!("  - '{fact}'\n")).collect();
    let quotes = "quotes:\n  - {by: Ada Villem, text: We will hold the rate where it is for now}\n";
    let yaml = format!("pack: linear\ndate: 2025-03-10\nfacts:\n{lines}{quotes}");
    factlint::pack::load("linear.yaml", yaml.as_bytes()).expect("the generated pack loads")
}

/// Facts about what the drafts below speak of.
fn common() -> Pack {
    let words = ["crime", "rent", "traffic", "rain", "school", "street", "bridge", "budget"];
    let word = move |i: usize| words.get(i % 8).copied().unwrap_or_default();
    pack((0..64).map(move |i| format!("{} {} count = {}", word(i), word(i / 8 + i + 1), i * 7 + 11)))
}

/// Facts of one subject that differ only in place.
fn one_subject(facts: usize) -> Pack {
    pack((0..facts).map(|i| format!("crime drop [District {i}, 2024] = {}.{}%", i % 40, i % 10)))
}

/// The shortest of three runs, which other work on the machine disturbs least.
fn time(draft: &str, pack: &Pack) -> Duration {
    let document = read("draft.md", draft.as_bytes(), Format::Markdown).expect("the generated draft reads");
    let set = PackSet::new(vec![pack.clone()]);
    let run = || {
        let start = Instant::now();
        check(&document, &set, &Settings::default());
        start.elapsed()
    };
    (0..3).map(|_| run()).min().unwrap_or_default()
}

fn grows_no_faster(what: &str, small: Duration, large: Duration) {
    // What takes no time at all says nothing of how it grows.
    let floor = Duration::from_millis(10);
    assert!(large <= small.max(floor) * SLACK, "{what}: {small:?} for a quarter of it, {large:?} for all");
}

#[test]
fn in_the_length_of_a_paragraph() {
    let cases: [(&str, &str); 11] = [
        ("what has been counted", "We saw 5 dogs. The 6 dogs barked. "),
        ("digits that changed places", "It cost 1,234 coins. All 1,324 coins went. "),
        ("names that slip", "Ann Marlowe met Ann Marlow. Bob Marlowe, 34, met Marlowe, 43, there. "),
        ("sentences", "Crime on the street fell to 18 in May, while rent rose 8.2%. "),
        ("numbers in a row", "1,234 512 77 "),
        ("numbers in a list", "1,234, 512, 77, "),
        ("dates", "in May 2019 and "),
        ("directions", "crime rose and rent fell "),
        ("open brackets", "("),
        ("open quotation marks", "“a "),
        ("open single marks", "'a "),
    ];
    let pack = common();
    for (what, part) in cases {
        let few = 40_000 / part.len() / 4;
        grows_no_faster(what, time(&part.repeat(few), &pack), time(&part.repeat(few * 4), &pack));
    }
}

#[test]
fn in_brackets_and_quotation_marks_within_one_another() {
    let pack = common();
    for (open, close) in [("(", ")"), ("“", "”"), ("“‘", "’”")] {
        let nested = |depth: usize| format!("a {}crime{}", open.repeat(depth), close.repeat(depth));
        grows_no_faster(open, time(&nested(2_500), &pack), time(&nested(10_000), &pack));
    }
}

#[test]
fn in_the_blocks_of_a_document() {
    let pack = common();
    let part = "## Crime 8\n\nIt fell 9% on the street.\n\n| Year | Rent |\n|---|---|\n| 2019 | 84 |\n\n";
    grows_no_faster("blocks", time(&part.repeat(100), &pack), time(&part.repeat(400), &pack));
}

#[test]
fn in_facts_of_one_subject() {
    let draft = "Crime fell 8.2% in 2024, and to 19. Crime rose.\n\n".repeat(8);
    grows_no_faster("facts", time(&draft, &one_subject(100)), time(&draft, &one_subject(400)));
}
