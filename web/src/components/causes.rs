use crate::engine::ArticlePage;
use crate::texts::Language;
use kbmatch::report::{Finding, Holds};
use yew::prelude::*;

/// One of several causes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cause {
    /// Its name in the article.
    pub(super) name: String,
    /// Its title.
    pub(super) title: String,
    /// Whether it applies to the text, when there is one.
    pub(super) holds: Option<Holds>,
}

/// An article's named causes: in the order of the report, when there is one.
pub(super) fn causes(article: &ArticlePage, finding: Option<&Finding>) -> Vec<Cause> {
    match finding {
        Some(finding) => {
            let cause = |c: &kbmatch::report::CauseFinding| Cause {
                name: c.name.clone(),
                title: c.title.clone(),
                holds: Some(c.holds),
            };
            finding.causes.iter().map(cause).collect()
        }
        None => {
            let cause = |(name, title): &(String, String)| Cause {
                name: name.clone(),
                title: title.clone(),
                holds: None,
            };
            article.causes.iter().map(cause).collect()
        }
    }
}

/// Whether a cause applies, as a label.
pub(super) fn status(t: Language, holds: Option<Holds>) -> Html {
    let Some(holds) = holds else { return Html::default() };
    let (class, words) = match holds {
        Holds::Yes => ("is-yes", t.fits),
        Holds::Unknown => ("is-unknown", t.not_decided),
        Holds::No => ("is-no", t.does_not_fit),
    };
    html! { <span class={classes!("status", class)}>{ words }</span> }
}

/// Causes that the text rules out: there on request.
pub(super) fn ruled_out(t: Language, sections: Vec<Html>) -> Html {
    if sections.is_empty() {
        return Html::default();
    }
    html! {
        <details class="ruled-out">
            <summary>{ t.ruled_out }</summary>
            { for sections }
        </details>
    }
}
