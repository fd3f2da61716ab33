//! One row: where each of its columns stands.

use crate::Span;
use crate::event::Header;
use crate::read::{columns, span_of};

/// A row. Places are those of the whole text.
pub(super) struct Row {
    /// What the first column holds: a level, or for the Security log keywords.
    pub kind: Header,
    pub level: Span,
    pub time: Span,
    pub source: Span,
    pub id: Span,
    /// Empty when it cannot be told from the message.
    pub task: Span,
    /// What stands after that on the line, without an opening quote mark; empty when nothing does.
    pub message: Span,
    /// Whether the message is in quotes.
    pub quoted: bool,
}

/// So much of a line is looked at for its columns before the message.
const MAX_LOOK: usize = 320;

/// A level has at most so many bytes.
const MAX_LEVEL: usize = 48;

/// A date with its time has at most so many words, a source so many.
const MAX_TIME_WORDS: usize = 4;
const MAX_SOURCE_WORDS: usize = 6;

/// An event id in a list has at most so many digits.
const MAX_DIGITS: usize = 5;

/// A category has no more words; what is longer is a message.
const MAX_TASK_WORDS: usize = 5;

/// What the columns are called: this stands before the first row, where lines were joined.
/// Source: as for the columns; the German ones as in Event Viewer's exports.
const TITLES: [&[&str]; 6] = [
    &["Level", "Date", "and", "Time", "Source", "Event", "ID", "Task", "Category"],
    &["Keywords", "Date", "and", "Time", "Source", "Event", "ID", "Task", "Category"],
    &["Ebene", "Datum", "und", "Uhrzeit", "Quelle", "Ereignis-ID", "Aufgabenkategorie"],
    &[
        "Niveau",
        "Date",
        "et",
        "heure",
        "Source",
        "ID",
        "de",
        "l\u{2019}\u{e9}v\u{e9}nement",
        "Cat\u{e9}gorie",
        "de",
        "la",
        "t\u{e2}che",
    ],
    &["Nivel", "Fecha", "y", "hora", "Origen", "Id.", "del", "evento", "Categor\u{ed}a", "de", "la", "tarea"],
    &["Livello", "Data", "e", "ora", "Origine", "ID", "evento", "Categoria", "attivit\u{e0}"],
];

/// What stands for "no category" in the languages of Windows.
const NONE: [&str; 22] = [
    "None",
    "Keine",
    "Aucun",
    "Aucune",
    "Ninguno",
    "Ninguna",
    "Nessuna",
    "Nessuno",
    "Nenhum",
    "Nenhuma",
    "Нет",
    "Отсутствует",
    "なし",
    "无",
    "無",
    "없음",
    "Brak",
    "Geen",
    "Ingen",
    "Yok",
    "\u{17d}\u{e1}dn\u{e9}",
    "Nincs",
];

/// The row that a line is.
pub(super) fn read(text: &str, line: Span) -> Option<Row> {
    let content = text[line.range()].trim_start_matches(is_mark);
    if content.starts_with(|c: char| c.is_ascii_digit()) {
        return console_row(text, content);
    }
    let content = titled(content).unwrap_or(content);
    let near = &content[..content.floor_char_boundary(MAX_LOOK.min(content.len()))];
    let (level, kind, after) = level(near)?;
    let (time, after) = time(after)?;
    let (source, id, rest) = source_and_id(after)?;
    let all = &content[near.len() - rest.len()..];
    let (task, told, quoted) = task_and_message(all);
    let is_row = is_capital(source) && is_capital(all) || is_none(task);
    let span = |part: &str| span_of(text, part);
    is_row.then_some(())?;
    Some(Row {
        kind,
        level: span(level)?,
        time: span(time)?,
        source: span(source)?,
        id: span(id)?,
        task: span(task)?,
        message: span(told)?,
        quoted,
    })
}

/// A row of `Get-WinEvent`'s table, which has lost its header: a time, a number, a level, and the message, with a gap between
/// the columns. A line of a log has single spaces there.
fn console_row(text: &str, content: &str) -> Option<Row> {
    let near = &content[..content.floor_char_boundary(MAX_LOOK.min(content.len()))];
    let (time, after) = time(near)?;
    let (id, rest) = word(after);
    let (level, told) = word(rest);
    let kind = (is_id(id) && is_printed(level)).then(|| columns::level_word(level)).flatten()?;
    let is_column = after.starts_with(GAP) && told.starts_with(GAP) && !rest.starts_with(GAP);
    let told = content[near.len() - told.len()..].trim();
    let nothing = span_of(text, &id[id.len()..])?;
    (is_column && !told.is_empty()).then_some(())?;
    Some(Row {
        kind,
        level: span_of(text, level)?,
        time: span_of(text, time)?,
        source: nothing,
        id: span_of(text, id)?,
        task: nothing,
        message: span_of(text, told)?,
        quoted: false,
    })
}

