//! How well a knowledge base answers texts whose right answer is known.

use super::explanation::{truth_name, truth_style};
use super::page::{BAD, BOLD, DIM, OPEN, PLAIN, Page};
use super::rich::Rich;
use super::table::table;
use kbmatch::assess::{
    Assessment, Confusion, Figures, Group, MAX_EXPLAINED, Point, Reason, RecallAt, Share, WhyNot, Wrong,
};

/// So many pairs of the confusion are shown.
const MAX_CONFUSION: usize = 15;

/// So many points are shown of what speaks for an article or against it.
const MAX_POINTS: usize = 6;

/// An assessment as text with styles, with so many of the wrong answers.
pub fn assessment_text(assessment: &Assessment, columns: usize, list: usize) -> String {
    let mut page = Page::new(columns);
    let Figures { cases, expecting, .. } = assessment.figures;
    let head =
        format!("{cases} cases, {expecting} of them expect an article; the base has {}", assessment.articles);
    page.hanging("", &Rich::styled(BOLD, &head));
    page.blank();
    page.content(&table(&header(&["Figure", "Value", "Cases"]), &rows(&assessment.figures), columns));
    write_groups(&mut page, &assessment.groups, columns);
    write_unknown(&mut page, &assessment.unknown);
    write_confusion(&mut page, &assessment.confusion);
    write_wrong(&mut page, &assessment.wrong, list);
    page.finish()
}

fn header(names: &[&str]) -> Vec<Rich> {
    names.iter().map(|name| Rich::styled(BOLD, name)).collect()
}

fn rows(figures: &Figures) -> Vec<Vec<Rich>> {
    let mut rows = vec![
        row("top-1", figures.top_1),
        row("top-5", figures.top_5),
        row("precision, match and possible", figures.any.precision),
        row("recall, match and possible", figures.any.recall),
        row("precision, match alone", figures.matches.precision),
        row("recall, match alone", figures.matches.recall),
        row("nothing expected, match given", figures.unexpected.matches),
        row("nothing expected, match or possible given", figures.unexpected.any),
        recall_row("recall at 99 % precision", figures.recall_at_99),
    ];
    if let Some(left_out) = &figures.leave_one_out {
        rows.push(row("left out, match given", left_out.answered.matches));
        rows.push(row("left out, match or possible given", left_out.answered.any));
        rows.push(recall_row("recall at 99 % precision, left out too", left_out.recall_at_99));
    }
    rows
}

fn row(name: &str, share: Share) -> Vec<Rich> {
    let of = format!("{} of {}", share.count, share.of);
    vec![Rich::text(name), Rich::text(&percent(share)), Rich::styled(DIM, &of)]
}

fn recall_row(name: &str, at: RecallAt) -> Vec<Rich> {
    let mut row = row(name, at.recall);
    if let (Some(of), Some(score)) = (row.last_mut(), at.score) {
        of.push(DIM, &format!(", from {score:.1} bits on"));
    }
    row
}

/// With more digits where few would hide that it is not none, or not all.
fn percent(share: Share) -> String {
    match share.share.map(|part| part * 100.0) {
        None => "-".to_owned(),
        Some(percent) if percent < 1.0 && share.count > 0 => format!("{percent:.2} %"),
        Some(percent) if percent > 99.0 && share.count < share.of => format!("{percent:.2} %"),
        Some(percent) => format!("{percent:.1} %"),
    }
}

fn write_groups(page: &mut Page, groups: &[Group], columns: usize) {
    if groups.is_empty() {
        return;
    }
    let names = ["Group", "Cases", "Top-1", "Top-5", "Precision", "Recall", "Unexpected", "R@99"];
    let row = |group: &Group| {
        let figures = &group.figures;
        let shares = [
            figures.top_1,
            figures.top_5,
            figures.any.precision,
            figures.any.recall,
            figures.unexpected.any,
            figures.recall_at_99.recall,
        ];
        let name = group.group.as_deref().unwrap_or("(none)");
        let cells = [name.to_owned(), figures.cases.to_string()];
        let shares = shares.into_iter().map(percent);
        let left_out = figures.leave_one_out.map(|left_out| percent(left_out.answered.any));
        cells.into_iter().chain(shares).chain(left_out).map(|cell| Rich::text(&cell)).collect()
    };
    let mut head = header(&names);
    if groups.iter().any(|group| group.figures.leave_one_out.is_some()) {
        head.push(Rich::styled(BOLD, "Left out"));
    }
    let rows: Vec<Vec<Rich>> = groups.iter().map(row).collect();
    page.heading(&Rich::styled(BOLD, "Groups, match and possible"));
    page.content(&table(&head, &rows, columns));
}

