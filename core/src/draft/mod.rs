//! From an event to the beginning of an article: a symptom that is true of the event, as general as its changing values demand.
//!
//! What stands first is what survives languages, layouts and machines: provider and event id, error codes. Sentences support
//! where these do not make an event specific, without the values that change. Texts that must not match sharpen it: whatever
//! tells the event from them is added, and nothing else.

mod candidates;
mod fragments;
mod sharpen;
mod spelling;
mod write;

pub use spelling::{literal, quoted, slug};

use crate::article::Severity;
use crate::event::{Event, Extent, Format, Header, Level};
use crate::read;
use crate::symptom::{Predicate, Truth};
use candidates::Candidates;

/// An article that begins with an event.
#[derive(Clone, Debug)]
pub struct Draft {
    /// An id that fits an article: `windowsupdateclient-20-0x800f0922`.
    pub id: String,
    /// A title, from the event's own words.
    pub title: String,
    /// How bad the event says it is.
    pub severity: Severity,
    /// Whose event it is, where that is plain.
    pub products: Vec<String>,
    /// The predicates of its symptom, all of which must hold.
    pub predicates: Vec<Line>,
    /// Which of the texts that must not match it cannot be told from, by their number.
    pub confused_with: Vec<usize>,
}

/// A predicate of a draft.
#[derive(Clone, Debug)]
pub struct Line {
    /// The predicate.
    pub predicate: Predicate,
    /// Whether it must not hold.
    pub negated: bool,
}

impl Line {
    fn new(predicate: Predicate) -> Self {
        Self { predicate, negated: false }
    }

    /// Whether it holds on `event`, as a symptom's formula counts it.
    fn truth(&self, event: &Event) -> Truth {
        let truth = crate::eval::leaf_truth(&self.predicate, self.negated, event);
        if self.negated { !truth } else { truth }
    }
}

/// Begins an article with the event in `text` that says most; none of `against` may match it. `None` when the text holds nothing
/// that would be there the next time: no event id, no code, no words. Cost: linear in all texts for each predicate that is tried.
pub fn draft<'t>(text: &str, against: impl IntoIterator<Item = &'t str>) -> Option<Draft> {
    let events = read(text).events;
    let event = events.iter().rev().max_by_key(|event| weight(event))?;
    let against: Vec<Vec<Event>> = against.into_iter().map(|text| read(text).events).collect();
    let candidates = Candidates::of(event);
    let (predicates, confused_with) = sharpen::sharpened(event, &candidates, &against);
    if predicates.is_empty() {
        return None;
    }
    Some(Draft {
        id: write::id(event, &predicates),
        title: write::title(event),
        severity: severity(event.level()),
        products: products(event),
        predicates,
        confused_with,
    })
}

/// How likely an event of a paste is the one that it is about; of several alike the first.
fn weight(event: &Event) -> u32 {
    let level = match event.level() {
        Some(Level::Critical | Level::Error) => 3,
        Some(Level::Warning) => 2,
        None => 1,
        Some(Level::Information | Level::Verbose) => 0,
    };
    let structured = u32::from(event.event_id().is_some()) * 4 + u32::from(event.format != Format::Text);
    let whole = u32::from(event.extent != Extent::Fragment);
    level + structured + whole + u32::from(!event.codes().is_empty()) * 2
}

fn severity(level: Option<Level>) -> Severity {
    match level {
        Some(Level::Critical) => Severity::Critical,
        Some(Level::Error) | None => Severity::Error,
        Some(Level::Warning) => Severity::Warning,
        Some(Level::Information | Level::Verbose) => Severity::Info,
    }
}

/// Only Windows numbers its events within a provider.
fn products(event: &Event) -> Vec<String> {
    let windows = event.event_id().is_some() && event.header(Header::Provider).is_some();
    if windows { vec!["Windows".to_owned()] } else { Vec::new() }
}
