use arbitrary::Unstructured;

/// Choices that bytes make; when the bytes are used up, always the first choice, so that few bytes make a small case.
pub(crate) struct Draw<'a>(Unstructured<'a>);

impl<'a> Draw<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(Unstructured::new(bytes))
    }

    /// A number from 0 to `most`.
    pub(crate) fn up_to(&mut self, most: usize) -> usize {
        self.0.int_in_range(0..=most).unwrap_or_default()
    }

    /// One of `items`, of which there is at least one.
    pub(crate) fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.up_to(items.len() - 1)]
    }

    /// Something true about once in `times`; false when the bytes are used up.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.up_to(times - 1) == times - 1
    }
}

/// How long the bytes of a seeded case are: more than any case uses.
const LENGTH: usize = 2048;

/// The bytes of the case with this number: SplitMix64 (<https://prng.di.unimi.it/splitmix64.c>).
pub fn seeded(number: u32) -> Vec<u8> {
    let mut state = u64::from(number);
    let mut draw = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    (0..LENGTH / 8).flat_map(|_| draw().to_le_bytes()).collect()
}
