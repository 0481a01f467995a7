//! Words, numbers and signs of a block, each with its bytes. One pass, no allocation per token.

use std::cell::RefCell;

use crate::span::Span;
use crate::text::lemma::{self, Hashes};
use crate::text::lexicon::{self, Class};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and dots (`don't`, `U.S.`, `Feb.` keeps its dot if an abbreviation).
    Word,
    /// Digits with inner separators: `7,300`, `8.2`, `.08`, `2:07:41`, `3.2.1`; letters that follow (`38th`, `45s`) are
    /// tokens of their own, glued.
    Number,
    /// One sign: `%`, `$`, `,`, `(`, `–`.
    Sign,
}

/// One token of a block's prose.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Bytes in the block's prose.
    pub span: Span,
    /// Word, number or sign.
    pub kind: TokenKind,
    /// Hash of the folded, singular word, without a possessive ending; of the sign or digits otherwise.
    pub key: u64,
    /// Hash of the folded stem, shared by a verb's forms: `starts`, `starting`, `started`.
    pub stem: u64,
    /// Hash of what a verb and the noun made of it share: `deport`, `deportation`. Ask for it by [`Token::root`].
    root: u64,
    /// No space before it.
    pub glued: bool,
    /// First letter is a capital.
    pub capital: bool,
    /// Every letter is a capital, and there are two or more.
    pub all_caps: bool,
    /// Ends in a possessive `'s` or `s'` (the span holds it, the key does not).
    pub possessive: bool,
    /// Inside quotation marks.
    pub quoted: bool,
    /// For a sign, its character.
    pub sign: char,
    /// The closed classes that its key and its stem are in; looked up once, asked many times.
    pub(crate) class: Class,
}

impl Token {
    /// The token's own text.
    pub fn text<'t>(&self, prose: &'t str) -> &'t str {
        self.span.slice(prose)
    }

    /// The word without a possessive ending.
    pub fn bare<'t>(&self, prose: &'t str) -> &'t str {
        let text = self.text(prose);
        if !self.possessive {
            return text;
        }
        for ending in ["'s", "’s", "'S", "’S", "'", "’"] {
            if let Some(bare) = text.strip_suffix(ending) {
                return bare;
            }
        }
        text
    }

    /// Hash of what a verb and the noun made of it share; of digits too, for a name may be a number.
    pub(crate) fn root(&self, prose: &str) -> u64 {
        if self.kind != TokenKind::Number {
            return self.root;
        }
        // Folding leaves nearly all digits as they are.
        let text = self.text(prose).as_bytes();
        let doubled = matches!(text, [_, _, _, .., a, b] if a == b);
        let same = !doubled && text.iter().all(|b| b.is_ascii_digit() || *b == b',');
        if same { self.key } else { lemma::hash_root(self.text(prose)) }
    }

    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign && self.sign == sign
    }

    /// Whether it is spelled as one of these, in any case: for words whose other forms say something else.
    #[inline(always)]
    pub(crate) fn is_any(&self, prose: &str, words: &[&str]) -> bool {
        // Asked several times of every word of a claim's sentence: length and first letter settle nearly all of them.
        // Inlined, a list of the caller's becomes a comparison with each of them in turn.
        let Some(text @ [first, ..]) = prose.as_bytes().get(self.span.range()) else { return false };
        words.iter().map(|word| word.as_bytes()).any(|word| {
            word.len() == text.len()
                && word.first().is_some_and(|w| w.eq_ignore_ascii_case(first))
                && word.eq_ignore_ascii_case(text)
        })
    }

    /// Its text in lower case, for the tables of short words: nothing if it is longer than any of theirs.
    pub(crate) fn lower<'b>(&self, prose: &str, buffer: &'b mut [u8; 16]) -> &'b str {
        let text = self.text(prose).as_bytes();
        let Some(lower) = buffer.get_mut(..text.len()) else { return "" };
        lower.copy_from_slice(text);
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).unwrap_or("")
    }

    /// Whether it is this lower-case word, by its key.
    pub fn word(&self, key: u64) -> bool {
        self.kind == TokenKind::Word && self.key == key
    }
}

