//! The labels of a Windows in traditional Chinese, and those of translated documentation: `記錄名稱`, `等級`, `說明`.
//!
//! Sources: copies from Taiwanese machines; <https://github.com/ningchencontact/azure-docs.zh-tw> (`event-id-troubleshoot-vm-rdp-connecton.md`).

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("記錄檔名稱", CHANNEL),
    ("記錄名稱", CHANNEL),
    ("來源", PROVIDER),
    ("日期", TIME),
    ("事件識別碼", EVENT_ID),
    ("事件 ID", EVENT_ID),
    ("工作類別", TASK),
    ("層級", LEVEL),
    ("等級", LEVEL),
    ("關鍵字", KEYWORDS),
    ("使用者", USER),
    ("電腦", COMPUTER),
    ("描述", DESCRIPTION),
    ("說明", DESCRIPTION),
    ("事件 Xml", EVENT_XML),
];
