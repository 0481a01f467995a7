//! What is said of a title that is not the known one's: its finding.

use std::ops::Range;

use crate::fact::Severity;
use crate::finding::{Code, Finding, Fix, Rule};
use crate::judge::person::introduction::tells_of_then;
use crate::judge::person::name::Draft;
use crate::judge::person::office::Fit;
use crate::judge::person::people::{Held, Holder, Known, valid};
use crate::judge::person::phrase::{Phrase, Place};
use crate::judge::person::title::TitleVerdict;
use crate::mention::name::Passage;
use crate::verdict::{Judgement, Verdict};

pub(crate) struct WrongTitle {
    code: Code,
    rule: Rule,
    severity: Severity,
    message: String,
    expected: String,
    /// What to write in the title's place.
    replacement: Option<String>,
    /// The office is theirs, its place or body is not.
    of_place: bool,
}

impl Draft<'_> {
    /// A title that the pack ended before the draft's day, or that begins after it.
    pub(crate) fn out_of_date(
        &self,
        phrase: &Phrase,
        passage: &Passage<'_>,
        known: &Known,
        held: &Held,
        full: bool,
    ) -> TitleVerdict {
        let current = known.titles.iter().any(|t| valid(self.date, t.from, t.until));
        if current {
            return self.wrong(phrase, passage, known, None);
        }
        let before = self.date.zip(held.from).is_some_and(|(day, from)| day < from);
        let bound = if before { held.from } else { held.until };
        let sure = full || self.another_holder(phrase, u32::MAX).is_some();
        let Some(bound) = bound.filter(|_| sure && !tells_of_then(passage, phrase)) else {
            return TitleVerdict::Open;
        };
        let (name, text) = (&known.name, &held.text);
        let message = match before {
            true => format!("{name} is {text} from {bound} on, not before"),
            false => format!("{name} was {text} until {bound}"),
        };
        TitleVerdict::Wrong(Box::new(WrongTitle {
            code: Code::TitleMismatch,
            rule: known.rule,
            severity: Severity::Error,
            message,
            expected: if before { text.clone() } else { format!("former {text}") },
            replacement: None,
            of_place: false,
        }))
    }

    pub(crate) fn wrong(
        &self,
        phrase: &Phrase,
        passage: &Passage<'_>,
        known: &Known,
        holder: Option<Holder>,
    ) -> TitleVerdict {
        let said = passage.text(&phrase.title);
        let role = match holder {
            Some(Holder::Role(r)) => self.people.roles.get(r as usize),
            _ => None,
        };
        let mut own = known.titles.iter().filter(|t| valid(self.date, t.from, t.until));
        // Of several, the one that the text comes nearest to.
        let first = own.next();
        let nearest = first.into_iter().chain(own).find(|t| t.office.head == phrase.office.head).or(first);
        if let Some(own) = nearest {
            // The title is right and its place is not: neither is mended by the title alone.
            let place = phrase.office.fit(&own.office) == Fit::Same;
            let of = own.of.as_ref().filter(|_| place).map_or(String::new(), |of| format!(" of {of}"));
            let behind = phrase.behind.as_ref().filter(|_| place);
            let said = match behind {
                Some(behind) => format!("{said} of {}", passage.text(behind)),
                None if place => passage.text(&phrase.tokens).to_owned(),
                None if phrase.shared => format!("one of the {said}"),
                None => said.to_owned(),
            };
            return TitleVerdict::Wrong(Box::new(WrongTitle {
                code: Code::TitleMismatch,
                rule: known.rule,
                severity: Severity::Error,
                message: format!("{} is {}{of}, not {said}", known.name, own.text),
                expected: format!("{}{of}", own.text),
                replacement: (phrase.place == Place::Before && !place && !phrase.shared)
                    .then(|| own.text.clone()),
                of_place: place,
            }));
        }
        let own = known.roles.iter().filter_map(|r| self.people.roles.get(*r as usize)).next();
        if let Some(role) = role {
            let holder = self.people.get(role.holder).map_or("", |h| h.name.as_str());
            return TitleVerdict::Wrong(Box::new(WrongTitle {
                code: if known.titles.is_empty() { Code::NameMismatch } else { Code::TitleMismatch },
                rule: role.rule,
                severity: role.severity,
                message: format!("{} is {}, not {}", role.text, holder, known.name),
                expected: holder.to_owned(),
                replacement: None,
                of_place: false,
            }));
        }
        match own {
            Some(role) => TitleVerdict::Wrong(Box::new(WrongTitle {
                code: Code::TitleMismatch,
                rule: role.rule,
                severity: role.severity,
                message: format!("{} is {}, not {}", known.name, role.text, said),
                expected: role.text.clone(),
                replacement: None,
                of_place: false,
            })),
            None => TitleVerdict::Open,
        }
    }

    pub(crate) fn wrong_title(
        &self,
        passage: &Passage<'_>,
        name: &Range<usize>,
        phrase: &Phrase,
        k: u32,
        wrong: WrongTitle,
    ) -> Judgement {
        // A title that several names share is not all wrong: the name is that is under it.
        let tokens = match phrase.shared {
            true => name.clone(),
            false => phrase.title.start.min(name.start)..phrase.tokens.end.max(name.end),
        };
        // "Sen. Ramona Ellsworth of Utah": the place is what is wrong.
        let behind = phrase.behind.as_ref().filter(|_| wrong.of_place);
        let tokens = tokens.start..behind.map_or(tokens.end, |place| place.end);
        let quoted = self.quoted(passage, name);
        let span = passage.source_span(&tokens);
        let fix = wrong
            .replacement
            .filter(|_| !quoted)
            .map(|replacement| Fix { span: passage.source_span(&phrase.title), replacement });
        let label =
            if wrong.code == Code::NameMismatch && self.people.get(k).is_some_and(|n| n.titles.is_empty()) {
                format!("should be {}", wrong.expected)
            } else {
                format!("is {}", wrong.expected)
            };
        let finding = Finding {
            code: wrong.code,
            rule: Some(wrong.rule),
            severity: if quoted { wrong.severity.lower() } else { wrong.severity },
            message: wrong.message,
            span,
            label,
            related: Vec::new(),
            expected: Some(wrong.expected),
            help: self.note(wrong.rule),
            fix,
            sentence: passage.sentence_span(name.start),
        };
        Judgement { span, rule: Some(wrong.rule), verdict: Verdict::Contradicts(Box::new(finding)) }
    }
}
