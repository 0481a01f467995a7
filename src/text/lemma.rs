//! Folding: case, plural and verb endings, as hashes, so that words compare without a copy.
//!
//! The rules are those of English spelling (Quirk et al., "A Comprehensive Grammar of the English Language",
//! 3.5 to 3.10 and 5.79 to 5.93), the irregular plurals and past forms a closed table.

/// Irregular forms and the word they belong to: plurals, and past forms of the verbs of change and state. Sorted,
/// for every word of a text is looked up here; none has more than eight letters.
const IRREGULAR: &[(u64, &str)] = &[
    (packed(b"am"), "be"),
    (packed(b"are"), "be"),
    (packed(b"been"), "be"),
    (packed(b"began"), "begin"),
    (packed(b"begun"), "begin"),
    (packed(b"bought"), "buy"),
    (packed(b"broke"), "break"),
    (packed(b"broken"), "break"),
    (packed(b"brought"), "bring"),
    (packed(b"built"), "build"),
    (packed(b"came"), "come"),
    (packed(b"children"), "child"),
    (packed(b"criteria"), "criterion"),
    (packed(b"data"), "datum"),
    (packed(b"did"), "do"),
    (packed(b"died"), "die"),
    (packed(b"does"), "do"),
    (packed(b"done"), "do"),
    (packed(b"drawn"), "draw"),
    (packed(b"drew"), "draw"),
    (packed(b"driven"), "drive"),
    (packed(b"drove"), "drive"),
    (packed(b"dying"), "die"),
    (packed(b"fallen"), "fall"),
    (packed(b"feet"), "foot"),
    (packed(b"fell"), "fall"),
    (packed(b"flew"), "fly"),
    (packed(b"flown"), "fly"),
    (packed(b"folk"), "person"),
    (packed(b"folks"), "person"),
    (packed(b"gave"), "give"),
    (packed(b"given"), "give"),
    (packed(b"gone"), "go"),
    (packed(b"got"), "get"),
    (packed(b"grew"), "grow"),
    (packed(b"grown"), "grow"),
    (packed(b"had"), "have"),
    (packed(b"halves"), "half"),
    (packed(b"has"), "have"),
    (packed(b"held"), "hold"),
    (packed(b"is"), "be"),
    (packed(b"kept"), "keep"),
    (packed(b"knives"), "knife"),
    (packed(b"leaves"), "leave"),
    (packed(b"led"), "lead"),
    (packed(b"left"), "leave"),
    (packed(b"lives"), "life"),
    (packed(b"lost"), "lose"),
    (packed(b"made"), "make"),
    (packed(b"media"), "medium"),
    (packed(b"men"), "man"),
    (packed(b"met"), "meet"),
    (packed(b"mice"), "mouse"),
    (packed(b"paid"), "pay"),
    (packed(b"people"), "person"),
    (packed(b"ran"), "run"),
    (packed(b"risen"), "rise"),
    (packed(b"rose"), "rise"),
    (packed(b"said"), "say"),
    (packed(b"sank"), "sink"),
    (packed(b"sent"), "send"),
    (packed(b"shelves"), "shelf"),
    (packed(b"shrank"), "shrink"),
    (packed(b"shrunk"), "shrink"),
    (packed(b"slid"), "slide"),
    (packed(b"sold"), "sell"),
    (packed(b"spent"), "spend"),
    (packed(b"stood"), "stand"),
    (packed(b"struck"), "strike"),
    (packed(b"sunk"), "sink"),
    (packed(b"swelled"), "swell"),
    (packed(b"swollen"), "swell"),
    (packed(b"taken"), "take"),
    (packed(b"teeth"), "tooth"),
    (packed(b"thieves"), "thief"),
    (packed(b"told"), "tell"),
    (packed(b"took"), "take"),
    (packed(b"was"), "be"),
    (packed(b"went"), "go"),
    (packed(b"were"), "be"),
    (packed(b"wives"), "wife"),
    (packed(b"wolves"), "wolf"),
    (packed(b"women"), "woman"),
    (packed(b"won"), "win"),
];

/// Words in `-s` that are no plurals, or that a cut would merge with another word. Sorted.
const NOT_PLURAL: &[(u64, usize)] = &[
    headed(b"always"),
    headed(b"analysis"),
    headed(b"angeles"),
    headed(b"arkansas"),
    headed(b"as"),
    headed(b"athens"),
    headed(b"athletics"),
    headed(b"basis"),
    headed(b"bonus"),
    headed(b"bus"),
    headed(b"campus"),
    headed(b"census"),
    headed(b"corps"),
    headed(b"crisis"),
    headed(b"dallas"),
    headed(b"davis"),
    headed(b"does"),
    headed(b"economics"),
    headed(b"focus"),
    headed(b"gas"),
    headed(b"has"),
    headed(b"headquarters"),
    headed(b"his"),
    headed(b"illinois"),
    headed(b"is"),
    headed(b"its"),
    headed(b"james"),
    headed(b"kansas"),
    headed(b"las"),
    headed(b"less"),
    headed(b"los"),
    headed(b"massachusetts"),
    headed(b"mathematics"),
    headed(b"means"),
    headed(b"minus"),
    headed(b"news"),
    headed(b"olympics"),
    headed(b"paris"),
    headed(b"perhaps"),
    headed(b"physics"),
    headed(b"plus"),
    headed(b"politics"),
    headed(b"reuters"),
    headed(b"series"),
    headed(b"species"),
    headed(b"sports"),
    headed(b"status"),
    headed(b"surplus"),
    headed(b"tennis"),
    headed(b"texas"),
    headed(b"this"),
    headed(b"thus"),
    headed(b"us"),
    headed(b"virus"),
    headed(b"wales"),
    headed(b"was"),
    headed(b"yes"),
];

