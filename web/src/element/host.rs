//! The other side: the class that holds the view, and what it is told.

use crate::engine::{Engine, EngineEvent, Progress};
use kbmatch::{Report, Verdict};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::MessagePort;
use yew::Callback;

#[wasm_bindgen]
extern "C" {
    /// What `web/npm/kb-match.js` gives to its view.
    #[derive(Clone, Debug, PartialEq)]
    pub type Host;

    /// A new channel to the worker that the page's elements share.
    #[wasm_bindgen(method, catch)]
    fn connect(this: &Host) -> Result<MessagePort, JsValue>;

    /// Something happened: one [`Heard`] as JSON.
    #[wasm_bindgen(method, js_name = heard)]
    fn tell_json(this: &Host, heard: &str);

    /// The user wants to read an article: whether the view may show it.
    #[wasm_bindgen(method)]
    pub(super) fn opens(this: &Host, article: &str) -> bool;
}

/// What a view has to say.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Heard<'a> {
    /// The engine answers from now on.
    Ready {
        /// How many articles there are.
        articles: usize,
    },
    /// The engine does not work, or not any more.
    Failed {
        /// Why, in words.
        reason: &'a str,
    },
    /// The document changed; what was said of an older one is over.
    Began {
        /// Numbers the documents.
        scan: u32,
    },
    /// A long document is being read.
    Progress {
        /// Which.
        scan: u32,
        /// How far.
        #[serde(flatten)]
        progress: &'a Progress,
    },
    /// The document is read.
    Result {
        /// Which.
        scan: u32,
        /// The engine's report.
        report: &'a Report,
    },
    /// The document is no text.
    Unreadable {
        /// Which.
        scan: u32,
        /// Why, in words.
        reason: &'a str,
    },
    /// The user says that an article helped.
    Solved {
        /// Its id.
        article: &'a str,
        /// All that were suggested.
        suggested: &'a [Suggested],
    },
    /// The user says that none of the articles helped.
    Unsolved {
        /// All that were suggested.
        suggested: &'a [Suggested],
    },
}

/// An article that was suggested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggested {
    /// Its id.
    pub article: String,
    /// What was said of it.
    pub verdict: Verdict,
}

impl Host {
    /// Tells the other side.
    pub fn tell(&self, heard: &Heard<'_>) {
        // Words and numbers only: serde_json has no way to fail on them.
        self.tell_json(&serde_json::to_string(heard).unwrap_or_default());
    }

    /// An engine in the shared worker.
    ///
    /// # Errors
    ///
    /// In words, when there can be no such worker.
    pub fn engine(&self, events: Callback<EngineEvent>) -> Result<Engine, String> {
        let port = self.connect().map_err(|error| crate::engine::describe(&error))?;
        Ok(Engine::connect(port, events))
    }
}
