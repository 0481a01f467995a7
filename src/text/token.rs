//! Words, numbers and signs of a block, each with its bytes. One pass, no allocation per token.

use crate::span::Span;
use crate::text::lemma;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and dots (`don't`, `U.S.`, `Feb.` keeps its dot if an abbreviation).
    Word,
    /// Digits with inner separators: `7,300`, `8.2`, `2:07:41`, `3.2.1`; letters that follow (`38th`, `45s`) are
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

    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign && self.sign == sign
    }

    /// Whether it is this lower-case word, by its key.
    pub fn word(&self, key: u64) -> bool {
        self.kind == TokenKind::Word && self.key == key
    }
}

/// The key that [`tokenize`] gives a word: folded, singular.
pub(crate) fn key_of(word: &str) -> u64 {
    lemma::hash_lemma(word)
}

/// The stem key that [`tokenize`] gives a word.
pub(crate) fn stem_of(word: &str) -> u64 {
    lemma::hash_stem(word)
}

/// Abbreviations whose dot belongs to them and does not end a sentence. Closed classes: titles before names,
/// months, states and addresses of the AP stylebook, Latin short forms.
const DOTTED: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gov", "sen", "rep", "sens", "reps", "gen", "lt", "col", "sgt", "capt",
    "cmdr", "adm", "maj", "atty", "rev", "hon", "st", "jr", "sr", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs",
    "fri", "sat", "sun", "no", "vs", "etc", "inc", "corp", "co", "ltd", "ave", "blvd", "dept", "est", "ft",
    "approx", "supt", "pres", "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill",
    "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "mo", "mont", "neb", "nev", "okla", "ore", "pa",
    "tenn", "va", "vt", "wash", "wis", "wyo", "mt", "sq", "lb", "lbs", "oz", "min", "mins", "hr", "hrs",
    "sec", "fig", "vol", "ed", "al", "cf", "op", "pp",
];

/// Whether a word takes its dot along: `Feb`, `Gov`, a single capital.
pub(crate) fn takes_dot(word: &str) -> bool {
    let mut buffer = [0_u8; 8];
    let bytes = word.as_bytes();
    if bytes.len() == 1 {
        return bytes.first().is_some_and(u8::is_ascii_uppercase);
    }
    let Some(folded) = buffer.get_mut(..bytes.len()) else { return false };
    folded.copy_from_slice(bytes);
    folded.make_ascii_lowercase();
    std::str::from_utf8(folded).is_ok_and(|w| DOTTED.contains(&w))
}

fn is_apostrophe(c: char) -> bool {
    c == '\'' || c == '’'
}

/// Space in any script, and what renders as nothing: joiners, soft hyphen, bidi controls, BOM.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Splits a block's prose. Joined words (`year-old`, `Dallas-Fort`) come apart at the hyphen, with `glued` set.
pub fn tokenize(prose: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(prose.len() / 5 + 1);
    let bytes = prose.as_bytes();
    let mut at = 0;
    let mut glued = false;
    let mut quotes = QuoteState::default();
    while at < bytes.len() {
        let Some(c) = prose.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let start = at;
        if is_blank(c) {
            at += c.len_utf8();
            glued = false;
            continue;
        }
        let before = tokens.last().copied();
        let (end, kind) = if c.is_ascii_digit() {
            (number_end(prose, at), TokenKind::Number)
        } else if c.is_alphabetic() {
            (word_end(prose, at), TokenKind::Word)
        } else if c.is_numeric() {
            (run_end(prose, at, char::is_numeric), TokenKind::Number)
        } else {
            (at + c.len_utf8(), TokenKind::Sign)
        };
        let Some(span) = Span::new(start, end) else { break };
        let text = span.slice(prose);
        let mut token = Token {
            span,
            kind,
            key: 0,
            stem: 0,
            glued: glued && before.is_some(),
            capital: false,
            all_caps: false,
            possessive: false,
            quoted: false,
            sign: '\0',
        };
        match kind {
            TokenKind::Word => {
                token.possessive = is_possessive(text);
                let bare = token.bare(prose);
                token.capital = c.is_uppercase();
                token.all_caps = bare.chars().count() > 1
                    && bare.chars().all(|c| !c.is_lowercase())
                    && bare.chars().filter(|c| c.is_uppercase()).count() > 1;
                (token.key, token.stem) = lemma::hashes(bare);
                token.quoted = quotes.open;
            }
            TokenKind::Number => {
                token.key = lemma::hash_bytes(text.as_bytes());
                token.stem = token.key;
                token.quoted = quotes.open;
            }
            TokenKind::Sign => {
                token.sign = c;
                token.key = lemma::hash_bytes(text.as_bytes());
                token.stem = token.key;
                let next = prose.get(end..).and_then(|rest| rest.chars().next());
                token.quoted = quotes.see(c, token.glued, next);
            }
        }
        tokens.push(token);
        at = end;
        glued = true;
    }
    tokens
}

/// Follows double quotation marks; single ones are too often apostrophes and are left to the quotation reader.
#[derive(Default)]
struct QuoteState {
    open: bool,
}

impl QuoteState {
    /// Whether the mark or sign itself counts as inside.
    fn see(&mut self, c: char, glued: bool, next: Option<char>) -> bool {
        match c {
            '“' | '«' | '„' | '‟' => self.open = true,
            '”' | '»' => self.open = false,
            '"' => {
                let opens = next.is_some_and(|n| !is_blank(n)) && (!glued || !self.open);
                self.open = opens && !(self.open && glued);
            }
            _ => return self.open,
        }
        false
    }
}

fn run_end(prose: &str, start: usize, part: fn(char) -> bool) -> usize {
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
            // Narrow and plain no-break space, thin space: "18 642" set by a European desk.
            Some(0xE2)
                if prose.get(at..at + 3).is_some_and(|s| s == "\u{202f}" || s == "\u{2009}")
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

fn word_end(prose: &str, start: usize) -> usize {
    let rest = prose.get(start..).unwrap_or("");
    let mut end = start;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let keep = c.is_alphabetic()
            || is_combining(c)
            || (c.is_ascii_digit() && end > start)
            || (is_apostrophe(c) && next.is_some_and(char::is_alphabetic))
            // A plural possessive: "the drivers' union".
            || (is_apostrophe(c) && rest.get(..i).is_some_and(|w| w.ends_with(['s', 'S'])) && next.is_none_or(is_blank))
            // A joiner inside a word renders as nothing; the word goes on.
            || (matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}') && next.is_some_and(char::is_alphabetic));
        if keep {
            end = start + i + c.len_utf8();
            continue;
        }
        if c == '.' {
            let word = prose.get(start..start + i).unwrap_or("");
            // "U.S.", "a.m.", "Ph.D.": single letters with dots between.
            let initials = word
                .split('.')
                .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
                && (word.contains('.') || next.is_some_and(char::is_alphabetic));
            if initials || takes_dot(word) {
                end = start + i + 1;
                if initials && next.is_some_and(char::is_alphabetic) {
                    continue;
                }
            }
        }
        break;
    }
    end.max(start + rest.chars().next().map_or(1, char::len_utf8))
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
    }
}
