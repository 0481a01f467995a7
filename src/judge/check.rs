//! The whole of a check: one document against a set of packs.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::claim::{self, Bound};
use crate::finding::{Code, Codes, Finding, Rule};
use crate::judge::fact::{self, Around, Bearing, Leads, PackSet, run_in};
use crate::judge::finding::{judgement, missing, unused};
use crate::judge::itself::{self, Draft};
use crate::judge::spot::Spot;
use crate::mention::{self, Mention};
use crate::source::{BlockKind, Document, Reach};
use crate::span::Span;
use crate::text;
use crate::verdict::{Judgement, Verdict};

/// What a run is told from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// What relative dates count from where a draft has no date of its own.
    pub date: Option<NaiveDate>,
    /// Codes of which nothing is said.
    pub ignored: Codes,
}

/// What a check of one document gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// By span, then code.
    pub findings: Vec<Finding>,
    /// Claims that state a rule rightly.
    pub agrees: usize,
    /// Claims that state one wrongly, or that a stet lets stand.
    pub contradicts: usize,
    /// Claims that may be about a rule but cannot be held against it.
    pub unclear: usize,
    /// Every judgement, by span.
    pub judgements: Vec<Judgement>,
}

/// Checks one document.
pub fn check(document: &Document, set: &PackSet, settings: &Settings) -> Report {
    walk(document, set, settings, Depth::Touched, |_| {})
}

/// Which blocks are bound into claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// Those whose words lead to some fact.
    Touched,
    /// All of them.
    Everything,
}

/// A block with all that was made of it on the way to its judgements.
pub(super) struct Passed<'p> {
    /// Index into the document's blocks.
    pub(super) index: usize,
    pub(super) spot: Spot<'p>,
    pub(super) reading: &'p fact::Reading<'p>,
    pub(super) bound: &'p Bound,
    /// Facts that its words lead to.
    pub(super) candidates: &'p [u32],
    pub(super) held: &'p [fact::Held],
}

/// A block on its way to be bound.
struct Read<'d> {
    spot: Spot<'d>,
    mentions: Vec<Mention>,
    /// The heading above, by index.
    heading: Option<usize>,
}

