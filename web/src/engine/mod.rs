//! The engine in its own thread: the page never matches anything itself, so it stays responsive whatever is pasted.
//!
//! ```text
//! page: Engine --Request--> worker: serve, Desk --scan, Scanner--> Reply --> page: Engine --EngineEvent--> state
//! ```

mod client;
mod codes;
mod desk;
mod event_log;
mod explainer;
mod fast;
mod finder;
mod holdings;
mod page;
mod parts;
mod port;
mod prose;
mod protocol;
mod queue;
mod rendered;
mod search;
mod slices;
mod stream;
mod worker;

pub use client::{Ask, Engine, EngineEvent, Payload};
pub use port::Port;
pub use protocol::{
    Answer, Applies, ArticlePage, CodeKind, CodeWords, Digest, Drafted, Entry, Expected, Lookup, Progress,
    Reason, Relation, Reply, Request, ScanId, SymptomWords,
};
pub use worker::{connect, load, serve};

/// What JavaScript threw, in words.
pub(crate) fn describe(error: &wasm_bindgen::JsValue) -> String {
    use wasm_bindgen::JsCast as _;
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.unwrap_or_else(|| format!("{error:?}"))
}
