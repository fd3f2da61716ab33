use super::code_block::CodeBlock;
use super::icon::Icon;
use super::wording::rich;
use crate::dom;
use crate::engine::{Ask, Drafted, Request};
use crate::hooks::use_page;
use crate::state::{Document, Draft};
use crate::texts::Language;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Begins an article with the user's text: for the events that no article explains.
#[component]
pub(super) fn StartArticle() -> Html {
    let page = use_page();
    let title = use_node_ref();
    {
        let title = title.clone();
        use_effect_with(page.draft.is_some(), move |is_there| {
            // The button that had the focus is gone.
            if let Some(title) = title.cast::<HtmlElement>().filter(|_| *is_there) {
                // Fails for elements that cannot have the focus: then it stays where it is.
                let _ = title.focus();
            }
        });
    }
    let t = page.language;
    let Document::Text(text) = &page.document else { return Html::default() };
    let view = match &page.draft {
        None => {
            let (ask, text) = (page.ask.clone(), Rc::clone(text));
            let onclick = Callback::from(move |_: MouseEvent| {
                ask.emit(Ask { request: Request::Draft, text: Some(Rc::clone(&text)) });
            });
            html! { <button type="button" class="button" {onclick}>{ Icon::Document.view() }{ t.draft_start }</button> }
        }
        Some(Draft::Nothing) => html! { <p ref={title} tabindex="-1">{ t.draft_nothing }</p> },
        Some(Draft::Begun(drafted)) => begun(t, drafted, title),
    };
    html! { <div class="start-article">{ view }</div> }
}

fn begun(t: Language, drafted: &Rc<Drafted>, title: NodeRef) -> Html {
    let file = |name: &str| html! { <code translate="no">{ name.to_owned() }</code> };
    html! {
        <section aria-labelledby="draft-title">
            <h3 id="draft-title" ref={title} tabindex="-1">{ t.draft_title }</h3>
            <p>{ t.draft_about }</p>
            <CodeBlock title={file(ARTICLE)} text={drafted.article.clone()}>{ drafted.article.clone() }</CodeBlock>
            <h4>{ t.draft_next }</h4>
            <ol>
                <li>
                    { rich(t.draft_save, &[file(&format!("{}/{ARTICLE}", drafted.id))]) }{ " " }
                    { download(t, ARTICLE, &drafted.article) }
                </li>
                <li>
                    { rich(t.draft_save_event, &[file(SAMPLE)]) }{ " " }
                    { download(t, SAMPLE, &drafted.sample) }
                </li>
                <li>{ rich(t.draft_write, &[file("miss-….txt")]) }</li>
                <li>{ rich(t.draft_check, &[file("kbmatch check")]) }</li>
            </ol>
        </section>
    }
}

/// An article's file, and that of a sample that must match it.
const ARTICLE: &str = "article.md";
const SAMPLE: &str = "match-event.txt";

fn download(t: Language, name: &'static str, text: &str) -> Html {
    let text = text.to_owned();
    let onclick = Callback::from(move |_: MouseEvent| {
        // A browser that refuses leaves the text on the page, to be copied.
        let _ = dom::download(name, &text);
    });
    html! {
        <button type="button" class="button is-small" {onclick}>
            { Icon::Download.view() }<span>{ rich(t.download, &[html! { <span translate="no">{ name }</span> }]) }</span>
        </button>
    }
}
