//! Event log files: what a record becomes, and what comes of files that are damaged, cut or made up to do harm.

use kbmatch::report::NoteCode;
use kbmatch::{Encoding, EventRecord, Extent, Format, Header, Input, Stream, fold, read};
use kbmatch_tests::generate::evtx::{
    CHUNK_SIZE, Chunk, HEADER_SIZE, NONE, RECORD_SIGNATURE, RECORDS, Value, file, seal, string, strings,
};
use kbmatch_tests::generate::{Event, event};
use proptest::prelude::*;

/// Of a chunk comes at most so much text.
const MAX_CHUNK: usize = 4 << 20;

/// What a file is rendered to, and what is noted of its bytes.
fn rendered(bytes: &[u8]) -> (String, Vec<NoteCode>) {
    let text = Input::decode(bytes).text().to_owned();
    let (_, mut codes) = streamed(bytes, bytes.len().max(1));
    codes.retain(|code| matches!(code, NoteCode::Damaged | NoteCode::Truncated));
    (text, codes)
}

fn chunk_of(first: u64, data: &[&str]) -> Vec<u8> {
    let mut chunk = Chunk::new(first);
    for (id, text) in (100..).zip(data) {
        chunk.event(id, string(text));
    }
    chunk.finish()
}

fn two_chunks() -> Vec<u8> {
    file(&[chunk_of(1, &["one", "two"]), chunk_of(3, &["three"])])
}

/// The text of each record.
fn records(text: &str) -> Vec<&str> {
    text.split_inclusive("</Event>\n").collect()
}

/// One element with one value in it.
fn value(value: Value) -> String {
    let mut chunk = Chunk::new(1);
    let define = |chunk: &mut Chunk| {
        chunk.open("V", false, NONE);
        chunk.token(0x02);
        chunk.put(0x0d, 0, 0);
        chunk.token(0x04);
    };
    chunk.record(|chunk| chunk.instance(define, &[value]));
    let (text, notes) = rendered(&file(&[chunk.finish()]));
    assert_eq!(notes, []);
    text.trim_end().trim_start_matches("<V>").trim_end_matches("</V>").to_owned()
}

#[test]
fn a_record_becomes_xml_that_people_can_read() {
    let (text, notes) = rendered(&file(&[chunk_of(7, &["a < b & \u{e9}\u{1f600}"])]));
    let expected = "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">
  <System>
    <Provider Name=\"Contoso-Sync\"/>
    <EventID>100</EventID>
    <Level>2</Level>
    <Keywords>0x8000000000000012</Keywords>
    <TimeCreated SystemTime=\"2026-01-02T03:04:05.1234567Z\"/>
    <EventRecordID>7</EventRecordID>
    <Channel>Contoso-Sync/Operational</Channel>
    <Security UserID=\"S-1-5-18\"/>
  </System>
  <EventData>
    <Data>a &lt; b &amp; \u{e9}\u{1f600}</Data>
  </EventData>
</Event>\n";
    assert_eq!(text, expected);
    assert_eq!(notes, []);
}

#[test]
fn a_file_is_read_like_its_xml() {
    let bytes = two_chunks();
    let input = Input::decode(&bytes);
    assert_eq!(input.encoding(), Encoding::Evtx);
    let reading = read(input.text());
    let data: Vec<&str> =
        reading.events.iter().map(|event| event.value(event.fields.last().expect("fields"))).collect();
    assert_eq!(data, ["one", "two", "three"]);
    let last = &reading.events[2];
    assert_eq!((last.format, last.extent), (Format::Xml, Extent::DataOnly));
    assert_eq!(last.header(Header::Provider), Some("Contoso-Sync"));
    assert_eq!(last.event_id(), Some(100));
    // Spans count bytes of the text.
    assert_eq!(input.source_span(last.span), last.span);
    assert_eq!(input.text_span(last.span), last.span);
}

