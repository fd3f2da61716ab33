use kbmatch::record::{EventRecord, Value};
use kbmatch::{Input, Span};
use std::fmt::Write as _;

/// What is read from some bytes, for people: an event a paragraph. A header field stands under its own name, any other field
/// behind a dot. What a value's place in the input holds is shown where that is not the value itself, and after `=` its normal
/// form where that is not what was printed.
///
/// # Panics
///
/// When a place does not lie in the input.
pub fn reading_text(bytes: &[u8]) -> String {
    let input = Input::decode(bytes);
    let text = input.text();
    let reading = kbmatch::read(text);
    let mut out = String::new();
    for event in &reading.events {
        let record = EventRecord::from(event);
        paragraph(&mut out, text, &record).expect("a string takes all");
    }
    for note in &reading.notes {
        let words: String = text[note.span.bytes.range()].chars().take(40).collect();
        writeln!(out, "note: {} {words:?}", note.message).expect("a string takes all");
    }
    out
}

fn paragraph(out: &mut String, text: &str, event: &EventRecord) -> std::fmt::Result {
    let (first, last) = ends(&text[event.span.range()]);
    writeln!(out, "{:?} {:?} {first:?}..{last:?}", event.format, event.extent)?;
    for (name, value) in &event.header {
        write!(out, "  {name}: ")?;
        write_value(out, text, value)?;
    }
    for field in &event.fields {
        write!(out, "  .{}: ", field.name)?;
        write_value(out, text, &field.value)?;
    }
    for code in &event.codes {
        write!(out, "  code {}: ", code.name)?;
        write_value(out, text, &code.value)?;
    }
    writeln!(out)
}

/// The first and the last characters of a text.
fn ends(text: &str) -> (String, String) {
    let last: Vec<char> = text.chars().rev().take(12).collect();
    (text.chars().take(12).collect(), last.into_iter().rev().collect())
}

fn write_value(out: &mut String, text: &str, value: &Value) -> std::fmt::Result {
    let source: String = value.spans.iter().map(|span: &Span| &text[span.range()]).collect();
    if source == value.value {
        write!(out, "{source:?}")?;
    } else {
        write!(out, "{:?} from {source:?}", value.value)?;
    }
    match &value.normal {
        Some(normal) => writeln!(out, " = {normal}"),
        None => writeln!(out),
    }
}
