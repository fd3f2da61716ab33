//! The labels of Event Viewer's text, as data: a table for each language, in a file of its own.
//!
//! A label is found from its colon: the words before it are looked up among all labels, the longest run first. So the cost
//! of a colon does not grow with the number of languages. A label may be in bold or in backquotes, have a space before its
//! colon (French), a full-width colon (Chinese, Japanese), any white space between its words (a line break, where a text
//! was wrapped), and other case than printed.

mod cs;
mod de;
mod en;
mod es;
mod fr;
mod hu;
mod it;
mod ja;
mod ko;
mod nl;
mod pl;
mod pt;
mod ru;
mod sv;
mod tr;
mod zh_cn;
mod zh_tw;

use crate::event::Header;
use std::sync::LazyLock;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A header field.
    Header(Header),
    /// The message.
    Description,
    /// The event's XML.
    EventXml,
}

pub(super) const CHANNEL: Label = Label::Header(Header::Channel);
pub(super) const PROVIDER: Label = Label::Header(Header::Provider);
pub(super) const TIME: Label = Label::Header(Header::Time);
pub(super) const EVENT_ID: Label = Label::Header(Header::EventId);
pub(super) const TASK: Label = Label::Header(Header::Task);
pub(super) const LEVEL: Label = Label::Header(Header::Level);
pub(super) const KEYWORDS: Label = Label::Header(Header::Keywords);
pub(super) const USER: Label = Label::Header(Header::User);
pub(super) const COMPUTER: Label = Label::Header(Header::Computer);
const OPCODE: Label = Label::Header(Header::Opcode);
const DESCRIPTION: Label = Label::Description;
const EVENT_XML: Label = Label::EventXml;

type Table = &'static [(&'static str, Label)];

/// All tables; English is the first.
const TABLES: [Table; 17] = [
    en::TABLE,
    de::TABLE,
    ru::TABLE,
    ja::TABLE,
    zh_cn::TABLE,
    zh_tw::TABLE,
    ko::TABLE,
    es::TABLE,
    it::TABLE,
    pt::TABLE,
    pl::TABLE,
    nl::TABLE,
    fr::TABLE,
    cs::TABLE,
    sv::TABLE,
    tr::TABLE,
    hu::TABLE,
];

/// A set of languages: those in whose table a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Languages(u32);

impl Languages {
    /// All.
    pub(super) const ALL: Self = Self(u32::MAX);

    const ENGLISH: Self = Self(1);

    /// Whether some language is in both.
    pub(super) fn shares(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The languages that a header may be in when it has labels in `self` and one in `other`. English ones stand in headers
    /// of any language: translated pages and programs leave some as they are. `None`: no header has both.
    pub(super) fn with(self, other: Self) -> Option<Self> {
        if other.0 & Self::ENGLISH.0 != 0 {
            return Some(self);
        }
        let both = self.0 & other.0;
        (both != 0).then_some(Self(both))
    }
}

/// Literals of which one is in every header: the labels of the channel, the event id and the task. A header without the
/// first two is none, and the third is there in case that these are broken by a line break.
pub(super) const ANCHORS: [&str; ANCHOR_COUNT] = {
    let mut anchors = [""; ANCHOR_COUNT];
    let (mut table, mut count) = (0, 0);
    while table < TABLES.len() {
        let mut row = 0;
        while row < TABLES[table].len() {
            if is_anchor(TABLES[table][row].1) {
                anchors[count] = TABLES[table][row].0;
                count += 1;
            }
            row += 1;
        }
        table += 1;
    }
    anchors
};

const ANCHOR_COUNT: usize = {
    let (mut table, mut count) = (0, 0);
    while table < TABLES.len() {
        let mut row = 0;
        while row < TABLES[table].len() {
            count += is_anchor(TABLES[table][row].1) as usize;
            row += 1;
        }
        table += 1;
    }
    count
};

const fn is_anchor(label: Label) -> bool {
    matches!(label, Label::Header(Header::Channel | Header::EventId | Header::Task))
}

/// A label, as it is looked up.
struct Entry {
    /// Its words, folded.
    key: String,
    /// Its first letter, as printed.
    initial: char,
    label: Label,
    languages: Languages,
}

/// All labels, sorted by key.
static INDEX: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut entries: Vec<Entry> = Vec::new();
    for (place, table) in TABLES.iter().enumerate() {
        for &(name, label) in *table {
            let (key, languages) = (folded(name), Languages(1 << place));
            match entries.iter_mut().find(|entry| entry.key == key) {
                Some(entry) if entry.label == label => entry.languages.0 |= languages.0,
                Some(_) => {}
                None => {
                    let initial = name.chars().next().unwrap_or_default();
                    entries.push(Entry { key, initial, label, languages });
                }
            }
        }
    }
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    entries
});

/// The last words of all labels, folded and sorted. Few colons stand after one of them, and only there the words before
/// it are looked at.
static LAST_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let names = TABLES.iter().copied().flatten().map(|&(name, _)| name);
    let mut words: Vec<String> =
        names.filter_map(|name| Some(folded(&name[starts(name, 0, name.len()).next()?..]))).collect();
    words.sort_unstable();
    words.dedup();
    words
});

/// Whether a word is the last one of some label.
fn ends_label(word: &str) -> bool {
    LAST_WORDS.binary_search(&folded(word)).is_ok()
}

/// The form in which labels are compared: lower case, one space for any white space, plain apostrophes.
fn folded(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '!'..='~' => key.push(c.to_ascii_lowercase()),
            '\u{2019}' | '\u{2bc}' => key.push('\''),
            c if c.is_whitespace() && key.ends_with(' ') => {}
            c if c.is_whitespace() => key.push(' '),
            c => key.extend(c.to_lowercase()),
        }
    }
    key
}

