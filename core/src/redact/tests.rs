use super::*;

fn redacted(text: &str) -> String {
    let mut redactor = Redactor::default();
    read(text).events.iter().for_each(|event| redactor.learn(event));
    redactor.redact(text)
}

#[test]
fn shapes_give_way_to_stand_ins_of_the_same_shape() {
    for (text, expected) in [
        ("from 10.1.2.3 to 10.1.2.4, again 10.1.2.3", "from 192.0.2.1 to 192.0.2.2, again 192.0.2.1"),
        ("at fd12:3456:789a::17 now", "at 2001:db8::1 now"),
        ("ada@contoso.com and Ada@Contoso.com", "mail-1@example.com and mail-1@example.com"),
        ("S-1-5-21-397955417-626881126-188441444-1003", "S-1-5-21-1-1-1-1001"),
        ("S-1-5-21-397955417-626881126-188441444-512", "S-1-5-21-1-1-1-512"),
        ("{7D20C3E1-94AB-4F6D-8C11-0A1B2C3D4E5F}", "{00000000-0000-4000-8000-000000000001}"),
        (r"\\FS01\share\x", r"\\HOST-1\share\x"),
        (r"C:\Users\ada\AppData", r"C:\Users\USER-1\AppData"),
    ] {
        assert_eq!(redacted(text), expected, "{text}");
    }
}

#[test]
fn what_is_the_same_everywhere_stays() {
    for text in [
        "127.0.0.1 and ::1 and 0.0.0.0 and 169.254.7.8",
        "S-1-5-18 S-1-5-32-544",
        "version 10.0.19041.1 of std::vec::Vec at 12:30:45",
        "{00000000-0000-0000-0000-000000000000}",
        "https://login.microsoftonline.com/common",
        r"C:\Users\Public\x C:\Windows\System32\y",
        "1.2.3.4.5 is no address",
    ] {
        assert_eq!(redacted(text), text);
    }
}

const EVENT: &str = "Log Name:      System\r\nSource:        Service Control Manager\r\nEvent ID:      7000\r\n\
    Level:         Error\r\nUser:          CONTOSO\\ada\r\nComputer:      PC-17.contoso.com\r\nDescription:\r\n\
    The service on PC-17 failed for ada. PC-17-OLD is another one, adamant is a word, nas.contoso.com a share.\r\n";

#[test]
fn names_that_fields_tell_are_found_in_the_rest_of_the_text() {
    let text = redacted(EVENT);
    for gone in ["PC-17.", "PC-17 ", "contoso", "CONTOSO", "ada."] {
        assert!(!text.contains(gone), "{gone} in\n{text}");
    }
    for there in ["USER-1", "HOST-1.domain-1.example", "DOMAIN-1\\USER-1", "PC-17-OLD", "adamant", "7000"] {
        assert!(text.contains(there), "no {there} in\n{text}");
    }
}

#[test]
fn a_redactor_knows_in_the_next_text_what_it_knew_in_the_first() {
    let mut redactor = Redactor::default();
    assert_eq!(redactor.redact("10.1.2.3"), "192.0.2.1");
    assert_eq!(redactor.redact("10.9.9.9 10.1.2.3"), "192.0.2.2 192.0.2.1");
    let counts: Vec<_> = redactor.stand_ins().iter().map(|s| (s.original.as_str(), s.count)).collect();
    assert_eq!(counts, [("10.1.2.3", 2), ("10.9.9.9", 1)]);
}

#[test]
fn redacting_again_changes_nothing_but_numbers() {
    let once = redacted(EVENT);
    let twice = redacted(&once);
    assert_eq!(once, twice);
}
