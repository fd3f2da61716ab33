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

use super::event_viewer::append_xml;
use super::labelled::{end_of_lines, header_field, message};
use super::labels::announces_xml;
use super::plain::is_fence;
use super::xml::{Tag, Tags, render};
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
        "descripci\u{f3}n del id. de evento",
        "la descrizione per l'ID evento",
        "la descrizione per l\u{2019}ID evento",
        "описание для идентификатора события",
        "opisu zdarzenia o identyfikatorze",
        "beschrijving voor gebeurtenis-id",
        "descri\u{e7}\u{e3}o da ID do Evento",
    ],
    start: |text| {
        let tags = Tags::find(text);
        Box::new(Undescribed { text, tags, next: [Known::From(0); WORDINGS.len()] })
    },
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

const WORDINGS: [Wording; 13] = [
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
    Wording {
        open: "descripci\u{f3}n del id. de evento",
        article: &["No se encuentra la ", "No se encontr\u{f3} la ", "No se puede encontrar la "],
        middle: &[" en el origen", " del origen"],
        close: SENTENCE_END,
        source_first: false,
    },
    Wording {
        open: "la descrizione per l'ID evento",
        article: &["Impossibile trovare "],
        middle: &[" dall'origine"],
        close: SENTENCE_END,
        source_first: false,
    },
    Wording {
        open: "la descrizione per l\u{2019}ID evento",
        article: &["Impossibile trovare "],
        middle: &[" dall\u{2019}origine"],
        close: SENTENCE_END,
        source_first: false,
    },
    Wording {
        open: "описание для идентификатора события",
        article: &["Не удается найти ", "Не удаётся найти "],
        middle: &[" из источника"],
        close: SENTENCE_END,
        source_first: false,
    },
    Wording {
        open: "opisu zdarzenia o identyfikatorze",
        article: &["Nie mo\u{17c}na odnale\u{17a}\u{107} "],
        middle: &[" ze \u{17a}r\u{f3}d\u{142}a"],
        close: SENTENCE_END,
        source_first: false,
    },
    Wording {
        open: "beschrijving voor gebeurtenis-id",
        article: &["De "],
        middle: &[" van de bron", " van bron"],
        close: &["kan niet worden gevonden", "is niet gevonden"],
        source_first: false,
    },
    Wording {
        open: "descri\u{e7}\u{e3}o da ID do Evento",
        article: &["A "],
        middle: &[" da origem", " na origem", " da fonte"],
        close: &[
            "n\u{e3}o p\u{f4}de ser encontrada",
            "n\u{e3}o pode ser encontrada",
            "n\u{e3}o foi encontrada",
        ],
        source_first: false,
    },
];

/// What stands behind the source where the verb comes first.
const SENTENCE_END: &[&str] = &[". ", ".\n", ".\r\n"];

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
    tags: Tags,
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
        let Some(tag) = self.xml(&names, end) else {
            // What Windows could not render is missing.
            let event = builder.build(Format::EventViewer, span, Extent::Fragment);
            return Some(Block { end: span.end, events: vec![event], notes: Vec::new() });
        };
        let xml = append_xml(&mut builder, tag);
        let event = builder.build(Format::EventViewer, Span::new(span.start, xml.end), xml.extent);
        Some(Block { end: xml.end, events: vec![event], notes: xml.notes })
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

    /// The XML of the same event, from the other pane, that follows at `at`.
    fn xml(&self, names: &Names, at: usize) -> Option<&Tag> {
        let tag = self.tags.first_event(at).filter(|tag| tag.region.start - at <= MAX_GAP)?;
        let is_between = |line: &str| {
            let line = line.trim_matches([' ', '\t', '\r', '>', '-', '*', '\u{a0}']);
            line.is_empty() || is_fence(line) || line.starts_with("<?xml") || {
                announces_xml(line.trim_end_matches(':'))
            }
        };
        if !self.text[at..tag.region.start].split('\n').all(is_between) {
            return None;
        }
        let mut xml = Builder::new(self.text, tag.region.start);
        render(&mut xml, tag);
        let is = |header, name: Span| xml.header(header) == Some(&self.text[name.range()]);
        (is(Header::EventId, names.id) && is(Header::Provider, names.source)).then_some(tag)
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

/// The XML of an event follows its message within so many bytes.
const MAX_GAP: usize = 400;

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
        |c: char| c.is_whitespace() || "()'`\":,\u{201c}\u{201d}\u{ab}\u{bb}\u{2018}\u{2019}".contains(c);
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
            "No se encuentra la descripci\u{f3}n del id. de evento 4021 en el origen Contoso-Sync. El componente",
            "No se encontr\u{f3} la descripci\u{f3}n del id. de evento '4021' en el origen 'Contoso-Sync'. Es posible",
            "Impossibile trovare la descrizione per l'ID evento 4021 dall'origine Contoso-Sync. Il componente",
            "Не удается найти описание для идентификатора события 4021 из источника Contoso-Sync. Компонент",
            "Nie mo\u{17c}na odnale\u{17a}\u{107} opisu zdarzenia o identyfikatorze 4021 ze \u{17a}r\u{f3}d\u{142}a Contoso-Sync. Sk\u{142}adnik",
            "De beschrijving voor gebeurtenis-id 4021 van de bron Contoso-Sync kan niet worden gevonden. Het",
            "A descri\u{e7}\u{e3}o da ID do Evento 4021 da origem Contoso-Sync n\u{e3}o pode ser encontrada. O componente",
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
