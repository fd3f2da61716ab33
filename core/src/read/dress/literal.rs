//! What source code has in place of a character: line breaks that were written out, `\r\n` of a string that was printed,
//! `` `r`n `` of PowerShell; the arrows of Ruby.

use super::regions::Regions;
use super::{Rewriter, word_before};
use crate::Span;
use crate::read::line_end;
use crate::text::Mapped;
use memchr::memmem;

/// Written-out line breaks that mean nothing else, each before those that are a part of it.
const BREAKS: [&str; 3] = ["\\\\r\\\\n", "\\r\\n", "`r`n"];

/// So many `\n` in a line without `\r\n` are line breaks: one may be the start of a name.
const MIN_NEWLINES: usize = 2;

/// Puts line breaks in place of the written-out ones, and, in lines that have such, undoes `\n`, `\t` and `\"`.
pub(super) fn breaks(text: &str) -> Option<Mapped> {
    let first =
        ["\\n", "`r`n"].iter().filter_map(|escape| memmem::find(text.as_bytes(), escape.as_bytes())).min()?;
    let regions = Regions::find(text);
    let mut rewriter = Rewriter::new(text);
    let mut at = memchr::memrchr(b'\n', &text.as_bytes()[..first]).map_or(0, |newline| newline + 1);
    while at < text.len() {
        let end = line_end(text, at, text.len());
        line(&mut rewriter, Span::new(at, end), &regions);
        at = end + 1;
    }
    rewriter.finish()
}

/// So many names with an arrow are those of a Ruby hash.
const MIN_ROCKETS: usize = 3;

/// Colons for the arrows of Ruby's hashes, which Fluentd and Logstash print: `"EventID"=>7036`.
pub(super) fn rockets(text: &str) -> Option<Mapped> {
    let arrows = || {
        memmem::find_iter(text.as_bytes(), b"=>")
            .filter(|&at| text[..at].trim_end_matches(' ').ends_with('"') && !text[..at].ends_with("  "))
    };
    arrows().nth(MIN_ROCKETS - 1)?;
    let mut rewriter = Rewriter::new(text);
    arrows().for_each(|at| rewriter.replace(Span::new(at, at + 2), ":"));
    rewriter.finish()
}

/// Undoes the escapes of one line, if it has line breaks among them.
fn line(rewriter: &mut Rewriter<'_>, span: Span, regions: &Regions) {
    let text = rewriter.text;
    let found: Vec<(usize, Escape)> = escapes(text, span, regions).collect();
    let sure = found.iter().any(|(_, escape)| escape.sure);
    let newlines = found.iter().filter(|(_, escape)| escape.with == "\n").count();
    if !sure && newlines < MIN_NEWLINES {
        return;
    }
    for (at, escape) in found {
        rewriter.replace(Span::new(at, at + escape.length), escape.with);
    }
}

/// An escape.
struct Escape {
    length: usize,
    with: &'static str,
    /// Whether it can be nothing else.
    sure: bool,
}

/// The escapes of a line, outside of event XML and JSON.
fn escapes<'t>(
    text: &'t str,
    span: Span,
    regions: &'t Regions,
) -> impl Iterator<Item = (usize, Escape)> + 't {
    let mut from = span.start;
    let mut floor = span.start;
    std::iter::from_fn(move || {
        loop {
            let at = from + memchr::memchr2(b'\\', b'`', &text.as_bytes()[from..span.end])?;
            from = at + 1;
            if let Some(end) = regions.end_of(at) {
                from = end.min(span.end);
                continue;
            }
            if !text[at + 1..span.end].starts_with(['\\', 'r', 'n', 't', '"', '`']) {
                continue;
            }
            if let Some(escape) = escape(&text[at..span.end], word_before(text, floor, at)) {
                from = at + escape.length;
                floor = from;
                return Some((at, escape));
            }
        }
    })
}

/// The escape at the start of `text`; `word` is what stands before it without a space.
fn escape(text: &str, word: &str) -> Option<Escape> {
    if let Some(known) = BREAKS.iter().find(|known| text.starts_with(**known)) {
        return Some(Escape { length: known.len(), with: "\n", sure: true });
    }
    let (with, rest) = match text.get(..2)? {
        "\\n" => ("\n", &text[2..]),
        "\\t" => ("\t", &text[2..]),
        "\\\"" => return Some(Escape { length: 2, with: "\"", sure: false }),
        _ => return None,
    };
    let drive = word.len() == 2 && word.ends_with(':');
    let path = drive || word.contains('\\') || word.ends_with(['.', '%']);
    let begins = rest.chars().next().is_none_or(|c| !c.is_lowercase() && c != '_');
    (!path && begins).then_some(Escape { length: 2, with, sure: false })
}
