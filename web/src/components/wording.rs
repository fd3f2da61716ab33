//! Sentences of the table with elements in their places, and words that are in another language than the page's.

use crate::conditions;
use crate::dom;
use crate::engine::Expected;
use crate::site::Site;
use crate::texts::{Language, Part, parts};
use std::borrow::Cow;
use std::sync::OnceLock;
use yew::prelude::*;

/// The language of what the engine says of articles, and of the table of error codes.
pub(super) const ENGINE: &str = "en";

/// The language of articles.
pub(super) fn articles() -> &'static str {
    // The document says it, once and for all.
    static TAG: OnceLock<String> = OnceLock::new();
    TAG.get_or_init(|| Site::of(&dom::site()).articles().to_owned())
}

/// A sentence with elements in its places.
pub(super) fn rich(sentence: &str, values: &[Html]) -> Html {
    let part = |part| match part {
        Part::Words(words) => html! { words },
        Part::Place(at) => values.get(at).cloned().unwrap_or_default(),
    };
    parts(sentence).map(part).collect()
}

/// What an article asks for. Field names and values stay as they are, whoever translates the page.
pub(super) fn asked(t: Language, asked: &Expected) -> Html {
    worded(t, conditions::asked(t, asked))
}

/// The same of a predicate as authors write it, and as the engine words it.
pub(super) fn expected(t: Language, predicate: &str, expected: &str) -> Html {
    worded(t, conditions::expected(t, predicate, expected))
}

fn worded(t: Language, words: Cow<'_, str>) -> Html {
    let lang = (t != Language::English && matches!(words, Cow::Borrowed(_))).then_some(ENGINE);
    html! { <span translate="no" {lang}>{ words.into_owned() }</span> }
}

/// A value of the user's text, letter by letter.
pub(super) fn value(text: &str) -> Html {
    html! { <span translate="no">{ text }</span> }
}
