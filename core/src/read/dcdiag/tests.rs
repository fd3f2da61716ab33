use crate::event::Header;
use crate::read::read;

const EVENT: &str = "An error event occurred.  EventID: 0x00000422\n   Time Generated: 01/10/2026   15:49:43\n   Event String:\n   Gone.\n";

#[test]
fn each_event_of_a_test_is_one() {
    let text = format!("Starting test: SystemLog\n{}........ DC1 failed test SystemLog\n", EVENT.repeat(400));
    let reading = read(&text);
    let numbered = reading.events.iter().filter(|event| event.header(Header::EventId).is_some());
    assert_eq!(numbered.clone().count(), 400);
    assert!(numbered.clone().all(|event| event.header(Header::Channel) == Some("System")));
}

#[test]
fn a_test_that_passed_gives_its_log_to_no_event_of_another_one() {
    let text = format!(
        "Starting test: KccEvent\n   ......................... DC1 passed test KccEvent\nStarting test: Other\n{EVENT}"
    );
    let reading = read(&text);
    assert!(reading.events.iter().all(|event| event.header(Header::Channel).is_none()));
}

#[test]
fn everything_on_one_line_is_read() {
    let text = EVENT.replace('\n', " ").repeat(2);
    let reading = read(&text);
    let times: Vec<_> = reading.events.iter().map(|event| event.header(Header::Time)).collect();
    assert_eq!(times, [Some("01/10/2026   15:49:43"); 2]);
    assert!(reading.events.iter().all(|event| event.header(Header::Message) == Some("Gone.")));
}

#[test]
fn hostile_repetition_takes_linear_time() {
    for unit in [
        "EventID: 0x",
        "EventID: 0x1 Time Generated: ",
        "An error event occurred. EventID: 0x1 ",
        "Starting test: SystemLog EventID: 0x1",
        "Starting test: SystemLog An error event occurred. EventID: 0x1 Event String: ",
        "An error event occurred. EventID: 0x1 Time Generated: Event String: a\n",
    ] {
        read(&unit.repeat((1 << 14) / unit.len()));
    }
}
