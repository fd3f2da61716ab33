//! Evaluation: from events to verdicts.
use crate::article::Article;
use crate::{Input, Report};

#[derive(Clone, Debug)]
pub(crate) struct Prepared;

impl Prepared {
    pub(crate) fn new(_: &[Article]) -> Self {
        Self
    }
}

pub(crate) fn scan(_: &[Article], _: &Prepared, _: &Input<'_>) -> Report {
    Report { version: crate::report::VERSION, events: Vec::new(), results: Vec::new(), notes: Vec::new() }
}
