//! What the terminal can show, and writing to it.

use std::env;
use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use miette::Diagnostic;

use crate::report::{Charset, Colour, Look, render_diagnostic};

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set; CLICOLOR_FORCE turns it on elsewhere.
    Auto,
    Always,
    Never,
}

/// Columns where nothing says how many there are.
const WIDTH: usize = 100;

/// Columns that a line of prose is easy to read in: wider terminals are not filled.
const WIDEST: usize = 120;

/// How output to a stream looks; `stream` is none for a file.
pub(super) fn look(choice: ColourChoice, stream: Option<&dyn IsTerminalDyn>) -> Look {
    let terminal = stream.is_some_and(IsTerminalDyn::is_terminal_dyn);
    Look { width: width(terminal), charset: charset(terminal), colour: colour(choice, terminal) }
}

/// [`IsTerminal`] is sealed and cannot be a trait object.
pub(super) trait IsTerminalDyn {
    fn is_terminal_dyn(&self) -> bool;
}

impl<T: IsTerminal> IsTerminalDyn for T {
    fn is_terminal_dyn(&self) -> bool {
        self.is_terminal()
    }
}

fn set(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn colour(choice: ColourChoice, terminal: bool) -> Colour {
    let on = match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if set("NO_COLOR").is_some() => false,
        ColourChoice::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColourChoice::Auto => {
            terminal
                && set("CLICOLOR").is_none_or(|value| value != "0")
                && set("TERM").is_none_or(|value| value != "dumb")
        }
    };
    if on { Colour::On } else { Colour::Off }
}

fn width(terminal: bool) -> usize {
    if let Some(columns) = set("COLUMNS").and_then(|value| value.parse::<usize>().ok()) {
        return columns.clamp(40, 400);
    }
    let size = terminal.then(terminal_size::terminal_size).flatten();
    size.map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, WIDEST))
}

/// ASCII only for a terminal that says it knows no UTF-8: what goes to a file or another program is the same
/// everywhere.
fn charset(terminal: bool) -> Charset {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| set(name));
    let utf8 = locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    if terminal && !utf8 { Charset::Ascii } else { Charset::Unicode }
}

/// Prints a diagnostic to standard error. One that cannot be written has nowhere to be told.
pub(super) fn complain(diagnostic: &dyn Diagnostic, choice: ColourChoice) {
    let stderr = io::stderr();
    let text = render_diagnostic(diagnostic, &look(choice, Some(&stderr)));
    let _ = stderr.lock().write_all(text.as_bytes());
}

/// Prints a line to standard error.
pub(super) fn note(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
