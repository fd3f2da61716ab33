//! The engine in its own thread: the page never matches anything itself, so it stays responsive whatever is pasted.
//!
//! ```text
//! page: Engine --Request--> worker: serve, Desk --scan, Scanner--> Reply --> page: Engine --EngineEvent--> state
//! ```

mod client;
mod desk;
mod protocol;
mod queue;
mod slices;
mod worker;

pub use client::{Engine, EngineEvent, Payload};
pub use protocol::{Answer, ArticlePage, Digest, Entry, Progress, Reply, Request, ScanId, SymptomWords};
pub use worker::serve;
