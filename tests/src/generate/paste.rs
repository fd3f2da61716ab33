//! Pastes of several events in layouts of their own, and what must be read from them.

use super::LAYOUTS;
use super::damage::{CLASSES, Class, Damage, borne};
use super::event::{Event, words};
use super::layout::{Body, Layout, Shape};
use kbmatch::{FieldKey, Format, Header};
use std::fmt;

/// A text that tells of events.
#[derive(Clone, Debug)]
pub struct Paste {
    /// Its events.
    pub blocks: Vec<Block>,
    /// What stands before, between and after them.
    pub prose: bool,
}

/// An event in a layout, and what happened to its text.
#[derive(Clone)]
pub struct Block {
    /// The event.
    pub event: Event,
    /// Its layout.
    pub layout: &'static Layout,
    /// What happened to its text, in order.
    pub damages: Vec<Damage>,
}

/// Sentences around events. None may be taken for a field of an event.
const PROSE: [&str; 4] = [
    "Hello all, since the update on Monday this comes up on our server every night, and nobody has an idea",
    "A minute later we then see the following one, which looks different to me",
    "That is everything there is, a restart does not help, reinstalling neither",
    "Thanks in advance for any hint",
];

/// A shorter line of a message is not cut.
const MIN_CUT: usize = 110;

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}:\n{}", self.layout.name, self.damages, self.text())
    }
}

impl Block {
    /// A block whose layout and damage are chosen by numbers: any number will do, and 0 is no damage.
    pub fn chosen(event: Event, layout: usize, damages: [u8; CLASSES.len()]) -> Self {
        let layout = &LAYOUTS[layout % LAYOUTS.len()];
        let chosen = CLASSES.iter().zip(damages).filter_map(|(&class, number)| {
            let choices = borne(layout, class);
            let index = usize::from(number) % (choices.len() + 1);
            choices.get(index.checked_sub(1)?).copied()
        });
        let mut damages: Vec<Damage> = chosen.collect();
        // Comments are told by several lines in a row.
        if damages.iter().any(|damage| damage.name == "html-breaks-alone") {
            damages.retain(|damage| !damage.name.starts_with("comment-"));
        }
        Self { event, layout, damages }
    }

    /// The damaged text.
    pub fn text(&self) -> String {
        self.damages.iter().fold(self.layout.render(&self.event), |text, damage| (damage.apply)(&text))
    }

    fn has(&self, class: Class) -> bool {
        self.damages.iter().any(|damage| damage.class == class)
    }

    /// Whether its lines tell where it ends.
    fn is_closed(&self) -> bool {
        self.layout.body != Body::OpenMessage
            || self.damages.iter().any(|damage| damage.name.contains("fence"))
    }

    /// Whether keys start the lines of its message, as in the event.
    fn keeps_fields(&self) -> bool {
        self.layout.body != Body::Line && !self.has(Class::Lines)
    }
}

impl Paste {
    /// All of it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (number, block) in self.blocks.iter().enumerate() {
            if self.prose {
                text.push_str(&format!("{}\n\n", PROSE[number.min(1)]));
            }
            text.push_str(&block.text());
            text.push('\n');
        }
        if self.prose {
            text.push_str(&format!("{}\n\n{}\n", PROSE[2], PROSE[3]));
        }
        text
    }

    /// Whether the paste reads as its events, in order, and no others.
    ///
    /// # Errors
    ///
    /// What is read differently.
    pub fn check(&self) -> Result<(), String> {
        let text = self.text();
        let reading = kbmatch::read(&text);
        let read: Vec<_> = reading.events.iter().filter(|event| event.format != Format::Text).collect();
        if read.len() != self.blocks.len() {
            let formats: Vec<_> = read.iter().map(|event| event.format).collect();
            return Err(format!("{} events are read as {}: {formats:?}", self.blocks.len(), read.len()));
        }
        for (block, event) in self.blocks.iter().zip(read) {
            block.check(event, self.prose).map_err(|what| format!("{}: {what}", block.layout.name))?;
        }
        Ok(())
    }
}

impl Block {
    fn check(&self, read: &kbmatch::Event, prose: bool) -> Result<(), String> {
        if read.format != self.layout.format {
            return Err(format!("read as {:?}", read.format));
        }
        for (header, value) in self.layout.headers(&self.event) {
            self.check_header(read, header, &value)?;
        }
        self.check_message(read, prose)?;
        self.check_fields(read)
    }

    fn check_header(&self, read: &kbmatch::Event, header: Header, value: &str) -> Result<(), String> {
        let found = read.header(header);
        let same = match header {
            Header::EventId => read.event_id() == Some(self.event.id.into()),
            Header::Level => {
                found.is_some_and(|found| found.eq_ignore_ascii_case(value))
                    || read.level().is_some()
                        && read.level() == kbmatch::Level::parse(value).or(Some(self.event.level))
            }
            _ => found.is_some_and(|found| words(found) == words(value)),
        };
        if same { Ok(()) } else { Err(format!("{} is {found:?}, not {value:?}", header.name())) }
    }

    fn check_message(&self, read: &kbmatch::Event, prose: bool) -> Result<(), String> {
        let found = read.header(Header::Message).map(words);
        if self.layout.body == Body::Data
            || self.layout.shape == Shape::Xml && found.is_none() && self.layout.body != Body::Both
        {
            return found.map_or(Ok(()), |found| Err(format!("a message is read: {found:?}")));
        }
        let found = self.comparable(found.unwrap_or_default());
        let rest = found.strip_prefix(&self.comparable(self.event.line()));
        let more_is_prose = |rest: &str| {
            prose && !self.is_closed() && PROSE.iter().any(|prose| rest.trim().starts_with(prose))
        };
        match rest {
            Some(rest) if rest.is_empty() || more_is_prose(rest) => Ok(()),
            _ => Err(format!("message is {found:?}, not {:?}", self.event.line())),
        }
    }

    /// A message without the spaces that do not count: where those at the ends of lines are lost, or where only one line was
    /// cut, nothing may tell whether PowerShell has cut a word. It does so in languages of other scripts.
    fn comparable(&self, message: String) -> String {
        let is_foreign = self.event.line().chars().any(|c| c > '\u{24f}');
        let is_cut = self.layout.name.ends_with("-cut");
        let long = self.event.message().lines().filter(|line| line.chars().count() > MIN_CUT).count();
        let is_open = (is_cut || is_foreign) && self.has(Class::Around) || is_cut && long < 2;
        if self.layout.format == Format::PowerShell && is_open { message.replace(' ', "") } else { message }
    }

    fn check_fields(&self, read: &kbmatch::Event) -> Result<(), String> {
        if !self.keeps_fields() {
            return Ok(());
        }
        for (name, value) in &self.event.fields {
            let key = FieldKey::named(name);
            if !read.fields_named(&key).any(|field| words(read.value(field)) == words(value)) {
                let found: Vec<_> = read.fields_named(&key).map(|field| read.value(field)).collect();
                return Err(format!("field {name} is {found:?}, not {value:?}"));
            }
        }
        Ok(())
    }
}
