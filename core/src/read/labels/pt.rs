//! The labels of Portuguese documentation, of Brazil and of Portugal (`Nome do registo`, `Utilizador`).
//!
//! Sources: <https://github.com/robertorcosta/azure-docs.pt-br> (`event-id-troubleshoot-vm-rdp-connecton.md`);
//! <https://github.com/Microsoft/azure-docs.pt-pt> (`event-id-troubleshoot-vm-rdp-connecton.md`).
//!
//! No copy from such a machine has been seen: what is not in these pages (the label of the XML, some of the event id and the
//! task) stands here as it is known from Windows.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Nome do Log", CHANNEL),
    ("Nome de Log", CHANNEL),
    ("Nome do registo", CHANNEL),
    ("Nome de registo", CHANNEL),
    ("Nome do registro", CHANNEL),
    ("Nome de registro", CHANNEL),
    ("Origem", PROVIDER),
    ("Fonte", PROVIDER),
    ("Data", TIME),
    ("ID do Evento", EVENT_ID),
    ("ID de Evento", EVENT_ID),
    ("Identificação do Evento", EVENT_ID),
    ("Identificação de Evento", EVENT_ID),
    ("Categoria da Tarefa", TASK),
    ("Categoria de Tarefa", TASK),
    ("Categoria Tarefa", TASK),
    ("Nível", LEVEL),
    ("Palavras-chave", KEYWORDS),
    ("Usuário", USER),
    ("Utilizador", USER),
    ("Computador", COMPUTER),
    ("Descrição", DESCRIPTION),
    ("XML de Evento", EVENT_XML),
    ("XML do Evento", EVENT_XML),
];
