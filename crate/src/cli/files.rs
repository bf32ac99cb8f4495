//! Files that are whole or absent, and names that cannot meet.

use super::output::shown;
use anyhow::{Context, Result, ensure};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Writes a whole file or nothing: a write that is broken off, or a full disk, leaves the old file as it was.
///
/// The bytes go to a file of a name of its own in the same folder, to the disk, and only then under the name asked for.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    static WRITES: AtomicUsize = AtomicUsize::new(0);
    let number = WRITES.fetch_add(1, Ordering::Relaxed);
    let partial = beside(path, &format!("{}-{number}.partial", std::process::id()));
    let whole = || -> std::io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&partial)?;
        file.write_all(bytes.as_ref())?;
        file.sync_all()?;
        fs::rename(&partial, path)?;
        // The name, too, is on the disk only when its folder is.
        if cfg!(unix) { File::open(folder(path))?.sync_all() } else { Ok(()) }
    };
    whole()
        .inspect_err(|_| {
            fs::remove_file(&partial).ok();
        })
        .with_context(|| format!("cannot write {}", shown(path)))
}

/// `name.ending`, whatever dots the name has already: `lenet.private` becomes `lenet.private.json`, not `lenet.json`.
pub fn beside(name: &Path, ending: &str) -> PathBuf {
    let mut path = name.as_os_str().to_owned();
    path.push(OsString::from(format!(".{ending}")));
    path.into()
}

/// Whether a file of this name could be written, asked before the work: its folder is there, and it is no folder itself.
pub fn check_writable(path: &Path) -> Result<()> {
    check_name(path)?;
    ensure!(!path.is_dir(), "expected the name of a file, but {} is a folder: give another name", shown(path));
    let folder = folder(path);
    ensure!(folder.is_dir(), "the folder {} is missing: make it, or give another name", shown(folder));
    Ok(())
}

/// An error for a name that no file can have here.
pub fn check_name(path: &Path) -> Result<()> {
    ensure!(path.to_str().is_some(), "expected a name in UTF-8, got {}: give another name", shown(path));
    // `is_dir` and `parent` look away from a slash at the end, the system does not.
    let ends = path.to_str().is_some_and(|path| path.ends_with(std::path::is_separator));
    ensure!(!ends, "expected the name of a file, got {}: leave out what it ends in", shown(path));
    Ok(())
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// As [`check_writable`], for a checkpoint.
pub fn check_checkpoint(path: &Path) -> Result<()> {
    ensure!(
        path.extension().is_some_and(|e| e == "safetensors"),
        "expected --out to end in .safetensors, got {}",
        shown(path)
    );
    check_writable(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_dots_keeps_them() {
        assert_eq!(beside(Path::new("a/lenet.private"), "json"), Path::new("a/lenet.private.json"));
    }

    #[test]
    fn a_name_that_ends_as_a_folders_is_told_before_the_work() {
        let error = check_checkpoint(Path::new("model.safetensors/")).unwrap_err().to_string();
        assert!(error.contains("expected the name of a file, got model.safetensors/"), "{error}");
    }

    #[test]
    fn a_write_that_fails_leaves_nothing_beside_it() {
        let folder = std::env::temp_dir().join(format!("mimique-write-{}", std::process::id()));
        fs::create_dir_all(folder.join("taken/inside")).unwrap();
        assert!(write(&folder.join("taken"), b"bytes").is_err(), "a folder cannot be replaced by a file");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
