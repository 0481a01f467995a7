//! The commands: arguments, files and the terminal on one side, calls on the library on the other.

mod check;
mod claims;
mod drafts;
mod explain;
mod files;
mod mentions;
mod packs;
mod sink;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Holds every checkable claim of a draft against what a desk has verified.
#[derive(Debug, Parser)]
#[command(name = "factlint", version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Claims(claims::Args),
    Mentions(mentions::Args),
    Explain(explain::Args),
}

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was checked, and nothing weighs enough to fail the run.
    Clean,
    /// A finding fails the run.
    Findings,
    /// Wrong usage, a pack with an error, or a file that could not be read or written.
    CouldNotCheck,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::CouldNotCheck => 2,
        })
    }
}

/// Runs one command line, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Outcome {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command: Command::Check(args) }) => check::run(&args),
        Ok(Arguments { command: Command::Claims(args) }) => claims::run(&args),
        Ok(Arguments { command: Command::Mentions(args) }) => mentions::run(&args),
        Ok(Arguments { command: Command::Explain(args) }) => explain::run(&args),
        Err(error) => {
            // Help and version come this way too. A closed pipe is nobody's fault.
            let _ = error.print();
            if error.use_stderr() { Outcome::CouldNotCheck } else { Outcome::Clean }
        }
    }
}
