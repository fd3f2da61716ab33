//! The labels of Event Viewer's text, as data: one table for each language.

use crate::event::Header;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A header field.
    Header(Header),
    /// The message.
    Description,
    /// The event's XML.
    EventXml,
}

type Table = &'static [(&'static str, Label)];

/// All tables. A name that ends with another one stands before it.
const TABLES: [Table; 2] = [ENGLISH, ENGLISH_NEIGHBOURS];

/// What Event Viewer prints on an English Windows.
/// Source: <https://learn.microsoft.com/troubleshoot/windows-server/> prints such events in hundreds of its articles.
const ENGLISH: Table = &[
    ("Log Name", Label::Header(Header::Channel)),
    ("Event Source", Label::Header(Header::Provider)),
    ("Source", Label::Header(Header::Provider)),
    ("Date", Label::Header(Header::Time)),
    ("Event ID", Label::Header(Header::EventId)),
    ("Task Category", Label::Header(Header::Task)),
    ("Level", Label::Header(Header::Level)),
    ("Keywords", Label::Header(Header::Keywords)),
    ("User", Label::Header(Header::User)),
    ("Computer", Label::Header(Header::Computer)),
    ("OpCode", Label::Header(Header::Opcode)),
    ("Event Description", Label::Description),
    ("Description", Label::Description),
    ("Event Xml", Label::EventXml),
];

/// What its kin and people who retype events put in place of these: the event log of Windows XP, `wevtutil`, documentation.
const ENGLISH_NEIGHBOURS: Table = &[
    ("Event Type", Label::Header(Header::Level)),
    ("Event Category", Label::Header(Header::Task)),
    ("Task", Label::Header(Header::Task)),
    ("Keyword", Label::Header(Header::Keywords)),
    ("Details", Label::Description),
    ("XML", Label::EventXml),
];

/// A label in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence {
    /// What it announces.
    pub label: Label,
    /// Where it starts, with the mark-up around it.
    pub start: usize,
    /// The end of its colon and the mark-up after it.
    pub end: usize,
}

/// The labels whose colon stands in `text[from..to]`, in order.
pub(super) fn occurrences(text: &str, from: usize, to: usize) -> impl Iterator<Item = Occurrence> {
    let bytes = &text.as_bytes()[from..to];
    memchr::memchr_iter(b':', bytes).filter_map(move |colon| before_colon(text, from, from + colon))
}

/// The label that stands before a colon, not beginning before `from`.
fn before_colon(text: &str, from: usize, colon: usize) -> Option<Occurrence> {
    let before = &text[text.ceil_char_boundary(from.max(colon.saturating_sub(MAX_LABEL)))..colon];
    let name = before.trim_end_matches([' ', '\u{a0}']).trim_end_matches('*');
    let (label, length) = TABLES
        .iter()
        .copied()
        .flatten()
        .find_map(|(known, label)| Some((*label, ends_with(name, known)?)))?;
    let head = &name[..name.len() - length];
    if head.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')) {
        return None;
    }
    let marks = head.len() - head.trim_end_matches(['*', '`']).len();
    let after = &text[colon + 1..];
    let end = colon + 1 + if marks > 0 { after.len() - after.trim_start_matches('*').len() } else { 0 };
    Some(Occurrence { label, start: colon - before.len() + head.len() - marks, end })
}

/// No label with its mark-up is longer, in bytes.
const MAX_LABEL: usize = 96;

/// The length of the label `known` at the end of `text`, if it stands there: its first letter in its own case, any other in
/// any, and any white space for a space.
fn ends_with(text: &str, known: &str) -> Option<usize> {
    let mut rest = text;
    for (at, c) in known.char_indices().rev() {
        if c == ' ' {
            let shorter = rest.trim_end();
            if shorter.len() == rest.len() {
                return None;
            }
            rest = shorter;
            continue;
        }
        let found = rest.chars().next_back()?;
        let same = found == c || (at > 0 && found.to_lowercase().eq(c.to_lowercase()));
        if !same {
            return None;
        }
        rest = &rest[..rest.len() - found.len_utf8()];
    }
    Some(text.len() - rest.len())
}
