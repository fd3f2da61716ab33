use super::icon::Icon;
use crate::evidence::{self, Item, Side};
use crate::hooks::{Page, use_page};
use crate::state::Action;
use yew::prelude::*;

/// What speaks for and against the article that is shown: each item leads to its words in the text.
#[component]
pub(super) fn EvidenceList() -> Html {
    let page = use_page();
    let Some((_, finding)) = page.finding() else { return Html::default() };
    let items = evidence::items(finding);
    if items.is_empty() {
        return Html::default();
    }
    let row = |(at, item): (usize, &Item<'_>)| html! { <li key={at}>{ row(&page, at, item) }</li> };
    html! {
        <section class={classes!("evidence", (!page.is_current()).then_some("is-stale"))} aria-labelledby="evidence-title">
            <h2 id="evidence-title" class="section-title">{ "Evidence in your text" }</h2>
            <p class="evidence-keys"><kbd>{ "F8" }</kbd>{ " next, " }<kbd>{ "Shift" }</kbd>{ "+" }<kbd>{ "F8" }</kbd>{ " previous" }</p>
            <ol class="evidence-items">{ for items.iter().enumerate().map(row) }</ol>
        </section>
    }
}

fn row(page: &Page, at: usize, item: &Item<'_>) -> Html {
    let onclick = page.callback(move || Action::Show(at));
    let (icon, side) = match item.side {
        Side::For => (Icon::Tick, "is-for"),
        Side::Against => (Icon::Close, "is-against"),
    };
    let line = item.spans.first().map(|place| format!("line {}", place.line));
    let is_current = page.current == Some(at);
    html! {
        <button
            type="button"
            class={classes!("evidence-item", side)}
            aria-current={is_current.then_some("true")}
            disabled={item.spans.is_empty()}
            {onclick}
        >
            { icon.view() }
            <span class="evidence-expected">{ item.expected }</span>
            { found(item) }
            <span class="evidence-line">{ line }</span>
        </button>
    }
}

/// What the text says, unless that is word for word what was asked for.
fn found(item: &Item<'_>) -> Html {
    if item.found.is_empty() {
        return html! { <span class="evidence-found"><i>{ "not in your text" }</i></span> };
    }
    if item.expected.contains(item.found) {
        return Html::default();
    }
    html! { <span class="evidence-found"><q>{ item.found }</q></span> }
}
