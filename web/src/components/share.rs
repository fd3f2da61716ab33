use super::code_block::CodeBlock;
use crate::dom;
use crate::engine::{Ask, Request};
use crate::hooks::use_page;
use crate::route::Route;
use crate::share;
use crate::state::Document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The article's id.
    pub(super) article: String,
}

/// A link to an article; with the user's text in it only if the user wants that, and then without names and addresses.
#[component]
pub(super) fn ShareLink(Props { article }: &Props) -> Html {
    let page = use_page();
    let t = page.language;
    let with_text = use_state_eq(|| false);
    let packed = use_state_eq(|| None::<String>);
    {
        let (packed, text) = (packed.clone(), page.redacted.clone().filter(|_| *with_text));
        use_effect_with(text, move |text| {
            packed.set(None);
            if let Some(text) = text.clone() {
                spawn_local(async move { packed.set(share::packed(&text).await) });
            }
        });
    }
    let onchange = {
        let (with_text, ask, text) = (with_text.clone(), page.ask.clone(), page.document.shared_text());
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let is_on = input.is_some_and(|input| input.checked());
            with_text.set(is_on);
            if is_on {
                ask.emit(Ask { request: Request::Redact, text: text.clone() });
            }
        })
    };
    let can_carry = matches!(&page.document, Document::Text(text) if text.len() <= share::LONGEST);
    let route = match packed.as_ref().filter(|_| *with_text) {
        Some(packed) => Route::Shared(packed.clone()),
        None => Route::Article(article.clone()),
    };
    let link = dom::address(&route.href());
    html! {
        <details class="take-along share-link">
            <summary>{ t.share }</summary>
            if can_carry {
                <div class="take-along-choices">
                    <label><input type="checkbox" checked={*with_text} {onchange} />{ " " }{ t.share_text }</label>
                </div>
            }
            <p class="take-along-note">{ if *with_text { t.share_with_text } else { t.share_without_text } }</p>
            <CodeBlock title={html! { t.what_is_copied }} text={link.clone()}>{ link }</CodeBlock>
        </details>
    }
}
