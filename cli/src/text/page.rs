use super::rich::Rich;
use anstyle::{AnsiColor, Style};

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const PLAIN: Style = Style::new();
pub(super) const CODE: Style = AnsiColor::Cyan.on_default();
pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(super) const OPEN: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();

/// The text of a terminal page, written from top to bottom.
#[derive(Debug)]
pub(super) struct Page {
    out: String,
    columns: usize,
}

/// How far a section's content is indented.
const INDENT: usize = 2;

impl Page {
    /// An empty page of so many columns; never fewer than people can read.
    pub(super) fn new(columns: usize) -> Self {
        Self { out: String::new(), columns: columns.clamp(40, 200) }
    }

    /// The columns between the indent and the right edge.
    pub(super) fn content_columns(&self) -> usize {
        self.columns - INDENT
    }

    /// An empty line, unless there is one, or nothing yet.
    pub(super) fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// The heading of a section.
    pub(super) fn heading(&mut self, heading: &Rich) {
        self.blank();
        self.hanging("", heading);
    }

    /// A paragraph at the left edge, whose further lines stand below the text after `lead`.
    pub(super) fn hanging(&mut self, lead: &str, text: &Rich) {
        self.hanging_styled(&Rich::text(lead), text);
    }

    /// [`Page::hanging`] with a lead in a style.
    pub(super) fn hanging_styled(&mut self, lead: &Rich, text: &Rich) {
        let mut first = Some(lead);
        let below = " ".repeat(lead.columns());
        for line in text.wrapped(self.columns - lead.columns().min(self.columns / 2)) {
            let lead = first.take().map_or(below.as_str(), Rich::as_str);
            self.line(lead, &line);
        }
    }

    /// Lines that belong to a section.
    pub(super) fn content(&mut self, lines: &[Rich]) {
        for line in lines {
            self.line(&" ".repeat(INDENT), line);
        }
    }

    /// A list item that belongs to a section.
    pub(super) fn item(&mut self, text: &Rich) {
        self.hanging("  \u{2022} ", text);
    }

    /// A paragraph that belongs to a section.
    pub(super) fn paragraph(&mut self, text: &Rich) {
        self.content(&text.wrapped(self.content_columns()));
    }

    /// The text with its styles.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn line(&mut self, lead: &str, line: &Rich) {
        let start = self.out.len();
        self.out.push_str(lead);
        self.out.push_str(line.as_str());
        self.out.truncate(start.max(self.out.trim_end_matches(' ').len()));
        self.out.push('\n');
    }
}
