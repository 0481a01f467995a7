//! Web addresses, e-mail addresses and handles in prose: they carry digits, and none of them is a claim.

use std::ops::Range;

/// Their bytes, in order and apart.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Most blocks have none, and these looks are the quick ones.
    if !text.contains('/') && !text.contains('@') && !text.contains("www.") {
        return found;
    }
    // One look over the bytes: `word` is where the run of address characters that ends here began.
    let bytes = text.as_bytes();
    let mut word: Option<usize> = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let address = match byte {
            b'w' if word.is_none() => starts_www(bytes, at).then(|| at..url_end(text, at)),
            b':' => word.filter(|_| bytes.get(at..at + 3) == Some(b"://")).and_then(|from| {
                let from = scheme_start(bytes, from, at)?;
                let end = url_end(text, at + 3);
                (end > at + 3).then_some(from..end)
            }),
            b'@' => match word {
                Some(from) => domain_end(bytes, at + 1).map(|end| from..end),
                None => handle_end(text, at).map(|end| at..end),
            },
            b'/' => {
                word.filter(|from| is_domain(bytes.get(*from..at))).map(|from| from..url_end(text, at + 1))
            }
            _ => None,
        };
        match address {
            Some(range) => {
                at = range.end.max(at + 1);
                found.push(range);
                word = None;
            }
            None => {
                word = if is_word(byte) { word.or(Some(at)) } else { None };
                at += 1;
            }
        }
    }
    found
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}

fn starts_www(bytes: &[u8], at: usize) -> bool {
    bytes.get(at..at + 4) == Some(b"www.") && bytes.get(at + 4).is_some_and(u8::is_ascii_alphanumeric)
}

/// The scheme's letters just before the colon; `None` if there are none.
fn scheme_start(bytes: &[u8], from: usize, colon: usize) -> Option<usize> {
    let word = bytes.get(from..colon)?;
    let letters = word.iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    (letters > 0).then(|| colon - letters)
}

/// `example.org`, with two labels or more, the last one of two to six small letters, as before a path. Upper case
/// and dots at the end stay prose: `U.S./Mexico`.
fn is_domain(word: Option<&[u8]>) -> bool {
    let Some(word) = word else { return false };
    let mut labels = word.rsplit(|b| *b == b'.');
    let tld =
        labels.next().is_some_and(|l| (2..=6).contains(&l.len()) && l.iter().all(u8::is_ascii_lowercase));
    let mut rest = labels.peekable();
    tld && rest.peek().is_some()
        && rest.all(|l| !l.is_empty() && l.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-'))
}

/// The end of an e-mail address's domain.
fn domain_end(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let len = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.')).count();
    let domain = rest.get(..len)?;
    let trimmed = domain.iter().rev().skip_while(|b| !b.is_ascii_alphanumeric()).count();
    let domain = domain.get(..trimmed)?;
    let mut labels = domain.rsplit(|b| *b == b'.');
    let tld = labels.next().is_some_and(|l| l.len() >= 2 && l.iter().all(u8::is_ascii_alphabetic));
    (tld && labels.next().is_some_and(|l| !l.is_empty())).then_some(from + trimmed)
}

/// `@DallasPD`; a scoped package name (`@codemirror/state`) is a name that a text may state things of.
fn handle_end(text: &str, at: usize) -> Option<usize> {
    if text.get(..at)?.chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = text.as_bytes().get(at + 1..)?;
    let len = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    let letter = rest.get(..len)?.iter().any(u8::is_ascii_alphabetic);
    let package = rest.get(len) == Some(&b'/') && rest.get(len + 1).is_some_and(u8::is_ascii_alphanumeric);
    (len >= 2 && letter && !package).then_some(at + 1 + len)
}

/// As far as an address goes: to a space, quotation mark or bracket, less the punctuation of the sentence around it.
fn url_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    let stop = |c: char| {
        c.is_whitespace()
            || matches!(c, '<' | '>' | '"' | '“' | '”' | '‘' | '’' | '«' | '»' | '`' | '|' | '—' | '…')
    };
    let mut url = rest.split(stop).next().unwrap_or("");
    let open = url.bytes().filter(|b| *b == b'(').count();
    let mut close = url.bytes().filter(|b| *b == b')').count();
    while let Some(last) = url.chars().next_back() {
        let of_sentence = match last {
            ')' => close > open,
            c => matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | ']' | '}' | '|'),
        };
        if !of_sentence {
            break;
        }
        if last == ')' {
            close -= 1;
        }
        url = url.get(..url.len() - last.len_utf8()).unwrap_or("");
    }
    from + url.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text).into_iter().filter_map(|range| text.get(range)).collect()
    }

    #[test]
    fn finds_addresses_and_nothing_else() {
        assert_eq!(
            found("See https://example.org/2025/8.2, and (www.example.org/a_(b))."),
            ["https://example.org/2025/8.2", "www.example.org/a_(b)"]
        );
        assert_eq!(
            found("write to j.k+8@example.co.uk. Or @DallasPD, or nytimes.com/2025/01"),
            ["j.k+8@example.co.uk", "@DallasPD", "nytimes.com/2025/01"]
        );
        assert_eq!(found("“https://x.org/7”—1.https://a.b"), ["https://x.org/7", "https://a.b"]);
        for prose in [
            "Amazon.com sold 5 km/h and/or AM/PM, 2/3 in 8.2/10",
            "the U.S./Mexico border at 9 a.m./p.m. @ 5",
            "@codemirror/state 6.7.6, www. and ://",
            "Fox News/iStock, a@b, é@home",
        ] {
            assert_eq!(found(prose), Vec::<&str>::new(), "{prose}");
        }
    }
}
