//! The tick sheet of a draft: every checkable claim in reading order, with what came of it.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::claim::{self, Claim, Entity, Form, Stance};
use crate::fact::Measure;
use crate::finding::{Code, Finding, Rule};
use crate::judge::check::{Depth, Passed, Report, Settings, stands, walk};
use crate::judge::fact::{PackSet, message};
use crate::judge::kind::Kind;
use crate::judge::spoken;
use crate::mention::{Hedge, Mention, Said, Value};
use crate::period::Period;
use crate::quantity::Quantity;
use crate::source::{Block, Document};
use crate::span::Span;
use crate::text::lexicon::{self, Class};
use crate::text::{self, Token, TokenKind, is_irregular_past};
use crate::verdict::Verdict;

/// Every checkable claim of a draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// By span.
    pub entries: Vec<Entry>,
    /// What a check of the same draft gives.
    pub report: Report,
}

/// One claim: a value, a direction, a name or a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What states it.
    pub kind: Kind,
    /// The words that state it: bytes of the file.
    pub span: Span,
    /// What it is about.
    pub subject: Option<Topic>,
    /// What kind of statement it is.
    pub measure: Measure,
    /// The value; none for a direction without one, a name, a quotation.
    pub said: Option<Said>,
    /// How exactly the value is stated.
    pub hedge: Hedge,
    /// How the value stands in its clause; none for names and quotations.
    pub form: Option<Form>,
    /// Where and when it is said to hold.
    pub scope: Scope,
    /// What the text does with it.
    pub stance: Stance,
    /// Inside quotation marks: somebody's own words.
    pub quoted: bool,
    /// What came of it.
    pub status: Status,
    /// The rule it was held against.
    pub rule: Option<Rule>,
}

impl Entry {
    fn is_date(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.kind() == "date")
    }

    /// A statement that is no claim about a value.
    pub(super) fn bare(
        kind: Kind,
        span: Span,
        measure: Measure,
        status: Status,
        rule: Option<Rule>,
    ) -> Entry {
        Entry {
            kind,
            span,
            subject: None,
            measure,
            said: None,
            hedge: Hedge::Exact,
            form: None,
            scope: Scope::default(),
            stance: Stance::Asserted,
            quoted: false,
            status,
            rule,
        }
    }
}

/// What a claim is about, in the draft's words or, for names and quotations, in the pack's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The words.
    pub text: String,
    /// Their bytes in the file, where they stand there.
    pub span: Option<Span>,
}

/// What a statement says of its own place, group and time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// `Dallas`
    pub places: Vec<String>,
    /// `Latinos`
    pub groups: Vec<String>,
    /// `2024`
    pub period: Option<Period>,
    /// From the beginning of the period on: `since 2019`.
    pub since: bool,
}

/// What came of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// It states a rule rightly.
    Agrees,
    /// It states one wrongly, or the draft contradicts itself or the calendar.
    Contradicts {
        /// What is wrong.
        finding: Box<Finding>,
        /// Whether a stet lets it stand.
        stet: bool,
    },
    /// It may be about a rule, but cannot be held against it; with the reason.
    Unclear(String),
    /// No rule speaks of it.
    Unchecked,
}

impl Status {
    /// The word in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Status::Agrees => "agrees",
            Status::Contradicts { .. } => "contradicts",
            Status::Unclear(_) => "unclear",
            Status::Unchecked => "unchecked",
        }
    }

    /// What outranks what where two rules speak of the same words.
    fn rank(&self) -> u8 {
        match self {
            Status::Unchecked => 0,
            Status::Unclear(_) => 1,
            Status::Agrees => 2,
            Status::Contradicts { .. } => 3,
        }
    }
}

/// Checks a document and lists every checkable claim of it, judged or not.
pub fn sheet(document: &Document, set: &PackSet, settings: &Settings) -> Sheet {
    listing(document, set, settings, false)
}

