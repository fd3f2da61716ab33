//! What a reader makes of a stretch of text: an [`Event`] with fields, each of which knows its place.

use crate::Span;
use crate::arrange::Arrange as _;
use crate::code::{self, Found};
pub use crate::level::Level;
use crate::normal;
use crate::text::{Mapped, fold, fold_mapped};
use crate::time::Time;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

/// Declares [`Format`] and its label in one place: a layout is one line.
macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident => $label:literal,)*) => {
        /// The layout that an event was read from. The names are those of the report's JSON.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum Format {
            $($(#[$doc])* $format,)*
        }

        impl Format {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$format),*];

            /// The name for people.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$format => $label,)*
                }
            }
        }
    };
}

formats! {
    /// Event Viewer's "Copy details as text", in any language, as it was printed or run together.
    EventViewer => "Event Viewer text",
    /// Event Viewer's Details pane, "Friendly View".
    FriendlyView => "Event Viewer details",
    /// The event lists of Windows NT's articles: `Event ID 7023, Service Control Manager`.
    WindowsNt => "Windows NT event list",
    /// An alert of System Center Operations Manager.
    Scom => "Operations Manager alert",
    /// `dcdiag`, its test of the system log.
    Dcdiag => "dcdiag output",
    /// `wevtutil qe /f:text`.
    Wevtutil => "wevtutil text",
    /// Event XML.
    Xml => "event XML",
    /// What PowerShell prints of events: tables and lists.
    PowerShell => "PowerShell output",
    /// Comma- or tab-separated exports of Event Viewer and PowerShell.
    Csv => "event CSV",
    /// A table drawn with bars: Markdown's, a console's.
    Table => "table of events",
    /// A JSON object.
    Json => "JSON",
    /// An event as YAML, as Chainsaw prints it.
    Yaml => "YAML",
    /// Splunk's `Key=value` lines for Windows events.
    Splunk => "Splunk event",
    /// Lines of a name and a value: `Event ID = 7031`.
    Properties => "event properties",
    /// Snare's `MSWinEventLog` lines.
    Snare => "Snare line",
    /// OSSEC's `WinEvtLog` lines.
    Ossec => "OSSEC line",
    /// A line in ArcSight's Common Event Format.
    Cef => "CEF line",
    /// A line in QRadar's Log Event Extended Format.
    Leef => "LEEF line",
    /// A line of QRadar's agent for Windows.
    WinCollect => "WinCollect line",
    /// Configuration Manager's and Intune's log.
    Cmtrace => "CMTrace log",
    /// `WindowsUpdate.log`.
    WindowsUpdateLog => "Windows Update log",
    /// `CBS.log` and its like.
    Cbs => "servicing log",
    /// `setupact.log` and `setuperr.log`.
    SetupLog => "Windows Setup log",
    /// An error page of Entra's sign-in.
    EntraPage => "Entra error page",
    /// An error that Entra's token service answered.
    OauthError => "OAuth error",
    /// `dsregcmd /status`.
    Dsregcmd => "dsregcmd status",
    /// Syslog, RFC 3164 and RFC 5424.
    Syslog => "syslog",
    /// The short form of `journalctl`.
    Journal => "systemd journal",
    /// Kubernetes' `klog` lines.
    Klog => "klog line",
    /// `key=value` lines.
    Logfmt => "logfmt line",
    /// A stack trace.
    StackTrace => "stack trace",
    /// Lines of an application's log that begin with a time.
    Log => "log line",
    /// Text without event structure.
    Text => "plain text",
}

/// How much of the event the paste shows: what may be concluded from a text that is *not* there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// The event with its message: what is not in it was not logged.
    Whole,
    /// All data, but not the message that Windows renders from it (event XML without `RenderingInfo`): a missing code or
    /// field is missing, a missing sentence says nothing.
    DataOnly,
    /// A part: a paste without event structure, or one that is visibly cut. What is not in it may have been cut.
    Fragment,
}

/// The header fields that every event has, under the names that articles use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Header {
    /// The log: `Microsoft-Windows-AAD/Operational`.
    Channel,
    /// Who logged it: `Microsoft-Windows-AAD`.
    Provider,
    /// The event's number within its provider.
    EventId,
    /// `Error`, `2`, `Fehler`: see [`Level`].
    Level,
    /// The machine.
    Computer,
    /// The account, or its SID.
    User,
    /// The task category.
    Task,
    /// The keywords.
    Keywords,
    /// The operation code.
    Opcode,
    /// When it was logged: see `time`.
    Time,
    /// The rendered message.
    Message,
}

impl Header {
    const NAMES: [(&'static str, Header); 11] = [
        ("channel", Header::Channel),
        ("provider", Header::Provider),
        ("event_id", Header::EventId),
        ("level", Header::Level),
        ("computer", Header::Computer),
        ("user", Header::User),
        ("task", Header::Task),
        ("keywords", Header::Keywords),
        ("opcode", Header::Opcode),
        ("time", Header::Time),
        ("message", Header::Message),
    ];

    /// The name in articles and reports.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, header)| *header == self).map_or("", |(name, _)| name)
    }

    fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|&(_, header)| header)
    }
}

/// What a field is called, in a form that can be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FieldKey {
    /// A field of the event's own header.
    Header(Header),
    /// Any other: an EventData name, a JSON path, a key in the message.
    Named(FieldName),
}

impl FieldKey {
    /// The key that an article means by `name`: a header field if it is one of theirs.
    pub fn from_article(name: &str) -> Self {
        Header::parse(name).map_or_else(|| Self::named(name), Self::Header)
    }

    /// The key of a field that an event's data or message calls `name`. Never a header field: `Event ID` inside a message is
    /// part of the message.
    pub fn named(name: &str) -> Self {
        Self::Named(FieldName::new(name))
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(header) => f.write_str(header.name()),
            Self::Named(name) => f.write_str(&name.0),
        }
    }
}

/// A field name without what does not count: case, white space, `_` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct FieldName(String);

impl FieldName {
    fn new(name: &str) -> Self {
        if name.is_ascii() {
            return Self::of_ascii(name);
        }
        Self(fold(name).chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect())
    }

    /// Most names are ASCII, and each event has dozens.
    fn of_ascii(name: &str) -> Self {
        let counts = |byte: &u8| !byte.is_ascii_control() && !matches!(byte, b' ' | b'_' | b'-');
        let folded = |byte: u8| if byte == b'`' { '\'' } else { char::from(byte.to_ascii_lowercase()) };
        Self(name.bytes().filter(counts).map(folded).collect())
    }
}

impl FieldName {
    /// The name, folded, without spaces, `_` and `-`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for FieldName {
    fn from(name: String) -> Self {
        Self::new(&name)
    }
}

/// A named value inside an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, comparable.
    pub key: FieldKey,
    /// Where its value stands in [`Event::text`], without surrounding white space.
    pub range: Range<usize>,
}

/// One event, or one piece of text without event structure.
#[derive(Clone, Debug)]
pub struct Event {
    /// The layout it was read from.
    pub format: Format,
    /// All of it in the input's text, from its first label, tag or brace to its last character.
    pub span: Span,
    /// How much of it the paste shows.
    pub extent: Extent,
    /// Its fields, in the order in which they stand. A name may come more than once.
    pub fields: Vec<Field>,
    text: Mapped,
    folded: Mapped,
    codes: Vec<Found>,
    normals: Normals,
}

/// The normal forms of an event's header fields that are not what was printed, in order. Most events are never asked: they are
/// found at the first question. That for times is one of its own, since times take longer to read than names.
#[derive(Clone, Debug, Default)]
struct Normals {
    names: OnceLock<Vec<Normal>>,
    times: OnceLock<Vec<Normal>>,
}

/// The normal form of a header field's value, where it is not what was printed.
#[derive(Clone, Debug)]
struct Normal {
    header: Header,
    range: Range<usize>,
    /// `None` when the value says nothing.
    text: Option<String>,
}

impl Event {
    /// An event whose text is `text`, with a map to the input's text. Folds the text: O(n).
    pub(crate) fn new(format: Format, span: Span, extent: Extent, text: Mapped, fields: Vec<Field>) -> Self {
        let folded = fold_mapped(text.text());
        let codes = code::scan(text.text()).collect();
        let normals = Normals::default();
        let mut event = Self { format, span, extent, fields, text, folded, codes, normals };
        event.drop_codes_of_header();
        event
    }

    /// A number in the header is an event id, a keyword, an account: no error code, whatever it looks like.
    fn drop_codes_of_header(&mut self) {
        if self.codes.is_empty() {
            return;
        }
        let is_header =
            |field: &&Field| matches!(field.key, FieldKey::Header(header) if header != Header::Message);
        let mut places: Vec<_> =
            self.fields.iter().filter(is_header).map(|field| field.range.clone()).collect();
        places.arrange_by_key(|range| range.start);
        self.codes.retain(|found| {
            let before = places.partition_point(|range| range.start <= found.range.start);
            before.checked_sub(1).is_none_or(|at| places[at].end < found.range.end)
        });
    }

    fn differing_normal(&self, field: &Field) -> Option<Normal> {
        let FieldKey::Header(header) = field.key else { return None };
        let value = self.value(field);
        // A message is long, and its own normal form.
        if header == Header::Message {
            return None;
        }
        let normal = normal::header(header, value, self.format);
        let text = match normal {
            Some(text) if text == value => return None,
            normal => normal.map(Cow::into_owned),
        };
        Some(Normal { header, range: field.range.clone(), text })
    }

    /// Moves the event to another text, in which `place` says where each span is: an offset in it must be the start of a
    /// character there, too.
    pub(crate) fn relocate(&mut self, place: impl Fn(Span) -> Span) {
        self.span = place(self.span);
        self.text.relocate(place);
    }

    /// Moves the event to a text that has `by` more bytes before it.
    pub(crate) fn shift(&mut self, by: usize) {
        self.span = self.span.shifted(by);
        self.text.shift(by);
    }

