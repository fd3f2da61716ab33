//! Stretches of a text that are event XML or JSON as they are: their readers undo what is escaped in them.

use crate::Span;
use memchr::memmem;

/// The stretches, in order; they do not overlap.
#[derive(Default)]
pub(super) struct Regions(Vec<Span>);

/// The elements that hold events or parts of them.
const ELEMENTS: [&str; 6] = ["Event", "System", "EventData", "UserData", "RenderingInfo", "DataItem"];

/// So many stretches are told apart; what follows counts as one of them.
const MAX_REGIONS: usize = 1 << 16;

impl Regions {
    /// Those of `text`. Cost: O(n).
    pub(super) fn find(text: &str) -> Self {
        let mut regions = Vec::new();
        let mut from = 0;
        let mut unclosed = [false; ELEMENTS.len()];
        while let Some(found) = memchr::memchr2(b'<', b'{', &text.as_bytes()[from..]) {
            let at = from + found;
            from = at + 1;
            let end = if text.as_bytes()[at] == b'{' {
                json_end(text, at)
            } else {
                xml_end(text, at, &mut unclosed)
            };
            if let Some(end) = end {
                if regions.len() == MAX_REGIONS {
                    regions.push(Span::new(at, text.len()));
                    break;
                }
                regions.push(Span::new(at, end));
                from = end;
            }
        }
        Self(regions)
    }

    /// The end of the stretch that holds `at`, if one does.
    pub(super) fn end_of(&self, at: usize) -> Option<usize> {
        let region = self.0.get(self.0.partition_point(|region| region.end <= at))?;
        (region.start <= at).then_some(region.end)
    }

    /// Whether `at` lies in one.
    pub(super) fn hold(&self, at: usize) -> bool {
        self.end_of(at).is_some()
    }
}

/// The end of the element of an event that starts at `at`: all of the rest when it is not closed.
fn xml_end(text: &str, at: usize, unclosed: &mut [bool; ELEMENTS.len()]) -> Option<usize> {
    let place = ELEMENTS.iter().position(|name| opens(&text[at + 1..], name))?;
    let close = format!("</{}>", ELEMENTS[place]);
    if !unclosed[place] {
        if let Some(end) = memmem::find(&text.as_bytes()[at..], close.as_bytes()) {
            return Some(at + end + close.len());
        }
        unclosed[place] = true;
    }
    Some(text.len())
}

/// Whether a text that stands after `<` opens the element `name`.
pub(super) fn opens(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>', '/', '\n', '\r', '\t']))
}

/// The end of the JSON object that starts at `at`: all of the rest when it is not closed.
fn json_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = bytes[at + 1..].iter().take(256).position(|b| !b.is_ascii_whitespace())?;
    if bytes[at + 1 + first] != b'"' {
        return None;
    }
    let (mut depth, mut from) = (1_usize, at + 1);
    while let Some(found) = memchr::memchr3(b'"', b'{', b'}', &bytes[from..]) {
        let here = from + found;
        from = here + 1;
        match bytes[here] {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => from = string_end(bytes, from)?.max(from),
        }
        if depth == 0 {
            return Some(from);
        }
    }
    Some(bytes.len())
}

/// The end of the string of which `from` is the first byte; all of the rest when it is not closed.
fn string_end(bytes: &[u8], mut from: usize) -> Option<usize> {
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[from..]) {
        let here = from + found;
        if bytes[here] == b'"' {
            return Some(here + 1);
        }
        from = (here + 2).min(bytes.len());
    }
    Some(bytes.len())
}
