use super::*;

fn codes(text: &str) -> Vec<String> {
    scan(text).map(|found| found.code.to_string()).collect()
}

#[test]
fn one_code_has_many_spellings() {
    let code: Code = "0xCAA2000C".parse().expect("a code");
    for text in
        ["caa2000c", "CAA2000C", "3399614476", "-895352820", "0x00000000caa2000c", "0xffffffffcaa2000c"]
    {
        assert_eq!(text.parse::<Code>().as_ref(), Ok(&code), "{text}");
        assert_eq!(codes(&format!("Error: {text}, then")), ["0xCAA2000C"], "{text}");
    }
    assert_eq!(
        codes("%%-2147467259 %%1053 AADSTS50076: 80070005"),
        ["0x80004005", "1053", "AADSTS50076", "0x80070005"]
    );
}

#[test]
fn look_alikes_are_no_codes() {
    assert_eq!(codes("50076 1098 4294967296 1caa2000c caa2000cd xAADSTS1 KB3193683"), [""; 0]);
    assert_eq!(codes("caa2000c-1111-2222-3333-444455556666 {0a-80070005-c0000022}"), [""; 0]);
    assert_ne!("AADSTS500760".parse::<Code>(), "AADSTS50076".parse());
    assert_eq!(codes("AADSTS500760"), ["AADSTS500760"]);
}

#[test]
fn the_range_holds_sign_and_percents() {
    let found: Vec<_> = scan("x %%-2147467259.").collect();
    assert_eq!(found[0].range, 2..15);
}

#[test]
fn what_is_no_code_says_so() {
    for text in ["", "five", "0x", "0x1ffffffff", "-9999999999"] {
        assert!(text.parse::<Code>().is_err(), "{text}");
    }
}
#[test]
fn codes_stand_in_brackets_beside_equals_signs_and_in_pairs() {
    assert_eq!(codes("FAIL [0x801c0021/0x801c000c]"), ["0x801C0021", "0x801C000C"]);
    assert_eq!(codes("hr = 0x80004005, hr=80070002"), ["0x80004005", "0x80070002"]);
    assert_eq!(codes("Win32Error [gle=0x000000b7] GetLastError=0x0 (0x00000000)"), ["183", "0", "0"]);
    assert_eq!(
        codes("0x80070533/(0x0) 0x80070005L 0x80070005UL"),
        ["0x80070533", "0", "0x80070005", "0x80070005"]
    );
    assert_eq!(codes("c0000409 80092013 error=\"80092013\""), ["0xC0000409", "0x80092013", "0x80092013"]);
    assert_eq!(codes("%%14109 %%-2147467259 (%%5)"), ["14109", "0x80004005", "5"]);
    assert_eq!(codes("2149056522 2147943731 -2147023565"), ["0x8018000A", "0x80070533", "0x80070533"]);
    assert_eq!(
        codes("AADSTS70002: x. AADSTS135011: y AADB2C90118"),
        ["AADSTS70002", "AADSTS135011", "AADB2C90118"]
    );
}

#[test]
fn numbers_of_another_kind_are_no_codes() {
    for text in [
        "JET error -1032",
        "port 80-81, 2022-10-26, 8-800",
        "SMTP 5.7.1, 550 5.1.1",
        "8.0.30319.42000",
        "{c0000409-0000-0000-0000-000000000000}",
        "c00004090 ca11ab1e_ _c0000409 xc0000409 0xc00004091g",
        "9223372036854775808 36028797018963968 -9214364837600034816",
        "1053 0 4625",
        "KB80092013 v80070005x",
        "AADSTS AADSTSx50076 50076AADSTS",
    ] {
        assert_eq!(codes(text), [""; 0], "{text}");
    }
}

#[test]
fn a_field_of_codes_holds_small_numbers_lists_and_bare_digits() {
    let places = |code: &str, name: &str, value: &str| -> Vec<String> {
        let text = format!("{{\"{name}\": {value}, \"Id\": 1, \"ProviderName\": \"P\"}}");
        let event = crate::read(&text).events.remove(0);
        let code: Code = code.parse().expect("a code");
        code.find_in(&event).into_iter().map(|range| event.text()[range].to_owned()).collect()
    };
    assert_eq!(places("AADSTS50140", "resultType", "\"50140\""), ["50140"]);
    assert_eq!(places("AADSTS50140", "errorCode", "50140"), ["50140"]);
    assert_eq!(places("AADSTS53003", "Error Code", "53003"), ["53003"]);
    assert_eq!(places("0x5", "Client ErrorCode", "5"), ["5"]);
    assert_eq!(places("0x9f", "BugcheckCode", "159"), ["159"]);
    assert_eq!(places("0xe0434352", "ExceptionCode", "\"e0434352\""), ["e0434352"]);
    assert_eq!(places("AADSTS50076", "error_codes", "\"[50079,50076]\""), ["50076"]);
    assert_eq!(places("0x80070533", "hr", "2147943731"), ["2147943731"]);
    assert_eq!(places("AADSTS50140", "message", "\"see 50140\""), [""; 0]);
    assert_eq!(places("AADSTS50140", "errorCode", "\"no 50140\""), [""; 0]);
    assert_eq!(places("AADSTS50140", "correlationId", "50140"), [""; 0]);
}

#[test]
fn scanning_is_linear() {
    // Words of all kinds that are nearly codes; a scan that looked back would take minutes.
    let text = "80070005-c0000022-AADSTSx 0x8007000g %%- -- 12345678901234567890 _".repeat(40_000);
    assert_eq!(scan(&text).count(), 0);
}
