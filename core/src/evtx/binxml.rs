//! Binary XML, written as XML.

use super::value::{self, Value};

/// Elements, templates and values nested deeper than this are damage.
const MAX_DEPTH: usize = 48;

/// A template has at most so many values.
const MAX_VALUES: usize = 4096;

/// No dependency: the element is always there.
const ALWAYS: u16 = 0xffff;

// The tokens, without the flag that more follows.
const END: u8 = 0x00;
const ELEMENT: u8 = 0x01;
const START_DONE: u8 = 0x02;
const EMPTY_DONE: u8 = 0x03;
const ELEMENT_DONE: u8 = 0x04;
const VALUE: u8 = 0x05;
const ATTRIBUTE: u8 = 0x06;
const CDATA: u8 = 0x07;
const CHARACTER: u8 = 0x08;
const ENTITY: u8 = 0x09;
const INSTRUCTION: u8 = 0x0a;
const INSTRUCTION_DATA: u8 = 0x0b;
const TEMPLATE: u8 = 0x0c;
const SUBSTITUTION: u8 = 0x0d;
const OPTIONAL: u8 = 0x0e;
const FRAGMENT: u8 = 0x0f;

/// More follows, or for an element: it has attributes.
const MORE: u8 = 0x40;

/// Writes the XML of one record. Whatever returns `None` has met damage, or has no work left.
pub(super) struct Record<'a> {
    /// All of the chunk: names and templates may stand anywhere in it.
    chunk: &'a [u8],
    work: &'a mut usize,
    out: &'a mut String,
    depth: usize,
}

/// A place in the chunk.
#[derive(Clone, Copy)]
struct Cursor {
    at: usize,
    end: usize,
}

/// Where a piece of binary XML stands.
#[derive(Clone, Copy)]
struct Scope<'v> {
    /// The values of the template.
    values: &'v [Value],
    /// Whether it is outside of a template: then elements do not say what they depend on.
    is_bare: bool,
}

impl Scope<'_> {
    fn is_null(self, index: u16) -> bool {
        self.values.get(usize::from(index)).is_none_or(Value::is_null)
    }
}

/// An element that is being written.
struct Open {
    /// Where its tag starts in the output.
    start: usize,
    /// Where its content starts.
    content: usize,
    name: String,
}

impl<'a> Record<'a> {
    pub(super) fn new(chunk: &'a [u8], work: &'a mut usize, out: &'a mut String) -> Self {
        Self { chunk, work, out, depth: 0 }
    }

    /// Writes the binary XML between two places.
    pub(super) fn render(&mut self, start: usize, end: usize) -> Option<()> {
        let before = self.out.len();
        let scope = Scope { values: &[], is_bare: true };
        self.fragment(&mut Cursor { at: start, end: end.min(self.chunk.len()) }, scope)?;
        (self.out.len() > before).then_some(())
    }

    fn spend(&mut self, amount: usize) -> Option<()> {
        *self.work = self.work.checked_sub(amount)?;
        Some(())
    }

    /// Does something one level deeper.
    fn deeper<T>(&mut self, inside: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth == MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let result = inside(self);
        self.depth -= 1;
        result
    }

    fn fragment(&mut self, cursor: &mut Cursor, scope: Scope<'_>) -> Option<()> {
        while cursor.at < cursor.end {
            let token = self.u8(cursor)?;
            self.spend(1)?;
            match token & !MORE {
                END => return Some(()),
                FRAGMENT => cursor.at += 3,
                TEMPLATE => self.template(cursor)?,
                ELEMENT => self.element(cursor, token & MORE != 0, scope)?,
                INSTRUCTION => drop(self.name(cursor)?),
                INSTRUCTION_DATA => drop(self.string(cursor)?),
                _ => return None,
            }
        }
        Some(())
    }

    /// A template's definition, here or elsewhere in the chunk, and the values for it, here.
    fn template(&mut self, cursor: &mut Cursor) -> Option<()> {
        cursor.at += 5; // unknown, identifier
        let definition = self.u32(cursor)? as usize;
        let body = definition.checked_add(24)?;
        let size = super::u32_at(self.chunk, definition.checked_add(20)?)? as usize;
        let end = body.checked_add(size).filter(|end| *end <= self.chunk.len())?;
        if definition == cursor.at {
            cursor.at = end;
        }
        let values = self.values(cursor)?;
        let scope = Scope { values: &values, is_bare: false };
        self.deeper(|record| record.fragment(&mut Cursor { at: body, end }, scope))
    }

