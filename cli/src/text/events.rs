//! What was read, where no article explains it.

use super::page::{BOLD, DIM, PLAIN, Page};
use super::report::View;
use super::rich::Rich;
use kbmatch::report::EventSummary;

/// How many items are listed.
const MAX_ITEMS: usize = 10;

/// Lists the events. Neighbours that say the same share an item: a long log is mostly that.
pub(super) fn write(page: &mut Page, view: &View<'_>) {
    let events = &view.report.events;
    if events.is_empty() {
        return;
    }
    page.heading(&Rich::styled(BOLD, "What was read"));
    let mut rest = events.len() + view.report.omitted;
    for same in events.chunk_by(|a, b| event_line(a) == event_line(b)).take(MAX_ITEMS) {
        let line = same[0].span.line;
        let more = if same.len() > 1 { format!(" and {} more", same.len() - 1) } else { String::new() };
        let mut item = Rich::styled(DIM, &format!("line {line}{more}: "));
        item.append(&event_line(&same[0]));
        page.item(&item);
        rest -= same.len();
    }
    if rest > 0 {
        page.item(&Rich::styled(DIM, &format!("and {rest} others")));
    }
}

/// One line about an event as it was read, without its place.
pub(super) fn event_line(event: &EventSummary) -> Rich {
    let id = event.event_id.map(|id| format!("event {id}"));
    let source = event.provider.as_ref().or(event.channel.as_ref());
    let parts = [source.cloned(), id, event.level.clone(), event.time.clone(), event.computer.clone()];
    let mut line = Rich::text(event.format.label());
    for part in parts.into_iter().flatten() {
        line.push(PLAIN, &format!(", {part}"));
    }
    if !event.codes.is_empty() {
        line.push(PLAIN, &format!("; codes {}", event.codes.join(", ")));
    }
    line
}
