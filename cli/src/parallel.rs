//! Several things at a time, with the results in order: what is printed does not depend on the number of processors.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, sync_channel};

/// For each processor so many results may wait for an earlier one: they take memory.
const AHEAD: usize = 4;

/// Does `work` for each item on all processors (or as many as `RAYON_NUM_THREADS` says), and hands what it gives to `take`, on this
/// thread, in the order of the items. When `take` fails, what has begun is still done, and nothing more.
pub(crate) fn in_order<'i, T: Sync, R: Send, E>(
    items: &'i [T],
    work: impl Fn(&'i T) -> R + Sync,
    mut take: impl FnMut(&'i T, R) -> Result<(), E>,
) -> Result<(), E> {
    let most = AHEAD * rayon::current_num_threads();
    let work = &work;
    rayon::in_place_scope(|scope| {
        let mut waiting: VecDeque<(&T, Receiver<R>)> = VecDeque::new();
        let mut take_first = |waiting: &mut VecDeque<(&'i T, Receiver<R>)>| {
            let Some((item, result)) = waiting.pop_front() else { return Ok(()) };
            // Nothing is sent only when the work panicked: the scope goes on with that.
            result.recv().map_or(Ok(()), |result| take(item, result))
        };
        for item in items {
            if waiting.len() == most {
                take_first(&mut waiting)?;
            }
            let (send, receive) = sync_channel(1);
            scope.spawn(move |_| {
                // Nobody listens any more when something could not be taken.
                let _ = send.send(work(item));
            });
            waiting.push_back((item, receive));
        }
        while !waiting.is_empty() {
            take_first(&mut waiting)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_order_whoever_is_done_first() {
        let items: Vec<u64> = (0..200).collect();
        let mut taken = Vec::new();
        let slow = |item: &u64| {
            std::thread::sleep(Duration::from_micros(item % 7 * 100));
            item * 2
        };
        let result = in_order(&items, slow, |item, result| {
            taken.push((*item, result));
            Ok::<(), ()>(())
        });
        assert_eq!(result, Ok(()));
        assert!(taken.iter().copied().eq((0..200).map(|item| (item, item * 2))));
    }

    #[test]
    fn what_cannot_be_taken_ends_the_work() {
        let items: Vec<usize> = (0..100_000).collect();
        let done = AtomicUsize::new(0);
        let count = |_: &usize| done.fetch_add(1, Ordering::Relaxed);
        assert_eq!(
            in_order(&items, count, |item, _| if *item == 3 { Err("enough") } else { Ok(()) }),
            Err("enough")
        );
        assert!(done.load(Ordering::Relaxed) < items.len());
    }
}
