//! The page's side: starts the worker, sends what [`Queue`] lets through, reports what comes back.

use super::protocol::{Reply, Request, ScanId};
use super::queue::Queue;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, ErrorEvent, Event, MessageEvent, Worker};
use yew::Callback;

/// A worker that has not reported for so long never will.
const START_TIMEOUT_MS: u32 = 30_000;

/// What the engine has to say to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum EngineEvent {
    /// The worker answered.
    Reply(Reply),
    /// The worker could not start, or broke down; in words.
    Failed(String),
    /// The bytes of that scan could not be read.
    Unreadable(ScanId),
}

/// The text of a scan.
#[derive(Clone, Debug)]
pub enum Payload {
    /// A short one, which the page holds.
    Text(Rc<str>),
    /// A large one, which the browser holds.
    Blob(Blob),
}

type Lookup = String;
type Scan = (ScanId, Payload);

/// A handle to the worker. Clones share it; the last one dropped ends it.
#[derive(Clone)]
pub struct Engine(Rc<Inner>);

impl PartialEq for Engine {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Inner {
    worker: Worker,
    queue: RefCell<Queue<Scan, Lookup>>,
    listeners: RefCell<Vec<EventListener>>,
    watchdog: RefCell<Option<Timeout>>,
    events: Callback<EngineEvent>,
}

impl Engine {
    /// Starts the worker whose address boot.js published.
    ///
    /// # Errors
    ///
    /// In words, when there is no such address or the browser refuses the worker.
    pub fn start(events: Callback<EngineEvent>) -> Result<Self, String> {
        let url = worker_url().ok_or("the page does not know where its worker is")?;
        let worker = Worker::new(&url).map_err(|error| describe(&error))?;
        let inner = Rc::new(Inner {
            worker,
            queue: RefCell::default(),
            listeners: RefCell::default(),
            watchdog: RefCell::default(),
            events,
        });
        inner.listen();
        Ok(Self(inner))
    }

    /// Scans a text, as soon as the worker is free, unless a newer one comes before.
    pub fn scan(&self, id: ScanId, payload: Payload) {
        let next = self.0.queue.borrow_mut().scan((id, payload));
        self.0.send_scan(next);
    }

    /// Takes back a scan that waits.
    pub fn forget_scan(&self) {
        self.0.queue.borrow_mut().forget_scan();
    }

    /// Asks for an article.
    pub fn look_up(&self, id: &str) {
        let now = self.0.queue.borrow_mut().look_up(id.to_owned());
        self.0.send_lookups(now);
    }
}

impl Inner {
    fn listen(self: &Rc<Self>) {
        let on = |name: &'static str, react: fn(&Rc<Self>, &Event)| {
            let inner: Weak<Self> = Rc::downgrade(self);
            EventListener::new(&self.worker, name, move |event| {
                if let Some(inner) = inner.upgrade() {
                    react(&inner, event);
                }
            })
        };
        *self.listeners.borrow_mut() =
            vec![on("message", Self::heard), on("error", Self::broke), on("messageerror", Self::broke)];
        let inner = Rc::downgrade(self);
        *self.watchdog.borrow_mut() = Some(Timeout::new(START_TIMEOUT_MS, move || {
            if let Some(inner) = inner.upgrade() {
                inner.events.emit(EngineEvent::Failed("the engine did not start in time".to_owned()));
            }
        }));
    }

    fn heard(self: &Rc<Self>, event: &Event) {
        let data = event.unchecked_ref::<MessageEvent>().data().as_string().unwrap_or_default();
        let Ok(reply) = serde_json::from_str::<Reply>(&data) else {
            return self.events.emit(EngineEvent::Failed("the engine sent something unexpected".to_owned()));
        };
        self.watchdog.borrow_mut().take();
        match &reply {
            Reply::Ready { .. } => {
                let (lookups, scan) = self.queue.borrow_mut().ready();
                self.send_lookups(lookups);
                self.send_scan(scan);
            }
            Reply::Answer(_) => self.next_scan(),
            Reply::Article { .. } | Reply::Failed(_) => {}
        }
        self.events.emit(EngineEvent::Reply(reply));
    }

    fn broke(self: &Rc<Self>, event: &Event) {
        self.watchdog.borrow_mut().take();
        let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).filter(|text| !text.is_empty());
        let why = message.unwrap_or_else(|| "the engine's script could not be loaded".to_owned());
        self.events.emit(EngineEvent::Failed(why));
    }

    fn next_scan(self: &Rc<Self>) {
        let next = self.queue.borrow_mut().scanned();
        self.send_scan(next);
    }

    fn send_lookups(&self, ids: impl IntoIterator<Item = Lookup>) {
        for id in ids {
            self.post(&Request::Article { id }, None);
        }
    }

    fn send_scan(self: &Rc<Self>, scan: Option<Scan>) {
        match scan {
            None => {}
            Some((id, Payload::Text(text))) => {
                let bytes = Uint8Array::from(text.as_bytes()).buffer();
                self.post(&Request::Scan { id, excerpts: false }, Some(&bytes));
            }
            Some((id, Payload::Blob(blob))) => self.send_blob(id, blob),
        }
    }

    fn send_blob(self: &Rc<Self>, id: ScanId, blob: Blob) {
        let inner = Rc::clone(self);
        spawn_local(async move {
            match JsFuture::from(blob.array_buffer()).await.and_then(JsCast::dyn_into::<ArrayBuffer>) {
                Ok(bytes) => inner.post(&Request::Scan { id, excerpts: true }, Some(&bytes)),
                Err(_) => {
                    inner.events.emit(EngineEvent::Unreadable(id));
                    inner.next_scan();
                }
            }
        });
    }

    /// Sends a request; the bytes move to the worker and are gone here.
    fn post(&self, request: &Request, bytes: Option<&ArrayBuffer>) {
        let sent = serde_json::to_string(request).map_err(|error| error.to_string()).and_then(|json| {
            let moved: Array = bytes.into_iter().collect();
            let message = Array::of2(&json.into(), &bytes.map_or(JsValue::NULL, JsValue::from));
            self.worker.post_message_with_transfer(&message, &moved).map_err(|error| describe(&error))
        });
        if let Err(why) = sent {
            self.events.emit(EngineEvent::Failed(why));
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn worker_url() -> Option<String> {
    let boot = Reflect::get(&js_sys::global(), &"kbmatchBoot".into()).ok()?;
    Reflect::get(&boot, &"worker".into()).ok()?.as_string()
}

fn describe(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.unwrap_or_else(|| format!("{error:?}"))
}
