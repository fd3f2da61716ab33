//! What holds for all layouts. Each layout's own tests stand in its file.

use super::{Reading, read};
use crate::event::{Event, Field, FieldKey};
use proptest::prelude::*;
use std::fmt::Write;

/// What was read, for people: format, extent, the first and last words, and the fields, those of the header with a
/// star. A field's value stands beside what
/// its spans hold in the input where these differ.
pub(super) fn show(text: &str) -> String {
    let Reading { events, notes } = read(text);
    let mut out = String::new();
    for event in &events {
        let span = &text[event.span.range()];
        let end = span.chars().rev().take(8).collect::<Vec<_>>();
        let (start, end): (String, String) =
            (span.chars().take(8).collect(), end.into_iter().rev().collect());
        writeln!(out, "{:?} {:?} {start:?}..{end:?}", event.format, event.extent)
            .expect("a string takes all");
        for field in &event.fields {
            let (value, source) = (event.value(field), source(text, event, field));
            let mark = if matches!(field.key, FieldKey::Header(_)) { "*" } else { "" };
            write!(out, "  {mark}{}={value:?}", field.key).expect("a string takes all");
            out += &if source == value { "\n".to_owned() } else { format!(" from {source:?}\n") };
        }
    }
    for note in notes {
        let span = &text[note.span.bytes.range()];
        let start: String = span.chars().take(40).collect();
        writeln!(out, "note {:?} {start:?}", note.code).expect("a string takes all");
    }
    out
}

fn source(text: &str, event: &Event, field: &Field) -> String {
    event.source(field.range.clone()).into_iter().map(|span| &text[span.range()]).collect()
}

