use super::article::article_head;
use super::draft::StartArticle;
use super::icon::Icon;
use super::not_loaded::NotLoaded;
use super::notes::Notes;
use super::overview::OverviewPanel;
use super::rests_on::rests_on;
use super::sections::{Sections, ways};
use super::share::ShareLink;
use super::ticket::TakeAlong;
use super::verdict_badge::verdict_badge;
use super::what_was_read::WhatWasRead;
use super::wording::{articles, expected, rich};
use crate::evidence::{self, Item};
use crate::hooks::use_page;
use crate::state::{Action, Asked};
use crate::texts::Language;
use kbmatch::Verdict;
use kbmatch::report::{Finding, Missing};
use yew::prelude::*;

/// More reasons than this explain nothing better.
const MOST_REASONS: usize = 8;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What is said of the article.
    pub(super) finding: Finding,
}

/// An article as the answer to a text: its verdict, why, and its prose with the text's own values.
#[component]
pub(super) fn FindingView(Props { finding }: &Props) -> Html {
    let page = use_page();
    let t = page.language;
    let asked = page.articles.get(&finding.article);
    let article = asked.and_then(Asked::page);
    html! {
        <>
            if finding.verdict == Verdict::NearMiss {
                <p class="back">
                    <button type="button" class="link-button" onclick={page.callback(|| Action::Choose(None))}>
                        { t.back_to_answer }
                    </button>
                </p>
            }
            <Notes />
            <OverviewPanel />
            <article class="article" part="article" aria-labelledby="article-title">
                <header class="article-head">
                    { verdict_badge(t, finding.verdict) }
                    <h2 id="article-title" data-article-title="" tabindex="-1" lang={articles()}>{ &finding.title }</h2>
                    if let Some(article) = &article {
                        { article_head(t, article) }
                        { ways(t, article) }
                    }
                </header>
                { reasons(t, finding) }
                if let Some(answer) = &page.answer { { rests_on(t, answer, finding) } }
                if finding.verdict != Verdict::NearMiss {
                    <div class="article-tools">
                        <TakeAlong finding={finding.clone()} />
                        if !page.is_embedded { <ShareLink article={finding.article.clone()} /> }
                    </div>
                }
                if let Some(Asked::Unloaded(why)) = asked {
                    <NotLoaded id={finding.article.clone()} why={why.clone()} />
                }
                if let Some(article) = article {
                    <Sections {article} finding={finding.clone()} level=3 />
                }
            </article>
            if finding.verdict == Verdict::NearMiss {
                <div class="panel"><StartArticle /></div>
            }
            <WhatWasRead />
        </>
    }
}

fn reasons(t: Language, finding: &Finding) -> Html {
    match finding.verdict {
        Verdict::Match => Html::default(),
        Verdict::Possible => missing(t, &finding.missing),
        Verdict::NearMiss => html! {
            <section class="callout is-near-miss">
                <h3>{ Icon::NearMiss.view() }{ t.why_not_this }</h3>
                { against(t, finding, MOST_REASONS) }
            </section>
        },
    }
}

fn missing(t: Language, missing: &[Missing]) -> Html {
    let (events, facts): (Vec<&Missing>, Vec<&Missing>) =
        missing.iter().partition(|missing| missing.event.is_none());
    let item = |missing: &&Missing| {
        let predicate = missing.predicate.as_deref().unwrap_or_default();
        html! { <li>{ expected(t, predicate, &missing.expected) }</li> }
    };
    let how_to = [t.copy_menu, t.copy_details].map(|words| html! { <b>{ words }</b> });
    html! {
        <section class="callout is-possible">
            <h3>{ Icon::Possible.view() }{ t.make_certain }</h3>
            if !facts.is_empty() {
                <p>{ t.text_lacks }</p>
                <ul>{ for facts.iter().map(item) }</ul>
            }
            if !events.is_empty() {
                <p>{ t.text_lacks_event }</p>
                <ul>{ for events.iter().map(item) }</ul>
            }
            <p>{ rich(t.how_to_get, &how_to) }</p>
        </section>
    }
}

/// The conditions that failed, with the words that decide; at most `most` of them.
pub(super) fn against(t: Language, finding: &Finding, most: usize) -> Html {
    let items = evidence::against(finding);
    let item = |item: &Item<'_>| {
        let needed = html! { <em>{ expected(t, item.predicate, item.expected) }</em> };
        html! { <li>{ deciding(t, needed, item.found, None) }</li> }
    };
    let rest = items.len().saturating_sub(most);
    html! {
        <ul class="against">
            { for items.iter().take(most).map(item) }
            if rest > 0 {
                <li>{ t.count(t.more_conditions, rest) }</li>
            }
        </ul>
    }
}

/// What was needed and what the text says instead, with its line where that is known.
pub(super) fn deciding(t: Language, needed: Html, found: &str, line: Option<usize>) -> Html {
    let said = html! { <q translate="no" dir="auto">{ found }</q> };
    match line {
        _ if found.is_empty() => rich(t.needed_absent, &[needed]),
        None => rich(t.needed_found, &[needed, said]),
        Some(line) => rich(t.needed_found_line, &[needed, said, html! { t.number(line) }]),
    }
}
