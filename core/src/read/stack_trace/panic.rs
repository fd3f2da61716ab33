//! Panics of Go and Rust.

use super::super::lines::lines;
use super::{MAX_TRACE, Trace};
use crate::Span;

/// How Go begins.
pub(super) const GO: &str = "panic: ";
/// How Rust begins, and what the line says.
pub(super) const RUST: &str = "thread '";
pub(super) const PANICKED: &str = " panicked at ";

/// `panic: text`, a blank line, `goroutine 1 [running]:`, calls and their places.
pub(super) fn go(text: &str, line: Span) -> Option<Trace> {
    let message = Span::new(line.start + GO.len(), line.end);
    let (mut end, mut routines, mut lead) = (line.end, 0, 0);
    for next in lines(text, line.end) {
        let slice = &text[next.range()];
        if slice.is_empty() {
            continue;
        }
        if next.end - line.start > MAX_TRACE {
            break;
        }
        let call = slice.ends_with(')') && slice.contains('(');
        let of_trace = call
            || slice.starts_with("created by ")
            || slice.starts_with("exit status ")
            || slice.starts_with("[signal ")
            || slice.starts_with("panic: ")
            || (slice.starts_with('/') || slice.contains(":/") || slice.contains(".go:"))
                && super::indented(text, next);
        if slice.starts_with("goroutine ") && slice.ends_with(':') {
            routines += 1;
        } else if routines == 0 && lead < 4 {
            lead += 1;
        } else if !of_trace || routines == 0 {
            break;
        }
        end = if routines > 0 { next.end } else { end };
    }
    (routines > 0).then(|| Trace {
        end,
        exceptions: Vec::new(),
        last_was_seen: false,
        message,
        fields: Vec::new(),
    })
}

/// `thread 'main' panicked at src/main.rs:5:9:` and the text below it, or the text in quotes and then the place.
pub(super) fn rust(text: &str, line: Span) -> Option<Trace> {
    let slice = &text[line.range()];
    let at = line.start + slice.find(PANICKED)? + PANICKED.len();
    let rest = &text[at..line.end];
    let quoted = rest.strip_prefix('\'').and_then(|quoted| quoted.rsplit_once("', "));
    let mut end = line.end;
    let mut message =
        quoted.map_or(Span::new(end, end), |(inner, _)| Span::new(at + 1, at + 1 + inner.len()));
    let place = match quoted {
        Some((inner, _)) => Span::new(at + inner.len() + 4, line.end),
        None => Span::new(at, line.end - usize::from(rest.ends_with(':'))),
    };
    for next in lines(text, line.end) {
        let slice = &text[next.range()];
        if slice.is_empty() || next.end - line.start > MAX_TRACE {
            break;
        }
        let told = quoted.is_some() || !message.is_empty();
        let numbered = slice
            .split_once(": ")
            .is_some_and(|(n, _)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        let of_trace = slice.starts_with("note: ")
            || slice == "stack backtrace:"
            || numbered
            || slice.starts_with("at ");
        if !told && !of_trace {
            message = next;
        } else if !of_trace {
            break;
        }
        end = next.end;
    }
    let fields = vec![("location", place)];
    Some(Trace { end, exceptions: Vec::new(), last_was_seen: false, message, fields })
}
