//! The labels of Polish documentation.
//!
//! Source: <https://github.com/Microsoft/azure-docs.pl-pl> (`event-id-troubleshoot-vm-rdp-connecton.md`).
//!
//! No copy from such a machine has been seen: what is not in these pages (the label of the XML, some of the event id and the
//! task) stands here as it is known from Windows.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Nazwa dziennika", CHANNEL),
    ("Źródło", PROVIDER),
    ("Data", TIME),
    ("Identyfikator zdarzenia", EVENT_ID),
    ("Kategoria zadania", TASK),
    ("Poziom", LEVEL),
    ("Słowa kluczowe", KEYWORDS),
    ("Użytkownik", USER),
    ("Komputer", COMPUTER),
    ("Opis", DESCRIPTION),
    ("Kod XML zdarzenia", EVENT_XML),
];
