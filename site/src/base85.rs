//! Bytes as text in a page: four bytes as five characters, where base64 needs five and a third.

/// The digits are the characters from `(` on, without `<`, which means something in a page.
const FIRST: u8 = b'(';
const LAST: u8 = b'}';

/// The digits of `bytes`, of each four the highest first. What is left over has a digit more than it has bytes.
/// `web/boot/single.js` has the other side.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(4) * 5);
    for chunk in bytes.chunks(4) {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        let mut rest = u32::from_be_bytes(word);
        let digits = [85_u32.pow(4), 85_u32.pow(3), 85 * 85, 85, 1].map(|unit| {
            let digit = (rest / unit) as u8;
            rest %= unit;
            char::from(if FIRST + digit == b'<' { LAST } else { FIRST + digit })
        });
        text.extend(&digits[..=chunk.len()]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the page does it.
    fn decode(text: &str) -> Vec<u8> {
        let digit = |byte: &u8| u64::from(if *byte == LAST { b'<' - FIRST } else { byte - FIRST });
        let chunks = text.as_bytes().chunks(5).flat_map(|chunk| {
            let highest = [84; 5];
            let digits = chunk.iter().map(digit).chain(highest).take(5);
            let word = digits.fold(0, |word, digit| word * 85 + digit) as u32;
            word.to_be_bytes().into_iter().take(chunk.len() - 1)
        });
        chunks.collect()
    }

    #[test]
    fn bytes_come_back_and_no_tag_can_begin() {
        for len in 0..600_u32 {
            let byte =
                |at: u32| if at % 9 < 4 { 255 } else { at.wrapping_mul(2_654_435_761).to_be_bytes()[0] };
            let bytes: Vec<u8> = (0..len).map(byte).collect();
            let text = encode(&bytes);
            assert_eq!(decode(&text), bytes, "{len}");
            assert!(text.bytes().all(|byte| (FIRST..=LAST).contains(&byte) && byte != b'<'), "{text}");
        }
    }
}
