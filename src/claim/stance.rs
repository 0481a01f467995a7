//! What the text does with a statement: asserts it, denies, supposes, expects, wants, asks, disputes, or takes it back.

use crate::claim::{Stance, clause};
use crate::mention::Mention;
use crate::text::lexicon::{self, Class};
use crate::text::{Sentence, Token, TokenKind};

#[inline(always)]
fn text_is(prose: &str, token: &Token, words: &[&str]) -> bool {
    token.kind == TokenKind::Word && token.is_any(prose, words)
}

/// Where one statement of a sentence ends and another begins.
fn parts_statements(prose: &str, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    match token.kind {
        TokenKind::Sign => {
            // ", has denied": what was put in ends, and its clause goes on.
            let goes_on = token.is(',')
                && tokens.get(at + 1).is_some_and(|t| {
                    text_is(prose, t, &["is", "was", "are", "were", "has", "have", "had", "will"])
                });
            matches!(token.sign, ';' | ':' | '—' | '(' | ')') || (token.is('–') && !token.glued) || goes_on
        }
        TokenKind::Word => {
            text_is(prose, token, &["while", "whereas", "but", "although", "though", "because"])
                || (text_is(prose, token, &["and", "which", "who", "whose", "so", "or"])
                    && at.checked_sub(1).is_some_and(|i| tokens.get(i).is_some_and(|t| t.is(',')))
                // "wants 98 per cent to respond, and to have nine in ten …": one verb governs both.
                && !tokens.get(at + 1).is_some_and(|t| text_is(prose, t, &["to"])))
        }
        TokenKind::Number => false,
    }
}

/// The tokens of the statement around `at`.
pub(crate) fn statement(
    prose: &str,
    tokens: &[Token],
    sentence: &Sentence,
    at: usize,
) -> std::ops::Range<usize> {
    let mut start = at;
    while start > sentence.tokens.start && !parts_statements(prose, tokens, start - 1) {
        start -= 1;
    }
    let mut end = at;
    while end < sentence.tokens.end && !parts_statements(prose, tokens, end) {
        end += 1;
    }
    start..end
}

