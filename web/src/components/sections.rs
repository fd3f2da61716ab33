use super::causes::{Cause, causes, ruled_out, status};
use super::icon::Icon;
use super::prose::{Fill, heading, prose};
use super::wording::{articles, rich};
use crate::dom;
use crate::engine::ArticlePage;
use crate::hooks::use_page;
use crate::route::Route;
use crate::texts::Language;
use kbmatch::article::{License, Prose, Section};
use kbmatch::report::{Finding, Holds};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The article.
    pub(super) article: Rc<ArticlePage>,
    /// What is said of it, when there is a text.
    #[prop_or_default]
    pub(super) finding: Option<Finding>,
    /// The level of the sections' headings.
    pub(super) level: u8,
}

/// An article's prose: symptoms, causes, resolutions, background, sources.
#[component]
pub(super) fn Sections(Props { article, finding, level }: &Props) -> Html {
    let none = BTreeMap::new();
    let captures = finding.as_ref().map_or(&none, |finding| &finding.captures);
    let t = use_page().language;
    let fill = Fill { captures, level: level + 1, language: t };
    let causes = causes(article, finding.as_ref());
    let body = &article.body;
    let [cause, resolution] = titles(t, article);
    html! {
        <div class="sections">
            { plain(t.symptoms, &body.symptoms, &fill, *level) }
            { by_cause(Way::Cause, cause, &body.causes, &causes, &fill, *level) }
            { by_cause(Way::Resolution, resolution, &body.resolutions, &causes, &fill, *level) }
            if !body.more.is_empty() {
                { plain(t.more_information, &body.more, &fill, *level) }
            }
            { related(t, article, *level) }
            { sources(t, article, *level) }
        </div>
    }
}

fn plain(title: &str, text: &Prose, fill: &Fill<'_>, level: u8) -> Html {
    html! { <section>{ heading(level, html! { title }) }<div lang={articles()}>{ prose(text, fill) }</div></section> }
}

/// Where one goes to in an article.
#[derive(Clone, Copy)]
enum Way {
    Cause,
    Resolution,
}

impl Way {
    const ALL: [Self; 2] = [Self::Cause, Self::Resolution];

    fn name(self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::Resolution => "resolution",
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Cause => "[data-part='cause']",
            Self::Resolution => "[data-part='resolution']",
        }
    }
}

/// What the parts of an article are called that say why, and what to do.
fn titles(t: Language, article: &ArticlePage) -> [&'static str; 2] {
    if article.causes.len() > 1 { [t.causes, t.resolutions] } else { [t.cause, t.resolution] }
}

/// Leads to the parts of an article that it is read for: they stand below what the text shows, and symptoms may be long.
pub(super) fn ways(t: Language, article: &ArticlePage) -> Html {
    let way = |(way, title): (Way, &'static str)| {
        let onclick = Callback::from(move |_: MouseEvent| dom::go_to(way.heading()));
        html! { <button type="button" class="link-button" {onclick}>{ title }{ Icon::Down.view() }</button> }
    };
    html! {
        <nav class="ways" aria-label={t.parts_of_article}>
            { for Way::ALL.into_iter().zip(titles(t, article)).map(way) }
        </nav>
    }
}

fn by_cause(
    way: Way,
    title: &str,
    sections: &[Section],
    causes: &[Cause],
    fill: &Fill<'_>,
    level: u8,
) -> Html {
    let shared =
        sections.iter().filter(|section| section.cause.is_none()).map(|section| prose(&section.prose, fill));
    let of = |cause: &Cause| {
        let section = sections.iter().find(|section| section.cause.as_ref() == Some(&cause.name))?;
        let inner = Fill { level: fill.level + 1, ..*fill };
        let title = html! { <><span lang={articles()}>{ &cause.title }</span>{ " " }{ status(fill.language, cause.holds) }</> };
        let title = heading(level + 1, title);
        Some((
            cause.holds,
            html! { <section class="cause">{ title }<div lang={articles()}>{ prose(&section.prose, &inner) }</div></section> },
        ))
    };
    let (out, open): (Vec<_>, Vec<_>) =
        causes.iter().filter_map(of).partition(|(holds, _)| *holds == Some(Holds::No));
    html! {
        <section>
            <@{format!("h{level}")} tabindex="-1" data-part={way.name()}>{ title }</@>
            <div lang={articles()}>{ for shared }</div>
            { for open.into_iter().map(|(_, view)| view) }
            { ruled_out(fill.language, out.into_iter().map(|(_, view)| view).collect()) }
        </section>
    }
}

fn related(t: Language, article: &ArticlePage, level: u8) -> Html {
    if article.related.is_empty() {
        return Html::default();
    }
    let link = |(id, title): &(String, String)| {
        html! { <li><a href={Route::Article(id.clone()).href()} lang={articles()}>{ title }</a></li> }
    };
    html! {
        <section class="links">
            { heading(level, html! { t.related }) }
            <ul>{ for article.related.iter().map(link) }</ul>
        </section>
    }
}

fn sources(t: Language, article: &ArticlePage, level: u8) -> Html {
    let link = |source: &kbmatch::article::Source| {
        html! {
            <li>
                { external(t, source.url.as_str(), html! { <span lang={articles()}>{ &source.title }</span> }) }
                if let Some(updated) = &source.updated {
                    { " " }<span class="source-date">{ t.fill(t.updated, &[updated]) }</span>
                }
            </li>
        }
    };
    html! {
        <section class="links">
            { heading(level, html! { t.sources }) }
            <ul>{ for article.sources.iter().map(link) }</ul>
            if article.draft {
                <p>{ t.is_draft }</p>
            }
            if let Some(license) = &article.license {
                <p>{ terms(t, license) }</p>
            }
        </section>
    }
}

fn terms(t: Language, license: &License) -> Html {
    let name = html! { <span lang={articles()}>{ &license.name }</span> };
    let name = match &license.url {
        Some(url) => external(t, url.as_str(), name),
        None => name,
    };
    rich(t.license, &[html! { <span lang={articles()}>{ &license.attribution }</span> }, name])
}

/// A link that leaves the page, and says so.
pub(super) fn external(t: Language, url: &str, words: Html) -> Html {
    html! {
        <a href={url.to_owned()} target="_blank" rel="noreferrer">
            { words }{ Icon::External.view() }<span class="visually-hidden">{ " " }{ t.external }</span>
        </a>
    }
}
