//! Valid JSON: the grammar is `serde_json`'s, which says nothing of places; the [`Recorder`] follows along.

use super::record::{Escapes, Recorded, Recorder};
use crate::Span;
use crate::read::{Builder, span_of};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Appends the object that starts `span` to the builder's text, and its fields; `None` when it is not valid. Cost: linear
/// in what is read.
pub(super) fn record(builder: &mut Builder<'_>, span: Span) -> Option<Recorded> {
    let text = &builder.input()[span.range()];
    let recorder = Recorder::new(builder, span.start, Escapes::Once);
    let mut walk = Walk { recorder, cursor: span.start };
    Value(&mut walk).deserialize(&mut serde_json::Deserializer::from_str(text)).ok()?;
    let end = walk.cursor;
    walk.recorder.finish(end);
    Some(Recorded { end, complete: true, members: walk.recorder.members })
}

struct Walk<'b, 't> {
    recorder: Recorder<'b, 't>,
    /// The end of the last key, value or bracket.
    cursor: usize,
}

impl<'t> Walk<'_, 't> {
    /// The first byte of the next value; the cursor moves there. The parser has seen to it that the separator is right.
    fn next(&mut self) -> Option<u8> {
        let rest = &self.recorder.builder.input().as_bytes()[self.cursor..];
        let skipped = rest.iter().position(|b| !matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b':' | b','))?;
        self.cursor += skipped;
        rest.get(skipped).copied()
    }

    /// Moves the cursor behind the bracket that comes next.
    fn close(&mut self) {
        self.next();
        self.cursor += 1;
    }

    fn token(&mut self, raw: &'t RawValue) -> Option<Span> {
        let span = span_of(self.recorder.builder.input(), raw.get())?;
        self.cursor = span.end;
        Some(span)
    }

    fn key(&mut self, raw: &'t RawValue) {
        if let Some(span) = self.token(raw) {
            self.recorder.enter(unquoted(span));
        }
    }

    fn leaf(&mut self, raw: &'t RawValue) {
        match self.token(raw) {
            Some(span) if raw.get().starts_with('"') => self.recorder.string(unquoted(span)),
            Some(span) => self.recorder.bare(span),
            None => {}
        }
    }
}

fn unquoted(span: Span) -> Span {
    Span::new(span.start + 1, span.end - 1)
}

/// Any JSON value, recorded while it is parsed.
struct Value<'r, 'b, 't>(&'r mut Walk<'b, 't>);

impl<'t> DeserializeSeed<'t> for Value<'_, '_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0.next() {
            Some(b'{') => deserializer.deserialize_map(self),
            Some(b'[') => deserializer.deserialize_seq(self),
            _ => {
                self.0.leaf(<&RawValue>::deserialize(deserializer)?);
                Ok(())
            }
        }
    }
}

impl<'t> Visitor<'t> for Value<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.cursor += 1;
        while let Some(key) = map.next_key::<&RawValue>()? {
            self.0.key(key);
            map.next_value_seed(Value(&mut *self.0))?;
            self.0.recorder.leave();
        }
        self.0.close();
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut seq: A) -> Result<(), A::Error> {
        self.0.cursor += 1;
        while seq.next_element_seed(Value(&mut *self.0))?.is_some() {}
        self.0.close();
        Ok(())
    }
}
