//! The labels of a Finnish Windows, as far as they are known: no copy from such a machine has been seen.
//!
//! Source: the words for events, their level and their log in Event Viewer's own help,
//! <https://windows.microsoft.com/fi-fi/windows-vista/what-information-appears-in-event-logs-event-viewer>.

use super::{CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Lokin nimi", CHANNEL),
    ("Lähde", PROVIDER),
    ("Päivämäärä", TIME),
    ("Päiväys", TIME),
    ("Tapahtumatunnus", EVENT_ID),
    ("Tapahtuman tunnus", EVENT_ID),
    ("Tapahtuman ID", EVENT_ID),
    ("Tehtäväluokka", TASK),
    ("Tehtävän luokka", TASK),
    ("Taso", LEVEL),
    ("Avainsanat", KEYWORDS),
    ("Käyttäjä", USER),
    ("Tietokone", COMPUTER),
    ("Kuvaus", DESCRIPTION),
];
