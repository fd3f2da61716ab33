use super::icon::Icon;
use yew::prelude::*;

/// That nothing leaves the page, and how to see that for oneself.
pub(super) fn privacy() -> Html {
    html! {
        <details class="privacy">
            <summary>{ Icon::Lock.view() }<span>{ "Nothing leaves this page: how to check" }</span></summary>
            <ol>
                <li>{ "Open the browser's developer tools (F12) and choose " }<b>{ "Network" }</b>{ "." }</li>
                <li>{ "Paste an event here. The list stays empty: no request goes out." }</li>
                <li>{ "Or switch the network off. The page answers all the same, because the engine and all articles are already in it." }</li>
            </ol>
            <p>
                { "The page's security policy (its " }<code>{ "Content-Security-Policy" }</code>
                { ") lets it load its own files and forbids every other address. Your text is kept in this tab's memory only, and is gone when you close it." }
            </p>
        </details>
    }
}
