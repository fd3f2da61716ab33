use super::prose::heading;
use super::wording::rich;
use crate::hooks::use_page;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What happened, in words.
    pub(super) why: String,
    /// The level of its heading.
    #[prop_or(2)]
    pub(super) level: u8,
}

/// The engine did not start, or broke down: what to do. The text stays where it is.
#[component]
pub(super) fn EngineFailed(Props { why, level }: &Props) -> Html {
    let page = use_page();
    let t = page.language;
    let onclick = {
        let restart = page.restart.clone();
        Callback::from(move |_| restart.emit(()))
    };
    let command = html! { <code translate="no">{ "kbmatch scan FILE" }</code> };
    let why = html! { <code lang="en" translate="no">{ why }</code> };
    html! {
        <div class="panel is-failure" part="failure" role="alert">
            { heading(*level, html! { t.engine_stopped }) }
            <p>{ t.engine_text_kept }</p>
            <p><button type="button" class="button is-primary" {onclick}>{ t.engine_restart }</button></p>
            <p>{ t.engine_again }</p>
            <ul>
                <li>{ t.engine_reload }</li>
                <li>{ t.engine_browser }</li>
                <li>{ rich(t.engine_split, &[command]) }</li>
            </ul>
            <p class="failure-reason">{ rich(t.browser_says, &[why]) }</p>
        </div>
    }
}