#[test]
fn values_are_printed_as_windows_prints_them() {
    for (kind, bytes, expected) in [
        (0x00, vec![], ""),
        (0x02, b"ab\xe9\0".to_vec(), "ab\u{e9}"),
        (0x03, vec![0xff], "-1"),
        (0x04, vec![0xff], "255"),
        (0x05, vec![0xfe, 0xff], "-2"),
        (0x06, vec![1, 2], "513"),
        (0x07, vec![0xff; 4], "-1"),
        (0x08, vec![0xff; 4], "4294967295"),
        (0x09, vec![0xff; 8], "-1"),
        (0x0a, vec![0xff; 8], "18446744073709551615"),
        (0x0b, 1.5_f32.to_le_bytes().to_vec(), "1.5"),
        (0x0c, 0.25_f64.to_le_bytes().to_vec(), "0.25"),
        (0x0d, vec![1, 0, 0, 0], "true"),
        (0x0e, vec![0, 0xab, 0x10], "00AB10"),
        (0x0f, (1..=16).collect(), "{04030201-0605-0807-090a-0b0c0d0e0f10}"),
        (0x10, vec![0x10, 0, 0, 0], "0x10"),
        (0x10, vec![0, 0, 0, 0, 1, 0, 0, 0], "0x100000000"),
        (0x11, vec![0; 8], "1601-01-01T00:00:00.0000000Z"),
        (0x12, vec![0xea, 7, 2, 0, 1, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0], "2026-02-03T04:05:06.0070000Z"),
        (0x13, vec![1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0], "S-1-5-32-544"),
        (0x14, vec![5, 0, 7, 0x80], "0x80070005"),
        (0x15, vec![1, 0, 0, 0, 0, 0, 0, 0x80], "0x8000000000000001"),
        (0x86, vec![1, 0, 2, 0], "1,2"),
    ] {
        assert_eq!(value((kind, bytes)), expected, "{kind:#x}");
    }
    assert_eq!(value(string("tab\tnul\u{1}")), "tab\tnul_");
}

#[test]
fn several_strings_are_several_elements() {
    let mut chunk = Chunk::new(1);
    chunk.event(5, strings(&["a", "", "c"]));
    let (text, _) = rendered(&file(&[chunk.finish()]));
    assert!(text.contains("<Data>a</Data>\n    <Data></Data>\n    <Data>c</Data>\n"), "{text}");
}

#[test]
fn binary_xml_is_a_value_too() {
    let mut inner = Chunk::new(1);
    inner.event(5, string("x"));
    let mut chunk = Chunk::new(1);
    let define = |chunk: &mut Chunk| {
        chunk.open("V", false, NONE);
        chunk.token(0x02);
        chunk.put(0x0d, 0, 0x21);
        chunk.token(0x04);
    };
    // Outside of a template an element does not say what it depends on: `<A/>`, whose name the value uses again.
    chunk.record(|chunk| {
        [0x01, 0, 0, 0, 0].into_iter().for_each(|byte| chunk.token(byte));
        chunk.name("A");
        chunk.token(0x03);
    });
    let name = (RECORDS + 24 + 4 + 5 + 4) as u32;
    let mut element = vec![0x0f, 1, 1, 0, 0x01, 0, 0, 0, 0];
    element.extend(name.to_le_bytes());
    element.extend([0x03, 0x00]);
    chunk.record(|chunk| chunk.instance(define, &[(0x21, element)]));
    let (text, notes) = rendered(&file(&[chunk.finish()]));
    assert_eq!((text.as_str(), notes), ("<A/>\n<V>\n  <A/>\n</V>\n", vec![]));
}

#[test]
fn a_template_in_itself_ends() {
    let mut chunk = Chunk::new(1);
    let define = |chunk: &mut Chunk| {
        for _ in 0..200 {
            chunk.open("V", false, NONE);
            chunk.token(0x02);
            chunk.put(0x0d, 0, 0x21);
            chunk.token(0x04);
        }
    };
    // The value is an instance of the same template, without values: then the value is null. So it has to stand in the
    // template: an instance whose definition is the template that it is in.
    let definition = (RECORDS + 24 + 4 + 10) as u32;
    let nested =
        [&[0x0f, 1, 1, 0, 0x0c, 1, 7, 0, 0, 0][..], &definition.to_le_bytes(), &[0; 4], &[0]].concat();
    chunk.record(|chunk| chunk.instance(define, &[(0x21, nested)]));
    chunk.event(1, string("x"));
    let (text, _) = rendered(&file(&[chunk.finish()]));
    assert!(text.len() <= MAX_CHUNK);

    let mut chunk = Chunk::new(1);
    chunk.record(|chunk| {
        chunk.instance(
            |chunk| {
                for _ in 0..4 {
                    chunk.token(0x0c);
                    [1, 7, 0, 0, 0].into_iter().for_each(|byte| chunk.token(byte));
                    definition.to_le_bytes().into_iter().for_each(|byte| chunk.token(byte));
                    [0; 4].into_iter().for_each(|byte| chunk.token(byte));
                }
            },
            &[],
        );
    });
    let (text, notes) = rendered(&file(&[chunk.finish()]));
    assert_eq!((text.as_str(), notes), ("", vec![NoteCode::Damaged]));
}

