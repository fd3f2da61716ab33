//! The page's side: starts the worker, sends what [`Queue`] lets through, reports what comes back.
//!
//! Files are read here, not in the worker: on `file://` WebKit never finishes reading one there.

use super::describe;
use super::port::Link;
use super::protocol::{Progress, Reply, Request, ScanId};
use super::queue::{Change, Job, Queue};
use super::slices::Slices;
use crate::viewer::LineEnds;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, ArrayBuffer, Function, Reflect, Uint8Array};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, ErrorEvent, Event, MessageEvent, MessagePort, Worker};
use yew::Callback;

/// A worker that has not reported for so long never will.
const START_TIMEOUT_MS: u32 = 90_000;

/// What the engine has to say to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum EngineEvent {
    /// The worker answered.
    Reply(Reply),
    /// Of the document of that scan, which is none, this text was made. The answer follows.
    Rendered(ScanId, Blob),
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
    /// A large one, which the browser holds, and how its lines end.
    Blob(Blob, LineEnds),
}

/// A question that does not wait for scans.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The question.
    pub request: Request,
    /// The text that it is about, if it is about one.
    pub text: Option<Rc<str>>,
}

impl From<Request> for Ask {
    fn from(request: Request) -> Self {
        Self { request, text: None }
    }
}

/// A document on its way to the worker, until it is answered.
struct Stream {
    id: ScanId,
    blob: Blob,
    ends: LineEnds,
    slices: Slices,
    /// How often it was begun again.
    turn: u32,
    /// How many bytes the page knows to be scanned.
    shown: usize,
}

/// A handle to the worker. Clones share it; the last one dropped ends it.
#[derive(Clone)]
pub struct Engine(Rc<Inner>);

impl PartialEq for Engine {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Inner {
    link: Link,
    queue: RefCell<Queue<Payload, Ask>>,
    stream: RefCell<Option<Stream>>,
    listeners: RefCell<Vec<EventListener>>,
    watchdog: RefCell<Option<Timeout>>,
    events: Callback<EngineEvent>,
}

impl Engine {
    /// Starts a worker.
    ///
    /// # Errors
    ///
    /// In words, when the browser refuses it.
    pub fn start(events: Callback<EngineEvent>) -> Result<Self, String> {
        Ok(Self::over(Link::Worker(start_worker()?), events))
    }

    /// Talks to a worker that others use, too, over a channel of its own.
    pub fn connect(port: MessagePort, events: Callback<EngineEvent>) -> Self {
        Self::over(Link::Channel(port), events)
    }

    fn over(link: Link, events: Callback<EngineEvent>) -> Self {
        let inner = Rc::new(Inner {
            link,
            queue: RefCell::default(),
            stream: RefCell::default(),
            listeners: RefCell::default(),
            watchdog: RefCell::default(),
            events,
        });
        inner.listen();
        Self(inner)
    }

    /// Scans a text, as soon as the worker is free, unless a newer one comes before.
    pub fn scan(&self, id: ScanId, payload: Payload) {
        let in_pieces = matches!(payload, Payload::Blob(..));
        let Change { cancel, start } = self.0.queue.borrow_mut().scan(Job { id, in_pieces, payload });
        self.0.send_cancel(cancel);
        self.0.send_scan(start);
    }

    /// Takes back a scan that waits, and ends one of a long document.
    pub fn forget_scan(&self) {
        let cancel = self.0.queue.borrow_mut().forget_scan();
        self.0.send_cancel(cancel);
    }

