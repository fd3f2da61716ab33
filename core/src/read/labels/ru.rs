//! The labels of a Russian Windows, and those of translated documentation: `Идентификатор события`, `Категория задач`.
//!
//! Sources: copies from Russian machines; <https://github.com/bergano65/azure-docs.ru-ru> (`event-id-troubleshoot-vm-rdp-connecton.md`).

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Имя журнала", CHANNEL),
    ("Источник", PROVIDER),
    ("Дата", TIME),
    ("Код события", EVENT_ID),
    ("Идентификатор события", EVENT_ID),
    ("ИД события", EVENT_ID),
    ("Категория задачи", TASK),
    ("Категория задач", TASK),
    ("Уровень", LEVEL),
    ("Ключевые слова", KEYWORDS),
    ("Пользователь", USER),
    ("Компьютер", COMPUTER),
    ("Описание", DESCRIPTION),
    ("Xml события", EVENT_XML),
];
