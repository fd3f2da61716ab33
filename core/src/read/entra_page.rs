//! The error pages of Entra's sign-in: what a person copies off the page or its "Troubleshooting details".
//!
//! `Sorry, but we're having trouble signing you in.`, `AADSTS50011: ...`, then `Request Id:`, `Correlation Id:`, `Timestamp:`,
//! `Message: AADSTS50011: ...`. Pages of Conditional Access have `Error Code: 53003` and what is known of app and device.
//! Pastes have blank lines between, values on lines of their own, all on one line, or quotes and roles around each item.
//! Source: <https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/troubleshoot-app-publishing>,
//! <https://learn.microsoft.com/entra/identity/conditional-access/troubleshoot-conditional-access>.

use super::{Block, Builder, Layout, Spec, line_end, trimmed};
use crate::Span;
use crate::event::{Event, Extent, FieldKey, Format};
use aho_corasick::automaton::Automaton as _;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Input, MatchKind};
use std::sync::LazyLock;

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        "Request Id",
        "signing you in",
        "send this info to",
        "Device identifier",
        "sign-in errors for review",
    ],
    start: |text| Box::new(EntraPage { text, tried: 0 }),
};

/// What stands on a page. Labels come first, their values follow.
const ITEMS: [&str; 31] = [
    "Request Id",
    "Correlation Id",
    "Timestamp",
    "Error Code",
    "App name",
    "App id",
    "IP address",
    "Device identifier",
    "Device platform",
    "Device state",
    "Message",
    "User account",
    "Resource name",
    "Resource id",
    "Signed in as",
    "Flag sign-in errors for review",
    // Sentences: what follows is no value of theirs.
    "Sorry, but we're having trouble signing you in",
    "Sorry, but we\u{2019}re having trouble signing you in",
    "We're having trouble signing you in",
    "Troubleshooting details",
    "If you contact your administrator, send this info to them",
    "Copy info to clipboard",
    "If you plan on getting help for this problem",
    "You cannot access this right now",
    "You can't get there from here",
    "You can\u{2019}t get there from here",
    "You don't have access to this",
    "Your sign-in was successful but does not meet the criteria",
    "More details",
    "Enable flagging",
    "AADSTS",
];

/// So many of [`ITEMS`] are labels; `MESSAGE` is one of them, the last is a code.
const LABELS: usize = 16;
const MESSAGE: usize = 10;
const REVIEW: usize = 15;
const CODE: usize = ITEMS.len() - 1;

/// Labels of which there must be two, or one with a sentence of a page.
const OWN: [usize; 7] = [0, 1, 3, 5, 7, 8, 9];

/// Between items there are at most so many bytes.
const MAX_GAP: usize = 1500;

/// So many items are on a page.
const MAX_ITEMS: usize = 48;

static AUTOMATON: LazyLock<Option<NFA>> = LazyLock::new(|| {
    NFA::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(ITEMS).ok()
});

/// One of [`ITEMS`] in the text.
#[derive(Clone, Copy, Debug)]
struct Item {
    kind: usize,
    start: usize,
    /// The end of its colon, for a label.
    end: usize,
}

struct EntraPage<'t> {
    text: &'t str,
    /// Up to here there is no page.
    tried: usize,
}

impl Layout for EntraPage<'_> {
    fn find(&mut self, from: usize) -> Option<usize> {
        items(self.text, from.max(self.tried), self.text.len()).next().map(|item| self.start_of(&item, from))
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let mut found: Vec<Item> = Vec::new();
        let mut seen = [0_u8; ITEMS.len()];
        for item in items(self.text, at, self.text.len()) {
            let far = found.last().is_some_and(|last| item.start - last.end > MAX_GAP);
            // The same label once more: the next page.
            let again = item.kind < LABELS && seen[item.kind] > 0;
            let starts_over = (LABELS..LABELS + 3).contains(&item.kind) && seen[..3] != [0; 3];
            if far || again || starts_over || found.len() == MAX_ITEMS {
                break;
            }
            seen[item.kind] = 1;
            found.push(item);
        }
        let own = OWN.iter().filter(|kind| seen[**kind] > 0).count();
        let sentence = seen[LABELS..CODE].contains(&1);
        let known = seen[0] > 0 || seen[7] > 0 || seen[9] > 0 || seen[LABELS..LABELS + 3].contains(&1);
        let code = seen[CODE] > 0 || seen[3] > 0;
        if !(known && (own >= 2 || (sentence && (own >= 1 || code)))) {
            // What was looked at may begin again only behind its first item.
            self.tried = found.first().map_or(at + 1, |item| item.end);
            return None;
        }
        let end = self.end(found.last()?);
        let whole = own >= 2;
        let event = self.event(Span::new(at, end), &found, whole);
        Some(Block { end, events: vec![event], notes: Vec::new() })
    }
}

