//! What is sent to the worker when: nothing before it is ready, one scan at a time, and of the scans that wait only the newest.
//! A scan in one piece is awaited; one in many pieces makes way for a newer one at once.

use super::protocol::ScanId;
use std::mem;

/// A scan to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Job<P> {
    /// Its number.
    pub(super) id: ScanId,
    /// Whether it goes to the worker piece by piece, and can be stopped between two of them.
    pub(super) in_pieces: bool,
    /// What is to be scanned.
    pub(super) payload: P,
}

/// What a newer scan leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change<P> {
    /// The scan that the worker is to give up, first.
    pub(super) cancel: Option<ScanId>,
    /// The scan that starts now.
    pub(super) start: Option<Job<P>>,
}

/// Jobs on their way to the worker. `P` is what is scanned, `L` a look-up.
#[derive(Debug)]
pub(super) struct Queue<P, L> {
    phase: Phase,
    scan: Option<Job<P>>,
    lookups: Vec<L>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Starting,
    Idle,
    /// The worker has all of this scan.
    Scanning(ScanId),
    /// The worker gets this scan piece by piece.
    Streaming(ScanId),
}

impl<P, L> Default for Queue<P, L> {
    fn default() -> Self {
        Self { phase: Phase::Starting, scan: None, lookups: Vec::new() }
    }
}

impl<P, L> Queue<P, L> {
    /// A new scan; it replaces one that waits, and stops one that is in pieces.
    pub(super) fn scan(&mut self, job: Job<P>) -> Change<P> {
        let cancel = self.forget_scan();
        self.scan = Some(job);
        Change { cancel, start: self.next_scan() }
    }

    /// A new look-up. Gives it back if it is to be sent now.
    pub(super) fn look_up(&mut self, lookup: L) -> Option<L> {
        if self.phase == Phase::Starting {
            self.lookups.push(lookup);
            return None;
        }
        Some(lookup)
    }

    /// The worker is ready: what waited for it. When it says so again, nothing does.
    pub(super) fn ready(&mut self) -> (Vec<L>, Option<Job<P>>) {
        if self.is_starting() {
            self.phase = Phase::Idle;
        }
        (mem::take(&mut self.lookups), self.next_scan())
    }

    /// Whether the worker has not been ready yet.
    pub(super) fn is_starting(&self) -> bool {
        self.phase == Phase::Starting
    }

    /// The worker has answered this scan, or will never: the next one to send. One that was stopped may still be answered;
    /// that changes nothing.
    pub(super) fn scanned(&mut self, id: ScanId) -> Option<Job<P>> {
        if self.phase == Phase::Scanning(id) || self.phase == Phase::Streaming(id) {
            self.phase = Phase::Idle;
        }
        self.next_scan()
    }

    /// Forgets the scan that waits, or that is under way in pieces: its text is gone. Gives the latter's number, for the worker
    /// to give it up.
    pub(super) fn forget_scan(&mut self) -> Option<ScanId> {
        self.scan = None;
        let Phase::Streaming(id) = self.phase else { return None };
        self.phase = Phase::Idle;
        Some(id)
    }

    /// Whether the worker is to get more pieces of this scan.
    pub(super) fn is_streaming(&self, id: ScanId) -> bool {
        self.phase == Phase::Streaming(id)
    }

    fn next_scan(&mut self) -> Option<Job<P>> {
        if self.phase != Phase::Idle {
            return None;
        }
        let job = self.scan.take()?;
        self.phase = if job.in_pieces { Phase::Streaming(job.id) } else { Phase::Scanning(job.id) };
        Some(job)
    }
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
