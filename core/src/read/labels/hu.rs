//! The labels of Hungarian documentation.
//!
//! Source: <https://github.com/tsunami416604/azure-docs.hu-hu> (`event-id-troubleshoot-vm-rdp-connecton.md`).

use super::{CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Napló neve", CHANNEL),
    ("Naplónév", CHANNEL),
    ("Naplófájl neve", CHANNEL),
    ("Forrás", PROVIDER),
    ("Dátum", TIME),
    ("Eseményazonosító", EVENT_ID),
    ("Esemény azonosítója", EVENT_ID),
    ("Feladatkategória", TASK),
    ("Feladat kategória", TASK),
    ("Feladat kategóriája", TASK),
    ("Szint", LEVEL),
    ("Kulcsszavak", KEYWORDS),
    ("Felhasználó", USER),
    ("Felhasználói", USER),
    ("Számítógép", COMPUTER),
    ("Leírás", DESCRIPTION),
];
