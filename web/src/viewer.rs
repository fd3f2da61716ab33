//! A window of a long document: the browser holds its bytes, the page reads the few lines that it shows.

use crate::excerpt::{Line, clipped};
use crate::marks::Mark;
use kbmatch::Encoding;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A line with more bytes than this is clipped.
const LONG_LINE: usize = 2_000;
/// What a clipped line keeps on each side of a mark, in bytes.
const AROUND: usize = 600;
/// No more than this is read for a window, in bytes: what lies behind is not shown.
const MOST_READ: usize = 8 << 20;

/// The number of an occurrence of what the user looks for, among the items of marks.
pub const FOUND: usize = usize::MAX;

/// How a document's line ends stand in its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEnds {
    /// As one byte.
    #[default]
    Byte,
    /// As two, the first of which says it.
    LittleEndian,
    /// As two, the second of which says it.
    BigEndian,
}

impl LineEnds {
    /// Those of text in an encoding; none of what is no text.
    pub fn of(encoding: Encoding) -> Option<Self> {
        match encoding {
            Encoding::Utf8 => Some(Self::Byte),
            Encoding::Utf16Le => Some(Self::LittleEndian),
            Encoding::Utf16Be => Some(Self::BigEndian),
            Encoding::Evtx => None,
        }
    }

    /// Where the lines after line ends begin, in order. `bytes` begins with a whole character. Cost: O(n).
    pub fn starts(self, bytes: &[u8]) -> impl Iterator<Item = usize> {
        let step = self.unit();
        bytes
            .chunks(step)
            .enumerate()
            .filter(move |(_, unit)| self.is_end(unit))
            .map(move |(at, _)| (at + 1) * step)
    }

    /// How many line ends there are. Cost: O(n), several bytes at a time where that can be.
    pub fn count(self, bytes: &[u8]) -> usize {
        match self {
            Self::Byte => bytes.iter().filter(|&&byte| byte == b'\n').count(),
            _ => self.starts(bytes).count(),
        }
    }

    fn is_end(self, unit: &[u8]) -> bool {
        match self {
            Self::Byte => unit == b"\n",
            Self::LittleEndian => unit == b"\n\0",
            Self::BigEndian => unit == b"\0\n",
        }
    }

    /// How many bytes make a letter, at least.
    fn unit(self) -> usize {
        if self == Self::Byte { 1 } else { 2 }
    }

    /// A text as bytes of the document.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Byte => text.as_bytes().to_vec(),
            Self::LittleEndian => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::BigEndian => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }

    /// The text of some bytes; what is no text reads as U+FFFD.
    pub fn decode(self, bytes: &[u8]) -> String {
        let unit = |pair: &[u8]| match (self, pair) {
            (Self::BigEndian, [high, low]) => u16::from_be_bytes([*high, *low]),
            (_, [low, high]) => u16::from_le_bytes([*low, *high]),
            _ => 0xfffd,
        };
        match self {
            Self::Byte => String::from_utf8_lossy(bytes).into_owned(),
            _ => char::decode_utf16(bytes.chunks(2).map(unit))
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect(),
        }
    }
}

/// Where the lines of a document are, as far as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineIndex {
    /// Bytes, and how many line ends are in them; ascending.
    points: Vec<(usize, usize)>,
}

impl Default for LineIndex {
    fn default() -> Self {
        Self { points: vec![(0, 0)] }
    }
}

impl LineIndex {
    /// Learns that so many bytes have so many line ends.
    pub fn add(&mut self, bytes: usize, ends: usize) {
        if self.points.last().is_some_and(|last| bytes > last.0 && ends >= last.1) {
            self.points.push((bytes, ends));
        }
    }

    /// How many lines are known.
    pub fn lines(&self) -> usize {
        self.points.last().map_or(0, |last| if last.0 == 0 { 0 } else { last.1 + 1 })
    }

    /// How many bytes are known.
    pub fn bytes(&self) -> usize {
        self.points.last().map_or(0, |last| last.0)
    }

