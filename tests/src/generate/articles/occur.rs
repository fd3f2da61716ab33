use super::case::{Case, Kind};
use crate::generate::Event;
use crate::generate::logs::{Clock, noise};
use crate::generate::random::Random;
use kbmatch::Level;

/// How often an event must come for an article that counts.
pub(super) const TIMES: u32 = 3;

impl Case {
    /// The events that it explains: one, or as many as it asks for, of one machine, within minutes.
    pub fn events(&self, random: &mut Random, clock: &mut Clock, record: u32) -> Vec<Event> {
        let computer = noise::computer(random);
        let mut at = record;
        let mut event = |sentences, seconds| {
            at = at.saturating_add(1);
            self.event(sentences, &computer, clock.after(seconds), at)
        };
        match self.kind {
            Kind::Events => {
                let gave_up = vec![format!("Then the {} service gave up for today.", self.name)];
                vec![event(self.sentences(), 2), event(gave_up, 40)]
            }
            Kind::Count => (0..TIMES).map(|_| event(self.sentences(), 30)).collect(),
            _ => vec![event(self.sentences(), 2)],
        }
    }

    fn event(
        &self,
        sentences: Vec<String>,
        computer: &str,
        time: crate::generate::Moment,
        record: u32,
    ) -> Event {
        Event {
            provider: self.provider.clone(),
            channel: self.channel.clone(),
            id: self.event_id,
            level: Level::Error,
            time,
            computer: computer.into(),
            task: 1 + self.event_id % 97,
            record,
            sentences,
            fields: self.fields(),
        }
    }

    fn sentences(&self) -> Vec<String> {
        let phrase = match self.kind {
            Kind::Wildcards => format!("The service {} in 5 attempts.", self.phrase),
            _ => format!("The service {}.", self.phrase),
        };
        let code = match self.kind {
            Kind::Code | Kind::CodeAndPhrase => vec![format!("The error was {}.", self.code)],
            _ => Vec::new(),
        };
        [vec![phrase, self.common.into()], code].concat()
    }

    fn fields(&self) -> Vec<(String, String)> {
        let host = self.host();
        let fields = match self.kind {
            Kind::FieldStart => vec![
                ("Error Code", self.code.clone()),
                ("Resource", format!("https://{host}.contoso.com/api/v{}", self.number % 4)),
            ],
            Kind::Pattern => vec![("Target", format!("{host}{}", self.number % 100))],
            Kind::Values => vec![("Process Name", format!("{host}64.exe"))],
            _ => vec![("Attempt", (self.number % 9).to_string())],
        };
        fields.into_iter().map(|(key, value)| (key.into(), value)).collect()
    }
}
