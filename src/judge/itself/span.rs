//! `from 1990 to 2020, 25 years`, `from 9:15 to 11:00, two hours`: a stretch of time and its own ends.

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::length::{Length, Point, Scale};
use crate::judge::itself::reckon::brief;
use crate::mention::{self, DateForm, Hedge, Mention, Value};
use crate::period::Period;
use crate::quantity::Quantity;
use crate::text::TokenKind;
use crate::text::lexicon::{self, Class};
use crate::verdict::Judgement;

/// A stretch from one point to another where it stands.
struct Stretch {
    from: Point,
    to: Point,
    /// Its tokens, "from" included.
    start: usize,
    end: usize,
    /// One past its last mention.
    after: usize,
    /// Index of its first mention.
    first: usize,
    /// Told by what began and what ended: the end may be so much "later".
    told: bool,
}

pub(super) fn judge(draft: &Draft<'_>, out: &mut Vec<Judgement>) {
    for (i, mention) in draft.mentions.iter().enumerate() {
        if !is_point(mention) {
            continue;
        }
        if let Some(stretch) = stretch(draft, i) {
            let length =
                behind(draft, &stretch).or_else(|| ahead(draft, &stretch)).or_else(|| next(draft, &stretch));
            if let Some(length) = length {
                out.extend(held(draft, &stretch, length));
            }
            continue;
        }
        out.extend(since(draft, i));
        out.extend(ago(draft, i));
    }
}

fn is_point(mention: &Mention) -> bool {
    matches!(mention.value, Value::Date(_) | Value::Amount(Quantity::Clock(_) | Quantity::Count(_)))
}

/// `from A to B`, `between A and B`, `A to B`, `A–B`
fn stretch(draft: &Draft<'_>, i: usize) -> Option<Stretch> {
    let (a, b) = (draft.mentions.get(i)?, draft.mentions.get(i + 1));
    let before = a.tokens.start.checked_sub(1);
    let from = before.is_some_and(|at| draft.word(at, &["from"]));
    let between = before.is_some_and(|at| draft.word(at, &["between"]));
    let start = if from || between { before? } else { a.tokens.start };
    let joint = a.tokens.end;
    let joined = if between {
        draft.word(joint, &["and"])
    } else {
        let dash = draft.tokens().get(joint).is_some_and(|t| matches!(t.sign, '-' | '–' | '—'));
        dash || draft.word(joint, &["to", "until", "till", "through", "thru"])
    };
    if !joined {
        return began(draft, i);
    }
    if let Some(b) = b.filter(|b| b.tokens.start == joint + 1 && is_point(b))
        && let Some((p, q)) = points(draft, a, b)
    {
        return Some(Stretch {
            from: p,
            to: q,
            start,
            end: b.tokens.end,
            first: i,
            after: i + 2,
            told: false,
        });
    }
    // "Feb. 12 to 20", "Feb. 12-20"
    let day = draft.tokens().get(joint + 1).filter(|t| t.kind == TokenKind::Number)?;
    let p = Point::of(a, draft.prose(), draft.base)?;
    let q = p.day_of_same_month(day.text(draft.prose()).parse().ok()?)?;
    let counted = b.is_some_and(|b| b.core.start == joint + 1);
    let unit = draft.tokens().get(joint + 2).is_some_and(|t| lexicon::is(t, Class::UNIT) || t.is('%'));
    let after = i + 1 + usize::from(counted);
    (!unit).then_some(Stretch { from: p, to: q, start, end: joint + 2, first: i, after, told: false })
}

/// `began at 7:15 p.m. and ended at 10:40 p.m.`, `opened on March 1 and closed on April 12`
fn began(draft: &Draft<'_>, i: usize) -> Option<Stretch> {
    let (a, b) = (draft.mentions.get(i)?, draft.mentions.get(i + 1)?);
    if matches!(a.value, Value::Amount(Quantity::Count(_))) {
        return None;
    }
    let verb = |m: &Mention, words: &[&str]| {
        let at = m.tokens.start.checked_sub(1)?;
        let at = if draft.word(at, &["at", "on", "in"]) { at.checked_sub(1)? } else { at };
        draft.word(at, words).then_some(at)
    };
    let start = verb(a, &["began", "begins", "started", "starts", "opened", "opens"])?;
    let stop = verb(b, &["ended", "ends", "finished", "finishes", "closed", "closes", "concluded"])?;
    let near = stop >= a.tokens.end && stop - a.tokens.end <= 6 && draft.same_sentence(a, b);
    let clear = near
        && !(a.tokens.end..stop).any(|i| draft.tokens().get(i).is_some_and(|t| matches!(t.sign, ';' | ':')));
    let (from, to) = points(draft, a, b).filter(|_| clear)?;
    Some(Stretch { from, to, start, end: b.tokens.end, first: i, after: i + 2, told: true })
}

