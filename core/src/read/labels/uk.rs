//! The labels of a Ukrainian Windows, as far as they are known: no copy from such a machine has been seen.
//!
//! Source: the words for events, their level and their log in Event Viewer's own help,
//! <https://windows.microsoft.com/uk-ua/windows/what-information-event-logs-event-viewer>.

use super::{CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Ім’я журналу", CHANNEL),
    ("Назва журналу", CHANNEL),
    ("Джерело", PROVIDER),
    ("Дата", TIME),
    ("Ідентифікатор події", EVENT_ID),
    ("Код події", EVENT_ID),
    ("ІД події", EVENT_ID),
    ("Категорія завдання", TASK),
    ("Категорія завдань", TASK),
    ("Рівень", LEVEL),
    ("Ключові слова", KEYWORDS),
    ("Користувач", USER),
    ("Комп’ютер", COMPUTER),
    ("Опис", DESCRIPTION),
];
