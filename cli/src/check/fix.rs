//! Corrections that need no person: what a diagnostic says to write in place of its span.

use kbmatch::{Diagnostic, SourceFile};

/// A file with corrections.
pub(super) struct Fixed {
    pub(super) text: String,
    /// How many.
    pub(super) places: usize,
}

/// `file` with the corrections that are for it; `None` when there are none.
pub(super) fn fixed(file: &SourceFile, list: &[Diagnostic]) -> Option<Fixed> {
    let mut text = std::str::from_utf8(&file.bytes).ok()?.to_owned();
    let here = list.iter().filter(|mistake| mistake.file == file.path);
    let mut fixes: Vec<_> =
        here.filter_map(|mistake| Some((mistake.span, mistake.fix.as_deref()?))).collect();
    // From the end, so that the places before stay where they are.
    fixes.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut end = text.len();
    let mut places = 0;
    for (span, fix) in fixes {
        if span.end <= end && text.get(span.range()).is_some() {
            text.replace_range(span.range(), fix);
            (end, places) = (span.start, places + 1);
        }
    }
    (places > 0).then_some(Fixed { text, places })
}
