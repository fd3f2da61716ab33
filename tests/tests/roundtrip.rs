//! Events that are written in a layout, damaged and pasted read back as they were.

use kbmatch_tests::generate::{Block, CLASSES, DAMAGES, LAYOUTS, Paste, event, samples};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write as _;

/// Every layout with every damage that it bears, over some events: what fails is listed as a table would show it.
#[test]
fn every_layout_reads_back_through_every_damage_it_bears() {
    let events = samples(6);
    let mut failures = String::new();
    for layout in LAYOUTS.iter() {
        let none = [None].into_iter();
        for damage in none.chain(DAMAGES.iter().filter(|damage| (damage.bears)(layout)).map(Some)) {
            for (event, prose) in events.iter().zip([true, false].into_iter().cycle()) {
                let damages = damage.into_iter().copied().collect();
                let paste = Paste { blocks: vec![Block { event: event.clone(), layout, damages }], prose };
                if let Err(what) = paste.check() {
                    let name = damage.map_or("no damage", |damage| damage.name);
                    writeln!(failures, "{} with {name}: {what}", layout.name).expect("a string takes all");
                    break;
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

fn block() -> impl Strategy<Value = Block> {
    (event(), any::<usize>(), any::<[u8; CLASSES.len()]>())
        .prop_map(|(event, layout, damages)| Block::chosen(event, layout, damages))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn pastes_of_several_layouts_read_back(blocks in vec(block(), 1..4), prose in any::<bool>()) {
        let paste = Paste { blocks, prose };
        prop_assert!(paste.check().is_ok(), "{:?}", paste.check());
    }
}

#[test]
fn explore() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = vec(block(), 1..4);
    let mut seen = std::collections::BTreeMap::new();
    for n in 0..4000 {
        let blocks = strategy.new_tree(&mut runner).expect("").current();
        let paste = Paste { blocks, prose: n % 2 == 0 };
        if let Err(what) = paste.check() {
            let size = paste.text().len();
            let key: String = if what.starts_with(char::is_numeric) { paste.blocks.iter().map(|b| b.layout.name).collect::<Vec<_>>().join("+") } else { what.split(' ').take(2).collect::<Vec<_>>().join(" ") };
            let entry = seen.entry(key).or_insert((usize::MAX, 0, String::new()));
            entry.1 += 1;
            if size < entry.0 { entry.0 = size; entry.2 = format!("{what}\n{paste:#?}"); }
        }
    }
    let mut all: Vec<_> = seen.into_iter().collect();
    all.sort_by_key(|a| a.1.0);
    println!("{} kinds, {} failures", all.len(), all.iter().map(|a| a.1.1).sum::<usize>());
    for (key, (_, count, text)) in all { println!("=== {key} x{count}\n{text}"); }
}
