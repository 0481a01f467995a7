//! Amounts: every kind of quantity that a fact line can give.

use chrono::NaiveTime;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while, take_while1};
use nom::character::complete::{one_of, space0, space1};
use nom::combinator::{all_consuming, map, opt, value, verify};
use nom::multi::separated_list1;
use rust_decimal::Decimal;

use super::fact_line_error::{FactLineError, Read, Wrong, fail, pass};
use super::number::{Number, attached_scale, money_number, number, times};
use crate::fact::Relation;
use crate::quantity::{Clock, Currency, Dimension, Quantity, Unit, Zone, words};
use crate::span::Span;

/// An amount as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    /// Its value.
    pub quantity: Quantity,
    /// The words after a number that name no unit.
    pub counted: Option<String>,
    /// The worth of the last written digit, where there is a single number.
    pub step: Option<Decimal>,
    /// `p < 0.001` brings its own sign.
    pub relation: Option<Relation>,
}

impl Amount {
    fn of(quantity: Quantity) -> Amount {
        Amount { quantity, counted: None, step: None, relation: None }
    }

    fn stepped(quantity: Quantity, step: Decimal) -> Amount {
        Amount { step: Some(step), ..Amount::of(quantity) }
    }
}

/// `amount = percent | clock | duration | version | interval | p_value | ratio | score | points | money
///         | ordinal | measure | count`, the whole input.
pub(super) fn amount(input: &str) -> Read<'_, Amount> {
    alt((
        all_consuming(percent),
        all_consuming(duration),
        all_consuming(clock),
        all_consuming(version),
        all_consuming(interval),
        all_consuming(p_value),
        all_consuming(ratio),
        all_consuming(score),
        all_consuming(points),
        all_consuming(money),
        all_consuming(ordinal),
        all_consuming(compound_duration),
        all_consuming(measure),
        all_consuming(count),
    ))
    .parse(input)
}

/// One or two digits.
fn two_digits(input: &str) -> Read<'_, u32> {
    let (rest, text) = take_while1(|c: char| c.is_ascii_digit()).parse(input)?;
    match text.parse() {
        Ok(n) if text.len() <= 2 => Ok((rest, n)),
        _ => pass(input),
    }
}

/// `duration = h ":" mm ":" ss`, as seconds.
fn duration(input: &str) -> Read<'_, Amount> {
    let (rest, (hours, _, minutes, _, seconds)) =
        (two_digits, tag(":"), two_digits, tag(":"), two_digits).parse(input)?;
    if minutes > 59 || seconds > 59 {
        return fail(input, FactLineError::BadClock { text: input.to_owned(), at: Span::default() });
    }
    let seconds = Decimal::from(hours * 3600 + minutes * 60 + seconds);
    let quantity = Quantity::Measure { amount: seconds, unit: Unit::second() };
    Ok((rest, Amount::stepped(quantity, Decimal::ONE)))
}

/// `compound_duration = number time_unit number time_unit { number time_unit }`, in the last unit named.
fn compound_duration(input: &str) -> Read<'_, Amount> {
    let part = |input| {
        let (rest, (number, _)) = (number, space0).parse(input)?;
        let (rest, word) = take_while1(char::is_alphabetic).parse(rest)?;
        match Unit::from_word(word).filter(|unit| unit.dimension() == Dimension::Time) {
            Some(unit) => Ok((rest, (number, unit))),
            None => pass(input),
        }
    };
    let joint = alt((value((), tag(" and ")), value((), tag(", ")), value((), space1)));
    let (rest, parts) =
        verify(separated_list1(joint, part), |parts: &Vec<_>| parts.len() > 1).parse(input)?;
    let Some((last, unit)) = parts.last().copied() else { return pass(input) };
    let total = parts.iter().try_fold(Decimal::ZERO, |total, (number, from)| {
        total.checked_add(from.convert(number.value, unit)?)
    });
    match total {
        Some(amount) => Ok((rest, Amount::stepped(Quantity::Measure { amount, unit }, last.step))),
        None => pass(input),
    }
}

