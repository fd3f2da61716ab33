use yew::prelude::*;

/// What holds on every view.
#[component]
pub(super) fn Footer() -> Html {
    html! {
        <footer class="site-footer">
            <p>{ "kbmatch reads your text in this browser. It sends nothing, stores nothing, and works offline once loaded." }</p>
        </footer>
    }
}
