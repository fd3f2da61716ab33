//! What a long text holds, at a glance: its events by time, level and source, and which of them articles explain.
//!
//! Counted event by event, in memory that does not grow with their number.

use crate::arrange::{Arrange as _, gathered};
use crate::event::{Event, Header, Level};
use crate::report::{Report, Verdict};
use crate::time::{Clock, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A timeline has at most so many bars.
pub(crate) const MAX_BARS: usize = 60;

/// So many sources are named, those with the most events; and so many are told apart while counting.
pub(crate) const MAX_SOURCES: usize = 12;
const MOST_SOURCES: usize = 500;

/// So many kinds of events are told apart: by source, level, clock, and the articles that they bear on.
const MOST_KINDS: usize = 4_000;

/// A kind of event is counted in so many stretches of time; where that is not enough, stretches get longer.
const MOST_STRETCHES: usize = 128;

/// The shortest stretch, in milliseconds.
const SHORTEST: i64 = 1_000;

/// All events of a text, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// All of them.
    pub all: Count,
    /// By level, the gravest first; levels without events are left out. The last may be those that show none.
    pub levels: Vec<(Option<Level>, usize)>,
    /// By who logged them, at most twelve, those with the most events first. A name may be empty: they show none.
    pub sources: Vec<(String, Count)>,
    /// How many sources are not named.
    pub more_sources: usize,
    /// By time, if two of them at least were logged at different, known times.
    pub timeline: Option<Timeline>,
    /// The events of each article that the report has a `match` or a `possible` for, in the report's order.
    pub articles: Vec<ArticleEvents>,
}

/// Some events, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// All of them.
    pub events: usize,
    /// The critical ones and the errors.
    pub errors: usize,
    /// The warnings.
    pub warnings: usize,
    /// Those that satisfy a symptom of an article that matches.
    pub explained: usize,
}

/// Events by time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// When the first of its events was logged, in ISO 8601; without a zone, on the machine's own clock.
    pub first: String,
    /// When the last one was.
    pub last: String,
    /// How long each bar is, in seconds.
    pub seconds: u64,
    /// The bars, one after the other.
    pub bars: Vec<Bar>,
    /// How many events are not in it, because they show no time or one of another clock.
    pub left_out: usize,
}

/// The events of some time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// When it begins, on the same clock: not later than its first event.
    pub start: String,
    /// The events.
    pub count: Count,
}

/// The events that satisfy the symptoms of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleEvents {
    /// The article's id.
    pub article: String,
    /// How many.
    pub events: usize,
    /// When the first was logged, in ISO 8601, on the timeline's clock.
    pub first: Option<String>,
    /// When the last was.
    pub last: Option<String>,
    /// How many in each of the timeline's bars; empty without a timeline.
    pub bars: Vec<usize>,
}

/// Counts events.
#[derive(Debug)]
pub(crate) struct Tally {
    sources: BTreeMap<String, BTreeMap<Kind, Row>>,
    kinds: usize,
    /// How long a stretch of time is, in milliseconds.
    stretch: i64,
}

/// What tells the events of one source apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    level: u8,
    clock: Option<Clock>,
    /// The articles that it bears on.
    articles: Vec<usize>,
}

#[derive(Debug, Default)]
struct Row {
    events: usize,
    /// The first and the last time, in milliseconds of the clock.
    between: Option<(i64, i64)>,
    /// By the number of the stretch.
    stretches: BTreeMap<i64, usize>,
}

const LEVELS: [Option<Level>; 6] = [
    Some(Level::Critical),
    Some(Level::Error),
    Some(Level::Warning),
    Some(Level::Information),
    Some(Level::Verbose),
    None,
];

impl Default for Tally {
    fn default() -> Self {
        Self { sources: BTreeMap::new(), kinds: 0, stretch: SHORTEST }
    }
}