/// Events of one text in every layout: what damage is done to.
const LAYOUTS: &[&str] = &[
    "Log Name:      Contoso/Operational\nSource:        Contoso-Sync\nDate:          1/2/2026 3:04:05 PM\nEvent ID:      42\n\
     Task Category: None\nLevel:         Error\nKeywords:      \nUser:          N/A\nComputer:      pc1.contoso.com\n\
     Description:\nSync failed. Code: 0x80070005 Resource: https://a.contoso.com/\nEvent Xml:\n\
     <Event xmlns='x'>\n  <System><Provider Name='Contoso-Sync'/><EventID>42</EventID></System>\n\
     <EventData><Data Name='Path'>C:\\a &amp; b</Data></EventData>\n</Event>\n",
    "> **Log Name:** Contoso Source: Contoso-Sync Event ID: 42 Level:\n> Error Description: It failed, code: 5\n",
    "<?xml version=\"1.0\"?><Events><Event><System><Provider Name=\"Contoso\"/><EventID>7</EventID></System><RenderingInfo>\
     <Message>Gone: yes</Message></RenderingInfo></Event><Event><UserData><x:A xmlns:x='y'>é</x:A></UserData></Event></Events>",
    "[{\"@timestamp\":\"2026-01-02T03:04:05Z\",\"winlog\":{\"event_id\":42,\"event_data\":{\"a\":\"b\\u00e9\\n\"}}},\n{\"x\":[1,{\"y\":null}]}]",
    "<![LOG[a [b]\nc]LOG]!><time=\"10:35:33.039-60\" date=\"09-07-2022\" component=\"X\" type=\"3\">\n\
     2026-01-02 03:04:05, Error   SP   text (hr:0x5)\n2026-01-02 03:04:05:123 808 aac Agent * WARNING: é\n  more\n\
     a  X  1/2/2026 3:04:05 PM  4660 (0x1234)\n<LogErrorLine>2026-01-02 03:04:05, Error SP  é</LogErrorLine>\n",
    "Error: (03/07/2026 08:02:57 PM) (Source: A) (EventID: 1) (User: é)\nDescription: é\nb\n\nError - 3/7/2026 8:02:57 PM | \
     Computer Name = é | Source = A | ID = 1\nDescription = é\n\n3/7/2026 8:02:57 PM, error: A [1]  - é\n",
    "<34>Oct 11 22:14:15 host app[1]: é\n<165>1 2026-01-02T03:04:05Z h a 1 - [x@1 k=\"v\"] t\nE0102 03:04:05.678901 1 a.go:1] \"x\" k=\"v\"\n\
     time=2026-01-02T03:04:05Z level=error msg=\"a \\\"b\\\"\"\n_HOSTNAME=a\n_BOOT_ID=b\nPRIORITY=3\nMESSAGE=é\n[    1.234567] x\n",
    "Jan 02, 2026 3:04:05 PM com.a.B run\nSEVERE: é\n[2026-01-02 03:04:05] a\n2026-01-02 03:04:05 ERROR a.b.C - é\n\tat a.b.C(D.java:1)\n\
     #Fields: date time x y\n2026-01-02 03:04:05 1 é\nh - u [02/Jan/2026:03:04:05 +0000] \"GET /\" 200 1\n\
     2026-01-02 03:04:05.12 Logon  Error: 1, Severity: 2\n2026-01-02 03:04:05.12 Logon  é\n",
    "a.b.CException: é\n   at a.b.C()\nCaused by: a.DError: x\n\n---> é\nTraceback (most recent call last):\n  File \"é\"\nXError: y\n\
     panic: é\n\ngoroutine 1 [running]:\na()\nthread 'é' panicked at 'é', é\né\n\nm\nAt line:1\n+ é\n    + CategoryInfo : é\n    + FullyQualifiedErrorId : é\n",
    "| SSO State |\n+---+\n AzureAdJoined : YES\n                    é\nNgcSet: é\n\nRequest Id: é\n**Error Code:** 53003\nMessage: AADSTS50011: é\n",
    "Retrieving tenants\n\nx é AADSTS50076: é Trace ID:\né Timestamp: é\n\nlog in with az login é k=v, a = 5\n",
    "```console\nEvent ID: 1\nSource: A\nLevel: B\n```\nprose: with a key\n",
    "Request: authority: https://login.contoso.com, client: 1, resource: https://a.contoso.com/\n",
    "TimeCreated  : 3/7/2026 8:02:57 PM\nProviderName : Contoso\nId           : 42\nMessage      : It failed.\n\n               \
     é: 0x80070005\n\nTimeCreated  : 3/7/2026 8:03:57 PM\nProviderName : Contoso\nId           : 43\n",
    "   ProviderName: Contoso\n\nTimeCreated         Id LevelDisplayName Message\n-----------         -- ---------------- -------\n\
     3/7/2026 8:02:57 PM 42 情報             Started.\n                                         Again.\n\
     3/7/2026 8:03:57 PM 4 Error            Failed...\n  77 Mar 07 12:18  Error Disk 7 Bad.\n",
    "\"Message\",\"Id\",\"ProviderName\",\"TimeCreated\"\n\"It \"\"failed\"\",\né\",\"42\",\"Contoso\",\"3/7/2026 8:02\"\n\
     Error\t3/7/2026 8:02:57 PM\tContoso\t42\tNone\t\"a\nb\"\n",
];

/// Marks with letters that are undone before the layouts see a text.
const DRESS: [&str; 2] = ["&nbsp;", "<br>"];

