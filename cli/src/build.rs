//! `kbmatch build`

use crate::Answer;
use crate::args::BuildArgs;
use crate::base;
use crate::failure::Failure;
use crate::output::Output;

pub(crate) fn run(args: &BuildArgs, out: &Output) -> Result<Answer, Failure> {
    let base = base::compile(&args.base.folder()?)?;
    let pack = base.to_pack();
    std::fs::write(&args.output, &pack).map_err(|error| Failure::Write(args.output.clone(), error))?;
    out.remark(&format!("wrote {:?}: {} articles, {} bytes", args.output, base.len(), pack.len()));
    Ok(Answer::Yes)
}
