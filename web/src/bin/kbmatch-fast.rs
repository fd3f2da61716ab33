//! The engine, built for speed: takes over from the other one in its worker when a long document has come. See
//! [`kbmatch_web::engine`].

use kbmatch_web::engine;
use wasm_bindgen::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
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