impl Tally {
    /// Counts an event that satisfies symptoms of these articles, in order and each once.
    pub(crate) fn add(&mut self, event: &Event, articles: Vec<usize>) {
        let level = event.level();
        let level = LEVELS.iter().position(|known| *known == level).unwrap_or_default() as u8;
        let time = event.time().filter(|time| !matches!(time.clock(), Clock::Day(_)));
        let kind = Kind { level, clock: time.map(Time::clock), articles };
        let source = event.normal(Header::Provider).unwrap_or_default();
        let room = self.sources.len() < MOST_SOURCES || self.sources.contains_key(source.as_ref());
        let source = if room { source.as_ref() } else { "" };
        let stretch = self.stretch;
        let row = self.row(source, kind);
        row.events += 1;
        let Some(ms) = time.map(Time::millis) else { return };
        row.between = Some(row.between.map_or((ms, ms), |(first, last)| (first.min(ms), last.max(ms))));
        *row.stretches.entry(ms.div_euclid(stretch)).or_default() += 1;
        if row.stretches.len() > MOST_STRETCHES {
            self.lengthen();
        }
    }

    fn row(&mut self, source: &str, mut kind: Kind) -> &mut Row {
        if self.kinds >= MOST_KINDS {
            // Kinds without articles are few.
            let is_known = self.sources.get(source).is_some_and(|kinds| kinds.contains_key(&kind));
            if !is_known {
                kind.articles.clear();
            }
        }
        if !self.sources.contains_key(source) {
            self.sources.insert(source.to_owned(), BTreeMap::new());
        }
        let kinds = self.sources.entry(source.to_owned()).or_default();
        self.kinds += usize::from(!kinds.contains_key(&kind));
        kinds.entry(kind).or_default()
    }

    fn lengthen(&mut self) {
        self.stretch = self.stretch.saturating_mul(2);
        for row in self.sources.values_mut().flat_map(BTreeMap::values_mut) {
            let mut longer = BTreeMap::new();
            for (at, events) in std::mem::take(&mut row.stretches) {
                *longer.entry(at.div_euclid(2)).or_default() += events;
            }
            row.stretches = longer;
        }
    }

    /// What was counted. `id` gives the id of an article by its place in the base.
    pub(crate) fn finish(&self, report: &Report, id: impl Fn(usize) -> Option<String>) -> Overview {
        let articles = self.rows().flat_map(|(_, kind, _)| &kind.articles);
        let ids: BTreeMap<usize, String> =
            gathered(articles.filter_map(|&article| Some((article, id(article)?))));
        let is_match = |article: &usize| {
            let results = &report.results;
            ids.get(article).is_some_and(|id| {
                results.iter().any(|found| found.verdict == Verdict::Match && found.article == *id)
            })
        };
        let count = |kind: &Kind, events: usize| Count {
            events,
            errors: if kind.level < 2 { events } else { 0 },
            warnings: if kind.level == 2 { events } else { 0 },
            explained: if kind.articles.iter().any(is_match) { events } else { 0 },
        };
        let axis = self.axis();
        let named = report.results.iter().filter(|found| found.verdict != Verdict::NearMiss);
        let articles = named.map(|found| {
            let of = ids.iter().find(|(_, id)| **id == found.article).map(|(article, _)| *article);
            self.of_article(&found.article, of, axis.as_ref())
        });
        let (sources, more_sources) = self.by_source(count);
        Overview {
            all: self.rows().map(|(_, kind, row)| count(kind, row.events)).fold(Count::default(), Count::and),
            levels: self.by_level(),
            sources,
            more_sources,
            timeline: axis.as_ref().map(|axis| self.timeline(axis, count)),
            articles: articles.collect(),
        }
    }

    fn rows(&self) -> impl Iterator<Item = (&str, &Kind, &Row)> {
        self.sources
            .iter()
            .flat_map(|(source, kinds)| kinds.iter().map(move |(kind, row)| (source.as_str(), kind, row)))
    }

    fn by_level(&self) -> Vec<(Option<Level>, usize)> {
        let of = |at: usize| {
            self.rows().filter(|(_, kind, _)| usize::from(kind.level) == at).map(|row| row.2.events).sum()
        };
        LEVELS
            .iter()
            .enumerate()
            .map(|(at, level)| (*level, of(at)))
            .filter(|(_, events)| *events > 0)
            .collect()
    }

