//! Stack traces that stand alone: of Java, .NET (in any language of its `at`), JavaScript, Python, Go, Rust and PowerShell.
//!
//! A trace is an exception's name with frames below it; the name alone is prose. It is one event: `exception` are the types in
//! order, the message is that of the exception that was seen, `cause` the innermost one.
//! Sources: `Throwable.printStackTrace` of the Java API, `Exception.ToString` of .NET,
//! <https://docs.python.org/3/library/traceback.html>, <https://pkg.go.dev/runtime#hdr-Environment_Variables>.

mod panic;
mod powershell;
mod python;

use super::lines::{first_line, lines, next_line};
use super::{Block, Builder, Layout, Next, Spec, span_of, trimmed};
use crate::Span;
use crate::event::{Event, Extent, FieldKey, Format};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &["exception", "error", "traceback (", "panic: ", "panicked at", "throwable"],
    start: |text| Box::new(StackTrace { text, powershell: powershell::Errors::new(text) }),
};

/// Between an exception's name and its first frame its message goes on for so many lines and bytes.
const MAX_MESSAGE_LINES: usize = 12;
const MAX_MESSAGE: usize = 8 << 10;

/// A trace is cut at this length.
const MAX_TRACE: usize = 256 << 10;

struct StackTrace<'t> {
    text: &'t str,
    powershell: powershell::Errors<'t>,
}

impl Layout for StackTrace<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        let trace = next_line(self.text, from, until, |line| begins(&self.text[line.range()]));
        match (trace, self.powershell.find(from)) {
            (Next::At(trace), Some(error)) => Next::At(trace.min(error)),
            (Next::NotBefore(at), Some(error)) if error < at => Next::At(error),
            _ => trace,
        }
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let line = first_line(self.text, at);
        let slice = &self.text[line.range()];
        let trace = if slice.starts_with(python::START) {
            python::read(self.text, line)
        } else if slice.starts_with(panic::GO) {
            panic::go(self.text, line)
        } else if slice.starts_with(panic::RUST) && slice.contains(panic::PANICKED) {
            panic::rust(self.text, line)
        } else {
            frames(self.text, line)
        };
        let trace = trace.or_else(|| self.powershell.read(at))?;
        let end = trace.end;
        Some(Block { end, events: vec![trace.event(self.text, at)], notes: Vec::new() })
    }
}

