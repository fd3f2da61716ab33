//! Reads any bytes as a chunk of an event log file whose checksums do not count.
#![no_main]

use kbmatch::Input;
use libfuzzer_sys::fuzz_target;

const HEADER: usize = 4096;
const CHUNK: usize = 64 << 10;

fuzz_target!(|bytes: &[u8]| {
    let mut file = vec![0; HEADER + CHUNK];
    file[..8].copy_from_slice(b"ElfFile\0");
    let chunk = &mut file[HEADER..];
    let length = bytes.len().min(CHUNK);
    chunk[..length].copy_from_slice(&bytes[..length]);
    chunk[..8].copy_from_slice(b"ElfChnk\0");
    // No checksums in this chunk: a flag says so.
    chunk[120] |= 4;
    let input = Input::decode(&file);
    assert!(input.text().len() <= 8 << 20);
    kbmatch::read(input.text());
});
