//! Checks of articles against each other and against the calendar: ids, folders, references, dates.

use super::day::Day;
use super::diagnostic::{Diagnostic, DiagnosticCode};
use super::problems::suggestion;
use super::{CheckOptions, Draft};
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

/// Sources that were changed too long ago, or that nobody can have seen yet.
pub(super) fn check_dates(drafts: &[Draft<'_>], options: &CheckOptions) -> Vec<Diagnostic> {
    let Some(today) = options.today else { return Vec::new() };
    let oldest = options.stale_after_years.map(|years| (years, today.years_before(years)));
    let wrong = |day: Day| match oldest {
        _ if day > today => Some(format!("this source was changed after today, {today}")),
        Some((years, oldest)) if day < oldest => {
            Some(format!("this source was last changed more than {years} years ago"))
        }
        _ => None,
    };
    let mut found = Vec::new();
    for draft in drafts {
        for (message, span) in
            draft.places.updated.iter().filter_map(|(day, span)| Some((wrong(*day)?, span)))
        {
            found.push(
                Diagnostic::new(DiagnosticCode::StaleSource, &draft.file.path, *span, message)
                    .hint("look at the source again, and write down when it was last changed"),
            );
        }
    }
    found
}
