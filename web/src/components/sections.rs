use super::causes::{Cause, causes, ruled_out, status};
use super::icon::Icon;
use super::prose::{Fill, heading, prose};
use crate::engine::ArticlePage;
use crate::route::Route;
use kbmatch::article::{Prose, Section};
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
    let fill = Fill { captures, level: level + 1 };
    let causes = causes(article, finding.as_ref());
    let body = &article.body;
    let (cause, resolution) =
        if causes.len() > 1 { ("Causes", "Resolutions") } else { ("Cause", "Resolution") };
    html! {
        <div class="sections">
            { plain("Symptoms", &body.symptoms, &fill, *level) }
            { by_cause(cause, &body.causes, &causes, &fill, *level) }
            { by_cause(resolution, &body.resolutions, &causes, &fill, *level) }
            if !body.more.is_empty() {
                { plain("More information", &body.more, &fill, *level) }
            }
            { related(article, *level) }
            { sources(article, *level) }
        </div>
    }
}

fn plain(title: &str, text: &Prose, fill: &Fill<'_>, level: u8) -> Html {
    html! { <section>{ heading(level, html! { title }) }{ prose(text, fill) }</section> }
}

fn by_cause(title: &str, sections: &[Section], causes: &[Cause], fill: &Fill<'_>, level: u8) -> Html {
    let shared =
        sections.iter().filter(|section| section.cause.is_none()).map(|section| prose(&section.prose, fill));
    let of = |cause: &Cause| {
        let section = sections.iter().find(|section| section.cause.as_ref() == Some(&cause.name))?;
        let inner = Fill { level: fill.level + 1, ..*fill };
        let title = heading(level + 1, html! { <>{ &cause.title }{ " " }{ status(cause.holds) }</> });
        Some((
            cause.holds,
            html! { <section class="cause">{ title }{ prose(&section.prose, &inner) }</section> },
        ))
    };
    let (out, open): (Vec<_>, Vec<_>) =
        causes.iter().filter_map(of).partition(|(holds, _)| *holds == Some(Holds::No));
    html! {
        <section>
            { heading(level, html! { title }) }
            { for shared }
            { for open.into_iter().map(|(_, view)| view) }
            { ruled_out(out.into_iter().map(|(_, view)| view).collect()) }
        </section>
    }
}

fn related(article: &ArticlePage, level: u8) -> Html {
    if article.related.is_empty() {
        return Html::default();
    }
    let link = |(id, title): &(String, String)| {
        html! { <li><a href={Route::Article(id.clone()).href()}>{ title }</a></li> }
    };
    html! {
        <section class="links">
            { heading(level, html! { "Related articles" }) }
            <ul>{ for article.related.iter().map(link) }</ul>
        </section>
    }
}

fn sources(article: &ArticlePage, level: u8) -> Html {
    let link = |source: &kbmatch::article::Source| {
        html! {
            <li>
                { external(source.url.as_str(), html! { &source.title }) }
                if let Some(updated) = &source.updated {
                    <span class="source-date">{ format!(" updated {updated}") }</span>
                }
            </li>
        }
    };
    html! {
        <section class="links">
            { heading(level, html! { "Sources" }) }
            <ul>{ for article.sources.iter().map(link) }</ul>
            if article.draft {
                <p>{ "A draft that a program made of its source: nobody has looked through it yet." }</p>
            }
            if let Some(license) = &article.license {
                <p>
                    { format!("{}, ", license.attribution) }
                    if let Some(url) = &license.url {
                        { external(url.as_str(), html! { &license.name }) }
                    } else {
                        { &license.name }
                    }
                </p>
            }
        </section>
    }
}

/// A link that leaves the page, and says so.
pub(super) fn external(url: &str, words: Html) -> Html {
    html! {
        <a href={url.to_owned()} target="_blank" rel="noreferrer">
            { words }{ Icon::External.view() }<span class="visually-hidden">{ " (opens another site in a new tab)" }</span>
        </a>
    }
}
