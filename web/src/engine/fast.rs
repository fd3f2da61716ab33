//! The same engine, built for speed, in the same worker. It is loaded when a long document comes; until it is there, or where it
//! cannot be had, the document is read by this one.
//!
//! ```text
//! page:   Begin Piece          Piece                 Begin Piece          ...
//! small:              Progress       (gives way)
//! fast:                                       Ready                Progress
//! ```
//!
//! A port is given over between two messages, when this engine owes it nothing: so nothing is lost, and nothing answered twice.

use super::desk::Desk;
use super::port::Port;
use super::protocol::Request;
use js_sys::Promise;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    /// Loads the program and its base. Fails where there is none, or where the browser lacks what it needs.
    #[wasm_bindgen(catch, js_name = kbmatchFast)]
    fn load() -> Result<Promise, JsValue>;

    /// `kbmatch-fast.rs` has the other side.
    #[derive(Clone)]
    pub(super) type Fast;
    /// Lets it answer what comes from `port`; it says `Ready` there.
    #[wasm_bindgen(method)]
    pub(super) fn connect(this: &Fast, port: &Port);
}

enum Phase {
    /// No long document has come, or the program could not be had when one did.
    Unasked,
    Loading,
    There(Fast),
}

thread_local! {
    static PHASE: RefCell<Phase> = const { RefCell::new(Phase::Unasked) };
}

/// The faster engine, if it is there and is to take over before this request is answered. A long document has it loaded.
pub(super) fn instead(desk: &Desk<'_>, request: &Request) -> Option<Fast> {
    if cfg!(feature = "fast") {
        return None;
    }
    let is_begin = matches!(request, Request::Begin { .. });
    let found = PHASE.with_borrow_mut(|phase| match phase {
        Phase::There(fast) => Some(fast.clone()),
        Phase::Unasked if is_begin => {
            *phase = Phase::Loading;
            spawn_local(fetch());
            None
        }
        Phase::Unasked | Phase::Loading => None,
    });
    found.filter(|_| desk.may_give_way(request))
}

/// What fails is tried again when the next document comes.
async fn fetch() {
    let loaded = async { JsFuture::from(load()?).await };
    let phase = loaded.await.map_or(Phase::Unasked, |fast| Phase::There(fast.unchecked_into()));
    PHASE.set(phase);
}
