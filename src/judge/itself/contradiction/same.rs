//! Whether two values are said of one and the same thing.

use std::rc::Rc;

use rust_decimal::Decimal;

use crate::claim::{self, Form, Stance, When};
use crate::fact::Relation;
use crate::judge::fact::amount::{self, Compared, FactAmount, TextAmount};
use crate::judge::fact::slip;
use crate::judge::itself::Draft;
use crate::judge::itself::contradiction::Whole;
use crate::judge::itself::contradiction::pairing::{LEAD, MANY, OF, Place, quantity};
use crate::judge::itself::contradiction::stated::{Owner, Stated, is_cell};
use crate::mention::{Hedge, Mention};
use crate::quantity::{Dimension, Kind, Quantity};
use crate::source::BlockKind;
use crate::text::lexicon::{self, Class};

/// A value where it stands, with what it is said of.
#[derive(Clone)]
pub(super) struct Side<'b> {
    pub(super) draft: &'b Draft<'b>,
    pub(super) mention: &'b Mention,
    pub(super) stated: Rc<Stated>,
    pub(super) place: Place,
}

/// Two places with values of one kind that cannot both be right of one thing.
pub(super) struct Pair<'b> {
    pub(super) earlier: Side<'b>,
    pub(super) later: Side<'b>,
}

impl<'b> Side<'b> {
    /// The value and what it counts, as written.
    pub(super) fn words(&self) -> &'b str {
        let tokens = &self.stated.tokens;
        let span = self.draft.spot.prose_span(tokens.start, tokens.end.saturating_sub(1));
        span.map_or("", |s| s.slice(self.draft.prose()))
    }

    /// The value with the word of its change, as written.
    pub(super) fn words_of_change(&self) -> &'b str {
        let (from, to) = self.change();
        let span = self.draft.spot.prose_span(from, to.saturating_sub(1));
        span.map_or("", |s| s.slice(self.draft.prose()))
    }

    /// Tokens of the value and the word of its change.
    fn change(&self) -> (usize, usize) {
        let core = &self.mention.core;
        let word = self.stated.change_word.unwrap_or(core.start);
        (word.min(core.start), core.end.max(word + 1))
    }

    /// `the fourth quarter`, `the second half`: one of many that follow each other.
    fn is_of_time(&self) -> bool {
        let tokens = self.draft.tokens();
        let mut nouns = self.mention.core.end..self.stated.tokens.end;
        nouns.any(|i| {
            tokens.get(i).is_some_and(|t| {
                lexicon::is(t, Class::UNIT.and(Class::CALENDAR).and(Class::SECOND))
                    || t.is_any(
                        self.draft.prose(),
                        &["quarter", "half", "round", "period", "time", "place", "day"],
                    )
            })
        })
    }

    /// Whether its sentence tells of a time before.
    fn looks_back(&self) -> bool {
        let sentence = self.draft.sentence_of(self.mention).map_or(0..0, |s| s.tokens.clone());
        let tokens = self.draft.tokens().get(sentence).unwrap_or(&[]);
        tokens.iter().any(|t| {
            t.is_any(
                self.draft.prose(),
                &["earlier", "before", "ago", "previous", "previously", "then", "last"],
            )
        })
    }

    fn kind(&self) -> Option<Kind> {
        quantity(self.mention).map(Quantity::kind)
    }

    fn amount(&self) -> Option<Decimal> {
        quantity(self.mention).and_then(Quantity::amount)
    }

    fn is_headline(&self) -> bool {
        matches!(self.draft.spot.block.kind, BlockKind::Title | BlockKind::Heading(1))
    }

    /// A number of things: whole, not nought or one, no year and no model's number.
    fn counts(&self) -> bool {
        let Some(Quantity::Count(n)) = quantity(self.mention) else { return false };
        let behind =
            self.stated.tokens.end > self.mention.core.end || self.stated.verb == Some(self.stated.head);
        let written = self.mention.core_span.slice(self.draft.prose());
        let bare = written.len() == 4 && written.bytes().all(|b| b.is_ascii_digit());
        let verb = self.mention.core.start.checked_sub(1).and_then(|i| self.draft.tokens().get(i));
        // "the café seats 60"
        let behind =
            behind || verb.is_some_and(|t| !t.capital && self.stated.head == t.root(self.draft.prose()));
        let cell = is_cell(self.draft);
        !self.mention.compound
            && n.scale() == 0
            && *n > Decimal::ONE
            && *n < MANY
            && (behind || cell)
            && !bare
    }

    /// `is 30 seconds`, `of 30 seconds`
    fn is_of(&self) -> bool {
        let before = self.mention.tokens.start.checked_sub(1).and_then(|i| self.draft.tokens().get(i));
        before.is_some_and(|t| t.is_any(self.draft.prose(), OF))
    }

    /// Whether its own sentence has another's value as well: it tells of both.
    fn stands_beside(&self, other: &Mention) -> bool {
        let Some(sentence) = self.draft.sentence_of(self.mention) else { return false };
        let within = self.draft.within(&sentence.tokens);
        within.filter(|m| quantity(m).is_some()).any(|m| !denies(m, other) && m.value == other.value)
    }

    fn is_generic(&self) -> bool {
        let tokens = self.draft.tokens();
        let last = self.stated.tokens.end.checked_sub(1).and_then(|i| tokens.get(i));
        last.is_some_and(|t| lexicon::is(t, Class::GENERIC))
    }

    fn is_duration(&self) -> bool {
        matches!(self.kind(), Some(Kind::Measure(Dimension::Time | Dimension::LongTime)))
    }

    /// What the text does with the statement, and when it holds. Asked only of two that are of one thing: it costs more
    /// than all else.
    fn told(&self) -> (Stance, When) {
        let draft = self.draft;
        let told = draft.sentence_index(self.mention).filter(|_| !is_cell(draft)).and_then(|sentence| {
            let (prose, text) = (draft.prose(), draft.spot.text);
            claim::told(prose, text, draft.mentions, sentence, self.place.mention, draft.base, &(0..0))
        });
        told.unwrap_or((Stance::Asserted, When::default()))
    }

    fn asserts(&self, (stance, when): (Stance, When)) -> bool {
        let told = match stance {
            Stance::Asserted | Stance::Planned => true,
            // "If … within the default timeout of 30 seconds": what a definite phrase names is taken for granted.
            Stance::Negated | Stance::Hypothetical => self.stated.definite,
            // "Ostrow to buy rival for $640 million", "I hope the café's 80 seats will do"
            Stance::Forecast | Stance::Target => self.stated.definite || self.is_headline(),
            Stance::Question | Stance::Disputed | Stance::Outdated => false,
        };
        told && !when.elsewhere
    }

    fn is_plain(&self) -> bool {
        matches!(self.stated.form, Form::Plain | Form::Result(_))
    }

    /// Whether a word stands in its phrase or its sentence.
    fn says(&self, root: u64) -> bool {
        let s = &self.stated;
        s.phrase.contains(&root) || s.around.contains(&root) || s.verb == Some(root)
    }
}

