use crate::event::{Event, Format, Header};
use crate::read::read;

fn shown(text: &str) -> Vec<(Format, Option<String>, Option<u32>)> {
    let provider = |event: &Event| event.header(Header::Provider).map(str::to_owned);
    read(text).events.iter().map(|event| (event.format, provider(event), event.event_id())).collect()
}

const MARKDOWN: &str = "| Level | Date and Time | Source | Event ID | Task Category |\n|-------|:-----:|---|---:|---|\n\
                        | **Error** | 1/2/2026 3:04:05 AM | Contoso-Sync | `4021` | None |\n\
                        | Warning | 1/2/2026 3:04:06 AM | Contoso-Store | 55 | (2) |\n\nAfter the table.\n";

#[test]
fn each_row_under_names_of_events_is_one() {
    let table = |provider: &str, id| (Format::Table, Some(provider.to_owned()), Some(id));
    let text = (Format::Text, None, None);
    assert_eq!(shown(MARKDOWN), [table("Contoso-Sync", 4021), table("Contoso-Store", 55), text]);
    let inner = |line: &str| line.trim_matches(['|', ' ']).to_owned() + "\n";
    let bare: String = MARKDOWN.lines().map(inner).collect();
    assert_eq!(shown(&bare), shown(MARKDOWN), "{bare}");
}

#[test]
fn a_cell_that_a_console_wrapped_is_one_value() {
    let text = "+---------------------+------+--------------+---------+\n| TimeCreated         | Id   | ProviderName | Message |\n\
                +---------------------+------+--------------+---------+\n| 2026-01-02 03:04:05 | 4021 | Contoso-Sync | Reading |\n\
                |                     |      |              | failed. |\n+---------------------+------+--------------+---------+\n\
                | 2026-01-02 03:04:06 | 4022 | Contoso-Sync | Again   |\n+---------------------+------+--------------+---------+\n";
    let events = read(text).events;
    let messages: Vec<_> = events.iter().map(|event| event.header(Header::Message)).collect();
    assert_eq!(messages, [Some("Reading failed."), Some("Again")]);
}

#[test]
fn a_property_a_row_is_one_event_and_two_columns_of_anything_else_are_none() {
    let text = "| Property | Value |\n|---|---|\n| Log Name | System |\n| Source | Contoso-Sync |\n| Event ID | 4021 |\n\
                | Level | Error |\n| Computer | pc1 |\n| Description | Reading failed. |\n";
    assert_eq!(shown(text), [(Format::Table, Some("Contoso-Sync".to_owned()), Some(4021))]);
    let few =
        "| Event ID | Description |\n|---|---|\n| 4624 | A session began |\n| 4634 | A session ended |\n";
    assert_eq!(shown(few), [(Format::Text, None, None)]);
}

#[test]
fn a_list_of_events_without_times_is_documentation() {
    let text = "| Event ID | Source | Level | Description |\n|---|---|---|---|\n| 4021 | Contoso-Sync | Error | Reading failed |\n";
    assert_eq!(shown(text), [(Format::Text, None, None)]);
}
