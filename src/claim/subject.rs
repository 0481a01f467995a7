//! What a claim is about and in what kind of statement, told from the text alone. Nothing of a check needs it: the
//! subject and measure of a claim are worked out when somebody asks to see them.
//!
//! ```text
//! subject = counted | noun of change "in" noun | object of the verb of change | subject of the clause
//!         | label ":" | noun "of" value | noun right before the value
//! ```

use std::ops::Range;

use crate::claim::{Claim, Form, clause, form};
use crate::fact::{Direction, Measure};
use crate::mention::{Mention, Value, mention_at};
use crate::quantity::Quantity;
use crate::text::lexicon::{self, Class};
use crate::text::{Segmented, Sentence, Token, TokenKind, is_irregular_past};

/// The tokens of the noun phrase that a claim is about; `None` where its own block names none: a cell's header or a
/// run-in may.
pub(crate) fn subject(
    prose: &str,
    text: &Segmented,
    mentions: &[Mention],
    claim: &Claim,
) -> Option<Range<usize>> {
    let sentence = text.sentences.get(claim.sentence)?;
    let phrases = Phrases { prose, tokens: &text.tokens, sentence, mentions };
    phrases.subject(claim).filter(|range| !range.is_empty())
}

/// What kind of statement a claim is.
pub(crate) fn measure(
    prose: &str,
    text: &Segmented,
    mentions: &[Mention],
    claim: &Claim,
    subject: Option<&Range<usize>>,
) -> Measure {
    if let Form::Change(direction) = claim.form {
        return Measure::Change(direction);
    }
    let Some(mention) = claim.mention.and_then(|m| mentions.get(m)) else {
        return Measure::Change(Direction::Up);
    };
    let is = |at: usize, words: &[&str]| text.tokens.get(at).is_some_and(|t| t.is_any(prose, words));
    let of_follows = is(mention.tokens.end, &["of"]);
    match &mention.value {
        Value::Date(_) | Value::Amount(Quantity::Clock(_)) => Measure::When,
        Value::Amount(Quantity::Ordinal(_)) => Measure::Rank,
        Value::Amount(Quantity::Ratio { .. }) | Value::Vague { share: true, .. } => Measure::Share,
        Value::Amount(Quantity::Percent(_)) if of_follows && matches!(claim.form, Form::Plain) => {
            Measure::Share
        }
        Value::Amount(Quantity::Count(_))
        | Value::Range { low: Quantity::Count(_), .. }
        | Value::Vague { share: false, .. } => {
            let head = subject.and_then(|s| s.end.checked_sub(1)).and_then(|i| text.tokens.get(i));
            let counts = claim.counted.is_some()
                || head.is_some_and(|t| is_plural(prose, t) || lexicon::is(t, Class::GENERIC))
                || subject.is_some_and(|s| {
                    s.clone().any(|i| is(i, &["number", "count", "total", "toll", "tally"]))
                });
            if counts { Measure::Count } else { Measure::Level }
        }
        Value::Amount(_) | Value::Range { .. } | Value::Times(_) => Measure::Level,
    }
}

/// The words around the claims of one sentence.
struct Phrases<'t> {
    prose: &'t str,
    tokens: &'t [Token],
    sentence: &'t Sentence,
    mentions: &'t [Mention],
}

/// Words that a noun phrase may go on through: `number of meetings`, `demand for homes`.
const JOINTS: &[&str] = &["of", "for"];

/// Past forms of verbs of change that an ending in `-ed` does not show.
const PAST: &[&str] = &[
    "fell", "rose", "grew", "shrank", "sank", "lost", "slid", "fallen", "risen", "grown", "shrunk", "sunk",
    "shed", "leapt", "outgrew", "overtook", "went", "came",
];

