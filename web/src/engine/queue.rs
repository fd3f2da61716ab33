//! What is sent to the worker when: nothing before it is ready, one scan at a time, and of the scans that wait only the newest.

use std::mem;

/// Jobs on their way to the worker. `S` is a scan, `L` a look-up.
#[derive(Debug)]
pub(super) struct Queue<S, L> {
    phase: Phase,
    scan: Option<S>,
    lookups: Vec<L>,
}

#[derive(Debug, PartialEq, Eq)]
enum Phase {
    Starting,
    Idle,
    Scanning,
}

impl<S, L> Default for Queue<S, L> {
    fn default() -> Self {
        Self { phase: Phase::Starting, scan: None, lookups: Vec::new() }
    }
}

impl<S, L> Queue<S, L> {
    /// A new scan; it replaces one that waits. Gives it back if it is to be sent now.
    pub(super) fn scan(&mut self, scan: S) -> Option<S> {
        self.scan = Some(scan);
        self.next_scan()
    }

    /// A new look-up. Gives it back if it is to be sent now.
    pub(super) fn look_up(&mut self, lookup: L) -> Option<L> {
        if self.phase == Phase::Starting {
            self.lookups.push(lookup);
            return None;
        }
        Some(lookup)
    }

    /// The worker is ready: what waited for it.
    pub(super) fn ready(&mut self) -> (Vec<L>, Option<S>) {
        self.phase = Phase::Idle;
        (mem::take(&mut self.lookups), self.next_scan())
    }

    /// The worker has answered a scan, or will never: the next one to send.
    pub(super) fn scanned(&mut self) -> Option<S> {
        self.phase = Phase::Idle;
        self.next_scan()
    }

    /// Forgets the scan that waits: its text is gone.
    pub(super) fn forget_scan(&mut self) {
        self.scan = None;
    }

    fn next_scan(&mut self) -> Option<S> {
        if self.phase != Phase::Idle {
            return None;
        }
        let scan = self.scan.take()?;
        self.phase = Phase::Scanning;
        Some(scan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready() -> Queue<u32, &'static str> {
        let mut queue = Queue::default();
        queue.ready();
        queue
    }

    #[test]
    fn nothing_is_sent_or_lost_before_the_worker_is_ready() {
        let mut queue = Queue::default();
        assert_eq!(queue.scan(1), None);
        assert_eq!(queue.look_up("a"), None);
        assert_eq!(queue.look_up("b"), None);
        assert_eq!(queue.scan(2), None);
        assert_eq!(queue.ready(), (vec!["a", "b"], Some(2)));
        assert_eq!(queue.scanned(), None);
    }

    #[test]
    fn one_scan_runs_and_only_the_newest_waits() {
        let mut queue = ready();
        assert_eq!(queue.scan(1), Some(1));
        assert_eq!(queue.scan(2), None);
        assert_eq!(queue.scan(3), None);
        assert_eq!(queue.scanned(), Some(3));
        assert_eq!(queue.scanned(), None);
        assert_eq!(queue.scan(4), Some(4));
    }

    #[test]
    fn look_ups_do_not_wait_for_a_scan() {
        let mut queue = ready();
        queue.scan(1);
        assert_eq!(queue.look_up("a"), Some("a"));
    }

    #[test]
    fn a_forgotten_scan_is_not_sent() {
        let mut queue = ready();
        queue.scan(1);
        queue.scan(2);
        queue.forget_scan();
        assert_eq!(queue.scanned(), None);
    }
}
