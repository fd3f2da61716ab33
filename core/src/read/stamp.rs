//! Times at the start of a log line, in the spellings that logs have.
//!
//! `2026-01-02T03:04:05.123Z`, `2026-01-02 03:04:05,123 +01:00`, `2026/01/02 03:04:05`, `1/2/2026, 3:04:05 PM`,
//! `02.01.2026 03:04:05`, `02-Jan-2026 03:04:05.123`, `02/Jan/2026:03:04:05 +0000`, `Jan 02, 2026 3:04:05 PM`,
//! `Fri Jan 02 03:04:05.123 2026`, and the bare clock `03:04:05.123`. Sources: RFC 3339; `strftime` formats in the manuals of
//! Log4j (<https://logging.apache.org/log4j/2.x/manual/pattern-layout.html>), Apache
//! (<https://httpd.apache.org/docs/2.4/mod/mod_log_config.html>) and nginx.

use std::ops::Range;

/// A date and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Its length, with fraction, half of the day and zone.
    pub len: usize,
    /// Whether it has a date.
    pub dated: bool,
}

/// Dates: `d` is a digit, `D` one or two, `M` the name of a month, `W` of a weekday, a space any run of spaces.
const DATES: [&str; 13] = [
    "dddd-dd-dd",
    "dddd/dd/dd",
    "dddd/D/D",
    "dddd.dd.dd",
    "D/D/dddd",
    "D.D.dddd",
    "D-D-dddd",
    "dddddddd",
    "M D, dddd",
    "D-M-dddd",
    "D/M/dddd",
    "W, D M dddd",
    "D M dddd",
];

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The stamp at the start of `text`. Cost: constant.
pub(super) fn at_start(text: &str) -> Option<Stamp> {
    let first = text.as_bytes().first()?;
    if first.is_ascii_alphabetic() {
        // Most lines begin with another word.
        word(text, 0, &MONTHS).or_else(|| word(text, 0, &WEEKDAYS))?;
        if let Some(len) = ctime(text) {
            return Some(Stamp { len, dated: true });
        }
    } else if !first.is_ascii_digit() {
        return None;
    }
    let dated = DATES.iter().find_map(|pattern| {
        let date = matches(text, pattern)?;
        let separator = separator(&text[date..])?;
        let time = clock(&text[date + separator..])?;
        Some(date + separator + time)
    });
    if let Some(len) = dated {
        return Some(Stamp { len, dated: true });
    }
    let len = clock(text).filter(|_| text.as_bytes().get(2) == Some(&b':'))?;
    Some(Stamp { len, dated: false })
}

/// The length of the date at the start of `text`, without a time of day.
pub(super) fn date(text: &str) -> Option<usize> {
    DATES.iter().find_map(|pattern| matches(text, pattern))
}

/// `Fri Jan 02 03:04:05.123 2026`, and `Jan  2 03:04:05 2026`.
fn ctime(text: &str) -> Option<usize> {
    let date = matches(text, "W M D ").or_else(|| matches(text, "M D "))?;
    let time = clock_only(&text[date..])?;
    let year = matches(&text[date + time..], " dddd")?;
    Some(date + time + year)
}

/// `Jan  2 03:04:05`: the time of RFC 3164, which has no year.
pub(super) fn without_year(text: &str) -> Option<usize> {
    let date = matches(text, "M D ")?;
    Some(date + clock_only(&text[date..])?)
}

/// What stands between a date and a time of day.
fn separator(text: &str) -> Option<usize> {
    let length = ["T", "t", " ", ", ", ":", "_", "\t"]
        .iter()
        .filter(|s| text.starts_with(*s))
        .map(|s| s.len())
        .max()?;
    let spaces = text[length..].len() - text[length..].trim_start_matches(' ').len();
    (spaces <= 2).then_some(length + spaces)
}

/// A time of day, with its fraction, half of the day and zone.
fn clock(text: &str) -> Option<usize> {
    let time = clock_only(text)?;
    let half = half(&text[time..]);
    let rest = &text[time + half..];
    Some(time + half + zone(rest))
}

fn clock_only(text: &str) -> Option<usize> {
    let minutes = matches(text, "D:dd")?;
    let seconds = matches(&text[minutes..], ":dd").unwrap_or(0);
    let end = minutes + seconds;
    let fraction = if seconds > 0 { fraction(&text[end..]) } else { 0 };
    let after = text.as_bytes().get(end + fraction);
    (!after.is_some_and(u8::is_ascii_digit)).then_some(end + fraction)
}

fn fraction(text: &str) -> usize {
    let Some(digits) = text.strip_prefix(['.', ',', ':']) else { return 0 };
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&count) { 1 + count } else { 0 }
}

fn half(text: &str) -> usize {
    ["AM", "PM", "am", "pm"]
        .iter()
        .find_map(|half| {
            let spaces = text.len() - text.trim_start_matches([' ', '\u{202f}', '\u{a0}']).len();
            let rest = text[spaces..].strip_prefix(half)?;
            (!rest.starts_with(char::is_alphanumeric)).then_some(spaces + half.len())
        })
        .unwrap_or(0)
}

fn zone(text: &str) -> usize {
    let spaces = usize::from(text.starts_with(' '));
    let rest = &text[spaces..];
    let name = ["Z", "UTC", "GMT", "CET", "CEST", "EST", "EDT", "PST", "PDT"]
        .iter()
        .filter(|name| rest.strip_prefix(*name).is_some_and(|r| !r.starts_with(char::is_alphanumeric)))
        .map(|name| name.len())
        .max();
    let offset = || {
        ["+dd:dd", "-dd:dd", "+dddd", "-dddd", "+dd", "-dd"].iter().find_map(|pattern| {
            let length = matches(rest, pattern)?;
            let after = rest.as_bytes().get(length).copied().unwrap_or(b' ');
            (!after.is_ascii_alphanumeric() && after != b'-').then_some(length)
        })
    };
    name.or_else(offset).map_or(0, |length| spaces + length)
}

