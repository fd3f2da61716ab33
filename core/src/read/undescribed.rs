//! The sentence that Windows prints in place of a message it does not have. It names the event, so that it is one even
//! where it stands alone, copied from Event Viewer's "General" pane:
//!
//! ```text
//! The description for Event ID 4021 from source Contoso-Sync cannot be found. Either the component that raises this event
//! is not installed on your local computer or the installation is corrupted. ...
//!
//! The following information was included with the event:
//!
//! C:\Data
//! ```
//!
//! Sources: <https://learn.microsoft.com/windows/win32/eventlog/reporting-an-event>; Windows XP's and .NET's wordings have
//! brackets or quotes around the names; <https://learn.microsoft.com/dotnet/framework/wcf/samples/etw-tracing> has the
//! sentence in the other languages.

use super::labelled::{end_of_lines, header_field, message};
use super::labels::announces_xml;
use super::{Block, Builder, Layout, MAX_EVENT, Spec, trimmed};
use crate::Span;
use crate::event::{Extent, Format, Header};
use memchr::memmem;

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        "description for event id",
        "Beschreibung f\u{fc}r Ereignis-ID",
        "description de l'id d",
        "description de l\u{2019}id d",
        "からのイベント ID",
        "无法找到来自源",
    ],
    start: |text| Box::new(Undescribed { text, next: [Known::From(0); WORDINGS.len()] }),
};

/// The sentence in a language: what stands before its two names, between and after them.
struct Wording {
    /// What it begins with, and what may stand before that.
    open: &'static str,
    article: &'static [&'static str],
    /// What stands between the names.
    middle: &'static [&'static str],
    close: &'static [&'static str],
    /// Whether the source comes first.
    source_first: bool,
}

const WORDINGS: [Wording; 6] = [
    Wording {
        open: "description for Event ID",
        article: &["The ", "the "],
        middle: &[" in Source", " from source"],
        close: &["cannot be found", "could not be found", "was not found"],
        source_first: false,
    },
    Wording {
        open: "Beschreibung f\u{fc}r Ereignis-ID",
        article: &["Die "],
        middle: &[" aus der Quelle", " in Quelle"],
        close: &["konnte nicht gefunden werden", "wurde nicht gefunden"],
        source_first: false,
    },
    Wording {
        open: "description de l'ID d'\u{e9}v\u{e9}nement",
        article: &["La ", "la "],
        middle: &[" dans la source"],
        close: &["est introuvable"],
        source_first: false,
    },
    Wording {
        open: "description de l\u{2019}ID d\u{2019}\u{e9}v\u{e9}nement",
        article: &["La ", "la "],
        middle: &[" dans la source"],
        close: &["est introuvable"],
        source_first: false,
    },
    Wording {
        open: "ソース",
        article: &[],
        middle: &["からのイベント ID"],
        close: &["の説明が見つかりません"],
        source_first: true,
    },
    Wording {
        open: "无法找到来自源",
        article: &[],
        middle: &["的事件 ID"],
        close: &["的描述"],
        source_first: true,
    },
];

/// No name is longer, in bytes, with the marks around it.
const MAX_NAME: usize = 200;

/// An id has at most so many digits.
const MAX_DIGITS: usize = 10;

/// Where a wording stands next.
#[derive(Clone, Copy)]
enum Known {
    /// At or after this place; not looked for yet.
    From(usize),
    At(usize),
    Nowhere,
}

struct Undescribed<'t> {
    text: &'t str,
    next: [Known; WORDINGS.len()],
}

/// The names in a sentence.
struct Names {
    start: usize,
    id: Span,
    source: Span,
}

impl Layout for Undescribed<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        (0..WORDINGS.len()).filter_map(|wording| self.next(wording, from)).min()
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let names = WORDINGS.iter().find_map(|wording| names(self.text, wording, at))?;
        let limit = self.text.floor_char_boundary((at + MAX_EVENT).min(self.text.len()));
        let first = super::line_end(self.text, at, limit);
        let end = end_of_lines(self.text, at, limit, |line| {
            (line.start > first && self.is_next(line)).then_some(line.start)
        });
        let span = trimmed(self.text, Span::new(names.start, end));
        let mut builder = Builder::new(self.text, span.start);
        builder.copy(span);
        header_field(&mut builder, Header::EventId, names.id);
        header_field(&mut builder, Header::Provider, names.source);
        message(&mut builder, span);
        // What Windows could not render is missing.
        let event = builder.build(Format::EventViewer, span, Extent::Fragment);
        Some(Block { end: span.end, events: vec![event], notes: Vec::new() })
    }
}

