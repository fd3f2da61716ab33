//! The labels of Dutch documentation.
//!
//! Source: <https://learn.microsoft.com/nl-nl/troubleshoot/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton>.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Logboeknaam", CHANNEL),
    ("Bron", PROVIDER),
    ("Datum", TIME),
    ("Gebeurtenis-id", EVENT_ID),
    ("Taakcategorie", TASK),
    ("Niveau", LEVEL),
    ("Trefwoorden", KEYWORDS),
    ("Gebruiker", USER),
    ("Computer", COMPUTER),
    ("Beschrijving", DESCRIPTION),
    ("Gebeurtenis-XML", EVENT_XML),
];
