mod damage;

use crate::read::tests::show;

#[test]
fn a_well_formed_copy_is_read_label_by_label() {
    let text = r#"Log Name:      Contoso-Sync/Operational
Source:        Contoso-Sync
Date:          3/4/2026 5:06:07 PM
Event ID:      1098
Task Category: Token broker
Level:         Error
Keywords:      
User:          CONTOSO\ada
Computer:      pc1.contoso.com
Description:
The sync of settings failed.
Code: 0x80070005
Resource: https://files.contoso.com/
"#;
    let expected = r#"EventViewer Whole "Log Name".."oso.com/"
  *channel="Contoso-Sync/Operational"
  *provider="Contoso-Sync"
  *time="3/4/2026 5:06:07 PM"
  *event_id="1098"
  *task="Token broker"
  *level="Error"
  *user="CONTOSO\\ada"
  *computer="pc1.contoso.com"
  *message="The sync of settings failed.\nCode: 0x80070005\nResource: https://files.contoso.com/"
  code="0x80070005"
  resource="https://files.contoso.com/"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn labels_run_together_and_a_second_event_without_a_blank_line_are_read() {
    let text = r#"Log Name:      Contoso-Sync/Operational
Source:        Contoso-Sync
Event ID:      71 Task Category: Token
Broker Level:         Warning
Keywords:      Retry,
Retry Computer:      pc1.contoso.com
Description: Code: 0xCAA20002 No token. Trace ID: <Trace ID GUID> Timestamp: 01:30:38Z
Resource: https://a.contoso.com/*
Log Name:      Contoso-Sync/Operational
Source:        Contoso-Sync
Event ID:      72
Description: All is well.
"#;
    let expected = r#"EventViewer Whole "Log Name".."so.com/*"
  *channel="Contoso-Sync/Operational"
  *provider="Contoso-Sync"
  *event_id="71"
  *task="Token Broker" from "Token\nBroker"
  *level="Warning"
  *keywords="Retry, Retry" from "Retry,\nRetry"
  *computer="pc1.contoso.com"
  *message="Code: 0xCAA20002 No token. Trace ID: <Trace ID GUID> Timestamp: 01:30:38Z\nResource: https://a.contoso.com/*"
  code="0xCAA20002 No token"
  traceid="<Trace ID GUID>"
  timestamp="01:30:38Z"
  resource="https://a.contoso.com/*"
EventViewer Whole "Log Name".."is well."
  *channel="Contoso-Sync/Operational"
  *provider="Contoso-Sync"
  *event_id="72"
  *message="All is well."
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn events_on_one_line_are_told_apart() {
    let text = r#"What is this? Log Name: System Source: Contoso-Disk Date: 1/2/2026 Event ID: 7 Level: Error User: N/A Computer: pc1 Description: Block 5 is bad. Log Name: System Source: Contoso-Disk Event ID: 8 Description: Block 6 is bad.
"#;
    let expected = r#"Text Fragment "What is ".."is this?"
EventViewer Whole "Log Name".." is bad."
  *channel="System"
  *provider="Contoso-Disk"
  *time="1/2/2026"
  *event_id="7"
  *level="Error"
  *user="N/A"
  *computer="pc1"
  *message="Block 5 is bad."
EventViewer Whole "Log Name".." is bad."
  *channel="System"
  *provider="Contoso-Disk"
  *event_id="8"
  *message="Block 6 is bad."
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn labels_may_come_in_any_order_and_case() {
    let text = r#"Event ID: 5
Log name: Application
Level: Error
Source: Contoso
Details:
It stopped.
"#;
    let expected = r#"EventViewer Whole "Event ID".."stopped."
  *event_id="5"
  *channel="Application"
  *level="Error"
  *provider="Contoso"
  *message="It stopped."
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn an_event_may_begin_with_its_source_and_without_a_message_is_a_fragment() {
    let text = r#"Source:        Contoso
Event ID:      5
Level:         Error
"#;
    let expected = r#"EventViewer Fragment "Source: ".."   Error"
  *provider="Contoso"
  *event_id="5"
  *level="Error"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn label_words_inside_a_message_stay_message() {
    let text = r#"Log Name: Application
Source: Contoso Web
Event ID: 1309
Level: Warning
Description:
Event code: 3005
Event ID: 0123456789abcdef0123456789abcdef
Event sequence: 1
Source: the inner one
User: nobody
Description: AADSTS50076 is no header
Log Name: is mentioned here
"#;
    let expected = r#"EventViewer Whole "Log Name".."ned here"
  *channel="Application"
  *provider="Contoso Web"
  *event_id="1309"
  *level="Warning"
  *message="Event code: 3005\nEvent ID: 0123456789abcdef0123456789abcdef\nEvent sequence: 1\nSource: the inner one\nUser: nobody\nDescription: AADSTS50076 is no header\nLog Name: is mentioned here"
  eventcode="3005"
  eventid="0123456789abcdef0123456789abcdef"
  eventsequence="1"
  source="the inner one"
  user="nobody"
  description="AADSTS50076 is no header"
  logname="is mentioned here"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn quotes_markdown_and_no_break_spaces_are_no_part_of_the_values() {
    let text = r#"- First:

    > **Log Name:** &nbsp; &nbsp;Contoso/Admin  
    > **Source:** Contoso  
    > **Event ID:** 31  
    > **Computer:** *ComputerName*  
    > Description:  
    > It failed  
    > twice.

- Then I restarted.
"#;
    let expected = r#"Text Fragment "- First:".."- First:"
EventViewer Whole "**Log Na".."> twice."
  *channel="Contoso/Admin"
  *provider="Contoso"
  *event_id="31"
  *computer="ComputerName"
  *message="It failed  \ntwice."
Text Fragment "- Then I".."started."
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn a_code_fence_ends_an_event_and_is_no_event() {
    let text = r#"    ```output
    Log Name:      System
    Source:        Contoso
    Event ID:      36
    Level:         Error
    Description:
    Closed.

    Log Name:      System
    Source:        Contoso
    Event ID:      37
    ```
Regards
"#;
    let expected = r#"EventViewer Whole "Log Name".." Closed."
  *channel="System"
  *provider="Contoso"
  *event_id="36"
  *level="Error"
  *message="Closed."
EventViewer Fragment "Log Name".."      37"
  *channel="System"
  *provider="Contoso"
  *event_id="37"
Text Fragment "Regards".."Regards"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn the_xml_adds_its_data_and_its_time_and_the_text_keeps_the_header() {
    let text = r#"Log Name:      System
Source:        Contoso
Date:          3/4/2026 5:06:07 PM
Event ID:      7
Level:         Error
Computer:      pc1
Description:
A disk is full.
Event Xml:

```xml
<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
  <System>
    <Provider Name="Contoso" Guid="{0}" />
    <EventID Qualifiers="49152">7</EventID>
    <Level>2</Level>
    <TimeCreated SystemTime="2026-03-04T16:06:07.1234567Z" />
    <Channel>System</Channel>
    <Security UserID="S-1-5-18" />
  </System>
  <EventData>
    <Data Name="Disk">C: &amp; D:</Data>
    <Data Name="Status">%%-2147467259</Data>
  </EventData>
</Event>
```
thanks
"#;
    let expected = r#"EventViewer Whole "Log Name".."</Event>"
  *channel="System"
  *provider="Contoso"
  time="3/4/2026 5:06:07 PM"
  *event_id="7"
  *level="Error"
  *computer="pc1"
  *message="A disk is full."
  provider="Contoso"
  provider.guid="{0}"
  eventid.qualifiers="49152"
  eventid="7"
  level="2"
  *time="2026-03-04T16:06:07.1234567Z"
  channel="System"
  *user="S-1-5-18"
  disk="C: & D:" from "C: &amp; D:"
  status="%%-2147467259"
Text Fragment "thanks".."thanks"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn cut_xml_leaves_the_message_whole() {
    let text = r#"Log Name: System
Source: Contoso
Event ID: 7
Description:
A disk is full.
Event Xml:
<Event><System><Provider Name="Contoso"/></System><EventData><Data Name="Disk">C:

Log Name: System
Source: Contoso
Event ID: 8
"#;
    let expected = r#"EventViewer Whole "Log Name".."Disk\">C:"
  *channel="System"
  *provider="Contoso"
  *event_id="7"
  *message="A disk is full."
  provider="Contoso"
  disk="C:"
EventViewer Fragment "Log Name".."nt ID: 8"
  *channel="System"
  *provider="Contoso"
  *event_id="8"
note Truncated "<Event><System><Provider Name=\"Contoso\"/"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn a_value_ends_before_an_unknown_label() {
    let text = r#"Log Name: Contoso
Source: Contoso
Event ID: 107 (seen twice)
GUID: {1}
Level:
Error
Computer: pc1

and so on
"#;
    let expected = r#"EventViewer Fragment "Log Name".."ter: pc1"
  *channel="Contoso"
  *provider="Contoso"
  *event_id="107"
  *level="Error"
  *computer="pc1"
Text Fragment "and so o".."nd so on"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn a_few_labels_are_no_event() {
    let text = r#"Source: a newspaper
Date: Monday
From: you
User: me
"#;
    let expected = r#"Text Fragment "Source: ".."User: me"
  source="a newspaper"
  date="Monday"
  from="you"
  user="me"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn the_date_of_the_mail_around_an_event_is_not_the_events() {
    let text = r#"From: ada
Date: Monday

Log Name: System
Source: Contoso
Date: 1/2/2026
Event ID: 7
Description: gone
"#;
    let expected = r#"Text Fragment "From: ad"..": Monday"
  from="ada"
  date="Monday"
EventViewer Whole "Log Name".."on: gone"
  *channel="System"
  *provider="Contoso"
  *time="1/2/2026"
  *event_id="7"
  *message="gone"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn xml_that_is_no_xml_belongs_to_the_message() {
    let text = r#"Log Name: System
Source: Contoso
Event ID: 7
Description:
Event Xml:
\<Path>C:\</Path>
"#;
    let expected = r#"EventViewer Whole "Log Name".."\\</Path>"
  *channel="System"
  *provider="Contoso"
  *event_id="7"
  *message="Event Xml:\n<Path>C:</Path>"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn xml_of_another_event_is_another_event() {
    let text = r#"Log Name: System
Source: Contoso
Event ID: 7
Description: gone
<Event><System><EventID>8</EventID></System></Event>
"#;
    let expected = r#"EventViewer Whole "Log Name".."on: gone"
  *channel="System"
  *provider="Contoso"
  *event_id="7"
  *message="gone"
Xml DataOnly "<Event><".."</Event>"
  *event_id="8"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn the_labels_of_older_and_neighbouring_tools_are_known() {
    let text = r#"Event Type: Error
Event Source: Contoso
Event Category: None
Event ID: 7
Date: 1/2/2026
Time: 3:04:05 PM
User: N/A
Computer: pc1
Description:
Gone.
"#;
    let expected = r#"EventViewer Whole "Event Ty".."n:\nGone."
  *level="Error"
  *provider="Contoso"
  *task="None"
  *event_id="7"
  *time="1/2/2026 3:04:05 PM" from "1/2/20263:04:05 PM"
  *user="N/A"
  *computer="pc1"
  *message="Gone."
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn a_label_of_which_the_text_has_the_end_is_read_with_a_note() {
    let text = "ce: Contoso\nEvent ID: 5\nLevel: Error\n";
    let expected = r#"EventViewer Fragment "ce: Cont".."l: Error"
  *provider="Contoso"
  *event_id="5"
  *level="Error"
note Truncated "ce: Contoso\nEvent ID: 5\nLevel: Error"
"#;
    assert_eq!(show(text), expected);
}
