//! The counting: what is raised and ticked, against what the labels say.

use std::collections::BTreeMap;
use std::fmt;

use factlint::fact::Pack;
use factlint::finding::Finding;
use factlint::verdict::Verdict;
use factlint::{PackSet, Report};

use super::label::{Draft, Label, LabelVerdict, Level, overlap};
use crate::support;

/// How many of how many.
#[derive(Clone, Copy, Default)]
pub struct Ratio {
    pub hit: usize,
    pub of: usize,
}

impl Ratio {
    fn add(&mut self, hit: bool) {
        self.hit += usize::from(hit);
        self.of += 1;
    }

    fn absorb(&mut self, other: Ratio) {
        self.hit += other.hit;
        self.of += other.of;
    }

    /// Thousandths; all of nothing is 1,000.
    pub fn per_mille(self) -> usize {
        (self.hit * 1000).checked_div(self.of).unwrap_or(1000)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.of == 0 {
            return f.pad("-");
        }
        let thousandths = self.per_mille();
        f.pad(&format!("{}.{}% {}/{}", thousandths / 10, thousandths % 10, self.hit, self.of))
    }
}

/// What a false alarm stands on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// A statement that agrees with the pack.
    Agrees,
    /// A trap: a statement labelled silent.
    Silent,
    /// Words that nobody labelled.
    Unlabelled,
}

/// What was found of one code.
#[derive(Clone, Copy, Default)]
pub struct OfCode {
    pub recall: Ratio,
    /// False alarms that carry the code.
    pub alarms: usize,
}

#[derive(Default)]
pub struct Score {
    pub hits: usize,
    pub plain: Ratio,
    pub hard: Ratio,
    /// Of the hits whose label names one.
    pub right_code: Ratio,
    /// Of the hits whose label names one.
    pub right_rule: Ratio,
    /// Of the statements that agree with a fact: those over which a judgement agrees.
    pub ticked: Ratio,
    /// Of the ticked: those ticked for the fact that the label names.
    pub right_tick: Ratio,
    pub by_code: BTreeMap<String, OfCode>,
    pub alarms: BTreeMap<Ground, usize>,
    /// What the labels say of the traps on which something was raised.
    pub traps: BTreeMap<String, usize>,
    /// Misses and alarms, for a person to read.
    pub told: String,
}

impl Score {
    pub fn precision(&self) -> Ratio {
        Ratio { hit: self.hits, of: self.hits + self.alarms.values().sum::<usize>() }
    }

    pub fn recall(&self) -> Ratio {
        Ratio { hit: self.hits, of: self.plain.of + self.hard.of }
    }

    /// Holds drafts against a pack and counts what comes of it.
    pub fn add(&mut self, pack: &Pack, drafts: &[Draft]) {
        let packs = PackSet::new(vec![pack.clone()]);
        let ids = support::rule_ids(pack);
        for draft in drafts {
            // A label with a slip in its rule would drop out of the count unseen.
            for rule in draft.labels.iter().filter_map(|label| label.rule.as_deref()) {
                assert!(ids.contains(&rule), "{}: no rule {rule}, labelled in\n{}", pack.id, draft.text);
            }
            self.add_draft(pack, &packs, draft);
        }
    }

    /// Adds what another has counted; not what it tells.
    pub fn absorb(&mut self, other: &Score) {
        self.hits += other.hits;
        for (mine, theirs) in [
            (&mut self.plain, other.plain),
            (&mut self.hard, other.hard),
            (&mut self.right_code, other.right_code),
            (&mut self.right_rule, other.right_rule),
            (&mut self.ticked, other.ticked),
            (&mut self.right_tick, other.right_tick),
        ] {
            mine.absorb(theirs);
        }
        for (code, theirs) in &other.by_code {
            let mine = self.by_code.entry(code.clone()).or_default();
            mine.recall.absorb(theirs.recall);
            mine.alarms += theirs.alarms;
        }
        for (ground, count) in &other.alarms {
            *self.alarms.entry(*ground).or_default() += count;
        }
        for (why, count) in &other.traps {
            *self.traps.entry(why.clone()).or_default() += count;
        }
    }

