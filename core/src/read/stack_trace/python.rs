//! Python: `Traceback (most recent call last):`, files and lines, and at the end the exception; chained ones come first.

use super::super::lines::lines;
use super::{Exception, MAX_TRACE, Trace};
use crate::Span;

/// How a trace begins.
pub(super) const START: &str = "Traceback (most recent call last):";

/// What stands between the traces of a chain.
const LINKS: [&str; 2] =
    ["During handling of the above exception", "The above exception was the direct cause"];

/// Reads the trace that begins with `line`.
pub(super) fn read(text: &str, line: Span) -> Option<Trace> {
    let mut exceptions: Vec<Exception> = Vec::new();
    let (mut end, mut open, mut source) = (line.end, true, false);
    for next in lines(text, line.end) {
        let slice = &text[next.range()];
        if slice.is_empty() {
            continue;
        }
        if next.end - line.start > MAX_TRACE {
            break;
        }
        if slice.starts_with(START) {
            (open, source) = (true, false);
        } else if !open {
            if !LINKS.iter().any(|link| slice.starts_with(link)) {
                break;
            }
        } else if slice.starts_with("File \"") {
            source = true;
        } else if let Some(found) = exception(text, next).filter(|_| !super::indented(text, next)) {
            exceptions.push(found);
            open = false;
        } else if !super::indented(text, next) && !std::mem::replace(&mut source, false) {
            break;
        }
        end = next.end;
    }
    let message = exceptions.last().map_or(Span::new(end, end), |exception| exception.message);
    Some(Trace { end, exceptions, last_was_seen: true, message, fields: Vec::new() })
}

/// `requests.exceptions.SSLError: text`, `KeyboardInterrupt`: any name, since Python's need not end in `Error`.
fn exception(text: &str, line: Span) -> Option<Exception> {
    let slice = &text[line.range()];
    let length = slice.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"._".contains(b)).count();
    let rest = &slice[length..];
    let named = length > 0 && (rest.is_empty() || rest.starts_with(": ") || rest == ":");
    if !named {
        return None;
    }
    let start = line.start + length;
    let message = super::trimmed(text, Span::new(start + usize::from(!rest.is_empty()), line.end));
    Some(Exception { name: Span::new(line.start, start), message })
}
