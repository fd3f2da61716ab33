use super::article::{area, severity};
use super::engine_failed::EngineFailed;
use super::not_found::NotFound;
use super::wording::{articles, rich};
use crate::engine::Entry;
use crate::hooks::{Page, use_page};
use crate::route::Route;
use crate::state::{Action, EngineState};
use crate::texts::Language;
use crate::words;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// All articles, by area.
#[component]
pub(super) fn Browse() -> Html {
    let page = use_page();
    let t = page.language;
    if let EngineState::Failed(why) = &page.engine {
        return html! { <div class="view"><EngineFailed why={why.clone()} level=1 /></div> };
    }
    html! {
        <div class="view">
            <h1>{ t.articles }</h1>
            if page.known > 0 {
                <p class="lead">{ t.count(t.articles_in_base, page.known) }</p>
                { search_box(&page) }
            }
            { listed(&page, MOST_LISTED) }
        </div>
    }
}

/// Where one types what to look for; [`listed`] shows what is found.
pub(super) fn search_box(page: &Page) -> Html {
    let oninput = {
        let page = page.clone();
        Callback::from(move |event: InputEvent| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            page.dispatch(Action::Search(input.map_or_else(String::new, |input| input.value()).into()));
        })
    };
    html! {
        <div class="search" role="search">
            <label for="search">{ page.language.search_label }</label>
            <input id="search" type="search" autocomplete="off" spellcheck="false" value={page.query.to_string()} {oninput} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct AreaProps {
    /// The area's folder.
    pub(super) folder: String,
}

/// The articles of an area.
#[component]
pub(super) fn Area(AreaProps { folder }: &AreaProps) -> Html {
    let page = use_page();
    let t = page.language;
    if let EngineState::Failed(why) = &page.engine {
        return html! { <div class="view"><EngineFailed why={why.clone()} level=1 /></div> };
    }
    let entries: Vec<&Entry> = page.catalogue.iter().filter(|entry| entry.area == *folder).collect();
    if entries.is_empty() && !page.catalogue.is_empty() {
        return html! { <NotFound asked={Route::Area(folder.clone()).href()} /> };
    }
    html! {
        <div class="view">
            <p class="back"><a href={Route::Articles.href()}>{ t.all_articles }</a></p>
            <h1>{ area(t, folder) }</h1>
            if !entries.is_empty() {
                <p class="lead">{ t.count(t.articles_in_area, entries.len()) }</p>
                <ul class="article-list">{ for entries.into_iter().map(|entry| row(t, entry)) }</ul>
            } else {
                { large(&page) }
            }
        </div>
    }
}

/// Of larger bases only the areas are listed at once.
const MOST_LISTED: usize = 500;

/// The areas, and all articles if there are no more than `most`; or what the search found.
pub(super) fn listed(page: &Page, most: usize) -> Html {
    let t = page.language;
    if page.query.trim().is_empty() {
        if page.catalogue.is_empty() {
            return large(page);
        }
        let is_listed = page.catalogue.len() <= most;
        return html! {
            <>
                { areas(t, &page.catalogue) }
                if is_listed { { article_list(t, &page.catalogue, 2) } }
            </>
        };
    }
    if let Some(why) = &page.unsearched {
        return unsearched(t, why);
    }
    let found: Vec<&Entry> = page.found.iter().collect();
    html! {
        <section class="area" aria-labelledby="found-title">
            <div role="status"><h2 id="found-title">{ t.count(t.articles_found, found.len()) }</h2></div>
            if found.is_empty() {
                <p>{ rich(t.found_nothing, &[html! { <a href={Route::Home.href()}>{ t.found_nothing_paste }</a> }]) }</p>
            } else {
                <ul class="article-list">{ for found.into_iter().map(|entry| row(t, entry)) }</ul>
            }
        </section>
    }
}

/// In place of a list that would be too long: what a search loads, and where the lists are.
fn large(page: &Page) -> Html {
    let t = page.language;
    html! {
        if page.known > 0 {
            <p>{ t.search_loads_parts }</p>
            if let Some(lists) = &page.site.lists {
                <p><a href={lists.as_str().to_owned()}>{ t.browse_lists }</a></p>
            }
        }
    }
}

/// That nothing could be looked through.
fn unsearched(t: Language, why: &str) -> Html {
    html! {
        <div class="callout is-possible" role="alert">
            <p>{ t.not_searched }</p>
            <p class="failure-reason"><code lang="en" translate="no">{ why.to_owned() }</code></p>
        </div>
    }
}

/// The areas, and how many articles each has.
pub(super) fn areas(t: Language, catalogue: &[Entry]) -> Html {
    let mut areas: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for entry in catalogue {
        areas.entry(place(&entry.area)).or_insert((&entry.area, 0)).1 += 1;
    }
    let area = |(folder, count): (&str, usize)| {
        let href = Route::of_area(folder).href();
        html! { <li><a {href}>{ area(t, folder) }</a><span class="areas-count">{ t.number(count) }</span></li> }
    };
    html! { <ul class="areas">{ for areas.into_values().map(area) }</ul> }
}

/// Articles under the names of their areas.
fn article_list(t: Language, catalogue: &[Entry], level: u8) -> Html {
    let mut areas: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in catalogue {
        areas.entry(place(&entry.area)).or_default().push(entry);
    }
    let area = |entries: Vec<&Entry>| {
        let folder = entries.first().map_or("", |entry| &entry.area);
        html! {
            <section class="area">
                { super::prose::heading(level, area(t, folder)) }
                <ul class="article-list">{ for entries.into_iter().map(|entry| row(t, entry)) }</ul>
            </section>
        }
    };
    areas.into_values().map(area).collect()
}

/// What areas are sorted by: their names as people look for them, in which capitals do not come first.
fn place(area: &str) -> String {
    words::area(area).to_ascii_lowercase()
}

fn row(t: Language, entry: &Entry) -> Html {
    html! {
        <li key={entry.id.clone()}>
            <a href={Route::Article(entry.id.clone()).href()} lang={articles()}>{ &entry.title }</a>
            <span class="article-list-facts">
                { severity(t, entry.severity) }
                <span class="card-id" translate="no">{ &entry.id }</span>
                <span lang={articles()}>{ entry.products.join(", ") }</span>
            </span>
        </li>
    }
}
