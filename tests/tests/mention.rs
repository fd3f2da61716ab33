//! Articles that speak of a text which none explains, with the articles of this repository.

use kbmatch::{Input, KnowledgeBase, Mention, Mentions, Verdict};

fn mentions(text: &str) -> Vec<Mention> {
    let base = KnowledgeBase::from_pack(kbmatch_kb::PACK).expect("the pack is whole");
    let report = base.scan(&Input::decode(text.as_bytes()));
    Mentions::of(&base).find(&report, text)
}

fn first(text: &str) -> Option<String> {
    mentions(text).into_iter().next().map(|mention| mention.article)
}

#[test]
fn a_bare_code_leads_to_the_articles_that_look_for_it_however_it_is_written() {
    for code in ["0x800f0922", "-2146498270", "2148469026", "error 800f0922 again"] {
        assert_eq!(first(code).as_deref(), Some("windows-update-0x800f0922"), "{code}");
    }
}

#[test]
fn an_event_in_a_sentence_leads_to_its_article() {
    for (text, article) in [
        ("DFSR event 2213", "dfsr-2213-dirty-shutdown"),
        ("kernel power 41 after the storm", "kernel-power-41-no-code"),
        ("event id 2042, it has been too long since the last replication", "ntds-2042-tombstone-lifetime"),
        ("Ereignis-ID 2042 seit gestern", "ntds-2042-tombstone-lifetime"),
        ("DHCP 1046 not authorized", "dhcp-server-1046-not-authorized"),
    ] {
        assert!(mentions(text).iter().any(|mention| mention.article == article), "{text}");
    }
}

#[test]
fn of_articles_that_have_the_same_words_the_one_that_is_about_them_comes_first() {
    assert_eq!(first("Got EventID 5719 from NETLOGON").as_deref(), Some("netlogon-5719-no-secure-channel"));
}

#[test]
fn beside_an_events_number_mere_words_lead_nowhere() {
    let found = mentions("kernel power 41 after the storm");
    assert!(
        !found.is_empty() && found.iter().all(|mention| mention.words.contains(&"41".to_owned())),
        "{found:?}"
    );
}

#[test]
fn the_words_that_lead_there_are_told_the_rarest_first() {
    let found = mentions("DFSR event 2213");
    assert_eq!(found[0].words[..2], ["2213", "dfsr"]);
}

#[test]
fn what_no_article_speaks_of_leads_nowhere() {
    for text in [
        "",
        "good morning",
        "event",
        "error",
        "service",
        "the cat sat on the mat",
        "12 18 5 1",
        "dns_probe_finished_nxdomain",
        "\u{0}\u{202e}\u{fffd}",
    ] {
        assert_eq!(mentions(text), [], "{text:?}");
    }
}

#[test]
fn of_a_long_text_only_codes_count() {
    let words: String = (0..60).map(|n| format!("word{n} ")).collect();
    assert_eq!(mentions(&format!("{words} DFSR event 2213")), []);
    assert_eq!(first(&format!("{words} 0x800f0922")).as_deref(), Some("windows-update-0x800f0922"));
}

#[test]
fn an_article_that_has_its_say_already_is_not_mentioned() {
    let text = "AADSTS700016: Application with identifier 'x' was not found in the directory";
    let base = KnowledgeBase::from_pack(kbmatch_kb::PACK).expect("the pack is whole");
    let report = base.scan(&Input::decode(text.as_bytes()));
    assert_eq!(report.best(), Some(Verdict::Match));
    let known = &report.results[0].article;
    assert!(Mentions::of(&base).find(&report, text).iter().all(|mention| mention.article != *known));
}

#[test]
fn an_empty_base_mentions_nothing() {
    let report =
        KnowledgeBase::from_pack(kbmatch_kb::PACK).expect("whole").scan(&Input::decode(b"0x800f0922"));
    assert_eq!(Mentions::default().find(&report, "0x800f0922"), []);
}
