//! Where the next event surely begins.
//!
//! Most layouts say where an event ends; what only has a message does not: it goes on to the next event. That one may be in
//! any layout. So what reads a message, or the further lines of an entry of a log, asks of a line whether a block of another
//! layout begins there. A layout is told here by more than a mark, since messages quote and show parts of everything; and in
//! a message only after a blank line.
//!
//! Cost: a bounded look at the text for each line that is asked about; for most lines, at their first words.

use super::{
    bars, cbs, csv, dcdiag, dsregcmd, event_viewer, journal, klog, legacy, line_end, logfmt, powershell,
    properties, repair_tools, scom, splunk, syslog, trimmed, wevtutil, windows_update, yaml,
};
use crate::Span;

/// So much of the text is looked at, from the start of a line.
const MAX_LOOK: usize = 2 << 10;

/// No block is indented deeper.
const MAX_INDENT: usize = 200;

/// A line that may begin a block, and some text after it.
pub(super) struct Opening<'t> {
    /// The text from the start of the line on, with its indent, as far as it is looked at.
    pub near: &'t str,
    /// The same from the first word of the line on.
    pub content: &'t str,
    /// The line, as far as it is looked at, without white space around it.
    pub line: &'t str,
}

impl Opening<'_> {
    /// The next line that is not blank, without white space around it.
    pub(super) fn next(&self) -> &str {
        self.content.lines().skip(1).map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
    }

    /// Where the first word stands in `near`.
    pub(super) fn indent(&self) -> usize {
        self.near.len() - self.content.len()
    }
}

/// How the layouts whose blocks have a beginning of their own know it.
const BEGINNINGS: [fn(&Opening<'_>) -> bool; 16] = [
    is_xml,
    is_json,
    is_friendly,
    is_mark,
    event_viewer::begins,
    legacy::begins,
    wevtutil::begins,
    dcdiag::begins,
    splunk::begins,
    properties::begins,
    csv::begins,
    bars::begins,
    scom::begins,
    yaml::begins,
    dsregcmd::begins,
    powershell::begins,
];

/// Whether a block of some layout surely begins on the line that starts at `at`, or whose first word does.
pub(super) fn begins(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[at.saturating_sub(MAX_INDENT)..at];
    let white = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let start = at - white;
    let near = &text[start..text.floor_char_boundary(start.saturating_add(MAX_LOOK))];
    let content = near.trim_start_matches([' ', '\t']);
    let line = content[..line_end(content, 0, content.len())].trim_end();
    if line.is_empty() {
        return false;
    }
    let opening = Opening { near, content, line };
    BEGINNINGS.iter().any(|begins| begins(&opening)) || is_entry(text, start)
}

/// The first line in `text[from..to]` that comes after a blank one and on which a block surely begins. Cost: linear.
pub(super) fn next(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut after_blank = false;
    let mut at = line_end(text, from, to) + 1;
    while at < to {
        let end = line_end(text, at, to);
        let is_blank = is_blank(&text[at..end]);
        if after_blank && !is_blank && begins(text, at) {
            return Some(at);
        }
        after_blank = is_blank;
        at = end + 1;
    }
    None
}

/// Whether a line has nothing but white space and quote marks.
pub(super) fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'>'))
}

/// Whether an entry of a log begins on a line that nothing else looks like.
fn is_entry(text: &str, start: usize) -> bool {
    let line = trimmed(text, Span::new(start, line_end(text, start, text.len())));
    klog::begins(text, line)
        || repair_tools::begins(text, line)
        || cbs::head(text, line).is_some()
        || syslog::begins(text, line)
        || logfmt::begins(text, line)
        || windows_update::begins(text, line)
        || journal::begins(text, line)
}

/// Event XML, perhaps in a string, of which the quote mark is left.
fn is_xml(opening: &Opening<'_>) -> bool {
    let content = opening.content.trim_start_matches('"');
    let is_declared = content.starts_with("<?xml");
    let end = if is_declared { content.find("?>").map_or(0, |end| end + 2) } else { 0 };
    let content = content[end..].trim_start();
    content.starts_with("<Event>") || content.starts_with("<Event ") || content.starts_with("<Events>")
}

/// Whether an object begins that has one of the names that tools give an event's number. `Record 7` may stand above it.
fn is_json(opening: &Opening<'_>) -> bool {
    const NAMES: [&str; 7] = [
        "\"EventID\"",
        "\"eventID\"",
        "\"EventId\"",
        "\"event_id\"",
        "\"event.code\"",
        "\"EventCode\"",
        "\"Id\"",
    ];
    let is_headed = opening.line.starts_with("Record ") && opening.next().starts_with('{');
    let begins = is_headed || opening.content.starts_with('{');
    begins
        && NAMES
            .iter()
            .any(|name| memchr::memmem::find(opening.content.as_bytes(), name.as_bytes()).is_some())
}

/// `- System`, and below it `- Provider`; or one of them folded.
fn is_friendly(opening: &Opening<'_>) -> bool {
    fn part(line: &str) -> &str {
        line.strip_prefix(['-', '+']).map_or("", str::trim_start)
    }
    part(opening.line) == "System" && ["Provider", "EventData", "UserData"].contains(&part(opening.next()))
}

/// Marks that only collectors and log files write, at the start of a line or behind its time.
fn is_mark(opening: &Opening<'_>) -> bool {
    let head = &opening.line[..opening.line.floor_char_boundary(MAX_HEAD)];
    let is_behind_time = |mark: &str| {
        let before = head.find(mark).map(|at| &head[..at]);
        before.is_some_and(|before| {
            before.is_empty() || before.bytes().filter(|byte| *byte == b':').count() >= 2
        })
    };
    head.starts_with("<![LOG[") || MARKS.iter().any(|mark| is_behind_time(mark))
}

/// What Snare, OSSEC, ArcSight, QRadar and its agent write.
const MARKS: [&str; 7] = [
    "MSWinEventLog\t",
    "WinEvtLog: ",
    "CEF:0|",
    "CEF:1|",
    "LEEF:1.0|",
    "LEEF:2.0|",
    "AgentDevice=WindowsLog\t",
];

/// What collectors write before their mark is at most this long.
const MAX_HEAD: usize = 160;
