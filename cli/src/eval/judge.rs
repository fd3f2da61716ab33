//! Judges the cases, several at a time.

use crate::output::Output;
use kbmatch::KnowledgeBase;
use kbmatch::assess::{Case, Judgment, judge};
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// The judgments of all cases, in their order, whoever is done first.
pub(super) fn all(base: &KnowledgeBase, cases: &[Case], leave_one_out: bool, out: &Output) -> Vec<Judgment> {
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(cases.len());
    let mut judged: Vec<Option<Judgment>> = cases.iter().map(|_| None).collect();
    thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        for _ in 0..workers {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || {
                let at = || next.fetch_add(1, Ordering::Relaxed);
                while let Some((at, case)) = Some(at()).and_then(|at| Some((at, cases.get(at)?))) {
                    // Nobody listens any more only when the command ends.
                    let _ = send.send((at, judge(base, case, leave_one_out)));
                }
            });
        }
        drop(send);
        for (done, (at, judgment)) in receive.into_iter().enumerate() {
            judged[at] = Some(judgment);
            out.progress(done + 1, cases.len(), "cases");
        }
    });
    judged.into_iter().flatten().collect()
}
