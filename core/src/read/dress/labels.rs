//! Labels in bold that have lost their colon among others that have it: `**Source** Contoso-Sync` below `**Log Name:** System`;
//! with the number in bold, too: `**Event ID 4021**`.

use super::Rewriter;
use crate::Span;
use crate::read::{labels, line_end};
use crate::text::Mapped;
use memchr::memmem;

/// A label is not longer, in bytes.
const MAX_LABEL: usize = 64;

/// So many labels with a colon stand near one without.
const MIN_LABELED: usize = 2;

/// So many lines of a list of labels are told apart.
const MAX_RUN: usize = 64;

/// A line that begins with words in bold.
enum Line {
    /// With a colon after or inside of the marks.
    Labeled,
    /// Without one; where a colon belongs.
    Bare(Span),
    Other,
}

/// A colon for the marks after words in bold at the start of lines, among lines that begin with such words and a colon.
pub(super) fn bold(text: &str) -> Option<Mapped> {
    memmem::find(text.as_bytes(), b"**")?;
    let mut rewriter = Rewriter::new(text);
    let (mut labeled, mut bare) = (0, Vec::new());
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at, text.len());
        match line(text, Span::new(at, end)) {
            Some(Line::Labeled) => labeled += 1,
            Some(Line::Bare(marks)) if bare.len() < MAX_RUN => bare.push(marks),
            Some(_) => add_colons(&mut rewriter, &mut labeled, &mut bare),
            None => {}
        }
        at = end + 1;
    }
    add_colons(&mut rewriter, &mut labeled, &mut bare);
    rewriter.finish()
}

/// Ends a run of lines.
fn add_colons(rewriter: &mut Rewriter<'_>, labeled: &mut usize, bare: &mut Vec<Span>) {
    let marks = std::mem::take(bare);
    if std::mem::take(labeled) >= MIN_LABELED {
        marks.into_iter().for_each(|marks| rewriter.replace(marks, ":"));
    }
}

/// What a line begins with; `None` for a blank one.
fn line(text: &str, span: Span) -> Option<Line> {
    let content = text[span.range()].trim_start_matches([' ', '\t', '>', '-', '|']);
    if content.trim().is_empty() {
        return None;
    }
    let Some(inner) = content.strip_prefix("**") else { return Some(Line::Other) };
    let near = &inner[..inner.floor_char_boundary(MAX_LABEL.min(inner.len()))];
    let Some(close) = near.find("**").filter(|&close| close > 0) else { return Some(Line::Other) };
    let (name, after) = (inner[..close].trim_end(), &inner[close + 2..]);
    if name.ends_with([':', '\u{ff1a}']) || after.trim_start().starts_with([':', '\u{ff1a}']) {
        return Some(Line::Labeled);
    }
    let start = span.end - inner.len() + close;
    if let Some(space) = space_before_number(name) {
        let at = span.end - inner.len() + space;
        return Some(Line::Bare(Span::new(at, at + 1)));
    }
    let has_value = after.starts_with([' ', '\t']) && !after.trim().is_empty();
    Some(if has_value && !name.contains(['.', ',', ':']) {
        Line::Bare(Span::new(start, start + 2))
    } else {
        Line::Other
    })
}

/// Where the space stands between a label and its number, if words in bold are these: `Event ID 1026`.
fn space_before_number(name: &str) -> Option<usize> {
    let space = name.rfind(' ')?;
    let number = &name[space + 1..];
    let is_number = (1..=5).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && labels::is_label(&name[..space])).then_some(space)
}