#[test]
fn a_damaged_checksum_is_noted_and_the_records_are_read() {
    let whole = rendered(&two_chunks()).0;
    let mut bytes = two_chunks();
    bytes[HEADER_SIZE + 52] ^= 1;
    assert_eq!(rendered(&bytes), (whole.clone(), vec![NoteCode::Damaged]));
    let mut bytes = two_chunks();
    bytes[9] ^= 1;
    assert_eq!(rendered(&bytes), (whole.clone(), vec![NoteCode::Damaged]));
    let mut bytes = two_chunks();
    bytes[HEADER_SIZE] ^= 1;
    let (text, notes) = rendered(&bytes);
    assert!(whole.ends_with(&text) && records(&text).len() == 1);
    assert_eq!(notes, [NoteCode::Damaged]);
}

#[test]
fn a_damaged_record_costs_no_other() {
    let bytes = two_chunks();
    let whole = rendered(&bytes).0;
    let second = HEADER_SIZE
        + memchr::memmem::rfind(&bytes[HEADER_SIZE..][..CHUNK_SIZE], RECORD_SIGNATURE).expect("two records");
    for at in [0, 4, 24, 28] {
        let mut bytes = bytes.clone();
        bytes[second + at] ^= 0x55;
        let (text, notes) = rendered(&bytes);
        assert_eq!(records(&text), [0, 2].map(|record| records(&whole)[record]));
        assert_eq!(notes, [NoteCode::Damaged]);
        // Also where the checksum is right.
        seal(&mut bytes[HEADER_SIZE..][..CHUNK_SIZE]);
        assert_eq!(rendered(&bytes), (text, notes));
    }
}

#[test]
fn a_file_that_is_cut_keeps_the_records_that_it_has() {
    let bytes = two_chunks();
    let whole = rendered(&bytes).0;
    for length in (8..HEADER_SIZE + 2048).step_by(13).chain([HEADER_SIZE + CHUNK_SIZE + 700, bytes.len() - 1])
    {
        let (text, notes) = rendered(&bytes[..length]);
        assert!(whole.starts_with(&text), "{length}");
        assert!(!notes.is_empty() || length == HEADER_SIZE, "{length}");
    }
    assert_eq!(rendered(&bytes[..HEADER_SIZE + CHUNK_SIZE]).1, []);
    assert_eq!(rendered(&bytes[..bytes.len() - 1]).0, whole);
}

#[test]
fn a_file_that_was_open_and_one_of_an_old_windows_are_noted() {
    let mut bytes = two_chunks();
    bytes[120] = 1;
    assert_eq!(rendered(&bytes).1, [NoteCode::Truncated]);
    let input = Input::decode(b"\x30\0\0\0LfLe\x01\0\0\0");
    assert_eq!(input.text(), "");
    assert!(streamed(b"\x30\0\0\0LfLe\x01\0\0\0", 3).1.contains(&NoteCode::Refused));
}

#[test]
fn what_a_chunk_becomes_is_bounded() {
    let mut chunk = Chunk::new(1);
    let define = |chunk: &mut Chunk| {
        chunk.open("V", false, NONE);
        chunk.token(0x02);
        for _ in 0..2000 {
            chunk.put(0x0d, 0, 1);
        }
        chunk.token(0x04);
    };
    let long = string(&"x".repeat(10_000));
    chunk.record(|chunk| chunk.instance(define, std::slice::from_ref(&long)));
    chunk.event(1, string("not of that template"));
    let (text, notes) = rendered(&file(&[chunk.finish()]));
    assert!(text.len() <= MAX_CHUNK);
    assert_eq!(notes, [NoteCode::Damaged]);
}

/// The records that a stream reads, and what it notes, when a file comes in pieces of that size.
fn streamed(bytes: &[u8], piece: usize) -> (Vec<EventRecord>, Vec<NoteCode>) {
    streamed_in(bytes, std::iter::repeat(piece))
}

fn streamed_in(mut bytes: &[u8], pieces: impl Iterator<Item = usize>) -> (Vec<EventRecord>, Vec<NoteCode>) {
    let (mut stream, mut records, mut codes) = (Stream::new(), Vec::new(), Vec::new());
    let mut take = |stream: &mut Stream| {
        while let Some(window) = stream.read() {
            records.extend(window.events().iter().map(EventRecord::from));
            codes.extend(window.notes().iter().map(|note| note.code));
        }
    };
    for piece in pieces {
        let Some((piece, after)) =
            bytes.split_at_checked(piece.min(bytes.len())).filter(|(piece, _)| !piece.is_empty())
        else {
            break;
        };
        stream.push(piece);
        take(&mut stream);
        bytes = after;
    }
    stream.finish();
    take(&mut stream);
    (records, codes)
}

