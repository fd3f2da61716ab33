//! A language for tests: readable, and unlike anything that was written without the table.

/// The text with accents on its letters and brackets around each of its forms; places stay.
pub(super) fn accented(text: &'static str) -> &'static str {
    let mut out = String::from("⟦");
    let mut in_place = false;
    for c in text.chars() {
        in_place = c == '{' || in_place && c != '}';
        match c {
            '|' => out.push_str("⟧|⟦"),
            c if in_place => out.push(c),
            c => out.push(accent(c)),
        }
    }
    out.push('⟧');
    // Once for each text, for the life of the page.
    out.leak()
}

fn accent(c: char) -> char {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const ACCENTED: &str = "áƀçđéƒǧĥíĵķĺɱñóƥɋŕšţúṽŵẋýžÁƁÇÐÉƑǦĤÍĴĶĹṀÑÓƤɊŔŠŢÚṼŴẊÝŽ";
    PLAIN.chars().zip(ACCENTED.chars()).find(|(plain, _)| *plain == c).map_or(c, |(_, accented)| accented)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_get_accents_and_places_stay() {
        assert_eq!(accented("Line {0}|Lines {0}"), "⟦Ĺíñé {0}⟧|⟦Ĺíñéš {0}⟧");
    }
}
