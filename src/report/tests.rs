//! Golden output of findings made by hand, so that it shows the report and not the judge.

use miette::{Diagnostic, NamedSource};
use thiserror::Error;

use super::*;
use crate::fact::{
    Fact, FactStance, FactValue, Measure, Name, Pack, Quote, Relation, Scope, Severity as Weight, Subject,
};
use crate::finding::{Code, Finding, Label, Rule};
use crate::source::{Document, LineIndex};
use crate::span::Span;

const YAML: &str = "\
pack: harbour-ferry
source: https://example.org/harbour/minutes
facts:
  - weekly sailing count = 14
  - id: fare
    fact: adult return fare [Port Sable, 2025] = $18.50
    note: from the tariff that the harbour board passed in March
    source: https://example.org/harbour/tariff-2025
names:
  - name: Oluwaseun Grant-Müller
    title: Harbour Master
quotes:
  - by: Oluwaseun Grant-Müller
    text: We will not sail into a gale for anybody's timetable.
";

fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("`{words}` is not there"));
    Span::new(start, start + words.len()).unwrap()
}

fn fact(id: &str, line: &str, value: &str) -> Fact {
    let at_line = at(YAML, line);
    Fact {
        id: id.to_owned(),
        line: line.to_owned(),
        at: at_line,
        value_at: Span::new(at_line.end() - value.len(), at_line.end()).unwrap(),
        subject: Subject::default(),
        scope: Scope::default(),
        measure: Measure::Count,
        relation: Relation::Equal,
        value: FactValue::Name(value.to_owned()),
        tolerance: None,
        stance: FactStance::Asserted,
        severity: Weight::Error,
        required: false,
        from: None,
        until: None,
        was: Vec::new(),
        source: None,
        note: None,
        verified: None,
        expires: None,
    }
}

fn packs() -> Vec<Pack> {
    let fare = Fact {
        note: Some("from the tariff that the harbour board passed in March".to_owned()),
        source: Some("https://example.org/harbour/tariff-2025".to_owned()),
        verified: chrono::NaiveDate::from_ymd_opt(2025, 3, 4),
        ..fact("fare", "adult return fare [Port Sable, 2025] = $18.50", "$18.50")
    };
    let name = "Oluwaseun Grant-Müller";
    let words = "We will not sail into a gale for anybody's timetable.";
    vec![Pack {
        id: "harbour-ferry".to_owned(),
        path: "rules/harbour-ferry.yaml".to_owned(),
        yaml: YAML.to_owned(),
        source: Some("https://example.org/harbour/minutes".to_owned()),
        facts: vec![fact("weekly-sailing-count", "weekly sailing count = 14", "14"), fare],
        names: vec![Name {
            id: "oluwaseun-grant-muller".to_owned(),
            name: name.to_owned(),
            at: at(YAML, name),
            titles: Vec::new(),
            also: Vec::new(),
            from: None,
            until: None,
            source: None,
            note: None,
        }],
        quotes: vec![Quote {
            id: "grant-muller-we-will-not".to_owned(),
            by: name.to_owned(),
            text: words.to_owned(),
            at: at(YAML, words),
            said: None,
            source: None,
            note: None,
        }],
        ..Pack::default()
    }]
}

const SAILINGS: Rule = Rule::Fact { pack: 0, fact: 0 };
const FARE: Rule = Rule::Fact { pack: 0, fact: 1 };
const MASTER: Rule = Rule::Name { pack: 0, name: 0 };
const GALE: Rule = Rule::Quote { pack: 0, quote: 0 };

/// A finding on the first place of `wrong` in `text`, in the sentence given.
fn finding(text: &str, sentence: &str, wrong: &str, code: Code, rule: Option<Rule>) -> Finding {
    let sentence = at(text, sentence);
    let inside = at(sentence.slice(text), wrong);
    Finding {
        code,
        rule,
        severity: Weight::Error,
        message: String::new(),
        span: Span::new(sentence.start() + inside.start(), sentence.start() + inside.end()).unwrap(),
        label: String::new(),
        related: Vec::new(),
        expected: None,
        help: None,
        fix: None,
        sentence,
    }
}

