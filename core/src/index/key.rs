//! What can be looked up of an event: a header's or field's value, an error code, a level, or that a field is there.
//!
//! A key is a 32-bit hash: FNV-1a (<https://www.rfc-editor.org/rfc/rfc9923>) of 64 bits, its halves combined. It is stored in packs,
//! so it is the same everywhere. Two things with one key only make the index look at a symptom for nothing.

use crate::code::Code;
use crate::event::{FieldKey, Header, Level};
use crate::text::fold;

/// What is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(pub(super) u32);

/// Which kind of thing a key is of: the first byte that is hashed.
#[derive(Clone, Copy)]
enum Kind {
    Field = 1,
    Level = 2,
    Number = 3,
    Prefixed = 4,
}

/// What follows a field's name in the hash.
const VALUE: u8 = 0xfe;
const PRESENCE: u8 = 0xff;

impl Key {
    /// That there is a field of this name.
    pub(crate) fn presence(field: FieldHash) -> Self {
        field.0.byte(PRESENCE).key()
    }

    /// That a field of this name has this value, folded.
    pub(crate) fn value(field: FieldHash, folded: &str) -> Self {
        field.0.byte(VALUE).bytes(folded.as_bytes()).key()
    }

    /// As [`Key::value`], for a value that is not folded yet.
    pub(crate) fn unfolded_value(field: FieldHash, value: &str) -> Self {
        let start = field.0.byte(VALUE);
        if is_plain(value) {
            return value.bytes().fold(start, |hash, b| hash.byte(b.to_ascii_lowercase())).key();
        }
        start.bytes(fold(value).as_bytes()).key()
    }

    /// That the event's level is this one.
    pub(crate) fn level(level: Level) -> Self {
        Hash::of(Kind::Level).byte(level.number()).key()
    }

    /// That the event shows this code.
    pub(crate) fn code(code: &Code) -> Self {
        match code {
            Code::Number(number) => Self::number(*number),
            Code::Prefixed(prefix, digits) => Self::prefixed(prefix, digits),
        }
    }

    /// That the event shows this number as a code.
    pub(crate) fn number(number: u32) -> Self {
        Hash::of(Kind::Number).bytes(&number.to_le_bytes()).key()
    }

    /// That the event shows these digits under this prefix as a code.
    pub(crate) fn prefixed(prefix: &str, digits: &str) -> Self {
        Hash::of(Kind::Prefixed).bytes(prefix.as_bytes()).byte(0).bytes(digits.as_bytes()).key()
    }
}

/// The hash of a field's name, from which the keys of its values go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldHash(Hash);

impl FieldHash {
    pub(crate) fn of(field: &FieldKey) -> Self {
        let hash = Hash::of(Kind::Field);
        Self(match field {
            FieldKey::Header(header) => hash.byte(0).byte(header_number(*header)),
            FieldKey::Named(name) => hash.byte(1).bytes(name.as_str().as_bytes()),
        })
    }

    /// A short form of it: for sets of fields.
    pub(super) fn short(self) -> u32 {
        self.0.key().0
    }
}

/// The number of a header in packs. It must not change.
pub(super) fn header_number(header: Header) -> u8 {
    match header {
        Header::Channel => 0,
        Header::Provider => 1,
        Header::EventId => 2,
        Header::Level => 3,
        Header::Computer => 4,
        Header::User => 5,
        Header::Task => 6,
        Header::Keywords => 7,
        Header::Opcode => 8,
        Header::Time => 9,
        Header::Message => 10,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hash(u64);

impl Hash {
    fn of(kind: Kind) -> Self {
        Self(0xcbf2_9ce4_8422_2325).byte(kind as u8)
    }

    fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }

    fn bytes(self, bytes: &[u8]) -> Self {
        bytes.iter().fold(self, |hash, &byte| hash.byte(byte))
    }

    #[allow(clippy::cast_possible_truncation, reason = "the lower half is meant")]
    fn key(self) -> Key {
        Key((self.0 >> 32) as u32 ^ self.0 as u32)
    }
}

/// Whether folding changes nothing but the case of ASCII letters.
fn is_plain(value: &str) -> bool {
    let plain = |b: u8| b.is_ascii_graphic() && b != b'`';
    let bytes = value.as_bytes();
    bytes.iter().enumerate().all(|(at, &b)| plain(b) || b == b' ' && bytes.get(at + 1) != Some(&b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_the_key_of_its_folded_form() {
        let field = FieldHash::of(&FieldKey::Header(Header::Provider));
        for value in
            ["Microsoft-Windows-AAD", "Service Control  Manager", "Ünïcode", "a`b", "\u{a0}x", "5", ""]
        {
            assert_eq!(Key::unfolded_value(field, value), Key::value(field, &fold(value)), "{value:?}");
        }
    }

    #[test]
    fn keys_of_different_things_differ() {
        let provider = FieldHash::of(&FieldKey::Header(Header::Provider));
        let named = FieldHash::of(&FieldKey::named("provider"));
        let keys = [
            Key::value(provider, "1"),
            Key::value(named, "1"),
            Key::presence(provider),
            Key::number(1),
            Key::prefixed("aadsts", "1"),
            Key::level(Level::Critical),
        ];
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{at}");
        }
    }

    #[test]
    fn packs_can_rely_on_the_hash() {
        // FNV-1a of nothing but the kind and the four bytes: it must never change.
        assert_eq!(Key::number(0x8007_0005), Key(reference(&[3, 5, 0, 7, 0x80])));
    }

    fn reference(bytes: &[u8]) -> u32 {
        let mut hash: u64 = 14_695_981_039_346_656_037;
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(1_099_511_628_211);
        }
        u32::try_from(hash >> 32 ^ hash & 0xffff_ffff).expect("32 bits")
    }
}
