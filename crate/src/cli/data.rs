//! `--data`: Kaggle's fer2013.csv, plain or .gz, or a folder `split/label/*.png|jpg` with labels of one's own.

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use flate2::read::MultiGzDecoder;
use image::ImageFormat;
use mimique::dataset::{Dataset, Fault, Sample};
use mimique::expression::{expression_labels, group_labels};
use mimique::frame::MAX_SIDE;
use mimique::{Face, FaceBox, Frame, Split, crop};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct DataArgs {
    /// Kaggle's fer2013.csv (columns emotion, pixels, Usage), plain or .gz, or a folder `split/label/*.png|jpg`: splits are
    /// Training, PublicTest, PrivateTest or train, val, test; labels are the expressions, the groups or up to 12 of your own
    #[arg(long, value_name = "FILE|FOLDER")]
    data: PathBuf,
    /// Leave out rows or pictures that cannot be read instead of stopping
    #[arg(long)]
    skip_bad_rows: bool,
}

impl DataArgs {
    /// The file's or folder's name, without the folders it lies in.
    pub fn name(&self) -> String {
        name(&self.data)
    }

    pub fn read(&self) -> Result<Dataset> {
        let path = &self.data;
        let dataset = if path.is_dir() {
            from_folder(path)?
        } else {
            let file = BufReader::new(File::open(path).with_context(|| format!("cannot open {}", path.display()))?);
            let gz = path.extension().is_some_and(|e| e == "gz");
            if gz { Dataset::from_csv(BufReader::new(MultiGzDecoder::new(file))) } else { Dataset::from_csv(file) }
                .with_context(|| format!("cannot read {}", path.display()))?
        };
        if self.skip_bad_rows {
            for fault in &dataset.faults {
                eprintln!("left out line {}: {}", fault.line, fault.reason);
            }
            if !dataset.faults.is_empty() {
                eprintln!("{} of {} rows are left out", dataset.faults.len(), dataset.rows());
            }
        } else {
            dataset.check().with_context(|| format!("{} has faults", path.display()))?;
        }
        Ok(dataset)
    }
}

/// The most memory that a decoder may take for one picture.
const MAX_PICTURE_BYTES: u64 = 512 << 20;

/// Reads an image file as RGBA, turned as its EXIF orientation says, as a browser would.
pub fn read_image(path: &Path) -> Result<image::RgbaImage> {
    use image::{DynamicImage, ImageDecoder, ImageError, ImageReader};
    let read = || -> image::ImageResult<_> {
        let mut reader = ImageReader::open(path)?.with_guessed_format()?;
        // Before anything is allocated: the largest frame, and no more memory than its bytes.
        let mut limits = image::Limits::default();
        (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE), Some(MAX_SIDE));
        limits.max_alloc = Some(MAX_PICTURE_BYTES);
        reader.limits(limits);
        let mut decoder = reader.into_decoder()?;
        let orientation = decoder.orientation()?;
        let mut picture = DynamicImage::from_decoder(decoder)?;
        picture.apply_orientation(orientation);
        Ok(picture.into_rgba8())
    };
    let name = path.display();
    match read() {
        Err(ImageError::Limits(_)) => bail!(
            "{name}: expected a picture of at most {MAX_SIDE} × {MAX_SIDE} pixels and {} MiB unpacked, got a larger one: shrink it",
            MAX_PICTURE_BYTES >> 20
        ),
        picture => picture.with_context(|| format!("cannot read the picture {name} (JPEG, PNG and WebP are known)")),
    }
}

/// The most labels that folders may name.
const MAX_LABELS: usize = 12;

/// Reads `split/label/picture`. The names of the label folders are the labels, wherever among the splits they stand.
fn from_folder(folder: &Path) -> Result<Dataset> {
    let label_folders = label_folders(folder)?;
    let names: BTreeSet<String> = label_folders.iter().map(|(_, path)| label_named(&name(path))).collect();
    let shown = folder.display();
    ensure!(
        !names.is_empty(),
        "{shown} holds no pictures: expected folders Training, PublicTest or PrivateTest, in each one folder per label, in each \
         PNG or JPEG files"
    );
    ensure!(
        names.len() <= MAX_LABELS,
        "{shown} has folders of {} labels, expected at most {MAX_LABELS}: give larger classes",
        names.len()
    );
    let labels = in_order(names);
    let mut dataset = Dataset::new(labels.clone()).with_context(|| format!("the label folders of {shown}"))?;
    for (split, label_folder) in label_folders {
        let label = labels.iter().position(|label| *label == label_named(&name(&label_folder)));
        let label = label.expect("the labels are these folders' names");
        for path in entries(&label_folder)? {
            if !is_picture(&path) {
                eprintln!("left out {}: expected a picture", path.display());
                continue;
            }
            match read_face(&path) {
                Ok(face) => dataset.samples.push(Sample { face, label, split, row: dataset.rows() }),
                Err(error) => {
                    let line = (dataset.rows() + 1) as u64;
                    dataset.faults.push(Fault { line, reason: format!("{error:#}") });
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
            eprintln!("left out {}: expected a folder Training, PublicTest or PrivateTest", split_folder.display());
            continue;
        };
        for label_folder in entries(&split_folder)? {
            if label_folder.is_dir() {
                folders.push((split, label_folder));
            } else {
                eprintln!("left out {}: expected the folder of a label", label_folder.display());
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

/// Whether a file's name ends as pictures' do, those too that cannot be read here: to leave these out in silence would be to
/// lose data.
fn is_picture(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    path.is_file() && (ImageFormat::from_extension(ending).is_some() || ["heic", "heif"].iter().any(|e| ending == *e))
}

fn read_face(path: &Path) -> Result<Face> {
    let picture = read_image(path)?;
    let frame = Frame::new(picture.as_raw(), picture.width(), picture.height())?;
    Ok(crop(&frame, FaceBox::filling(&frame).square()))
}

/// What a folder holds, by name, so that runs repeat; hidden files left out.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let list = || fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>();
    let mut paths = list().with_context(|| format!("cannot list {}", folder.display()))?;
    paths.retain(|path| !name(path).starts_with('.'));
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}