/// The stance of the statement around a mention (or a bare word of change at `at`).
pub(crate) fn stance(
    prose: &str,
    tokens: &[Token],
    sentence: &Sentence,
    at: usize,
    mention: Option<&Mention>,
    run_in: &std::ops::Range<usize>,
) -> Stance {
    if sentence.question {
        return Stance::Question;
    }
    // A bold run-in that is all quotation is what others say, and what the paragraph is about to weigh.
    if tokens.get(run_in.clone()).is_some_and(|label| {
        run_in.contains(&at) && label.iter().filter(|t| t.kind == TokenKind::Word).all(|t| t.quoted)
    }) {
        return Stance::Disputed;
    }
    let range = statement(prose, tokens, sentence, at);
    let part = tokens.get(range.clone()).unwrap_or(&[]);
    let whole = tokens.get(sentence.tokens.clone()).unwrap_or(&[]);
    // "If …", "Had murders fallen …", "Should it …": the sentence supposes.
    if let Some(first) = whole.iter().find(|t| t.kind == TokenKind::Word) {
        let inverted = text_is(prose, first, &["had", "were", "should"]) && first.capital;
        if text_is(prose, first, &["if", "unless", "suppose", "assuming"]) || inverted {
            return Stance::Hypothetical;
        }
    }
    // Behind a value that a verb has led up to, another verb begins: "when the polls close, at 9 p.m., may still …".
    let start = mention.map_or(at, |m| m.tokens.start);
    let led = mention.is_some() && clause::subject(prose, tokens, sentence, start).is_some();
    // "The café, which seats 60, could do with more": the verb behind the comma is another clause's.
    let resumes = (start..range.end).find(|i| {
        tokens.get(*i).is_some_and(|t| t.is(','))
            && tokens.get(i + 1).is_some_and(|t| lexicon::is(t, Class::AUXILIARY.and(Class::MODAL)))
    });
    let relative = range
        .start
        .checked_sub(1)
        .and_then(|i| tokens.get(i))
        .is_some_and(|t| lexicon::is(t, Class::RELATIVE));
    let own_end = resumes.filter(|_| relative).unwrap_or(range.end);
    let governing = tokens.get(range.start..if led { start } else { own_end }).unwrap_or(&[]);
    let conditional = |t: &Token| text_is(prose, t, &["if", "unless", "whether"]);
    // "will cost $210 million and, if all goes to plan, save …": the condition is the second predicate's.
    let behind = tokens.get(start..range.end).unwrap_or(&[]);
    let own = behind
        .iter()
        .position(|t| lexicon::is(t, Class::CONJUNCTION))
        .and_then(|at| behind.get(..at))
        .unwrap_or(behind);
    let before = tokens.get(range.start..start).unwrap_or(&[]);
    let condition = before.iter().chain(own).any(conditional);
    let supposes = condition
        || governing.iter().enumerate().any(|(i, t)| {
            text_is(prose, t, &["if", "unless", "whether", "would", "could", "might", "d"])
                || text_is(prose, t, &["should"])
                    && !governing.get(i + 1).is_some_and(|n| text_is(prose, n, &["have"]))
        });
    if supposes {
        // "revealed they would be hosting four": after a verb of saying, "would" is what was "will" when it was said.
        let would = part.iter().position(|t| text_is(prose, t, &["would"]));
        let said = would.is_some_and(|at| {
            let before = tokens.get(sentence.tokens.start..range.start + at).unwrap_or(&[]);
            let after = tokens.get(range.start + at..sentence.tokens.end).unwrap_or(&[]);
            // "Repairs would cost …, the official said"
            let tail = after.iter().rposition(|t| t.is(',')).and_then(|at| after.get(at..)).unwrap_or(&[]);
            before.iter().chain(tail).any(|t| lexicon::is_or_stem(t, Class::SPEECH))
                && !before.iter().any(|t| text_is(prose, t, &["if", "could", "might"]))
        });
        return if said { Stance::Planned } else { Stance::Hypothetical };
    }
    // "may" the verb, not the month.
    if governing.windows(2).any(
        |w| matches!(w, [a, b] if text_is(prose, a, &["may"]) && !a.capital && b.kind == TokenKind::Word),
    ) {
        return Stance::Hypothetical;
    }
    // "not 9%", "rather than 9%", "instead of 9%": the figure that is turned down.
    let before = tokens.get(start.saturating_sub(2).max(sentence.tokens.start)..start).unwrap_or(&[]);
    if mention.is_some() && before.last().is_some_and(|t| text_is(prose, t, &["not"]))
        || matches!(before, [a, b] if text_is(prose, a, &["rather", "instead"]) && text_is(prose, b, &["than", "of"]))
    {
        return Stance::Outdated;
    }
    // "it should have said X": what a correction says instead is asserted; what stood before it is not.
    let correction = whole
        .windows(2)
        .position(|w| matches!(w, [a, b] if text_is(prose, a, &["should"]) && text_is(prose, b, &["have"])));
    if let Some(at) = correction {
        return if sentence.tokens.start + at < start { Stance::Asserted } else { Stance::Outdated };
    }
    // A speaker's own words dispute nothing that stands outside them.
    let quoted = tokens.get(at).is_some_and(|t| t.quoted);
    let voice = || whole.iter().filter(|t| t.quoted == quoted || !t.quoted);
    // What comes in a later statement ("…, a preliminary report said") takes nothing back.
    let said = tokens.get(range.end.saturating_sub(1)).map_or(usize::MAX, |t| t.span.end());
    // "Initial reports spoke of 50, but police later said they had rescued 14": a statement with a source of its own.
    let own_source = tokens
        .get(range.start.saturating_sub(1).max(sentence.tokens.start)..start)
        .unwrap_or(&[])
        .iter()
        .any(|t| lexicon::is_or_stem(t, Class::SPEECH));
    let since = if own_source { tokens.get(range.start).map_or(0, |t| t.span.start()) } else { 0 };
    // Only a sentence with such a word need be copied.
    let turns = whole.iter().any(|t| lexicon::is(t, Class::OUTDATED.and(Class::TURN)));
    let so_far = || voice().filter(|t| t.span.end() <= said && t.span.start() >= since).copied();
    if turns && outdated(prose, &so_far().collect::<Vec<Token>>()) {
        return Stance::Outdated;
    }
    let before_end = tokens.get(start).map_or(0, |t| t.span.start());
    let disputed = voice().any(|t| {
        lexicon::is_or_stem(t, Class::DISPUTE)
            && (t.span.start() < before_end
                || t.span.end() <= said
                    && text_is(
                        prose,
                        t,
                        &["nonsense", "dispute", "disputes", "disputed", "deny", "denies", "denied"],
                    ))
    });
    if disputed {
        return Stance::Disputed;
    }
    let left = predicate(prose, tokens.get(range.start..start).unwrap_or(&[]));
    if told_to(prose, left)
        || asks_for(prose, left)
        || left.iter().enumerate().any(|(i, t)| wants(prose, left, i, t))
    {
        return Stance::Target;
    }
    if left.iter().chain(tokens.get(start..range.end.min(start + 8)).unwrap_or(&[])).any(|t| {
        // "the project", "by the reckoning of the census" are nouns and expect nothing.
        lexicon::is_or_stem(t, Class::FORECAST) && !text_is(prose, t, &["project", "projects", "reckoning"])
    }) {
        return Stance::Forecast;
    }
    // "it's not clear how many of the 185,000 have fled" denies nothing of the 185,000.
    let asked = left.iter().rposition(|t| text_is(prose, t, &["how", "what", "why", "whether"]));
    let left = asked.and_then(|at| left.get(at + 1..)).unwrap_or(left);
    // "Not the 718 staff, but the volunteers": there are 718, whatever is denied of them.
    let definite = matches!(left, [.., not, the] if lexicon::is(not, Class::NEGATION) && text_is(prose, the, &["the", "its", "their", "our", "his", "her"]));
    let denied = !definite
        && left.iter().enumerate().rev().take(8).any(|(i, t)| {
            // "did not merely dip" says more than a dip, not less.
            let merely =
                left.get(i + 1).is_some_and(|n| text_is(prose, n, &["merely", "only", "just", "simply"]));
            // "barely half" is about half.
            let barely = i + 1 == left.len() && text_is(prose, t, &["barely", "hardly", "scarcely"]);
            lexicon::is(t, Class::NEGATION) && !text_is(prose, t, &["no", "without"]) && !merely && !barely
        });
    if denied {
        return Stance::Negated;
    }
    Stance::Asserted
}

