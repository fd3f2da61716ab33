use crate::dom;
use crate::hooks::Page;
use crate::state::Document;
use yew::prelude::*;

/// That a newer build of the page is there. It waits for the user: a reload takes the text with it.
pub(super) fn update_notice(page: &Page) -> Html {
    let t = page.language;
    let onclick = Callback::from(|_: MouseEvent| dom::update());
    html! {
        <div class="update" role="status">
            if page.has_update {
                <p>
                    { t.update_ready }{ " " }
                    if page.document != Document::Empty {
                        { t.update_loses_text }
                    }
                </p>
                <button type="button" class="button" {onclick}>{ t.update_use }</button>
            }
        </div>
    }
}
