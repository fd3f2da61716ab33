//! Error codes, and the many ways in which one code is written.

use crate::arrange::Arrange as _;
use crate::event::{Event, FieldKey};
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

/// Prefixes that make a code of the digits behind them, folded; beside Entra ID, Azure AD B2C
/// (<https://learn.microsoft.com/azure/active-directory-b2c/error-codes>).
const PREFIXES: [&str; 2] = [ENTRA_PREFIX, "aadb2c"];

/// Fields, by the last part of their name, whose value is a code even when it is a small number; sorted.
///
/// Sources: the sign-in log, <https://learn.microsoft.com/graph/api/resources/signinstatus> and
/// <https://learn.microsoft.com/azure/azure-monitor/reference/tables/signinlogs> (`errorCode`, `resultType`); the token service's
/// answers (`error_codes`); `dsregcmd /status`, <https://learn.microsoft.com/entra/identity/devices/troubleshoot-device-dsregcmd>
/// (`Server Error Code`, `Client ErrorCode`); the EventData of Group Policy, Task Scheduler, BITS (`hr`), Kernel-Power
/// (`BugcheckCode`), Application Error (`ExceptionCode`) and Security (`SubStatus`, `FailureCode`).
const CODE_FIELDS: [&str; 23] = [
    "bugcheckcode",
    "clienterrorcode",
    "code",
    "error",
    "errorcode",
    "errorcodes",
    "errorvalue",
    "exceptioncode",
    "exitcode",
    "failurecode",
    "hr",
    "hresult",
    "lasterror",
    "ntstatus",
    "result",
    "resultcode",
    "resulttype",
    "returncode",
    "servererrorcode",
    "status",
    "substatus",
    "win32error",
    "winerror",
];

/// So many codes of a list are looked at.
const MAX_LISTED: usize = 16;

impl Code {
    /// Where `event` holds this code, as ranges of [`Event::text`], in order. Cost: linear in the event's text.
    pub fn find_in(&self, event: &Event) -> Vec<Range<usize>> {
        let mut found: Vec<_> =
            event.codes().iter().filter(|f| f.code == *self).map(|f| f.range.clone()).collect();
        for field in event.fields.iter().filter(|field| is_code_field(&field.key)) {
            let start = field.range.start;
            let here = numbers(event.value(field)).filter(|(_, word)| self.is_number_in_field(word));
            found.extend(here.map(|(at, word)| start + at..start + at + word.len()));
        }
        found.arrange_by_key(|range| (range.start, range.end));
        found.dedup();
        found
    }

    /// Whether a word in a field that is known to hold codes is this one: a bare number, or hexadecimal digits.
    fn is_number_in_field(&self, word: &str) -> bool {
        match self {
            Self::Number(number) => number_in_field(word) == Some(*number),
            Self::Prefixed(prefix, digits) => prefix == ENTRA_PREFIX && word == digits,
        }
    }
}

/// What a field that is known to hold codes shows: see [`Code::find_in`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown<'a> {
    /// A number.
    Number(u32),
    /// Digits, to be read under a prefix.
    Digits(&'static str, &'a str),
}

/// Every code for whose sake [`Code::find_in`] finds a word in a field of `event`, and perhaps more. Allocates nothing.
pub(crate) fn for_each_in_fields<'a>(event: &'a Event, mut visit: impl FnMut(Shown<'a>)) {
    for field in event.fields.iter().filter(|field| is_code_field(&field.key)) {
        for (_, word) in numbers(event.value(field)) {
            visit(Shown::Digits(ENTRA_PREFIX, word));
            if let Some(number) = number_in_field(word) {
                visit(Shown::Number(number));
            }
        }
    }
}

/// The number that a word in such a field is: bare, or as hexadecimal digits.
fn number_in_field(word: &str) -> Option<u32> {
    let bare_hex = || if word.len() == 8 { hex_code(word) } else { None };
    word.parse::<i64>().ok().and_then(as_u32).or_else(bare_hex)
}

/// The words of a value that is one word or a list of them, `[50076, 50079]`, with their places.
fn numbers(value: &str) -> impl Iterator<Item = (usize, &str)> {
    let marks = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '"');
    let mut start = 0;
    value.split([',', ';']).take(MAX_LISTED).map(move |piece| {
        let before = piece.len() - piece.trim_start_matches(marks).len();
        let at = start + before;
        start += piece.len() + 1;
        (at, piece.trim_matches(marks))
    })
}

fn is_code_field(key: &FieldKey) -> bool {
    let FieldKey::Named(name) = key else { return false };
    let last = name.as_str().rsplit('.').next().unwrap_or_default();
    let last = last.split('[').next().unwrap_or_default();
    CODE_FIELDS.binary_search(&last).is_ok()
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
            Self::Prefixed(prefix, digits) => write!(f, "{}{digits}", prefix.to_ascii_uppercase()),
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
        loop {
            let start = at + begin(bytes.get(at..)?)?;
            let rest = &bytes[start..];
            at = start + rest.iter().position(|&b| !is_word(b)).unwrap_or(rest.len());
            if let Some(found) = word(text, start..at) {
                return Some(found);
            }
        }
    })
}

