//! `kbmatch site`

mod kit;
mod live;
mod source;
mod target;
mod watch;

use crate::Answer;
use crate::args::SiteArgs;
use crate::failure::Failure;
use crate::output::Output;
use kbmatch_site::{Kit, MOST_FILES, Made, Settings, Site, SiteError};
use source::{Sound, Source};
use std::path::Path;
use target::Target;

pub(crate) fn run(args: &SiteArgs, out: &Output) -> Result<Answer, Failure> {
    let kit = kit::load(args.kit.as_deref())?;
    let source = Source::new(args)?;
    if args.serve {
        return live::run(args, &kit, &source, out);
    }
    // The arguments' own rules see to it that there is one.
    let output = args.output.as_deref().unwrap_or(Path::new("site"));
    source.refuse_inside(output)?;
    let settings = source.settings()?;
    settings.warnings().iter().for_each(|warning| out.remark(warning));
    let sound = source.read()?;
    if args.single_file {
        return single(&kit, &sound, &settings, output, out);
    }
    let mut target = Target::open(output)?;
    let made = site(&kit, &sound, &settings).files(|file| target.put(&file))?;
    let counts = target.finish()?;
    out.remark(&format!(
        "wrote {output:?}: {} articles, {} files, {} bytes; {} new or changed, {} removed",
        sound.base.len(),
        made.files,
        made.bytes,
        counts.written,
        counts.removed
    ));
    advise(&made, &settings, out);
    Ok(Answer::Yes)
}

fn site<'a>(kit: &'a Kit, sound: &'a Sound, settings: &'a Settings) -> Site<'a> {
    Site { kit, pack: &sound.pack, settings, base: Some(&sound.base), is_live: false }
}

/// The site as one file.
fn single(
    kit: &Kit,
    sound: &Sound,
    settings: &Settings,
    output: &Path,
    out: &Output,
) -> Result<Answer, Failure> {
    if output.is_dir() {
        return Err(Failure::NotAFile(output.to_owned()));
    }
    let bytes = site(kit, sound, settings).single()?;
    target::write_if_changed(output, &bytes)?;
    out.remark(&format!("wrote {output:?}: {} articles, {} bytes", sound.base.len(), bytes.len()));
    Ok(Answer::Yes)
}

/// Says what the site could have, and has not.
fn advise(made: &Made, settings: &Settings, out: &Output) {
    if made.has_too_many {
        out.remark(&format!(
            "articles have no pages of their own: with them the site would have more than {MOST_FILES} files, which many hosts \
             refuse: they are read in the matcher; `article-pages = true` in kbmatch.toml makes them all the same"
        ));
    }
    if made.files > MOST_FILES {
        let remedy = match made.article_pages {
            0 => "two sites of fewer articles each would not".to_owned(),
            pages => format!("--no-article-pages would leave out the {pages} pages of articles"),
        };
        out.remark(&format!(
            "the site has {} files, and many hosts refuse more than {MOST_FILES}: {remedy}",
            made.files
        ));
    }
    if settings.base_url.is_none() {
        out.remark("no sitemap and no feed: they need --base-url, the address at which the site will stand");
    }
}

impl From<SiteError> for Failure {
    fn from(error: SiteError) -> Self {
        Self::Site(error)
    }
}
