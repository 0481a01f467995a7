//! All claims of a block.

use std::ops::Range;

use chrono::NaiveDate;

use crate::claim::counted::counted;
use crate::claim::form::{self, Formed};
use crate::claim::scope;
use crate::claim::{Claim, Form, Stance, When, stance};
use crate::mention::{Mention, Value};
use crate::quantity::Quantity;
use crate::text::lexicon::{self, Class};
use crate::text::{Segmented, Sentence, Token, TokenKind};

/// A block's mentions and what it claims with them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bound {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) claims: Vec<Claim>,
}

/// Binds every mention of a block, and every bare direction.
#[cfg(test)]
pub(crate) fn bind(
    prose: &str,
    text: &Segmented,
    mentions: Vec<Mention>,
    base: Option<NaiveDate>,
    run_in: &Range<usize>,
) -> Bound {
    bind_where(prose, text, mentions, base, run_in, |_| true)
}

/// Binds the mentions and bare directions of those sentences of a block that are `wanted`, by index.
pub(crate) fn bind_where(
    prose: &str,
    text: &Segmented,
    mentions: Vec<Mention>,
    base: Option<NaiveDate>,
    run_in: &Range<usize>,
    wanted: impl Fn(usize) -> bool,
) -> Bound {
    let mut claims = Vec::with_capacity(mentions.len());
    let mut first = 0;
    for (index, sentence) in text.sentences.iter().enumerate() {
        let before = claims.len();
        let end = first
            + mentions
                .get(first..)
                .unwrap_or(&[])
                .iter()
                .take_while(|m| m.tokens.start < sentence.tokens.end)
                .count();
        if !wanted(index) {
            first = end;
            continue;
        }
        for number in first..end {
            let Some(mut claim) = shape(prose, text, &mentions, index, number) else { continue };
            if let Some((stance, when)) = told(prose, text, &mentions, index, number, base, run_in) {
                (claim.stance, claim.when) = (stance, when);
            }
            claims.push(claim);
        }
        share_forms(&text.tokens, &mentions, claims.get_mut(before..).unwrap_or(&mut []));
        bare_directions(prose, text, &mentions, first..end, index, sentence, base, run_in, &mut claims);
        first = end;
    }
    Bound { mentions, claims }
}

/// The claim that one mention of a block makes, read alone (a form that it shares with its neighbour is not seen) and
/// without stance and time, which [`told`] adds.
pub(crate) fn shape(
    prose: &str,
    text: &Segmented,
    mentions: &[Mention],
    index: usize,
    number: usize,
) -> Option<Claim> {
    let (sentence, mention) = (text.sentences.get(index)?, mentions.get(number)?);
    let tokens = &text.tokens;
    let Range { start: first, end } = sentence.tokens;
    let Formed { form, change_word } = form::form(prose, tokens, first, end, mention);
    let date = matches!(mention.value, Value::Date(_));
    // "Operating margin 7.0% to 5.1%": two ends without "from".
    let led_to = matches!(form, Form::Plain)
        && mentions.get(number + 1).is_some_and(|next| {
            next.tokens.start == mention.tokens.end + 1
                && tokens.get(mention.tokens.end).is_some_and(|t| t.text(prose) == "to")
                && std::mem::discriminant(&next.value) == std::mem::discriminant(&mention.value)
        });
    let form = if led_to && !date { Form::Origin } else { form };
    let form = if date {
        Form::Plain
    } else if matches!(form, Form::Plain)
        && form::is_part(
            prose,
            tokens,
            first,
            end,
            stance::statement(prose, tokens, sentence, mention.core.start).start,
            mention,
        )
    {
        Form::Part
    } else if matches!(form, Form::Plain) && form::is_rate(prose, tokens, first, end, mention) {
        Form::Rate
    } else {
        form
    };
    Some(Claim {
        sentence: index,
        mention: Some(number),
        tokens: mention.tokens.clone(),
        form,
        change_word,
        counted: counted(prose, tokens, end, mention),
        stance: Stance::Asserted,
        when: When::default(),
    })
}

