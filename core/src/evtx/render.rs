//! Renders event log files to event XML.
//!
//! A file is a header of 4096 bytes and chunks of 64 KiB, each of which is complete in itself: records, and the names and
//! templates that they use. A chunk is held, rendered record by record and forgotten. What is damaged is noted and left out,
//! and costs no more than the record in which it is. Records are written in the order of the file, each
//! element on a line of its own: people read this text, too.
//!
//! The binary XML is read by the crate `evtx`. The files come from strangers: where records start and end is found and
//! checked here, and the crate gets a chunk with nothing in its header to be misled by. It bounds what it allocates (since
//! 0.15: nesting, tree nodes and output, of each record and of all records of a chunk); tighter bounds on the output are set
//! here.
//!
//! Source of the format: <https://github.com/libyal/libevtx/blob/main/documentation/Windows%20XML%20Event%20Log%20(EVTX).asciidoc>.

use crate::Span;
use crate::report::{Note, NoteCode};
use evtx::{EvtxChunk, EvtxChunkData, EvtxChunkHeader, EvtxFileHeader, HeaderFlags, ParserSettings};
use std::sync::Arc;

const HEADER_SIZE: usize = 4096;
const CHUNK_SIZE: usize = 64 << 10;
const RECORD_SIGNATURE: &[u8] = b"**\0\0";

/// The tables of a chunk's names and templates start here.
const TABLES: usize = 128;

/// A chunk's records start here.
const RECORDS: usize = 512;

/// A record is at least its header, the beginning of its XML, and its size again.
const MIN_RECORD: usize = 28;

/// The output of one record, and of all records of a chunk, in bytes. A real chunk becomes some hundred KiB of XML.
const MAX_RECORD: usize = 1 << 20;
const MAX_CHUNK: usize = 4 << 20;

/// So many notes are kept: the first ones tell the story.
const MAX_NOTES: usize = 16;

/// Renders an event log file that comes in pieces to text: for callers that scan the text themselves, as
/// [`Input::decode`](crate::Input::decode) and [`Scanner`](crate::Scanner) otherwise do. Holds one chunk at most.
#[derive(Debug, Default)]
pub struct EventLogText {
    /// What came of the header or of the chunk that is not complete.
    held: Vec<u8>,
    past_header: bool,
    /// The length of the text so far, and how many lines it has.
    written: usize,
    lines: usize,
    notes: Vec<Note>,
}

impl EventLogText {
    /// Takes the next bytes of the file, and appends the XML of the records in the chunks that they complete to `out`.
    /// Cost: linear in the bytes, with a factor that hostile files can raise.
    pub fn push(&mut self, mut bytes: &[u8], out: &mut String) {
        while !bytes.is_empty() {
            let size = if self.past_header { CHUNK_SIZE } else { HEADER_SIZE };
            let (taken, rest) = bytes.split_at(bytes.len().min(size - self.held.len()));
            self.held.extend_from_slice(taken);
            bytes = rest;
            if self.held.len() == size {
                self.take_held(out);
            }
        }
    }

    /// Takes the end of the file.
    pub fn finish(&mut self, out: &mut String) {
        if !self.past_header || self.held.iter().any(|byte| *byte != 0) {
            self.note(NoteCode::Truncated, "this event log file is cut; what it holds was read");
        }
        if !self.held.is_empty() {
            self.take_held(out);
        }
    }

