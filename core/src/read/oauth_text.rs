//! Errors of Entra's token service in running text: what `az login`, MSAL and ADAL say when they were refused.
//!
//! `AADSTS50076: ... Trace ID: ... Correlation ID: ... Timestamp: ...`, alone, in quotes, or inside an exception;
//! `Status: Response_Status.Status_InteractionRequired, Error code: 3399614476, Tag: 557973645` from Windows' account manager.
//! A code alone is prose. Two codes in one text are both kept, in order.
//! Source: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>,
//! <https://learn.microsoft.com/entra/msal/dotnet/advanced/exceptions/>.

use super::plain::is_fence;
use super::stack_trace::is_trace_line;
use super::{Block, Builder, Layout, Spec, line_end, trimmed};
use crate::Span;
use crate::event::{Extent, Format};
use memchr::memmem;

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &["Trace ID", "Response_Status.", "Correlation ID"],
    start: |text| Box::new(OauthText { text, evidence: 0, tried: 0 }),
};

/// An error goes on for so many bytes at most.
const MAX_ERROR: usize = 8 << 10;

/// From a code to the label that ends its error there are at most so many bytes.
const MAX_GAP: usize = 2 << 10;

/// So many of [`ENDS`] are looked for.
const MAX_MARKS: usize = 12;

/// What stands at the end of an error, of which there are several.
const ENDS: [&str; 4] = ["Timestamp:", "Trace ID:", "Correlation ID:", "Response_Status."];

/// From an error to the hint what to run there are at most so many bytes.
const MAX_HINT: usize = 512;

/// What shows that an error is a part of something else: an object, event 1098 of Microsoft-Windows-AAD, an error page.
const OTHERS: [&str; 9] = [
    "{\"",
    "{'error",
    "<Event",
    "TokenEndpoint",
    "Error: 0xCAA",
    "Logged at ",
    "Request Id",
    "trouble signing you in",
    "send this info to your administrator",
];

struct OauthText<'t> {
    text: &'t str,
    /// The code or status that was found last.
    evidence: usize,
    /// Up to here there is no error.
    tried: usize,
}

impl Layout for OauthText<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let from = from.max(self.tried);
        let rest = &self.text.as_bytes()[from..];
        let code = memmem::find(rest, b"AADSTS");
        let status = memmem::find(&rest[..code.unwrap_or(rest.len())], b"Response_Status.");
        let found = from + code.into_iter().chain(status).min()?;
        self.evidence = found;
        Some(self.start(found, from))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        self.tried = self.evidence + 1;
        let limit = self.text.floor_char_boundary((self.evidence + MAX_ERROR).min(self.text.len()));
        let near = &self.text[at..limit];
        let first = self.evidence.checked_sub(at)?;
        let coded = near.get(first + 6..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if !coded && !near[first..].starts_with("Response_Status.") {
            return None;
        }
        let last = last_mark(near, first)?;
        let mut end = end_of_lines(near, last);
        if let Some(hint) = near[end..near.floor_char_boundary(end + MAX_HINT)].rfind("az login") {
            end = end_of_lines(near, end + hint);
        }
        let span = trimmed(self.text, Span::new(at, at + end));
        if self.is_of_event(span) {
            self.tried = span.end;
            return None;
        }
        let mut builder = Builder::new(self.text, at);
        let range = builder.copy(span);
        builder.message(range);
        // A program's words around the token service's: what else it knew is not here.
        let event = builder.build(Format::OauthError, span, Extent::Fragment);
        Some(Block { end: span.end, events: vec![event], notes: Vec::new() })
    }
}

impl OauthText<'_> {
    /// The start of the line that holds `at`, and with Azure's command line of what it says before.
    fn start(&self, at: usize, from: usize) -> usize {
        let near = self.text.ceil_char_boundary(at.saturating_sub(MAX_GAP).max(from));
        let before = &self.text[near..at];
        let gaps = ["\n\n", "\n\r\n", "```\n", "```\r\n"];
        let paragraph = gaps.iter().filter_map(|gap| Some(before.rfind(gap)? + gap.len())).max().unwrap_or(0);
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        let command = ["az login", "az account"].iter().any(|command| before[paragraph..].contains(command));
        let start = before.find("Retrieving tenants").unwrap_or(if command { paragraph } else { line });
        near + start + (before[start..].len() - before[start..].trim_start().len())
    }

    /// Whether what was found is the message of an event that lost its header, or an error page: then it belongs with all
    /// around it.
    fn is_of_event(&self, span: Span) -> bool {
        let start = self.text.ceil_char_boundary(span.start.saturating_sub(MAX_GAP));
        let end = self.text.floor_char_boundary((span.end + MAX_GAP).min(self.text.len()));
        let around = &self.text[start..end];
        OTHERS.iter().any(|mark| around.contains(mark))
    }
}

/// Where the last label starts that belongs to the error whose code is at `first`.
fn last_mark(text: &str, first: usize) -> Option<usize> {
    let mut last = None;
    let mut at = first;
    for _ in 0..MAX_MARKS {
        let near = &text[at..text.floor_char_boundary((at + MAX_GAP).min(text.len()))];
        // A blank line ends a paragraph, and an error with it.
        let near = &near[..near.find("\n\n").or_else(|| near.find("\n\r\n")).unwrap_or(near.len())];
        let next = ENDS.iter().filter_map(|label| Some((near.find(label)?, label.len()))).min();
        let Some((place, length)) = next else { return last };
        last = Some(at + place);
        at += place + length;
    }
    last
}

/// What lines after an error begin with that still belong to it.
const GOES_ON: [&str; 8] =
    ["Trace ID", "Correlation ID", "Timestamp", "Error code", "ErrorCode", "Status", "Tag", "Claims"];

/// The end of the line that holds `at`, and of the lines after it that go on.
fn end_of_lines(text: &str, at: usize) -> usize {
    let mut end = line_end(text, at, text.len());
    while end < text.len() {
        let next = line_end(text, end + 1, text.len());
        let line = text[end + 1..next].trim();
        // The value of a label may stand below it.
        let open = text[..end].trim_end().ends_with(':') && !line.is_empty() && !is_fence(line);
        if !(open || is_trace_line(line) || GOES_ON.iter().any(|label| line.starts_with(label))) {
            break;
        }
        end = next;
    }
    end
}
