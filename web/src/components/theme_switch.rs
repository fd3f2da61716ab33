use super::icon::Icon;
use crate::hooks::use_page;
use crate::state::Action;
use crate::theme::Theme;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Chooses the theme.
#[component]
pub(super) fn ThemeSwitch() -> Html {
    let page = use_page();
    let t = page.language;
    let onchange = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            let index = chosen.map_or(-1, |select| select.selected_index());
            let theme = usize::try_from(index).ok().and_then(|index| Theme::ALL.get(index).copied());
            page.dispatch(Action::SetTheme(theme.unwrap_or_default()));
        })
    };
    let option = |theme: Theme| html! { <option selected={theme == page.theme}>{ theme.label(t) }</option> };
    html! {
        <label class="switch">
            { Icon::Theme.view() }
            <span class="visually-hidden">{ t.colours }</span>
            <select {onchange}>{ for Theme::ALL.map(option) }</select>
        </label>
    }
}
