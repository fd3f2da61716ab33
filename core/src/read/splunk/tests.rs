use crate::read::tests::show;

#[test]
fn keys_of_the_next_event_begin_it() {
    let text = "LogName=System\nEventCode=1\nComputerName=pc1\nMessage=One: a\nLogName=System\nEventCode=2\nComputerName=pc2\nMessage=Two\n";
    let shown = show(text);
    assert_eq!(shown.matches("Splunk Whole").count(), 2, "{shown}");
    assert!(shown.contains("*event_id=\"2\"") && shown.contains("*message=\"One: a\""), "{shown}");
}

#[test]
fn a_search_is_no_event() {
    assert_eq!(
        show("index=main EventCode=4624 LogName=Security | stats count\n").matches("Splunk").count(),
        0
    );
    assert_eq!(show("EventCode=4624 OR EventCode=4625 OR EventCode=4634\n").matches("Splunk").count(), 0);
}

#[test]
fn many_keys_without_an_event_take_linear_time() {
    let text = "EventCode=1\n".repeat(20_000) + &"LogName=".repeat(20_000) + &"= ".repeat(100_000);
    assert!(!show(&text).is_empty());
}
