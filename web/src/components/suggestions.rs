use super::icon::Icon;
use super::not_loaded::NotLoaded;
use super::reader::Reader;
use super::sections::Sections;
use super::verdict_badge::verdict_badge;
use super::wording::{articles, value};
use crate::dom;
use crate::element::{Heard, Host, Suggested};
use crate::evidence;
use crate::hooks::{Page, use_page};
use crate::route::Route;
use crate::state::{Action, Asked};
use crate::texts::Language;
use kbmatch::Verdict;
use kbmatch::report::Finding;
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::prelude::*;

/// More articles than this are a list to read, not a suggestion.
const MOST: usize = 3;

/// More of the user's words than this prove nothing better.
const QUOTED: usize = 3;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// Who is told what the user thinks of them.
    pub(super) host: Host,
}

/// What the user thinks of the articles so far.
#[derive(Clone, Debug, Default, PartialEq)]
struct Opinion {
    /// The text for which an article helped.
    solved: Option<Rc<str>>,
    /// Articles that were suggested and did not help: they are not suggested again.
    declined: BTreeSet<String>,
}

/// Articles that may answer what the user writes in the portal's form.
#[component]
pub(super) fn Suggestions(Props { host }: &Props) -> Html {
    let page = use_page();
    let opinion = use_state_eq(Opinion::default);
    let text: Rc<str> = page.document.text().into();
    let is_solved = opinion.solved.as_ref() == Some(&text);
    let findings: Vec<&Finding> = suggested(&page, &opinion.declined);
    let t = page.language;
    let announced = if is_solved { t.solved_thanks.to_owned() } else { announcement(&page, &findings) };
    html! {
        <>
            <p class="visually-hidden" role="status" data-announcer="">{ announced }</p>
            if is_solved {
                <p class="suggestions is-solved"><slot name="solved">{ Icon::Match.view() }{ t.solved_thanks }</slot></p>
            } else if let Route::Article(id) = page.route.clone() {
                <div class="suggestions"><Reader {id} /></div>
            } else if !findings.is_empty() {
                <section class={classes!("suggestions", (!page.is_current()).then_some("is-stale"))} aria-labelledby="suggestions-title">
                    <h2 id="suggestions-title"><slot name="heading">{ t.suggestions }</slot></h2>
                    <ol class="suggestion-list">
                        { for findings.iter().map(|finding| suggestion(&page, host, &opinion, &findings, finding)) }
                    </ol>
                    { decline(t, host, &opinion, &findings) }
                </section>
            }
        </>
    }
}

/// The best that were not declined.
fn suggested<'a>(page: &'a Page, declined: &BTreeSet<String>) -> Vec<&'a Finding> {
    let likely = page.results().iter().filter(|finding| finding.verdict != Verdict::NearMiss);
    likely.filter(|finding| !declined.contains(&finding.article)).take(MOST).collect()
}

fn announcement(page: &Page, findings: &[&Finding]) -> String {
    match findings {
        [best, ..] if page.is_current() => {
            page.language.count_with(page.language.announce_suggestions, findings.len(), &[&best.title])
        }
        _ => String::new(),
    }
}

fn suggestion(
    page: &Page,
    host: &Host,
    opinion: &UseStateHandle<Opinion>,
    all: &[&Finding],
    finding: &Finding,
) -> Html {
    let id = finding.article.clone();
    let is_open = page.chosen.as_ref() == Some(&id);
    let toggle = {
        let (page, id) = (page.clone(), id.clone());
        Callback::from(move |_: MouseEvent| {
            page.dispatch(Action::Choose((!is_open).then(|| id.clone())));
        })
    };
    html! {
        <li key={id.clone()} class={classes!("suggestion", is_open.then_some("is-open"))} part="card">
            <h3>
                <button
                    type="button" class="suggestion-title" data-article={id.clone()}
                    aria-expanded={if is_open { "true" } else { "false" }} onclick={toggle}
                >
                    { verdict_badge(page.language, finding.verdict) }
                    <span lang={articles()}>{ &finding.title }</span>
                </button>
            </h3>
            { because(page.language, finding) }
            if is_open { { article(page, finding) } }
            { solved(page, host, opinion, all, &id) }
        </li>
    }
}

/// The user's own words that point to the article.
fn because(t: Language, finding: &Finding) -> Html {
    let items = evidence::items(finding);
    let mut found: Vec<&str> =
        items.iter().map(|item| item.found).filter(|found| !found.is_empty()).collect();
    found.dedup();
    let quote = |found: &&str| html! { <li part="evidence"><q>{ value(found) }</q></li> };
    html! {
        <div class="suggestion-because">
            <span>{ t.text_says }</span>
            <ul>{ for found.iter().take(QUOTED).map(quote) }</ul>
        </div>
    }
}

fn article(page: &Page, finding: &Finding) -> Html {
    let view = match page.articles.get(&finding.article) {
        Some(Asked::Page(article)) => html! { <Sections {article} finding={finding.clone()} level=4 /> },
        Some(Asked::Unloaded(why)) => {
            html! { <NotLoaded id={finding.article.clone()} why={why.clone()} /> }
        }
        Some(Asked::Unknown) | None => {
            html! { <p class="working" role="status">{ page.language.loading }</p> }
        }
    };
    html! { <div class="suggestion-article" part="article">{ view }</div> }
}

fn solved(page: &Page, host: &Host, opinion: &UseStateHandle<Opinion>, all: &[&Finding], id: &str) -> Html {
    let suggested = told(all);
    let (host, opinion, id) = (host.clone(), opinion.clone(), id.to_owned());
    let text: Rc<str> = page.document.text().into();
    let onclick = Callback::from(move |_: MouseEvent| {
        host.tell(&Heard::Solved { article: &id, suggested: &suggested });
        dom::focus(".element-view");
        opinion.set(Opinion { solved: Some(Rc::clone(&text)), ..(*opinion).clone() });
    });
    html! {
        <button type="button" class="button is-solved" {onclick}>{ Icon::Tick.view() }{ page.language.solved }</button>
    }
}

fn decline(t: Language, host: &Host, opinion: &UseStateHandle<Opinion>, all: &[&Finding]) -> Html {
    let suggested = told(all);
    let (host, opinion) = (host.clone(), opinion.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        host.tell(&Heard::Unsolved { suggested: &suggested });
        let mut known = (*opinion).clone();
        known.declined.extend(suggested.iter().map(|suggested| suggested.article.clone()));
        opinion.set(known);
    });
    html! { <button type="button" class="link-button" {onclick}>{ t.not_solved }</button> }
}

fn told(findings: &[&Finding]) -> Rc<[Suggested]> {
    let told = |finding: &&Finding| Suggested { article: finding.article.clone(), verdict: finding.verdict };
    findings.iter().map(told).collect()
}
