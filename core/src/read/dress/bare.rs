//! Labels that have lost their colons: a label and its value on one line (`Event ID 7031`), or on two, as they are copied from
//! a dialog or from the page of a log store.
//!
//! An event is found by its number: a short line that ends with it and begins with the label, or stands below the label. The
//! lines around it are labels, too, as far as each has another one; three with a source or a log among them make an event.

use super::Rewriter;
use crate::Span;
use crate::event::Header;
use crate::read::labels::{self, Label};
use crate::read::lines::lines;
use crate::read::{line_end, properties, trimmed};
use crate::text::Mapped;

/// A line that ends with an event's number, and is that or its label with it, is not longer, in bytes.
const MAX_NUMBERED: usize = 64;

/// An event id has at most so many digits.
const MAX_DIGITS: usize = 5;

/// So many different labels are the least.
const MIN_LABELS: usize = 3;

/// So many blank lines may stand between two others.
const MAX_BLANK: usize = 2;

/// The number's name in the friendly view, which has no colons of its own.
const FRIENDLY: &str = "EventID";

/// So many lines above the number are looked at.
const MAX_ABOVE: usize = 64;

/// How labels and values stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    OneLine,
    TwoLines,
}

/// A label with its value.
struct Pair {
    /// What it announces; `None` for a name that only looks like one of a field.
    what: Option<Label>,
    /// Whether it is a name that log stores give a field: of these several may be for the same.
    is_path: bool,
    /// What stands between the label and its value: where the colon belongs.
    gap: Span,
}

/// A colon behind the labels that have none, in runs of such labels.
pub(super) fn colons(text: &str) -> Option<Mapped> {
    let mut rewriter = Rewriter::new(text);
    // The lines so far that are not blank, and how many blank ones stand before each.
    let mut above: Vec<(Span, usize)> = Vec::new();
    let (mut blank, mut done) = (0, 0);
    let first = line_end(text, 0, text.len());
    for line in std::iter::once(trimmed(text, Span::new(0, first))).chain(lines(text, first)) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if above.len() == 2 * MAX_ABOVE {
            above.drain(..MAX_ABOVE);
        }
        above.push((line, std::mem::take(&mut blank)));
        let form = form_of(&text[line.range()]).filter(|_| line.start >= done);
        if let Some(run) = form.and_then(|form| run(text, &above, form)) {
            done = run.last().map_or(line.end, |pair| pair.gap.end).max(line.end);
            run.into_iter().for_each(|pair| rewriter.replace(pair.gap, ":"));
            above.clear();
        }
    }
    rewriter.finish()
}

/// How labels and values stand if a line has the number of an event: with its label, or perhaps below it.
fn form_of(line: &str) -> Option<Form> {
    let name = line.trim_end_matches(|c: char| c.is_ascii_digit());
    if line.len() > MAX_NUMBERED || !(1..=MAX_DIGITS).contains(&(line.len() - name.len())) {
        return None;
    }
    if name.is_empty() {
        return Some(Form::TwoLines);
    }
    let label = name.trim_end();
    (label.len() < name.len() && label != FRIENDLY && is_number_label(label)).then_some(Form::OneLine)
}

fn is_number_label(name: &str) -> bool {
    labels::printed(name) == Some(labels::EVENT_ID)
        || properties::known(name).is_some_and(|known| known.header == Header::EventId && known.is_telling())
}

/// The labels around the last one of these lines, which has a number, if they are those of an event.
fn run(text: &str, above: &[(Span, usize)], form: Form) -> Option<Vec<Pair>> {
    let mut before = above;
    let first = last_pair(text, &mut before, form)?;
    if first.what != Some(labels::EVENT_ID) {
        return None;
    }
    let from = above.last()?.0.end;
    let mut pairs = vec![first];
    for _ in 0..MAX_ABOVE {
        let Some(pair) = last_pair(text, &mut before, form) else { break };
        if !is_new(&pairs, &pair) || pair.what == Some(Label::Description) {
            break;
        }
        pairs.push(pair);
    }
    pairs.reverse();
    add_below(text, from, form, &mut pairs);
    let has = |what: Label| pairs.iter().any(|pair| pair.what == Some(what));
    let mut headers: Vec<Label> = Vec::new();
    for what in pairs.iter().filter_map(|pair| pair.what) {
        if !headers.contains(&what) {
            headers.push(what);
        }
    }
    (headers.len() >= MIN_LABELS && (has(labels::PROVIDER) || has(labels::CHANNEL))).then_some(pairs)
}

