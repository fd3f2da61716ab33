//! The worker's side: messages in, messages out.

use super::desk::Desk;
use super::protocol::{Reply, Request};
use js_sys::{Array, Uint8Array};
use kbmatch::KnowledgeBase;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Loads the base, says that it is ready, and answers from then on.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let base = match KnowledgeBase::from_pack(kbmatch_kb::PACK) {
        Ok(base) => base,
        Err(error) => return post(scope, &Reply::Failed(error.to_string())),
    };
    // Base and listener live as long as the worker.
    let mut desk = Desk::new(Box::leak(Box::new(base)));
    let ready = desk.ready();
    let out = scope.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(reply) = receive(&mut desk, &event.data()) {
            post(&out, &reply);
        }
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    post(scope, &ready);
}

/// A message that is none of ours gets no reply.
fn receive(desk: &mut Desk<'_>, message: &JsValue) -> Option<Reply> {
    let pair = message.dyn_ref::<Array>()?;
    let request: Request = serde_json::from_str(&pair.get(0).as_string()?).ok()?;
    let bytes = pair.get(1);
    let bytes = if bytes.is_null() { Vec::new() } else { Uint8Array::new(&bytes).to_vec() };
    desk.handle(request, &bytes)
}

fn post(scope: &DedicatedWorkerGlobalScope, reply: &Reply) {
    let sent = serde_json::to_string(reply)
        .map_err(|error| JsValue::from_str(&error.to_string()))
        .and_then(|json| scope.post_message(&json.into()));
    if let Err(error) = sent {
        // Nobody can be told but by the worker's `error` event, which the page listens to.
        wasm_bindgen::throw_val(error);
    }
}