/// The sheet, with `everything` also what looks like a claim and is not one.
pub(super) fn listing(document: &Document, set: &PackSet, settings: &Settings, everything: bool) -> Sheet {
    let mut drafted = Vec::new();
    // A header's figures ("2024", "First week") say what the cells under it are about.
    let headers: BTreeSet<usize> = document.blocks.iter().flat_map(|block| &block.labels).copied().collect();
    let report = walk(document, set, settings, Depth::Everything, |passed| {
        draft_block(document, &passed, headers.contains(&passed.index), &mut drafted);
    });
    // Footnotes and the like stand elsewhere than they are read.
    if !drafted.is_sorted_by_key(key) {
        drafted.sort_by_key(key);
    }
    let mut others: Vec<Entry> = Vec::new();
    let mut reckoned: Vec<Span> = Vec::new();
    for judgement in &report.judgements {
        let status = status(document, set, &judgement.verdict);
        if status == Status::Unchecked {
            continue;
        }
        let at = drafted.partition_point(|d| d.entry.span < judgement.span);
        let found = drafted.get_mut(at).map(|d| &mut d.entry).filter(|entry| entry.span == judgement.span);
        match (judgement.rule, found) {
            (Some(rule), Some(entry)) => settle(entry, status, Some(rule)),
            // A sum, a share or a change that comes out is borne out by the draft's own figures. That the calendar
            // agrees with a date verifies nothing: nobody has said that it was on that day.
            (None, Some(entry)) if status == Status::Agrees && !entry.is_date() => {
                settle(entry, status, None)
            }
            (None, _) if status == Status::Agrees => reckoned.push(judgement.span),
            (None, _) if !matches!(status, Status::Contradicts { .. }) => {}
            (None, Some(entry)) => settle(entry, status, None),
            (rule, None) => others.push(other(set, judgement.span, rule, status)),
        }
    }
    date_with_its_claim(set, &mut drafted);
    let kept = drafted.into_iter().filter(|d| everything || d.listed || d.entry.status != Status::Unchecked);
    let mut entries: Vec<Entry> = kept.map(|d| d.entry).collect();
    spoken::list(&set.people.quoted(set.packs(), document, &text::segment(document)), &mut others);
    others.extend(reckoned.into_iter().map(|span| reckoning(document, &entries, span)));
    if !others.is_empty() {
        absorb(&mut entries, others);
        entries.sort_by_key(|entry| (entry.span, entry.kind, entry.measure));
    }
    Sheet { entries, report }
}

fn key(drafted: &Drafted) -> (Span, Measure) {
    (drafted.entry.span, drafted.entry.measure)
}

/// A claim on its way to the sheet.
struct Drafted {
    entry: Entry,
    /// Whether it is listed where no rule speaks of it.
    listed: bool,
    /// Which sentence of the document it stands in.
    sentence: usize,
}

fn draft_block(document: &Document, passed: &Passed<'_>, header: bool, out: &mut Vec<Drafted>) {
    let (block, text) = (passed.spot.block, passed.spot.text);
    let (prose, bound) = (block.text.as_str(), passed.bound);
    let mut entities: (usize, Vec<Entity>) = (usize::MAX, Vec::new());
    // Sentences are numbered through the document; blocks without claims need no numbers.
    let first = out.last().map_or(0, |d| d.sentence + 1);
    let start = out.len();
    for claim in &bound.claims {
        let mention = claim.mention.and_then(|m| bound.mentions.get(m));
        if mention.is_some_and(|m| !m.is_checkable()) {
            continue;
        }
        let words = match mention {
            Some(mention) => Some(mention.core_span),
            None => {
                claim.tokens.end.checked_sub(1).and_then(|l| passed.spot.prose_span(claim.tokens.start, l))
            }
        };
        let Some(words) = words else { continue };
        if entities.0 != claim.sentence
            && let Some(sentence) = text.sentences.get(claim.sentence)
        {
            let names = claim::entities(prose, &text.tokens, sentence, passed.reading.headline, &|t| {
                passed.reading.is_common(t)
            });
            entities = (claim.sentence, names);
        }
        let topic = claim::topic(prose, text, &bound.mentions, claim);
        let measure = claim::measure(prose, text, &bound.mentions, claim, topic.as_ref());
        let said = mention.map(|m| m.said(passed.reading.base));
        let listed = match mention {
            Some(mention) => counts(passed, claim, mention),
            None => topic.as_ref().is_some_and(|topic| says_a_change(passed, claim, topic)),
        };
        let subject = match &topic {
            Some(range) => spoken(passed, range),
            None => named_above(document, block),
        };
        let things = topic.is_none()
            && measure == Measure::Level
            && mention.is_some_and(|m| matches!(m.value, Value::Amount(Quantity::Count(_))))
            && subject.as_ref().is_some_and(|s| s.text.ends_with('s') && !s.text.ends_with("ss"));
        let entry = Entry {
            kind: if mention.is_some() { Kind::Value } else { Kind::Direction },
            span: block.map.source_span(words),
            subject,
            measure: if things { Measure::Count } else { measure },
            said,
            hedge: mention.map_or(Hedge::Exact, |m| m.hedge),
            form: Some(claim.form),
            scope: scope(passed, &entities.1, claim, mention),
            stance: claim.stance,
            quoted: passed.spot.quoted(claim.tokens.start),
            status: Status::Unchecked,
            rule: None,
        };
        out.push(Drafted { entry, listed: listed && !header, sentence: first + claim.sentence });
    }
    // A sentence's bare directions come after its values.
    if let Some(own) = out.get_mut(start..).filter(|own| !own.is_sorted_by_key(key)) {
        own.sort_by_key(key);
    }
}

