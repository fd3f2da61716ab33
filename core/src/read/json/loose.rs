//! Objects that are nearly JSON: cut at either end, broken by a line wrap, with comments, trailing commas, typographic or
//! single quotes (Python's `repr`), a level of escaping too many, or words where a value was blanked out.
//!
//! What is valid JSON reads the same here, so a damaged object is read at least as far as it is valid. Cost: linear in what
//! is read; a level of nesting costs a few bytes, and there are at most [`MAX_DEPTH`].

use super::quotes::{Quote, Token, string};
use super::record::{Escapes, Recorded, Recorder};
use crate::Span;
use crate::read::{Builder, line_end};

/// So deep an object may nest; `serde_json` stops at 128.
const MAX_DEPTH: usize = 160;

/// A word that stands for a value is at most this long.
const MAX_WORD: usize = 128;

/// Where a reading starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// At an object's brace.
    Object,
    /// Inside an object, before a key or a value.
    Member,
    /// Inside a string that began before the text.
    String,
}

/// Appends what begins `span` to the builder's text, and its fields.
pub(super) fn record(builder: &mut Builder<'_>, span: Span, start: Start, escapes: Escapes) -> Recorded {
    let input = &builder.input()[..span.end];
    let mut recorder = Recorder::new(builder, span.start, escapes);
    let open = if start == Start::Object { Vec::new() } else { vec![Open { is_array: false, keyed: false }] };
    let headless = start != Start::Object;
    let mut reader = Reader {
        input,
        recorder: &mut recorder,
        at: span.start,
        key: span.start,
        open,
        headless,
        escapes,
        sound: !headless,
    };
    if start == Start::String {
        reader.tail();
    }
    reader.run();
    let Reader { at, open, sound, .. } = reader;
    recorder.finish(at);
    Recorded { end: at, complete: sound && open.is_empty(), members: recorder.members }
}

/// Records an object that stands in a string of another one.
pub(super) fn record_nested(recorder: &mut Recorder<'_, '_>, span: Span) {
    let input = &recorder.builder.input()[..span.end];
    let (at, open, escapes) = (span.start, Vec::new(), Escapes::Twice);
    Reader { input, recorder, at, key: at, open, headless: false, escapes, sound: true }.run();
}

/// An object or array that is open.
struct Open {
    is_array: bool,
    /// Whether a key was entered whose value has not come.
    keyed: bool,
}

struct Reader<'r, 'b, 't> {
    input: &'t str,
    recorder: &'r mut Recorder<'b, 't>,
    at: usize,
    /// Where the last key began.
    key: usize,
    open: Vec<Open>,
    /// Whether the outermost object began before the text.
    headless: bool,
    escapes: Escapes,
    /// Whether all was in order so far.
    sound: bool,
}

/// Whether a string begins with an event's XML, however its bracket is escaped.
fn is_event_xml(string: &str) -> bool {
    let rest =
        ["<", "\\u003c", "\\u003C", "\\\\u003c"].iter().find_map(|bracket| string.strip_prefix(bracket));
    rest.is_some_and(|rest| rest.starts_with("Event"))
}

fn colon_follows(text: &str) -> bool {
    text.trim_start_matches([' ', '\t']).starts_with(':')
}

