//! Where a command writes: what is there already is replaced only when that is asked for.

use super::files::{beside, check_checkpoint};
use super::lock::Lock;
use super::output::shown;
use super::publish::REPORT;
use anyhow::{Result, bail, ensure};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

/// Of a command that makes a checkpoint, or a file of its kind.
#[derive(Args)]
pub struct OutArgs {
    /// Where to write it, ending in .safetensors
    #[arg(id = "out", long = "out", value_name = "MODEL")]
    pub model: PathBuf,
    /// Replace what is there already
    #[arg(long)]
    force: bool,
}

impl OutArgs {
    /// Holds the name for as long as the lock lives. An error, before the work, where the file could not be written or is there.
    pub fn take(&self) -> Result<Lock> {
        check_checkpoint(&self.model)?;
        let lock = Lock::take(&self.model)?;
        check_absent([self.model.clone()], self.force)?;
        Ok(lock)
    }

    /// As [`take`](Self::take), for a checkpoint with its card and evaluation beside it.
    pub fn take_with_report(&self) -> Result<Lock> {
        let lock = self.take()?;
        check_absent(reports(&self.model.with_extension("")), self.force)?;
        Ok(lock)
    }

    /// What the checkpoint calls itself.
    pub fn name(&self) -> String {
        self.model.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The files of a report of this name.
pub fn reports(name: &Path) -> [PathBuf; 6] {
    REPORT.map(|ending| beside(name, ending))
}

/// An error where one of the files is there already, and was not to be replaced.
pub fn check_absent(files: impl IntoIterator<Item = PathBuf>, force: bool) -> Result<()> {
    if let Some(file) = files.into_iter().find(|file| !force && fs::symlink_metadata(file).is_ok()) {
        bail!("{} is there already: replace it with --force, or give another --out", shown(file));
    }
    Ok(())
}

/// An error where a training run may not begin: over one that is there it goes on with `--resume` or begins anew with `--force`,
/// but not over the files that it reads.
pub fn check_run(out: &Path, resume: bool, force: bool, read: &[&Path]) -> Result<()> {
    let own = ["safetensors", "csv", "svg", "state", "best"].map(|ending| out.with_extension(ending));
    let written: Vec<PathBuf> = own.into_iter().chain(reports(&out.with_extension(""))).collect();
    let is_read = |file: &&PathBuf| {
        let same = |path: &&Path| matches!((path.canonicalize(), file.canonicalize()), (Ok(a), Ok(b)) if a == b);
        read.iter().any(same)
    };
    if let Some(file) = written.iter().find(is_read) {
        bail!("{} is read by this run: give another --out, which does not write over it", shown(file));
    }
    let (state, done) = (out.with_extension("state").exists(), out.exists());
    if !state && !done {
        return check_absent(written, force);
    }
    let what = if done { "a run" } else { "an unfinished run" };
    ensure!(resume || force, "{} holds {what} already: go on with --resume, or start anew with --force", shown(out));
    Ok(())
}
