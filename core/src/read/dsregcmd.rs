//! What `dsregcmd /status` prints: boxes with a title, and below them keys to the right and values to the left of ` : `.
//!
//! All of it is one event; keys stand under their plain names, which articles use, and may come more than once. Pastes lose
//! the boxes: then three keys that only this command has make it.
//! Source: <https://learn.microsoft.com/entra/identity/devices/troubleshoot-device-dsregcmd>.

use super::lines::{first_line, lines, next_line};
use super::opening::Opening;
use super::plain::is_fence;
use super::{Block, Builder, Layout, Next, Spec};
use crate::Span;
use crate::event::{Event, Extent, FieldKey, Format};

/// The layout.
pub(super) const SPEC: Spec = Spec {
    anchors: &[
        "State ",
        "Diagnostic Data",
        "Tenant Details",
        "Device Details",
        "Work Account",
        "Ngc Prerequisite",
        "AzureAd",
        "DomainJoined",
        "EnterprisePrt",
        "WorkplaceJoined",
        "DeviceId",
        "DeviceAuthStatus",
        "ErrorCode",
        "Error Code",
        "NgcSet",
        "AadRecovery",
        "Executing Account",
        "Registration",
    ],
    start: |text| Box::new(Dsregcmd { text, tried: 0 }),
};

/// Titles of boxes.
const TITLES: [&str; 12] = [
    "Device State",
    "Device Details",
    "Tenant Details",
    "User State",
    "SSO State",
    "Diagnostic Data",
    "Ngc Prerequisite Check",
    "Work Account",
    "IE Proxy Config for Current User",
    "WinHttp Default Proxy Config",
    "Join Diagnostics",
    "User Details",
];

/// Keys that no other output has, folded, without spaces.
const OWN_KEYS: [&str; 42] = [
    "azureadjoined",
    "enterprisejoined",
    "domainjoined",
    "virtualdesktop",
    "deviceauthstatus",
    "tpmprotected",
    "keycontainerid",
    "keyprovider",
    "devicecertificatevalidity",
    "mdmurl",
    "mdmtouurl",
    "mdmcomplianceurl",
    "settingsurl",
    "joinsrvversion",
    "keysrvversion",
    "ngcset",
    "ngckeyid",
    "canreset",
    "workplacejoined",
    "wamdefaultset",
    "wamdefaultauthority",
    "wamdefaultid",
    "wamdefaultguid",
    "azureadprt",
    "azureadprtupdatetime",
    "azureadprtexpirytime",
    "azureadprtauthority",
    "enterpriseprt",
    "enterpriseprtauthority",
    "acquireprtdiagnostics",
    "previousprtattempt",
    "aadrecoveryenabled",
    "executingaccountname",
    "keysigntest",
    "displaynameupdated",
    "osversionupdated",
    "hostnameupdated",
    "drsdiscoverytest",
    "drsconnectivitytest",
    "tokenacquisitiontest",
    "fallbacktosyncjoin",
    "postlogonenabled",
];

/// Without boxes so many keys of its own make the output.
const MIN_KEYS: usize = 2;

/// The output has at most so many lines.
const MAX_LINES: usize = 2000;

/// Whether a line is the border of a box with one of the titles.
pub(super) fn begins(opening: &Opening<'_>) -> bool {
    opening.line.starts_with("+--") && TITLES.contains(&opening.next().trim_matches(['|', ' ']))
}

struct Dsregcmd<'t> {
    text: &'t str,
    /// Up to here there is no output.
    tried: usize,
}

/// A line of the output.
#[derive(Clone, Copy, Debug)]
enum Line {
    Border,
    Title(Span),
    /// A key and its value, which may be empty.
    Pair(Span, Span),
}

