//! Which reader a file gets, and what no reader takes.

use miette::Diagnostic;
use thiserror::Error;

use super::lines::{BOM, LineIndex};
use super::{Document, markdown, plain};

/// The largest file that is read: 64 MiB, a guess at thirty times the longest book. Larger ones are data.
pub const LIMIT: usize = 64 << 20;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// CommonMark with tables, footnotes, strikethrough, task and definition lists, and front matter.
    Markdown,
    /// Plain text.
    Text,
}

impl Format {
    /// By the extension of a file's name: `.md`, `.markdown`, `.mdx`, `.txt`, `.text`, in any case.
    pub fn of(name: &str) -> Option<Format> {
        let file = name.rsplit(['/', '\\']).next()?;
        let (_, extension) = file.rsplit_once('.')?;
        let is = |known: &&str| extension.eq_ignore_ascii_case(known);
        if ["md", "markdown", "mdx"].iter().any(is) {
            Some(Format::Markdown)
        } else if ["txt", "text"].iter().any(is) {
            Some(Format::Text)
        } else {
            None
        }
    }
}

/// Why a file could not be read. Offsets count bytes from 0, lines from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error, Diagnostic)]
#[non_exhaustive]
pub enum ReadError {
    /// Bytes that are no UTF-8.
    #[error("`{name}` is not UTF-8: byte {offset}, on line {line}")]
    #[diagnostic(code(factlint::source::not_utf8), help("{}", encoding.help()))]
    NotUtf8 {
        /// The file.
        name: String,
        /// The first byte that is wrong.
        offset: usize,
        /// Its line.
        line: usize,
        /// What the file seems to be.
        encoding: Encoding,
    },
    /// A NUL byte: a picture, an archive, a word processor's file.
    #[error("`{name}` is not text: it has a NUL byte at {offset}")]
    #[diagnostic(code(factlint::source::binary), help("pass the text itself, as Markdown or plain text"))]
    Binary {
        /// The file.
        name: String,
        /// The first NUL.
        offset: usize,
    },
    /// More bytes than [`LIMIT`].
    #[error("`{name}` is too large: {size} bytes, and the limit is {LIMIT}")]
    #[diagnostic(code(factlint::source::too_large), help("split the file, or leave it out"))]
    TooLarge {
        /// The file.
        name: String,
        /// Its bytes.
        size: usize,
    },
}

/// What a file that is not UTF-8 seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Two bytes a character, the low one first.
    Utf16Le,
    /// Two bytes a character, the high one first.
    Utf16Be,
    /// One byte a character: Latin-1, or Windows-1252, which holds it.
    Latin1,
}

impl Encoding {
    fn help(self) -> &'static str {
        match self {
            Encoding::Utf16Le => "it seems to be UTF-16; convert it with `iconv -f UTF-16LE -t UTF-8`",
            Encoding::Utf16Be => "it seems to be UTF-16; convert it with `iconv -f UTF-16BE -t UTF-8`",
            Encoding::Latin1 => {
                "it may be Windows-1252 (Latin-1); convert it with `iconv -f WINDOWS-1252 -t UTF-8`"
            }
        }
    }

    /// UTF-16 has a byte-order mark, or, in Latin script, a NUL in nearly every second byte.
    fn utf16(bytes: &[u8]) -> Option<Encoding> {
        if bytes.starts_with(&[0xFF, 0xFE]) {
            return Some(Encoding::Utf16Le);
        }
        if bytes.starts_with(&[0xFE, 0xFF]) {
            return Some(Encoding::Utf16Be);
        }
        let head = bytes.get(..bytes.len().min(512)).unwrap_or(bytes);
        let pairs = head.len() / 2;
        let nuls = |at: usize| head.chunks_exact(2).filter(|pair| pair.get(at) == Some(&0)).count();
        let (even, odd) = (nuls(0), nuls(1));
        if pairs > 1 && odd * 4 >= pairs * 3 && even * 4 <= pairs {
            Some(Encoding::Utf16Le)
        } else if pairs > 1 && even * 4 >= pairs * 3 && odd * 4 <= pairs {
            Some(Encoding::Utf16Be)
        } else {
            None
        }
    }
}

