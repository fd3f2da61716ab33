use super::decode::{Anchor, Encoding, Input, detect, source_offset, utf16_unit};
use super::decode::{STRIDE, append_utf8};
use crate::Span;
use crate::evtx::{self, EventLogText};
use crate::report::Note;

/// So many bytes decide the encoding, as for an [`Input`](super::Input).
const HEAD: usize = 1024;

/// Decoded text that grows at its end as bytes come in, and is let go of at its start.
///
/// Offsets count from the start of all of the text, not of what is held.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    text: String,
    /// How much of that is let go of, and only not removed yet: what is held may be much longer than what is let go of at a time.
    gone: usize,
    /// Where the held text starts in all of the text.
    start: usize,
    /// `None` until there are enough bytes to tell.
    encoding: Option<Encoding>,
    /// Bytes that are not decoded yet: the beginning, or a part of a character.
    pending: Vec<u8>,
    /// How many bytes were decoded.
    decoded: usize,
    /// Where offsets of the text and of the bytes part; the first is at or before `start`.
    anchors: Vec<Anchor>,
    /// Where the first bytes were that are no text.
    invalid: Option<Span>,
    invalid_taken: bool,
    /// Renders an event log file, until its end.
    evtx: Option<EventLogText>,
    /// What was found while rendering, and was not taken yet.
    notes: Vec<Note>,
    /// How many of the renderer's notes are known.
    noted: usize,
}

impl Buffer {
    /// Takes more bytes. Cost: O(n).
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        if self.pending.is_empty() && self.encoding.is_some() {
            return self.decode(bytes, false);
        }
        self.pending.extend_from_slice(bytes);
        if self.encoding.is_some() || self.pending.len() >= HEAD {
            self.flush(false);
        }
    }

    /// Takes note that there are no more bytes.
    pub(crate) fn finish(&mut self) {
        self.flush(true);
    }

    /// The text that is held.
    pub(crate) fn text(&self) -> &str {
        &self.text[self.gone..]
    }

    /// Where the held text starts in all of the text.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// Where the held text ends in all of the text.
    fn end(&self) -> usize {
        self.start + self.text.len() - self.gone
    }

    /// Lets go of the first `len` bytes of the held text. Cost: O(`len`), taken over many calls.
    pub(crate) fn drain(&mut self, len: usize) {
        let start = self.start + len;
        let source = self.source_offset(start);
        self.start = start;
        self.gone += len;
        if self.gone >= self.text.len() / 2 {
            self.text.drain(..std::mem::take(&mut self.gone));
        }
        let passed = self.anchors.partition_point(|anchor| anchor.text <= start);
        self.anchors.splice(..passed, [Anchor { text: start, source }]);
    }

    /// A span of the text as a span of the bytes. What was let go of has none any more.
    pub(crate) fn source_span(&self, span: Span) -> Span {
        Span::new(self.source_offset(span.start), self.source_offset(span.end))
    }

    /// The place in the text of the first bytes that were no text in this encoding; said once.
    pub(crate) fn take_invalid(&mut self) -> Option<Span> {
        let invalid = self.invalid.filter(|_| !self.invalid_taken);
        self.invalid_taken = invalid.is_some() || self.invalid_taken;
        invalid
    }

    /// What was found while an event log file was rendered, in text up to `end`; said once.
    pub(crate) fn take_notes(&mut self, end: usize) -> Vec<Note> {
        self.notes.extract_if(.., |note| note.span.bytes.start <= end).collect()
    }

    /// A stretch of the text that is held, with its way to the bytes.
    pub(crate) fn cut(&self, span: Span) -> Input<'static> {
        let source = self.source_span(span);
        let inside = self.anchors.iter().filter(|anchor| span.start < anchor.text && anchor.text < span.end);
        let inside = inside.map(|anchor| Anchor { text: anchor.text - span.start, ..*anchor });
        let anchors = std::iter::once(Anchor { text: 0, source: source.start }).chain(inside).collect();
        let text = &self.text()[span.start - self.start..span.end - self.start];
        Input::cut(text.to_owned(), self.encoding.unwrap_or(Encoding::Utf8), source.end, anchors)
    }

    fn source_offset(&self, offset: usize) -> usize {
        let encoding = self.encoding.unwrap_or(Encoding::Utf8);
        source_offset(encoding, &self.anchors, offset, |range| {
            &self.text()[range.start - self.start..range.end - self.start]
        })
    }

    fn flush(&mut self, last: bool) {
        let mut pending = std::mem::take(&mut self.pending);
        if self.encoding.is_none() {
            let (encoding, mark) = self.recognize(&pending);
            self.encoding = Some(encoding);
            self.decoded = mark;
            self.anchors.push(Anchor { text: 0, source: mark });
            pending.drain(..mark);
        }
        self.decode(&pending, last);
    }

    fn recognize(&mut self, head: &[u8]) -> (Encoding, usize) {
        if evtx::is_event_log_file(head) {
            self.evtx = Some(EventLogText::default());
        } else if evtx::is_old(head) {
            self.notes.push(evtx::old_note());
        } else {
            return detect(head);
        }
        (Encoding::Evtx, 0)
    }

    /// Appends what the next bytes of an event log file are rendered to.
    fn render(&mut self, bytes: &[u8], last: bool) {
        let Some(evtx) = &mut self.evtx else { return };
        evtx.push(bytes, &mut self.text);
        if last {
            evtx.finish(&mut self.text);
        }
        self.notes.extend_from_slice(&evtx.notes()[self.noted..]);
        self.noted = evtx.notes().len();
        if last {
            self.evtx = None;
        }
    }

    fn decode(&mut self, bytes: &[u8], last: bool) {
        if self.encoding == Some(Encoding::Evtx) {
            return self.render(bytes, last);
        }
        let (before, start, known) = (self.text.len(), self.end(), self.anchors.len());
        let (used, invalid) = match self.encoding.unwrap_or(Encoding::Utf8) {
            Encoding::Utf8 => {
                (self.decode_utf8(bytes, last), self.anchors.get(known).map(|anchor| anchor.text))
            }
            encoding => {
                let used = self.decode_utf16(bytes, encoding, last);
                (used, self.text[before..].find('\u{fffd}').map(|at| start + at))
            }
        };
        self.pending.extend_from_slice(&bytes[used..]);
        self.decoded += used;
        self.invalid = self.invalid.or(invalid.map(|at| Span::new(at, at + '\u{fffd}'.len_utf8())));
    }

    /// Decodes all but an incomplete character at the end.
    fn decode_utf8(&mut self, bytes: &[u8], last: bool) -> usize {
        let end = if last { bytes.len() } else { complete_utf8(bytes) };
        let base = self.end();
        append_utf8(&bytes[..end], self.decoded, base, &mut self.text, &mut self.anchors);
        end
    }

    fn decode_utf16(&mut self, bytes: &[u8], encoding: Encoding, last: bool) -> usize {
        let (pairs, odd) = bytes.as_chunks::<2>();
        let units = || pairs.iter().map(|&pair| utf16_unit(pair, encoding));
        let cut = pairs.last().is_some_and(|&pair| (0xd800..0xdc00).contains(&utf16_unit(pair, encoding)));
        let take = pairs.len() - usize::from(cut && !last);
        let mut source = self.decoded;
        let mut next = self.anchors.last().map_or(0, |anchor| anchor.text) + STRIDE;
        for c in char::decode_utf16(units().take(take)) {
            let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.text.push(c);
            source += 2 * c.len_utf16();
            let at = self.end();
            if at >= next {
                self.anchors.push(Anchor { text: at, source });
                next = at + STRIDE;
            }
        }
        if last && !odd.is_empty() {
            self.text.push(char::REPLACEMENT_CHARACTER);
            self.anchors.push(Anchor { text: self.end(), source: source + odd.len() });
            return bytes.len();
        }
        2 * take
    }
}

