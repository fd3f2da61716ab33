/// Line numbers of a text. Cost: one pass over it, once; then at most [`STRIDE`] bytes a question.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    /// How many line breaks stand before each multiple of [`STRIDE`].
    breaks_before: Vec<usize>,
}

const STRIDE: usize = 1 << 16;

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut breaks = 0;
        let counts = text.as_bytes().chunks(STRIDE).map(|chunk| {
            breaks += count_breaks(chunk);
            breaks
        });
        Self { text, breaks_before: std::iter::once(0).chain(counts).collect() }
    }

    /// The text that they are lines of.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The number of the line that holds this offset, from 1.
    pub(super) fn number(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let stride = offset / STRIDE;
        1 + self.breaks_before[stride] + count_breaks(&self.text.as_bytes()[stride * STRIDE..offset])
    }
}

fn count_breaks(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one_across_strides() {
        let text = "ab\n".repeat(50_000);
        let lines = Lines::new(&text);
        for offset in [0, 2, 3, STRIDE - 1, STRIDE, STRIDE + 1, 2 * STRIDE, text.len(), text.len() + 9] {
            let expected = 1 + offset.min(text.len()) / 3;
            assert_eq!(lines.number(offset), expected, "{offset}");
        }
        assert_eq!(Lines::new("").number(0), 1);
    }
}