/// Up to eight letters as one number that sorts as they do.
const fn packed(word: &[u8]) -> u64 {
    let mut rest = word;
    let mut packed = 0;
    let mut room = 8;
    while room > 0 {
        packed <<= 8;
        if let [first, tail @ ..] = rest {
            packed |= *first as u64;
            rest = tail;
        }
        room -= 1;
    }
    packed
}

/// The first eight letters and how many there are in all; no two English words in `-s` share both.
const fn headed(word: &[u8]) -> (u64, usize) {
    (packed(word), word.len())
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// FNV-1a: small, the same on every machine and in every run.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(FNV_OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(FNV_PRIME))
}

/// Lower-case letters of a word on the stack; longer words (none in prose) are cut.
struct Folded {
    bytes: [u8; 64],
    len: usize,
}

impl Folded {
    fn of(word: &str) -> Folded {
        let mut folded = Folded { bytes: [0; 64], len: 0 };
        if word.bytes().all(|b| b.is_ascii() && b != b'.') {
            folded.push_ascii(word.as_bytes());
            return folded;
        }
        for c in word.chars() {
            if c.is_ascii() {
                if c == '.' {
                    continue; // "U.S." and "US", "Feb." and "Feb"
                }
                folded.push(c.to_ascii_lowercase());
                continue;
            }
            if matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{300}'..='\u{36f}') {
                continue;
            }
            if c == '’' {
                folded.push('\'');
                continue;
            }
            for lower in c.to_lowercase() {
                folded.push_base(lower);
            }
        }
        folded
    }

    /// An accented letter counts as its base letter: `Kivelä`, `Kivela`.
    fn push_base(&mut self, c: char) {
        use unicode_normalization::UnicodeNormalization;
        for part in std::iter::once(c).nfd() {
            if !matches!(part, '\u{300}'..='\u{36f}') {
                self.push(part);
            }
        }
    }

    fn push(&mut self, c: char) {
        let mut buffer = [0; 4];
        for byte in c.encode_utf8(&mut buffer).bytes() {
            if let Some(slot) = self.bytes.get_mut(self.len) {
                *slot = byte;
                self.len += 1;
            }
        }
    }

    fn push_ascii(&mut self, word: &[u8]) {
        let len = word.len().min(self.bytes.len());
        let (Some(slots), Some(word)) = (self.bytes.get_mut(..len), word.get(..len)) else { return };
        slots.copy_from_slice(word);
        slots.make_ascii_lowercase();
        self.len = len;
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&[])
    }

    /// As [`packed`] has it, for a word that was not cut: what is past its end is zero.
    fn head(&self) -> u64 {
        self.bytes.first_chunk().map_or(0, |head| u64::from_be_bytes(*head))
    }

    fn ends_with(&self, ending: &[u8]) -> bool {
        self.as_bytes().ends_with(ending)
    }

    fn cut(&mut self, n: usize) {
        self.len = self.len.saturating_sub(n);
    }
}

fn irregular(folded: &Folded) -> Option<&'static str> {
    if folded.len < 2 || folded.len > 8 {
        return None;
    }
    let at = IRREGULAR.binary_search_by_key(&folded.head(), |(form, _)| *form).ok()?;
    IRREGULAR.get(at).map(|(_, base)| *base)
}

/// Takes off a plural or third-person `-s`.
fn singular(folded: &mut Folded) {
    if folded.len < 4 || !folded.ends_with(b"s") || folded.ends_with(b"ss") {
        return;
    }
    if NOT_PLURAL.binary_search(&(folded.head(), folded.len)).is_ok() {
        return;
    }
    if folded.ends_with(b"ies") && folded.len > 4 {
        folded.cut(3);
        folded.push('y');
        return;
    }
    let es: [&[u8]; 6] = [b"sses", b"shes", b"ches", b"xes", b"zzes", b"oes"];
    folded.cut(if es.iter().any(|e| folded.ends_with(e)) { 2 } else { 1 });
}

