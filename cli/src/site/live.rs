//! `kbmatch site --serve`: the site while its articles are being written.

use super::source::Source;
use super::watch::Look;
use crate::Answer;
use crate::args::SiteArgs;
use crate::failure::Failure;
use crate::output::Output;
use kbmatch_serve::{Asset, Live, Server};
use kbmatch_site::{File, Kit, Site, waiting};
use std::thread;
use std::time::Duration;

/// How long to wait between two looks at the folder.
const PAUSE: Duration = Duration::from_millis(400);

/// Serves the site until the process is ended, and makes it anew when its files change.
pub(super) fn run(args: &SiteArgs, kit: &Kit, source: &Source, out: &Output) -> Result<Answer, Failure> {
    let mut look = source.look();
    let (first, mut problems) = match build(kit, source) {
        Ok(files) => (files, None),
        Err(failure) => (waiting(kit)?, Some(failure.to_string())),
    };
    let server = Server::bind(first.into_iter().map(Asset::from), args.port).map_err(Failure::Serve)?;
    server.show(None, live(problems.as_deref()));
    tell(problems.as_deref(), out);
    out.remark(&format!("{} (Ctrl+C ends it)", server.url().map_err(Failure::Serve)?));
    thread::scope(|scope| {
        let serving = scope.spawn(|| server.run());
        while !serving.is_finished() {
            thread::sleep(PAUSE);
            let now = source.look();
            if now == look {
                continue;
            }
            look = now;
            let built = build(kit, source);
            problems = built.as_ref().err().map(ToString::to_string);
            tell(problems.as_deref(), out);
            // What was right last stays to be seen while something is wrong.
            let files = built.ok().map(|files| files.into_iter().map(Asset::from).collect());
            server.show(files, live(problems.as_deref()));
        }
        match serving.join() {
            Ok(ended) => ended.map_err(Failure::Serve).map(|()| Answer::Yes),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn live(problems: Option<&str>) -> Live {
    Live { title: "The site could not be made anew".to_owned(), problems: problems.map(str::to_owned) }
}

fn tell(problems: Option<&str>, out: &Output) {
    out.remark(problems.unwrap_or("the site is up to date"));
}

fn build(kit: &Kit, source: &Source) -> Result<Vec<File>, Failure> {
    let settings = source.settings()?;
    let sound = source.read()?;
    let site = Site { kit, pack: &sound.pack, settings: &settings, base: Some(&sound.base), is_live: true };
    let mut files = Vec::new();
    site.files::<Failure>(|file| {
        files.push(file);
        Ok(())
    })?;
    Ok(files)
}

impl Source {
    fn look(&self) -> Look {
        Look::at(&self.folder, &self.settings)
    }
}
