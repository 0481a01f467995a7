//! Megabytes per second of each station and of the whole, and what facts cost: `cargo bench`.
//!
//! The prose is generated, the same each time: news-like sentences in which about every third one touches a fact.

use std::fmt::Write as _;
use std::hint::black_box;

use divan::Bencher;
use divan::counter::BytesCount;
use factlint::fact::Pack;
use factlint::source::{Document, Format, read};
use factlint::text::segment;
use factlint::{PackSet, Settings, check};

fn main() {
    divan::main();
}

/// A draft's size; large enough that starting up does not show.
const PROSE: usize = 1 << 20;

/// Words that facts are about; a pack of n facts uses pairs of them with a number to tell them apart.
const SUBJECTS: &[&str] = &[
    "violent crime",
    "burglary",
    "ridership",
    "enrollment",
    "unemployment",
    "rainfall",
    "traffic",
    "attendance",
    "revenue",
    "rent",
    "water use",
    "housing supply",
];
const PLACES: &[&str] = &[
    "Arlen",
    "Brackwater",
    "Corran",
    "Dunmore",
    "Eastport",
    "Fort Hale",
    "Galt",
    "Harsk",
    "Ilmen",
    "Jarrow",
];
const VERBS: &[&str] = &["fell", "rose", "dropped", "climbed", "declined", "increased"];
const FILLERS: &[&str] = &[
    "Nobody at the meeting was surprised, least of all the people who had called it.",
    "The council will take the matter up again on Thursday, after a recess of two weeks.",
    "“We have heard this before,” said Ruth Calloway, who runs a bakery on Mill Street.",
    "A spokesman declined to comment, as he had on March 4 and again on April 11.",
    "It took three hours and a change of venue to get everyone into one room.",
    "Neighbors had asked for a sidewalk since 1998, and some of them have moved away.",
    "Deputies were called to the corner of Oak and Fifth at about 10:30 p.m.",
    "The plan would cost $4.2 million, half of which has been found.",
];

/// A small generator of its own: the same numbers on every machine, and no crate for it.
struct Dice(u64);

impl Dice {
    /// A number below `sides`, by the xorshift of Marsaglia (2003).
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap_or(1)).unwrap_or(0)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.roll(from.len())).copied().unwrap_or("")
    }
}

/// Markdown of about this many bytes.
fn prose(bytes: usize) -> String {
    let mut dice = Dice(0x5DEE_CE66);
    let mut text = String::from("---\ntitle: A week in figures\ndate: 2025-03-10\n---\n");
    while text.len() < bytes {
        for _ in 0..3 + dice.roll(4) {
            if dice.roll(3) == 0 {
                let (subject, verb, place) = (dice.pick(SUBJECTS), dice.pick(VERBS), dice.pick(PLACES));
                let (whole, tenth) = (dice.roll(40), dice.roll(10));
                let _ =
                    write!(text, "In {place}, {subject} {verb} {whole}.{tenth}% in 2024, officials said. ");
            } else {
                text.push_str(dice.pick(FILLERS));
                text.push(' ');
            }
        }
        text.push_str("\n\n");
    }
    text
}

/// A pack of this many facts. The first 120 are what the prose is about; the rest have subjects that it never
/// names, as the packs of other stories have, but share one word with each other.
fn pack(facts: usize) -> Pack {
    let line = |i: usize| {
        let (whole, tenth) = (i % 40, i % 10);
        match (SUBJECTS.get(i % SUBJECTS.len()), PLACES.get(i / SUBJECTS.len())) {
            (Some(subject), Some(place)) => format!("{subject} drop [{place}, 2024] = {whole}.{tenth}%"),
            _ => format!("quarry{i} output drop [2024] = {whole}.{tenth}%"),
        }
    };
    load((0..facts).map(line))
}

/// A pack of this many facts about one subject, each in a place of its own: all of them are near every claim.
fn crowded_pack(facts: usize) -> Pack {
    load((0..facts).map(|i| format!("violent crime drop [District {i}, 2024] = {}.{}%", i % 40, i % 10)))
}

fn load(lines: impl Iterator<Item = String>) -> Pack {
    let mut yaml = String::from("pack: bench\ndate: 2025-03-10\nfacts:\n");
    for (i, line) in lines.enumerate() {
        let _ = writeln!(yaml, "  - {{id: fact-{i}, fact: '{line}'}}");
    }
    // A key without a value is no list.
    let yaml = if yaml.ends_with("facts:\n") { yaml.replace("facts:\n", "facts: []\n") } else { yaml };
    factlint::pack::load("bench.yaml", yaml.as_bytes()).expect("the generated pack loads")
}

fn document(text: &str) -> Document {
    read("bench.md", text.as_bytes(), Format::Markdown).expect("the generated prose reads")
}

#[divan::bench]
fn read_markdown(bencher: Bencher<'_, '_>) {
    let text = prose(PROSE);
    bencher.counter(BytesCount::of_str(&text)).bench(|| document(black_box(&text)));
}

#[divan::bench]
fn segment_prose(bencher: Bencher<'_, '_>) {
    let text = prose(PROSE);
    let document = document(&text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| segment(black_box(&document)));
}

/// Everything after reading, against a pack of so many facts.
#[divan::bench(args = [0, 10, 100, 1_000, 10_000])]
fn check_facts(bencher: Bencher<'_, '_>, facts: usize) {
    let text = prose(PROSE);
    let document = document(&text);
    let packs = PackSet::new(vec![pack(facts)]);
    let settings = Settings::default();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| check(black_box(&document), black_box(&packs), &settings));
}

/// From bytes to report.
#[divan::bench]
fn whole(bencher: Bencher<'_, '_>) {
    let text = prose(PROSE);
    let packs = PackSet::new(vec![pack(100)]);
    let settings = Settings::default();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| check(&document(black_box(&text)), black_box(&packs), &settings));
}

/// The cost of starting: YAML to an index that is ready.
#[divan::bench(args = [10, 1_000, 10_000])]
fn index_facts(bencher: Bencher<'_, '_>, facts: usize) {
    let pack = pack(facts);
    bencher.with_inputs(|| vec![pack.clone()]).bench_values(PackSet::new);
}

/// A single draft of the usual size, as an editor has it open.
#[divan::bench(args = [10, 10_000])]
fn one_draft(bencher: Bencher<'_, '_>, facts: usize) {
    let text = prose(5_000);
    let packs = PackSet::new(vec![pack(facts)]);
    let settings = Settings::default();
    bencher.bench(|| check(&document(black_box(&text)), black_box(&packs), &settings));
}

/// The worst case: every fact is about what the sentence is about.
#[divan::bench(args = [10, 100, 1_000])]
fn one_subject(bencher: Bencher<'_, '_>, facts: usize) {
    let text = prose(20_000);
    let document = document(&text);
    let packs = PackSet::new(vec![crowded_pack(facts)]);
    let settings = Settings::default();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| check(black_box(&document), black_box(&packs), &settings));
}
