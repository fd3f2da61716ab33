//! The page inside a frame of another one, for portals that run no script of ours: `docs/embedding.md` has the protocol.
//!
//! Only the window around is heard, and only the origin that spoke first; it gets the reports on the texts that it sent, and nothing of
//! what the user writes in the frame.

use crate::dom;
use crate::engine::ScanId;
use crate::hooks::Page;
use crate::intake;
use crate::route::Route;
use crate::state::{Action, Document, EngineState};
use gloo::events::EventListener;
use js_sys::{JSON, JsString, Object, Reflect};
use kbmatch::Report;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent, Window};
use yew::prelude::*;

/// The version of the protocol, in every message.
const VERSION: f64 = 1.0;

/// What is known of the other side.
#[derive(Debug, Default)]
struct Talk {
    /// The origin that spoke first.
    origin: Option<String>,
    /// Its newest question, and the scan that it led to.
    asked: Option<(JsValue, Option<ScanId>)>,
}

type SharedTalk = Rc<RefCell<Talk>>;

/// Speaks with the window around, if there is one.
#[hook]
pub fn use_frame(page: &Page) {
    let talk: SharedTalk = use_mut_ref(Talk::default);
    use_questions_from_outside(page, &talk);
    use_answers(page, &talk);
    {
        let (talk, articles) = (Rc::clone(&talk), page.known);
        use_effect_with(page.engine.clone(), move |engine| match engine {
            EngineState::Starting => {}
            EngineState::Ready => say(&talk, "ready", &[("articles", (articles as f64).into())]),
            EngineState::Failed(why) => say(&talk, "error", &[("message", why.into())]),
        });
    }
    let opened = match &page.route {
        Route::Article(id) => Some(id.clone()),
        _ => page.chosen.clone(),
    };
    use_effect_with(opened, move |opened| {
        if let Some(id) = opened {
            say(&talk, "open-article", &[("article", id.into())]);
        }
    });
}

#[hook]
fn use_questions_from_outside(page: &Page, talk: &SharedTalk) {
    let (page, talk) = (page.clone(), Rc::clone(talk));
    use_effect_with((), move |()| {
        let heard = move |event: &Event| {
            if let Some(message) = event.dyn_ref::<MessageEvent>() {
                hear(&page, &talk, message);
            }
        };
        let listener = outside().and(web_sys::window());
        let listener = listener.map(|window| EventListener::new(&window, "message", heard));
        move || drop(listener)
    });
}

/// Sends the report on a text to who sent the text, unless another one has taken its place.
#[hook]
fn use_answers(page: &Page, talk: &SharedTalk) {
    {
        let talk = Rc::clone(talk);
        use_effect_with(page.scan, move |scan| {
            let mut talk = talk.borrow_mut();
            match &mut talk.asked {
                Some((_, of @ None)) => *of = Some(*scan),
                _ => talk.asked = None,
            }
        });
    }
    let (talk, answer) = (Rc::clone(talk), page.answer.clone());
    use_effect_with(answer.as_ref().map(|answer| answer.id), move |id| {
        let is_asked = talk.borrow().asked.as_ref().is_some_and(|(_, scan)| scan.is_some() && scan == id);
        let asked = if is_asked { talk.borrow_mut().asked.take() } else { None };
        if let (Some((id, _)), Some(answer)) = (asked, answer) {
            say(&talk, "result", &[("id", id), ("report", of_report(&answer.report))]);
        }
    });
}

fn hear(page: &Page, talk: &SharedTalk, message: &MessageEvent) {
    let source: JsValue = message.source().into();
    let is_from_outside = outside().is_some_and(|outside| source == JsValue::from(outside));
    let data = message.data();
    let get = |name: &str| Reflect::get(&data, &name.into()).unwrap_or(JsValue::UNDEFINED);
    if !is_from_outside || !data.is_object() || get("kbmatch").as_f64() != Some(VERSION) {
        return;
    }
    let origin = message.origin();
    if *talk.borrow_mut().origin.get_or_insert_with(|| origin.clone()) != origin {
        return;
    }
    match (get("type").as_string().as_deref(), get("text").dyn_into::<JsString>()) {
        (Some("analyze"), Ok(text)) => {
            talk.borrow_mut().asked = Some((get("id"), None));
            dom::go_home();
            page.take.emit(intake::text(page.language, &text));
        }
        (Some("clear"), _) => page.take.emit(Action::Open(Document::Empty).into()),
        _ => {}
    }
}

/// Says something to the window around. Before that has spoken, to whoever it is: only what tells nothing of a text.
fn say(talk: &SharedTalk, what: &str, with: &[(&str, JsValue)]) {
    let Some(outside) = outside() else { return };
    let origin = talk.borrow().origin.clone();
    let message = Object::new();
    let all = [("kbmatch", VERSION.into()), ("type", what.into())];
    for (name, value) in all.iter().chain(with) {
        // Fails for frozen objects only.
        let _ = Reflect::set(&message, &(*name).into(), value);
    }
    // An origin that is none cannot be named; the window is the one that spoke all the same.
    let to = origin.filter(|origin| origin != "null").unwrap_or_else(|| "*".to_owned());
    // Fails for what cannot be cloned, which is nothing of this.
    let _ = outside.post_message(&message, &to);
}

/// Words and numbers only: neither side of JSON has a way to fail on them.
fn of_report(report: &Report) -> JsValue {
    JSON::parse(&serde_json::to_string(report).unwrap_or_default()).unwrap_or(JsValue::NULL)
}

fn outside() -> Option<Window> {
    let window = web_sys::window()?;
    let outside = window.parent().ok()??;
    (outside != window).then_some(outside)
}