    /// The bytes to read for these lines, counted from 0, and the number of the line that they begin in.
    pub fn bytes_of(&self, lines: &Range<usize>) -> (Range<usize>, usize) {
        let before = self.points.partition_point(|point| point.1 < lines.start).saturating_sub(1);
        let (start, first) = self.points[before];
        let after = self.points.iter().find(|point| point.1 >= lines.end).or(self.points.last());
        let end = after.map_or(start, |point| point.0);
        (start..end.min(start.saturating_add(MOST_READ)), first)
    }

    /// The pieces in which it was read: their bytes, and the number of the line that each begins in, from 0.
    pub fn pieces(&self) -> Vec<(Range<usize>, usize)> {
        self.points.windows(2).map(|of| (of[0].0..of[1].0, of[0].1)).collect()
    }

    /// The place to read from to find what stands at `byte`, and how many line ends are before it.
    pub fn point_before(&self, byte: usize) -> (usize, usize) {
        self.points[self.points.partition_point(|point| point.0 <= byte).saturating_sub(1)]
    }
}

/// How lines lie on the screen: in a frame that scrolls over a height that stands for all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometry {
    lines: usize,
    row: f64,
    view: f64,
}

/// Browsers lay out no element that is much higher, in pixels.
const TALLEST: f64 = 8e6;

/// What lines and frame are taken for before they are on the screen, in pixels.
const ROW: f64 = 22.0;
const VIEW: f64 = 400.0;

impl Geometry {
    /// For so many lines of that height in a frame of that height, in pixels; 0 where they are not known yet.
    pub fn new(lines: usize, row: f64, view: f64) -> Self {
        let or = |value: f64, other: f64| if value > 0.0 { value } else { other };
        Self { lines, row: or(row, ROW), view: or(view, VIEW) }
    }

    /// The height that stands for all lines.
    pub fn height(&self) -> f64 {
        (self.lines as f64 * self.row).min(TALLEST)
    }

    /// Whether a pixel of that height is more than a pixel of lines.
    pub fn is_scaled(&self) -> bool {
        self.lines as f64 * self.row > TALLEST
    }

    /// How many lines the frame shows, the last one perhaps in part.
    pub fn visible(&self) -> usize {
        (self.view / self.row).ceil() as usize
    }

    /// The last line that can be the first on the screen.
    pub fn last_top(&self) -> usize {
        self.lines.saturating_sub((self.view / self.row) as usize)
    }

    /// The first line on the screen when the frame is scrolled so far.
    pub fn line_at(&self, scroll: f64) -> usize {
        let line = if self.is_scaled() {
            scroll / (self.height() - self.view) * self.last_top() as f64
        } else {
            scroll / self.row
        };
        (line as usize).min(self.last_top())
    }

    /// How far the frame has to be scrolled for that line to be the first.
    pub fn scroll_to(&self, line: usize) -> f64 {
        if self.is_scaled() {
            line as f64 / self.last_top().max(1) as f64 * (self.height() - self.view)
        } else {
            line as f64 * self.row
        }
    }

    /// Where the line `first` begins, so that the line `top` is at the top of a frame that is scrolled so far.
    pub fn offset(&self, first: usize, top: usize, scroll: f64) -> f64 {
        if self.is_scaled() { scroll - (top - first) as f64 * self.row } else { first as f64 * self.row }
    }
}

