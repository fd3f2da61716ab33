use super::article::severity;
use super::engine_failed::EngineFailed;
use crate::engine::Entry;
use crate::hooks::{Page, use_page};
use crate::route::Route;
use crate::state::{Action, EngineState};
use crate::words;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
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
            if !page.catalogue.is_empty() { { search_box(&page) } }
            { listed(&page) }
        </div>
    }
}

fn search_box(page: &Page) -> Html {
    let oninput = {
        let page = page.clone();
        Callback::from(move |event: InputEvent| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            page.dispatch(Action::Search(input.map_or_else(String::new, |input| input.value()).into()));
        })
    };
    html! {
        <div class="search" role="search">
            <label for="search">{ "Search by words, event ids, error codes or sources" }</label>
            <input id="search" type="search" autocomplete="off" spellcheck="false" value={page.query.to_string()} {oninput} />
        </div>
    }
}

/// All articles by area, or what the search found.
fn listed(page: &Page) -> Html {
    if page.query.trim().is_empty() {
        return article_list(&page.catalogue, 2);
    }
    let entry = |id: &String| page.catalogue.iter().find(|entry| entry.id == *id);
    let found: Vec<&Entry> = page.found.iter().filter_map(entry).collect();
    html! {
        <section class="area" aria-labelledby="found-title">
            <div role="status"><h2 id="found-title">{ format!("{} found", words::count(found.len(), "article")) }</h2></div>
            if !found.is_empty() { <ul class="article-list">{ for found.into_iter().map(row) }</ul> }
        </section>
    }
}

/// The areas, and how many articles each has.
pub(super) fn areas(catalogue: &[Entry]) -> Html {
    let mut areas: BTreeMap<String, usize> = BTreeMap::new();
    for entry in catalogue {
        *areas.entry(words::area(&entry.area)).or_default() += 1;
    }
    let area = |(name, count): (String, usize)| html! { <li>{ name }<span class="areas-count">{ count }</span></li> };
    html! { <ul class="areas">{ for areas.into_iter().map(area) }</ul> }
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
