//! Words around a value that loosen or bound it.

use std::sync::LazyLock;

use crate::text::lexicon::{self, Class, KeyMap};
use crate::text::{Token, TokenKind, key_of};

/// How exactly the text states a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hedge {
    /// As it stands.
    #[default]
    Exact,
    /// about, around, roughly, some, or so
    About,
    /// more than, over, -plus
    MoreThan,
    /// just over, a little more than
    JustOver,
    /// at least, no fewer than, or more
    AtLeast,
    /// fewer than, under, below
    LessThan,
    /// nearly, almost, just under, close to
    JustUnder,
    /// up to, as many as, at most
    AtMost,
}

impl Hedge {
    /// The word in JSON and traces.
    pub fn as_str(self) -> &'static str {
        match self {
            Hedge::Exact => "exact",
            Hedge::About => "about",
            Hedge::MoreThan => "more-than",
            Hedge::JustOver => "just-over",
            Hedge::AtLeast => "at-least",
            Hedge::LessThan => "less-than",
            Hedge::JustUnder => "just-under",
            Hedge::AtMost => "at-most",
        }
    }
}

/// Before a value, the words from left to right; the longest that fits wins, so longer rows come first.
const BEFORE: &[(&[&str], Hedge)] = &[
    (&["a", "little", "more", "than"], Hedge::JustOver),
    (&["a", "bit", "more", "than"], Hedge::JustOver),
    (&["a", "little", "less", "than"], Hedge::JustUnder),
    (&["a", "bit", "less", "than"], Hedge::JustUnder),
    (&["only", "a", "little", "over"], Hedge::JustOver),
    (&["not", "more", "than"], Hedge::AtMost),
    (&["no", "more", "than"], Hedge::AtMost),
    (&["no", "fewer", "than"], Hedge::AtLeast),
    (&["no", "less", "than"], Hedge::AtLeast),
    (&["not", "less", "than"], Hedge::AtLeast),
    (&["slightly", "more", "than"], Hedge::JustOver),
    (&["slightly", "less", "than"], Hedge::JustUnder),
    (&["slightly", "fewer", "than"], Hedge::JustUnder),
    (&["just", "shy", "of"], Hedge::JustUnder),
    (&["a", "little", "over"], Hedge::JustOver),
    (&["a", "little", "under"], Hedge::JustUnder),
    (&["a", "shade", "over"], Hedge::JustOver),
    (&["a", "shade", "under"], Hedge::JustUnder),
    (&["well", "more", "than"], Hedge::MoreThan),
    (&["in", "excess", "of"], Hedge::MoreThan),
    (&["the", "order", "of"], Hedge::About),
    (&["in", "the", "region", "of"], Hedge::About),
    (&["a", "minimum", "of"], Hedge::AtLeast),
    (&["a", "maximum", "of"], Hedge::AtMost),
    (&["as", "many", "as"], Hedge::AtMost),
    (&["as", "much", "as"], Hedge::AtMost),
    (&["as", "high", "as"], Hedge::AtMost),
    (&["just", "over"], Hedge::JustOver),
    (&["just", "above"], Hedge::JustOver),
    (&["slightly", "over"], Hedge::JustOver),
    (&["slightly", "above"], Hedge::JustOver),
    (&["just", "under"], Hedge::JustUnder),
    (&["just", "below"], Hedge::JustUnder),
    (&["slightly", "under"], Hedge::JustUnder),
    (&["slightly", "below"], Hedge::JustUnder),
    (&["close", "to"], Hedge::JustUnder),
    (&["all", "but"], Hedge::JustUnder),
    (&["shy", "of"], Hedge::JustUnder),
    (&["more", "than"], Hedge::MoreThan),
    (&["greater", "than"], Hedge::MoreThan),
    (&["higher", "than"], Hedge::MoreThan),
    (&["well", "over"], Hedge::MoreThan),
    (&["well", "above"], Hedge::MoreThan),
    (&["upward", "of"], Hedge::MoreThan),
    (&["upwards", "of"], Hedge::MoreThan),
    (&["north", "of"], Hedge::MoreThan),
    (&["fewer", "than"], Hedge::LessThan),
    (&["less", "than"], Hedge::LessThan),
    (&["lower", "than"], Hedge::LessThan),
    (&["well", "under"], Hedge::LessThan),
    (&["well", "below"], Hedge::LessThan),
    (&["south", "of"], Hedge::LessThan),
    (&["at", "least"], Hedge::AtLeast),
    (&["at", "most"], Hedge::AtMost),
    (&["up", "to"], Hedge::AtMost),
    (&["or", "about"], Hedge::About),
    (&["an", "estimated"], Hedge::About),
    (&["a", "reported"], Hedge::Exact),
    (&["somewhere", "around"], Hedge::About),
    (&["something", "like"], Hedge::About),
    (&["about"], Hedge::About),
    (&["around"], Hedge::About),
    (&["roughly"], Hedge::About),
    (&["approximately"], Hedge::About),
    (&["circa"], Hedge::About),
    (&["approx."], Hedge::About),
    (&["approx"], Hedge::About),
    (&["some"], Hedge::About),
    (&["estimated"], Hedge::About),
    (&["nearly"], Hedge::JustUnder),
    (&["almost"], Hedge::JustUnder),
    (&["nearing"], Hedge::JustUnder),
    (&["approaching"], Hedge::JustUnder),
    (&["over"], Hedge::MoreThan),
    (&["above"], Hedge::MoreThan),
    (&["past"], Hedge::MoreThan),
    (&["exceeding"], Hedge::MoreThan),
    (&["exceeds"], Hedge::MoreThan),
    (&["exceeded"], Hedge::MoreThan),
    (&["topping"], Hedge::MoreThan),
    (&["topped"], Hedge::MoreThan),
    (&["tops"], Hedge::MoreThan),
    (&["surpassed"], Hedge::MoreThan),
    (&["surpassing"], Hedge::MoreThan),
    (&["passed"], Hedge::MoreThan),
    (&["under"], Hedge::LessThan),
    (&["below"], Hedge::LessThan),
];

