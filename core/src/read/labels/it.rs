//! The labels of Italian documentation, and of its older articles: `Tipo evento`, `Origine evento`, `Categoria evento`.
//!
//! Sources: <https://github.com/changeworld/azure-docs.it-it> (`event-id-troubleshoot-vm-rdp-connecton.md`);
//! <https://learn.microsoft.com/it-it/sql/relational-databases/errors-events/mssqlserver-17659-database-engine-error>.
//!
//! No copy from such a machine has been seen: what is not in these pages (the label of the XML, some of the event id and the
//! task) stands here as it is known from Windows.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Nome registro", CHANNEL),
    ("Nome del registro", CHANNEL),
    ("Nome log", CHANNEL),
    ("Origine", PROVIDER),
    ("Origine evento", PROVIDER),
    ("Data", TIME),
    ("ID evento", EVENT_ID),
    ("Categoria attività", TASK),
    ("Categoria evento", TASK),
    ("Livello", LEVEL),
    ("Tipo evento", LEVEL),
    ("Parole chiave", KEYWORDS),
    ("Utente", USER),
    ("Computer", COMPUTER),
    ("Descrizione", DESCRIPTION),
    ("XML evento", EVENT_XML),
];
