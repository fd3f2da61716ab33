//! The page: paste an event, see the article that explains it, with the evidence marked in the paste.
//!
//! Two programs are made of it: one draws the page ([`draw`]), the other one matches in the page's worker ([`serve`]). So the page
//! is there before the engine is. A third one draws the element that portals put into pages of their own ([`element`]); it shares the
//! engine, which also works without a page ([`api`]). Everything that can be a pure function is one, and is tested natively.

pub mod api;
pub mod archive;
pub mod components;
pub mod conditions;
pub mod dom;
pub mod element;
pub mod engine;
pub mod evidence;
pub mod excerpt;
#[cfg(test)]
mod fixture;
pub mod history;
pub mod hooks;
pub mod intake;
pub mod marks;
pub mod rich;
pub mod route;
pub mod search;
pub mod share;
pub mod site;
pub mod state;
pub mod streams;
pub mod texts;
pub mod theme;
pub mod ticket;
pub mod unreadable;
pub mod viewer;
pub mod words;
pub mod zip;

use texts::Language;
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

/// Draws the page.
pub fn draw() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        dom::give_up(Language::remembered().page_gave_up);
    }));
    if let Some(root) = dom::document().and_then(|document| document.get_element_by_id(dom::ROOT)) {
        // Drawing empties the root.
        let props = components::AppProps { before: intake::Before::seen() };
        yew::Renderer::<components::App>::with_root_and_props(root, props).render();
    }
}

/// Answers the page, where this is the page's worker: its script has said by then where the base is. Elsewhere nothing happens until
/// somebody asks.
pub fn serve() {
    // The page hears of a worker's end by its `error` event.
    console_error_panic_hook::set_once();
    let global = js_sys::global();
    let is_pages_own = js_sys::Reflect::has(&global, &"kbmatchPart".into()).unwrap_or_default();
    if let (true, Ok(scope)) = (is_pages_own, global.dyn_into::<DedicatedWorkerGlobalScope>()) {
        engine::serve(scope.unchecked_ref());
    }
}
