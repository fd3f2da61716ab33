//! What a renderer says of its layout.

use super::event::Event;
use super::languages::Language;
use kbmatch::{Format, Header};

/// Prints a value of an event.
pub type Show = fn(&Event) -> String;

/// A value that a layout shows: its label there, and the header field that it is.
#[derive(Clone, Copy, Debug)]
pub struct Column(pub &'static str, pub Option<Header>, pub Show);

/// How a layout writes an event.
#[derive(Clone, Copy, Debug)]
pub enum Render {
    /// A function of its own.
    Own(fn(&Event, &[Column]) -> String),
    /// Event Viewer's text in a language.
    Viewer(&'static Language, Below),
}

/// What stands below Event Viewer's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// Nothing.
    Nothing,
    /// `Event Xml:` and the XML.
    Xml,
}

/// What kind of text a layout is: what damage leaves its information in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Lines of `Label: value`, then the message.
    Labels,
    /// Lines whose columns or indents mean something.
    Columns,
    /// Event XML.
    Xml,
    /// JSON.
    Json,
    /// Comma- or tab-separated rows.
    Table,
    /// A line of a log.
    Line,
}

/// What a layout shows of the message and the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// The message; its end is not marked, so that prose below may be taken for more of it.
    OpenMessage,
    /// The message, and where it ends.
    Message,
    /// The data without a message.
    Data,
    /// Both.
    Both,
    /// The message on one line.
    Line,
}

/// A layout that events can be written in.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Its name in tables.
    pub name: &'static str,
    /// What it is read as.
    pub format: Format,
    /// The damage that it bears.
    pub shape: Shape,
    /// What it shows of the message.
    pub body: Body,
    /// How it is written.
    pub render: Render,
    /// The values that it shows.
    pub columns: &'static [Column],
}

impl Layout {
    /// The event in this layout, a line break at its end.
    pub fn render(&self, event: &Event) -> String {
        let mut text = match self.render {
            Render::Own(render) => render(event, self.columns),
            Render::Viewer(language, below) => language.render(event, below),
        };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text
    }

    /// The header fields that it shows, as it prints them.
    pub fn headers(&self, event: &Event) -> Vec<(Header, String)> {
        match self.render {
            Render::Own(_) => {
                self.columns.iter().filter_map(|column| Some((column.1?, (column.2)(event)))).collect()
            }
            Render::Viewer(language, below) => language.headers(event, below),
        }
    }
}

/// `label`, padded, a separator and the value for each column.
pub fn lines(event: &Event, columns: &[Column], line: impl Fn(&str, String) -> String) -> String {
    columns.iter().map(|Column(label, _, show)| line(label, show(event)) + "\n").collect()
}
