use super::icon::Icon;
use crate::dom;
use crate::hooks::use_page;
use crate::state::Action;
use crate::theme::Theme;
use yew::prelude::*;

/// Chooses the theme.
#[component]
pub(super) fn ThemeSwitch() -> Html {
    let page = use_page();
    let t = page.language;
    let onchange = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            if let Some(theme) = dom::chosen(&event, Theme::ALL) {
                page.dispatch(Action::SetTheme(theme));
            }
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
