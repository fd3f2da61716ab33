use super::icon::Icon;
use super::wording::{expected, rich};
use crate::evidence::{self, Item, Side};
use crate::hooks::{Page, use_page};
use crate::state::Action;
use crate::texts::Language;
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
    let t = page.language;
    let next = html! { <kbd translate="no">{ "F8" }</kbd> };
    let previous = html! { <><kbd>{ t.key_shift }</kbd>{ "+" }{ next.clone() }</> };
    let row = |(at, item): (usize, &Item<'_>)| html! { <li key={at}>{ row(&page, at, item) }</li> };
    html! {
        <section class={classes!("evidence", (!page.is_current()).then_some("is-stale"))} aria-labelledby="evidence-title" part="evidence">
            <h2 id="evidence-title" class="section-title">{ t.evidence }</h2>
            <p class="evidence-keys">{ rich(t.evidence_keys, &[next, previous]) }</p>
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
    let t = page.language;
    let line = item.spans.first().map(|place| t.fill(t.line, &[&t.number(place.line)]));
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
            <span class="evidence-expected">{ expected(t, item.predicate, item.expected) }</span>
            { found(t, item) }
            <span class="evidence-line">{ line }</span>
        </button>
    }
}

/// What the text says, unless that is word for word what was asked for.
fn found(t: Language, item: &Item<'_>) -> Html {
    if item.found.is_empty() {
        return html! { <span class="evidence-found"><i>{ t.not_in_text }</i></span> };
    }
    if item.expected.contains(item.found) {
        return Html::default();
    }
    html! { <span class="evidence-found"><q translate="no" dir="auto">{ item.found }</q></span> }
}
