//! Logs of any length: ordinary events, and among them some that articles explain.

mod clock;
pub(crate) mod fill;
pub(crate) mod noise;
mod write;

pub use clock::Clock;
pub use write::{Plan, Written, text, write};

use super::layout::Layout;
use super::{LAYOUTS, random::Random};

/// How a log is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Event Viewer's copies, one below the other.
    EventViewer,
    /// Event XML with rendered messages, an event a line.
    Xml,
    /// A JSON object a line, as Winlogbeat ships them.
    JsonLines,
    /// PowerShell's `ConvertTo-Csv`.
    Csv,
    /// RFC 3164, a line an event. It shows neither numbers nor logs: only what articles tell by text is found in it.
    Syslog,
    /// A flat JSON object a line, as NXLog writes them.
    FlatJson,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::EventViewer, Self::Xml, Self::JsonLines, Self::Csv, Self::Syslog, Self::FlatJson];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::EventViewer => "event-viewer",
            Self::Xml => "xml",
            Self::JsonLines => "json-lines",
            Self::Csv => "csv",
            Self::Syslog => "syslog",
            Self::FlatJson => "flat-json",
        }
    }

    /// The form of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    fn layout(self) -> &'static Layout {
        let name = match self {
            Self::EventViewer => "event-viewer-en",
            Self::Xml => "xml-rendered",
            Self::JsonLines => "winlogbeat-lines",
            Self::Csv => "convertto-csv",
            Self::Syslog => "syslog-3164",
            Self::FlatJson => "nxlog",
        };
        LAYOUTS.iter().find(|layout| layout.name == name).unwrap_or(&LAYOUTS[0])
    }

    /// Whether it shows an event's number, log and provider.
    fn shows_headers(self) -> bool {
        self != Self::Syslog
    }

    fn noise(self) -> noise::Noise {
        if self.shows_headers() { noise::Noise::windows() } else { noise::Noise::daemons() }
    }
}
