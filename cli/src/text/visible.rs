use std::borrow::Cow;

/// `text` without the characters that a terminal obeys instead of showing: control characters become their pictures (`␛`), the
/// ones that change the direction of writing become `�`, and invisible ones go. Line breaks and tabs become spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    match text.char_indices().find(|&(_, c)| !shows_as_itself(c)) {
        None => Cow::Borrowed(text),
        Some((at, _)) => {
            let mut out = String::with_capacity(text.len());
            out.push_str(&text[..at]);
            text[at..].chars().for_each(|c| push_visible(&mut out, c));
            Cow::Owned(out)
        }
    }
}

/// Whether a terminal shows `c` and does nothing else with it.
pub fn shows_as_itself(c: char) -> bool {
    shown(c) == Shown::Itself
}

/// Appends what shows `c`.
pub(super) fn push_visible(out: &mut String, c: char) {
    match shown(c) {
        Shown::Itself => out.push(c),
        Shown::As(other) => out.push(other),
        Shown::Tab => out.push_str("    "),
        Shown::Not => {}
    }
}

/// How many columns `c` takes when it is shown.
pub(super) fn columns(c: char) -> usize {
    let shown = match shown(c) {
        Shown::Itself => c,
        Shown::As(other) => other,
        Shown::Tab => return 4,
        Shown::Not => return 0,
    };
    unicode_width::UnicodeWidthChar::width(shown).unwrap_or(0)
}

#[derive(PartialEq)]
enum Shown {
    Itself,
    As(char),
    Tab,
    Not,
}

fn shown(c: char) -> Shown {
    match c {
        ' '..='~' => Shown::Itself,
        '\t' => Shown::Tab,
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Shown::As(' '),
        '\0'..='\u{1f}' => Shown::As(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
        '\u{7f}' => Shown::As('\u{2421}'),
        c if c.is_control() || turns_direction(c) => Shown::As('\u{fffd}'),
        c if is_invisible(c) => Shown::Not,
        _ => Shown::Itself,
    }
}

/// Unicode's explicit directional formatting characters, and the marks (UAX #9, section 2).
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters without a picture that may hide something. Joiners stay: scripts and emoji need them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown_instead() {
        assert_eq!(visible("plain – Ключ 😀"), "plain – Ключ 😀");
        assert_eq!(visible("\u{1b}]0;owned\u{7}\u{1b}[2J"), "␛]0;owned␇␛[2J");
        assert_eq!(visible("a\u{9b}31mb\u{7f}"), "a\u{fffd}31mb␡");
        assert_eq!(visible("txt.\u{202e}exe\u{2069}"), "txt.\u{fffd}exe\u{fffd}");
        assert_eq!(visible("a\u{200b}b\tc\r\nd"), "ab    c  d");
    }

    #[test]
    fn no_control_character_comes_through() {
        let all: String = ('\0'..=char::MAX).collect();
        assert!(!visible(&all).chars().any(char::is_control));
    }
}
