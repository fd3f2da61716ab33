use super::*;

/// The labels in a text, with where they start and end.
fn labels(text: &str) -> Vec<(Label, &str, Certainty)> {
    let found = occurrences(text, 0, text.len());
    found.map(|label| (label.label, &text[label.start..label.end], label.certainty)).collect()
}

#[test]
fn every_label_of_every_table_is_found_alone_in_bold_and_with_a_full_width_colon() {
    for (place, table) in TABLES.iter().enumerate() {
        for &(name, label) in *table {
            for text in [format!("{name}:"), format!("**{name}:**"), format!("{name} \u{a0}\u{ff1a}")] {
                let found: Vec<_> = occurrences(&text, 0, text.len()).collect();
                assert_eq!(found.len(), 1, "{text}");
                assert_eq!((found[0].label, found[0].certainty), (label, Certainty::Printed), "{text}");
                assert_eq!((found[0].start, found[0].end), (0, text.len()), "{text}");
                assert!(found[0].languages.shares(Languages(1 << place)), "{text}");
            }
        }
    }
}

#[test]
fn no_label_is_longer_than_what_is_looked_at() {
    let names = TABLES.iter().copied().flatten();
    assert!(names.clone().all(|(name, _)| name.len() + 8 < MAX_LABEL));
    assert!(names.clone().all(|(name, _)| name.split([' ', '-', '.']).count() <= MAX_WORDS));
}

#[test]
fn the_longest_label_counts_and_the_words_before_it_do_not() {
    assert_eq!(labels("Event Source:"), [(PROVIDER, "Event Source:", Certainty::Printed)]);
    assert_eq!(labels("Error Date: x"), [(TIME, "Date:", Certainty::Printed)]);
    assert_eq!(labels("Resource: x, DataSource: y, re-Source: z"), []);
}

#[test]
fn white_space_of_any_kind_stands_between_the_words_of_a_label() {
    assert_eq!(labels("Task\n  Category:"), [(TASK, "Task\n  Category:", Certainty::Printed)]);
    assert_eq!(labels("Event\u{a0}ID :"), [(EVENT_ID, "Event\u{a0}ID :", Certainty::Printed)]);
}

#[test]
fn a_lower_case_letter_at_its_start_makes_a_label_less_sure() {
    assert_eq!(labels("Log name:"), [(CHANNEL, "Log name:", Certainty::Printed)]);
    assert_eq!(labels("EVENT ID:"), [(EVENT_ID, "EVENT ID:", Certainty::Printed)]);
    assert_eq!(labels("the source:"), [(PROVIDER, "source:", Certainty::LowerCase)]);
}

#[test]
fn the_text_may_begin_in_a_label() {
    assert_eq!(labels("er: x").first(), None, "of a user or a computer");
    assert_eq!(labels("rce: x"), [(PROVIDER, "rce:", Certainty::Cut)]);
    assert_eq!(labels("a\nrce: x"), []);
}

#[test]
fn a_label_for_xml_is_known_in_any_language() {
    assert_eq!(
        labels("x\nTapahtuman XML-tiedot:\n"),
        [(EVENT_XML, "Tapahtuman XML-tiedot:", Certainty::Printed)]
    );
}

#[test]
fn headers_mix_english_with_one_language() {
    let languages = |label: &str| occurrences(label, 0, label.len()).next().map(|label| label.languages);
    let (german, spanish) = (languages("Quelle:"), languages("Origen:"));
    let (german, spanish) = (german.expect("a label"), spanish.expect("a label"));
    assert_eq!(german.with(spanish), None);
    assert_eq!(german.with(Languages::ENGLISH), Some(german));
    assert_eq!(Languages::ALL.with(german), Some(german));
}