/// The hash of a text as it stands.
pub(crate) fn hash_of(text: &str) -> u64 {
    lemma::hash_bytes(text.as_bytes())
}

/// The key that [`tokenize`] gives a word: folded, singular.
pub(crate) fn key_of(word: &str) -> u64 {
    lemma::hash_lemma(word)
}

/// The stem key that [`tokenize`] gives a word.
pub(crate) fn stem_of(word: &str) -> u64 {
    lemma::hash_stem(word)
}

/// Whether a token is a past form that its spelling does not show: `been`, `fallen`, `grown`.
pub(crate) fn is_irregular_past(token: &Token) -> bool {
    lemma::is_irregular_base(token.key)
}

/// The root key of a word: what a verb and the noun made of it share.
pub(crate) fn root_of(word: &str) -> u64 {
    lemma::hash_root(word)
}

/// Abbreviations whose dot belongs to them and does not end a sentence. Closed classes: titles before names, months,
/// weekdays, states, companies, addresses and units of the AP stylebook, Latin short forms. Sorted.
const DOTTED: &[&str] = &[
    "adm", "al", "approx", "apr", "ariz", "atty", "aug", "ave", "blvd", "bros", "calif", "capt", "cf",
    "cmdr", "co", "col", "colo", "corp", "dec", "dept", "dr", "ed", "est", "etc", "feb", "fig", "fla", "ft",
    "ga", "gen", "gens", "gov", "govs", "hr", "hrs", "inc", "jan", "jr", "jul", "jun", "ky", "lb", "lbs",
    "lt", "ltd", "maj", "messrs", "mich", "min", "minn", "mins", "mont", "mr", "mrs", "mt", "neb", "nev",
    "no", "nos", "nov", "oct", "okla", "op", "oz", "pp", "pres", "prof", "reps", "sec", "sen", "sens", "sep",
    "sept", "sgt", "sq", "sr", "st", "supt", "tenn", "thu", "thur", "thurs", "tue", "tues", "v", "vol", "vs",
    "vt", "weds", "wis", "wyo",
];

/// Those that are abbreviations with a capital only, and otherwise words or units ("ill", "sat", "8 ms"). Sorted.
const DOTTED_NAMES: &[&str] = &[
    "ala", "ark", "asst", "attys", "brig", "capts", "cllr", "cmdrs", "cols", "comdr", "comm", "conn", "cpl",
    "del", "dep", "det", "dets", "dir", "drs", "fr", "fri", "hon", "ill", "ind", "insp", "kan", "la", "lts",
    "majs", "mar", "mass", "md", "mgr", "mo", "mon", "ms", "msgr", "mx", "ore", "pa", "profs", "pvt", "rep",
    "rev", "sat", "secy", "sgts", "sra", "ste", "sto", "sun", "supts", "va", "wash", "wed",
];

/// Whether a word takes its dot along: `Feb`, `Gov`, a single capital.
pub(crate) fn takes_dot(word: &str) -> bool {
    let mut buffer = [0_u8; 8];
    let bytes = word.as_bytes();
    let capital = bytes.first().is_some_and(u8::is_ascii_uppercase);
    if bytes.len() == 1 && capital {
        return true;
    }
    let Some(folded) = buffer.get_mut(..bytes.len()) else { return false };
    folded.copy_from_slice(bytes);
    folded.make_ascii_lowercase();
    let in_table = |table: &[&str]| table.binary_search_by(|known| known.as_bytes().cmp(folded)).is_ok();
    in_table(DOTTED) || (capital && in_table(DOTTED_NAMES))
}

fn is_apostrophe(c: char) -> bool {
    c == '\'' || c == '’'
}

/// Space in any script, and what renders as nothing: joiners, soft hyphen, bidi controls, BOM, variation selectors.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}')
}

/// Splits a block's prose. Joined words (`year-old`, `Dallas-Fort`) come apart at the hyphen, with `glued` set.
pub fn tokenize(prose: &str) -> Vec<Token> {
    // What a word folds to depends on nothing but its letters, so one memory serves all the texts of a thread.
    thread_local!(static MEMO: RefCell<Memo> = RefCell::default());
    MEMO.with_borrow_mut(|memo| tokenize_with(prose, memo))
}

