use crate::read::tests::show;

#[test]
fn marks_without_an_event_take_linear_time_and_are_text() {
    let text = "WinEvtLog: ".repeat(50_000);
    assert!(!show(&text).contains("Ossec"));
}

#[test]
fn a_line_cut_anywhere_is_read_or_text() {
    let line = "2026 Jan 02 03:04:05 WinEvtLog: System: ERROR(7): Contoso Disk: (no user): no domain: PC1: It failed.";
    for end in 0..=line.len() {
        let shown = show(&line[..end]);
        assert_eq!(shown.contains("*event_id=\"7\""), end >= 50, "{end}: {shown}");
    }
}
