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
