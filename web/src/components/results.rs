use super::card::Card;
use crate::hooks::use_page;
use crate::state::EngineState;
use kbmatch::Verdict;
use kbmatch::report::Finding;
use yew::prelude::*;

/// The articles that explain the text, best first; those that only came close on request.
#[component]
pub(super) fn Results() -> Html {
    let page = use_page();
    let t = page.language;
    let (near, likely): (Vec<&Finding>, Vec<&Finding>) =
        page.results().iter().partition(|finding| finding.verdict == Verdict::NearMiss);
    if likely.is_empty() || matches!(page.engine, EngineState::Failed(_)) {
        return Html::default();
    }
    let shown = page.finding().map(|(_, finding)| finding.article.clone());
    let card = |finding: &&Finding| {
        let is_shown = Some(&finding.article) == shown.as_ref();
        html! { <li key={finding.article.clone()}><Card finding={(*finding).clone()} {is_shown} /></li> }
    };
    let has_shown_near = near.iter().any(|finding| Some(&finding.article) == shown.as_ref());
    html! {
        <section class={classes!("results", (!page.is_current()).then_some("is-stale"))} aria-labelledby="results-title">
            <h2 id="results-title" class="section-title">{ t.articles }</h2>
            <ol class="cards">{ for likely.iter().map(card) }</ol>
            if !near.is_empty() {
                <details class="near-misses" open={has_shown_near}>
                    <summary>{ t.fill(t.why_not_another, &[&t.number(near.len())]) }</summary>
                    <ol class="cards">{ for near.iter().map(card) }</ol>
                </details>
            }
        </section>
    }
}