/// What stands between two columns of a console.
const GAP: &str = "  ";

fn is_mark(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '>' | '|' | '*' | '-' | '"' | '`')
}

/// What stands behind the names of the columns.
fn titled(content: &str) -> Option<&str> {
    let after =
        |titles: &&[&str]| titles.iter().try_fold(content, |rest, word| rest.trim_start().strip_prefix(word));
    TITLES.iter().find_map(after).map(|rest| rest.trim_start_matches(is_mark))
}

/// The level at the start of a line before a digit, as Event Viewer prints it, and what stands behind it.
fn level(near: &str) -> Option<(&str, Header, &str)> {
    let bytes = near.as_bytes();
    let digit = bytes.iter().take(MAX_LEVEL).position(u8::is_ascii_digit)?;
    let word = near[..digit].trim_end();
    if word.is_empty() || word.len() == digit {
        return None;
    }
    let kind = is_printed(word).then(|| columns::level_word(word)).flatten()?;
    Some((word, kind, &near[digit..]))
}

/// Whether a level is spelled as Event Viewer prints it: not in capitals, and not in lower case.
fn is_printed(level: &str) -> bool {
    let mut chars = level.chars();
    !chars.next().is_some_and(char::is_lowercase) && !chars.next().is_some_and(char::is_uppercase)
}

/// The next word of a text, and what stands behind it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// The date with the time at the start of a text, and what stands behind it.
fn time(text: &str) -> Option<(&str, &str)> {
    let (mut rest, mut has_date, mut has_clock) = (text, false, false);
    for _ in 0..MAX_TIME_WORDS {
        let (next, after) = word(rest);
        if !is_time_word(next) {
            break;
        }
        let is_clock = next.contains(':');
        if is_clock && next.contains(['.', ',']) {
            return None;
        }
        has_clock |= is_clock;
        has_date |=
            next.contains(['/', '.', '-', '年']) && next.bytes().filter(u8::is_ascii_digit).count() > 2;
        rest = after;
    }
    let time = text[..text.len() - rest.len()].trim_end();
    (has_date && has_clock && columns::is_time(time)).then_some((time, rest))
}

/// Whether a word is a part of a date or a time of day.
fn is_time_word(word: &str) -> bool {
    const HALVES: [&str; 13] =
        ["AM", "PM", "am", "pm", "a.m.", "p.m.", "午前", "午後", "上午", "下午", "오전", "오후", "г."];
    HALVES.contains(&word)
        || word.starts_with(|c: char| c.is_ascii_digit())
            && word.contains(['/', '.', '-', ':', '年', '月', '日'])
            && word.chars().all(|c| c.is_ascii_digit() || "/.-:,T年月日".contains(c))
}

/// The source, the number after it, and what stands behind that. A source may have numbers of its own: the number before
/// a category that is none is that of the event, else the first one.
fn source_and_id(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.trim_start();
    if !start.starts_with(|c: char| c.is_alphabetic() || c == '.') {
        return None;
    }
    let (_, mut rest) = word(start);
    let mut first = None;
    for _ in 0..MAX_SOURCE_WORDS {
        let (next, after) = word(rest);
        let source = start[..start.len() - rest.len()].trim_end();
        if source.contains([':', '[', ']', '=', '"', ',']) || next.is_empty() {
            break;
        }
        let below = word(after).0;
        if is_id(next) && !is_id(below) && !below.is_empty() {
            let found = (source, next, after);
            if is_none(below) {
                return Some(found);
            }
            first = first.or(Some(found));
        }
        rest = after;
    }
    first
}

fn is_id(word: &str) -> bool {
    word.len() <= MAX_DIGITS && columns::is_id(word)
}

/// The category, the message, and whether that is in quotes.
fn task_and_message(rest: &str) -> (&str, &str, bool) {
    let rest = rest.trim();
    let (first, after) = word(rest);
    if is_none(first) {
        let told = after.trim();
        let inner = told.strip_prefix('"');
        return (first, inner.unwrap_or(told), inner.is_some());
    }
    let quote = rest.find('"').filter(|&at| at == 0 || rest[..at].ends_with(char::is_whitespace));
    if let Some(at) = quote {
        return (rest[..at].trim_end(), &rest[at + 1..], true);
    }
    let is_task = rest.split_whitespace().count() <= MAX_TASK_WORDS && !rest.contains(['.', ':']);
    if is_task { (rest, &rest[rest.len()..], false) } else { (&rest[..0], rest, false) }
}

/// Whether a category is that of an event without one, or a number: nothing else has it there.
fn is_none(task: &str) -> bool {
    let number = task.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    NONE.contains(&task) || number.is_some_and(columns::is_id)
}

fn is_capital(text: &str) -> bool {
    text.trim_start()
        .trim_start_matches(['(', '"', '.'])
        .starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}