/// Reads a file's bytes. A byte-order mark stays in [`Document::text`] and is no prose.
///
/// # Errors
/// [`ReadError`] for bytes that are not UTF-8, for a NUL byte and for more than [`LIMIT`] bytes. Broken markup or
/// front matter is no error: what can be read is.
pub fn read(name: &str, bytes: &[u8], format: Format) -> Result<Document, ReadError> {
    if bytes.len() > LIMIT {
        return Err(ReadError::TooLarge { name: name.to_owned(), size: bytes.len() });
    }
    let text = decode(name, bytes)?;
    let mut document = Document { name: name.to_owned(), text: text.to_owned(), ..Document::default() };
    let start = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    match format {
        Format::Markdown => markdown::read(&mut document, start),
        Format::Text => plain::read(&mut document, start),
    }
    Ok(document)
}

fn decode<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, ReadError> {
    let (text, wrong) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).and_then(|b| std::str::from_utf8(b).ok());
            (valid.unwrap_or(""), Some(error.valid_up_to()))
        }
    };
    let nul = text.find('\0');
    if wrong.is_none() && nul.is_none() {
        return Ok(text);
    }
    let name = name.to_owned();
    let offset = nul.or(wrong).unwrap_or(0);
    if let Some(encoding) = Encoding::utf16(bytes) {
        return Err(ReadError::NotUtf8 { name, offset, line: 1, encoding });
    }
    if let Some(offset) = bytes.iter().position(|b| *b == 0) {
        return Err(ReadError::Binary { name, offset });
    }
    let line = LineIndex::new(text).count();
    Err(ReadError::NotUtf8 { name, offset, line, encoding: Encoding::Latin1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_by_extension() {
        assert_eq!(Format::of("a/b.MD"), Some(Format::Markdown));
        assert_eq!(Format::of("a.mdx"), Some(Format::Markdown));
        assert_eq!(Format::of("a.b.text"), Some(Format::Text));
        assert_eq!(Format::of("a.md/b"), None);
        assert_eq!(Format::of("a.html"), None);
    }

    #[test]
    fn says_what_is_wrong_with_bytes() {
        let fails = |bytes: &[u8]| {
            let error = read("a.md", bytes, Format::Markdown).unwrap_err();
            let help = error.help().map(|help| help.to_string()).unwrap_or_default();
            format!("{error}; {help}")
        };
        assert_eq!(
            fails(b"one\ncaf\xe9 two"),
            "`a.md` is not UTF-8: byte 7, on line 2; it may be Windows-1252 (Latin-1); convert it with \
             `iconv -f WINDOWS-1252 -t UTF-8`"
        );
        assert!(fails(b"\xff\xfeh\0i\0").contains("UTF-16LE"));
        assert!(fails(b"\0h\0i\0!").contains("UTF-16BE"));
        assert!(fails(b"\x89PNG\0\0").contains("NUL byte at 4"));
        assert!(fails(b"text\0").contains("NUL byte at 4"));
        assert!(fails(&vec![b'a'; LIMIT + 1]).contains("too large"));
    }

    #[test]
    fn keeps_a_byte_order_mark_out_of_the_prose() {
        for format in [Format::Markdown, Format::Text] {
            let document = read("a", "\u{feff}It fell.".as_bytes(), format).unwrap();
            assert_eq!(document.text.len(), 11);
            let block = &document.blocks[0];
            assert_eq!(block.text, "It fell.");
            let span = crate::span::Span::of(&block.text, 0..2).unwrap();
            assert_eq!(block.map.source_span(span).range(), 3..5);
        }
    }
}
