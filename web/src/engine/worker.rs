//! The worker's side: messages in, messages out.

use super::desk::{Desk, Outcome};
use super::protocol::{Reply, Request, ScanId};
use super::{event_log, parts};
use js_sys::{Array, Date, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

type SharedDesk = Rc<RefCell<Desk<'static>>>;

thread_local! {
    /// When the newest scan in pieces began, in milliseconds.
    static BEGUN: Cell<f64> = const { Cell::new(0.0) };
}

/// Loads the base, says that it is ready, and answers from then on.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let scope = scope.clone();
    spawn_local(async move {
        match parts::base().await {
            // Base and listener live as long as the worker.
            Ok(base) => listen(&scope, Desk::new(Box::leak(Box::new(base)))),
            Err(why) => post(&scope, &Reply::Failed(why)),
        }
    });
}

fn listen(scope: &DedicatedWorkerGlobalScope, desk: Desk<'static>) {
    let ready = desk.ready();
    let (desk, out) = (Rc::new(RefCell::new(desk)), scope.clone());
    let asked = Rc::clone(&desk);
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((request, bytes)) = receive(&event.data()) {
            answer(&out, &asked, request, bytes);
        }
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    post(scope, &ready);
    stock(scope.clone(), desk);
}

/// Fetches what is to be had before it is asked for, one after the other.
fn stock(scope: DedicatedWorkerGlobalScope, desk: SharedDesk) {
    spawn_local(async move {
        loop {
            let wanted = desk.borrow().wanted_in_stock();
            let Some(shard) = wanted else { break };
            let bytes = parts::load(&shard).await;
            let replies = desk.borrow_mut().put_in_stock(&bytes);
            replies.iter().for_each(|reply| post(&scope, reply));
        }
        // Whether or not a text has codes: what is fetched tells nothing of it.
        let table = parts::load("codes").await.ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let reply = desk.borrow_mut().take_codes(table);
        reply.iter().for_each(|reply| post(&scope, reply));
    });
}

/// A message that is none of ours gets no reply.
fn receive(message: &JsValue) -> Option<(Request, Vec<u8>)> {
    let pair = message.dyn_ref::<Array>()?;
    let request: Request = serde_json::from_str(&pair.get(0).as_string()?).ok()?;
    let bytes = pair.get(1);
    Some((request, if bytes.is_null() { Vec::new() } else { Uint8Array::new(&bytes).to_vec() }))
}

fn answer(scope: &DedicatedWorkerGlobalScope, desk: &SharedDesk, request: Request, bytes: Vec<u8>) {
    if let Request::Piece { id } = request
        && desk.borrow_mut().needs_renderer(id, &bytes)
    {
        return begin_event_log(scope, desk, id, bytes);
    }
    if matches!(request, Request::Begin { .. }) {
        BEGUN.set(Date::now());
    }
    let outcome = desk.borrow_mut().handle(request, &bytes);
    match outcome {
        Outcome::Silence => {}
        Outcome::Reply(mut reply) => {
            if let Reply::Progress(progress) = &mut reply {
                progress.ms = (Date::now() - BEGUN.get()) as u32;
            }
            post(scope, &reply);
        }
        Outcome::Wants { article, shard } => {
            let (scope, desk) = (scope.clone(), Rc::clone(desk));
            spawn_local(async move {
                let bytes = parts::load(&shard).await;
                let reply = desk.borrow_mut().shelve(article, shard, bytes);
                post(&scope, &reply);
            });
        }
    }
}

/// The page sends nothing more of the document until this piece is acknowledged.
fn begin_event_log(scope: &DedicatedWorkerGlobalScope, desk: &SharedDesk, id: ScanId, bytes: Vec<u8>) {
    let (scope, desk) = (scope.clone(), Rc::clone(desk));
    spawn_local(async move {
        match event_log::renderer().await {
            Ok(renderer) => {
                desk.borrow_mut().render_with(id, renderer);
                answer(&scope, &desk, Request::Piece { id }, bytes);
            }
            Err(why) => {
                web_sys::console::error_1(&why.into());
                post(&scope, &Reply::NoReader { id });
            }
        }
    });
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
