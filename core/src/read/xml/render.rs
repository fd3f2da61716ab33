//! What becomes of the XML of one event.

use super::parser::{Parser, Shape};
use super::tags::{Kind, Tag};
use crate::Span;
use crate::event::Extent;
use crate::read::plain::is_fence;
use crate::read::{Builder, line_end, trimmed};
use crate::report::{Note, NoteCode};

/// What became of an event.
pub(in crate::read) struct Rendered {
    /// Where it ends in the input.
    pub end: usize,
    /// How much of it is there.
    pub extent: Extent,
    /// What the user should know.
    pub notes: Vec<Note>,
    /// Whether this is an event of Windows, or a part of one.
    pub(super) is_event: bool,
    /// How far the text was looked at.
    pub(super) reached: usize,
}

/// Appends the event in `tag` to the builder's text, and its fields. Cost: linear in the tag's region.
pub(in crate::read) fn render(builder: &mut Builder<'_>, tag: &Tag) -> Rendered {
    let input = builder.input();
    let (region, oversize) = tag.bounded(input);
    let shape = match tag.kind {
        Kind::Headless => Shape::Headless,
        _ if tag.is_closed() => Shape::Closed,
        _ => Shape::Open,
    };
    let mut parser = Parser::new(builder, region.start, shape);
    let complete = parser.run(region);
    let reached = parser.reached;
    if !complete {
        parser.finish_cut();
    } else if let Some(rest) = rendering_after(input, parser.end, shape) {
        parser.resume();
        parser.run(rest);
    }
    parser.prefer_names();
    let is_part = shape == Shape::Headless;
    let is_event = parser.count() > 0 && if is_part { parser.seen.is_part() } else { parser.seen.is_event() };
    let cut = !(complete || (is_part && parser.is_balanced()));
    let stray_end = parser.seen.stray_end;
    let has_message = parser.has_message;
    let Parser { end, mut notes, .. } = parser;
    let end = match shape {
        Shape::Closed if !complete => keep(builder, Span::new(end, region.end)),
        Shape::Closed => end,
        _ if oversize => keep(builder, Span::new(end, region.end)),
        _ if cut => keep(builder, Span::new(end, cut_tag(input, end, region.end))),
        _ => end,
    };
    let span = trimmed(input, Span::new(region.start, end));
    if oversize {
        notes.push(Note::new(NoteCode::Oversize, span, "an event of more than 4 MiB was cut"));
    } else if (cut || stray_end) && notes.is_empty() {
        let message = "this event's XML is cut or damaged; what it shows was read";
        notes.push(Note::new(NoteCode::Truncated, span, message));
    }
    let extent = match complete && !is_part {
        true if has_message => Extent::Whole,
        true => Extent::DataOnly,
        false => Extent::Fragment,
    };
    Rendered { end: span.end, extent, notes, is_event, reached }
}

/// Keeps a damaged stretch as it is, so that nothing is lost and nothing is read twice. Gives its end.
fn keep(builder: &mut Builder<'_>, span: Span) -> usize {
    let span = trimmed(builder.input(), span);
    if !span.is_empty() {
        builder.end_line();
        builder.copy(span);
    }
    span.end
}

/// The `RenderingInfo` that follows the end of an event instead of being in it.
fn rendering_after(input: &str, at: usize, shape: Shape) -> Option<Span> {
    let rest = input[at..].trim_start();
    if shape == Shape::Headless || !rest.starts_with("<RenderingInfo") {
        return None;
    }
    let near = &rest[..rest.floor_char_boundary(MAX_RENDERING)];
    let end = memchr::memmem::find(near.as_bytes(), RENDERING_END)? + RENDERING_END.len();
    let start = input.len() - rest.len();
    Some(Span::new(start, start + end))
}

const RENDERING_END: &[u8] = b"</RenderingInfo>";

/// What was rendered of an event is at most this long.
const MAX_RENDERING: usize = 256 << 10;

/// The end of a tag that begins at `at` and is cut itself; `at` when none does.
fn cut_tag(input: &str, at: usize, limit: usize) -> usize {
    let near = &input[at..input.floor_char_boundary(limit.min(at + MAX_CUT_TAG))];
    if !near.trim_start().starts_with('<')
        || near.contains('>')
        || memchr::memchr_iter(b'<', near.as_bytes()).count() > 1
    {
        return at;
    }
    let mut end = at + line_end(near, 0, near.len());
    while end < at + near.len() {
        let line = &near[end + 1 - at..line_end(near, end + 1 - at, near.len())];
        if line.trim().is_empty() || is_fence(line) {
            break;
        }
        end += 1 + line.len();
    }
    end
}

/// A tag that is cut is at most this long.
const MAX_CUT_TAG: usize = 1 << 10;
