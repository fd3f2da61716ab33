//! The labels of a Windows in simplified Chinese, and those of translated documentation: `源`, `说明`.
//!
//! Sources: copies from Chinese machines; <https://github.com/renhuailin/azure-docs.zh-cn> (`event-id-troubleshoot-vm-rdp-connecton.md`).

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, OPCODE, PROVIDER, TASK, TIME,
    Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("日志名称", CHANNEL),
    ("来源", PROVIDER),
    ("源", PROVIDER),
    ("日期", TIME),
    ("记录时间", TIME),
    ("事件 ID", EVENT_ID),
    ("事件ID", EVENT_ID),
    ("任务类别", TASK),
    ("级别", LEVEL),
    ("关键字", KEYWORDS),
    ("用户", USER),
    ("计算机", COMPUTER),
    ("操作代码", OPCODE),
    ("描述", DESCRIPTION),
    ("说明", DESCRIPTION),
    ("事件 Xml", EVENT_XML),
];