#[test]
fn a_stream_reads_the_same_events() {
    let mut bytes = two_chunks();
    bytes[HEADER_SIZE + 52] ^= 1;
    bytes.truncate(HEADER_SIZE + CHUNK_SIZE + 1500);
    let input = Input::decode(&bytes);
    let whole: Vec<EventRecord> = read(input.text()).events.iter().map(EventRecord::from).collect();
    for piece in [1, 4095, 4097, 65_536, 100_000] {
        let (records, codes) = streamed(&bytes, piece);
        assert_eq!(records, whole, "{piece}");
        for code in [NoteCode::Damaged, NoteCode::Truncated] {
            assert!(codes.contains(&code), "{piece}");
        }
    }
    assert_eq!(streamed(b"\x30\0\0\0LfLe\x01\0\0\0", 3).1[0], NoteCode::Refused);
    assert!(streamed(b"ElfFile\0no more", 3).1.contains(&NoteCode::Truncated));
}

/// A file of these events, in chunks of that many.
fn log_of(events: &[Event], per_chunk: usize) -> Vec<u8> {
    let chunks = events.chunks(per_chunk).zip((1..).step_by(per_chunk)).map(|(events, first)| {
        let mut chunk = Chunk::new(first);
        events.iter().for_each(|event| chunk.logged(event));
        chunk.finish()
    });
    file(&chunks.collect::<Vec<_>>())
}

/// What of an event its record shows.
fn shown(event: &Event) -> Vec<(String, String)> {
    let system = [
        ("provider", event.provider.clone()),
        ("event_id", event.id.to_string()),
        ("level", event.level_number().to_string()),
        ("task", event.task.to_string()),
        ("channel", event.channel.clone()),
        ("computer", event.computer.clone()),
        ("time", format!("{}.1234567Z", event.time.iso())),
    ];
    let data = event.fields.iter().map(|(key, value)| (key.replace(' ', ""), value.clone()));
    system.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(data).collect()
}

/// The value that a record has under that name.
fn value_of<'a>(record: &'a EventRecord, name: &str) -> Option<&'a str> {
    let field = || record.fields.iter().find(|field| field.name == fold(name)).map(|field| &field.value);
    record.header.get(name).or_else(field).map(|value| value.value.as_str())
}

/// Does something with as much stack as the page has.
fn on_a_small_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(run).expect("a thread");
    thread.join().expect("no panic")
}

#[test]
fn elements_in_elements_end_before_the_stack_does() {
    for depth in [100, 511, 512, 513, 2500] {
        let mut chunk = Chunk::new(1);
        let define = |chunk: &mut Chunk| {
            for _ in 0..depth {
                chunk.open("V", false, NONE);
                chunk.token(0x02);
            }
            chunk.put(0x0d, 0, 1);
            (0..depth).for_each(|_| chunk.token(0x04));
        };
        chunk.record(|chunk| chunk.instance(define, &[string("deep")]));
        chunk.event(1, string("after"));
        let bytes = file(&[chunk.finish()]);
        let (text, notes) = on_a_small_stack(move || rendered(&bytes));
        assert!(text.contains("<Data>after</Data>"), "{depth}");
        assert_eq!((text.contains("deep"), notes.is_empty()), (depth <= 512, depth <= 512), "{depth}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn events_read_back_whole_and_in_pieces(
        events in prop::collection::vec(event(), 1..12), per_chunk in 1..5_usize,
        pieces in prop::collection::vec(1..70_000_usize, 1..6),
    ) {
        let bytes = log_of(&events, per_chunk);
        let input = Input::decode(&bytes);
        let reading = read(input.text());
        let whole: Vec<EventRecord> = reading.events.iter().map(EventRecord::from).collect();
        prop_assert_eq!(whole.len(), events.len());
        for (record, event) in whole.iter().zip(&events) {
            for (name, value) in shown(event) {
                prop_assert_eq!(value_of(record, &name), Some(value.as_str()), "{}", name);
            }
        }
        let (records, codes) = streamed_in(&bytes, pieces.iter().copied().cycle());
        prop_assert_eq!((records, codes), (whole, vec![]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flipped_bytes_never_do_harm(
        flips in prop::collection::vec((0..1600_usize, any::<u8>()), 1..12), sealed in any::<bool>()
    ) {
        let mut bytes = two_chunks();
        for (at, byte) in flips {
            bytes[HEADER_SIZE + at] = byte;
        }
        if sealed {
            seal(&mut bytes[HEADER_SIZE..][..CHUNK_SIZE]);
        }
        let (text, _) = rendered(&bytes);
        prop_assert!(text.len() <= 2 * MAX_CHUNK);
        prop_assert!(text.contains("<Data>three</Data>"));
    }

    #[test]
    fn garbage_is_no_event(noise in prop::collection::vec(any::<u8>(), 0..9000)) {
        let mut bytes = two_chunks();
        bytes.truncate(HEADER_SIZE + 512);
        bytes.extend(noise);
        rendered(&bytes);
        let mut records = file(&[]);
        records.extend_from_slice(&bytes[8..]);
        rendered(&records);
    }
}
