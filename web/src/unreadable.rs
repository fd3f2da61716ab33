//! Files that are no text: said before they are scanned, with what to do instead.

use crate::texts::Language;

/// How many bytes of a file's beginning decide.
pub const HEAD: usize = 64 * 1024;

/// Longer files are not read: in a browser the engine counts bytes in 32 bits.
pub const LONGEST: f64 = 4e9;

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// An event log file of before Windows Vista.
    OldEventLogFile,
    /// An archive that cannot be looked into.
    Archive,
    /// An archive that holds more than is read.
    LargeArchive,
    /// A picture.
    Picture,
    /// Anything else that is no text.
    Binary,
    /// Longer than the engine can count in a browser.
    TooLong,
    /// The browser could not hand the file over.
    Gone,
    /// The program that reads such a file could not be loaded.
    NoReader,
}

/// How such files begin, all of them from the first byte.
const SIGNATURES: [(&[u8], Unreadable); 8] = [
    (b"\x30\0\0\0LfLe", Unreadable::OldEventLogFile),
    (b"PK\x03\x04", Unreadable::Archive),
    (b"\x1f\x8b", Unreadable::Archive),
    (b"7z\xbc\xaf\x27\x1c", Unreadable::Archive),
    (b"MSCF", Unreadable::Archive),
    (b"\x89PNG", Unreadable::Picture),
    (b"\xff\xd8\xff", Unreadable::Picture),
    (b"GIF8", Unreadable::Picture),
];

impl Unreadable {
    /// Looks at the beginning of a file, [`HEAD`] bytes or all of it. `text` is what it decodes to.
    pub fn detect(head: &[u8], text: &str) -> Option<Self> {
        let known = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature));
        known.map(|&(_, kind)| kind).or_else(|| is_noise(text).then_some(Self::Binary))
    }

    /// What is wrong, in one sentence.
    pub fn reason(self, t: Language) -> &'static str {
        match self {
            Self::OldEventLogFile => t.old_log,
            Self::Archive => t.archive,
            Self::LargeArchive => t.large_archive,
            Self::Picture => t.picture,
            Self::Binary => t.binary,
            Self::TooLong => t.too_long,
            Self::Gone => t.gone,
            Self::NoReader => t.no_reader,
        }
    }

    /// What to do instead, in one sentence.
    pub fn advice(self, t: Language) -> &'static str {
        match self {
            Self::OldEventLogFile => t.old_log_advice,
            Self::Archive | Self::LargeArchive => t.archive_advice,
            Self::Picture => t.picture_advice,
            Self::Binary => t.binary_advice,
            Self::TooLong => t.too_long_advice,
            Self::Gone => t.gone_advice,
            Self::NoReader => t.no_reader_advice,
        }
    }
}

/// More than one character in ten is a control character or was no text at all.
fn is_noise(text: &str) -> bool {
    let odd = |c: &char| {
        matches!(c, '\u{fffd}') || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}'))
    };
    let (all, noise) = (text.chars().count(), text.chars().filter(odd).count());
    noise * 10 > all
}

#[cfg(test)]
mod tests {
    use super::*;
    use kbmatch::Input;

    fn detect(bytes: &[u8]) -> Option<Unreadable> {
        Unreadable::detect(bytes, Input::decode(bytes).text())
    }

    #[test]
    fn known_kinds_of_files_are_named() {
        assert_eq!(detect(b"\x30\0\0\0LfLe\x01\0\0\0"), Some(Unreadable::OldEventLogFile));
        assert_eq!(detect(b"PK\x03\x04aaaaaaaa"), Some(Unreadable::Archive));
        assert_eq!(detect(b"\x89PNG\r\n"), Some(Unreadable::Picture));
    }

    #[test]
    fn text_in_any_encoding_is_read() {
        let utf16: Vec<u8> = "Log Name: System\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [b"".as_slice(), b"Event ID: 1098\r\n", b"caf\xe9 au lait is fine", &utf16] {
            assert_eq!(detect(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn an_event_log_file_is_read_also_without_events() {
        assert_eq!(detect(b"ElfFile\0\0\0\0\0"), None);
    }

    #[test]
    fn a_few_nul_bytes_do_not_make_a_log_binary_and_many_do() {
        assert_eq!(detect(b"Event ID: 1098\0 and more text behind it"), None);
        let bytes: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(detect(&bytes), Some(Unreadable::Binary));
    }
}
