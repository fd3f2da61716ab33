//! Numbers that look random and are the same on every machine, for ever.

/// SplitMix64 (<https://prng.di.unimi.it/splitmix64.c>): whole numbers only, so that no machine rounds differently.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The sequence of this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The sequence of a part, such as the article with this number: the same, whichever other parts there are.
    pub fn of_part(seed: u64, part: u32) -> Self {
        let mut start = Self(seed ^ u64::from(part).wrapping_mul(0xd6e8_feb8_6659_fd93));
        Self(start.draw())
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, each as likely; 0 when the bound is 0.
    pub fn below(&mut self, bound: u32) -> u32 {
        // The upper half of a product of two 32-bit numbers is 32 bits long.
        (((self.draw() >> 32) * u64::from(bound)) >> 32) as u32
    }

    /// A number below `bound`; the small ones are common and the large ones rare, as words and providers are.
    pub fn common(&mut self, bound: u32) -> u32 {
        (0..3).map(|_| self.below(bound)).min().unwrap_or_default()
    }

    /// One of `items`, each as likely.
    ///
    /// # Panics
    ///
    /// When there are none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(u32::try_from(items.len()).unwrap_or(u32::MAX)) as usize]
    }
}