impl Reader<'_, '_, '_> {
    fn run(&mut self) {
        loop {
            self.skip();
            let before = self.at;
            let more = match self.input.as_bytes().get(self.at) {
                None => break,
                Some(b'{' | b'[') => self.begin(),
                Some(b'}' | b']') => self.end(),
                Some(_) => self.member(),
            };
            if self.open.is_empty() && self.at > before {
                break;
            }
            if !more && !self.recover(before) {
                break;
            }
        }
    }

    /// Skips white space, separators and comments.
    fn skip(&mut self) {
        loop {
            let rest = &self.input.as_bytes()[self.at..];
            let length = match rest {
                [b' ' | b'\t' | b'\r' | b'\n' | b',' | b':', ..] => 1,
                [b'\\', b'n' | b'r' | b't', ..] if self.escapes == Escapes::Twice => 2,
                [b'/', b'/', ..] => line_end(self.input, self.at, self.input.len()) - self.at,
                [b'/', b'*', ..] => memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2),
                _ => return,
            };
            self.at += length;
        }
    }

    fn begin(&mut self) -> bool {
        // The next object, behind one whose start is missing.
        let next = self.headless && self.open.len() == 1 && !self.open[0].keyed;
        if next || self.open.len() >= MAX_DEPTH {
            return false;
        }
        let is_array = self.input.as_bytes()[self.at] == b'[';
        self.at += 1;
        self.open.push(Open { is_array, keyed: false });
        true
    }

    fn end(&mut self) -> bool {
        self.at += 1;
        if self.headless && self.open.len() == 1 {
            return self.goes_on();
        }
        self.drop_key();
        self.open.pop();
        self.drop_key();
        true
    }

    /// Whether more of an object without a start comes behind one of its brackets.
    fn goes_on(&self) -> bool {
        self.input[self.at..].trim_start().starts_with([',', '}', ']'])
    }

    /// Leaves the key whose value has come.
    fn drop_key(&mut self) {
        if let Some(open) = self.open.last_mut()
            && std::mem::take(&mut open.keyed)
        {
            self.recorder.leave();
        }
    }

    /// A key, or a value.
    fn member(&mut self) -> bool {
        let Some(quote) = Quote::at(&self.input[self.at..]) else { return self.word() };
        let Token { inner, end, closed } = string(self.input, self.at, quote);
        // A string that the text cuts is not what it says, but for an event's XML, which tells where its parts end.
        let is_cut_xml = !closed && end == self.input.len() && is_event_xml(&self.input[inner.range()]);
        self.sound &= !is_cut_xml;
        let Some(open) = self.open.last_mut().filter(|open| closed || is_cut_xml && open.keyed) else {
            return false;
        };
        if open.keyed || open.is_array {
            self.recorder.string(inner);
            self.drop_key();
        } else if colon_follows(&self.input[end..]) {
            open.keyed = true;
            self.key = self.at;
            self.recorder.enter(inner);
        } else {
            return false;
        }
        self.at = end;
        true
    }

    /// A value without quotes: a number, a constant, `<removed>`; `...` for what was left out.
    fn word(&mut self) -> bool {
        let rest = &self.input[self.at..];
        let rest = &rest[..rest.floor_char_boundary(MAX_WORD)];
        let length = rest.find([',', '}', ']', '\n', '{', '[', '"', ':']).unwrap_or(rest.len());
        let word = rest[..length].trim_end();
        let elided = matches!(word, "..." | "…");
        let is_word = word.split_ascii_whitespace().count() == 1 && !word.contains(['(', ')', ';', '$']);
        let is_value = is_word || word.starts_with('<') && word.ends_with('>');
        let expected = self.open.last().is_some_and(|open| open.keyed || open.is_array);
        // Where the text ends in an object, so may a number.
        let is_cut = !self.headless && self.at + word.len() == self.input.len();
        if word.is_empty() || is_cut || !(elided || is_value && expected) {
            return false;
        }
        let span = Span::new(self.at, self.at + word.len());
        self.at = span.end;
        if elided {
            self.sound = false;
        } else {
            self.recorder.bare(span);
        }
        self.drop_key();
        true
    }

    /// The rest of a string that began before the text: a key's or a value's end.
    fn tail(&mut self) {
        let Token { inner, end, closed } = string(self.input, self.at, Quote::tail(&self.input[self.at..]));
        if !closed {
            return;
        }
        self.at = end;
        match self.open.last_mut() {
            Some(open) if colon_follows(&self.input[end..]) => {
                open.keyed = true;
                self.recorder.enter_cut(inner);
            }
            _ => self.recorder.rest(inner),
        }
    }

    /// Takes the rest of a damaged line as it stands. Whether the object goes on below it.
    fn recover(&mut self, before: usize) -> bool {
        self.sound = false;
        if self.headless && self.recorder.members == 0 || self.at > before {
            return false;
        }
        let next = self.input.as_bytes().get(self.at);
        if self.headless && matches!(next, Some(b'{' | b'[')) {
            return false;
        }
        let end = line_end(self.input, self.at, self.input.len());
        let start = if self.open.last().is_some_and(|open| open.keyed) { self.key } else { self.at };
        self.recorder.rest(Span::new(start, end));
        self.at = end;
        self.drop_key();
        let below = self.input[end..].trim_start();
        matches!(below.as_bytes().first(), Some(b'}' | b']')) || super::quotes::is_key(below)
    }
}
