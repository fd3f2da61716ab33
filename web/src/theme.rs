//! Light, dark, or as the system says; remembered where the browser allows it.

use crate::dom;
use crate::texts::Language;

const KEY: &str = "kbmatch-theme";

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The name in storage and in `<html data-theme>`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The name for people.
    pub fn label(self, t: Language) -> &'static str {
        match self {
            Self::Auto => t.theme_auto,
            Self::Light => t.theme_light,
            Self::Dark => t.theme_dark,
        }
    }

    fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }

    /// The one that was chosen last.
    pub fn remembered() -> Self {
        dom::storage()
            .and_then(|storage| storage.get_item(KEY).ok()?)
            .map_or(Self::Auto, |name| Self::parse(&name))
    }

    /// Shows the page in this theme, and remembers it if the browser allows.
    pub fn apply(self) {
        dom::set_root_attribute("data-theme", self.name());
        if let Some(storage) = dom::storage() {
            // A browser that refuses to remember is no reason to bother the user.
            let _ = match self {
                Self::Auto => storage.remove_item(KEY),
                chosen => storage.set_item(KEY, chosen.name()),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_theme_and_nonsense_to_auto() {
        for theme in Theme::ALL {
            assert_eq!(Theme::parse(theme.name()), theme);
        }
        assert_eq!(Theme::parse("pink"), Theme::Auto);
    }
}