/// A label in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence {
    /// What it announces.
    pub label: Label,
    /// Where it starts, with the mark-up around it.
    pub start: usize,
    /// The end of its colon and the mark-up after it.
    pub end: usize,
    /// The languages in which it is a label.
    pub languages: Languages,
    /// How sure it is that this is a label.
    pub certainty: Certainty,
}

/// How sure it is that something is a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Its first letter is as printed.
    Printed,
    /// Its first letter is in lower case: a label among labels, but no start of a header.
    LowerCase,
    /// The end of a label, in which the text begins.
    Cut,
}

/// The labels whose colon stands in `text[from..to]`, in order, the less sure ones too.
pub(super) fn occurrences(text: &str, from: usize, to: usize) -> impl Iterator<Item = Occurrence> {
    let bytes = &text.as_bytes()[from..to];
    memchr::memchr2_iter(b':', FULL_WIDTH_COLON.as_bytes()[0], bytes).filter_map(move |at| {
        let after = text.get(from + at..).and_then(|rest| rest.strip_prefix([':', '\u{ff1a}']))?;
        before_colon(text, from, from + at, text.len() - after.len())
    })
}

const FULL_WIDTH_COLON: &str = "\u{ff1a}";

/// No label with its mark-up is longer, in bytes.
const MAX_LABEL: usize = 96;

/// No label has more words.
const MAX_WORDS: usize = 6;

/// The label before the colon at `colon..after`, not beginning before `from`.
fn before_colon(text: &str, from: usize, colon: usize, after: usize) -> Option<Occurrence> {
    let near = text.ceil_char_boundary(from.max(colon.saturating_sub(MAX_LABEL)));
    let name = text[near..colon].trim_end().trim_end_matches(['*', '_', '`']);
    let end = near + name.len();
    let last_word = starts(text, near, end).next().map(|start| &text[start..end]);
    let candidates = last_word.is_some_and(ends_label).then(|| starts(text, near, end)).into_iter().flatten();
    let found = candidates.filter_map(|start| Some((start, entry(&folded(&text[start..end]))?)));
    let (start, label, languages, certainty) = match found.last() {
        Some((start, entry)) => {
            let printed = text[start..].starts_with(entry.initial);
            let certainty = if printed { Certainty::Printed } else { Certainty::LowerCase };
            (start, entry.label, entry.languages, certainty)
        }
        None => unlisted(text, near, end)?,
    };
    let head = &text[near..start];
    let marks = head.len() - head.trim_end_matches(['*', '`']).len();
    let rest = &text[after..];
    let marks_after = if marks > 0 { rest.len() - rest.trim_start_matches(['*', '`']).len() } else { 0 };
    Some(Occurrence { label, start: start - marks, end: after + marks_after, languages, certainty })
}

fn entry(key: &str) -> Option<&'static Entry> {
    INDEX.binary_search_by(|entry| entry.key.as_str().cmp(key)).ok().map(|at| &INDEX[at])
}

/// Whether a text is a label, in any case.
pub(super) fn is_label(text: &str) -> bool {
    entry(&folded(text)).is_some()
}

/// Where a label that ends at `end` may start: at its words, the last one first.
fn starts(text: &str, near: usize, end: usize) -> impl Iterator<Item = usize> {
    let chars = text[near..end].char_indices().rev();
    let chars = chars.take_while(|&(_, c)| !matches!(c, ':' | '\u{ff1a}' | ';' | ','));
    let starts = chars.filter(move |&(at, c)| {
        let before = text[..near + at].chars().next_back();
        c.is_alphanumeric() && !before.is_some_and(is_inside_word)
    });
    starts.map(move |(at, _)| near + at).take(MAX_WORDS)
}

fn is_inside_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '\\' | '\'' | '\u{2019}')
}

/// A label that is in no table as it stands: the end of one, at the start of the text; or one for XML in a language that is
/// not known.
fn unlisted(text: &str, near: usize, end: usize) -> Option<(usize, Label, Languages, Certainty)> {
    let newline = memchr::memrchr(b'\n', &text.as_bytes()[near..end]);
    let line = newline.map_or(near, |newline| near + newline + 1);
    let name = text[line..end].trim_start_matches([' ', '\t', '>', '*', '`', '-', '|']);
    let start = end - name.len();
    let whole = line > near || near == 0;
    if whole && name.len() <= MAX_XML_LABEL && has_xml(name) {
        return Some((start, Label::EventXml, Languages::ALL, Certainty::Printed));
    }
    let (label, languages) = if line == 0 { cut_label(&folded(name))? } else { return None };
    Some((start, label, languages, Certainty::Cut))
}

const MAX_XML_LABEL: usize = 48;

fn has_xml(name: &str) -> bool {
    name.as_bytes().windows(3).any(|word| word.eq_ignore_ascii_case(b"xml"))
}

/// What the label announces whose last letters are `end`, when all such labels of English, or else of all languages,
/// announce the same.
fn cut_label(end: &str) -> Option<(Label, Languages)> {
    if end.chars().count() < 2 {
        return None;
    }
    only_label(end, Languages::ENGLISH).or_else(|| only_label(end, Languages::ALL))
}

/// What the labels of some languages announce whose last letters are `end`, when that is only one thing.
fn only_label(end: &str, among: Languages) -> Option<(Label, Languages)> {
    let is_cut = |key: &str| key.strip_suffix(end).is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
    let mut cut = INDEX.iter().filter(|entry| entry.languages.shares(among) && is_cut(&entry.key));
    let first = cut.next()?;
    let mut languages = first.languages;
    for other in cut {
        if other.label != first.label {
            return None;
        }
        languages.0 |= other.languages.0;
    }
    Some((first.label, languages))
}

#[cfg(test)]
mod tests;