/// `zone = "ET" | "GMT" | … | "Eastern" [ "Standard" | "Daylight" ] [ "time" ] | …`
fn zone(input: &str) -> Read<'_, Zone> {
    let (rest, _) = space1(input)?;
    let words = rest.strip_suffix(" time").or_else(|| rest.strip_suffix(" Time")).unwrap_or(rest);
    match Zone::from_short(words).or_else(|| Zone::from_words(words)) {
        Some(zone) => Ok(("", zone)),
        None => pass(input),
    }
}

/// `clock = ( h [ ":" mm ] ("a.m." | "p.m.") | hh ":" mm | "noon" | "midnight" ) [ zone ]`
fn clock(input: &str) -> Read<'_, Amount> {
    let at = |time: Option<NaiveTime>, rest| match time {
        Some(time) => {
            let (rest, zone) = opt(zone).parse(rest)?;
            Ok((rest, Amount::of(Quantity::Clock(Clock { zone, ..Clock::at(time) }))))
        }
        None => fail(input, FactLineError::BadClock { text: input.to_owned(), at: Span::default() }),
    };
    if let Ok((rest, hour)) =
        alt((value(12, tag_no_case::<_, _, Wrong<'_>>("noon")), value(0, tag_no_case("midnight"))))
            .parse(input)
    {
        return at(NaiveTime::from_hms_opt(hour, 0, 0), rest);
    }
    let (rest, (hour, minute)) = (two_digits, opt((tag(":"), digit_pair))).parse(input)?;
    let minute = minute.map(|(_, minute)| minute);
    let (rest, afternoon) = opt((space0, meridiem)).parse(rest)?;
    match (minute, afternoon) {
        (None, None) => pass(input),
        (Some(minute), None) => at(NaiveTime::from_hms_opt(hour, minute, 0), rest),
        (minute, Some((_, afternoon))) => {
            let valid = (1..=12).contains(&hour);
            let hour = hour % 12 + if afternoon { 12 } else { 0 };
            at(NaiveTime::from_hms_opt(hour, minute.unwrap_or(0), 0).filter(|_| valid), rest)
        }
    }
}

/// Exactly two digits.
fn digit_pair(input: &str) -> Read<'_, u32> {
    let (rest, n) = two_digits(input)?;
    if input.len() - rest.len() == 2 { Ok((rest, n)) } else { pass(input) }
}

/// Whether afternoon: `a.m.`, `p.m.`, `am`, `PM`.
fn meridiem(input: &str) -> Read<'_, bool> {
    alt((
        value(false, alt((tag_no_case("a.m."), tag_no_case("a.m"), tag_no_case("am")))),
        value(true, alt((tag_no_case("p.m."), tag_no_case("p.m"), tag_no_case("pm")))),
    ))
    .parse(input)
}

/// `version = ("v" | "version ") n { "." n } | n "." n "." n { "." n }`
fn version(input: &str) -> Read<'_, Amount> {
    let (start, marked) =
        opt(alt((value((), (tag_no_case("version"), space1)), value((), one_of("vV"))))).parse(input)?;
    let (rest, parts) = version_parts(start)?;
    if marked.is_none() && parts.len() < 3 {
        return pass(input);
    }
    Ok((rest, Amount::of(Quantity::Version(parts))))
}

/// `n { "." n }`
pub(super) fn version_parts(input: &str) -> Read<'_, Vec<u32>> {
    separated_list1(tag("."), whole_number).parse(input)
}

/// `n = digits`
fn whole_number(input: &str) -> Read<'_, u32> {
    let (rest, text) = take_while1(|c: char| c.is_ascii_digit()).parse(input)?;
    match text.parse() {
        Ok(n) => Ok((rest, n)),
        Err(_) => pass(input),
    }
}

