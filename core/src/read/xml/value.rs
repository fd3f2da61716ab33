//! Values: text with references.

use crate::Span;
use crate::read::Builder;
use std::ops::Range;

/// A stretch of text, or one reference (`&lt;`).
#[derive(Clone, Copy)]
pub(super) enum Piece {
    Text(Span),
    Reference(Span),
}

impl Piece {
    pub(super) fn span(self) -> Span {
        match self {
            Self::Text(span) | Self::Reference(span) => span,
        }
    }
}

/// Appends a value to the builder's text.
pub(super) fn write(builder: &mut Builder<'_>, pieces: &[Piece]) -> Range<usize> {
    let start = builder.len();
    for &piece in pieces {
        let span = piece.span();
        match piece {
            Piece::Reference(_) if let Some(c) = character(&builder.input()[span.range()]) => {
                builder.replace(c.encode_utf8(&mut [0; 4]), span);
            }
            _ => {
                builder.copy(without_cut_reference(builder.input(), span));
            }
        }
    }
    start..builder.len()
}

/// A stretch of text without the reference in whose middle the input ends.
fn without_cut_reference(input: &str, span: Span) -> Span {
    let near = input.ceil_char_boundary(span.start.max(span.end.saturating_sub(MAX_REFERENCE)));
    let tail = &input[near..span.end];
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    match tail.rfind('&').filter(|at| span.end == input.len() && is_name(&tail[at + 1..])) {
        Some(at) => Span::new(span.start, near + at),
        None => span,
    }
}

/// The character that a reference stands for; `None` for entities that are not XML's own.
fn character(reference: &str) -> Option<char> {
    let name = reference.strip_prefix('&')?.strip_suffix(';')?;
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')?
        }
    })
}

/// A raw attribute value as text and references.
pub(super) fn pieces(raw: &str, offset: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = 0;
    for start in memchr::memchr_iter(b'&', raw.as_bytes()) {
        let near = &raw[start..raw.floor_char_boundary(start + MAX_REFERENCE)];
        let Some(length) = near[1..].find([';', '&']).map(|at| at + 2) else { continue };
        if !near[..length].ends_with(';') {
            continue;
        }
        pieces.push(Piece::Text(Span::new(offset + text, offset + start)));
        pieces.push(Piece::Reference(Span::new(offset + start, offset + start + length)));
        text = start + length;
    }
    pieces.push(Piece::Text(Span::new(offset + text, offset + raw.len())));
    pieces
}

/// A longer reference is none.
const MAX_REFERENCE: usize = 16;

/// The range of a value without the backticks of Markdown where every tag stands in a code span.
pub(super) fn without_backticks(value: &str, range: Range<usize>) -> Range<usize> {
    match value.strip_prefix('`').and_then(|value| value.strip_suffix('`')) {
        Some(inner) if !inner.contains('`') => range.start + 1..range.end - 1,
        _ => range,
    }
}
