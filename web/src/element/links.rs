//! Links and keys inside the element: none of them is the portal's business, whose address they must not change.

use super::host::Host;
use super::view::Remote;
use crate::dom;
use crate::route::Route;
use crate::state::Action;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, ShadowRoot};

/// Where a view's focus goes when it shows something else.
pub(super) const TOP: &str = ".element-view";

/// Listens as long as they are kept.
pub(super) fn listeners(root: &ShadowRoot, host: &Host, remote: &Remote) -> Vec<EventListener> {
    // Before the components' own.
    let options = || EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
    let acted = |name: &'static str| {
        let scope = root.clone();
        EventListener::new_with_options(root, name, options(), move |_| dom::look_in(Some(scope.clone())))
    };
    let follow = {
        let (host, remote) = (host.clone(), remote.clone());
        move |event: &Event| follow(event, &host, &remote)
    };
    let step = {
        let remote = remote.clone();
        move |event: &Event| step(event, &remote)
    };
    vec![
        acted("pointerdown"),
        acted("keydown"),
        acted("focusin"),
        acted("drop"),
        EventListener::new_with_options(root, "click", options(), follow),
        EventListener::new_with_options(root, "keydown", options(), step),
    ]
}

/// Articles open when the portal lets them, and other links lead where they do on the page, inside the element.
fn follow(event: &Event, host: &Host, remote: &Remote) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let up = |selector: &str| target.closest(selector).ok().flatten();
    if let Some(card) = up("[data-article]") {
        let is_open = card.get_attribute("aria-expanded").is_some_and(|open| open == "true");
        let id = card.get_attribute("data-article").unwrap_or_default();
        if !is_open && !host.opens(&id) {
            event.stop_propagation();
        }
    } else if let Some(link) = up("a[href^='#/']") {
        event.prevent_default();
        let route = Route::parse(&link.get_attribute("href").unwrap_or_default());
        if let Route::Article(id) = &route
            && !host.opens(id)
        {
            return;
        }
        remote.dispatch(Action::Navigate(route));
        dom::focus(TOP);
    }
}

/// F8 and Shift+F8 step through the evidence.
fn step(event: &Event, remote: &Remote) {
    if let Some(back) = event.dyn_ref::<KeyboardEvent>().and_then(dom::is_step_key) {
        event.prevent_default();
        remote.dispatch(Action::Step { back });
    }
}