fn tokenize_with(prose: &str, memo: &mut Memo) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(prose.len() / 5 + 1);
    let bytes = prose.as_bytes();
    let mut at = 0;
    let mut glued = false;
    let mut quotes = QuoteState::default();
    while let Some(&byte) = bytes.get(at) {
        let before = tokens.last().filter(|_| glued);
        // Prose is ASCII for the most part, and bytes are quicker to sort than characters.
        let token = match byte {
            b' ' | b'\t'..=b'\r' => {
                at += 1;
                glued = false;
                continue;
            }
            b'a'..=b'z' | b'A'..=b'Z' => word(prose, at, char::from(byte), &quotes, memo),
            b'0'..=b'9' => number(prose, at, number_end(prose, at)),
            // ".08", and not the end of "at 8.08" or of "v1.2".
            b'.' if bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
                && before.is_none_or(|b| {
                    b.kind == TokenKind::Sign && !matches!(b.sign, '.' | ')' | ']' | '…')
                }) =>
            {
                number(prose, at, number_end(prose, at + 1))
            }
            ..0x80 => sign(prose, at, char::from(byte), before, &mut quotes),
            _ => {
                let Some(c) = prose.get(at..).and_then(|rest| rest.chars().next()) else { break };
                if is_blank(c) {
                    at += c.len_utf8();
                    glued = false;
                    continue;
                }
                if c.is_alphabetic() {
                    word(prose, at, c, &quotes, memo)
                } else if c.is_numeric() {
                    number(prose, at, run_end(prose, at, |c| c.is_numeric() && !c.is_ascii()))
                } else {
                    sign(prose, at, c, before, &mut quotes)
                }
            }
        };
        let Some(mut token) = token else { break };
        token.glued = before.is_some();
        if token.kind != TokenKind::Sign {
            token.quoted = quotes.open.is_some();
        }
        at = token.span.end();
        glued = true;
        tokens.push(token);
    }
    tokens
}

fn token(span: Span, kind: TokenKind, key: u64) -> Token {
    Token {
        span,
        kind,
        key,
        stem: key,
        root: key,
        glued: false,
        capital: false,
        all_caps: false,
        possessive: false,
        quoted: false,
        sign: '\0',
        class: Class::NONE,
    }
}

fn word(prose: &str, start: usize, first: char, quotes: &QuoteState, memo: &mut Memo) -> Option<Token> {
    let bytes = prose.as_bytes().get(start..)?;
    let len = bytes.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(bytes.len());
    let simple = len > 0 && !matches!(bytes.get(len), Some(b'.' | b'\'' | 0x80..));
    let end = if simple { start + len } else { word_end(prose, start, quotes.single) };
    let span = Span::new(start, end)?;
    let mut token = token(span, TokenKind::Word, 0);
    token.capital = first.is_uppercase();
    let known = if simple {
        let letters = bytes.get(..len)?;
        token.all_caps = token.capital
            && !letters.iter().any(u8::is_ascii_lowercase)
            && letters.iter().filter(|b| b.is_ascii_uppercase()).nth(1).is_some();
        memo.known(span.slice(prose), bytes)
    } else {
        token.possessive = is_possessive(span.slice(prose));
        let bare = token.bare(prose);
        token.all_caps = bare.chars().all(|c| !c.is_lowercase())
            && bare.chars().filter(|c| c.is_uppercase()).nth(1).is_some();
        // A plain word before a full stop or with a possessive ending.
        let plain = bare.bytes().all(|b| b.is_ascii_alphanumeric());
        if plain { memo.known(bare, bytes) } else { Known::of(bare) }
    };
    let Hashes { key, stem, root } = known.hashes;
    (token.key, token.stem, token.root, token.class) = (key, stem, root, known.class);
    Some(token)
}

/// What there is to know of a word without its place.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    hashes: Hashes,
    class: Class,
}

impl Known {
    fn of(bare: &str) -> Known {
        let hashes = lemma::hashes(bare);
        Known { hashes, class: lexicon::of(hashes.key, hashes.stem) }
    }
}

