use crate::Span;
use crate::evtx::{self, EventLogText};
use crate::report::{Note, NoteCode};
use std::borrow::Cow;
use std::ops::Range;

/// What the bytes of an [`Input`] were taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark. Bytes that are not UTF-8 read as U+FFFD.
    Utf8,
    /// UTF-16, little endian (what Windows calls "Unicode").
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// An event log file (`.evtx`). The text is the XML that its records are rendered to, and offsets count bytes of this
    /// XML: those of the file would show nothing.
    Evtx,
}

/// The bytes that a caller handed in, as text, with the way back from offsets of the text to offsets of the bytes.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    text: Cow<'a, str>,
    encoding: Encoding,
    /// Where the input ends, in bytes; of an event log file, the length of its text.
    len: usize,
    /// The start; then, UTF-8: where replaced bytes shift the rest; UTF-16: a place to count from every [`STRIDE`] bytes of text.
    anchors: Vec<Anchor>,
    /// What was found while decoding an event log file.
    notes: Vec<Note>,
}

/// A place of the text, and the same place in the bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub(super) text: usize,
    pub(super) source: usize,
}

/// UTF-16 offsets are found by counting from the last anchor: at most this many bytes of text.
pub(super) const STRIDE: usize = 4096;

impl<'a> Input<'a> {
    /// Decodes `bytes`: an event log file by its signature, UTF-16 when a byte order mark or the pattern of NUL bytes says
    /// so, else UTF-8. Never fails.
    ///
    /// For an `.evtx` file, spans count bytes of the XML that it is rendered to.
    pub fn decode(bytes: &'a [u8]) -> Self {
        match detect(bytes) {
            _ if evtx::is_event_log_file(bytes) => Self::evtx(bytes),
            _ if evtx::is_old(bytes) => Self::rendered(String::new(), vec![evtx::old_note()]),
            (Encoding::Utf8, bom) => Self::utf8(&bytes[bom..], bom),
            (encoding, bom) => Self::utf16(&bytes[bom..], encoding, bom),
        }
    }

    /// A part of a larger input.
    pub(super) fn cut(text: String, encoding: Encoding, end: usize, anchors: Vec<Anchor>) -> Input<'static> {
        Input { text: Cow::Owned(text), encoding, len: end, anchors, notes: Vec::new() }
    }

    /// The same, as a part of a larger input that starts there.
    #[cfg(test)]
    pub(crate) fn starting_at(mut self, offset: usize) -> Self {
        self.len += offset;
        for anchor in &mut self.anchors {
            anchor.source += offset;
        }
        self
    }

    /// The decoded text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the bytes were taken for.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The offset in the bytes of `offset` in the text.
    pub fn source_offset(&self, offset: usize) -> usize {
        source_offset(self.encoding, &self.anchors, offset, |range| &self.text[range]).min(self.len)
    }

    /// The offset in the text of `offset` in the bytes: the inverse of [`Input::source_offset`]; inside a character, its start.
    pub fn text_offset(&self, offset: usize) -> usize {
        let anchor = self.anchor(|a| a.source <= offset);
        let rest = offset.saturating_sub(anchor.source);
        let mut at = match self.encoding {
            Encoding::Utf8 | Encoding::Evtx => (anchor.text + rest).min(self.text.len()),
            _ => anchor.text + utf16_prefix(&self.text[anchor.text..], rest / 2),
        };
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// A span of the text as a span of the bytes.
    pub fn source_span(&self, span: Span) -> Span {
        Span::new(self.source_offset(span.start), self.source_offset(span.end))
    }

    /// A span of the bytes as a span of the text.
    pub fn text_span(&self, span: Span) -> Span {
        let start = self.text_offset(span.start);
        Span::new(start, self.text_offset(span.end).max(start))
    }

    /// What the caller should know of the decoding. Spans are of the text.
    pub(crate) fn notes(&self) -> Vec<Note> {
        if self.encoding == Encoding::Evtx {
            return self.notes.clone();
        }
        let replaced = match self.encoding {
            Encoding::Utf8 => self.anchors.get(1).map(|anchor| anchor.text),
            _ => self.text.find('\u{fffd}'),
        };
        replaced
            .map(|at| {
                Note::new(
                    NoteCode::InvalidEncoding,
                    Span::new(at, at + '\u{fffd}'.len_utf8()),
                    "some bytes are not valid text in this encoding and were read as \u{fffd}",
                )
            })
            .into_iter()
            .collect()
    }

    fn anchor(&self, before: impl Fn(&Anchor) -> bool) -> Anchor {
        // The first anchor is at the start of the text.
        self.anchors[self.anchors.partition_point(before).saturating_sub(1)]
    }

    fn evtx(bytes: &[u8]) -> Self {
        let (mut evtx, mut text) = (EventLogText::default(), String::new());
        evtx.push(bytes, &mut text);
        evtx.finish(&mut text);
        Self::rendered(text, evtx.notes().to_vec())
    }

    fn rendered(text: String, notes: Vec<Note>) -> Self {
        let (len, anchors) = (text.len(), vec![Anchor { text: 0, source: 0 }]);
        Self { text: Cow::Owned(text), encoding: Encoding::Evtx, len, anchors, notes }
    }

    fn utf8(bytes: &'a [u8], bom: usize) -> Self {
        let mut anchors = vec![Anchor { text: 0, source: bom }];
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => {
                let mut text = String::with_capacity(bytes.len());
                append_utf8(bytes, bom, 0, &mut text, &mut anchors);
                Cow::Owned(text)
            }
        };
        Self { text, encoding: Encoding::Utf8, len: bom + bytes.len(), anchors, notes: Vec::new() }
    }

    fn utf16(bytes: &[u8], encoding: Encoding, bom: usize) -> Self {
        let (pairs, odd) = bytes.as_chunks::<2>();
        let (mut text, mut source) = (String::with_capacity(bytes.len()), bom);
        let mut anchors = vec![Anchor { text: 0, source }];
        let mut next = STRIDE;
        for c in char::decode_utf16(pairs.iter().map(|&pair| utf16_unit(pair, encoding))) {
            let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
            text.push(c);
            source += 2 * c.len_utf16();
            if text.len() >= next {
                anchors.push(Anchor { text: text.len(), source });
                next = text.len() + STRIDE;
            }
        }
        if !odd.is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
        Self { text: Cow::Owned(text), encoding, len: bom + bytes.len(), anchors, notes: Vec::new() }
    }
}

