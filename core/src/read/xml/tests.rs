use crate::event::{Extent, Format, Header};
use crate::read::read;
use crate::read::tests::show;

#[test]
fn an_event_is_read_to_its_last_element() {
    let text = r#"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Contoso' Guid='{1}' EventSourceName='C'/><EventID Qualifiers='49152'>7026</EventID><Version>0</Version><Level>2</Level><Task>3</Task><Opcode>4</Opcode><Keywords>0x80</Keywords><TimeCreated SystemTime='2026-01-02T03:04:05.1234567Z'/><EventRecordID>9</EventRecordID><Correlation/><Execution ProcessID='4' ThreadID='5'/><Channel>System</Channel><Computer>pc1</Computer><Security UserID='S-1-5-18'/></System><EventData><Data>first &lt;1&gt;</Data><Data Name='Named'>a&#xD;&#xA;b</Data><Data/><Data Name='Empty'></Data><Binary>00FF</Binary></EventData></Event>
"#;
    let expected = r#"Xml DataOnly "<Event x".."</Event>"
  *provider="Contoso"
  provider.guid="{1}"
  provider.eventsourcename="C"
  eventid.qualifiers="49152"
  *event_id="7026"
  version="0"
  *level="2"
  *task="3"
  *opcode="4"
  *keywords="0x80"
  *time="2026-01-02T03:04:05.1234567Z"
  eventrecordid="9"
  execution.processid="4"
  execution.threadid="5"
  *channel="System"
  *computer="pc1"
  *user="S-1-5-18"
  param1="first <1>" from "first &lt;1&gt;"
  named="a\r\nb" from "a&#xD;&#xA;b"
  param2=""
  empty=""
  binary="00FF"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn rendered_names_go_before_numbers_and_prefixes_do_not_matter() {
    let text = r#"<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<Events><Event><System><Provider Name="A"/><EventID>1</EventID><Level>4</Level><Keywords>0x1</Keywords></System><EventData><Data Name="x">1</Data></EventData><RenderingInfo Culture="en-US"><Message>Account: ada&#10;Done.</Message><Level>Information</Level><Channel>Shown</Channel><Keywords><Keyword>Audit Success</Keyword><Keyword>Other</Keyword></Keywords></RenderingInfo></Event>
<e:Event xmlns:e="y"><e:System><e:EventID>2</e:EventID></e:System><e:UserData><c:Result xmlns:c="z" value="80092013"><c:Text>revoked</c:Text><c:Empty/></c:Result></e:UserData></e:Event></Events>
"#;
    let expected = r#"Xml Whole "<Event><".."</Event>"
  *provider="A"
  *event_id="1"
  level="4"
  keywords="0x1"
  x="1"
  *message="Account: ada\nDone." from "Account: ada&#10;Done."
  account="ada"
  *level="Information"
  channel="Shown"
  *keywords="Audit Success"
  *keywords="Other"
Xml DataOnly "<e:Event".."e:Event>"
  *event_id="2"
  result.value="80092013"
  text="revoked"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn what_windows_could_not_render_is_data_too() {
    let text = r#"<Event><System><EventID>1</EventID></System><ProcessingErrorData><ErrorCode>15027</ErrorCode><DataItemName>x</DataItemName></ProcessingErrorData></Event>
"#;
    let expected = r#"Xml DataOnly "<Event><".."</Event>"
  *event_id="1"
  errorcode="15027"
  dataitemname="x"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn a_cut_event_keeps_what_it_shows_and_the_next_one_is_whole() {
    let text = r#"<Event><System><Provider Name="Contoso"/><EventID>7</EventID><Level>2</Level></System><EventData><Data Name="Path">C:\wind

And then nothing.
<Event><System><EventID>8</EventID></System></Event>
"#;
    let expected = r#"Xml Fragment "<Event><"..">C:\\wind"
  *provider="Contoso"
  *event_id="7"
  *level="2"
  path="C:\\wind"
Text Fragment "And then".."nothing."
Xml DataOnly "<Event><".."</Event>"
  *event_id="8"
note Truncated "<Event><System><Provider Name=\"Contoso\"/"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn entity_declarations_are_refused_and_unknown_entities_stay_text() {
    let text = r#"<!DOCTYPE Events [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]>
<Event><System><EventID>1</EventID></System><EventData><Data Name="A">&b; &amp; & &bogus;</Data></EventData></Event>
"#;
    let expected = r#"Xml DataOnly "<Event><".."</Event>"
  *event_id="1"
  a="&b; & & &bogus;" from "&b; &amp; & &bogus;"
note Refused "<!DOCTYPE Events [<!ENTITY a \"aaa\"><!ENT"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn damage_inside_an_event_stays_inside_and_loses_no_word() {
    let text = r#"<Event><System><EventID>7</EventID></System><EventData><Data Name="A">1</Data><Data Name="B>2</Data></EventData></Event> after
"#;
    let expected = r#"Xml Fragment "<Event><".."</Event>"
  *event_id="7"
  a="1"
Text Fragment "after".."after"
note Truncated "<Event><System><EventID>7</EventID></Sys"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn a_tag_in_prose_is_no_event() {
    let text = r#"The <Event> element has a <System> part. <Event></Event> <Event><b>x</b></Event>
"#;
    let expected = r#"Text Fragment "The <Eve".."</Event>"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn a_tree_view_with_its_markers_is_read() {
    let text = r#"- <Event xmlns="x">
- <System>
  <Provider Name="Contoso" />
  <EventID>7</EventID>
  </System>
- <EventData>
  <Data Name="A"><![CDATA[<raw> & ]]></Data>
  </EventData>
  </Event>
"#;
    let expected = r#"Xml DataOnly "<Event x".."</Event>"
  *provider="Contoso"
  *event_id="7"
  a="<raw> &"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn nesting_without_end_is_refused_and_the_rest_kept() {
    let text = r#"<Event><System><EventID>7</EventID></System><UserData><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>deep</a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></UserData></Event>
"#;
    let expected = r#"Xml Fragment "<Event><".."</Event>"
  *event_id="7"
note Refused "a"
"#;
    assert_eq!(show(text), expected);
}

const WHOLE: &str = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Contoso' Guid='{1}'/>\
    <EventID Qualifiers='49152'>7026</EventID><Level>2</Level><Keywords>0x80</Keywords><TimeCreated SystemTime='2026-01-02T03:04:05Z'/>\
    <Channel>System</Channel><Computer>pc1</Computer><Security UserID='S-1-5-18'/></System><EventData><Data Name='A'>\u{e4} &lt;1&gt;</Data>\
    <Data>b</Data></EventData><RenderingInfo Culture='en-US'><Message>It \u{2026} failed</Message><Level>Error</Level></RenderingInfo></Event>";

fn cuts() -> impl Iterator<Item = usize> {
    (1..WHOLE.len()).filter(|at| WHOLE.is_char_boundary(*at))
}

/// The values that a header field has in the whole event.
fn known(header: Header) -> &'static [&'static str] {
    match header {
        Header::Provider => &["Contoso"],
        Header::EventId => &["7026"],
        Header::Level => &["2", "Error"],
        Header::Keywords => &["0x80"],
        Header::Time => &["2026-01-02T03:04:05Z"],
        Header::Channel => &["System"],
        Header::Computer => &["pc1"],
        Header::User => &["S-1-5-18"],
        _ => &[],
    }
}

const HEADERS: [Header; 8] = [
    Header::Provider,
    Header::EventId,
    Header::Level,
    Header::Keywords,
    Header::Time,
    Header::Channel,
    Header::Computer,
    Header::User,
];

#[test]
fn an_event_that_is_cut_anywhere_is_a_fragment_and_no_header_field_changes() {
    for at in cuts() {
        for part in [&WHOLE[..at], &WHOLE[at..]] {
            let events = read(part).events;
            for event in &events {
                assert_eq!(event.extent, Extent::Fragment, "{part}");
                for header in HEADERS {
                    let value = event.header(header);
                    assert!(value.is_none_or(|value| known(header).contains(&value)), "{value:?} in {part}");
                }
            }
            let xml = events.iter().filter(|event| event.format == Format::Xml).count();
            assert!(xml <= 1 && events.len() <= 2, "{} {part}", events.len());
        }
    }
}

#[test]
fn what_follows_the_cut_is_read() {
    let id = WHOLE.find("<EventID").expect("id");
    for at in cuts().filter(|at| *at <= id) {
        let events = read(&WHOLE[at..]).events;
        let event = events.iter().find(|event| event.format == Format::Xml).expect(&WHOLE[at..]);
        assert_eq!(event.event_id(), Some(7026), "{}", &WHOLE[at..]);
        assert_eq!(event.header(Header::Level), Some("Error"));
        assert_eq!(event.header(Header::Message), Some("It \u{2026} failed"));
    }
}

#[test]
fn parts_without_end_are_read_in_linear_time() {
    let size = 200_000;
    for piece in [
        "<System><!--",
        "<System><![CDATA[",
        "<EventData><Data>x</Data><!--",
        "<Event><Event>",
        "<Event><a>x</a>",
        "<EventID><Level>",
        "</System>",
        "<System><x a=\"",
        "<EventData>a",
        "Record 1\n",
        "Record 1\n<?xml?>\n",
        "<Event xmlns=\"<",
        "<Level>1</Level>",
        "<DataItem><EventData>",
    ] {
        read(&piece.repeat(size / piece.len()));
    }
}
