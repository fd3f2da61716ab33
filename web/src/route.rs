//! Addresses inside the page: what stands behind the `#`.

use crate::share;

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Route {
    /// The box for the paste, and the answer.
    #[default]
    Home,
    /// All articles, by area.
    Articles,
    /// The articles of an area, by its folder.
    Area(String),
    /// One article, by its id.
    Article(String),
    /// A text that somebody shared; holds what the link carries.
    Shared(String),
    /// An address that leads nowhere; holds what was asked for.
    Unknown(String),
}

/// What an area's folder stands behind.
const AREA: &str = "articles/";

/// What the text of a shared link stands behind.
const SHARED: &str = "text/";

impl Route {
    /// The route for a location's hash, with or without its `#`.
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        match path {
            "" => Self::Home,
            "articles" => Self::Articles,
            path if path.strip_prefix(SHARED).is_some_and(share::is_packed) => {
                Self::Shared(path[SHARED.len()..].to_owned())
            }
            path if path.strip_prefix(AREA).is_some_and(is_area) => Self::Area(path[AREA.len()..].to_owned()),
            id if is_article_id(id) => Self::Article(id.to_owned()),
            other => Self::Unknown(other.to_owned()),
        }
    }

    /// The articles of an area; all of them where its name cannot be an address.
    pub fn of_area(folder: &str) -> Self {
        if is_area(folder) { Self::Area(folder.to_owned()) } else { Self::Articles }
    }

    /// Whether it shows the box for the paste.
    pub fn is_home(&self) -> bool {
        matches!(self, Self::Home | Self::Shared(_))
    }

    /// The address to link to.
    pub fn href(&self) -> String {
        match self {
            Self::Home => "#/".to_owned(),
            Self::Articles => "#/articles".to_owned(),
            Self::Area(folder) => format!("#/{AREA}{folder}"),
            Self::Shared(packed) => format!("#/{SHARED}{packed}"),
            Self::Article(id) | Self::Unknown(id) => format!("#/{id}"),
        }
    }
}

/// Letters, digits and signs that every browser leaves in an address as they are.
fn is_area(folder: &str) -> bool {
    !folder.is_empty()
        && folder.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/'))
}

/// Ids are lower-case letters, digits and hyphens: see `docs/articles.md`.
fn is_article_id(id: &str) -> bool {
    id.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_leads_to_its_route_and_back() {
        for (hash, route) in [
            ("", Route::Home),
            ("#", Route::Home),
            ("#/", Route::Home),
            ("#/articles", Route::Articles),
            ("#/articles/active-directory", Route::of_area("active-directory")),
            ("#/kb3193683", Route::Article("kb3193683".into())),
            ("#/text/Abc-_9", Route::Shared("Abc-_9".into())),
            ("#/aad-1098-aadsts50076/", Route::Article("aad-1098-aadsts50076".into())),
        ] {
            assert_eq!(Route::parse(hash), route, "{hash}");
            assert_eq!(Route::parse(&route.href()), route, "{hash}");
        }
    }

    #[test]
    fn an_area_whose_name_is_no_address_is_found_among_all() {
        assert_eq!(Route::of_area("entra"), Route::Area("entra".into()));
        for folder in ["", "a b", "\u{fc}"] {
            assert_eq!(Route::of_area(folder), Route::Articles, "{folder}");
        }
    }

    #[test]
    fn what_cannot_be_an_id_is_unknown() {
        for hash in ["#/KB1", "#/a/b", "#/%3Cscript%3E", "#/articles/%3Cb%3E", "#/a b", "#x=y", "#/text/a b"]
        {
            assert!(matches!(Route::parse(hash), Route::Unknown(_)), "{hash}");
        }
    }
}