fn write_unknown(page: &mut Page, unknown: &[String]) {
    if !unknown.is_empty() {
        page.blank();
        let lead = Rich::styled(OPEN, "note: ");
        let shown = unknown.iter().take(10).cloned().collect::<Vec<_>>().join(", ");
        let more = unknown.len().saturating_sub(10);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let words = format!("expected, and not in the base: {shown}{more}");
        page.hanging_styled(&lead, &Rich::text(&words));
    }
}

fn write_confusion(page: &mut Page, confusion: &[Confusion]) {
    if confusion.is_empty() {
        return;
    }
    page.heading(&Rich::styled(BOLD, "Confusion: what was expected, and what was given"));
    for pair in confusion.iter().take(MAX_CONFUSION) {
        let lead = format!("  {:>5}  ", pair.count);
        let given = pair.given.as_deref().unwrap_or("nothing");
        page.hanging(&lead, &Rich::text(&format!("{} \u{2192} {given}", names(&pair.expected))));
    }
    if let Some(more @ 1..) = confusion.len().checked_sub(MAX_CONFUSION) {
        page.item(&Rich::styled(DIM, &format!("and {more} more pairs")));
    }
}

fn names(expected: &[String]) -> String {
    if expected.is_empty() { "nothing".to_owned() } else { expected.join(" or ") }
}

fn write_wrong(page: &mut Page, wrong: &[Wrong], list: usize) {
    if wrong.is_empty() || list == 0 {
        return;
    }
    page.heading(&Rich::styled(BOLD, "Wrong answers"));
    for wrong in wrong.iter().take(list) {
        page.blank();
        write_one(page, wrong);
    }
    if let Some(more @ 1..) = wrong.len().checked_sub(list) {
        page.blank();
        page.hanging("", &Rich::styled(DIM, &format!("{more} more: --list N shows N of them")));
    }
}

fn write_one(page: &mut Page, wrong: &Wrong) {
    let expected = names(&wrong.expected);
    let what = match wrong.reason {
        Reason::AnotherArticle => format!("expected {expected}"),
        Reason::NoAnswer => format!("expected {expected}, nothing was given"),
        Reason::NothingExpected => "nothing was expected".to_owned(),
        Reason::LeftOut => format!("{expected} left out"),
    };
    page.hanging_styled(&Rich::styled(BAD, &wrong.case).and(PLAIN, "  "), &Rich::text(&what));
    if let Some(given) = &wrong.given {
        let verdict = given.verdict.name();
        let head = format!("given {}: {verdict}, {:.1} bits", given.article, given.score);
        page.hanging("  ", &Rich::text(&head));
        write_points(page, &given.evidence);
    }
    wrong.why_not.iter().for_each(|why_not| write_why_not(page, why_not));
    if let Some(more @ 1..) = wrong.expected.len().checked_sub(MAX_EXPLAINED)
        && !wrong.why_not.is_empty()
    {
        page.hanging("  ", &Rich::styled(DIM, &format!("and {more} more that were expected")));
    }
}

fn write_why_not(page: &mut Page, why_not: &WhyNot) {
    let verdict = why_not.verdict.map_or("no verdict", |verdict| verdict.name());
    let head = match (why_not.known, why_not.rank) {
        (false, _) => "not in the base".to_owned(),
        (true, None) => format!("{verdict}, {:.1} bits", why_not.score),
        (true, Some(rank)) => format!("{verdict}, {:.1} bits, rank {rank}", why_not.score),
    };
    page.hanging("  ", &Rich::text(&format!("not {}: {head}", why_not.article)));
    write_points(page, &why_not.deciding);
}

fn write_points(page: &mut Page, points: &[Point]) {
    for point in points.iter().take(MAX_POINTS) {
        let lead =
            Rich::text("    ").and(truth_style(point.truth), &format!("{:7}  ", truth_name(point.truth)));
        let mut words = Rich::text(&point.expected);
        match (point.line, point.found.is_empty()) {
            (Some(line), false) => words.push(DIM, &format!("  (line {line}: {})", point.found)),
            (Some(line), true) => words.push(DIM, &format!("  (event at line {line})")),
            (None, _) => {}
        }
        page.hanging_styled(&lead, &words);
    }
    if let Some(more @ 1..) = points.len().checked_sub(MAX_POINTS) {
        page.hanging("    ", &Rich::styled(DIM, &format!("and {more} more")));
    }
}