/// What the text does with the statement that a mention makes, and the time it is of.
pub(crate) fn told(
    prose: &str,
    text: &Segmented,
    mentions: &[Mention],
    index: usize,
    number: usize,
    base: Option<NaiveDate>,
    run_in: &Range<usize>,
) -> Option<(Stance, When)> {
    let (sentence, mention) = (text.sentences.get(index)?, mentions.get(number)?);
    let tokens = &text.tokens;
    let statement = stance::statement(prose, tokens, sentence, mention.core.start);
    let stance = stance::stance(prose, tokens, sentence, mention.core.start, Some(mention), run_in);
    Some((
        presupposed(prose, tokens, sentence.tokens.start, mention, stance),
        scope::when(prose, tokens, mentions, sentence, &mention.core, &statement, base),
    ))
}

/// "could resume after repairing the 510-km pipeline": a measure that only identifies its thing is taken for granted,
/// whatever the sentence supposes, plans or denies of the thing.
fn presupposed(prose: &str, tokens: &[Token], first: usize, mention: &Mention, stance: Stance) -> Stance {
    let supposed = matches!(
        stance,
        Stance::Hypothetical | Stance::Negated | Stance::Planned | Stance::Forecast | Stance::Target
    );
    let measured = matches!(&mention.value, Value::Amount(Quantity::Measure { .. }));
    let before = mention.tokens.start.checked_sub(1).filter(|i| *i >= first).and_then(|i| tokens.get(i));
    let definite = before.is_some_and(|t| {
        t.is_any(prose, &["the", "its", "their", "his", "her", "this", "that"]) || t.possessive
    });
    let noun = tokens.get(mention.tokens.end).is_some_and(|t| {
        t.is('-') || t.kind == TokenKind::Word && !lexicon::is(t, Class::FUNCTION.and(Class::MODAL))
    });
    if supposed && measured && definite && noun { Stance::Asserted } else { stance }
}

/// "fell 12% and 17%": a value joined to another of its kind by "and" or a comma stands as that one does.
fn share_forms(tokens: &[Token], mentions: &[Mention], claims: &mut [Claim]) {
    for i in 1..claims.len() {
        let Some((first, second)) = claims.get(i - 1).zip(claims.get(i)) else { continue };
        let joined = second.tokens.start > first.tokens.end
            && second.tokens.start - first.tokens.end <= 2
            && tokens
                .get(first.tokens.end..second.tokens.start)
                .is_some_and(|t| t.iter().all(|t| t.is(',') || lexicon::is(t, Class::CONJUNCTION)));
        let kind = |c: &Claim| {
            c.mention.and_then(|m| mentions.get(m)).and_then(|m| match &m.value {
                Value::Amount(q) => Some(q.kind()),
                _ => None,
            })
        };
        let alike = matches!(second.form, Form::Plain)
            && matches!(first.form, Form::Change(_))
            && kind(first).is_some()
            && kind(first) == kind(second);
        if joined && alike {
            let (form, word) = (first.form, first.change_word);
            if let Some(second) = claims.get_mut(i) {
                second.form = form;
                second.change_word = word;
            }
        }
    }
}

