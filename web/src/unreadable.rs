//! Files that are no text: said before they are scanned, with what to do instead.

/// How many bytes of a file's beginning decide.
pub const HEAD: usize = 64 * 1024;

/// Longer files are not read: in a browser the engine counts bytes in 32 bits.
pub const LONGEST: f64 = 4e9;

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// An event log file of before Windows Vista.
    OldEventLogFile,
    /// An archive.
    Archive,
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
    pub fn reason(self) -> &'static str {
        match self {
            Self::OldEventLogFile => {
                "This is an event log file of Windows XP or Server 2003 (.evt). kbmatch reads the newer .evtx files."
            }
            Self::Archive => "This is an archive. kbmatch does not look inside archives.",
            Self::Picture => "This is a picture. kbmatch reads text, not screenshots.",
            Self::Binary => "This file is not text.",
            Self::TooLong => "This file is too long to be read in a browser.",
            Self::Gone => {
                "The browser could not read this file. It may have been moved, renamed or locked since you chose it."
            }
            Self::NoReader => {
                "The part of kbmatch that reads event log files could not be loaded. It is fetched when it is first needed."
            }
        }
    }

    /// What to do instead, in one sentence.
    pub fn advice(self) -> &'static str {
        match self {
            Self::OldEventLogFile => {
                "Open it in Event Viewer, choose Save all events as, and save it as .evtx or as XML."
            }
            Self::Archive => "Unpack it and drop the log file that is inside.",
            Self::Picture => {
                "Copy the event as text: in Event Viewer, select it and choose Copy > Copy details as text."
            }
            Self::Binary => "Choose a text, log, XML or JSON file, or paste the event's text.",
            Self::TooLong => {
                "Cut the part out that holds the event, or use `kbmatch scan FILE` in a terminal: it gives the same answers."
            }
            Self::Gone => "Choose the file again.",
            Self::NoReader => "See that this page's host can be reached, and choose the file again.",
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