/// Both ends in one kind; "from 9 to 11 a.m." shares its half of the day.
fn points(draft: &Draft<'_>, a: &Mention, b: &Mention) -> Option<(Point, Point)> {
    let q = Point::of(b, draft.prose(), draft.base)?;
    if let (Value::Amount(Quantity::Count(hour)), Point::Clock { .. }) = (&a.value, q) {
        let hour = i64::try_from(*hour).ok().filter(|h| (1..=12).contains(h))?;
        return Some((Point::Clock { minutes: hour * 60, half_said: false }, q));
    }
    let p = Point::of(a, draft.prose(), draft.base)?;
    Some((p, q))
}

/// A length with its smaller unit, if it has one: `two hours and 25 minutes`; and one past its last mention.
fn whole_length(draft: &Draft<'_>, at: usize) -> Option<(Length, usize)> {
    let first = draft.mentions.get(at)?;
    let Some(length) = Length::of(first) else { return Some((nights(draft, first)?, at + 1)) };
    let more = draft.mentions.get(at + 1).and_then(|next| {
        let smaller = Length::of(next)?;
        let gap = next.tokens.start.checked_sub(first.tokens.end)?;
        let joined = gap == 0
            || gap == 1 && (draft.word(first.tokens.end, &["and"]) || draft.sign(first.tokens.end, ','));
        let sum = length.amount.checked_mul(length.scale.of(smaller.scale)?)?.checked_add(smaller.amount)?;
        joined.then_some(Length { amount: sum, scale: smaller.scale, ..length })
    });
    Some(more.map_or((length, at + 1), |length| (length, at + 2)))
}

/// `six nights`: as many as days, or one fewer.
fn nights(draft: &Draft<'_>, mention: &Mention) -> Option<Length> {
    let Value::Amount(Quantity::Count(amount)) = &mention.value else { return None };
    let nights = draft.word(mention.tokens.end, &["nights", "evenings", "mornings", "afternoons"]);
    nights.then_some(Length { amount: *amount, scale: Scale::Day, hedge: mention.hedge })
}

/// Nouns that a length may be told with: `a span of 25 years`.
const SPANS: &[&str] = &[
    "span", "stretch", "period", "run", "total", "spell", "reign", "tenure", "career", "stint", "stay",
    "gap", "wait",
];

/// A length right behind the ends: `, 25 years`, `(nine days)`, `— a run of two hours`.
fn behind<'b>(draft: &Draft<'b>, stretch: &Stretch) -> Option<&'b Mention> {
    let (end, next) = (stretch.end, stretch.after);
    let mention = draft.mentions.get(next)?;
    let (_, after) = whole_length(draft, next)?;
    let last = draft.mentions.get(after.checked_sub(1)?)?;
    let mark = draft.tokens().get(end)?;
    if !matches!(mark.sign, ',' | '(' | '—' | '–' | '=' | ':') {
        return None;
    }
    let gap = end + 1..mention.tokens.start;
    let leads = gap.len() <= 4
        && gap.clone().all(|i| {
            draft.word(i, &["or", "a", "an", "of", "for", "making", "in", "all", "that", "is", "i.e."])
                || draft.word(i, SPANS)
        });
    let later = stretch.told && draft.word(last.tokens.end, &["later", "after"]);
    // "from Aug. 13 to 16: four nights of fiddles": behind a colon it tells the whole.
    let noun = last.tokens.end + usize::from(nights(draft, last).is_some());
    let whole = mark.is(':') && gap.is_empty() && draft.word(noun, &["of"]);
    (leads && (later || whole || stands_alone(draft, last))).then_some(mention)
}

/// "It began at 7:15 and ended at 10:40. Two hours and 25 minutes after the first serve, …": to the minute, it is the
/// same length.
fn next<'b>(draft: &Draft<'b>, stretch: &Stretch) -> Option<&'b Mention> {
    let sentences = &draft.spot.text.sentences;
    let at = sentences.partition_point(|s| s.tokens.start < stretch.end);
    let sentence = sentences.get(at)?.tokens.start;
    let index = draft.mentions.partition_point(|m| m.tokens.start < sentence);
    let first = draft.mentions.get(index)?;
    let (_, after) = whole_length(draft, index)?;
    let last = draft.mentions.get(after.checked_sub(1)?)?;
    let near = first.tokens.start == sentence && sentence.checked_sub(stretch.end)? <= 8;
    let fine = after > index + 1;
    (stretch.told && near && fine && draft.word(last.tokens.end, &["after"])).then_some(first)
}