/// Takes the last label off these lines. A blank line or two may stand below it.
fn last_pair(text: &str, lines: &mut &[(Span, usize)], form: Form) -> Option<Pair> {
    let (&(last, blank), rest) = lines.split_last()?;
    let (pair, rest, blank) = match form {
        Form::OneLine => (one_line(text, last)?, rest, blank),
        Form::TwoLines => {
            let (&(label, above), rest) = rest.split_last().filter(|_| blank <= MAX_BLANK)?;
            (two_lines(text, label, last)?, rest, above)
        }
    };
    *lines = if blank <= MAX_BLANK { rest } else { &[] };
    Some(pair)
}

/// Adds the labels below the number, up to that of the message.
fn add_below(text: &str, from: usize, form: Form, pairs: &mut Vec<Pair>) {
    let mut below = Below(lines(text, from));
    for _ in 0..MAX_ABOVE {
        let Some(line) = below.next() else { return };
        let pair = match form {
            Form::OneLine => one_line(text, line),
            Form::TwoLines => below.next().and_then(|value| two_lines(text, line, value)),
        };
        let Some(pair) = pair.filter(|pair| is_new(pairs, pair)) else { return };
        let is_last = pair.what == Some(Label::Description) && !pair.is_path;
        pairs.push(pair);
        if is_last {
            return;
        }
    }
}

/// The lines that are not blank, while few blank ones stand between them.
struct Below<I>(I);

impl<I: Iterator<Item = Span>> Iterator for Below<I> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        self.0.by_ref().take(MAX_BLANK + 1).find(|line| !line.is_empty())
    }
}

fn is_new(pairs: &[Pair], pair: &Pair) -> bool {
    pair.is_path || pairs.iter().all(|known| known.what != pair.what)
}

/// A label and its value on one line.
fn one_line(text: &str, line: Span) -> Option<Pair> {
    let content = &text[line.range()];
    let near = &content[..content.floor_char_boundary(labels::MAX_LABEL)];
    let word = near.find(char::is_whitespace)?;
    let (length, what, is_path) = match labels::beginning(near) {
        Some((length, label)) => (length, Some(label), false),
        None => (word, path(&near[..word])?, true),
    };
    let rest = &content[length..];
    let start = line.start + length;
    let gap = Span::new(start, line.end - rest.trim_start().len());
    (!gap.is_empty() && gap.end < line.end).then_some(Pair { what, is_path, gap })
}

/// A label on a line of its own, and its value on the next.
fn two_lines(text: &str, label: Span, value: Span) -> Option<Pair> {
    let name = &text[label.range()];
    if name.len() > labels::MAX_LABEL {
        return None;
    }
    let gap = Span::new(label.end, value.start);
    let pair = match labels::printed(name) {
        Some(label) => Pair { what: Some(label), is_path: false, gap },
        None => Pair { what: path(name)?, is_path: true, gap },
    };
    Some(pair)
}

/// What a field announces that has such a name in a log store, if it can be one: a word, perhaps with its unit, that is known,
/// or one with dots or underscores.
#[allow(clippy::option_option, reason = "no name, or one that is not known")]
fn path(name: &str) -> Option<Option<Label>> {
    let label = |header| if header == Header::Message { Label::Description } else { Label::Header(header) };
    if let Some(known) = properties::known(name) {
        return Some(Some(label(known.header)));
    }
    let is_path = name.contains(['.', '_'])
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '@')
        && !name.ends_with('.')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._@".contains(&b));
    is_path.then_some(None)
}
