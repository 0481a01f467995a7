//! Why each claim at one place of a draft was or was not held against the facts near it, how each name was read, and
//! how quotations were heard.

use crate::fact::Measure;
use crate::finding::Rule;
use crate::judge::check::{Depth, Settings, walk};
use crate::judge::fact::{self, Near, PackSet, Says};
use crate::judge::kind::Kind;
use crate::judge::person::{Named, Quoted};
use crate::judge::sheet::{Entry, Status, listing, other};
use crate::source::Document;
use crate::span::Span;
use crate::text;

/// A claim with the facts that came near it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The claim, as the sheet lists it.
    pub entry: Entry,
    /// The facts, nearest first; a dozen at most.
    pub near: Vec<Near>,
    /// How a name was read.
    pub named: Option<Named>,
    /// How a quotation was heard.
    pub quoted: Option<Quoted>,
}

/// Traces every claim whose words, or the words of whose subject, `wanted` asks for; where `asked` names a rule, that
/// one is traced however far it is away.
pub fn trace(
    document: &Document,
    set: &PackSet,
    settings: &Settings,
    wanted: &dyn Fn(Span) -> bool,
    asked: &dyn Fn(Rule) -> bool,
) -> Vec<Trace> {
    let sheet = listing(document, set, settings, true);
    let mut near: Vec<(Span, Vec<Near>)> = Vec::new();
    walk(document, set, settings, Depth::Everything, |passed| {
        let span = |claim: usize| {
            let claim = passed.bound.claims.get(claim)?;
            let words = match claim.mention.and_then(|m| passed.bound.mentions.get(m)) {
                Some(mention) => mention.core_span,
                None => passed.spot.prose_span(claim.tokens.start, claim.tokens.end.checked_sub(1)?)?,
            };
            Some(passed.spot.block.map.source_span(words))
        };
        let claims = fact::trace(
            set,
            passed.reading,
            passed.bound,
            passed.candidates,
            passed.held,
            &|claim| span(claim).is_some_and(wanted),
            asked,
        );
        near.extend(claims.into_iter().filter_map(|(claim, near)| Some((span(claim)?, near))));
    });
    let text = text::segment(document);
    let base = document.date.or(settings.date).or_else(|| set.packs().iter().find_map(|p| p.date));
    let mut asked_for: Vec<Entry> = sheet.entries.into_iter().filter(|entry| wanted(entry.span)).collect();
    let quoted = set.people.quoted(set.packs(), document, &text);
    // Scare quotes and titles of works are on no sheet.
    let unlisted = quoted.iter().filter(|q| !q.listed).flat_map(|q| &q.parts).filter(|part| wanted(**part));
    asked_for.extend(
        unlisted.map(|part| Entry::bare(Kind::Quotation, *part, Measure::Wording, Status::Unchecked, None)),
    );
    asked_for.sort_by_key(|entry| (entry.span, entry.kind));
    // A title asks for the name that it is ticked with.
    let with_name = |span: Span| wanted(span) || asked_for.iter().any(|entry| is_name(entry, span));
    let mut names = set.people.explain(set.packs(), document, &text, base, &with_name);
    let mut traces: Vec<Trace> = asked_for
        .into_iter()
        .map(|entry| {
            let mut near =
                near.iter().find(|(span, _)| *span == entry.span).map_or_else(Vec::new, |(_, n)| n.clone());
            for near in &mut near {
                let judged = entry.rule == Some(near.rule);
                near.chosen &= judged;
                // What was held and then dropped: the text as a whole tells another story.
                if matches!(near.says, Says::Agrees | Says::Contradicts)
                    && !judged
                    && entry.status == Status::Unchecked
                {
                    near.says = Says::Silent("the draft names nothing of this pack's story");
                }
            }
            let mine = names.iter().position(|named| is_name(&entry, named.span));
            let quoted = quoted.iter().find(|q| is_of(&entry, q)).cloned();
            Trace { named: mine.map(|at| names.remove(at)), entry, near, quoted }
        })
        .collect();
    // Names that were let be are on no sheet.
    traces.extend(names.into_iter().map(|mut named| {
        // What was judged and then dropped: the text as a whole tells another story.
        named.silent = named.silent.or(Some("the draft names nothing of this pack's story"));
        let mut entry = other(set, named.span, named.rule, Status::Unchecked);
        (entry.kind, entry.measure) = (Kind::Name, Measure::Name);
        Trace { entry, near: Vec::new(), named: Some(named), quoted: None }
    }));
    traces.sort_by_key(|trace| (trace.entry.span, trace.entry.kind));
    traces
}

/// Whether an entry of the sheet is about the name at `span`.
fn is_name(entry: &Entry, span: Span) -> bool {
    matches!(entry.kind, Kind::Name | Kind::Title) && span.overlaps(entry.span)
}

/// Whether an entry of the sheet is a quotation, or the one who is said to speak it.
fn is_of(entry: &Entry, quoted: &Quoted) -> bool {
    let rule = quoted.near.as_ref().map(|near| near.rule);
    match entry.kind {
        Kind::Quotation => quoted.parts.iter().any(|part| part.overlaps(entry.span)),
        Kind::Speaker => {
            quoted.speaker.as_ref().is_some_and(|by| by.span == entry.span) && entry.rule == rule
        }
        Kind::Reckoning | Kind::Name | Kind::Title | Kind::Wording | Kind::Direction | Kind::Value => false,
    }
}