/// After a value.
const AFTER: &[(&[&str], Hedge)] = &[
    (&["or", "so"], Hedge::About),
    (&["or", "thereabouts"], Hedge::About),
    (&["or", "more"], Hedge::AtLeast),
    (&["or", "newer"], Hedge::AtLeast),
    (&["or", "later"], Hedge::AtLeast),
    (&["or", "higher"], Hedge::AtLeast),
    (&["or", "above"], Hedge::AtLeast),
    (&["and", "up"], Hedge::AtLeast),
    (&["or", "fewer"], Hedge::AtMost),
    (&["or", "less"], Hedge::AtMost),
    (&["or", "older"], Hedge::AtMost),
    (&["at", "least"], Hedge::AtLeast),
    (&["at", "most"], Hedge::AtMost),
    (&["plus"], Hedge::MoreThan),
    (&["odd"], Hedge::About),
];

/// Verbs of motion that "up to" may follow.
const MOTION: &[&str] = &[
    "crept", "creeping", "creep", "went", "gone", "go", "edged", "edging", "inched", "ticked", "moved",
    "moving", "shot", "came", "come", "brought", "pushed", "sent", "taken", "took",
];

/// The hedge that ends right before token `start`, and its first token.
pub(crate) fn before(prose: &str, tokens: &[Token], start: usize) -> Option<(Hedge, usize)> {
    let previous = tokens.get(start.checked_sub(1)?)?;
    if previous.is('~') || previous.is('≈') {
        return Some((Hedge::About, start - 1));
    }
    if previous.is('>') || previous.is('<') {
        return Some((if previous.is('>') { Hedge::MoreThan } else { Hedge::LessThan }, start - 1));
    }
    // "nearly a third", "more than the 40": an article may stand between.
    let end = if previous.kind == TokenKind::Word
        && ["a", "an", "the", "one"].iter().any(|w| previous.text(prose).eq_ignore_ascii_case(w))
    {
        start - 1
    } else {
        start
    };
    static BY_LAST: LazyLock<KeyMap<Vec<usize>>> = LazyLock::new(|| {
        let mut map: KeyMap<Vec<usize>> = KeyMap::default();
        for (row, (phrase, _)) in BEFORE.iter().enumerate() {
            map.entry(phrase.last().map_or(0, |word| key_of(word))).or_default().push(row);
        }
        map
    });
    let last = tokens.get(end.checked_sub(1)?).filter(|t| t.kind == TokenKind::Word)?;
    let rows = BY_LAST.get(&last.key)?;
    let last = last.text(prose);
    for (phrase, hedge) in rows.iter().filter_map(|row| BEFORE.get(*row)) {
        if !phrase.last().is_some_and(|w| w.eq_ignore_ascii_case(last)) || phrase.len() > end {
            continue;
        }
        let from = end - phrase.len();
        let fits = tokens.get(from..end).is_some_and(|found| {
            found.iter().zip(*phrase).all(|(t, w)| t.text(prose).eq_ignore_ascii_case(w))
        });
        // "has crept up to 34,100": where it went, and no bound.
        let went = matches!(*phrase, ["up", "to"])
            && from.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| {
                lexicon::is_or_stem(t, Class::UP)
                    || MOTION.iter().any(|w| t.text(prose).eq_ignore_ascii_case(w))
            });
        if fits && !went {
            return Some((*hedge, from));
        }
    }
    None
}

/// The hedge that begins at token `end`, and one past its last token.
pub(crate) fn after(prose: &str, tokens: &[Token], end: usize) -> Option<(Hedge, usize)> {
    let next = tokens.get(end)?;
    if next.is('+') && next.glued {
        return Some((Hedge::AtLeast, end + 1));
    }
    let from = if next.is('-') && next.glued { end + 1 } else { end };
    let rest = tokens.get(from..)?;
    if !rest.first()?.is_any(prose, &["or", "and", "at", "plus", "odd"]) {
        return None;
    }
    AFTER.iter().find_map(|(phrase, hedge)| {
        let found = rest.get(..phrase.len())?;
        // "plus" and "odd" count only when joined: "twenty-odd", "50-plus".
        if phrase.len() == 1 && from == end {
            return None;
        }
        let fits = found.iter().zip(*phrase).all(|(t, w)| t.text(prose).eq_ignore_ascii_case(w));
        fits.then_some((*hedge, from + phrase.len()))
    })
}
