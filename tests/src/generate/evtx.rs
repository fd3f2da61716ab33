//! Event log files (`.evtx`), as small as Windows would write them; a chunk can also hold what Windows never writes.

use super::event::{Event, SID};
use std::collections::BTreeMap;

/// The length of a file's header.
pub const HEADER_SIZE: usize = 4096;

/// The length of a chunk.
pub const CHUNK_SIZE: usize = 64 << 10;

/// Where a chunk's records start.
pub const RECORDS: usize = 512;

/// How a record begins.
pub const RECORD_SIGNATURE: &[u8] = b"**\0\0";

/// Writes a chunk.
#[derive(Debug)]
pub struct Chunk {
    bytes: Vec<u8>,
    names: BTreeMap<String, usize>,
    /// Where the definition of a template is, by what the template is for.
    templates: BTreeMap<Vec<String>, usize>,
    first: u64,
    next: u64,
}

/// A value of a template: its type and its bytes.
pub type Value = (u8, Vec<u8>);

impl Chunk {
    /// An empty one, whose first record has that number.
    pub fn new(first: u64) -> Self {
        Self {
            bytes: vec![0; RECORDS],
            names: BTreeMap::new(),
            templates: BTreeMap::new(),
            first,
            next: first,
        }
    }

    /// Adds a record whose binary XML `write` writes.
    pub fn record(&mut self, write: impl FnOnce(&mut Self)) {
        let start = self.bytes.len();
        self.bytes.extend(RECORD_SIGNATURE);
        self.u32(0);
        self.bytes.extend(self.next.to_le_bytes());
        self.bytes.extend(file_time(1_767_323_045));
        self.bytes.extend([0x0f, 1, 1, 0]);
        write(self);
        self.bytes.push(0);
        let size = u32::try_from(self.bytes.len() + 4 - start).expect("small");
        self.u32(size);
        self.bytes[start + 4..start + 8].copy_from_slice(&size.to_le_bytes());
        self.next += 1;
    }

    /// Adds an event of Contoso-Sync with one value without a name.
    pub fn event(&mut self, id: u16, data: Value) {
        let system = [
            string("Contoso-Sync"),
            (0x06, id.to_le_bytes().into()),
            (0x04, vec![2]),
            (0x15, 0x8000_0000_0000_0012_u64.to_le_bytes().into()),
            (0x11, file_time(1_767_323_045).into()),
            (0x0a, self.next.to_le_bytes().into()),
            (0x13, vec![1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0]),
            NULL,
            string("Contoso-Sync/Operational"),
            NULL,
        ];
        self.windows_event(&[String::new()], &[&system[..], &[data]].concat());
    }

    /// Adds an event with its fields as data.
    pub fn logged(&mut self, event: &Event) {
        let system = [
            string(&event.provider),
            (0x06, event.id.to_le_bytes().into()),
            (0x04, vec![event.level_number()]),
            (0x15, 0x8000_0000_0000_0000_u64.to_le_bytes().into()),
            (0x11, file_time(event.time.millis() / 1000).into()),
            (0x0a, u64::from(event.record).to_le_bytes().into()),
            (0x13, sid(SID)),
            (0x06, event.task.to_le_bytes().into()),
            string(&event.channel),
            string(&event.computer),
        ];
        let names: Vec<String> = event.fields.iter().map(|(key, _)| key.replace(' ', "")).collect();
        let data: Vec<Value> = event.fields.iter().map(|(_, value)| string(value)).collect();
        self.windows_event(&names, &[&system[..], &data].concat());
    }

    fn windows_event(&mut self, data: &[String], values: &[Value]) {
        self.record(|chunk| {
            chunk.instance_of(data, |chunk| chunk.event_template(data), values);
        });
    }

