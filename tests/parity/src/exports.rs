//! What a script calls.
#![allow(unreachable_pub, reason = "wasm-bindgen takes public items only")]

use kbmatch::KnowledgeBase;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

#[wasm_bindgen]
pub fn cases(first: u32, count: u32) -> String {
    kbmatch_parity::lines_of_cases(first, count)
}

/// A loaded base.
#[wasm_bindgen]
pub struct Base(KnowledgeBase);

#[wasm_bindgen]
impl Base {
    #[wasm_bindgen(constructor)]
    pub fn new(pack: &[u8]) -> Result<Base, JsError> {
        Ok(Self(KnowledgeBase::from_pack(pack)?))
    }

    /// The report on these bytes, as JSON.
    pub fn report(&self, bytes: &[u8]) -> Vec<u8> {
        kbmatch_parity::report(&self.0, bytes)
    }
}
