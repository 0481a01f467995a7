//! Why each claim at one place of a draft was or was not held against the facts near it.

use crate::finding::Rule;
use crate::judge::check::{Depth, Settings, walk};
use crate::judge::fact::{self, Near, PackSet, Says};
use crate::judge::sheet::{Entry, Status, listing};
use crate::source::Document;
use crate::span::Span;

/// A claim with the facts that came near it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The claim, as the sheet lists it.
    pub entry: Entry,
    /// The facts, nearest first; a dozen at most.
    pub near: Vec<Near>,
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
    let asked_for = sheet.entries.into_iter().filter(|entry| wanted(entry.span));
    asked_for
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
            Trace { entry, near }
        })
        .collect()
}
