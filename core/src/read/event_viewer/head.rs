//! The header of an event: labels that stand near each other, and whether they are enough to speak of an event.

use super::frame::starts_line;
use super::value::{self, Neighbours};
use crate::Span;
use crate::event::Header;
use crate::read::labels::{
    CHANNEL, COMPUTER, Certainty, EVENT_ID, KEYWORDS, LEVEL, Label, Languages, Occurrence, PROVIDER, TASK,
    bare_description, occurrences,
};
use crate::read::line_end;

/// From the end of one label of a header to the start of the next there are at most so many bytes.
pub(super) const MAX_GAP: usize = 400;

/// So many different labels make a header.
const MIN_LABELS: usize = 3;

/// The labels of an event's header, up to and including `Description`.
pub(super) struct Head {
    entries: Vec<Entry>,
    /// Where nothing of this event can be any more: the end of its code block.
    pub limit: usize,
}

/// A label and its value.
pub(super) struct Entry {
    pub label: Occurrence,
    /// Its value, without what surrounds it; empty when there is none.
    pub value: Span,
}

impl Entry {
    /// The header field that this is, if it is one.
    pub(super) fn header(&self) -> Option<Header> {
        if let Label::Header(header) = self.label.label { Some(header) } else { None }
    }
}

impl Head {
    /// The header that starts at `at`, if one does. `has_xml` tells whether an event's XML follows at a place.
    pub(super) fn read(text: &str, at: usize, limit: usize, has_xml: impl Fn(usize) -> bool) -> Option<Self> {
        let Labels { labels, repeated } = Labels::read(text, at, limit, has_xml)?;
        let head_line = repeated.as_ref().is_some_and(|again| is_named_above(text, &labels, again, limit));
        let value_of = |place: usize| {
            let next = labels.get(place + 1);
            value::find(text, &Neighbours { label: &labels[place], next, limit })
        };
        let entries = (0..labels.len()).map(|place| Entry { label: labels[place], value: value_of(place) });
        let head = Self { entries: entries.collect(), limit };
        let is_stray = head_line || head.is_stray(repeated.map(|again| again.label));
        (head.is_event(text) && !is_stray).then_some(head)
    }

    /// The labels and their values, in order; at least one.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn first(&self) -> &Occurrence {
        &self.entries[0].label
    }

    pub(super) fn last(&self) -> &Entry {
        &self.entries[self.entries.len() - 1]
    }

    fn has(&self, label: Label) -> bool {
        self.find(label).is_some()
    }

    fn find(&self, label: Label) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.label.label == label)
    }

    /// Whether its event id is a number.
    pub(super) fn is_numbered(&self, text: &str) -> bool {
        self.find(EVENT_ID).is_some_and(|entry| is_number(&text[entry.value.range()]))
    }

    /// Whether it has the name of a log.
    pub(super) fn names_its_log(&self) -> bool {
        self.find(CHANNEL).is_some_and(|entry| !entry.value.is_empty())
    }

    /// Whether a source and a message are all that it has beside an event id, or more.
    pub(super) fn names_its_source(&self) -> bool {
        self.last().label.label == Label::Description
            && self.find(PROVIDER).is_some_and(|entry| !entry.value.is_empty())
    }

    /// Whether these labels are enough to speak of an event. `User:`, `Date:`, `Description:` are labels of forms and mails
    /// too, `Event ID: 7` may be that of a concert.
    fn is_event(&self, text: &str) -> bool {
        let sourced = self.find(PROVIDER).is_some_and(|entry| !entry.value.is_empty());
        let typical = sourced
            || [CHANNEL, TASK, KEYWORDS].iter().any(|label| self.has(*label))
            || (self.has(LEVEL) && self.has(COMPUTER));
        let known = if self.is_numbered(text) { typical } else { sourced && self.has(CHANNEL) };
        let enough = self.entries.len() >= MIN_LABELS || self.is_pair(text);
        enough && known && self.is_cut_in_its_language()
    }

    /// Whether these are an event id and its source or log, each on a line of its own: what old articles shorten to.
    fn is_pair(&self, text: &str) -> bool {
        let names = |entry: &Entry| {
            [CHANNEL, PROVIDER].contains(&entry.label.label)
                && !entry.value.is_empty()
                && !text[entry.value.range()].contains('\n')
        };
        let on_its_line = |entry: &Entry| {
            entry.label.certainty == Certainty::Printed && starts_line(text, entry.label.start)
        };
        self.entries.len() == 2
            && self.is_numbered(text)
            && self.entries.iter().any(names)
            && self.entries.iter().all(on_its_line)
            && self.entries[0].label.languages.shares(self.entries[1].label.languages)
    }

    /// Whether a label of which the text has the end only is one of the language of the others.
    fn is_cut_in_its_language(&self) -> bool {
        let languages = self.first().languages;
        self.first().certainty != Certainty::Cut
            || self.entries[1..].iter().any(|entry| entry.label.languages.shares(languages))
    }

    /// Whether a header is only a label in front of another header, with which it has nothing to do: `Date:` of the mail in
    /// which an event is quoted.
    fn is_stray(&self, repeated: Option<Label>) -> bool {
        let first = self.first().label;
        repeated == Some(first) && ![CHANNEL, PROVIDER, EVENT_ID].contains(&first) && self.has(CHANNEL)
    }
}

