//! Logs with an entry a line: what the layouts of such logs share.
//!
//! A layout says what the first line of an entry looks like. Lines that are no first line belong to the entry before them
//! when they are indented, are those of a stack trace, or stand between two entries without a blank line; so prose after
//! a log stays prose.

use super::plain::is_fence;
use super::stack_trace::is_trace_line;
use super::{Block, Builder, Layout, Next, line_end, opening, trimmed};
use crate::Span;
use crate::event::{Event, Extent, FieldKey, Format, Header, Level};

/// An entry is cut at this length.
const MAX_ENTRY: usize = 256 << 10;

/// So many entries make a block; the next one goes on.
const MAX_ENTRIES: usize = 4096;

/// A first line is known by so many of its first bytes.
pub(super) const MAX_HEAD: usize = 2048;

/// What the first line of an entry says. Places are those of the whole text.
#[derive(Debug)]
pub(super) struct Head {
    pub format: Format,
    pub extent: Extent,
    /// The fields of the line, in order; those of the header too, but for level and message.
    pub fields: Vec<(FieldKey, Span)>,
    /// The level as everybody spells it, and where it stands.
    pub level: Option<(&'static str, Span)>,
    /// Where the message stands. It goes on over the lines after the first if it goes up to its end.
    pub message: Span,
    /// The end of the first lines of the entry, when these are more than one.
    pub end: Option<usize>,
    /// What stands in the middle of these and says nothing: the same time once more.
    pub skip: Option<Span>,
}

impl Head {
    /// A head that has only a message: from `message` to the end of the line.
    pub(super) fn new(format: Format, extent: Extent, message: Span) -> Self {
        Self { format, extent, fields: Vec::new(), level: None, message, end: None, skip: None }
    }

    /// Adds a header field, if it is not empty.
    pub(super) fn header(&mut self, header: Header, span: Span) {
        if !span.is_empty() {
            self.fields.push((FieldKey::Header(header), span));
        }
    }
}

/// A kind of log.
pub(super) trait Kind {
    /// The entry that begins with the line `line`, which is without white space around it. Cost: bounded by [`MAX_HEAD`]
    /// and the length of the line.
    fn head(&mut self, text: &str, line: Span) -> Option<Head>;

    /// Whether such entries, one after the other, make a log.
    fn is_log(&self, _entries: &[Entry]) -> bool {
        true
    }
}

/// An entry.
#[derive(Debug)]
pub(super) struct Entry {
    pub head: Head,
    /// All of it.
    pub span: Span,
    /// The end of its first line.
    first_end: usize,
}

/// The entries of one kind of log, as a layout.
pub(super) struct Entries<'t, K> {
    text: &'t str,
    kind: K,
    /// The end of the last block, when it was cut for its length.
    goes_on: Option<usize>,
    /// See [`Layout::leave_at`].
    limit: usize,
}

impl Entry {
    fn new(head: Head, line: Span) -> Self {
        let first_end = head.end.unwrap_or(line.end);
        Self { head, span: Span::new(line.start, first_end), first_end }
    }
}

impl<'t, K: Kind> Entries<'t, K> {
    /// The entries of `text`.
    pub(super) fn new(text: &'t str, kind: K) -> Self {
        Self { text, kind, goes_on: None, limit: usize::MAX }
    }

    /// Collects the entries from the line at `line` on.
    fn gather(&mut self, line: Span, head: Head) -> (Vec<Entry>, bool) {
        let mut entries = vec![Entry::new(head, line)];
        let indent = indent(self.text, line.start);
        let (mut blank, mut pending) = (false, None::<usize>);
        for line in lines(self.text, line.end) {
            let slice = &self.text[line.range()];
            if slice.is_empty() {
                if pending.is_some() {
                    break;
                }
                blank = true;
                continue;
            }
            let Some(last) = entries.last_mut() else { break };
            if line.start < last.first_end {
                continue;
            }
            if is_fence(slice) {
                break;
            }
            if let Some(head) = self.kind.head(self.text, line) {
                last.span.end = pending.take().unwrap_or(last.span.end);
                let is_beyond = last.span.end > self.limit;
                if is_beyond || entries.len() == MAX_ENTRIES {
                    return (entries, true);
                }
                entries.push(Entry::new(head, line));
                blank = false;
                continue;
            }
            if line.end - last.span.start > MAX_ENTRY || opening::begins(self.text, line.start) {
                break;
            }
            let goes_on = is_trace_line(slice) || self.indent_of(line) > indent;
            if goes_on {
                (last.span.end, pending, blank) = (line.end, None, false);
            } else if blank {
                break;
            } else {
                pending = Some(line.end);
            }
        }
        (entries, false)
    }

