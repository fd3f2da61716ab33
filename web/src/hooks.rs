//! What has to happen outside of the state when it changes.

use crate::dom;
use crate::engine::{Ask, Engine, EngineEvent, Payload, Reply, Request};
use crate::history::History;
use crate::intake::{self, Before, Intake};
use crate::route::Route;
use crate::share;
use crate::site::Site;
use crate::state::{Action, Change, Document, EngineState, State};
use crate::texts::Language;
use crate::theme::Theme;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

/// The page's state, and what its parts may do to it.
#[derive(Clone, PartialEq)]
pub struct Page {
    state: UseReducerHandle<State>,
    held: Held,
    /// Takes what the user hands over.
    pub take: Callback<Intake>,
    /// Starts the engine again.
    pub restart: Callback<()>,
    /// Asks the engine.
    pub ask: Callback<Ask>,
}

/// The bytes of large documents, by the number of the file: the newest that the user handed over.
#[derive(Clone)]
struct Held(Rc<RefCell<Vec<Option<Payload>>>>);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Page {
    type Target = State;

    fn deref(&self) -> &State {
        &self.state
    }
}

impl Page {
    /// Lets something happen.
    pub fn dispatch(&self, action: Action) {
        self.state.dispatch(action);
    }

    /// The text of the large document, as bytes.
    pub fn blob(&self) -> Option<Blob> {
        if let Document::Large { made: Some(text), .. } = &self.document {
            return Some(text.clone());
        }
        match self.held.0.borrow().get(self.state.file) {
            Some(Some(Payload::Blob(blob, _))) => Some(blob.clone()),
            _ => None,
        }
    }

    /// A callback that lets the same thing happen each time.
    pub fn callback<E>(&self, action: impl Fn() -> Action + 'static) -> Callback<E> {
        let dispatcher = self.state.dispatcher();
        Callback::from(move |_| dispatcher.dispatch(action()))
    }
}

/// The page, inside [`crate::components::App`].
///
/// # Panics
///
/// Outside of it.
#[hook]
pub fn use_page() -> Page {
    use_context::<Page>().expect("components are used inside App")
}

/// The page, with everything connected to it, going on from what was done before. For [`crate::components::App`] alone.
#[hook]
pub fn use_new_page(before: &Before) -> Page {
    let initial = || State {
        route: Route::parse(&dom::hash()),
        theme: Theme::remembered(),
        language: Language::remembered(),
        site: Rc::new(Site::of(&dom::site())),
        history: History::remembered(),
        ..State::default()
    };
    let page = use_connected_page(initial, Engine::start);
    let state = &page.state;
    {
        let (before, language, take) = (before.clone(), state.language, page.take.clone());
        use_effect_with((), move |()| before.resume(language, &take));
    }
    use_updates(state);
    use_shared(state, &page.take);
    use_history(state);
    use_address(state);
    use_keys(state);
    use_reflection(state);
    page
}

/// A page with an engine, and nothing around it. `start` starts the engine, also when it has to be started again.
#[hook]
pub fn use_connected_page<I, S>(initial: I, start: S) -> Page
where
    I: FnOnce() -> State,
    S: Fn(Callback<EngineEvent>) -> Result<Engine, String> + 'static,
{
    let state = use_reducer(initial);
    let held = use_mut_ref(Vec::<Option<Payload>>::new);
    let take = {
        let (held, dispatcher) = (Rc::clone(&held), state.dispatcher());
        use_callback((), move |intake: Intake, ()| {
            *held.borrow_mut() = intake.payloads;
            dispatcher.dispatch(intake.action);
        })
    };
    let (engine, starts, restart) = use_engine(&state, start);
    use_scans(&state, &engine, starts, &held);
    use_articles(&state, &engine, starts);
    use_questions(&state, &engine, starts);
    use_codes(&state, &engine, starts);
    let ask = {
        let engine = Rc::clone(&engine);
        use_callback((), move |ask: Ask, ()| {
            engine.borrow().iter().for_each(|engine| engine.ask(ask.clone()));
        })
    };
    Page { state, held: Held(held), take, restart, ask }
}

type EngineCell = Rc<RefCell<Option<Engine>>>;

/// Whether the engine says much: a catalogue, or all about a long document.
fn is_long(event: &EngineEvent) -> bool {
    match event {
        EngineEvent::Reply(Reply::Ready { .. }) => true,
        EngineEvent::Reply(Reply::Answer(answer)) => answer.digest.is_some(),
        _ => false,
    }
}

