//! Error codes, and the many ways in which one code is written.

use crate::event::{Event, Field, FieldKey};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// An error code. Two spellings of one code are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Code {
    /// A 32-bit number: an HRESULT, an NTSTATUS, a Win32 error.
    Number(u32),
    /// A code with a prefix, folded: `aadsts` and `50076`.
    Prefixed(String, String),
}

/// From here on a number is a code by its size alone, also when it is written as a bare decimal: every HRESULT and NTSTATUS
/// failure has its top bit set.
const FAILURE_BIT: u32 = 0x8000_0000;

/// The prefix under which Entra ID's token service prints its codes. Its logs print the number alone.
/// Source: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.
const ENTRA_PREFIX: &str = "aadsts";

/// Fields, by the last part of their name, whose value is a code even when it is a small number.
const CODE_FIELDS: [&str; 14] = [
    "code",
    "error",
    "errorcode",
    "errorcodes",
    "errorvalue",
    "exceptioncode",
    "exitcode",
    "hresult",
    "result",
    "resultcode",
    "resulttype",
    "returncode",
    "servererrorcode",
    "status",
];

impl Code {
    /// Where `event` holds this code, as ranges of [`Event::text`], in order. Cost: linear in the event's text.
    pub fn find_in(&self, event: &Event) -> Vec<Range<usize>> {
        let mut found: Vec<_> =
            event.codes().iter().filter(|f| f.code == *self).map(|f| f.range.clone()).collect();
        let in_field =
            |field: &&Field| is_code_field(&field.key) && self.is_number_in_field(event.value(field));
        found.extend(event.fields.iter().filter(in_field).map(|field| field.range.clone()));
        found.sort_by_key(|range| (range.start, range.end));
        found.dedup();
        found
    }

    /// Whether a field that is known to hold codes holds this one as a bare number.
    fn is_number_in_field(&self, value: &str) -> bool {
        match self {
            Self::Number(number) => value.parse::<i64>().is_ok_and(|found| as_u32(found) == Some(*number)),
            Self::Prefixed(prefix, digits) => prefix == ENTRA_PREFIX && value == digits,
        }
    }
}

fn is_code_field(key: &FieldKey) -> bool {
    let FieldKey::Named(name) = key else { return false };
    let last = name.as_str().rsplit('.').next().unwrap_or_default();
    CODE_FIELDS.contains(&last)
}

fn as_u32(number: i64) -> Option<u32> {
    u32::try_from(number).ok().or_else(|| i32::try_from(number).ok().map(i32::cast_unsigned))
}

impl FromStr for Code {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let trimmed = text.trim();
        let number = || trimmed.parse::<i64>().ok().and_then(as_u32).map(Self::Number);
        let spelled = || {
            let found = scan(trimmed).next()?;
            (found.range == (0..trimmed.len())).then_some(found.code)
        };
        number()
            .or_else(spelled)
            .or_else(|| prefixed(trimmed))
            .ok_or_else(|| NotACode(trimmed.chars().take(40).collect()))
    }
}

/// A text that is no error code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotACode(String);

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no error code", self.0)
    }
}

impl std::error::Error for NotACode {}

impl TryFrom<String> for Code {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.to_string()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) if *number <= 0xffff => write!(f, "{number}"),
            Self::Number(number) => write!(f, "0x{number:08X}"),
            Self::Prefixed(prefix, digits) => write!(f, "{}{digits}", prefix.to_uppercase()),
        }
    }
}

/// A code in a text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The code.
    pub code: Code,
    /// Where, in the text that was scanned.
    pub range: Range<usize>,
}