    fn indent_of(&self, line: Span) -> usize {
        indent(self.text, line.start)
    }

    fn event(&self, entry: &Entry) -> Event {
        let Entry { head, span, first_end } = entry;
        let mut builder = Builder::new(self.text, span.start);
        if let Some((level, place)) = head.level {
            builder.copy(Span::new(span.start, place.start));
            let known = Level::parse(&self.text[place.range()]).is_some();
            let range = if known { builder.copy(place) } else { builder.replace(level, place) };
            copy_without(&mut builder, Span::new(place.end, span.end), head.skip);
            builder.field(FieldKey::Header(Header::Level), range);
        } else {
            copy_without(&mut builder, *span, head.skip);
        }
        for (key, place) in &head.fields {
            let range = builder.made_from(*place);
            builder.field(key.clone(), range);
        }
        let end = if head.message.end == *first_end { span.end } else { head.message.end };
        let message = trimmed(self.text, Span::new(head.message.start, end));
        if !message.is_empty() {
            let range = builder.made_from(message);
            builder.message(range);
        }
        builder.build(head.format, *span, head.extent)
    }
}

impl<K: Kind> Layout for Entries<'_, K> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        if let Some(end) = self.goes_on.filter(|&end| end >= from) {
            return Next::of(lines(self.text, end).find(|line| !line.is_empty()).map(|line| line.start));
        }
        let text = self.text;
        next_line(text, from, until, |line| !line.is_empty() && self.kind.head(text, line).is_some())
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let line = first_line(self.text, at);
        let head = self.kind.head(self.text, line)?;
        let (mut entries, mut cut) = self.gather(line, head);
        let goes_on = self.goes_on.take().is_some_and(|end| self.text[end..at].trim().is_empty());
        if !goes_on && !self.kind.is_log(&entries) {
            return None;
        }
        if entries.len() > 1 && entries.pop_if(|last| last.span.end > self.limit).is_some() {
            cut = true;
        }
        let end = entries.last()?.span.end;
        self.goes_on = cut.then_some(end);
        let events = entries.iter().map(|entry| self.event(entry)).collect();
        Some(Block { end, events, notes: Vec::new() })
    }

    fn leave_at(&mut self, limit: usize) {
        self.limit = limit;
    }
}

fn copy_without(builder: &mut Builder<'_>, span: Span, skip: Option<Span>) {
    match skip.filter(|skip| span.start <= skip.start && skip.end <= span.end) {
        Some(skip) => {
            builder.copy(Span::new(span.start, skip.start));
            builder.copy(Span::new(skip.end, span.end));
        }
        None => _ = builder.copy(span),
    }
}

/// The lines after the one that holds `at`, without white space around them.
pub(super) fn lines(text: &str, at: usize) -> impl Iterator<Item = Span> {
    let mut at = line_end(text, at, text.len());
    std::iter::from_fn(move || {
        let start = (at < text.len()).then_some(at + 1)?;
        at = line_end(text, start, text.len());
        Some(trimmed(text, Span::new(start, at)))
    })
}

/// The rest of the line that starts at `at`, without white space around it.
pub(super) fn first_line(text: &str, at: usize) -> Span {
    trimmed(text, Span::new(at, line_end(text, at, text.len())))
}

