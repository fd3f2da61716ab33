use super::*;
use crate::EventRecord;
use crate::read::read;
use proptest::prelude::*;
use std::collections::VecDeque;

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
    let log = log(4 << 20);
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
    let text = log(4 << 20);
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

/// What a stream gives whose windows are guessed, a few at a time, and how many guesses held that rest on others. `mislead` is done
/// before each guess.
fn guessed(
    bytes: &[u8],
    piece: usize,
    most: usize,
    mut mislead: impl FnMut(&mut Guesses),
) -> ((Vec<EventRecord>, Vec<Note>), usize) {
    let (mut stream, mut held) = (Stream::new(), 0);
    let (mut under_way, mut reading) = (VecDeque::new(), Reading::default());
    let mut pieces = bytes.chunks(piece);
    loop {
        let mut needs_text = false;
        if under_way.len() < most {
            mislead(&mut stream.guesses);
            match stream.ahead() {
                Ahead::Guess(guess) => {
                    under_way.push_back(guess.read());
                    continue;
                }
                Ahead::NeedsText => needs_text = !stream.finished,
                Ahead::NeedsTaking => {}
            }
        }
        let first = if needs_text { None } else { under_way.pop_front() };
        let window = match first {
            Some(first) => stream.take(first),
            None if needs_text => None,
            None => stream.read(),
        };
        match window.map(|mut window| window.take_reading()) {
            Some(more) => {
                reading.add(more);
                held = held.max(stream.guesses.held);
                under_way.truncate(stream.standing());
            }
            None if stream.finished => return (records(reading), held),
            None => match pieces.next() {
                Some(piece) => stream.push(piece),
                None => stream.finish(),
            },
        }
    }
}

/// Long texts of one layout each.
fn long_texts() -> Vec<(&'static str, String)> {
    let repeated = |unit: &dyn Fn(usize) -> String| -> String {
        let mut text = String::new();
        (0..)
            .map(unit)
            .take_while(|unit| {
                text += unit;
                text.len() < 4 << 20
            })
            .count();
        text
    };
    let viewer = |n: usize| {
        format!(
            "Log Name: System\nSource: Contoso-{n}\nEvent ID: {n}\nLevel: Error\nDescription:\nDisk {n} failed.\nIt is {n}.\n\n"
        )
    };
    let csv = |n: usize| {
        let header = "\"Id\",\"TimeCreated\",\"ProviderName\",\"LogName\",\"Message\"\n";
        let row = format!(
            "\"{n}\",\"1/2/2026 3:04:05 AM\",\"Contoso\",\"System\",\"Disk {n}\nfailed, \"\"twice\"\".\"\n"
        );
        if n == 0 { format!("{header}{row}") } else { row }
    };
    vec![
        ("events in several layouts", log(4 << 20)),
        ("Event Viewer", repeated(&viewer)),
        ("quoted", repeated(&|n| viewer(n).lines().map(|line| format!("> {line}\n")).collect())),
        ("CSV", repeated(&csv)),
        ("syslog", repeated(&|n| format!("Jan  2 03:04:05 host app[{n}]: disk {n} failed\n\tat once\n"))),
        ("long events", repeated(&|n| format!("{}{}\n\n", viewer(n).trim_end(), " word".repeat(9_000)))),
        (
            "JSON over lines",
            repeated(&|n| format!("{{\n  \"EventID\": {n},\n  \"Message\": \"disk {n} failed\"\n}},\n")),
        ),
    ]
}

#[test]
fn windows_that_are_guessed_are_read_as_without() {
    for (name, text) in long_texts() {
        let whole = at_once(&text);
        for (piece, most) in [(256 << 10, 4), (5 << 20, 9)] {
            let (read, held) = guessed(text.as_bytes(), piece, most, |_| ());
            assert!(read == whole, "{name}, {piece}, {most}");
            assert!(held > 0, "{name}: no guess holds");
        }
    }
}

#[test]
fn guesses_that_are_wrong_change_nothing() {
    for (name, text) in long_texts() {
        let whole = at_once(&text);
        for (by, forgetting) in [(70_001, false), (0, true)] {
            let (read, held) =
                guessed(text.as_bytes(), 256 << 10, 4, |guesses| guesses.mislead(by, forgetting));
            assert!(read == whole, "{name}, {by}, {forgetting}");
            assert!(held == 0 || by == 0, "{name}, {by}");
        }
    }
}

#[test]
fn a_guess_of_another_text_is_not_taken() {
    let (text, other) = ("a line of one\n".repeat(200_000), "a line of two\n".repeat(200_000));
    let mut streams = [&text, &other].map(|text| {
        let mut stream = Stream::new();
        stream.push(text.as_bytes());
        stream
    });
    let Ahead::Guess(guess) = streams[1].ahead() else { panic!("there is text enough") };
    let window = streams[0].take(guess.read()).expect("a window");
    assert!(window.events().iter().all(|event| !event.text().contains("two")));
}

#[test]
fn an_event_longer_than_a_window_is_one_event_also_among_guesses() {
    let data = "<Data>word</Data>\n".repeat(150_000);
    let around = log(2 << 20);
    let text = format!(
        "{around}<Event><System><EventID>7</EventID></System><EventData>{data}</EventData></Event>\n{around}"
    );
    let whole = at_once(&text);
    assert!(whole.0.iter().any(|event| event.span.len() > data.len()));
    assert!(guessed(text.as_bytes(), 256 << 10, 4, |_| ()).0 == whole);
}

#[test]
fn where_a_text_ends_is_told_alike_however_it_comes_in() {
    // As long as a window: whether that is the last one is known only when there is no more.
    let line = "2026-01-02T03:04:05Z ERROR disk failed\n";
    let mut text = line.repeat((1 << 20) / line.len());
    text += &"x".repeat((1 << 20) - text.len());
    assert!(streamed(text.as_bytes(), &[1 << 20]) == at_once(&text));
    assert!(guessed(text.as_bytes(), 1 << 20, 4, |_| ()).0 == at_once(&text));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn short_texts_are_read_in_pieces_as_at_once(text in super::super::tests::any_text(), pieces in prop::collection::vec(1..99usize, 1..5)) {
        prop_assert_eq!(streamed(text.as_bytes(), &pieces), at_once(text.trim_start_matches('\u{feff}')));
    }
}