    fn values(&mut self, cursor: &mut Cursor) -> Option<Vec<Value>> {
        let count = self.u32(cursor)? as usize;
        if count > MAX_VALUES {
            return None;
        }
        self.spend(count)?;
        let mut start = cursor.at.checked_add(4 * count).filter(|start| *start <= cursor.end)?;
        let mut values = Vec::with_capacity(count);
        for _ in 0..count {
            let size = usize::from(self.u16(cursor)?);
            let kind = self.u8(cursor)?;
            cursor.at += 1;
            let end = start.checked_add(size).filter(|end| *end <= cursor.end)?;
            values.push(Value { kind, start, end });
            start = end;
        }
        cursor.at = start;
        Some(values)
    }

    fn element(&mut self, cursor: &mut Cursor, has_attributes: bool, scope: Scope<'_>) -> Option<()> {
        let start = self.out.len();
        let depends = if scope.is_bare { ALWAYS } else { self.u16(cursor)? };
        cursor.at += 4; // size
        let name = self.name(cursor)?;
        cursor.at += if has_attributes { 4 } else { 0 };
        self.write("<")?;
        self.write(&name)?;
        self.deeper(|record| record.inside(cursor, Open { start, content: 0, name }, scope))?;
        if depends != ALWAYS && scope.is_null(depends) {
            self.out.truncate(start);
        }
        Some(())
    }

    /// The attributes of an element, its content, and its end.
    fn inside(&mut self, cursor: &mut Cursor, mut open: Open, scope: Scope<'_>) -> Option<()> {
        loop {
            self.spend(1)?;
            match self.u8(cursor)? & !MORE {
                ATTRIBUTE => self.attribute(cursor, scope)?,
                EMPTY_DONE => return self.write("/>"),
                START_DONE => break,
                _ => return None,
            }
        }
        self.write(">")?;
        open.content = self.out.len();
        loop {
            self.spend(1)?;
            let token = self.u8(cursor)?;
            match token & !MORE {
                ELEMENT_DONE => break,
                ELEMENT => self.element(cursor, token & MORE != 0, scope)?,
                TEMPLATE => self.template(cursor)?,
                CDATA => {
                    let text = self.string(cursor)?;
                    self.write_escaped(&text)?;
                }
                INSTRUCTION => drop(self.name(cursor)?),
                INSTRUCTION_DATA => drop(self.string(cursor)?),
                SUBSTITUTION | OPTIONAL => {
                    let value = self.substitution(cursor, scope)?;
                    self.content(value, &open)?;
                }
                token => self.text(token, cursor)?,
            }
        }
        self.write("</")?;
        self.write(&open.name)?;
        self.write(">")
    }

    fn attribute(&mut self, cursor: &mut Cursor, scope: Scope<'_>) -> Option<()> {
        let start = self.out.len();
        let name = self.name(cursor)?;
        self.write(" ")?;
        self.write(&name)?;
        self.write("=\"")?;
        let mut is_null = false;
        loop {
            self.spend(1)?;
            match self.chunk.get(cursor.at)? & !MORE {
                token @ (SUBSTITUTION | OPTIONAL) => {
                    cursor.at += 1;
                    let value = self.substitution(cursor, scope)?;
                    is_null |= token == OPTIONAL && value.is_none();
                    self.plain(value)?;
                }
                token @ (VALUE | CHARACTER | ENTITY) => {
                    cursor.at += 1;
                    self.text(token, cursor)?;
                }
                _ => break,
            }
        }
        if is_null {
            self.out.truncate(start);
            return Some(());
        }
        self.write("\"")
    }

    /// Text that stands in the template itself.
    fn text(&mut self, token: u8, cursor: &mut Cursor) -> Option<()> {
        match token {
            VALUE if self.u8(cursor)? == value::STRING => {
                let text = self.string(cursor)?;
                self.write_escaped(&text)
            }
            CHARACTER => {
                let code = self.u16(cursor)?;
                self.write_escaped(char::from_u32(u32::from(code))?.encode_utf8(&mut [0; 4]))
            }
            ENTITY => {
                let name = self.name(cursor)?;
                self.write("&")?;
                self.write(&name)?;
                self.write(";")
            }
            _ => None,
        }
    }

