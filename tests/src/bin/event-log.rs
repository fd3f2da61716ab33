//! Writes an event log file with one event that an article explains, for the page's tests: `event-log FILE`.

use kbmatch::Level;
use kbmatch_tests::generate::evtx::{Chunk, file};
use kbmatch_tests::generate::{Event, Moment};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let path = env::args().nth(1).ok_or_else(|| io::Error::other("usage: event-log FILE"))?;
    let mut chunk = Chunk::new(1);
    chunk.logged(&service_that_cannot_sign_in());
    fs::write(path, file(&[chunk.finish()]))
}

fn service_that_cannot_sign_in() -> Event {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Event {
        provider: "Service Control Manager".to_owned(),
        channel: "System".to_owned(),
        id: 7000,
        level: Level::Error,
        time: Moment { year: 2026, month: 3, day: 7, hour: 20, minute: 2, second: 57 },
        computer: "srv-04.contoso.com".to_owned(),
        task: 1,
        record: 4711,
        sentences: Vec::new(),
        fields: vec![field("param1", "Contoso Backup"), field("param2", "%%1069")],
    }
}