    /// Asks something.
    pub fn ask(&self, ask: Ask) {
        let now = self.0.queue.borrow_mut().look_up(ask);
        self.0.send_asks(now);
    }
}

impl Inner {
    fn listen(self: &Rc<Self>) {
        let on = |name: &'static str, react: fn(&Rc<Self>, &Event)| {
            let inner: Weak<Self> = Rc::downgrade(self);
            EventListener::new(self.link.target(), name, move |event| {
                if let Some(inner) = inner.upgrade() {
                    react(&inner, event);
                }
            })
        };
        *self.listeners.borrow_mut() =
            vec![on("message", Self::heard), on("error", Self::broke), on("messageerror", Self::broke)];
        self.link.open();
        let inner = Rc::downgrade(self);
        *self.watchdog.borrow_mut() = Some(Timeout::new(START_TIMEOUT_MS, move || {
            if let Some(inner) = inner.upgrade() {
                inner.events.emit(EngineEvent::Failed("the engine did not start in time".to_owned()));
            }
        }));
    }

    fn heard(self: &Rc<Self>, event: &Event) {
        let data = event.unchecked_ref::<MessageEvent>().data();
        let pair = data.dyn_into::<Array>().unwrap_or_default();
        let json = pair.get(0).as_string().unwrap_or_default();
        let Ok(reply) = serde_json::from_str::<Reply>(&json) else {
            return self.events.emit(EngineEvent::Failed("the engine sent something unexpected".to_owned()));
        };
        self.watchdog.borrow_mut().take();
        match &reply {
            Reply::Ready { .. } if !self.queue.borrow().is_starting() => return self.begin_again(),
            Reply::Ready { .. } => {
                let (asks, scan) = self.queue.borrow_mut().ready();
                self.send_asks(asks);
                self.send_scan(scan);
            }
            Reply::Progress(progress) => {
                self.send_piece(progress.id);
                if !self.is_further(*progress) {
                    return;
                }
            }
            Reply::Answer(answer) => {
                self.next_scan(answer.id);
                if let Ok(text) = pair.get(1).dyn_into::<Blob>() {
                    self.events.emit(EngineEvent::Rendered(answer.id, text));
                }
            }
            Reply::NoReader { id } => {
                self.send_cancel(Some(*id));
                self.next_scan(*id);
            }
            Reply::Article { .. }
            | Reply::Found { .. }
            | Reply::WhyNot { .. }
            | Reply::Ticket { .. }
            | Reply::Draft(_)
            | Reply::Redacted { .. }
            | Reply::Codes { .. }
            | Reply::Failed(_) => {}
        }
        self.events.emit(EngineEvent::Reply(reply));
    }

