//! What Markdown puts around lines and before characters: `` `Log Name: System` ``, a `\` that breaks a line, `\<` and `\_`.
//!
//! Bold labels, code fences of backticks and tables are left to the layouts.

use super::regions::Regions;
use super::{Rewriter, word_before};
use crate::Span;
use crate::read::line_end;
use crate::text::Mapped;
use memchr::memmem;

/// So many lines in a row that end or are framed the same way are Markdown.
const MIN_RUN: usize = 2;

/// Takes away a backslash at the end of several lines in a row, and backticks around whole lines.
pub(super) fn lines(text: &str) -> Option<Mapped> {
    let ends = memmem::find(text.as_bytes(), b"\\\n").is_some()
        || memmem::find(text.as_bytes(), b"\\\r\n").is_some();
    let ticks = memchr::memchr(b'`', text.as_bytes()).is_some();
    if !ends && !ticks {
        return None;
    }
    let mut rewriter = Rewriter::new(text);
    let mut run: Vec<Frame> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at, text.len());
        let frame = frame(text, Span::new(at, end));
        // The last line of a paragraph has no break after it.
        if frame.as_ref().is_none_or(|frame| run.first().is_some_and(|first| first.kind() != frame.kind())) {
            unframe(&mut rewriter, &mut run);
        }
        run.extend(frame);
        at = end + 1;
    }
    unframe(&mut rewriter, &mut run);
    rewriter.finish()
}

/// Fences of tildes, `~~~`, as fences of backticks, which the layouts know. PowerShell underlines with tildes, too, but
/// behind other characters.
pub(super) fn tildes(text: &str) -> Option<Mapped> {
    let mut rewriter = Rewriter::new(text);
    for at in memmem::find_iter(text.as_bytes(), "~~~") {
        let starts_line = at == 0 || text.as_bytes()[at - 1] == b'\n';
        let near = &text[at + 3..text.ceil_char_boundary(text.len().min(at + 3 + MAX_INFO))];
        let info = near.lines().next().unwrap_or_default().trim();
        if starts_line && info.chars().all(|c| c.is_ascii_alphanumeric()) {
            (at..at + 3).for_each(|tilde| rewriter.replace(Span::new(tilde, tilde + 1), "`"));
        }
    }
    rewriter.finish()
}

/// The word after a fence, its language, is shorter.
const MAX_INFO: usize = 24;

/// What frames a line.
struct Frame {
    open: Option<usize>,
    close: usize,
}

impl Frame {
    fn kind(&self) -> bool {
        self.open.is_some()
    }
}

fn frame(text: &str, span: Span) -> Option<Frame> {
    let line = text[span.range()].trim_end();
    let close = span.start + line.len().checked_sub(1)?;
    if let Some(before) = line.strip_suffix('\\') {
        let word = before.rsplit([' ', '\t', '"', '\'']).next().unwrap_or(before);
        return (!word.contains('\\')).then_some(Frame { open: None, close });
    }
    let inner = line.trim_start().strip_prefix('`')?.strip_suffix('`')?;
    let open = span.start + line.len() - inner.len() - 2;
    (!inner.is_empty() && !inner.contains('`')).then_some(Frame { open: Some(open), close })
}

fn unframe(rewriter: &mut Rewriter<'_>, run: &mut Vec<Frame>) {
    let run = std::mem::take(run);
    if run.len() < MIN_RUN {
        return;
    }
    for frame in run {
        if let Some(open) = frame.open {
            rewriter.remove(Span::new(open, open + 1));
        }
        rewriter.remove(Span::new(frame.close, frame.close + 1));
    }
}

/// So many escapes of characters are Markdown's.
const MIN_ESCAPES: usize = 3;

/// A backslash before a character that has a meaning in Markdown, where the text has several and they are no paths.
pub(super) fn escapes(text: &str) -> Option<Mapped> {
    memchr::memchr(b'\\', text.as_bytes())?;
    let regions = Regions::find(text);
    let (mut sure, mut all) = (0, 0);
    let mut last = None;
    for (at, kind) in candidates(text, &regions) {
        all += 1;
        // Two in one word (`STATUS\_ACCESS\_DENIED`) are no account and no path.
        let same_word =
            last.is_some_and(|last: usize| at - last < 64 && !text[last..at].contains([' ', '\n', '\t']));
        sure += usize::from(kind == Kind::Sure || same_word);
        last = Some(at);
    }
    let others = sure > 0 && all >= MIN_ESCAPES;
    if sure == 0 {
        return None;
    }
    let mut rewriter = Rewriter::new(text);
    for (at, kind) in candidates(text, &regions) {
        if others || (kind == Kind::Sure && sure >= 2) {
            rewriter.remove(Span::new(at, at + 1));
        }
    }
    rewriter.finish()
}

/// What a backslash may stand before.
const ESCAPED: [char; 11] = ['<', '>', '*', '_', '-', '.', '(', ')', '#', '[', ']'];

/// How sure an escape is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// No path and no account has such a name.
    Sure,
    /// It may be one where others are.
    Likely,
}

/// The places of backslashes that may be escapes.
fn candidates<'t>(text: &'t str, regions: &'t Regions) -> impl Iterator<Item = (usize, Kind)> + 't {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + memchr::memchr(b'\\', &text.as_bytes()[from..])?;
            from = at + 1;
            if let Some(end) = regions.end_of(at) {
                from = end;
                continue;
            }
            if !text[at + 1..].starts_with(ESCAPED) {
                continue;
            }
            if let Some(kind) = kind(&text[at + 1..], word_before(text, 0, at)) {
                return Some((at, kind));
            }
        }
    })
}

/// Whether a backslash before `after` and behind `word` may be an escape.
fn kind(after: &str, word: &str) -> Option<Kind> {
    let mut chars = after.chars();
    let (c, next) = (chars.next()?, chars.next());
    let path = word.contains(":\\") || word.starts_with("\\\\");
    let behind_name = word.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\\' | '.' | '>' | '%'));
    match c {
        '<' if next == Some('/') => Some(Kind::Sure),
        '<' if !behind_name && next.is_some_and(char::is_alphabetic) => Some(Kind::Sure),
        '>' if word.contains('<') => Some(Kind::Likely),
        '*' if !behind_name && next.is_some_and(char::is_alphanumeric) => Some(Kind::Sure),
        '_' | '-' | '.' | '(' | ')' | '#' | '[' | ']' | '*' if !path => Some(Kind::Likely),
        _ => None,
    }
}

/// Backticks around the tags of event XML.
pub(super) fn tags(text: &str) -> Option<Mapped> {
    let start = memmem::find(text.as_bytes(), b"`<Event")?;
    let mut rewriter = Rewriter::new(text);
    for at in memchr::memchr_iter(b'`', &text.as_bytes()[start..]).map(|at| start + at) {
        let around_tag = text[at + 1..].starts_with('<') || text[..at].ends_with('>');
        let fence = text[at + 1..].starts_with('`') || text[..at].ends_with('`');
        if around_tag && !fence {
            rewriter.remove(Span::new(at, at + 1));
        }
    }
    rewriter.finish()
}