/// "25 years of it under one roof", "the last five years as chair", "two years later": not the length of the whole.
fn stands_alone(draft: &Draft<'_>, length: &Mention) -> bool {
    let at = length.tokens.end + usize::from(nights(draft, length).is_some());
    // "a 20-year span"
    if draft.sign(at, '-') || length.compound {
        let noun = at + usize::from(draft.sign(at, '-'));
        let end =
            draft.tokens().get(noun + 1).is_none_or(|t| matches!(t.sign, ',' | '.' | ')' | ';' | '—' | '–'));
        return draft.word(noun, SPANS) && end;
    }
    let Some(next) = draft.tokens().get(at) else { return true };
    matches!(next.sign, ',' | '.' | ')' | ';' | '—' | '–' | '!' | '?')
        || draft.word(at, &["in", "altogether", "long", "total"]) && !draft.word(at, &["in"])
        || draft.word(at, &["in"]) && draft.word(at + 1, &["all", "total"])
        || draft.word(at, &["a", "each", "every", "per"]) && draft.word(at + 1, &["day", "night"])
        || draft.word(at, &["straight", "inclusive"])
}

/// A length right before the ends: `25 years, from 1990 to 2020`, `the nine-day fair runs from Feb. 12 to 20`.
fn ahead<'b>(draft: &Draft<'b>, stretch: &Stretch) -> Option<&'b Mention> {
    let mention = stretch.first.checked_sub(1).and_then(|i| draft.mentions.get(i))?;
    let length = Length::of(mention)?;
    let gap = mention.tokens.end..stretch.start;
    if gap.len() > 8 || mention.tokens.end > stretch.start {
        return None;
    }
    let sign = |i: usize| draft.tokens().get(i).is_some_and(|t| matches!(t.sign, ',' | '(' | '—' | '–'));
    if mention.compound || draft.tokens().get(mention.core.start + 1).is_some_and(|t| t.is('-')) {
        return titled(draft, mention, gap, length, stretch).then_some(mention);
    }
    let marked = draft.word(stretch.start, &["from", "between"]) || gap.clone().last().is_some_and(sign);
    let light = match gap.len() {
        0 => true,
        1 => sign(gap.start),
        n => {
            n <= 5
                && gap.clone().last().is_some_and(sign)
                && draft.word(gap.start, &["in", "at", "as", "on", "there", "here"])
                && !(gap.start..gap.end - 1)
                    .any(|i| draft.tokens().get(i).is_none_or(|t| t.kind != TokenKind::Word))
        }
    };
    // "every 25 years", "the last five years of it"
    let whole =
        mention.tokens.start.checked_sub(1).is_none_or(|i| {
            !draft.word(i, &["every", "each", "last", "first", "next", "than", "per", "under"])
        });
    (marked && light && whole).then_some(mention)
}

/// Verbs between what lasts and when.
const RUNNING: &[&str] = &[
    "runs",
    "ran",
    "run",
    "is",
    "was",
    "will",
    "be",
    "to",
    "held",
    "takes",
    "took",
    "place",
    "lasts",
    "lasted",
    "scheduled",
    "set",
    "for",
    "here",
    "there",
    "that",
    "which",
    "going",
    "on",
];

/// Things whose name carries the length of a whole of which the text may tell a part.
const CARRYING: &[&str] = &["plan", "bond", "note", "week", "contract", "deal", "loan", "lease", "warranty"];

/// `the nine-day fair runs from`: a single event whose name carries its length, in the units of its ends.
fn titled(
    draft: &Draft<'_>,
    mention: &Mention,
    gap: std::ops::Range<usize>,
    length: Length,
    stretch: &Stretch,
) -> bool {
    let natural = match stretch.from {
        Point::Year(_) => length.scale == Scale::Year,
        Point::Month { .. } => length.scale >= Scale::Month,
        Point::Day(_) | Point::Weekday(_) => matches!(length.scale, Scale::Day | Scale::Week),
        Point::Clock { .. } => length.scale <= Scale::Hour,
    };
    let determined = mention.tokens.start.checked_sub(1).is_some_and(|i| {
        draft.tokens().get(i).is_some_and(|t| lexicon::is(t, Class::DETERMINER)) || draft.word(i, &["annual"])
    });
    let mut nouns = 0;
    let mut verb = false;
    for i in gap {
        let Some(token) = draft.tokens().get(i) else { return false };
        if token.is('-') || draft.sign(i, ',') && verb {
            continue;
        }
        if draft.word(i, RUNNING) || token.is(',') {
            verb = true;
            continue;
        }
        let noun = token.kind == TokenKind::Word
            && !lexicon::is(
                token,
                Class::FUNCTION.and(Class::PRONOUN).and(Class::MODAL).and(Class::NEGATION),
            )
            && !token.text(draft.prose()).ends_with('s')
            && !token.is_any(draft.prose(), CARRYING);
        if verb || !noun || nouns >= 2 {
            return false;
        }
        nouns += 1;
    }
    natural && determined && nouns > 0
}