/// Whether the first of these labels only names the event whose header follows: `Event ID: 7031` in a line of its own, as a
/// heading, and the same number again among the labels below. Two events, each of which begins with its number, go on alike.
fn is_named_above(text: &str, labels: &[Occurrence], again: &Occurrence, limit: usize) -> bool {
    let [first, second, ..] = labels else { return false };
    if first.label != EVENT_ID || again.label != EVENT_ID || second.label == EVENT_ID {
        return false;
    }
    let to = text.floor_char_boundary(limit.min(again.end + MAX_GAP)).max(again.end);
    let next = occurrences(text, again.end, to).next();
    let number = |label, next| &text[value::find(text, &Neighbours { label, next, limit }).range()];
    next.as_ref().is_some_and(|next| next.label != second.label)
        && number(first, Some(second)) == number(again, next.as_ref())
}

/// Whether a text is an event id: a decimal number, or a hexadecimal one after `0x`.
fn is_number(text: &str) -> bool {
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let digits = hex.map_or(text, |digits| digits);
    let radix = if hex.is_some() { 16 } else { 10 };
    text.len() <= 10
        && digits.starts_with(|c: char| c.is_digit(radix))
        && u32::from_str_radix(digits, radix).is_ok()
}

/// So many labels a header has as Event Viewer prints it.
const USUAL_LABELS: usize = 11;

/// Labels that stand near each other.
struct Labels {
    labels: Vec<Occurrence>,
    /// The label that came a second time and ended them.
    repeated: Option<Occurrence>,
}

impl Labels {
    fn read(text: &str, at: usize, limit: usize, has_xml: impl Fn(usize) -> bool) -> Option<Self> {
        let mut found = Self { labels: Vec::with_capacity(USUAL_LABELS), repeated: None };
        let mut languages = Languages::ALL;
        // Colons are looked at one by one: the place up to which to look moves on with each label.
        let mut from = at;
        while let Some(label) = found.next(text, from, limit) {
            from = label.end;
            if found.labels.is_empty() && label.start != at {
                return None;
            }
            let Some(both) = languages.with(label.languages) else { continue };
            if found.is_inside_words(text, &label) {
                continue;
            }
            if found.is_closed_before(text, &label) {
                break;
            }
            if found.labels.iter().any(|known| known.label == label.label) {
                if !found.is_end(&label) {
                    continue;
                }
                found.repeated = Some(label);
                break;
            }
            if label.label == Label::EventXml && !has_xml(label.end) {
                continue;
            }
            languages = both;
            found.labels.push(label);
            if !matches!(label.label, Label::Header(_)) {
                break;
            }
        }
        found.add_bare_description(text, limit, languages);
        (!found.labels.is_empty()).then_some(found)
    }

    /// Ends the labels with that of the message if it stands below them without its colon.
    fn add_bare_description(&mut self, text: &str, limit: usize, languages: Languages) {
        let Some(last) = self.labels.last().filter(|last| matches!(last.label, Label::Header(_))) else {
            return;
        };
        let to = text.floor_char_boundary(limit.min(last.end + MAX_GAP)).max(last.end);
        let below = line_end(text, last.end, to);
        let found =
            bare_description(text, below, to).filter(|found| languages.with(found.languages).is_some());
        if self.labels.len() >= MIN_LABELS {
            self.labels.extend(found);
        }
    }

    fn next(&self, text: &str, from: usize, limit: usize) -> Option<Occurrence> {
        let to = self.labels.last().map_or(from + MAX_GAP, |last| last.end + MAX_GAP).min(limit);
        occurrences(text, from, text.floor_char_boundary(to).max(from)).next()
    }

    /// Whether a label in lower case is the end of some words: `Error description:`. Where lines were joined, it stands on
    /// the line of another label.
    fn is_inside_words(&self, text: &str, label: &Occurrence) -> bool {
        let Some(last) = self.labels.last().filter(|_| label.certainty == Certainty::LowerCase) else {
            return false;
        };
        !starts_line(text, label.start) && text[last.end..label.start.max(last.end)].contains('\n')
    }

    /// Whether a label that is there already means that another header begins.
    fn is_end(&self, label: &Occurrence) -> bool {
        label.label == self.labels[0].label || [CHANNEL, PROVIDER, EVENT_ID].contains(&label.label)
    }

    /// Whether text that is no value stands between the last label and this one: after the value, and a blank line after
    /// it, somebody writes.
    fn is_closed_before(&self, text: &str, label: &Occurrence) -> bool {
        let Some(last) = self.labels.last() else { return false };
        // The start of the line of this label is a value that was broken.
        let start = memchr::memrchr(b'\n', &text.as_bytes()[last.end..label.start.max(last.end)]);
        let Some(start) = start else { return false };
        let mut has_value = false;
        let mut after_blank = false;
        for line in text[last.end..last.end + start].split('\n') {
            match line.trim_matches([' ', '\t', '\r', '>', '\u{a0}', '\\']) {
                "" => after_blank |= has_value,
                line if after_blank && !value::has_label(line) => return true,
                _ => has_value = true,
            }
        }
        false
    }
}
