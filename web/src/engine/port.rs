//! Where messages go: the scope of a worker that serves one page, or an end of a channel that an embedded element has to a
//! worker which it shares.

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, MessagePort, Worker};

#[wasm_bindgen]
extern "C" {
    /// What has `postMessage` and `onmessage`, whichever kind it is.
    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone, Debug)]
    pub type Port;
    #[wasm_bindgen(method, catch, js_name = postMessage)]
    pub(super) fn post(this: &Port, message: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_with(this: &Port, message: &JsValue, moved: &Array) -> Result<(), JsValue>;
    #[wasm_bindgen(method, setter, js_name = onmessage)]
    pub(super) fn set_onmessage(this: &Port, listener: Option<&Function>);
}

/// The page's end. Dropped, it takes the worker's end with it: the worker, or what that keeps for this channel.
#[derive(Debug)]
pub(super) enum Link {
    /// A worker of the page's own.
    Worker(Worker),
    /// A channel to a shared one.
    Channel(MessagePort),
}

impl Link {
    /// What events come from.
    pub(super) fn target(&self) -> &EventTarget {
        match self {
            Self::Worker(worker) => worker,
            Self::Channel(port) => port,
        }
    }

    /// Lets events come: those of a channel wait until then.
    pub(super) fn open(&self) {
        if let Self::Channel(port) = self {
            port.start();
        }
    }

    /// Sends a message; what is `moved` is gone here.
    pub(super) fn post(&self, message: &JsValue, moved: &Array) -> Result<(), JsValue> {
        let port: &JsValue = match self {
            Self::Worker(worker) => worker,
            Self::Channel(port) => port,
        };
        port.unchecked_ref::<Port>().post_with(message, moved)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        match self {
            Self::Worker(worker) => worker.terminate(),
            Self::Channel(port) => {
                // A closed end does not tell the other one in every browser. Null can always be sent.
                let _ = port.post_message(&JsValue::NULL);
                port.close();
            }
        }
    }
}
