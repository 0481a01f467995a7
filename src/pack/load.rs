//! Bytes → [`Pack`]: the checks, in the order of the file.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use nom::Parser;
use nom::combinator::all_consuming;

use super::calendar;
use super::check::Reckoner;
use super::error::{PackErrors, Problem};
use super::fact_line_error::{place, settle};
use super::facts::{drafts, settle_all};
use super::glob;
use super::id::{kebab, of_quote};
use super::offsets::Offsets;
use super::raw::{RawExample, RawName, RawPack, RawQuote, RawTitle, RawTitles, Scalar, Terms, Texts};
use super::scope::scope_entry;
use super::shape::{self, nearest};
use super::span_index::{self, Kind, Node};
use crate::fact::{Example, ExampleKind, Name, Pack, Quote, Scope, Term, Title};
use crate::period::{Period, month_number};
use crate::span::Span;

/// Reads and checks one pack. `path` only names the file in messages.
///
/// # Errors
/// [`PackErrors`] with every error of the file, each with its bytes in the YAML and how to mend it. A file that
/// is no YAML, or past the limits of size and depth, has one error.
pub fn load(path: &str, bytes: &[u8]) -> Result<Pack, PackErrors> {
    let yaml =
        span_index::text(bytes).map_err(|(problem, text)| PackErrors::new(path, text, vec![problem]))?;
    let errors = |problems| PackErrors::new(path, yaml.to_owned(), problems);
    let root = span_index::read(yaml).map_err(|problem| errors(vec![problem]))?;
    let (right, mut problems) = shape::check(&root);
    let raw = if problems.is_empty() { decode(yaml) } else { Ok(decode_rest(right)) };
    let raw = raw.map_err(|problem| errors(vec![problem]))?;
    let wrong_keys =
        problems.iter().filter(|p| matches!(p, Problem::UnknownKey { .. })).map(Problem::span).collect();
    let mut loader = Loader { yaml, problems: Vec::new(), ids: HashMap::new(), wrong_keys };
    let pack = loader.pack(path, &raw, &root);
    problems.append(&mut loader.problems);
    if problems.is_empty() { Ok(pack) } else { Err(errors(problems)) }
}

/// The typed decoding of a text whose keys and types are right.
fn decode(yaml: &str) -> Result<RawPack, Problem> {
    let text = yaml.strip_prefix('\u{feff}').unwrap_or(yaml);
    serde_yaml::from_str(text).map_err(|error| {
        let skipped = yaml.len() - text.len();
        let start = error.location().map_or(0, |location| {
            // libyaml counts characters.
            text.char_indices().nth(location.index()).map_or(text.len(), |(at, _)| at)
        });
        let rest = text.get(start..).unwrap_or("");
        let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let at = Span::of(yaml, skipped + start..skipped + start + len).unwrap_or_default();
        Problem::ReadersDisagree { detail: format!(" ({error})"), at }
    })
}

/// What is right of a pack that has wrong keys or types; those are reported already.
fn decode_rest(right: serde_yaml::Value) -> RawPack {
    serde_yaml::from_value(right).unwrap_or_default()
}

/// A text and its scalar.
#[derive(Clone, Copy)]
pub(super) struct Field<'n> {
    pub text: &'n str,
    pub node: &'n Node,
}

/// What the checks share.
pub(super) struct Loader<'y> {
    pub yaml: &'y str,
    pub problems: Vec<Problem>,
    /// Where each id was first given.
    ids: HashMap<String, Span>,
    /// Keys that are reported as wrong: what they were meant to be is not missed as well.
    wrong_keys: BTreeSet<Span>,
}

