use super::prose::heading;
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
    let onclick = {
        let restart = page.restart.clone();
        Callback::from(move |_| restart.emit(()))
    };
    html! {
        <div class="panel is-failure" role="alert">
            { heading(*level, html! { "The matching engine stopped" }) }
            <p>{ "Your text is still here, and nothing was sent anywhere." }</p>
            <p><button type="button" class="button is-primary" {onclick}>{ "Start it again" }</button></p>
            <p>{ "If it stops again:" }</p>
            <ul>
                <li>{ "Reload the page. Copy your text first if you have no other copy of it." }</li>
                <li>{ "Use a current version of Firefox, Chrome, Edge or Safari, and see that no extension or policy blocks WebAssembly or workers here." }</li>
                <li>{ "Split a very large log, or use " }<code>{ "kbmatch scan FILE" }</code>{ " in a terminal: it gives the same answers." }</li>
            </ul>
            <p class="failure-reason">{ "The browser says: " }<code>{ why }</code></p>
        </div>
    }
}
