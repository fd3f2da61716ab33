//! The engine in its own thread: the page never matches anything itself, so it stays responsive whatever is pasted.
//!
//! ```text
//! page: Engine --Request--> worker: serve --KnowledgeBase::scan--> Reply --> page: Engine --EngineEvent--> state
//! ```

mod client;
mod protocol;
mod queue;
mod worker;

pub use client::{Engine, EngineEvent, Payload};
pub use protocol::{Answer, ArticlePage, Entry, Reply, Request, ScanId, SymptomWords};
pub use worker::serve;
