//! The worker's side: messages in, messages out.

use super::desk::{Desk, Outcome};
use super::holdings::{Holdings, Missing};
use super::parts::Start;
use super::port::Port;
use super::protocol::{Reply, Request, ScanId};
use super::{event_log, fast, parts};
use js_sys::{Array, Date, Uint8Array};
use kbmatch::{KnowledgeBase, Routes};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, MessageEvent};

type SharedDesk = Rc<RefCell<Desk<'static>>>;

thread_local! {
    /// When the newest scan in pieces began, in milliseconds.
    static BEGUN: Cell<f64> = const { Cell::new(0.0) };

    /// What all channels of this worker ask: see [`load`]. Of a large base, when something has asked for all of it.
    static BASE: Cell<Option<&'static KnowledgeBase>> = const { Cell::new(None) };

    /// Of a large base, what says which parts of it a text asks for.
    static ROUTES: RefCell<Option<Rc<Routes>>> = const { RefCell::new(None) };
}

/// Loads the base, says that it is ready, and answers from then on.
pub fn serve(scope: &Port) {
    let scope = scope.clone();
    spawn_local(async move {
        match load().await {
            Ok(()) => connect(&scope),
            Err(why) => post(&scope, &Reply::Failed(why)),
        }
    });
}

/// Loads the base that [`connect`] lets others ask. It lives as long as the worker.
///
/// # Errors
///
/// In words, when a part of it cannot be loaded or is not what it should be.
pub async fn load() -> Result<(), String> {
    match parts::start().await? {
        Start::Whole(base) => BASE.set(Some(Box::leak(base))),
        Start::Routed(routes) => ROUTES.set(Some(Rc::from(routes))),
    }
    Ok(())
}

/// All of a large base; once it is there, at once.
async fn whole() -> Result<&'static KnowledgeBase, String> {
    if let Some(base) = BASE.get() {
        return Ok(base);
    }
    let routes = ROUTES.with_borrow(Clone::clone).ok_or("there is no base")?;
    let base: &KnowledgeBase = Box::leak(Box::new(parts::whole(&routes).await?));
    BASE.set(Some(base));
    Ok(base)
}

/// Says to `port` that the base is ready, and answers what comes from there until it takes its leave by a null. Each port has a
/// desk of its own: what one user scans is not what another one's ticket is about. Nothing before [`load`].
pub fn connect(port: &Port) {
    let holdings = match (ROUTES.with_borrow(Clone::clone), BASE.get()) {
        (Some(routes), _) => Holdings::none_of(routes),
        (None, Some(base)) => Ok(Holdings::Whole(base)),
        (None, None) => return,
    };
    let desk = match holdings {
        Ok(holdings) => Desk::new(holdings),
        Err(why) => return post(port, &Reply::Failed(why)),
    };
    let ready = desk.ready();
    let desk = Rc::new(RefCell::new(desk));
    listen(port, Rc::clone(&desk));
    post(port, &ready);
    stock(port.clone(), &desk);
}

type Listener = Closure<dyn FnMut(MessageEvent)>;

/// The listener keeps the desk, and is kept until its port leaves.
fn listen(port: &Port, desk: SharedDesk) {
    let kept: Rc<RefCell<Option<Listener>>> = Rc::default();
    let (out, itself) = (port.clone(), Rc::clone(&kept));
    let listener = Listener::new(move |event: MessageEvent| {
        let message = event.data();
        let request = receive(&message);
        let faster = request.as_ref().and_then(|(request, _)| fast::instead(&desk.borrow(), request));
        if message.is_null() || faster.is_some() {
            out.set_onmessage(None);
            let itself = Rc::clone(&itself);
            // Not from within itself.
            spawn_local(async move { drop(itself.take()) });
        }
        match (faster, request) {
            // The page begins again what it was about.
            (Some(faster), _) => faster.connect(&out),
            (None, Some((request, bytes))) => answer(&out, &desk, request, bytes),
            (None, None) => {}
        }
    });
    port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    kept.replace(Some(listener));
}

