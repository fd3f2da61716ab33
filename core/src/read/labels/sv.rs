//! The labels of Swedish documentation.
//!
//! Source: <https://learn.microsoft.com/sv-se/troubleshoot/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton>.

use super::{CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Loggnamn", CHANNEL),
    ("Källa", PROVIDER),
    ("Datum", TIME),
    ("Händelse-ID", EVENT_ID),
    ("Aktivitetskategori", TASK),
    ("Uppgiftskategori", TASK),
    ("Nivå", LEVEL),
    ("Nyckelord", KEYWORDS),
    ("Användare", USER),
    ("Dator", COMPUTER),
    ("Beskrivning", DESCRIPTION),
];
