//! The second look: every key and type in a pack, against one table.
//!
//! All wrong keys and types are reported with their spans. `serde_yaml` would stop at the first, so a pack with
//! such errors is decoded from what is left of it, and its other errors are found in the same run.

use granit_parser::ScalarStyle;
use serde_yaml::Value;

use super::error::Problem;
use super::span_index::{Kind, Node};

/// What may stand in a place.
enum Shape {
    Text,
    /// `true` or `false`.
    Flag,
    /// One text or a list of texts.
    Texts,
    /// A list of these.
    List(&'static Shape),
    /// One of these or a list of them.
    OneOrList(&'static Shape),
    /// Text, or a mapping.
    TextOr(&'static Mapping),
    Map(&'static Mapping),
    /// Any word to one or more texts.
    Terms,
}

/// The keys of a mapping.
struct Mapping {
    /// What messages call it.
    name: &'static str,
    keys: &'static [(&'static str, Shape)],
    /// How a short line of it would be written, for a key with a colon that should be one.
    short: Option<&'static str>,
}

const PACK: Mapping = Mapping {
    name: "a pack",
    keys: &[
        ("pack", Shape::Text),
        ("about", Shape::Text),
        ("language", Shape::Text),
        ("version", Shape::Text),
        ("date", Shape::Text),
        ("fiscal_year", Shape::Text),
        ("source", Shape::Text),
        ("scope", Shape::Texts),
        ("applies_to", Shape::Texts),
        ("terms", Shape::Terms),
        ("facts", Shape::List(&Shape::TextOr(&FACT))),
        ("names", Shape::List(&Shape::TextOr(&NAME))),
        ("quotes", Shape::List(&Shape::Map(&QUOTE))),
        ("checks", Shape::Texts),
        ("examples", Shape::Map(&EXAMPLES)),
        ("extends", Shape::Texts),
        ("remove", Shape::Texts),
    ],
    short: None,
};

const FACT: Mapping = Mapping {
    name: "a fact",
    keys: &[
        ("id", Shape::Text),
        ("fact", Shape::Text),
        ("measure", Shape::Text),
        ("stance", Shape::Text),
        ("severity", Shape::Text),
        ("required", Shape::Flag),
        ("from", Shape::Text),
        ("until", Shape::Text),
        ("was", Shape::Texts),
        ("source", Shape::Text),
        ("note", Shape::Text),
        ("verified", Shape::Text),
        ("expires", Shape::Text),
    ],
    short: Some("="),
};

const NAME: Mapping = Mapping {
    name: "a name",
    keys: &[
        ("id", Shape::Text),
        ("name", Shape::Text),
        ("title", Shape::OneOrList(&Shape::TextOr(&TITLE))),
        ("also", Shape::Texts),
        ("from", Shape::Text),
        ("until", Shape::Text),
        ("source", Shape::Text),
        ("note", Shape::Text),
    ],
    short: None,
};

const TITLE: Mapping = Mapping {
    name: "a title",
    keys: &[("as", Shape::Text), ("of", Shape::Text), ("from", Shape::Text), ("until", Shape::Text)],
    short: None,
};

const QUOTE: Mapping = Mapping {
    name: "a quote",
    keys: &[
        ("id", Shape::Text),
        ("by", Shape::Text),
        ("text", Shape::Text),
        ("said", Shape::Text),
        ("source", Shape::Text),
        ("note", Shape::Text),
    ],
    short: None,
};

const EXAMPLES: Mapping = Mapping {
    name: "`examples`",
    keys: &[
        ("contradict", Shape::List(&Shape::TextOr(&EXAMPLE))),
        ("agree", Shape::List(&Shape::TextOr(&EXAMPLE))),
        ("silent", Shape::List(&Shape::TextOr(&EXAMPLE))),
    ],
    short: None,
};

const EXAMPLE: Mapping = Mapping {
    name: "an example",
    keys: &[("id", Shape::Text), ("text", Shape::Text), ("date", Shape::Text), ("title", Shape::Text)],
    short: None,
};

/// Every wrong key and type of a pack, and the pack without them.
pub(super) fn check(root: &Node) -> (Value, Vec<Problem>) {
    let mut problems = Vec::new();
    let value = walk(root, &Shape::Map(&PACK), "the pack", &mut problems);
    (value.unwrap_or_else(|| Value::Mapping(serde_yaml::Mapping::new())), problems)
}

fn found(node: &Node) -> &'static str {
    match &node.kind {
        Kind::Text(_) if node.is_null() => "nothing",
        Kind::Text(_) => "text",
        Kind::List(_) => "a list",
        Kind::Map(_) => "a mapping",
    }
}

/// What is right of `node`; `None` if nothing is. The depth of the index bounds the recursion.
fn walk(node: &Node, shape: &Shape, what: &str, problems: &mut Vec<Problem>) -> Option<Value> {
    let wrong = |expected: &'static str, help: String| Problem::WrongType {
        what: what.to_owned(),
        expected,
        found: found(node),
        help,
        at: node.at,
    };
    match (shape, &node.kind) {
        // An empty key says nothing, and is no error anywhere: packs grow.
        (_, Kind::Text(_)) if node.is_null() => Some(Value::Null),
        (Shape::Text | Shape::Texts | Shape::TextOr(_), Kind::Text(text)) => {
            Some(Value::String(text.value.clone()))
        }
        (Shape::Flag, Kind::Text(text)) => match text.value.as_str() {
            "true" if text.style == ScalarStyle::Plain => Some(Value::Bool(true)),
            "false" if text.style == ScalarStyle::Plain => Some(Value::Bool(false)),
            _ => {
                problems
                    .push(wrong("`true` or `false`", "write `true` or `false` without quotes".to_owned()));
                None
            }
        },
        (Shape::Texts, Kind::List(items)) => list(items, &Shape::Text, what, problems),
        (Shape::List(item) | Shape::OneOrList(item), Kind::List(items)) => list(items, item, what, problems),
        (Shape::OneOrList(item), _) => walk(node, item, what, problems),
        (Shape::TextOr(mapping) | Shape::Map(mapping), Kind::Map(entries)) => {
            Some(Value::Mapping(keys(entries, mapping, problems)))
        }
        (Shape::Terms, Kind::Map(entries)) => Some(Value::Mapping(terms(entries, problems))),
        (Shape::Text | Shape::Flag, _) => {
            problems.push(wrong("text", text_help(node)));
            None
        }
        (Shape::Texts, _) => {
            problems.push(wrong("text or a list of texts", text_help(node)));
            None
        }
        (Shape::List(_), _) => {
            problems.push(wrong("a list", "begin each item on a line of its own with `- `".to_owned()));
            None
        }
        (Shape::TextOr(mapping), _) => {
            problems.push(wrong("text or a mapping", format!("its keys are {}", key_list(mapping))));
            None
        }
        (Shape::Map(mapping), _) => {
            problems.push(wrong("a mapping", format!("its keys are {}", key_list(mapping))));
            None
        }
        (Shape::Terms, _) => {
            let help = "write each word with its other words: `meeting: [session, gathering]`".to_owned();
            problems.push(wrong("a mapping of words", help));
            None
        }
    }
}

