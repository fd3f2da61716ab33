use super::icon::Icon;
use crate::dom;
use crate::evidence;
use crate::excerpt::{Line, Part};
use crate::hooks::{Page, use_page};
use crate::intake;
use crate::search::{Hit, Search};
use crate::texts::Language;
use crate::viewer::{Chunk, FOUND, Geometry, LineEnds};
use gloo::events::{EventListener, EventListenerOptions};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, HtmlElement, HtmlInputElement, ResizeObserver, WheelEvent};
use yew::prelude::*;

/// So many lines before and after those on the screen are there, too.
const AROUND: usize = 20;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// How the document's lines end.
    pub(super) ends: LineEnds,
}

/// A long document, of which the lines on the screen are read as they are needed.
#[component]
pub(super) fn Viewer(Props { ends }: &Props) -> Html {
    let page = use_page();
    let t = page.language;
    let place = use_place(&page);
    let found = use_search(&page, *ends, &place);
    let lines = place.lines(page.lines());
    let chunk = use_chunk(&page, lines.clone());
    let marks = page.finding().map(|(_, finding)| evidence::marks(finding)).unwrap_or_default();
    let shown = chunk.lines(*ends, &lines, &marks, &found.query);
    let rows = place.rows.clone();
    use_effect_with((Rc::as_ptr(&chunk), page.current, place.top), move |_| {
        // A long line may hold its mark far to the side.
        if let Some(rows) = rows.cast::<HtmlElement>() {
            dom::reveal_in(&rows, "mark.is-current");
        }
    });
    let rows = place.rows.clone();
    use_effect_with((Rc::as_ptr(&chunk), found.hit), move |(_, hit)| {
        if let Some(rows) = rows.cast::<HtmlElement>().filter(|_| hit.is_some()) {
            dom::reveal_in(&rows, ".is-hit mark.is-found");
        }
    });
    let blank = |number: usize| shown.iter().find(|line| line.number == number + 1);
    let row = |number: usize| match blank(number) {
        Some(line) => view(line, &page, &found),
        None => {
            html! { <div key={number} class="viewer-line"><span class="viewer-number">{ number + 1 }</span></div> }
        }
    };
    html! {
        <div class="viewer">
            { tools(t, &place, &found, page.lines()) }
            <div
                class="viewer-frame" role="region" aria-label={t.viewer} tabindex="0" dir="ltr" translate="no"
                ref={place.frame.clone()} onscroll={place.onscroll.clone()}
            >
                <div class="viewer-height" ref={place.height.clone()}>
                    <div class="viewer-rows" ref={place.rows.clone()}>{ for lines.map(row) }</div>
                </div>
            </div>
        </div>
    }
}

fn view(line: &Line, page: &Page, found: &Found) -> Html {
    let is_hit = found.hit.is_some_and(|hit| hit.line + 1 == line.number);
    html! {
        <div key={line.number - 1} class={classes!("viewer-line", is_hit.then_some("is-hit"))}>
            <span class="viewer-number">{ line.number }</span>
            <code>{ for line.parts.iter().map(|part| piece(part, page)) }</code>
        </div>
    }
}

fn piece(part: &Part, page: &Page) -> Html {
    match part {
        Part::Gap => html! { <span class="excerpt-gap">{ " … " }</span> },
        Part::Text(words, items) if items.is_empty() => html! { words },
        Part::Text(words, items) => {
            let is_current = page.current.is_some_and(|current| items.contains(&current));
            let class = classes!(
                is_current.then_some("is-current"),
                items.contains(&FOUND).then_some("is-found"),
                (items[..] == [FOUND]).then_some("is-plain"),
            );
            html! { <mark {class}>{ words }</mark> }
        }
    }
}

/// Which lines are on the screen, and how to go to others.
#[derive(Clone)]
struct Place {
    /// The first line on the screen, from 0.
    top: usize,
    frame: NodeRef,
    height: NodeRef,
    rows: NodeRef,
    onscroll: Callback<Event>,
    /// Goes to a line, counted from 0.
    go: Callback<usize>,
    visible: usize,
}

impl Place {
    fn lines(&self, all: usize) -> Range<usize> {
        self.top.saturating_sub(AROUND).min(all)..(self.top + self.visible + AROUND).min(all)
    }
}

