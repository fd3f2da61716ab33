//! Knowledge bases of all sizes on logs in all layouts.

use crate::aho::Bare;
use crate::args::ScanArgs;
use crate::figures::{MB, best_in_turn, found, made_up, scan};
use kbmatch::KnowledgeBase;
use kbmatch_tests::generate::articles::literals;
use kbmatch_tests::generate::logs::{Form, Plan, Written, text};
use kbmatch_tests::timed;
use std::hint::black_box;

/// A log, as long as the longest run.
struct Log {
    form: Form,
    text: String,
}

/// A base, and what it is compared with.
struct Side<'a> {
    base: &'a KnowledgeBase,
    smallest: &'a KnowledgeBase,
    bare: &'a [Bare],
}

pub(crate) fn run(args: &ScanArgs) {
    let forms = args.layout.iter().filter_map(|name| Form::named(name));
    let logs: Vec<Log> = forms.map(|form| Log { form, text: text(&Plan::new(form, args.size)).0 }).collect();
    let smallest = made_up(args.articles.first().copied().unwrap_or(10));
    println!(
        "MB/s and events/s: read, fold, match, report, of a stream. bare: aho-corasick, all overlapping"
    );
    println!("occurrences of the same literals in the folded text of the same events. x: times as long.");
    for &articles in &args.articles {
        let (took, base) = timed(|| made_up(articles));
        let literals = literals(articles);
        let bytes: usize = literals.iter().map(String::len).sum();
        let (built, bare) = timed(|| Bare::all(&literals));
        println!(
            "\n{articles} articles, compiled in {took:.1} s; {} literals, {:.2} MB, bare built in {built:.1} s",
            literals.len(),
            bytes as f64 / MB
        );
        let names = ["MB", "events/s", "MB/s", "bare MB/s", "x bare", "x smallest", "x reading"];
        println!("{:14}{}  bare", "layout", names.map(|name| format!(" {name:>11}")).concat());
        let side = Side { base: &base, smallest: &smallest, bare: &bare };
        logs.iter().for_each(|log| row(&side, log, args));
    }
}

fn row(side: &Side<'_>, log: &Log, args: &ScanArgs) {
    let written = fitting(side, log, args);
    let text = &log.text[..usize::try_from(written.bytes).unwrap_or(usize::MAX).min(log.text.len())];
    let folded = folded(text);
    let mut counts = (0, 0);
    let mut things: Vec<Box<dyn FnMut() + '_>> = vec![
        Box::new(|| counts = scan(side.base, text)),
        Box::new(|| {
            black_box(scan(side.smallest, text));
        }),
        Box::new(|| {
            black_box(read(text));
        }),
    ];
    things.extend(side.bare.iter().map(|bare| Box::new(|| bare.scan(&folded)) as Box<dyn FnMut()>));
    let times = best_in_turn(args.runs, &mut things);
    drop(things);
    let kinds = side.bare.iter().zip(&times[3..]);
    let Some((kind, bare)) = kinds.min_by(|a, b| a.1.total_cmp(b.1)) else { return };
    let mb = text.len() as f64 / MB;
    let [took, smallest, reading] = [times[0], times[1], times[2]];
    let rates = [mb, counts.0 as f64 / took, mb / took, folded.len() as f64 / MB / bare];
    let ratios = [took / bare, took / smallest, took / reading];
    let shown: String = rates.iter().chain(&ratios).map(|figure| format!(" {figure:>11.2}")).collect();
    println!("{:14}{shown}  {}; {}", log.form.name(), kind.name, found(counts.1, &written));
}

/// A log of the most text that a run of this base has time for. A log's first part is the shorter log.
fn fitting(side: &Side<'_>, log: &Log, args: &ScanArgs) -> Written {
    let mut size = 50_000;
    loop {
        let (_, written) = text(&Plan::new(log.form, size.min(args.size)));
        let part = &log.text[..usize::try_from(written.bytes).unwrap_or(usize::MAX).min(log.text.len())];
        let took = timed(|| scan(side.base, part)).0;
        if written.bytes >= args.size || took * 2.0 > args.seconds {
            return written;
        }
        let times = (args.seconds / took).clamp(2.0, 16.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "positive, and below 2^50"
        )]
        let next = (written.bytes as f64 * times * 0.9) as u64;
        size = next;
    }
}

fn read(text: &str) -> usize {
    let mut stream = kbmatch::Stream::new();
    let mut events = 0;
    for piece in text.as_bytes().chunks(1 << 16) {
        stream.push(piece);
        while let Some(window) = stream.read() {
            events += window.events().len();
        }
    }
    stream.finish();
    while let Some(window) = stream.read() {
        events += window.events().len();
    }
    events
}

/// The folded texts of all events: what the bare search goes through.
fn folded(text: &str) -> String {
    kbmatch::read(text).events.iter().flat_map(|event| [event.folded(), "\n"]).collect()
}
