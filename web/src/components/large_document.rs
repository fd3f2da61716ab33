use super::excerpts::Excerpts;
use super::icon::Icon;
use super::viewer::Viewer;
use crate::hooks::use_page;
use crate::viewer::LineEnds;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What it is called.
    pub(super) name: Rc<str>,
    /// Its length in bytes, when it was read.
    #[prop_or_default]
    pub(super) size: Option<usize>,
    /// How its lines end, if it is text.
    #[prop_or_default]
    pub(super) ends: Option<LineEnds>,
}

/// A document that is not edited on the page: its name, its size, and its lines; of what is no text, those that matter.
#[component]
pub(super) fn LargeDocument(props: &Props) -> Html {
    let page = use_page();
    let t = page.language;
    let digest = page.answer.as_ref().and_then(|answer| answer.digest.as_ref());
    let lines = digest.map(|digest| t.count(t.lines, digest.lines));
    let facts = props.size.map(|size| t.size(size)).into_iter().chain(lines).collect::<Vec<_>>().join(", ");
    html! {
        <div class="document">
            <p class="document-chip">
                { Icon::Document.view() }
                <bdi class="document-name" translate="no">{ props.name.as_ref() }</bdi>
                <span class="document-facts">{ facts }</span>
            </p>
            if let Some(ends) = props.ends { <Viewer {ends} /> } else { <Excerpts /> }
        </div>
    }
}
