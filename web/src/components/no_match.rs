use super::draft::StartArticle;
use super::finding::against;
use super::notes::Notes;
use super::overview::OverviewPanel;
use super::what_was_read::events;
use super::wording::articles;
use crate::dom;
use crate::hooks::use_page;
use crate::route::Route;
use crate::state::Action;
use kbmatch::report::Finding;
use kbmatch::{Mention, Verdict};
use yew::prelude::*;

/// Nothing explains the text: what was read of it, and which articles came closest.
#[component]
pub(super) fn NoMatch() -> Html {
    let page = use_page();
    let t = page.language;
    let Some(answer) = &page.answer else { return Html::default() };
    let near: Vec<&Finding> =
        answer.report.results.iter().filter(|finding| finding.verdict == Verdict::NearMiss).collect();
    let all = page.known;
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
                if !answer.mentions.is_empty() {
                    <h3>{ t.speak_of_it }</h3>
                    <p>{ t.nothing_proves }</p>
                    <ul class="nearest">{ for answer.mentions.iter().map(mention) }</ul>
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

/// An article, and the words that it shares with the text.
fn mention(mention: &Mention) -> Html {
    let href = Route::Article(mention.article.clone()).href();
    html! {
        <li class="near">
            <a {href} lang={articles()}>{ &mention.title }</a>
            <p class="against"><bdi translate="no">{ mention.words.join(", ") }</bdi></p>
        </li>
    }
}
