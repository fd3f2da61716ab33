//! Articles that ask for what events have, in every form that the language of symptoms has.

use crate::draw::Draw;
use crate::words::{CHANNELS, CODES, IDS, LEVELS, PHRASES, PROVIDERS};
use kbmatch::SourceFile;

/// A key of a condition, and values that mean something to it.
type Key = (&'static str, &'static [&'static str]);

/// What articles mostly ask for.
const HEADERS: [Key; 6] = [
    ("provider", &PROVIDERS),
    ("event_id", &IDS),
    ("code", &CODES),
    ("channel", &CHANNELS),
    ("level", &LEVELS),
    ("user", &["SYSTEM", "S-1-5-18", "CONTOSO\\anna", "N/A"]),
];

/// What asks for words. Of an expression the index takes parts that a match must have: these have parts that are there and parts that
/// only seem to be.
const TEXTS: [Key; 5] = [
    (
        "text",
        &[
            "token*answer",
            "abc",
            "abcd",
            "sync?ervice",
            "qu* quiz",
            "access is",
            "straße istanbul",
            "refused",
        ],
    ),
    ("text|cased", &["Access  is", "access is denied", "Access is", "STRAßE", "abcd", "refused"]),
    (
        "text|re",
        &[
            r"(?i)did\s+not\s+answer",
            "AADSTS[0-9]+",
            r"\d{4,}",
            "[Ss]ervice stopped|refused",
            "(?i)straße|QUICK QUIZ",
            "(?:abcd)+e",
            "(?i)(?:token|sync)service",
            r"\A.",
            "(?i)(?:nothing of it )?refused",
            "(?i)qu[aio]ck quiz",
            "(?i)stop+ed",
            "(?i)denied|answer|stopped",
            "(?i)(?:queue|nothing).{0,9}(?:quick|never)",
            "STRA\u{df}E \u{130}stanbul",
        ],
    ),
    ("message|contains", &["token service", "denied", "abc", "stopped \u{201c}unexpectedly", "file"]),
    ("message|re", &["(?i)^the token", "quota.*quiz$", "^.?$", "(?i)refused|graph"]),
];

const OTHERS: [Key; 16] = [
    ("message|exists", &["true", "false"]),
    ("provider|contains", &["DistributedCOM", "windows", "sync", "co", "größe"]),
    ("provider|re", &["^DCOM$", "(?i)contoso", "Distributed"]),
    ("provider|startswith", &["Microsoft-Windows-D", "service"]),
    ("provider|endswith", &["AAD", "manager", "COM"]),
    ("provider|neq", &["DCOM"]),
    ("channel|contains", &["AAD", "operational", "sys"]),
    ("event_id|gte", &["1098"]),
    ("event_id|lt", &["7031"]),
    ("level|lte", &["2"]),
    ("Resource", &["https://graph.contoso.com", "*contoso*", "?*", "-"]),
    ("Resource|startswith", &["https://sync", "https://graph"]),
    ("Resource|exists", &["true", "false"]),
    ("Attempts|gte", &["3", "4"]),
    ("Address|cidr", &["192.0.2.0/24", "198.51.100.0/24"]),
    ("status", &["0x80070005", "5"]),
];

const MATCHES: [&str; 9] = [
    "a",
    "a and b",
    "a or b",
    "a and not b",
    "not a and not b",
    "1 of them",
    "{sequence: [a, b]}",
    "{together: [a, b], within: 3m, by: [computer]}",
    "{count: {of: a, at_least: 2}, without: b, within: 10m}",
];

/// Articles whose ids begin so; some may have mistakes.
pub(crate) fn sources(prefix: &str, draw: &mut Draw<'_>) -> Vec<SourceFile> {
    (0..=draw.up_to(7)).map(|number| article(&format!("{prefix}{number}"), draw)).collect()
}

fn article(id: &str, draw: &mut Draw<'_>) -> SourceFile {
    let (a, b) = (symptom(draw), symptom(draw));
    let matches = draw.one_of(&MATCHES);
    let supports = if draw.once_in(2) || matches == "a" { "supports: [b]\n" } else { "" };
    let text = format!(
        "---\nid: {id}\ntitle: Article {id}\nseverity: error\nproducts: [Windows]\nsources: [{{url: https://contoso.com, title: T}}]\n\
         symptoms:\n  a:\n{a}  b:\n{b}match: {matches}\n{supports}---\n## Symptoms\n\nS.\n\n## Cause\n\nC.\n\n## Resolution\n\nR.\n"
    );
    SourceFile { path: format!("t/{id}/article.md"), bytes: text.into_bytes() }
}

/// An article that asks for a field of which no other knows.
pub(crate) fn last() -> SourceFile {
    let text = "---\nid: z-last\ntitle: The last\nseverity: error\nproducts: [Windows]\nsources: [{url: https://contoso.com, title: T}]\n\
                symptoms:\n  a: {provider: Contoso Sync, Zuletzt: ja}\nmatch: a\n---\n## Symptoms\n\nS.\n\n## Cause\n\nC.\n\n\
                ## Resolution\n\nR.\n";
    SourceFile { path: "t/z-last/article.md".into(), bytes: text.into() }
}

fn symptom(draw: &mut Draw<'_>) -> String {
    (0..=draw.up_to(1)).map(|_| format!("    - {}\n", map(draw))).collect()
}

/// Conditions that must all hold, one for each key.
fn map(draw: &mut Draw<'_>) -> String {
    let mut conditions: Vec<(&str, String)> = (0..=draw.up_to(2)).map(|_| condition(draw)).collect();
    conditions.sort();
    conditions.dedup_by_key(|(key, _)| *key);
    let lines: Vec<String> = conditions.into_iter().map(|(key, values)| format!("{key}: {values}")).collect();
    lines.join("\n      ")
}

fn condition(draw: &mut Draw<'_>) -> (&'static str, String) {
    let keys: &[Key] = draw.one_of(&[&HEADERS, &HEADERS, &TEXTS, &OTHERS]);
    let (key, values) = draw.one_of(keys);
    if key == "text" && draw.once_in(2) {
        return (key, quoted(&phrase(draw)));
    }
    let value = draw.one_of(values);
    if !key.ends_with("exists") && !key.contains('|') && draw.once_in(4) {
        return (key, format!("[{}, {}]", quoted(value), quoted(draw.one_of(values))));
    }
    (key, if key.ends_with("exists") { value.into() } else { quoted(value) })
}

/// A part of a phrase, four characters or more where it is so long.
fn phrase(draw: &mut Draw<'_>) -> String {
    let chars: Vec<char> = draw.one_of(&PHRASES).chars().collect();
    let start = draw.up_to(chars.len().saturating_sub(4));
    let length = 4 + draw.up_to(14);
    chars[start..].iter().take(length).collect()
}

/// As a YAML string.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
