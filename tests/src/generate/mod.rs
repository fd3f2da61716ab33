//! Events made up at random, written in every layout, and damaged as pastes are: for properties and benchmarks.

pub mod articles;
pub mod damage;
pub mod event;
pub mod evtx;
pub mod hostile;
pub mod json;
pub mod labelled;
pub mod languages;
pub mod layout;
pub mod lines;
pub mod logs;
pub mod paste;
pub mod random;
pub mod strategy;
pub mod tables;
pub mod xml;

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
