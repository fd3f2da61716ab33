//! What `SetupDiag` reports of Windows Setup's log: the line that tells, in XML or behind a label.
//!
//! `<LogErrorLine>2026-01-02 03:04:05, Error   SP   text[gle=0x00000057]</LogErrorLine>`, `LogErrorLine: 2026-01-02 ...`; and
//! beside it `<FailureData>`, `<ProfileName>` and the like.
//! Source: <https://learn.microsoft.com/windows/deployment/upgrade/setupdiag>.

use super::lines::Head;
use super::{Block, Builder, Layout, Spec, cbs, line_end, trimmed};
use crate::Span;
use crate::event::{Event, Extent, FieldKey, Format, Header, Level};
use memchr::memmem;

/// The layout.
pub(super) const SPEC: Spec =
    Spec { anchors: &["LogErrorLine", "<SetupDiag"], start: |text| Box::new(SetupDiag { text, tried: 0 }) };

/// The report goes on over so many bytes at most.
const MAX_REPORT: usize = 16 << 10;

/// Elements of the report whose text is a field.
const FIELDS: [&str; 18] = [
    "ProfileName",
    "ProfileGuid",
    "FailureData",
    "FailureDetails",
    "Remediation",
    "DateTime",
    "SetupPhaseInfo",
    "SetupOperationInfo",
    "LastSetupPhase",
    "LastSetupOperation",
    "ErrorCode",
    "ExtendedErrorCode",
    "KBArticles",
    "Version",
    "MachineName",
    "OSVersion",
    "HostOSBuildString",
    "TargetOSBuildString",
];

struct SetupDiag<'t> {
    text: &'t str,
    /// Up to here there is no report.
    tried: usize,
}

const LINE: &str = "LogErrorLine";

impl Layout for SetupDiag<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let from = from.max(self.tried);
        let rest = &self.text.as_bytes()[from..];
        let report = memmem::find(rest, b"<SetupDiag");
        let line =
            memmem::find(rest, LINE.as_bytes()).map(|at| at - usize::from(at > 0 && rest[at - 1] == b'<'));
        Some(from + report.into_iter().chain(line).min()?)
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let limit = self.text.floor_char_boundary((at + MAX_REPORT).min(self.text.len()));
        let near = &self.text[at..limit];
        let is_xml = near.starts_with('<');
        let end = if near.starts_with("<SetupDiag") {
            // A name in prose has no elements after it.
            near.find("</SetupDiag>").map(|length| at + length + "</SetupDiag>".len())
        } else {
            None
        };
        let end = end.unwrap_or_else(|| self.last_element(at, limit, is_xml));
        let span = trimmed(self.text, Span::new(at, end));
        let event = if is_xml { self.xml(span) } else { self.line(span) };
        if event.is_none() {
            // What was looked at has no report, but for what may begin with a line.
            let next = near[1..].find(LINE).map_or(limit, |line| at + line);
            self.tried = next.max(at + 1);
        }
        let event = event?;
        Some(Block { end: span.end, events: vec![event], notes: Vec::new() })
    }
}

impl SetupDiag<'_> {
    /// The end of the last element of a report that has lost its end, or of the line.
    fn last_element(&self, at: usize, limit: usize, is_xml: bool) -> usize {
        if !is_xml {
            return line_end(self.text, at, limit);
        }
        let near = &self.text[at..limit];
        let closes = memmem::find_iter(near.as_bytes(), b"</").filter_map(|close| {
            let name = &near[close + 2..];
            let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let known = FIELDS.contains(&&name[..length]) || &name[..length] == LINE;
            (known && name[length..].starts_with('>')).then_some(at + close + length + 3)
        });
        closes.last().unwrap_or(at).max(line_end(self.text, at, limit))
    }

    /// `LogErrorLine: ...`
    fn line(&self, span: Span) -> Option<Event> {
        let colon = span.start
            + self.text[span.range()].strip_prefix(LINE)?.starts_with([':', '=']).then_some(LINE.len())?;
        let mut builder = Builder::new(self.text, span.start);
        builder.copy(Span::new(span.start, colon + 1));
        let line = trimmed(self.text, Span::new(colon + 1, span.end));
        entry(&mut builder, &cbs::head(self.text, line)?, line);
        Some(builder.build(Format::SetupLog, span, Extent::Whole))
    }

    /// The elements of a report, as lines.
    fn xml(&self, span: Span) -> Option<Event> {
        let mut builder = Builder::new(self.text, span.start);
        let mut at = span.start;
        while let Some(open) = memchr::memchr(b'<', &self.text.as_bytes()[at..span.end]) {
            let start = at + open + 1;
            at = start;
            let rest = &self.text[start..span.end];
            let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let name = &rest[..length];
            if !(FIELDS.contains(&name) || name == LINE) || !rest[length..].starts_with('>') {
                continue;
            }
            let value = start + length + 1;
            let close =
                memmem::find(&self.text.as_bytes()[value..span.end], b"</").map_or(span.end, |n| value + n);
            let value = trimmed(self.text, Span::new(value, close));
            if !value.is_empty() {
                element(&mut builder, name, value);
            }
            at = close;
        }
        (!builder.fields().is_empty()).then(|| builder.build(Format::SetupLog, span, Extent::Whole))
    }
}

fn element(builder: &mut Builder<'_>, name: &str, value: Span) {
    builder.insert(name);
    builder.insert(": ");
    match cbs::head(builder.input(), value).filter(|_| name == LINE) {
        Some(head) => entry(builder, &head, value),
        None => {
            let range = builder.copy(value);
            builder.field(FieldKey::named(name), range.clone());
            builder.message_fields(range);
        }
    }
    builder.end_line();
}

/// The line of the log that a report quotes.
fn entry(builder: &mut Builder<'_>, head: &Head, line: Span) {
    match head.level {
        Some((level, place)) => {
            builder.copy(Span::new(line.start, place.start));
            let known = Level::parse(&builder.input()[place.range()]).is_some();
            let range = if known { builder.copy(place) } else { builder.replace(level, place) };
            builder.field(FieldKey::Header(Header::Level), range);
            builder.copy(Span::new(place.end, line.end));
        }
        None => _ = builder.copy(line),
    }
    for (key, place) in &head.fields {
        let range = builder.made_from(*place);
        builder.field(key.clone(), range);
    }
    let message = builder.made_from(head.message);
    builder.message(message);
}