impl Undescribed<'_> {
    /// The first sentence in a wording that begins at or after `from`.
    fn next(&mut self, wording: usize, from: usize) -> Option<usize> {
        let (open, mut looked) = (WORDINGS[wording].open, from);
        match self.next[wording] {
            Known::Nowhere => return None,
            Known::At(at) if at >= from => return Some(at),
            Known::At(_) => {}
            Known::From(known) => looked = looked.max(known),
        }
        while let Some(found) = memmem::find(&self.text.as_bytes()[looked..], open.as_bytes()) {
            let at = looked + found;
            if let Some(names) = names(self.text, &WORDINGS[wording], at).filter(|names| names.start >= from)
            {
                self.next[wording] = Known::At(names.start);
                return Some(names.start);
            }
            looked = at + open.len();
        }
        self.next[wording] = Known::Nowhere;
        None
    }

    /// Whether a line begins the next event: a sentence like this, a rule, the event's XML or its label.
    fn is_next(&self, line: Span) -> bool {
        let content = self.text[line.range()].trim();
        if content.starts_with("<Event") || announces_xml(content.trim_end_matches(':')) {
            return true;
        }
        let at = line.start + self.text[line.range()].find(content).unwrap_or(0);
        let is_rule =
            content.len() >= MIN_RULE && content.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'*'));
        is_rule
            || WORDINGS
                .iter()
                .any(|wording| names(self.text, wording, at).is_some_and(|names| names.start == at))
    }
}

/// A rule between events has so many characters.
const MIN_RULE: usize = 5;

/// The names in the sentence that begins at `at` or is there behind its article.
fn names(text: &str, wording: &Wording, at: usize) -> Option<Names> {
    let rest = &text[at..];
    let article =
        wording.article.iter().find(|article| rest.starts_with(**article)).map_or(0, |article| article.len());
    let open = at + article;
    let first = open + text[open..].strip_prefix(wording.open).map(|_| wording.open.len())?;
    let (middle, second) = after(text, first, wording.middle)?;
    let (close, _) = after(text, second, wording.close)?;
    let (first, second) = (bare(text, Span::new(first, middle)), bare(text, Span::new(second, close)));
    let (id, source) = if wording.source_first { (second, first) } else { (first, second) };
    let digits = &text[id.range()];
    let is_id = (1..=MAX_DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let before = wording.article.iter().find(|article| text[..open].ends_with(**article));
    let start = open - before.map_or(0, |article| article.len());
    (is_id && !source.is_empty()).then_some(Names { start, id, source })
}

/// Where the first of some words stands near `from`, and where it ends.
fn after(text: &str, from: usize, words: &[&str]) -> Option<(usize, usize)> {
    let near = &text[from..text.floor_char_boundary((from + MAX_NAME).min(text.len()))];
    let found = words.iter().filter_map(|word| Some((from + near.find(word)?, word.len()))).min()?;
    Some((found.0, found.0 + found.1))
}

/// A name without the marks around it.
fn bare(text: &str, span: Span) -> Span {
    let marks =
        |c: char| c.is_whitespace() || "()'\":,\u{201c}\u{201d}\u{ab}\u{bb}\u{2018}\u{2019}".contains(c);
    let inner = text[span.range()].trim_matches(marks);
    super::span_of(text, inner).unwrap_or(span)
}

#[cfg(test)]
mod tests {
    use crate::event::Header;
    use crate::read::read;

    fn names(text: &str) -> Vec<(String, String)> {
        let value = |event: &crate::Event, header| event.header(header).unwrap_or_default().to_owned();
        let events = read(text).events;
        let named = events.iter().filter(|event| event.header(Header::EventId).is_some());
        named.map(|event| (value(event, Header::EventId), value(event, Header::Provider))).collect()
    }

    #[test]
    fn every_wording_names_its_event() {
        for sentence in [
            "The description for Event ID 4021 from source Contoso-Sync cannot be found. Either the component",
            "The description for Event ID ( 4021 ) in Source ( Contoso-Sync ) could not be found. It contains",
            "The description for Event ID '4021' in Source 'Contoso-Sync' cannot be found.  The local computer",
            "Die Beschreibung f\u{fc}r Ereignis-ID 4021 aus der Quelle Contoso-Sync konnte nicht gefunden werden.",
            "La description de l\u{2019}ID d\u{2019}\u{e9}v\u{e9}nement 4021 dans la source Contoso-Sync est introuvable.",
            "La description de l'ID d'\u{e9}v\u{e9}nement 4021 dans la source Contoso-Sync est introuvable.",
            "ソース \"Contoso-Sync\" からのイベント ID 4021 の説明が見つかりません。",
            "无法找到来自源 Contoso-Sync 的事件 ID 4021 的描述。",
        ] {
            assert_eq!(names(sentence), [("4021".to_owned(), "Contoso-Sync".to_owned())], "{sentence}");
        }
    }

    #[test]
    fn a_sentence_about_such_sentences_names_none() {
        assert_eq!(names("It says that the description for Event ID ... cannot be found."), []);
        assert_eq!(names("the description for Event ID \u{2026} from source X cannot be found"), []);
    }

    #[test]
    fn the_next_sentence_or_a_rule_ends_the_message() {
        let sentence = "The description for Event ID 1 from source A cannot be found.\n\nC:\\a\n";
        assert_eq!(names(&format!("{sentence}{sentence}-----\n{sentence}")).len(), 3);
    }
}
