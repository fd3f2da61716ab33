//! The labels of Czech documentation.
//!
//! Source: <https://github.com/Microsoft/azure-docs.cs-cz> (`event-id-troubleshoot-vm-rdp-connecton.md`).

use super::{CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Název protokolu", CHANNEL),
    ("Zdroj", PROVIDER),
    ("Datum", TIME),
    ("ID události", EVENT_ID),
    ("ID akce", EVENT_ID),
    ("Kategorie úlohy", TASK),
    ("Kategorie úkolu", TASK),
    ("Kategorie úkolů", TASK),
    ("Úloha kategorie", TASK),
    ("Úroveň", LEVEL),
    ("Klíčová slova", KEYWORDS),
    ("Uživatel", USER),
    ("Počítač", COMPUTER),
    ("Popis", DESCRIPTION),
];
