use crate::unreadable::Unreadable;
use yew::prelude::*;

/// A file that is no text: what it is, and what to do instead.
pub(super) fn could_not_read(name: &str, why: Unreadable) -> Html {
    html! {
        <div class="panel" role="alert">
            <h2>{ "Could not read " }<span class="file-name">{ name }</span></h2>
            <p>{ why.reason() }</p>
            <p>{ why.advice() }</p>
        </div>
    }
}
