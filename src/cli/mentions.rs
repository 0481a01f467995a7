//! `factlint mentions`: what the recognisers see.

use std::io::{self, Write};

use clap::ValueEnum;

use super::Outcome;
use super::drafts::Input;
use super::sink::Sink;
use super::terminal::look;
use crate::report::{mentions_galley, mentions_jsonl, render_diagnostic};
use crate::see;

/// Show the values, dates, names and quotations that are recognised in a draft
///
/// What is not recognised cannot be claimed. No pack is needed; relative dates count from the draft's date.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
    /// How to write them
    #[arg(long, short, value_enum, default_value = "pretty")]
    format: Format,
    /// Leave out the summary
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The draft's own text, each of them underlined
    Pretty,
    /// One JSON object each
    Jsonl,
}

#[derive(Default)]
struct Shown {
    /// For the output.
    mentions: String,
    /// For standard error.
    complaint: String,
    count: usize,
    unread: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
    if args.input.is_empty() {
        return Outcome::CouldNotCheck;
    }
    let (drafts, mut missing) = args.input.drafts();
    let mut sink = match Sink::open(args.input.output.as_deref()) {
        Ok(sink) => sink,
        Err(error) => return args.input.unwritable(error),
    };
    let (out, err) = (args.input.look(), look(args.input.color, Some(&io::stderr())));
    let (mut files, mut count) = (0, 0);
    let written = args.input.each(
        &drafts,
        |_, draft| match args.input.read(draft) {
            Err(error) => {
                Shown { complaint: render_diagnostic(&*error, &err), unread: true, ..Shown::default() }
            }
            Ok(document) => {
                let seen = see(&document, args.input.date);
                let mentions = match args.format {
                    Format::Pretty => mentions_galley(&document, &seen, &out),
                    Format::Jsonl => mentions_jsonl(&document, &seen),
                };
                Shown { mentions, count: seen.len(), ..Shown::default() }
            }
        },
        |shown| {
            let _ = io::stderr().lock().write_all(shown.complaint.as_bytes());
            missing |= shown.unread;
            files += usize::from(!shown.unread);
            count += shown.count;
            sink.write(&shown.mentions)
        },
    );
    let line = (!args.quiet).then(|| summary(files, count));
    if let Err(error) = written.and_then(|()| sink.finish(line, args.format == Format::Pretty))
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        return args.input.unwritable(error);
    }
    if missing { Outcome::CouldNotCheck } else { Outcome::Clean }
}

/// `3 files, 120 mentions`
fn summary(files: usize, count: usize) -> String {
    let mentions = match count {
        0 => "no mentions".to_owned(),
        1 => "1 mention".to_owned(),
        _ => format!("{count} mentions"),
    };
    if files == 1 { mentions } else { format!("{files} files, {mentions}") }
}
