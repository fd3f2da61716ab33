use super::wording::ENGINE;
use crate::engine::{CodeKind, CodeWords};
use crate::hooks::use_page;
use crate::state::Document;
use crate::texts::Language;
use yew::prelude::*;

/// The error codes of the text, each with its name and what it means.
#[component]
pub(super) fn Codes() -> Html {
    let page = use_page();
    let t = page.language;
    if page.codes.is_empty() || page.document == Document::Empty {
        return Html::default();
    }
    let is_open = page.finding().is_none();
    html! {
        <details class="codes" open={is_open}>
            <summary>{ t.count(t.codes_in_text, page.codes.len()) }</summary>
            <dl>{ for page.codes.iter().map(|code| view(t, code)) }</dl>
        </details>
    }
}

fn view(t: Language, words: &CodeWords) -> Html {
    let CodeWords { code, kind, facility, name, sentence, is_translated } = words;
    let lang = (!is_translated).then_some(ENGINE);
    html! {
        <div>
            <dt>
                <code translate="no">{ code }</code>
                if !name.is_empty() { <span class="code-name" translate="no">{ name }</span> }
            </dt>
            <dd>
                if !sentence.is_empty() { <span {lang}>{ sentence }</span>{ " " } }
                <span class="code-kind">
                    { kind_label(t, *kind) }
                    if !facility.is_empty() { { ", " }<span {lang}>{ facility }</span> }
                </span>
            </dd>
        </div>
    }
}

fn kind_label(t: Language, kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::Win32 => t.code_win32,
        CodeKind::Hresult => t.code_hresult,
        CodeKind::Ntstatus => t.code_ntstatus,
        CodeKind::Entra => t.code_entra,
        CodeKind::MailDone => t.code_mail_done,
        CodeKind::MailForNow => t.code_mail_for_now,
        CodeKind::MailForGood => t.code_mail_for_good,
    }
}