/// `interval = number "%" "CI" number ("-" | "–" | "to" | ",") number`
fn interval(input: &str) -> Read<'_, Amount> {
    let between = alt((
        value((), tag("–")),
        value((), (space1, tag("to"), space1)),
        value((), (tag(","), space0)),
        value((), tag("-")),
    ));
    let (rest, (level, _, _, _, _, low, _, high)) = (
        number,
        tag("%"),
        space0,
        alt((tag("CI"), tag_no_case("confidence interval"))),
        alt((tag(": "), space1)),
        number,
        between,
        number,
    )
        .parse(input)?;
    let quantity = Quantity::Interval { level: level.value, low: low.value, high: high.value };
    Ok((rest, Amount::of(quantity)))
}

/// `p_value = "p" ("<" | "<=" | "=" | ">") number`
fn p_value(input: &str) -> Read<'_, Amount> {
    let sign = alt((
        value(Relation::AtMost, alt((tag("<="), tag("≤")))),
        value(Relation::Less, tag("<")),
        value(Relation::AtLeast, alt((tag(">="), tag("≥")))),
        value(Relation::More, tag(">")),
        value(Relation::Equal, tag("=")),
    ));
    let (rest, (_, _, relation, _, number)) = (one_of("pP"), space0, sign, space0, number).parse(input)?;
    let amount = Amount::stepped(Quantity::PValue(number.value), number.step);
    Ok((rest, Amount { relation: Some(relation), ..amount }))
}

/// `ratio = number ("in" | "of" | "out of" | "in every" …) number
///        | number ("p" | "pence" | "cents") ("in" | "of" | "on") ("the" | "each" | "every") ("pound" | …)`
fn ratio(input: &str) -> Read<'_, Amount> {
    let (rest, part) = number(input)?;
    let of = |(part, whole): (Number, Decimal)| Amount::of(Quantity::Ratio { part: part.value, whole });
    if let Ok((rest, _)) = hundredths_of_money(rest) {
        return Ok((rest, of((part, Decimal::ONE_HUNDRED))));
    }
    let link = |input| {
        let sep = one_of(" -");
        let words = alt((
            tag_no_case("out of every"),
            tag_no_case("out of"),
            tag_no_case("in every"),
            tag_no_case("of every"),
            tag_no_case("in"),
            tag_no_case("of"),
        ));
        value((), (sep, words, one_of(" -"))).parse(input)
    };
    let (rest, (_, whole)) = (link, number).parse(rest)?;
    if whole.value.is_zero() || !rest.is_empty() {
        return pass(input);
    }
    Ok((rest, of((part, whole.value))))
}

fn hundredths_of_money(input: &str) -> Read<'_, ()> {
    let coin = alt((tag("pence"), tag("p"), tag("cents"), tag("cent"), tag("c"), tag("¢")));
    let each = alt((tag("the"), tag("each"), tag("every"), tag("a")));
    let whole = alt((tag("pound"), tag("dollar"), tag("euro"), tag("£1"), tag("$1"), tag("€1")));
    let link = alt((tag("in"), tag("of"), tag("on"), tag("from"), tag("out of")));
    value((), (space0, coin, space1, link, space1, opt((each, space1)), whole)).parse(input)
}

/// `score = n ("-" | "–" | "-to-") n`; "3 to 5" is more likely a range, and an error that says how to write one.
fn score(input: &str) -> Read<'_, Amount> {
    let side = |input| map(whole_number, Decimal::from).parse(input);
    let between = alt((tag("-to-"), tag("-"), tag("–")));
    map((side, between, side), |(left, _, right)| Amount::of(Quantity::Score { left, right })).parse(input)
}

/// `percent = number ("%" | "percent" | "per cent" | "pct")`
fn percent(input: &str) -> Read<'_, Amount> {
    let word = alt((tag("%"), tag_no_case("percent"), tag_no_case("per cent"), tag_no_case("pct.")));
    map((number, space0, alt((word, tag_no_case("pct")))), |(n, _, _)| {
        Amount::stepped(Quantity::Percent(n.value), n.step)
    })
    .parse(input)
}

