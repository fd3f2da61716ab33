//! What `dcdiag` says of a domain controller's event logs:
//!
//! ```text
//!       Starting test: SystemLog
//!          An error event occurred.  EventID: 0x00000422
//!             Time Generated: 10/26/2022   08:02:57
//!             Event String:
//!             The processing of Group Policy failed.
//!          ......................... DC1 failed test SystemLog
//! ```
//!
//! Windows Server 2003 prints `An Error Event occured.`, and any version `(Event String (event log = System) could not be
//! retrieved, error 0x3afc)` where it has no text. The provider is not printed; the log is the test's. Source: the outputs in
//! <https://learn.microsoft.com/troubleshoot/windows-server/active-directory/replication-error-8589> and its neighbours.

use super::labelled::{bare, end_of_lines, header_field, message, opens_other};
use super::opening;
use super::{Block, Builder, Layout, MAX_EVENT, Spec, line_end, trimmed};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header};
use crate::report::{Note, NoteCode};

/// The layout.
pub(super) const SPEC: Spec =
    Spec { anchors: &["eventid: 0x"], start: |text| Box::new(Dcdiag { text, test: None }) };

const ID: &str = "EventID: 0x";
const TEST: &str = "Starting test: ";
const TIME: &str = "Time Generated:";
const STRING: &str = "Event String:";

/// The sentence before the number is at most this long.
const MAX_SENTENCE: usize = 80;

/// The name of a test stands at most so far before its first event: remarks may stand between.
const MAX_REMARKS: usize = 400;

/// Whether a line is the first one of an event.
pub(super) fn begins(opening: &opening::Opening<'_>) -> bool {
    opening.line.find(ID).is_some_and(|at| sentence(&opening.line[..at]).is_some_and(|(start, _)| start == 0))
}

struct Dcdiag<'t> {
    text: &'t str,
    /// The log of the test whose events were read, and the end of the last one.
    test: Option<(&'static str, usize)>,
}

/// The first line of an event.
struct Opening {
    /// Where its sentence starts.
    start: usize,
    /// `error`, `warning`.
    level: Option<Span>,
    id: Span,
}

/// A test's log.
struct Log {
    /// Where the test's name stands.
    name: Span,
    channel: &'static str,
}

impl Layout for Dcdiag<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let ids = memchr::memmem::find_iter(&self.text.as_bytes()[from..], ID.as_bytes());
        ids.map(|at| from + at).find_map(|at| {
            let opening = self.opening(at, from)?;
            Some(self.log_before(opening.start, from).map_or(opening.start, |log| log.name.start))
        })
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let near = self.text.floor_char_boundary((at + MAX_REMARKS + MAX_SENTENCE).min(self.text.len()));
        let id = at + memchr::memmem::find(&self.text.as_bytes()[at..near], ID.as_bytes())?;
        let opening = self.opening(id, at)?;
        let log = self.log_before(opening.start, at);
        let block = self.event(at, &opening, log.as_ref());
        self.test = log.map(|log| log.channel).or_else(|| self.log_of_test(at)).map(|log| (log, block.end));
        Some(block)
    }
}

