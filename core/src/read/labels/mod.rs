//! The labels of Event Viewer's text, as data: a table for each language, in a file of its own.
//!
//! A label is found from its colon: the words before it are looked up among all labels, the longest run first. So the cost
//! of a colon does not grow with the number of languages. A label may be in bold or in backquotes, have a space before its
//! colon (French), a full-width colon (Chinese, Japanese), any white space between its words (a line break, where a text
//! was wrapped), and other case than printed.

mod cs;
mod da;
mod de;
mod en;
mod es;
mod fi;
mod fr;
mod hu;
mod it;
mod ja;
mod ko;
mod lookup;
mod nb;
mod nl;
mod pl;
mod pt;
mod ru;
mod sv;
mod tr;
mod uk;
mod zh_cn;
mod zh_tw;

use crate::event::Header;
use crate::text::simple_fold;
use lookup::Lookup;
use std::borrow::Cow;
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
const TABLES: [Table; 21] = [
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
    da::TABLE,
    nb::TABLE,
    fi::TABLE,
    uk::TABLE,
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
            if is_anchor(TABLES[table][row]) {
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
            count += is_anchor(TABLES[table][row]) as usize;
            row += 1;
        }
        table += 1;
    }
    count
};

const fn is_anchor((name, label): (&str, Label)) -> bool {
    // `Log` is in most texts; a header that has it has an event id.
    name.len() > 3 && matches!(label, Label::Header(Header::Channel | Header::EventId | Header::Task))
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

/// All labels.
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
    entries
});

/// The labels by their names, folded and, where that is worth it, as printed: letters beyond ASCII take long to fold.
static NAMES: LazyLock<Lookup<&'static Entry>> = LazyLock::new(|| {
    let folded_names = INDEX.iter().map(|entry| (entry.key.clone().into_bytes(), entry));
    let printed = TABLES.iter().copied().flatten().filter(|(name, _)| !name.is_ascii());
    let printed = printed.filter_map(|(name, _)| {
        let key = folded(name);
        let entry = INDEX.iter().find(|entry| entry.key == key)?;
        Some((name.as_bytes().to_vec(), entry))
    });
    Lookup::new(folded_names.chain(printed).collect())
});

/// The last words of all labels, folded and as printed, with how many words the longest of these labels has. Few colons stand
/// after one of them, and only there the words before it are looked at.
static LAST_WORDS: LazyLock<Lookup<usize>> = LazyLock::new(|| {
    let mut all: Vec<(Vec<u8>, usize)> = Vec::new();
    for &(name, _) in TABLES.iter().copied().flatten() {
        let Some(start) = starts(name, 0, name.len()).next() else { continue };
        let (word, words) = (&name[start..], starts(name, 0, name.len()).count());
        for word in [word.to_owned(), folded(word)].map(String::into_bytes) {
            match all.iter_mut().find(|(known, _)| *known == word) {
                Some((_, known)) => *known = words.max(*known),
                None => all.push((word, words)),
            }
        }
    }
    Lookup::new(all)
});

/// How many words a label may have whose last word this is; `None` for the last word of none.
fn words_of_label(word: &str) -> Option<usize> {
    look_up(&LAST_WORDS, word).copied()
}

/// Looks up a name in any case, as printed first.
fn look_up<'l, T>(table: &'l Lookup<T>, name: &str) -> Option<&'l T> {
    let printed = if name.is_ascii() { None } else { table.get(name.as_bytes()) };
    printed.or_else(|| table.get(&key(name, &mut [0; MAX_LABEL])))
}

/// The same as [`folded`], in `buffer` if it is plain ASCII, as most labels are.
fn key<'b>(name: &str, buffer: &'b mut [u8; MAX_LABEL]) -> Cow<'b, [u8]> {
    let mut space = false;
    let is_plain = |&byte: &u8| {
        let again = std::mem::replace(&mut space, byte == b' ');
        byte.is_ascii_graphic() || (byte == b' ' && !again)
    };
    match buffer.get_mut(..name.len()) {
        Some(key) if name.as_bytes().iter().all(is_plain) => {
            key.copy_from_slice(name.as_bytes());
            key.make_ascii_lowercase();
            Cow::Borrowed(key)
        }
        _ => Cow::Owned(folded(name).into_bytes()),
    }
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
            c => key.push(simple_fold(c)),
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
    colons(text, from, to).filter_map(move |(colon, after)| before_colon(text, from, colon, after))
}

