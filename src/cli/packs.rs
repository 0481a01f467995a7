//! The packs that a run uses, and which of them are for which file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use thiserror::Error;

use super::files::{PathError, Search, find, slashes};
use super::terminal::{ColourChoice, complain};
use crate::PackSet;
use crate::fact::Pack;
use crate::pack::{glob_matches, load};

/// The folder that is looked into where no pack is named.
const DEFAULT: &str = "rules";

const PACKS: Search = Search {
    what: "pack",
    help: "a pack is a file that ends in `.yaml` or `.yml`",
    is_one: is_pack,
    // A pack is named on purpose, and a desk may well keep its packs out of the repository.
    respects_ignore: false,
};

/// Whether a file's name is a pack's.
pub(super) fn is_pack(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    extension
        .is_some_and(|extension| ["yaml", "yml"].iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

#[derive(Debug, Error, Diagnostic)]
enum PacksError {
    #[error("no pack is named, and there is no folder `{DEFAULT}` here")]
    #[diagnostic(
        code(factlint::cli::no_packs),
        help(
            "name one: factlint check draft.md --rules my-story.yaml; or check without: factlint check draft.md --no-rules"
        )
    )]
    None,
    #[error("two packs are called `{id}`: `{first}` and `{second}`")]
    #[diagnostic(code(factlint::cli::duplicate_pack), help("change the line `pack:` of one of them"))]
    Duplicate { id: String, first: String, second: String },
}

/// Loads the packs that the arguments name, or those of `rules/`. `None` once any of them has an error: all errors
/// of all packs have then been printed.
pub(super) fn load_all(arguments: &[String], colour: ColourChoice) -> Option<Vec<Pack>> {
    let default = [DEFAULT.to_owned()];
    let arguments = match arguments {
        [] if Path::new(DEFAULT).is_dir() => &default,
        [] => {
            complain(&PacksError::None, colour);
            return None;
        }
        named => named,
    };
    let mut good = true;
    // By what the path leads to, so that a pack named twice is one pack.
    let mut paths: BTreeMap<PathBuf, String> = BTreeMap::new();
    for argument in arguments {
        match find(argument, &PACKS) {
            Ok(found) => {
                for path in found {
                    let real = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone().into());
                    paths.entry(real).or_insert(path);
                }
            }
            Err(error) => {
                complain(&error, colour);
                good = false;
            }
        }
    }
    let mut paths: Vec<String> = paths.into_values().collect();
    paths.sort();
    let mut packs: Vec<Pack> = Vec::new();
    for path in paths {
        let loaded = match std::fs::read(&path) {
            Ok(bytes) => load(&path, &bytes).map_err(|errors| complain(&errors, colour)),
            Err(error) => {
                complain(&PathError::Unreadable { path: path.clone(), error: error.to_string() }, colour);
                Err(())
            }
        };
        let Ok(pack) = loaded else {
            good = false;
            continue;
        };
        if let Some(other) = packs.iter().find(|other| other.id == pack.id) {
            let (first, second) = (other.path.clone(), path);
            complain(&PacksError::Duplicate { id: pack.id, first, second }, colour);
            good = false;
        } else {
            packs.push(pack);
        }
    }
    good.then_some(packs)
}

/// Loads as [`load_all`] does; where no pack is named and there is no `rules/`, a run without packs is meant.
pub(super) fn load_any(arguments: &[String], colour: ColourChoice) -> Option<Vec<Pack>> {
    if arguments.is_empty() && !Path::new(DEFAULT).is_dir() {
        return Some(Vec::new());
    }
    load_all(arguments, colour)
}

/// The compiled packs of each draft: `applies_to` leaves some out. Drafts of the same packs share one set.
pub(super) struct Shelf {
    sets: Vec<PackSet>,
    /// For each draft, its set.
    of_draft: Vec<usize>,
}

impl Shelf {
    /// For drafts of these names; text without a name gets every pack.
    pub(super) fn new<'n>(packs: Vec<Pack>, drafts: impl Iterator<Item = Option<&'n str>>) -> Shelf {
        if packs.iter().all(|pack| pack.applies_to.is_empty()) {
            return Shelf { sets: vec![PackSet::new(packs)], of_draft: Vec::new() };
        }
        let here = std::env::current_dir().ok().map(|here| slashes(&here.to_string_lossy()) + "/");
        let mut sets = Vec::new();
        let mut known: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
        let mut of_draft = Vec::new();
        for name in drafts {
            let used = |pack: &Pack| name.is_none_or(|name| applies(pack, name, here.as_deref()));
            let used: Vec<bool> = packs.iter().map(used).collect();
            let set = *known.entry(used).or_insert_with_key(|used| {
                let chosen = packs.iter().zip(used).filter(|(_, used)| **used).map(|(pack, _)| pack.clone());
                sets.push(PackSet::new(chosen.collect()));
                sets.len() - 1
            });
            of_draft.push(set);
        }
        Shelf { sets, of_draft }
    }

    pub(super) fn sets(&self) -> &[PackSet] {
        &self.sets
    }

    /// Which of the sets is for the draft of this index.
    pub(super) fn of_draft(&self, draft: usize) -> usize {
        self.of_draft.get(draft).copied().unwrap_or(0)
    }
}

/// Paths count from the folder of the run, however the file was named.
fn applies(pack: &Pack, name: &str, here: Option<&str>) -> bool {
    let name = slashes(name);
    let relative = here.and_then(|here| name.strip_prefix(here)).unwrap_or(&name);
    pack.applies_to.is_empty() || pack.applies_to.iter().any(|pattern| glob_matches(pattern, relative))
}