    /// What the user should know. Spans count bytes of the text.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    fn take_held(&mut self, out: &mut String) {
        let mut held = std::mem::take(&mut self.held);
        if self.past_header {
            let start = out.len();
            self.chunk(&held, out);
            self.written += out.len() - start;
            self.lines += memchr::memchr_iter(b'\n', &out.as_bytes()[start..]).count();
        } else {
            self.header(&held);
        }
        held.clear();
        self.held = held;
    }

    fn header(&mut self, header: &[u8]) {
        self.past_header = true;
        let header = EvtxFileHeader::from_bytes(header).ok().filter(EvtxFileHeader::validate_checksum);
        match header {
            None => self.note(
                NoteCode::Damaged,
                "the header of this event log file is damaged; its records were read",
            ),
            Some(header) if header.flags.contains(HeaderFlags::DIRTY) => self.note(
                NoteCode::Truncated,
                "this event log file was copied while Windows wrote to it: its last events may be missing",
            ),
            Some(_) => {}
        }
    }

    fn chunk(&mut self, chunk: &[u8], out: &mut String) {
        if chunk.iter().all(|byte| *byte == 0) {
            return; // not used yet
        }
        let Ok(data) = EvtxChunkData::new(chunk.to_vec(), false) else {
            self.note(NoteCode::Damaged, "a part of this event log file is damaged and was not read");
            return;
        };
        let is_whole = data.validate_checksum();
        let end = records_end(chunk).filter(|_| is_whole).unwrap_or(chunk.len());
        let frames = Frames::find(chunk, end);
        let start = out.len();
        let written = frames.render(data.data, out).unwrap_or_default();
        let gaps = frames.gaps.len() + usize::from(is_whole && frames.end < end);
        let lost = frames.count - written + gaps;
        if lost > 0 || !is_whole {
            let span = Span::new(self.written, self.written + out.len() - start);
            let message = match lost {
                0 => "a part of this event log file fails its checksum; what it holds was read".to_owned(),
                _ => format!("a part of this event log file is damaged: {lost} of its records were not read"),
            };
            self.note_at(NoteCode::Damaged, span, message);
        }
    }

    fn note(&mut self, code: NoteCode, message: &str) {
        self.note_at(code, Span::new(self.written, self.written), message);
    }

    fn note_at(&mut self, code: NoteCode, span: Span, message: impl Into<String>) {
        if self.notes.len() < MAX_NOTES {
            let mut note = Note::new(code, span, message);
            note.span.line = self.lines + 1;
            self.notes.push(note);
        }
    }
}

/// The records of a chunk.
struct Frames {
    count: usize,
    /// Where something stands that is no record.
    gaps: Vec<usize>,
    /// Where the last record ends.
    end: usize,
}

impl Frames {
    fn find(chunk: &[u8], end: usize) -> Self {
        let mut frames = Self { count: 0, gaps: Vec::new(), end: RECORDS };
        while let Some(record) = next_record(chunk, frames.end, end) {
            if record.start > frames.end {
                frames.gaps.push(frames.end);
            }
            frames.count += 1;
            frames.end = record.end;
        }
        frames
    }

    /// Appends the XML of these records, each on a line. Returns how many could be read.
    fn render(&self, mut chunk: Vec<u8>, out: &mut String) -> Option<usize> {
        // Names are found by their own offsets. One that is wrong in this table would cost the chunk.
        chunk.get_mut(TABLES..RECORDS)?.fill(0);
        // Where no record is, none must seem to begin: its size would lead past the records that follow.
        for &gap in &self.gaps {
            *chunk.get_mut(gap)? = 0;
        }
        let mut header = EvtxChunkHeader::from_bytes(&chunk).ok()?;
        header.free_space_offset = u32::try_from(self.end).ok()?;
        header.last_event_record_data_offset = header.free_space_offset;
        (header.first_event_record_id, header.last_event_record_id) = (0, u64::MAX);
        let settings = Arc::new(ParserSettings::new().indent(true));
        let mut chunk = EvtxChunk::new(&chunk, &header, settings).ok()?;
        let (start, mut written) = (out.len(), 0);
        // An iterator over a damaged chunk has an item for each record and for each gap.
        for record in chunk.iter().take(self.count + self.gaps.len()).flatten() {
            let Ok(xml) = record.into_xml() else { continue };
            let xml = without_declaration(&xml.data);
            if xml.is_empty() || xml.len() > MAX_RECORD || out.len() - start + xml.len() >= MAX_CHUNK {
                continue;
            }
            out.push_str(xml);
            out.push('\n');
            written += 1;
        }
        Some(written)
    }
}

/// Where a chunk's free space starts.
fn records_end(chunk: &[u8]) -> Option<usize> {
    let end = u32_at(chunk, 48)? as usize;
    (RECORDS..=chunk.len()).contains(&end).then_some(end)
}

/// The first record at or after `at`: a signature, and the same size at both ends.
fn next_record(chunk: &[u8], at: usize, end: usize) -> Option<Span> {
    let records = chunk.get(at..end)?;
    memchr::memmem::find_iter(records, RECORD_SIGNATURE).map(|offset| at + offset).find_map(|start| {
        let size = u32_at(chunk, start + 4)? as usize;
        let stop = start.checked_add(size).filter(|stop| *stop <= end && size >= MIN_RECORD)?;
        (u32_at(chunk, stop - 4)? as usize == size).then(|| Span::new(start, stop))
    })
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

/// A record's XML without the declaration before it.
fn without_declaration(xml: &str) -> &str {
    let after = xml.strip_prefix("<?xml").and_then(|xml| xml.split_once("?>")).map(|(_, after)| after);
    after.unwrap_or(xml).trim()
}
