//! Small event log files of our own making, for tests.

use std::collections::BTreeMap;

/// Writes a chunk.
pub(crate) struct Chunk {
    bytes: Vec<u8>,
    names: BTreeMap<String, usize>,
    template: Option<usize>,
    first: u64,
    next: u64,
}

/// A value of a template: its type and its bytes.
pub(crate) type Value = (u8, Vec<u8>);

impl Chunk {
    /// An empty one, whose first record has that number.
    pub(crate) fn new(first: u64) -> Self {
        Self { bytes: vec![0; super::RECORDS], names: BTreeMap::new(), template: None, first, next: first }
    }

    /// Adds a record whose binary XML `write` writes.
    pub(crate) fn record(&mut self, write: impl FnOnce(&mut Self)) {
        let start = self.bytes.len();
        self.bytes.extend(super::RECORD_SIGNATURE);
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

    /// Adds an event of the template that all events here share.
    pub(crate) fn event(&mut self, id: u16, data: Value) {
        let number = self.next;
        let values = vec![
            string("Contoso-Sync"),
            (0x06, id.to_le_bytes().into()),
            (0x04, vec![2]),
            (0x15, 0x8000_0000_0000_0012_u64.to_le_bytes().into()),
            (0x11, file_time(1_767_323_045).into()),
            (0x0a, number.to_le_bytes().into()),
            (0x13, vec![1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0]),
            (0x00, Vec::new()),
            data,
        ];
        self.record(|chunk| chunk.instance(Self::event_template, &values));
    }

    fn event_template(&mut self) {
        self.open("Event", true, NONE);
        self.attribute("xmlns");
        self.text("http://schemas.microsoft.com/win/2004/08/events/event");
        self.token(0x02);
        self.open("System", false, NONE);
        self.token(0x02);
        self.open("Provider", true, NONE);
        self.attribute("Name");
        self.put(0x0d, 0, 0x01);
        self.attribute("Guid");
        self.put(0x0e, 7, 0x0f);
        self.token(0x03);
        for (name, value) in [("EventID", 1), ("Level", 2), ("Task", 7), ("Keywords", 3)] {
            self.open(name, false, value);
            self.token(0x02);
            self.put(0x0e, value, 0);
            self.token(0x04);
        }
        self.open("TimeCreated", true, NONE);
        self.attribute("SystemTime");
        self.put(0x0e, 4, 0x11);
        self.token(0x03);
        self.open("EventRecordID", false, NONE);
        self.token(0x02);
        self.put(0x0d, 5, 0x0a);
        self.token(0x04);
        self.open("Channel", false, NONE);
        self.token(0x02);
        self.text("Contoso-Sync/Operational");
        self.token(0x04);
        self.open("Security", true, NONE);
        self.attribute("UserID");
        self.put(0x0e, 6, 0x13);
        self.token(0x03);
        self.token(0x04);
        self.open("EventData", false, NONE);
        self.token(0x02);
        self.open("Data", false, NONE);
        self.token(0x02);
        self.put(0x0d, 8, 0x01);
        self.token(0x04);
        self.token(0x04);
        self.token(0x04);
    }

    /// An instance of a template; the first one brings the definition.
    pub(crate) fn instance(&mut self, define: impl FnOnce(&mut Self), values: &[Value]) {
        self.bytes.extend([0x0c, 1, 7, 0, 0, 0]);
        let here = self.bytes.len() + 4;
        let known = *self.template.get_or_insert(here);
        self.u32(u32::try_from(known).expect("small"));
        if known == here {
            self.bytes.extend([0; 24]);
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

    pub(crate) fn token(&mut self, token: u8) {
        self.bytes.push(token);
    }

    /// The start of an element, which depends on a value unless that is [`NONE`].
    pub(crate) fn open(&mut self, name: &str, has_attributes: bool, depends: u16) {
        self.token(if has_attributes { 0x41 } else { 0x01 });
        self.u16(depends);
        self.u32(0);
        self.name(name);
        if has_attributes {
            self.u32(0);
        }
    }

    pub(crate) fn attribute(&mut self, name: &str) {
        self.token(0x06);
        self.name(name);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.bytes.extend([0x05, 0x01]);
        self.characters(text);
    }

    /// A place for a value.
    pub(crate) fn put(&mut self, token: u8, index: u16, kind: u8) {
        self.token(token);
        self.u16(index);
        self.token(kind);
    }

    pub(crate) fn name(&mut self, name: &str) {
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
    pub(crate) fn finish(self) -> Vec<u8> {
        let mut bytes = self.bytes;
        let end = bytes.len();
        assert!(end <= super::CHUNK_SIZE, "too much for one chunk");
        bytes.resize(super::CHUNK_SIZE, 0);
        bytes[..8].copy_from_slice(super::CHUNK_SIGNATURE);
        bytes[8..16].copy_from_slice(&self.first.to_le_bytes());
        bytes[16..24].copy_from_slice(&(self.next - 1).to_le_bytes());
        bytes[40..44].copy_from_slice(&128_u32.to_le_bytes());
        bytes[48..52].copy_from_slice(&u32::try_from(end).expect("small").to_le_bytes());
        seal(&mut bytes);
        bytes
    }
}

/// An element depends on nothing.
pub(crate) const NONE: u16 = 0xffff;

/// Puts the right checksums into a chunk.
pub(crate) fn seal(chunk: &mut [u8]) {
    let end = u32::from_le_bytes([chunk[48], chunk[49], chunk[50], chunk[51]]) as usize;
    let records = crc32fast::hash(&chunk[super::RECORDS..end]);
    chunk[52..56].copy_from_slice(&records.to_le_bytes());
    let header = crc32fast::hash(&[&chunk[..120], &chunk[128..512]].concat());
    chunk[124..128].copy_from_slice(&header.to_le_bytes());
}

/// A file of these chunks.
pub(crate) fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0; super::HEADER_SIZE];
    bytes[..8].copy_from_slice(super::SIGNATURE);
    bytes[32..44].copy_from_slice(&[128, 0, 0, 0, 1, 0, 3, 0, 0, 16, 1, 0]);
    let checksum = crc32fast::hash(&bytes[..120]);
    bytes[124..128].copy_from_slice(&checksum.to_le_bytes());
    chunks.iter().for_each(|chunk| bytes.extend(chunk));
    bytes
}

pub(crate) fn string(text: &str) -> Value {
    (0x01, text.encode_utf16().flat_map(u16::to_le_bytes).collect())
}

/// Several strings as one value.
pub(crate) fn strings(texts: &[&str]) -> Value {
    let units = texts.iter().flat_map(|text| text.encode_utf16().chain([0]));
    (0x81, units.flat_map(u16::to_le_bytes).collect())
}

fn file_time(seconds: u64) -> [u8; 8] {
    ((seconds + 11_644_473_600) * 10_000_000 + 1_234_567).to_le_bytes()
}