/// Words met before. A few hundred make up most of any text, and folding one costs more than finding it here.
struct Memo {
    /// By a hash of the letters, each slot with the last word that fell into it.
    slots: Vec<(u128, Known)>,
}

impl Default for Memo {
    fn default() -> Memo {
        Memo { slots: vec![(0, Known::default()); SLOTS] }
    }
}

/// A power of two; about as many as there are words in a day's paper.
const SLOTS: usize = 4096;

impl Memo {
    /// `text` is the front of `bytes`, which go on behind it.
    fn known(&mut self, text: &str, bytes: &[u8]) -> Known {
        let Some(bits) = text.len().checked_mul(8).filter(|bits| (1..=128).contains(bits)) else {
            return Known::of(text);
        };
        // Sixteen bytes at once, what is not the word's own shifted out.
        let Some(chunk) = bytes.first_chunk::<16>() else { return Known::of(text) };
        let letters = u128::from_be_bytes(*chunk) >> (128 - bits);
        let (high, low) = ((letters >> 64) as u64, letters as u64);
        let mixed = (low ^ high.rotate_left(31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let Some((word, known)) = self.slots.get_mut((mixed >> 32) as usize % SLOTS) else {
            return Known::of(text);
        };
        if *word != letters {
            (*word, *known) = (letters, Known::of(text));
        }
        *known
    }
}

fn number(prose: &str, start: usize, end: usize) -> Option<Token> {
    let span = Span::new(start, end)?;
    Some(token(span, TokenKind::Number, lemma::hash_bytes(span.slice(prose).as_bytes())))
}

fn sign(
    prose: &str,
    start: usize,
    c: char,
    before: Option<&Token>,
    quotes: &mut QuoteState,
) -> Option<Token> {
    let end = start + c.len_utf8();
    let span = Span::new(start, end)?;
    let mut token = token(span, TokenKind::Sign, lemma::hash_bytes(c.encode_utf8(&mut [0; 4]).as_bytes()));
    token.sign = c;
    let spaced = prose.get(end..).and_then(|rest| rest.chars().next()).is_none_or(is_blank);
    token.quoted = quotes.see(c, before, spaced);
    Some(token)
}

/// Follows double quotation marks; single ones are too often apostrophes and are left to the quotation reader.
#[derive(Default)]
struct QuoteState {
    /// The mark that opened the quotation we are in.
    open: Option<char>,
    /// A single opening mark is waiting for its end, so that `s’` is that end and no possessive.
    single: bool,
}

impl QuoteState {
    /// Whether the mark or sign itself counts as inside. `before` is what it touches; `spaced`: a space follows.
    fn see(&mut self, c: char, before: Option<&Token>, spaced: bool) -> bool {
        // A mark opens before text, after a space or another opening sign. After a figure it is inches.
        let opens = !spaced
            && before.is_none_or(|b| {
                b.kind == TokenKind::Sign
                    && !matches!(b.sign, '.' | ',' | '!' | '?' | ';' | ':' | ')' | ']' | '%' | '…')
            });
        self.open = match (c, self.open) {
            // German: „so“. Danish: »so«. Swedish: ”so”.
            ('“', Some('„')) | ('«', Some('»')) => None,
            ('“' | '„' | '‟' | '«', _) => Some(c),
            ('»' | '”', None) if opens => Some(c),
            ('»' | '”', _) => None,
            ('"', _) => opens.then_some(c),
            _ => {
                match c {
                    '‘' => self.single = true,
                    '’' => self.single = false,
                    _ => {}
                }
                return self.open.is_some();
            }
        };
        false
    }
}

fn run_end(prose: &str, start: usize, part: impl Fn(char) -> bool) -> usize {
    let rest = prose.get(start..).unwrap_or("");
    start + rest.char_indices().find(|(_, c)| !part(*c)).map_or(rest.len(), |(i, _)| i)
}

/// Digits, and a separator only between digits: `,` before three, `.` `:` and a thin or hard space before three.
fn number_end(prose: &str, start: usize) -> usize {
    let bytes = prose.as_bytes();
    let mut at = start;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        let digit_follows = |skip: usize| bytes.get(at + skip).is_some_and(u8::is_ascii_digit);
        match bytes.get(at) {
            Some(b',') if three_digits(bytes, at + 1) => at += 1,
            Some(b'.' | b':') if digit_follows(1) => at += 1,
            // Narrow and plain no-break space, thin and figure space: "18 642" set by a European desk.
            Some(0xE2)
                if prose
                    .get(at..at + 3)
                    .is_some_and(|s| matches!(s, "\u{202f}" | "\u{2009}" | "\u{2007}"))
                    && three_digits(bytes, at + 3) =>
            {
                at += 3;
            }
            Some(0xC2) if prose.get(at..at + 2) == Some("\u{a0}") && three_digits(bytes, at + 2) => at += 2,
            _ => return at,
        }
    }
}

fn three_digits(bytes: &[u8], at: usize) -> bool {
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    digit(at) && digit(at + 1) && digit(at + 2) && !digit(at + 3)
}

/// The end of a word with its apostrophes and dots. `single`: inside single quotation marks.
fn word_end(prose: &str, start: usize, single: bool) -> usize {
    let rest = prose.get(start..).unwrap_or("");
    let mut end = start;
    let mut chars = rest.char_indices().peekable();
    // "U.S.", "a.m.": single letters with dots between.
    let (mut dotted, mut part) = (false, 0_usize);
    let mut before = '\0';
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let letter_next = next.is_some_and(char::is_alphabetic);
        if c == '.' {
            let single_letter = part == 1 && before.is_alphabetic();
            if single_letter && letter_next && !second_is_letter(rest, i + 1) {
                (dotted, part) = (true, 0);
                end = start + i + 1;
                before = c;
                continue;
            }
            if (dotted && single_letter) || (!dotted && takes_dot(rest.get(..i).unwrap_or(""))) {
                end = start + i + 1;
            }
            break;
        }
        let keep = c.is_alphabetic()
            || is_combining(c)
            || (c.is_ascii_digit() && end > start)
            || (is_apostrophe(c) && letter_next)
            // A plural possessive: "the drivers' union".
            || (is_apostrophe(c) && !single && matches!(before, 's' | 'S') && next.is_none_or(is_blank))
            // A joiner inside a word renders as nothing; the word goes on.
            || (matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}') && letter_next);
        if !keep {
            break;
        }
        part += usize::from(!is_combining(c));
        end = start + i + c.len_utf8();
        before = c;
    }
    end.max(start + rest.chars().next().map_or(1, char::len_utf8))
}

