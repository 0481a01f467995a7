//! Ids in kebab-case, derived from what they name.

use unicode_normalization::UnicodeNormalization;

/// Letters that do not come apart into a base letter and a mark; after Unicode CLDR's Latin-ASCII transform.
const LETTERS: &[(char, &str)] = &[
    ('ø', "o"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ŋ', "n"),
    ('ŧ', "t"),
];

/// Marks that are dropped instead of becoming a hyphen: `men's` is `mens`.
const APOSTROPHES: &[char] = &['\'', '’', '‘', 'ʼ', '`', '´'];

/// `Violent crime drop [Dallas, 2024]` → `violent-crime-drop-dallas-2024`. Letters are transliterated,
/// apostrophes dropped, every other run of signs is one hyphen.
pub(super) fn kebab(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |c: char, gap: &mut bool| {
        if *gap && !id.is_empty() {
            id.push('-');
        }
        *gap = false;
        id.push(c);
    };
    if text.is_ascii() {
        for c in text.chars() {
            if c.is_ascii_alphanumeric() {
                push(c.to_ascii_lowercase(), &mut gap);
            } else if !APOSTROPHES.contains(&c) {
                gap = true;
            }
        }
        return id;
    }
    for c in text.chars().flat_map(char::to_lowercase).nfd() {
        if let Some((_, latin)) = LETTERS.iter().find(|(letter, _)| *letter == c) {
            latin.chars().for_each(|c| push(c, &mut gap));
        } else if c.is_alphanumeric() {
            push(c, &mut gap);
        } else if !APOSTROPHES.contains(&c) && !unicode_normalization::char::is_combining_mark(c) {
            gap = true;
        }
    }
    id
}

/// Suffixes that follow a surname.
const SUFFIXES: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"];

/// `Michael Igo`, `There's no room for fear …` → `igo-theres-no-room`.
pub(super) fn of_quote(by: &str, text: &str) -> String {
    let surname = by
        .split_whitespace()
        .rev()
        .find(|word| !SUFFIXES.contains(&word.trim_end_matches(',').to_lowercase().as_str()))
        .unwrap_or(by);
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    kebab(&format!("{surname} {}", words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_case() {
        let cases = [
            ("violent crime drop [Dallas, 2024]", "violent-crime-drop-dallas-2024"),
            ("men's winner", "mens-winner"),
            ("men’s winner", "mens-winner"),
            ("Sanna Kivelä", "sanna-kivela"),
            ("Søren Łukasz Straße", "soren-lukasz-strasse"),
            ("release date [Heron 3.2]", "release-date-heron-3-2"),
            ("peak (gust|wind)", "peak-gust-wind"),
            ("—", ""),
        ];
        for (text, id) in cases {
            assert_eq!(kebab(text), id, "{text}");
        }
        assert_eq!(of_quote("Michael Igo", "There's no room for fear."), "igo-theres-no-room");
        assert_eq!(of_quote("Sam Hill Jr.", "No."), "hill-no");
    }
}
