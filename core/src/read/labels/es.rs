//! The labels of Spanish documentation, and `Id. del evento`, `Tipo de evento`, ... of its older articles.
//!
//! Sources: <https://github.com/johnbrillas/azure-docs.es-es> (`event-id-troubleshoot-vm-rdp-connecton.md`);
//! <https://learn.microsoft.com/es-es/exchange/back-pressure-exchange-2013-help>.
//!
//! No copy from such a machine has been seen: what is not in these pages (the label of the XML, some of the event id and the
//! task) stands here as it is known from Windows.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Nombre de registro", CHANNEL),
    ("Nombre del registro", CHANNEL),
    ("Origen", PROVIDER),
    ("Origen del evento", PROVIDER),
    ("Fuente", PROVIDER),
    ("Fecha", TIME),
    ("Registrado", TIME),
    ("Id. del evento", EVENT_ID),
    ("Id. de evento", EVENT_ID),
    ("ID. de evento", EVENT_ID),
    ("Id. evento", EVENT_ID),
    ("ID de evento", EVENT_ID),
    ("ID del evento", EVENT_ID),
    ("Identificador de evento", EVENT_ID),
    ("Identificador del evento", EVENT_ID),
    ("Categoría de la tarea", TASK),
    ("Categoría de tarea", TASK),
    ("Categoría de tareas", TASK),
    ("Categoría del evento", TASK),
    ("Nivel", LEVEL),
    ("Tipo de evento", LEVEL),
    ("Palabras clave", KEYWORDS),
    ("Usuario", USER),
    ("Equipo", COMPUTER),
    ("Computadora", COMPUTER),
    ("Descripción", DESCRIPTION),
    ("XML de evento", EVENT_XML),
    ("XML del evento", EVENT_XML),
];
