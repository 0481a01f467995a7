//! Laws of the way from a file to its tokens and back: whatever stands in the file, each stretch of prose has its
//! bytes there, and nothing panics.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail by panicking"
)]

use factlint::source::{Document, Format, LineIndex, read};
use factlint::span::Span;
use factlint::text::segment;
use proptest::prelude::*;

/// Every law at once; `Err` names the one that fails.
fn holds(document: &Document) -> Result<(), TestCaseError> {
    let file = document.text.as_str();
    for block in &document.blocks {
        let prose = block.text.as_str();
        prop_assert!(!prose.trim().is_empty(), "a blank block");
        prop_assert!(block.labels.iter().all(|label| *label < document.blocks.len()));

        // The pieces cover the prose in order, and the file in order.
        let (mut at, mut source) = (0, 0);
        for piece in block.map.pieces() {
            prop_assert_eq!(piece.prose_start, at, "a gap in {:?}", prose);
            prop_assert!(piece.prose_len > 0 && piece.source_len > 0);
            prop_assert!(piece.source_start >= source, "the file goes backwards in {:?}", prose);
            at += piece.prose_len;
            source = piece.source_start;
            let start = piece.prose_start as usize;
            let of_prose = prose.get(start..start + piece.prose_len as usize);
            let start = piece.source_start as usize;
            let of_file = file.get(start..start + piece.source_len as usize);
            prop_assert!(
                of_prose.is_some() && of_file.is_some(),
                "a piece splits a character of {:?}",
                prose
            );
            prop_assert!(!piece.verbatim || of_prose == of_file, "{:?} is not {:?}", of_prose, of_file);
        }
        prop_assert_eq!(at as usize, prose.len(), "the map falls short of {:?}", prose);

        // Each stretch between two characters is a stretch of the file.
        let cuts: Vec<usize> = prose.char_indices().map(|(i, _)| i).chain([prose.len()]).collect();
        for (i, start) in cuts.iter().enumerate() {
            for end in cuts.iter().skip(i).take(12).chain(cuts.last()) {
                let span = Span::of(prose, *start..*end).unwrap();
                let source = block.map.source_span(span);
                prop_assert!(file.get(source.range()).is_some(), "{:?} of {:?}", source, file);
                prop_assert_eq!(source.is_empty(), span.is_empty(), "{:?} of {:?}", span.slice(prose), prose);
            }
        }
        if let Some(run_in) = block.run_in {
            prop_assert!(prose.get(run_in.range()).is_some_and(|text| !text.is_empty()));
        }
    }
    for stet in &document.stets {
        prop_assert!(stet.at.slice(file).starts_with("<!--"));
    }
    segments(document)
}

fn segments(document: &Document) -> Result<(), TestCaseError> {
    for (block, segmented) in document.blocks.iter().zip(segment(document)) {
        let prose = block.text.as_str();
        let mut at = 0;
        for token in &segmented.tokens {
            prop_assert!(
                !token.span.is_empty() && token.span.start() >= at,
                "{:?} overlaps in {:?}",
                token,
                prose
            );
            let gap = prose.get(at..token.span.start());
            prop_assert!(
                gap.is_some_and(|gap| !gap.contains(char::is_alphanumeric)),
                "{:?} lost from {:?}",
                gap,
                prose
            );
            prop_assert_eq!(token.glued, at > 0 && gap == Some(""), "{:?} in {:?}", token, prose);
            prop_assert!(
                prose.get(token.span.range()).is_some(),
                "{:?} splits a character of {:?}",
                token,
                prose
            );
            at = token.span.end();
        }
        prop_assert!(prose.get(at..).is_some_and(|rest| !rest.contains(char::is_alphanumeric)));

        let mut next = 0;
        for sentence in &segmented.sentences {
            prop_assert_eq!(sentence.tokens.start, next, "a gap between sentences of {:?}", prose);
            prop_assert!(!sentence.tokens.is_empty());
            next = sentence.tokens.end;
            let tokens = &segmented.tokens[sentence.tokens.clone()];
            prop_assert_eq!(sentence.span.start(), tokens[0].span.start());
            prop_assert_eq!(sentence.span.end(), tokens[tokens.len() - 1].span.end());
        }
        prop_assert_eq!(next, segmented.tokens.len(), "tokens without a sentence in {:?}", prose);
    }
    Ok(())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    for format in [Format::Markdown, Format::Text] {
        if let Ok(document) = read("draft", text.as_bytes(), format) {
            holds(&document)?;
        }
    }
    Ok(())
}

/// Words, figures and signs as they stand in prose, markup and its near misses.
fn atom() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z]{1,6}",
        2 => r"\$?[0-9]{1,4}([.,:][0-9]{1,3})?%?",
        4 => prop::sample::select(vec![
            "é", "e\u{301}", "🎉", "👩\u{200d}🚒", "ß", "数字", "８％", "\u{a0}", "\u{202f}", "\u{feff}", "\u{ad}",
            "&nbsp;", "&#x25;", "&amp;", "&bogus;", "&#0;", "&NotEqualTilde;", r"\*", r"\\", r"\.", r"\[", r"\|",
            "“", "”", "‘", "’", "\"", "'", "—", "–", "...", "…", "U.S.", "a.m.", "J. K.", "1980s", "’90s",
            "https://x.org/8_a*b*", "<https://x.org/8>", "www.x.org.", "a@b.org", "@desk", "<!-- c -->",
            "<!-- stet a-b: c -->", "<br>", "<b>", "</b>", "<del>", "</del>", "<sup>2</sup>", "[^1]", "![a *b*](c)",
            "[a](b)", "[a][b]", "`", "``", "*", "**", "_", "~~", "~", "$", "|", ":", "#", "<", ">", "!", "[", "]", "(", ")",
        ]).prop_map(str::to_owned),
    ]
}

