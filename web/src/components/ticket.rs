use super::code_block::CodeBlock;
use crate::dom;
use crate::engine::{Ask, Request};
use crate::hooks::use_page;
use crate::state::{Asked, Ticket};
use crate::texts::Language;
use crate::ticket::{Form, write};
use kbmatch::report::Finding;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What is to be taken along.
    pub(super) finding: Finding,
}

/// The answer as a text for a ticket, shown before it is copied; without names and addresses unless asked otherwise.
#[component]
pub(super) fn TakeAlong(Props { finding }: &Props) -> Html {
    let page = use_page();
    let t = page.language;
    let is_open = use_state_eq(|| false);
    let form = use_state_eq(|| Form::Markdown);
    let is_redacted = use_state_eq(|| true);
    {
        let page = page.clone();
        let finding = finding.clone();
        let scan = page.answer.as_ref().map(|answer| answer.id);
        let has_article = page.articles.contains_key(&finding.article);
        use_effect_with(
            (*is_open, *form, *is_redacted, scan, has_article, t),
            move |(is_open, form, is_redacted, ..)| {
                let Some(answer) = page.answer.as_ref().filter(|_| *is_open) else { return };
                let article = page.articles.get(&finding.article).and_then(Asked::page);
                let sources = article.map_or(&[][..], |article| &article.sources);
                let text = write(t, *form, &answer.report, &finding, sources).map(Rc::from);
                let request = Request::Ticket { is_report: text.is_none(), is_redacted: *is_redacted };
                page.ask.emit(Ask { request, text });
            },
        );
    }
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| {
            let details = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            is_open.set(details.is_some_and(|details| details.has_attribute("open")));
        })
    };
    html! {
        <details class="take-along" {ontoggle}>
            <summary>{ t.copy_for_ticket }</summary>
            if *is_open {
                <div class="take-along-choices">
                    { forms(t, &form) }
                    { redaction(t, &is_redacted) }
                </div>
                if let Some(ticket) = &page.ticket { { preview(t, ticket) } }
            }
        </details>
    }
}

fn forms(t: Language, form: &UseStateHandle<Form>) -> Html {
    let onchange = {
        let form = form.clone();
        Callback::from(move |event: Event| {
            if let Some(chosen) = dom::chosen(&event, Form::ALL) {
                form.set(chosen);
            }
        })
    };
    let option = |of: Form| html! { <option selected={of == **form}>{ of.label(t) }</option> };
    html! { <label>{ t.as_form }{ " " }<select {onchange}>{ for Form::ALL.map(option) }</select></label> }
}

fn redaction(t: Language, is_redacted: &UseStateHandle<bool>) -> Html {
    let onchange = {
        let is_redacted = is_redacted.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            is_redacted.set(input.is_none_or(|input| input.checked()));
        })
    };
    html! {
        <label>
            <input type="checkbox" checked={**is_redacted} {onchange} />
            { " " }{ t.without_names }
        </label>
    }
}

fn preview(t: Language, ticket: &Ticket) -> Html {
    let pair =
        |(original, stand_in): &(String, String)| html! { <><dt>{ original }</dt><dd>{ stand_in }</dd></> };
    html! {
        <>
            <CodeBlock title={html! { t.what_is_copied }} text={ticket.text.to_string()}>{ ticket.text.to_string() }</CodeBlock>
            if !ticket.stand_ins.is_empty() {
                <details class="stand-ins">
                    <summary>{ t.count(t.values_replaced, ticket.stand_ins.len()) }</summary>
                    <dl translate="no">{ for ticket.stand_ins.iter().map(pair) }</dl>
                </details>
            }
        </>
    }
}
