use kbmatch::{Event, Header, Stream, fold};
use std::collections::{BTreeMap, BTreeSet};

/// In how many events of a log a value stands.
type InLog = BTreeMap<(Kind, String), u64>;

/// What kind of value is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Who logged it, in its normal form.
    Provider,
    /// Its log, in its normal form.
    Channel,
    /// Its level, in its normal form.
    Level,
    /// Provider and number, a space between them: a number alone says nothing.
    Event,
    /// A word of its folded text.
    Word,
    /// A number of its folded text.
    Number,
}

impl Kind {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Channel => "channel",
            Self::Level => "level",
            Self::Event => "event",
            Self::Word => "word",
            Self::Number => "number",
        }
    }

    /// Whether it may name a machine or a person: then a table holds it only if several logs do.
    pub fn is_free_text(self) -> bool {
        matches!(self, Self::Word | Self::Number)
    }
}

/// What was counted in several logs.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Sums of shares, so that a log of a million events counts no more than one of a thousand; and in how many logs.
    pub(super) shares: BTreeMap<(Kind, String), (f64, usize)>,
    logs: usize,
    events: u64,
}

/// More distinct values than this in one log are not held: those that came once go.
const MOST: usize = 500_000;

/// Words and numbers are of such lengths, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=24;

impl Counts {
    /// How many logs had events.
    pub fn logs(&self) -> usize {
        self.logs
    }

    /// How many events there were in all of them.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// Counts one log, of any format and length, which comes in pieces. Memory does not grow with its length.
    pub fn add_log<'a>(&mut self, pieces: impl IntoIterator<Item = &'a [u8]>) {
        let mut log = Log::default();
        let mut stream = Stream::new();
        for piece in pieces {
            stream.push(piece);
            log.read(&mut stream);
        }
        stream.finish();
        log.read(&mut stream);
        self.add(log);
    }

    fn add(&mut self, log: Log) {
        if log.events == 0 {
            return;
        }
        self.logs += 1;
        self.events += log.events;
        for (value, with) in log.values {
            let share = with as f64 / log.events as f64;
            let entry = self.shares.entry(value).or_default();
            *entry = (entry.0 + share, entry.1 + 1);
        }
    }
}

#[derive(Default)]
struct Log {
    values: InLog,
    events: u64,
}

impl Log {
    fn read(&mut self, stream: &mut Stream) {
        while let Some(window) = stream.read() {
            window.events().iter().for_each(|event| self.count(event));
        }
    }

    fn count(&mut self, event: &Event) {
        self.events += 1;
        for value in values(event) {
            *self.values.entry(value).or_default() += 1;
        }
        if self.values.len() > MOST {
            self.values.retain(|_, with| *with > 1);
        }
    }
}

/// The values of an event, each once.
fn values(event: &Event) -> BTreeSet<(Kind, String)> {
    let normal = |header| event.normal(header).map(|value| fold(&value));
    let headers =
        [(Kind::Provider, Header::Provider), (Kind::Channel, Header::Channel), (Kind::Level, Header::Level)];
    let mut values: BTreeSet<_> =
        headers.into_iter().filter_map(|(kind, header)| Some((kind, normal(header)?))).collect();
    if let (Some(provider), Some(id)) = (normal(Header::Provider), event.event_id()) {
        values.insert((Kind::Event, format!("{provider} {id}")));
    }
    values.extend(event.folded().split(|c: char| !c.is_alphanumeric()).filter_map(word));
    values
}

/// A word or a number; not what mixes letters and digits, which is an identifier more often than not.
fn word(text: &str) -> Option<(Kind, String)> {
    if !LENGTHS.contains(&text.chars().count()) {
        return None;
    }
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    match digits {
        0 => Some((Kind::Word, text.into())),
        _ if digits == text.chars().count() => Some((Kind::Number, text.into())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_once_for_an_event_and_identifiers_never() {
        let reading = kbmatch::read(
            "Log Name: System\nSource: Disk\nEvent ID: 153\nDescription:\nretry the retry x7f 00042\n",
        );
        let values = values(&reading.events[0]);
        let has = |kind, text: &str| values.contains(&(kind, text.into()));
        assert!(has(Kind::Word, "retry") && has(Kind::Number, "00042") && !has(Kind::Word, "x7f"));
        assert!(has(Kind::Event, "disk 153"), "{values:?}");
    }
}
