//! Error codes in words: what stands of them in the table `web/static/codes.txt`, which `cargo xtask codes` makes.

use super::protocol::{CodeKind, CodeWords};
use std::collections::BTreeSet;

/// More codes of one text than this are not explained.
const MOST: usize = 24;

/// Marks codes that were made of another kind of code: `0xD0000022` is `0xC0000022`.
const NT_BIT: u32 = 0x1000_0000;

/// The facility under which an HRESULT holds a Win32 error.
const WIN32: u32 = 7;

/// What the table knows of `codes`, as a report lists them, and of the codes of mail systems in `text`; those that it does not
/// know are left out. `words` are the table's sentences and facilities in another language, in rows of the same form; what it lacks
/// stays English. Cost: one pass over tables and text for each code.
pub(super) fn explain(table: &str, words: &str, codes: &[String], text: &str) -> Vec<CodeWords> {
    let table = Table { english: table, words };
    let mut seen = BTreeSet::new();
    let of_mail = mail_codes(text);
    let all = codes.iter().map(String::as_str).chain(of_mail);
    all.filter(|code| seen.insert((*code).to_owned())).filter_map(|code| table.one(code)).take(MOST).collect()
}

/// The table of codes, and what it says in another language.
#[derive(Clone, Copy)]
struct Table<'t> {
    english: &'t str,
    words: &'t str,
}

/// What the table has of a code.
#[derive(Clone, Copy, Default)]
struct Row<'t> {
    name: &'t str,
    sentence: &'t str,
    is_translated: bool,
}

impl Row<'_> {
    fn words(self, code: &str, kind: CodeKind, facility: &str) -> CodeWords {
        let words = CodeWords::new(code, kind, facility, self.name, self.sentence);
        CodeWords { is_translated: self.is_translated, ..words }
    }
}

impl<'t> Table<'t> {
    fn one(self, code: &str) -> Option<CodeWords> {
        if code.contains('.') {
            return self.mail(code);
        }
        let number = match code.strip_prefix("0x") {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => code.parse().ok(),
        };
        match number {
            Some(number) => self.windows(code, number),
            None => Some(self.row(code)?.words(code, CodeKind::Entra, "")),
        }
    }

    fn windows(self, code: &str, number: u32) -> Option<CodeWords> {
        let facility = number >> 16 & 0x1fff;
        let known = |number: u32| self.row(&format!("{number:08X}"));
        let direct = known(number);
        let (found, kind) = match direct {
            Some(found) => (Some(found), kind(number, found.name)),
            None if number > 0xffff && facility == WIN32 => (known(number & 0xffff), CodeKind::Hresult),
            None if number & 0xd000_0000 == 0xd000_0000 => (known(number & !NT_BIT), CodeKind::Ntstatus),
            None => (None, kind(number, "")),
        };
        let of = Some(facility).filter(|_| kind == CodeKind::Hresult);
        let facility = of.and_then(|of| self.row(&format!("facility {of}"))).unwrap_or_default();
        let found = found.unwrap_or(Row { is_translated: facility.is_translated, ..Row::default() });
        let says_something =
            [found.name, found.sentence, facility.name].iter().any(|words| !words.is_empty());
        says_something.then(|| found.words(code, kind, facility.name))
    }

    /// A code of a mail system, `5.7.1`: what stands behind the first number says what happened, that whether it is for good.
    fn mail(self, code: &str) -> Option<CodeWords> {
        let (class, rest) = code.split_once('.')?;
        let (subject, _) = rest.split_once('.')?;
        let found = self.row(&format!("x.{rest}")).or_else(|| self.row(&format!("x.{subject}.0")))?;
        let kind = match class {
            "2" => CodeKind::MailDone,
            "4" => CodeKind::MailForNow,
            _ => CodeKind::MailForGood,
        };
        Some(found.words(code, kind, ""))
    }

    /// Name and sentence of a code; from the other language what is there.
    fn row(self, code: &str) -> Option<Row<'t>> {
        let [name, sentence] = cells(self.english, code)?;
        let [other_name, other] = cells(self.words, code).unwrap_or_default();
        let either = |other: &'t str, english: &'t str| if other.is_empty() { english } else { other };
        let is_translated = !other_name.is_empty() || !other.is_empty();
        Some(Row { name: either(other_name, name), sentence: either(other, sentence), is_translated })
    }
}

/// What stands behind a code.
fn cells<'t>(table: &'t str, code: &str) -> Option<[&'t str; 2]> {
    let is_row = |line: &&str| line.strip_prefix(code).is_some_and(|rest| rest.starts_with('\t'));
    let mut cells = table.lines().find(is_row)?.split('\t').skip(1);
    Some([cells.next().unwrap_or_default(), cells.next().unwrap_or_default()])
}

/// What kind of code a number is, which its name may tell.
fn kind(number: u32, name: &str) -> CodeKind {
    if number <= 0xffff {
        CodeKind::Win32
    } else if name.starts_with("STATUS_") || number >> 30 == 3 && name.is_empty() && number >> 16 & 0xfff == 0
    {
        CodeKind::Ntstatus
    } else {
        CodeKind::Hresult
    }
}

