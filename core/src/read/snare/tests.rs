use crate::read::tests::show;

#[test]
fn marks_without_an_event_take_linear_time_and_are_text() {
    assert!(!show(&"MSWinEventLog 1 System ".repeat(2_000)).contains("Snare"));
    assert!(!show("Aug 11 11:11:11 host MSWinEventLog 1 Mon \u{a0}\u{e9}").contains("Snare"));
}

#[test]
fn with_single_spaces_the_type_tells_where_the_source_ends() {
    let text = "MSWinEventLog 1 System 59 Fri Jan 02 03:04:05 2026 17 Windows Update Agent Unknown User N/A Information PC1 None text\n";
    let shown = show(text);
    for field in [
        "*channel=\"System\"",
        "*event_id=\"17\"",
        "*provider=\"Windows Update Agent\"",
        "*user=\"Unknown User\"",
        "*computer=\"PC1\"",
    ] {
        assert!(shown.contains(field), "{field} in {shown}");
    }
}

#[test]
fn a_line_cut_anywhere_is_read_or_text() {
    let line = "Jan  2 03:04:05 pc1 MSWinEventLog\t1\tSecurity\t13\tFri Jan 02 03:04:05 2026\t680\tSecurity\tSYSTEM\tUser\tSuccess Audit\tPC1\tAccount Logon\t\tDone.\t13\n";
    for end in 0..=line.len() {
        show(&line[..end]);
        show(&line[..end].replace('\t', " "));
    }
    assert!(show(line).contains("*message=\"Done.\""), "{}", show(line));
}
