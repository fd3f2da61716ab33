use super::wording::rich;
use crate::texts::Language;
use crate::unreadable::Unreadable;
use yew::prelude::*;

/// A file that is no text: what it is, and what to do instead.
pub(super) fn could_not_read(t: Language, name: &str, why: Unreadable) -> Html {
    html! {
        <div class="panel" role="alert">
            <h2>{ rich(t.could_not_read, &[file_name(name)]) }</h2>
            <p>{ why.reason(t) }</p>
            <p>{ why.advice(t) }</p>
        </div>
    }
}

/// The name of the user's file.
pub(super) fn file_name(name: &str) -> Html {
    html! { <bdi class="file-name" translate="no">{ name }</bdi> }
}
