//! The events that passages show: who logged them, and under which number.

use super::passages::Passage;
use kbmatch::Header;

/// An event, as far as an article is told by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EventName {
    pub(super) provider: String,
    pub(super) id: u32,
}

/// The events in a passage. Only where the words for it are: reading costs more than looking.
pub(super) fn of(passage: &Passage) -> Vec<EventName> {
    let lower = passage.text.to_ascii_lowercase();
    if !passage.shown || !(lower.contains("event id") || lower.contains("<eventid")) {
        return Vec::new();
    }
    let reading = kbmatch::read(&passage.text);
    let name = |event: &kbmatch::Event| {
        let provider = event.header(Header::Provider)?.trim().to_owned();
        let written = provider.chars().all(|c| c.is_alphanumeric() || " -_.$()/".contains(c));
        (written && !provider.is_empty()).then_some(EventName { provider, id: event.event_id()? })
    };
    let mut names: Vec<EventName> = reading.events.iter().filter_map(name).collect();
    names.sort();
    names.dedup();
    names
}
