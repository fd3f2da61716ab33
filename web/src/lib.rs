//! The page: paste an event, see the article that explains it, with the evidence marked in the paste.
//!
//! One program serves two threads: in the page it draws ([`components::App`]), in the page's worker it matches
//! ([`engine::serve`]). Everything that can be a pure function is one, and is tested natively.

pub mod components;
pub mod dom;
pub mod engine;
pub mod evidence;
pub mod excerpt;
#[cfg(test)]
mod fixture;
pub mod hooks;
pub mod intake;
pub mod marks;
pub mod route;
pub mod state;
pub mod theme;
pub mod unreadable;
pub mod words;

use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

/// Starts the program's side for this thread.
pub fn start() {
    match js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        Ok(scope) => {
            // The page hears of a worker's end by its `error` event.
            console_error_panic_hook::set_once();
            engine::serve(&scope);
        }
        Err(_) => {
            std::panic::set_hook(Box::new(|panic| {
                console_error_panic_hook::hook(panic);
                dom::give_up("a mistake in the page's program");
            }));
            draw();
        }
    }
}

fn draw() {
    if let Some(root) = dom::document().and_then(|document| document.get_element_by_id(dom::ROOT)) {
        yew::Renderer::<components::App>::with_root(root).render();
    }
}
