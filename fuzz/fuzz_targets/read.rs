//! Reads any bytes, and holds the result to what holds for every reading: events in order, every part in its place, and the
//! same events when the bytes come in pieces.
#![no_main]

use kbmatch::{EventRecord, Input, Stream};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&piece, bytes)) = bytes.split_first() else { return };
    let input = Input::decode(bytes);
    let reading = kbmatch::read(input.text());
    let mut end = 0;
    for event in &reading.events {
        assert!(end <= event.span.start && event.span.start < event.span.end);
        end = event.span.end;
        assert!(input.text().get(event.span.range()).is_some());
        for field in &event.fields {
            assert_eq!(event.value(field), event.value(field).trim());
            for span in event.source(field.range.clone()) {
                assert!(event.span.start <= span.start && span.end <= event.span.end);
                assert!(input.text().get(span.range()).is_some());
            }
        }
        event.folded_range(0..event.text().len());
    }
    for note in &reading.notes {
        assert!(input.text().get(note.span.bytes.range()).is_some());
    }
    let whole: Vec<EventRecord> = reading.events.iter().map(EventRecord::from).collect();
    assert_eq!(streamed(bytes, usize::from(piece) + 1), whole);
});

fn streamed(bytes: &[u8], piece: usize) -> Vec<EventRecord> {
    let mut stream = Stream::new();
    let mut events = Vec::new();
    for piece in bytes.chunks(piece) {
        stream.push(piece);
        while let Some(window) = stream.read() {
            events.extend(window.events().iter().map(EventRecord::from));
        }
    }
    stream.finish();
    while let Some(window) = stream.read() {
        events.extend(window.events().iter().map(EventRecord::from));
    }
    events
}
