use super::icon::Icon;
use crate::texts::Language;
use crate::words;
use kbmatch::Verdict;
use yew::prelude::*;

/// A verdict by word, colour and shape.
pub(super) fn verdict_badge(t: Language, verdict: Verdict) -> Html {
    let (icon, class) = match verdict {
        Verdict::Match => (Icon::Match, "is-match"),
        Verdict::Possible => (Icon::Possible, "is-possible"),
        Verdict::NearMiss => (Icon::NearMiss, "is-near-miss"),
    };
    html! { <span class={classes!("badge", class)}>{ icon.view() }{ words::verdict(t, verdict) }</span> }
}