pub(super) fn any_text() -> impl Strategy<Value = String> {
    let layout = prop::sample::select(LAYOUTS);
    let pieces = prop::sample::select(
        &[
            "Log Name:",
            "Event ID:",
            "Source: ",
            "Description:",
            "Event Xml:",
            "<Event>",
            "</Event>",
            "<",
            ">",
            "&",
            "&#0;",
            "]]>",
            "{\"",
            "\":",
            "\"",
            "\\u",
            "{",
            "}",
            "[",
            ",",
            ": ",
            "\n",
            "```\n",
            "> ",
            "**",
            "é",
            "\u{1f600}",
            "\0",
            "<!DOCTYPE Event [",
            "<![CDATA[",
            "<!--",
            "<?xml",
            "&nbsp;",
            "<br>",
            "&lt;Event&gt;",
            "&lt;/Event>",
            "\\<",
            "\n// ",
            "\n> ",
            "\u{200b}",
            "\u{ff1a}",
            "\u{a0}",
            "a",
            "7",
        ][..],
    );
    let damaged = (
        layout.clone(),
        prop::collection::vec((any::<prop::sample::Index>(), pieces.clone(), 0..4usize), 0..6),
    );
    let damaged = damaged.prop_map(|(layout, edits)| {
        let mut chars: Vec<char> = layout.chars().collect();
        for (place, piece, removed) in edits {
            let at = place.index(chars.len() + 1);
            let end = (at + removed * removed * 4).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        chars.into_iter().collect::<String>()
    });
    let mosaic = prop::collection::vec(
        prop_oneof![pieces.prop_map(str::to_owned), layout.prop_map(str::to_owned), "\\PC{0,5}"],
        0..30,
    );
    prop_oneof![damaged, mosaic.prop_map(|pieces| pieces.concat()), any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_read_events_are_in_order_and_every_part_knows_its_place(text in any_text()) {
        let reading = read(&text);
        let mut end = 0;
        for event in &reading.events {
            prop_assert!(end <= event.span.start && event.span.start < event.span.end && event.span.end <= text.len());
            end = event.span.end;
            let span = &text[event.span.range()];
            prop_assert!(!span.starts_with(char::is_whitespace) && !span.ends_with(char::is_whitespace));
            let mut at = event.span.start;
            for source in event.source(0..event.text().len()) {
                prop_assert!(at <= source.start && source.end <= event.span.end);
                prop_assert!(text.is_char_boundary(source.start) && text.is_char_boundary(source.end));
                at = source.end;
            }
            for field in &event.fields {
                let value = event.value(field);
                prop_assert_eq!(value, value.trim());
            }
            prop_assert!(event.fields.is_sorted_by_key(|field| field.range.start));
        }
        for note in &reading.notes {
            prop_assert!(text.get(note.span.bytes.range()).is_some());
        }
    }

    #[test]
    fn no_word_of_the_text_is_lost(text in any_text()) {
        // What stands in no event is white space, punctuation, code fences and what wraps XML events.
        let reading = read(&text);
        let mut rest = String::new();
        let mut at = 0;
        for event in &reading.events {
            rest += &text[at..event.span.start];
            rest.push('\n');
            at = event.span.end;
        }
        rest += &text[at..];
        // On a line of its own, the label of XML that follows in an event of its own.
        for mark in DRESS.into_iter().chain(["Event Xml"]) {
            rest = rest.replace(mark, "\n");
        }
        let seen = text.replace('\u{200b}', "");
        if ["<?xml", "<!DOCTYPE", "Events", "```"].iter().all(|wrap| !seen.contains(wrap)) {
            prop_assert!(!rest.contains(char::is_alphanumeric), "{rest:?}");
        }
    }
}

/// `unit` over and over, so long that an algorithm that is not linear takes minutes.
fn long(unit: &str) -> String {
    unit.repeat((1 << 17) / unit.len())
}

#[test]
fn hostile_repetition_takes_linear_time() {
    for unit in [
        "<",
        "{",
        "\"",
        ":",
        ": ",
        "> ",
        "&",
        "```\n",
        "Log Name: ",
        "Level:\nUser:\nDate:\n",
        "Log Name: Source: Event ID: ",
        "Event Xml: ",
        "<Event>",
        "<Event ",
        "<Event><a \"",
        "<?xml ?>",
        "<!DOCTYPE Event [",
        "{\"a\":",
        " {\"a\": ",
        "{\"a\":1} ",
        "{\"a\":[",
        "{\"a\":\"",
        "Log Name: x Source: y Event ID: 5 Description: d Event Xml: <Event><a \"",
        "Event ID: 5\nSource: x\nLevel: 2\nDescription:\n",
        "é: ",
        ", a: ",
        "<![LOG[",
        "<![LOG[\n",
        "]LOG]!>",
        "<![LOG[a]LOG]!><time=\"",
        "a $$<X><1-2-2026",
        "(0x1)\n",
        "<LogErrorLine>",
        "<SetupDiag>\n",
        "2026-01-02 03:04:05, Error SP  x\n\n",
        "2026-01-02 03:04:05 x\ny\n",
        "2026-01-02 03:04:05 ",
        "Jan 02, 2026 3:04:05 PM a.b\n",
        "A=1\n",
        "_PID=1\n                    ",
        "#Fields: a\n\n",
        "#Version: ",
        "level=error msg=\"",
        "panic: \n",
        "thread 'a' panicked at \n",
        "a.Error: \n",
        "Traceback (most recent call last):\n",
        "+ CategoryInfo",
        "\n\n+ CategoryInfo : x\n",
        "+---+\n",
        "NgcSet\n",
        "AzureAdPrt : NO\nx\n",
        "Request Id: ",
        "More details ",
        "AADSTS",
        "AADSTS50076 ",
        "AADSTS50076 {\"Trace ID: ",
        "Response_Status. az login ",
        "a=",
        "a=\"",
        " a = ",
        ". A: ",
    ] {
        read(&long(unit));
    }
    read(&(long("<Event><a \"") + &long("</Event>")));
    read(
        &(long("Log Name: x Source: y Event ID: 5 Description: d Event Xml: <Event><a \"")
            + &long("</Event>")),
    );
    read(&format!("{{\"{}\":{{{}\"z\":1}}}}", long("k"), long("\"a\":1,")));
}

#[test]
fn nothing_to_read_is_a_note() {
    for text in ["", " \n\t", "\u{a0}\u{3000}\n"] {
        let reading = read(text);
        assert!(reading.events.is_empty());
        assert_eq!(reading.notes.len(), 1);
    }
}

#[test]
fn one_paste_may_mix_layouts() {
    let text = "It broke today:\n\n```\nLog Name: System\nSource: Contoso\nEvent ID: 7\nDescription: Disk gone\n```\nand\n\
                {\"level\":\"error\",\"message\":\"full\"}\n<Event><System><EventID>9</EventID></System></Event>\nThanks";
    assert_eq!(
        show(text),
        r#"Text Fragment "It broke".."e today:"
EventViewer Whole "Log Name".."isk gone"
  *channel="System"
  *provider="Contoso"
  *event_id="7"
  *message="Disk gone"
Text Fragment "and".."and"
Json Whole "{\"level\""..":\"full\"}"
  level="error"
  *level="error"
  message="full"
  *message="full"
Xml DataOnly "<Event><".."</Event>"
  *event_id="9"
Text Fragment "Thanks".."Thanks"
"#
    );
}

#[test]
fn markup_and_templates_in_a_paste_stay_text() {
    let text = "Log Name: <script>alert(1)</script>\nSource: {{7*7}}\nEvent ID: 5\nDescription:\n**x** <img src=y> ]]> \0 {{";
    assert_eq!(
        show(text),
        "EventViewer Whole \"Log Name\"..\"]]> \\0 {{\"\n  *channel=\"<script>alert(1)</script>\"\n  *provider=\"{{7*7}}\"\n  \
         *event_id=\"5\"\n  *message=\"**x** <img src=y> ]]> \\0 {{\"\n"
    );
}

#[test]
fn the_text_of_structured_events_is_lines_of_names_and_values() {
    let text = "<Event><System><Provider Name='A &amp; B'/><EventID>7</EventID></System><EventData><Data>x</Data></EventData></Event>\n\
                {\"a\":{\"b\":\"c\\td\",\"e\":[1,2]}}";
    let reading = read(text);
    let texts: Vec<&str> = reading.events.iter().map(Event::text).collect();
    assert_eq!(texts, ["Provider.Name: A & B\nEventID: 7\nparam1: x\n", "a.b: c\td\na.e: 1\na.e: 2\n"]);
}

#[test]
fn what_is_damaged_or_refused_is_still_in_the_text() {
    let deep = format!(
        "<Event><System><EventID>7</EventID></System>{}deep{}</Event>",
        "<a>".repeat(70),
        "</a>".repeat(70)
    );
    for text in [
        deep.as_str(),
        "<Event><System><EventID>7</EventID></System><EventData><Data Name=\"B>deep</Data></EventData></Event>",
        "{\"a\":1,\"b\":[2,{\"c\":\"deep",
        "{\"a\":1,\"b\":deep}",
    ] {
        let reading = read(text);
        assert_eq!(reading.events.len(), 1, "{text}");
        assert!(reading.events[0].text().contains("deep"), "{text}");
        assert_eq!(reading.events[0].span, (0..text.len()).into());
    }
}
