//! The scores as a table for the terminal.

use std::fmt::Write as _;

use super::score::{Ground, Ratio, Score};

/// One line for each score and one for all of them, and below it what they say together.
pub fn table(title: &str, rows: &[(String, Score)], total: &Score) -> String {
    let mut table = format!("\n{}\n", row(title, &["precision", "recall", "plain", "hard", "ticked"]));
    for (name, score) in rows {
        let _ = writeln!(table, "{}", row(&format!("  {name}"), &cells(score)));
    }
    let _ = writeln!(table, "{}", row("  all", &cells(total)));
    let (code, rule, tick) = (total.right_code, total.right_rule, total.right_tick);
    let _ = writeln!(
        table,
        "  of the hits, right code {code}, right rule {rule}; of the ticks, right fact {tick}"
    );
    let on = |ground| total.alarms.get(&ground).copied().unwrap_or_default();
    let _ = writeln!(
        table,
        "  false alarms: {} on traps, {} on statements that agree, {} on unlabelled words",
        on(Ground::Silent),
        on(Ground::Agrees),
        on(Ground::Unlabelled),
    );
    let mut traps: Vec<_> = total.traps.iter().map(|(why, count)| (std::cmp::Reverse(*count), why)).collect();
    traps.sort();
    for (count, why) in traps {
        let _ = writeln!(table, "  {:>5}  {why}", count.0);
    }
    table
}

/// Recall and alarms by code.
pub fn codes(total: &Score) -> String {
    let mut table = format!("\n{:<23}{:<16}false alarms\n", "code", "recall");
    for (code, of) in &total.by_code {
        let recall = of.recall.to_string();
        let _ = writeln!(table, "  {code:<21}{recall:<16}{}", of.alarms);
    }
    table
}

fn cells(score: &Score) -> [String; 5] {
    [score.precision(), score.recall(), score.plain, score.hard, score.ticked]
        .map(|ratio: Ratio| ratio.to_string())
}

fn row(name: &str, cells: &[impl AsRef<str>]) -> String {
    let cells: String = cells.iter().map(|cell| format!("{:<16}", cell.as_ref())).collect();
    format!("{name:<23}{cells}").trim_end().to_owned()
}