/// A figure, not a word that only looks like one: "no room", "one poll" are listed where a rule speaks of them.
fn counts(passed: &Passed<'_>, claim: &Claim, mention: &Mention) -> bool {
    let prose = &passed.spot.block.text;
    let tokens = &passed.spot.text.tokens;
    match mention.core_span.slice(prose).to_ascii_lowercase().as_str() {
        "one" | "a" | "an" => false,
        "no" => claim.counted.as_ref().and_then(|c| tokens.get(c.words.clone())).is_some_and(|words| {
            words.iter().any(|t| t.text(prose).ends_with('s') || lexicon::is(t, Class::GENERIC))
        }),
        _ => true,
    }
}

/// "Violent crime rose", not "the fall of Rome": a finite verb with a noun for its subject.
fn says_a_change(passed: &Passed<'_>, claim: &Claim, topic: &Range<usize>) -> bool {
    let tokens = &passed.spot.text.tokens;
    let prose = &passed.spot.block.text;
    let finite = tokens.get(claim.tokens.start).is_some_and(|t| {
        let text = t.text(prose);
        text.ends_with("ed")
            || text.ends_with('s')
            || is_irregular_past(t)
            || t.is_any(prose, &["fell", "rose", "grew"])
    });
    let noun = tokens.get(topic.clone()).is_some_and(|words| {
        let named = |t: &Token| !lexicon::is(t, Class::PRONOUN.and(Class::FUNCTION));
        words.iter().any(|t| t.kind == TokenKind::Word && named(t))
    });
    finite && noun && topic.end <= claim.tokens.start
}

fn spoken(passed: &Passed<'_>, range: &Range<usize>) -> Option<Topic> {
    let block = passed.spot.block;
    let span = passed.spot.prose_span(range.start, range.end.checked_sub(1)?)?;
    let text = span.slice(&block.text);
    let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
    Some(Topic { text: text.to_owned(), span: Some(block.map.source_span(span)) })
}

/// A cell's header, the row's before the column's, else a bold run-in. A header without a word says when, not what.
fn named_above(document: &Document, block: &Block) -> Option<Topic> {
    let label = block
        .labels
        .iter()
        .filter_map(|i| document.blocks.get(*i))
        .find(|label| label.text.chars().any(char::is_alphabetic));
    let named = |label: &Block| {
        let text = label.text.trim();
        let span = Span::of(&label.text, 0..label.text.len())?;
        Some(Topic { text: text.to_owned(), span: Some(label.map.source_span(span)) })
    };
    if let Some(label) = label {
        return named(label);
    }
    let run_in = block.run_in?;
    let text = run_in.slice(&block.text).trim().trim_end_matches(['.', ':', '?']);
    (!text.is_empty()).then(|| Topic { text: text.to_owned(), span: Some(block.map.source_span(run_in)) })
}

fn scope(passed: &Passed<'_>, entities: &[Entity], claim: &Claim, mention: Option<&Mention>) -> Scope {
    let block = passed.spot.block;
    let stated = claim::stated(&block.text, passed.spot.text, &passed.bound.mentions, entities, claim);
    let words = |ranges: &[Range<usize>]| {
        ranges.iter().filter_map(|range| spoken(passed, range)).map(|topic| topic.text).collect()
    };
    let date = mention.is_some_and(|m| matches!(m.value, Value::Date(_)));
    let period = claim.when.period.or(passed.reading.label_period).filter(|_| !date);
    Scope {
        places: words(&stated.places),
        groups: words(&stated.groups),
        since: claim.when.since && period.is_some(),
        period,
    }
}

