//! The engine without a page: texts in, JSON out. What JavaScript sees of it is in the program `kbmatch-engine`.

use kbmatch::pack::ShardKind;
use kbmatch::{Input, KnowledgeBase, PackError};

/// A knowledge base whose symptoms may still be on their way.
pub struct Base(KnowledgeBase);

impl Base {
    /// Of the bytes of a manifest.
    ///
    /// # Errors
    ///
    /// When they are no manifest, or one of another version.
    pub fn of(manifest: &[u8]) -> Result<Self, PackError> {
        KnowledgeBase::from_manifest(manifest).map(Self)
    }

    /// The names of the shards with symptoms: without one of them, its articles are not found.
    pub fn wanted(&self) -> Vec<String> {
        let symptoms = self.0.manifest().shards.iter().filter(|shard| shard.kind == ShardKind::Symptoms);
        symptoms.map(|shard| shard.sha256.clone()).collect()
    }

    /// Takes shards with symptoms, all or none.
    ///
    /// # Errors
    ///
    /// When one is none that the manifest names, or damaged.
    pub fn add(&mut self, shards: &[&[u8]]) -> Result<(), PackError> {
        self.0.add_shards(shards)
    }

    /// What a list shows of each article, ascending by id.
    pub fn articles(&self) -> String {
        json(&self.0.entries().collect::<Vec<_>>())
    }

    /// The report on a text in any encoding: `docs/report.schema.json`. With `utf16`, places are also given as JavaScript counts.
    pub fn scan(&self, text: &[u8], utf16: bool) -> String {
        let input = Input::decode(text);
        let mut report = self.0.scan(&input);
        if utf16 {
            report.add_utf16(&input);
        }
        json(&report)
    }

    /// Every predicate of an article with its value: `docs/explain.schema.json`. `None` for an article that the base does not have.
    pub fn explain(&self, article: &str, text: &[u8]) -> Option<String> {
        self.0.explain(article, &Input::decode(text)).map(|explanation| json(&explanation))
    }
}

/// Words and numbers only: serde_json has no way to fail on them.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kbmatch::{PackParts, Report};

    const EVENT: &[u8] = include_bytes!("../../../kb/articles/entra/kb3193683/match-event-viewer.txt");

    fn base() -> Result<Base, PackError> {
        let parts = PackParts::of(kbmatch_kb::PACK)?;
        let mut base = Base::of(parts.manifest)?;
        let wanted = base.wanted();
        let symptoms = parts.shards.iter().filter(|(shard, _)| wanted.contains(&shard.sha256));
        base.add(&symptoms.map(|(_, bytes)| *bytes).collect::<Vec<_>>())?;
        Ok(base)
    }

    #[test]
    fn a_base_in_parts_gives_the_report_that_the_whole_one_gives() -> Result<(), PackError> {
        let said = base()?.scan(EVENT, false);
        let report = kbmatch_kb::default_base()?.scan(&Input::decode(EVENT));
        assert_eq!(serde_json::from_str::<Report>(&said).ok(), Some(report));
        assert!(said.contains(r#""article":"kb3193683","title""#) && !said.contains("utf16"), "{said}");
        Ok(())
    }

    #[test]
    fn places_are_also_counted_as_javascript_does() -> Result<(), PackError> {
        assert!(base()?.scan(EVENT, true).contains("utf16"));
        Ok(())
    }

    #[test]
    fn only_articles_that_are_there_are_explained() -> Result<(), PackError> {
        let base = base()?;
        assert!(base.explain("kb3193683", EVENT).is_some_and(|json| json.starts_with('{')));
        assert_eq!(base.explain("kb0", EVENT), None);
        assert!(base.articles().contains(r#""id":"kb3193683""#));
        Ok(())
    }
}
