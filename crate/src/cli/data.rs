//! `--data`: Kaggle's fer2013.csv, plain or .gz, or a folder `split/label/*.png|jpg` with labels of one's own.

use super::input::{
    MAX_LABELS, MAX_PICTURE, MAX_UNPACKED, check_kind, entries, is_picture, is_stdin, name, open, read,
};
use super::output::{say, shown};
use anyhow::{Context, Result, anyhow, bail, ensure};
use clap::Args;
use flate2::bufread::MultiGzDecoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, ImageResult};
use mimique::dataset::{Dataset, Fault, Sample};
use mimique::expression::{expression_labels, group_labels};
use mimique::frame::MAX_SIDE;
use mimique::{Face, FaceBox, Frame, Split, crop};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Cursor};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct DataArgs {
    /// Kaggle's fer2013.csv (columns emotion, pixels, Usage), plain or .gz, - for standard input, or a folder
    /// `split/label/*.png|jpg`: splits are Training, PublicTest, PrivateTest or train, val, test; labels are the expressions,
    /// the groups or up to 12 of your own
    #[arg(long, value_name = "FILE|FOLDER")]
    data: PathBuf,
    /// Leave out rows or pictures that cannot be read instead of stopping
    #[arg(long)]
    skip_bad_rows: bool,
}

impl DataArgs {
    /// The file's or folder's name, without the folders it lies in, as it may be printed.
    pub fn name(&self) -> String {
        if is_stdin(&self.data) { "standard input".to_owned() } else { shown(name(&self.data)) }
    }

    pub fn path(&self) -> &Path {
        &self.data
    }

    pub fn read(&self) -> Result<Dataset> {
        let (path, name) = (&self.data, shown(&self.data));
        let dataset = if path.is_dir() { from_folder(path)? } else { from_csv(path)? };
        if self.skip_bad_rows {
            for fault in &dataset.faults {
                say(format!("left out {}: {}", fault.place, fault.reason));
            }
            if !dataset.faults.is_empty() {
                say(format!("{} of {} rows are left out", dataset.faults.len(), dataset.rows()));
            }
        } else if let Err(error) = dataset.check() {
            bail!("{name} has faults: {error} with --skip-bad-rows");
        }
        Ok(dataset)
    }
}

/// Kaggle's file, packed or not: told by its first bytes, since standard input has no name.
fn from_csv(path: &Path) -> Result<Dataset> {
    let mut file = BufReader::new(open(path).with_context(|| format!("cannot open {}", shown(path)))?);
    let is_gz = |file: &mut BufReader<_>| Ok::<_, std::io::Error>(file.fill_buf()?.starts_with(&[0x1f, 0x8b]));
    let expected = || format!("cannot read {}", shown(path));
    if is_gz(&mut file).with_context(expected)? {
        Dataset::from_csv(MultiGzDecoder::new(file)).with_context(expected)
    } else {
        Dataset::from_csv(file).with_context(expected)
    }
}

/// Reads an image file as RGBA, turned as its EXIF orientation says, as a browser would.
pub fn read_image(path: &Path) -> Result<image::RgbaImage> {
    picture(path).with_context(|| format!("cannot read the picture {}", shown(path)))
}

fn picture(path: &Path) -> Result<image::RgbaImage> {
    let bytes = read(path, MAX_PICTURE)?;
    decode(&bytes).map_err(|error| match error {
        ImageError::Limits(_) => anyhow!(
            "expected at most {MAX_SIDE} × {MAX_SIDE} pixels and {} MiB unpacked, got a larger one: shrink it",
            MAX_UNPACKED >> 20
        ),
        error => check_kind(&bytes)
            .err()
            // The error's words hold those of its source already.
            .unwrap_or_else(|| anyhow!("it is no JPEG, PNG or WebP that can be read: {error}")),
    })
}

fn decode(bytes: &[u8]) -> ImageResult<image::RgbaImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    // Before anything is allocated: the largest frame, and no more memory than its bytes.
    let mut limits = image::Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE), Some(MAX_SIDE));
    limits.max_alloc = Some(MAX_UNPACKED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture.into_rgba8())
}

/// Reads `split/label/picture`. The names of the label folders are the labels, wherever among the splits they stand.
fn from_folder(folder: &Path) -> Result<Dataset> {
    let label_folders = label_folders(folder)?;
    let names: BTreeSet<String> = label_folders.iter().map(|(_, path)| label_named(&name(path))).collect();
    let shown_folder = shown(folder);
    ensure!(
        !names.is_empty(),
        "{shown_folder} holds no pictures: expected folders Training, PublicTest or PrivateTest, in each one folder per label, in each \
         PNG or JPEG files"
    );
    ensure!(
        names.len() <= MAX_LABELS,
        "{shown_folder} has folders of {} labels, expected at most {MAX_LABELS}: give larger classes",
        names.len()
    );
    let labels = in_order(names);
    let mut dataset = Dataset::new(labels.clone()).with_context(|| format!("the label folders of {shown_folder}"))?;
    for (split, label_folder) in label_folders {
        let label = labels.iter().position(|label| *label == label_named(&name(&label_folder)));
        let label = label.expect("the labels are these folders' names");
        for path in entries(&label_folder)? {
            if !is_picture(&path) {
                say(format!("left out {}: expected a picture", shown(&path)));
                continue;
            }
            match read_face(&path) {
                Ok(face) => dataset.samples.push(Sample { face, label, split, row: dataset.rows() }),
                Err(error) => {
                    dataset.faults.push(Fault { place: shown(&path), reason: format!("{error:#}") });
                }
            }
        }
    }
    Ok(dataset)
}

/// The folders `split/label`, in order. What else lies there is told and left out.
fn label_folders(folder: &Path) -> Result<Vec<(Split, PathBuf)>> {
    let mut folders = Vec::new();
    for split_folder in entries(folder)? {
        let Some(split) = name(&split_folder).parse::<Split>().ok().filter(|_| split_folder.is_dir()) else {
            say(format!("left out {}: expected a folder Training, PublicTest or PrivateTest", shown(&split_folder)));
            continue;
        };
        for label_folder in entries(&split_folder)? {
            if label_folder.is_dir() {
                folders.push((split, label_folder));
            } else {
                say(format!("left out {}: expected the folder of a label", shown(&label_folder)));
            }
        }
    }
    Ok(folders)
}

/// Expressions in FER2013's order, groups in the article's, others by name.
fn in_order(names: BTreeSet<String>) -> Vec<String> {
    for known in [expression_labels(), group_labels()] {
        if names.iter().all(|name| known.contains(name)) {
            return known.into_iter().filter(|label| names.contains(label)).collect();
        }
    }
    names.into_iter().collect()
}

/// The label that a folder's name stands for: Kaggle's names and any letter case for the known ones, else the name itself.
fn label_named(folder: &str) -> String {
    let lower = folder.to_lowercase();
    let known = match lower.as_str() {
        "angry" => "anger",
        "disgusted" => "disgust",
        "fearful" => "fear",
        "happy" => "happiness",
        "sad" => "sadness",
        "surprised" => "surprise",
        name => name,
    };
    let is_known = [expression_labels(), group_labels()].concat().iter().any(|label| label == known);
    if is_known { known.to_owned() } else { folder.to_owned() }
}

fn read_face(path: &Path) -> Result<Face> {
    let picture = picture(path)?;
    let frame = Frame::new(picture.as_raw(), picture.width(), picture.height())?;
    Ok(crop(&frame, FaceBox::filling(&frame).square()))
}