#[hook]
fn use_place(page: &Page) -> Place {
    let [frame, height, rows] = [use_node_ref(), use_node_ref(), use_node_ref()];
    let top = use_state_eq(|| 0_usize);
    // Where the page itself scrolled to: the event of that says nothing new.
    let scrolled = use_mut_ref(|| -1_i32);
    // How far the frame is scrolled: asking it while lines come in would lay out the page each time.
    let at = use_mut_ref(|| 0_i32);
    let all = page.lines();
    let (row, view) = use_heights(&frame, &rows);
    let geometry = Geometry::new(all, row, view);
    let go = {
        let (top, scrolled, at, frame) = (top.clone(), Rc::clone(&scrolled), Rc::clone(&at), frame.clone());
        Callback::from(move |line: usize| {
            let line = line.min(geometry.last_top());
            if let Some(frame) = frame.cast::<HtmlElement>() {
                frame.set_scroll_top(geometry.scroll_to(line) as i32);
                at.replace(frame.scroll_top());
                scrolled.replace(frame.scroll_top());
            }
            top.set(line);
        })
    };
    let onscroll = {
        let (top, at, frame) = (top.clone(), Rc::clone(&at), frame.clone());
        Callback::from(move |_: Event| {
            let now = frame.cast::<HtmlElement>().map_or(0, |frame| frame.scroll_top());
            at.replace(now);
            if scrolled.replace(-1) != now {
                top.set(geometry.line_at(f64::from(now)));
            }
        })
    };
    {
        let (height, rows, top) = (height.clone(), rows.clone(), *top);
        use_effect_with((geometry, top), move |_| {
            let first = top.saturating_sub(AROUND);
            set_style(&height, "height", &format!("{}px", geometry.height() as i64));
            let offset = geometry.offset(first, top, f64::from(*at.borrow()));
            set_style(&rows, "transform", &format!("translateY({}px)", offset as i64));
        });
    }
    use_fine_steps(&frame, *top, geometry.is_scaled(), &go);
    {
        let go = go.clone();
        let item = page.current;
        let line = page.finding().zip(item).and_then(|((_, finding), item)| {
            let items = evidence::items(finding);
            items.get(item)?.spans.first().map(|place| place.line)
        });
        use_effect_with((item, line), move |(_, line)| {
            if let Some(line) = line {
                go.emit(line.saturating_sub(CONTEXT + 1));
            }
        });
    }
    let visible = geometry.visible();
    Place { top: *top, frame, height, rows, onscroll, go, visible }
}

/// The heights of a row and of the frame in pixels; 0 until they are laid out. The browser says them after it has laid out the page:
/// asked at any other time, it would do that there and then.
#[hook]
fn use_heights(frame: &NodeRef, rows: &NodeRef) -> (f64, f64) {
    let heights = use_state_eq(|| (0.0, 0.0));
    let (frame, rows, state) = (frame.clone(), rows.clone(), heights.clone());
    use_effect_with((), move |()| {
        let seen = [&frame, &rows].map(NodeRef::cast::<HtmlElement>);
        let measure = Closure::<dyn FnMut()>::new(move || {
            let view = frame.cast::<HtmlElement>().map_or(0, |frame| frame.client_height());
            let row = rows.cast::<HtmlElement>().and_then(|rows| rows.first_element_child());
            let row = row.map_or(0.0, |row| row.get_bounding_client_rect().height());
            state.set((row, f64::from(view)));
        });
        let observer = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            seen.iter().flatten().for_each(|element| observer.observe(element));
        }
        move || {
            observer.iter().for_each(ResizeObserver::disconnect);
            drop(measure);
        }
    });
    *heights
}

/// So many lines stand before one that the user goes to.
const CONTEXT: usize = 3;

/// Sets a style by script: the page's policy lets no element bring its own.
fn set_style(node: &NodeRef, name: &str, value: &str) {
    if let Some(element) = node.cast::<HtmlElement>() {
        // Fails for malformed values only.
        let _ = element.style().set_property(name, value);
    }
}

/// Where a pixel of the scroll bar is many lines, wheel and keys go line by line all the same.
#[hook]
fn use_fine_steps(frame: &NodeRef, top: usize, is_scaled: bool, go: &Callback<usize>) {
    let (frame, go) = (frame.clone(), go.clone());
    use_effect_with((top, is_scaled), move |(top, is_scaled)| {
        let (top, frame) = (*top, frame.cast::<HtmlElement>().filter(|_| *is_scaled));
        let on = |name: &'static str, steps: fn(&Event) -> Option<i64>| {
            let go = go.clone();
            let options = EventListenerOptions::enable_prevent_default();
            frame.as_ref().map(|frame| {
                EventListener::new_with_options(frame, name, options, move |event| {
                    if let Some(steps) = steps(event) {
                        event.prevent_default();
                        go.emit(usize::try_from(top as i64 + steps).unwrap_or_default());
                    }
                })
            })
        };
        let listeners = [on("wheel", wheel_steps), on("keydown", key_steps)];
        move || drop(listeners)
    });
}

fn wheel_steps(event: &Event) -> Option<i64> {
    let delta = event.dyn_ref::<WheelEvent>()?.delta_y();
    Some(if delta > 0.0 { 3 } else { -3 })
}

fn key_steps(event: &Event) -> Option<i64> {
    match event.dyn_ref::<KeyboardEvent>()?.key().as_str() {
        "ArrowDown" => Some(1),
        "ArrowUp" => Some(-1),
        "PageDown" => Some(15),
        "PageUp" => Some(-15),
        _ => None,
    }
}

