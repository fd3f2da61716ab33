use super::*;
use crate::EventRecord;
use crate::read::read;
use proptest::prelude::*;

/// What a stream gives when its bytes come in pieces of these lengths, over and over.
fn streamed(bytes: &[u8], pieces: &[usize]) -> (Vec<EventRecord>, Vec<Note>) {
    let mut stream = Stream::new();
    let mut reading = Reading::default();
    let mut take = |stream: &mut Stream| {
        while let Some(mut window) = stream.read() {
            reading.add(window.take_reading());
        }
    };
    let mut rest = bytes;
    for &length in pieces.iter().cycle() {
        let (piece, after) = rest.split_at(length.min(rest.len()));
        if piece.is_empty() {
            break;
        }
        stream.push(piece);
        take(&mut stream);
        rest = after;
    }
    stream.finish();
    take(&mut stream);
    records(reading)
}

fn at_once(text: &str) -> (Vec<EventRecord>, Vec<Note>) {
    records(read(text))
}

fn records(reading: Reading) -> (Vec<EventRecord>, Vec<Note>) {
    (reading.events.iter().map(EventRecord::from).collect(), reading.notes)
}

/// A log of this length, of events in several layouts, with lines in between.
fn log(len: usize) -> String {
    let mut log = String::new();
    for n in 0.. {
        if log.len() > len {
            break;
        }
        log += &match n % 4 {
            0 => format!(
                "Log Name: System\nSource: Contoso-{n}\nEvent ID: {n}\nLevel: Error\nDescription:\nDisk {n} failed.\n\n"
            ),
            1 => format!(
                "<Event><System><EventID>{n}</EventID></System><EventData><Data>é {n}</Data></EventData></Event>\n"
            ),
            2 => format!("{{\"level\":\"error\",\"message\":\"number {n}\"}}\n"),
            _ => format!("and a line of prose with the number {n}\n"),
        };
    }
    log
}

#[test]
fn a_long_log_is_read_in_pieces_as_at_once() {
    let log = log(3 << 20);
    let whole = at_once(&log);
    assert!(whole.0.len() > 20_000);
    for pieces in [&[64 << 10][..], &[1 << 20, 7], &[usize::MAX]] {
        assert!(streamed(log.as_bytes(), pieces) == whole, "{pieces:?}");
    }
}

#[test]
fn an_event_longer_than_a_window_is_one_event() {
    let data = "word ".repeat(500_000);
    let text = format!(
        "before\n<Event><System><EventID>7</EventID></System><EventData><Data>{data}</Data></EventData></Event>\nafter"
    );
    let (events, notes) = at_once(&text);
    assert_eq!(events.len(), 3);
    assert_eq!(events[1].span.len(), text.len() - "before\n\nafter".len());
    assert!(notes.is_empty(), "{notes:?}");
    assert!(streamed(text.as_bytes(), &[100_000]) == (events, notes));
}

#[test]
fn an_event_that_never_ends_is_cut_with_a_note_and_what_follows_is_read() {
    let text = format!(
        "<Event><System><EventID>7</EventID></System><EventData>{}",
        "<Data>x</Data>\n".repeat(1 << 20)
    );
    let (events, notes) = streamed(text.as_bytes(), &[1 << 16]);
    assert_eq!(events[0].event_id, Some(7));
    assert!(events[0].span.len() <= 4 << 20);
    assert!(events.len() > 1);
    assert!(notes.iter().any(|note| note.code == NoteCode::Oversize), "{notes:?}");
}

#[test]
fn lines_and_bytes_are_counted_across_windows() {
    let text = log(3 << 20);
    let bytes: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut stream = Stream::new();
    let mut checked = 0;
    for piece in bytes.chunks(300_001) {
        stream.push(piece);
        while let Some(window) = stream.read() {
            assert_eq!(window.line(), 1 + text[..window.start()].matches('\n').count());
            let event = &window.events()[0];
            let source = window.source_span(event.span);
            let units = bytes[source.range()].as_chunks::<2>().0.iter().map(|&pair| u16::from_le_bytes(pair));
            let words: String = char::decode_utf16(units).map(|c| c.expect("valid")).collect();
            assert_eq!(words, text[event.span.range()]);
            checked += 1;
        }
    }
    assert!(checked >= 2);
}

#[test]
fn a_stream_of_nothing_or_white_space_is_noted_once() {
    for bytes in [&b""[..], b" \n", b"\xff\xfe", b"\n\n\n"] {
        let (events, notes) = streamed(bytes, &[1]);
        assert!(events.is_empty());
        assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), [NoteCode::Empty], "{bytes:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn short_texts_are_read_in_pieces_as_at_once(text in super::super::tests::any_text(), pieces in prop::collection::vec(1..99usize, 1..5)) {
        prop_assert_eq!(streamed(text.as_bytes(), &pieces), at_once(text.trim_start_matches('\u{feff}')));
    }
}
