//! The labels of Dutch documentation.
//!
//! Source: <https://github.com/Microsoft/azure-docs.nl-nl> (`event-id-troubleshoot-vm-rdp-connecton.md`).
//!
//! No copy from such a machine has been seen: what is not in these pages (the label of the XML, some of the event id and the
//! task) stands here as it is known from Windows.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Logboeknaam", CHANNEL),
    ("Logboek naam", CHANNEL),
    ("Lognaam", CHANNEL),
    ("Bron", PROVIDER),
    ("Datum", TIME),
    ("Gebeurtenis-id", EVENT_ID),
    ("Taakcategorie", TASK),
    ("Taak categorie", TASK),
    ("Niveau", LEVEL),
    ("Trefwoorden", KEYWORDS),
    ("Gebruiker", USER),
    ("Computer", COMPUTER),
    ("Beschrijving", DESCRIPTION),
    ("Gebeurtenis-XML", EVENT_XML),
];