impl Dcdiag<'_> {
    /// The line whose `EventID` stands at `at`, not beginning before `from`.
    fn opening(&self, at: usize, from: usize) -> Option<Opening> {
        let near = self.text.ceil_char_boundary(from.max(at.saturating_sub(MAX_SENTENCE)));
        let line = &self.text[near..at];
        let line = &line[line.rfind('\n').map_or(0, |newline| newline + 1)..];
        let digits = at + "EventID: ".len();
        let length = self.text[digits..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let id = Span::new(digits, digits + length);
        let is_number = u32::from_str_radix(&self.text[id.start + 2..id.end], 16).is_ok();
        let (start, level) = match sentence(line) {
            Some((start, level)) => (start, Some(level)),
            // Cut: the sentence is missing, but what follows is there.
            None if line.trim().is_empty() && self.is_followed(id.end) => (line.len(), None),
            None => return None,
        };
        let line_start = at - line.len();
        let level = level.map(|(from, to)| Span::new(line_start + from, line_start + to));
        is_number.then_some(Opening { start: line_start + start, level, id })
    }

    /// Whether the time stands below.
    fn is_followed(&self, at: usize) -> bool {
        self.text[at..].trim_start().starts_with(TIME)
    }

    /// The log of the test whose name stands right before an event at `at`, with nothing but remarks between.
    fn log_before(&self, at: usize, from: usize) -> Option<Log> {
        let near = self.text.ceil_char_boundary(from.max(at.saturating_sub(MAX_REMARKS)));
        let before = &self.text[near..at];
        let test = near + before.rfind(TEST)?;
        let name = Span::new(test, test + TEST.len());
        let after = &self.text[name.end..at];
        let word = after.split_whitespace().next()?;
        let other_event = after.contains(ID) || after.contains(" test ");
        let (_, channel) = TESTS.into_iter().find(|(test, _)| test.eq_ignore_ascii_case(word))?;
        (!other_event).then_some(Log { name: Span::new(test, name.end + word.len()), channel })
    }

    /// The log of an event that follows another one of the same test.
    fn log_of_test(&self, at: usize) -> Option<&'static str> {
        let (log, end) = self.test?;
        self.text.get(end..at)?.trim().is_empty().then_some(log)
    }

    fn event(&self, start: usize, opening: &Opening, log: Option<&Log>) -> Block {
        let time = self.labelled(opening.id.end, TIME);
        let after_time = time.map_or(opening.id.end, |time| time.end);
        let string = self.after(after_time, STRING);
        let from = string.unwrap_or(after_time);
        let stop = self.message_end(from);
        let rest = trimmed(self.text, Span::new(from, stop));
        let end = rest.end.max(from);
        let end = start + self.text[start..end].trim_end().len();
        let mut builder = Builder::new(self.text, start);
        let of_test = self.log_of_test(start).filter(|_| log.is_none());
        if let Some(channel) = of_test {
            let range = builder.insert(channel);
            builder.field(FieldKey::Header(Header::Channel), range);
            builder.end_line();
        }
        if let Some(log) = log {
            let name = Span::new(log.name.start + TEST.len(), log.name.end);
            builder.copy(Span::new(start, name.start));
            let range = builder.replace(log.channel, name);
            builder.field(FieldKey::Header(Header::Channel), range);
            builder.copy(Span::new(name.end, end));
        } else {
            builder.copy(Span::new(start, end));
        }
        header_field(&mut builder, Header::Level, opening.level.unwrap_or_default());
        // A number that is cut is another number.
        let is_cut = opening.id.end == self.text.len() && opening.id.len() < "0x00000000".len();
        header_field(&mut builder, Header::EventId, if is_cut { Span::default() } else { opening.id });
        header_field(&mut builder, Header::Time, time.unwrap_or_default());
        let has_message = string.is_some() && !rest.is_empty();
        if has_message {
            message(&mut builder, rest);
        } else if log.is_none() && of_test.is_none() {
            header_field(&mut builder, Header::Channel, self.missing_log(rest));
        }
        let extent = if has_message { Extent::Whole } else { Extent::Fragment };
        let span = Span::new(start, end);
        let note =
            is_cut.then(|| Note::new(NoteCode::Truncated, span, "this event is cut; what it shows was read"));
        Block {
            end,
            events: vec![builder.build(Format::Dcdiag, span, extent)],
            notes: note.into_iter().collect(),
        }
    }

    /// The end of `label`, if it is the next thing after `at`.
    fn after(&self, at: usize, label: &str) -> Option<usize> {
        let rest = self.text[at..].trim_start();
        rest.starts_with(label).then(|| self.text.len() - rest.len() + label.len())
    }

    /// The value on the line of `label`, if that is the next thing after `at`.
    fn labelled(&self, at: usize, label: &str) -> Option<Span> {
        let from = self.after(at, label)?;
        let end = line_end(self.text, from, self.text.len());
        let end = self.text[from..end].find(STRING).map_or(end, |at| from + at);
        Some(bare(self.text, Span::new(from, end))).filter(|value| value.len() <= MAX_SENTENCE)
    }

    /// The log that is named where the text could not be retrieved.
    fn missing_log(&self, rest: Span) -> Span {
        let text = &self.text[rest.range()];
        let near = &text[..text.floor_char_boundary(MAX_REMARKS.min(text.len()))];
        let Some(at) = near.find("(event log = ") else { return Span::default() };
        let from = at + "(event log = ".len();
        let Some(length) = near[from..].find(')') else { return Span::default() };
        Span::new(rest.start + from, rest.start + from + length)
    }

    /// Where the message that starts at `from` ends: with the next event, the test's result, or the next test.
    fn message_end(&self, from: usize) -> usize {
        let limit = self.text.floor_char_boundary((from + MAX_EVENT).min(self.text.len()));
        end_of_lines(self.text, from, limit, |line| {
            let content = &self.text[line.range()];
            let next = memchr::memmem::find_iter(content.as_bytes(), ID.as_bytes())
                .find_map(|at| self.opening(line.start + at, line.start));
            let inline = content.find("..........").map(|at| line.start + at);
            let next = next.map(|opening| opening.start).into_iter().chain(inline).min();
            let trimmed = content.trim_start();
            let is_other = line.start > from
                && (trimmed.starts_with(TEST) || trimmed.starts_with("Test omitted") || opens_other(content));
            if is_other { Some(line.start) } else { next }
        })
    }
}

/// Where in a line's start the sentence stands that opens an event, and its level: `An error event occurred.`
fn sentence(line: &str) -> Option<(usize, (usize, usize))> {
    let words = line.trim_end().trim_end_matches(['.', '*']);
    let words = ["occurred", "occured"].iter().find_map(|word| strip_word(words, word))?;
    let words = strip_word(words, "event")?;
    let level = words.len() - words.rsplit(char::is_whitespace).next().map_or(0, str::len);
    let is_level = LEVELS.iter().any(|known| known.eq_ignore_ascii_case(&words[level..]));
    let article = words[..level].trim_end();
    let start = article
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + article[at..].chars().next().map_or(0, char::len_utf8));
    let is_article = matches!(&article[start..], "A" | "An");
    (is_level && is_article).then_some((start, (level, words.len())))
}

/// A text without `word` and the blanks before it, if it ends with it in any case.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(word.len())?;
    let tail = text.get(at..)?;
    tail.eq_ignore_ascii_case(word).then(|| text[..at].trim_end())
}

const LEVELS: [&str; 5] = ["error", "warning", "information", "informational", "critical"];

/// The tests that read event logs, and the logs.
const TESTS: [(&str, &str); 4] = [
    ("SystemLog", "System"),
    ("FrsEvent", "File Replication Service"),
    ("DFSREvent", "DFS Replication"),
    ("KccEvent", "Directory Service"),
];

#[cfg(test)]
mod tests;
