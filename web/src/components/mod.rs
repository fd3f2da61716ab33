//! What the page is made of: a component a file.

mod app;
mod article;
mod browse;
mod card;
mod causes;
mod code_block;
mod could_not_read;
mod editor;
mod engine_failed;
mod evidence_list;
mod excerpts;
mod finding;
mod first_steps;
mod footer;
mod header;
mod icon;
mod input_panel;
mod large_document;
mod no_match;
mod not_found;
mod notes;
mod outcome;
mod privacy;
mod prose;
mod reader;
mod reading;
mod results;
mod sections;
mod theme_switch;
mod verdict_badge;
mod what_was_read;
mod workspace;

pub use app::App;
