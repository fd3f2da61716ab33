//! What may stand between the tags of a page as it is.

use crate::error::SiteError;

/// Text that stands between tags as it is.
pub(crate) fn inline(text: &str) -> Result<&str, SiteError> {
    let lower = text.to_ascii_lowercase();
    for end in ["</script", "</style", "<!--"] {
        if lower.contains(end) {
            let why = format!("`{end}` in a script or style would end it, or change what follows");
            return Err(SiteError::new(why));
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_its_element_is_refused() {
        assert!(inline("a < b").is_ok());
        for text in ["'</Script>'", "</style", "x = '<!--'"] {
            assert!(inline(text).is_err(), "{text}");
        }
    }
}
