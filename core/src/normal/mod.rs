//! Normal forms of header values: the one place where spellings become comparable.
//!
//! Readers store what was printed. Windows prints one and the same value in many ways: in the language of the system, as a
//! number or a name, with the qualifiers of the message or without. Here is what each of them means, as data, with its source.
//! A value that no table knows is its own normal form.

mod channel;
mod event_id;
mod level;
mod provider;
mod user;

use crate::event::{Format, Header, Level};
use crate::text::fold;
use crate::time::Time;
pub use channel::channel;
pub use event_id::event_id;
pub(crate) use level::parse as parse_level;
pub use provider::provider;
use std::borrow::Cow;
pub use user::user;

/// The normal form of a header field's value, as `format` prints it; `None` when it says nothing: no user, no number, a time or
/// a level that is not understood.
pub fn header(header: Header, value: &str, format: Format) -> Option<Cow<'_, str>> {
    let value = value.trim();
    match header {
        Header::EventId => event_id(value).map(|id| same_or_new(value, id.to_string())),
        Header::Level => level(value, format).map(|level| same_or_new(value, level.name().to_owned())),
        Header::Time => time(value, format)?.iso().map(|text| same_or_new(value, text)),
        _ if says_nothing(value) => None,
        Header::Provider => Some(provider(value)),
        Header::Channel => Some(channel(value)),
        Header::User => Some(user(value)),
        Header::Computer | Header::Task | Header::Keywords | Header::Opcode | Header::Message => {
            Some(Cow::Borrowed(value))
        }
    }
}

/// The level that `value` means in `format`.
pub fn level(value: &str, format: Format) -> Option<Level> {
    level::parse_in(value, format)
}

/// The time that `value` means in `format`.
pub(crate) fn time(value: &str, format: Format) -> Option<Time> {
    if format == Format::Cmtrace { Time::parse_month_first(value) } else { Time::parse(value) }
}

/// `new`, or what was printed where that is the same.
fn same_or_new(value: &str, new: String) -> Cow<'_, str> {
    if value == new { Cow::Borrowed(value) } else { Cow::Owned(new) }
}

/// What stands for "none" in a header field, folded. English, Chinese and Russian as Event Viewer prints it; the others
/// are the usual words for "not applicable" and "not available", which name no account either.
const NOTHING: [&str; 17] = [
    "",
    "-",
    "n/a",
    "n.a.",
    "not applicable",
    "nicht zutreffend",
    "nicht verfügbar",
    "no disponible",
    "no aplicable",
    "non applicable",
    "n/d",
    "nie dotyczy",
    "n.v.t.",
    "н/д",
    "暂缺",
    "不適用",
    "해당 없음",
];

/// Whether a value says that there is none.
pub(crate) fn says_nothing(value: &str) -> bool {
    // No such word is longer.
    value.len() <= 40 && NOTHING.contains(&fold(value).trim())
}

/// The second of the pair whose first is `key`, in a table that is sorted by the first.
fn look_up<T: Copy>(table: &[(&str, T)], key: &str) -> Option<T> {
    let at = table.binary_search_by(|(known, _)| (*known).cmp(key)).ok()?;
    table.get(at).map(|&(_, value)| value)
}

#[cfg(test)]
mod tests;