fn held(draft: &Draft<'_>, stretch: &Stretch, mention: &Mention) -> Option<Judgement> {
    let index = draft.mentions.partition_point(|m| m.core.start < mention.core.start);
    let (length, after) = whole_length(draft, index)?;
    let last = draft.mentions.get(after.checked_sub(1)?)?;
    let whole = length.amount.normalize().scale() == 0;
    let ways = stretch.from.until(stretch.to, length.scale, whole)?;
    let mut fits = false;
    for (low, high) in &ways {
        fits |= length.fits(*low, *high)?;
    }
    if fits || length.hedge == Hedge::About {
        return draft.spot.agrees(mention.core.start, mention.core.end);
    }
    let (low, high) = *ways.first()?;
    let said = mention.core_span.cover(last.core_span).slice(draft.prose());
    let ends = draft.spot.prose_span(stretch.start, stretch.end.checked_sub(1)?)?.slice(draft.prose());
    let (start, end) = (stretch.start.min(mention.core.start), stretch.end.max(last.core.end));
    let message = format!("{ends} is {}, not {said}", told(low, high, length.scale));
    draft.slip(Code::SpanMismatch, start, end, message, "the length does not fit its ends")
}

/// A length in words: `29 or 30 years`, `about 1.8 hours`.
fn told(low: Decimal, high: Decimal, scale: Scale) -> String {
    let half = match scale {
        Scale::Minute => Decimal::new(5, 1),
        _ => Decimal::from(30),
    };
    if scale <= Scale::Hour
        && let Some(minutes) = low.checked_add(high).and_then(|sum| sum.checked_mul(half))
    {
        return clock_length(minutes.round());
    }
    let unit = match scale {
        Scale::Minute => "minutes",
        Scale::Hour => "hours",
        Scale::Day => "days",
        Scale::Week => "weeks",
        Scale::Month => "months",
        Scale::Year => "years",
    };
    if low.normalize().scale() == 0 && high.normalize().scale() == 0 {
        return if low == high { format!("{low} {unit}") } else { format!("{low} or {high} {unit}") };
    }
    let middle = low.checked_add(high).and_then(|sum| sum.checked_div(Decimal::TWO)).unwrap_or(low);
    format!("about {} {unit}", brief(middle))
}

/// `1 hour 45 minutes`
fn clock_length(minutes: Decimal) -> String {
    let sixty = Decimal::from(60);
    let (Some(hours), Some(rest)) = (minutes.checked_div(sixty), minutes.checked_rem(sixty)) else {
        return format!("{minutes} minutes");
    };
    let hours = hours.trunc();
    let unit = if hours == Decimal::ONE { "hour" } else { "hours" };
    if hours.is_zero() {
        return format!("{} minutes", rest.normalize());
    }
    if rest.is_zero() {
        format!("{hours} {unit}")
    } else {
        format!("{hours} {unit} {} minutes", rest.normalize())
    }
}

/// `since 1998, 27 years`, `for 27 years, since 1998`
fn since(draft: &Draft<'_>, i: usize) -> Option<Judgement> {
    let mention = draft.mentions.get(i)?;
    let at = mention.tokens.start.checked_sub(1).filter(|at| draft.word(*at, &["since"]))?;
    let base = draft.base?;
    let from = Point::of(mention, draft.prose(), draft.base)?;
    let to = match from {
        Point::Year(_) => Point::Year(base.year()),
        Point::Month { .. } => Point::Month { year: base.year(), month: base.month() },
        Point::Day(_) => Point::Day(base),
        Point::Weekday(_) | Point::Clock { .. } => return None,
    };
    let stretch =
        Stretch { from, to, start: at, end: mention.tokens.end, first: i, after: i + 1, told: false };
    let length = behind(draft, &stretch).or_else(|| {
        let before = i.checked_sub(1).and_then(|i| draft.mentions.get(i))?;
        let comma = before.tokens.end + 1 == at && draft.sign(before.tokens.end, ',');
        Length::of(before).filter(|_| comma)?;
        Some(before)
    })?;
    let said = Length::of(length)?;
    // A year may not be over yet.
    let spare = if matches!(from, Point::Year(_)) { Decimal::ONE } else { Decimal::ZERO };
    let ways = from.until(to, said.scale, said.amount.normalize().scale() == 0)?;
    let (low, high) = *ways.first()?;
    let (low, high) = (low.checked_sub(spare)?, high.checked_sub(spare)?);
    reached(draft, length, said, (low, high), (at, mention.tokens.end))
}

