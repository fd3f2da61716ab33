use crate::dom;
use crate::hooks::Page;
use crate::state::Document;
use yew::prelude::*;

/// That a newer build of the page is there. It waits for the user: a reload takes the text with it.
pub(super) fn update_notice(page: &Page) -> Html {
    let onclick = Callback::from(|_: MouseEvent| dom::update());
    html! {
        <div class="update" role="status">
            if page.has_update {
                <p>
                    { "A newer version of this page is ready. " }
                    if page.document != Document::Empty {
                        { "Your text will be gone when it takes over." }
                    }
                </p>
                <button type="button" class="button" {onclick}>{ "Use the new version" }</button>
            }
        </div>
    }
}
