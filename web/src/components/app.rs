use super::browse::{Area, Browse};
use super::footer::Footer;
use super::header::Header;
use super::not_found::NotFound;
use super::reader::Reader;
use super::update::update_notice;
use super::workspace::Workspace;
use crate::dom;
use crate::element::use_frame;
use crate::hooks::{Page, use_new_page};
use crate::intake::Before;
use crate::route::Route;
use crate::state::Document;
use crate::words;
use yew::prelude::*;

/// What the page begins with.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AppProps {
    /// What the user did before it was drawn.
    pub before: Before,
}

/// The whole page.
#[component]
pub fn App(AppProps { before }: &AppProps) -> Html {
    let page = use_new_page(before);
    use_frame(&page);
    let view = match page.route.clone() {
        Route::Home | Route::Shared(_) => html! { <Workspace /> },
        Route::Articles => html! { <Browse /> },
        Route::Area(folder) => html! { <Area {folder} /> },
        Route::Article(id) => html! { <Reader {id} /> },
        Route::Unknown(asked) => html! { <NotFound {asked} /> },
    };
    html! {
        <ContextProvider<Page> context={page.clone()}>
            { skip_link(&page) }
            <Header />
            { update_notice(&page) }
            <main tabindex="-1">{ view }</main>
            <Footer />
            <p class="visually-hidden" role="status" data-announcer="">{ announcement(&page) }</p>
        </ContextProvider<Page>>
    }
}

/// No link to `#content`: what stands behind the `#` are the page's routes.
fn skip_link(page: &Page) -> Html {
    let onclick = Callback::from(|_| dom::focus_top("#app main"));
    html! { <button type="button" class="skip-link" {onclick}>{ page.language.skip }</button> }
}

fn announcement(page: &Page) -> String {
    if !page.route.is_home() {
        return String::new();
    }
    let t = page.language;
    match (&page.document, &page.reading, &page.answer) {
        (Document::Large { .. }, Some(reading), _) if reading.is_stopped => t.announce_stopped.to_owned(),
        (Document::Large { name, .. }, Some(reading), _) => {
            words::progress_announcement(t, name, &reading.progress)
        }
        (_, _, Some(answer)) if page.is_current() => words::announcement(t, &answer.report),
        _ => String::new(),
    }
}