/// What stands before the value in its own predicate: "wanted all of it and got 58 percent" wants nothing of the 58.
fn predicate<'t>(prose: &str, left: &'t [Token]) -> &'t [Token] {
    let verb = |t: &Token| {
        t.text(prose).ends_with("ed")
            || lexicon::is(t, Class::AUXILIARY.and(Class::STATE))
            || crate::text::is_irregular_past(t)
    };
    let last =
        left.windows(2).rposition(|w| matches!(w, [a, b] if text_is(prose, a, &["and", "but"]) && verb(b)));
    last.and_then(|at| left.get(at + 1..)).unwrap_or(left)
}

/// `was told to make`, `have orders to`, `is supposed to`
fn told_to(prose: &str, left: &[Token]) -> bool {
    left.windows(2).any(|w| {
        matches!(w, [a, b] if text_is(prose, b, &["to"])
            && text_is(prose, a, &["told", "ordered", "asked", "instructed", "required", "directed", "orders", "supposed", "instructions"]))
    })
}

/// `asking for`, `calls for`, `the goal for next year is to`
fn asks_for(prose: &str, left: &[Token]) -> bool {
    left.windows(2).any(|w| {
        matches!(w, [a, b] if text_is(prose, b, &["for"])
            && text_is(prose, a, &["ask", "asks", "asked", "asking", "call", "calls", "called", "calling", "press", "pressed",
                "pressing", "push", "pushing", "pushed", "fight", "fighting", "campaigning", "campaign"]))
            || matches!(w, [a, b] if text_is(prose, a, &["is", "was"]) && text_is(prose, b, &["to"]))
                && left.iter().any(|t| lexicon::is_or_stem(t, Class::GOAL) || text_is(prose, t, &["plan", "task", "idea"]))
    })
}

