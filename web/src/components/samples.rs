use super::icon::Icon;
use crate::dom;
use crate::engine::Entry;
use crate::hooks::{Page, use_page};
use crate::intake;
use crate::texts::Language;
use wasm_bindgen::JsCast;
use web_sys::Node;
use yew::prelude::*;

/// A text to try the page with.
struct Sample {
    /// The article that explains it. A site without that does not offer the sample.
    article: &'static str,
    /// What it is an example of.
    label: fn(Language) -> &'static str,
    /// The event, as logs name it.
    event: &'static str,
    text: &'static str,
}

/// What people really paste: damaged, in another language, in other layouts, and cut.
static SAMPLES: [Sample; 5] = [
    Sample {
        article: "kb3193683",
        label: |t| t.sample_joined,
        event: "Microsoft-Windows-AAD 1098",
        text: include_str!("../../../kb/articles/entra/kb3193683/match-joined.txt"),
    },
    Sample {
        article: "netlogon-5719-no-secure-channel",
        label: |t| t.sample_powershell,
        event: "NETLOGON 5719",
        text: include_str!(
            "../../../kb/articles/active-directory/netlogon-5719-no-secure-channel/match-german-powershell.txt"
        ),
    },
    Sample {
        article: "ntds-1925-replication-link",
        label: |t| t.sample_xml,
        event: "NTDS KCC 1925",
        text: include_str!(
            "../../../kb/articles/active-directory/ntds-1925-replication-link/match-access-xml.xml"
        ),
    },
    Sample {
        article: "netlogon-3210-trust-broken",
        label: |t| t.sample_log,
        event: "netlogon.log",
        text: include_str!(
            "../../../kb/articles/active-directory/netlogon-3210-trust-broken/match-netlogon-log.txt"
        ),
    },
    Sample {
        article: "ntds-2042-tombstone-lifetime",
        label: |t| t.sample_cut,
        event: "NTDS Replication 2042",
        text: include_str!(
            "../../../kb/articles/active-directory/ntds-2042-tombstone-lifetime/possible-middle-of-the-message.txt"
        ),
    },
];

/// A button that opens a list of texts to try. Escape closes it, and so does leaving it.
#[component]
pub(super) fn Samples() -> Html {
    let page = use_page();
    let t = page.language;
    let is_open = use_state(|| false);
    let offered: Vec<&Sample> =
        SAMPLES.iter().filter(|sample| is_known(&page.catalogue, sample.article)).collect();
    if offered.is_empty() {
        return Html::default();
    }
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_| is_open.set(!*is_open))
    };
    let onkeydown = {
        let is_open = is_open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if *is_open && event.key() == "Escape" {
                event.stop_propagation();
                is_open.set(false);
                dom::focus(BUTTON);
            }
        })
    };
    let list = use_node_ref();
    let onfocusout = {
        let (list, is_open) = (list.clone(), is_open.clone());
        Callback::from(move |event: FocusEvent| {
            let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
            if !list.get().is_some_and(|list| list.contains(next.as_ref())) {
                is_open.set(false);
            }
        })
    };
    html! {
        <div class="samples" ref={list} {onkeydown} {onfocusout}>
            <button type="button" class="button" aria-expanded={is_open.to_string()} onclick={toggle}>
                { Icon::Sample.view() }{ t.try_sample }
            </button>
            if *is_open {
                <ul class="samples-list" aria-label={t.samples}>
                    { for offered.into_iter().map(|sample| view(&page, sample, &is_open)) }
                </ul>
            }
        </div>
    }
}

/// What opens the list.
const BUTTON: &str = ".samples > button";

/// As long as it is not known what the base holds, all are offered.
fn is_known(catalogue: &[Entry], article: &str) -> bool {
    catalogue.is_empty() || catalogue.iter().any(|entry| entry.id == article)
}

fn view(page: &Page, sample: &'static Sample, is_open: &UseStateHandle<bool>) -> Html {
    let onclick = {
        let (take, is_open) = (page.take.clone(), is_open.clone());
        Callback::from(move |_| {
            take.emit(intake::short_text(sample.text));
            is_open.set(false);
            dom::focus(BUTTON);
        })
    };
    html! {
        <li>
            <button type="button" class="sample" {onclick}>
                <span class="sample-label">{ (sample.label)(page.language) }</span>
                <span class="sample-event" translate="no">{ sample.event }</span>
            </button>
        </li>
    }
}
