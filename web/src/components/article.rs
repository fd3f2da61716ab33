use crate::engine::ArticlePage;
use crate::route::Route;
use crate::words;
use kbmatch::article::Severity;
use yew::prelude::*;

/// What an article is about, in one line: how bad, which products, where it belongs.
pub(super) fn article_head(article: &ArticlePage) -> Html {
    let entry = &article.entry;
    let products = entry.products.join(", ");
    let versions = article.versions.join(", ");
    html! {
        <dl class="article-facts">
            <div><dt>{ "Severity" }</dt><dd>{ severity(entry.severity) }</dd></div>
            <div><dt>{ "Applies to" }</dt><dd>{ products }</dd></div>
            if !versions.is_empty() {
                <div><dt>{ "Versions" }</dt><dd>{ versions }</dd></div>
            }
            <div><dt>{ "Area" }</dt><dd><a href={Route::Articles.href()}>{ words::area(&entry.area) }</a></dd></div>
            <div>
                <dt>{ "Article" }</dt>
                <dd><a href={Route::Article(entry.id.clone()).href()}>{ &entry.id }</a></dd>
            </div>
        </dl>
    }
}

/// How bad a problem is, by word, colour and number of bars.
pub(super) fn severity(severity: Severity) -> Html {
    html! {
        <span class={classes!("severity", format!("is-{}", severity.name()))}>{ words::severity(severity) }</span>
    }
}
