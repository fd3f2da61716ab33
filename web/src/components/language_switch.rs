use super::icon::Icon;
use crate::hooks::use_page;
use crate::state::Action;
use crate::texts::Language;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Chooses the language of the page; its articles stay in theirs.
#[component]
pub(super) fn LanguageSwitch() -> Html {
    let page = use_page();
    let t = page.language;
    let onchange = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            let index = chosen.and_then(|select| usize::try_from(select.selected_index()).ok());
            if let Some(&language) = index.and_then(|index| Language::OFFERED.get(index)) {
                language.remember();
                page.dispatch(Action::SetLanguage(language));
            }
        })
    };
    let option = |language: Language| {
        html! {
            <option lang={language.tag()} translate="no" selected={language == t}>{ language.own_name() }</option>
        }
    };
    html! {
        <label class="switch">
            { Icon::Language.view() }
            <span class="visually-hidden">{ t.language }</span>
            <select {onchange}>{ for Language::OFFERED.map(option) }</select>
        </label>
    }
}
