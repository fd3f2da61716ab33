//! Which events there are: proptest draws them for the properties, and a fixed seed for the benchmarks.

use super::event::{Event, Moment};
use kbmatch::Level;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// Words of sentences; those of other scripts stand for messages in other languages than the labels.
const WORDS: &[&str] = &[
    "the",
    "service",
    "could",
    "not",
    "read",
    "folder",
    "because",
    "access",
    "was",
    "denied",
    "after",
    "restart",
    "of",
    "session",
    "certificate",
    "(see",
    "below)",
    "0x80070005",
    "AADSTS50076",
    "it's",
    "policy",
    "90%",
    "and",
    "<none>",
    "A&B",
    "\"quoted\"",
    "größer",
    "Überprüfung",
    "служба",
    "остановлена",
    "同期",
    "失敗しました",
    "서비스",
    "C:\\Windows\\System32\\drivers",
    "retry",
    "in",
    "5",
    "minutes",
    "user's",
    "profile",
    "[1]",
    "10.1.2.3",
    "e.g.",
];

/// Keys of a message's lines. Some are labels of headers, too: in a message they are none.
const KEYS: &[&str] = &[
    "Share",
    "Stage",
    "Client ID",
    "Error Code",
    "Target",
    "Request Uri",
    "Attempt",
    "Faulting path",
    "Description",
    "Resource",
    "Process Name",
    "Reason",
];

const PROVIDERS: &[&str] = &[
    "Contoso-Sync",
    "Contoso-Backup-Agent",
    "Service Control Manager",
    "Contoso Print Helper",
    "MSSQL$CONTOSO",
];

const CHANNELS: &[&str] = &["Application", "System", "Contoso-Sync/Operational", "Contoso Tools/Admin"];

/// Any event.
pub fn event() -> impl Strategy<Value = Event> + Clone {
    let who = (select(PROVIDERS), select(CHANNELS), 1..=u16::MAX, level(), moment(), computer());
    let what = (1..2000_u16, 1..4_000_000_000_u32, vec(sentence(), 1..4), fields());
    (who, what).prop_map(
        |((provider, channel, id, level, time, computer), (task, record, sentences, fields))| Event {
            provider: provider.into(),
            channel: channel.into(),
            id,
            level,
            time,
            computer,
            task,
            record,
            sentences,
            fields,
        },
    )
}

/// The first `count` events of the sequence that every run draws.
///
/// # Panics
///
/// Never: nothing that is drawn is refused.
pub fn samples(count: usize) -> Vec<Event> {
    let mut runner = TestRunner::deterministic();
    let events = event();
    (0..count).map(|_| events.new_tree(&mut runner).expect("no filters").current()).collect()
}

fn level() -> impl Strategy<Value = Level> + Clone {
    select(&[Level::Critical, Level::Error, Level::Warning, Level::Information][..])
}

fn moment() -> impl Strategy<Value = Moment> + Clone {
    let parts = (2015..2031_u32, 1..13_u32, 1..29_u32, 0..24_u32, 0..60_u32, 0..60_u32);
    parts.prop_map(|(year, month, day, hour, minute, second)| Moment {
        year,
        month,
        day,
        hour,
        minute,
        second,
    })
}

fn computer() -> impl Strategy<Value = String> + Clone {
    (select(&["PC", "srv", "lt-"][..]), 1..100_u32, any::<bool>())
        .prop_map(|(stem, number, full)| format!("{stem}{number}{}", if full { ".contoso.com" } else { "" }))
}

fn sentence() -> impl Strategy<Value = String> + Clone {
    vec(select(WORDS), 2..24).prop_map(|words| format!("Then {}.", words.join(" ")))
}

fn fields() -> impl Strategy<Value = Vec<(String, String)>> + Clone {
    let fields = (proptest::sample::subsequence(KEYS, 0..4), vec(value(), 4));
    fields.prop_map(|(keys, values)| keys.into_iter().map(Into::into).zip(values).collect())
}

fn value() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        select(
            &[
                "\\\\files.contoso.com\\plans",
                "C:\\Program Files\\Contoso\\sync.exe",
                "https://contoso.com/api?id=7&v=2"
            ][..]
        )
        .prop_map(String::from),
        any::<u32>().prop_map(|number| format!("0x{number:08X}")),
        any::<u128>().prop_map(|n| format!(
            "{{{:08x}-{:04x}-4000-8000-{:012x}}}",
            n >> 96,
            n as u16,
            n & 0xffff_ffff_ffff
        )),
        (0..100_000_u32).prop_map(|number| number.to_string()),
        vec(select(&["read", "the", "plan", "a & b", "<none>", "größer", "失敗"][..]), 1..6)
            .prop_map(|words| words.join(" ")),
    ]
}
