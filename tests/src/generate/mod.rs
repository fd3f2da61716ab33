//! Events made up at random, written in every layout, and damaged as pastes are: for properties and benchmarks.

mod damage;
mod event;
mod hostile;
mod json;
mod labelled;
mod languages;
mod layout;
mod lines;
mod paste;
mod strategy;
mod tables;
mod xml;

pub use damage::{CLASSES, Class, DAMAGES, Damage};
pub use event::{Event, Moment, words};
pub use hostile::{pieces, repeated};
pub use layout::{Body, Layout, Shape};
pub use paste::{Block, Paste};
pub use strategy::{event, samples};

use std::sync::LazyLock;

/// All layouts that events are written in.
pub static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| {
    [labelled::LAYOUTS, xml::LAYOUTS, json::LAYOUTS, tables::LAYOUTS, lines::LAYOUTS].concat()
});
