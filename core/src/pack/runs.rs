//! Where a long list of ids is cut into parts.

use std::ops::Range;

/// Cuts ids, ascending, into runs of `least` to four times as many, about twice as many on average; the last may be shorter.
///
/// Where a run ends depends on its own ids alone, and on those shortly before: another id changes the run that it falls into, and
/// rarely the next. Parts of a fixed length would all be other ones from there on. Cost: linear in the ids.
///
/// ```
/// let ids: Vec<String> = (0..100).map(|n| format!("kb{n:03}")).collect();
/// let runs = kbmatch::pack::runs(ids.iter().map(String::as_str), 10);
/// assert!(runs.iter().rev().skip(1).all(|run| (10..=40).contains(&run.len())));
/// assert_eq!(runs.iter().map(|run| run.len()).sum::<usize>(), 100);
/// ```
pub fn runs<'i>(ids: impl IntoIterator<Item = &'i str>, least: usize) -> Vec<Range<usize>> {
    let least = least.max(1);
    let (mut runs, mut start, mut end) = (Vec::new(), 0, 0);
    for id in ids {
        end += 1;
        let length = end - start;
        let is_cut = length >= least && hash(id).is_multiple_of(least as u64);
        if is_cut || length >= least.saturating_mul(MOST) {
            runs.push(start..end);
            start = end;
        }
    }
    if start < end {
        runs.push(start..end);
    }
    runs
}

/// A run is at most so many times as long as it has to be.
const MOST: usize = 4;

/// FNV-1a (<https://www.rfc-editor.org/rfc/rfc9923>), and its halves combined: of ids that count up, the lower bits alone do, too.
fn hash(id: &str) -> u64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32) ^ (hash & 0xffff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn parts(ids: &[String]) -> BTreeSet<Vec<String>> {
        let runs = runs(ids.iter().map(String::as_str), 10);
        runs.into_iter().map(|run| ids[run].to_vec()).collect()
    }

    #[test]
    fn another_id_changes_the_run_that_it_falls_into_and_few_others() {
        let ids: Vec<String> = (0..5_000).map(|n| format!("kb{n:05}")).collect();
        let before = parts(&ids);
        assert!((150..=400).contains(&before.len()), "{}", before.len());
        for at in [0, 1, 17, 2_500, 4_999] {
            let mut more = ids.clone();
            more.insert(at, format!("kb{at:05}-more"));
            more.sort();
            assert!(parts(&more).difference(&before).count() <= 4, "at {at}");
            let fewer: Vec<String> =
                ids.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, id)| id.clone()).collect();
            assert!(parts(&fewer).difference(&before).count() <= 4, "without {at}");
        }
    }

    #[test]
    fn no_ids_make_no_runs() {
        assert!(runs([], 10).is_empty());
        assert_eq!(runs(["a"], 0), vec![0..1]);
    }
}
