use super::{Clock, Form, Random};
use crate::generate::Event;
use crate::generate::articles::Case;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A log to be written. The same plan always gives the same bytes.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Its layout.
    pub form: Form,
    /// How long it becomes at least, in bytes; it ends with the event that reaches it.
    pub size: u64,
    /// So many ordinary events come before each hit; at least 1.
    pub noise: u32,
    /// Hits come from the first so many articles, in turn; those that the layout cannot show are left out.
    pub articles: u32,
    /// Another seed gives another log of the same kind.
    pub seed: u64,
}

impl Plan {
    /// A log with a hit after each 150 events, from the first 10 articles: every knowledge base finds the same in it.
    pub fn new(form: Form, size: u64) -> Self {
        Self { form, size, noise: 150, articles: 10, seed: 1 }
    }
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many bytes.
    pub bytes: u64,
    /// How many events, hits included.
    pub events: u64,
    /// How often each article is hit: what a scan must find, no more and no less.
    pub hits: BTreeMap<String, u64>,
}

/// Writes a log, an event at a time.
///
/// # Errors
///
/// What `to` returns.
pub fn write(plan: &Plan, to: &mut dyn Write) -> io::Result<Written> {
    let (noise, cases) = (plan.form.noise(), cases(plan));
    let mut log = Log { plan, to, written: Written::default() };
    let (mut random, mut clock) = (Random::new(plan.seed), Clock::START);
    let mut cases = cases.iter().cycle();
    while log.written.bytes < plan.size {
        for _ in 0..plan.noise.max(1) {
            if log.written.bytes >= plan.size {
                return Ok(log.written);
            }
            log.add(&noise.event(&mut random, &mut clock, log.record()))?;
        }
        let Some(case) = cases.next() else { continue };
        for event in case.events(&mut random, &mut clock, log.record()) {
            log.add(&event)?;
        }
        *log.written.hits.entry(case.id()).or_default() += 1;
    }
    Ok(log.written)
}

/// A log as a text, and what is in it.
pub fn text(plan: &Plan) -> (String, Written) {
    let mut bytes = Vec::new();
    // A vector takes everything.
    let written = write(plan, &mut bytes).unwrap_or_default();
    (String::from_utf8(bytes).unwrap_or_default(), written)
}

fn cases(plan: &Plan) -> Vec<Case> {
    let all = (0..plan.articles).map(Case::new);
    all.filter(|case| plan.form.shows_headers() || case.needs_text_only()).collect()
}

struct Log<'a> {
    plan: &'a Plan,
    to: &'a mut dyn Write,
    written: Written,
}

impl Log<'_> {
    fn record(&self) -> u32 {
        u32::try_from(self.written.events).unwrap_or(u32::MAX)
    }

    fn add(&mut self, event: &Event) -> io::Result<()> {
        let text = self.plan.form.layout().render(event);
        // Every row is rendered with its table's head, which stands in a file once.
        let is_first = self.written.events == 0;
        let shown = match text.split_once('\n') {
            Some((_, rows)) if self.plan.form == Form::Csv && !is_first => rows,
            _ => &text,
        };
        self.to.write_all(shown.as_bytes())?;
        self.written.bytes += shown.len() as u64;
        self.written.events += 1;
        if self.plan.form == Form::EventViewer {
            self.to.write_all(b"\n")?;
            self.written.bytes += 1;
        }
        Ok(())
    }
}