/// `points = number [ "percentage" ] ("points" | "pts") | number ("pp" | "basis points" | "bps")`
fn points(input: &str) -> Read<'_, Amount> {
    let (rest, (n, _, _)) = (number, space0, opt(tag("-"))).parse(input)?;
    let (rest, word) = take_while1(|c: char| c.is_alphabetic() || c == ' ' || c == '-').parse(rest)?;
    let basis = match word.to_lowercase().as_str() {
        "point" | "points" | "percentage point" | "percentage points" | "percentage-point"
        | "percent points" | "pts" | "pp" | "ppt" | "ppts" => false,
        "basis point" | "basis points" | "basis-point" | "bp" | "bps" => true,
        _ => return pass(input),
    };
    let n = if basis { times(n, Decimal::new(1, 2)) } else { Some(n) };
    match n {
        Some(n) => Ok((rest, Amount::stepped(Quantity::Points(n.value), n.step))),
        None => pass(input),
    }
}

/// `money = [ "-" ] currency_sign number | number currency_word | number ("p" | "pence" | "cents")`
fn money(input: &str) -> Read<'_, Amount> {
    let of = |n: Number, currency| Amount::stepped(Quantity::Money { amount: n.value, currency }, n.step);
    let (start, minus) = opt(one_of("-−")).parse(input)?;
    if let Some((after, currency)) = currency_sign(start) {
        let (rest, n) = money_number(after)?;
        let n = if minus.is_some() { times(n, Decimal::NEGATIVE_ONE) } else { Some(n) };
        return match n {
            Some(n) => Ok((rest, of(n, currency))),
            None => pass(input),
        };
    }
    let (rest, n) = money_number(input)?;
    let (rest, word) = take_while(|_| true).parse(rest)?;
    let word = word.trim();
    let lower = word.to_lowercase();
    let coin = match lower.as_str() {
        "p" | "pence" | "penny" => Some(Currency::GBP),
        "cent" | "cents" | "¢" => Some(Currency::USD),
        _ => None,
    };
    if let Some(currency) = coin {
        return match times(n, Decimal::new(1, 2)) {
            Some(n) => Ok((rest, of(n, currency))),
            None => pass(input),
        };
    }
    match Currency::from_word(&lower)
        .or_else(|| Currency::from_code(word))
        .or_else(|| Currency::from_sign(word))
    {
        Some(currency) if !word.is_empty() => Ok((rest, of(n, currency))),
        _ => pass(input),
    }
}

/// `currency_sign = "$" | "US$" | "€" | "USD " | …`: the longest that an amount follows.
pub(super) fn currency_sign(input: &str) -> Option<(&str, Currency)> {
    let end = input.find(|c: char| c.is_ascii_digit() || c == '.')?;
    let (sign, after) = input.split_at_checked(end)?;
    let sign = sign.trim();
    let rand = (sign == "R").then(|| Currency::from_code("ZAR")).flatten();
    let currency = rand.or_else(|| Currency::from_sign(sign)).or_else(|| Currency::from_code(sign))?;
    Some((after, currency))
}

/// `ordinal = n ("st" | "nd" | "rd" | "th") | "third" | "twenty-first" | ("No." | "#") n`
fn ordinal(input: &str) -> Read<'_, Amount> {
    let of = |n| Amount::of(Quantity::Ordinal(n));
    let lower = input.to_lowercase();
    if let Some(n) = ordinal_word(&lower) {
        return Ok(("", of(Decimal::from(n))));
    }
    let marked = alt((value((), (tag_no_case("no."), space0)), value((), tag("#"))));
    let plain = |input| verify(number, |n: &Number| !n.in_words && n.value.scale() == 0).parse(input);
    let suffixed = map((plain, alt((tag("st"), tag("nd"), tag("rd"), tag("th")))), |(n, _)| n);
    map(alt((map((marked, plain), |(_, n)| n), suffixed)), |n| of(n.value)).parse(input)
}

fn ordinal_word(lower: &str) -> Option<u32> {
    if let Some((ten, unit)) = lower.split_once('-') {
        let ten = words::cardinal(ten).filter(|n| *n >= 20)?;
        return words::ordinal(unit).filter(|n| *n < 10).map(|unit| ten + unit);
    }
    words::ordinal(lower)
}