impl EntraPage<'_> {
    /// Where the page begins whose first item is `item`: with the marks, quotes and roles before it on its line.
    fn start_of(&self, item: &Item, from: usize) -> usize {
        let near = self.text.ceil_char_boundary(item.start.saturating_sub(120).max(from));
        let line = self.text[near..item.start].rfind('\n').map_or(near, |newline| near + newline + 1);
        let before = self.text[line..item.start].trim_start();
        let marks = before.chars().all(|c| "*-#>\"'`|_ \t[".contains(c));
        let role = before.starts_with("- ") && before.contains("[ref=") && before.len() < 100;
        let is_role = role
            || ["- text: ", "- generic ", "- paragraph: ", "- button "].iter().any(|r| before.starts_with(r));
        if marks || is_role { item.start - before.len() } else { item.start }
    }

    fn event(&self, span: Span, found: &[Item], whole: bool) -> Event {
        let mut builder = Builder::new(self.text, span.start);
        builder.copy(span);
        let message = found.iter().find(|item| item.kind == MESSAGE);
        let message = message.or_else(|| found.iter().find(|item| item.kind == CODE)).map(|item| item.start);
        for (at, item) in found.iter().enumerate() {
            // A code after its label, or a second one, is part of the value.
            let next =
                found[at + 1..].iter().find(|next| next.kind != CODE).map_or(span.end, |next| next.start);
            let value = self.value(item, next.min(span.end));
            if value.is_empty() {
                continue;
            }
            let range = builder.made_from(value);
            if message == Some(item.start) {
                builder.message(range);
            } else if item.kind < LABELS {
                builder.field(FieldKey::named(ITEMS[item.kind]), range);
            }
        }
        builder.build(Format::EntraPage, span, if whole { Extent::Whole } else { Extent::Fragment })
    }

    /// The value of a label, or the text of a code: up to the next item or the end of its line, or, behind an empty rest of
    /// the line, the next line.
    fn value(&self, item: &Item, next: usize) -> Span {
        let start = if item.kind == CODE { item.start } else { item.end };
        let after =
            start + (self.text[start..next].len() - self.text[start..next].trim_start_matches(MARKS).len());
        let long = matches!(item.kind, MESSAGE | CODE);
        let from = if item.kind == REVIEW { start } else { after };
        let mut end = line_end(self.text, from, next);
        // A message may be wrapped.
        while long && end < next {
            let line = line_end(self.text, end + 1, next);
            if self.text[end + 1..line].trim_matches(['*', ' ', '\t', '\r', '"']).is_empty()
                || is_role(&self.text[end + 1..line])
            {
                break;
            }
            end = line;
        }
        let slice = self.text[from..end].trim_end_matches(MARKS);
        trimmed(self.text, Span::new(from, from + slice.len()))
    }

    /// Where the page ends whose last item is `item`.
    fn end(&self, item: &Item) -> usize {
        let limit = self.text.floor_char_boundary((item.end + MAX_GAP).min(self.text.len()));
        let value = if item.kind < LABELS || item.kind == CODE {
            self.value(item, limit)
        } else {
            Span::new(item.end, item.end)
        };
        let end = line_end(self.text, value.end.max(item.end), limit);
        trimmed(self.text, Span::new(item.start, end)).end
    }
}

/// What stands around values: mark-up and quotes.
const MARKS: [char; 8] = ['*', '"', '`', ' ', '\t', '\r', '\n', '|'];

/// Whether a line of an accessibility snapshot is another element: `- generic [ref=e1]:`.
fn is_role(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("- ")
        && (line.contains("[ref=") || line.starts_with("- text:") || line.starts_with("- button"))
}

/// The items in `text[from..to]`, in order.
fn items(text: &str, from: usize, to: usize) -> impl Iterator<Item = Item> {
    let found = |automaton: &'static NFA| automaton.try_find_iter(Input::new(&text[from..to])).ok();
    let matches = AUTOMATON.as_ref().and_then(found);
    matches.into_iter().flatten().filter_map(move |found| {
        let (start, end) = (from + found.start(), from + found.end());
        item(text, found.pattern().as_usize(), start, end)
    })
}

fn item(text: &str, kind: usize, start: usize, end: usize) -> Option<Item> {
    if text[..start].ends_with(char::is_alphanumeric) {
        return None;
    }
    let rest = &text[end..];
    if kind == CODE {
        let digits = rest.bytes().take(8).take_while(u8::is_ascii_digit).count();
        return (digits > 3).then_some(Item { kind, start, end: end + digits });
    }
    if kind >= LABELS {
        return Some(Item { kind, start, end });
    }
    let marks = rest.len() - rest.trim_start_matches(['*', ' ', '\t']).len();
    if rest[marks..].starts_with(':') {
        let colon = end + marks + 1;
        return Some(Item { kind, start, end: colon });
    }
    // A label on a line of its own may have lost its colon.
    let line = text[..start].trim_end_matches([' ', '\t', '*']);
    let alone = line.is_empty() || line.ends_with('\n');
    (alone && OWN.contains(&kind) && rest[marks..].starts_with(['\n', '\r'])).then_some(Item {
        kind,
        start,
        end,
    })
}
