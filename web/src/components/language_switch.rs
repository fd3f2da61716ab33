use super::icon::Icon;
use crate::dom;
use crate::hooks::use_page;
use crate::state::Action;
use crate::texts::Language;
use yew::prelude::*;

/// Chooses the language of the page; its articles stay in theirs.
#[component]
pub(super) fn LanguageSwitch() -> Html {
    let page = use_page();
    let t = page.language;
    let onchange = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            if let Some(language) = dom::chosen(&event, Language::OFFERED) {
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
