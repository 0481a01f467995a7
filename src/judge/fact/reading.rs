//! A block with what stands around it: its headers, the heading above, the words of the whole document.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::BuildHasherDefault;
use std::ops::Range;

use chrono::NaiveDate;

use crate::judge::fact::focus::Bearing;
use crate::mention::{self, Value};
use crate::period::Period;
use crate::source::{Block, BlockKind, Document};
use crate::text::lexicon::KeyHasher;
use crate::text::{Segmented, Token, TokenKind};

/// What a block is read with: its own text and what stands around it.
pub(crate) struct Reading<'d> {
    pub(crate) prose: &'d str,
    pub(crate) text: &'d Segmented,
    /// Prose and tokens of its headers.
    pub(crate) labels: Vec<(&'d str, &'d [Token])>,
    /// Keys of the all-capital words of the document.
    pub(crate) acronyms: &'d BTreeSet<u64>,
    /// Words that the document also writes in lower case: no names, even where they open a sentence.
    pub(crate) common: &'d OnceCell<HashSet<u64, BuildHasherDefault<KeyHasher>>>,
    /// A period that a header names.
    pub(crate) label_period: Option<Period>,
    /// The heading above.
    pub(crate) heading: Option<(&'d str, &'d [Token])>,
    /// Tokens of a bold run-in at the start.
    pub(crate) run_in: Range<usize>,
    pub(crate) base: Option<NaiveDate>,
    /// Every block of the document.
    document: &'d [Segmented],
    /// Per pack: how the document stands to its story.
    pub(crate) bearings: &'d [Bearing],
    /// A heading or title: few words stand for a sentence.
    pub(crate) headline: bool,
}

impl Reading<'_> {
    /// Whether the document writes a word in lower case somewhere.
    pub(crate) fn is_common(&self, token: &Token) -> bool {
        let common = self.common.get_or_init(|| {
            let words = self.document.iter().flat_map(|b| &b.tokens);
            words.filter(|t| t.kind == TokenKind::Word && !t.capital).map(|t| t.key).collect()
        });
        common.contains(&token.key)
    }
}

/// A document as the readings of its blocks see it.
pub(crate) struct Around<'d> {
    document: &'d Document,
    text: &'d [Segmented],
    base: Option<NaiveDate>,
    bearings: &'d [Bearing],
    acronyms: BTreeSet<u64>,
    common: OnceCell<HashSet<u64, BuildHasherDefault<KeyHasher>>>,
    /// The period that each header names; a header has many cells.
    periods: BTreeMap<usize, Option<Period>>,
}

impl<'d> Around<'d> {
    /// `base` is the day that relative dates count from, `bearings` how the document stands to each pack.
    pub(crate) fn new(
        document: &'d Document,
        text: &'d [Segmented],
        base: Option<NaiveDate>,
        bearings: &'d [Bearing],
    ) -> Around<'d> {
        let acronyms = text.iter().flat_map(|b| &b.tokens).filter(|t| t.all_caps).map(|t| t.key).collect();
        Around { document, text, base, bearings, acronyms, common: OnceCell::new(), periods: BTreeMap::new() }
    }

    /// The reading of one block under the heading at an index.
    pub(crate) fn reading<'r>(
        &'r mut self,
        block: &'r Block,
        text: &'r Segmented,
        heading: Option<usize>,
    ) -> Reading<'r> {
        Reading {
            label_period: block.labels.iter().find_map(|label| self.period(*label)),
            acronyms: &self.acronyms,
            common: &self.common,
            document: self.text,
            prose: &block.text,
            text,
            labels: block.labels.iter().filter_map(|label| self.pair(*label)).collect(),
            heading: heading.and_then(|heading| self.pair(heading)),
            run_in: run_in(block, text),
            base: self.base,
            bearings: self.bearings,
            headline: matches!(block.kind, BlockKind::Title | BlockKind::Heading(_)),
        }
    }

    fn pair(&self, block: usize) -> Option<(&'d str, &'d [Token])> {
        Some((self.document.blocks.get(block)?.text.as_str(), self.text.get(block)?.tokens.as_slice()))
    }

    fn period(&mut self, header: usize) -> Option<Period> {
        let (prose, tokens) = self.pair(header)?;
        let base = self.base;
        *self.periods.entry(header).or_insert_with(|| {
            mention::recognise(prose, tokens).iter().find_map(|m| match &m.value {
                Value::Date(date) => date.resolve(base),
                _ => None,
            })
        })
    }
}

/// The tokens of a bold run-in at the block's start.
pub(crate) fn run_in(block: &Block, text: &Segmented) -> Range<usize> {
    block.run_in.map_or(0..0, |span| 0..text.tokens.partition_point(|t| t.span.end() <= span.end()))
}
