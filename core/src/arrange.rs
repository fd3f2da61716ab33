//! Sorting lists that are short, or seldom sorted, with one sorting routine for all of them.
//!
//! The standard library makes a routine of about 4 KB for each type and order. Here a small one per type moves the items into an
//! order that one routine for all has found: of the page's engine that is a twentieth. `collect` sorts for a `BTreeSet` and a `BTreeMap`,
//! too; [`gathered`] does not.

use std::cmp::Ordering;

/// Lists that can be sorted in little code. Equal items keep their order.
pub trait Arrange<T> {
    /// Sorts by a comparison. Cost: that of a sort through a function pointer; nothing but a look where all is in order.
    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// Sorts by keys, each of which is made as often as it is compared.
    fn arrange_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.arrange_by(|a, b| key(a).cmp(&key(b)));
    }
}

impl<T> Arrange<T> for [T] {
    fn arrange_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        if self.is_sorted_by(|a, b| compare(a, b).is_le()) {
            return;
        }
        let mut order = order(self.len(), &|a, b| compare(&self[a], &self[b]));
        for start in 0..order.len() {
            // What belongs here, what belongs where that was, and so on, until the circle closes.
            let mut at = start;
            loop {
                let from = std::mem::replace(&mut order[at], at);
                if from == start {
                    break;
                }
                self.swap(at, from);
                at = from;
            }
        }
    }
}

/// A collection of these items, inserted one after the other.
pub fn gathered<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut all = C::default();
    all.extend(items);
    all
}

/// Which item belongs at each place.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|&a, &b| compare(a, b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(list in proptest::collection::vec((0_u8..20, any::<u16>()), 0..200)) {
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            let mut found = list.clone();
            found.arrange_by_key(|(key, _)| *key);
            prop_assert_eq!(found, expected);
            let (mut expected, mut found) = (list.clone(), list);
            expected.sort_by(|a, b| b.cmp(a));
            found.arrange_by(|a, b| b.cmp(a));
            prop_assert_eq!(found, expected);
        }
    }
}
