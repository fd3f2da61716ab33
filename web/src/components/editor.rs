use crate::dom;
use crate::evidence::{self, Side};
use crate::hooks::{Page, use_page};
use crate::intake;
use crate::marks::{Mark, Segment, segments};
use crate::state::Change;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlTextAreaElement};
use yew::prelude::*;

/// How a text may begin. `index.html` has it, too.
const PLACEHOLDER: &str = "Log Name:      Microsoft-Windows-AAD/Operational\nSource:        Microsoft-Windows-AAD\nEvent ID:      1098\n…";

/// A text box over a copy of its text in which the evidence is marked. The copy decides the height; both scroll as one.
#[component]
pub(super) fn Editor() -> Html {
    let page = use_page();
    let frame = use_first_mark(&page);
    let oninput = {
        let (page, take, t) = (page.clone(), page.take.clone(), page.language);
        Callback::from(move |event: InputEvent| {
            let is_paste = event.input_type().starts_with("insertFrom") || page.document.text().is_empty();
            let change = if is_paste { Change::Replaced } else { Change::Typed };
            if let Some(text_box) = text_box(&event) {
                take.emit(intake::edited(t, &text_box, change));
            }
        })
    };
    let onpaste = {
        let (take, t) = (page.take.clone(), page.language);
        Callback::from(move |event: Event| {
            let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            let (Some(text_box), Some(data)) = (text_box(&event), data) else { return };
            let files = intake::files_of(&data);
            if !files.is_empty() {
                event.prevent_default();
                return intake::files(files, take.clone());
            }
            if let Some(table) = intake::table_of(&data) {
                event.prevent_default();
                return take.emit(intake::pasted(t, &text_box, &table.as_str().into()));
            }
            let long = intake::text_of(data).and_then(|pasted| intake::long_paste(t, &text_box, &pasted));
            if let Some(long) = long {
                event.prevent_default();
                take.emit(long);
            }
        })
    };
    html! {
        <div class="editor">
            <label for="paste">{ page.language.paste_label }</label>
            <div class="editor-scroll" ref={frame}>
                <div class="editor-stack" dir="ltr" translate="no">
                    <div class="editor-copy" aria-hidden="true">{ copy(&page) }</div>
                    <textarea
                        id="paste"
                        value={page.document.text().to_owned()}
                        spellcheck="false" autocomplete="off" autocapitalize="off" autocorrect="off" wrap="soft"
                        placeholder={PLACEHOLDER}
                        {oninput} {onpaste}
                    />
                </div>
            </div>
        </div>
    }
}

/// Shows the first evidence of a text that was pasted: the browser shows where it ends. Who types stays where he types.
#[hook]
fn use_first_mark(page: &Page) -> NodeRef {
    let frame = use_node_ref();
    let answered = (page.is_current() && page.change == Change::Replaced).then_some(page.scan);
    use_effect_with((answered, frame.clone()), |(answered, frame)| {
        if let (Some(_), Some(frame)) = (answered, frame.cast::<web_sys::Element>()) {
            dom::show_within(&frame, "mark");
        }
    });
    frame
}

fn text_box(event: &Event) -> Option<HtmlTextAreaElement> {
    event.target()?.dyn_into().ok()
}

/// The text with its marks. A line end at the very end needs something behind it to take up a line.
fn copy(page: &Page) -> Html {
    let text = page.document.text();
    let finding = page.finding().map(|(_, finding)| finding);
    let marks: Vec<Mark> = finding.map(evidence::marks).unwrap_or_default();
    let items = finding.map(evidence::items).unwrap_or_default();
    let is_against = |item: &usize| items.get(*item).is_some_and(|item| item.side == Side::Against);
    let view = |Segment { range, items }: Segment| {
        let words = text[range].to_owned();
        if items.is_empty() {
            return html! { words };
        }
        let is_current = page.current.is_some_and(|current| items.contains(&current));
        let class = classes!(
            is_current.then_some("is-current"),
            items.iter().all(is_against).then_some("is-against"),
        );
        let numbers: Vec<String> = items.iter().map(usize::to_string).collect();
        html! { <mark {class} part="mark" data-items={numbers.join(" ")}>{ words }</mark> }
    };
    html! { <>{ for segments(text, &marks).into_iter().map(view) }{ "\u{200b}" }</> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_of_the_entry_is_the_box_of_the_page() {
        let placeholder = format!("placeholder=\"{}\"", PLACEHOLDER.replace('\n', "&#10;"));
        assert!(include_str!("../../../index.html").contains(&placeholder), "{placeholder}");
    }
}
