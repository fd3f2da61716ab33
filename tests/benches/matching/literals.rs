//! Ways to find many literals in one pass, side by side.

use crate::aho::Bare;
use crate::args::LiteralsArgs;
use crate::figures::{MB, best_in_turn};
use daachorse::DoubleArrayAhoCorasick;
use kbmatch::Literals;
use kbmatch_tests::generate::articles::literals;
use kbmatch_tests::generate::logs::{Form, Plan, text};
use kbmatch_tests::timed;
use std::hint::black_box;

/// A way to find them: its name, the milliseconds that it took to build, and the search.
type Way<'a> = (String, f64, Box<dyn FnMut() + 'a>);

pub(crate) fn run(args: &LiteralsArgs) {
    let log = text(&Plan::new(Form::ALL[0], args.size)).0;
    let folded: String = kbmatch::read(&log).events.iter().flat_map(|event| [event.folded(), "\n"]).collect();
    println!("one pass over {:.1} MB of folded events for all literals of a base", folded.len() as f64 / MB);
    println!("{:>8} {:>9} {:24} {:>10} {:>10}", "articles", "literals", "way", "build ms", "MB/s");
    for &articles in &args.articles {
        let literals = literals(articles);
        let mut ways = ways(&literals, &folded);
        let mut searches: Vec<Box<dyn FnMut() + '_>> =
            ways.iter_mut().map(|(_, _, search)| Box::new(search) as Box<dyn FnMut()>).collect();
        let times = best_in_turn(args.runs, &mut searches);
        drop(searches);
        for ((name, build, _), time) in ways.iter().zip(times) {
            let speed = folded.len() as f64 / MB / time;
            println!("{articles:>8} {:>9} {name:24} {build:>10.2} {speed:>10.1}", literals.len());
        }
    }
}

fn ways<'a>(literals: &'a [String], folded: &'a str) -> Vec<Way<'a>> {
    let mut ways: Vec<Way<'a>> = Vec::new();
    let (built, grams) = timed(|| Literals::new(literals.iter().map(String::as_bytes)));
    let search = move || {
        let mut found = 0_usize;
        grams.scan(folded.as_bytes(), |_| found += 1);
        black_box(found);
    };
    ways.push(("kbmatch".to_owned(), built * 1000.0, Box::new(search)));
    let (built, double) = timed(|| DoubleArrayAhoCorasick::<u32>::new(literals));
    if let Ok(double) = double {
        let search = move || _ = black_box(double.find_overlapping_iter(folded).count());
        ways.push(("daachorse".to_owned(), built * 1000.0, Box::new(search)));
    }
    let (built, bare) = timed(|| Bare::all(literals));
    let shared = built * 1000.0 / bare.len().max(1) as f64;
    for bare in bare {
        let name = format!("aho-corasick {}", bare.name);
        ways.push((name, shared, Box::new(move || bare.scan(folded))));
    }
    ways
}