/// Takes off `-ed`, `-ing` and a final `e`, undoing a doubled consonant.
fn stem(folded: &mut Folded) {
    let cut = if folded.len > 5 && folded.ends_with(b"ing") {
        3
    } else if folded.len > 4 && folded.ends_with(b"ied") {
        folded.cut(3);
        folded.push('y');
        return;
    } else if folded.len > 4 && folded.ends_with(b"ed") && !folded.ends_with(b"eed") {
        2
    } else {
        0
    };
    let before = folded.as_bytes().get(..folded.len - cut).unwrap_or(&[]);
    if cut > 0 && before.iter().any(|b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')) {
        folded.cut(cut);
        if let [.., a, b] = folded.as_bytes()
            && a == b
            && !matches!(b, b'l' | b's' | b'z' | b'e' | b'o')
        {
            folded.cut(1);
        }
    }
    if folded.len > 3 && folded.ends_with(b"e") {
        folded.cut(1);
    }
}

/// What a word is found by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hashes {
    pub(crate) key: u64,
    pub(crate) stem: u64,
    pub(crate) root: u64,
}

/// Key, stem and root of a word without a possessive ending.
pub(crate) fn hashes(bare: &str) -> Hashes {
    let mut folded = Folded::of(bare);
    match irregular(&folded) {
        Some(base) => folded = Folded::of(base),
        None => singular(&mut folded),
    }
    let word = folded.as_bytes();
    let key = hash_bytes(word);
    let own = root(word);
    let root = if own.len() == word.len() { key } else { hash_bytes(own) };
    let len = folded.len;
    stem(&mut folded);
    // Every change by `stem` makes the word shorter.
    let stem = if folded.len == len { key } else { hash_bytes(folded.as_bytes()) };
    Hashes { key, stem, root }
}

/// Key alone.
pub(crate) fn hash_lemma(word: &str) -> u64 {
    hashes(word).key
}

/// Stem alone.
pub(crate) fn hash_stem(word: &str) -> u64 {
    hashes(word).stem
}

/// Endings that make a noun of a verb or adjective, longest first (Quirk et al., appendix I).
const DERIVATIONS: &[&str] = &[
    "izations", "isations", "ization", "isation", "izing", "ising", "ized", "ised", "ize", "ise", "ations",
    "ating", "ated", "ates", "ate", "ation", "ments", "ment", "ances", "ance", "ences", "ence", "sions",
    "tions", "tion", "sion", "ures", "ure", "ity", "ness", "als", "al", "ers", "er", "ors", "or", "ed",
    "ing", "ion", "es", "s", "e", "y",
];

/// What deport, deported and deportation share: the word without its ending, at least four letters long.
pub(crate) fn hash_root(bare: &str) -> u64 {
    hashes(bare).root
}

/// A folded word without its ending.
fn root(word: &[u8]) -> &[u8] {
    let [.., last] = word else { return word };
    if word.len() <= 4 {
        return word;
    }
    let root = DERIVATIONS
        .iter()
        .filter(|ending| ending.as_bytes().last() == Some(last))
        .find_map(|ending| word.strip_suffix(ending.as_bytes()).filter(|root| root.len() >= 4))
        .unwrap_or(word);
    // "contained" and "containment", "closing" and "closure", "approved" and "approval" meet here.
    let root = root.strip_suffix(b"e").filter(|r| r.len() >= 4).unwrap_or(root);
    // "cancellation" and "canceled", "controlled" and "control"
    match root {
        [head @ .., a, b] if a == b && root.len() > 4 && !matches!(b, b's' | b'e' | b'o') => {
            root.get(..head.len() + 1).unwrap_or(root)
        }
        _ => root,
    }
}

/// Whether a key is the base of some irregular form.
pub(crate) fn is_irregular_base(key: u64) -> bool {
    static BASES: std::sync::LazyLock<std::collections::BTreeSet<u64>> =
        std::sync::LazyLock::new(|| IRREGULAR.iter().map(|(_, base)| hash_bytes(base.as_bytes())).collect());
    BASES.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(word: &str) -> String {
        let mut folded = Folded::of(word);
        match irregular(&folded) {
            Some(base) => folded = Folded::of(base),
            None => singular(&mut folded),
        }
        let key = String::from_utf8_lossy(folded.as_bytes()).into_owned();
        stem(&mut folded);
        format!("{key} {}", String::from_utf8_lossy(folded.as_bytes()))
    }

    #[test]
    fn tables_are_sorted() {
        assert!(IRREGULAR.is_sorted_by(|a, b| a.0 < b.0));
        assert!(NOT_PLURAL.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn folds_as_english_spells() {
        for (word, expected) in [
            ("Women", "woman woman"),
            ("CHILDREN", "child child"),
            ("cities", "city city"),
            ("Dallas", "dallas dallas"),
            ("boxes", "box box"),
            ("prices", "price pric"),
            ("priced", "priced pric"),
            ("dropping", "dropping drop"),
            ("falling", "falling fall"),
            ("tried", "tried try"),
            ("need", "need need"),
            ("U.S.", "us us"),
            ("Kivelä", "kivela kivela"),
            ("Kivela\u{308}", "kivela kivela"),
            ("don’t", "don't don't"),
            ("immi\u{ad}grants", "immigrant immigrant"),
        ] {
            assert_eq!(folded(word), expected, "{word}");
        }
        assert_eq!(hash_lemma(&"a".repeat(500)), hash_lemma(&"a".repeat(64)));
    }
}
