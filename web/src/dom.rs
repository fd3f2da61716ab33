//! The few things that the page asks of the browser directly.

use gloo::timers::callback::Timeout;
use js_sys::Array;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, Document, Element, Event, HtmlAnchorElement, HtmlElement, HtmlSelectElement, ScrollBehavior,
    ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot, Storage, Url, window,
};

/// The element that the page is drawn in: `index.html` has it.
pub const ROOT: &str = "app";

thread_local! {
    /// Where the user acted last, when that is an embedded element: what is looked for is in there.
    static SCOPE: RefCell<Option<ShadowRoot>> = const { RefCell::new(None) };
}

/// Looks for elements in `scope` from now on; in the document if there is none.
pub fn look_in(scope: Option<ShadowRoot>) {
    SCOPE.set(scope);
}

/// The browser's document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// Shows the notice that the page cannot go on: `index.html` has it, for failures before and after this program runs.
pub fn give_up(reason: &str) {
    let Some(notice) = find("#engine-failed") else { return };
    if let Ok(places) = notice.query_selector_all("[data-reason]") {
        (0..places.length())
            .filter_map(|at| places.get(at))
            .for_each(|place| place.set_text_content(Some(reason)));
    }
    // Fails for malformed names only.
    let _ = notice.remove_attribute("hidden");
    set_root_attribute("data-engine", "failed");
}

/// Local storage, where the browser allows it: asking may throw.
pub fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// The tags of the languages that the user prefers, in order.
pub fn languages() -> Vec<String> {
    let languages = window().map(|window| window.navigator().languages());
    languages
        .into_iter()
        .flat_map(|tags| tags.iter().filter_map(|tag| tag.as_string()).collect::<Vec<_>>())
        .collect()
}

/// Sets an attribute of `<html>`.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(html) = document().and_then(|document| document.document_element()) {
        // Fails for malformed names only.
        let _ = html.set_attribute(name, value);
    }
}

/// What `index.html` says of the site, as JSON; empty when it says nothing.
pub fn site() -> String {
    find("#kbmatch-site").and_then(|data| data.text_content()).unwrap_or_default()
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// What stands behind the `#` of the address.
pub fn hash() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Puts another address in place of the one that is shown, which the browser then forgets.
pub fn replace_hash(hash: &str) {
    let location = window().map(|window| window.location());
    // Fails where addresses cannot be changed: the text is there all the same.
    let _ = location.map(|location| location.replace(hash));
}

/// The address of this page with another hash.
pub fn address(hash: &str) -> String {
    let here = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let base = here.split('#').next().unwrap_or_default();
    format!("{base}{hash}")
}

/// Leads to the box for the text, if another view is shown.
pub fn go_home() {
    if let Some(window) = window().filter(|_| !matches!(hash().as_str(), "" | "#" | "#/")) {
        // Fails for malformed addresses only.
        let _ = window.location().set_hash("/");
    }
}

/// Lets the newer build of the page take over: boot.js knows how.
pub fn update() {
    let update = js_sys::Reflect::get(&js_sys::global(), &"kbmatchBoot".into())
        .and_then(|boot| js_sys::Reflect::get(&boot, &"update".into()));
    if let Ok(Ok(update)) = update.map(JsCast::dyn_into::<js_sys::Function>) {
        // It posts a message, which cannot fail while there is a worker to hear it.
        let _ = update.call0(&JsValue::UNDEFINED);
    }
}

/// What the user chose in a list that offers `all`, in that order.
pub fn chosen<T: Copy, const N: usize>(event: &Event, all: [T; N]) -> Option<T> {
    let list: HtmlSelectElement = event.target()?.dyn_into().ok()?;
    all.get(usize::try_from(list.selected_index()).ok()?).copied()
}

/// Whether this key event belongs to F8, and whether it goes backwards.
pub fn is_step_key(event: &web_sys::KeyboardEvent) -> Option<bool> {
    let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    (event.key() == "F8" && plain).then(|| event.shift_key())
}

/// Moves the focus to the first element that `selector` finds once the page is drawn anew, and scrolls to it.
pub fn focus(selector: &'static str) {
    let focus = move || {
        if let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // Fails for elements that cannot have the focus: then it stays where it is.
            let _ = element.focus();
            scroll_to(&element, ScrollLogicalPosition::Nearest);
        }
    };
    Timeout::new(0, focus).forget();
}

/// Moves the focus to the first element that `selector` finds, and puts that at the top of what is seen.
pub fn go_to(selector: &str) {
    if let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails for elements that cannot have the focus: then it stays where it is.
        let _ = element.focus();
        scroll_to(&element, ScrollLogicalPosition::Start);
    }
}

/// Moves the focus to the first element that `selector` finds, and shows the page from its top.
pub fn focus_top(selector: &str) {
    if let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails for elements that cannot have the focus: then it stays where it is.
        let _ = element.focus();
    }
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Scrolls to the first element that `selector` finds.
pub fn reveal(selector: &str) {
    if let Some(element) = find(selector) {
        scroll_to(&element, ScrollLogicalPosition::Center);
    }
}

/// Scrolls to the first element inside `parent` that `selector` finds, no further than needed.
pub fn reveal_in(parent: &Element, selector: &str) {
    if let Ok(Some(element)) = parent.query_selector(selector) {
        let options = ScrollIntoViewOptions::new();
        options.set_behavior(ScrollBehavior::Instant);
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// So many pixels of what stands before an element are seen with it.
const BEFORE: f64 = 48.0;

/// Scrolls inside `frame` to the first element in it that `selector` finds, or to the beginning if there is none. What is around the
/// frame stays where it is.
pub fn show_within(frame: &Element, selector: &str) {
    let top = |element: Element| element.get_bounding_client_rect().top();
    let into = frame
        .query_selector(selector)
        .ok()
        .flatten()
        .map_or(0.0, |found| top(found) - top(frame.clone()) + f64::from(frame.scroll_top()) - BEFORE);
    frame.set_scroll_top(into as i32);
}

fn find(selector: &str) -> Option<Element> {
    match SCOPE.with_borrow(Clone::clone) {
        Some(scope) => scope.query_selector(selector).ok()?,
        None => document()?.query_selector(selector).ok()?,
    }
}

fn scroll_to(element: &Element, block: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(if prefers_stillness() { ScrollBehavior::Instant } else { ScrollBehavior::Smooth });
    options.set_block(block);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

fn prefers_stillness() -> bool {
    let query = window().and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok()?);
    query.is_some_and(|query| query.matches())
}

/// Puts a text on the clipboard. Browsers may refuse, or have none on insecure pages.
///
/// # Errors
///
/// What the browser says.
pub async fn copy(text: &str) -> Result<(), JsValue> {
    let navigator = window().ok_or(JsValue::NULL)?.navigator();
    if js_sys::Reflect::get(&navigator, &"clipboard".into())?.is_undefined() {
        return Err(JsValue::NULL);
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.map(drop)
}

/// Hands the user a text as a file of that name.
///
/// # Errors
///
/// What the browser says.
pub fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into()))?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().ok_or(JsValue::NULL)?.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

/// Selects all text of an element, for the user to copy.
pub fn select(element: &Element) {
    let selection = window().and_then(|window| window.get_selection().ok()?);
    if let Some(selection) = selection {
        // Fails for nodes outside the document: nothing to select then.
        let _ = selection.select_all_children(element);
    }
}
