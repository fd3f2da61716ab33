//! Files that are no text: said before they are scanned, with what to do instead.

/// How many bytes of a file's beginning decide.
pub const HEAD: usize = 64 * 1024;

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A Windows event log file.
    EventLogFile,
    /// An archive.
    Archive,
    /// A picture.
    Picture,
    /// Anything else that is no text.
    Binary,
    /// The browser could not hand the file over.
    Gone,
}

const SIGNATURES: [(&[u8], Unreadable); 9] = [
    (b"ElfFile\0", Unreadable::EventLogFile),
    (b"LfLe", Unreadable::EventLogFile),
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
            Self::EventLogFile => {
                "This is a Windows event log file. kbmatch reads text, XML and JSON, not the log file itself."
            }
            Self::Archive => "This is an archive. kbmatch does not look inside archives.",
            Self::Picture => "This is a picture. kbmatch reads text, not screenshots.",
            Self::Binary => "This file is not text.",
            Self::Gone => {
                "The browser could not read this file. It may have been moved, renamed or locked since you chose it."
            }
        }
    }

    /// What to do instead, in one sentence.
    pub fn advice(self) -> &'static str {
        match self {
            Self::EventLogFile => {
                "Open it in Event Viewer, select the event, choose Copy > Copy details as text, and paste that here. \
                 For many events, choose Save selected events and save them as text or XML."
            }
            Self::Archive => "Unpack it and drop the log file that is inside.",
            Self::Picture => {
                "Copy the event as text: in Event Viewer, select it and choose Copy > Copy details as text."
            }
            Self::Binary => "Choose a text, log, XML or JSON file, or paste the event's text.",
            Self::Gone => "Choose the file again.",
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
        assert_eq!(detect(b"ElfFile\0\0\0\0\0"), Some(Unreadable::EventLogFile));
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
    fn a_few_nul_bytes_do_not_make_a_log_binary_and_many_do() {
        assert_eq!(detect(b"Event ID: 1098\0 and more text behind it"), None);
        let bytes: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(detect(&bytes), Some(Unreadable::Binary));
    }
}
