use super::draft::StartArticle;
use super::finding::against;
use super::notes::Notes;
use super::overview::OverviewPanel;
use super::what_was_read::events;
use super::wording::{articles, rich};
use crate::dom;
use crate::engine::Entry;
use crate::hooks::{Page, use_page};
use crate::route::Route;
use crate::state::Action;
use kbmatch::Verdict;
use kbmatch::report::Finding;
use std::rc::Rc;
use yew::prelude::*;

/// More articles than this are a search, not an answer.
const NAMING: usize = 5;

/// Nothing explains the text: what was read of it, and which articles came closest.
#[component]
pub(super) fn NoMatch() -> Html {
    let page = use_page();
    let t = page.language;
    let Some(answer) = &page.answer else { return Html::default() };
    let near: Vec<&Finding> =
        answer.report.results.iter().filter(|finding| finding.verdict == Verdict::NearMiss).collect();
    let all = page.known;
    let named = page.named().unwrap_or_default();
    let is_near = |entry: &&Entry| near.iter().any(|finding| finding.article == entry.id);
    let naming: Vec<&Entry> = page.naming.iter().filter(|entry| !is_near(entry)).collect();
    let one = |finding: &&Finding| {
        let id = finding.article.clone();
        let page = page.clone();
        let onclick = Callback::from(move |_| {
            page.dispatch(Action::Choose(Some(id.clone())));
            dom::focus("[data-article-title]");
        });
        html! {
            <li class="near">
                <button type="button" class="link-button" lang={articles()} {onclick}>{ &finding.title }</button>
                { against(t, finding, 2) }
            </li>
        }
    };
    html! {
        <>
            <Notes />
            <div class="panel">
                <h2>{ t.no_match }</h2>
                <p>{ t.count(t.no_match_why, all) }</p>
                { events(t, &answer.report) }
                if !near.is_empty() {
                    <h3>{ t.closest }</h3>
                    <ul class="nearest">{ for near.iter().map(one) }</ul>
                }
                if !naming.is_empty() {
                    <h3>{ rich(t.articles_naming, &[html! { <bdi translate="no">{ &named }</bdi> }]) }</h3>
                    <ul class="nearest">{ for naming.iter().take(NAMING).map(|entry| link(entry)) }</ul>
                    if naming.len() > NAMING { { search(&page, &named, naming.len()) } }
                }
                <h3>{ t.what_you_can_do }</h3>
                <ul>
                    <li>{ t.do_paste_all }</li>
                    <li>{ t.do_add_around }</li>
                    <li><a href={Route::Articles.href()}>{ t.count(t.do_look_through, all) }</a>{ "." }</li>
                </ul>
                <StartArticle />
            </div>
            <OverviewPanel is_open=true />
        </>
    }
}

fn link(entry: &Entry) -> Html {
    let href = Route::Article(entry.id.clone()).href();
    html! { <li><a {href} lang={articles()}>{ &entry.title }</a></li> }
}

/// Leads to the search for `named`, which found `all` articles.
fn search(page: &Page, named: &str, all: usize) -> Html {
    let t = page.language;
    let onclick = {
        let query: Rc<str> = named.into();
        page.callback(move || Action::Search(Rc::clone(&query)))
    };
    html! { <p><a href={Route::Articles.href()} {onclick}>{ t.count(t.all_naming, all) }</a></p> }
}
