//! The labels of a Danish Windows.
//!
//! Source: the words for events of <https://learn.microsoft.com/da-dk/defender-endpoint/>. No copy from such a machine has been
//! seen: what is not in these pages stands here as it is known from Windows.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Lognavn", CHANNEL),
    ("Kilde", PROVIDER),
    ("Dato", TIME),
    ("Hændelses-id", EVENT_ID),
    ("Opgavekategori", TASK),
    ("Niveau", LEVEL),
    ("Nøgleord", KEYWORDS),
    ("Bruger", USER),
    ("Computer", COMPUTER),
    ("Beskrivelse", DESCRIPTION),
    ("Hændelses-xml", EVENT_XML),
];
