//! `kbmatch redact` as its users meet it.

mod support;

use serde_json::Value;
use support::{folder, path, run};

const EVENT: &str = "Log Name: Sync\nSource: Contoso-Sync\nEvent ID: 4021\nLevel: Error\nUser: CONTOSO\\ada\n\
    Computer: PC-17.contoso.com\nDescription:\nNo answer from 10.1.2.3 to ada@contoso.com.\n";

#[test]
fn names_and_addresses_are_gone_and_the_rest_is_there() {
    let files = folder(&[("event.txt", EVENT)]);
    let text = run(&["redact", &path(&files, "event.txt")]);
    assert_eq!((text.status, text.err.as_str()), (Some(0), ""));
    assert_eq!(
        text.out,
        "Log Name: Sync\nSource: Contoso-Sync\nEvent ID: 4021\nLevel: Error\nUser: DOMAIN-1\\USER-1\n\
         Computer: HOST-1.domain-1.example\nDescription:\nNo answer from 192.0.2.1 to mail-1@example.com.\n"
    );
}

#[test]
fn json_tells_what_stands_for_what() {
    let files = folder(&[("event.txt", EVENT)]);
    let json = run(&["redact", "--format", "json", &path(&files, "event.txt")]).out;
    let redacted: Value = serde_json::from_str(&json).expect("JSON");
    let stand_ins = redacted["stand_ins"].as_array().expect("a list");
    let address = stand_ins.iter().find(|stand_in| stand_in["original"] == "10.1.2.3").expect("it is listed");
    assert_eq!(
        (&address["kind"], &address["stand_in"], &address["count"]),
        (&"ipv4".into(), &"192.0.2.1".into(), &1.into())
    );
    assert_eq!(run(&["redact", "no-such-file"]).status, Some(2));
}
