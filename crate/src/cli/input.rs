//! What the command line reads: files, standard input as `-`, folders and patterns, and no more of each than it may be.

use super::output::shown;
use anyhow::{Context, Result, bail, ensure};
use image::{ImageFormat, guess_format};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

// Every limit of the command line. Those of the library: `checkpoint::MAX_BYTES`, `frame::MAX_SIDE`, `rows::MAX_LINE_BYTES`
// and `rows::MAX_ROWS`. What is read ends at its limit, whatever size it is said to be: a pipe and /dev/zero have none.

/// The most bytes of a picture's file.
pub const MAX_PICTURE: u64 = 128 << 20;
/// The most memory that a decoder may take for one picture.
pub const MAX_UNPACKED: u64 = 512 << 20;
/// The most bytes of a run's state: a network's weights, and what descent and average remember of each.
pub const MAX_STATE: u64 = 128 << 20;
/// The most bytes of soft targets: seven per row.
pub const MAX_TARGETS: u64 = 64 << 20;
/// The most bytes of an architecture, a report or a log.
pub const MAX_TEXT: u64 = 4 << 20;
/// The most labels that folders may name.
pub const MAX_LABELS: usize = 12;

/// Whether a word stands for standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A file, or standard input, which can be read but once.
pub fn open(path: &Path) -> Result<Box<dyn Read>> {
    static TAKEN: AtomicBool = AtomicBool::new(false);
    if !is_stdin(path) {
        return Ok(Box::new(File::open(path)?));
    }
    ensure!(!TAKEN.swap(true, Ordering::Relaxed), "standard input (-) can be read but once: give the other as a file");
    Ok(Box::new(io::stdin()))
}

/// The bytes of a file or of standard input, at most so many.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    ensure!(bytes.len() as u64 <= most, "expected at most {} MiB, got more", most >> 20);
    Ok(bytes)
}

/// As [`read`], for text.
pub fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read(path, MAX_TEXT)?).context("expected text in UTF-8")
}

/// What a folder holds, by name, so that runs repeat; hidden files left out.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let list = || fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>();
    let mut paths = list().with_context(|| format!("cannot list {}", shown(folder)))?;
    paths.retain(|path| !name(path).starts_with('.'));
    paths.sort();
    Ok(paths)
}

/// The pictures that words stand for: files, standard input, all pictures of a folder and of those in it, and patterns that the
/// shell has left as they are.
pub fn pictures(words: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for word in words {
        let before = found.len();
        match word.to_str() {
            _ if is_stdin(word) => found.push(word.clone()),
            _ if word.is_dir() => pictures_in(word, &mut found)?,
            Some(pattern) if !word.exists() && pattern.contains(['*', '?', '[']) => {
                let paths = glob::glob(pattern).with_context(|| format!("{} is no pattern", shown(word)))?;
                found.extend(paths.filter_map(Result::ok).filter(|path| path.is_file()));
            }
            _ => found.push(word.clone()),
        }
        ensure!(found.len() > before, "expected pictures, found none in {}", shown(word));
    }
    Ok(found)
}

fn pictures_in(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for path in entries(folder)? {
        // A link to a folder may lead back to where it lies.
        if path.is_dir() && !path.is_symlink() {
            pictures_in(&path, found)?;
        } else if is_picture(&path) {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a file's name ends as pictures' do, those too that cannot be read here: to leave these out in silence would be to
/// lose data.
pub fn is_picture(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    let is_heic = ["heic", "heif"].iter().any(|heic| ending.eq_ignore_ascii_case(heic));
    path.is_file() && (is_heic || ImageFormat::from_extension(ending).is_some())
}

/// An error for pictures of a kind that is known, but not read.
pub fn check_kind(bytes: &[u8]) -> Result<()> {
    let is_heic = bytes.get(4..8) == Some(b"ftyp")
        && [b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"]
            .iter()
            .any(|b| bytes.get(8..12) == Some(&b[..]));
    let kind = match guess_format(bytes) {
        _ if is_heic => "HEIC",
        Ok(ImageFormat::Avif) => "AVIF",
        Ok(ImageFormat::Gif) => "GIF",
        Ok(ImageFormat::Tiff) => "TIFF",
        Ok(ImageFormat::Bmp) => "BMP",
        _ => return Ok(()),
    };
    bail!("it is a picture of the kind {kind}: save it as JPEG, PNG or WebP")
}

pub fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_other_kinds_are_told_by_their_name() {
        let kind = |bytes: &[u8]| check_kind(bytes).unwrap_err().to_string();
        assert!(kind(b"GIF89a\x01\0").contains("GIF"));
        assert!(kind(b"\0\0\0\x1cftypavif\0\0\0\0").contains("AVIF"));
        assert!(kind(b"\0\0\0\x18ftypheic\0\0\0\0").contains("HEIC"));
        assert!(check_kind(b"\xff\xd8\xff\xe0").is_ok());
    }

    #[test]
    fn what_has_no_end_is_read_to_its_limit() {
        let error = read(Path::new("/dev/zero"), 1 << 20).unwrap_err().to_string();
        assert!(error.contains("at most 1 MiB, got more"), "{error}");
    }
}
