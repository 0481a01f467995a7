//! Times of day, and the zones that papers name with them.

use std::fmt;

use chrono::{NaiveTime, Timelike};

/// A time of day where it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// By the clocks of its zone.
    pub time: NaiveTime,
    /// The zone, if one is named.
    pub zone: Option<Zone>,
    /// Morning or evening is left open: "at quarter past eight".
    pub open: bool,
}

/// A named time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Known);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// By its place in [`ZONES`].
    Row(usize),
    /// "8 p.m. local time": some zone that cannot be told.
    Other,
}

/// A zone's short name, the words that spell it out, and its minutes from Greenwich in winter and in summer.
type Row = (&'static str, &'static [&'static str], i32, i32);

/// Zones whose short names are used for one only in news (AP stylebook, "time zones"; IANA time zone database for the
/// offsets). IST is India's, Ireland's and Israel's, so it is none of these.
const ZONES: &[Row] = &[
    ("ET", &["Eastern"], -300, -240),
    ("EST", &["Eastern Standard"], -300, -300),
    ("EDT", &["Eastern Daylight"], -240, -240),
    ("CT", &["Central"], -360, -300),
    ("CST", &["Central Standard"], -360, -360),
    ("CDT", &["Central Daylight"], -300, -300),
    ("MT", &["Mountain"], -420, -360),
    ("MST", &["Mountain Standard"], -420, -420),
    ("MDT", &["Mountain Daylight"], -360, -360),
    ("PT", &["Pacific"], -480, -420),
    ("PST", &["Pacific Standard"], -480, -480),
    ("PDT", &["Pacific Daylight"], -420, -420),
    ("HST", &["Hawaii Standard", "Hawaii"], -600, -600),
    ("GMT", &["Greenwich Mean"], 0, 0),
    ("UTC", &["Coordinated Universal"], 0, 0),
    ("BST", &["British Summer"], 60, 60),
    ("CET", &["Central European"], 60, 60),
    ("CEST", &["Central European Summer"], 120, 120),
    ("JST", &["Japan Standard"], 540, 540),
    ("AEST", &["Australian Eastern Standard"], 600, 600),
    ("AEDT", &["Australian Eastern Daylight"], 660, 660),
];

/// Rows of North America come in threes of one place: in general, in winter, in summer.
const AMERICAN: usize = 12;
const DAY: i32 = 24 * 60;

impl Zone {
    /// A zone that is named and not known.
    pub const OTHER: Zone = Zone(Known::Other);

    /// `EDT`
    pub fn from_short(text: &str) -> Option<Zone> {
        ZONES.iter().position(|(short, ..)| *short == text).map(|row| Zone(Known::Row(row)))
    }

    /// The words before "time" that name a zone: `Eastern`, `Central European`.
    pub fn from_words(words: &str) -> Option<Zone> {
        let names = |row: &Row| row.1.iter().any(|name| name.eq_ignore_ascii_case(words));
        ZONES.iter().position(names).map(|row| Zone(Known::Row(row)))
    }

    /// Its short name.
    pub fn name(self) -> &'static str {
        match self.0 {
            Known::Row(row) => ZONES.get(row).map_or("", |(short, ..)| short),
            Known::Other => "another zone",
        }
    }

    /// By how many minutes this zone's clocks may be ahead of the other's; none where that cannot be told.
    fn ahead_of(self, other: Zone) -> Vec<i32> {
        let (Known::Row(a), Known::Row(b)) = (self.0, other.0) else { return Vec::new() };
        let (Some((_, _, winter, summer)), Some((_, _, other_winter, other_summer))) =
            (ZONES.get(a), ZONES.get(b))
        else {
            return Vec::new();
        };
        // "8 p.m. EST" in July is what others write as EDT: one place's clocks, and America's change together.
        if a < AMERICAN && b < AMERICAN {
            let standard = |row: usize| ZONES.get(row / 3 * 3).map_or(0, |(_, _, winter, _)| *winter);
            return vec![standard(a) - standard(b)];
        }
        let mut ahead =
            vec![winter - other_winter, winter - other_summer, summer - other_winter, summer - other_summer];
        ahead.dedup();
        ahead
    }
}

impl Clock {
    /// A time as it stands, without a zone.
    pub fn at(time: NaiveTime) -> Clock {
        Clock { time, zone: None, open: false }
    }

    /// Whether the two are the same moment; `None` where their zones do not tell.
    pub fn agrees(&self, other: &Clock) -> Option<bool> {
        let ahead = match (self.zone, other.zone) {
            (Some(own), Some(its)) if own != its || own == Zone::OTHER => own.ahead_of(its),
            // "8 p.m. CT" for a fact that names no zone, and the reverse with a zone of the text's own.
            (Some(_), None) if self.minutes() != other.minutes() => Vec::new(),
            _ => vec![0],
        };
        if ahead.is_empty() {
            return None;
        }
        let half = if self.open || other.open { DAY / 2 } else { DAY };
        Some(ahead.iter().any(|ahead| (self.minutes() - other.minutes() - ahead).rem_euclid(half) == 0))
    }

    /// The same moment by another zone's clocks; nothing where the two zones leave it open.
    pub(crate) fn by(&self, zone: Zone) -> Option<Clock> {
        let [ahead] = *self.zone?.ahead_of(zone) else { return None };
        let seconds = u32::try_from((self.minutes() - ahead).rem_euclid(DAY) * 60).ok()?;
        let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?;
        Some(Clock { time, zone: Some(zone), open: self.open })
    }

    fn minutes(&self) -> i32 {
        i32::try_from(self.time.num_seconds_from_midnight() / 60).unwrap_or(0)
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.time.format("%H:%M"))?;
        match self.zone {
            Some(zone) if zone != Zone::OTHER => write!(f, " {}", zone.name()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_in_two_zones() {
        let clock = |text: &str| {
            let (time, zone) = text.split_once(' ').map_or((text, None), |(t, z)| (t, Some(z)));
            let zone =
                zone.map(|z| Zone::from_short(z).or_else(|| Zone::from_words(z)).unwrap_or(Zone::OTHER));
            Clock { time: format!("{time}:00").parse().unwrap(), zone, open: false }
        };
        for (a, b, expected) in [
            ("20:00 EDT", "20:00 ET", Some(true)),
            ("19:00 CT", "20:00 ET", Some(true)),
            ("20:00 CT", "20:00 ET", Some(false)),
            ("17:00 Pacific", "20:00 EST", Some(true)),
            ("01:00 GMT", "20:00 ET", Some(true)),
            ("00:00 GMT", "20:00 ET", Some(true)),
            ("02:00 GMT", "20:00 ET", Some(false)),
            ("20:00 Lunar", "20:00 ET", None),
            ("20:00 CT", "20:00", Some(true)),
            ("20:00 CT", "19:00", None),
            ("19:00", "20:00 ET", Some(false)),
        ] {
            assert_eq!(clock(a).agrees(&clock(b)), expected, "{a} / {b}");
        }
    }
}
