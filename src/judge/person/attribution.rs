//! The grammar of attribution: "Igo said", "said Igo", "according to Igo", "Igo, who told reporters:".

use std::ops::Range;
use std::sync::LazyLock;

use crate::judge::person::office::KeySet;
use crate::judge::person::sighting::{Sighting, Who, sightings_in};
use crate::judge::person::speaker::{Scene, Speaker};
use crate::mention::name::Passage;
use crate::text::lexicon::{self, Class};
use crate::text::{Token, TokenKind, stem_of};

/// What the words name as the one who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A sighting, by index.
    Name(usize),
    /// An office, with the only one known to hold it.
    Role(Range<usize>, u32),
    /// A pronoun: its token.
    Pronoun(usize),
    /// Somebody else, whoever it is: "a caller".
    Else,
    /// Somebody who cannot be told: "Hochul's spokesman".
    Other,
}

/// Verbs of saying, of its manner and of its medium (Levin 1993, 37.2 to 37.7), beside those of [`Class::SPEECH`].
const SPEAKING: &str = "add wrote written spoke spoken swore sworn began reply answer respond continue conclude begin wonder \
    observe comment remark joke quip laugh grin sigh shout yell cry scream whisper mutter murmur growl \
    rasp bark snap boast brag crow complain grumble vow promise pledge swear plead urge beg demand \
    stress emphasise emphasize repeat post tweet blog email text cable telegraph testify protest thunder \
    retort counter concede agree suggest put call describe think claim allege maintain contend reckon \
    guess offer volunteer preach declaim recount reiterate summarise summarize";

/// Verbs that go on with a speech.
const GOING_ON: &str = "add continue conclude finish";

/// Forms by which a speaker hands on somebody else's words: "quoting the mayor", "recalled her saying".
const HANDING_ON: &[&str] = &[
    "quoting",
    "citing",
    "repeating",
    "echoing",
    "reading",
    "paraphrasing",
    "quoted",
    "quotes",
    "heard",
    "hears",
    "overheard",
];

static SPEAKING_STEMS: LazyLock<KeySet> = LazyLock::new(|| stems(SPEAKING));
static GOING_ON_STEMS: LazyLock<KeySet> = LazyLock::new(|| stems(GOING_ON));

/// The stems of the verbs' forms: "added" sheds more than its ending.
fn stems(verbs: &str) -> KeySet {
    let forms = |verb: &str| ["", "s", "ed", "ing"].map(|ending| stem_of(&format!("{verb}{ending}")));
    verbs.split_whitespace().flat_map(forms).collect()
}

/// Longest lead-in that is read.
const LONGEST: usize = 60;

/// Reads the attributions of one block.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'r, 's, 'd> {
    pub scene: &'r Scene<'s, 'd>,
    pub passage: &'r Passage<'d>,
}

