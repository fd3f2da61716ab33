//! Writes what a fuzzer of event log files begins with: `evtx-seeds FOLDER`.

use kbmatch_tests::generate::evtx::{Chunk, NONE, RECORDS, Value, string, strings};
use kbmatch_tests::generate::samples;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).ok_or_else(|| io::Error::other("usage: evtx-seeds FOLDER"))?;
    fs::create_dir_all(&folder)?;
    for (number, chunk) in chunks().into_iter().enumerate() {
        write(&folder, &format!("chunk-{number}"), 0, &chunk)?;
        // Behind the header of the first record, its content and what follows.
        write(&folder, &format!("record-{number}"), 1, chunk.get(RECORDS + 24..).unwrap_or_default())?;
    }
    Ok(())
}

/// A file whose first byte says what the rest is; zeros at the end are left out.
fn write(folder: &str, name: &str, kind: u8, bytes: &[u8]) -> io::Result<()> {
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let bytes: Vec<u8> = std::iter::once(kind).chain(bytes[..end].iter().copied()).collect();
    fs::write(Path::new(folder).join(name), bytes)
}

/// Events, values of every type, a value with binary XML in it, and elements in elements.
fn chunks() -> Vec<Vec<u8>> {
    let mut chunks: Vec<Vec<u8>> =
        samples(4).iter().map(|event| chunk(|chunk| chunk.logged(event))).collect();
    chunks.push(chunk(|chunk| {
        chunk.event(5, strings(&["a", "", "c"]));
        chunk.event(6, string("x"));
    }));
    chunks.extend(
        (0..=0x15)
            .chain(0x81..=0x95)
            .map(|kind| one_value((kind, vec![1, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 32, 2, 0, 0]))),
    );
    let name = u32::try_from(RECORDS + 24 + 4 + 10 + 24 + 4 + 7).unwrap_or_default().to_le_bytes();
    let element = [&[0x0f, 1, 1, 0, 0x01, 0, 0, 0, 0][..], &name, &[0x03, 0]].concat();
    chunks.push(one_value((0x21, element)));
    chunks.push(chunk(|chunk| {
        chunk.record(|chunk| chunk.instance(|chunk| nested(chunk, 40), &[string("deep")]));
    }));
    chunks
}

fn chunk(write: impl FnOnce(&mut Chunk)) -> Vec<u8> {
    let mut chunk = Chunk::new(1);
    write(&mut chunk);
    chunk.finish()
}

fn one_value(value: Value) -> Vec<u8> {
    chunk(|chunk| chunk.record(|chunk| chunk.instance(|chunk| nested(chunk, 1), &[value])))
}

/// A value in so many elements.
fn nested(chunk: &mut Chunk, depth: usize) {
    for _ in 0..depth {
        chunk.open("V", false, NONE);
        chunk.token(0x02);
    }
    chunk.put(0x0d, 0, 0);
    (0..depth).for_each(|_| chunk.token(0x04));
}
