use yew::prelude::*;

/// What holds on every view.
#[component]
pub(super) fn Footer() -> Html {
    html! {
        <footer class="site-footer">
            <p>{ "kbmatch reads your text in this browser. Nothing of it is sent or stored, and once the page is loaded it needs no network." }</p>
            <p>{ "The articles are licensed under " }<a href="https://creativecommons.org/licenses/by/4.0/" target="_blank" rel="noreferrer">{ "CC BY 4.0" }</a>{ "; each names its sources." }</p>
        </footer>
    }
}