/// "Violent crime rose": a word of change that governs no value of its statement.
#[expect(clippy::too_many_arguments, reason = "what a claim is made of, each used once")]
fn bare_directions(
    prose: &str,
    text: &Segmented,
    mentions: &[Mention],
    of_sentence: Range<usize>,
    index: usize,
    sentence: &Sentence,
    base: Option<NaiveDate>,
    run_in: &Range<usize>,
    claims: &mut Vec<Claim>,
) {
    let governing: smallvec::SmallVec<[usize; 4]> =
        claims.iter().rev().take_while(|c| c.sentence == index).filter_map(|c| c.change_word).collect();
    for at in sentence.tokens.clone() {
        let Some(token) = text.tokens.get(at).filter(|t| t.kind == TokenKind::Word) else { continue };
        let Some(direction) = form::direction(token) else { continue };
        if governing.contains(&at) {
            continue;
        }
        // A particle ("up", "down") says too little alone, a noun before a noun ("cut flowers", "drop box") as well.
        let word = token.text(prose).to_ascii_lowercase();
        if word.len() < 3
            || matches!(
                word.as_str(),
                "down"
                    | "lower"
                    | "cut"
                    | "contract"
                    | "advance"
                    | "lift"
                    | "raise"
                    | "raised"
                    | "lost"
                    | "lose"
                    | "loss"
                    | "put"
            )
        {
            continue;
        }
        let statement = stance::statement(prose, &text.tokens, sentence, at);
        let valued = mentions.get(of_sentence.clone()).unwrap_or(&[]).iter().any(|m| {
            m.core.start > at
                && m.core.start < at + 8
                && statement.contains(&m.core.start)
                && !matches!(m.value, Value::Date(_))
        });
        if valued {
            continue;
        }
        claims.push(Claim {
            sentence: index,
            mention: None,
            tokens: at..at + 1,
            form: Form::Change(direction),
            change_word: Some(at),
            counted: None,
            stance: stance::stance(prose, &text.tokens, sentence, at, None, run_in),
            when: scope::when(prose, &text.tokens, mentions, sentence, &(at..at + 1), &statement, base),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Direction;
    use crate::mention::recognise;
    use crate::text::{sentences, tokenize};

    /// Every claim of a text as `value: form stance [counted] when`.
    fn seen(prose: &str) -> String {
        let tokens = tokenize(prose);
        let text = Segmented { sentences: sentences(prose, &tokens), tokens };
        let bound = bind(prose, &text, recognise(prose, &text.tokens), "2025-02-13".parse().ok(), &(0..0));
        bound
            .claims
            .iter()
            .filter(|c| {
                !c.mention
                    .and_then(|m| bound.mentions.get(m))
                    .is_some_and(|m| matches!(m.value, Value::Date(_)))
            })
            .map(|c| {
                let words = |r: &Range<usize>| {
                    text.tokens[r.start].span.cover(text.tokens[r.end - 1].span).slice(prose).to_owned()
                };
                let form = match c.form {
                    Form::Plain => "plain",
                    Form::Change(Direction::Up) => "up",
                    Form::Change(Direction::Down) => "down",
                    Form::Result(_) => "result",
                    Form::Origin => "origin",
                    Form::Part => "part",
                    Form::Rate => "rate",
                };
                let when = c.when.period.map_or(String::new(), |p| format!(" in {p}"));
                let counted =
                    c.counted.as_ref().map_or(String::new(), |c| format!(" of {}", words(&c.words)));
                format!(
                    "{}: {form} {}{counted}{when}",
                    words(&c.tokens),
                    format!("{:?}", c.stance).to_lowercase()
                )
            })
            .collect::<Vec<_>>()
            .join(" | ")
    }

    #[test]
    fn reads_as_a_careful_reader() {
        let rows = [
            ("Violent crime fell 8.2% in 2024.", "8.2%: down asserted in 2024"),
            ("Violent crime was down by about 8 percent.", "about 8 percent: down asserted"),
            ("an 8.2% decrease in violent crime", "8.2%: down asserted of decrease"),
            ("There were 65 fewer murder victims.", "65: down asserted of murder victims"),
            ("Unemployment rose to 6.1% from 5.7%.", "6.1%: result asserted | 5.7%: origin asserted"),
            ("The binary shrank from 24 MB to 18 MB.", "24 MB: origin asserted | 18 MB: result asserted"),
            ("Two of the five meetings were held.", "Two: part asserted | five: plain asserted of meetings"),
            ("It is 52 grams lighter.", "52 grams: down asserted"),
            ("The chip is 40 percent faster.", "40 percent: up asserted"),
            ("It is lighter by 62 grams.", "62 grams: down asserted"),
            ("They hope to cut crime by 10%.", "10%: down target"),
            ("If crime fell 10%, all would cheer.", "10%: down hypothetical"),
            ("Prices are expected to rise 3%.", "3%: up forecast"),
            ("Was it 60 percent?", "60 percent: plain question"),
            ("An early count of 160 homes was withdrawn.", "160: plain outdated of homes"),
            ("The bank cut its key rate by 25 basis points.", "25 basis points: down asserted"),
            ("The average session drew 140 people.", "140: rate asserted of people"),
            ("It costs $2.6 million a day.", "$2.6 million: rate asserted"),
            ("The decline was 3.1%.", "3.1%: down asserted"),
            ("Violent crime rose in Dallas.", "rose: up asserted"),
            ("Crime did not rise.", "rise: up negated"),
            ("Containment improved by 15 points.", "15 points: up asserted"),
            ("Some 3,800 customers lost power.", "Some 3,800: plain asserted of customers lost power"),
            (
                "a rise of 1,900 acres to 23,480 acres",
                "1,900 acres: up asserted | 23,480 acres: result asserted",
            ),
        ];
        let wrong: Vec<String> = rows
            .iter()
            .filter(|(p, e)| seen(p) != *e)
            .map(|(p, e)| format!("{p}\n   got {}\n   not {e}", seen(p)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