    fn by_source(&self, count: impl Fn(&Kind, usize) -> Count) -> (Vec<(String, Count)>, usize) {
        let of = |kinds: &BTreeMap<Kind, Row>| {
            kinds.iter().map(|(kind, row)| count(kind, row.events)).fold(Count::default(), Count::and)
        };
        let mut sources: Vec<(String, Count)> =
            self.sources.iter().map(|(source, kinds)| (source.clone(), of(kinds))).collect();
        sources.arrange_by(|a, b| b.1.events.cmp(&a.1.events).then_with(|| a.0.cmp(&b.0)));
        let more = sources.len().saturating_sub(MAX_SOURCES);
        sources.truncate(MAX_SOURCES);
        (sources, more)
    }

    /// The clock that most events show, and the time between the first and the last of them.
    fn axis(&self) -> Option<Axis> {
        let of = |clock: Clock| {
            let rows = || self.rows().filter(move |(_, kind, _)| kind.clock == Some(clock)).map(|row| row.2);
            let between = rows().filter_map(|row| row.between);
            let (first, last) = between.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
            let events = rows().map(|row| row.events).sum::<usize>();
            (first < last).then(|| (events, Axis::new(clock, self.stretch, first, last)))
        };
        let (utc, local) = (of(Clock::Utc), of(Clock::Local));
        let most = if local.as_ref().map(|of| of.0) > utc.as_ref().map(|of| of.0) { local } else { utc };
        most.map(|(_, axis)| axis)
    }

    fn timeline(&self, axis: &Axis, count: impl Fn(&Kind, usize) -> Count) -> Timeline {
        let start = |bar: usize| axis.time(axis.start(bar)).unwrap_or_default();
        let mut bars: Vec<Bar> =
            (0..axis.bars).map(|bar| Bar { start: start(bar), count: Count::default() }).collect();
        let mut left_out = 0;
        for (_, kind, row) in self.rows() {
            if kind.clock != Some(axis.clock) {
                left_out += row.events;
                continue;
            }
            for (at, events) in &row.stretches {
                let bar = &mut bars[axis.bar(*at)];
                bar.count = bar.count.and(count(kind, *events));
            }
        }
        let seconds = axis.stretch.saturating_mul(axis.per_bar) / 1_000;
        let time = |ms| axis.time(ms).unwrap_or_default();
        Timeline {
            first: time(axis.first),
            last: time(axis.last),
            seconds: seconds.unsigned_abs(),
            bars,
            left_out,
        }
    }

    fn of_article(&self, id: &str, article: Option<usize>, axis: Option<&Axis>) -> ArticleEvents {
        let rows = || {
            self.rows()
                .filter(move |(_, kind, _)| article.is_some_and(|article| kind.articles.contains(&article)))
        };
        let on_axis = |axis: &Axis| {
            let clock = axis.clock;
            rows()
                .filter(move |(_, kind, _)| kind.clock == Some(clock))
                .map(|(.., row)| row)
                .collect::<Vec<_>>()
        };
        let mut bars = vec![0; axis.map_or(0, |axis| axis.bars)];
        let mut between: Option<(i64, i64)> = None;
        for (axis, row) in axis.iter().flat_map(|axis| on_axis(axis).into_iter().map(move |row| (axis, row)))
        {
            row.stretches.iter().for_each(|(at, events)| bars[axis.bar(*at)] += events);
            let wider = |(first, last): (i64, i64)| {
                between.map_or((first, last), |b| (b.0.min(first), b.1.max(last)))
            };
            between = row.between.map(wider).or(between);
        }
        let time = |ms: Option<i64>| axis.zip(ms).and_then(|(axis, ms)| axis.time(ms));
        ArticleEvents {
            article: id.to_owned(),
            events: rows().map(|(.., row)| row.events).sum(),
            first: time(between.map(|(first, _)| first)),
            last: time(between.map(|(_, last)| last)),
            bars,
        }
    }
}

impl Count {
    fn and(self, other: Self) -> Self {
        Self {
            events: self.events + other.events,
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            explained: self.explained + other.explained,
        }
    }
}

