//! What the elements of an event mean.
//!
//! Source: <https://learn.microsoft.com/windows/win32/wes/eventschema-schema>.

use crate::event::Header;

/// Whether an element is a part of the event as a whole.
pub(super) fn is_section(name: &str) -> bool {
    matches!(name, "System" | "UserData") || is_telling_section(name)
}

/// Whether it is one whose name no other schema has.
pub(super) fn is_telling_section(name: &str) -> bool {
    matches!(name, "EventData" | "RenderingInfo" | "ProcessingErrorData" | "DebugData" | "BinaryEventData")
}

/// What an element that `System` holds tells, where `System` itself is not there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SystemPart {
    /// Hardly found elsewhere.
    Telling,
    /// Other schemas have one too.
    Common,
}

/// Whether `System` holds an element of that name.
pub(super) fn system_part(name: &str) -> Option<SystemPart> {
    Some(match name {
        "Provider" | "EventID" | "TimeCreated" | "EventRecordID" | "Execution" => SystemPart::Telling,
        "Version" | "Level" | "Task" | "Opcode" | "Keywords" | "Correlation" | "Channel" | "Computer"
        | "Security" => SystemPart::Common,
        _ => return None,
    })
}

/// Whether an element is one of the values in `EventData`.
pub(super) fn is_data(name: &str) -> bool {
    matches!(name, "Data" | "ComplexData" | "Binary")
}

/// Whether a part of an event may begin with a tag of that name.
pub(super) fn may_begin(name: &str) -> bool {
    is_section(name) || system_part(name).is_some() || matches!(name, "Data" | "DataItem")
}

/// The header field that an element holds.
pub(super) fn header_of(section: &str, element: &str) -> Option<Header> {
    Some(match (section, element) {
        ("System", "EventID") => Header::EventId,
        ("System" | "RenderingInfo", "Level") => Header::Level,
        ("System" | "RenderingInfo", "Task") => Header::Task,
        ("System" | "RenderingInfo", "Opcode") => Header::Opcode,
        ("System", "Keywords") | ("RenderingInfo", "Keyword") => Header::Keywords,
        ("System", "Channel") => Header::Channel,
        ("System", "Computer") => Header::Computer,
        ("RenderingInfo", "Message") => Header::Message,
        _ => return None,
    })
}

/// The header field that an attribute holds.
pub(super) fn header_of_attribute(section: &str, element: &str, attribute: &str) -> Option<Header> {
    Some(match (section, element, attribute) {
        ("System", "Provider", "Name") => Header::Provider,
        ("System", "TimeCreated", "SystemTime") => Header::Time,
        ("System", "Security", "UserID") => Header::User,
        _ => return None,
    })
}
