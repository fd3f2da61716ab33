//! Which of kbmatch's sections a heading belongs to.

/// A section of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Symptoms,
    Cause,
    Resolution,
    More,
}

impl Section {
    pub(super) const ALL: [Self; 4] = [Self::Symptoms, Self::Cause, Self::Resolution, Self::More];

    /// Its heading in an article.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Symptoms => "Symptoms",
            Self::Cause => "Cause",
            Self::Resolution => "Resolution",
            Self::More => "More information",
        }
    }

    /// The section that a heading of the second level begins. What no word tells belongs to `More`.
    pub(super) fn of(heading: &str) -> Self {
        let heading = heading.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        // "Resolution for the error" is a resolution: what to do is asked for first, then why.
        if has(&[
            "resol",
            "solution",
            "workaround",
            "how do i fix",
            "how to fix",
            "mitigation",
            "to fix",
            "troubleshooting steps",
            "steps to",
        ]) || heading.starts_with("method")
            || heading.starts_with("procedure")
        {
            Self::Resolution
        } else if has(&["cause", "why did", "reason"]) {
            Self::Cause
        } else if has(&[
            "symptom",
            "problem",
            "issue",
            "error",
            "scenario",
            "introduction",
            "summary",
            "bounce message",
        ]) {
            Self::Symptoms
        } else {
            Self::More
        }
    }

    /// Whether the heading says no more than the section's own name does.
    pub(super) fn is_plain(self, heading: &str) -> bool {
        let heading = heading.trim().trim_end_matches('s').to_lowercase();
        match self {
            Self::Symptoms => {
                ["symptom", "problem", "issue", "summary", "introduction"].contains(&heading.as_str())
            }
            Self::Cause => heading == "cause",
            Self::Resolution => ["resolution", "solution", "workaround"].contains(&heading.as_str()),
            Self::More => ["more information", "reference", "see also"].contains(&heading.as_str()),
        }
    }
}
