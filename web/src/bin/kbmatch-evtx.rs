//! The program that makes text of event log files, for the worker: see [`kbmatch_web::engine`].

use kbmatch::EventLogText;
use wasm_bindgen::prelude::*;

/// Makes text of one event log file.
#[wasm_bindgen]
#[derive(Default)]
pub struct EventLog(EventLogText);

#[wasm_bindgen]
impl EventLog {
    /// Begins with a file.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes of the file. Gives what they complete of its text, in UTF-8.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut text = String::new();
        self.0.push(bytes, &mut text);
        text.into_bytes()
    }

    /// Takes the end of the file. Gives the rest of its text.
    pub fn finish(&mut self) -> Vec<u8> {
        let mut text = String::new();
        self.0.finish(&mut text);
        text.into_bytes()
    }

    /// What there is to say of the reading: a JSON list of notes.
    pub fn notes(&self) -> String {
        // Words and numbers only: serde_json has no way to fail on them.
        serde_json::to_string(self.0.notes()).unwrap_or_default()
    }
}

fn main() {
    console_error_panic_hook::set_once();
}
