//! Marks at the starts of lines: of mail and Markdown that quotes, and of comments and listings.

use super::Rewriter;
use super::regions::opens;
use crate::Span;
use crate::read::line_end;
use crate::text::Mapped;
use memchr::memmem;

/// Takes away the quote marks of mail and Markdown, `>`, at any depth. Any line may have them: mail programs wrap quoted
/// lines, and some pages quote only the first line of an event. Also gives the places in `text` where a quotation has ended
/// and other text begins.
pub(super) fn quotes(text: &str) -> Option<(Mapped, Vec<usize>)> {
    if !has_quote(text) {
        return None;
    }
    let mut rewriter = Rewriter::new(text);
    let mut guard = TagGuard::default();
    let mut ends = QuoteEnds::default();
    for line in lines(text) {
        let slice = &text[line.range()];
        let indent = slice.len() - slice.trim_start_matches([' ', '\t']).len();
        let marks = if indent > MAX_INDENT { 0 } else { quote_marks(&slice[indent..]) };
        let quoted = guard.may_strip(slice, marks > 0) && marks > 0;
        if quoted {
            rewriter.remove(Span::new(line.start, line.start + indent + marks));
        }
        let depth = if quoted { depth(&slice[indent..indent + marks]) } else { 0 };
        let rest = if quoted { &slice[indent + marks..] } else { slice };
        ends.see(rest.trim(), line.start, depth);
    }
    Some((rewriter.finish()?, ends.found))
}

/// A quotation is not indented deeper: what is stands in a column of its own.
const MAX_INDENT: usize = 8;

/// Whether some line begins with a quote mark.
fn has_quote(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts_line = |&at: &usize| {
        let before = bytes[..at].iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
        before.is_none_or(|byte| *byte == b'\n')
    };
    memchr::memchr_iter(b'>', bytes).any(|at| starts_line(&at))
        || memmem::find_iter(bytes, b"&gt;").any(|at| starts_line(&at))
}

/// So many ends of quotations are told apart.
const MAX_ENDS: usize = 4096;

/// Finds where quotations end: after several quoted lines and a blank one, or one that opens a block of Markdown. Any other
/// line that follows a quoted one directly goes on with it.
#[derive(Default)]
struct QuoteEnds {
    depth: usize,
    /// How many lines of that depth there were.
    lines: usize,
    /// The least depth of the blank lines since.
    blank: Option<usize>,
    found: Vec<usize>,
}

impl QuoteEnds {
    /// Sees the next line: its text without quote marks, and how many it has.
    fn see(&mut self, line: &str, start: usize, depth: usize) {
        if line.is_empty() {
            self.blank = Some(self.blank.map_or(depth, |blank| blank.min(depth)));
            return;
        }
        let apart = self.blank.is_some_and(|blank| blank <= depth) || (depth == 0 && opens_block(line));
        let ended = depth < self.depth && apart;
        if ended && self.lines >= MIN_RUN && self.found.len() < MAX_ENDS && !goes_on(line) {
            self.found.push(start);
        }
        if depth != self.depth {
            (self.depth, self.lines) = (depth, 0);
        }
        self.lines += 1;
        self.blank = None;
    }
}

/// Whether a line begins what cannot go on with a paragraph in Markdown: a list, a heading, a picture.
fn opens_block(line: &str) -> bool {
    let is_heading = line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    is_heading || ["- ", "* ", "![", "```"].iter().any(|mark| line.starts_with(mark))
}

/// How many quote marks there are among `marks`.
fn depth(marks: &str) -> usize {
    marks.bytes().filter(|b| matches!(b, b'>' | b'&')).count()
}

/// Whether a line after a quotation belongs to what was quoted all the same: pages set an event's XML apart from its text.
fn goes_on(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '`']);
    line.is_empty()
        || line.starts_with('<')
        || line.get(..9).is_some_and(|label| label.eq_ignore_ascii_case("Event Xml"))
}

/// Event XML may break a tag before its `>`: inside an event whose first line is not quoted no line is.
#[derive(Default)]
struct TagGuard {
    /// Inside of an element that started on a line without quote marks.
    inside: bool,
}

impl TagGuard {
    fn may_strip(&mut self, line: &str, quoted: bool) -> bool {
        let was_inside = self.inside;
        if !self.inside
            && !quoted
            && let Some(at) = memmem::find(line.as_bytes(), b"<Event")
        {
            self.inside = opens_or_ends(&line[at + 1..]);
        }
        if self.inside && memmem::find(line.as_bytes(), b"</Event>").is_some() {
            self.inside = false;
        }
        !was_inside
    }
}