    /// The value to put in; `None` inside when it is null.
    fn substitution(&mut self, cursor: &mut Cursor, scope: Scope<'_>) -> Option<Option<Value>> {
        let index = usize::from(self.u16(cursor)?);
        self.u8(cursor)?; // the type that the template expects: the value has its own
        Some(scope.values.get(index).copied().filter(|value| !value.is_null()))
    }

    /// Writes a value as content of an element, or the element once for each item of an array.
    fn content(&mut self, value: Option<Value>, open: &Open) -> Option<()> {
        let Some(value) = value else { return Some(()) };
        let bytes = self.chunk.get(value.start..value.end)?;
        if value.kind == value::BINARY_XML {
            let mut cursor = Cursor { at: value.start, end: value.end };
            let scope = Scope { values: &[], is_bare: true };
            return self.deeper(|record| record.fragment(&mut cursor, scope));
        }
        if !value.is_array() || self.out.len() > open.content {
            return self.plain(Some(value));
        }
        for (place, item) in value::items(value.kind, bytes).enumerate() {
            if place > 0 {
                let tag = self.out.get(open.start..open.content)?.to_owned();
                self.write("</")?;
                self.write(&open.name)?;
                self.write(">")?;
                self.write(&tag)?;
            }
            self.item(value.kind, item)?;
        }
        Some(())
    }

    /// Writes a value; the items of an array with commas.
    fn plain(&mut self, value: Option<Value>) -> Option<()> {
        let Some(value) = value else { return Some(()) };
        let bytes = self.chunk.get(value.start..value.end)?;
        if !value.is_array() {
            return self.item(value.kind, bytes);
        }
        for (place, item) in value::items(value.kind, bytes).enumerate() {
            self.write(if place > 0 { "," } else { "" })?;
            self.item(value.kind, item)?;
        }
        Some(())
    }

    fn item(&mut self, kind: u8, bytes: &[u8]) -> Option<()> {
        self.spend(1)?;
        let text = value::text(kind, bytes)?;
        self.write_escaped(&text)
    }

    /// A name: its hash and characters stand here, or elsewhere in the chunk.
    fn name(&mut self, cursor: &mut Cursor) -> Option<String> {
        let offset = self.u32(cursor)? as usize;
        let is_here = offset == cursor.at;
        let mut place = Cursor { at: offset.checked_add(6)?, end: self.chunk.len() };
        let name = self.string(&mut place)?;
        if is_here {
            cursor.at = place.at + 2; // a NUL
        }
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        (!name.is_empty() && name.chars().all(is_name)).then_some(name)
    }

    /// A string behind its length.
    fn string(&mut self, cursor: &mut Cursor) -> Option<String> {
        let size = 2 * usize::from(self.u16(cursor)?);
        let end = cursor.at.checked_add(size).filter(|end| *end <= cursor.end)?;
        let bytes = self.chunk.get(cursor.at..end)?;
        cursor.at = end;
        self.spend(size)?;
        Some(value::utf16(bytes))
    }

    fn write(&mut self, text: &str) -> Option<()> {
        self.spend(text.len())?;
        self.out.push_str(text);
        Some(())
    }

    fn write_escaped(&mut self, text: &str) -> Option<()> {
        self.spend(text.len())?;
        for c in text.chars() {
            match c {
                '&' => self.write("&amp;")?,
                '<' => self.write("&lt;")?,
                '>' => self.write("&gt;")?,
                '"' => self.write("&quot;")?,
                '\t' | '\n' | '\r' => self.out.push(c),
                c if c.is_control() => self.out.push(char::REPLACEMENT_CHARACTER),
                c => self.out.push(c),
            }
        }
        Some(())
    }

    fn u8(&self, cursor: &mut Cursor) -> Option<u8> {
        self.take::<1>(cursor).map(|[byte]| byte)
    }

    fn u16(&self, cursor: &mut Cursor) -> Option<u16> {
        self.take(cursor).map(u16::from_le_bytes)
    }

    fn u32(&self, cursor: &mut Cursor) -> Option<u32> {
        self.take(cursor).map(u32::from_le_bytes)
    }

    fn take<const N: usize>(&self, cursor: &mut Cursor) -> Option<[u8; N]> {
        let bytes = self.chunk.get(..cursor.end)?.get(cursor.at..)?.first_chunk()?;
        cursor.at += N;
        Some(*bytes)
    }
}
