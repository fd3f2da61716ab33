//! One element's view, and how JavaScript reaches into it.

use super::Mode;
use super::host::Host;
use super::links;
use crate::components::{Embedded, EmbeddedProps};
use crate::dom;
use crate::engine::EngineEvent;
use crate::hooks::Page;
use crate::intake::{self, Intake};
use crate::state::{Action, Change, Document};
use crate::texts::Language;
use gloo::events::EventListener;
use js_sys::JsString;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, File, ShadowRoot};
use yew::{AppHandle, Callback, Renderer};

/// A view's state, reached from outside of it. Clones share it.
#[derive(Clone, Default)]
pub struct Remote(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    page: Option<Page>,
    /// What was asked before there was a page.
    waiting: Vec<Intake>,
}

impl PartialEq for Remote {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Remote {
    /// Reaches `page` from now on.
    pub fn reach(&self, page: &Page) {
        let waiting = {
            let mut inner = self.0.borrow_mut();
            inner.page = Some(page.clone());
            std::mem::take(&mut inner.waiting)
        };
        waiting.into_iter().for_each(|intake| page.take.emit(intake));
    }

    /// Lets something happen.
    pub(super) fn dispatch(&self, action: Action) {
        let page = self.0.borrow().page.clone();
        if let Some(page) = page {
            page.dispatch(action);
        }
    }

    fn take(&self, intake: Intake) {
        let page = self.0.borrow().page.clone();
        match page {
            Some(page) => page.take.emit(intake),
            None => self.0.borrow_mut().waiting.push(intake),
        }
    }
}

/// The drawn element. It is gone when this is dropped, and its channel to the worker with it.
pub struct View {
    app: Option<AppHandle<Embedded>>,
    remote: Remote,
    language: Language,
    _listeners: Vec<EventListener>,
}

impl View {
    /// Draws into `place`, which stands in a shadow root.
    pub fn new(place: Element, mode: Mode, language: Language, host: &Host) -> Self {
        let remote = Remote::default();
        let root = place.get_root_node().dyn_into::<ShadowRoot>().ok();
        let listeners = root.iter().flat_map(|root| links::listeners(root, host, &remote)).collect();
        let props = EmbeddedProps { mode, language, host: host.clone(), remote: remote.clone() };
        let app = Renderer::<Embedded>::with_root_and_props(place, props).render();
        Self { app: Some(app), remote, language, _listeners: listeners }
    }

    /// A text takes the document's place.
    pub fn set_text(&self, text: &JsString) {
        self.remote.take(intake::text(self.language, text));
    }

    /// The document is that text after the user changed it, and may change again soon.
    pub fn edit(&self, text: &JsString) {
        let mut intake = intake::text(self.language, text);
        if let Action::Open(Document::Text(text)) = intake.action {
            intake.action = Action::Edit(text, Change::Typed);
        }
        self.remote.take(intake);
    }

    /// Files take the document's place.
    pub fn set_files(&self, files: Vec<File>) {
        let remote = self.remote.clone();
        intake::files(files, Callback::from(move |intake| remote.take(intake)));
    }

    /// The document, if it is a text that the user can edit.
    pub fn text(&self) -> String {
        let inner = self.remote.0.borrow();
        inner.page.as_ref().map(|page| page.document.text().to_owned()).unwrap_or_default()
    }

    /// There is no document any more.
    pub fn clear(&self) {
        self.remote.take(Action::Open(Document::Empty).into());
    }

    /// The rest of a long document is not read.
    pub fn stop(&self) {
        self.remote.dispatch(Action::StopReading);
    }

    /// The shared worker broke down; why, in words.
    pub fn fail(&self, why: &str) {
        self.remote.dispatch(Action::Engine(EngineEvent::Failed(why.to_owned())));
    }
}

impl Drop for View {
    fn drop(&mut self) {
        // Else state and components would hold each other.
        self.remote.0.take();
        dom::look_in(None);
        self.app.take().into_iter().for_each(AppHandle::destroy);
    }
}