fn draw_with(look: Look, text: &str, finding: &Finding) -> String {
    let packs = packs();
    let rules = Rules::new(&packs);
    let document =
        Document { name: "drafts/ferry.md".to_owned(), text: text.to_owned(), ..Document::default() };
    let lines = LineIndex::new(&document.text);
    render_diagnostic(&Shown::new(finding, &document, &lines, &rules), &look)
}

fn look(width: usize) -> Look {
    Look { width, charset: Charset::Unicode, colour: Colour::Off }
}

fn snapshots() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// Snapshots the drawing at 80 and at 120 columns.
fn golden(name: &str, draw: impl Fn(Look) -> String) {
    snapshots().bind(|| {
        for width in [80, 120] {
            let drawing = draw(look(width));
            for line in drawing.lines().filter(|line| !line.contains("://") && !line.contains("<!--")) {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "too wide: {line}");
            }
            insta::assert_snapshot!(format!("pretty-{name}-{width}"), drawing);
        }
    });
}

fn fare_finding() -> (String, Finding) {
    let sentence = "An adult return from Port Sable will cost $15.80 this summer, the harbour board said on \
                    Tuesday, up from $14 a year ago and still, as its chair was at pains to say, the cheapest \
                    crossing on the coast.";
    let text = format!(
        "---\ntitle: Ferry fares rise\n---\n\nThe ferry is coming back. {sentence} Sailings resume in May.\n"
    );
    let mut finding = finding(&text, sentence, "$15.80", Code::NumberMismatch, Some(FARE));
    finding.message = "adult return fare is $18.50, not $15.80 (digits transposed?)".to_owned();
    finding.label = "should be $18.50".to_owned();
    finding.related =
        vec![Label { span: at(&text, "An adult return"), text: "the fare in question".to_owned() }];
    finding.expected = Some("$18.50".to_owned());
    (text, finding)
}

#[test]
fn a_sentence_of_a_paragraph_with_its_subject() {
    let (text, finding) = fare_finding();
    golden("fact", |look| draw_with(look, &text, &finding));
}

#[test]
fn plain_ascii_and_colour() {
    let (text, finding) = fare_finding();
    snapshots().bind(|| {
        let ascii = Look { charset: Charset::Ascii, ..look(80) };
        let drawing = draw_with(ascii, &text, &finding);
        assert!(drawing.is_ascii());
        insta::assert_snapshot!("pretty-ascii-80", drawing);
        let colour = Look { colour: Colour::On, ..look(80) };
        let drawing = draw_with(colour, &text, &finding);
        insta::assert_snapshot!("pretty-colour-80", drawing.replace('\u{1b}', "␛"));
    });
}

#[test]
fn a_headline_in_front_matter_and_the_body_that_denies_it() {
    let text = "---\ntitle: \"Ferry to make twelve sailings a week\"\ndate: 2025-05-02\n---\n\n\
                The ferry returns on Friday. There will be 14 sailings a week until October.\n";
    let mut finding =
        finding(text, "Ferry to make twelve sailings a week", "twelve", Code::NumberMismatch, Some(SAILINGS));
    finding.message = "weekly sailing count is 14, not twelve".to_owned();
    finding.label = "should be 14".to_owned();
    finding.related = vec![
        Label { span: at(text, "14 sailings"), text: "the body has it right".to_owned() },
        Label { span: at(text, "sailings a week\"").cover(at(text, "sailings a week")), text: String::new() },
    ];
    finding.expected = Some("14".to_owned());
    golden("headline", |look| draw_with(look, text, &finding));
}

#[test]
fn a_name_that_falls_on_the_end_of_a_row() {
    let sentence = "Nobody will be put to sea in weather like that of last winter, said the harbour master, \
                    Oluwaseun Grant-Miller Okonkwo, who has run the port since the old pier was taken down.";
    let text = format!("{sentence} The first boat leaves at six.");
    let mut finding =
        finding(&text, sentence, "Oluwaseun Grant-Miller Okonkwo", Code::NameMismatch, Some(MASTER));
    finding.severity = Weight::Warning;
    finding.message = "the name is Oluwaseun Grant-Müller, not \"Oluwaseun Grant-Miller Okonkwo\"".to_owned();
    finding.label = "should be Oluwaseun Grant-Müller".to_owned();
    finding.expected = Some("Oluwaseun Grant-Müller".to_owned());
    golden("name", |look| draw_with(look, &text, &finding));
}

