use super::icon::Icon;
use crate::engine::Reason;
use crate::hooks::use_page;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The article's id.
    pub(super) id: String,
}

/// Why an article that the user opened is not the answer to the text.
#[component]
pub(super) fn WhyNot(Props { id }: &Props) -> Html {
    let page = use_page();
    let known = page.why_not.as_ref().filter(|why_not| why_not.id == *id);
    let Some(why_not) = known.filter(|_| page.unexplained_article() == Some(id)) else {
        return Html::default();
    };
    html! {
        <section class="callout is-near-miss" aria-labelledby="why-not-title">
            <h2 id="why-not-title">{ Icon::NearMiss.view() }{ "Why it is not the answer to your text" }</h2>
            if why_not.deciding.is_empty() {
                <p>{ "Nothing in your text points to this article." }</p>
            } else {
                <ul class="against">{ for why_not.deciding.iter().map(reason) }</ul>
            }
        </section>
    }
}

fn reason(reason: &Reason) -> Html {
    let line = reason.line.map(|line| format!(" (line {line})"));
    html! {
        <li>
            { "Needed: " }<em>{ &reason.expected }</em>{ ". " }
            if reason.found.is_empty() {
                { "Your text does not show it." }
            } else {
                { "Your text says " }<q>{ &reason.found }</q>{ line }{ "." }
            }
        </li>
    }
}