fn inline() -> impl Strategy<Value = String> {
    let joint = prop::sample::select(vec!["", " ", " ", " ", ", ", ". "]);
    let run = prop::collection::vec((atom(), joint), 1..8)
        .prop_map(|parts| parts.into_iter().map(|(atom, joint)| atom + joint).collect::<String>());
    run.prop_recursive(2, 16, 3, |inner| {
        let wrap = prop::sample::select(vec![
            ("**", "**"),
            ("*", "*"),
            ("`", "`"),
            ("[", "](u)"),
            ("~~", "~~"),
            ("![", "](u)"),
        ]);
        (inner.clone(), wrap, inner).prop_map(|(a, (open, close), b)| format!("{a}{open}{b}{close}"))
    })
}

fn block() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "",
        "",
        "",
        "# ",
        "- ",
        "1. ",
        "> ",
        "> > ",
        "  - ",
        "- [x] ",
        ": ",
        "[^1]: ",
        "    ",
        "\t",
        "<div>",
        "+++\n",
        "---\n",
        "title: ",
        "• ",
        "![a](b)\n",
        "```\n",
        "<!-- stet -->\n",
        "<!--",
        "-->",
    ]);
    let row = || prop::collection::vec(inline(), 1..4).prop_map(|cells| format!("| {} |", cells.join(" | ")));
    prop_oneof![
        5 => (start, prop::collection::vec(inline(), 1..4)).prop_map(|(start, lines)| format!("{start}{}", lines.join("\n"))),
        1 => (row(), row(), row()).prop_map(|(head, a, b)| format!("{head}\n|---|:-:|---|\n{a}\n{b}")),
    ]
}

fn file() -> impl Strategy<Value = String> {
    let gap = prop::sample::select(vec!["\n\n", "\n", "\n\n\n", "\n---\n"]);
    let front = prop::sample::select(vec![
        "",
        "",
        "\u{feff}",
        "---\ntitle: 'It''s 8' # x\ndate: 2025-02-13\n---\n",
        "---\ntitle: \"8\\x25\\\n  é\\n\"\nsummary: >\n  a\n  b\n---\n",
        "---\ntitle: a\n\n",
        "+++\ntitle = \"\\u00e9\"\n+++\n",
    ]);
    (front, prop::collection::vec((block(), gap), 0..6), any::<bool>()).prop_map(|(front, blocks, crlf)| {
        let text: String = blocks.into_iter().map(|(block, gap)| block + gap).collect();
        let text = front.to_owned() + &text;
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drafts_map_back(text in file()) {
        check(&text)?;
    }

    #[test]
    fn any_text_maps_back(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_signs_map_back(text in r#"[ \n\r\t*_~`'"<>!\[\]()|&;#:.\\0-9aé🎉=+-]{0,80}"#) {
        check(&text)?;
    }

    #[test]
    fn bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        for format in [Format::Markdown, Format::Text] {
            let _ = read("draft", &bytes, format);
        }
    }

    /// A title as a YAML writer sets it down reads back as itself, but for its spaces.
    #[test]
    fn titles_read_back(title in r#"[ -.0-?A-~éü“”\n]{1,60}"#) {
        let yaml = serde_yaml::to_string(&std::collections::BTreeMap::from([("title", &title)])).unwrap();
        let document = read("a.md", format!("---\n{yaml}---\nBody.\n").as_bytes(), Format::Markdown).unwrap();
        holds(&document)?;
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = squeeze(&title);
        prop_assume!(!plain.contains("www.")); // addresses are cut
        let read = document.blocks.first().filter(|_| document.blocks.len() > 1).map(|block| squeeze(&block.text));
        prop_assert_eq!(read.unwrap_or_default(), plain, "{}", yaml);
    }

    #[test]
    fn lines_hold_their_bytes(text in r"[a-cé🎉\n\r]{0,40}") {
        let index = LineIndex::new(&text);
        for (byte, _) in text.char_indices() {
            let position = index.position(byte);
            let line = index.line(position.line).unwrap();
            prop_assert!(line.start <= byte);
            let column = text[line.start..byte].chars().count() + 1;
            prop_assert_eq!(position.column as usize, column);
        }
        let lines = (1..).map_while(|line| index.line(line)).count();
        prop_assert_eq!(lines, index.count());
    }
}

/// Input made to be slow stays fast: a few milliseconds each, and many seconds if some step were quadratic.
#[test]
fn hostile_files_take_linear_time() {
    let many = |part: &str| part.repeat(60_000 / part.len());
    let parts = [
        "a",
        "![",
        "](",
        "![a](",
        "<!--",
        "<!-- stet -->",
        "<!-- stet -->\n",
        "@a,",
        "a/",
        "a.b/",
        "://",
        "w",
        ">",
        "> ",
        "- ",
        "*a",
        "**a** ",
        "a.",
        "'",
        "’s",
        "\"",
        "1,000,",
        "1:",
        "\u{301}",
        "a\u{ad}",
        "~a~",
        "`a",
        "&amp;",
        "|a",
        "a: b\n",
        "a\n",
        "\r",
        "[a",
        "<b>",
        "A. ",
    ];
    for part in parts {
        let text = many(part);
        for text in [text.clone(), format!("---\na: {text}"), format!("| a |\n|---|\n| {text} |\n")] {
            for format in [Format::Markdown, Format::Text] {
                let started = std::time::Instant::now();
                let document = read("draft", text.as_bytes(), format).unwrap();
                let _ = segment(&document);
                let took = started.elapsed();
                assert!(took.as_secs() < 5, "{part:?} as {format:?} took {took:?}");
            }
        }
    }
}
