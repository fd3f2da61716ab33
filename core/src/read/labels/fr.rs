//! The labels of a French Windows. A space, mostly U+00A0, stands before each colon; apostrophes are typographic or plain.
//!
//! Sources: the property names of Event Viewer's own help,
//! <https://forsenergy.com/fr-fr/eventviewer/html/386a877a-220a-4a7f-9238-7bacdee90279.htm>; <https://github.com/stephanemora/azure-docs.fr-fr> (`event-id-troubleshoot-vm-rdp-connecton.md`).
//!
//! No copy from such a machine has been seen: what is not in these pages (the label of the XML, some of the event id and the
//! task) stands here as it is known from Windows.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Nom du journal", CHANNEL),
    ("Source", PROVIDER),
    ("Date", TIME),
    ("Connecté", TIME),
    ("ID de l’événement", EVENT_ID),
    ("ID d’événement", EVENT_ID),
    ("ID événement", EVENT_ID),
    ("Catégorie de la tâche", TASK),
    ("Catégorie de tâche", TASK),
    ("Niveau", LEVEL),
    ("Mots clés", KEYWORDS),
    ("Mots-clés", KEYWORDS),
    ("Utilisateur", USER),
    ("Ordinateur", COMPUTER),
    ("Description", DESCRIPTION),
    ("XML de l’événement", EVENT_XML),
];
