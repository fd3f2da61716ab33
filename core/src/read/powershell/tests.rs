use crate::event::{Event, Extent, Header};
use crate::read::read;

const LIST: &str = "TimeCreated  : 3/7/2026 8:02:57 PM\r\nProviderName : Contoso-Sync\r\nId           : 4021\r\n\
                    Message      : The first half of a message that is so long that it had to be\r\n               wrapped.\r\n\
                    \r\nTimeCreated  : 3/7/2026 8:03:57 PM\r\nProviderName : Contoso-Sync\r\nId           : 4022\r\n\
                    Message      : Short.\r\n";

const TABLE: &str = "   ProviderName: Contoso-Sync\n\nTimeCreated                     Id LevelDisplayName Message\n\
                     -----------                     -- ---------------- -------\n\
                     3/7/2026 8:02:57 PM           4021 Error            Reading failed.\n\
                     3/7/2026 8:03:57 PM           4022 Warning          Trying again...\n\nDone.\n";

fn ids(text: &str) -> Vec<u32> {
    read(text).events.iter().filter_map(Event::event_id).collect()
}

#[test]
fn wrapped_lines_are_one_value_that_knows_its_places() {
    let events = read(LIST).events;
    assert_eq!(ids(LIST), [4021, 4022]);
    let message = "The first half of a message that is so long that it had to be wrapped.";
    assert_eq!(events[0].header(Header::Message), Some(message));
    assert!(events[0].text().contains(message));
}

#[test]
fn the_heading_of_a_table_is_said_of_all_its_rows() {
    let events = read(TABLE).events;
    let providers: Vec<_> = events.iter().map(|event| event.header(Header::Provider)).collect();
    assert_eq!(providers, [Some("Contoso-Sync"), Some("Contoso-Sync"), None]);
    assert_eq!(events[1].extent, Extent::Fragment);
}

#[test]
fn a_cut_anywhere_panics_nowhere_and_leaves_what_was_whole() {
    for text in [LIST, TABLE] {
        let second = text.rfind("4022").unwrap_or_default();
        for end in 0..text.len() {
            let found = ids(&text[..end]);
            assert!(end < second || found.first() == Some(&4021), "{end}");
        }
        for start in 0..text.len() {
            read(&text[start..]);
        }
    }
}

#[test]
fn a_list_may_be_mixed_with_event_viewers_text() {
    let text =
        format!("{LIST}\n{TABLE}\nLog Name: System\nSource: Contoso\nEvent ID: 7\nDescription: Disk gone\n");
    assert_eq!(ids(&text), [4021, 4022, 4021, 4022, 7]);
}

#[test]
fn hostile_lists_and_tables_take_linear_time() {
    let long = |unit: &str| unit.repeat((1 << 14) / unit.len());
    let rule = "TimeCreated Id Message\n----------- -- -------\n";
    for unit in [
        "Time : x\n",
        "Id : 1\n",
        "a : b\nc : d\n",
        "Id : 1\n\n",
        "x\n",
        "TimeCreated : \n y\n",
        "-- --\n",
        "ProviderName: x\n",
        "ProviderName: x\n\n\n",
        "1 2:3 Error 4 5\n",
        "1 1 1 Error 1\n",
        " ",
        "ProviderName",
        "TimeCreated : 1\n  continued\n\n\n",
    ] {
        read(&("TimeCreated : x\n".to_owned() + &long(unit)));
        read(&(rule.to_owned() + &long(unit)));
    }
    read(&long(rule));
    read(&long("Message : x\nlost\nlost\n"));
    read(&(long("Time") + " : x"));
}

#[test]
fn blanks_after_a_colon_without_a_value_lie_outside_of_the_event() {
    let text = "TimeCreated  : 3/7/2026 8:03:57 PM\nProviderName : Contoso\nId           : \n";
    let reading = read(text);
    let [event] = &reading.events[..] else { panic!("{:?}", reading.events) };
    assert_eq!(event.span.end, text.trim_end().len());
    assert!(event.source(0..event.text().len()).iter().all(|source| source.end <= event.span.end));
}
