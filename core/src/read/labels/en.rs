//! The labels of an English Windows, and those that its kin and people who retype events put in place of them.
//!
//! Source: <https://learn.microsoft.com/troubleshoot/windows-server/> prints such events in hundreds of its articles. The
//! event log of Windows XP has `Event Type`, `Event Source`, `Event Category`; `wevtutil` has `Task` and `Keyword`;
//! documentation has `Details` and `XML`; the General pane has `Logged`; people who retype have `Log` and `Message`.

use super::{
    CHANNEL, COMPUTER, DESCRIPTION, EVENT_ID, EVENT_XML, KEYWORDS, LEVEL, OPCODE, PROVIDER, TASK, TIME,
    Table, USER,
};

/// The labels.
pub(super) const TABLE: Table = &[
    ("Log Name", CHANNEL),
    ("Log", CHANNEL),
    ("Event Log", CHANNEL),
    ("Event Log Name", CHANNEL),
    ("Source", PROVIDER),
    ("Event Source", PROVIDER),
    ("Date", TIME),
    ("Logged", TIME),
    ("Date and Time", TIME),
    ("Event ID", EVENT_ID),
    ("EventID", EVENT_ID),
    ("Task Category", TASK),
    ("Event Category", TASK),
    ("Task", TASK),
    ("Level", LEVEL),
    ("Event Level", LEVEL),
    ("Event Type", LEVEL),
    ("Keywords", KEYWORDS),
    ("Keyword", KEYWORDS),
    ("User", USER),
    ("Computer", COMPUTER),
    ("OpCode", OPCODE),
    ("Description", DESCRIPTION),
    ("Event Description", DESCRIPTION),
    ("Details", DESCRIPTION),
    ("Message", DESCRIPTION),
    ("Event Message", DESCRIPTION),
    ("Event Xml", EVENT_XML),
    ("XML", EVENT_XML),
];