/// The first label whose colon stands in `text[from..to]`, where `text` is a part of another one: nothing in it is the end of
/// a label that was cut.
pub(super) fn first_whole(text: &str, from: usize, to: usize) -> Option<Occurrence> {
    colons(text, from, to).find_map(|(colon, after)| {
        let (near, end) = name_before(text, from, colon);
        Some(listed(text, near, end)?.occurrence(text, near, after))
    })
}

/// The colons in `text[from..to]`: where they start and end.
fn colons(text: &str, from: usize, to: usize) -> impl Iterator<Item = (usize, usize)> {
    let bytes = &text.as_bytes()[from..to];
    memchr::memchr2_iter(b':', FULL_WIDTH_COLON.as_bytes()[0], bytes).filter_map(move |at| {
        let after = text.get(from + at..).and_then(|rest| rest.strip_prefix([':', '\u{ff1a}']))?;
        Some((from + at, text.len() - after.len()))
    })
}

const FULL_WIDTH_COLON: &str = "\u{ff1a}";

/// No label with its mark-up is longer, in bytes.
pub(super) const MAX_LABEL: usize = 96;

/// No label has more words.
const MAX_WORDS: usize = 6;

/// The label before the colon at `colon..after`, not beginning before `from`.
fn before_colon(text: &str, from: usize, colon: usize, after: usize) -> Option<Occurrence> {
    let (near, end) = name_before(text, from, colon);
    let name = listed(text, near, end)
        .or_else(|| glued(text, near, end))
        .or_else(|| unspaced(text, near, end))
        .or_else(|| unlisted(text, near, end))?;
    Some(name.occurrence(text, near, after))
}

/// How far back a label before the colon at `colon` may begin, and where it ends.
fn name_before(text: &str, from: usize, colon: usize) -> (usize, usize) {
    let near = text.ceil_char_boundary(from.max(colon.saturating_sub(MAX_LABEL)));
    let before = &text[near..colon];
    let is_bare = before.ends_with(|c: char| c.is_ascii_alphanumeric());
    let name = if is_bare { before } else { before.trim_end().trim_end_matches(['*', '_', '`']) };
    (near, near + name.len())
}

/// The name of a label in the text.
struct Name {
    start: usize,
    label: Label,
    languages: Languages,
    certainty: Certainty,
}

impl Name {
    /// The label, with the mark-up around it, whose colon ends at `after`.
    fn occurrence(self, text: &str, near: usize, after: usize) -> Occurrence {
        let Self { start, label, languages, certainty } = self;
        let head = &text[near..start];
        let marks = head.len() - head.trim_end_matches(['*', '`']).len();
        let rest = &text[after..];
        let marks_after = if marks > 0 { rest.len() - rest.trim_start_matches(['*', '`']).len() } else { 0 };
        Occurrence { label, start: start - marks, end: after + marks_after, languages, certainty }
    }
}

/// The longest label of the tables that ends at `end`.
fn listed(text: &str, near: usize, end: usize) -> Option<Name> {
    let last_word = last_word(text, near, end)?;
    let words = words_of_label(&text[last_word..end])?;
    let found =
        starts(text, near, end).take(words).filter_map(|start| Some((start, entry(&text[start..end])?)));
    let (start, entry) = found.last()?;
    let printed = text[start..].starts_with(entry.initial);
    let certainty = if printed { Certainty::Printed } else { Certainty::LowerCase };
    Some(Name { start, label: entry.label, languages: entry.languages, certainty })
}

/// The label that ends at `end` behind the hyphen that machine translation put between the value before it and itself:
/// `9:00:04 Uhr-Ereignis-ID:`. English has names of its own that end so: `X-Source:`.
fn glued(text: &str, near: usize, end: usize) -> Option<Name> {
    let word = &text[last_break(text, near, end)..end];
    let hyphens = word.match_indices('-').rev().take(MAX_HYPHENS);
    hyphens.filter(|&(at, _)| at > 0).find_map(|(at, _)| {
        let name = &word[at + 1..];
        let entry = entry(name).filter(|entry| !entry.languages.shares(Languages::ENGLISH))?;
        let certainty = Certainty::Printed;
        let (label, languages) = (entry.label, entry.languages);
        name.starts_with(entry.initial).then(|| Name { start: end - name.len(), label, languages, certainty })
    })
}

/// The label that ends at `end` right behind the value before it, in a script that has no spaces between words:
/// `10:11:12事件ID:`, `无级别:`. It is less sure: a longer word may end so.
fn unspaced(text: &str, near: usize, end: usize) -> Option<Name> {
    let before = &text[near..end];
    let tail = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == ' ');
    if !tail.ends_with(is_unspaced) || before.len() - tail.len() > MAX_TAIL {
        return None;
    }
    let chars = tail.char_indices().rev().take(MAX_UNSPACED).take_while(|&(_, c)| is_unspaced(c));
    let found = chars.filter_map(|(at, _)| Some((near + at, entry(&text[near + at..end])?)));
    let (start, entry) = found.last()?;
    let (label, languages) = (entry.label, entry.languages);
    Some(Name { start, label, languages, certainty: Certainty::LowerCase })
}