fn opens_or_ends(text: &str) -> bool {
    opens(text, "Event") || text == "Event"
}

/// The length of the quote marks at the start of a line, with the space after each.
fn quote_marks(line: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &line[length..];
        let mark = if rest.starts_with('>') {
            1
        } else if rest.starts_with("&gt;") {
            4
        } else {
            break;
        };
        length += mark + usize::from(rest[mark..].starts_with(' '));
    }
    if line[length..].starts_with('=') { 0 } else { length }
}

/// The lines of a text, with their line breaks.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        at = (line_end(text, start, text.len()) + 1).min(text.len());
        (start < text.len()).then(|| Span::new(start, at))
    })
}

/// So many lines in a row with the same mark are a comment or a listing.
const MIN_RUN: usize = 3;

/// So many lines in a row with a bar are a quotation.
const MIN_BARS: usize = 2;

/// So many of them must look like lines of an event.
const MIN_EVIDENCE: usize = 2;

/// What may stand before each line.
const COMMENTS: [&str; 12] = ["///", "//", "##", "#", "*", "--", ";", "'", "REM", "::", "|", "+"];

/// After this one text may follow without a blank.
const GLUED: &str = "//";

/// Takes away comment marks, bars and line numbers, only where several lines in a row carry the same and look like lines of
/// an event. Also gives the places in `text` where other text begins after such lines.
pub(super) fn prefixes(text: &str) -> Option<(Mapped, Vec<usize>)> {
    let mut rewriter = Rewriter::new(text);
    let mut run = Run::default();
    let mut ends = RunEnds::default();
    for line in lines(text) {
        let slice = &text[line.range()];
        let is_apart = run.marks.is_empty() && ends.pending.is_none();
        if is_apart && !may_be_marked(slice) || slice.trim().is_empty() {
            continue;
        }
        let found = mark(slice, &run);
        ends.see(found.as_ref());
        if found.as_ref().is_none_or(|found| !run.goes_on(found)) {
            let kind = run.kind;
            if run.take(&mut rewriter) && !goes_on(slice.trim()) {
                ends.pending = kind.map(|kind| (kind, line.start));
            }
        }
        if let Some(found) = found {
            run.push(found, slice, line.start);
        }
    }
    run.take(&mut rewriter);
    ends.see(None);
    Some((rewriter.finish()?, ends.found))
}

/// The ends of runs. A single line without a mark between lines with the same one was wrapped and ends nothing.
#[derive(Default)]
struct RunEnds {
    pending: Option<(Kind, usize)>,
    found: Vec<usize>,
}

impl RunEnds {
    /// Sees the mark of the line after the one that ended a run.
    fn see(&mut self, next: Option<&Mark>) {
        if let Some((kind, end)) = self.pending.take()
            && next.is_none_or(|next| next.kind != kind)
            && self.found.len() < MAX_ENDS
        {
            self.found.push(end);
        }
    }
}

/// What stands before the text of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Comment(&'static str),
    Number(u32),
}

/// A mark at the start of a line.
#[derive(Clone, Copy)]
struct Mark {
    kind: Kind,
    /// Where it starts in the line, and where the text after it starts.
    start: usize,
    end: usize,
}

/// Whether a line begins with the first letter of a mark.
fn may_be_marked(line: &str) -> bool {
    let first = line.bytes().find(|byte| !matches!(byte, b' ' | b'\t'));
    first.is_some_and(|byte| byte.is_ascii_digit() || b"/#*-;'R:|+".contains(&byte))
}

/// The mark of a line.
fn mark(line: &str, run: &Run) -> Option<Mark> {
    let start = line.len() - line.trim_start_matches([' ', '\t']).len();
    let rest = &line[start..];
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return number(line, start);
    }
    // The comment of the run first: `#` with nothing else before `## heading`.
    let known = match run.kind {
        Some(Kind::Comment(known)) if rest.starts_with(known) => Some(known),
        _ => COMMENTS.into_iter().find(|known| rest.starts_with(known)),
    }?;
    let after = &rest[known.len()..];
    let bar_table = known == "|" && after.contains('|');
    let in_run = run.kind == Some(Kind::Comment(known));
    let is_text = |c: char| c.is_alphabetic() || c == '<' || in_run && !known.contains(c);
    // What people comment out stands right behind the mark.
    let is_glued = known == GLUED && after.starts_with(is_text);
    (!bar_table && (is_glued || after.starts_with([' ', '\t']) || after.trim().is_empty())).then(|| {
        let space = usize::from(after.starts_with([' ', '\t']));
        Mark { kind: Kind::Comment(known), start, end: start + known.len() + space }
    })
}

