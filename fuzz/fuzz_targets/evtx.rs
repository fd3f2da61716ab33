//! Reads any bytes as a chunk of an event log file whose checksums do not count, or as the binary XML of its only record, and
//! holds the result to what holds for every file: bounded, and the same in pieces.
//!
//! `cargo run -p kbmatch-tests --bin evtx-seeds -- fuzz/corpus/evtx` makes chunks to begin with.
#![no_main]

use kbmatch::{EventRecord, Input, Stream};
use libfuzzer_sys::fuzz_target;

const HEADER: usize = 4096;
const CHUNK: usize = 64 << 10;
const RECORDS: usize = 512;
const RECORD_HEADER: usize = 24;

fuzz_target!(|bytes: &[u8]| {
    let Some((&kind, bytes)) = bytes.split_first() else { return };
    let mut file = vec![0; HEADER + CHUNK];
    file[..8].copy_from_slice(b"ElfFile\0");
    let chunk = &mut file[HEADER..];
    if kind % 2 == 0 { fill(chunk, bytes) } else { frame(chunk, bytes) }
    chunk[..8].copy_from_slice(b"ElfChnk\0");
    // No checksums in this chunk: a flag says so.
    chunk[120] |= 4;
    let input = Input::decode(&file);
    assert!(input.text().len() <= 8 << 20);
    let whole: Vec<EventRecord> = kbmatch::read(input.text()).events.iter().map(EventRecord::from).collect();
    assert_eq!(streamed(&file, 5 * usize::from(kind) + 300), whole);
});

fn fill(chunk: &mut [u8], bytes: &[u8]) {
    let length = bytes.len().min(CHUNK);
    chunk[..length].copy_from_slice(&bytes[..length]);
}

/// Puts a record with that content at the start of the chunk.
fn frame(chunk: &mut [u8], content: &[u8]) {
    let start = RECORDS + RECORD_HEADER;
    let content = &content[..content.len().min(CHUNK - start - 4)];
    let end = start + content.len();
    let size = u32::try_from(RECORD_HEADER + content.len() + 4).expect("less than a chunk").to_le_bytes();
    chunk[RECORDS..RECORDS + 4].copy_from_slice(b"**\0\0");
    chunk[RECORDS + 4..RECORDS + 8].copy_from_slice(&size);
    chunk[RECORDS + 8] = 1;
    chunk[start..end].copy_from_slice(content);
    chunk[end..end + 4].copy_from_slice(&size);
}

fn streamed(bytes: &[u8], piece: usize) -> Vec<EventRecord> {
    let mut stream = Stream::new();
    let mut events = Vec::new();
    let mut take = |stream: &mut Stream| {
        while let Some(window) = stream.read() {
            events.extend(window.events().iter().map(EventRecord::from));
        }
    };
    for piece in bytes.chunks(piece) {
        stream.push(piece);
        take(&mut stream);
    }
    stream.finish();
    take(&mut stream);
    events
}
