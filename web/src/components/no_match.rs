use super::finding::against;
use super::notes::Notes;
use super::what_was_read::events;
use crate::dom;
use crate::hooks::use_page;
use crate::route::Route;
use crate::state::Action;
use crate::words;
use kbmatch::Verdict;
use kbmatch::report::Finding;
use yew::prelude::*;

/// Nothing explains the text: what was read of it, and which articles came closest.
#[component]
pub(super) fn NoMatch() -> Html {
    let page = use_page();
    let Some(answer) = &page.answer else { return Html::default() };
    let near: Vec<&Finding> =
        answer.report.results.iter().filter(|finding| finding.verdict == Verdict::NearMiss).collect();
    let all = words::count(page.catalogue.len(), "article");
    let one = |finding: &&Finding| {
        let id = finding.article.clone();
        let page = page.clone();
        let onclick = Callback::from(move |_| {
            page.dispatch(Action::Choose(Some(id.clone())));
            dom::focus("[data-article-title]");
        });
        html! {
            <li class="near">
                <button type="button" class="link-button" {onclick}>{ &finding.title }</button>
                { against(finding, 2) }
            </li>
        }
    };
    html! {
        <>
            <Notes />
            <div class="panel">
                <h2>{ "No article explains this text" }</h2>
                <p>
                    { format!("None of the {all} here matches what your text says. That is an answer about these articles, not about your system.") }
                </p>
                { events(&answer.report) }
                if !near.is_empty() {
                    <h3>{ "What came closest" }</h3>
                    <ul class="nearest">{ for near.iter().map(one) }</ul>
                }
                <h3>{ "What you can do" }</h3>
                <ul>
                    <li>{ "Paste the whole event: in Event Viewer, select it and choose Copy > Copy details as text." }</li>
                    <li>{ "Add the events just before and after it; the first failure often names the cause." }</li>
                    <li><a href={Route::Articles.href()}>{ format!("Look through the {all}") }</a>{ "." }</li>
                </ul>
            </div>
        </>
    }
}
