//! The face detector: the one that the program holds, or one of a file.

use super::input::read;
use super::output::shown;
use anyhow::{Context, Result};
use mimique::Detector;
use mimique::checkpoint::MAX_BYTES;
use std::path::Path;

// Links into models/, which a package of this crate holds as files.
const NEAR: &[u8] = include_bytes!("../../detectors/face.safetensors");
const FAR: &[u8] = include_bytes!("../../detectors/face-far.safetensors");
const _: () =
    assert!(NEAR.len() > 1000 && FAR.len() > 1000, "crate/detectors holds no links: clone with core.symlinks");

/// The detector of the files given, or the built-in one: where only the network for near faces is given, there is none for far ones.
pub fn detector(near: Option<&Path>, far: Option<&Path>) -> Result<Detector> {
    let detector = match near {
        Some(path) => used(path, Detector::new)?,
        None => Detector::new(NEAR)?,
    };
    match (near, far) {
        (_, Some(path)) => used(path, |bytes| detector.with_far(bytes)),
        (None, None) => Ok(detector.with_far(FAR)?),
        (Some(_), None) => Ok(detector),
    }
}

fn used(path: &Path, make: impl FnOnce(&[u8]) -> mimique::Result<Detector>) -> Result<Detector> {
    let bytes = read(path, MAX_BYTES).with_context(|| format!("cannot read the detector {}", shown(path)))?;
    make(&bytes).with_context(|| format!("{} is not usable", shown(path)))
}