/// The engine, how often it was started, and how to start it again.
#[hook]
fn use_engine<S>(state: &UseReducerHandle<State>, start: S) -> (EngineCell, u32, Callback<()>)
where
    S: Fn(Callback<EngineEvent>) -> Result<Engine, String> + 'static,
{
    let engine: EngineCell = use_mut_ref(|| None);
    let starts = use_state(|| 0);
    {
        let (engine, dispatcher) = (Rc::clone(&engine), state.dispatcher());
        use_effect_with(*starts, move |_| {
            let dispatch = move |event| dispatcher.dispatch(Action::Engine(event));
            let events = Callback::from(move |event: EngineEvent| {
                if is_long(&event) {
                    // Reading it took its time, showing it will take more: the page answers clicks between the two.
                    let dispatch = dispatch.clone();
                    Timeout::new(0, move || dispatch(event)).forget();
                } else {
                    dispatch(event);
                }
            });
            let started = start(events.clone());
            if let Err(why) = &started {
                events.emit(EngineEvent::Failed(why.clone()));
            }
            *engine.borrow_mut() = started.ok();
        });
    }
    let count = *starts;
    let dispatcher = state.dispatcher();
    let restart = Callback::from(move |()| {
        dispatcher.dispatch(Action::Restart);
        starts.set(count + 1);
    });
    (engine, count, restart)
}

/// Scans every version of the document that lasts long enough.
#[hook]
fn use_scans(
    state: &UseReducerHandle<State>,
    engine: &EngineCell,
    starts: u32,
    held: &Rc<RefCell<Vec<Option<Payload>>>>,
) {
    let engine = Rc::clone(engine);
    let payload = match &state.document {
        _ if !state.wants_scan() => None,
        Document::Text(text) => Some(Payload::Text(Rc::clone(text))),
        Document::Large { .. } => held.borrow().get(state.file).cloned().flatten(),
        Document::Empty | Document::Unreadable { .. } => None,
    };
    let (id, delay) = (state.scan, state.change.delay_ms());
    use_effect_with((id, starts), move |_| {
        if let Some(engine) = &*engine.borrow() {
            engine.forget_scan();
        }
        let send = move |payload| {
            if let Some(engine) = &*engine.borrow() {
                engine.scan(id, payload);
            }
        };
        let timer = match payload {
            Some(payload) if delay > 0 => Some(Timeout::new(delay, move || send(payload))),
            Some(payload) => {
                send(payload);
                None
            }
            None => None,
        };
        move || drop(timer)
    });
}

/// Fetches the article that the page wants to show.
#[hook]
fn use_articles(state: &UseReducerHandle<State>, engine: &EngineCell, starts: u32) {
    let engine = Rc::clone(engine);
    let missing = |id: &&str| !state.articles.contains_key(*id);
    let wanted = state.wanted_article().filter(missing).map(str::to_owned);
    use_effect_with((wanted, starts), move |(wanted, _)| {
        if let (Some(id), Some(engine)) = (wanted, &*engine.borrow()) {
            engine.ask(Request::Article { id: id.clone() }.into());
        }
    });
}

/// Searches for what the user types, and asks why an article that the user opened is not the answer.
#[hook]
fn use_questions(state: &UseReducerHandle<State>, engine: &EngineCell, starts: u32) {
    {
        let engine = Rc::clone(engine);
        use_effect_with((Rc::clone(&state.query), starts), move |(query, _)| {
            if let (false, Some(engine)) = (query.trim().is_empty(), &*engine.borrow()) {
                engine.ask(Request::Search { query: query.to_string() }.into());
            }
        });
    }
    let engine = Rc::clone(engine);
    let asked = state.unexplained_article().map(str::to_owned);
    let text = state.document.shared_text();
    use_effect_with((asked, state.scan, starts), move |(asked, _, _)| {
        if let (Some(id), Some(engine)) = (asked, &*engine.borrow()) {
            engine.ask(Ask { request: Request::WhyNot { id: id.clone() }, text });
        }
    });
}

