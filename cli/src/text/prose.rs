//! An article's prose as lines of text.

use super::page::{BOLD, CODE, DIM, PLAIN};
use super::rich::Rich;
use super::table::table;
use anstyle::Style;
use kbmatch::article::{Block, Href, Inline, Piece, Setting};
use kbmatch::report::Capture;
use std::collections::BTreeMap;

/// Sets prose, with these captured values in its fill-ins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setter<'a> {
    pub(super) captures: &'a BTreeMap<String, Capture>,
}

impl Setter<'_> {
    /// Blocks as lines of at most so many columns, with an empty line between them.
    pub(super) fn prose(self, prose: &[Block], columns: usize) -> Vec<Rich> {
        let mut lines = Vec::new();
        let before = std::iter::once(None).chain(prose.iter().map(Some));
        for (before, block) in before.zip(prose) {
            if before.is_some_and(|before| !introduces(before, block)) {
                lines.push(Rich::default());
            }
            lines.extend(self.block(block, columns));
        }
        lines
    }

    fn block(self, block: &Block, columns: usize) -> Vec<Rich> {
        match block {
            Block::Paragraph(inlines) => self.inlines(inlines, PLAIN).wrapped(columns),
            Block::Heading(_, inlines) => self.inlines(inlines, BOLD).wrapped(columns),
            Block::List(first, items) => self.list(*first, items, columns),
            Block::Code(_, pieces) => self.code_block(pieces),
            Block::Quote(prose) => indented(self.prose(prose, columns.saturating_sub(2)), "\u{2502} "),
            Block::Table(header, rows) => {
                let cells = |cells: &Vec<Vec<Inline>>, style| -> Vec<Rich> {
                    cells.iter().map(|cell| self.inlines(cell, style)).collect()
                };
                table(
                    &cells(header, BOLD),
                    &rows.iter().map(|row| cells(row, PLAIN)).collect::<Vec<_>>(),
                    columns,
                )
            }
            Block::Rule => vec![Rich::styled(DIM, &"\u{2500}".repeat(columns.min(20)))],
        }
    }

    fn list(self, first: Option<u64>, items: &[Vec<Block>], columns: usize) -> Vec<Rich> {
        let last = first.map_or(0, |first| first.saturating_add(items.len() as u64));
        let lead = first.map_or(2, |_| last.to_string().len() + 2);
        let spaced = is_spaced(items);
        let mut lines = Vec::new();
        for (number, item) in (first.unwrap_or_default()..).zip(items) {
            if spaced && !lines.is_empty() {
                lines.push(Rich::default());
            }
            let marker = first.map_or_else(|| "\u{2022}".to_owned(), |_| format!("{number}."));
            let content = self.prose(item, columns.saturating_sub(lead));
            lines.extend(hanging(&content, &marker, lead));
        }
        lines
    }

    fn code_block(self, pieces: &[Piece]) -> Vec<Rich> {
        let code: String = pieces.iter().map(|piece| self.piece(piece, Setting::Code)).collect();
        indented(code.trim_end().lines().map(|line| Rich::styled(CODE, line)).collect(), "    ")
    }

    fn inlines(self, inlines: &[Inline], style: Style) -> Rich {
        let mut rich = Rich::default();
        inlines.iter().for_each(|inline| self.inline(&mut rich, inline, style));
        rich
    }

    fn inline(self, rich: &mut Rich, inline: &Inline, style: Style) {
        match inline {
            Inline::Piece(piece @ Piece::Text(_)) => rich.push(style, &self.piece(piece, Setting::Words)),
            Inline::Piece(piece) => rich.push(style.bold(), &self.piece(piece, Setting::Words)),
            Inline::Code(pieces) => {
                let code: String = pieces.iter().map(|piece| self.piece(piece, Setting::Code)).collect();
                rich.push(CODE, &format!("`{code}`"));
            }
            Inline::Emphasis(of) => rich.append(&self.inlines(of, style.italic())),
            Inline::Strong(of) => rich.append(&self.inlines(of, style.bold())),
            Inline::Link(target, of) => {
                rich.append(&self.inlines(of, style));
                rich.push(DIM, &link_target(target));
            }
            Inline::Break => rich.push_break(),
        }
    }

    fn piece(self, piece: &Piece, setting: Setting) -> String {
        piece.filled(self.captures, setting).text().to_owned()
    }
}

/// Whether a paragraph leads to a list of short items, which then follows it closely.
fn introduces(before: &Block, block: &Block) -> bool {
    matches!((before, block), (Block::Paragraph(_), Block::List(_, items)) if !is_spaced(items))
}

/// Whether the items of a list are long enough to stand apart.
fn is_spaced(items: &[Vec<Block>]) -> bool {
    items.iter().any(|item| item.len() > 1)
}

/// Where a link leads: an address, or the command that shows another article.
fn link_target(target: &Href) -> String {
    match target.as_str().strip_prefix("#/") {
        Some(article) => format!(" (kbmatch show {article})"),
        None => format!(" <{}>", target.as_str()),
    }
}

fn indented(lines: Vec<Rich>, lead: &str) -> Vec<Rich> {
    lines.into_iter().map(|line| led(lead, &line)).collect()
}

fn hanging(lines: &[Rich], marker: &str, columns: usize) -> Vec<Rich> {
    let marker = format!("{marker:<columns$}");
    let below = " ".repeat(columns);
    let leads = std::iter::once(marker.as_str()).chain(std::iter::repeat(below.as_str()));
    lines.iter().zip(leads).map(|(line, lead)| led(lead, line)).collect()
}

fn led(lead: &str, line: &Rich) -> Rich {
    let mut led = Rich::text(lead);
    led.append(line);
    led
}