    fn broke(self: &Rc<Self>, event: &Event) {
        self.watchdog.borrow_mut().take();
        let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).filter(|text| !text.is_empty());
        let why = message.unwrap_or_else(|| "the engine's script could not be loaded".to_owned());
        self.events.emit(EngineEvent::Failed(why));
    }

    fn next_scan(self: &Rc<Self>, scanned: ScanId) {
        self.stream.borrow_mut().take_if(|stream| stream.id == scanned);
        let next = self.queue.borrow_mut().scanned(scanned);
        self.send_scan(next);
    }

    fn send_asks(&self, asks: impl IntoIterator<Item = Ask>) {
        for Ask { request, text } in asks {
            let bytes = text.map(|text| Uint8Array::from(text.as_bytes()).buffer());
            self.post(&request, bytes.as_ref());
        }
    }

    fn send_scan(self: &Rc<Self>, job: Option<Job<Payload>>) {
        let Some(Job { id, payload, .. }) = job else { return };
        match payload {
            Payload::Text(text) => {
                let bytes = Uint8Array::from(text.as_bytes()).buffer();
                self.post(&Request::Scan { id }, Some(&bytes));
            }
            Payload::Blob(blob, ends) => {
                let slices = Slices::of(blob.size() as usize);
                *self.stream.borrow_mut() = Some(Stream { id, blob, ends, slices, turn: 0, shown: 0 });
                self.begin();
            }
        }
    }

    /// Another engine has taken over: what the one before had of a document is gone.
    fn begin_again(self: &Rc<Self>) {
        if let Some(stream) = self.stream.borrow_mut().as_mut() {
            stream.turn += 1;
            stream.slices = Slices::of(stream.blob.size() as usize);
        }
        self.begin();
    }

    fn begin(self: &Rc<Self>) {
        let of = |stream: &Stream| (stream.id, stream.blob.size() as usize, stream.ends);
        let Some((id, total, ends)) = self.stream.borrow().as_ref().map(of) else { return };
        self.post(&Request::Begin { id, total, ends }, None);
        self.send_piece(id);
    }

    /// Whether the page has not been told of so much before: what is begun again does not go back for the user.
    fn is_further(&self, progress: Progress) -> bool {
        let mut stream = self.stream.borrow_mut();
        let Some(stream) = stream.as_mut().filter(|stream| stream.id == progress.id) else { return true };
        let is_further = progress.done >= stream.shown;
        stream.shown = stream.shown.max(progress.done);
        is_further
    }

    fn send_cancel(&self, cancel: Option<ScanId>) {
        if let Some(id) = cancel {
            self.stream.borrow_mut().take();
            self.post(&Request::Cancel { id }, None);
        }
    }

    /// Reads and sends the next piece of a document, or says that there are no more. Each piece leaves when the worker has
    /// scanned the one before: no more than one is ever held.
    fn send_piece(self: &Rc<Self>, id: ScanId) {
        let next = self.stream.borrow_mut().as_mut().filter(|stream| stream.id == id).map(Stream::next);
        let Some((turn, piece)) = next else { return };
        let Some(piece) = piece else {
            return self.post(&Request::End { id }, None);
        };
        let inner = Rc::clone(self);
        spawn_local(async move {
            let bytes = read(piece).await;
            if !inner.is_streaming(id, turn) {
                return;
            }
            match bytes {
                Ok(bytes) => inner.post(&Request::Piece { id }, Some(&bytes)),
                Err(_) => inner.lost(id),
            }
        });
    }

    /// Whether that piece is still wanted.
    fn is_streaming(&self, id: ScanId, turn: u32) -> bool {
        let is_turn = |stream: &Stream| stream.id == id && stream.turn == turn;
        self.queue.borrow().is_streaming(id) && self.stream.borrow().as_ref().is_some_and(is_turn)
    }

    /// A document is not there any more.
    fn lost(self: &Rc<Self>, id: ScanId) {
        self.send_cancel(Some(id));
        self.events.emit(EngineEvent::Unreadable(id));
        self.next_scan(id);
    }

    /// Sends a request; the bytes move to the worker and are gone here.
    fn post(&self, request: &Request, bytes: Option<&ArrayBuffer>) {
        let sent = serde_json::to_string(request).map_err(|error| error.to_string()).and_then(|json| {
            let moved: Array = bytes.into_iter().collect();
            let message = Array::of2(&json.into(), &bytes.map_or(JsValue::NULL, JsValue::from));
            self.link.post(&message, &moved).map_err(|error| describe(&error))
        });
        if let Err(why) = sent {
            self.events.emit(EngineEvent::Failed(why));
        }
    }
}

impl Stream {
    /// The next piece, and in which turn it is sent.
    fn next(&mut self) -> (u32, Option<Result<Blob, JsValue>>) {
        let cut =
            |piece: Range<usize>| self.blob.slice_with_f64_and_f64(piece.start as f64, piece.end as f64);
        (self.turn, self.slices.next().map(cut))
    }
}

async fn read(piece: Result<Blob, JsValue>) -> Result<ArrayBuffer, JsValue> {
    JsFuture::from(piece?.array_buffer()).await?.dyn_into()
}

/// The worker, started by the script that knows where its parts are.
fn start_worker() -> Result<Worker, String> {
    let unknown = || "the page does not know where its worker is".to_owned();
    let boot = Reflect::get(&js_sys::global(), &"kbmatchBoot".into()).map_err(|_| unknown())?;
    let start = Reflect::get(&boot, &"startWorker".into()).map_err(|_| unknown())?;
    let start: Function = start.dyn_into().map_err(|_| unknown())?;
    let worker = start.call0(&boot).map_err(|error| describe(&error))?;
    worker.dyn_into().map_err(|_| unknown())
}