/// The bytes that hold `lines`, once they are read.
#[hook]
fn use_chunk(page: &Page, lines: Range<usize>) -> Rc<Chunk> {
    let chunk = use_state(|| Rc::new(Chunk::default()));
    let newest = use_mut_ref(|| 0_u32);
    let (bytes, line) = page.index.bytes_of(&lines);
    let document = page.scan;
    let state = chunk.clone();
    let blob = page.blob();
    use_effect_with((bytes, document), move |(bytes, _)| {
        let token = newest.borrow().wrapping_add(1);
        *newest.borrow_mut() = token;
        let Some(blob) = blob.filter(|_| !bytes.is_empty()) else { return };
        let bytes = bytes.clone();
        spawn_local(async move {
            let Some(read) = read(&blob, &bytes).await else { return };
            if *newest.borrow() == token {
                state.set(Rc::new(Chunk { start: bytes.start, line, bytes: read }));
            }
        });
    });
    Rc::clone(&chunk)
}

async fn read(blob: &Blob, bytes: &Range<usize>) -> Option<Vec<u8>> {
    let slice = blob.slice_with_f64_and_f64(bytes.start as f64, bytes.end as f64).ok()?;
    intake::bytes_of(&slice).await.ok()
}

/// What the user looks for in the document.
#[derive(Clone)]
struct Found {
    query: Rc<str>,
    hit: Option<Hit>,
    state: Looking,
    onquery: Callback<InputEvent>,
    /// Goes to the next occurrence, or to the one before.
    step: Callback<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looking {
    Not,
    On(u32),
    Found,
    Nothing,
}

#[hook]
fn use_search(page: &Page, ends: LineEnds, place: &Place) -> Found {
    let query = use_state_eq(|| Rc::<str>::from(""));
    let hit = use_state_eq(|| None::<Hit>);
    let state = use_state_eq(|| Looking::Not);
    let newest = use_mut_ref(|| 0_u32);
    let onquery = {
        let (query, hit, state, newest) = (query.clone(), hit.clone(), state.clone(), Rc::clone(&newest));
        Callback::from(move |event: InputEvent| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            query.set(input.map_or_else(String::new, |input| input.value()).into());
            hit.set(None);
            state.set(Looking::Not);
            *newest.borrow_mut() += 1;
        })
    };
    let step = {
        let (page, go, top) = (page.clone(), place.go.clone(), place.top);
        let (query, hit, state) = (query.clone(), hit.clone(), state.clone());
        Callback::from(move |back: bool| {
            let Some(blob) = page.blob().filter(|_| !query.is_empty()) else { return };
            let token = newest.borrow().wrapping_add(1);
            *newest.borrow_mut() = token;
            let (newest, go) = (Rc::clone(&newest), go.clone());
            let (hit, state) = (hit.clone(), state.clone());
            let from = (*hit).map_or(page.index.bytes_of(&(top..top + 1)).0.start, |hit| {
                if back { hit.byte } else { hit.byte + 1 }
            });
            let mut search = Search::new(&page.index, ends, &query, from, back);
            spawn_local(async move {
                let is_newest = || *newest.borrow() == token;
                while let Some(bytes) = search.wanted().filter(|_| is_newest()) {
                    state.set(Looking::On(search.percent()));
                    let Some(read) = read(&blob, &bytes).await else { break };
                    if let Some(found) = search.look(read).filter(|_| is_newest()) {
                        hit.set(Some(found));
                        state.set(Looking::Found);
                        return go.emit(found.line.saturating_sub(CONTEXT));
                    }
                }
                if is_newest() {
                    state.set(Looking::Nothing);
                }
            });
        })
    };
    Found { query: Rc::clone(&query), hit: *hit, state: *state, onquery, step }
}

fn tools(t: Language, place: &Place, found: &Found, lines: usize) -> Html {
    let step = |back: bool| {
        let step = found.step.clone();
        Callback::from(move |_: MouseEvent| step.emit(back))
    };
    let onkeydown = {
        let step = found.step.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                step.emit(event.shift_key());
            }
        })
    };
    let goto = {
        let go = place.go.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(line) = input.and_then(|input| input.value().parse::<usize>().ok()) {
                go.emit(line.saturating_sub(1));
            }
        })
    };
    let said = match (found.state, found.hit) {
        (Looking::On(percent), _) => t.fill(t.find_looking, &[&percent.to_string()]),
        (Looking::Found, Some(hit)) => t.fill(t.line, &[&t.number(hit.line + 1)]),
        (Looking::Nothing, _) => t.find_nothing.to_owned(),
        _ => String::new(),
    };
    let is_empty = found.query.is_empty();
    html! {
        <div class="viewer-tools">
            <label class="viewer-find">
                <span class="visually-hidden">{ t.find_in_document }</span>
                <input
                    type="search" placeholder={t.find_in_document} autocomplete="off" spellcheck="false"
                    value={found.query.to_string()} oninput={found.onquery.clone()} {onkeydown}
                />
            </label>
            <button type="button" class="button is-icon" aria-label={t.find_previous} disabled={is_empty} onclick={step(true)}>
                { Icon::Up.view() }
            </button>
            <button type="button" class="button is-icon" aria-label={t.find_next} disabled={is_empty} onclick={step(false)}>
                { Icon::Down.view() }
            </button>
            <label class="viewer-goto">
                { t.go_to_line }{ " " }
                <input type="number" min="1" max={lines.to_string()} inputmode="numeric" onchange={goto} />
            </label>
            <span class="viewer-said" role="status">{ said }</span>
        </div>
    }
}
