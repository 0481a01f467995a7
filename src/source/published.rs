//! The draft's date in markup: `<meta property="article:published_time" content="…">`, `<time datetime="…">`.

use chrono::NaiveDate;

use super::front_matter::read_date;

/// What a page calls the time of its publication: Open Graph, schema.org, Dublin Core, Parsely and plain HTML.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
];

/// How sure a tag is to name the draft's own day; the surest counts, and of two the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It says so.
    Published,
    /// A `<time>` of no stated purpose.
    Time,
}

/// The day that markup gives, as far as it is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Published(Option<(Rank, NaiveDate)>);

impl Published {
    pub(super) fn date(self) -> Option<NaiveDate> {
        self.0.map(|(_, date)| date)
    }

    fn note(&mut self, rank: Rank, date: NaiveDate) {
        if self.0.is_none_or(|(known, _)| rank < known) {
            self.0 = Some((rank, date));
        }
    }

    /// Takes note of the tags of a stretch of HTML. A `<time>` that `dates_event` says is part of a sentence counts
    /// only if it says that it is the publication's.
    pub(super) fn read(&mut self, html: &str, dates_event: impl Fn(usize) -> bool) {
        let mut at = 0;
        while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')).map(|i| at + i) {
            at = open + 1;
            let Some(tag) = html.get(at..) else { break };
            let name = tag.get(..4).unwrap_or("");
            let is_meta = name.eq_ignore_ascii_case("meta");
            if !is_meta && !name.eq_ignore_ascii_case("time") {
                continue;
            }
            let Some((rank, date)) = tag.get(4..).and_then(|rest| of_tag(rest, is_meta)) else { continue };
            if rank == Rank::Published || !dates_event(open) {
                self.note(rank, date);
            }
        }
    }
}

/// What the attributes of a `<meta>` or `<time>` say; `rest` begins behind the tag's name.
fn of_tag(rest: &str, is_meta: bool) -> Option<(Rank, NaiveDate)> {
    let mut value = None;
    let mut stated = false;
    for (name, content) in attributes(rest) {
        let is = |known: &[&str]| known.iter().any(|k| name.eq_ignore_ascii_case(k));
        if is(&["content"]) && is_meta || is(&["datetime"]) && !is_meta {
            value = Some(content);
        } else if is(&["property", "name", "itemprop"]) {
            stated |= PUBLISHED.iter().any(|known| content.eq_ignore_ascii_case(known));
        } else if is(&["pubdate"]) {
            stated = true;
        }
    }
    let date = read_date(value?)?;
    match (stated, is_meta) {
        (true, _) => Some((Rank::Published, date)),
        (false, true) => None,
        (false, false) => Some((Rank::Time, date)),
    }
}

/// Names and values up to the tag's end. A value stands in quotation marks or runs to a blank.
fn attributes(mut rest: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>'))?;
        let (name, after) = rest.split_at(end);
        if name.is_empty() {
            return None;
        }
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (content, next) = match value.chars().next()? {
            quote @ ('"' | '\'') => value.get(1..)?.split_once(quote)?,
            _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>')?),
        };
        rest = next;
        Some((name, content))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(html: &str) -> Option<String> {
        let mut published = Published::default();
        published.read(html, |_| false);
        published.date().map(|d| d.to_string())
    }

    #[test]
    fn reads_the_tags_of_pages() {
        for html in [
            "<meta property=\"article:published_time\" content=\"2025-02-13T08:00:00Z\">",
            "<META CONTENT='2025-02-13' NAME='date' />",
            "<meta itemprop=datePublished content=2025-02-13>",
            "<time datetime=\"2025-02-13T08:00-06:00\">Feb. 13</time>",
            "<p>By <b>A. B.</b> <time class=when datetime=2025-02-13>today</time></p>",
            "<time datetime=\"2025-02-10\">x</time><time pubdate datetime=\"2025-02-13\">y</time>",
        ] {
            assert_eq!(date(html).as_deref(), Some("2025-02-13"), "{html}");
        }
        for html in [
            "<meta name=\"viewport\" content=\"width=1\">",
            "<time datetime=\"PT2H\">",
            "<time>2025-02-13</time>",
            "<timeline datetime=\"2025-02-13",
            "a < b and <meta content=",
            "<",
        ] {
            assert_eq!(date(html), None, "{html}");
        }
    }
}
