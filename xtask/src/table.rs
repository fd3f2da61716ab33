//! Tables for a terminal.

use std::fmt;

/// Rows of three cells, the first column to the left, the others to the right.
pub(crate) struct Table {
    rows: Vec<[String; 3]>,
}

impl Table {
    /// A table with nothing but its head.
    pub(crate) fn new(head: [&str; 3]) -> Self {
        Self { rows: vec![head.map(str::to_owned)] }
    }

    /// Adds a row at the end.
    pub(crate) fn row(&mut self, cells: [String; 3]) {
        self.rows.push(cells);
    }

    fn width(&self, column: usize) -> usize {
        self.rows.iter().map(|row| row[column].len()).max().unwrap_or(0)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c] = [0, 1, 2].map(|column| self.width(column));
        for [first, second, third] in &self.rows {
            writeln!(f, "  {first:<a$}  {second:>b$}  {third:>c$}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = Table::new(["file", "bytes", "gzip"]);
        table.row(["a".into(), "1234567".into(), "9".into()]);
        assert_eq!(table.to_string(), "  file    bytes  gzip\n  a     1234567     9\n");
    }
}
