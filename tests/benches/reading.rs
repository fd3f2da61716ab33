//! How fast events are read: `cargo xtask bench` prints the tables.
//!
//! Each figure is the best of a few runs, in time on a processor where the system tells it, beside a count of line breaks in
//! the same bytes right before it: the ratio of the two says more than megabytes per second do, on a machine that does other
//! things, too.
#![allow(clippy::print_stdout, reason = "a benchmark's table is its result")]
#![allow(clippy::cast_precision_loss, reason = "no count here is near 2^52")]

use kbmatch::Stream;
use kbmatch_tests::generate::{LAYOUTS, Layout, pieces, repeated, samples};
use kbmatch_tests::timed;
use std::hint::black_box;
use std::time::Instant;

const MB: f64 = 1e6;

/// The length of each layout's text, in bytes.
const LENGTH: usize = 4_000_000;

const RUNS: usize = 3;

fn main() {
    // Cargo itself adds flags.
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    match arguments.next().as_deref() {
        Some("hostile") => hostile(),
        Some("stream") => stream(),
        _ => layouts(&arguments.next().unwrap_or_default()),
    }
}

/// The layouts whose name holds `part`.
fn layouts(part: &str) {
    let names = ["MB", "MB/s read", "MB/s memchr", "ratio", "events/s"];
    println!("{:22}{}", "layout", names.map(|name| format!(" {name:>12}")).concat());
    for layout in LAYOUTS.iter().filter(|layout| layout.name.contains(part)) {
        let text = text_of(layout, LENGTH);
        let mb = text.len() as f64 / MB;
        let lines = best(RUNS, || {
            black_box(memchr::memchr_iter(b'\n', text.as_bytes()).count());
        });
        let mut events = 0;
        let read = best(RUNS, || events = black_box(kbmatch::read(&text)).events.len());
        let figures = [mb, mb / read, mb / lines, read / lines, events as f64 / read];
        println!("{:22}{}", layout.name, figures.map(|figure| format!(" {figure:>12.1}")).concat());
    }
}

/// Some events over and over, in one layout.
fn text_of(layout: &Layout, length: usize) -> String {
    let some: String = samples(500).iter().map(|event| layout.render(event) + "\n").collect();
    some.repeat(length.div_ceil(some.len()))
}

/// The least time of some runs, in seconds.
fn best(runs: usize, mut run: impl FnMut()) -> f64 {
    (0..runs).map(|_| timed(&mut run).0).fold(f64::INFINITY, f64::min)
}

/// 100 MB of Event Viewer's text through a stream, and the most memory that this process had.
fn stream() {
    let piece = text_of(&LAYOUTS[0], 1 << 20);
    let (mut stream, mut bytes, mut events) = (Stream::new(), 0, 0);
    let before = peak_memory();
    let (took, ()) = timed(|| {
        while bytes < 100_000_000 {
            stream.push(piece.as_bytes());
            bytes += piece.len();
            events += read_all(&mut stream);
        }
        stream.finish();
        events += read_all(&mut stream);
    });
    let mb = bytes as f64 / MB;
    println!("stream of {}: {mb:.0} MB, {:.1} MB/s, {events} events", LAYOUTS[0].name, mb / took);
    match (before, peak_memory()) {
        (Some(before), Some(after)) => {
            println!("peak memory {after:.1} MB, {before:.1} MB before the first byte");
        }
        _ => println!("peak memory is known on Linux only"),
    }
}

fn read_all(stream: &mut Stream) -> usize {
    let mut events = 0;
    while let Some(window) = stream.read() {
        events += window.events().len();
    }
    events
}

/// In megabytes, as Linux counts it.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1000.0)
}

/// A piece that is repeated, and the seconds for 1 MB and for more of it.
struct Row {
    piece: String,
    small: f64,
    large: f64,
    /// How many times as long the larger text is.
    times: f64,
}

impl Row {
    /// How much more time the larger text took than it should: 1 is linear. What is read in no time has no growth to speak of.
    fn growth(&self) -> f64 {
        self.large / self.times / self.small.max(0.01)
    }
}

/// Below this speed, in seconds for a megabyte, the larger text is shorter.
const SLOW: f64 = 0.4;

/// Every piece over and over: ten times the text in about ten times the time is linear. Rows come as they are measured.
fn hostile() {
    let start = Instant::now();
    let mut rows: Vec<Row> = Vec::new();
    println!("{HEADING}");
    for piece in pieces() {
        let row = measure(piece);
        show(&row);
        rows.push(row);
    }
    println!("{} pieces in {:.0} s; those that grow most", rows.len(), start.elapsed().as_secs_f64());
    rows.sort_by(|a, b| b.growth().total_cmp(&a.growth()));
    rows.iter().take(10).for_each(show);
    println!("those that take longest");
    rows.sort_by(|a, b| (b.large / b.times).total_cmp(&(a.large / a.times)));
    rows.iter().take(10).for_each(show);
}

fn measure(piece: String) -> Row {
    let seconds = |length| {
        let text = repeated(&piece, length);
        timed(|| drop(black_box(kbmatch::read(&text)))).0
    };
    let small = seconds(1_000_000);
    let times = if small > SLOW { 3 } else { 10 };
    Row { large: seconds(times * 1_000_000), times: times as f64, piece, small }
}

const HEADING: &str = "   s/1 MB    s/more    times  growth  piece";

fn show(row: &Row) {
    let Row { piece, small, large, times } = row;
    let shown: String = format!("{piece:?}").chars().take(60).collect();
    println!("{small:>9.3} {large:>9.3} {times:>8} {:>7.1}  {shown}", row.growth());
}
