//! The program that matches: in the page's worker, in the one that embedded elements share, or on the thread that calls it. See the
//! library.

use kbmatch_web::{api, engine};
use wasm_bindgen::prelude::*;

fn main() {
    kbmatch_web::serve();
}

/// Loads the base that [`connect`] lets others ask.
#[wasm_bindgen]
pub async fn load() -> Result<(), JsValue> {
    engine::load().await.map_err(|why| js_sys::Error::new(&why).into())
}

/// Answers what comes from `port`, from now on.
#[wasm_bindgen]
pub fn connect(port: &engine::Port) {
    engine::connect(port);
}

/// A knowledge base for whoever calls: `web/npm/core.js` has the other side. Answers are JSON.
#[wasm_bindgen]
pub struct Base(api::Base);

#[wasm_bindgen]
impl Base {
    /// Of a manifest: see [`api::Base::of`].
    #[wasm_bindgen(constructor)]
    pub fn of(manifest: &[u8]) -> Result<Self, JsValue> {
        api::Base::of(manifest).map(Self).map_err(|error| thrown(&error))
    }

    /// The names of the shards that are needed before it can scan.
    pub fn wanted(&self) -> Vec<String> {
        self.0.wanted()
    }

    /// Takes them.
    #[expect(clippy::needless_pass_by_value, reason = "what comes from JavaScript is owned")]
    pub fn add(&mut self, shards: Vec<js_sys::Uint8Array>) -> Result<(), JsValue> {
        let shards: Vec<Vec<u8>> = shards.iter().map(js_sys::Uint8Array::to_vec).collect();
        self.0.add(&shards.iter().map(Vec::as_slice).collect::<Vec<_>>()).map_err(|error| thrown(&error))
    }

    /// What the base holds: a list.
    pub fn articles(&self) -> String {
        self.0.articles()
    }

    /// The report on a text.
    pub fn scan(&self, text: &[u8], utf16: bool) -> String {
        self.0.scan(text, utf16)
    }

    /// The account of one article on a text; nothing if the base has no such article.
    pub fn explain(&self, article: &str, text: &[u8]) -> Option<String> {
        self.0.explain(article, text)
    }
}

/// Whether bytes are an event log file, which has to be made text of first.
#[wasm_bindgen(js_name = isEventLog)]
pub fn is_event_log(bytes: &[u8]) -> bool {
    kbmatch::is_event_log_file(bytes)
}

fn thrown(error: &kbmatch::PackError) -> JsValue {
    js_sys::Error::new(&error.to_string()).into()
}
