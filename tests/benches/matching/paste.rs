//! What somebody waits who pastes a few events.

use crate::args::PasteArgs;
use crate::figures::{MB, made_up};
use kbmatch::{Input, KnowledgeBase, Report};
use kbmatch_tests::generate::logs::{Form, Plan, text};
use kbmatch_tests::timed;

/// Seconds that the pastes of a layout may take together.
const BUDGET: f64 = 10.0;

pub(crate) fn run(args: &PasteArgs) {
    let pack = made_up(args.articles).to_pack();
    println!(
        "pastes of {} bytes against {} articles, pack of {:.1} MB",
        args.size,
        args.articles,
        pack.len() as f64 / MB
    );
    let names = ["bytes", "events", "matches", "load ms", "first ms", "median ms", "p95 ms", "pastes"];
    println!("{:14}{}", "layout", names.map(|name| format!(" {name:>10}")).concat());
    for form in Form::ALL {
        row(form, &pack, args);
    }
}

fn row(form: Form, pack: &[u8], args: &PasteArgs) {
    let (paste, written) = text(&Plan { noise: 6, ..Plan::new(form, args.size) });
    let (load, base) = timed(|| KnowledgeBase::from_pack(pack));
    let Ok(base) = base else { return println!("{:14} the pack cannot be loaded", form.name()) };
    let (first, report) = timed(|| scan(&base, &paste));
    let mut times: Vec<f64> = Vec::new();
    while times.len() < args.runs.max(1) && times.iter().sum::<f64>() < BUDGET {
        times.push(timed(|| scan(&base, &paste)).0);
    }
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(times.len() - 1) * percent / 100] * 1000.0;
    let matches = report.results.iter().filter(|found| found.verdict == kbmatch::Verdict::Match).count();
    let counts = [paste.len() as f64, written.events as f64, matches as f64];
    let waits = [load * 1000.0, first * 1000.0, at(50), at(95), times.len() as f64];
    let shown: String = counts.iter().chain(&waits).map(|figure| format!(" {figure:>10.2}")).collect();
    println!("{:14}{shown}", form.name());
}

fn scan(base: &KnowledgeBase, paste: &str) -> Report {
    base.scan(&Input::decode(paste.as_bytes()))
}
