//! A stream without end, and the most memory that it takes.

use crate::args::MemoryArgs;
use crate::figures::{MB, made_up, memory};
use kbmatch::{KnowledgeBase, Scanner, Verdict};
use kbmatch_tests::generate::logs::{Form, Plan, write};
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// A scanner that is written to; the time that it takes is its own, without that of making the text.
struct Sink<'kb> {
    scanner: Scanner<'kb>,
    piece: Vec<u8>,
    bytes: u64,
    busy: Duration,
    until: Instant,
}

/// The scanner gets pieces of this length.
const PIECE: usize = 1 << 16;

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let start = Instant::now();
        self.scanner.push(&self.piece);
        self.busy += start.elapsed();
        let mb = self.bytes / 100_000_000;
        self.bytes += self.piece.len() as u64;
        self.piece.clear();
        if self.bytes / 100_000_000 > mb {
            progress(self);
        }
        if Instant::now() > self.until { Err(io::ErrorKind::TimedOut.into()) } else { Ok(()) }
    }
}

pub(crate) fn run(args: &MemoryArgs) {
    let form = Form::named(&args.layout).unwrap_or(Form::EventViewer);
    // By way of a pack, so that nothing of the compiler stays.
    let pack = made_up(args.articles).to_pack();
    let Ok(base) = KnowledgeBase::from_pack(&pack) else { return };
    drop(pack);
    println!("{} articles, {}; memory of the whole process, in MB of 10^6 bytes", args.articles, form.name());
    println!("before the first byte: resident {:.1}, peak {:.1} (the compiler's)", mb("VmRSS"), mb("VmHWM"));
    let until = Instant::now() + Duration::from_secs_f64(args.seconds.clamp(1.0, 1e6));
    let scanner = base.scanner();
    let mut sink = Sink { scanner, piece: Vec::new(), bytes: 0, busy: Duration::ZERO, until };
    let ended = write(&Plan::new(form, args.size), &mut sink).and_then(|written| {
        sink.flush()?;
        Ok(written)
    });
    progress(&sink);
    let report = sink.scanner.finish().report;
    let matches = report.results.iter().filter(|found| found.verdict == Verdict::Match).count();
    println!("after the report: peak {:.1}; {matches} articles match", mb("VmHWM"));
    if ended.is_err() {
        println!("stopped after {} seconds: `--seconds` gives it more", args.seconds);
    }
}

fn progress(sink: &Sink<'_>) {
    let read = sink.bytes as f64 / MB;
    println!(
        "{read:>8.1} MB, {:>9} events, {:>6.1} MB/s, resident {:>6.1}, peak {:>6.1}",
        sink.scanner.events(),
        read / sink.busy.as_secs_f64().max(1e-9),
        mb("VmRSS"),
        mb("VmHWM")
    );
}

fn mb(name: &str) -> f64 {
    memory(name).unwrap_or(f64::NAN)
}
