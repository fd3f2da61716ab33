//! Event log files, made text of by a program of their own, which is loaded when the first one is met.

use super::describe;
use super::rendered::{Keep, Render};
use js_sys::{Array, Promise, Uint8Array};
use kbmatch::report::Note;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

#[wasm_bindgen]
extern "C" {
    /// Loads the program. Gives an [`EventLog`] that has read nothing yet.
    #[wasm_bindgen(catch, js_name = kbmatchEventLog)]
    fn load() -> Result<Promise, JsValue>;

    /// `kbmatch-evtx.rs` has the other side.
    type EventLog;
    #[wasm_bindgen(method, catch)]
    fn push(this: &EventLog, bytes: &[u8]) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn finish(this: &EventLog) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn notes(this: &EventLog) -> Result<String, JsValue>;
    #[wasm_bindgen(method)]
    fn free(this: &EventLog);
}

/// A file that is being read; its memory is given back at the end.
struct Reading(EventLog);

impl Drop for Reading {
    fn drop(&mut self) {
        self.0.free();
    }
}

impl Render for Reading {
    fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.0.push(bytes).map(|text| text.to_vec()).unwrap_or_default()
    }

    fn finish(&mut self) -> (Vec<u8>, Vec<Note>) {
        let text = self.0.finish().map(|text| text.to_vec()).unwrap_or_default();
        let notes = self.0.notes().ok().and_then(|notes| serde_json::from_str(&notes).ok());
        (text, notes.unwrap_or_default())
    }
}

/// Parts of a text that the browser holds: on disk, where it can.
#[derive(Default)]
pub(super) struct Parts(Array);

impl Keep for Parts {
    fn add(&mut self, text: &[u8]) -> bool {
        let part = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(text)));
        let has_room = part.is_ok();
        self.0.extend(part);
        has_room
    }

    fn end(&mut self) -> Option<Blob> {
        Blob::new_with_blob_sequence(&self.0).ok()
    }
}

/// What makes text of a file.
pub(super) async fn renderer() -> Result<Box<dyn Render>, String> {
    let loaded = async { JsFuture::from(load()?).await };
    let log = loaded.await.map_err(|error| describe(&error))?;
    Ok(Box::new(Reading(log.unchecked_into())))
}
