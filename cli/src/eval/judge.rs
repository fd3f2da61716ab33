//! Judges the cases, several at a time.

use crate::output::Output;
use crate::parallel::in_order;
use kbmatch::KnowledgeBase;
use kbmatch::assess::{Case, Judgment, judge};
use std::convert::Infallible;

/// The judgments of all cases, in their order.
pub(super) fn all(base: &KnowledgeBase, cases: &[Case], leave_one_out: bool, out: &Output) -> Vec<Judgment> {
    let mut judged = Vec::with_capacity(cases.len());
    let all = in_order(
        cases,
        |case| judge(base, case, leave_one_out),
        |_, judgment| {
            judged.push(judgment);
            out.progress(judged.len(), cases.len(), "cases");
            Ok::<(), Infallible>(())
        },
    );
    match all {
        Ok(()) => judged,
    }
}