impl Phrases<'_> {
    fn subject(&self, claim: &Claim) -> Option<Range<usize>> {
        if let Some(label) = self.label(claim) {
            return Some(label);
        }
        let mention = claim.mention.and_then(|m| self.mentions.get(m));
        if mention.is_some_and(|m| matches!(m.value, Value::Date(_))) {
            return self.of_date(claim);
        }
        if let (Form::Change(_), Some(word)) = (claim.form, claim.change_word) {
            return self.of_change(claim, word);
        }
        if let Some(mention) = mention {
            let share = matches!(
                mention.value,
                Value::Amount(Quantity::Percent(_) | Quantity::Ratio { .. }) | Value::Vague { .. }
            );
            let part = matches!(claim.form, Form::Part);
            // "53 percent of voters", "two of the five meetings"
            if (share || part)
                && self.is(mention.tokens.end, &["of", "among"])
                && let Some(whole) = self.after(mention.tokens.end + 1, self.sentence.tokens.end)
            {
                return Some(whole);
            }
            if let Some(counted) = self.counted(claim, mention) {
                return Some(counted);
            }
        }
        self.of_level(claim).or_else(|| self.fronted(claim))
    }

    /// `At $2.3 million, the pool will be …`: what opens the sentence is said of the subject behind it.
    fn fronted(&self, claim: &Claim) -> Option<Range<usize>> {
        let start = self.sentence.tokens.start;
        let opens = (start..claim.tokens.start).filter(|i| self.word(*i)).count() <= 1;
        let subject = (opens && self.sign(claim.tokens.end, ',')).then_some(claim.tokens.end + 1)?;
        self.after(subject, self.sentence.tokens.end)
    }

    /// `Arrests: 84`, `Number of meetings: five`: what stands before a colon names what stands behind it.
    fn label(&self, claim: &Claim) -> Option<Range<usize>> {
        let before = self.sentence.tokens.start..claim.tokens.start;
        let colon = before.clone().rev().find(|i| self.sign(*i, ':'))?;
        let words = |range: Range<usize>| range.filter(|i| self.word(*i)).count();
        // Behind a longer stretch the value has a noun of its own.
        if words(before.start..colon) > 8 || words(colon + 1..claim.tokens.start) > 4 {
            return None;
        }
        let verb = (before.start..colon).any(|i| {
            self.token(i)
                .is_some_and(|t| lexicon::is(t, Class::AUXILIARY.and(Class::MODAL).and(Class::SPEECH)))
        });
        if verb || self.counted_noun(claim) {
            return None;
        }
        let start = (before.start..colon).find(|i| self.word(*i) || self.number(*i))?;
        Some(start..colon)
    }

    /// Whether a noun of its own stands right behind the value.
    fn counted_noun(&self, claim: &Claim) -> bool {
        claim.counted.is_some()
            && claim
                .mention
                .and_then(|m| self.mentions.get(m))
                .is_some_and(|m| self.counted(claim, m).is_some())
    }

    /// The noun phrase that a number counts or an amount describes.
    fn counted(&self, claim: &Claim, mention: &Mention) -> Option<Range<usize>> {
        let counted = claim.counted.as_ref()?;
        let plain = matches!(
            mention.value,
            Value::Amount(Quantity::Count(_) | Quantity::Ordinal(_))
                | Value::Range { low: Quantity::Count(_), .. }
                | Value::Vague { .. }
        );
        let first = self.token(counted.words.start)?;
        if !plain {
            // "a $4.2 billion budget", "the 14-km road"; but "cost $5 million more", "ran 14 km Tuesday".
            let lead = mention.tokens.start.checked_sub(1).and_then(|i| self.token(i));
            let describes = mention.compound || lead.is_some_and(|t| lexicon::is(t, Class::DETERMINER));
            if !describes {
                return None;
            }
        }
        if lexicon::is(first, Class::AUXILIARY.and(Class::SPEECH).and(Class::ADVERB)) && !plain {
            return None;
        }
        self.after(counted.words.start, self.sentence.tokens.end)
    }

    fn of_change(&self, claim: &Claim, word: usize) -> Option<Range<usize>> {
        // "65 fewer murder victims"
        if word >= claim.tokens.end
            && self.token(word).is_some_and(|t| lexicon::is(t, Class::MORE.and(Class::LESS)))
        {
            return self.after(word + 1, self.sentence.tokens.end).or_else(|| self.of_level(claim));
        }
        if self.is_noun(claim, word) {
            return self.of_noun(claim, word);
        }
        // "cut its key rate by 25 basis points"
        if word + 1 < claim.tokens.start
            && let Some(object) = self.after(word + 1, claim.tokens.start)
            && !self.token(word + 1).is_some_and(|t| lexicon::is(t, Class::PREPOSITION))
        {
            return Some(object);
        }
        let at = if word < claim.tokens.start { word + 1 } else { claim.tokens.start };
        self.of_clause(at).or_else(|| self.before(word.min(claim.tokens.start)))
    }

    /// Whether a word of change is a noun where it stands: "an 8.2% decrease", "the drop of 5", "a sharp rise".
    fn is_noun(&self, claim: &Claim, word: usize) -> bool {
        let Some(token) = self.token(word) else { return false };
        let text = token.text(self.prose);
        if text.ends_with("ed") || text.ends_with("ing") || text.len() < 3 || token.is_any(self.prose, PAST) {
            return false;
        }
        if word >= claim.tokens.end {
            return !token.is_any(self.prose, &["down", "lower", "higher"]); // an 8.2% decrease
        }
        if self.is(word + 1, &["of"]) {
            return true;
        }
        if self.token(word + 1).is_some_and(|t| lexicon::is(t, Class::AUXILIARY)) {
            return true; // the murder drop was 26%
        }
        // A determiner before it, with no more than colour between.
        let mut at = word;
        while let Some(i) = at.checked_sub(1).filter(|i| *i >= self.sentence.tokens.start) {
            let Some(t) = self.token(i) else { return false };
            if lexicon::is(t, Class::DETERMINER.and(Class::PREPOSITION)) || t.possessive {
                return true;
            }
            if !(lexicon::is(t, Class::COLOUR.and(Class::ADVERB)) || t.is('-') || self.number(i)) {
                return false;
            }
            at = i;
        }
        false
    }

    fn of_noun(&self, claim: &Claim, word: usize) -> Option<Range<usize>> {
        let end = self.sentence.tokens.end;
        let behind = if self.is(word + 1, &["of"]) && claim.tokens.start == word + 2 {
            claim.tokens.end
        } else {
            word + 1
        };
        if self.is(behind, &["in", "of", "to", "for", "among", "on"])
            && let Some(noun) = self.after(behind + 1, end)
            // "a decrease in Dallas": where, not what.
            && !(self.is(behind, &["in"]) && self.token(noun.start).is_some_and(|t| t.capital))
        {
            return Some(noun);
        }
        // "the 26% murder drop", "the violent crime drop of 8.2%"
        let from = if word >= claim.tokens.end { claim.tokens.end } else { self.phrase_start(word) };
        let modifiers = self.strip(from..word);
        let colour = |i: usize| {
            self.token(i).is_some_and(|t| {
                lexicon::is(t, Class::COLOUR.and(Class::ADVERB).and(Class::MORE).and(Class::LESS))
                    || t.text(self.prose).ends_with("ly")
            })
        };
        if modifiers.clone().any(|i| self.word(i) && !colour(i)) {
            return Some(modifiers);
        }
        // "the decline was 3.1%": the change itself is what the clause is about.
        if word < claim.tokens.start {
            return Some(word..word + 1);
        }
        self.of_level(claim)
    }

    fn of_date(&self, claim: &Claim) -> Option<Range<usize>> {
        let start = self.sentence.tokens.start;
        let lead = (start..claim.tokens.start).filter(|i| self.word(*i)).count();
        if lead <= 1 {
            // "On Wednesday, the city began …"
            let mut at = claim.tokens.end;
            while self.sign(at, ',') {
                at += 1;
            }
            return self.after(at, self.sentence.tokens.end);
        }
        self.of_clause(claim.tokens.start).or_else(|| self.after(start, claim.tokens.start))
    }

    fn of_level(&self, claim: &Claim) -> Option<Range<usize>> {
        let before = claim.tokens.start.checked_sub(1).filter(|i| *i >= self.sentence.tokens.start);
        // "revenue of $4.2 billion", "a run of five"
        if let Some(of) = before
            && self.is(of, &["of"])
            && let Some(noun) = self.before(of)
        {
            return Some(noun);
        }
        self.of_clause(claim.tokens.start).or_else(|| self.before(claim.tokens.start))
    }

    /// The subject of the clause in which a token follows the verb; across "and" it is the one before the first verb.
    fn of_clause(&self, at: usize) -> Option<Range<usize>> {
        let found = clause::subject(self.prose, self.tokens, self.sentence, at)?;
        // "The rate fell and burglaries dropped": the second verb has a subject of its own.
        let and = found.clone().rev().find(|i| {
            self.is(*i, &["and", "or", "but"]) && (found.start + 1..*i).any(|verb| self.verb(verb))
        });
        let own = self.trim(and.map_or(found.start, |and| and + 1)..found.end);
        if !own.is_empty() {
            return Some(own);
        }
        // "The tablet weighs 498 grams and costs $649": one subject, two verbs.
        let earlier = and.or_else(|| found.start.checked_sub(1))?;
        if earlier <= self.sentence.tokens.start {
            return None;
        }
        let earlier = clause::subject(self.prose, self.tokens, self.sentence, earlier)?;
        Some(self.trim(earlier)).filter(|r| !r.is_empty())
    }

    /// Whether a token is a verb, as far as its form tells.
    fn verb(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| {
            t.kind == TokenKind::Word
                && (lexicon::is(t, Class::AUXILIARY.and(Class::MODAL).and(Class::STATE).and(Class::SPEECH))
                    || t.text(self.prose).ends_with("ed")
                    || is_irregular_past(t)
                    || t.is_any(self.prose, PAST))
        })
    }

    /// A subject down to its noun phrase: no opening preposition, article or number, no place or clause behind it.
    fn trim(&self, range: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = self.strip(range);
        // "In Dallas violent crime fell": the place opens the clause, the noun follows.
        if self.token(start).is_some_and(|t| lexicon::is(t, Class::PREPOSITION)) && !self.is(start, JOINTS) {
            start += 1;
            while start < end
                && self.token(start).is_some_and(|t| t.capital || lexicon::is(t, Class::DETERMINER))
            {
                start += 1;
            }
        }
        let stripped = self.strip(start..end);
        start = stripped.start;
        let cut = (start..end).find(|i| {
            *i > start
                && self.token(*i).is_some_and(|t| {
                    t.kind == TokenKind::Word
                        && (lexicon::is(t, Class::PREPOSITION.and(Class::RELATIVE).and(Class::SUBORDINATOR))
                            && !t.is_any(self.prose, JOINTS))
                })
        });
        end = cut.unwrap_or(end);
        while end > start && !self.word(end - 1) && !self.number(end - 1) {
            end -= 1;
        }
        start..end
    }

    /// Without the marks, conjunctions, articles, adverbs and values before its first noun.
    fn strip(&self, range: Range<usize>) -> Range<usize> {
        let mut start = range.start;
        while start < range.end {
            let Some(token) = self.token(start) else { break };
            if let Some(value) = mention_at(self.mentions, start).filter(|m| m.core.contains(&start)) {
                start = value.core.end;
                // "the five-stop tour"
                continue;
            }
            let opening = token.kind == TokenKind::Sign
                || lexicon::is(token, Class::DETERMINER.and(Class::CONJUNCTION).and(Class::NEGATION))
                    && !lexicon::is(token, Class::PRONOUN)
                || lexicon::is(token, Class::DETERMINER) && start + 1 < range.end
                || lexicon::is(token, Class::ADVERB) && start + 1 < range.end
                || self.is(start, &["its", "their", "his", "her", "our"]);
            if !opening {
                break;
            }
            start += 1;
        }
        start.min(range.end)..range.end
    }

    /// The noun phrase that begins at a token, articles and numbers left out.
    fn after(&self, from: usize, limit: usize) -> Option<Range<usize>> {
        let start = self.strip(from..limit.min(from + 16)).start;
        let mut end = start;
        let mut plural = false;
        let mut joined = false;
        while end < limit {
            let Some(token) = self.token(end) else { break };
            if token.glued && matches!(token.sign, '-' | '’' | '\'' | '/' | '&') || token.is('&') {
                end += 1;
                plural = false;
                continue;
            }
            if token.kind != TokenKind::Word
                || mention_at(self.mentions, end).is_some_and(|m| m.tokens.contains(&end))
            {
                break;
            }
            let class = lexicon::class(token);
            if class.has(Class::PREPOSITION) {
                let goes_on = end > start && !joined && self.is(end, JOINTS);
                let noun = self.token(end + 1).is_some_and(|t| t.kind == TokenKind::Word)
                    && mention_at(self.mentions, end + 1).is_none();
                if !(goes_on && noun) {
                    break;
                }
                joined = true;
                plural = false;
                end += 1;
                while self.token(end).is_some_and(|t| lexicon::is(t, Class::DETERMINER)) {
                    end += 1;
                }
                continue;
            }
            if class.has(
                Class::DETERMINER
                    .and(Class::CONJUNCTION)
                    .and(Class::RELATIVE)
                    .and(Class::AUXILIARY)
                    .and(Class::MODAL)
                    .and(Class::NEGATION)
                    .and(Class::SUBORDINATOR)
                    .and(Class::PRONOUN),
            ) && !class.has(Class::GENERIC)
            {
                break;
            }
            // Behind a plural stands its verb ("customers lost power"), unless that is a plural as well.
            let now_plural = is_plural(self.prose, token);
            if plural && !now_plural {
                break;
            }
            // "arrests fell", "homes burned": a verb beyond doubt ends the phrase, a participle may open it.
            let text = token.text(self.prose);
            let verb = token.is_any(self.prose, PAST)
                || is_irregular_past(token)
                || text.ends_with("ly")
                || class.has(Class::SPEECH) && !now_plural
                || form::direction(token).is_some() && end > start
                || text.ends_with("ed") && !self.sign(end.saturating_sub(1), '-') && self.takes_object(end);
            if verb && end > start {
                break;
            }
            plural = now_plural;
            end += 1;
            if token.possessive && self.token(end).is_some_and(|t| lexicon::is(t, Class::ADVERB)) {
                break;
            }
        }
        while end > start && !self.word(end - 1) {
            end -= 1;
        }
        (end > start).then_some(start..end)
    }

    /// "the contractor killed Ellen", "a jury decided who": a name, an article or a preposition behind a past form makes
    /// it the verb; a noun would make it a modifier.
    fn takes_object(&self, verb: usize) -> bool {
        self.token(verb + 1).is_none_or(|t| {
            t.kind != TokenKind::Word
                || t.capital
                || lexicon::is(
                    t,
                    Class::DETERMINER.and(Class::PREPOSITION).and(Class::RELATIVE).and(Class::PRONOUN),
                )
        })
    }

    /// The noun phrase that ends before a token.
    fn before(&self, at: usize) -> Option<Range<usize>> {
        let mut end = at;
        // "revenue, at $5", "arrests – 84", "prices up"
        while let Some(i) = end.checked_sub(1).filter(|i| *i >= self.sentence.tokens.start) {
            let token = self.token(i)?;
            let tie = token.is(',')
                || token.is('(')
                || token.is('–')
                || token.is('—')
                || token.kind == TokenKind::Word
                    && (lexicon::is(token, Class::PREPOSITION.and(Class::AUXILIARY).and(Class::ADVERB))
                        || self.is(i, &["a", "an", "the"]));
            if !tie {
                break;
            }
            end = i;
        }
        let start = self.phrase_start(end);
        let range = self.strip(start..end);
        (!range.is_empty() && self.word(range.end - 1)).then_some(range)
    }

    /// Where the noun phrase that ends before a token begins, its article included.
    fn phrase_start(&self, end: usize) -> usize {
        let mut start = end;
        while let Some(i) = start.checked_sub(1).filter(|i| *i >= self.sentence.tokens.start) {
            let Some(token) = self.token(i) else { break };
            let inside = match token.kind {
                TokenKind::Word => {
                    let class = lexicon::class(token);
                    let stop = class.has(
                        Class::PREPOSITION
                            .and(Class::CONJUNCTION)
                            .and(Class::AUXILIARY)
                            .and(Class::MODAL)
                            .and(Class::RELATIVE)
                            .and(Class::SUBORDINATOR),
                    ) || class.has(Class::SPEECH)
                        || token.is_any(self.prose, PAST)
                        || token.text(self.prose).ends_with("ed");
                    !stop
                }
                TokenKind::Sign => {
                    token.glued && matches!(token.sign, '-' | '’' | '\'' | '/') || token.is('&')
                }
                TokenKind::Number => false,
            };
            let value = mention_at(self.mentions, i).is_some_and(|m| m.core.contains(&i));
            if !inside || value || end - i > 6 {
                break;
            }
            start = i;
            if lexicon::is(token, Class::DETERMINER) {
                break;
            }
        }
        start
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    fn word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == TokenKind::Word)
    }

    fn number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == TokenKind::Number)
    }

    fn sign(&self, at: usize, sign: char) -> bool {
        self.token(at).is_some_and(|t| t.is(sign))
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.token(at).is_some_and(|t| t.is_any(self.prose, words))
    }
}

