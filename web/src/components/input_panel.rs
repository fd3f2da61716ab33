use super::editor::Editor;
use super::files::Files;
use super::icon::Icon;
use super::large_document::LargeDocument;
use super::samples::Samples;
use crate::hooks::use_page;
use crate::intake;
use crate::state::{Action, Document};
use crate::viewer::LineEnds;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Where text comes in: by paste, keyboard, drop or file.
#[component]
pub(super) fn InputPanel() -> Html {
    let page = use_page();
    let is_over = use_state(|| false);
    let ondragover = {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(true);
        })
    };
    let ondragleave = {
        let is_over = is_over.clone();
        Callback::from(move |_: DragEvent| is_over.set(false))
    };
    let ondrop = {
        let (is_over, take, t) = (is_over.clone(), page.take.clone(), page.language);
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            let Some(data) = event.data_transfer() else { return };
            let files = intake::files_of(&data);
            if files.is_empty() {
                intake::text_of(data).iter().for_each(|text| take.emit(intake::text(t, text)));
            } else {
                intake::files(files, take.clone());
            }
        })
    };
    let panel = match page.document.clone() {
        Document::Large { name, size, ends, made } => {
            // Where the lines of a text are that was made, the answer says.
            let ends = ends.or(made.filter(|_| page.is_current()).map(|_| LineEnds::Byte));
            html! { <LargeDocument {name} {size} {ends} /> }
        }
        Document::Unreadable { name, .. } => html! { <LargeDocument {name} /> },
        Document::Empty | Document::Text(_) => html! { <Editor /> },
    };
    html! {
        <section
            class={classes!("input-panel", is_over.then_some("is-over"))}
            part="input"
            aria-label={page.language.your_text}
            {ondragover} {ondragleave} {ondrop}
        >
            <Files />
            { panel }
            <Actions />
        </section>
    }
}

#[component]
fn Actions() -> Html {
    let page = use_page();
    let t = page.language;
    let onchange = {
        let take = page.take.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            if let Some(files) = input.files() {
                intake::files(intake::listed(&files), take.clone());
            }
            // The same file may be chosen again.
            input.set_value("");
        })
    };
    let take = page.take.clone();
    let clear = Callback::from(move |_| {
        take.emit(Action::Open(Document::Empty).into());
        crate::dom::focus("#paste");
    });
    html! {
        <div class="input-actions">
            <label class="button">
                { Icon::Upload.view() }{ t.choose_file }
                <input class="visually-hidden" type="file" multiple=true accept=".txt,.log,.xml,.json,.csv,.evtx,.zip,text/*" {onchange} />
            </label>
            <Samples />
            if page.document != Document::Empty {
                <button type="button" class="button is-quiet" onclick={clear}>
                    { Icon::Close.view() }<span class="button-words">{ t.clear }</span>
                </button>
            }
        </div>
    }
}