/// The codes of mail systems in a text: `550 5.7.1`, `#5.7.1`, `Status: 5.7.1`. Three numbers alone are a version.
fn mail_codes(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('.').filter_map(move |(at, _)| {
        let start = at.checked_sub(1)?;
        let class = text.as_bytes().get(start).filter(|class| matches!(class, b'2' | b'4' | b'5'))?;
        let rest = &text[at + 1..];
        let detail = rest.split_once('.')?.1;
        let subject = rest.len() - detail.len() - 1;
        let digits = detail.bytes().take_while(u8::is_ascii_digit).count();
        let is_number =
            |bytes: &str| (1..=3).contains(&bytes.len()) && bytes.bytes().all(|b| b.is_ascii_digit());
        let after = &detail[digits..];
        let goes_on = after.starts_with(|c: char| c.is_ascii_alphanumeric())
            || after.strip_prefix('.').is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
        let is_code = is_number(&rest[..subject]) && is_number(&detail[..digits]) && !goes_on;
        (is_code && is_announced(&text[..start], *class)).then(|| &text[start..=at + subject + 1 + digits])
    })
}

/// Whether what stands before three numbers says that they are a code of that class.
fn is_announced(before: &str, class: u8) -> bool {
    let before = before.as_bytes();
    if before.ends_with(b"#") {
        return true;
    }
    let word = before.strip_suffix(b"-").unwrap_or(before.trim_ascii_end());
    if word.len() == before.len() {
        return false;
    }
    let is_reply =
        word.last_chunk::<3>().is_some_and(|reply| reply[0] == class && reply.iter().all(u8::is_ascii_digit));
    is_reply || word.last_chunk::<7>().is_some_and(|word| word.eq_ignore_ascii_case(b"status:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../static/codes.txt");
    const GERMAN: &str = include_str!("../../static/words-de.txt");

    fn explained(code: &str) -> Option<CodeWords> {
        explain(TABLE, "", &[code.to_owned()], "").pop()
    }

    #[test]
    fn a_code_has_its_name_kind_and_facility() {
        for (code, kind, facility, name) in [
            ("0x80070005", CodeKind::Hresult, "Win32", "E_ACCESSDENIED"),
            ("0x800706BA", CodeKind::Hresult, "Win32", "RPC_S_SERVER_UNAVAILABLE"),
            ("1053", CodeKind::Win32, "", "ERROR_SERVICE_REQUEST_TIMEOUT"),
            ("0xC0000022", CodeKind::Ntstatus, "", "STATUS_ACCESS_DENIED"),
            ("0xD0000022", CodeKind::Ntstatus, "", "STATUS_ACCESS_DENIED"),
            ("0x8024402C", CodeKind::Hresult, "Windows Update", "WU_E_PT_WINHTTP_NAME_NOT_RESOLVED"),
            ("AADSTS50076", CodeKind::Entra, "", "UserStrongAuthClientAuthNRequired"),
        ] {
            let words = explained(code).unwrap_or_else(|| panic!("{code} is not explained"));
            assert_eq!((words.kind, words.facility.as_str(), words.name.as_str()), (kind, facility, name));
            assert!(words.sentence.ends_with('.'), "{code}");
        }
    }

    #[test]
    fn another_language_has_its_own_sentence_and_the_same_name() {
        for code in ["0x80070005", "0xD0000022", "1053", "AADSTS50076", "5.7.1"] {
            let [english, german] = ["", GERMAN].map(|words| {
                let text = format!("550 {code}");
                explain(TABLE, words, &[code.to_owned()], &text)
                    .pop()
                    .unwrap_or_else(|| panic!("{code} is not explained"))
            });
            assert_eq!((&german.name, german.kind), (&english.name, english.kind), "{code}");
            assert_ne!(german.sentence, english.sentence, "{code}");
            assert!(german.is_translated && !english.is_translated, "{code}");
        }
        let words = "facility 36\tetwas\n";
        let part = explain(TABLE, words, &["0x8024FFF1".to_owned()], "").pop().map(|words| words.facility);
        assert_eq!(part, Some("etwas".to_owned()));
    }

    #[test]
    fn what_another_language_lacks_stays_english() {
        let words = explain(TABLE, "facility 36\tetwas\n", &["1053".to_owned()], "").pop();
        assert_eq!(words, explained("1053"));
    }

    #[test]
    fn a_code_that_is_not_in_the_table_says_at_most_its_facility() {
        assert_eq!(explained("0x8024FFF1").map(|words| words.facility), Some("Windows Update".to_owned()));
        assert_eq!(explained("0x9FFFABCD"), None);
        assert_eq!(explained("AADSTS99999999"), None);
    }

    #[test]
    fn codes_of_mail_systems_are_told_from_versions() {
        for (text, codes) in [
            ("550 5.7.1 Unable to relay", &["5.7.1"][..]),
            ("550-5.7.26 unauthenticated", &["5.7.26"]),
            ("#5.1.10#", &["5.1.10"]),
            ("Status: 4.4.7\r\n", &["4.4.7"]),
            ("version 5.7.1 of 2.0.1 and 10.5.7.1", &[]),
            ("451 5.7.1", &[]),
            ("550 5.7.1.2", &[]),
            ("5.", &[]),
            ("\u{e4}.1.1 #5.1.\u{e4}", &[]),
        ] {
            assert_eq!(mail_codes(text).collect::<Vec<_>>(), codes, "{text}");
        }
        let words = explain(TABLE, "", &[], "452 4.2.2 The mailbox is full").pop();
        assert_eq!(words.map(|words| words.kind), Some(CodeKind::MailForNow));
    }
}