/// The offset in the bytes of `offset` in the text. `text` gives a range of the text; `anchors` begin at or before it.
pub(super) fn source_offset<'t>(
    encoding: Encoding,
    anchors: &[Anchor],
    offset: usize,
    text: impl FnOnce(Range<usize>) -> &'t str,
) -> usize {
    let after = anchors.partition_point(|anchor| anchor.text <= offset);
    let anchor = after.checked_sub(1).map_or(Anchor { text: 0, source: 0 }, |last| anchors[last]);
    anchor.source
        + match encoding {
            Encoding::Utf8 | Encoding::Evtx => offset - anchor.text,
            _ => 2 * utf16_len(text(anchor.text..offset)),
        }
}

/// Appends bytes that begin at `source`, with U+FFFD for what is no UTF-8, and anchors where that shifts the rest. The text
/// that is appended to starts at `base` in all of the text, at its present end.
pub(super) fn append_utf8(
    bytes: &[u8],
    source: usize,
    base: usize,
    text: &mut String,
    anchors: &mut Vec<Anchor>,
) {
    let start = text.len();
    let mut source = source;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        source += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            anchors.push(Anchor { text: base + text.len() - start, source });
            text.push(char::REPLACEMENT_CHARACTER);
            source += chunk.invalid().len();
            anchors.push(Anchor { text: base + text.len() - start, source });
        }
    }
}

pub(super) fn utf16_unit(pair: [u8; 2], encoding: Encoding) -> u16 {
    match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(pair),
        _ => u16::from_le_bytes(pair),
    }
}

/// What bytes are taken for by their beginning, and the length of the byte order mark.
pub(super) fn detect(bytes: &[u8]) -> (Encoding, usize) {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
        [0xff, 0xfe, ..] => (Encoding::Utf16Le, 2),
        [0xfe, 0xff, ..] => (Encoding::Utf16Be, 2),
        _ => (detect_without_bom(&bytes[..bytes.len().min(1024)]), 0),
    }
}

/// In UTF-16, mostly ASCII text has a NUL in every second byte; text in UTF-8 has hardly any.
fn detect_without_bom(head: &[u8]) -> Encoding {
    let (pairs, _) = head.as_chunks::<2>();
    let share = |which: usize| pairs.iter().filter(|pair| pair[which] == 0 && pair[1 - which] != 0).count();
    match (share(0), share(1)) {
        _ if pairs.len() < 2 => Encoding::Utf8,
        (_, low) if low * 10 >= pairs.len() * 7 => Encoding::Utf16Le,
        (high, _) if high * 10 >= pairs.len() * 7 => Encoding::Utf16Be,
        _ => Encoding::Utf8,
    }
}

fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The length in bytes of the longest prefix of `text` that has at most `units` UTF-16 code units.
fn utf16_prefix(text: &str, units: usize) -> usize {
    let mut left = units;
    for (at, c) in text.char_indices() {
        match left.checked_sub(c.len_utf16()) {
            Some(rest) => left = rest,
            None => return at,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool, bom: bool) -> Vec<u8> {
        let units = bom.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn utf16_is_found_with_and_without_a_mark_and_maps_back() {
        let text = "Log Name: Ereignis-ID Ключ 😀 ".repeat(500) + "AADSTS50076";
        for (big, bom) in [(false, true), (true, true), (false, false), (true, false)] {
            let text = if bom { text.clone() } else { "Event ID: 1098 😀 ".repeat(500) + "AADSTS50076" };
            let bytes = utf16(&text, big, bom);
            let input = Input::decode(&bytes);
            assert_eq!(input.text(), text);
            let at = text.find("AADSTS").expect("code");
            let span = input.source_span(Span::new(at, text.len()));
            assert_eq!(bytes[span.range()], utf16("AADSTS50076", big, false));
            assert_eq!(input.text_span(span), Span::new(at, text.len()));
        }
    }

    #[test]
    fn invalid_utf8_is_replaced_noted_and_maps_back() {
        let bytes = b"\xef\xbb\xbfab\xff\xfe\xc3cd";
        let input = Input::decode(bytes);
        assert_eq!(input.text(), "ab\u{fffd}\u{fffd}\u{fffd}cd");
        assert_eq!(input.notes().len(), 1);
        let at = input.text().find("cd").expect("rest");
        assert_eq!(input.source_span(Span::new(at, at + 2)), Span::new(8, 10));
        assert_eq!(input.text_offset(8), at);
    }

    #[test]
    fn odd_and_empty_inputs_are_text() {
        assert_eq!(Input::decode(b"").text(), "");
        assert_eq!(Input::decode(b"\0").text(), "\0");
        assert_eq!(Input::decode(b"\xff\xfea\0b").text(), "a\u{fffd}");
        assert_eq!(Input::decode(&[0; 64]).encoding(), Encoding::Utf8);
    }
}
