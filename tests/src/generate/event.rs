//! What an event holds, whatever layout shows it.

use kbmatch::Level;

/// An event that no machine has logged.
#[derive(Clone, Debug)]
pub struct Event {
    /// `Contoso-Sync`, `Service Control Manager`.
    pub provider: String,
    /// `Contoso-Sync/Operational`, `System`.
    pub channel: String,
    /// Its number within the provider.
    pub id: u16,
    /// Critical to Information.
    pub level: Level,
    /// When it was logged.
    pub time: Moment,
    /// `pc1.contoso.com`.
    pub computer: String,
    /// The number of its task category; not 0.
    pub task: u16,
    /// Its number within the log.
    pub record: u32,
    /// The message's sentences, each a line.
    pub sentences: Vec<String>,
    /// What the message's `Key: value` lines show, and the data that it was rendered from.
    pub fields: Vec<(String, String)>,
}

/// A time of day on some day, to the second.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// 2015 to 2030.
    pub year: u32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 28.
    pub day: u32,
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 59.
    pub second: u32,
}

/// The account of every event, as Windows names it.
pub const ACCOUNT: &str = "CONTOSO\\ada";

/// The same as a security identifier.
pub const SID: &str = "S-1-5-21-1111111111-2222222222-3333333333-1105";

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

impl Event {
    /// The rendered message: its sentences, and below them its fields.
    pub fn message(&self) -> String {
        let mut message = self.sentences.join("\n");
        if !self.fields.is_empty() {
            message.push('\n');
        }
        for (key, value) in &self.fields {
            message.push_str(&format!("\n{key}: {value}"));
        }
        message
    }

    /// The message on one line.
    pub fn line(&self) -> String {
        words(&self.message())
    }

    /// The level's number in event XML.
    pub fn level_number(&self) -> u8 {
        match self.level {
            Level::Critical => 1,
            Level::Error => 2,
            Level::Warning => 3,
            Level::Information => 4,
            Level::Verbose => 5,
        }
    }

    /// The level as Windows prints it in English.
    pub fn level_word(&self) -> &'static str {
        ["Critical", "Error", "Warning", "Information", "Verbose"][usize::from(self.level_number()) - 1]
    }
}

impl Moment {
    /// `2026-03-07T20:02:57`
    pub fn iso(&self) -> String {
        format!("{}T{}", self.date("-"), self.clock())
    }

    /// `2026-03-07 20:02:57`
    pub fn spaced(&self) -> String {
        format!("{} {}", self.date("-"), self.clock())
    }

    /// `2026-03-07`, with another sign between its parts.
    pub fn date(&self, between: &str) -> String {
        format!("{:04}{between}{:02}{between}{:02}", self.year, self.month, self.day)
    }

    /// `20:02:57`
    pub fn clock(&self) -> String {
        format!("{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }

    /// `3/7/2026 8:02:57 PM`
    pub fn american(&self) -> String {
        format!("{} {}", self.american_date(), self.american_clock())
    }

    /// `3/7/2026`
    pub fn american_date(&self) -> String {
        format!("{}/{}/{}", self.month, self.day, self.year)
    }

    /// `8:02:57 PM`
    pub fn american_clock(&self) -> String {
        format!("{}:{:02}:{:02} {}", self.hour12(), self.minute, self.second, self.half("AM", "PM"))
    }

    /// The hour on a clock face.
    pub fn hour12(&self) -> u32 {
        (self.hour + 11) % 12 + 1
    }

    /// One of the words for the halves of a day.
    pub fn half(&self, morning: &'static str, afternoon: &'static str) -> &'static str {
        if self.hour < 12 { morning } else { afternoon }
    }

    /// `Mar`
    pub fn month_word(&self) -> &'static str {
        MONTHS[self.month as usize - 1]
    }

    /// `Sat Mar 07 20:02:57 2026`
    pub fn ctime(&self) -> String {
        format!("{} {} {:02} {} {}", self.weekday(), self.month_word(), self.day, self.clock(), self.year)
    }

    /// `Mar  7 20:02:57`
    pub fn bsd(&self) -> String {
        format!("{} {:2} {}", self.month_word(), self.day, self.clock())
    }

    /// Milliseconds since 1970, the zone being UTC.
    pub fn millis(&self) -> u64 {
        let (year, month) =
            if self.month < 3 { (self.year - 1, self.month + 9) } else { (self.year, self.month - 3) };
        // Days from the era's first of March: http://howardhinnant.github.io/date_algorithms.html#days_from_civil
        let days =
            365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + self.day - 1 - 719_468;
        u64::from(days * 24 + self.hour) * 3_600_000 + u64::from(self.minute * 60 + self.second) * 1000
    }

    fn weekday(&self) -> &'static str {
        DAYS[(self.millis() / 86_400_000 + 4) as usize % 7]
    }
}

/// The words of a text with one space between them: what is compared where white space does not count.
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
