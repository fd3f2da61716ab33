//! The worker's side: one knowledge base, one request after the other.

use super::protocol::{Answer, ArticlePage, Entry, Reply, Request, ScanId};
use crate::evidence;
use crate::excerpt::{count_lines, excerpts};
use crate::words;
use js_sys::{Array, Uint8Array};
use kbmatch::article::Article;
use kbmatch::{Input, KnowledgeBase, Report};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Loads the base, says that it is ready, and answers from then on.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let base = match KnowledgeBase::from_pack(kbmatch_kb::PACK) {
        Ok(base) => base,
        Err(error) => return post(scope, &Reply::Failed(error.to_string())),
    };
    let ready = Reply::Ready { catalogue: base.articles().iter().map(entry).collect() };
    let out = scope.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(reply) = receive(&base, &event.data()) {
            post(&out, &reply);
        }
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // The listener lives as long as the worker.
    listen.forget();
    post(scope, &ready);
}

/// A message that is none of ours gets no reply.
fn receive(base: &KnowledgeBase, message: &JsValue) -> Option<Reply> {
    let pair = message.dyn_ref::<Array>()?;
    let request: Request = serde_json::from_str(&pair.get(0).as_string()?).ok()?;
    let bytes = || Uint8Array::new(&pair.get(1)).to_vec();
    Some(match request {
        Request::Scan { id, excerpts } => Reply::Answer(Box::new(answer(base, id, &bytes(), excerpts))),
        Request::Article { id } => {
            let page = base.article(&id).map(|article| Box::new(page(base, article)));
            Reply::Article { id, page }
        }
    })
}

fn answer(base: &KnowledgeBase, id: ScanId, bytes: &[u8], with_excerpts: bool) -> Answer {
    let input = Input::decode(bytes);
    let mut report = base.scan(&input);
    // What leaves the worker is for JavaScript, too, which counts in its own way.
    report.add_utf16(&input);
    let excerpts = if with_excerpts { cut_excerpts(&report, &input) } else { Vec::new() };
    Answer { id, lines: count_lines(input.text()), report, excerpts }
}

fn cut_excerpts(report: &Report, input: &Input<'_>) -> Vec<Vec<crate::excerpt::Excerpt>> {
    let in_text = |mark: crate::marks::Mark| crate::marks::Mark {
        range: input.text_span(mark.range.clone().into()).range(),
        item: mark.item,
    };
    let cut = |finding| {
        let marks: Vec<_> = evidence::marks(finding).into_iter().map(in_text).collect();
        excerpts(input.text(), &marks)
    };
    report.results.iter().map(cut).collect()
}

fn post(scope: &DedicatedWorkerGlobalScope, reply: &Reply) {
    let sent = serde_json::to_string(reply)
        .map_err(|error| JsValue::from_str(&error.to_string()))
        .and_then(|json| scope.post_message(&json.into()));
    if let Err(error) = sent {
        // Nobody can be told but by the worker's `error` event, which the page listens to.
        wasm_bindgen::throw_val(error);
    }
}

fn entry(article: &Article) -> Entry {
    Entry {
        id: article.id.clone(),
        area: article.area.clone(),
        title: article.title.clone(),
        severity: article.severity,
        products: article.products.clone(),
    }
}

fn page(base: &KnowledgeBase, article: &Article) -> ArticlePage {
    let titled = |id: &String| Some((id.clone(), base.article(id)?.title.clone()));
    ArticlePage {
        entry: entry(article),
        versions: article.versions.clone(),
        sources: article.sources.clone(),
        related: article.related.iter().filter_map(titled).collect(),
        body: article.body.clone(),
        causes: article.rule.causes.iter().map(|cause| (cause.name.clone(), cause.title.clone())).collect(),
        applies: words::condition(&article.rule, &article.rule.matches),
        symptoms: words::symptoms(&article.rule),
    }
}
