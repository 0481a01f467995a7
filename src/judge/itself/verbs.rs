//! Verbs and nouns by the time they point to: what is over when it is told, what is set for a day, what lies ahead.

use crate::text::{Token, TokenKind};

/// A form of the past by its ending or by the table of irregular verbs.
pub(super) fn is_past(prose: &str, token: &Token) -> bool {
    if token.kind != TokenKind::Word || token.capital {
        return false;
    }
    let text = token.text(prose);
    text.len() > 4
        && text.ends_with("ed")
        && !matches!(text, "indeed" | "hundred" | "exceed" | "proceed" | "succeed")
        || IRREGULAR.binary_search(&text).is_ok()
}

/// Past forms that their ending does not show and that are no present as well (Quirk et al., 3.11 to 3.20). Sorted.
const IRREGULAR: &[&str] = &[
    "arose", "ate", "beat", "became", "began", "blew", "bought", "broke", "brought", "built", "burnt",
    "came", "caught", "chose", "dealt", "died", "drew", "drove", "fell", "felt", "fled", "flew", "fought",
    "found", "froze", "gave", "grew", "heard", "held", "hid", "kept", "knew", "laid", "led", "left", "lost",
    "made", "met", "paid", "ran", "rang", "rode", "rose", "said", "sang", "sank", "sat", "saw", "sent",
    "shook", "shot", "sold", "spent", "spoke", "stole", "stood", "struck", "stuck", "swam", "swept", "swore",
    "swung", "taught", "threw", "told", "took", "tore", "went", "withdrew", "woke", "won", "wore", "wrote",
];

/// Verbs whose object or complement lies ahead of them: to set, ask for, put off, allow.
pub(super) fn looks_ahead(prose: &str, token: &Token) -> bool {
    token.is_any(
        prose,
        &[
            "adjourned",
            "advertised",
            "agreed",
            "aimed",
            "announced",
            "anticipated",
            "arranged",
            "asked",
            "authorized",
            "authorised",
            "awaited",
            "backed",
            "based",
            "billed",
            "booked",
            "called",
            "changed",
            "committed",
            "confirmed",
            "considered",
            "dated",
            "decided",
            "deferred",
            "delayed",
            "demanded",
            "designated",
            "desired",
            "earmarked",
            "expected",
            "extended",
            "faced",
            "filed",
            "fixed",
            "granted",
            "hoped",
            "intended",
            "invited",
            "laid",
            "listed",
            "made",
            "marked",
            "moved",
            "named",
            "needed",
            "offered",
            "ordered",
            "organised",
            "organized",
            "pencilled",
            "chose",
            "picked",
            "selected",
            "penciled",
            "planned",
            "pledged",
            "postponed",
            "predicted",
            "prepared",
            "promised",
            "proposed",
            "pushed",
            "recommended",
            "related",
            "required",
            "requested",
            "rescheduled",
            "reserved",
            "scheduled",
            "sent",
            "slated",
            "sold",
            "sought",
            "suggested",
            "supported",
            "supposed",
            "targeted",
            "threatened",
            "timed",
            "told",
            "urged",
            "vowed",
            "wanted",
            "warned",
            "wished",
            "worked",
        ],
    )
}

/// Verbs in the present whose date may lie ahead, as timetables have it.
pub(super) const PRESENT: &[&str] = &[
    "ends",
    "begins",
    "starts",
    "expires",
    "matures",
    "opens",
    "closes",
    "runs",
    "comes",
    "goes",
    "falls",
    "meets",
    "returns",
    "resumes",
    "continues",
    "lasts",
    "launches",
    "reopens",
    "takes",
    "arrives",
    "leaves",
    "begin",
    "start",
    "end",
    "open",
    "close",
    "expire",
    "mature",
    "run",
    "resume",
];

/// Verbs that are over with what they tell of, whatever that is: who held a hearing on a day has held it.
pub(super) const ACCOMPLISHED: &[&str] = &[
    "attended",
    "began",
    "bought",
    "broke",
    "concluded",
    "drew",
    "ended",
    "finished",
    "held",
    "hosted",
    "killed",
    "lost",
    "opened",
    "played",
    "published",
    "received",
    "released",
    "scored",
    "shot",
    "signed",
    "started",
    "struck",
    "unveiled",
    "won",
];

/// Things that are set for a day: "approved a referendum on April 6" dates the referendum.
pub(super) const AWAITED: &[&str] = &[
    "election",
    "elections",
    "referendum",
    "vote",
    "hearing",
    "meeting",
    "summit",
    "conference",
    "rally",
    "protest",
    "strike",
    "trial",
    "session",
    "talks",
    "deadline",
    "date",
    "debate",
    "review",
    "visit",
    "ballot",
    "primary",
    "launch",
    "release",
    "concert",
    "game",
    "match",
    "event",
    "ceremony",
    "celebration",
    "reopening",
    "opening",
    "expiry",
    "closure",
    "appearance",
    "sentencing",
    "walkout",
    "march",
    "tickets",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(IRREGULAR.is_sorted());
    }
}
