use super::verdict_badge::verdict_badge;
use super::wording::articles;
use crate::dom;
use crate::hooks::use_page;
use crate::state::Action;
use kbmatch::report::Finding;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What is said of the article.
    pub(super) finding: Finding,
    /// Whether the article is the one on the page.
    pub(super) is_shown: bool,
}

/// A result: shows its article when pressed.
#[component]
pub(super) fn Card(Props { finding, is_shown }: &Props) -> Html {
    let page = use_page();
    let t = page.language;
    let id = finding.article.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        page.dispatch(Action::Choose(Some(id.clone())));
        dom::focus("[data-article-title]");
    });
    html! {
        <button type="button" class="card" part="card" data-article={finding.article.clone()} aria-current={is_shown.then_some("true")} {onclick}>
            { verdict_badge(t, finding.verdict) }
            if finding.hits > 1 { <span class="card-hits">{ t.count(t.hits, finding.hits) }</span> }
            <span class="card-title" lang={articles()}>{ &finding.title }</span>
            <span class="card-id" translate="no">{ &finding.article }</span>
        </button>
    }
}