/// `measure = number unit`
fn measure(input: &str) -> Read<'_, Amount> {
    let (rest, n) = number(input)?;
    let word = rest.trim_start().trim_start_matches('-');
    match Unit::from_word(&word.replace('-', " ")).or_else(|| Unit::from_word(word)) {
        Some(unit) => Ok(("", Amount::stepped(Quantity::Measure { amount: n.value, unit }, n.step))),
        None => pass(input),
    }
}

/// `count = number [ counted_words ]`
fn count(input: &str) -> Read<'_, Amount> {
    let (rest, n) = number(input)?;
    let (rest, n) = match attached_scale(rest) {
        // "35m devices" and "5k"; a lone "35m" was read as metres before.
        Some((after, scale)) => (after, times(n, scale).unwrap_or(n)),
        None => (rest, n),
    };
    let amount = Amount::stepped(Quantity::Count(n.value), n.step);
    if rest.is_empty() {
        return Ok((rest, amount));
    }
    let counted = rest.trim();
    if !rest.starts_with(' ') || !counted.starts_with(char::is_alphabetic) {
        return pass(input);
    }
    // "Five Guys" is a name, "five meetings" is not.
    if n.in_words && counted.starts_with(char::is_uppercase) {
        return pass(input);
    }
    // "3 to 5 km" is no 3 of anything.
    if let Some((link, next)) = counted.split_once(' ')
        && ["to", "or", "and"].contains(&link)
        && next.starts_with(|c: char| c.is_ascii_digit())
    {
        return pass(input);
    }
    known_unit_misused(counted)?;
    Ok(("", Amount { counted: Some(counted.to_owned()), ..amount }))
}

/// Words after which a phrase belongs to what is measured: "8.2% of voters".
const LINKS: &[&str] = &["of", "in", "for", "on", "from", "to", "at", "among"];

fn known_unit_misused(counted: &str) -> Read<'_, ()> {
    let mut ends = counted.match_indices(' ').map(|(at, _)| at).collect::<Vec<_>>();
    ends.truncate(3);
    for end in ends.iter().rev() {
        let (unit, after) = counted.split_at_checked(*end).unwrap_or((counted, ""));
        let link = after.split_whitespace().next().unwrap_or("");
        if LINKS.contains(&link) && names_unit(unit) {
            return fail(after.trim_start(), FactLineError::WordsAfterUnit { at: Span::default() });
        }
    }
    let word = counted.split(' ').next().unwrap_or(counted);
    if !names_unit(word)
        && !names_unit(counted)
        && let Some(suggestion) = near_unit(word)
    {
        let error = FactLineError::NearUnit {
            word: word.to_owned(),
            suggestion: suggestion.to_owned(),
            at: Span::default(),
        };
        return fail(word, error);
    }
    Ok((counted, ()))
}

fn names_unit(words: &str) -> bool {
    let lower = words.to_lowercase();
    (words.len() > 1 && Unit::from_word(words).is_some())
        || matches!(
            lower.as_str(),
            "percent"
                | "per cent"
                | "percentage points"
                | "percentage point"
                | "basis points"
                | "points"
                | "point"
        )
        || Currency::from_word(&lower).is_some()
        || words::scale(&lower).is_some()
}

/// Words that are never counted things, so that a word one slip away is taken for one of them.
const NEVER_COUNTED: &[&str] =
    &["percent", "million", "billion", "trillion", "thousand", "hundred", "percentage"];

