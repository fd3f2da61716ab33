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

/// How often a property is tried: more for whoever sets `PROPTEST_CASES`, as its failures are rare.
fn often(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(often(64))]

    // Seeds are fresh in every run: what it finds are misreadings that are still there.
    #[test]
    fn pastes_of_several_layouts_read_back(blocks in vec(block(), 1..5), prose in any::<bool>()) {
        let paste = Paste { blocks, prose };
        prop_assert!(paste.check().is_ok(), "{:?}", paste.check());
    }
}
