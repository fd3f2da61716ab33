//! The labels of Portuguese documentation, of Brazil and of Portugal (`Nome do registo`, `Utilizador`).
//!
//! Sources: <https://learn.microsoft.com/pt-br/troubleshoot/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton>;
//! <https://learn.microsoft.com/pt-pt/troubleshoot/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton>.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Nome do Log", CHANNEL),
    ("Nome do registo", CHANNEL),
    ("Nome do registro", CHANNEL),
    ("Origem", PROVIDER),
    ("Fonte", PROVIDER),
    ("Data", TIME),
    ("ID do Evento", EVENT_ID),
    ("ID de Evento", EVENT_ID),
    ("Identificação do Evento", EVENT_ID),
    ("Identificação de Evento", EVENT_ID),
    ("Categoria da Tarefa", TASK),
    ("Categoria de Tarefa", TASK),
    ("Nível", LEVEL),
    ("Palavras-chave", KEYWORDS),
    ("Usuário", USER),
    ("Utilizador", USER),
    ("Computador", COMPUTER),
    ("Descrição", DESCRIPTION),
    ("XML de Evento", EVENT_XML),
    ("XML do Evento", EVENT_XML),
];
