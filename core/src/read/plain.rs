//! What is left when every layout has taken its blocks: text without event structure.

use super::{Builder, Reading, labels, line_end, trimmed};
use crate::Span;
use crate::event::{Extent, Format};
use crate::report::{Note, NoteCode};

/// A piece of plain text is one event up to this length: evidence that lies further apart says little.
const MAX_PIECE: usize = 64 << 10;

/// A line is kept whole up to this length. Several fit into a window: else a long line would be read anew for each piece.
const MAX_LINE: usize = 256 << 10;

/// Makes plain events of a stretch of the text; none when it has no word: quote marks, bullets, code fences.
pub(super) fn read(text: &str, span: Span, reading: &mut Reading) {
    read_pieces(text, without_fences(text, span), false, reading);
}

/// As [`read`], for a stretch that goes on where the text ends: only pieces that more text would not change. Gives where the
/// rest begins.
pub(super) fn read_begun(text: &str, span: Span, reading: &mut Reading) -> usize {
    read_pieces(text, span, true, reading)
}

fn read_pieces(text: &str, span: Span, goes_on: bool, reading: &mut Reading) -> usize {
    let mut at = span.start;
    while at < span.end {
        let Cut { end, mid_line } = cut(text, at, span.end);
        if goes_on && end == span.end {
            break;
        }
        if mid_line {
            // Notes that touch become one: up to the last cut, since where the line ends may not be known yet.
            let message = "a line of more than 256 KiB was cut into pieces";
            reading.note(Note::new(NoteCode::Oversize, Span::new(at, end), message));
        }
        let piece = trimmed(text, Span::new(at, end));
        if text[piece.range()].contains(char::is_alphanumeric) {
            let mut builder = Builder::new(text, piece.start);
            let range = builder.copy(piece);
            builder.message_fields(range);
            reading.events.push(builder.build(Format::Text, piece, Extent::Fragment));
        }
        at = end;
    }
    at
}

/// The end of a piece.
struct Cut {
    end: usize,
    /// Whether it cuts a line in two.
    mid_line: bool,
}

/// Where the piece that starts at `at` ends: with a line if possible.
fn cut(text: &str, at: usize, limit: usize) -> Cut {
    if limit - at <= MAX_PIECE {
        return Cut { end: limit, mid_line: false };
    }
    if let Some(newline) = memchr::memrchr(b'\n', &text.as_bytes()[at..at + MAX_PIECE]) {
        return Cut { end: at + newline + 1, mid_line: false };
    }
    let most = text.floor_char_boundary(limit.min(at + MAX_LINE));
    let end = line_end(text, at, most);
    if end < most || end == limit {
        return Cut { end: (end + 1).min(limit), mid_line: false };
    }
    // Not in the middle of a word, if it has white space at all: looked for near the end only.
    let tail = text.ceil_char_boundary(end - 256);
    let space = text[tail..end].char_indices().rfind(|(_, c)| c.is_whitespace());
    // With the white space, so that the next piece begins with a word right after it.
    let end = space.map_or(end, |(space, c)| tail + space + c.len_utf8());
    Cut { end, mid_line: true }
}

/// The stretch without what frames it at either end: blank lines, code fences, and the quote marks of the next block.
fn without_fences(text: &str, span: Span) -> Span {
    let Span { mut start, mut end } = trimmed(text, span);
    loop {
        let first = line_end(text, start, end);
        if start == end || !is_frame(&text[start..first]) {
            break;
        }
        start = trimmed(text, Span::new(first, end)).start;
    }
    loop {
        let last =
            memchr::memrchr(b'\n', &text.as_bytes()[start..end]).map_or(start, |newline| start + newline + 1);
        if start == end || !is_frame(&text[last..end]) {
            return Span::new(start, end);
        }
        end = trimmed(text, Span::new(start, last)).end;
    }
}

fn is_frame(line: &str) -> bool {
    let content = line.trim_matches(['>', ' ', '\t', '\r']);
    is_fence(line) || content.is_empty() || labels::announces_xml(content.trim_matches(['*', ':']))
}

/// Whether a text starts with a line that opens or closes a fenced code block: at most one word beside the fence, quoted
/// or not.
pub(super) fn is_fence(text: &str) -> bool {
    let line = text.trim_start_matches([' ', '\t', '>']);
    let Some(info) = line.strip_prefix("```") else { return is_shortcode(line) };
    let info = &info[..line_end(info, 0, info.len())];
    info.len() <= 64 && !info.trim().contains([' ', '`'])
}

/// Whether a line is a mark with which generators of pages open and close a listing: `{{< highlight >}}`,
/// `{% endhighlight %}`.
fn is_shortcode(text: &str) -> bool {
    let marks = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
    let is = |(open, close): &(&str, &str)| {
        let near = &text[..text.floor_char_boundary(MAX_SHORTCODE)];
        near.starts_with(open) && near[..line_end(near, 0, near.len())].trim_end().ends_with(close)
    };
    marks.iter().any(is)
}

/// No mark of a generator is longer.
const MAX_SHORTCODE: usize = 128;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Event;
    use crate::read::read;

    fn lengths(text: &str) -> Vec<usize> {
        read(text).events.iter().map(|event| event.span.len()).collect()
    }

    #[test]
    fn a_text_of_lines_is_cut_between_lines() {
        let line = "something happened here at last\n";
        let text = line.repeat(MAX_PIECE * 5 / 2 / line.len());
        let whole = MAX_PIECE / line.len() * line.len() - 1;
        assert_eq!(lengths(&text)[..2], [whole, whole]);
        assert_eq!(lengths(&text).len(), 3);
        assert!(read(&text).notes.is_empty());
    }

    #[test]
    fn a_long_line_stays_whole_until_it_is_too_long_and_then_is_cut_between_words_with_one_note() {
        let line = "word ".repeat(MAX_LINE / 5 - 100);
        assert_eq!(lengths(&format!("{line}\nnext")), [line.len() - 1, 4]);
        let line = "word ".repeat(MAX_LINE / 2);
        let reading = read(&line);
        assert_eq!(reading.events.len(), 3);
        assert!(
            reading
                .events
                .iter()
                .all(|event| event.text().starts_with("word ") && event.text().ends_with(" word"))
        );
        let codes: Vec<NoteCode> = reading.notes.iter().map(|note| note.code).collect();
        assert_eq!(codes, [NoteCode::Oversize]);
        let last_cut = reading.events[2].span.start;
        assert_eq!(reading.notes[0].span.bytes, Span::new(0, last_cut));
    }

    #[test]
    fn a_line_without_spaces_is_cut_between_characters() {
        let text = "\u{e9}".repeat(MAX_LINE);
        assert_eq!(lengths(&text), [MAX_LINE, MAX_LINE]);
    }

    #[test]
    fn code_fences_and_marks_make_no_event() {
        let reading = read("> \n```xml\n\nword ``` word\n```\n>\n");
        assert_eq!(reading.events.iter().map(Event::text).collect::<Vec<_>>(), ["word ``` word"]);
        assert!(read(">>> ***\n```\n").events.is_empty());
    }
}
