//! The labels of Italian documentation, and of its older articles: `Tipo evento`, `Origine evento`, `Categoria evento`.
//!
//! Sources: <https://learn.microsoft.com/it-it/troubleshoot/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton>;
//! <https://learn.microsoft.com/it-it/sql/relational-databases/errors-events/mssqlserver-17659-database-engine-error>.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Nome registro", CHANNEL),
    ("Nome del registro", CHANNEL),
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