    fn event_template(&mut self, data: &[String]) {
        self.open("Event", true, NONE);
        self.attribute("xmlns");
        self.text("http://schemas.microsoft.com/win/2004/08/events/event");
        self.token(0x02);
        self.open("System", false, NONE);
        self.token(0x02);
        self.empty("Provider", &[("Name", 0, 0x01), ("Guid", UNKNOWN_GUID, 0x0f)]);
        for (name, value) in [("EventID", 1), ("Level", 2), ("Task", 7), ("Keywords", 3)] {
            self.holding(name, value);
        }
        self.empty("TimeCreated", &[("SystemTime", 4, 0x11)]);
        for (name, value) in [("EventRecordID", 5), ("Channel", 8), ("Computer", 9)] {
            self.holding(name, value);
        }
        self.empty("Security", &[("UserID", 6, 0x13)]);
        self.token(0x04);
        self.open("EventData", false, NONE);
        self.token(0x02);
        for (name, value) in data.iter().zip(10..) {
            self.open("Data", !name.is_empty(), NONE);
            if !name.is_empty() {
                self.attribute("Name");
                self.text(name);
            }
            self.token(0x02);
            self.put(0x0d, value, 0x01);
            self.token(0x04);
        }
        self.token(0x04);
        self.token(0x04);
    }

    /// An element that is there when its value is.
    fn holding(&mut self, name: &str, value: u16) {
        self.open(name, false, value);
        self.token(0x02);
        self.put(0x0e, value, 0);
        self.token(0x04);
    }

    /// An element of attributes, each of which has a name, a value and a type.
    fn empty(&mut self, name: &str, attributes: &[(&str, u16, u8)]) {
        self.open(name, true, NONE);
        for &(name, value, kind) in attributes {
            self.attribute(name);
            self.put(0x0e, value, kind);
        }
        self.token(0x03);
    }

    /// An instance of a template that the whole chunk shares; the first one brings the definition.
    pub fn instance(&mut self, define: impl FnOnce(&mut Self), values: &[Value]) {
        self.instance_of(&["the same".into()], define, values);
    }

    fn instance_of(&mut self, what: &[String], define: impl FnOnce(&mut Self), values: &[Value]) {
        self.bytes.extend([0x0c, 1]);
        let here = self.bytes.len() + 8;
        let known = *self.templates.entry(what.to_vec()).or_insert(here);
        let offset = u32::try_from(known).expect("small");
        self.u32(offset);
        self.u32(offset);
        if known == here {
            // The next one in the table, an identifier, and the size of what follows.
            [0, offset, 0, 0, 0, 0].into_iter().for_each(|number| self.u32(number));
            let start = self.bytes.len();
            self.bytes.extend([0x0f, 1, 1, 0]);
            define(self);
            self.bytes.push(0);
            let size = u32::try_from(self.bytes.len() - start).expect("small");
            self.bytes[start - 4..start].copy_from_slice(&size.to_le_bytes());
        }
        self.u32(u32::try_from(values.len()).expect("few"));
        for (kind, bytes) in values {
            self.u16(u16::try_from(bytes.len()).expect("short"));
            self.bytes.extend([*kind, 0]);
        }
        for (_, bytes) in values {
            self.bytes.extend(bytes);
        }
    }

    /// Adds a token.
    pub fn token(&mut self, token: u8) {
        self.bytes.push(token);
    }

    /// The start of an element, which depends on a value unless that is [`NONE`].
    pub fn open(&mut self, name: &str, has_attributes: bool, depends: u16) {
        self.token(if has_attributes { 0x41 } else { 0x01 });
        self.u16(depends);
        self.u32(0);
        self.name(name);
        if has_attributes {
            self.u32(0);
        }
    }

    /// The start of an attribute.
    pub fn attribute(&mut self, name: &str) {
        self.token(0x06);
        self.name(name);
    }

    /// Text that the template has in itself.
    pub fn text(&mut self, text: &str) {
        self.bytes.extend([0x05, 0x01]);
        self.characters(text);
    }

    /// A place for a value.
    pub fn put(&mut self, token: u8, index: u16, kind: u8) {
        self.token(token);
        self.u16(index);
        self.token(kind);
    }