#[test]
fn a_quotation_over_several_rows() {
    let sentence = "“We are not going to sail out into a gale for the sake of anybody's timetable, not mine and \
                    not the mayor's, whatever it says on the board in the ticket office,” Grant-Müller told the \
                    board.";
    let text = format!("> {sentence}\n");
    let wrong = "We are not going to sail out into a gale for the sake of anybody's timetable, not mine and not \
                 the mayor's, whatever it says on the board in the ticket office";
    let mut finding = finding(&text, sentence, wrong, Code::QuoteAltered, Some(GALE));
    finding.message = "the quotation is not what Oluwaseun Grant-Müller said".to_owned();
    finding.label = "other words than the quotation's".to_owned();
    finding.help = Some("write \"We will not sail into a gale for anybody's timetable.\", or mark what is left out with an ellipsis".to_owned());
    golden("quotation", |look| draw_with(look, &text, &finding));
}

#[test]
fn wide_signs_combining_marks_and_emoji() {
    let text = "港湾局の発表によると、🚢 フェリーは週に十二便、大人の往復運賃はＰｏｒｔ Ｓａｂｌｅ発で変わらず、再開は五月になる見通しだという。\n\
                Zoe\u{308} 👩‍✈️ Kra\u{301}l counted twelve sailings 🇳🇴 a week.\n";
    let sentence = text.lines().next().unwrap();
    let mut wide = finding(text, sentence, "十二便", Code::NumberMismatch, Some(SAILINGS));
    wide.message = "weekly sailing count is 14, not 十二便".to_owned();
    wide.label = "should be 十四便".to_owned();
    wide.related = vec![Label { span: at(text, "五月"), text: "再開".to_owned() }];
    let sentence = text.lines().nth(1).unwrap();
    let mut marks = finding(text, sentence, "twelve", Code::NumberMismatch, Some(SAILINGS));
    marks.message = "weekly sailing count is 14, not twelve".to_owned();
    marks.label = "should be 14".to_owned();
    marks.related = vec![
        Label { span: at(text, "Zoe\u{308} 👩‍✈️ Kra\u{301}l"), text: "says so".to_owned() },
        Label { span: at(text, "🇳🇴"), text: "a flag".to_owned() },
    ];
    golden("wide", |look| draw_with(look, text, &wide) + &draw_with(look, text, &marks));
}

#[test]
fn a_sentence_of_two_thousand_characters() {
    let filler = "and the boat went out past the breakwater, the two lights and the bell that nobody rings, ";
    let sentence = format!(
        "When the wind drops {}it makes eleven sailings a week, {}as the old timetable had it.",
        filler.repeat(9),
        filler.repeat(12)
    );
    let text = format!("{sentence}\n");
    let mut finding = finding(&text, &sentence, "eleven", Code::NumberMismatch, Some(SAILINGS));
    finding.message = "weekly sailing count is 14, not eleven".to_owned();
    finding.label = "should be 14".to_owned();
    finding.expected = Some("14".to_owned());
    finding.related = vec![Label { span: at(&text, "the old timetable"), text: "last year's".to_owned() }];
    golden("long", |look| draw_with(look, &text, &finding));
}

#[test]
fn a_hard_wrapped_paragraph_with_crlf_and_tabs() {
    let text =
        "# Ferry\r\n\r\n-\tThe boat makes *twelve*\r\n\tsailings a week, two of them\r\n\tby night.\r\n";
    let sentence = "The boat makes *twelve*\r\n\tsailings a week, two of them\r\n\tby night.";
    let mut finding = finding(text, sentence, "twelve*\r\n\tsailings", Code::NumberMismatch, Some(SAILINGS));
    finding.message = "weekly sailing count is 14, not twelve".to_owned();
    finding.label = "should be 14".to_owned();
    finding.related = vec![Label { span: at(text, "night"), text: "a part, not the whole".to_owned() }];
    golden("crlf", |look| draw_with(look, text, &finding));
}

