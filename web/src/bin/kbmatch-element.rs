//! The program that draws the element which portals put into pages of their own: see the library.

use js_sys::JsString;
use kbmatch_web::element::{self, Host, Mode};
use kbmatch_web::texts::Language;
use wasm_bindgen::prelude::*;
use web_sys::{Element, File};

fn main() {
    console_error_panic_hook::set_once();
}

/// What stands in the shadow root of one element: `web/npm/kb-match.js` has the other side. `free` takes it away.
#[wasm_bindgen]
pub struct View(element::View);

#[wasm_bindgen]
impl View {
    /// Draws into `place`. `mode` is what the attribute says, `tags` are languages, the best first.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::needless_pass_by_value, reason = "what comes from JavaScript is owned")]
    pub fn new(place: Element, mode: &str, tags: Vec<String>, host: &Host) -> Self {
        Self(element::View::new(place, Mode::named(mode), Language::preferred(&tags), host))
    }

    /// A text takes the document's place.
    #[wasm_bindgen(js_name = setText)]
    pub fn set_text(&self, text: &JsString) {
        self.0.set_text(text);
    }

    /// The text after a keystroke.
    pub fn edit(&self, text: &JsString) {
        self.0.edit(text);
    }

    /// Files take the document's place.
    #[wasm_bindgen(js_name = setFiles)]
    pub fn set_files(&self, files: Vec<File>) {
        self.0.set_files(files);
    }

    /// The document, if it is a text that the user can edit.
    pub fn text(&self) -> String {
        self.0.text()
    }

    /// There is no document any more.
    pub fn clear(&self) {
        self.0.clear();
    }

    /// The rest of a long document is not read.
    pub fn stop(&self) {
        self.0.stop();
    }

    /// The shared worker broke down.
    pub fn fail(&self, why: &str) {
        self.0.fail(why);
    }
}