/// What bytes are, for [`scan`], which looks at each of them.
const WORD: u8 = 1;
const FIRST: u8 = 2;

const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        let word = byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
        // A digit, `caa2000c`, `AADSTS50076`: no code begins with another letter.
        let first = byte.is_ascii_digit() || matches!(byte, b'a' | b'A' | b'c' | b'C');
        classes[byte as usize] = if word { WORD } else { 0 } | if first { FIRST } else { 0 };
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    classes
};

/// Where the first word starts that may be a code, in bytes that do not start inside of a word.
fn begin(bytes: &[u8]) -> Option<usize> {
    let mut before = 0;
    bytes.iter().position(|&byte| {
        let class = CLASSES[usize::from(byte)];
        let begins = class & FIRST != 0 && before & WORD == 0;
        before = class;
        begins
    })
}

fn is_word(byte: u8) -> bool {
    CLASSES[usize::from(byte)] & WORD != 0
}

/// The longest word that is a code: `0xffffffff80070005UL`.
const MAX_WORD: usize = 20;

/// The code that the word at `range` is, with the sign or the `%%` before it.
fn word(text: &str, range: Range<usize>) -> Option<Found> {
    let word = &text[range.clone()];
    if word.len() > MAX_WORD || is_plain_word(word.as_bytes()) {
        return None;
    }
    if let Some(digits) = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
        return Some(Found { code: Code::Number(hex_code(without_suffix(digits))?), range });
    }
    let around = Around::of(text.as_bytes(), &range);
    if let Some((number, start)) = decimal(word, &around, range.start) {
        return Some(Found { code: Code::Number(number), range: start..range.end });
    }
    if word.len() == 8 && !around.in_guid && word.starts_with(['8', 'c', 'C']) {
        return Some(Found { code: Code::Number(hex_code(word)?), range });
    }
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_known = PREFIXES.iter().any(|known| letters.eq_ignore_ascii_case(known));
    if is_known { Some(Found { code: prefixed(word)?, range }) } else { None }
}

/// Whether a word begins with a letter and has neither the length nor the end of a code: most do.
fn is_plain_word(word: &[u8]) -> bool {
    let [first, .., last] = word else { return false };
    first.is_ascii_alphabetic() && word.len() != HEX_DIGITS && !last.is_ascii_digit()
}

/// A 32-bit number has so many hexadecimal digits.
const HEX_DIGITS: usize = 8;

/// What stands around a word and decides what it is.
struct Around {
    /// A dash joins it with the word before it.
    joined: bool,
    /// A dash joins it with one of its neighbours.
    in_guid: bool,
    /// A minus stands before it.
    negative: bool,
    /// `%%` stands before it and its sign.
    message_number: bool,
}

impl Around {
    fn of(bytes: &[u8], range: &Range<usize>) -> Self {
        let before = &bytes[..range.start];
        let dashed = before.last() == Some(&b'-');
        let joined = dashed && before.len() > 1 && is_word(before[before.len() - 2]);
        let follows = matches!(bytes.get(range.end..), Some([b'-', next, ..]) if is_word(*next));
        let negative = dashed && !joined;
        let unsigned = &before[..before.len() - usize::from(negative)];
        Self { joined, in_guid: joined || follows, negative, message_number: unsigned.ends_with(b"%%") }
    }
}

/// The number that a word of digits is, where it is a code by its size or by `%%`; and where it begins with these.
fn decimal(word: &str, around: &Around, start: usize) -> Option<(u32, usize)> {
    let digits = word.parse::<i64>().ok().filter(|_| !around.joined)?;
    let value = if around.negative { -digits } else { digits };
    let number = as_u32(value)?;
    let by_size = value < -0xffff || (value > 0 && number >= FAILURE_BIT);
    let before = usize::from(around.negative) + if around.message_number { 2 } else { 0 };
    (around.message_number || by_size).then_some((number, start - before))
}

/// Hexadecimal digits without the letters that make a literal of C unsigned or long.
fn without_suffix(digits: &str) -> &str {
    digits.trim_end_matches(['u', 'U', 'l', 'L'])
}

/// Hexadecimal digits as a 32-bit number; also a 64-bit one that a 32-bit code was extended to.
fn hex_code(digits: &str) -> Option<u32> {
    let value = u64::from_str_radix(digits, 16).ok()?;
    u32::try_from(value).ok().or_else(|| as_u32(value.cast_signed()))
}

/// A code that is digits behind a prefix: `AADSTS50076`.
fn prefixed(word: &str) -> Option<Code> {
    let prefix = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &word[prefix.len()..];
    let is_prefix = prefix.len() >= 2
        && prefix.starts_with(|c: char| c.is_ascii_alphabetic())
        && prefix.bytes().all(|b| b.is_ascii_alphanumeric());
    let code = is_prefix && !digits.is_empty();
    code.then(|| Code::Prefixed(prefix.to_ascii_lowercase(), digits.to_owned()))
}

#[cfg(test)]
mod tests;
