//! Which layouts a text can hold at all, found in one pass: most texts hold one or two of some thirty.

use super::{LAYOUTS, Spec};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::sync::LazyLock;

/// All anchors of all layouts, and for each the index of its layout.
struct Anchors {
    automaton: Option<AhoCorasick>,
    layouts: Vec<usize>,
}

static ANCHORS: LazyLock<Anchors> = LazyLock::new(|| {
    let anchors = || {
        let all = LAYOUTS.iter().enumerate();
        all.flat_map(|(at, spec)| spec.anchors.iter().map(move |a| (at, *a))).filter(|(_, a)| !is_mark(a))
    };
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA))
        .build(anchors().map(|(_, anchor)| anchor))
        .ok();
    Anchors { automaton, layouts: anchors().map(|(layout, _)| layout).collect() }
});

/// Whether an anchor has no letters: such anchors are frequent where they are at all, and are found at once by a search of
/// their own; the automaton would stop at each of them.
fn is_mark(anchor: &str) -> bool {
    anchor.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic())
}

fn has_mark(text: &str, spec: &Spec) -> bool {
    let mut marks = spec.anchors.iter().filter(|anchor| is_mark(anchor));
    marks.any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some())
}

/// The layouts of which a block may be in `text`, in their order. Cost: one pass over the text, less where all are found
/// early.
pub(super) fn layouts_in(text: &str) -> impl Iterator<Item = &'static Spec> {
    let mut present: Vec<bool> =
        LAYOUTS.iter().map(|spec| spec.anchors.is_empty() || has_mark(text, spec)).collect();
    let mut missing = present.iter().filter(|present| !**present).count();
    // Without the automaton (it cannot fail to be built) every layout is asked.
    let Some(automaton) = &ANCHORS.automaton else { return with(vec![true; LAYOUTS.len()]) };
    for hit in automaton.find_overlapping_iter(text) {
        if missing == 0 {
            break;
        }
        let layout = ANCHORS.layouts[hit.pattern().as_usize()];
        if !std::mem::replace(&mut present[layout], true) {
            missing -= 1;
        }
    }
    with(present)
}

fn with(present: Vec<bool>) -> impl Iterator<Item = &'static Spec> {
    LAYOUTS.iter().zip(present).filter_map(|(spec, present)| present.then_some(spec))
}