/// The unit that `word` is one slip away from. For units of measure only two letters exchanged count as a slip:
/// "hounds" are no pounds.
fn near_unit(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    if lower.len() < 5 {
        return None;
    }
    let slip = |known: &&&str| strsim::osa_distance(&lower, known) == 1;
    if let Some(known) = NEVER_COUNTED.iter().find(slip) {
        return Some(known);
    }
    Unit::all_words().find(|known| {
        known.len() == lower.len()
            && strsim::osa_distance(&lower, known) == 1
            && strsim::levenshtein(&lower, known) == 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match amount(text) {
            Ok((rest, amount)) => {
                assert_eq!(rest, "", "{text}");
                let counted = amount.counted.map(|c| format!(" [{c}]")).unwrap_or_default();
                format!("{:?} {}{counted}", amount.quantity.kind(), amount.quantity)
            }
            Err(error) => format!("{:?}", super::super::fact_line_error::settle(error, text)),
        }
    }

    #[test]
    fn amounts() {
        let cases = [
            ("5", "Count 5"),
            ("five", "Count 5"),
            ("a dozen", "Count 12"),
            ("1.6 million", "Count 1.6 million"),
            ("24.6 students", "Count 24.6 [students]"),
            ("1.2 million messages per second", "Count 1.2 million [messages per second]"),
            ("35m devices", "Count 35 million [devices]"),
            ("5k", "Count 5,000"),
            ("8.2%", "Percent 8.2%"),
            ("8.2 percent", "Percent 8.2%"),
            ("0.25 points", "Points 0.25 percentage points"),
            ("3 percentage points", "Points 3 percentage points"),
            ("25 basis points", "Points 0.25 percentage points"),
            ("$4.2 billion", "Money $4.2 billion"),
            ("€300m", "Money €300 million"),
            ("£1,200", "Money £1,200"),
            ("US$55m", "Money $55 million"),
            ("SEK 40", "Money SEK 40"),
            ("-$5 million", "Money $-5 million"),
            ("300 euros", "Money €300"),
            ("86p", "Money £0.86"),
            ("14 km", "Measure(Length) 14 km"),
            ("42.195 km", "Measure(Length) 42.195 km"),
            ("5 m", "Measure(Length) 5 meters"),
            ("72 F", "Measure(Temperature) 72 F"),
            ("4 MB", "Measure(Data) 4 MB"),
            ("51 years old", "Measure(LongTime) 51 years old"),
            ("2 hours 7 minutes", "Measure(Time) 127 minutes"),
            ("2:07:41", "Measure(Time) 7,661 seconds"),
            ("10:30 a.m.", "Clock 10:30"),
            ("8 p.m.", "Clock 20:00"),
            ("12:15 am", "Clock 00:15"),
            ("18:30", "Clock 18:30"),
            ("noon", "Clock 12:00"),
            ("1 in 5", "Ratio 1 in 5"),
            ("2 of 12", "Ratio 2 in 12"),
            ("8 out of 10", "Ratio 8 in 10"),
            ("one-in-five", "Ratio 1 in 5"),
            ("86p in the pound", "Ratio 86 in 100"),
            ("6-3", "Score 6-3"),
            ("3rd", "Ordinal 3rd"),
            ("third", "Ordinal 3rd"),
            ("twenty-first", "Ordinal 21st"),
            ("No. 3", "Ordinal 3rd"),
            ("v3.2.1", "Version 3.2.1"),
            ("version 1.22", "Version 1.22"),
            ("3.2.1", "Version 3.2.1"),
            ("95% CI 0.61-0.88", "Interval 95% CI 0.61-0.88"),
            ("p < 0.001", "PValue p = 0.001"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn near_misses_and_names() {
        for text in ["8.2 precent", "3 millon", "5 bilion people", "3 mielss of road"] {
            let expected = text != "3 mielss of road";
            assert_eq!(read(text).starts_with("NearUnit"), expected, "{text}: {}", read(text));
        }
        // Real nouns that lie near a unit stay nouns.
        for text in ["40 hounds", "3 litters", "6 mines", "1 parent", "2 presents", "3 galleons"] {
            assert!(read(text).starts_with("Count"), "{text}: {}", read(text));
        }
        for text in ["8.2% of voters", "Pam Bondi", "Five Guys", "8.2.%"] {
            assert!(!read(text).starts_with("Count"), "{text}: {}", read(text));
        }
        assert!(read("8.2 percent of voters").starts_with("WordsAfterUnit"));
        assert!(read("25:10").starts_with("BadClock"));
        assert!(read("13 p.m.").starts_with("BadClock"));
    }
}
