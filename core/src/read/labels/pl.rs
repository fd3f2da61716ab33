//! The labels of Polish documentation.
//!
//! Source: <https://learn.microsoft.com/pl-pl/troubleshoot/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton>.

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