/// How many of these bytes are surely not the beginning of a character that goes on.
fn complete_utf8(bytes: &[u8]) -> usize {
    let tail = bytes.len().saturating_sub(3);
    let lead = bytes[tail..].iter().rposition(|byte| byte & 0xc0 != 0x80).map(|at| tail + at);
    let needed = |byte: u8| match byte {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    lead.filter(|&at| at + needed(bytes[at]) > bytes.len()).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text_in(encoding: Encoding, text: &str) -> Vec<u8> {
        match encoding {
            Encoding::Utf16Le => {
                std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            }
            Encoding::Utf16Be => {
                std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
            }
            _ => text.as_bytes().to_vec(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn bytes_in_pieces_decode_like_all_at_once(
            text in "(\\PC|\n){0,3000}",
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
            encoding in prop::sample::select(&[Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be][..]),
            pieces in prop::collection::vec(1..700usize, 1..9),
        ) {
            let mut bytes = text_in(encoding, &text);
            for (at, byte) in damage {
                if !bytes.is_empty() {
                    let at = at.index(bytes.len());
                    bytes[at] = byte;
                }
            }
            let whole = Input::decode(&bytes);
            let mut buffer = Buffer::default();
            let (mut rest, mut seen) = (&bytes[..], String::new());
            for length in pieces.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (piece, after) = rest.split_at((*length).min(rest.len()));
                buffer.push(piece);
                rest = after;
                // Half of what is held is let go of.
                let half = buffer.text().floor_char_boundary(buffer.text().len() / 2);
                for (at, _) in buffer.text()[..half].char_indices() {
                    let at = buffer.start() + at;
                    prop_assert_eq!(buffer.source_span(Span::new(at, at)).start, whole.source_offset(at));
                }
                seen += &buffer.text()[..half];
                buffer.drain(half);
            }
            buffer.finish();
            seen += buffer.text();
            prop_assert_eq!(seen.as_str(), whole.text());
            for (at, _) in buffer.text().char_indices() {
                let at = buffer.start() + at;
                prop_assert_eq!(buffer.source_span(Span::new(at, at)).start, whole.source_offset(at));
            }
        }
    }
}
