use super::*;

fn iso(text: &str) -> Option<String> {
    Time::parse(text)?.iso()
}

#[test]
fn times_are_read_in_the_layouts_of_windows() {
    for text in [
        "2022-10-26T20:02:57",
        "10/26/2022 8:02:57 PM",
        "10/26/2022, 8:02:57\u{202f}PM",
        "\u{200e}10/\u{200e}26/\u{200e}2022 08:02:57 pm",
        "26.10.2022 20:02:57",
        "26.10.22 20:02:57",
        "26. 10. 2022 20:02:57",
        "2022. 10. 26. 오후 8:02:57",
        "2022/10/26 20:02:57",
        "2022-10-26 20:02:57",
        "26/10/2022 20:02:57",
        "26-10-2022 20:02:57",
        "26/10/2022 08:02:57 p. m.",
        "26/10/2022 8:02:57 p.m.",
        "26/10/2022 8:02:57 μμ",
        "2022/10/26 下午 08:02:57",
        "2022/10/26 午後8:02:57",
        "2022年10月26日 20:02:57",
        "2022-10-26 오후 8:02:57",
        "Wed Oct 26 20:02:57 2022",
        "Wednesday, October 26, 2022 8:02:57 PM",
        "26 Oct 2022 20:02:57",
    ] {
        assert_eq!(iso(text).as_deref(), Some("2022-10-26T20:02:57"), "{text}");
    }
    assert_eq!(iso("2022-11-05 오전 12:52:25").as_deref(), Some("2022-11-05T00:52:25"));
    assert_eq!(iso("10/26/2022 12:00:00 AM").as_deref(), Some("2022-10-26T00:00:00"));
    assert_eq!(iso("26.10.2022 20:02").as_deref(), Some("2022-10-26T20:02:00"));
}

#[test]
fn fractions_of_any_length_stand_behind_a_dot_a_comma_or_a_colon() {
    for text in [
        "2026-01-02T03:04:05.123",
        "2026-01-02 03:04:05,123",
        "2026-01-02 03:04:05:123",
        "2026/01/02 03:04:05.1234567",
        "2026-01-02T03:04:05.123456789",
        "2026-01-02 03:04:05.123456",
    ] {
        assert_eq!(iso(text).as_deref(), Some("2026-01-02T03:04:05.123"), "{text}");
    }
}

#[test]
fn a_zone_makes_it_utc_and_local_times_do_not_compare_with_it() {
    let utc = Time::parse("2022-10-26T18:02:57.1130676Z").expect("UTC");
    for text in [
        "2022-10-26T20:02:57.113+02:00",
        "2022-10-26 18:02:57.113 UTC",
        "2022-10-26 20:02:57.113 +0200",
        "10/26/2022 6:02:57.113 PM GMT",
        "1666807377.113",
        "1666807377113",
        r"\/Date(1666807377113)\/",
        "/Date(1666807377113+0200)/",
        "1666807377113000",
    ] {
        assert_eq!(Time::parse(text), Some(utc), "{text}");
    }
    assert_eq!(utc.since(Time::parse("2022-10-26T18:02:57").expect("local")), None);
    assert_eq!(Time::parse("2022-10-26T18:03:57.113Z").and_then(|t| t.since(utc)), Some(60_000));
    assert_eq!(utc.iso().as_deref(), Some("2022-10-26T18:02:57.113Z"));
}

#[test]
fn configuration_managers_log_prints_the_month_first_and_the_bias_in_minutes() {
    let time = |text| Time::parse_month_first(text).and_then(Time::iso);
    assert_eq!(time("09-07-2022 10:35:33.039-60").as_deref(), Some("2022-09-07T09:35:33.039Z"));
    assert_eq!(time("09-07-2022 10:35:33.039+480").as_deref(), Some("2022-09-07T18:35:33.039Z"));
    assert_eq!(time("9-7-2022 10:35:33.0390000").as_deref(), Some("2022-09-07T10:35:33.039"));
}

#[test]
fn an_open_day_compares_only_with_itself() {
    let time = |text| Time::parse(text).expect("a time");
    let (a, b) = (time("04/05/2022 10:00:00"), time("04/05/2022 10:01:00"));
    assert_eq!((b.since(a), a.iso()), (Some(60_000), None));
    for other in ["05/05/2022 10:00:00", "05/04/2022 10:00:00", "04/05/2023 10:00:00", "2022-05-04T10:00:00"]
    {
        assert_eq!(time(other).since(a), None, "{other}");
    }
    let (a, b) = (time("Jan  2 15:04:05"), time("Jan  2 15:04:06"));
    assert_eq!((b.since(a), a.iso()), (Some(1000), None));
    assert_eq!(time("Jan  3 15:04:06").since(a), None);
    // Day and month are the same number.
    assert_eq!(iso("05/05/2022 10:00:00").as_deref(), Some("2022-05-05T10:00:00"));
}

#[test]
fn what_is_no_time_is_none() {
    for text in [
        "",
        "yesterday",
        "yyyy-mmmm-dddd 01:30:38Z",
        "13/13/2022 1:00:00",
        "1/1",
        "99:99",
        "1.2.3 4:5:6 7",
        "11.02.2024",
        "2024-02-11",
        "12345678901234567890",
        "08:02:57",
        "Jan 45 10:00:00",
        "1/2/3/4 10:00:00",
        "/Date(99999999999999999999)/",
        "10:00 11:00 2024-02-11",
        &"1 ".repeat(49),
    ] {
        assert_eq!(Time::parse(text), None, "{text}");
    }
}

#[test]
fn the_month_and_day_of_klog_are_a_day_without_a_year() {
    let clock = Time::parse("0413 23:38:00.250").map(Time::clock);
    assert!(matches!(clock, Some(Clock::Day(_))), "{clock:?}");
    let (first, then) = (Time::parse("0413 23:38:00.250"), Time::parse("0413 23:38:01.250"));
    assert_eq!(then.zip(first).and_then(|(then, first)| then.since(first)), Some(1_000));
    for none in ["1313 23:38:00", "0432 23:38:00", "17 23:38:00"] {
        assert_eq!(Time::parse(none), None, "{none}");
    }
}
