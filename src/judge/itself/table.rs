//! A table's total row and the columns above it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::finding::Code;
use crate::judge::itself::Draft;
use crate::judge::itself::ends::in_one_unit;
use crate::judge::itself::reckon::Bounds;
use crate::mention::{Mention, Value};
use crate::quantity::{Kind, Quantity};
use crate::source::BlockKind;
use crate::verdict::Judgement;

/// Rows that stand for others, or that are no part of a sum.
const NO_PARTS: &[&str] = &[
    "subtotal",
    "sub-total",
    "of which",
    "including",
    "average",
    "mean",
    "median",
    "change",
    "difference",
    "net",
];

/// Columns that are not added up.
const NO_SUMS: &[&str] =
    &["average", "mean", "median", "rate", "price", "rank", "per ", "age", "index", "change", "year"];

/// A column: its cells by row label, in order.
type Column = Vec<(usize, usize)>;

pub(super) fn judge(drafts: &[Draft<'_>], out: &mut Vec<Judgement>) {
    let mut columns: BTreeMap<usize, Column> = BTreeMap::new();
    for (i, draft) in drafts.iter().enumerate() {
        let block = draft.spot.block;
        if let (BlockKind::Cell, [row, head]) = (block.kind, block.labels.as_slice()) {
            columns.entry(*head).or_default().push((*row, i));
        }
    }
    // The columns of one table share their row labels.
    let mut tables: BTreeMap<usize, Vec<(usize, Column)>> = BTreeMap::new();
    for (head, column) in columns {
        if let Some((row, _)) = column.first() {
            tables.entry(*row).or_default().push((head, column));
        }
    }
    for table in tables.into_values() {
        totals(drafts, &table, out);
    }
}

fn totals(drafts: &[Draft<'_>], table: &[(usize, Column)], out: &mut Vec<Judgement>) {
    let sums: Vec<Sum<'_>> = table.iter().filter_map(|(head, column)| sum(drafts, *head, column)).collect();
    let fitting = sums.iter().any(|s| s.fits);
    // "Norway, Japan, total": a choice of rows, where several columns fall short.
    let chosen = sums.len() > 1 && !fitting && sums.iter().all(|s| s.bounds.high < s.said);
    for sum in sums {
        if sum.fits {
            out.extend(sum.draft.spot.agrees(sum.total.core.start, sum.total.core.end));
        } else if !chosen && sum.near {
            let message = format!(
                "the column adds up to {}, not {}",
                sum.right,
                sum.total.core_span.slice(sum.draft.prose())
            );
            out.extend(sum.draft.slip(
                Code::SumMismatch,
                sum.total.core.start,
                sum.total.core.end,
                message,
                "the rows do not make the total",
            ));
        }
    }
}

/// A column with its total.
struct Sum<'d> {
    draft: &'d Draft<'d>,
    total: &'d Mention,
    said: Decimal,
    bounds: Bounds,
    right: Quantity,
    fits: bool,
    /// Far from its total, the column is of another kind: an average, a rank.
    near: bool,
}

fn sum<'d>(drafts: &'d [Draft<'d>], head: usize, column: &Column) -> Option<Sum<'d>> {
    let text = |i: usize| drafts.get(i).map(|d| d.spot.block.text.trim().to_lowercase());
    let title = text(head)?;
    if NO_SUMS.iter().any(|word| title.contains(word)) {
        return None;
    }
    let is_total = |row: usize| {
        text(row).is_some_and(|t| {
            t.starts_with("total") || matches!(t.as_str(), "all" | "sum" | "overall" | "grand total")
        })
    };
    let ((last, cell), rows) = column.split_last()?;
    if !is_total(*last) || rows.len() < 2 || rows.iter().any(|(row, _)| is_total(*row)) {
        return None;
    }
    if rows.iter().any(|(row, _)| text(*row).is_none_or(|t| NO_PARTS.iter().any(|word| t.contains(word)))) {
        return None;
    }
    let draft = drafts.get(*cell)?;
    let total = amount(draft)?;
    let Value::Amount(model) = &total.value else { return None };
    let said = model.amount()?;
    let (mut exact, mut bounds) = (Decimal::ZERO, Bounds::exact(Decimal::ZERO));
    for (_, cell) in rows {
        let draft = drafts.get(*cell)?;
        if matches!(draft.spot.block.text.trim(), "-" | "–" | "—") {
            continue;
        }
        let part = amount(draft)?;
        let Value::Amount(quantity) = &part.value else { return None };
        let (_, value) = in_one_unit(model, quantity).filter(|_| quantity.amount().is_some())?;
        let shown = Bounds::shown(part)?;
        let slack =
            if Some(value) == quantity.amount() { shown.high.checked_sub(value)? } else { Decimal::ZERO };
        exact = exact.checked_add(value)?;
        bounds = bounds.plus(Bounds::around(value, slack)?)?;
    }
    // Shares make a whole, other percentages make nothing.
    if model.kind() == Kind::Percent && said != Decimal::ONE_HUNDRED {
        return None;
    }
    let own = Bounds::shown(total)?;
    let fits = bounds.low <= own.high && own.low <= bounds.high;
    let near =
        exact < said.checked_mul(Decimal::new(18, 1))? && said < exact.checked_mul(Decimal::new(18, 1))?;
    let right = match model {
        Quantity::Money { currency, .. } => {
            Quantity::Money { amount: exact.normalize(), currency: *currency }
        }
        Quantity::Measure { unit, .. } => Quantity::Measure { amount: exact.normalize(), unit: *unit },
        Quantity::Percent(_) => Quantity::Percent(exact.normalize()),
        _ => Quantity::Count(exact.normalize()),
    };
    Some(Sum { draft, total, said, bounds, right, fits, near })
}

/// The cell's only amount, if there is nothing else in it.
fn amount<'d>(draft: &'d Draft<'d>) -> Option<&'d Mention> {
    let [mention] = draft.mentions else { return None };
    let alone = mention.tokens.start == 0 && mention.tokens.end == draft.tokens().len();
    alone.then_some(mention)
}
