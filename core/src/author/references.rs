//! Checks of articles against each other: ids, folders, references.

use super::Draft;
use super::diagnostic::{Diagnostic, DiagnosticCode};
use super::problems::suggestion;
use std::collections::BTreeMap;

pub(super) fn check(drafts: &[Draft<'_>]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&str, &Draft<'_>> = BTreeMap::new();
    let mut found = Vec::new();
    for draft in drafts {
        let (id, file) = (draft.article.id.as_str(), draft.file.path.as_str());
        if let Some(other) = first.get(id) {
            let message = format!("the id `{id}` is taken by {}", other.file.path);
            found.push(Diagnostic::new(DiagnosticCode::DuplicateId, file, draft.id_span, message));
        } else {
            first.insert(id, draft);
        }
        let folder = draft.file.folder().rsplit('/').next().unwrap_or_default();
        if folder != id && !folder.is_empty() {
            let message = format!("the id `{id}` is not the name of its folder, `{folder}`");
            found.push(
                Diagnostic::new(DiagnosticCode::IdMismatch, file, draft.id_span, message)
                    .hint("name both alike: people look for the folder by the id"),
            );
        }
    }
    for draft in drafts {
        for (id, span) in &draft.references {
            if first.contains_key(id.as_str()) && *id != draft.article.id {
                continue;
            }
            let message = match first.contains_key(id.as_str()) {
                true => "an article cannot refer to itself".to_owned(),
                false => format!("there is no article `{id}`"),
            };
            let mut dead = Diagnostic::new(DiagnosticCode::DeadReference, &draft.file.path, *span, message);
            dead.hint = suggestion(id, first.keys().copied().filter(|known| *known != draft.article.id));
            found.push(dead);
        }
    }
    found
}