/// Finds the codes that a text shows by their spelling alone: `0x80070005`, `80070005`, `2147942405`, `-2147024891`,
/// `%%1053`, `AADSTS50076`. Linear in the text.
pub(crate) fn scan(text: &str) -> impl Iterator<Item = Found> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(start) = (at..bytes.len()).find(|&i| is_word(bytes[i])) {
            let end = (start..bytes.len()).find(|&i| !is_word(bytes[i])).unwrap_or(bytes.len());
            at = end;
            if let Some(found) = word(text, start..end) {
                return Some(found);
            }
        }
        None
    })
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The code that the word at `range` is, with the sign or the `%%` before it.
fn word(text: &str, range: Range<usize>) -> Option<Found> {
    let bytes = text.as_bytes();
    let word = &text[range.clone()];
    if word.len() > 18 || !word.as_bytes().first()?.is_ascii_alphanumeric() {
        return None;
    }
    let before = &bytes[..range.start];
    let dashed = before.last() == Some(&b'-');
    let joined = dashed && before.len() > 1 && is_word(before[before.len() - 2]);
    let guid = joined
        || (bytes.get(range.end) == Some(&b'-') && bytes.get(range.end + 1).is_some_and(|&b| is_word(b)));
    let signed = range.start - usize::from(dashed && !joined);
    let start = if bytes[..signed].ends_with(b"%%") { signed - 2 } else { signed };
    let message_number = start < signed;
    if let Some(hex) = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
        return Some(Found { code: Code::Number(hex_code(hex)?), range });
    }
    if let Ok(digits) = word.parse::<i64>() {
        let value = if signed < range.start { -digits } else { digits };
        let by_size =
            as_u32(value).filter(|&n| message_number || value < -0xffff || n >= FAILURE_BIT && value > 0);
        if let Some(number) = by_size.filter(|_| !joined) {
            return Some(Found { code: Code::Number(number), range: start..range.end });
        }
    }
    if word.len() == 8 && !guid && word.starts_with(['8', 'c', 'C']) {
        return Some(Found { code: Code::Number(hex_code(word)?), range });
    }
    let code =
        prefixed(word).filter(|code| matches!(code, Code::Prefixed(prefix, _) if prefix == ENTRA_PREFIX))?;
    Some(Found { code, range })
}

/// Hexadecimal digits as a 32-bit number; also a 64-bit one that a 32-bit code was extended to.
fn hex_code(digits: &str) -> Option<u32> {
    let value = u64::from_str_radix(digits, 16).ok()?;
    u32::try_from(value).ok().or_else(|| as_u32(value.cast_signed()))
}

fn prefixed(word: &str) -> Option<Code> {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let prefix = word[..word.len() - digits.len()].to_ascii_lowercase();
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (prefix.len() >= 2 && all_digits).then(|| Code::Prefixed(prefix, digits.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        scan(text).map(|found| found.code.to_string()).collect()
    }

    #[test]
    fn one_code_has_many_spellings() {
        let code: Code = "0xCAA2000C".parse().expect("a code");
        for text in
            ["caa2000c", "CAA2000C", "3399614476", "-895352820", "0x00000000caa2000c", "0xffffffffcaa2000c"]
        {
            assert_eq!(text.parse::<Code>().as_ref(), Ok(&code), "{text}");
            assert_eq!(codes(&format!("Error: {text}, then")), ["0xCAA2000C"], "{text}");
        }
        assert_eq!(
            codes("%%-2147467259 %%1053 AADSTS50076: 80070005"),
            ["0x80004005", "1053", "AADSTS50076", "0x80070005"]
        );
    }

    #[test]
    fn look_alikes_are_no_codes() {
        assert_eq!(codes("50076 1098 4294967296 1caa2000c caa2000cd xAADSTS1 KB3193683"), [""; 0]);
        assert_eq!(codes("caa2000c-1111-2222-3333-444455556666 {0a-80070005-c0000022}"), [""; 0]);
        assert_ne!("AADSTS500760".parse::<Code>(), "AADSTS50076".parse());
        assert_eq!(codes("AADSTS500760"), ["AADSTS500760"]);
    }

    #[test]
    fn the_range_holds_sign_and_percents() {
        let found: Vec<_> = scan("x %%-2147467259.").collect();
        assert_eq!(found[0].range, 2..15);
    }

    #[test]
    fn what_is_no_code_says_so() {
        for text in ["", "five", "0x", "0x1ffffffff", "-9999999999"] {
            assert!(text.parse::<Code>().is_err(), "{text}");
        }
    }
}
