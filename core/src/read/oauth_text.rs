//! Errors of Entra's token service in running text: what `az login`, MSAL and ADAL say when they were refused.
//!
//! `AADSTS50076: ... Trace ID: ... Correlation ID: ... Timestamp: ...`, alone, in quotes, or inside an exception;
//! `Status: Response_Status.Status_InteractionRequired, Error code: 3399614476, Tag: 557973645` from Windows' account manager.
//! A code alone is prose. Two codes in one text are both kept, in order.
//! Source: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>,
//! <https://learn.microsoft.com/entra/msal/dotnet/advanced/exceptions/>.

use super::plain::is_fence;
use super::{Block, Builder, Layout, Spec, line_end, trimmed};
use crate::Span;
use crate::event::{Extent, Format};
use memchr::memmem;

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &["Trace ID", "Response_Status.", "Correlation ID"],
    start: |text| Box::new(OauthText { text }),
};

/// An error goes on for so many bytes at most.
const MAX_ERROR: usize = 8 << 10;

/// From a code to the label that ends its error there are at most so many bytes.
const MAX_GAP: usize = 2 << 10;

/// What stands at the end of an error, of which there are several.
const ENDS: [&str; 4] = ["Timestamp:", "Trace ID:", "Correlation ID:", "Response_Status."];

struct OauthText<'t> {
    text: &'t str,
}

impl Layout for OauthText<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[from..];
        let code = memmem::find(rest, b"AADSTS");
        let status = memmem::find(&rest[..code.unwrap_or(rest.len())], b"Response_Status.");
        let found = from + code.into_iter().chain(status).min()?;
        Some(self.start(found, from))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let limit = self.text.floor_char_boundary((at + MAX_ERROR).min(self.text.len()));
        let near = &self.text[at..limit];
        let code = near.find("AADSTS").filter(|code| near[code + 6..].starts_with(|c: char| c.is_ascii_digit()));
        let status = near.find("Response_Status.");
        let first = code.into_iter().chain(status).min()?;
        let last = last_mark(near, first)?;
        let end = trimmed(self.text, Span::new(at, at + end_of_lines(near, last))).end;
        let span = Span::new(at, end);
        let whole = ENDS[..3].iter().all(|label| self.text[span.range()].contains(label));
        let mut builder = Builder::new(self.text, at);
        let range = builder.copy(span);
        builder.message(range);
        let extent = if whole { Extent::Whole } else { Extent::Fragment };
        Some(Block { end, events: vec![builder.build(Format::OauthError, span, extent)], notes: Vec::new() })
    }
}

impl OauthText<'_> {
    /// The start of the line that holds `at`, and of the exception's name in the line before it.
    fn start(&self, at: usize, from: usize) -> usize {
        let near = self.text.ceil_char_boundary(at.saturating_sub(MAX_GAP).max(from));
        let line = self.text[near..at].rfind('\n').map_or(near, |newline| near + newline + 1);
        trimmed(self.text, Span::new(line, at)).start.max(line)
    }
}

/// Where the last label starts that belongs to the error whose code is at `first`.
fn last_mark(text: &str, first: usize) -> Option<usize> {
    let mut last = None;
    let mut at = first;
    loop {
        let near = &text[at..text.floor_char_boundary((at + MAX_GAP).min(text.len()))];
        // A blank line ends a paragraph, and an error with it.
        let near = &near[..near.find("\n\n").or_else(|| near.find("\n\r\n")).unwrap_or(near.len())];
        let next = ENDS.iter().filter_map(|label| Some((near.find(label)?, label.len()))).min();
        let Some((place, length)) = next else { return last };
        last = Some(at + place);
        at += place + length;
    }
}

/// The end of the line that holds `last`, and of lines after it that go on with labels.
fn end_of_lines(text: &str, last: usize) -> usize {
    let mut end = line_end(text, last, text.len());
    for _ in 0..4 {
        if end >= text.len() {
            break;
        }
        let line = &text[end + 1..line_end(text, end + 1, text.len())];
        let goes_on = ["Trace ID", "Correlation ID", "Timestamp", "Error code", "Status", "Tag", "Claims", "ErrorCode"];
        let goes_on = goes_on.iter().any(|label| line.trim_start().starts_with(label));
        // A label whose value was wrapped.
        let open = text[..end].trim_end().ends_with(':') && !line.trim().is_empty() && !is_fence(line);
        if !goes_on && !open {
            break;
        }
        end += 1 + line.len();
    }
    end
}
