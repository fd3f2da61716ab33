use std::hint::black_box;
use std::time::Instant;

/// How long `run` takes, in seconds, and what it gives. Of what takes long, on Linux, only the time that it was on a processor:
/// what else the machine does is not counted.
pub fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let (start, worked) = (Instant::now(), on_processor());
    let result = black_box(run());
    let elapsed = start.elapsed().as_secs_f64().max(1e-9);
    let worked = on_processor().zip(worked).map(|(after, before)| after - before);
    (worked.filter(|_| elapsed > LONG).unwrap_or(elapsed), result)
}

/// Linux counts a thread's time at each tick of some milliseconds: of less than this, in seconds, the clock tells more.
const LONG: f64 = 0.1;

/// The seconds for which this thread has been on a processor.
fn on_processor() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: u64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds as f64 / 1e9)
}