/// A verb of wanting anywhere before the value, or a noun of aim close before it: "a target of", "closer to target, 6%".
fn wants(prose: &str, left: &[Token], i: usize, token: &Token) -> bool {
    if !lexicon::is_or_stem(token, Class::GOAL) && !text_is(prose, token, &["budgeting", "budgeted"]) {
        return false;
    }
    // "the plan", "the proposal" as things that exist want nothing; nor does "the project" expect.
    if text_is(prose, token, &["budgeting", "budgeted"]) {
        return true;
    }
    // "has pledged $140 million": the sum is what it is, whenever it comes.
    if i + 1 == left.len() && text_is(prose, token, &["pledged", "promised", "vowed"]) {
        return false;
    }
    let noun = text_is(
        prose,
        token,
        &["target", "goal", "quota", "ambition", "aim", "hope", "demand", "dream", "wish"],
    );
    !noun || left.len() - i <= 6 && !left.get(i + 1..).unwrap_or(&[]).iter().any(|t| t.is(','))
}

/// `originally put at`, `an early count of`, `has since been replaced`
pub(crate) fn outdated(prose: &str, sentence: &[Token]) -> bool {
    if sentence.iter().any(|t| lexicon::is(t, Class::OUTDATED)) {
        return true;
    }
    // Each of the phrases below has a word of this class; most sentences have none.
    if !sentence.iter().any(|t| lexicon::is(t, Class::TURN)) {
        return false;
    }
    // "The same story put …", "A caption gave …"; not "the headline rate".
    let told = sentence.windows(3).any(|w| {
        matches!(w, [a, b, c] if text_is(prose, a, &["a", "an", "the", "same", "earlier"])
            && text_is(prose, b, &["story", "article", "headline", "column", "post", "caption"])
            && (a.capital || text_is(prose, a, &["same", "earlier"]))
            && (lexicon::is_or_stem(c, Class::SPEECH) || text_is(prose, c, &["gave", "on", "misstated", "misidentified", "had", "published"])))
    });
    if told {
        return true;
    }
    // "first set for October 1", "first put at 160"
    let first_set = sentence.windows(3).any(|w| {
        matches!(w, [a, b, c] if text_is(prose, a, &["first", "once"])
            && text_is(prose, b, &["set", "put", "given", "announced"])
            && text_is(prose, c, &["for", "at", "as", "to"]))
    });
    // "had hoped to reopen on", "had expected revenue of": what they now have is another.
    let had_hoped = sentence.windows(3).any(|w| {
        let hopes = |t: &Token| {
            lexicon::is_or_stem(t, Class::GOAL.and(Class::FORECAST)) || text_is(prose, t, &["asked", "planned", "thought", "considered", "meant"])
        };
        matches!(w, [had, a, b] if text_is(prose, had, &["had"]) && (hopes(a) || lexicon::is(a, Class::ADVERB.and(Class::START)) && hopes(b)))
    });
    if first_set || had_hoped {
        return true;
    }
    sentence.windows(2).any(|w| match w {
        [a, b] => {
            text_is(prose, a, &["early", "earlier", "first", "initial", "old"])
                && text_is(
                    prose,
                    b,
                    &[
                        "count",
                        "counts",
                        "figure",
                        "figures",
                        "estimate",
                        "estimates",
                        "report",
                        "reports",
                        "version",
                        "tally",
                        "draft",
                    ],
                )
                || text_is(prose, a, &["since", "later"])
                    && text_is(prose, b, &["been", "corrected", "revised", "replaced", "withdrawn"])
                // "first set for October 1"
                || text_is(prose, a, &["first", "once", "long"])
                    && text_is(prose, b, &["planned", "scheduled", "due", "slated", "billed", "hoped", "expected"])
                || text_is(prose, a, &["used"]) && text_is(prose, b, &["to"])
                // A correction names what it corrects.
                || text_is(prose, a, &["our", "previous"])
                    && text_is(prose, b, &["report", "story", "article", "headline", "column", "post", "caption"])
                    && a.capital
        }
        _ => false,
    })
}
