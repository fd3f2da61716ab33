//! Mail bodies in quoted-printable, as they stand in the source of a message.
//! Source: RFC 2045, section 6.7, <https://www.rfc-editor.org/rfc/rfc2045#section-6.7>.

use super::Rewriter;
use crate::Span;
use crate::text::Mapped;
use memchr::memmem;

/// So many escapes that only quoted-printable has are enough.
const MIN_SIGNS: usize = 2;

/// A line is not longer.
const MAX_LINE: usize = 78;

/// Undoes `=3D`, `=0D=0A` and soft line breaks in a text that is clearly quoted-printable.
pub(super) fn body(text: &str) -> Option<Mapped> {
    let bytes = text.as_bytes();
    let written = memmem::find_iter(bytes, b"=0D=0A").take(MIN_SIGNS).count();
    let equals = memmem::find_iter(bytes, b"=3D").take(MIN_SIGNS).count();
    if written < MIN_SIGNS && (equals == 0 || equals + soft_breaks(text) <= MIN_SIGNS) {
        return None;
    }
    let mut rewriter = Rewriter::new(text);
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'=', &bytes[from..]) {
        let at = from + found;
        from = at + undo(&mut rewriter, at).max(1);
    }
    rewriter.finish()
}

/// How many lines end with `=`, up to what is enough; none where a line is longer than such lines are.
fn soft_breaks(text: &str) -> usize {
    let breaks =
        memmem::find_iter(text.as_bytes(), b"=\n").chain(memmem::find_iter(text.as_bytes(), b"=\r\n"));
    let count = breaks.take(MIN_SIGNS).count();
    if count > 0 && text.lines().all(|line| line.len() <= MAX_LINE) { count } else { 0 }
}

/// Undoes the escape that starts at `at`. Returns its length.
fn undo(rewriter: &mut Rewriter<'_>, at: usize) -> usize {
    let text = rewriter.text;
    let rest = &text[at..];
    for soft in ["=\n", "=\r\n"] {
        if rest.starts_with(soft) {
            rewriter.remove(Span::new(at, at + soft.len()));
            return soft.len();
        }
    }
    let bytes: Vec<u8> = (0..4).map_while(|place| escaped(rest.get(place * 3..place * 3 + 3)?)).collect();
    for length in 1..=bytes.len() {
        if let Ok(with) = std::str::from_utf8(&bytes[..length]) {
            rewriter.replace(Span::new(at, at + length * 3), with);
            return length * 3;
        }
    }
    1
}

/// The byte that `=XX` stands for.
fn escaped(text: &str) -> Option<u8> {
    let digits = text.strip_prefix('=')?;
    let upper = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'A'..=b'F'));
    if upper { u8::from_str_radix(digits, 16).ok() } else { None }
}