/// The first line that begins between `from` and `until` for which `begins` holds: a line without white space around it.
pub(super) fn next_line(text: &str, from: usize, until: usize, mut begins: impl FnMut(Span) -> bool) -> Next {
    let mut at = from;
    if !starts_line(text, from) {
        at = line_end(text, from, text.len()) + 1;
    }
    while at <= text.len() {
        if at > until {
            return Next::NotBefore(at);
        }
        let end = line_end(text, at, text.len());
        let line = trimmed(text, Span::new(at, end));
        if begins(line) {
            return Next::At(line.start);
        }
        at = end + 1;
    }
    Next::of(None)
}

/// Whether nothing but white space stands before `at` in its line.
pub(super) fn starts_line(text: &str, at: usize) -> bool {
    indent_before(text, at).is_some()
}

/// How far the line is indented whose first word is at `at`. Looks at a few bytes.
fn indent(text: &str, at: usize) -> usize {
    indent_before(text, at).unwrap_or(0)
}

fn indent_before(text: &str, at: usize) -> Option<usize> {
    let before = &text.as_bytes()[at.saturating_sub(200)..at];
    let white = before.iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let ended = before.len() == white || before[before.len() - white - 1] == b'\n';
    ended.then_some(white)
}

/// A reader that walks along a line from its start.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    pub at: usize,
    pub end: usize,
}

impl<'t> Cursor<'t> {
    /// At the start of `line`.
    pub(super) fn new(text: &'t str, line: Span) -> Self {
        Self { text, at: line.start, end: line.end }
    }

    /// All of the text.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// What is left of the line.
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    /// Skips spaces and tabs.
    pub(super) fn spaces(&mut self) -> usize {
        let rest = self.rest();
        let count = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        self.at += count;
        count
    }

    /// Takes `literal`.
    pub(super) fn literal(&mut self, literal: &str) -> Option<()> {
        self.rest().starts_with(literal).then(|| self.at += literal.len())
    }

    /// Takes `length` bytes.
    pub(super) fn take(&mut self, length: usize) -> Span {
        let start = self.at;
        self.at += length;
        Span::new(start, self.at)
    }

    /// Takes the characters for which `is` holds, at least one and at most `most` bytes.
    pub(super) fn run(&mut self, most: usize, is: impl Fn(char) -> bool) -> Option<Span> {
        let rest = self.rest();
        let length = rest.find(|c| !is(c)).unwrap_or(rest.len());
        (1..=most).contains(&length).then(|| self.take(length))
    }

    /// Takes a word: up to white space.
    pub(super) fn word(&mut self) -> Option<Span> {
        let rest = self.rest();
        let length = rest.bytes().take(MAX_HEAD).take_while(|b| !matches!(b, b' ' | b'\t')).count();
        (length > 0 && rest.is_char_boundary(length)).then(|| self.take(length))
    }

    /// Takes all up to `close`, and `close`.
    pub(super) fn until(&mut self, close: &str) -> Option<Span> {
        let rest = self.rest();
        let near = &rest[..rest.floor_char_boundary(MAX_HEAD)];
        let length = near.find(close)?;
        let span = self.take(length);
        self.at += close.len();
        Some(span)
    }

    /// All that is left.
    pub(super) fn remainder(&self) -> Span {
        trimmed(self.text, Span::new(self.at, self.end))
    }

    /// What a span holds.
    pub(super) fn slice(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }
}

/// How much there is of an entry that begins with `line`: without a message, where the text ends, it is cut.
pub(super) fn extent(text: &str, line: Span, message: Span) -> Extent {
    let is_cut = message.is_empty() && text[line.end..].trim().is_empty();
    if is_cut { Extent::Fragment } else { Extent::Whole }
}

/// Whether a line wraps an event that has a layout of its own.
pub(super) fn wraps_event(line: &str) -> bool {
    let near = &line[..line.floor_char_boundary(MAX_HEAD)];
    ["{\"", "{'", "<Event ", "<Event>", "MSWinEventLog", "WinEvtLog:", "EventID=", "CEF:", "LEEF:"]
        .iter()
        .any(|mark| near.contains(mark))
}
