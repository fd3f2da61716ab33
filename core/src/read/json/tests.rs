use crate::event::Header;
use crate::read::read;
use crate::read::tests::show;

#[test]
fn winlogbeat_is_known() {
    let text = r#"{"@timestamp":"2026-01-02T03:04:05.006Z","winlog":{"event_id":"4625","provider_name":"Contoso-Auth","channel":"Security","computer_name":"pc1","event_data":{"TargetUserName":"ad\u0061","Status":"0xc000006d"}},"event":{"code":"4625"},"log":{"level":"information"},"message":"Logon failed.\n\nFailure Reason:\t\tBad name"}
"#;
    let expected = r#"Json Whole "{\"@times".."d name\"}"
  @timestamp="2026-01-02T03:04:05.006Z"
  *time="2026-01-02T03:04:05.006Z"
  winlog.eventid="4625"
  *event_id="4625"
  winlog.providername="Contoso-Auth"
  *provider="Contoso-Auth"
  winlog.channel="Security"
  *channel="Security"
  winlog.computername="pc1"
  *computer="pc1"
  winlog.eventdata.targetusername="ada" from "ad\\u0061"
  targetusername="ada" from "ad\\u0061"
  winlog.eventdata.status="0xc000006d"
  status="0xc000006d"
  event.code="4625"
  log.level="information"
  *level="information"
  message="Logon failed.\n\nFailure Reason:\t\tBad name" from "Logon failed.\\n\\nFailure Reason:\\t\\tBad name"
  *message="Logon failed.\n\nFailure Reason:\t\tBad name" from "Logon failed.\\n\\nFailure Reason:\\t\\tBad name"
  failurereason="Bad name"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn event_xml_as_json_is_known_and_data_has_short_names() {
    let text = r##"[{"Event":{"#attributes":{"xmlns":"x"},"System":{"Provider":{"#attributes":{"Name":"Contoso"}},"EventID":{"#attributes":{"Qualifiers":16384},"#text":7036},"Channel":"System","TimeCreated":{"#attributes":{"SystemTime":"2026-01-02T03:04:05Z"}}},"EventData":{"param1":"Spooler","Data":{"#text":["one","two"]}}}},
 {"Event":{"System":{"Provider_attributes":{"Name":"Contoso"},"EventID":1000},"EventData":{"Data":"single"}}}]
"##;
    let expected = r#"Json DataOnly "{\"Event\"".."wo\"]}}}}"
  event.#attributes.xmlns="x"
  event.system.provider.#attributes.name="Contoso"
  *provider="Contoso"
  event.system.eventid.#attributes.qualifiers="16384"
  event.system.eventid.#text="7036"
  *event_id="7036"
  event.system.channel="System"
  *channel="System"
  event.system.timecreated.#attributes.systemtime="2026-01-02T03:04:05Z"
  *time="2026-01-02T03:04:05Z"
  event.eventdata.param1="Spooler"
  param1="Spooler"
  event.eventdata.data.#text="one"
  param1="one"
  event.eventdata.data.#text="two"
  param2="two"
Json DataOnly "{\"Event\"".."ngle\"}}}"
  event.system.providerattributes.name="Contoso"
  *provider="Contoso"
  event.system.eventid="1000"
  *event_id="1000"
  event.eventdata.data="single"
  param1="single"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn get_win_event_is_known() {
    let text = r#"Record 1
{
  "Id":  13,
  "ProviderName":  "Contoso-Disk",
  "LogName":  "System",
  "MachineName":  "pc1",
  "Level":  2,
  "LevelDisplayName":  "Error",
  "TimeCreated":  "\/Date(1595374458918)\/",
  "Message":  "It\u0027s full. Path: C:\\temp"
}
"#;
    let expected = r#"Json Whole "Record 1".."\\temp\"\n}"
  id="13"
  *event_id="13"
  providername="Contoso-Disk"
  *provider="Contoso-Disk"
  logname="System"
  *channel="System"
  machinename="pc1"
  *computer="pc1"
  level="2"
  leveldisplayname="Error"
  *level="Error"
  timecreated="/Date(1595374458918)/" from "\\/Date(1595374458918)\\/"
  *time="/Date(1595374458918)/" from "\\/Date(1595374458918)\\/"
  message="It's full. Path: C:\\temp" from "It\\u0027s full. Path: C:\\\\temp"
  *message="It's full. Path: C:\\temp" from "It\\u0027s full. Path: C:\\\\temp"
  path="C:\\temp" from "C:\\\\temp"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn collectors_are_known_behind_a_syslog_header_and_line_by_line() {
    let text = r#"<13>Jan  2 03:04:05 pc1 {"EventTime":"2026-01-02 03:04:05","Hostname":"pc1","EventID":4656,"SourceName":"Contoso","Channel":"Security","Severity":"INFO","Message":"m"}
{"win":{"system":{"eventID":"7045","providerName":"Contoso","channel":"System"},"eventdata":{"serviceName":"x"}}}
"#;
    let expected = r#"Json Whole "<13>Jan ".."ge\":\"m\"}"
  eventtime="2026-01-02 03:04:05"
  *time="2026-01-02 03:04:05"
  hostname="pc1"
  *computer="pc1"
  eventid="4656"
  *event_id="4656"
  sourcename="Contoso"
  *provider="Contoso"
  channel="Security"
  *channel="Security"
  severity="INFO"
  *level="INFO"
  message="m"
  *message="m"
Json DataOnly "{\"win\":{".."\":\"x\"}}}"
  win.system.eventid="7045"
  *event_id="7045"
  win.system.providername="Contoso"
  *provider="Contoso"
  win.system.channel="System"
  *channel="System"
  win.eventdata.servicename="x"
  servicename="x"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn an_object_that_is_no_event_has_its_paths() {
    let text = r#"curl says {"error":"invalid_grant","error_description":"AADSTS50076: use MFA.\r\nTrace ID: abc\r\nTimestamp: 2026-01-02 03:04:05Z","error_codes":[50076,50079],"nested":{"a":{"b":true}},"none":null,"empty":""} 
"#;
    let expected = r#"Text Fragment "curl say".."url says"
Json Whole "{\"error\"".."pty\":\"\"}"
  error="invalid_grant"
  errordescription="AADSTS50076: use MFA.\r\nTrace ID: abc\r\nTimestamp: 2026-01-02 03:04:05Z" from "AADSTS50076: use MFA.\\r\\nTrace ID: abc\\r\\nTimestamp: 2026-01-02 03:04:05Z"
  *message="AADSTS50076: use MFA.\r\nTrace ID: abc\r\nTimestamp: 2026-01-02 03:04:05Z" from "AADSTS50076: use MFA.\\r\\nTrace ID: abc\\r\\nTimestamp: 2026-01-02 03:04:05Z"
  traceid="abc"
  timestamp="2026-01-02 03:04:05Z"
  errorcodes="50076"
  errorcodes="50079"
  nested.a.b="true"
  empty=""
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn azure_monitor_is_known() {
    let text = r#"{"TimeGenerated":"2026-01-02T03:04:05Z","Source":"Contoso","EventLog":"System","Computer":"pc1","EventID":7,"EventLevelName":"Error","RenderedDescription":"Disk gone."}
"#;
    let expected = r#"Json Whole "{\"TimeGe".." gone.\"}"
  timegenerated="2026-01-02T03:04:05Z"
  *time="2026-01-02T03:04:05Z"
  source="Contoso"
  *provider="Contoso"
  eventlog="System"
  *channel="System"
  computer="pc1"
  *computer="pc1"
  eventid="7"
  *event_id="7"
  eventlevelname="Error"
  *level="Error"
  rendereddescription="Disk gone."
  *message="Disk gone."
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn a_document_below_another_key_is_known() {
    let text = r#"{"_id":"1","_source":{"winlog":{"event_id":7,"user_data":{"x":"y"}},"message":"m"}}
"#;
    let expected = r#"Json Whole "{\"_id\":\"".."e\":\"m\"}}"
  id="1"
  source.winlog.eventid="7"
  *event_id="7"
  source.winlog.userdata.x="y"
  x="y"
  source.message="m"
  *message="m"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn a_cut_object_keeps_what_it_shows() {
    let text = r#"{"a":"x","winlog":{"event_id":7,"event_data":{"b":"y","c":"cut he
"#;
    let expected = r#"Json Fragment "{\"a\":\"x\""..":\"cut he"
  a="x"
  winlog.eventid="7"
  *event_id="7"
  winlog.eventdata.b="y"
  b="y"
note Truncated "{\"a\":\"x\",\"winlog\":{\"event_id\":7,\"event_d"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn damage_ends_with_its_line() {
    let text = r#"{"a":"x","b":"cut he
{"a":"y"}
{"a": 1, oops} and {braces} and {"half": and fn() {}
"#;
    let expected = r#"Json Fragment "{\"a\":\"x\""..":\"cut he"
  a="x"
Json Whole "{\"a\":\"y\"".."\"a\":\"y\"}"
  a="y"
Json Fragment "{\"a\": 1,".." fn() {}"
  a="1"
note Truncated "{\"a\":\"x\",\"b\":\"cut he"
note Truncated "{\"a\": 1, oops} and {braces} and {\"half\":"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn escapes_are_undone() {
    let text = r#"{"emoji":"\ud83d\ude00 \ud83d x","k\u0065y":"v"}
"#;
    let expected = r#"Json Whole "{\"emoji\"".."5y\":\"v\"}"
  emoji="😀 � x" from "\\ud83d\\ude00 \\ud83d x"
  key="v"
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn braces_in_prose_are_prose() {
    let text = r#"fn main() { "text" } ${"x"} {} { } {"
"#;
    let expected = r#"Text Fragment "fn main(".."} { } {\""
"#;
    assert_eq!(show(text), expected);
}

#[test]
fn an_object_cut_anywhere_is_read_as_far_as_it_goes() {
    let text = r#"{"EventID":7,"Channel":"System","ProviderName":"Contoso","Message":"a \"b\"","x":{"y":[1,{"z":null}]}}"#;
    for at in 0..=text.len() {
        let (head, tail) = text.split_at(at);
        let head = show(head);
        assert_eq!(head.contains("*event_id=\"7\""), at >= 31, "{at}: {head}");
        // A key that was cut is not taken for a whole one.
        assert!(!show(tail).contains("*event_id") || at <= 2, "{at}");
        show(&tail.replace('"', "\\\""));
        show(&text.replace('"', "'")[at..]);
    }
}

#[test]
fn damage_of_all_kinds_takes_linear_time() {
    for unit in [
        "\"a\":\"b\",",
        "\"EventID\":",
        "\"EventID\":1,\n",
        "{'a':",
        "{'a':'",
        "{\\\"a\\\":",
        "\\\\\\\"",
        "{\"a\":\"b\n",
        "{\"a\":1,\n",
        "{\"a\":\"{\\\"b\\\":1}\"",
        "{\"a\":\"b\" c\" ",
        "{\"a\":x(",
        "Record 1\n{",
        "{\"rows\":[[",
        "{\"a\":/*",
        "“a” : ",
        "System:\n EventID:\n",
        "Event:\n  System:\n    EventID: 1\n",
        "Event:\n  System: [[EventID",
    ] {
        show(&unit.repeat((128 << 10) / unit.len()));
    }
}

#[test]
fn a_syslog_header_before_an_object_belongs_to_it() {
    for head in [
        "Jan  2 03:04:05 pc1 sync[12]: ",
        "<11>1 2026-01-02T03:04:05Z pc1 sync 12 - - ",
        "2026-01-02T03:04:05Z pc1 sync: @cee: ",
    ] {
        let text = format!("{head}{{\"level\":\"error\",\"msg\":\"no access\"}}\n");
        let reading = read(&text);
        let [event] = &reading.events[..] else { panic!("{head}: {reading:?}") };
        assert_eq!((event.span.start, event.header(Header::Computer)), (0, Some("pc1")), "{head}");
        assert_eq!(
            (event.header(Header::Provider), event.header(Header::Message)),
            (Some("sync"), Some("no access"))
        );
        assert!(event.header(Header::Time).is_some_and(|time| head.contains(time)), "{head}");
    }
    let forwarded = "Jan  2 03:04:05 collector1 nxlog[12]: \
        {\"EventID\":7031,\"SourceName\":\"Service Control Manager\",\"Channel\":\"System\",\"Hostname\":\"pc1\",\"Message\":\"It stopped.\"}";
    let event = &read(forwarded).events[0];
    assert_eq!(
        (event.header(Header::Provider), event.header(Header::Computer)),
        (Some("Service Control Manager"), Some("pc1"))
    );
    // A sentence is no header.
    let reading = read("On Jan  2 03:04:05 pc1 wrote: {\"msg\":\"no access\"}");
    assert_eq!(reading.events.len(), 2);
}

#[test]
fn the_line_in_an_alert_of_ossec_and_wazuh_is_the_event() {
    let text = "{\"timestamp\":\"2026-01-02T03:04:09.000+0000\",\"rule\":{\"level\":5},\"agent\":{\"name\":\"pc1\"},\
        \"full_log\":\"2026 Jan 02 03:04:05 WinEvtLog: Application: ERROR(1000): Application Error: (no user): no domain: \
        pc1.contoso.com: Faulting application name: sync.exe\",\"location\":\"WinEvtLog\"}";
    let event = &read(text).events[0];
    assert_eq!((event.event_id(), event.header(Header::Channel)), (Some(1000), Some("Application")));
    assert_eq!(event.header(Header::Provider), Some("Application Error"));
    assert_eq!(event.header(Header::Message), Some("Faulting application name: sync.exe"));
}