/// What a timeline shows, and how.
#[derive(Debug)]
struct Axis {
    clock: Clock,
    /// When the first and the last event were logged, in milliseconds of the clock.
    first: i64,
    last: i64,
    /// Milliseconds.
    stretch: i64,
    /// The first stretch.
    from: i64,
    /// How many stretches a bar has.
    per_bar: i64,
    bars: usize,
}

impl Axis {
    fn new(clock: Clock, stretch: i64, first: i64, last: i64) -> Self {
        let (from, to) = (first.div_euclid(stretch), last.div_euclid(stretch));
        let stretches = to.saturating_sub(from).saturating_add(1);
        let per_bar = (stretches - 1) / MAX_BARS as i64 + 1;
        let bars = usize::try_from((stretches - 1) / per_bar + 1).unwrap_or(MAX_BARS).min(MAX_BARS);
        Self { clock, first, last, stretch, from, per_bar, bars }
    }

    /// When a bar begins, in milliseconds of the clock.
    fn start(&self, bar: usize) -> i64 {
        let stretches = self.per_bar.saturating_mul(bar as i64);
        self.from.saturating_add(stretches).saturating_mul(self.stretch)
    }

    fn bar(&self, stretch: i64) -> usize {
        let bar = stretch.saturating_sub(self.from) / self.per_bar;
        usize::try_from(bar).unwrap_or_default().min(self.bars - 1)
    }

    fn time(&self, ms: i64) -> Option<String> {
        match self.clock {
            Clock::Utc => Time::Utc(ms).iso(),
            Clock::Local => Time::Local(ms).iso(),
            Clock::Day(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;
    use crate::report::VERSION;

    fn event(minute: usize, id: u32, level: &str) -> String {
        format!(
            "{{\"ProviderName\": \"Contoso\", \"Id\": {id}, \"TimeCreated\": \"2026-03-02T{:02}:{:02}:00Z\", \
             \"LevelDisplayName\": \"{level}\", \"Message\": \"m\"}}\n",
            minute / 60 % 24,
            minute % 60
        )
    }

    fn counted(text: &str, articles: impl Fn(&Event) -> Vec<usize>) -> Overview {
        let mut tally = Tally::default();
        for event in read(text).events {
            tally.add(&event, articles(&event));
        }
        let report = Report {
            version: VERSION,
            events: Vec::new(),
            omitted: 0,
            results: Vec::new(),
            notes: Vec::new(),
        };
        tally.finish(&report, |_| None)
    }

    #[test]
    fn events_are_counted_by_level_source_and_time() {
        let text: String = (0..600)
            .map(|minute| event(minute, 1, if minute % 10 == 0 { "Error" } else { "Information" }))
            .collect();
        let overview = counted(&text, |_| Vec::new());
        assert_eq!(overview.all, Count { events: 600, errors: 60, warnings: 0, explained: 0 });
        assert_eq!(overview.levels, [(Some(Level::Error), 60), (Some(Level::Information), 540)]);
        assert_eq!(overview.sources.len(), 1);
        let timeline = overview.timeline.expect("they have times");
        assert!(timeline.bars[0].start.starts_with("2026-03-0"), "{}", timeline.bars[0].start);
        assert!((30..=MAX_BARS).contains(&timeline.bars.len()), "{}", timeline.bars.len());
        assert_eq!(timeline.bars.iter().map(|bar| bar.count.events).sum::<usize>(), 600);
        let longest = timeline.bars.iter().map(|bar| bar.count.events).max().unwrap_or_default();
        assert!(longest <= 3 * 600 / timeline.bars.len(), "a bar of {longest}");
    }

    #[test]
    fn a_text_without_times_has_no_timeline() {
        let overview = counted("Error: it failed\n", |_| vec![3]);
        assert_eq!((overview.all.events, overview.timeline, overview.more_sources), (1, None, 0));
    }

    #[test]
    fn however_many_sources_there_are_few_are_named() {
        let text: String =
            (0..40).map(|n| event(n, 1, "Error").replace("Contoso", &format!("Contoso-{n}"))).collect();
        let overview = counted(&text, |_| Vec::new());
        assert_eq!((overview.sources.len(), overview.more_sources), (MAX_SOURCES, 40 - MAX_SOURCES));
    }
}
