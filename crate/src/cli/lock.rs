//! One run at a time on one checkpoint.

use super::files::beside;
use super::output::shown;
use anyhow::{Context, Result, bail};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// Holds `MODEL.safetensors.lock`, so that no two runs write to one MODEL. The system lets go of it however the process ends; the
/// file is removed when the run is over, or, where the process was killed, when the next one is.
pub struct Lock {
    _file: File,
    path: PathBuf,
}

impl Lock {
    pub fn take(model: &Path) -> Result<Self> {
        let path = beside(model, "lock");
        loop {
            let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
            let file = file.with_context(|| format!("cannot write {}", shown(&path)))?;
            match file.try_lock() {
                // Between opening and locking, a run that ended may have removed the file: another would not see this lock.
                Ok(()) if is_at(&file, &path) => return Ok(Self { _file: file, path }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    bail!("another run writes to {}: wait for its end, or give another --out", shown(model))
                }
                Err(TryLockError::Error(error)) => {
                    return Err(error).with_context(|| format!("cannot lock {}", shown(&path)));
                }
            }
        }
    }
}

impl Drop for Lock {
    /// Removes the file while it is still locked.
    fn drop(&mut self) {
        if cfg!(unix) {
            fs::remove_file(&self.path).ok();
        }
    }
}

/// Whether an open file is the one of this name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((&file.metadata(), &fs::metadata(path)), (Ok(open), Ok(named)) if place(open) == place(named))
}

/// Elsewhere no lock is removed.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn model(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("mimique-lock-{}-{name}.safetensors", std::process::id()))
    }

    #[test]
    fn a_lock_is_held_once_and_given_back() {
        let model = model("once");
        let lock = Lock::take(&model).unwrap();
        assert!(Lock::take(&model).is_err());
        drop(lock);
        drop(Lock::take(&model).unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn what_a_killed_run_left_is_taken_over() {
        let model = model("left");
        fs::write(beside(&model, "lock"), "").unwrap();
        drop(Lock::take(&model).unwrap());
        assert!(!beside(&model, "lock").exists());
    }

    #[cfg(unix)]
    #[test]
    fn runs_that_end_and_begin_at_once_never_hold_it_together() {
        let (model, holders) = (model("race"), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut taken = 0;
                    while taken < 500 {
                        let Ok(_lock) = Lock::take(&model) else { continue };
                        assert_eq!(holders.fetch_add(1, Ordering::SeqCst), 0);
                        std::thread::yield_now();
                        holders.fetch_sub(1, Ordering::SeqCst);
                        taken += 1;
                    }
                });
            }
        });
    }
}
