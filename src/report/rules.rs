//! From a finding's rule back to its words in the pack.

use chrono::NaiveDate;

use crate::fact::Pack;
use crate::finding::Rule;
use crate::source::LineIndex;
use crate::span::Span;

/// The packs of a run with the lines of their YAML. Reads each pack once, so make it when the first finding is there.
#[derive(Debug)]
pub struct Rules<'p> {
    packs: &'p [Pack],
    lines: Vec<LineIndex<'p>>,
}

/// One rule as its pack has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cited<'p> {
    pub pack: &'p Pack,
    pub id: &'p str,
    /// The fact line, the name, the quotation: bytes of the YAML.
    pub at: Span,
    /// The part of it that the text contradicts.
    pub value_at: Span,
    pub source: Option<&'p str>,
    pub note: Option<&'p str>,
    pub verified: Option<NaiveDate>,
}

impl<'p> Rules<'p> {
    /// `packs` in the order that [`Rule`] counts them by.
    pub fn new(packs: &'p [Pack]) -> Rules<'p> {
        Rules { packs, lines: packs.iter().map(|pack| LineIndex::new(&pack.yaml)).collect() }
    }

    /// `dallas-outreach/meeting-count`, as every output format spells it.
    pub fn name(&self, rule: Rule) -> Option<String> {
        let cited = self.cite(rule)?;
        Some(format!("{}/{}", cited.pack.id, cited.id))
    }

    /// The rule of an id, with or without its pack's name: `meeting-count`, `dallas-outreach/meeting-count`.
    pub fn find(&self, id: &str) -> Option<Rule> {
        let (of, id) = id.split_once('/').map_or((None, id), |(pack, id)| (Some(pack), id));
        self.packs.iter().enumerate().filter(|(_, p)| of.is_none_or(|of| of == p.id)).find_map(|(pack, p)| {
            let fact = p.facts.iter().position(|f| f.id == id).map(|fact| Rule::Fact { pack, fact });
            let name = || p.names.iter().position(|n| n.id == id).map(|name| Rule::Name { pack, name });
            let quote = || p.quotes.iter().position(|q| q.id == id).map(|quote| Rule::Quote { pack, quote });
            fact.or_else(name).or_else(quote)
        })
    }

    /// Whether there is no pack at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.packs.is_empty()
    }

    /// The id alone where a run has one pack, else as [`Rules::name`] has it.
    pub(crate) fn short(&self, rule: Rule) -> Option<String> {
        match self.packs {
            [_] => self.cite(rule).map(|cited| cited.id.to_owned()),
            _ => self.name(rule),
        }
    }

    pub(crate) fn cite(&self, rule: Rule) -> Option<Cited<'p>> {
        let (Rule::Fact { pack, .. } | Rule::Name { pack, .. } | Rule::Quote { pack, .. }) = rule;
        let pack = self.packs.get(pack)?;
        let mut cited = match rule {
            Rule::Fact { fact, .. } => {
                let fact = pack.facts.get(fact)?;
                Cited {
                    pack,
                    id: &fact.id,
                    at: fact.at,
                    value_at: if fact.value_at.is_empty() { fact.at } else { fact.value_at },
                    source: fact.source.as_deref(),
                    note: fact.note.as_deref(),
                    verified: fact.verified,
                }
            }
            Rule::Name { name, .. } => {
                let name = pack.names.get(name)?;
                Cited {
                    pack,
                    id: &name.id,
                    at: name.at,
                    value_at: name.at,
                    source: name.source.as_deref(),
                    note: name.note.as_deref(),
                    verified: None,
                }
            }
            Rule::Quote { quote, .. } => {
                let quote = pack.quotes.get(quote)?;
                Cited {
                    pack,
                    id: &quote.id,
                    at: quote.at,
                    value_at: quote.at,
                    source: quote.source.as_deref(),
                    note: quote.note.as_deref(),
                    verified: None,
                }
            }
        };
        cited.source = cited.source.or(pack.source.as_deref());
        Some(cited)
    }

    /// The lines of the pack that a rule stands in.
    pub(crate) fn lines(&self, rule: Rule) -> Option<&LineIndex<'p>> {
        let (Rule::Fact { pack, .. } | Rule::Name { pack, .. } | Rule::Quote { pack, .. }) = rule;
        self.lines.get(pack)
    }
}