/// Asks for the document's error codes in words, and before that for the words of the page's language.
#[hook]
fn use_codes(state: &UseReducerHandle<State>, engine: &EngineCell, starts: u32) {
    let language = state.language.words();
    let said = use_mut_ref(|| (Language::English.words(), 0));
    {
        let engine = Rc::clone(engine);
        use_effect_with((language, starts), move |(language, starts)| {
            // A new engine speaks English.
            let (known, of) = said.replace((language, *starts));
            let known = if of == *starts { known } else { Language::English.words() };
            if let (true, Some(engine)) = (known != *language, &*engine.borrow()) {
                engine.ask(Request::Words { language: (*language).to_owned() }.into());
            }
        });
    }
    let engine = Rc::clone(engine);
    let (codes, text) = (state.answered_codes(), state.document.shared_text());
    let answered = state.is_current().then_some(state.scan);
    use_effect_with((answered, language, starts), move |(answered, ..)| {
        if let (Some(id), Some(engine)) = (*answered, &*engine.borrow()) {
            engine.ask(Ask { request: Request::Codes { id, codes }, text });
        }
    });
}

/// Hears of a newer build of the page.
#[hook]
fn use_updates(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    use_effect_with((), move |()| {
        let heard = move |_: &Event| dispatcher.dispatch(Action::Update);
        let listener = web_sys::window().map(|window| EventListener::new(&window, "kbmatch-update", heard));
        move || drop(listener)
    });
}

/// Opens the text that a link carries, and takes it out of the address: it would stay in the browser's history.
#[hook]
fn use_shared(state: &UseReducerHandle<State>, take: &Callback<Intake>) {
    let take = take.clone();
    use_effect_with(state.route.clone(), move |route| {
        if let Route::Shared(packed) = route.clone() {
            spawn_local(async move {
                let text = share::unpacked(&packed).await.unwrap_or_default();
                take.emit(intake::short_text(&text));
                dom::replace_hash(&Route::Home.href());
            });
        }
    });
}

/// Keeps texts that were answered, if the user asked for that.
#[hook]
fn use_history(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    let answered = state.is_current() && state.change == Change::Replaced && state.files.is_empty();
    let text = state.document.shared_text().filter(|_| answered && state.history.is_on());
    let title = state.finding().map(|(_, finding)| finding.title.clone());
    let history = state.history.clone();
    use_effect_with((text, title), move |(text, title)| {
        if let Some(text) = text {
            let mut with = history.clone();
            with.add(text, title.as_deref());
            if with != history {
                dispatcher.dispatch(Action::SetHistory(with));
            }
        }
    });
}

/// Follows the address, and moves the focus when it leads elsewhere.
#[hook]
fn use_address(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    use_effect_with((), move |()| {
        let follow = move |_: &Event| dispatcher.dispatch(Action::Navigate(Route::parse(&dom::hash())));
        let listener = web_sys::window().map(|window| EventListener::new(&window, "hashchange", follow));
        move || drop(listener)
    });
    let first = use_mut_ref(|| true);
    use_effect_with(state.route.clone(), move |_| {
        if !first.replace(false) {
            dom::focus_top("#app main");
        }
    });
}

/// F8 and Shift+F8 step through the evidence.
#[hook]
fn use_keys(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    use_effect_with((), move |()| {
        let step = move |event: &Event| {
            if let Some(back) = event.dyn_ref().and_then(dom::is_step_key) {
                event.prevent_default();
                dispatcher.dispatch(Action::Step { back });
            }
        };
        let options = gloo::events::EventListenerOptions::enable_prevent_default();
        let listener =
            dom::document().map(|doc| EventListener::new_with_options(&doc, "keydown", options, step));
        move || drop(listener)
    });
    use_effect_with(state.current, |current| {
        if current.is_some() {
            dom::reveal("mark.is-current");
        }
    });
}

/// Keeps what stands outside of the drawn part in step: the title, and what `<html>` says of theme and engine.
#[hook]
fn use_reflection(state: &UseReducerHandle<State>) {
    use_effect_with(state.title(), |title| dom::set_title(title));
    use_effect_with(state.theme, |theme| theme.apply());
    use_effect_with(state.language, |language| {
        dom::set_root_attribute("lang", language.tag());
        dom::set_root_attribute("dir", language.direction());
    });
    let engine = match state.engine {
        EngineState::Starting => "loading",
        EngineState::Ready => "ready",
        EngineState::Failed(_) => "failed",
    };
    use_effect_with(engine, |engine| dom::set_root_attribute("data-engine", engine));
}
