//! Writing the output of a run: to the terminal, or to a file that appears whole or not at all.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::terminal::note;

/// Where the output of a run goes.
pub(super) enum Sink {
    StandardOutput,
    /// Written in full beside the file, then put in its place.
    File {
        file: io::BufWriter<File>,
        temporary: Temporary,
        path: PathBuf,
    },
    /// A device or pipe: nothing can take its place.
    Device(File),
}

/// A file that goes away unless it has become another.
pub(super) struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Sink {
    pub(super) fn open(output: Option<&Path>) -> io::Result<Sink> {
        let Some(path) = output else { return Ok(Sink::StandardOutput) };
        // A link stays a link: what it leads to is replaced.
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if std::fs::metadata(&path).is_ok_and(|data| !data.is_file()) {
            return Ok(Sink::Device(File::options().write(true).open(&path)?));
        }
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        let temporary = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        let file = File::options().write(true).create_new(true).open(&temporary)?;
        Ok(Sink::File { file: io::BufWriter::new(file), temporary: Temporary(temporary), path })
    }

    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        match self {
            Sink::StandardOutput if text.is_empty() => Ok(()),
            Sink::StandardOutput => {
                let mut stdout = io::stdout().lock();
                stdout.write_all(text.as_bytes())?;
                stdout.flush()
            }
            Sink::File { file, .. } => file.write_all(text.as_bytes()),
            Sink::Device(file) => file.write_all(text.as_bytes()),
        }
    }

    /// Puts the file in its place and prints the summary: below output for people on standard output, else on standard
    /// error, where no program trips over it.
    pub(super) fn finish(mut self, line: Option<String>, for_people: bool) -> io::Result<()> {
        match (&mut self, line) {
            (Sink::StandardOutput, Some(line)) if for_people => {
                return self.write(&format!("{line}\n"));
            }
            (_, Some(line)) => note(&line),
            (_, None) => {}
        }
        if let Sink::File { file, temporary, path } = self {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            if let Ok(data) = std::fs::metadata(&path) {
                let _ = file.set_permissions(data.permissions());
            }
            drop(file);
            std::fs::rename(&temporary.0, &path)?;
        }
        Ok(())
    }
}
