//! An event as System Center Operations Manager puts it into an alert's description:
//!
//! ```text
//! Source: Contoso-Sync
//! Event ID: 100
//! Event Category: 0
//! User: N/A
//! Computer: SRV1.contoso.com
//! Event Description: Reading the folder failed with 0x80070005.
//! ```
//!
//! A notification mail has lines about the alert around it, with a `Source:` of their own: the monitored object. What a rule
//! may put into an alert: <https://kevinholman.com/2007/12/12/adding-custom-information-to-alert-descriptions-and-notifications/>.

use super::labelled::{
    Found, Labels, end_of_lines, header_field, is_shortened, message, number, opens_other, value_in,
};
use super::opening::Opening;
use super::{Block, Builder, Layout, MAX_EVENT, Next, Spec, trimmed};
use crate::Span;
use crate::event::{Extent, Format, Header};

/// The layout.
pub(super) const SPEC: Spec = Spec { anchors: &["event description"], start: |text| Box::new(Scom { text }) };

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Header(Header),
    Description,
    /// A line about the alert, not about the event.
    Alert,
}

static LABELS: Labels<Label> = Labels::new(&[TABLE], b':');

const TABLE: &[(&str, Label)] = &[
    ("Source", Label::Header(Header::Provider)),
    ("Event Source", Label::Header(Header::Provider)),
    ("Event ID", Label::Header(Header::EventId)),
    ("Event Number", Label::Header(Header::EventId)),
    ("Event Category", Label::Header(Header::Task)),
    ("Event Level", Label::Header(Header::Level)),
    ("Event Type", Label::Header(Header::Level)),
    ("Event Log", Label::Header(Header::Channel)),
    ("Event Channel", Label::Header(Header::Channel)),
    ("Event Time", Label::Header(Header::Time)),
    ("User", Label::Header(Header::User)),
    ("Computer", Label::Header(Header::Computer)),
    ("Logging Computer", Label::Header(Header::Computer)),
    ("Event Description", Label::Description),
    ("Path", Label::Alert),
    ("Last modified by", Label::Alert),
    ("Last modified time", Label::Alert),
    ("Alert", Label::Alert),
    ("Alert Description", Label::Alert),
    ("Alert view link", Label::Alert),
    ("Description", Label::Alert),
];

/// So many different labels make a header.
const MIN_LABELS: usize = 3;

/// Whether an event with its description begins with the first word of a line.
pub(super) fn begins(opening: &Opening<'_>) -> bool {
    let (text, at) = (opening.near, opening.indent());
    let first = LABELS.between(text, at, at + opening.line.len()).next();
    first.is_some_and(|label| label.start == at) && Scom { text }.head(at).is_some()
}

struct Scom<'t> {
    text: &'t str,
}

impl Layout for Scom<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        LABELS.near(self.text, from, until, |label| matches!(label.what, Label::Header(_)))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let head = self.head(at)?;
        Some(self.event(&head))
    }
}

impl Scom<'_> {
    /// The header that starts at `at`, if one does: with a number and, at its end, the description.
    fn head(&self, at: usize) -> Option<Vec<Found<Label>>> {
        let head = LABELS.head(self.text, at, self.text.len(), |label| !matches!(label, Label::Header(_)));
        let is_closed = head.last().is_some_and(|last| last.what == Label::Description);
        let place = head.iter().position(|label| label.what == Label::Header(Header::EventId))?;
        number(self.text, value_in(self.text, &head, place, self.text.len()))?;
        (is_closed && head.len() >= MIN_LABELS).then_some(head)
    }

    fn event(&self, head: &[Found<Label>]) -> Block {
        let start = head[0].start;
        let from = head[head.len() - 1].end;
        let body = trimmed(self.text, Span::new(from, self.message_end(from)));
        let end = from.max(body.end);
        let mut builder = Builder::new(self.text, start);
        builder.copy(Span::new(start, end));
        for (place, label) in head.iter().enumerate() {
            let value = value_in(self.text, head, place, self.text.len());
            if let Label::Header(header) = label.what {
                let id = number(self.text, value).filter(|_| header == Header::EventId);
                header_field(&mut builder, header, id.unwrap_or(value));
            }
        }
        message(&mut builder, body);
        let is_whole = !body.is_empty() && !is_shortened(&self.text[body.range()]);
        let extent = if is_whole { Extent::Whole } else { Extent::Fragment };
        let event = builder.build(Format::Scom, Span::new(start, end), extent);
        Block { end, events: vec![event], notes: Vec::new() }
    }

    /// Where the message that starts at `from` ends: with the lines that a mail has after it, or the next event.
    fn message_end(&self, from: usize) -> usize {
        let limit = self.text.floor_char_boundary((from + MAX_EVENT).min(self.text.len()));
        end_of_lines(self.text, from, limit, |line| {
            let content = self.text[line.range()].trim();
            let is_mail = MAIL.iter().any(|start| content.starts_with(start));
            if line.start > from && (is_mail || opens_other(content)) {
                return Some(line.start);
            }
            let mut labels = LABELS.between(self.text, line.start, line.end);
            labels.find(|label| self.head(label.start).is_some()).map(|label| label.start.max(from))
        })
    }
}

/// How the lines of a notification mail start that stand after the alert's description.
const MAIL: [&str; 6] = [
    "Alert view link",
    "Notification subscription",
    "Last modified",
    "Alert:",
    "Resolution state:",
    "Management Group:",
];

#[cfg(test)]
mod tests;
