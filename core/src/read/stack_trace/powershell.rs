//! What PowerShell prints of an error: the message, `At line:1 char:5`, the line with marks below it, `+ CategoryInfo` and
//! `+ FullyQualifiedErrorId`. The first label is translated, the others are not.
//! Source: <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_error_handling>.

use super::super::lines::{first_line, lines};
use super::Trace;
use crate::Span;
use memchr::memmem;

/// The label that each has.
const CATEGORY: &str = "+ CategoryInfo";
const ID: &str = "+ FullyQualifiedErrorId";

/// From the start of the message to the label there are at most so many bytes.
const MAX_BEFORE: usize = 4 << 10;

/// From the label to the other there are at most so many lines.
const MAX_LINES: usize = 6;

/// The errors of a text.
pub(super) struct Errors<'t> {
    text: &'t str,
    /// The label that was found last.
    category: Option<usize>,
    /// Where its error begins.
    start: usize,
    /// There is none any more.
    done: bool,
}

impl<'t> Errors<'t> {
    /// The errors of `text`.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, category: None, start: 0, done: false }
    }

    /// The first place at or after `from` where one may begin.
    pub(super) fn find(&mut self, from: usize) -> Option<usize> {
        if self.done {
            return None;
        }
        if self.category.is_none_or(|category| category < from) {
            let found = memmem::find(&self.text.as_bytes()[from..], CATEGORY.as_bytes());
            self.category = found.map(|at| from + at);
            self.done = found.is_none();
        }
        let category = self.category?;
        let near = self.text.ceil_char_boundary(category.saturating_sub(MAX_BEFORE).max(from));
        let before = &self.text[near..category];
        // The message starts after a blank line, or with the text.
        let start =
            ["\n\n", "\n\r\n", "```"].iter().filter_map(|gap| Some(before.rfind(gap)? + gap.len())).max();
        let start = near + start.unwrap_or(0);
        let start =
            start + (self.text[start..category].len() - self.text[start..category].trim_start().len());
        self.start = start;
        Some(start)
    }

    /// The error that begins at `at`.
    pub(super) fn read(&self, at: usize) -> Option<Trace> {
        let category = self.category.filter(|category| at == self.start && *category >= at)?;
        let before = &self.text[at..category];
        // The message ends where the place begins: a line before the first one with a mark.
        let marks = before.find("\n+").or_else(|| before.find("\n    +")).unwrap_or(before.len());
        let place = before[..marks].rfind('\n').unwrap_or(0);
        let message = Span::new(at, at + if is_place(&before[place..marks]) { place } else { marks });
        let info = first_line(self.text, category);
        let (mut end, mut id) = (info.end, None::<Span>);
        for line in lines(self.text, info.end).take(MAX_LINES) {
            let slice = &self.text[line.range()];
            if slice.is_empty() {
                break;
            }
            if slice.starts_with(ID) {
                id = Some(line);
            } else if slice.starts_with('+') || (id.is_some() && !super::indented(self.text, line)) {
                break;
            }
            end = line.end;
            if let Some(id) = &mut id {
                id.end = end;
            }
        }
        let mut fields = vec![("CategoryInfo", self.value(info)?)];
        fields.extend(id.and_then(|id| Some(("FullyQualifiedErrorId", self.value(id)?))));
        Some(Trace { end, exceptions: Vec::new(), last_was_seen: false, message, fields })
    }

    /// What stands after the colon of a line.
    fn value(&self, line: Span) -> Option<Span> {
        let colon = self.text[line.range()].find(':')?;
        Some(Span::new(line.start + colon + 1, line.end))
    }
}

/// `At line:1 char:5`, in any language: it has a number at the end.
fn is_place(line: &str) -> bool {
    line.trim_end().ends_with(|c: char| c.is_ascii_digit()) && line.contains(':')
}
