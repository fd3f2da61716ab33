//! What surrounds an event on the page: code fences, bullets, tables, indentation. It ends where that ends.

use super::head::Head;
use crate::Span;
use crate::read::line_end;
use crate::read::plain::is_fence;

/// Whether only white space, quote marks and bullets stand before `at` on its line.
pub(super) fn starts_line(text: &str, at: usize) -> bool {
    line_prefix(text, at).is_some()
}

/// What stands before `at` on its line, if that is only white space, quote marks, table marks and bullets.
pub(super) fn line_prefix(text: &str, at: usize) -> Option<&str> {
    if at == 0 || text.as_bytes()[at - 1] == b'\n' {
        return Some("");
    }
    let near = text.ceil_char_boundary(at.saturating_sub(MAX_PREFIX));
    let before = &text[near..at];
    let start = before.rfind('\n').map(|newline| newline + 1).or((near == 0).then_some(0))?;
    is_prefix(&before[start..]).then_some(&before[start..])
}

/// Deeper quotes and indents than this are not looked through.
pub(super) const MAX_PREFIX: usize = 64;

fn is_prefix(prefix: &str) -> bool {
    let bare = prefix.trim_start_matches(is_mark);
    // The number of a list: `12. `
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = (1..=3).contains(&(bare.len() - rest.len())) && rest.starts_with(['.', ')']);
    bare.is_empty() || (number && rest[1..].chars().all(is_mark) && rest.len() > 1)
}

fn is_mark(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '>' | '-' | '*' | '|' | '`' | '+' | '\u{2022}' | '\u{b7}' | '"')
}

/// `end`, or the start of its line if only a prefix or the mark of a comment stands between.
pub(super) fn without_prefix(text: &str, start: usize, end: usize) -> usize {
    let near = text.ceil_char_boundary(start.max(end.saturating_sub(MAX_PREFIX)));
    let before = &text[near..end];
    let line = &before[before.rfind('\n').map_or(before.len(), |newline| newline + 1)..];
    let is_mark = line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'#' | b'/' | b';' | b'-'));
    let prefix = if is_mark { Some(line) } else { line_prefix(text, end) };
    prefix.map_or(end, |prefix| (end - prefix.len()).max(start))
}

/// Where a block begins whose first label is at `at`: with the number that a list gives it.
pub(super) fn start(text: &str, at: usize) -> usize {
    let prefix = line_prefix(text, at).unwrap_or_default();
    prefix.find(|c: char| c.is_ascii_digit()).map_or(at, |number| at - prefix.len() + number)
}

/// The length of the list number, with what follows it, at the start of a text.
pub(super) fn number(text: &str) -> usize {
    let near = &text[..text.floor_char_boundary(MAX_PREFIX)];
    let rest = near.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == near.len() {
        0
    } else {
        near.len() - rest.trim_start_matches(['.', ')']).trim_start_matches(is_space).len()
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '>' | '-' | '|' | '+')
}

/// The end of the marks after `at` on its line, if nothing else is there.
pub(super) fn after_marks(text: &str, at: usize) -> usize {
    let near = &text[at..text.floor_char_boundary((at + MAX_PREFIX).min(text.len()))];
    let marks = near.len() - near.trim_start_matches([' ', '\t', '\r', '|', '`', '*', '_', '\\']).len();
    if near[marks..].starts_with('\n') || at + marks == text.len() { at + marks } else { at }
}

/// Where the rule stands that ends the block after `at`, if there is another one right above `first`.
pub(super) fn rule_after(text: &str, first: usize, at: usize) -> Option<usize> {
    let near = text.ceil_char_boundary(first.saturating_sub(MAX_RULE));
    let above = text[near..first].trim_end_matches([' ', '\t', '>']).trim_end();
    if !is_rule(above.rsplit('\n').next().unwrap_or_default()) {
        return None;
    }
    let limit = text.floor_char_boundary((at + MAX_RULED).min(text.len()));
    Lines { text, at, end: limit }.find(|(_, line)| is_rule(line)).map(|(start, _)| start)
}

/// Between two rules there are at most so many bytes, and in a rule.
const MAX_RULED: usize = 4 << 10;
const MAX_RULE: usize = 256;

fn is_rule(line: &str) -> bool {
    let line = line.trim_matches([' ', '\t', '\r', '>']);
    line.len() >= MIN_RULE && line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'*' | b'_'))
}

