//! The labels of a German Windows, and those of translated documentation: `Taskkategorie`, `Aufgabe Kategorie`, `Stufe`.
//!
//! Sources: copies from German machines; <https://github.com/otrekw/azure-docs.de-de> (`event-id-troubleshoot-vm-rdp-connecton.md`);
//! <https://learn.microsoft.com/de-de/sql/relational-databases/errors-events/mssqlserver-17659-database-engine-error>.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Protokollname", CHANNEL),
    ("Quelle", PROVIDER),
    ("Datum", TIME),
    ("Protokolliert", TIME),
    ("Ereignis-ID", EVENT_ID),
    ("Ereigniskennung", EVENT_ID),
    ("Aufgabenkategorie", TASK),
    ("Taskkategorie", TASK),
    ("Aufgabe Kategorie", TASK),
    ("Vorgangskategorie", TASK),
    ("Ebene", LEVEL),
    ("Stufe", LEVEL),
    ("Schlüsselwörter", KEYWORDS),
    ("Benutzer", USER),
    ("Computer", COMPUTER),
    ("Beschreibung", DESCRIPTION),
    ("Ereignis-XML", EVENT_XML),
];
