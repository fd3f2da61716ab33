//! The strings of objects that are nearly JSON: where they end.

use crate::Span;
use crate::read::line_end;

/// What stands around a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    /// `"`
    Double,
    /// `'`, as Python prints it.
    Single,
    /// `“` and its like, which word processors put in.
    Typographic,
    /// `\"`, in an object that is itself a string.
    Escaped,
}

const TYPOGRAPHIC: [char; 4] = ['“', '”', '„', '‟'];

/// A key is at most this long.
const MAX_KEY: usize = 128;

impl Quote {
    /// The quote mark that a text starts with.
    pub(super) fn at(text: &str) -> Option<Self> {
        Some(match text.chars().next()? {
            '"' => Self::Double,
            '\'' => Self::Single,
            c if TYPOGRAPHIC.contains(&c) => Self::Typographic,
            '\\' if text.starts_with("\\\"") => Self::Escaped,
            _ => return None,
        })
    }

    /// The mark that will end a string whose start is not in the text.
    pub(super) fn tail(text: &str) -> Self {
        let escaped = text.find('"').is_some_and(|at| text[..at].ends_with('\\'));
        if escaped { Self::Escaped } else { Self::Double }
    }

    /// The length of the mark at the start of a text; 0 when there is none of this kind.
    fn length(self, text: &str) -> usize {
        match self {
            Self::Double => usize::from(text.starts_with('"')),
            Self::Single => usize::from(text.starts_with('\'')),
            Self::Typographic => {
                text.chars().next().filter(|c| TYPOGRAPHIC.contains(c)).map_or(0, char::len_utf8)
            }
            Self::Escaped if text.starts_with("\\\"") => 2,
            Self::Escaped => 0,
        }
    }
}

/// A string, or what there is of one.
pub(super) struct Token {
    /// What is between the quotes.
    pub inner: Span,
    /// Behind the closing quote.
    pub end: usize,
    /// Whether the closing quote is there.
    pub closed: bool,
}

/// The string at `at`, where its opening quote stands, unless the text begins inside it. Cost: linear in the string.
pub(super) fn string(text: &str, at: usize, quote: Quote) -> Token {
    let start = at + quote.length(&text[at..]);
    let mut next = start;
    let open = |end: usize| Token { inner: Span::new(start, end), end, closed: false };
    loop {
        let Some(stop) = text[next..].find(stops(quote)).map(|stop| next + stop) else {
            return open(text.len());
        };
        let rest = &text[stop..];
        let length = quote.length(rest);
        if length > 0 {
            if closes(&text[stop + length..], quote) {
                return Token { inner: Span::new(start, stop), end: stop + length, closed: true };
            }
            next = stop + length;
        } else if let Some(below) = rest.strip_prefix('\n') {
            if ends_with_line(below) {
                return open(stop);
            }
            next = stop + 1;
        } else {
            next = stop + escape_length(rest, quote);
        }
    }
}

/// The characters at which the search for the end looks closer.
fn stops(quote: Quote) -> &'static [char] {
    match quote {
        Quote::Double => &['"', '\\', '\n'],
        Quote::Single => &['\'', '\\', '\n'],
        Quote::Typographic => &['“', '”', '„', '‟', '\\', '\n'],
        Quote::Escaped => &['\\', '\n'],
    }
}

/// The length of the escape at the start of a text, which is never the end of the string.
fn escape_length(text: &str, quote: Quote) -> usize {
    let escaped = |text: &str| text.chars().nth(1).map_or(1, |c| 1 + c.len_utf8());
    match quote {
        // `\\\"` is a quote inside the string.
        Quote::Escaped if text.starts_with("\\\\\\") => 2 + escaped(&text[2..]),
        _ => escaped(text),
    }
}

/// What people put in place of what they left out.
const ELIDED: [&str; 4] = ["[...]", "[…]", "...}", "…}"];

/// Whether a quote before `rest` ends its string: then something follows that may stand between two strings.
fn closes(rest: &str, quote: Quote) -> bool {
    let rest = match quote {
        Quote::Escaped => rest.trim_start_matches(['\\', 'n', 'r', 't', ' ']),
        _ => rest.trim_start_matches([' ', '\t', '\r']),
    };
    match rest.chars().next() {
        None | Some('\n' | ',' | ':' | '}' | ']' | '#') => true,
        Some('/') => rest.starts_with("//") || rest.starts_with("/*"),
        // The rest was left out.
        Some('[' | '.' | '…') if ELIDED.iter().any(|mark| rest.starts_with(mark)) => true,
        // A comma was lost: the next key comes.
        Some(_) => is_key(rest),
    }
}

/// Whether a string that was not closed on its line cannot go on below.
fn ends_with_line(below: &str) -> bool {
    let below = below.trim_start_matches([' ', '\t', '\r']);
    below.starts_with(['{', '}', ']']) || is_key(below)
}

/// Whether a text starts with a quoted key and a colon.
pub(super) fn is_key(text: &str) -> bool {
    let Some(quote) = Quote::at(text) else { return false };
    let text = &text[quote.length(text)..];
    let line = &text[..line_end(text, 0, text.floor_char_boundary(MAX_KEY))];
    let Some(end) = line.find(['"', '\'', '“', '”', '„', '‟']) else { return false };
    let key = line[..end].trim_end_matches('\\');
    let after = line[end..].trim_start_matches(['"', '\'', '“', '”', '„', '‟', ' ', '\t']);
    !key.is_empty() && after.starts_with(':') && !key.contains([',', '{', '}'])
}
