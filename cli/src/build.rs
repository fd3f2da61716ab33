//! `kbmatch build`

use crate::Answer;
use crate::args::BuildArgs;
use crate::base;
use crate::failure::Failure;
use crate::output::Output;
use kbmatch::{PackParts, Routed};
use std::fs;
use std::path::Path;

pub(crate) fn run(args: &BuildArgs, out: &Output) -> Result<Answer, Failure> {
    let base = base::compile(&args.base.folder()?)?;
    let pack = base.to_pack();
    if args.parts {
        write_parts(&pack, &args.output)?;
    } else {
        write(&args.output, &pack)?;
    }
    out.remark(&format!("wrote {:?}: {} articles, {} bytes", args.output, base.len(), pack.len()));
    Ok(Answer::Yes)
}

/// Shards of an older build that lie in the folder stay: a page that is open may still ask for them.
fn write_parts(pack: &[u8], folder: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::Pack(folder.to_owned(), error);
    fs::create_dir_all(folder).map_err(|error| Failure::Write(folder.to_owned(), error))?;
    if let Some(routed) = Routed::if_large(pack).map_err(failed)? {
        for shard in &routed.shards {
            write(&folder.join(format!("{}.shard", shard.name)), &shard.bytes)?;
        }
        return write(&folder.join("manifest"), &routed.root);
    }
    let parts = PackParts::of(pack).map_err(failed)?;
    for (shard, bytes) in &parts.shards {
        write(&folder.join(format!("{}.shard", shard.sha256)), bytes)?;
    }
    // Last: what it names is there.
    write(&folder.join("manifest"), parts.manifest)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| Failure::Write(path.to_owned(), error))
}
