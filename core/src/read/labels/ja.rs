//! The labels of a Japanese Windows, and those of translated documentation.
//!
//! Sources: copies from Japanese machines; <https://github.com/MicrosoftDocs/azure-docs.ja-jp> (`event-id-troubleshoot-vm-rdp-connecton.md`).

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("ログの名前", CHANNEL),
    ("ログ名", CHANNEL),
    ("ソース", PROVIDER),
    ("イベント ソース", PROVIDER),
    ("日付", TIME),
    ("ログの日付", TIME),
    ("イベント ID", EVENT_ID),
    ("イベントID", EVENT_ID),
    ("タスクのカテゴリ", TASK),
    ("タスク カテゴリ", TASK),
    ("レベル", LEVEL),
    ("キーワード", KEYWORDS),
    ("ユーザー", USER),
    ("コンピューター", COMPUTER),
    ("コンピュータ", COMPUTER),
    ("説明", DESCRIPTION),
    ("イベント XML", EVENT_XML),
    ("イベントXML", EVENT_XML),
];
