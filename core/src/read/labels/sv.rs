//! The labels of Swedish documentation.
//!
//! Source: <https://github.com/MicrosoftDocs/azure-docs.sv-se> (`event-id-troubleshoot-vm-rdp-connecton.md`).

use super::{CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Loggnamn", CHANNEL),
    ("Logg namn", CHANNEL),
    ("Källa", PROVIDER),
    ("Datum", TIME),
    ("Händelse-ID", EVENT_ID),
    ("Aktivitetskategori", TASK),
    ("Uppgiftskategori", TASK),
    ("Uppgifts kategori", TASK),
    ("Nivå", LEVEL),
    ("Nyckelord", KEYWORDS),
    ("Användare", USER),
    ("Dator", COMPUTER),
    ("Beskrivning", DESCRIPTION),
];