/// Whether the second character from here is a letter: "e.coli", "vitamin A.The", as opposed to "U.S".
fn second_is_letter(text: &str, from: usize) -> bool {
    text.get(from..)
        .and_then(|rest| rest.chars().nth(1))
        .is_some_and(|c| c.is_alphanumeric() || is_combining(c))
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_possessive(word: &str) -> bool {
    ["'s", "’s", "'S", "’S"].iter().any(|e| word.ends_with(e) && word.len() > e.len())
        || (word.ends_with(is_apostrophe) && word.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(prose: &str) -> Vec<&str> {
        tokenize(prose).iter().map(|t| t.text(prose)).collect()
    }

    #[test]
    fn splits_prose() {
        assert_eq!(texts("fell 8.2%, to 7,300."), ["fell", "8.2", "%", ",", "to", "7,300", "."]);
        assert_eq!(texts("the U.S. on Feb. 20"), ["the", "U.S.", "on", "Feb.", "20"]);
        assert_eq!(texts("a 51-year-old, 8 a.m."), ["a", "51", "-", "year", "-", "old", ",", "8", "a.m."]);
        assert_eq!(texts("It's 45s, 18.7m"), ["It's", "45", "s", ",", "18.7", "m"]);
        assert_eq!(texts("in 2,000-3,000 at 2:07:41"), ["in", "2,000", "-", "3,000", "at", "2:07:41"]);
        assert_eq!(texts("fell 8. Then"), ["fell", "8", ".", "Then"]);
    }

    #[test]
    fn tables_are_sorted() {
        assert!(DOTTED.is_sorted_by(|a, b| a < b));
        assert!(DOTTED_NAMES.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn keeps_together_what_belongs_together() {
        assert_eq!(
            texts("J. K. and J.K. in St. Louis, No. 3"),
            ["J.", "K.", "and", "J.K.", "in", "St.", "Louis", ",", "No.", "3"]
        );
        assert_eq!(
            texts("Roe v. Wade, at 8 a.m. E. coli, e.coli"),
            ["Roe", "v.", "Wade", ",", "at", "8", "a.m.", "E.", "coli", ",", "e", ".", "coli"]
        );
        assert_eq!(texts("felt ill. Sat. he sat."), ["felt", "ill", ".", "Sat.", "he", "sat", "."]);
        assert_eq!(
            texts("a .08 limit, $.50, 8.08, (.5) v1.2"),
            ["a", ".08", "limit", ",", "$", ".50", ",", "8.08", ",", "(", ".5", ")", "v1", ".", "2"]
        );
        assert_eq!(
            texts("18\u{a0}642, 18\u{202f}642\u{2007}000 18\u{a0}km"),
            ["18\u{a0}642", ",", "18\u{202f}642\u{2007}000", "18", "km"]
        );
        assert_eq!(
            texts("the 1980s, ’90s, 8—9; 5½ ８２％"),
            ["the", "1980", "s", ",", "’", "90", "s", ",", "8", "—", "9", ";", "5", "½", "８２", "％"]
        );
        assert_eq!(
            texts("Fox News’ own, 'yes', ‘yes’ O’Brien’s"),
            ["Fox", "News’", "own", ",", "'", "yes", "'", ",", "‘", "yes", "’", "O’Brien’s"]
        );
        assert_eq!(
            texts("immi\u{ad}grants Cafe\u{301}s 🎉\u{fe0f}"),
            ["immi\u{ad}grants", "Cafe\u{301}s", "🎉"]
        );
    }

    #[test]
    fn knows_capitals() {
        let flags = |w: &str| tokenize(w).first().map(|t| (t.capital, t.all_caps, t.possessive)).unwrap();
        assert_eq!(flags("ICE"), (true, true, false));
        assert_eq!(flags("ICE’s"), (true, true, true));
        assert_eq!(flags("U.S."), (true, true, false));
        assert_eq!(flags("G7"), (true, false, false));
        assert_eq!(flags("Émile"), (true, false, false));
        assert_eq!(flags("ÉTÉ"), (true, true, false));
    }

    #[test]
    fn keys_fold_case_plural_and_possessive() {
        let key = |w: &str| tokenize(w).first().map(|t| t.key).unwrap();
        assert_eq!(key("Murders"), key("murder"));
        assert_eq!(key("city’s"), key("City"));
        assert_eq!(key("women"), key("woman"));
        assert_ne!(key("police"), key("policy"));
        let stem = |w: &str| tokenize(w).first().map(|t| t.stem).unwrap();
        assert_eq!(stem("starting"), stem("starts"));
        assert_eq!(stem("priced"), stem("price"));
    }

    #[test]
    fn knows_what_is_quoted() {
        let prose = "He said \"no room\" and “five” then left";
        let quoted: Vec<&str> = tokenize(prose).iter().filter(|t| t.quoted).map(|t| t.text(prose)).collect();
        assert_eq!(quoted, ["no", "room", "five"]);
        let quoted = |prose: &'static str| -> Vec<&str> {
            tokenize(prose)
                .iter()
                .filter(|t| t.quoted && t.kind == TokenKind::Word)
                .map(|t| t.text(prose))
                .collect()
        };
        assert_eq!(quoted("a 5\"-wide gap, 6\" deep"), Vec::<&str>::new());
        assert_eq!(quoted("(\"in\") out—\"in.\" Out \"in,\" out"), ["in", "in", "in"]);
        assert_eq!(quoted("„in“ out »in« out ”in” out «in» out"), ["in", "in", "in", "in"]);
        assert_eq!(quoted("“open to the end"), ["open", "to", "the", "end"]);
    }
}
