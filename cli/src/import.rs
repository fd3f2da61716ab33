//! `kbmatch import`

use crate::Answer;
use crate::args::ImportArgs;
use crate::failure::Failure;
use crate::output::Output;
use kbmatch::SourceFile;
use kbmatch_cli::text::visible;
use kbmatch_import::{Import, Terms};
use kbmatch_kb::folder::read_wanted;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Licences by words of their texts, with their short names and addresses. Source: <https://spdx.org/licenses/>.
const LICENSES: [(&str, &str, &str); 4] = [
    ("Apache License", "Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    ("Attribution 4.0 International", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    (
        "Attribution-ShareAlike 4.0 International",
        "CC-BY-SA-4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    ("MIT License", "MIT", "https://spdx.org/licenses/MIT.html"),
];

pub(crate) fn msdocs(args: &ImportArgs, out: &Output) -> Result<Answer, Failure> {
    refuse_full(&args.output)?;
    let files = read(&args.folder, &["md"], out)?;
    let import = kbmatch_import::msdocs::import(&files, &terms(args)?);
    write(&import, &args.output)?;
    tell(&import, &args.output, out);
    Ok(if import.articles > 0 { Answer::Yes } else { Answer::No })
}

pub(crate) fn cre(args: &ImportArgs, out: &Output) -> Result<Answer, Failure> {
    refuse_full(&args.output)?;
    let files = read(&args.folder, &["yaml", "yml", "log"], out)?;
    let rules = kbmatch_import::cre::import(&files, &terms(args)?);
    write(&rules.import, &args.output)?;
    tell(&rules.import, &args.output, out);
    let lines: Vec<String> = rules
        .unproven
        .iter()
        .map(|rule| format!("{}: {}\n", visible(&rule.path), visible(&rule.why)))
        .collect();
    out.print(&lines.concat())?;
    let (proven, all) = (rules.proven, rules.proven + rules.unproven.len());
    out.remark(&format!("{proven} of {all} rules find their own logs, and not those that look like them"));
    Ok(if rules.import.articles > 0 { Answer::Yes } else { Answer::No })
}

/// Nothing that is there is written over.
fn refuse_full(folder: &Path) -> Result<(), Failure> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            Some(_) => Err(Failure::NotEmpty(folder.to_owned())),
            None => Ok(()),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::Write(folder.to_owned(), error)),
    }
}

/// The files below `folder` with one of these extensions, ordered by path. Says which could not be read.
fn read(folder: &Path, extensions: &[&str], out: &Output) -> Result<Vec<SourceFile>, Failure> {
    let wanted = |path: &Path| {
        let extension = path.extension().unwrap_or_default();
        extensions.iter().any(|known| extension.eq_ignore_ascii_case(known))
    };
    let found = read_wanted(folder, wanted).map_err(Failure::Folder)?;
    for left_out in &found.left_out {
        out.remark(&format!("left out: {}", visible(&left_out.to_string())));
    }
    Ok(found.files)
}

/// The terms of the imported text: as the arguments say, or as the folder's own licence does.
fn terms(args: &ImportArgs) -> Result<Terms, Failure> {
    let found = ["LICENSE", "LICENSE.md", "LICENSE.txt"].into_iter().find_map(|name| {
        let text = String::from_utf8_lossy(&std::fs::read(args.folder.join(name)).ok()?).into_owned();
        let (_, name, url) = LICENSES.into_iter().find(|(words, ..)| text.contains(words))?;
        Some((name.to_owned(), url.to_owned()))
    });
    let (name, url) = found.unzip();
    let folder = args.folder.canonicalize().map_err(|error| Failure::read(&args.folder, error))?;
    let folder = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let license_url =
        if args.license.is_some() { args.license_url.clone() } else { args.license_url.clone().or(url) };
    Ok(Terms {
        license: args.license.clone().or(name),
        license_url,
        attribution: args.attribution.clone().or_else(|| Some(format!("the authors of {folder}"))),
        base_url: args.base_url.clone(),
    })
}

fn write(import: &Import, folder: &Path) -> Result<(), Failure> {
    for file in &import.files {
        let path = folder.join(&file.path);
        let failed = |error| Failure::Write(path.clone(), error);
        path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(failed)?;
        std::fs::write(&path, &file.bytes).map_err(failed)?;
    }
    Ok(())
}

/// Says what was written, and what was not.
fn tell(import: &Import, folder: &Path, out: &Output) {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    import.skipped.iter().for_each(|skipped| *reasons.entry(skipped.reason).or_default() += 1);
    for (reason, count) in reasons {
        out.remark(&format!("left out {count} files: {reason}"));
    }
    let (articles, without) = (import.articles, import.without_symptoms);
    out.remark(&format!("wrote {articles} drafts to {folder:?}, {without} of them without symptoms"));
}