/// Fetches what is to be had before it is asked for, one after the other.
fn stock(scope: Port, desk: &SharedDesk) {
    let desk = Rc::downgrade(desk);
    spawn_local(async move {
        // Until there is nothing to fetch, or nobody to fetch it for.
        while let Some(desk) = desk.upgrade() {
            let wanted = desk.borrow().wanted_in_stock();
            let Some(shard) = wanted else { break };
            let bytes = parts::load(&shard).await;
            let replies = desk.borrow_mut().put_in_stock(&bytes);
            replies.iter().for_each(|reply| post(&scope, reply));
        }
        let Some(desk) = desk.upgrade() else { return };
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

fn answer(scope: &Port, desk: &SharedDesk, request: Request, bytes: Vec<u8>) {
    if let Request::Words { language } = request {
        return learn_words(scope, desk, language);
    }
    if let Request::Piece { id } = request
        && desk.borrow_mut().needs_renderer(id, &bytes)
    {
        return begin_event_log(scope, desk, id, bytes);
    }
    let mut missing = desk.borrow_mut().prepare(&request, &bytes);
    if missing == Missing::Nothing {
        return answer_now(scope, desk, request, &bytes);
    }
    let (scope, desk) = (scope.clone(), Rc::clone(desk));
    spawn_local(async move {
        // What has not come by then makes the answer one that says so. What came may ask for more: of a search.
        let mut asked = BTreeSet::new();
        while missing.is_new(&mut asked) {
            fetch(&desk, &request, missing).await;
            missing = desk.borrow_mut().prepare(&request, &bytes);
        }
        answer_now(&scope, &desk, request, &bytes);
    });
}

/// Gets what the table of error codes says in another language. What is fetched tells nothing of a text.
fn learn_words(scope: &Port, desk: &SharedDesk, language: String) {
    let (scope, desk) = (scope.clone(), Rc::clone(desk));
    desk.borrow_mut().await_words();
    spawn_local(async move {
        let words = match language.as_str() {
            "en" => None,
            _ => parts::load(&format!("words-{language}")).await.ok(),
        };
        let reply = desk.borrow_mut().take_words(words.and_then(|bytes| String::from_utf8(bytes).ok()));
        reply.iter().for_each(|reply| post(&scope, reply));
    });
}

/// Gets parts of the base for a request.
async fn fetch(desk: &SharedDesk, request: &Request, missing: Missing) {
    match missing {
        Missing::Nothing => {}
        Missing::Shards(names) => {
            let fetched = parts::load_all(names).await;
            match request {
                Request::Search { .. } => desk.borrow_mut().shelve_found(fetched),
                _ => desk.borrow_mut().shelve_parts(fetched),
            }
        }
        Missing::Whole => match whole().await {
            Ok(base) => desk.borrow_mut().take_whole(base),
            Err(why) => desk.borrow_mut().lack_whole(why),
        },
    }
}

fn answer_now(scope: &Port, desk: &SharedDesk, request: Request, bytes: &[u8]) {
    if matches!(request, Request::Begin { .. }) {
        BEGUN.set(Date::now());
    }
    let outcome = desk.borrow_mut().handle(request, bytes);
    match outcome {
        Outcome::Silence => {}
        Outcome::Reply(mut reply) => {
            if let Reply::Progress(progress) = &mut reply {
                progress.ms = (Date::now() - BEGUN.get()) as u32;
            }
            post(scope, &reply);
        }
        Outcome::Rendered(reply, text) => post_with(scope, &reply, Some(&text)),
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
fn begin_event_log(scope: &Port, desk: &SharedDesk, id: ScanId, bytes: Vec<u8>) {
    let (scope, desk) = (scope.clone(), Rc::clone(desk));
    spawn_local(async move {
        match event_log::renderer().await {
            Ok(renderer) => {
                desk.borrow_mut().render_with(id, renderer, Box::new(event_log::Parts::default()));
                answer(&scope, &desk, Request::Piece { id }, bytes);
            }
            Err(why) => {
                web_sys::console::error_1(&why.into());
                post(&scope, &Reply::NoReader { id });
            }
        }
    });
}

fn post(scope: &Port, reply: &Reply) {
    post_with(scope, reply, None);
}

fn post_with(scope: &Port, reply: &Reply, text: Option<&Blob>) {
    let sent = serde_json::to_string(reply)
        .map_err(|error| JsValue::from_str(&error.to_string()))
        .and_then(|json| scope.post(&Array::of2(&json.into(), &text.map_or(JsValue::NULL, JsValue::from))));
    if let Err(error) = sent {
        // Nobody can be told but by the worker's `error` event, which the page listens to.
        wasm_bindgen::throw_val(error);
    }
}
