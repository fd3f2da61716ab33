use super::icon::Icon;
use super::wording::rich;
use crate::texts::Language;
use yew::prelude::*;

/// That nothing leaves the page, and how to see that for oneself; of a large base, what requests for its parts tell.
pub(super) fn privacy(t: Language, is_routed: bool) -> Html {
    let network = html! { <b>{ t.privacy_network }</b> };
    let policy = html! { <code translate="no">{ "Content-Security-Policy" }</code> };
    html! {
        <details class="privacy">
            <summary>{ Icon::Lock.view() }<span>{ if is_routed { t.privacy_summary_routed } else { t.privacy_summary } }</span></summary>
            <ol>
                <li>{ rich(t.privacy_open_tools, &[network]) }</li>
                if is_routed {
                    <li>{ t.privacy_paste_routed }</li>
                    <li>{ t.privacy_parts }</li>
                } else {
                    <li>{ t.privacy_paste }</li>
                    <li>{ t.privacy_offline }</li>
                }
            </ol>
            <p>{ rich(t.privacy_policy, &[policy]) }</p>
        </details>
    }
}
