//! What tests of the command line share.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const LABELS: [&str; 7] = ["anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"];

/// A folder of this test's own, empty.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&path).ok();
    fs::create_dir_all(&path).unwrap();
    path
}

/// A file of the repository.
pub fn shipped(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).to_str().unwrap().to_owned()
}

/// Runs `mimique` with words, and gives whether it succeeded, its output and its errors.
pub fn mimique(arguments: &[&str]) -> (bool, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_mimique")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

/// A file as Kaggle's: a stripe for each label, at its own height, so that there is something to learn.
pub fn csv(folder: &Path, rows: usize) -> PathBuf {
    let mut text = String::from("emotion,pixels,Usage\n");
    for i in 0..rows {
        let label = i % 7;
        let grey = |p: usize| if p / 48 / 7 == label { 200 + (i + p) % 50 } else { (i * 31 + p * 17) % 90 };
        let pixels: Vec<String> = (0..2304).map(|p| grey(p).to_string()).collect();
        let usage = if i < rows * 3 / 4 { "Training" } else { "PublicTest" };
        text += &format!("{label},{},{usage}\n", pixels.join(" "));
    }
    let path = folder.join("fer2013.csv");
    fs::write(&path, text).unwrap();
    path
}

pub fn train(data: &Path, out: &Path, more: &[&str]) -> (bool, String, String) {
    let (data, out) = (data.to_str().unwrap(), out.to_str().unwrap());
    let fixed = ["train", "--data", data, "--out", out, "--epochs", "3", "--batch", "16", "--augment", "none"];
    mimique(&[&fixed[..], more].concat())
}

/// A checkpoint's bytes after its header, which holds the command line.
pub fn weights(out: &Path) -> Vec<u8> {
    let bytes = fs::read(out).unwrap();
    let header = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    bytes[8 + header..].to_vec()
}