impl<'b> Pair<'b> {
    /// `None` where the two stand otherwise or in one sentence.
    pub(super) fn of(earlier: Side<'b>, later: Side<'b>) -> Option<Pair<'b>> {
        let same_form = match (earlier.stated.form, later.stated.form) {
            (Form::Change(x), Form::Change(y)) => {
                x == y && denies(earlier.mention, later.mention)
                    || x != y && earlier.is_headline() && earlier.mention.value == later.mention.value
            }
            (Form::Rate, Form::Rate) => denies(earlier.mention, later.mention),
            _ => earlier.is_plain() && later.is_plain() && denies(earlier.mention, later.mention),
        };
        let sentence = |side: &Side<'_>| (side.place.block, side.draft.sentence_index(side.mention));
        (same_form && sentence(&earlier) != sentence(&later)).then_some(Pair { earlier, later })
    }

    /// Whether one and the same thing is asserted to have both values at one time.
    pub(super) fn contradicts(&self, whole: &mut Whole<'b>) -> bool {
        if !self.one_thing(whole) {
            return false;
        }
        let (x, mut y) = (self.earlier.told(), self.later.told());
        // "this summer" under a headline is the headline's own time, whenever that is.
        y.1.elsewhere &= !self.earlier.is_headline() || self.later.looks_back();
        let (a, b) = (x.1, y.1);
        let same_time = match (a.period, b.period) {
            (Some(x), Some(y)) => x == y && a.since == b.since,
            (None, None) => a.anterior == b.anterior,
            // What is set apart by its time is not taken up by a slip or a name of its own.
            _ => a.anterior == b.anterior && !self.needs_one_time(),
        };
        same_time && self.earlier.asserts(x) && self.later.asserts(y)
    }

    fn needs_one_time(&self) -> bool {
        self.slipped() || self.named()
    }

    /// Whether one and the same thing has both values.
    fn one_thing(&self, whole: &mut Whole<'b>) -> bool {
        if self.headline(whole) || self.slipped() {
            return true;
        }
        let (a, b) = (&self.earlier.stated, &self.later.stated);
        if matches!(a.form, Form::Change(_)) {
            return false;
        }
        let one_noun = a.head == b.head || a.verb == Some(b.head);
        one_noun && b.head != 0 && (self.taken_up(whole) || self.named())
            || self.lasting()
            || self.owned()
            || self.tabled(whole)
    }

    /// `three night flights … those four night flights`: a definite phrase takes up what has been counted.
    fn taken_up(&self, whole: &mut Whole<'b>) -> bool {
        let (a, b) = (&self.earlier.stated, &self.later.stated);
        // "the three-month bills" are of a kind, and there are six-month ones as well.
        let kind = match self.later.kind() {
            Some(Kind::Count) => self.later.counts() && self.earlier.counts(),
            Some(Kind::Measure(_) | Kind::Money) => {
                self.earlier.mention.compound
                    && self.later.mention.compound
                    && !self.later.is_duration()
                    && a.phrase == b.phrase
            }
            _ => false,
        };
        kind && b.definite
            && !self.picks()
            && self.same_modifiers()
            && self.same_owner()
            && !self.may_be_some()
            && self.alone(b.head, whole)
    }

    /// The main point of a text, in its headline and in its opening: the headline's figure stands nowhere else.
    fn headline(&self, whole: &mut Whole<'b>) -> bool {
        let (head, body) = (&self.earlier, &self.later);
        let (a, b) = (&head.stated, &body.stated);
        if self.reversed() {
            return !whole.confirmed(head, Some(body));
        }
        if !head.is_headline() || body.is_headline() || a.compared || self.picks() || a.form != b.form {
            return false;
        }
        let about = match head.kind() {
            Some(Kind::Score) => is_result(body) && a.around.iter().any(|r| body.says(*r)),
            Some(Kind::Count) => {
                head.counts()
                    && body.counts()
                    && (a.head == b.head
                        && a.phrase.iter().all(|r| body.says(*r))
                        && (a.around.is_empty() || a.around.iter().any(|r| body.says(*r)))
                        || body.is_generic() && a.phrase.iter().all(|r| b.around.contains(r)))
            }
            // "Third term for Mayor Penrose … her fourth term as mayor"
            Some(Kind::Ordinal) => {
                a.head == b.head
                    && !body.is_of_time()
                    && !head.is_of_time()
                    && a.phrase.iter().chain(&a.around).any(|r| *r != a.head && body.says(*r))
            }
            // "profit up 14 percent"
            _ => {
                a.head == b.head
                    && matches!(a.form, Form::Change(_))
                    && a.phrase.iter().all(|r| body.says(*r))
                    && a.subject.iter().all(|r| body.says(*r))
            }
        };
        about
            && a.owner == Owner::Open
            && body.place.block <= head.place.block + LEAD
            && !whole.confirmed(head, None)
            && (head.kind() == Some(Kind::Score) || self.alone(b.head, whole))
    }

    /// `Seal numbers up 12 percent` over `the number of seals fell 12 percent`.
    pub(super) fn reversed(&self) -> bool {
        let (a, b) = (&self.earlier.stated, &self.later.stated);
        let opposed = matches!((a.form, b.form), (Form::Change(x), Form::Change(y)) if x != y);
        opposed
            && self.earlier.is_headline()
            && self.later.place.block <= self.earlier.place.block + LEAD
            && !a.compared
            && !b.compared
            && a.phrase.iter().all(|r| self.later.says(*r))
            && a.phrase.iter().any(|r| b.phrase.contains(r))
    }

    /// The digits of one are the other's in another order, or of another scale: a slip of the hand, if both are about
    /// the same.
    fn slipped(&self) -> bool {
        let (Some(x), Some(y)) = (self.earlier.amount(), self.later.amount()) else { return false };
        let digits = slip::significant(x).min(slip::significant(y));
        let scale = slip::scale_word(x, y) && digits > 1;
        if !slip::transposed(x, y) && !scale {
            return false;
        }
        let (a, b) = (&self.earlier.stated, &self.later.stated);
        if a.compared || b.compared || self.picks() {
            return false;
        }
        let shared = |words: &[u64], side: &Side<'_>| words.iter().any(|r| side.says(*r));
        let shared_in_headline = self.earlier.is_headline() && shared(&a.around, &self.later);
        let subjects = shared_in_headline
            || a.subject.is_empty()
            || b.subject.is_empty()
            || shared(&b.subject, &self.earlier);
        let counts = self.later.kind() == Some(Kind::Count);
        let tied = match counts {
            true => self.later.counts() && a.head == b.head,
            false => {
                shared_in_headline
                    || a.head == b.head
                    || shared(&b.phrase, &self.earlier)
                    || shared(&b.subject, &self.earlier)
            }
        };
        let few = digits < 3 && !scale;
        let few = few && !(self.earlier.is_headline() && b.phrase.iter().all(|r| self.earlier.says(*r)));
        subjects && tied && !few && !self.later.stands_beside(self.earlier.mention)
    }

    /// `the default timeout is 30 seconds … the default timeout of 60 seconds`: a measure with a name of its own.
    fn named(&self) -> bool {
        let (a, b) = (&self.earlier.stated, &self.later.stated);
        matches!(self.later.kind(), Some(Kind::Measure(_)))
            && self.earlier.is_of()
            && self.later.is_of()
            && a.definite
            && b.definite
            && b.phrase.len() > 1
            && a.phrase == b.phrase
            && !a.compared
            && !b.compared
    }

    /// `Each lasts 90 minutes … the two-hour meetings`
    fn lasting(&self) -> bool {
        let (a, b) = (&self.earlier.stated, &self.later.stated);
        matches!(self.later.kind(), Some(Kind::Measure(_)))
            && b.definite
            && !self.picks()
            && self.later.mention.compound
            && !self.earlier.mention.compound
            && b.phrase.iter().all(|r| a.subject.contains(r) || a.subject.is_empty() && a.before.contains(r))
    }

    /// What stands behind the later phrase picks out some, and the earlier place does not say it.
    fn picks(&self) -> bool {
        let tail = self.later.stated.tail.as_ref();
        tail.is_some_and(|tail| tail.is_empty() || !tail.iter().all(|r| self.earlier.says(*r)))
    }

    /// `a cast of 14` and, in a table, `Size of cast | 16`.
    fn tabled(&self, whole: &mut Whole<'b>) -> bool {
        let (cell, prose) = match (is_cell(self.earlier.draft), is_cell(self.later.draft)) {
            (false, true) => (&self.later, &self.earlier),
            (true, false) => (&self.earlier, &self.later),
            _ => return false,
        };
        cell.counts()
            && prose.counts()
            && cell.stated.phrase.as_slice() == prose.stated.phrase.as_slice()
            && !prose.stated.compared
            && prose.stated.tail.is_none()
            && self.alone(prose.stated.head, whole)
    }

    /// `the volunteers gave 310,000 hours … the volunteers' 130,000 hours`
    fn owned(&self) -> bool {
        let (a, b) = (&self.earlier.stated, &self.later.stated);
        matches!(self.later.kind(), Some(Kind::Measure(_)))
            && b.owned
            && a.opening.iter().chain(&a.subject).any(|r| *r == b.head)
            && !a.compared
    }

    /// The later phrase has the earlier one's words and no others.
    fn same_modifiers(&self) -> bool {
        let (a, b) = (&self.earlier.stated, &self.later.stated);
        let by_verb = a.head != b.head;
        b.phrase.iter().all(|r| a.phrase.contains(r) || a.verb == Some(*r))
            && (by_verb || a.phrase.iter().all(|r| b.phrase.contains(r) || b.owner == Owner::Noun(*r)))
    }

    /// Whose they are now has been said before to have them.
    fn same_owner(&self) -> bool {
        let b = &self.later.stated;
        let earlier = &self.earlier;
        match b.owner {
            Owner::Open | Owner::Person => {
                earlier.stated.owner == Owner::Open || earlier.stated.owner == b.owner || b.phrase.len() > 1
            }
            Owner::Noun(root) => {
                let a = &earlier.stated;
                a.owner == Owner::Noun(root)
                    || a.subject.contains(&root)
                    || a.opening.contains(&root)
                    // "the café, which seats 60"
                    || a.subject.is_empty() && a.head != b.head && a.around.contains(&root)
            }
            Owner::Pronoun => !b.subject.is_empty() && b.subject.iter().any(|r| earlier.says(*r)),
        }
    }

    /// `five institutes … the four institutes`: a smaller number may be some of the larger one. `Prince and three
    /// companies … the four companies`: a larger one may be all of them.
    fn may_be_some(&self) -> bool {
        let smaller = self.later.amount() < self.earlier.amount();
        let divisible = !matches!(self.later.kind(), Some(Kind::Measure(_)));
        (smaller && divisible || self.earlier.stated.joined) && self.later.stated.owner == Owner::Open
    }

    /// Nothing else is said of the noun: every other value beside it fits one of the two, or is of another time.
    fn alone(&self, head: u64, whole: &mut Whole<'b>) -> bool {
        let places = whole.pairing.by_key.get(&head).map_or(&[][..], |places| places.as_slice());
        // What a draft counts so often it does not count in one way only; and a long list is not to be walked for each.
        if places.len() > MOST {
            return false;
        }
        let own = [self.earlier.place, self.later.place];
        places.iter().filter(|p| !own.contains(p)).all(|place| {
            let other = whole.blocks.get(place.block).and_then(|d| d.mentions.get(place.mention));
            let fits = other.is_none_or(|m| !denies(m, self.earlier.mention));
            fits || whole.side(*place).is_some_and(|s| s.told().1.period.is_some() || s.told().1.elsewhere)
        })
    }
}

