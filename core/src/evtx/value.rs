//! The values that templates are filled with, as Windows prints them in event XML.

use jiff::Timestamp;
use jiff::tz::Offset;
use std::fmt::Write;

/// A value's type and place in the chunk.
#[derive(Clone, Copy)]
pub(super) struct Value {
    pub(super) kind: u8,
    pub(super) start: usize,
    pub(super) end: usize,
}

const NULL: u8 = 0x00;
pub(super) const STRING: u8 = 0x01;
const ANSI_STRING: u8 = 0x02;
pub(super) const BINARY_XML: u8 = 0x21;

/// Set on the type of an array's items.
const ARRAY: u8 = 0x80;

impl Value {
    pub(super) fn is_null(&self) -> bool {
        self.kind == NULL
    }

    pub(super) fn is_array(&self) -> bool {
        self.kind & ARRAY != 0
    }
}

/// The items of an array.
pub(super) fn items(kind: u8, bytes: &[u8]) -> Box<dyn Iterator<Item = &[u8]> + '_> {
    let size = match kind & !ARRAY {
        STRING => return Box::new(strings(bytes)),
        0x03 | 0x04 => 1,
        0x05 | 0x06 => 2,
        0x07 | 0x08 | 0x0b | 0x0d | 0x14 => 4,
        0x09 | 0x0a | 0x0c | 0x11 | 0x15 => 8,
        0x0f | 0x12 => 16,
        _ => bytes.len().max(1),
    };
    Box::new(bytes.chunks_exact(size))
}

/// Strings in UTF-16, each with a NUL after it.
fn strings(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (units, _) = rest.as_chunks::<2>();
        let length = units.iter().position(|unit| *unit == [0, 0]).unwrap_or(units.len());
        let item = &rest[..2 * length];
        rest = rest.get(2 * length + 2..).unwrap_or_default();
        Some(item)
    })
}

/// A value, or an item of an array, as text; `None` when it is shorter than its type, or of no known type.
pub(super) fn text(kind: u8, bytes: &[u8]) -> Option<String> {
    Some(match kind & !ARRAY {
        NULL => String::new(),
        _ if bytes.is_empty() => String::new(),
        STRING => utf16(bytes),
        ANSI_STRING => bytes.iter().take_while(|byte| **byte != 0).map(|byte| char::from(*byte)).collect(),
        0x03 => i8::from_le_bytes(fixed(bytes)?).to_string(),
        0x04 => u8::from_le_bytes(fixed(bytes)?).to_string(),
        0x05 => i16::from_le_bytes(fixed(bytes)?).to_string(),
        0x06 => u16::from_le_bytes(fixed(bytes)?).to_string(),
        0x07 => i32::from_le_bytes(fixed(bytes)?).to_string(),
        0x08 => u32::from_le_bytes(fixed(bytes)?).to_string(),
        0x09 => i64::from_le_bytes(fixed(bytes)?).to_string(),
        0x0a => u64::from_le_bytes(fixed(bytes)?).to_string(),
        0x0b => f32::from_le_bytes(fixed(bytes)?).to_string(),
        0x0c => f64::from_le_bytes(fixed(bytes)?).to_string(),
        // Four bytes, but some write fewer.
        0x0d => bytes.iter().any(|byte| *byte != 0).to_string(),
        0x0e => hex(bytes),
        0x0f => guid(bytes)?,
        0x14 => format!("{:#x}", u32::from_le_bytes(fixed(bytes)?)),
        0x15 => format!("{:#x}", u64::from_le_bytes(fixed(bytes)?)),
        // Of the size of a pointer.
        0x10 if bytes.len() == 4 => format!("{:#x}", u32::from_le_bytes(fixed(bytes)?)),
        0x10 => format!("{:#x}", u64::from_le_bytes(fixed(bytes)?)),
        0x11 => file_time(u64::from_le_bytes(fixed(bytes)?))?,
        0x12 => system_time(bytes)?,
        0x13 => sid(bytes)?,
        _ => return None,
    })
}

fn fixed<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.first_chunk().copied()
}

/// UTF-16 up to the first NUL.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let (units, _) = bytes.as_chunks::<2>();
    let units = units.iter().map(|unit| u16::from_le_bytes(*unit)).take_while(|unit| *unit != 0);
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789ABCDEF"[usize::from(nibble & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

fn guid(bytes: &[u8]) -> Option<String> {
    let [a, b, c, d, e, f, g, h, rest @ ..] = fixed::<16>(bytes)?;
    let (first, second, third) =
        (u32::from_le_bytes([a, b, c, d]), u16::from_le_bytes([e, f]), u16::from_le_bytes([g, h]));
    let rest = hex(&rest).to_ascii_lowercase();
    let (fourth, fifth) = rest.split_at(4);
    Some(format!("{{{first:08x}-{second:04x}-{third:04x}-{fourth}-{fifth}}}"))
}

/// `S-1-5-18`: a revision, how many numbers there are, an authority, and the numbers.
fn sid(bytes: &[u8]) -> Option<String> {
    let [revision, count, authority @ ..] = fixed::<8>(bytes)?;
    let authority = authority.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let numbers = bytes.get(8..8 + 4 * usize::from(count))?;
    let mut sid = format!("S-{revision}-{authority}");
    for number in numbers.as_chunks::<4>().0 {
        write!(sid, "-{}", u32::from_le_bytes(*number)).ok()?;
    }
    Some(sid)
}

/// From the start of 1601, in tenths of microseconds, to the start of 1970, in seconds.
const UNIX_EPOCH: i64 = 11_644_473_600;

/// The time of so many tenths of microseconds since the start of 1601.
fn file_time(ticks: u64) -> Option<String> {
    let (seconds, rest) = (i64::try_from(ticks / 10_000_000).ok()?, ticks % 10_000_000);
    let time = Offset::UTC.to_datetime(Timestamp::from_second(seconds - UNIX_EPOCH).ok()?);
    Some(format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{rest:07}Z",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    ))
}

/// Eight numbers: year, month, day of week, day, hour, minute, second, millisecond.
fn system_time(bytes: &[u8]) -> Option<String> {
    let bytes = fixed::<16>(bytes)?;
    let number = |at: usize| u16::from_le_bytes([bytes[2 * at], bytes[2 * at + 1]]);
    Some(format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        number(0),
        number(1),
        number(3),
        number(4),
        number(5),
        number(6),
        number(7)
    ))
}
