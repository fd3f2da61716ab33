use super::article::article_head;
use super::engine_failed::EngineFailed;
use super::not_found::NotFound;
use super::not_loaded::NotLoaded;
use super::sections::Sections;
use super::verdict_badge::verdict_badge;
use super::why_not::WhyNot;
use crate::engine::{ArticlePage, SymptomWords};
use crate::hooks::{Page, use_page};
use crate::route::Route;
use crate::state::{Asked, Document, EngineState};
use kbmatch::symptom::Expr;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The article's id.
    pub(super) id: String,
}

/// An article to read, without a text: what it looks for stands in words.
#[component]
pub(super) fn Reader(Props { id }: &Props) -> Html {
    let page = use_page();
    let article = match (page.articles.get(id), &page.engine) {
        (Some(Asked::Page(article)), _) => article.clone(),
        (Some(Asked::Unknown), _) => return html! { <NotFound asked={id.clone()} /> },
        (Some(Asked::Unloaded(why)), _) => return not_loaded(&page, id, why),
        (None, EngineState::Failed(why)) => {
            return html! { <div class="view"><EngineFailed why={why.clone()} level=1 /></div> };
        }
        (None, _) => return html! { <div class="view"><h1 class="visually-hidden">{ "Article" }</h1></div> },
    };
    html! {
        <div class="view">
            { back(&page, id) }
            <article class="article" aria-labelledby="article-title">
                <header class="article-head">
                    <h1 id="article-title">{ &article.entry.title }</h1>
                    { article_head(&article) }
                </header>
                <WhyNot id={id.clone()} />
                <Sections article={article.clone()} level=2 />
                { symptoms(&article) }
            </article>
        </div>
    }
}

fn not_loaded(page: &Page, id: &str, why: &str) -> Html {
    let entry = page.catalogue.iter().find(|entry| entry.id == id);
    let title = entry.map_or(id, |entry| &entry.title).to_owned();
    html! {
        <div class="view">
            { back(page, id) }
            <article class="article">
                <header class="article-head"><h1>{ title }</h1></header>
                <NotLoaded id={id.to_owned()} why={why.to_owned()} />
            </article>
        </div>
    }
}

/// The way back to the text, and what the article is to it.
fn back(page: &Page, id: &str) -> Html {
    if page.document == Document::Empty {
        return html! { <p class="back"><a href={Route::Articles.href()}>{ "← All articles" }</a></p> };
    }
    let finding = page.results().iter().find(|finding| finding.article == id);
    html! {
        <p class="back">
            <a href={Route::Home.href()}>{ "← Back to your text" }</a>
            if let Some(finding) = finding {
                <span>{ verdict_badge(finding.verdict) }{ " for your text" }</span>
            }
        </p>
    }
}

fn symptoms(article: &ArticlePage) -> Html {
    let symptom = |symptom: &SymptomWords| {
        html! { <><dt>{ &symptom.name }</dt><dd>{ words(&symptom.expr) }</dd></> }
    };
    html! {
        <section class="symptoms">
            <h2>{ "What kbmatch looks for" }</h2>
            <p>{ "This article matches when the text shows: " }<strong>{ &article.applies }</strong>{ "." }</p>
            <dl>{ for article.symptoms.iter().map(symptom) }</dl>
        </section>
    }
}

fn words(expr: &Expr<String>) -> Html {
    let nested = |title: String, of: &[Expr<String>]| match of {
        [one] => words(one),
        of => html! { <>{ title }<ul>{ for of.iter().map(|e| html! { <li>{ words(e) }</li> }) }</ul></> },
    };
    match expr {
        Expr::Leaf(leaf) => html! { leaf },
        Expr::All(of) => nested("all of".to_owned(), of),
        Expr::AtLeast(1, of) => nested("one of".to_owned(), of),
        Expr::AtLeast(n, of) => nested(format!("at least {n} of"), of),
        Expr::Not(inner) => html! { <>{ "not: " }{ words(inner) }</> },
    }
}
