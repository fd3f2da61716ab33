//! Text as words, and which of them another text about the same thing would not have.
//!
//! An article shows a message with values in it: a server, a time, a number. Somebody else's message has others there. Such
//! words are *volatile*: a gap in what can be looked for.

use kbmatch::fold;
use regex::{Regex, RegexSet};
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::LazyLock;

/// One word of a text.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// Where it stands in [`Words::folded`].
    pub(crate) range: Range<usize>,
    /// Of its letters and digits.
    pub(crate) hash: u64,
    /// Whether it is a value that another text would not have.
    pub(crate) volatile: bool,
}

/// A text in words.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// The folded text.
    pub(crate) folded: String,
    pub(crate) words: Vec<Word>,
}

/// What stands for a value: nobody writes it in a message.
pub(crate) const GAP: char = '\u{fffc}';

/// Letters, digits, and what joins them within a word; or a mark at which a text comes apart when it goes through JSON, XML, a
/// table or a source file.
static WORD: LazyLock<Regex> =
    LazyLock::new(|| expression(r#"[\p{Alphabetic}\d]+(?:'[\p{Alphabetic}\d]+)*|[\x{fffc}"{}<>|]"#));

/// Values, by how they look in folded text.
static VALUES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // Placeholders.
        r"<[^<>]{1,80}>|%\d|\{\d\}|\[\s*\]|x{4,}|#{2,}",
        // GUIDs and long hexadecimal numbers that are no code.
        r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9a-f]{12,}\b",
        // Addresses: mail, web, network, file systems, directories.
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"\b(?:https?|ftp|ldap|file)://[^\s'\x22<>)]+",
        r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\bfe80:[0-9a-f:]+",
        r"\b[a-z]:\\[^\s'\x22<>|]*|\\\\[\w.$-]+(?:\\[^\s'\x22<>|]*)?",
        r"\b(?:cn|ou|dc|o)=[^,;/'\x22]*",
        r"\bs-1-\d+(?:-\d+)+",
        // Names of hosts and domains; `system.net.webexception` is none.
        r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|local|lab|corp|edu|gov|info|biz)\b(?:[^.\w]|\.\W|\.?$)",
        r"\b[\w.-]*(?:contoso|fabrikam|tailspin|northwind|adatum|proseware|adventure-?works|wingtip|litware|woodgrove|fourthcoffee|alpineski|cohovineyard|relecloud)[\w.-]*",
        // Times, dates, versions, numbers of more than three digits.
        r"\b0x[0-9a-f]+\b",
        r"\b\d{1,4}[/.:-]\d{1,2}[/.:-]\d{1,4}(?:[ t]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?(?: ?[ap]m)?\b|\b\d{1,2}:\d{2}(?::\d{2})?\b",
        r"\b\d+(?:\.\d+){3,}\b|\b\d{4,}\b",
        // Documents that somebody gave a name.
        r"[\w-]+\.(?:docx?|xls[xm]?|pptx?|pst|ost|pdf|mpp|vsdx?|accdb|mdb|txt|csv|zip|msg|eml|one|pub|edb)\b",
    ]
    .map(expression)
    .into()
});

/// Numbers that are facts although they look like values: codes of mail systems and of Windows.
static FACTS: LazyLock<RegexSet> = LazyLock::new(|| {
    let facts = [r"^[245]\.\d{1,3}\.\d{1,3}$", r"^0x[0-9a-f]{8}$", r"^aadsts\d+$"];
    RegexSet::new(facts).unwrap_or_else(|_| RegexSet::empty())
});

/// What stands before a number that names an error.
static NAMES_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    expression(r"(?:error|code|event|number|status|hresult|event id|error id)[ :#'\x22(\[-]{0,4}$")
});

/// Whether a value in `folded` is a number that names an error, and no value.
fn is_named(folded: &str, value: &Range<usize>) -> bool {
    let start = folded.floor_char_boundary(value.start.saturating_sub(20));
    folded[value.clone()].bytes().all(|b| b.is_ascii_digit())
        && NAMES_NUMBER.is_match(&folded[start..value.start])
}

/// The expressions here are constants; one that did not compile would find nothing, which a test would see.
fn expression(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|_| NOTHING.clone())
}

static NOTHING: LazyLock<Regex> = LazyLock::new(|| expression(r"[^\s\S]"));

impl Words {
    /// The words of `text`, in which [`GAP`] stands for values. Cost: linear.
    pub(crate) fn of(text: &str) -> Self {
        let folded = fold(text).trim().to_owned();
        let mut values: Vec<Range<usize>> = VALUES
            .iter()
            .flat_map(|values| values.find_iter(&folded))
            .filter(|found| !FACTS.is_match(found.as_str()))
            .map(|found| found.range())
            .filter(|value| !is_named(&folded, value))
            .collect();
        values.sort_by_key(|value| (value.start, value.end));
        let mut values = values.into_iter().peekable();
        let mut end = 0;
        let words = WORD.find_iter(&folded).map(|found| {
            while let Some(value) = values.next_if(|value| value.start < found.end()) {
                end = end.max(value.end);
            }
            let volatile = end > found.start() || !found.as_str().starts_with(char::is_alphanumeric);
            Word { range: found.range(), hash: hash(found.as_str()), volatile }
        });
        let words = words.collect();
        Self { folded, words }
    }

    /// The folded text from the first word of `range` to its last.
    pub(crate) fn text(&self, range: Range<usize>) -> &str {
        match (self.words.get(range.start), range.end.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) => &self.folded[first.range.start..last.range.end],
            _ => "",
        }
    }
}

/// How many letters and digits are in it.
pub(crate) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

fn hash(word: &str) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    word.bytes().filter(|&b| b != b'\'').for_each(|b| b.hash(&mut hasher));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steady(text: &str) -> String {
        let words = Words::of(text);
        let kept = words.words.iter().filter(|word| !word.volatile);
        kept.map(|word| &words.folded[word.range.clone()]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn values_are_gaps_and_facts_are_not() {
        for (text, expected) in [
            ("The server <Server Name> is down since 10/02/2024 09:15", "the server is down since"),
            ("550 5.7.1 Unable to relay for anna@contoso.com", "550 5.7.1 unable to relay for"),
            ("Error 0x80070005 in C:\\Temp\\a.log", "error 0x80070005 in"),
            ("Mailbox 0f3e1c9a-1111-2222-3333-444455556666 of DC1.contoso.com", "mailbox of"),
            ("System.Net.WebException: (403) Forbidden", "system net webexception 403 forbidden"),
            ("Event 12014 on host ex01.fabrikam.local.", "event 12014 on host"),
            ("Runtime Error '3027' after 4711 rows", "runtime error 3027 after rows"),
            ("Couldn't use Q3-plan.docx; file already in use.", "couldn't use file already in use"),
            ("the object '/o=Org/ou=Group/cn=User' exceeded", "the object exceeded"),
        ] {
            assert_eq!(steady(text).replace(['.'], "."), expected.replace("5.7.1", "5 7 1"), "{text}");
        }
    }

    #[test]
    fn every_expression_compiles() {
        assert!(VALUES.iter().all(|values| values.as_str() != NOTHING.as_str()));
        assert_eq!(FACTS.len(), 3);
    }
}
