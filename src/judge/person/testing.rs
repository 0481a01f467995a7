//! Packs and drafts for the tests of names, titles and quotations.

use chrono::NaiveDate;

use crate::fact::{
    Fact, FactStance, FactValue, Measure, Name, Pack, Quote, Relation, Scope, Severity, Subject, SubjectWord,
    Term, Title,
};
use crate::finding::Finding;
use crate::judge::person::people::People;
use crate::source::{Block, BlockKind, Document, Piece, SourceMap};
use crate::span::Span;
use crate::text::segment;
use crate::verdict::{Judgement, Verdict};

/// A pack of people (`name; titles, …; other forms, …`), roles (`role = name`) and quotations (`by: words`).
pub(crate) fn pack(about: &str, people: &[&str], roles: &[&str], quotes: &[&str]) -> Pack {
    let mut pack = Pack { about: Some(about.to_owned()), ..Pack::default() };
    let list = |text: Option<&str>| -> Vec<String> {
        text.unwrap_or("").split(',').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect()
    };
    for line in people {
        let mut parts = line.split(';');
        let name = parts.next().unwrap_or("").trim().to_owned();
        let titles = list(parts.next());
        let also = list(parts.next());
        let titles =
            titles.into_iter().map(|title| Title { title, of: None, from: None, until: None }).collect();
        let (source, note) = (None, None);
        pack.names.push(Name {
            id: name.clone(),
            name,
            at: Span::default(),
            titles,
            also,
            from: None,
            until: None,
            source,
            note,
        });
    }
    for line in roles {
        let Some((subject, value)) = line.split_once(" = ") else { continue };
        let words = subject.split(' ').map(|w| SubjectWord { alternatives: vec![w.to_owned()] }).collect();
        pack.facts.push(Fact {
            id: subject.to_owned(),
            line: (*line).to_owned(),
            at: Span::default(),
            value_at: Span::default(),
            subject: Subject { words, measure_word: None },
            scope: Scope::default(),
            measure: Measure::Name,
            relation: Relation::Equal,
            value: FactValue::Name(value.to_owned()),
            tolerance: None,
            stance: FactStance::Asserted,
            severity: Severity::Error,
            required: false,
            from: None,
            until: None,
            was: Vec::new(),
            source: None,
            note: None,
            verified: None,
            expires: None,
        });
    }
    for line in quotes {
        let Some((by, text)) = line.split_once(": ") else { continue };
        pack.quotes.push(Quote {
            id: text.to_owned(),
            by: by.to_owned(),
            text: text.to_owned(),
            at: Span::default(),
            said: None,
            source: None,
            note: None,
        });
    }
    pack.terms.push(Term { word: "Dallas".to_owned(), others: vec!["the city".to_owned()] });
    pack
}

/// A document of paragraphs; `# ` opens a heading, `> ` a block quotation.
pub(crate) fn document(text: &str) -> Document {
    let mut document = Document { text: text.to_owned(), ..Document::default() };
    let mut at = 0;
    for line in text.split('\n') {
        let (skip, kind, quoted) = match line.get(..2) {
            Some("# ") => (2, BlockKind::Heading(1), false),
            Some("> ") => (2, BlockKind::Paragraph, true),
            _ => (0, BlockKind::Paragraph, false),
        };
        let prose = line.get(skip..).unwrap_or("");
        let size = |n: usize| u32::try_from(n).unwrap();
        let mut map = SourceMap::default();
        map.push(Piece {
            prose_start: 0,
            prose_len: size(prose.len()),
            source_start: size(at + skip),
            source_len: size(prose.len()),
            verbatim: true,
        });
        let block = Block { kind, quoted, text: prose.to_owned(), map, labels: Vec::new(), run_in: None };
        document.blocks.push(block);
        at += line.len() + 1;
    }
    document
}

/// All judgements on a draft of February 13, 2025.
pub(crate) fn judged(pack: &Pack, text: &str) -> Vec<Judgement> {
    let document = document(text);
    let segmented = segment(&document);
    let packs = std::slice::from_ref(pack);
    People::new(packs).judge(packs, &document, &segmented, NaiveDate::from_ymd_opt(2025, 2, 13))
}

/// The findings, each as `code: words`.
pub(crate) fn found(pack: &Pack, text: &str) -> Vec<String> {
    findings(pack, text).iter().map(|f| format!("{}: {}", f.code.as_str(), f.span.slice(text))).collect()
}

/// The findings themselves.
pub(crate) fn findings(pack: &Pack, text: &str) -> Vec<Finding> {
    judged(pack, text)
        .into_iter()
        .filter_map(|j| match j.verdict {
            Verdict::Contradicts(finding) => Some(*finding),
            Verdict::Agrees | Verdict::Unclear(_) => None,
        })
        .collect()
}

/// What agrees, in words.
pub(crate) fn agreeing(pack: &Pack, text: &str) -> Vec<String> {
    judged(pack, text)
        .iter()
        .filter(|j| j.verdict == Verdict::Agrees)
        .map(|j| j.span.slice(text).to_owned())
        .collect()
}

/// A desk that follows many stories at once.
pub(crate) fn desk() -> Pack {
    pack(
        "Dallas police outreach, the New York lawsuit, the Bank of Velmora and the Port Sable Marathon",
        &[
            "Michael Igo; Interim Chief, Interim Police Chief; Igo",
            "Pam Bondi; Attorney General; Bondi, Pamela Bondi",
            "Kathy Hochul; Governor; Hochul",
            "Letitia James; Attorney General; Tish James",
            "Tomas Reinholt; Governor; Reinholt",
            "Jonas Pekk; Deputy Governor",
            "Wade Ostrander; Sheriff",
            "Marisol Trent; Superintendent; Trent",
            "Dale Whitcombe; Board President, School Board President",
            "Noor Castellan; Chief Executive; Castellan",
            "Dina Okafor; Head of Design, Design Chief",
            "Harriet Lowe; Chief Executive; Lowe",
            "Sanna Kivelä; Lead Maintainer",
            "Gwen Pritchard; Treasurer",
            "Ana de la Cruz; Comptroller",
            "John R. Ewing Jr.; Commissioner",
            "Joachim Adair",
        ],
        &[
            "U.S. attorney general = Pam Bondi",
            "New York governor = Kathy Hochul",
            "New York attorney general = Letitia James",
            "Bank of Velmora governor = Tomas Reinholt",
            "women's winner = Marit Solheim",
            "men's winner = Joachim Adair",
            "first meeting venue = Familia Bethel Internacional",
        ],
        &[],
    )
}
