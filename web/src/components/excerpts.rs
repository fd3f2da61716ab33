use crate::excerpt::{Excerpt, Line, Part};
use crate::hooks::use_page;
use yew::prelude::*;

/// The lines of a large document that hold the evidence of the result that is shown.
#[component]
pub(super) fn Excerpts() -> Html {
    let page = use_page();
    let digest = page.answer.as_ref().and_then(|answer| answer.digest.as_ref());
    let found = page.finding().map(|(at, _)| at).zip(digest);
    let excerpts = found.and_then(|(at, digest)| digest.excerpts.get(at)).map_or(&[][..], Vec::as_slice);
    if excerpts.is_empty() {
        return Html::default();
    }
    let line = |line: &Line| {
        html! {
            <div class="excerpt-line">
                <span class="excerpt-number">{ line.number }</span>
                <code>{ for line.parts.iter().map(|part| view(part, page.current)) }</code>
            </div>
        }
    };
    let excerpt =
        |excerpt: &Excerpt| html! { <div class="excerpt">{ for excerpt.lines.iter().map(line) }</div> };
    html! {
        <div class="excerpts" role="region" aria-label={page.language.lines_with_evidence} tabindex="0" dir="ltr" translate="no">
            { for excerpts.iter().map(excerpt) }
        </div>
    }
}

fn view(part: &Part, current: Option<usize>) -> Html {
    match part {
        Part::Gap => html! { <span class="excerpt-gap">{ " … " }</span> },
        Part::Text(words, items) if items.is_empty() => html! { words },
        Part::Text(words, items) => {
            let class = current.is_some_and(|current| items.contains(&current)).then_some("is-current");
            html! { <mark {class} part="mark">{ words }</mark> }
        }
    }
}
