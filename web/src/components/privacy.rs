use super::icon::Icon;
use super::wording::rich;
use crate::texts::Language;
use yew::prelude::*;

/// That nothing leaves the page, and how to see that for oneself.
pub(super) fn privacy(t: Language) -> Html {
    let network = html! { <b>{ t.privacy_network }</b> };
    let policy = html! { <code translate="no">{ "Content-Security-Policy" }</code> };
    html! {
        <details class="privacy">
            <summary>{ Icon::Lock.view() }<span>{ t.privacy_summary }</span></summary>
            <ol>
                <li>{ rich(t.privacy_open_tools, &[network]) }</li>
                <li>{ t.privacy_paste }</li>
                <li>{ t.privacy_offline }</li>
            </ol>
            <p>{ rich(t.privacy_policy, &[policy]) }</p>
        </details>
    }
}
