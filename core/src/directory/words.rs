use crate::Arrange as _;
use crate::text::caseless;

/// The words of a text by which it is found, ascending, each once: letters and digits in lower case. Names such as `0x80070005` and
/// `kb3193683` are words; one with hyphens is one, and so are its parts.
///
/// ```
/// assert_eq!(kbmatch::directory::words("Wi-Fi: 0xCAA2000C"), ["0xcaa2000c", "fi", "wi", "wi-fi"]);
/// ```
pub fn words(text: &str) -> Vec<String> {
    let lower = caseless(text);
    let mut words: Vec<String> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .map(|word| word.trim_matches('-'))
        .filter(|word| !word.is_empty())
        .flat_map(|word| {
            let parts = word.split('-').filter(|part| *part != word).map(str::to_owned);
            std::iter::once(word.to_owned()).chain(parts.collect::<Vec<_>>())
        })
        .filter(|word| !word.is_empty())
        .collect();
    words.arrange_by(Ord::cmp);
    words.dedup();
    words
}
