//! Arguments that name files → the files, sorted.

use std::collections::BTreeSet;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use ignore::WalkBuilder;
use miette::Diagnostic;
use thiserror::Error;

use crate::pack::glob_matches;

/// Why a path gives nothing to read.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum PathError {
    /// No such file or folder.
    #[error("there is no `{path}`")]
    #[diagnostic(code(factlint::cli::missing_path), help("{help}"))]
    Missing { path: String, help: String },
    /// A folder or pattern without a file of the kind that is looked for.
    #[error("there is no {what} in `{path}`")]
    #[diagnostic(code(factlint::cli::nothing_to_check), help("{help}"))]
    Nothing { path: String, what: &'static str, help: &'static str },
    /// A folder that cannot be listed, and the like.
    #[error("`{path}` could not be read: {error}")]
    #[diagnostic(code(factlint::cli::unreadable))]
    Unreadable { path: String, error: String },
}

/// What files are looked for, and how folders are walked.
pub(super) struct Search {
    /// `draft`, for messages.
    pub what: &'static str,
    /// What to do where there is none.
    pub help: &'static str,
    /// Whether a file found in a folder is one of them, by its name.
    pub is_one: fn(&str) -> bool,
    /// Whether to pass over what `.gitignore` names.
    pub respects_ignore: bool,
}

/// The files that an argument names: a file as it is, those of a folder and its folders, or those that a pattern
/// matches. Hidden files are passed over.
pub(super) fn find(argument: &str, search: &Search) -> Result<BTreeSet<String>, PathError> {
    let path = Path::new(argument);
    if path.is_dir() {
        let found = walk(path, search, |name| (search.is_one)(name))?;
        return nonempty(found, argument, search);
    }
    if path.exists() {
        // One spelling for one file, as far as that needs no look at the disk.
        return Ok(BTreeSet::from([argument.strip_prefix("./").unwrap_or(argument).to_owned()]));
    }
    if argument.contains(['*', '?']) {
        let pattern = slashes(argument);
        let base = base(&pattern);
        if base.is_dir() {
            // What the pattern says of a file's name stands for `is_one`.
            let found = walk(&base, search, |name| glob_matches(&pattern, name))?;
            return nonempty(found, argument, search);
        }
    }
    Err(PathError::Missing { path: argument.to_owned(), help: help(path) })
}

fn nonempty(found: BTreeSet<String>, argument: &str, search: &Search) -> Result<BTreeSet<String>, PathError> {
    if found.is_empty() {
        return Err(PathError::Nothing { path: argument.to_owned(), what: search.what, help: search.help });
    }
    Ok(found)
}

/// With `/` between its parts, as patterns have it and as every system prints the same.
pub(super) fn slashes(path: &str) -> String {
    if MAIN_SEPARATOR == '/' { path.to_owned() } else { path.replace(MAIN_SEPARATOR, "/") }
}

/// The folder that a pattern's first parts name without a wildcard.
fn base(pattern: &str) -> PathBuf {
    let fixed = pattern.find(['*', '?']).and_then(|wildcard| pattern.get(..wildcard)).unwrap_or(pattern);
    match fixed.rfind('/') {
        Some(0) => PathBuf::from("/"),
        Some(end) => PathBuf::from(fixed.get(..end).unwrap_or(".")),
        None => PathBuf::from("."),
    }
}

fn walk(
    folder: &Path,
    search: &Search,
    wanted: impl Fn(&str) -> bool,
) -> Result<BTreeSet<String>, PathError> {
    let mut builder = WalkBuilder::new(folder);
    builder.hidden(true).require_git(false);
    if !search.respects_ignore {
        builder.ignore(false).git_ignore(false).git_global(false).git_exclude(false).parents(false);
    }
    let mut found = BTreeSet::new();
    for entry in builder.build() {
        let entry = entry.map_err(|error| PathError::Unreadable {
            path: folder.display().to_string(),
            error: error.to_string(),
        })?;
        if entry.path().is_dir() {
            continue;
        }
        let name = slashes(&entry.path().to_string_lossy());
        let name = name.strip_prefix("./").unwrap_or(&name);
        if wanted(name) {
            found.insert(name.to_owned());
        }
    }
    Ok(found)
}

/// The name nearest to a missing one in its folder, if one is near.
fn help(path: &Path) -> String {
    let none = "check the spelling, or the folder you are in".to_owned();
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return none };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = folder.read_dir() else { return none };
    let near = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .map(|other| (strsim::damerau_levenshtein(&name, &other), other))
        .filter(|(distance, other)| *distance <= other.chars().count() / 3)
        .min();
    match near {
        Some((_, other)) => {
            format!("did you mean `{}`?", slashes(&path.with_file_name(other).to_string_lossy()))
        }
        None => none,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_begins_in_its_fixed_folder() {
        assert_eq!(base("rules/**/a*.yaml"), Path::new("rules"));
        assert_eq!(base("*.yaml"), Path::new("."));
        assert_eq!(base("/*.yaml"), Path::new("/"));
    }
}
