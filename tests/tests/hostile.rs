//! Whatever is pasted gives a normal answer or a clear note, never a panic.
//!
//! [`scan`] itself holds every answer to its places and to harmless text for the terminal.

use kbmatch::report::NoteCode;
use kbmatch::{KnowledgeBase, Report, Verdict};
use kbmatch_tests::generate::{pieces, repeated};
use kbmatch_tests::{compile, scan};
use std::sync::LazyLock;

static BASE: LazyLock<KnowledgeBase> = LazyLock::new(|| compile("tests/golden/base"));

const EVENT: &str = "Log Name:      Contoso-Sync/Operational
Source:        Contoso-Sync
Event ID:      4021
Level:         Error
Computer:      LT-1.contoso.com
Description:
Reading failed with 0x80070005.
Share: \\\\files.contoso.com\\plans
Stage: read
";

fn report(bytes: &[u8]) -> Report {
    scan(&BASE, bytes, true).report
}

fn assert_matches(report: &Report) {
    let best = report.results.first().map(|finding| (finding.article.as_str(), finding.verdict));
    assert_eq!(best, Some(("sync-4021-denied", Verdict::Match)));
}

fn has_note(report: &Report, code: NoteCode) -> bool {
    report.notes.iter().any(|note| note.code == code)
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn nothing_and_white_space_are_noted_as_empty() {
    for bytes in [&b""[..], b" ", b"\r\n\t \r\n", "\u{feff}".as_bytes(), "\u{a0}\u{2003}\u{3000}".as_bytes()]
    {
        let report = report(bytes);
        assert_eq!(report.best(), None, "{bytes:?}");
        assert!(has_note(&report, NoteCode::Empty), "{bytes:?}: {:?}", report.notes);
    }
}

/// Several windows: what holds for them holds for any number.
#[test]
fn megabytes_of_one_letter_match_nothing_and_are_no_more_events_than_they_fill() {
    let text = "a".repeat(4 << 20);
    assert_eq!(report(text.as_bytes()).best(), None);
    for mebibytes in [1, 2, 4] {
        let events = kbmatch::read(&text[..mebibytes << 20]).events;
        assert_eq!(events.len(), 4 * mebibytes);
        assert!(events.iter().all(|event| event.text().len() <= 256 << 10));
    }
}

#[test]
fn evidence_in_the_middle_of_a_line_of_five_megabytes_is_found_and_shown_in_short() {
    let noise = "lorem ".repeat(5_000_000 / 12);
    let line = format!("{noise}{}{noise}", EVENT.replace('\n', " "));
    let scanned = scan(&BASE, line.as_bytes(), true);
    assert_matches(&scanned.report);
    assert!(scanned.text.contains("Share starts with"), "{}", scanned.text);
    let longest = scanned.text.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(200), "{longest:?}");
}

#[test]
fn a_million_short_lines_are_read() {
    let log = format!("{EVENT}\n{}", "x\n".repeat(1_000_000));
    assert_matches(&report(log.as_bytes()));
}

#[test]
fn bytes_that_are_no_text_are_noted_and_the_rest_is_read() {
    let mut bytes = b"\xff\xc3\x28\xf0\x9f ".to_vec();
    bytes.extend(EVENT.as_bytes());
    bytes.extend(b"\xed\xa0\x80\xfe");
    let report = report(&bytes);
    assert!(has_note(&report, NoteCode::InvalidEncoding));
    assert_matches(&report);
}

#[test]
fn utf_16_is_read_with_and_without_a_mark_and_cut_in_a_character() {
    for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        let marked = utf16(&format!("\u{feff}{EVENT}"), to_bytes);
        assert_matches(&report(&marked));
        assert_matches(&report(&utf16(EVENT, to_bytes)));
        assert_matches(&report(&marked[..marked.len() - 1]));
    }
}

#[test]
fn nul_bytes_do_no_harm() {
    report(&[0; 4096]);
    report(EVENT.replace(' ', "\0").as_bytes());
    assert_matches(&report(format!("\0\0{EVENT}\0").as_bytes()));
}

#[test]
fn every_byte_alone_and_repeated_is_answered() {
    for byte in 0..=u8::MAX {
        report(&[byte]);
        report(&[byte; 777]);
    }
}

#[test]
fn every_beginning_and_every_end_of_an_event_is_answered() {
    for at in 0..=EVENT.len() {
        report(&EVENT.as_bytes()[..at]);
        report(&EVENT.as_bytes()[at..]);
    }
}

const MARKUP: [&str; 8] = [
    "<script>alert(1)</script>",
    "</Data><Data Name='Share'>",
    "**bold** [x](javascript:alert(1)) `code`",
    "{{host}} {{share|x}} {{",
    "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m",
    "\u{202e}gpj.exe\u{2066}",
    "%s%n$(calc)`calc`\";--",
    "]]>&lt;&#0;&amp;",
];

#[test]
fn markup_in_every_value_stays_text() {
    for markup in MARKUP {
        let hostile = EVENT
            .replace("LT-1.contoso.com", markup)
            .replace("plans", markup)
            .replace("read\n", &format!("{markup}\n"));
        let scanned = scan(&BASE, hostile.as_bytes(), true);
        assert_matches(&scanned.report);
        // What encloses a value (`**`, quotes) may be taken for the layout; control characters and those that turn the direction
        // of text go; the words are kept.
        let host = &scanned.report.results[0].captures["host"].value;
        assert!(!host.contains(char::is_control), "{host:?}");
        for words in markup.split(|c: char| c.is_control() || "*`\u{202e}\u{2066}".contains(c)) {
            assert!(host.contains(words.trim()), "{words:?} in {host:?}");
        }
    }
}

#[test]
fn what_a_paste_says_is_not_filled_in_again() {
    let hostile = EVENT.replace("LT-1.contoso.com", "{{share}}");
    let text = scan(&BASE, hostile.as_bytes(), true).text;
    assert!(text.contains("The folder on {{share}} stays empty"), "{text}");
}

#[test]
fn xml_that_nests_without_end_or_declares_entities_is_answered() {
    let deep = "<a>".repeat(200_000);
    report(deep.as_bytes());
    report(format!("<Event>{deep}").as_bytes());
    let bomb = "<!DOCTYPE Event [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>\
                <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><EventID>&b;</EventID></System></Event>";
    report(bomb.as_bytes());
    for cut in [
        "<Event",
        "<Event>",
        "<Event><System",
        "<Event><![CDATA[",
        "<Event><!--",
        "<Event a='",
        "<?xml",
        "</Event>",
    ] {
        report(cut.as_bytes());
    }
}

#[test]
fn json_that_nests_without_end_or_is_cut_is_answered() {
    report("[".repeat(200_000).as_bytes());
    report("{\"a\":".repeat(200_000).as_bytes());
    let object = r#"{"winlog": {"provider_name": "Contoso-Sync", "event_id": 4021, "x": [1, -2.5e300, null, "\ud800\u0000"]}}"#;
    for at in 0..=object.len() {
        report(&object.as_bytes()[..at]);
    }
}

#[test]
fn every_mark_label_and_anchor_repeated_is_read() {
    for piece in pieces() {
        kbmatch::read(&repeated(&piece, 32 << 10));
    }
}
