//! Words for the parts into which one whole falls, none of which overlaps another: yes and no, men and women.

use std::sync::LazyLock;

use crate::judge::itself::Draft;
use crate::text::key_of;
use crate::text::lexicon::KeyMap;

/// Which division a word belongs to, and which part of it the word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) division: usize,
    pub(super) part: usize,
}

/// A division a row, a part an entry.
const DIVISIONS: &[&[&str]] = &[
    &[
        "yes for favor favour favored favoured support supported supporting approve approved backed agree agreed",
        "no against oppose opposed opposing disapprove disapproved reject rejected disagree disagreed",
        "undecided unsure abstain abstained abstaining abstention blank neutral",
    ],
    &["man male gentleman", "woman female lady", "child kid infant"],
    &["adult grown-up", "child kid minor teenager"],
    &["boy", "girl"],
    &["son", "daughter"],
    &["brother", "sister"],
    &["democrat democratic", "republican", "independent", "libertarian"],
    &["gold", "silver", "bronze"],
    &["win won victory", "loss lost defeat", "draw drew tie tied"],
    &["urban city", "rural"],
    &["full-time", "part-time"],
    &["dead killed", "injured wounded hurt"],
    &["passed pass", "failed fail"],
    &["guilty", "acquitted innocent"],
];

/// The divisions whose parts are people.
const PEOPLE: std::ops::RangeInclusive<usize> = 1..=5;

/// What falls into the parts of a division, by the noun that counts it.
const WHOLES: &[(usize, &[&str])] = &[
    (
        0,
        &[
            "vote",
            "votes",
            "ballots",
            "members",
            "councillors",
            "councilors",
            "commissioners",
            "senators",
            "judges",
            "justices",
            "jurors",
            "trustees",
            "directors",
            "delegates",
            "supervisors",
            "voters",
            "respondents",
            "states",
            "countries",
        ],
    ),
    (6, &["seats", "members", "senators", "lawmakers", "legislators", "governors"]),
    (7, &["medals"]),
    (8, &["games", "matches", "fixtures", "bouts", "fights", "results"]),
];

static WORDS: LazyLock<KeyMap<Vec<Part>>> = LazyLock::new(|| {
    let mut map: KeyMap<Vec<Part>> = KeyMap::default();
    for (division, parts) in DIVISIONS.iter().enumerate() {
        for (part, words) in parts.iter().enumerate() {
            for word in words.split_whitespace() {
                map.entry(key_of(word)).or_default().push(Part { division, part });
            }
        }
    }
    map
});

/// The parts that the words of a phrase name.
pub(super) fn parts(draft: &Draft<'_>, phrase: std::ops::Range<usize>) -> Vec<Part> {
    phrase
        .filter_map(|i| draft.tokens().get(i))
        .filter_map(|t| WORDS.get(&t.key))
        .flatten()
        .copied()
        .collect()
}

/// The division of which each phrase names a part of its own.
pub(super) fn division(phrases: &[Vec<Part>]) -> Option<usize> {
    let first = phrases.first()?;
    (phrases.len() > 1).then_some(())?;
    first.iter().map(|p| p.division).find(|division| {
        let mut seen: Vec<usize> = Vec::new();
        phrases.iter().all(|parts| {
            let own = parts.iter().find(|p| p.division == *division && !seen.contains(&p.part));
            own.is_some_and(|p| {
                seen.push(p.part);
                true
            })
        })
    })
}

/// Whether a division's parts are people.
pub(super) fn is_people(division: usize) -> bool {
    PEOPLE.contains(&division)
}

/// Whether one of the words names what falls into a division's parts.
pub(super) fn is_whole(draft: &Draft<'_>, division: usize, words: std::ops::Range<usize>) -> bool {
    WHOLES
        .iter()
        .filter(|(own, _)| *own == division)
        .any(|(_, nouns)| words.clone().any(|i| draft.word(i, nouns)))
}

/// How many parts a division has.
pub(super) fn size(division: usize) -> usize {
    DIVISIONS.get(division).map_or(0, |parts| parts.len())
}

/// Whether a division's parts are what a match can end in.
pub(super) fn is_results(division: usize) -> bool {
    division == 8
}