/// Bytes of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// Where they begin.
    pub start: usize,
    /// The number of the line that they begin in, from 0.
    pub line: usize,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Chunk {
    /// Those of `lines`, counted from 0, that are in it, as they are shown, with `marks`, whose ranges count bytes of the document, and
    /// with what `query` finds.
    pub fn lines(&self, ends: LineEnds, lines: &Range<usize>, marks: &[Mark], query: &str) -> Vec<Line> {
        let (mut start, mut shown) = (0, Vec::new());
        let starts = ends.starts(&self.bytes).chain(std::iter::once(self.bytes.len()));
        for (at, next) in starts.enumerate() {
            let number = self.line + at;
            if lines.contains(&number) {
                shown.push(self.line_at(ends, start..next, number, marks, query));
            }
            start = next;
            if number >= lines.end {
                break;
            }
        }
        shown
    }

    fn line_at(
        &self,
        ends: LineEnds,
        range: Range<usize>,
        number: usize,
        marks: &[Mark],
        query: &str,
    ) -> Line {
        let bytes = &self.bytes[range.clone()];
        let text = ends.decode(bytes);
        let line = text.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}');
        let shift = text.len() - text.trim_start_matches('\u{feff}').len();
        let from = self.start + range.start;
        let offset = |byte: usize| {
            let within = byte.saturating_sub(from).min(bytes.len());
            ends.decode(&bytes[..within]).len().saturating_sub(shift)
        };
        let inside = |mark: &&Mark| mark.range.start < from + bytes.len() && mark.range.end > from;
        let mut shown: Vec<Mark> = marks
            .iter()
            .filter(inside)
            .map(|mark| Mark {
                range: offset(mark.range.start)..offset(mark.range.end).min(line.len()),
                item: mark.item,
            })
            .collect();
        shown.extend(occurrences(line, query).map(|range| Mark { range, item: FOUND }));
        Line { number: number + 1, parts: clipped(line, &shown, LONG_LINE, AROUND) }
    }
}

/// Where a line has `query`, whatever the case of ASCII letters.
fn occurrences<'a>(line: &'a str, query: &'a str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = find(&line.as_bytes()[from..], query.as_bytes())? + from;
        from = at + query.len();
        Some(at..from)
    })
}

/// Where `bytes` first have `query`, whatever the case of ASCII letters; never for an empty one. Cost: O(n).
pub fn find(bytes: &[u8], query: &[u8]) -> Option<usize> {
    let (first, rest) = query.split_first()?;
    let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    let mut at = 0;
    while let Some(next) = bytes.get(at..)?.iter().position(|byte| *byte == lower || *byte == upper) {
        let start = at + next;
        let end = start + query.len();
        if bytes.get(start + 1..end).is_some_and(|after| after.eq_ignore_ascii_case(rest)) {
            return Some(start);
        }
        at = start + 1;
    }
    None
}

