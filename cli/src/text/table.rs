use super::page::DIM;
use super::rich::Rich;

const GAP: usize = 2;

/// A table as lines: in columns where it fits, else each row as a list of `header: cell`.
pub(super) fn table(header: &[Rich], rows: &[Vec<Rich>], columns: usize) -> Vec<Rich> {
    let widths: Vec<usize> = (0..header.len())
        .map(|i| {
            rows.iter().filter_map(|row| row.get(i)).chain([&header[i]]).map(Rich::columns).max().unwrap_or(0)
        })
        .collect();
    let total = widths.iter().map(|width| width + GAP).sum::<usize>();
    if total <= columns + GAP { in_columns(header, rows, &widths) } else { as_lists(header, rows, columns) }
}

fn in_columns(header: &[Rich], rows: &[Vec<Rich>], widths: &[usize]) -> Vec<Rich> {
    let rule: Vec<Rich> = widths.iter().map(|width| Rich::styled(DIM, &"\u{2500}".repeat(*width))).collect();
    let mut lines = vec![aligned(header, widths), aligned(&rule, widths)];
    lines.extend(rows.iter().map(|row| aligned(row, widths)));
    lines
}

fn aligned(cells: &[Rich], widths: &[usize]) -> Rich {
    let (mut line, mut end) = (Rich::default(), 0);
    for (cell, width) in cells.iter().zip(widths) {
        line.pad(end);
        line.append(cell);
        end += width + GAP;
    }
    line
}

fn as_lists(header: &[Rich], rows: &[Vec<Rich>], columns: usize) -> Vec<Rich> {
    let mut lines = Vec::new();
    for row in rows {
        if !lines.is_empty() {
            lines.push(Rich::default());
        }
        for (name, cell) in header.iter().zip(row) {
            let mut entry = name.clone();
            entry.push(DIM, ": ");
            entry.append(cell);
            lines.extend(entry.wrapped(columns));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(columns: usize) -> Vec<String> {
        let cells = |of: &[&str]| -> Vec<Rich> { of.iter().map(|cell| Rich::text(cell)).collect() };
        let rows = [cells(&["0xCAA2000C", "interaction needed"]), cells(&["50076", "MFA"])];
        let lines = table(&cells(&["Code", "Meaning"]), &rows, columns);
        lines.iter().map(|line| anstream::adapter::strip_str(line.as_str()).to_string()).collect()
    }

    #[test]
    fn a_table_that_fits_stands_in_columns() {
        let expected = [
            "Code        Meaning",
            "──────────  ──────────────────",
            "0xCAA2000C  interaction needed",
            "50076       MFA",
        ];
        assert_eq!(shown(30), expected);
    }

    #[test]
    fn a_table_that_is_too_wide_becomes_lists() {
        let expected = ["Code: 0xCAA2000C", "Meaning: interaction needed", "", "Code: 50076", "Meaning: MFA"];
        assert_eq!(shown(29), expected);
    }
}
