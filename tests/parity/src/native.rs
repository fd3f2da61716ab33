use kbmatch::KnowledgeBase;
use std::error::Error;
use std::fs;
use std::time::Instant;

pub(crate) fn run() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["cases", first, count] => {
            print!("{}", kbmatch_parity::lines_of_cases(first.parse()?, count.parse()?));
        }
        ["reports", pack, list] => reports(pack, list)?,
        ["time", pack, file, runs] => time(pack, file, runs.parse()?)?,
        _ => return Err("cases FIRST COUNT, reports PACK LIST, or time PACK FILE RUNS".into()),
    }
    Ok(())
}

fn reports(pack: &str, list: &str) -> Result<(), Box<dyn Error>> {
    let base = KnowledgeBase::from_pack(fs::read(pack)?)?;
    for file in fs::read_to_string(list)?.lines() {
        let report = kbmatch_parity::report(&base, &fs::read(file)?);
        println!("{file} {} bytes {}", report.len(), kbmatch_parity::hash(&report));
    }
    Ok(())
}

/// Prints the milliseconds of loading, and of each scan with its report as JSON.
fn time(pack: &str, file: &str, runs: usize) -> Result<(), Box<dyn Error>> {
    let (pack, text) = (fs::read(pack)?, fs::read(file)?);
    let milliseconds = |start: Instant| start.elapsed().as_secs_f64() * 1000.0;
    let start = Instant::now();
    let base = KnowledgeBase::from_pack(&pack)?;
    println!("{}", milliseconds(start));
    for _ in 0..runs {
        let start = Instant::now();
        std::hint::black_box(kbmatch_parity::report(&base, &text));
        println!("{}", milliseconds(start));
    }
    Ok(())
}