impl Layout for Dsregcmd<'_> {
    fn near(&mut self, from: usize, until: usize) -> Next {
        let begins = |line: Span| match read_line(self.text, line) {
            Some(Line::Border | Line::Title(_)) => true,
            Some(Line::Pair(key, _)) => is_own(&self.text[key.range()]),
            None => false,
        };
        next_line(self.text, from.max(self.tried), until, begins)
    }

    fn read(&mut self, at: usize) -> Option<Block> {
        let first = first_line(self.text, at);
        let mut found: Vec<Line> = Vec::new();
        let (mut end, mut titles, mut own) = (first.end, 0, 0);
        for line in std::iter::once(first).chain(lines(self.text, first.end)).take(MAX_LINES) {
            let slice = &self.text[line.range()];
            if slice.is_empty() {
                continue;
            }
            if is_fence(slice) {
                break;
            }
            match read_line(self.text, line) {
                Some(read) => {
                    match read {
                        Line::Title(title) => titles += usize::from(is_title(&self.text[title.range()])),
                        Line::Pair(key, _) => own += usize::from(is_own(&self.text[key.range()])),
                        Line::Border => {}
                    }
                    found.push(read);
                }
                // A long value goes on, far to the right, over the next line.
                None => match found.last_mut() {
                    Some(Line::Pair(_, value)) if is_value_line(self.text, line) => value.end = line.end,
                    _ => break,
                },
            }
            end = line.end;
        }
        let pairs = found.iter().any(|line| matches!(line, Line::Pair(..)));
        if !pairs || (titles == 0 && own < MIN_KEYS) {
            self.tried = end;
            return None;
        }
        let extent = if titles > 0 { Extent::Whole } else { Extent::Fragment };
        Some(Block {
            end,
            events: vec![event(self.text, Span::new(at, end), &found, extent)],
            notes: Vec::new(),
        })
    }
}

fn event(text: &str, span: Span, found: &[Line], extent: Extent) -> Event {
    let mut builder = Builder::new(text, span.start);
    for line in found {
        match *line {
            Line::Border => {}
            Line::Title(title) => {
                builder.end_line();
                builder.copy(title);
            }
            Line::Pair(key, value) => {
                builder.end_line();
                builder.copy(key);
                builder.insert(" : ");
                if value.is_empty() {
                    continue;
                }
                let range = builder.copy(value);
                builder.field(FieldKey::named(&text[key.range()]), range.clone());
                if text[value.range()].contains("AADSTS") {
                    builder.message_fields(range);
                }
            }
        }
    }
    builder.build(Format::Dsregcmd, span, extent)
}

fn is_title(title: &str) -> bool {
    TITLES.iter().any(|known| title.starts_with(known))
}

fn is_own(key: &str) -> bool {
    let folded: String = key.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_lowercase()).collect();
    OWN_KEYS.contains(&folded.as_str())
}

fn read_line(text: &str, line: Span) -> Option<Line> {
    let slice = &text[line.range()];
    if slice.starts_with("+--") {
        return slice.bytes().all(|b| matches!(b, b'+' | b'-')).then_some(Line::Border);
    }
    if let Some(title) = slice.strip_prefix('|') {
        let title = title.strip_suffix('|').unwrap_or(title).trim();
        // A box has one cell; tables have more.
        let plain = !title.is_empty() && !title.contains(['|', ':']);
        return (plain && is_title(title)).then(|| super::span_of(text, title).map(Line::Title))?;
    }
    pair(text, line)
}

/// `key : value`; `AadRecoveryEnabled: NO` and what lost its spaces too.
fn pair(text: &str, line: Span) -> Option<Line> {
    let slice = &text[line.range()];
    let colon = memchr::memchr(b':', &slice.as_bytes()[..slice.len().min(64)])?;
    let key = slice[..colon].trim_end();
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || " -_()/.".contains(c))
        && key.split(' ').filter(|word| !word.is_empty()).count() <= 5;
    // Words with a colon at their end are prose; own keys are not.
    let spaced = slice[..colon].ends_with(' ') || is_own(key);
    let rest = &slice[colon + 1..];
    let separate = rest.is_empty() || rest.starts_with([' ', '\t']) || is_own(key);
    if !(is_key && spaced && separate) {
        return None;
    }
    let value = super::trimmed(text, Span::new(line.start + colon + 1, line.end));
    Some(Line::Pair(Span::new(line.start, line.start + key.len()), value))
}

/// Whether a line is the rest of a value: indented beyond the keys.
fn is_value_line(text: &str, line: Span) -> bool {
    let near = text.ceil_char_boundary(line.start.saturating_sub(24));
    text[near..line.start].ends_with("                    ")
}