    fn add_draft(&mut self, pack: &Pack, packs: &PackSet, draft: &Draft) {
        // A sentence has no name; it reads as Markdown like the rest.
        let name = if draft.name.is_empty() { "draft.md" } else { &draft.name };
        let report = support::report(&support::document(name, &draft.text), packs);
        let mut found = vec![false; draft.labels.len()];
        for finding in report.findings.iter().filter(|finding| support::counts(finding)) {
            let span = (finding.span.start(), finding.span.end());
            let near = || draft.labels.iter().enumerate().filter(|(_, label)| overlap(span, label.span));
            let rule = support::rule_id(std::slice::from_ref(pack), finding.rule);
            match near().find(|(_, label)| label.verdict == LabelVerdict::Contradicts) {
                // A second finding on the same words is neither a hit nor an alarm.
                Some((i, label)) if !found[i] => {
                    found[i] = true;
                    self.hit(label, finding, &rule);
                }
                Some(_) => {}
                None => self.alarm(draft, near().next().map(|(_, label)| label), finding, &rule),
            }
        }
        for (label, found) in draft.labels.iter().zip(found) {
            match label.verdict {
                LabelVerdict::Contradicts => self.sought(draft, label, found),
                LabelVerdict::Agrees => self.agreeing(pack, label, &report),
                LabelVerdict::Silent => {}
            }
        }
    }

    fn hit(&mut self, label: &Label, finding: &Finding, rule: &str) {
        self.hits += 1;
        if let Some(code) = &label.code {
            self.right_code.add(code == finding.code.as_str());
        }
        if let Some(want) = &label.rule {
            self.right_rule.add(want == rule);
        }
    }

    fn alarm(&mut self, draft: &Draft, on: Option<&Label>, finding: &Finding, rule: &str) {
        let ground = match on.map(|label| label.verdict) {
            Some(LabelVerdict::Agrees) => Ground::Agrees,
            Some(LabelVerdict::Silent) => Ground::Silent,
            // One that overlaps a contradiction is no alarm.
            Some(LabelVerdict::Contradicts) | None => Ground::Unlabelled,
        };
        *self.alarms.entry(ground).or_default() += 1;
        let code = finding.code.as_str();
        self.by_code.entry(code.into()).or_default().alarms += 1;
        let why = on.map_or("unlabelled", |label| label.why.as_str());
        if ground == Ground::Silent {
            *self.traps.entry(why.into()).or_default() += 1;
        }
        let (words, message) = (finding.span.slice(&draft.text), &finding.message);
        let head = spaced(&["ALARM", &draft.name, code, rule]);
        self.tell(draft, &format!("{head} `{words}`: {message} ({why})"));
    }

    fn sought(&mut self, draft: &Draft, label: &Label, found: bool) {
        match label.level {
            Level::Plain => self.plain.add(found),
            Level::Hard => self.hard.add(found),
        }
        if let Some(code) = &label.code {
            self.by_code.entry(code.clone()).or_default().recall.add(found);
        }
        if !found {
            let code = label.code.as_deref().unwrap_or_default();
            let rule = label.rule.as_deref().unwrap_or("-");
            let words = draft.text.get(label.span.0..label.span.1).unwrap_or_default();
            let head = spaced(&["MISS ", &draft.name, code, rule]);
            let why = if label.why.is_empty() { String::new() } else { format!(": {}", label.why) };
            self.tell(draft, &format!("{head} `{words}` ({}){why}", label.level.as_str()));
        }
    }

    /// Names and quotations are left out: they are found by their words and would flatter the share.
    fn agreeing(&mut self, pack: &Pack, label: &Label, report: &Report) {
        let Some(fact) = label.rule.as_ref().filter(|rule| pack.facts.iter().any(|fact| fact.id == **rule))
        else {
            return;
        };
        let ticks: Vec<String> = report
            .judgements
            .iter()
            .filter(|judgement| judgement.verdict == Verdict::Agrees)
            .filter(|judgement| overlap((judgement.span.start(), judgement.span.end()), label.span))
            .map(|judgement| support::rule_id(std::slice::from_ref(pack), judgement.rule))
            .collect();
        self.ticked.add(!ticks.is_empty());
        if !ticks.is_empty() {
            self.right_tick.add(ticks.contains(fact));
        }
    }

    fn tell(&mut self, draft: &Draft, line: &str) {
        self.told += &format!("{line}\n");
        if let Some(shown) = &draft.shown {
            self.told += &format!("      {shown}\n");
        }
    }
}

/// The words that are there, with a space between.
fn spaced(words: &[&str]) -> String {
    words.iter().copied().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
