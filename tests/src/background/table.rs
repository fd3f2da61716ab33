use super::count::{Counts, Kind};
use std::fmt::Write as _;

/// A value, and how common it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What kind of value.
    pub kind: Kind,
    /// The value, folded.
    pub value: String,
    /// `-log2` of the share of events that have it, in tenths of a bit; each log counts the same.
    pub tenths: u32,
}

/// How much of what was counted becomes a table.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// So many rows of headers at most, the most common ones.
    pub headers: usize,
    /// So many rows of words and numbers at most.
    pub words: usize,
    /// Words and numbers stand in so many logs at least: names of machines and people stand in one.
    pub logs: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { headers: 600, words: 1400, logs: 2 }
    }
}

/// The table as tab-separated values, ordered by kind and value, with a head that explains it. The same logs give the same
/// bytes, in whatever order they were counted in, up to rounding in the last tenth.
pub fn table(counts: &Counts, limits: &Limits) -> String {
    let mut text = format!(
        "# How common values are in ordinary logs: written by `background` (docs/background.md).\n\
         # logs\t{}\n# events\t{}\n# kind\tvalue\tbits: -log2 of the share of events that have it\n",
        counts.logs(),
        counts.events()
    );
    for Row { kind, value, tenths } in rows(counts, limits) {
        let _ = writeln!(text, "{}\t{value}\t{}.{}", kind.name(), tenths / 10, tenths % 10);
    }
    text
}

fn rows(counts: &Counts, limits: &Limits) -> Vec<Row> {
    let of = |free: bool, most: usize| {
        let mut rows: Vec<Row> = counts
            .shares
            .iter()
            .filter(|((kind, _), (_, logs))| kind.is_free_text() == free && (!free || *logs >= limits.logs))
            .map(|((kind, value), (shares, _))| Row {
                kind: *kind,
                value: value.replace(['\t', '\n', '\r'], " "),
                tenths: tenths(shares / counts.logs() as f64),
            })
            .collect();
        rows.sort_by(|a, b| (a.tenths, a.kind, &a.value).cmp(&(b.tenths, b.kind, &b.value)));
        rows.truncate(most);
        rows
    };
    let mut rows = [of(false, limits.headers), of(true, limits.words)].concat();
    rows.sort_by(|a, b| (a.kind, &a.value).cmp(&(b.kind, &b.value)));
    rows
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and shares are at most 1"
)]
fn tenths(share: f64) -> u32 {
    (-share.log2() * 10.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(host: &str, events: usize) -> String {
        let event = |n| {
            format!(
                "Log Name: System\nSource: Disk\nEvent ID: {}\nComputer: {host}\nDescription:\nA retry.\n\n",
                150 + n % 2
            )
        };
        (0..events).map(event).collect()
    }

    #[test]
    fn each_log_counts_the_same_and_what_only_one_says_is_left_out() {
        let mut counts = Counts::default();
        for (host, events) in [("alpha", 2), ("beta", 200)] {
            counts.add_log([log(host, events).as_bytes()]);
        }
        counts.add_log([&b"2026-01-01 00:00:00 nothing of this kind\n"[..]]);
        let table = table(&counts, &Limits::default());
        // Half of the events of two logs of three.
        assert!(table.contains("event\tdisk 150\t1.6\n"), "{table}");
        assert!(table.contains("word\tretry\t0.6\n"), "{table}");
        assert!(!table.contains("alpha") && !table.contains("beta"), "{table}");
    }

    #[test]
    fn a_table_is_cut_to_its_most_common_rows() {
        let mut counts = Counts::default();
        counts.add_log([log("alpha", 4).as_bytes()]);
        counts.add_log([log("beta", 4).as_bytes()]);
        let limits = Limits { headers: 2, words: 3, logs: 2 };
        assert_eq!(table(&counts, &limits).lines().filter(|line| !line.starts_with('#')).count(), 5);
    }
}
