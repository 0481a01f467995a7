//! Folding: case, plural and verb endings, as hashes, so that words compare without a copy.
//!
//! The rules are those of English spelling (Quirk et al., "A Comprehensive Grammar of the English Language",
//! 3.5 to 3.10 and 5.79 to 5.93), the irregular plurals and past forms a closed table.

/// Irregular forms and the word they belong to: plurals, and past forms of the verbs of change and state.
const IRREGULAR: &[(&str, &str)] = &[
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("people", "person"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("lives", "life"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("halves", "half"),
    ("leaves", "leave"),
    ("thieves", "thief"),
    ("wolves", "wolf"),
    ("shelves", "shelf"),
    ("data", "datum"),
    ("criteria", "criterion"),
    ("media", "medium"),
    ("fell", "fall"),
    ("fallen", "fall"),
    ("rose", "rise"),
    ("risen", "rise"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("shrank", "shrink"),
    ("shrunk", "shrink"),
    ("sank", "sink"),
    ("sunk", "sink"),
    ("went", "go"),
    ("gone", "go"),
    ("came", "come"),
    ("lost", "lose"),
    ("won", "win"),
    ("held", "hold"),
    ("began", "begin"),
    ("begun", "begin"),
    ("ran", "run"),
    ("sold", "sell"),
    ("told", "tell"),
    ("spent", "spend"),
    ("built", "build"),
    ("made", "make"),
    ("took", "take"),
    ("taken", "take"),
    ("gave", "give"),
    ("given", "give"),
    ("got", "get"),
    ("paid", "pay"),
    ("said", "say"),
    ("kept", "keep"),
    ("left", "leave"),
    ("met", "meet"),
    ("stood", "stand"),
    ("drew", "draw"),
    ("drawn", "draw"),
    ("led", "lead"),
    ("bought", "buy"),
    ("brought", "bring"),
    ("broke", "break"),
    ("broken", "break"),
    ("drove", "drive"),
    ("driven", "drive"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("sent", "send"),
    ("swelled", "swell"),
    ("swollen", "swell"),
    ("struck", "strike"),
    ("slid", "slide"),
    ("died", "die"),
    ("dying", "die"),
    ("was", "be"),
    ("were", "be"),
    ("is", "be"),
    ("are", "be"),
    ("been", "be"),
    ("am", "be"),
    ("has", "have"),
    ("had", "have"),
    ("does", "do"),
    ("did", "do"),
    ("done", "do"),
];

/// Words in `-s` that are no plurals, or that a cut would merge with another word.
const NOT_PLURAL: &[&str] = &[
    "news",
    "series",
    "species",
    "headquarters",
    "means",
    "us",
    "this",
    "his",
    "its",
    "is",
    "was",
    "has",
    "does",
    "as",
    "yes",
    "plus",
    "minus",
    "thus",
    "less",
    "always",
    "perhaps",
    "gas",
    "bus",
    "virus",
    "campus",
    "status",
    "census",
    "bonus",
    "focus",
    "corps",
    "texas",
    "dallas",
    "kansas",
    "arkansas",
    "paris",
    "illinois",
    "massachusetts",
    "james",
    "davis",
    "reuters",
    "olympics",
    "economics",
    "politics",
    "athletics",
    "mathematics",
    "physics",
    "analysis",
    "crisis",
    "basis",
    "tennis",
    "las",
    "los",
    "angeles",
    "wales",
    "athens",
    "surplus",
    "sports",
];

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

    fn as_str(&self) -> &str {
        self.bytes.get(..self.len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }

    fn cut(&mut self, n: usize) {
        self.len = self.len.saturating_sub(n);
    }
}

fn irregular(word: &str) -> Option<&'static str> {
    // Length first: most words are longer or of no irregular shape.
    if word.len() < 2 || word.len() > 9 {
        return None;
    }
    IRREGULAR.iter().find(|(form, _)| *form == word).map(|(_, base)| *base)
}

/// Takes off a plural or third-person `-s`.
fn singular(folded: &mut Folded) {
    let word = folded.as_str();
    if word.len() < 4 || !word.ends_with('s') || word.ends_with("ss") || NOT_PLURAL.contains(&word) {
        return;
    }
    if word.ends_with("ies") && word.len() > 4 {
        folded.cut(3);
        folded.push('y');
        return;
    }
    let es = ["sses", "shes", "ches", "xes", "zzes", "oes"].iter().any(|e| word.ends_with(e));
    folded.cut(if es { 2 } else { 1 });
}

/// Takes off `-ed`, `-ing` and a final `e`, undoing a doubled consonant.
fn stem(folded: &mut Folded) {
    let word = folded.as_str();
    let cut = if word.len() > 5 && word.ends_with("ing") {
        3
    } else if word.len() > 4 && word.ends_with("ied") {
        folded.cut(3);
        folded.push('y');
        return;
    } else if word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") {
        2
    } else {
        0
    };
    let has_vowel = word.get(..word.len() - cut).is_some_and(|s| s.contains(['a', 'e', 'i', 'o', 'u', 'y']));
    if cut > 0 && has_vowel {
        folded.cut(cut);
        let bytes = folded.as_str().as_bytes();
        if let [.., a, b] = bytes
            && a == b
            && !matches!(b, b'l' | b's' | b'z' | b'e' | b'o')
        {
            folded.cut(1);
        }
    }
    if folded.len > 3 && folded.as_str().ends_with('e') {
        folded.cut(1);
    }
}

fn lemma(word: &str) -> Folded {
    let mut folded = Folded::of(word);
    match irregular(folded.as_str()) {
        Some(base) => Folded::of(base),
        None => {
            singular(&mut folded);
            folded
        }
    }
}

/// Key and stem of a word without a possessive ending.
pub(crate) fn hashes(bare: &str) -> (u64, u64) {
    let mut folded = lemma(bare);
    let key = hash_bytes(folded.as_str().as_bytes());
    stem(&mut folded);
    (key, hash_bytes(folded.as_str().as_bytes()))
}

/// Key alone.
pub(crate) fn hash_lemma(word: &str) -> u64 {
    hashes(word).0
}

/// Stem alone.
pub(crate) fn hash_stem(word: &str) -> u64 {
    hashes(word).1
}
