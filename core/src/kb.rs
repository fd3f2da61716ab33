use crate::article::Article;
use crate::eval;
use crate::pack::{self, PackError};
use crate::{Input, Report, Scanner};

/// A compiled knowledge base: what a scan runs against.
#[derive(Clone, Debug)]
pub struct KnowledgeBase {
    articles: Vec<Article>,
    information: eval::Information,
}

impl KnowledgeBase {
    /// A base of these articles, ordered by id.
    ///
    /// Rules must be sound: every symptom that they refer to exists. Packs and the compiler check that.
    pub(crate) fn new(mut articles: Vec<Article>) -> Self {
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        let information = eval::Information::of(&articles);
        Self { articles, information }
    }

    /// Loads a pack that [`KnowledgeBase::to_pack`] made. Packs are untrusted: everything is checked.
    ///
    /// # Errors
    ///
    /// [`PackError`] says what is wrong: no pack, another version, damaged, or not sound.
    pub fn from_pack(bytes: &[u8]) -> Result<Self, PackError> {
        pack::decode(bytes).map(Self::new)
    }

    /// The base as one file. The same base always gives the same bytes.
    pub fn to_pack(&self) -> Vec<u8> {
        pack::encode(&self.articles)
    }

    /// Its articles, ordered by id.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The article with this id.
    pub fn article(&self, id: &str) -> Option<&Article> {
        let at = self.articles.binary_search_by(|article| article.id.as_str().cmp(id)).ok()?;
        self.articles.get(at)
    }

    /// Reads `input`, evaluates every article on it, and says what was found. The same input and base give the same report.
    pub fn scan(&self, input: &Input<'_>) -> Report {
        eval::scan(self.gathering(), input)
    }

    /// Scans bytes that come in pieces: an input of any length.
    pub fn scanner(&self) -> Scanner<'_> {
        Scanner::new(self)
    }

    pub(crate) fn gathering(&self) -> eval::Gathering<'_> {
        eval::Gathering::new(&self.articles, &self.information)
    }
}