/// Where `chunk` has `query` next to `from`, a place in the document: behind it, or before it when `back`. Gives the place, and the number
/// of its line, from 0.
pub fn find_in(
    chunk: &Chunk,
    ends: LineEnds,
    query: &str,
    from: usize,
    back: bool,
) -> Option<(usize, usize)> {
    let needle = ends.encode(query);
    let mut at = if back { 0 } else { from.saturating_sub(chunk.start) };
    let mut best = None;
    while let Some(next) = chunk.bytes.get(at..).and_then(|rest| find(rest, &needle)) {
        let hit = at + next;
        at = hit + 1;
        // Two bytes make a letter: those in between are none.
        if !hit.is_multiple_of(ends.unit()) {
            continue;
        }
        if back && chunk.start + hit >= from {
            break;
        }
        best = Some(hit);
        if !back {
            break;
        }
    }
    let hit = best?;
    Some((chunk.start + hit, chunk.line + ends.starts(&chunk.bytes[..hit]).count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::excerpt::Part;

    const TEXT: &str = "one\ntwo \u{e4}\r\nthree\n\nfive";

    fn shown(line: &Line) -> String {
        let show = |part: &Part| match part {
            Part::Text(words, items) if items.is_empty() => words.clone(),
            Part::Text(words, items) if items[..] == [FOUND] => format!("<{words}>"),
            Part::Text(words, items) => format!("[{words}]{items:?}"),
            Part::Gap => "…".to_owned(),
        };
        format!("{} {}", line.number, line.parts.iter().map(show).collect::<String>())
    }

    fn chunk(bytes: &[u8]) -> Chunk {
        Chunk { start: 0, line: 0, bytes: bytes.to_vec() }
    }

    fn utf16(text: &str) -> Vec<u8> {
        std::iter::once('\u{feff}')
            .chain(text.chars())
            .collect::<String>()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect()
    }

    #[test]
    fn lines_are_shown_with_their_numbers_marks_and_what_was_found() {
        let mark = Mark { range: 4..7, item: 3 };
        let lines = chunk(TEXT.as_bytes()).lines(LineEnds::Byte, &(1..5), &[mark], "E");
        let lines: Vec<String> = lines.iter().map(shown).collect();
        assert_eq!(lines, ["2 [two][3] \u{e4}", "3 thr<e><e>", "4 ", "5 fiv<e>"]);
    }

    #[test]
    fn utf_16_is_shown_as_other_text_is() {
        let mark = Mark { range: 10..16, item: 3 };
        let lines = chunk(&utf16(TEXT)).lines(LineEnds::LittleEndian, &(0..3), &[mark], "HRE");
        let lines: Vec<String> = lines.iter().map(shown).collect();
        assert_eq!(lines, ["1 one", "2 [two][3] \u{e4}", "3 t<hre>e"]);
    }

    #[test]
    fn the_index_says_which_bytes_have_a_line() {
        let mut index = LineIndex::default();
        for (bytes, ends) in [(100, 3), (200, 3), (300, 9)] {
            index.add(bytes, ends);
        }
        assert_eq!((index.lines(), index.bytes()), (10, 300));
        assert_eq!(index.bytes_of(&(0..2)), (0..100, 0));
        assert_eq!(
            index.bytes_of(&(3..4)),
            (0..300, 0),
            "the fourth line may begin at the end of the first piece"
        );
        assert_eq!(index.bytes_of(&(4..20)), (200..300, 3));
        assert_eq!(index.point_before(250), (200, 3));
    }

    #[test]
    fn a_frame_shows_every_line_of_the_longest_document() {
        for lines in [5, 1_000, 50_000_000] {
            let geometry = Geometry::new(lines, 20.0, 400.0);
            assert!(geometry.height() <= TALLEST);
            assert_eq!(geometry.is_scaled(), lines == 50_000_000);
            assert_eq!(geometry.line_at(0.0), 0);
            assert_eq!(geometry.line_at(geometry.height() - 400.0), geometry.last_top());
            let line = lines / 3;
            let back = geometry.line_at(geometry.scroll_to(line)).abs_diff(line.min(geometry.last_top()));
            assert!(back <= 1, "{lines} lines: {back}");
            assert_eq!(geometry.last_top() + geometry.visible(), lines.max(20));
        }
    }

    #[test]
    fn a_search_goes_both_ways() {
        let chunk = Chunk { start: 50, line: 7, bytes: TEXT.as_bytes().to_vec() };
        let found = |query, from, back| find_in(&chunk, LineEnds::Byte, query, from, back);
        assert_eq!(found("TWO", 50, false), Some((54, 8)));
        assert_eq!(found("e", 53, false), Some((65, 9)));
        assert_eq!(found("e", 65, true), Some((52, 7)));
        assert_eq!((found("xyz", 50, false), found("", 50, false)), (None, None));
        let wide = Chunk { start: 0, line: 0, bytes: utf16(TEXT) };
        assert_eq!(find_in(&wide, LineEnds::LittleEndian, "three", 0, false).map(|hit| hit.1), Some(2));
    }

    #[test]
    fn a_huge_line_shows_its_beginning_and_its_marks() {
        let text = format!("{}needle{}", "a".repeat(100_000), "b".repeat(100_000));
        let mark = Mark { range: 100_000..100_006, item: 0 };
        let lines = chunk(text.as_bytes()).lines(LineEnds::Byte, &(0..1), &[mark], "");
        let line = shown(&lines[0]);
        assert!(line.len() < 4_000 && line.contains("[needle][0]"), "{}", line.len());
    }
}