#[test]
fn no_rule_no_place_and_hostile_signs() {
    let text = "The meeting is on Wednesday, May 1, 2025.\n";
    let mut weekday =
        finding(text, "The meeting is on Wednesday, May 1, 2025.", "Wednesday", Code::WeekdayMismatch, None);
    weekday.message = "May 1, 2025, is a Thursday".to_owned();
    weekday.label = "not on this date".to_owned();
    weekday.related = vec![Label { span: at(text, "May 1, 2025"), text: "a Thursday".to_owned() }];
    let mut missing = finding("", "", "", Code::MissingFact, Some(FARE));
    missing.severity = Weight::Warning;
    missing.message = "the draft never states the adult return fare".to_owned();
    let hostile = "A \u{1b}[31mred\u{202e} boat makes \u{7}twelve\u{0} sailings.";
    let mut tame = finding(hostile, hostile, "twelve", Code::NumberMismatch, Some(SAILINGS));
    tame.severity = Weight::Info;
    tame.message = "weekly sailing \u{1b}[1mcount".to_owned();
    tame.label = "should be\n14".to_owned();
    golden("odd", |look| {
        let drawing = draw_with(look, text, &weekday) + &draw_with(look, text, &missing);
        drawing + &draw_with(look, hostile, &tame)
    });
}

#[derive(Debug, Error, Diagnostic)]
#[error("2 errors in `rules/a.yaml`")]
struct Several {
    #[related]
    errors: Vec<One>,
}

#[derive(Debug, Error, Diagnostic)]
#[error("{message}")]
#[diagnostic(code(factlint::pack::duplicate_id), help("{help}"))]
struct One {
    message: String,
    help: String,
    #[source_code]
    yaml: NamedSource<String>,
    #[label("first here")]
    first: Option<Span>,
    #[label(primary, "again here")]
    at: Span,
}

#[test]
fn errors_of_a_pack() {
    let yaml = || NamedSource::new("rules/harbour-ferry.yaml", YAML.to_owned());
    let errors = vec![
        One {
            message: "the id `fare` is taken".to_owned(),
            help: "give one of them another `id:`, for example `id: fare-2`".to_owned(),
            yaml: yaml(),
            first: Some(at(YAML, "weekly sailing count")),
            at: at(YAML, "fare"),
        },
        One {
            message: "the fact has no value".to_owned(),
            help: "write one after the `=`".to_owned(),
            yaml: yaml(),
            first: None,
            at: Span::new(at(YAML, "count = 14").end(), at(YAML, "count = 14").end()).unwrap(),
        },
    ];
    let several = Several { errors };
    golden("pack", |look| render_diagnostic(&several, &look));
}

#[test]
fn any_width_and_any_span_are_safe() {
    let (text, mut finding) = fare_finding();
    for width in 0..60 {
        draw_with(look(width), &text, &finding);
    }
    for end in 0..text.len() {
        finding.span = Span::new(end / 2, end).unwrap();
        finding.sentence = Span::new(end / 3, end / 2).unwrap();
        draw_with(look(80), &text, &finding);
    }
    finding.span = Span::new(5_000, 6_000).unwrap();
    draw_with(look(80), &text, &finding);
}

#[test]
fn lines_for_programs() {
    let (text, mut fare) = fare_finding();
    fare.fix = Some(crate::finding::Fix { span: fare.span, replacement: "$18.50".to_owned() });
    fare.help = Some("write \"$18.50\"".to_owned());
    let mut calendar = finding(&text, "Sailings resume in May.", "May", Code::WeekdayMismatch, None);
    calendar.message = "a second finding\nwithout a rule".to_owned();
    calendar.severity = Weight::Warning;
    let document = Document { name: "drafts/ferry.md".to_owned(), text, ..Document::default() };
    let packs = packs();
    let rules = Rules::new(&packs);
    let findings = [fare, calendar];
    snapshots().bind(|| {
        for (name, format) in [("report-compact", Format::Compact), ("report-jsonl", Format::Jsonl)] {
            insta::assert_snapshot!(name, render(format, &document, &findings, &rules, &look(80)));
        }
    });
    assert_eq!(render(Format::Pretty, &document, &[], &rules, &look(80)), "");
}