/// A noun in the plural, by its ending.
fn is_plural(prose: &str, token: &Token) -> bool {
    let text = token.bare(prose);
    text.len() > 3 && text.ends_with('s') && !["ss", "us", "is"].iter().any(|e| text.ends_with(e))
        || token.is_any(prose, &["people", "men", "women", "children", "police"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::bind;
    use crate::mention::recognise;
    use crate::text::{sentences, tokenize};

    /// Every claim of a text as `value → measure: subject`.
    fn seen(prose: &str) -> String {
        let tokens = tokenize(prose);
        let text = Segmented { sentences: sentences(prose, &tokens), tokens };
        let bound = bind(prose, &text, recognise(prose, &text.tokens), "2025-02-13".parse().ok(), &(0..0));
        let words = |r: &Range<usize>| {
            text.tokens[r.start].span.cover(text.tokens[r.end - 1].span).slice(prose).to_owned()
        };
        let mut claims: Vec<&Claim> = bound.claims.iter().collect();
        claims.sort_by_key(|c| c.tokens.start);
        let of = |c: &&Claim| {
            let subject = subject(prose, &text, &bound.mentions, c);
            let measure = measure(prose, &text, &bound.mentions, c, subject.as_ref());
            format!(
                "{} → {}: {}",
                words(&c.tokens),
                measure.as_str(),
                subject.as_ref().map_or("-".to_owned(), words)
            )
        };
        claims.iter().map(of).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn names_what_each_claim_is_about() {
        let rows = [
            (
                "Violent crime fell 8.2% in 2024.",
                "8.2% → change-down: Violent crime | 2024 → when: Violent crime",
            ),
            ("The city saw an 8.2% decrease in violent crime.", "8.2% → change-down: violent crime"),
            ("A drop of 597 in arrests was recorded.", "597 → change-down: arrests"),
            ("There were 65 fewer murder victims.", "65 → change-down: murder victims"),
            (
                "Officers will hold five outreach meetings this month.",
                "five → count: outreach meetings | this month → when: Officers",
            ),
            ("Some 3,800 customers lost power.", "Some 3,800 → count: customers"),
            ("The bank cut its key rate by 25 basis points.", "25 basis points → change-down: key rate"),
            ("The unemployment rate was 4.1%.", "4.1% → level: unemployment rate"),
            ("Revenue of $4.2 billion was announced.", "$4.2 billion → level: Revenue"),
            ("ICE has the support of 53 percent of American voters.", "53 percent → share: American voters"),
            ("Number of meetings: five", "five → count: Number of meetings"),
            ("Arrests: 84", "84 → count: Arrests"),
            (
                "Unemployment rose to 6.1% from 5.7%.",
                "6.1% → level: Unemployment | 5.7% → level: Unemployment",
            ),
            ("They approved a $4.2 billion budget.", "$4.2 billion → level: budget"),
            ("The murder rate fell and burglaries dropped 12%.", "12% → change-down: burglaries"),
            ("On Wednesday, the city began its tour.", "Wednesday → when: city"),
            ("The first meeting was on Feb. 12.", "first → rank: meeting | Feb. 12 → when: meeting"),
            (
                "The tablet weighs 498 grams and costs $649.",
                "498 grams → level: tablet | $649 → level: tablet",
            ),
            ("The 52-year-old contractor killed Ellen Sobchak.", "52-year-old → level: contractor"),
            ("The decline was 3.1%.", "3.1% → change-down: decline"),
            ("Two of the five meetings were held.", "Two → count: meetings | five → count: meetings"),
        ];
        let wrong: Vec<String> = rows
            .iter()
            .filter(|(p, e)| seen(p) != *e)
            .map(|(p, e)| format!("{p}\n   got {}\n   not {e}", seen(p)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
