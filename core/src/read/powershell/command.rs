//! The command above its output: `PS C:\> Get-WinEvent -LogName System -MaxEvents 5`. Tables and short lists do not say which
//! log they are from; it does.

use super::Line;
use crate::Span;

/// The commands that read a log.
const CMDLETS: [&str; 2] = ["Get-WinEvent", "Get-EventLog"];
const LENGTH: usize = CMDLETS[0].len();

/// What names the log, as a parameter or in the table of a filter.
const NAMES: [&str; 2] = ["logname", "log"];

/// A command goes on over so many lines, of so many bytes, at most.
const MAX_LINES: usize = 8;
const MAX_LINE: usize = 1 << 10;

/// A command that reads one log.
#[derive(Clone, Copy)]
pub(super) struct Command {
    /// The log's name.
    pub log: Span,
    /// After its last line.
    pub end: usize,
}

impl Command {
    /// The command that begins on a line, if it names a log.
    pub(super) fn read(text: &str, line: Line) -> Option<Self> {
        let at = line.start + cmdlet(line.text(text))?;
        let end = end(text, line);
        let arguments = text[at + LENGTH..end].split('|').next().unwrap_or_default();
        let before = text[line.start..at].trim_end();
        let is_typed = before.is_empty() || before.ends_with(['>', '$', '#', ';', '=', '(', '{']);
        let log = named(arguments).or_else(|| if is_typed { first(arguments) } else { None })?;
        Some(Self { log: crate::read::span_of(text, log)?, end })
    }
}

/// Whether a line has such a command: cheap, for most lines have none.
pub(super) fn is_command(line: &str) -> bool {
    cmdlet(line).is_some()
}

/// Where the command begins.
fn cmdlet(line: &str) -> Option<usize> {
    let bytes = &line.as_bytes()[..line.len().min(MAX_LINE)];
    let starts = memchr::memchr_iter(b'-', bytes).filter_map(|dash| dash.checked_sub(3));
    let is_word = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let is = |&at: &usize| {
        let word = bytes.get(at..at + LENGTH).unwrap_or_default();
        CMDLETS.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
            && !is_word(at + LENGTH)
            && !at.checked_sub(1).is_some_and(is_word)
    };
    starts.into_iter().find(is)
}

/// The end of a command: it goes on where a line ends with a mark that does not end it, or the next one has the prompt for more.
fn end(text: &str, first: Line) -> usize {
    let mut line = first;
    for _ in 1..MAX_LINES {
        let next = Line::at(text, line.next);
        let goes_on = line.text(text).trim_end().ends_with(['`', '|', ',', '{', ';'])
            || next.text(text).trim_start().starts_with(">>");
        if !goes_on || next.start == text.len() || next.end - next.start > MAX_LINE {
            break;
        }
        line = next;
    }
    line.end
}

/// The value of a parameter or key that names the log.
fn named(arguments: &str) -> Option<&str> {
    let lower = arguments.to_ascii_lowercase();
    let keys = NAMES.iter().flat_map(|name| lower.match_indices(name));
    let values = keys.filter_map(|(at, name)| {
        let before = lower[..at].chars().next_back()?;
        let rest = arguments[at + name.len()..].trim_start_matches(['\'', '"']);
        let is_key = matches!(before, '-' | '{' | ';' | ' ' | '\n' | '\'' | '"')
            && rest.starts_with([' ', '=', ':', '`', '\n', '\r']);
        if !is_key {
            return None;
        }
        let rest = rest.trim_start_matches([' ', '`', '\r', '\n']);
        let is_set = before == '-' || rest.starts_with('=');
        if is_set { first(rest.trim_start_matches(['=', ':'])) } else { None }
    });
    values.into_iter().next()
}

/// The first argument, if it is one name: no option, list, pattern or variable.
fn first(arguments: &str) -> Option<&str> {
    let rest = arguments.trim_start_matches([' ', '\t']);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (name, after) = match quote {
        Some(quote) => rest[1..].split_once(quote)?,
        None => {
            let length = rest.find(|c: char| !is_in_name(c)).unwrap_or(rest.len());
            rest.split_at(length)
        }
    };
    let is_plain = name.starts_with(char::is_alphanumeric) && name.chars().all(|c| is_in_name(c) || c == ' ');
    let is_one = after.trim_start().is_empty()
        || after.starts_with([' ', '\t', '\r', '\n', ';', '}', ')', '`'])
            && !after.trim_start().starts_with([',', '=', '*']);
    (is_plain && is_one).then_some(name)
}

fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | '%')
}
