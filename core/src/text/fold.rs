use super::Mapped;
use crate::Span;

/// The canonical form in which texts are compared: simple case folding, one space for any run of white space and
/// control characters, plain quotes, dashes and colons for their typographic and full-width kin, no zero-width characters.
///
/// Sources: Unicode `CaseFolding.txt` status C and S (by way of the `unicode-case-mapping` crate); `White_Space` by the
/// standard library; quotation marks and dashes by their Unicode names.
///
/// ```
/// assert_eq!(kbmatch::fold("  Event\u{a0}ID\u{ff1a} \u{201c}A\u{201d}\u{200b}"), " event id: \"a\"");
/// ```
pub fn fold(text: &str) -> String {
    if ascii_run(text.as_bytes()) == text.len() {
        return text.to_ascii_lowercase();
    }
    fold_mapped(text).into_text()
}

/// As [`fold`], with a map back to offsets of `text`. Cost: O(n).
pub(crate) fn fold_mapped(text: &str) -> Mapped {
    let mut out = Mapped::with_capacity(text.len(), text.len() / 48 + 4);
    let mut at = 0;
    while at < text.len() {
        // Most of an event: at once, which takes a fifth of the instructions. Letters become lower case at the end.
        let run = at + ascii_run(&text.as_bytes()[at..]);
        out.copy(&text[at..run], at);
        at = match blanks(&text.as_bytes()[run..]) {
            0 => fold_char(text, run, &mut out),
            blanks => fold_space(Span::new(run, run + blanks), &mut out),
        };
    }
    out.make_ascii_lowercase();
    out
}

/// The length of the white space at the start of a text, if it is all ASCII and a printable character of ASCII follows.
fn blanks(text: &[u8]) -> usize {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    let length = text.iter().take_while(|byte| is_blank(byte)).count();
    if text.get(length).is_some_and(u8::is_ascii_graphic) { length } else { 0 }
}

/// Folds white space. Gives its end.
fn fold_space(span: Span, out: &mut Mapped) -> usize {
    // One character that stands for one of the same length keeps the map small.
    if span.len() == 1 {
        out.copy(" ", span.start);
    } else {
        out.replace(" ", span);
    }
    span.end
}

/// Folds the character at `at`, with the white space after it if it is such, too. Gives the end.
fn fold_char(text: &str, at: usize, out: &mut Mapped) -> usize {
    let Some(c) = text[at..].chars().next() else { return text.len() };
    let end = at + c.len_utf8();
    match folded(c) {
        Folded::Same => _ = out.copy(&text[at..end], at),
        Folded::Space => {
            let rest = text[end..].trim_start_matches(|c| is_space(c) || is_ignored(c));
            return fold_space(Span::new(at, text.len() - rest.len()), out);
        }
        Folded::Gone => {}
        Folded::To(to) => _ = out.replace_char(to, Span::new(at, end)),
    }
    end
}

/// How many bytes are printable ASCII with single spaces between: what folds by lower-casing alone.
fn ascii_run(bytes: &[u8]) -> usize {
    let mut at = 0;
    // A chunk without any other byte is known by a few instructions for all of its bytes.
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<CHUNK>) {
        let is_run =
            |any: bool, i: usize| any & (is_plain(chunk[i]) | (chunk[i] == b' ') & is_plain(chunk[i + 1]));
        if !(0..CHUNK - 1).fold(true, is_run) {
            break;
        }
        at += CHUNK - 1;
    }
    loop {
        let rest = &bytes[at..];
        at += rest.iter().position(|&byte| !is_plain(byte)).unwrap_or(rest.len());
        match bytes[at..] {
            [b' ', next, ..] if is_plain(next) => at += 2,
            _ => return at,
        }
    }
}

/// So many bytes are looked at together, the last one as the neighbour of the one before it.
const CHUNK: usize = 33;

/// Whether a byte folds by lower-casing alone.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() & (byte != b'`')
}

enum Folded {
    Same,
    Space,
    Gone,
    To(char),
}

fn folded(c: char) -> Folded {
    match c {
        'A'..='Z' => Folded::To(c.to_ascii_lowercase()),
        '`' => Folded::To('\''),
        '!'..='~' => Folded::Same,
        _ if is_space(c) => Folded::Space,
        _ if is_ignored(c) => Folded::Gone,
        _ => match simple_fold(unify(c)) {
            to if to == c => Folded::Same,
            to => Folded::To(to),
        },
    }
}

/// Whether nothing of the text is left to compare: white space, control and zero-width characters only.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| is_space(c) || is_ignored(c))
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Zero-width and directional characters, which mail programs and web pages sprinkle into copied text.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Typographic variants of ASCII punctuation, and full-width forms of ASCII.
fn unify(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐'..='―' | '−' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xff01 + 0x21).unwrap_or(c),
        _ => c,
    }
}

/// A text without case, and else as it is: each character by simple case folding. One table serves this and [`fold`]; the standard
/// library's two for lower and upper case would be 24 KB more of the page's engine.
pub(crate) fn caseless(text: &str) -> String {
    text.chars().map(simple_fold).collect()
}

/// A character without case. A letter of which there is one case only is what it was.
pub(crate) fn simple_fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    unicode_case_mapping::case_folded(c).and_then(|to| char::from_u32(to.get())).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spaces_quotes_and_widths_fold_away() {
        assert_eq!(fold("Straße ΣΊΣΥΦΟΣ\tЖ"), "straße σίσυφοσ ж");
        assert_eq!(fold("a \u{a0}\r\n\u{3000}b"), "a b");
        assert_eq!(fold("\u{2018}x\u{2019} \u{ab}y\u{bb} 1\u{2013}2 ＡＢ１"), "'x' \"y\" 1-2 ab1");
        assert_eq!(fold("mul\u{ad}ti\u{200b}-factor\0"), "multi-factor ");
    }

    #[test]
    fn folding_twice_changes_nothing_more() {
        for text in ["Éa  b", "\u{200b} \u{200b} x", "“K” ẞ ﬁ", " \u{feff}\n", "ǅ İ ı"] {
            let once = fold(text);
            assert_eq!(fold(&once), once, "{text:?}");
        }
    }

    #[test]
    fn a_folded_range_maps_back_to_the_original() {
        let text = "The  \u{201c}ERROR\u{201d} Ⱥ end";
        let folded = fold_mapped(text);
        let at = folded.text().find("\"error\"").expect("folded quote");
        let spans = folded.source(at..at + 7);
        assert_eq!(spans.len(), 1);
        assert_eq!(&text[spans[0].range()], "\u{201c}ERROR\u{201d}");
        let end = folded.text().find("end").expect("end");
        assert_eq!(&text[folded.source(end..end + 3)[0].range()], "end");
    }
}
