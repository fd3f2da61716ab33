//! An event whose text is cut reads as a part of it: what is not there is not read, and nothing else is.

use kbmatch::{Event, Extent, Format, Header, normal};
use kbmatch_tests::generate::{LAYOUTS, Layout, Shape, event, samples, words};
use proptest::prelude::*;
use std::fmt::Write as _;

/// What tells events apart.
const IDENTITY: [Header; 3] = [Header::EventId, Header::Provider, Header::Channel];

/// Which end of a text is missing.
#[derive(Clone, Copy, Debug)]
enum Side {
    Start,
    End,
}

/// A text that is cut at a place.
struct Cut<'t> {
    layout: &'t Layout,
    whole: &'t str,
    at: usize,
    side: Side,
}

/// The one event of a text, if it is one.
fn only_event(text: &str) -> Option<Event> {
    let mut events = kbmatch::read(text).events.into_iter().filter(|event| event.format != Format::Text);
    events.next().filter(|_| events.next().is_none())
}

impl Cut<'_> {
    fn text(&self) -> &str {
        match self.side {
            Side::Start => &self.whole[self.at..],
            Side::End => &self.whole[..self.at],
        }
    }

    /// Whether what is read of the cut text is a part of what is read of the whole.
    fn check(&self, whole: &Event) -> Result<(), String> {
        for read in &kbmatch::read(self.text()).events {
            for header in IDENTITY {
                self.check_identity(header, read, whole)?;
            }
            if let Side::End = self.side {
                self.check_fields(read, whole)?;
                self.check_extent(read)?;
            }
        }
        Ok(())
    }

    /// The id, the provider and the channel are right, or not read. Only where the text breaks off in the middle of one, and
    /// nothing shows it, is a part of it read.
    fn check_identity(&self, header: Header, read: &Event, whole: &Event) -> Result<(), String> {
        let Some(found) = read.header(header) else { return Ok(()) };
        let right = whole.header(header).unwrap_or_default();
        let marked = matches!(self.layout.shape, Shape::Xml | Shape::Json);
        let breaks_off = match self.side {
            Side::Start => right.ends_with(found) && self.text().trim_start().starts_with(found),
            Side::End => right.starts_with(found) && self.text().trim_end().ends_with(found),
        };
        if words(found) == words(right)
            || breaks_off && !marked
            || self.is_spelled_otherwise(header, found, right)
        {
            return Ok(());
        }
        Err(format!("{} is {found:?}, not {right:?}", header.name()))
    }

    /// A line for a SIEM has an event's id twice, once with its qualifiers, and where it does not tell a source, the product.
    fn is_spelled_otherwise(&self, header: Header, found: &str, right: &str) -> bool {
        let is_line = matches!(self.layout.format, Format::Cef | Format::Leef | Format::WinCollect);
        let is_product = header == Header::Provider && self.whole.contains(&format!("|{found}|"));
        let is_id = header == Header::EventId && normal::event_id(found) == normal::event_id(right);
        is_line && (is_product || is_id)
    }

    /// Each value is one of the whole event, or its beginning, or stands in its text: where a better one is missing, another
    /// one counts.
    fn check_fields(&self, read: &Event, whole: &Event) -> Result<(), String> {
        let printed = [self.comparable(whole.text()), self.comparable(self.whole)];
        for field in &read.fields {
            let value = self.comparable(read.value(field));
            let begins = |other: &kbmatch::Field| {
                other.key == field.key && self.comparable(whole.value(other)).starts_with(&value)
            };
            if !printed.iter().any(|text| text.contains(&value)) && !whole.fields.iter().any(begins) {
                return Err(format!("{:?} is {value:?}", field.key));
            }
        }
        Ok(())
    }

    /// A text without the white space that does not count: when little is left, nothing tells whether words were cut.
    fn comparable(&self, text: &str) -> String {
        if self.layout.format == Format::PowerShell { words(text).replace(' ', "") } else { words(text) }
    }

    /// Where marks show that something is missing, it is known.
    fn check_extent(&self, read: &Event) -> Result<(), String> {
        let closes = match self.layout.shape {
            Shape::Xml => self.whole.rfind("</Event>").is_some_and(|end| self.at < end),
            Shape::Json => self.at < self.whole.trim_end().len(),
            _ => false,
        };
        let untold = read.header(Header::Message).is_none() && read.extent == Extent::Whole;
        if closes && read.extent != Extent::Fragment || untold {
            return Err(format!("the extent is {:?}", read.extent));
        }
        Ok(())
    }
}

/// The mistakes in texts that are cut at every `step`th place: for each layout and side the first one.
fn mistakes(events: usize, step: usize) -> String {
    let mut mistakes = String::new();
    for layout in LAYOUTS.iter() {
        for side in [Side::Start, Side::End] {
            let wrong = samples(events).iter().enumerate().find_map(|(number, event)| {
                let whole = layout.render(event);
                let read = only_event(&whole)?;
                let places = whole.char_indices().map(|(at, _)| at).skip(number).step_by(step);
                places.map(|at| Cut { layout, whole: &whole, at, side }).find_map(|cut| {
                    let what = cut.check(&read).err()?;
                    let (before, after) = whole.split_at(cut.at);
                    let before: String =
                        before.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
                    let after: String = after.chars().take(20).collect();
                    Some(format!("{before:?} | {after:?}: {what}"))
                })
            });
            if let Some(wrong) = wrong {
                writeln!(mistakes, "{} without its {side:?}: {wrong}", layout.name)
                    .expect("a string takes all");
            }
        }
    }
    mistakes
}

#[test]
fn every_layout_cut_anywhere_reads_as_a_part_of_its_event() {
    let mistakes = mistakes(4, 29);
    assert!(mistakes.is_empty(), "\n{mistakes}");
}

#[test]
#[ignore = "takes a minute: every place, not every few"]
fn every_layout_cut_at_every_place_reads_as_a_part_of_its_event() {
    let mistakes = mistakes(2, 1);
    assert!(mistakes.is_empty(), "\n{mistakes}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cut_event_reads_as_a_part_of_it(event in event(), layout in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), at_start: bool) {
        let layout = layout.get(&LAYOUTS);
        let whole = layout.render(&event);
        let at = whole.floor_char_boundary(at.index(whole.len()));
        let side = if at_start { Side::Start } else { Side::End };
        if let Some(read) = only_event(&whole) {
            let checked = Cut { layout, whole: &whole, at, side }.check(&read);
            prop_assert!(checked.is_ok(), "{:?} at {at} of {side:?}\n{whole}", checked);
        }
    }
}
