use super::Reading;
use super::ahead::{Ahead, Guessed, Guesses};
use super::window::{Part, State, read_window};
use crate::event::Event;
use crate::passages::count_breaks;
use crate::report::{Note, NoteCode, Place};
use crate::text::{Buffer, is_blank};
use crate::{Input, Span};

/// Reads events from bytes that come in pieces, in memory that does not grow with their number.
///
/// The same bytes give the same events, however they are cut. Memory: a few times the largest event, 4 MiB at most.
///
/// ```
/// let mut stream = kbmatch::Stream::new();
/// let mut ids = Vec::new();
/// for piece in [&b"Log Name: System\nSource: Disk\nEve"[..], b"nt ID: 7\nLevel: Error\n"] {
///     stream.push(piece);
///     while let Some(window) = stream.read() {
///         ids.extend(window.events().iter().filter_map(kbmatch::Event::event_id));
///     }
/// }
/// stream.finish();
/// while let Some(window) = stream.read() {
///     ids.extend(window.events().iter().filter_map(kbmatch::Event::event_id));
/// }
/// assert_eq!(ids, [7]);
/// ```
#[derive(Debug, Default)]
pub struct Stream {
    buffer: Buffer,
    finished: bool,
    /// How much of the buffer the last window read.
    used: usize,
    /// How many lines there are before the buffer's text.
    lines: usize,
    state: State,
    /// Whether there was anything but white space so far.
    begun: bool,
    guesses: Guesses,
}

impl Stream {
    /// A stream that has not begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes. Then [`Stream::read`] until it gives nothing: what is not read is held.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.push(bytes);
    }

    /// Says that there are no more bytes. Then [`Stream::read`] until it gives nothing.
    pub fn finish(&mut self) {
        self.buffer.finish();
        self.finished = true;
    }

    /// The next events, if there are any that more text would not change. Cost: linear in the text.
    pub fn read(&mut self) -> Option<Window<'_>> {
        self.read_next(None)
    }

    /// What may be done on another thread while this one reads. Call it again and again before [`Stream::read`]; what is guessed, read
    /// and given to [`Stream::take`] in the order of the guesses spares it the work. Of a text that is not read and taken all is
    /// held, so at most a few should be under way for each processor. Cost: a copy of a window of 1 MiB, and reading a few percent of it.
    ///
    /// ```
    /// use kbmatch::{Ahead, Stream};
    /// use std::{collections::VecDeque, thread};
    ///
    /// fn count(text: &[u8]) -> usize {
    ///     let (mut stream, mut events) = (Stream::new(), 0);
    ///     stream.push(text);
    ///     stream.finish();
    ///     thread::scope(|scope| {
    ///         let mut under_way = VecDeque::new();
    ///         loop {
    ///             if under_way.len() < 4 && let Ahead::Guess(guess) = stream.ahead() {
    ///                 under_way.push_back(scope.spawn(|| guess.read()));
    ///                 continue;
    ///             }
    ///             let window = match under_way.pop_front() {
    ///                 Some(first) => stream.take(first.join().unwrap()),
    ///                 None => stream.read(),
    ///             };
    ///             let Some(window) = window else { break events };
    ///             events += window.events().len();
    ///             under_way.truncate(stream.standing());
    ///         }
    ///     })
    /// }
    ///
    /// assert_eq!(count("2026-01-02T03:04:05Z ERROR disk failed\n".repeat(100_000).as_bytes()), 100_000);
    /// ```
    pub fn ahead(&mut self) -> Ahead {
        let start = self.used;
        let text = &self.buffer.text()[start..];
        self.guesses.guess(text, self.buffer.start() + start, &self.state)
    }

    /// How many guesses were made and not taken, and may still hold. When one does not, all that come after it are void.
    pub fn standing(&self) -> usize {
        self.guesses.standing
    }

    /// As [`Stream::read`], at no cost if what was guessed is what comes.
    pub fn take(&mut self, guessed: Guessed) -> Option<Window<'_>> {
        self.read_next(Some(guessed))
    }

    fn read_next(&mut self, guessed: Option<Guessed>) -> Option<Window<'_>> {
        let passed = std::mem::take(&mut self.used);
        if passed > 0 {
            self.lines += count_breaks(&self.buffer.text().as_bytes()[..passed]);
            self.buffer.drain(passed);
        }
        let text = self.buffer.text();
        if text.is_empty() {
            // Said once, at the end.
            let nothing_at_all = self.finished && !std::mem::replace(&mut self.begun, true);
            let mut notes = self.buffer.take_notes(usize::MAX);
            let mut reading = if nothing_at_all { Reading::nothing() } else { Reading::default() };
            notes.append(&mut reading.notes);
            reading.notes = notes;
            let says_something = nothing_at_all || !reading.notes.is_empty();
            return says_something.then(|| self.window(reading));
        }
        let guessed =
            guessed.and_then(|guessed| self.guesses.take(guessed, text, self.finished, &mut self.state));
        let Part { mut reading, used, .. } = match guessed {
            Some(part) => part,
            None => {
                let part = read_window(text, self.finished, &mut self.state)?;
                self.guesses.pass();
                part
            }
        };
        self.used = used;
        self.begun = self.begun || !is_blank(&text[..used]);
        reading.shift(self.buffer.start());
        if let Some(at) = self.buffer.take_invalid() {
            let message = "some bytes are not valid text in this encoding and were read as \u{fffd}";
            reading.notes.insert(0, Note::new(NoteCode::InvalidEncoding, at, message));
        }
        let end = self.buffer.start() + used;
        reading.notes.splice(..0, self.buffer.take_notes(end));
        Some(self.window(reading))
    }

    fn window(&self, reading: Reading) -> Window<'_> {
        Window { buffer: &self.buffer, used: self.used, line: self.lines + 1, reading }
    }
}

/// Events that follow each other, and the text that they were read from. Spans count bytes of all of the decoded text.
#[derive(Debug)]
pub struct Window<'s> {
    buffer: &'s Buffer,
    used: usize,
    line: usize,
    reading: Reading,
}

impl<'s> Window<'s> {
    /// The events, in order.
    pub fn events(&self) -> &[Event] {
        &self.reading.events
    }

    /// What the user should know of the reading. Spans count decoded text.
    pub fn notes(&self) -> &[Note] {
        &self.reading.notes
    }

    /// The text that was read.
    pub fn text(&self) -> &'s str {
        &self.buffer.text()[..self.used]
    }

    /// Where [`Window::text`] starts in all of the text.
    pub fn start(&self) -> usize {
        self.buffer.start()
    }

    /// The number of the line in which [`Window::text`] starts, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The bytes that a span of the text was decoded from, counted from the first byte of the stream.
    pub fn source_span(&self, span: Span) -> Span {
        self.buffer.source_span(span)
    }

    /// The notes, with spans that count bytes, and lines.
    pub fn source_notes(&self) -> Vec<Note> {
        let note = |note: &Note| {
            let span = note.span.bytes;
            let before = span.start.clamp(self.start(), self.start() + self.used) - self.start();
            let line = self.line + count_breaks(&self.text().as_bytes()[..before]);
            Note { span: Place { line, ..self.source_span(span).into() }, ..note.clone() }
        };
        self.reading.notes.iter().map(note).collect()
    }

    /// Takes the events and notes, to keep.
    pub(crate) fn take_reading(&mut self) -> Reading {
        std::mem::take(&mut self.reading)
    }

    /// A stretch of the text, with the way to its bytes, to keep.
    pub(crate) fn cut(&self, span: Span) -> Input<'static> {
        self.buffer.cut(span)
    }
}

#[cfg(test)]
mod tests;