/// Reasons of the judge for which a claim speaks of a rule and still cannot be held against it. Every other reason tells
/// that the claim is about something else, so that no rule speaks of it.
const UNCLEAR: &[&str] = &[
    "a forecast",
    "a plan",
    "a question",
    "a supposition",
    "a target",
    "an earlier or corrected figure",
    "it may be about another",
    "it may be somebody else's",
    "somebody else's figure",
    "the place or group is not sure",
    "the statement is negated",
    "the time is not sure",
    "under a condition of its own",
];

fn status(document: &Document, set: &PackSet, verdict: &Verdict) -> Status {
    match verdict {
        Verdict::Agrees => Status::Agrees,
        Verdict::Unclear(reason) if UNCLEAR.contains(&reason.as_str()) => Status::Unclear(reason.clone()),
        Verdict::Unclear(_) => Status::Unchecked,
        Verdict::Contradicts(finding) if finding.code == Code::StaleFact => {
            Status::Unclear("the fact is stale".to_owned())
        }
        Verdict::Contradicts(finding) => {
            let stet = stands(document, set, finding, &mut vec![false; document.stets.len()]);
            Status::Contradicts { finding: finding.clone(), stet }
        }
    }
}

fn settle(entry: &mut Entry, status: Status, rule: Option<Rule>) {
    if status.rank() > entry.status.rank() {
        entry.status = status;
        entry.rule = rule;
    }
}

/// A name, a quotation, or words that are no claim of their own but contradict something.
pub(super) fn other(set: &PackSet, span: Span, rule: Option<Rule>, status: Status) -> Entry {
    let named = |text: &str| Some(Topic { text: text.to_owned(), span: None });
    let pack = |pack: usize| set.packs().get(pack);
    let code = match &status {
        Status::Contradicts { finding, .. } => Some(finding.code),
        Status::Agrees | Status::Unclear(_) | Status::Unchecked => None,
    };
    let name = if code == Some(Code::TitleMismatch) { Kind::Title } else { Kind::Name };
    let (kind, measure, subject) = match rule {
        Some(Rule::Fact { pack: p, fact }) => match pack(p).and_then(|p| p.facts.get(fact)) {
            Some(fact) => {
                let kind = match fact.measure {
                    Measure::Name => name,
                    Measure::Wording => Kind::Wording,
                    _ => Kind::Value,
                };
                (kind, fact.measure, named(message::subject(fact)))
            }
            None => (Kind::Value, Measure::Level, None),
        },
        Some(Rule::Name { pack: p, name: n }) => {
            (name, Measure::Name, pack(p).and_then(|p| p.names.get(n)).and_then(|n| named(&n.name)))
        }
        Some(Rule::Quote { pack: p, quote }) => {
            let by = pack(p).and_then(|p| p.quotes.get(quote)).and_then(|q| named(&q.by));
            (Kind::Quotation, Measure::Wording, by)
        }
        None if code == Some(Code::NameDrift) => (Kind::Name, Measure::Name, None),
        None => (Kind::Reckoning, Measure::Level, None),
    };
    let quoted = kind == Kind::Quotation;
    Entry { subject, quoted, ..Entry::bare(kind, span, measure, status, rule) }
}

/// Values that fit together by the calendar or by arithmetic, under the measure of the first of them.
fn reckoning(document: &Document, entries: &[Entry], span: Span) -> Entry {
    // "10 miles (16 km)": with the bracket that closes.
    let words = span.slice(&document.text);
    let closes = document.text.get(span.end()..).is_some_and(|rest| rest.starts_with(')'));
    let closed = closes && words.contains('(') && !words.contains(')');
    let span = Span::new(span.start(), span.end() + usize::from(closed)).unwrap_or(span);
    let first = entries.partition_point(|entry| entry.span.end() <= span.start());
    let measure = entries.get(first).filter(|e| e.span.overlaps(span)).map_or(Measure::Level, |e| e.measure);
    Entry::bare(Kind::Reckoning, span, measure, Status::Agrees, None)
}