    /// The event as it stands in the source of `dress`, when it was read from the text of `dress`, `shift` bytes in.
    #[must_use]
    pub(crate) fn rebased(mut self, dress: &Mapped, shift: usize) -> Self {
        self.span = dress.hull(self.span.shifted(shift));
        self.text = self.text.through(dress, shift);
        self
    }

    /// What the event says, decoded: without the quoting, escaping and mark-up of its layout. For event XML and JSON, lines
    /// of `name: value`.
    pub fn text(&self) -> &str {
        self.text.text()
    }

    /// [`Event::text`], folded (see [`fold`]).
    pub fn folded(&self) -> &str {
        self.folded.text()
    }

    /// The error codes that it shows by their spelling, in order.
    pub fn codes(&self) -> &[Found] {
        &self.codes
    }

    /// The value of a field of this event.
    pub fn value(&self, field: &Field) -> &str {
        &self.text()[field.range.clone()]
    }

    /// All fields of that name.
    pub fn fields_named<'a>(&'a self, key: &'a FieldKey) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |field| field.key == *key)
    }

    /// The first value of a header field.
    pub fn header(&self, header: Header) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.key == FieldKey::Header(header))?;
        Some(self.value(field))
    }

    /// The first value of a header field in its normal form, the form in which spellings compare equal: see
    /// [`normal`](crate::normal). `None` when there is no such field, or its value says nothing: `N/A` is no user.
    pub fn normal(&self, header: Header) -> Option<Cow<'_, str>> {
        let field = self.fields.iter().find(|field| field.key == FieldKey::Header(header))?;
        self.normal_value(field)
    }

    /// The value of one of this event's fields in its normal form; as it stands when it is not a header field.
    pub fn normal_value(&self, field: &Field) -> Option<Cow<'_, str>> {
        match self.differing(field) {
            None => Some(Cow::Borrowed(self.value(field))),
            Some(normal) => normal.text.as_deref().map(Cow::Borrowed),
        }
    }

    /// The normal form of a field of this event, where it is not what was printed.
    pub(crate) fn other_normal(&self, field: &Field) -> Option<&str> {
        self.differing(field)?.text.as_deref()
    }

    /// Whether the value of a field is more than a word for "none".
    pub(crate) fn says_something(&self, field: &Field) -> bool {
        match field.key {
            FieldKey::Named(_) | FieldKey::Header(Header::Message) => true,
            FieldKey::Header(_) => !normal::says_nothing(self.value(field)),
        }
    }

    fn differing(&self, field: &Field) -> Option<&Normal> {
        let FieldKey::Header(header) = field.key else { return None };
        let normals = self.normals(header == Header::Time);
        let from = normals.partition_point(|normal| normal.range.start < field.range.start);
        let mut here = normals[from..].iter().take_while(|normal| normal.range.start == field.range.start);
        here.find(|normal| normal.header == header && normal.range == field.range)
    }

    /// The differing normal forms of times, or of all other header fields.
    fn normals(&self, of_times: bool) -> &[Normal] {
        let known = if of_times { &self.normals.times } else { &self.normals.names };
        known.get_or_init(|| {
            let is_asked = |field: &&Field| (field.key == FieldKey::Header(Header::Time)) == of_times;
            let fields = self.fields.iter().filter(is_asked);
            let mut normals: Vec<_> = fields.filter_map(|field| self.differing_normal(field)).collect();
            normals.arrange_by_key(|normal| normal.range.start);
            normals
        })
    }

    /// The event id without its qualifiers, when it is there and a number.
    pub fn event_id(&self) -> Option<u32> {
        normal::event_id(self.header(Header::EventId)?)
    }

    /// The level, when it is there and known.
    pub fn level(&self) -> Option<Level> {
        normal::level(self.header(Header::Level)?, self.format)
    }

    /// When it was logged, when that is there and understood.
    pub fn time(&self) -> Option<Time> {
        normal::time(self.header(Header::Time)?, self.format)
    }

    /// Where a range of [`Event::text`] stands in the input's text.
    pub fn source(&self, range: Range<usize>) -> Vec<Span> {
        self.text.source(range)
    }

    /// The stretch of [`Event::text`] that a range of [`Event::folded`] was made from.
    pub fn original(&self, folded: Range<usize>) -> &str {
        let pieces = self.folded.source(folded);
        match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => &self.text()[first.start..last.end],
            _ => "",
        }
    }

    /// Where a range of [`Event::folded`] stands in the input's text.
    pub fn source_of_folded(&self, range: Range<usize>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for piece in self.folded.source(range).into_iter().flat_map(|piece| self.text.source(piece.range())) {
            match spans.last_mut() {
                Some(last) if last.end == piece.start => last.end = piece.end,
                _ => spans.push(piece),
            }
        }
        spans
    }

    /// The range of [`Event::folded`] that was made from a range of [`Event::text`], without surrounding spaces.
    pub fn folded_range(&self, range: Range<usize>) -> Range<usize> {
        let range = self.folded.made_from(range.into());
        let slice = &self.folded()[range.clone()];
        let start = range.start + (slice.len() - slice.trim_start().len());
        start..(start + slice.trim().len())
    }
}
