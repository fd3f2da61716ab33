//! The labels of a Korean Windows, and those of translated documentation: `태스크 범주`.
//!
//! Sources: copies from Korean machines;
//! <https://learn.microsoft.com/ko-kr/sql/relational-databases/errors-events/mssqlserver-3859-database-engine-error>.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, PROVIDER, TASK, TIME, Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("로그 이름", CHANNEL),
    ("원본", PROVIDER),
    ("날짜", TIME),
    ("이벤트 ID", EVENT_ID),
    ("작업 범주", TASK),
    ("태스크 범주", TASK),
    ("수준", LEVEL),
    ("키워드", KEYWORDS),
    ("사용자", USER),
    ("컴퓨터", COMPUTER),
    ("설명", DESCRIPTION),
    ("이벤트 Xml", EVENT_XML),
];
