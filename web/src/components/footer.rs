use yew::prelude::*;

/// What holds on every view.
#[component]
pub(super) fn Footer() -> Html {
    html! {
        <footer class="site-footer">
            <p>{ "kbmatch reads your text in this browser. Nothing of it is sent or stored, and once the page is loaded it needs no network." }</p>
        </footer>
    }
}