impl Reading<'_, '_, '_> {
    fn speaks(&self, token: &Token) -> bool {
        token.kind == TokenKind::Word
            && (lexicon::is_or_stem(token, Class::SPEECH) || SPEAKING_STEMS.contains(&token.stem))
    }

    /// Whether the verb says that somebody goes on.
    pub fn goes_on_speaking(&self, token: &Token) -> bool {
        GOING_ON_STEMS.contains(&token.stem)
    }

    /// Whether a verb of speaking stands among the first words.
    pub fn speaks_soon(&self, range: &Range<usize>) -> bool {
        let words = self.passage.tokens.get(range.clone()).unwrap_or(&[]);
        words.iter().take(5).any(|t| self.speaks(t))
    }

    /// "…," Igo said; said the treasurer, Gwen Pritchard; as Kivelä puts it. `None` if nothing is said there.
    pub fn after(&self, range: Range<usize>) -> Option<Subject> {
        let passage = self.passage;
        let first = passage.at(range.start).filter(|t| t.kind == TokenKind::Word)?;
        if self.is_pronoun(range.start) {
            return Some(Subject::Pronoun(range.start));
        }
        if matches!(passage.word(range.start), "it" | "It") {
            return Some(Subject::Other);
        }
        if let Some(role) = self.role_after(&range) {
            return Some(role);
        }
        // "in the words of Igo"
        let words_of = (0..=3).find(|n| passage.word(range.start + n) == "words");
        let start = match words_of {
            Some(n) if passage.word(range.start + n + 1) == "of" => range.start + n + 2,
            _ => range.start,
        };
        let range = start..range.end;
        let word = passage.word(range.start);
        let article = matches!(word, "a" | "an" | "one");
        let Some((index, sighting)) = self.spokesman_last(&range) else {
            let speaks = self.speaks_soon(&range);
            return Some(if article && speaks && self.stranger(range.start + 1) {
                Subject::Else
            } else {
                Subject::Other
            });
        };
        let between = range.start..sighting.tokens.start;
        // The name is far off, or the object of something: "a spokesman for Hochul".
        let object = |i: usize| {
            let to = passage.word(i) == "to" && passage.word(i.wrapping_sub(1)) == "according";
            let preposition = passage.at(i).is_some_and(|t| lexicon::is(t, Class::PREPOSITION));
            let word = passage.word(i);
            !to && (preposition && word != "as" || OBJECT_OF.contains(&word)) && !self.in_title(i)
        };
        if between.len() > 8 || between.clone().any(object) {
            return Some(Subject::Other);
        }
        // "a caller told Hochul": a subject of its own and then a verb.
        let described = matches!(word, "the" | "a" | "an" | "one" | "its" | "his" | "her" | "their" | "our")
            || first.possessive;
        let plain = |t: &&Token| {
            t.kind == TokenKind::Word && !t.capital && !t.possessive && !self.scene.people.vocabulary.knows(t)
        };
        // "a defiant Ostrander said": the name is the head.
        let links = |t: &Token| self.speaks(t) || lexicon::is(t, Class::PREPOSITION);
        let verb = between.clone().any(|i| passage.at(i).is_some_and(links));
        let heads =
            !verb && between.len() <= 3 && passage.at(sighting.tokens.end).is_some_and(|t| self.speaks(t));
        if article && !heads && self.stranger(range.start + 1) {
            return Some(Subject::Else);
        }
        // "the county sheriff, Wade Ostrander, said"
        let office = |i: usize| passage.at(i).is_some_and(|t| self.scene.people.vocabulary.is_head(t));
        let comma = sighting.tokens.start.checked_sub(1).filter(|i| passage.sign(*i, ','));
        let heads = heads || !verb && comma.and_then(|i| i.checked_sub(1)).is_some_and(office);
        if described && !heads && between.clone().skip(1).filter_map(|i| passage.at(i)).any(|t| plain(&t)) {
            return Some(Subject::Other);
        }
        let verb = sighting.tokens.end;
        let passive = is_be(passage.word(verb)) && !passage.word(verb + 1).ends_with("ing");
        if passive
            || self.denied(&(range.start..verb + 4))
            || self.hands_on(index, sighting, &between, range.end)
        {
            return Some(Subject::Other);
        }
        Some(Subject::Name(index))
    }

    /// The first name of a stretch, or the one that a body leads: "National Parks Service spokesperson Bill Line".
    fn spokesman_last(&self, range: &Range<usize>) -> Option<(usize, &Sighting)> {
        let passage = self.passage;
        let mut names = sightings_in(self.scene.sightings, passage.index, range);
        let (mut index, mut sighting) = names.next()?;
        for (next, of) in names {
            let between = sighting.tokens.end..of.tokens.start;
            let title = (1..=3).contains(&between.len())
                && between.clone().filter_map(|i| passage.at(i)).all(|t| {
                    t.kind == TokenKind::Word
                        && !t.capital
                        && !lexicon::is(t, Class::FUNCTION.and(Class::MODAL).and(Class::SUBORDINATOR))
                        && !lexicon::is_or_stem(t, Class::SPEECH)
                });
            if !title {
                break;
            }
            (index, sighting) = (next, of);
        }
        Some((index, sighting))
    }

    /// Whether the one named only passes on what somebody else said: a paper that reported it, a witness.
    fn hands_on(&self, index: usize, sighting: &Sighting, between: &Range<usize>, end: usize) -> bool {
        let passage = self.passage;
        let tail = sighting.tokens.end..end.min(sighting.tokens.end + 10);
        if self.tells_of_another(&tail) {
            return true;
        }
        let passes =
            |i: usize| matches!(passage.word(i), "reported" | "reports" | "reporting" | "cited" | "quoted");
        let reported = passes(sighting.tokens.end)
            || passes(sighting.tokens.end + 1)
            || between.clone().any(|i| passes(i) || passage.word(i) == "according");
        reported && matches!(self.scene.as_speaker(passage, index, sighting), Speaker::Stranger(_))
    }

    /// "quoting the mayor", "recalled her saying": behind the speaker's own verb, another one speaks.
    fn tells_of_another(&self, tail: &Range<usize>) -> bool {
        let passage = self.passage;
        let mut another = false;
        for i in tail.clone() {
            let Some(token) = passage.at(i).filter(|t| t.kind == TokenKind::Word) else {
                another = false;
                continue;
            };
            let word = passage.word(i);
            if hands_on(word) || another && matches!(word, "say" | "says" | "saying" | "said") {
                return true;
            }
            another |= token.capital
                || lexicon::is(token, Class::DETERMINER.and(Class::PRONOUN))
                || matches!(word, "her" | "him" | "them");
        }
        false
    }

    /// "the mayor said", "said the mayor", where one known holds the office and no name follows.
    fn role_after(&self, range: &Range<usize>) -> Option<Subject> {
        let passage = self.passage;
        let verb_first = passage.at(range.start).is_some_and(|t| self.speaks(t));
        let start = range.start + usize::from(verb_first);
        let (tokens, known) = self.role_at(start)?;
        let behind = passage.at(tokens.end);
        let closes = behind.is_none_or(|t| t.kind == TokenKind::Sign && !t.is(',') && !t.is('-'))
            || behind.is_some_and(|t| t.is(',')) && !self.named_at(tokens.end + 1);
        let speaks = behind.is_some_and(|t| self.speaks(t)) && !verb_first;
        if !(verb_first && closes || speaks) {
            return None;
        }
        let tail = tokens.end..range.end.min(tokens.end + 10);
        if self.tells_of_another(&tail) {
            return None;
        }
        Some(Subject::Role(tokens, known))
    }

    /// "Ostrander never said", "denied saying"
    fn denied(&self, range: &Range<usize>) -> bool {
        range.clone().any(|i| {
            let negation = self.passage.at(i).is_some_and(|t| lexicon::is(t, Class::NEGATION));
            negation || matches!(self.passage.word(i), "denied" | "denies" | "denying")
        })
    }

    /// A plain noun, and not one who speaks for others.
    fn stranger(&self, at: usize) -> bool {
        let passage = self.passage;
        let plain = passage.at(at).is_some_and(|t| {
            t.kind == TokenKind::Word && !t.capital && !self.scene.people.vocabulary.knows(t)
        });
        let speaks = (at + 1..at + 4).any(|i| passage.at(i).is_some_and(|t| self.speaks(t)));
        plain
            && speaks
            && !matches!(
                passage.word(at),
                "statement" | "letter" | "memo" | "report" | "release" | "tweet" | "post"
            )
    }

    fn named_at(&self, at: usize) -> bool {
        sightings_in(self.scene.sightings, self.passage.index, &(at..at + 1)).next().is_some()
    }

    /// `the mayor`, `the police chief`: a definite office that one known holds.
    fn role_at(&self, start: usize) -> Option<(Range<usize>, u32)> {
        let passage = self.passage;
        if !matches!(passage.word(start), "the" | "The") {
            return None;
        }
        let vocabulary = &self.scene.people.vocabulary;
        let head = (start + 1..start + 4)
            .take_while(|i| passage.at(*i).is_some_and(|t| vocabulary.knows(t)))
            .last()
            .filter(|i| passage.at(*i).is_some_and(|t| vocabulary.is_head(t)))?;
        Some((start..head + 1, self.scene.holder(passage, head)?))
    }

    fn is_pronoun(&self, at: usize) -> bool {
        matches!(self.passage.word(at), "he" | "she" | "they" | "He" | "She" | "They" | "I" | "we" | "who")
    }

    fn in_title(&self, i: usize) -> bool {
        matches!(self.passage.word(i), "of" | "for")
            && self.passage.before(i).is_some_and(|t| self.scene.people.vocabulary.is_head(t))
    }

    /// Igo wrote: "…"; Jonas Pekk, who told reporters: "…"; Igo said he "…". `None` if nobody is said to speak.
    pub fn before(&self, range: Range<usize>) -> Option<Subject> {
        let passage = self.passage;
        let range = range.start.max(range.end.saturating_sub(LONGEST))..range.end;
        let last = passage.before(range.end).filter(|_| !range.is_empty())?;
        let formal = last.kind == TokenKind::Sign && matches!(last.sign, ':' | ',' | '—' | '–');
        let end = range.end - usize::from(formal);
        // "quoting Igo, Ostrander said", "Ostrander never said"
        if self.denied(&(range.start..end)) || (range.start..end).any(|i| hands_on(passage.word(i))) {
            return Some(Subject::Other);
        }
        let Some(verb) = (range.start..end).rev().find(|i| passage.at(*i).is_some_and(|t| self.speaks(t)))
        else {
            return self.introduced(range.start..end, last);
        };
        let tail = verb + 1..end;
        if passage.word(verb).eq_ignore_ascii_case("according") {
            return self.name_behind(tail);
        }
        if !formal && !self.runs_in(&tail) && !self.tells_that(verb, &tail) || self.somebody_elses(&tail) {
            return None;
        }
        // "Said Wade Ostrander:"
        let opens = verb == range.start || passage.before(verb).is_some_and(|t| t.kind == TokenKind::Sign);
        let subject = self.subject(range.start, verb);
        if subject.is_none() && opens {
            return self.name_behind(tail).or_else(|| self.name_behind(verb..end));
        }
        subject
    }

    /// The name that these words are, with no more than a title before it.
    fn name_behind(&self, range: Range<usize>) -> Option<Subject> {
        let (index, sighting) = self.names(&range).next()?;
        let far = sighting.tokens.start - range.start > 6 || sighting.tokens.end + 8 < range.end;
        (!far).then_some(Subject::Name(index))
    }

    /// The names of a stretch; the first word of a sentence is none unless the draft knows it as one.
    fn names(&self, range: &Range<usize>) -> impl Iterator<Item = (usize, &Sighting)> {
        let passage = self.passage;
        sightings_in(self.scene.sightings, passage.index, range)
            .filter(|(i, s)| s.who != Who::Word || self.scene.as_speaker(passage, *i, s) != Speaker::Open)
    }

    /// Whether what is said is called another's: "repeated the mayor's line".
    fn somebody_elses(&self, tail: &Range<usize>) -> bool {
        tail.clone().filter_map(|i| self.passage.at(i)).any(|t| {
            let word = t.bare(&self.passage.block.text);
            t.possessive && !t.capital || matches!(word, "words" | "line" | "phrase" | "remark" | "promise")
        })
    }

    /// "told KXTV that": one who is told, and nothing else.
    fn tells_that(&self, verb: usize, tail: &Range<usize>) -> bool {
        let passage = self.passage;
        matches!(passage.word(verb), "told" | "tells" | "telling")
            && tail.len() <= 5
            && tail.end.checked_sub(1).is_some_and(|i| passage.word(i) == "that")
            && tail.clone().filter_map(|i| passage.at(i)).all(|t| t.kind == TokenKind::Word)
    }

    /// Words between a verb of speaking and a quotation that runs on from it: "said he", "said there was".
    fn runs_in(&self, tail: &Range<usize>) -> bool {
        let small = Class::FUNCTION
            .and(Class::PRONOUN)
            .and(Class::MODAL)
            .and(Class::ADVERB)
            .and(Class::NEGATION)
            .and(Class::SUBORDINATOR);
        tail.len() <= 6
            && tail
                .clone()
                .filter_map(|i| self.passage.at(i))
                .all(|t| t.kind == TokenKind::Word && !t.capital && lexicon::is(t, small))
    }

    /// "Harold Vance was blunt: “…”", "Igo: “…”": the only one named, at the head of what a colon closes.
    fn introduced(&self, range: Range<usize>, last: &Token) -> Option<Subject> {
        let passage = self.passage;
        if !last.is(':') {
            return None;
        }
        let mut names = self.names(&range);
        let (index, sighting) = names.next()?;
        let alone = names.next().is_none();
        let opens = sighting.tokens.start <= range.start + 4;
        // "welcomed her promise:", "held up the mayor's words:"
        let others = (sighting.tokens.end..range.end).filter_map(|i| passage.at(i)).any(|t| {
            t.kind == TokenKind::Word
                && (t.possessive
                    || matches!(
                        t.bare(&passage.block.text),
                        "his" | "her" | "their" | "its" | "and" | "words" | "line" | "from" | "by"
                    )
                    || self.scene.people.vocabulary.is_head(t))
        });
        let opening = range.start..sighting.tokens.start;
        (alone && opens && !others && !self.is_object(opening)).then_some(Subject::Name(index))
    }

    /// Whether what stands before a name makes it no subject: "beside", "unlike", "told".
    fn is_object(&self, before: Range<usize>) -> bool {
        let passage = self.passage;
        before.rev().take(8).take_while(|i| passage.at(*i).is_some_and(|t| t.kind == TokenKind::Word)).any(
            |i| {
                let word = passage.word(i);
                passage.at(i).is_some_and(|t| lexicon::is(t, Class::PREPOSITION))
                    && !self.in_title(i)
                    && !word.eq_ignore_ascii_case("as")
                    || word == "Unlike"
                    || word == "unlike"
                    || passage.at(i).is_some_and(|t| self.speaks(t))
            },
        )
    }

    /// Who does what the verb at `verb` says.
    fn subject(&self, start: usize, verb: usize) -> Option<Subject> {
        let passage = self.passage;
        let mut at = verb;
        let mut relative = false;
        while at > start {
            let Some(token) = passage.before(at).filter(|t| t.kind == TokenKind::Word) else { break };
            // "was told by"
            if lexicon::is(token, Class::AUXILIARY) && is_be(passage.word(at - 1)) && !relative {
                let ing = passage.word(verb).ends_with("ing");
                if !ing {
                    return Some(Subject::Other);
                }
            }
            relative |= passage.word(at - 1) == "who";
            let skip = lexicon::is(token, Class::AUXILIARY.and(Class::ADVERB).and(Class::MODAL))
                || passage.word(at - 1).ends_with("ly")
                || passage.word(at - 1) == "who";
            if !skip || self.is_pronoun(at - 1) && !relative {
                break;
            }
            at -= 1;
        }
        let first = || self.names(&(start..verb)).next().filter(|(_, s)| s.tokens.start <= start + 5);
        if at == start {
            return None;
        }
        let before = at - 1;
        // "a poster that says"
        if matches!(passage.word(before), "that" | "which" | "it" | "It") {
            return Some(Subject::Other);
        }
        if passage.sign(before, ',') {
            return self.before_comma(start, before, verb, relative);
        }
        if self.is_pronoun(before) {
            return Some(Subject::Pronoun(before));
        }
        if let Some((index, sighting)) = self.name_ending(start, at) {
            let object = self.is_object(start..sighting.tokens.start);
            return Some(if object { Subject::Other } else { Subject::Name(index) });
        }
        if let Some(role) =
            (start..before).rev().take(4).find_map(|i| self.role_at(i).filter(|(t, _)| t.end == at))
        {
            return Some(Subject::Role(role.0, role.1));
        }
        // "Igo stood up and said": the subject of the first verb.
        let (index, sighting) = first()?;
        let joined = matches!(passage.word(sighting.tokens.end), "and" | "or");
        let alone = self.names(&(sighting.tokens.end..verb)).next().is_none();
        let and = passage.word(before) == "and";
        let object = self.is_object(start..sighting.tokens.start);
        let others = (sighting.tokens.end..verb).filter_map(|i| passage.at(i)).any(|t| {
            !t.capital && self.scene.people.vocabulary.is_head(t) || lexicon::is(t, Class::SUBORDINATOR)
        });
        if object || joined || !(alone || and) || others {
            return Some(Subject::Other);
        }
        Some(Subject::Name(index))
    }

    /// The subject before an apposition, a relative clause or a participle that a comma closes.
    fn before_comma(&self, start: usize, comma: usize, verb: usize, relative: bool) -> Option<Subject> {
        let passage = self.passage;
        let ending = self.name_ending(start, comma);
        if relative || passage.word(verb).ends_with("ing") && passage.word(verb) != "being" {
            // "Pekk, who told reporters:"; "Igo welcomed the vote, saying:"
            return match ending {
                Some((index, _)) if relative => Some(Subject::Name(index)),
                _ => {
                    let (index, sighting) =
                        self.names(&(start..comma)).next().filter(|(_, s)| s.tokens.start <= start + 5)?;
                    let alone = self.names(&(sighting.tokens.end..comma)).next().is_none();
                    (alone && !self.is_object(start..sighting.tokens.start)).then_some(Subject::Name(index))
                }
            };
        }
        // "the treasurer, Gwen Pritchard, said"
        if let Some((index, sighting)) = ending {
            let apposed = passage.before(sighting.tokens.start).is_some_and(|t| t.is(','));
            if apposed && sighting.tokens.start > start {
                return Some(Subject::Name(index));
            }
        }
        // "Lindqvist, standing beside Ostrander, said"
        let opened = (start.max(comma.saturating_sub(30))..comma).find(|i| passage.sign(*i, ','))?;
        let (index, sighting) = self.name_ending(start, opened)?;
        Some(if self.is_object(start..sighting.tokens.start) { Subject::Other } else { Subject::Name(index) })
    }

    /// The name that ends right before a token.
    fn name_ending(&self, start: usize, at: usize) -> Option<(usize, &Sighting)> {
        let from = start.max(at.saturating_sub(8));
        self.names(&(from..at)).find(|(_, s)| s.tokens.end == at)
    }
}

fn hands_on(word: &str) -> bool {
    HANDING_ON.iter().any(|form| form.eq_ignore_ascii_case(word))
}

fn is_be(word: &str) -> bool {
    matches!(word, "was" | "were" | "is" | "are" | "been" | "being" | "be")
}

/// Words behind which a name is no subject.
const OBJECT_OF: &[&str] = &[
    "of", "for", "to", "about", "with", "at", "in", "on", "by", "from", "that", "when", "after", "because",
    "and", "near", "outside",
];