/// No label in such a script has more characters, and none more Latin ones at its end: ` XML`.
const MAX_UNSPACED: usize = 8;
const MAX_TAIL: usize = 4;

/// Whether a character is one of a script without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// A label has fewer hyphens.
const MAX_HYPHENS: usize = 2;

/// Where the characters without white space begin that end at `end`.
fn last_break(text: &str, near: usize, end: usize) -> usize {
    let space = text[near..end].char_indices().rfind(|(_, c)| c.is_whitespace());
    space.map_or(near, |(at, c)| near + at + c.len_utf8())
}

/// The message's label on a line of its own at or after `from`, but for blank lines: it may have lost its colon there.
pub(super) fn bare_description(text: &str, from: usize, to: usize) -> Option<Occurrence> {
    let rest = text[from..to].trim_start();
    let start = to - rest.len();
    let line = rest.lines().next()?.trim_end();
    let below = rest[line.len()..].trim_start();
    if line.len() > MAX_LABEL || below.is_empty() {
        return None;
    }
    let entry =
        entry(line).filter(|entry| entry.label == Label::Description && line.starts_with(entry.initial))?;
    let (label, languages, certainty) = (entry.label, entry.languages, Certainty::Printed);
    Some(Occurrence { label, start, end: start + line.len(), languages, certainty })
}

/// The label that a text is, in any case.
fn entry(name: &str) -> Option<&'static Entry> {
    look_up(&NAMES, name).copied()
}

/// What a text announces that is a label as Windows prints it.
pub(super) fn printed(text: &str) -> Option<Label> {
    let is_short = text.len() <= MAX_LABEL;
    let entry = is_short.then(|| entry(text)).flatten()?;
    text.starts_with(entry.initial).then_some(entry.label)
}

/// The longest label with which a text begins, as Windows prints it and with white space behind it: its length, and what it
/// announces.
pub(super) fn beginning(text: &str) -> Option<(usize, Label)> {
    let ends = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    ends.take(MAX_WORDS).filter_map(|end| Some((end, printed(&text[..end])?))).last()
}

/// Whether a text is a label, in any case.
pub(super) fn is_label(text: &str) -> bool {
    entry(text).is_some()
}

/// Whether a text is the label of an event's XML.
pub(super) fn announces_xml(text: &str) -> bool {
    text.len() <= MAX_LABEL
        && has_xml(text)
        && entry(text).is_some_and(|entry| entry.label == Label::EventXml)
}

/// Where the last one of [`starts`] is. Most words are ASCII.
fn last_word(text: &str, near: usize, end: usize) -> Option<usize> {
    let before = &text.as_bytes()[near..end];
    let start = before.iter().rposition(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
    let start = near + start.map_or(0, |at| at + 1);
    let is_apart = start > near && !is_inside_word(char::from(text.as_bytes()[start - 1]));
    let is_word =
        |word: &str| !word.is_empty() && (word.is_ascii() || word.chars().all(char::is_alphanumeric));
    if is_apart && is_word(&text[start..end]) { Some(start) } else { starts(text, near, end).next() }
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
fn unlisted(text: &str, near: usize, end: usize) -> Option<Name> {
    if near > 0 && !has_xml(&text[near..end]) {
        return None;
    }
    let newline = memchr::memrchr(b'\n', &text.as_bytes()[near..end]);
    let line = newline.map_or(near, |newline| near + newline + 1);
    let name = text[line..end].trim_start_matches([' ', '\t', '>', '*', '`', '-', '|']);
    let start = end - name.len();
    let whole = line > near || near == 0;
    if whole && name.len() <= MAX_XML_LABEL && has_xml(name) {
        let (label, languages) = (Label::EventXml, Languages::ALL);
        return Some(Name { start, label, languages, certainty: Certainty::Printed });
    }
    let (label, languages) = if line == 0 { cut_label(&folded(name))? } else { return None };
    Some(Name { start, label, languages, certainty: Certainty::Cut })
}

const MAX_XML_LABEL: usize = 48;

fn has_xml(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut found = memchr::memchr2_iter(b'x', b'X', bytes);
    found.any(|at| bytes.get(at..at + 3).is_some_and(|word| word.eq_ignore_ascii_case(b"xml")))
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
