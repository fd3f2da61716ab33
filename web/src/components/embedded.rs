use super::browse::{Area, Browse};
use super::evidence_list::EvidenceList;
use super::icon::Icon;
use super::input_panel::InputPanel;
use super::not_found::NotFound;
use super::outcome::Outcome;
use super::reader::Reader;
use super::results::Results;
use super::suggestions::Suggestions;
use crate::element::{Host, Mode, Remote, use_reports};
use crate::hooks::{Page, use_connected_page};
use crate::route::Route;
use crate::state::{Document, State};
use crate::texts::Language;
use crate::words;
use yew::prelude::*;

/// What a view is drawn with.
#[derive(PartialEq, Properties)]
pub struct EmbeddedProps {
    /// What it shows.
    pub mode: Mode,
    /// The language of what it says.
    pub language: Language,
    /// The class around it.
    pub host: Host,
    /// How that reaches in.
    pub remote: Remote,
}

/// The page's parts in a page that is not ours: no address, no title, no theme of the document is touched.
#[component]
pub fn Embedded(EmbeddedProps { mode, language, host, remote }: &EmbeddedProps) -> Html {
    let start = {
        let host = host.clone();
        move |events| host.engine(events)
    };
    let initial = || State { is_embedded: true, language: *language, ..State::default() };
    let page = use_connected_page(initial, start);
    use_reports(&page, host);
    remote.reach(&page);
    let view = match mode {
        Mode::Panel => panel(&page),
        Mode::Suggest => html! { <Suggestions host={host.clone()} /> },
    };
    html! {
        <ContextProvider<Page> context={page.clone()}>
            <div class="element-view" tabindex="-1" lang={language.tag()} dir={language.direction()}>{ view }</div>
            if *mode == Mode::Panel {
                <p class="visually-hidden" role="status" data-announcer="">{ announcement(&page) }</p>
            }
        </ContextProvider<Page>>
    }
}

fn panel(page: &Page) -> Html {
    match page.route.clone() {
        // Links to texts lead to the page alone.
        Route::Home | Route::Shared(_) => workspace(page),
        Route::Articles => html! {
            <div class="view">
                <p class="back"><a href={Route::Home.href()}>{ page.language.element_back }</a></p>
                <Browse />
            </div>
        },
        Route::Area(folder) => html! { <Area {folder} /> },
        Route::Article(id) => html! { <Reader {id} /> },
        Route::Unknown(asked) => html! { <NotFound {asked} /> },
    }
}

fn workspace(page: &Page) -> Html {
    let is_empty = page.document == Document::Empty;
    html! {
        <div class={classes!("workspace", if is_empty { "is-empty" } else { "is-active" })}>
            <div class="workspace-side">
                <InputPanel key="input" />
                if !is_empty {
                    <Results />
                    <EvidenceList />
                }
            </div>
            if is_empty && page.engine_works() { { intro(page) } } else { <Outcome /> }
            <slot name="footer" />
        </div>
    }
}

/// What there is to say before there is a text; a portal may have other words for it.
fn intro(page: &Page) -> Html {
    let t = page.language;
    html! {
        <slot name="intro">
            <p class="element-intro">
                { Icon::Lock.view() }
                <span>{ t.element_privacy }</span>
                if page.known > 0 {
                    <a href={Route::Articles.href()}>{ t.count(t.search_and_browse, page.known) }</a>
                }
            </p>
        </slot>
    }
}

fn announcement(page: &Page) -> String {
    match &page.answer {
        Some(answer) if page.is_current() => words::announcement(page.language, &answer.report),
        _ => String::new(),
    }
}