/// So many years are no slip.
const FAR: Decimal = Decimal::from_parts(25, 0, 0, false, 0);

/// `in 1958, 77 years ago`, `nine years from now, in 2034`
fn ago(draft: &Draft<'_>, i: usize) -> Option<Judgement> {
    let mention = draft.mentions.get(i)?;
    let Value::Date(date) = &mention.value else { return None };
    let DateForm::Full(Period::Year(year)) = date.form else { return None };
    let base = draft.base?;
    let joined = |a: &Mention, b: &Mention, words: usize| {
        let gap = a.tokens.end..b.tokens.start;
        gap.len() <= words
            && draft.tokens().get(gap.start).is_some_and(|t| matches!(t.sign, ',' | '(' | '—' | '–'))
            && (gap.len() == 1 || draft.word(gap.end - 1, &["in", "some", "about", "or"]))
    };
    let next = draft.mentions.get(i + 1).filter(|m| joined(mention, m, 2));
    let previous = i.checked_sub(1).and_then(|i| draft.mentions.get(i)).filter(|m| joined(m, mention, 3));
    let (relative, amount, past) = [next, previous]
        .into_iter()
        .flatten()
        .find_map(|m| counted(draft, m).map(|(n, past)| (m, n, past)))?;
    let n = i64::from(base.year()) - i64::from(year);
    let n = if past { n } else { n.checked_neg()? };
    let said = Length { amount, scale: Scale::Year, hedge: Hedge::Exact };
    // Decades apart, the draft is older than its date says, not its author wrong.
    if amount.checked_sub(Decimal::from(n))?.abs() > FAR {
        return None;
    }
    let (low, high) = (Decimal::from(n.saturating_sub(1)), Decimal::from(n));
    reached(draft, relative, said, (low, high), (mention.tokens.start, mention.tokens.end))
}

/// "77 years ago": how many, and whether they are over.
fn counted(draft: &Draft<'_>, mention: &Mention) -> Option<(Decimal, bool)> {
    let Value::Date(date) = &mention.value else { return None };
    if !matches!(date.form, DateForm::Elsewhere | DateForm::Back { .. }) {
        return None;
    }
    let (n, at) = mention::count_at(draft.prose(), draft.tokens(), mention.core.start)?;
    let past = draft.word(at + 1, &["ago"]);
    let ahead = draft.word(at + 1, &["from"]) && draft.word(at + 2, &["now", "today"]);
    (draft.word(at, &["years", "year"]) && (past || ahead)).then_some((n, past))
}

/// What is counted from the draft's own date.
fn reached(
    draft: &Draft<'_>,
    length: &Mention,
    said: Length,
    (low, high): (Decimal, Decimal),
    point: (usize, usize),
) -> Option<Judgement> {
    // Round numbers of years are meant roughly: "70 years ago" for 68.
    let ten = said.amount.checked_rem(Decimal::TEN)?.is_zero() && said.amount > Decimal::TEN;
    let spare = if ten { said.amount.checked_div(Decimal::from(20))? } else { Decimal::ZERO };
    if said.fits(low.checked_sub(spare)?, high.checked_add(spare)?)? {
        return draft.spot.agrees(length.core.start, length.core.end);
    }
    let base = draft.base?;
    let when = draft.spot.prose_span(point.0, point.1.checked_sub(1)?)?.slice(draft.prose());
    let day = Period::Day(base);
    let span = told(low, high, said.scale);
    let written = length.core_span.slice(draft.prose());
    let message = if draft.word(point.0, &["since"]) {
        format!("{when} is {span} on {day}, not {written}")
    } else {
        // Counted back from the draft, or ahead.
        let past = draft.word(length.core.end.saturating_sub(1), &["ago"]);
        let (from, to) =
            if past { (when.to_owned(), day.to_string()) } else { (day.to_string(), when.to_owned()) };
        format!("from {from} to {to} is {span}, not “{written}”")
    };
    draft.slip(
        Code::SpanMismatch,
        length.core.start,
        length.core.end,
        message,
        "the length does not fit its beginning",
    )
}
