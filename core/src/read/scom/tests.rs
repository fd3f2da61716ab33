use crate::event::Format;
use crate::read::read;

#[test]
fn without_a_number_or_a_description_there_is_no_alert() {
    for text in [
        "Source: Contoso\nEvent Category: 0\nUser: N/A\nEvent Description: Gone.\n",
        "Source: Contoso\nEvent ID: x\nEvent Category: 0\nEvent Description: Gone.\n",
        "Event ID: 5\nEvent Description: Gone.\n",
        "Source: Contoso\nEvent ID: 5\nEvent Category: 0\nPath: a\nAlert: Event Description: Gone.\n",
    ] {
        assert!(read(text).events.iter().all(|event| event.format != Format::Scom), "{text}");
    }
}

#[test]
fn hostile_repetition_takes_linear_time() {
    for unit in [
        "Source: a\n",
        "Source: a Event ID: 5 User: b ",
        "Source: a Event ID: 5 User: b Event Description: ",
        "Event Description: ",
    ] {
        let text = unit.repeat((1 << 14) / unit.len());
        read(&format!("Event Description: {text}"));
        read(&format!("Source: a\nEvent ID: 5\nUser: b\nEvent Description: {text}"));
    }
}