    /// A name: where it is, and what it is when it is here.
    pub fn name(&mut self, name: &str) {
        let here = self.bytes.len() + 4;
        let known = *self.names.entry(name.to_owned()).or_insert(here);
        self.u32(u32::try_from(known).expect("small"));
        if known == here {
            self.u32(0);
            self.u16(0);
            self.characters(name);
            self.u16(0);
        }
    }

    fn characters(&mut self, text: &str) {
        let units: Vec<u16> = text.encode_utf16().collect();
        self.u16(u16::try_from(units.len()).expect("short"));
        self.bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    }

    fn u16(&mut self, number: u16) {
        self.bytes.extend(number.to_le_bytes());
    }

    fn u32(&mut self, number: u32) {
        self.bytes.extend(number.to_le_bytes());
    }

    /// The chunk with its header, checksums and free space.
    pub fn finish(self) -> Vec<u8> {
        let mut bytes = self.bytes;
        let end = bytes.len();
        assert!(end <= CHUNK_SIZE, "too much for one chunk");
        bytes.resize(CHUNK_SIZE, 0);
        bytes[..8].copy_from_slice(b"ElfChnk\0");
        bytes[8..16].copy_from_slice(&self.first.to_le_bytes());
        bytes[16..24].copy_from_slice(&(self.next - 1).to_le_bytes());
        bytes[40..44].copy_from_slice(&128_u32.to_le_bytes());
        bytes[48..52].copy_from_slice(&u32::try_from(end).expect("small").to_le_bytes());
        seal(&mut bytes);
        bytes
    }
}

/// An element depends on nothing.
pub const NONE: u16 = 0xffff;

/// A value that is not there.
const NULL: Value = (0x00, Vec::new());

/// No event here has a value of that number.
const UNKNOWN_GUID: u16 = 999;

/// Puts the right checksums into a chunk.
pub fn seal(chunk: &mut [u8]) {
    let end = u32::from_le_bytes([chunk[48], chunk[49], chunk[50], chunk[51]]) as usize;
    let end = end.clamp(RECORDS, CHUNK_SIZE);
    let records = crc32fast::hash(&chunk[RECORDS..end]);
    chunk[52..56].copy_from_slice(&records.to_le_bytes());
    let header = crc32fast::hash(&[&chunk[..120], &chunk[128..512]].concat());
    chunk[124..128].copy_from_slice(&header.to_le_bytes());
}

/// A file of these chunks.
pub fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0; HEADER_SIZE];
    bytes[..8].copy_from_slice(b"ElfFile\0");
    bytes[32..44].copy_from_slice(&[128, 0, 0, 0, 1, 0, 3, 0, 0, 16, 1, 0]);
    let checksum = crc32fast::hash(&bytes[..120]);
    bytes[124..128].copy_from_slice(&checksum.to_le_bytes());
    chunks.iter().for_each(|chunk| bytes.extend(chunk));
    bytes
}

/// A string as a value.
pub fn string(text: &str) -> Value {
    (0x01, text.encode_utf16().flat_map(u16::to_le_bytes).collect())
}

/// Several strings as one value.
pub fn strings(texts: &[&str]) -> Value {
    let units = texts.iter().flat_map(|text| text.encode_utf16().chain([0]));
    (0x81, units.flat_map(u16::to_le_bytes).collect())
}

/// A security identifier's bytes.
fn sid(text: &str) -> Vec<u8> {
    let numbers: Vec<u32> = text.split('-').skip(3).filter_map(|number| number.parse().ok()).collect();
    let mut bytes = vec![1, u8::try_from(numbers.len()).expect("few"), 0, 0, 0, 0, 0, 5];
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    bytes
}

fn file_time(seconds: u64) -> [u8; 8] {
    ((seconds + 11_644_473_600) * 10_000_000 + 1_234_567).to_le_bytes()
}