/// The length of what `pattern` matches at the start of `text`.
fn matches(text: &str, pattern: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    for p in pattern.bytes() {
        at += match p {
            b'd' => bytes.get(at)?.is_ascii_digit().then_some(1)?,
            b'D' => digits(bytes, at)?,
            b'M' => word(text, at, &MONTHS)?,
            b'W' => word(text, at, &WEEKDAYS)?,
            b' ' => spaces(bytes, at)?,
            literal => (*bytes.get(at)? == literal).then_some(1)?,
        };
    }
    Some(at)
}

/// One or two digits, and no third.
fn digits(bytes: &[u8], at: usize) -> Option<usize> {
    let count = bytes.get(at..)?.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    (1..=2).contains(&count).then_some(count)
}

/// Up to three spaces.
fn spaces(bytes: &[u8], at: usize) -> Option<usize> {
    let count = bytes.get(at..)?.iter().take(3).take_while(|b| **b == b' ').count();
    (count > 0).then_some(count)
}

/// One of `names`, in any case, and no longer word.
fn word(text: &str, at: usize, names: &[&str]) -> Option<usize> {
    let name = text.get(at..at + 3)?;
    if text[at + 3..].starts_with(char::is_alphabetic) {
        return None;
    }
    names.iter().any(|known| name.eq_ignore_ascii_case(known)).then_some(3)
}

/// Words that name a level in logs, and the words for it that all readers of levels know.
const LEVELS: [(&str, &str); 41] = [
    ("error", "Error"),
    ("err", "Error"),
    ("eror", "Error"),
    ("fail", "Error"),
    ("failure", "Error"),
    ("severe", "Error"),
    ("serious", "Error"),
    ("critical", "Critical"),
    ("crit", "Critical"),
    ("fatal", "Critical"),
    ("fatl", "Critical"),
    ("ftl", "Critical"),
    ("alert", "Critical"),
    ("emerg", "Critical"),
    ("emergency", "Critical"),
    ("panic", "Critical"),
    ("warning", "Warning"),
    ("warn", "Warning"),
    ("wrn", "Warning"),
    ("info", "Information"),
    ("inf", "Information"),
    ("information", "Information"),
    ("informational", "Information"),
    ("notice", "Information"),
    ("note", "Information"),
    ("config", "Information"),
    ("log", "Information"),
    ("success", "Information"),
    ("perf", "Information"),
    ("debug", "Verbose"),
    ("dbug", "Verbose"),
    ("dbg", "Verbose"),
    ("trace", "Verbose"),
    ("trce", "Verbose"),
    ("trc", "Verbose"),
    ("fine", "Verbose"),
    ("finer", "Verbose"),
    ("finest", "Verbose"),
    ("verbose", "Verbose"),
    ("vrb", "Verbose"),
    ("verb", "Verbose"),
];

/// The level that `text` names, as everybody spells it.
pub(super) fn level(text: &str) -> Option<&'static str> {
    if text.len() > 13 {
        return None;
    }
    LEVELS.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)).map(|(_, level)| *level)
}

/// The part of a slice that starts with the stamp in brackets or without, and the stamp: `[2026-01-02 03:04:05] text`.
pub(super) fn bracketed(text: &str) -> Option<(Range<usize>, usize)> {
    let open = usize::from(text.starts_with(['[', '(']));
    let stamp = at_start(&text[open..]).filter(|stamp| stamp.dated)?;
    let end = open + stamp.len;
    let close = usize::from(text[end..].starts_with([']', ')']));
    (open <= close).then_some((open..end, end + if open > 0 { close } else { 0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> &str {
        at_start(text).map_or("", |stamp| &text[..stamp.len])
    }

    #[test]
    fn times_are_found_whole_in_every_spelling() {
        for time in [
            "2026-01-02T03:04:05.123Z",
            "2026-01-02 03:04:05,123 +01:00",
            "2026-01-02 03:04:05",
            "2026-01-02 03:04:05:123",
            "2026/01/02 03:04:05.1234567",
            "1/2/2026, 3:04:05 PM",
            "01/02/2026 03:04:05",
            "02.01.2026 03:04:05",
            "02-Jan-2026 03:04:05.123",
            "02/Jan/2026:03:04:05 +0000",
            "Jan 02, 2026 3:04:05 PM",
            "Fri Jan 02 03:04:05.123 2026",
            "2026-01-02 03:04:05.12",
            "2026-01-02 03:04:05 UTC",
            "03:04:05.123",
            "20260102 03:04:05",
        ] {
            assert_eq!(stamp(&format!("{time} text 7")), time);
            assert_eq!(stamp(time), time);
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "2026-01-02",
            "10:30",
            "May be 3",
            "3:04",
            "1234-56-789 11:11:11",
            "2026-01-02 text",
            "é",
            "",
            "12/2/2026 1",
        ] {
            let found = stamp(text);
            assert!(found.is_empty() || found == "10:30", "{text}: {found}");
        }
    }

    #[test]
    fn a_stamp_cut_anywhere_is_no_panic() {
        let text = "Fri Jan 02 03:04:05.123 2026é 2026-01-02T03:04:05.123+01:00é";
        for (at, _) in text.char_indices() {
            let (before, after) = text.split_at(at);
            let _ = (at_start(before), at_start(after), without_year(after), bracketed(after));
        }
    }
}
