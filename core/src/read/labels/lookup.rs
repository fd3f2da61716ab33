//! A table that is looked up by its keys, for each colon of a text: a hash of the last bytes, then one comparison.

/// Values by their keys, which are looked up as bytes.
pub(super) struct Lookup<T> {
    rows: Vec<(Vec<u8>, T)>,
    /// For each hash the number of its row, from 1 on; a row whose place is taken has the next one.
    slots: Vec<u16>,
}

/// So many slots there are at least for each row.
const SPARSE: usize = 4;

impl<T> Lookup<T> {
    /// A table of these rows; of rows with the same key the first one counts.
    pub(super) fn new(rows: Vec<(Vec<u8>, T)>) -> Self {
        let count = (rows.len() * SPARSE).next_power_of_two();
        let mut table = Self { rows, slots: vec![0; count] };
        for row in 0..table.rows.len() {
            let slot = table.slot(&table.rows[row].0);
            if table.slots[slot] == 0
                && let Ok(number) = u16::try_from(row + 1)
            {
                table.slots[slot] = number;
            }
        }
        table
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &[u8]) -> Option<&T> {
        self.row(self.slots[self.slot(key)]).map(|(_, value)| value)
    }

    /// The slot of a key, or the free one where it would be.
    fn slot(&self, key: &[u8]) -> usize {
        let mut slot = hash(key) % self.slots.len();
        while self.row(self.slots[slot]).is_some_and(|(known, _)| known != key) {
            slot = (slot + 1) % self.slots.len();
        }
        slot
    }

    fn row(&self, number: u16) -> Option<&(Vec<u8>, T)> {
        self.rows.get(usize::from(number).checked_sub(1)?)
    }
}

/// FNV-1a of the length and the last bytes: keys differ there, and long texts cost no more.
fn hash(key: &[u8]) -> usize {
    let tail = key.iter().rev().take(8);
    let start = 0x811c_9dc5_u32 ^ (key.len() as u32 & 0xff);
    let hash = tail.fold(start, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_and_no_other() {
        let keys: Vec<Vec<u8>> = (0..500).map(|number| format!("key {}", number * 7).into_bytes()).collect();
        let table = Lookup::new(keys.iter().cloned().zip(0..).collect());
        for (place, key) in keys.iter().enumerate() {
            assert_eq!(table.get(key), Some(&place));
        }
        assert_eq!(table.get(b"key 1"), None);
        assert_eq!(table.get(b""), None);
        assert_eq!(Lookup::<u8>::new(Vec::new()).get(b"key"), None);
    }
}