/// Checks one document and shows each block that is bound into claims, in reading order.
pub(super) fn walk(
    document: &Document,
    set: &PackSet,
    settings: &Settings,
    depth: Depth,
    mut passed: impl FnMut(Passed<'_>),
) -> Report {
    let text = text::segment(document);
    let told = settings.date.or_else(|| set.packs().iter().find_map(|p| p.date));
    let own = document.date.or_else(|| mention::dateline(document, &text, told));
    let base = own.or(told);
    let dated = own.or(settings.date).is_some();
    let bearings = fact::bearings(set.packs(), &set.vocabularies, &text);
    let mut around = Around::new(document, &text, base, &bearings);
    let mut judgements = Vec::new();
    let mut blocks: Vec<Read<'_>> = Vec::with_capacity(document.blocks.len());
    let mut heading: Option<usize> = None;
    for (index, (block, segmented)) in document.blocks.iter().zip(&text).enumerate() {
        let mentions = mention::recognise(&block.text, &segmented.tokens);
        let spot = Spot { block, text: segmented };
        if !mentions.is_empty() {
            itself::judge(&Draft { spot, mentions: &mentions, base, dated }, &mut judgements);
        }
        blocks.push(Read { spot, mentions, heading });
        if matches!(block.kind, BlockKind::Heading(_)) {
            heading = Some(index);
        }
    }
    let drafts: Vec<Draft<'_>> =
        blocks.iter().map(|read| Draft { spot: read.spot, mentions: &read.mentions, base, dated }).collect();
    itself::judge_whole(document, &drafts, &mut judgements);
    let leads = |around: &mut Around<'_>, read: &Read<'_>| match set.facts.is_empty() {
        true => Leads::default(),
        false => {
            fact::leads(set, &around.reading(read.spot.block, read.spot.text, read.heading), &read.mentions)
        }
    };
    let may_agree = blocks.iter().map(|read| leads(&mut around, read).may_agree);
    let silent = fact::silent(set, &bearings, TELLS_STORY, may_agree);
    for (index, read) in blocks.into_iter().enumerate() {
        if depth == Depth::Touched && !silent.contains(&false) {
            break;
        }
        let mut leads = leads(&mut around, &read);
        if depth == Depth::Touched {
            if silent.contains(&true) {
                leads.drop_silent(set, &silent);
            }
            if leads.is_empty() {
                continue;
            }
        }
        let Read { spot, mentions, heading } = read;
        let reading = &around.reading(spot.block, spot.text, heading);
        let wanted = |sentence| depth == Depth::Everything || !leads.of(sentence).is_empty();
        let run_in = run_in(spot.block, spot.text);
        let bound = &claim::bind_where(&spot.block.text, spot.text, mentions, base, &run_in, wanted);
        let held = &fact::hold(set, reading, bound, &leads);
        for held in held {
            judgements.extend(judgement(set, spot, bound, held, base));
        }
        passed(Passed { index, spot, reading, bound, candidates: &leads.facts, held });
    }
    // What names of strangers' stories say is dropped below.
    let named = silent.contains(&false) || silent.is_empty();
    if named || set.people.quotes_any(document, &text) {
        judgements.extend(set.people.judge(set.packs(), document, &text, base));
    }
    drop_strangers(set, &bearings, &mut judgements);
    let missing = missing(set, &bearings, base, &judgements);
    finish(document, set, judgements, missing, settings.ignored)
}

/// A text that names nothing of a pack's story tells it only if it states several of its facts rightly, and more of
/// them than it gets wrong; the judgements by any other pack are dropped.
fn drop_strangers(set: &PackSet, bearings: &[Bearing], judgements: &mut Vec<Judgement>) {
    let strangers: Vec<usize> = (0..bearings.len())
        .filter(|pack| bearings.get(*pack) == Some(&Bearing::Open))
        .filter(|pack| {
            let mut agreed = BTreeSet::new();
            let mut contradicted = BTreeSet::new();
            for judgement in judgements.iter() {
                let Some(Rule::Fact { pack: of, fact }) = judgement.rule else { continue };
                let telling =
                    || set.packs().get(of).and_then(|p| p.facts.get(fact)).is_some_and(fact::is_telling);
                match &judgement.verdict {
                    Verdict::Agrees if of == *pack && telling() => agreed.insert(fact),
                    Verdict::Contradicts(_) if of == *pack => contradicted.insert(fact),
                    _ => false,
                };
            }
            agreed.len() < TELLS_STORY || agreed.len() < contradicted.len()
        })
        .collect();
    if !strangers.is_empty() {
        // The words of a known quotation are its own proof.
        judgements.retain(|j| match j.rule {
            Some(Rule::Fact { pack, .. } | Rule::Name { pack, .. }) => !strangers.contains(&pack),
            Some(Rule::Quote { .. }) | None => true,
        });
    }
}

/// So many facts rightly stated are no coincidence. A guess that the development drafts and 8,000 wire stories about
/// other things bear out.
const TELLS_STORY: usize = 3;

/// Sorts, drops what says the same of the same words, applies the stets, counts.
fn finish(
    document: &Document,
    set: &PackSet,
    mut judgements: Vec<Judgement>,
    missing: Vec<Finding>,
    ignored: Codes,
) -> Report {
    judgements.retain(|j| !matches!(&j.verdict, Verdict::Contradicts(f) if ignored.contains(f.code)));
    judgements.sort_by(|a, b| a.span.cmp(&b.span).then(a.rule.cmp(&b.rule)));
    let mut report = Report::default();
    let mut used = vec![false; document.stets.len()];
    for judgement in &judgements {
        match &judgement.verdict {
            Verdict::Agrees => report.agrees += 1,
            Verdict::Unclear(_) => report.unclear += 1,
            Verdict::Contradicts(finding) => {
                report.contradicts += usize::from(finding.code != Code::StaleFact);
                if !stands(document, set, finding, &mut used) {
                    report.findings.push((**finding).clone());
                }
            }
        }
    }
    for finding in missing {
        if !ignored.contains(finding.code) && !stands(document, set, &finding, &mut used) {
            report.findings.push(finding);
        }
    }
    for (stet, used) in document.stets.iter().zip(used) {
        if !used && !ignored.contains(Code::UnusedStet) {
            report.findings.push(unused(stet.at));
        }
    }
    drop_settled(judgements.as_slice(), &mut report.findings);
    report.findings.sort_by(|a, b| a.span.cmp(&b.span).then(a.code.cmp(&b.code)).then(a.rule.cmp(&b.rule)));
    // One slip, one finding: where two say something of the same words, the first, more specific one stays.
    report.findings.dedup_by(|later, earlier| {
        later.span.overlaps(earlier.span) && later.rule.is_some() == earlier.rule.is_some()
    });
    report.judgements = judgements;
    report
}

/// Where a rule has settled one of two places that disagree, nothing is open any more: the rule's own verdict says it.
fn drop_settled(judgements: &[Judgement], findings: &mut Vec<Finding>) {
    let settled = |span: Span| {
        judgements
            .iter()
            .any(|j| j.rule.is_some() && !matches!(j.verdict, Verdict::Unclear(_)) && j.span.overlaps(span))
    };
    findings.retain(|f| {
        !matches!(f.code, Code::SelfContradiction | Code::NameDrift)
            || !settled(f.span) && !f.related.iter().any(|label| settled(label.span))
    });
}

/// Whether a stet lets a finding stand.
pub(super) fn stands(document: &Document, set: &PackSet, finding: &Finding, used: &mut [bool]) -> bool {
    let id = match finding.rule {
        Some(Rule::Fact { pack, fact }) => {
            set.packs().get(pack).and_then(|p| p.facts.get(fact)).map(|f| f.id.as_str())
        }
        Some(Rule::Name { pack, name }) => {
            set.packs().get(pack).and_then(|p| p.names.get(name)).map(|n| n.id.as_str())
        }
        Some(Rule::Quote { pack, quote }) => {
            set.packs().get(pack).and_then(|p| p.quotes.get(quote)).map(|q| q.id.as_str())
        }
        None => None,
    };
    let mut any = false;
    for (stet, used) in document.stets.iter().zip(used) {
        let reaches = match stet.reach {
            Reach::File => true,
            Reach::Lines(lines) => lines.overlaps(finding.span),
        };
        let named = stet.rule.as_deref().is_none_or(|rule| {
            let rule = rule.rsplit('/').next().unwrap_or(rule);
            Some(rule) == id || rule == finding.code.as_str()
        });
        if reaches && named {
            *used = true;
            any = true;
        }
    }
    any
}