/// A line number: `12: `, `12 `, `12| `.
fn number(line: &str, start: usize) -> Option<Mark> {
    let digits = line[start..].bytes().take_while(u8::is_ascii_digit).count();
    let value = line[start..start + digits].parse().ok()?;
    let after = &line[start + digits..];
    let mark = usize::from(after.starts_with([':', '|']));
    let space = after[mark..].len() - after[mark..].trim_start_matches([' ', '\t']).len();
    let end = start + digits + mark + if mark == 1 { space.min(1) } else { space };
    (space > 0 || after[mark..].trim().is_empty()).then_some(Mark { kind: Kind::Number(value), start, end })
}

/// Lines in a row with the same mark.
#[derive(Default)]
struct Run {
    kind: Option<Kind>,
    marks: Vec<Span>,
    evidence: usize,
    /// Whether the marks are part of what they stand before.
    own: bool,
}

/// What PowerShell prints below an error, with a `+` before it.
const ERROR_LINES: [&str; 2] = ["CategoryInfo", "FullyQualifiedErrorId"];

impl Run {
    fn goes_on(&self, next: &Mark) -> bool {
        match (self.kind, next.kind) {
            (Some(Kind::Number(last)), Kind::Number(next)) => last.checked_add(1) == Some(next),
            (Some(last), next) => last == next,
            (None, _) => false,
        }
    }

    fn push(&mut self, mark: Mark, line: &str, line_start: usize) {
        self.kind = Some(mark.kind);
        self.marks.push(Span::new(line_start + mark.start, line_start + mark.end));
        self.evidence += usize::from(is_event_line(&line[mark.end..]));
        let content = line[mark.end..].trim_start();
        self.own |=
            mark.kind == Kind::Comment("+") && ERROR_LINES.iter().any(|label| content.starts_with(label));
    }

    /// Ends the run: takes its marks away if it was one. Returns whether it was.
    fn take(&mut self, rewriter: &mut Rewriter<'_>) -> bool {
        let run = std::mem::take(self);
        // A bar before lines that have no other is a quote mark of mail: nothing else puts one there.
        let barred = run.kind == Some(Kind::Comment("|")) && run.marks.len() >= MIN_BARS;
        let sure = (barred || run.marks.len() >= MIN_RUN && run.evidence >= MIN_EVIDENCE) && !run.own;
        for mark in run.marks.into_iter().filter(|_| sure) {
            rewriter.remove(mark);
        }
        sure
    }
}

/// Whether a line heads a table that PowerShell prints of events: its names, or the rule of dashes below them.
fn is_table_head(line: &str) -> bool {
    let is_rule = || {
        let mut words = line.split_ascii_whitespace();
        words.next().is_some_and(|first| first.len() > 2) && words.next().is_some()
    };
    let names = ["TimeCreated ", "ProviderName ", "Index Time "];
    names.iter().any(|name| line.starts_with(name))
        || line.starts_with("---") && line.bytes().all(|b| b" -\t\r\n".contains(&b)) && is_rule()
}

/// A label is not longer, in bytes.
const MAX_LABEL: usize = 64;

/// Whether a line can be one of an event: it starts with a label, a tag, a brace, `Key=`, `Key =` or `[ Name]`.
fn is_event_line(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '*']);
    if line.starts_with(['<', '{', '"']) || line.starts_with("[ ") || is_table_head(line) {
        return true;
    }
    let near = &line[..line.floor_char_boundary(MAX_LABEL.min(line.len()))];
    if near.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == ' ').starts_with('=') {
        return near.starts_with(|c: char| c.is_ascii_alphabetic());
    }
    let Some(colon) = near.find([':', '\u{ff1a}']) else { return false };
    let after = near[colon..].trim_start_matches([':', '\u{ff1a}', '*']);
    near.starts_with(char::is_alphabetic)
        && (after.is_empty()
            || after.starts_with(char::is_whitespace)
            || near[colon..].starts_with('\u{ff1a}'))
}