/// A rule has so many characters.
const MIN_RULE: usize = 5;

/// The end of the lines right below `at`, the end of a line, up to a blank one.
pub(super) fn paragraph_end(text: &str, at: usize) -> usize {
    let limit = text.floor_char_boundary((at + MAX_RULED).min(text.len()));
    let from = (at + 1).min(limit);
    let is_blank = |line: &str| line.trim_matches([' ', '\t', '\r', '>', '|']).is_empty();
    let blank = Lines { text, at: from, end: limit }.find(|(_, line)| is_blank(line));
    blank.map_or(limit, |(start, _)| start)
}

/// What every line of a header has in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    /// Nothing that could end.
    Open,
    /// At least so much white space, in bytes.
    Indented(usize),
    /// A bullet.
    Listed,
    /// The bar of a table's row.
    Table,
}

/// The least indentation that means something.
const MIN_INDENT: usize = 2;

fn frame(text: &str, head: &Head) -> Frame {
    let mut prefixes: Vec<&str> =
        head.entries().iter().filter_map(|entry| line_prefix(text, entry.label.start)).collect();
    // A text that begins with the first label may have lost the white space before it.
    if prefixes.len() > 2 && prefixes[0].is_empty() {
        prefixes.remove(0);
    }
    let all = |holds: fn(&str) -> bool| prefixes.len() > 1 && prefixes.iter().all(|prefix| holds(prefix));
    if all(|prefix| prefix.contains('|')) {
        return Frame::Table;
    }
    if all(|prefix| prefix.contains(['-', '*', '\u{2022}'])) && !all(|prefix| prefix.contains("**")) {
        return Frame::Listed;
    }
    let indent = prefixes.iter().map(|prefix| prefix.len()).min().unwrap_or(0);
    if all(|prefix| prefix.trim_matches([' ', '\t']).is_empty()) && indent >= MIN_INDENT {
        return Frame::Indented(indent);
    }
    Frame::Open
}

/// Where the message in `span`, which follows the header, ends with the frame of the header; at most its end.
pub(super) fn end(text: &str, head: &Head, span: Span) -> usize {
    let frame = frame(text, head);
    let first = line_end(text, span.start, span.end);
    if frame == Frame::Open || first == span.end {
        return span.end;
    }
    let lines = Lines { text, at: first + 1, end: span.end };
    // Without a message beside its label, the first line of the message tells whether the message is framed.
    let mut is_framed = !text[span.start..first].trim_matches([' ', '\t', '\r', '*', '|', '\\']).is_empty();
    let mut after_blank = false;
    for (start, line) in lines {
        let outside = is_outside(frame, line);
        if frame == Frame::Table && outside {
            return start;
        }
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        if outside && !is_framed {
            return span.end;
        }
        if outside && after_blank {
            return start;
        }
        is_framed = true;
        after_blank = false;
    }
    span.end
}

fn is_outside(frame: Frame, line: &str) -> bool {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    match frame {
        Frame::Open => false,
        Frame::Indented(least) => indent < least,
        Frame::Listed => indent == 0 && !line.starts_with(['-', '*', '\u{2022}']),
        Frame::Table => !line[indent..].starts_with('|'),
    }
}

/// The lines of a stretch of text, with their places.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        if start >= self.end {
            return None;
        }
        let end = line_end(self.text, start, self.end);
        self.at = end + 1;
        Some((start, &self.text[start..end]))
    }
}

/// With one of these begins a line that opens or closes a code block.
const FENCES: [&str; 3] = ["```", "{{", "{%"];

/// Where the lines start that open or close a fenced code block.
pub(super) struct Fences(Vec<usize>);

impl Fences {
    pub(super) fn find(text: &str) -> Self {
        let marks = FENCES.iter().flat_map(|mark| memchr::memmem::find_iter(text.as_bytes(), mark));
        let lines = marks.filter_map(|at| {
            let start = at - line_prefix(text, at)?.len();
            is_fence(&text[start..]).then_some(start)
        });
        let mut lines: Vec<usize> = lines.collect();
        lines.sort_unstable();
        Self(lines)
    }

    /// Whether `at` is between a line that opens a block and the one that closes it.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.0.partition_point(|&start| start <= at) % 2 == 1
    }

    /// The first one after `at`.
    pub(super) fn after(&self, at: usize) -> Option<usize> {
        self.0.get(self.0.partition_point(|&start| start <= at)).copied()
    }
}
