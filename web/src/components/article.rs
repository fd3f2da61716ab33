use super::wording::articles;
use crate::engine::ArticlePage;
use crate::route::Route;
use crate::texts::Language;
use crate::words;
use kbmatch::article::Severity;
use yew::prelude::*;

/// What an article is about, in one line: how bad, which products, where it belongs.
pub(super) fn article_head(t: Language, article: &ArticlePage) -> Html {
    let entry = &article.entry;
    let products = entry.products.join(", ");
    let versions = article.versions.join(", ");
    html! {
        <dl class="article-facts">
            <div><dt>{ t.severity }</dt><dd>{ severity(t, entry.severity) }</dd></div>
            <div><dt>{ t.applies_to }</dt><dd lang={articles()}>{ products }</dd></div>
            if !versions.is_empty() {
                <div><dt>{ t.versions }</dt><dd lang={articles()}>{ versions }</dd></div>
            }
            <div><dt>{ t.area }</dt><dd><a href={Route::of_area(&entry.area).href()}>{ area(t, &entry.area) }</a></dd></div>
            <div>
                <dt>{ t.article }</dt>
                <dd translate="no"><a href={Route::Article(entry.id.clone()).href()}>{ &entry.id }</a></dd>
            </div>
        </dl>
    }
}

/// How bad a problem is, by word, colour and number of bars.
pub(super) fn severity(t: Language, severity: Severity) -> Html {
    html! {
        <span class={classes!("severity", format!("is-{}", severity.name()))}>{ words::severity(t, severity) }</span>
    }
}

/// An area's name.
pub(super) fn area(t: Language, area: &str) -> Html {
    if area.is_empty() {
        return html! { t.area_other };
    }
    html! { <span lang={articles()}>{ words::area(area) }</span> }
}
