use crate::normal;
use serde::{Deserialize, Serialize};

/// How grave an event is.
///
/// Source: `StandardEventLevel`, <https://learn.microsoft.com/dotnet/api/system.diagnostics.eventing.reader.standardeventlevel>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 1
    Critical,
    /// 2
    Error,
    /// 3
    Warning,
    /// 4, and 0 ("log always"), which Event Viewer shows as Information
    Information,
    /// 5
    Verbose,
}

impl Level {
    /// Its number in Windows.
    pub fn number(self) -> u8 {
        match self {
            Self::Critical => 1,
            Self::Error => 2,
            Self::Warning => 3,
            Self::Information => 4,
            Self::Verbose => 5,
        }
    }

    /// The name on an English Windows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Critical => "Critical",
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Information => "Information",
            Self::Verbose => "Verbose",
        }
    }

    /// Reads a level as printed in an event or written in an article: a number, or a word of any language that is known
    /// here. A number means what it means in Windows.
    pub fn parse(text: &str) -> Option<Self> {
        normal::parse_level(text)
    }
}
