use super::icon::Icon;
use crate::dom;
use crate::hooks::use_page;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What it is: a language, or nothing.
    pub(super) title: Html,
    /// What is copied.
    pub(super) text: String,
    /// What is shown.
    pub(super) children: Html,
}

/// How the button says that it worked, or did not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    No,
    Yes,
    Selected,
}

const SAY_FOR_MS: u32 = 2_000;

/// Code with a button that copies it; where the browser has no clipboard, the button selects it.
#[component]
pub(super) fn CodeBlock(props: &Props) -> Html {
    let t = use_page().language;
    let copied = use_state_eq(|| Copied::No);
    let code = use_node_ref();
    let onclick = {
        let (copied, code, text) = (copied.clone(), code.clone(), props.text.clone());
        Callback::from(move |_| {
            let (copied, code, text) = (copied.clone(), code.clone(), text.clone());
            spawn_local(async move {
                let outcome = match dom::copy(&text).await {
                    Ok(()) => Copied::Yes,
                    Err(_) => {
                        code.cast::<Element>().iter().for_each(dom::select);
                        Copied::Selected
                    }
                };
                copied.set(outcome);
                Timeout::new(SAY_FOR_MS, move || copied.set(Copied::No)).forget();
            });
        })
    };
    let (icon, words) = match *copied {
        Copied::No => (Icon::Copy, t.copy),
        Copied::Yes => (Icon::Tick, t.copied),
        Copied::Selected => (Icon::Tick, t.selected),
    };
    html! {
        <div class="code-block">
            <div class="code-bar">
                <span class="code-language">{ props.title.clone() }</span>
                <button type="button" class="button is-small" {onclick}>
                    { icon.view() }<span aria-live="polite">{ words }</span>
                </button>
            </div>
            <pre tabindex="0" dir="ltr" translate="no"><code ref={code}>{ props.children.clone() }</code></pre>
        </div>
    }
}
