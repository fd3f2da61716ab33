use crate::history::{History as Texts, Kept};
use crate::hooks::{Page, use_page};
use crate::intake;
use crate::state::Action;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The user's last texts: kept in this browser only if the user asks for that, and gone by one click.
#[component]
pub(super) fn History() -> Html {
    let page = use_page();
    let t = page.language;
    let onchange = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let is_on = input.is_some_and(|input| input.checked());
            change(&page, if is_on { Texts::begin } else { Texts::wipe });
        })
    };
    let wipe = {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| change(&page, Texts::wipe))
    };
    let texts = page.history.texts();
    html! {
        <section class="history" aria-labelledby="history-title">
            <h2 id="history-title">{ t.history }</h2>
            if !texts.is_empty() {
                <ul class="article-list">{ for texts.iter().map(|kept| row(&page, kept)) }</ul>
                <p><button type="button" class="button" onclick={wipe}>{ t.history_wipe }</button></p>
            }
            <label class="history-choice">
                <input type="checkbox" checked={page.history.is_on()} {onchange} />{ " " }{ t.history_keep }
            </label>
        </section>
    }
}

fn change(page: &Page, change: impl Fn(&mut Texts)) {
    let mut history = page.history.clone();
    change(&mut history);
    page.dispatch(Action::SetHistory(history));
}

fn row(page: &Page, kept: &Kept) -> Html {
    let t = page.language;
    let (take, text) = (page.take.clone(), kept.text.clone());
    let onclick = Callback::from(move |_: MouseEvent| take.emit(intake::short_text(&text)));
    html! {
        <li>
            <button type="button" class="link-button" translate="no" dir="auto" {onclick}>{ kept.label() }</button>
            <span class="article-list-facts">
                if let Some(title) = &kept.title { <span lang={super::wording::articles()}>{ title }</span> } else { { t.file_nothing } }
            </span>
        </li>
    }
}
