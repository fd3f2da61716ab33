use super::finding::deciding;
use super::icon::Icon;
use super::wording::asked;
use crate::engine::Reason;
use crate::hooks::use_page;
use crate::texts::Language;
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
    let t = page.language;
    let known = page.why_not.as_ref().filter(|why_not| why_not.id == *id);
    let Some(why_not) = known.filter(|_| page.unexplained_article() == Some(id)) else {
        return Html::default();
    };
    html! {
        <section class="callout is-near-miss" aria-labelledby="why-not-title">
            <h2 id="why-not-title">{ Icon::NearMiss.view() }{ t.why_not_answer }</h2>
            if why_not.deciding.is_empty() {
                <p>{ t.nothing_points }</p>
            } else {
                <ul class="against">{ for why_not.deciding.iter().map(|of| reason(t, of)) }</ul>
            }
        </section>
    }
}

fn reason(t: Language, reason: &Reason) -> Html {
    let needed = html! { <em>{ asked(t, &reason.expected) }</em> };
    html! { <li>{ deciding(t, needed, &reason.found, reason.line) }</li> }
}
