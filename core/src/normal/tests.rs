use super::*;

#[test]
fn tables_are_sorted_and_folded_and_name_what_is_its_own_normal_form() {
    fn check<T>(name: &str, table: &[(&str, T)]) {
        assert!(table.windows(2).all(|pair| pair[0].0 < pair[1].0), "{name}");
        for (key, _) in table {
            assert_eq!(fold(key), *key, "{name}");
        }
    }
    check("providers", provider::TABLE);
    check("channels", channel::TABLE);
    check("levels", level::TABLE);
    check("users", user::TABLE);
    for (key, name) in provider::TABLE {
        assert_eq!((provider(key).as_ref(), provider(name).as_ref()), (*name, *name));
    }
    for (key, name) in channel::TABLE {
        assert_eq!((channel(key).as_ref(), channel(name).as_ref()), (*name, *name));
    }
    for (key, name) in user::TABLE {
        assert_eq!((user(key).as_ref(), user(name).as_ref()), (*name, *name));
    }
    for pair in provider::SHORT_TABLE.windows(2) {
        assert!(pair[0].to_ascii_lowercase() < pair[1].to_ascii_lowercase(), "{pair:?}");
    }
}

#[test]
fn an_event_id_is_the_low_half_of_a_message_id() {
    let ids = |texts: &[&str]| texts.iter().map(|text| event_id(text)).collect::<Vec<_>>();
    assert_eq!(ids(&["1098", " 1,098", "0x44A", "0x0000044a", "0xC000044A"]), [Some(1098); 5]);
    assert_eq!(ids(&["1073742922", "2147484746", "3221226570", "-1073740726"]), [Some(1098); 4]);
    assert_eq!(
        ids(&["0", "65535", "70000", "1000000"]),
        [Some(0), Some(65535), Some(70000), Some(1_000_000)]
    );
    assert_eq!(
        ids(&["", "0x", "1,98", ",098", "10 98", "1098.", "1e3", "+5", "99999999999", "0x100000000"]),
        [None; 10]
    );
}

#[test]
fn a_number_of_configuration_managers_log_is_its_own() {
    assert_eq!(level("1", Format::Cmtrace), Some(Level::Information));
    assert_eq!(level("3", Format::Cmtrace), Some(Level::Error));
    assert_eq!(level("1", Format::Xml), Some(Level::Critical));
    assert_eq!(level("30", Format::Json), Some(Level::Information));
    assert_eq!(level("loud", Format::Xml), None);
}

#[test]
fn a_value_that_is_normal_stays_as_it_is() {
    for (name, value) in [
        (Header::Provider, "Microsoft-Windows-AAD"),
        (Header::Provider, "Contoso (Sync)"),
        (Header::Channel, "Microsoft-Windows-AAD/Operational"),
        (Header::EventId, "1098"),
        (Header::Level, "Error"),
        (Header::User, "CONTOSO\\ada"),
        (Header::Time, "2026-01-02T03:04:05Z"),
        (Header::Computer, "c.contoso.com"),
    ] {
        assert_eq!(header(name, value, Format::Xml).as_deref(), Some(value));
    }
    assert_eq!(header(Header::User, "N/A", Format::Xml), None);
    assert_eq!(header(Header::Time, "04/05/2026 10:00:00", Format::Xml), None);
    assert_eq!(provider("Contoso (Microsoft-Windows-Contoso)"), "Microsoft-Windows-Contoso");
}

#[test]
fn no_value_panics() {
    let long = "é".repeat(500);
    for value in ["", " ", "(", ")", " ()", "\\", "0x", "é", "(microsoft-windows-", "\u{130}", &long] {
        for name in
            [Header::Provider, Header::Channel, Header::EventId, Header::Level, Header::User, Header::Time]
        {
            let _ = header(name, value, Format::Text);
        }
    }
}

proptest::proptest! {
    #[test]
    fn a_normal_form_is_its_own_normal_form(value in "\\PC{0,40}") {
        for name in [Header::Provider, Header::Channel, Header::EventId, Header::Level, Header::User, Header::Time] {
            if let Some(normal) = header(name, &value, Format::Text) {
                let again = header(name, &normal, Format::Text);
                proptest::prop_assert_eq!(again.as_deref(), Some(normal.as_ref()));
            }
        }
    }

    #[test]
    fn case_and_space_do_not_count(at in 0..provider::TABLE.len()) {
        let (alias, name) = provider::TABLE[at];
        let shouted = format!(" {} ", alias.to_uppercase());
        let found = header(Header::Provider, &shouted, Format::Text);
        proptest::prop_assert_eq!(found.as_deref(), Some(name));
    }
}
