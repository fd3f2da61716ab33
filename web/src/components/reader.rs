use super::article::article_head;
use super::engine_failed::EngineFailed;
use super::not_found::NotFound;
use super::not_loaded::NotLoaded;
use super::sections::{Sections, ways};
use super::verdict_badge::verdict_badge;
use super::why_not::WhyNot;
use super::wording::{articles, asked, rich};
use crate::conditions;
use crate::engine::{ArticlePage, Expected, SymptomWords};
use crate::hooks::{Page, use_page};
use crate::route::Route;
use crate::state::{Asked, Document, EngineState};
use crate::texts::Language;
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
    let t = page.language;
    let article = match (page.articles.get(id), &page.engine) {
        (Some(Asked::Page(article)), _) => article.clone(),
        (Some(Asked::Unknown), _) => return html! { <NotFound asked={id.clone()} /> },
        (Some(Asked::Unloaded(why)), _) => return not_loaded(&page, id, why),
        (None, EngineState::Failed(why)) => {
            return html! { <div class="view"><EngineFailed why={why.clone()} level=1 /></div> };
        }
        (None, _) => return html! { <div class="view"><h1 class="visually-hidden">{ t.article }</h1></div> },
    };
    html! {
        <div class="view">
            { back(&page, id) }
            <article class="article" part="article" aria-labelledby="article-title">
                <header class="article-head">
                    <h1 id="article-title" lang={articles()}>{ &article.entry.title }</h1>
                    { article_head(t, &article) }
                    { ways(t, &article) }
                </header>
                <WhyNot id={id.clone()} />
                <Sections article={article.clone()} level=2 />
                { symptoms(t, &article) }
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
                <header class="article-head"><h1 lang={articles()}>{ title }</h1></header>
                <NotLoaded id={id.to_owned()} why={why.to_owned()} />
            </article>
        </div>
    }
}

/// The way back to the text, and what the article is to it.
fn back(page: &Page, id: &str) -> Html {
    let t = page.language;
    if page.document == Document::Empty {
        return html! { <p class="back"><a href={Route::Articles.href()}>{ t.all_articles }</a></p> };
    }
    let finding = page.results().iter().find(|finding| finding.article == id);
    html! {
        <p class="back">
            <a href={Route::Home.href()}>{ t.back_to_text }</a>
            if let Some(finding) = finding {
                <span>{ rich(t.for_your_text, &[verdict_badge(t, finding.verdict)]) }</span>
            }
        </p>
    }
}

fn symptoms(t: Language, article: &ArticlePage) -> Html {
    let symptom = |symptom: &SymptomWords| {
        html! { <><dt lang={articles()}>{ &symptom.name }</dt><dd>{ words(t, &symptom.expr) }</dd></> }
    };
    let applies = conditions::condition(t, &article.applies);
    let applies = html! { <strong translate="no">{ applies }</strong> };
    html! {
        <section class="symptoms">
            <h2>{ t.looks_for }</h2>
            <p>{ rich(t.matches_when, &[applies]) }</p>
            <dl>{ for article.symptoms.iter().map(symptom) }</dl>
        </section>
    }
}

fn words(t: Language, expr: &Expr<Expected>) -> Html {
    let nested = |title: String, of: &[Expr<Expected>]| match of {
        [one] => words(t, one),
        of => {
            html! { <>{ title }<ul>{ for of.iter().map(|part| html! { <li>{ words(t, part) }</li> }) }</ul></> }
        }
    };
    match expr {
        Expr::Leaf(leaf) => asked(t, leaf),
        Expr::All(of) => nested(t.all_of.to_owned(), of),
        Expr::AtLeast(1, of) => nested(t.one_of.to_owned(), of),
        Expr::AtLeast(n, of) => nested(t.fill(t.at_least_of, &[&n.to_string()]), of),
        Expr::Not(inner) => rich(t.not_of, &[words(t, inner)]),
    }
}
