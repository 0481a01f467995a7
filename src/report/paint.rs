//! Characters and colours of the terminal output.

/// How the terminal output looks. Nothing here is asked of the environment; the command line does that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns to stay within.
    pub width: usize,
    /// What to draw with.
    pub charset: Charset,
    /// Whether to colour.
    pub colour: Colour,
}

/// What boxes, underlines and ellipses are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// Box-drawing characters.
    Unicode,
    /// For terminals that know no UTF-8.
    Ascii,
}

/// Whether ANSI colour codes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// None at all.
    Off,
    /// The terminal's own sixteen, so that its theme decides.
    On,
}

/// What a stretch of output is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Strong,
    Error,
    Warning,
    Info,
    /// A second label.
    Second,
    /// Box, gutter, ellipsis.
    Frame,
    /// `help:` and its kin.
    Key,
    /// What agrees.
    Good,
}

impl Ink {
    fn codes(self) -> &'static str {
        match self {
            Ink::Plain => "",
            Ink::Strong => "1",
            Ink::Error => "1;31",
            Ink::Warning => "1;33",
            Ink::Info => "1;34",
            Ink::Second | Ink::Key => "36",
            Ink::Frame => "2",
            Ink::Good => "32",
        }
    }
}

/// The characters that a drawing is made of.
#[derive(Debug)]
pub(crate) struct Glyphs {
    /// Before the first place.
    pub top: &'static str,
    /// Before another place.
    pub middle: &'static str,
    /// Before the help, and under the last snippet.
    pub bottom: &'static str,
    /// Beside the text.
    pub side: &'static str,
    /// Beside the labels.
    pub dot: &'static str,
    /// In place of lines left out.
    pub gap: &'static str,
    /// In place of words left out.
    pub more: &'static str,
    /// Under the words of a second label, plain and where its text hangs.
    pub light: (char, char),
    /// The same under the wrong words.
    pub heavy: (char, char),
    /// From the underline down to its text.
    pub bar: &'static str,
    /// To a text on the right.
    pub hook: &'static str,
    /// To a text on the left.
    pub hook_left: &'static str,
    /// Under words that agree, contradict, are unclear, are not checked: the line and its end.
    pub ticks: [(char, char); 4],
}

const UNICODE: Glyphs = Glyphs {
    top: "╭─",
    middle: "├─",
    bottom: "╰─",
    side: "│",
    dot: "·",
    gap: "⋮",
    more: "…",
    light: ('─', '┬'),
    heavy: ('━', '┯'),
    bar: "│",
    hook: "╰── ",
    hook_left: " ──╯",
    ticks: [('─', '✓'), ('━', '✗'), ('╌', '?'), ('·', '·')],
};

const ASCII: Glyphs = Glyphs {
    top: ",-",
    middle: "|-",
    bottom: "`-",
    side: "|",
    dot: ":",
    gap: ":",
    more: "...",
    light: ('-', '-'),
    heavy: ('^', '^'),
    bar: "|",
    hook: "`-- ",
    hook_left: " --'",
    ticks: [('-', '+'), ('=', 'x'), ('~', '?'), ('.', '.')],
};

impl Look {
    pub(crate) fn glyphs(&self) -> &'static Glyphs {
        match self.charset {
            Charset::Unicode => &UNICODE,
            Charset::Ascii => &ASCII,
        }
    }

    pub(crate) fn paint(&self, out: &mut String, ink: Ink, text: &str) {
        let codes = ink.codes();
        if self.colour == Colour::Off || codes.is_empty() || text.is_empty() {
            out.push_str(text);
            return;
        }
        out.push_str("\u{1b}[");
        out.push_str(codes);
        out.push('m');
        out.push_str(text);
        out.push_str("\u{1b}[0m");
    }
}

/// What to print for a character that would move the cursor, colour the terminal or turn the reading direction.
/// `None`: print it as it is.
pub(crate) fn tame(c: char) -> Option<&'static str> {
    const PICTURES: &[&str] = &[
        "␀", "␁", "␂", "␃", "␄", "␅", "␆", "␇", "␈", "␉", "␊", "␋", "␌", "␍", "␎", "␏", "␐", "␑", "␒", "␓",
        "␔", "␕", "␖", "␗", "␘", "␙", "␚", "␛", "␜", "␝", "␞", "␟",
    ];
    match c {
        '\t' => Some("    "),
        '\0'..='\u{1f}' => PICTURES.get(c as usize).copied(),
        '\u{7f}' => Some("␡"),
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some("\u{fffd}"),
        // A soft hyphen and a byte-order mark take a column in some terminals and none in others.
        '\u{ad}' | '\u{feff}' => Some(""),
        _ => None,
    }
}

/// A text of one line that is safe to print.
pub(crate) fn tamed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match tame(c) {
            _ if matches!(c, '\n' | '\r' | '\t') => out.push(' '),
            Some(instead) => out.push_str(instead),
            None => out.push(c),
        }
    }
    out
}