/// What was read of a trace.
struct Trace {
    end: usize,
    /// The exceptions, in the order of the text.
    exceptions: Vec<Exception>,
    /// Which of them was seen: the first, or with Python the last. The innermost is at the other end.
    last_was_seen: bool,
    /// The message of the one that was seen.
    message: Span,
    /// Other fields.
    fields: Vec<(&'static str, Span)>,
}

/// An exception in a trace.
#[derive(Clone, Copy)]
struct Exception {
    name: Span,
    /// Empty when there is none.
    message: Span,
}

impl Trace {
    fn event(&self, text: &str, at: usize) -> Event {
        let span = Span::new(at, self.end);
        let mut builder = Builder::new(text, at);
        builder.copy(span);
        let place = |builder: &Builder<'_>, span: Span| builder.made_from(span);
        for exception in &self.exceptions {
            let range = place(&builder, exception.name);
            builder.field(FieldKey::named("exception"), range);
        }
        let (first, last) = (self.exceptions.first(), self.exceptions.last());
        let inner = if self.last_was_seen { first } else { last };
        if let Some(inner) = inner.filter(|_| self.exceptions.len() > 1) {
            let end = inner.message.end.max(inner.name.end);
            let range = place(&builder, Span::new(inner.name.start, end));
            builder.field(FieldKey::named("cause"), range);
        }
        for (name, value) in self.fields.iter().filter(|(_, value)| !value.is_empty()) {
            let range = place(&builder, *value);
            builder.field(FieldKey::named(name), range);
        }
        let message = trimmed(text, self.message);
        if !message.is_empty() {
            let range = place(&builder, message);
            builder.message(range);
        }
        builder.build(Format::StackTrace, span, Extent::Fragment)
    }
}

/// Whether a trace may begin with a line.
fn begins(line: &str) -> bool {
    line.starts_with(python::START)
        || line.starts_with(panic::GO)
        || (line.starts_with(panic::RUST) && line.contains(panic::PANICKED))
        || exception(without_prefix(line)).is_some()
}

/// A trace of Java, .NET or JavaScript: a name with its message, then frames, and causes with theirs.
fn frames(text: &str, line: Span) -> Option<Trace> {
    let slice = &text[line.range()];
    let mut exceptions = nested(text, without_prefix(slice));
    let seen = *exceptions.first()?;
    let mut trace = Trace {
        end: line.end,
        exceptions: Vec::new(),
        last_was_seen: false,
        message: seen.message,
        fields: Vec::new(),
    };
    let (mut frames, mut message_lines, mut indent_end) = (0_usize, 0, line.end);
    for next in lines(text, line.end) {
        let slice = &text[next.range()];
        if slice.is_empty() || next.end - line.start > MAX_TRACE {
            break;
        }
        if is_frame(slice) {
            frames += 1;
            trace.end = next.end;
        } else if frames > 0 && is_trace_line(slice) {
            exceptions.extend(nested(text, without_prefix(slice)));
            trace.end = next.end;
        } else if frames == 0 && message_lines < MAX_MESSAGE_LINES && next.end - line.start < MAX_MESSAGE {
            message_lines += 1;
            exceptions.extend(
                nested(text, without_prefix(slice)).into_iter().filter(|_| slice.starts_with("--->")),
            );
            indent_end = next.end;
        } else if frames > 0 && (indented(text, next) || slice == "}") {
            trace.end = next.end;
        } else {
            break;
        }
    }
    (frames > 0).then_some(())?;
    if exceptions.len() == 1 {
        let start = if seen.message.is_empty() { seen.name.end } else { seen.message.start };
        trace.message = Span::new(start.min(indent_end), indent_end);
    }
    exceptions.truncate(64);
    trace.exceptions = exceptions;
    Some(trace)
}

fn indented(text: &str, line: Span) -> bool {
    text[..line.start].ends_with([' ', '\t'])
}

/// The exceptions of one line: `A: text ---> B: text`.
fn nested(text: &str, line: &str) -> Vec<Exception> {
    let mut found = Vec::new();
    for piece in line.split("---> ") {
        let place = |piece: &str| span_of(text, piece);
        if let Some((name, message)) = exception(piece.trim())
            && let (Some(name), Some(message)) = (place(name), place(message))
        {
            found.push(Exception { name, message });
        }
    }
    found
}

/// Words before an exception's name.
const PREFIXES: [&str; 14] = [
    "Caused by: ",
    "Suppressed: ",
    "Unhandled exception. ",
    "Unhandled Exception: ",
    "Unhandled exception: ",
    "Uncaught exception: ",
    "Uncaught (in promise) ",
    "Uncaught ",
    "Wrapped by: ",
    "Exception Info: ",
    "Exception: ",
    "---> ",
    "(Inner Exception #0) ",
    "Error: Uncaught ",
];

/// A line without the words that stand before an exception's name.
fn without_prefix(line: &str) -> &str {
    if let Some(rest) = line.strip_prefix("Exception in thread \"") {
        return rest.split_once("\" ").map_or(line, |(_, rest)| rest);
    }
    PREFIXES.iter().find_map(|prefix| line.strip_prefix(prefix)).unwrap_or(line)
}

/// The name of an exception at the start of `text`, and what comes after its colon.
fn exception(text: &str) -> Option<(&str, &str)> {
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || b"._$`".contains(b);
    let length = text.bytes().take(200).take_while(is_name).count();
    let name = &text[..length];
    let last = name.rsplit(['.', '$']).next()?;
    let known = ["Exception", "Error", "Throwable", "Failure", "Fault", "Exit", "Interrupt", "Warning"];
    let capital =
        last.starts_with(|c: char| c.is_ascii_uppercase() || c == '_') || last.contains("Exception");
    (capital && known.iter().any(|suffix| last.ends_with(suffix))).then_some(())?;
    let rest = &text[length..];
    // .NET: `System.Net.Sockets.SocketException (10061): text`.
    let number = rest.strip_prefix(" (").and_then(|r| r.split_once(')')).filter(|(n, _)| n.len() <= 40);
    let rest = number.map_or(rest, |(_, rest)| rest);
    match rest.strip_prefix(':') {
        Some(message) => Some((name, message.trim())),
        None => rest.trim().is_empty().then(|| (name, &rest[rest.len()..])),
    }
}

/// What .NET calls `at` in the languages of Windows.
const AT: [&str; 14] =
    ["at ", "bei ", "à ", "en ", "in ", "em ", "bij ", "в ", "場所 ", "위치: ", "在 ", "於 ", "w ", "vid "];

/// `at a.b.C.run(C.java:5)`, `at Ns.Type.Method() in file:line 5`, `at file:1:2`.
fn is_frame(line: &str) -> bool {
    let Some(rest) = AT.iter().find_map(|at| line.strip_prefix(at)) else { return false };
    let call = rest.trim_start_matches("async ").trim_start_matches("new ");
    let name = call.split(['(', ' ']).next().unwrap_or_default();
    let called = call.contains('(') && name.contains('.') && !name.ends_with('.');
    let place = rest.trim_end_matches(['{', ' ', ')']).rsplit(':').next().unwrap_or_default();
    let placed = line.starts_with("at ")
        && rest.contains(':')
        && !place.is_empty()
        && place.bytes().all(|b| b.is_ascii_digit());
    called || placed
}

/// Whether a line is of a stack trace and of nothing else.
pub(super) fn is_trace_line(line: &str) -> bool {
    let more = || {
        let count = line.strip_prefix("... ").and_then(|rest| rest.split_once(' '));
        count.is_some_and(|(count, _)| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()))
    };
    let named = || {
        let name = exception(without_prefix(line));
        name.is_some_and(|(name, _)| name.contains('.') || name.len() > "Exception".len())
    };
    is_frame(line)
        || more()
        || line.starts_with("--- End of ")
        || (line.starts_with("--- ") && line.ends_with(" ---"))
        || line.starts_with("---> ")
        || line.starts_with(python::START)
        || line.starts_with("File \"")
        || named()
}
