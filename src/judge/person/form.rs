//! One right way to write a name: its words, initials and suffix, and which given names are short for which.

use crate::judge::person::spelling::{fold, fold_digraphs, same, sound};
use crate::mention::naming::{BODIES, HONORIFICS, JOINTS, NAMESAKES, PET_FORMS, SUFFIXES};
use crate::mention::title::ABBREVIATIONS;
use crate::text::{Token, TokenKind, key_of, tokenize};

/// One right way to write a name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    /// As the pack writes it.
    pub text: String,
    /// Folded words without initials and suffix.
    pub words: Vec<String>,
    /// Folded initials, each with the number of words before it.
    pub initials: Vec<(usize, String)>,
    /// Folded `jr`, `iii`.
    pub suffix: Option<String>,
    /// The words again, where one has letters that are also written as two: `oedegaard`.
    pub wide: Vec<String>,
    /// What each word sounds like.
    pub sounds: Vec<u64>,
    /// Only the last words of the full name: `van der Berg`.
    pub partial: bool,
    /// Some of its words are joints in lower case or an ampersand: `Ulverston Institute of Technology`.
    pub joined: bool,
    /// Which of its words own the next: `St. Brigid's Hospital`.
    pub owning: Vec<bool>,
    /// It is a body's or place's, by its words: its parts have no pet forms.
    pub body: bool,
}

impl Form {
    /// Reads a name as the pack writes it; `titled` are the words of the titles beside it there.
    pub fn of(text: &str, titled: &[String]) -> Form {
        let tokens = tokenize(text);
        let from = tokens.get(lead(text, &tokens, titled)).map_or(0, |t| t.span.start());
        let mut form = Form { text: text.get(from..).unwrap_or(text).to_owned(), ..Form::default() };
        let mut aside = false;
        for token in tokens.iter().filter(|t| t.span.start() >= from) {
            if token.kind == TokenKind::Sign {
                aside = if aside { !closes_aside(token.sign) } else { opens_aside(token.sign) };
                if token.sign == '&' && !form.words.is_empty() {
                    form.push("and");
                    form.joined = true;
                }
                continue;
            }
            // "Thomas “Tuck” Wainwright": what he is called besides.
            if aside || token.kind != TokenKind::Word {
                continue;
            }
            let word = fold(token.bare(text));
            if is_initial(token.bare(text)) {
                form.initials.push((form.words.len(), word));
            } else if !form.words.is_empty() && SUFFIXES.contains(&word.as_str()) {
                form.suffix = Some(word);
            } else {
                let key = key_of(&word);
                form.joined |= !form.words.is_empty() && JOINTS.contains(&token.text(text));
                form.body |= [NAMESAKES, BODIES].iter().any(|list| list.iter().any(|w| key_of(w) == key));
                form.push(token.bare(text));
                if let Some(owning) = form.owning.last_mut() {
                    *owning = token.possessive;
                }
            }
        }
        // What a name ends in is said of it, not part of it.
        if let Some(last) = form.owning.last_mut() {
            *last = false;
        }
        form.joined |= form.owning.contains(&true);
        form.body |= form.joined;
        if nicknamed(text).is_some()
            && let Some((before, rest)) = form.text.split_once(opens_aside)
            && let Some((_, after)) = rest.split_once(closes_aside)
        {
            form.text = format!("{} {}", before.trim(), after.trim());
        }
        if form.wide == form.words {
            form.wide.clear();
        }
        form
    }

    /// Whether the word at `w` owns the next.
    pub fn owns(&self, w: usize) -> bool {
        self.owning.get(w) == Some(&true)
    }

    fn push(&mut self, word: &str) {
        let folded = fold(word);
        self.wide.push(fold_digraphs(word));
        self.sounds.push(sound(&folded));
        self.words.push(folded);
        self.owning.push(false);
    }
}

/// How many tokens before a name are courtesy or title: "Dr. Amara Nwosu" is known as Amara Nwosu, "Det. Sgt. Brendan
/// Coyle" without his rank. A name that is all title is left alone.
pub(crate) fn lead(text: &str, tokens: &[Token], titled: &[String]) -> usize {
    let title = |t: &&Token| {
        let word = fold(t.text(text));
        t.kind == TokenKind::Word
            && (HONORIFICS.contains(&word.as_str()) && word != "st"
                || titled.contains(&word)
                || text.as_bytes().get(t.span.start() + word.len()) == Some(&b'.')
                    && ABBREVIATIONS.iter().any(|(short, _)| *short == word))
    };
    let dot = |t: &&Token| t.is('.') && t.glued;
    let mut count = 0;
    while tokens.get(count).filter(title).is_some() {
        count += 1 + usize::from(tokens.get(count + 1).filter(dot).is_some());
    }
    let rest = tokens.iter().skip(count).filter(|t| t.kind == TokenKind::Word).count();
    if rest > 1 { count } else { 0 }
}

/// "Thomas “Tuck” Wainwright" → "Tuck Wainwright".
pub(crate) fn nicknamed(text: &str) -> Option<String> {
    let (_, rest) = text.split_once(opens_aside)?;
    let (nickname, rest) = rest.split_once(closes_aside)?;
    let one = |text: &str| text.split_whitespace().count() == 1 && text.chars().all(char::is_alphabetic);
    (one(nickname) && !rest.trim().is_empty()).then(|| format!("{nickname} {}", rest.trim()))
}

/// A sign that opens a word said aside within a name.
pub(crate) fn opens_aside(sign: char) -> bool {
    matches!(sign, '"' | '“' | '(' | '‘')
}

/// A sign that closes it.
pub(crate) fn closes_aside(sign: char) -> bool {
    matches!(sign, '"' | '”' | ')' | '’')
}

/// `J.`, `J.R.`: letters that stand for a name.
pub(crate) fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(a), None) => a.is_uppercase(),
        (Some(a), Some('.')) => a.is_uppercase() && word.len() <= 6,
        _ => false,
    }
}

/// Whether one of two given names is short for the other: it begins it (`Pam`, `Pamela`), or a table says so.
pub(crate) fn pet_forms(text: &str, known: &str) -> bool {
    let text = fold(text);
    let (short, long) =
        if text.len() < known.len() { (text.as_str(), known) } else { (known, text.as_str()) };
    let count = |word: &str| word.chars().count();
    // One letter less is a slip (`Anan`), two or more a short form.
    if long.starts_with(short) {
        return count(short) >= 2 && count(short) + 2 <= count(long);
    }
    // "Tommy" for "Thomas", "Stevie": a short form with its own ending.
    let ending = |word: &str| ["ie", "ey", "y"].into_iter().find(|e| word.ends_with(e));
    if let (Some(end), None) = (ending(short), ending(long)) {
        let stem = short.trim_end_matches(end);
        if stem.len() >= 3 && long.starts_with(stem) && long.len() > short.len() {
            return true;
        }
    }
    PET_FORMS.iter().filter_map(|row| row.split_first()).any(|(full, pet)| {
        *full == text && pet.iter().any(|w| same(w, known))
            || same(full, known) && pet.contains(&text.as_str())
    })
}
