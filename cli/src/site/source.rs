//! What a site is made of: a folder of articles, or of Markdown, and its `kbmatch.toml`.

use crate::args::SiteArgs;
use crate::base;
use crate::failure::Failure;
use kbmatch::{CheckOptions, Diagnostic, KnowledgeBase, SourceFile};
use kbmatch_import::Terms;
use kbmatch_kb::folder;
use kbmatch_site::{BaseUrl, Pack, Settings};
use std::path::{Path, PathBuf};

/// The settings' usual name.
const SETTINGS: &str = "kbmatch.toml";

/// An article's file.
const ARTICLE: &str = "article.md";

/// Where articles and settings are.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) folder: PathBuf,
    /// The settings, which need not be there unless they were named.
    pub(super) settings: PathBuf,
    must_have_settings: bool,
    base_url: Option<BaseUrl>,
    no_article_pages: bool,
    allow_search_only: bool,
    skip_samples: bool,
    /// Whether the site is one file, which has all of the base in it.
    is_single: bool,
}

/// A knowledge base without mistakes.
#[derive(Debug)]
pub(super) struct Sound {
    pub(super) base: KnowledgeBase,
    pub(super) pack: Pack,
}

impl Source {
    pub(super) fn new(args: &SiteArgs) -> Result<Self, Failure> {
        let folder = args.base.folder()?;
        Ok(Self {
            settings: args.config.clone().unwrap_or_else(|| folder.join(SETTINGS)),
            must_have_settings: args.config.is_some(),
            folder,
            base_url: args.base_url.clone(),
            no_article_pages: args.no_article_pages,
            allow_search_only: args.allow_search_only,
            skip_samples: args.skip_samples,
            is_single: args.single_file,
        })
    }

    /// A site inside of what it is made of would become part of it.
    pub(super) fn refuse_inside(&self, output: &Path) -> Result<(), Failure> {
        let real = |path: &Path| path.ancestors().find_map(|path| path.canonicalize().ok());
        match (self.folder.canonicalize(), real(&std::path::absolute(output).unwrap_or_default())) {
            (Ok(folder), Some(found)) if found.starts_with(&folder) => {
                Err(Failure::Inside(output.to_owned(), self.folder.clone()))
            }
            _ => Ok(()),
        }
    }

    /// How the site is called and looks.
    pub(super) fn settings(&self) -> Result<Settings, Failure> {
        let text = match std::fs::read_to_string(&self.settings) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !self.must_have_settings => {
                String::new()
            }
            Err(error) => return Err(Failure::read(&self.settings, error)),
        };
        let beside = self.settings.parent().unwrap_or(Path::new("."));
        let read = |path: &str| {
            std::fs::read(beside.join(path)).map_err(|error| format!("cannot read {path:?}: {error}"))
        };
        let settings =
            Settings::parse(&text, read).map_err(|error| Failure::Settings(self.settings.clone(), error))?;
        Ok(Settings {
            base_url: self.base_url.clone().or(settings.base_url),
            article_pages: if self.no_article_pages { Some(false) } else { settings.article_pages },
            ..settings
        })
    }

    /// The knowledge base.
    pub(super) fn read(&self) -> Result<Sound, Failure> {
        let files = self.files()?;
        let options = CheckOptions {
            allow_search_only: self.allow_search_only,
            skip_samples: self.skip_samples,
            ..CheckOptions::default()
        };
        let mut checked = kbmatch::check(&files, &options);
        let Some(base) = checked.base else {
            checked.diagnostics.retain(Diagnostic::is_error);
            let shown = self.folder.to_string_lossy();
            return Err(Failure::Mistakes(folder::render(&files, &checked.diagnostics, &shown, false)));
        };
        drop(files);
        if !self.allow_search_only {
            refuse_search_only(&base)?;
        }
        let parts = if self.is_single { Pack::of } else { Pack::in_files };
        let pack = parts(&base.to_pack()).map_err(|error| Failure::Pack(self.folder.clone(), error))?;
        Ok(Sound { base, pack })
    }

    /// The folder's files; where there is no article among them, what becomes of its Markdown.
    fn files(&self) -> Result<Vec<SourceFile>, Failure> {
        let files = base::read(&self.folder)?;
        let ends_with = |end: &str| files.iter().any(|file| file.path.ends_with(end));
        if ends_with(ARTICLE) || !ends_with(".md") {
            return Ok(files);
        }
        if !self.allow_search_only {
            return Err(Failure::OnlyMarkdown(self.folder.clone()));
        }
        Ok(kbmatch_import::msdocs::import_plain(&files, &Terms::default()).files)
    }
}

/// Articles that nothing which is pasted brings up are published when that is what is wanted.
fn refuse_search_only(base: &KnowledgeBase) -> Result<(), Failure> {
    let mut without = base.entries().filter(|entry| !base.has_symptoms(&entry.id));
    match without.next() {
        None => Ok(()),
        Some(first) => Err(Failure::SearchOnly { first: first.id.clone(), count: 1 + without.count() }),
    }
}
