//! What Windows events become on their way to a SIEM: a line each, often behind a syslog header.
//!
//! ```text
//! CEF:0|Microsoft|Microsoft Windows||Contoso-Sync:1098|The folder could not be read.|Low|externalId=1098 cat=Application
//! LEEF:2.0|Microsoft|Windows|10.0|1098|^|devTime=2026-01-02T03:04:05Z^Computer=pc1.contoso.com
//! AgentDevice=WindowsLog<tab>AgentLogFile=System<tab>Source=Contoso-Sync<tab>EventIDCode=1098<tab>Message=The folder ...
//! ```
//!
//! CEF and LEEF carry the alerts of other products, too, whose numbers are no event ids: only Microsoft's Windows and what has
//! the names of an event's parts is read as an event of Windows. The severity of both is a scale of its own and no level.
//! Sources: <https://learn.microsoft.com/azure/sentinel/cef-name-mapping>,
//! <https://learn.microsoft.com/advanced-threat-analytics/configure-event-collection> (ArcSight, QRadar),
//! <https://www.ibm.com/docs/en/dsm?topic=overview-leef-event-components>.

mod parts;

use super::{Block, Builder, Layout, Spec, line_end, syslog, trimmed};
use crate::Span;
use crate::event::{Extent, FieldKey, Format, Header, Level};
use crate::report::{Note, NoteCode};
use parts::{Part, Parts};
use std::ops::Range;

macro_rules! spec {
    ($mark:literal, $kind:expr) => {
        Spec { anchors: &[$mark], start: |text| Box::new(Lines { text, mark: $mark, kind: $kind, tried: 0 }) }
    };
}

/// ArcSight's Common Event Format.
pub(super) const CEF: Spec = spec!("CEF:", Kind::Cef);
/// QRadar's Log Event Extended Format.
pub(super) const LEEF: Spec = spec!("LEEF:", Kind::Leef);
/// What QRadar's agent for Windows sends.
pub(super) const WINCOLLECT: Spec = spec!("AgentDevice=WindowsLog", Kind::WinCollect);

/// What stands before the mark on its line is at most this long.
const MAX_HEAD: usize = 200;

/// A line is read up to here.
const MAX_LINE: usize = 64 << 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Cef,
    Leef,
    WinCollect,
}

impl Kind {
    fn format(self) -> Format {
        match self {
            Self::Cef => Format::Cef,
            Self::Leef => Format::Leef,
            Self::WinCollect => Format::WinCollect,
        }
    }
}

struct Lines<'t> {
    text: &'t str,
    mark: &'static str,
    kind: Kind,
    /// Up to here there is nothing.
    tried: usize,
}

impl Layout for Lines<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        let from = from.max(self.tried);
        let mark = from + memchr::memmem::find(&self.text.as_bytes()[from..], self.mark.as_bytes())?;
        let near = from.max(self.text.floor_char_boundary(mark.saturating_sub(MAX_HEAD)));
        let line = self.text[near..mark].rfind('\n').map_or(near, |newline| near + newline + 1);
        let line = trimmed(self.text, Span::new(line, mark)).start;
        let is_headed = syslog::sender(self.text, Span::new(line, mark)).is_some();
        Some(if is_headed { line } else { mark })
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let mark = at + memchr::memmem::find(&self.text.as_bytes()[at..], self.mark.as_bytes())?;
        let body = mark + self.mark.len();
        self.tried = body;
        let limit = self.text.floor_char_boundary(body + MAX_LINE);
        let span = trimmed(self.text, Span::new(at, line_end(self.text, body, limit)));
        let parts = match self.kind {
            Kind::Cef => parts::cef(self.text, Span::new(body, span.end)),
            Kind::Leef => parts::leef(self.text, Span::new(body, span.end)),
            Kind::WinCollect => parts::wincollect(self.text, Span::new(mark, span.end)),
        }?;
        let cut = span.end == limit && limit < self.text.len();
        let message = "this line is cut; what it shows was read";
        let notes = if cut { vec![Note::new(NoteCode::Truncated, span, message)] } else { Vec::new() };
        let mut event = Line::new(self.text, at, &parts);
        event.sender(Span::new(at, mark));
        event.builder.copy(Span::new(parts.end, span.end));
        let extent = event.headers(self.kind, cut);
        Some(Block {
            end: span.end,
            events: vec![event.builder.build(self.kind.format(), span, extent)],
            notes,
        })
    }
}

/// A line as an event that comes into being.
struct Line<'t, 'p> {
    builder: Builder<'t>,
    parts: &'p Parts<'t>,
    /// Where the value of each part is.
    values: Vec<Range<usize>>,
}

/// Where the parts of a Windows event are; of several names for one, the first that is there.
const WINDOWS: &[(Header, &[&str])] = &[
    (Header::EventId, &["eventidcode", "externalid", "eventid"]),
    (Header::Provider, &["source", "sourcename", "providername", "eventsource"]),
    (Header::Channel, &["agentlogfile", "channel", "logname", "cat"]),
    (Header::Computer, &["computer", "computername", "dvchost", "hostname", "dhost"]),
    (Header::Level, &["leveltext", "level", "deviceseverity"]),
    (Header::Time, &["timegenerated", "eventtime", "rt", "devtime"]),
    (Header::Message, &["message", "msg"]),
];

