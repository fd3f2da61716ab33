//! The labels of a Norwegian Windows.
//!
//! Source: the words of Event Viewer's help, <https://support.microsoft.com/nb-no/windows>. No copy from such a machine has been
//! seen: what is not in these pages stands here as it is known from Windows.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Loggnavn", CHANNEL),
    ("Kilde", PROVIDER),
    ("Dato", TIME),
    ("Hendelses-ID", EVENT_ID),
    ("Oppgavekategori", TASK),
    ("Nivå", LEVEL),
    ("Nøkkelord", KEYWORDS),
    ("Bruker", USER),
    ("Datamaskin", COMPUTER),
    ("Beskrivelse", DESCRIPTION),
    ("Hendelses-XML", EVENT_XML),
];
