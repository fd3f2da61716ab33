use super::article::article_head;
use super::icon::Icon;
use super::not_loaded::NotLoaded;
use super::notes::Notes;
use super::rests_on::rests_on;
use super::sections::Sections;
use super::ticket::TakeAlong;
use super::verdict_badge::verdict_badge;
use super::what_was_read::WhatWasRead;
use crate::evidence::{self, Item};
use crate::hooks::use_page;
use crate::state::{Action, Asked};
use crate::words;
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
    let asked = page.articles.get(&finding.article);
    let article = asked.and_then(Asked::page);
    html! {
        <>
            if finding.verdict == Verdict::NearMiss {
                <p class="back">
                    <button type="button" class="link-button" onclick={page.callback(|| Action::Choose(None))}>
                        { "← Back to the answer" }
                    </button>
                </p>
            }
            <Notes />
            <article class="article" aria-labelledby="article-title">
                <header class="article-head">
                    { verdict_badge(finding.verdict) }
                    <h2 id="article-title" data-article-title="" tabindex="-1">{ &finding.title }</h2>
                    if let Some(article) = &article { { article_head(article) } }
                </header>
                { reasons(finding) }
                if let Some(answer) = &page.answer { { rests_on(&answer.report, finding) } }
                if finding.verdict != Verdict::NearMiss { <TakeAlong finding={finding.clone()} /> }
                if let Some(Asked::Unloaded(why)) = asked {
                    <NotLoaded id={finding.article.clone()} why={why.clone()} />
                }
                if let Some(article) = article {
                    <Sections {article} finding={finding.clone()} level=3 />
                }
            </article>
            <WhatWasRead />
        </>
    }
}

fn reasons(finding: &Finding) -> Html {
    match finding.verdict {
        Verdict::Match => Html::default(),
        Verdict::Possible => missing(&finding.missing),
        Verdict::NearMiss => html! {
            <section class="callout is-near-miss">
                <h3>{ Icon::NearMiss.view() }{ "Why it is not this article" }</h3>
                { against(finding, MOST_REASONS) }
            </section>
        },
    }
}

fn missing(missing: &[Missing]) -> Html {
    let (events, facts): (Vec<&Missing>, Vec<&Missing>) =
        missing.iter().partition(|missing| missing.event.is_none());
    let item = |missing: &&Missing| html! { <li>{ &missing.expected }</li> };
    html! {
        <section class="callout is-possible">
            <h3>{ Icon::Possible.view() }{ "What would make it certain" }</h3>
            if !facts.is_empty() {
                <p>{ "Your text does not show:" }</p>
                <ul>{ for facts.iter().map(item) }</ul>
            }
            if !events.is_empty() {
                <p>{ "Your text does not show an event with:" }</p>
                <ul>{ for events.iter().map(item) }</ul>
            }
            <p class="how-to">
                <strong>{ "How to get it: " }</strong>
                { "in Event Viewer, select the event, choose " }<b>{ "Copy" }</b>{ " > " }<b>{ "Copy details as text" }</b>
                { ", and paste all of it here." }
            </p>
        </section>
    }
}

/// The conditions that failed, with the words that decide; at most `most` of them.
pub(super) fn against(finding: &Finding, most: usize) -> Html {
    let items = evidence::against(finding);
    let item = |item: &Item<'_>| {
        html! {
            <li>
                { "Needed: " }<em>{ item.expected }</em>{ ". " }
                if item.found.is_empty() {
                    { "Your text does not show it." }
                } else {
                    { "Your text says " }<q>{ item.found }</q>{ "." }
                }
            </li>
        }
    };
    let rest = items.len().saturating_sub(most);
    html! {
        <ul class="against">
            { for items.iter().take(most).map(item) }
            if rest > 0 {
                <li>{ format!("{}.", words::count(rest, "more condition")) }</li>
            }
        </ul>
    }
}