impl Loader<'_> {
    fn pack(&mut self, path: &str, raw: &RawPack, root: &Node) -> Pack {
        let id = self.pack_id(raw, root);
        self.language(raw, root);
        let source = self.owned(raw.source.as_ref(), root, "source");
        let scope = self.scope(raw, root);
        let date = self.day(raw.date.as_ref(), root, "date");
        let items = |key: &str| root.get(key).map_or(&[][..], Node::items);

        let drafts = drafts(self, raw.facts.as_deref().unwrap_or_default(), items("facts"));
        let mut reckoner = Reckoner::new(self.yaml, &drafts);
        let facts = settle_all(self, &drafts, &mut reckoner, &scope, source.as_deref());
        for field in self.texts(raw.checks.as_ref(), root, "checks") {
            reckoner.check(field.node);
        }
        self.problems.append(&mut reckoner.problems);

        let names = self.names(raw.names.as_deref().unwrap_or_default(), items("names"));
        let quotes = self.quotes(raw.quotes.as_deref().unwrap_or_default(), items("quotes"));
        Pack {
            id,
            path: path.to_owned(),
            yaml: self.yaml.to_owned(),
            about: self.owned(raw.about.as_ref(), root, "about"),
            version: self.owned(raw.version.as_ref(), root, "version"),
            date,
            fiscal_year: self.fiscal_year(raw, root),
            applies_to: self.patterns(raw, root),
            terms: self.terms(raw.terms.as_ref(), root),
            examples: self.examples(raw, root),
            extends: self.extends(raw, root),
            remove: self.owned_texts(raw.remove.as_ref(), root, "remove"),
            source,
            scope,
            facts,
            names,
            quotes,
        }
    }

    /// A key's text, trimmed of nothing; reported if it is empty or the two readers differ on it.
    pub fn text<'n>(
        &mut self,
        raw: Option<&String>,
        parent: &'n Node,
        key: &'static str,
    ) -> Option<Field<'n>> {
        let raw = raw?;
        let node = parent.get(key)?;
        let text = node.text()?;
        self.agree(raw, text, node);
        if text.trim().is_empty() {
            self.problems.push(Problem::EmptyText { key, at: node.at });
            return None;
        }
        Some(Field { text, node })
    }

    /// Reports a key that must be there, unless a wrong one may stand for it.
    pub fn missing(&mut self, node: &Node, of: &'static str, key: &'static str, write: &str) {
        if node.get(key).is_some_and(|node| !node.is_null()) {
            return;
        }
        let misspelt = match &node.kind {
            Kind::Map(entries) => entries.iter().any(|(key, _)| self.wrong_keys.contains(&key.at)),
            Kind::Text(_) | Kind::List(_) => false,
        };
        if !misspelt {
            self.problems.push(Problem::MissingKey { key, of, write: write.to_owned(), at: node.at });
        }
    }

    fn agree(&mut self, raw: &str, text: &str, node: &Node) {
        if raw != text {
            self.problems.push(Problem::ReadersDisagree { detail: String::new(), at: node.at });
        }
    }

    /// A scalar of a list; `None` if the item is no scalar, which is reported already.
    pub fn scalar<'n>(&mut self, raw: &Scalar, node: &'n Node) -> Option<Field<'n>> {
        let text = node.text()?;
        if let Scalar::Text(raw) = raw {
            self.agree(raw, text, node);
        }
        Some(Field { text, node })
    }

    /// The texts under a key that takes one or a list.
    pub fn texts<'n>(&mut self, raw: Option<&Texts>, parent: &'n Node, key: &'static str) -> Vec<Field<'n>> {
        let (Some(raw), Some(node)) = (raw, parent.get(key)) else { return Vec::new() };
        self.texts_of(raw, node, key)
    }

    fn texts_of<'n>(&mut self, raw: &Texts, node: &'n Node, key: &'static str) -> Vec<Field<'n>> {
        let nodes = match &node.kind {
            Kind::Text(_) => std::slice::from_ref(node),
            Kind::List(items) => items,
            Kind::Map(_) => &[],
        };
        let mut fields = Vec::with_capacity(nodes.len());
        for (raw, node) in raw.0.iter().zip(nodes) {
            let Some(field) = self.scalar(raw, node) else { continue };
            if field.text.trim().is_empty() {
                self.problems.push(Problem::EmptyText { key, at: node.at });
            } else {
                fields.push(field);
            }
        }
        fields
    }

    pub fn owned(&mut self, raw: Option<&String>, parent: &Node, key: &'static str) -> Option<String> {
        self.text(raw, parent, key).map(|field| field.text.trim().to_owned())
    }

    fn owned_texts(&mut self, raw: Option<&Texts>, parent: &Node, key: &'static str) -> Vec<String> {
        self.texts(raw, parent, key).into_iter().map(|field| field.text.trim().to_owned()).collect()
    }

    /// The bytes of a text in the YAML, blanks at its ends and quotation marks left out.
    fn at(&self, field: Field<'_>) -> Span {
        Offsets::of(self.yaml, field.node).source(place(field.text, field.text.trim()))
    }

    /// A key whose text is a day.
    pub fn day(&mut self, raw: Option<&String>, parent: &Node, key: &'static str) -> Option<NaiveDate> {
        let field = self.text(raw, parent, key)?;
        let text = field.text.trim();
        let at = self.at(field);
        match all_consuming(calendar::day).parse(text) {
            Ok((_, Period::Day(day))) => return Some(day),
            Err(error @ nom::Err::Failure(_)) => {
                self.problems.push(settle(error, text).mapped(|_| at).into())
            }
            _ => self.problems.push(Problem::DayExpected { text: text.to_owned(), key, at }),
        }
        None
    }

    /// `from` and `until`, in that order.
    pub fn validity(
        &mut self,
        from: Option<&String>,
        until: Option<&String>,
        parent: &Node,
    ) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let days = (self.day(from, parent, "from"), self.day(until, parent, "until"));
        if let (Some(from), Some(until)) = days
            && until < from
            && let (Some(from), Some(until)) = (parent.get("from"), parent.get("until"))
        {
            self.problems.push(Problem::DaysReversed { from: from.at, at: until.at });
        }
        days
    }

    /// An id that the author gives.
    pub fn id(&mut self, raw: Option<&String>, parent: &Node) -> Option<String> {
        let field = self.text(raw, parent, "id")?;
        let at = self.at(field);
        Some(self.kebab_id(field.text.trim(), at))
    }

    fn kebab_id(&mut self, id: &str, at: Span) -> String {
        let right = kebab(id);
        if right != id {
            let help = if right.is_empty() {
                "write lower-case words joined by hyphens: `my-story`".to_owned()
            } else {
                format!("write `{right}`")
            };
            self.problems.push(Problem::BadId { id: id.to_owned(), help, at });
        }
        right
    }

    /// Facts, names and quotes share their ids: examples and stets name any of them.
    pub fn claim_id(&mut self, id: &str, at: Span, given: bool, where_to: &str) {
        if let Some(first) = self.ids.get(id).copied() {
            let help = if given {
                format!("give it another: `id: {id}-2`")
            } else {
                format!("give it one of its own: `id: {id}-2`{where_to}")
            };
            self.problems.push(Problem::DuplicateId { id: id.to_owned(), help, first, at });
        } else {
            self.ids.insert(id.to_owned(), at);
        }
    }

    fn pack_id(&mut self, raw: &RawPack, root: &Node) -> String {
        match self.text(raw.pack.as_ref(), root, "pack") {
            Some(field) => {
                let at = self.at(field);
                self.kebab_id(field.text.trim(), at)
            }
            None => {
                if matches!(root.kind, Kind::Map(_)) {
                    self.missing(root, "the pack", "pack", "pack: my-story");
                }
                String::new()
            }
        }
    }

    fn language(&mut self, raw: &RawPack, root: &Node) {
        if let Some(field) = self.text(raw.language.as_ref(), root, "language") {
            let language = field.text.trim();
            if language != "en" && !language.starts_with("en-") {
                self.problems.push(Problem::Language { language: language.to_owned(), at: field.node.at });
            }
        }
    }

    /// The month that the pack's fiscal years begin in.
    fn fiscal_year(&mut self, raw: &RawPack, root: &Node) -> Option<u32> {
        let field = self.text(raw.fiscal_year.as_ref(), root, "fiscal_year")?;
        let text = field.text.trim();
        let month = month_number(text);
        if month.is_none() {
            self.problems.push(Problem::FiscalYear { text: text.to_owned(), at: self.at(field) });
        }
        month
    }

    fn scope(&mut self, raw: &RawPack, root: &Node) -> Scope {
        let mut scope = Scope::default();
        for field in self.texts(raw.scope.as_ref(), root, "scope") {
            if let Err(error) = scope_entry(field.text, &mut scope) {
                let offsets = Offsets::of(self.yaml, field.node);
                self.problems.push(error.mapped(|at| offsets.source(at)).into());
            }
        }
        scope
    }

    fn patterns(&mut self, raw: &RawPack, root: &Node) -> Vec<String> {
        let mut patterns = Vec::new();
        for field in self.texts(raw.applies_to.as_ref(), root, "applies_to") {
            let pattern = field.text.trim();
            if let Some((reason, help)) = glob::trouble(pattern) {
                let at = self.at(field);
                self.problems.push(Problem::BadGlob { pattern: pattern.to_owned(), reason, help, at });
            }
            patterns.push(pattern.to_owned());
        }
        patterns
    }

    fn extends(&mut self, raw: &RawPack, root: &Node) -> Vec<String> {
        let extends = self.owned_texts(raw.extends.as_ref(), root, "extends");
        if raw.remove.is_some()
            && extends.is_empty()
            && let Kind::Map(entries) = &root.kind
            && let Some((key, _)) = entries.iter().find(|(key, _)| key.text() == Some("remove"))
        {
            self.problems.push(Problem::RemoveAlone { at: key.at });
        }
        extends
    }

    fn terms(&mut self, raw: Option<&Terms>, root: &Node) -> Vec<Term> {
        let Some(node) = root.get("terms") else { return Vec::new() };
        let mut terms = Vec::new();
        for (word, others) in raw.map_or(&[][..], |terms| terms.0.as_slice()) {
            let (Some(others), Some(node)) = (others, node.get(word)) else { continue };
            let others = self.texts_of(others, node, "terms");
            let others = others.into_iter().map(|field| field.text.trim().to_owned()).collect();
            terms.push(Term { word: word.trim().to_owned(), others });
        }
        terms
    }

    fn names(&mut self, raw: &[RawName], nodes: &[Node]) -> Vec<Name> {
        let mut names = Vec::with_capacity(raw.len());
        for (raw, node) in raw.iter().zip(nodes) {
            let (field, long) = match raw {
                RawName::Name(scalar) => (self.scalar(scalar, node), None),
                RawName::Long(long) => {
                    let field = self.text(long.name.as_ref(), node, "name");
                    if field.is_none() {
                        self.missing(node, "the name", "name", "name: Pam Bondi");
                    }
                    (field, Some(long))
                }
            };
            let Some(field) = field else { continue };
            let name = field.text.trim();
            if name.is_empty() {
                self.problems.push(Problem::EmptyText { key: "name", at: node.at });
                continue;
            }
            let own = long.and_then(|long| self.id(long.id.as_ref(), node));
            let given = own.is_some();
            let id = own.unwrap_or_else(|| kebab(name));
            let where_to = if long.is_none() { ", with the name under `name:`" } else { "" };
            self.claim_named(&id, field, node, given, where_to);
            let mut built = Name {
                id,
                name: name.to_owned(),
                at: self.at(field),
                titles: Vec::new(),
                also: Vec::new(),
                from: None,
                until: None,
                source: None,
                note: None,
            };
            if let Some(long) = long {
                (built.from, built.until) = self.validity(long.from.as_ref(), long.until.as_ref(), node);
                built.titles = self.titles(long.title.as_ref(), node);
                built.also = self.owned_texts(long.also.as_ref(), node, "also");
                built.source = self.owned(long.source.as_ref(), node, "source");
                built.note = self.owned(long.note.as_ref(), node, "note");
            }
            names.push(built);
        }
        names
    }

    fn claim_named(&mut self, id: &str, field: Field<'_>, node: &Node, given: bool, where_to: &str) {
        if id.is_empty() {
            self.problems.push(Problem::NoId { at: field.node.at });
            return;
        }
        let at = node.get("id").filter(|_| given).map_or_else(|| self.at(field), |id| id.at);
        self.claim_id(id, at, given, where_to);
    }

    fn titles(&mut self, raw: Option<&RawTitles>, parent: &Node) -> Vec<Title> {
        let (Some(raw), Some(node)) = (raw, parent.get("title")) else { return Vec::new() };
        let nodes = match &node.kind {
            Kind::List(items) => items,
            Kind::Text(_) | Kind::Map(_) => std::slice::from_ref(node),
        };
        let mut titles = Vec::with_capacity(nodes.len());
        for (raw, node) in raw.0.iter().zip(nodes) {
            match raw {
                RawTitle::Title(scalar) => {
                    let Some(field) = self.scalar(scalar, node) else { continue };
                    if field.text.trim().is_empty() {
                        self.problems.push(Problem::EmptyText { key: "title", at: node.at });
                        continue;
                    }
                    let title = field.text.trim().to_owned();
                    titles.push(Title { title, of: None, from: None, until: None });
                }
                RawTitle::Long(long) => {
                    let Some(title) = self.owned(long.title.as_ref(), node, "as") else {
                        self.missing(node, "the title", "as", "as: Attorney General");
                        continue;
                    };
                    let (from, until) = self.validity(long.from.as_ref(), long.until.as_ref(), node);
                    let of = self.owned(long.of.as_ref(), node, "of");
                    titles.push(Title { title, of, from, until });
                }
            }
        }
        titles
    }

    fn quotes(&mut self, raw: &[Option<RawQuote>], nodes: &[Node]) -> Vec<Quote> {
        let mut quotes = Vec::with_capacity(raw.len());
        for (raw, node) in raw.iter().zip(nodes) {
            let Some(raw) = raw else {
                if node.is_null() {
                    self.missing(node, "the quote", "by", "by: Pam Bondi");
                }
                continue;
            };
            let by = self.text(raw.by.as_ref(), node, "by");
            let text = self.text(raw.text.as_ref(), node, "text");
            for (key, field, write) in [("by", by, "by: Pam Bondi"), ("text", text, "text: What they said.")]
            {
                if field.is_none() {
                    self.missing(node, "the quote", key, write);
                }
            }
            let own = self.id(raw.id.as_ref(), node);
            let said = self.day(raw.said.as_ref(), node, "said");
            let source = self.owned(raw.source.as_ref(), node, "source");
            let note = self.owned(raw.note.as_ref(), node, "note");
            let (Some(by), Some(text)) = (by, text) else { continue };
            let given = own.is_some();
            let id = own.unwrap_or_else(|| of_quote(by.text.trim(), text.text.trim()));
            self.claim_named(&id, text, node, given, "");
            quotes.push(Quote {
                id,
                by: by.text.trim().to_owned(),
                text: text.text.trim().to_owned(),
                at: self.at(text),
                said,
                source,
                note,
            });
        }
        quotes
    }

    fn examples(&mut self, raw: &RawPack, root: &Node) -> Vec<Example> {
        let (Some(raw), Some(node)) = (&raw.examples, root.get("examples")) else { return Vec::new() };
        let kinds = [
            ("contradict", ExampleKind::Contradict, &raw.contradict),
            ("agree", ExampleKind::Agree, &raw.agree),
            ("silent", ExampleKind::Silent, &raw.silent),
        ];
        let mut examples = Vec::new();
        for (key, kind, raw) in kinds {
            let nodes = node.get(key).map_or(&[][..], Node::items);
            for (raw, node) in raw.as_deref().unwrap_or_default().iter().zip(nodes) {
                examples.extend(self.example(kind, raw, node));
            }
        }
        // In the order of the file, whatever the order of the three lists.
        examples.sort_by_key(|example| example.at);
        examples
    }

    fn example(&mut self, kind: ExampleKind, raw: &RawExample, node: &Node) -> Option<Example> {
        let (field, id, date, title) = match raw {
            RawExample::Text(scalar) => {
                let field = self.scalar(scalar, node)?;
                if field.text.trim().is_empty() {
                    self.problems.push(Problem::EmptyText { key: "examples", at: node.at });
                    return None;
                }
                (field, None, None, None)
            }
            RawExample::Long(long) => {
                let id = self.text(long.id.as_ref(), node, "id");
                let date = self.day(long.date.as_ref(), node, "date");
                let title = self.owned(long.title.as_ref(), node, "title");
                let Some(field) = self.text(long.text.as_ref(), node, "text") else {
                    self.missing(
                        node,
                        "the example",
                        "text",
                        "text: \"Violent crime fell {{9.1%}} in 2024.\"",
                    );
                    return None;
                };
                (field, id.and_then(|id| self.known_id(id)), date, title)
            }
        };
        self.marks(kind, field);
        let text = field.text.trim().to_owned();
        Some(Example { kind, id, text, at: self.at(field), date, title })
    }

    /// The id of an example, which must be one of the pack's.
    fn known_id(&mut self, field: Field<'_>) -> Option<String> {
        let id = field.text.trim();
        if self.ids.contains_key(id) {
            return Some(id.to_owned());
        }
        let help = match nearest(id, self.ids.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the id of a fact, name or quote of this pack".to_owned(),
        };
        let at = self.at(field);
        self.problems.push(Problem::UnknownId { what: "fact, name or quote", id: id.to_owned(), help, at });
        None
    }

    /// Every `{{` has its `}}` around some words; what is contradicted is marked.
    fn marks(&mut self, kind: ExampleKind, field: Field<'_>) {
        let text = field.text;
        let offsets = Offsets::of(self.yaml, field.node);
        let span = |start: usize, end: usize| offsets.source(Span::of(text, start..end).unwrap_or_default());
        let mut open: Option<usize> = None;
        let mut marked = false;
        let mut problems = Vec::new();
        let pairs = text.char_indices().zip(text.chars().skip(1)).map(|((at, a), b)| (at, a, b));
        let mut passed = 0;
        for (at, first, second) in pairs {
            if at < passed {
                continue;
            }
            match (first, second, open) {
                ('{', '{', None) => open = Some(at),
                ('{', '{', Some(_)) => {
                    problems.push(Problem::BadMark { reason: "opens inside another", at: span(at, at + 2) });
                }
                ('}', '}', None) => {
                    problems
                        .push(Problem::BadMark { reason: "closes what is not open", at: span(at, at + 2) });
                }
                ('}', '}', Some(start)) => {
                    if text.get(start + 2..at).is_none_or(|words| words.trim().is_empty()) {
                        problems.push(Problem::BadMark { reason: "holds no words", at: span(start, at + 2) });
                    }
                    marked = true;
                    open = None;
                }
                _ => continue,
            }
            passed = at + 2;
        }
        if let Some(start) = open {
            problems.push(Problem::MarkUnclosed { at: span(start, start + 2) });
        }
        let whole = self.at(field);
        match kind {
            _ if !problems.is_empty() => {}
            ExampleKind::Contradict if !marked => problems.push(Problem::MarkMissing { at: whole }),
            ExampleKind::Silent if marked => {
                problems.push(Problem::BadMark {
                    reason: "stands in a silent example, which has none",
                    at: whole,
                });
            }
            ExampleKind::Contradict | ExampleKind::Agree | ExampleKind::Silent => {}
        }
        self.problems.append(&mut problems);
    }
}