fn text_help(node: &Node) -> String {
    match &node.kind {
        Kind::Map(_) => "put the whole text in quotes if a colon or brace is part of it".to_owned(),
        Kind::List(_) => "write one text; if it begins with `[`, put it in quotes".to_owned(),
        Kind::Text(_) => "write the text".to_owned(),
    }
}

fn list(items: &[Node], shape: &Shape, what: &str, problems: &mut Vec<Problem>) -> Option<Value> {
    let name = match shape {
        Shape::TextOr(mapping) | Shape::Map(mapping) => mapping.name.to_owned(),
        _ => format!("an item of {what}"),
    };
    // A wrong item keeps its place, so that the items after it keep their spans.
    let keep =
        |node: &Node, problems: &mut Vec<Problem>| walk(node, shape, &name, problems).unwrap_or(Value::Null);
    Some(Value::Sequence(items.iter().map(|item| keep(item, problems)).collect()))
}

fn key_list(mapping: &Mapping) -> String {
    let keys: Vec<String> = mapping.keys.iter().map(|(key, _)| format!("`{key}`")).collect();
    keys.join(", ")
}

fn keys(entries: &[(Node, Node)], mapping: &Mapping, problems: &mut Vec<Problem>) -> serde_yaml::Mapping {
    let mut right = serde_yaml::Mapping::new();
    for (i, (key, value)) in entries.iter().enumerate() {
        let Some(name) = key_text(key, problems) else { continue };
        let Some((_, shape)) = mapping.keys.iter().find(|(known, _)| *known == name) else {
            problems.push(unknown_key(name, key, value, mapping, entries.len()));
            continue;
        };
        if let Some((first, _)) = entries.iter().take(i).find(|(k, _)| k.text() == Some(name)) {
            problems.push(Problem::DuplicateKey { key: name.to_owned(), first: first.at, at: key.at });
            continue;
        }
        if let Some(value) = walk(value, shape, &format!("`{name}`"), problems) {
            right.insert(Value::String(name.to_owned()), value);
        }
    }
    right
}

fn key_text<'n>(key: &'n Node, problems: &mut Vec<Problem>) -> Option<&'n str> {
    let text = key.text();
    if text.is_none() {
        let help = "put the text in quotes if a bracket or brace is part of it".to_owned();
        problems.push(Problem::KeyNotText { help, at: key.at });
    }
    text
}

fn unknown_key(name: &str, key: &Node, value: &Node, mapping: &Mapping, of: usize) -> Problem {
    let near = nearest(name, mapping.keys.iter().map(|(key, _)| *key));
    let help = match (near, value.text(), mapping.short) {
        (Some(near), _, _) => format!("did you mean `{near}`?"),
        // `- meeting count: 5`: a fact line with a colon for its sign.
        (None, Some(text), Some(sign)) if of == 1 => format!("write the fact as `{name} {sign} {text}`"),
        _ => format!("the keys of {} are {}", mapping.name, key_list(mapping)),
    };
    Problem::UnknownKey { key: name.to_owned(), of: mapping.name, help, at: key.at }
}

fn terms(entries: &[(Node, Node)], problems: &mut Vec<Problem>) -> serde_yaml::Mapping {
    let mut right = serde_yaml::Mapping::new();
    let mut seen = std::collections::BTreeMap::new();
    for (key, value) in entries {
        let Some(word) = key_text(key, problems) else { continue };
        if let Some(first) = seen.insert(word, key.at) {
            problems.push(Problem::DuplicateKey { key: word.to_owned(), first, at: key.at });
            continue;
        }
        if let Some(value) = walk(value, &Shape::Texts, &format!("`{word}`"), problems) {
            right.insert(Value::String(word.to_owned()), value);
        }
    }
    right
}

/// The likeliest word meant, if one is near enough.
pub(super) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    // A third of the letters, rounded up, may differ; a guess that catches plurals and exchanged letters.
    let limit = word.chars().count().div_ceil(3);
    known
        .map(|known| (strsim::osa_distance(&word, known), known))
        .filter(|(distance, known)| *distance <= limit && *distance < known.len())
        // By name among equals: the words may come from a hash map.
        .min()
        .map(|(_, known)| known)
}