impl Whole<'_> {
    /// Whether the body has a headline's value somewhere but at `besides`.
    fn confirmed(&mut self, head: &Side<'_>, besides: Option<&Side<'_>>) -> bool {
        let bears = |m: &Mention| {
            quantity(m).is_some_and(|q| Some(q.kind()) == head.kind()) && !denies(m, head.mention)
        };
        let blocks = self.blocks;
        let count = *self.confirmed.entry(head.place).or_insert_with(|| {
            let body = blocks.iter().skip(head.place.block + 1);
            body.flat_map(|d| d.mentions).filter(|m| bears(m)).take(2).count()
        });
        count > usize::from(besides.is_some_and(|side| bears(side.mention)))
    }
}

/// How many values of one noun are looked through.
const MOST: usize = 32;

/// `the 3-2 win`, `a 78-70 defeat`: a score that is a result and not the state of play.
fn is_result(side: &Side<'_>) -> bool {
    let token = side.draft.tokens().get(side.mention.tokens.end);
    token.is_some_and(|t| {
        t.is_any(side.draft.prose(), &["win", "victory", "defeat", "loss", "draw", "triumph", "rout", "tie"])
    })
}

/// Whether neither value, as exactly as it is stated, can be the other.
pub(super) fn denies(a: &Mention, b: &Mention) -> bool {
    let (Some(x), Some(y)) = (quantity(a), quantity(b)) else { return false };
    if let (Quantity::Score { .. }, Quantity::Score { .. }) = (x, y) {
        return x != y;
    }
    (a.hedge == Hedge::Exact || b.hedge == Hedge::Exact)
        && x.kind() == y.kind()
        && differs(a, x, y)
        && differs(b, y, x)
}

fn differs(text: &Mention, said: &Quantity, other: &Quantity) -> bool {
    let compared = amount::compare(
        TextAmount { quantity: said, step: text.step, hedge: text.hedge },
        FactAmount { low: other, high: other, relation: Relation::Equal, tolerance: None, limit: false },
    );
    // Hours against minutes are of one dimension.
    matches!(compared, Compared::Differs | Compared::UnitSlip)
}
