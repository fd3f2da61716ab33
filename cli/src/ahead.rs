//! One text on several processors: windows of it are read before those before them are evaluated.
//!
//! One thread, which is called the text's own, takes its windows in order and evaluates their events. It lays out what is likely to
//! come, as pieces of work for whoever has nothing to do; itself it reads what nobody has begun rather than wait. So it waits for
//! work only that another thread is at, which waits for nothing.

use kbmatch::{Ahead, Guess, Guessed, Scanned, Scanner};
use rayon::Scope;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

/// For each processor so many windows are under way at most: each takes a few MB.
const AHEAD: usize = 2;

/// Who scans texts at a time.
#[derive(Debug, Default)]
pub(crate) struct Crew {
    /// How many texts.
    texts: AtomicUsize,
}

/// A text of the crew's.
struct Place<'c>(&'c Crew);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.texts.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Crew {
    /// Scans the text that `feed` pushes, on this thread and those that have nothing to do. Fails only as `feed` does.
    pub(crate) fn scan<E>(
        &self,
        scanner: Scanner<'_>,
        feed: impl FnOnce(&mut Scan<'_, '_, '_>) -> Result<(), E>,
    ) -> Result<Scanned, E> {
        self.texts.fetch_add(1, Ordering::Relaxed);
        let _place = Place(self);
        rayon::in_place_scope(|scope| {
            let mut scan = Scan { crew: self, scanner, scope, under_way: VecDeque::new() };
            feed(&mut scan)?;
            Ok(scan.finish())
        })
    }

    /// How many windows of a text may be under way: none when each processor has a text of its own.
    fn room(&self) -> usize {
        let (processors, texts) = (rayon::current_num_threads(), self.texts.load(Ordering::Relaxed).max(1));
        if texts < processors { AHEAD * processors.div_ceil(texts) } else { 0 }
    }
}

/// A scan of one text, on its own thread.
pub(crate) struct Scan<'s, 'scope, 'kb> {
    crew: &'s Crew,
    scanner: Scanner<'kb>,
    scope: &'s Scope<'scope>,
    /// In the order of the text.
    under_way: VecDeque<Window>,
}

impl Scan<'_, '_, '_> {
    /// Takes the next bytes.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.scanner.hold(bytes);
        while self.go_on(false) {}
    }

    fn finish(mut self) -> Scanned {
        while self.go_on(true) {}
        self.scanner.finish()
    }

    /// Does one thing, if there is one to do with the text that there is: without waiting for the first window, unless there is
    /// no room for more or no more text.
    fn go_on(&mut self, is_all: bool) -> bool {
        if self.under_way.len() < self.crew.room() {
            match self.scanner.ahead() {
                Ahead::Guess(guess) => {
                    self.under_way.push_back(Window::begin(guess, self.scope));
                    return true;
                }
                Ahead::NeedsText if !is_all && !self.under_way.is_empty() => return false,
                Ahead::NeedsText | Ahead::NeedsTaking => {}
            }
        }
        let first = self.first();
        let went_on = self.scanner.step(first);
        // When a guess does not hold, those after it are void.
        self.under_way.truncate(self.scanner.standing());
        went_on
    }

    /// What was read of the first window that is under way.
    fn first(&mut self) -> Option<Guessed> {
        while !self.under_way.front_mut()?.is_done() {
            match self.under_way.iter_mut().find_map(|window| Some((window.take()?, window))) {
                Some((guess, window)) => window.done = Some(guess.read()),
                None => break,
            }
        }
        self.under_way.pop_front()?.wait()
    }
}

/// A window that is likely to come.
struct Window {
    /// Until somebody begins to read it.
    guess: Arc<Mutex<Option<Guess>>>,
    result: Receiver<Guessed>,
    done: Option<Guessed>,
}

impl Window {
    /// Lays it out for whoever has nothing to do.
    fn begin(guess: Guess, scope: &Scope<'_>) -> Self {
        let (send, result) = sync_channel(1);
        let guess = Arc::new(Mutex::new(Some(guess)));
        let laid_out = Arc::clone(&guess);
        scope.spawn(move |_| {
            if let Some(guess) = take(&laid_out) {
                // Nobody listens any more when another guess did not hold.
                let _ = send.send(guess.read());
            }
        });
        Self { guess, result, done: None }
    }

    /// The work, if nobody has begun with it.
    fn take(&self) -> Option<Guess> {
        take(&self.guess)
    }

    /// Whether it has been read, by whomever; also when that failed.
    fn is_done(&mut self) -> bool {
        if self.done.is_none() {
            match self.result.try_recv() {
                Ok(guessed) => self.done = Some(guessed),
                Err(TryRecvError::Disconnected) => return true,
                Err(TryRecvError::Empty) => {}
            }
        }
        self.done.is_some()
    }

    /// What was read. Nothing only when the thread that read it panicked: the scope goes on with that.
    fn wait(mut self) -> Option<Guessed> {
        self.done.take().or_else(|| self.result.recv().ok())
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // Work that is not begun need not be done.
        drop(self.take());
    }
}

fn take(guess: &Mutex<Option<Guess>>) -> Option<Guess> {
    guess.lock().unwrap_or_else(PoisonError::into_inner).take()
}
