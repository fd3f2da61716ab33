use super::article::severity;
use super::engine_failed::EngineFailed;
use crate::engine::Entry;
use crate::hooks::use_page;
use crate::route::Route;
use crate::state::EngineState;
use crate::words;
use std::collections::BTreeMap;
use yew::prelude::*;

/// All articles, by area.
#[component]
pub(super) fn Browse() -> Html {
    let page = use_page();
    if let EngineState::Failed(why) = &page.engine {
        return html! { <div class="view"><EngineFailed why={why.clone()} level=1 /></div> };
    }
    html! {
        <div class="view">
            <h1>{ "Articles" }</h1>
            if !page.catalogue.is_empty() {
                <p class="lead">{ format!("{} in this knowledge base.", words::count(page.catalogue.len(), "article")) }</p>
            }
            { article_list(&page.catalogue, 2) }
        </div>
    }
}

/// Articles under the names of their areas.
pub(super) fn article_list(catalogue: &[Entry], level: u8) -> Html {
    let mut areas: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in catalogue {
        areas.entry(words::area(&entry.area)).or_default().push(entry);
    }
    let area = |(name, entries): (String, Vec<&Entry>)| {
        html! {
            <section class="area">
                { super::prose::heading(level, html! { name }) }
                <ul class="article-list">{ for entries.into_iter().map(row) }</ul>
            </section>
        }
    };
    areas.into_iter().map(area).collect()
}

fn row(entry: &Entry) -> Html {
    html! {
        <li key={entry.id.clone()}>
            <a href={Route::Article(entry.id.clone()).href()}>{ &entry.title }</a>
            <span class="article-list-facts">
                { severity(entry.severity) }
                <span class="card-id">{ &entry.id }</span>
                <span>{ entry.products.join(", ") }</span>
            </span>
        </li>
    }
}
