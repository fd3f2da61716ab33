//! What may happen to a copied event, and that it stays the same event.

use crate::event::{Event, Format, Header};
use crate::read::read;

/// Channel, provider and event id of the events in a text.
fn identities(text: &str) -> Vec<[Option<String>; 3]> {
    let header = |event: &Event, header| event.header(header).map(str::to_owned);
    let identity =
        |event: &Event| [Header::Channel, Header::Provider, Header::EventId].map(|h| header(event, h));
    read(text).events.iter().filter(|event| event.format == Format::EventViewer).map(identity).collect()
}

const COPIES: [&str; 3] = [
    "Log Name: Application\nSource: Application Error\nDate: 3/7/2026 8:02:57 PM\nEvent ID: 1000\nTask Category: Crash Event\n\
     Level: Error\nKeywords: Classic, Error\nUser: N/A\nComputer: LT-1.contoso.com\nDescription:\nA program has crashed.",
    "\u{418}\u{43c}\u{44f} \u{436}\u{443}\u{440}\u{43d}\u{430}\u{43b}\u{430}: System\n\u{418}\u{441}\u{442}\u{43e}\u{447}\u{43d}\u{438}\u{43a}: \
     Service Control Manager\n\u{41a}\u{43e}\u{434} \u{441}\u{43e}\u{431}\u{44b}\u{442}\u{438}\u{44f}: 7036\n\
     \u{423}\u{440}\u{43e}\u{432}\u{435}\u{43d}\u{44c}: Info\n\u{41e}\u{43f}\u{438}\u{441}\u{430}\u{43d}\u{438}\u{435}:\nStopped.",
    "Nom du journal\u{a0}: System\nSource\u{a0}: Service Control Manager\nID de l\u{2019}\u{e9}v\u{e9}nement\u{a0}: 7000\n\
     Niveau\u{a0}: Erreur\nOrdinateur\u{a0}: lt-1\nDescription\u{a0}:\nRefus.",
];

/// The words of a text, in lines of at most `width` characters.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split([' ', '\n']) {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line > 0 && line + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}

#[test]
fn lines_that_were_joined_and_broken_again_at_any_width_are_the_same_event() {
    for copy in COPIES {
        let expected = identities(copy);
        assert_eq!(expected.len(), 1, "{copy}");
        for width in 20..120 {
            let text = wrapped(copy, width);
            assert_eq!(identities(&text), expected, "{width}\n{text}");
        }
    }
}

#[test]
fn line_ends_indents_blank_lines_and_quotes_change_nothing() {
    let damages: [fn(&str) -> String; 6] = [
        |text| text.replace('\n', "\r\n"),
        |text| text.replace('\n', "\n\n"),
        |text| text.replace('\n', "  \n"),
        |text| text.replace('\n', "\n        "),
        |text| text.replace('\n', "\n\t"),
        |text| format!("```\n{text}\n```\n"),
    ];
    for copy in COPIES {
        for damage in damages {
            let text = damage(copy);
            assert_eq!(identities(&text), identities(copy), "{text}");
        }
    }
}

#[test]
fn a_text_cut_anywhere_invents_nothing() {
    for copy in COPIES {
        let whole = identities(copy);
        for (at, _) in copy.char_indices() {
            for [channel, provider, id] in identities(&copy[at..]) {
                assert!(channel.is_none() || channel == whole[0][0], "{:?}", &copy[at..]);
                assert!(provider.is_none() || provider == whole[0][1], "{:?}", &copy[at..]);
                assert!(id.is_none() || id == whole[0][2], "{:?}", &copy[at..]);
            }
            identities(&copy[..at]);
        }
    }
}

#[test]
fn a_header_has_the_labels_of_one_language_and_english_ones() {
    assert_eq!(identities("Quelle: Contoso\nEvent ID: 5\nEbene: Fehler\n").len(), 1);
    assert!(identities("Origen: Contoso\nEvent ID: 5\nEbene: x\nBenutzer: ada\n").is_empty());
}