/// The same of an alert of another product.
const OTHER: &[(Header, &[&str])] = &[
    (Header::Provider, &["device product"]),
    (Header::Computer, &["dvchost"]),
    (Header::Time, &["rt", "devtime", "end", "start"]),
    (Header::Message, &["msg", "name"]),
];

impl<'t, 'p> Line<'t, 'p> {
    /// Copies the line that starts at `at`, with the escapes of its values undone.
    fn new(text: &'t str, at: usize, parts: &'p Parts<'t>) -> Self {
        let mut line = Self { builder: Builder::new(text, at), parts, values: Vec::new() };
        let mut done = at;
        for part in &parts.parts {
            line.builder.copy(Span::new(done, part.value.start));
            let value = parts::put(&mut line.builder, part);
            line.values.push(value);
            done = part.value.end;
        }
        for (part, value) in parts.parts.iter().zip(&line.values).filter(|(_, value)| !value.is_empty()) {
            line.builder.field(FieldKey::named(part.name()), value.clone());
        }
        line
    }

    /// The value that has this name, or this label.
    fn value(&self, name: &str) -> Option<Range<usize>> {
        let named = |part: &Part<'_>| part.name().eq_ignore_ascii_case(name);
        let found =
            self.parts.parts.iter().zip(&self.values).find(|(part, value)| named(part) && !value.is_empty());
        found.map(|(_, value)| value.clone())
    }

    fn text(&self, name: &str) -> &str {
        self.value(name).map_or("", |range| self.builder.text(range))
    }

    /// What the syslog header says, where the event says nothing of its own.
    fn sender(&mut self, head: Span) {
        let Some(sender) = syslog::sender(self.builder.input(), head) else { return };
        let is_windows = self.is_windows();
        let table = if is_windows { WINDOWS } else { OTHER };
        for (header, place) in [(Header::Time, sender.time), (Header::Computer, sender.host)] {
            let has = |names: &[&str]| names.iter().any(|name| self.value(name).is_some());
            if !table.iter().any(|(known, names)| *known == header && has(names)) {
                let range = self.builder.made_from(place);
                self.builder.field(FieldKey::Header(header), range);
            }
        }
    }

    fn is_windows(&self) -> bool {
        let names = |name| self.value(name).is_some();
        let product = self.text("device product");
        self.text("agentdevice") == "WindowsLog"
            || (self.text("device vendor") == "Microsoft" && product.contains("Windows"))
            || (names("eventid") && names("sourcename") && names("channel"))
    }

    /// Adds the header fields.
    fn headers(&mut self, kind: Kind, cut: bool) -> Extent {
        let is_windows = self.is_windows();
        let mut has_message = false;
        for (header, names) in if is_windows { WINDOWS } else { OTHER } {
            let Some(range) = names.iter().find_map(|name| self.value(name)) else { continue };
            let text = self.builder.text(range.clone());
            match header {
                // A line that is cut in the name of its next part.
                Header::EventId => {
                    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
                    let is_cut = digits > 0 && text[digits..].starts_with(' ');
                    let end = if is_cut { range.start + digits } else { range.end };
                    self.builder.field(FieldKey::Header(*header), range.start..end);
                }
                // A category of another scheme: `/Monitor/Disk/Read`.
                Header::Channel if text.starts_with('/') => {}
                Header::Level if Level::parse(text).is_none() => {}
                Header::Message => {
                    has_message = true;
                    self.builder.message(range);
                }
                header => self.builder.field(FieldKey::Header(*header), range),
            }
        }
        if is_windows {
            self.class(kind);
        }
        if cut {
            Extent::Fragment
        } else if !has_message {
            Extent::DataOnly
        } else {
            Extent::Whole
        }
    }

    /// What the class of a Windows event tells, where nothing else does: `1098`, `Contoso-Sync:1098`.
    fn class(&mut self, kind: Kind) {
        let Some(class) = self.value("device event class id") else { return };
        let text = self.builder.text(class.clone());
        let (provider, id) = match text.rsplit_once(':') {
            Some((provider, _)) if kind == Kind::Cef => (provider.len(), provider.len() + 1),
            _ => (0, 0),
        };
        let is_number = text[id..].bytes().all(|b| b.is_ascii_digit()) && id < text.len();
        if !is_number {
            return;
        }
        let places = [
            (Header::EventId, class.start + id..class.end),
            (Header::Provider, class.start..class.start + provider),
        ];
        for (header, place) in places {
            if self.builder.header(header).is_none() && !place.is_empty() {
                self.builder.field(FieldKey::Header(header), place);
            }
        }
        if kind == Kind::Cef
            && self.builder.header(Header::Message).is_none()
            && let Some(name) = self.value("name")
        {
            self.builder.message(name);
        }
    }
}

#[cfg(test)]
mod tests;