/// "fell 8.2% in 2024": where a figure of that year is right and the fact is of that year, so is the year.
fn date_with_its_claim(set: &PackSet, drafted: &mut [Drafted]) {
    for sentence in drafted.chunk_by_mut(|a, b| a.sentence == b.sentence) {
        let right: Vec<(Period, Rule)> = sentence
            .iter()
            .filter(|d| d.entry.status == Status::Agrees)
            .filter_map(|d| {
                let (period, Some(rule @ Rule::Fact { pack, fact })) = (d.entry.scope.period?, d.entry.rule)
                else {
                    return None;
                };
                let fact = set.packs().get(pack)?.facts.get(fact)?;
                let own = fact.scope.period.or(fact.scope.since)?;
                (own == period || own.contains(period) || period.contains(own)).then_some((period, rule))
            })
            .collect();
        for date in sentence.iter_mut().filter(|d| d.entry.status == Status::Unchecked) {
            if let Some((_, rule)) = right
                .iter()
                .find(|(period, _)| date.entry.said.as_ref().and_then(Said::period) == Some(*period))
            {
                date.entry.status = Status::Agrees;
                date.entry.rule = Some(*rule);
            }
        }
    }
}

/// Puts what is no claim of its own among the claims. A slip over several of them, as a weekday with its date, marks
/// the one it lies on.
fn absorb(entries: &mut Vec<Entry>, others: Vec<Entry>) {
    let claims = entries.len();
    for other in others {
        // Claims come in reading order, block by block.
        let first =
            entries.get(..claims).unwrap_or(&[]).partition_point(|e| e.span.end() <= other.span.start());
        let under = entries.get_mut(first).filter(|e| {
            first < claims
                && other.rule.is_none()
                && matches!(other.status, Status::Contradicts { .. })
                && (other.span.contains(e.span) || e.span.contains(other.span))
        });
        match under {
            Some(entry) => settle(entry, other.status, None),
            None => entries.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Format, read};

    /// Every claim of a draft as `words: status`.
    fn ticked(pack: &str, draft: &str) -> String {
        let packs = if pack.is_empty() {
            Vec::new()
        } else {
            vec![crate::pack::load("p.yaml", pack.as_bytes()).unwrap()]
        };
        let document = read("a.md", draft.as_bytes(), Format::Markdown).unwrap();
        let sheet = sheet(
            &document,
            &PackSet::new(packs),
            &Settings { date: "2025-02-13".parse().ok(), ..Settings::default() },
        );
        let of = |e: &Entry| format!("{}: {}", e.span.slice(draft), e.status.as_str());
        sheet.entries.iter().map(of).collect::<Vec<_>>().join(" | ")
    }

    const PACK: &str =
        "pack: p\nscope: [Dallas]\nfacts:\n  - meeting count = 5\n  - violent crime drop [2024] = 8.2%\n";

    #[test]
    fn ticks_what_a_rule_speaks_of() {
        let rows = [
            ("Dallas held five meetings.", "five: agrees"),
            ("Dallas held four meetings and 40 teas.", "four: contradicts | 40: unchecked"),
            ("In Dallas, violent crime fell 8.2% in 2024.", "8.2%: agrees | 2024: agrees"),
            ("In Dallas, violent crime fell 9.2% in 2024.", "9.2%: contradicts | 2024: unchecked"),
            ("Dallas may see violent crime fall 9% in 2024.", "9%: unclear | 2024: unchecked"),
            ("Dallas heard no word of it in one hall.", ""),
            ("Dallas met on Wednesday, Feb. 13.", "Wednesday, Feb. 13: contradicts"),
            ("Dallas met on Thursday, Feb. 13.", "Thursday, Feb. 13: agrees | Thursday, Feb. 13: unchecked"),
            ("Dallas met a year earlier.", ""),
            ("Calls rose from 80 to 92, up 15%.", "80: unchecked | 92: unchecked | 15%: agrees"),
        ];
        for (draft, expected) in rows {
            assert_eq!(ticked(PACK, draft), expected, "{draft}");
        }
    }

    #[test]
    fn lists_every_claim_without_a_pack() {
        assert_eq!(
            ticked("", "Prices rose. The toll hit 84 on May 3, 2024, up 12%, and the $4 million fund grew."),
            "rose: unchecked | 84: unchecked | May 3, 2024: unchecked | 12%: unchecked | $4 million: unchecked | \
             grew: unchecked"
        );
    }

    #[test]
    fn the_reasons_are_those_of_the_judge() {
        let judge = include_str!("fact/bar.rs");
        for reason in UNCLEAR {
            assert!(judge.contains(&format!("\"{reason}\"")), "{reason}");
        }
    }
}
