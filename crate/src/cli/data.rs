//! `--data`: Kaggle's fer2013.csv, plain or .gz, or a folder `split/label/*.png|jpg`.

use anyhow::{Context, Result, bail};
use clap::Args;
use flate2::read::MultiGzDecoder;
use mimique::dataset::{Dataset, Fault, Sample};
use mimique::frame::MAX_SIDE;
use mimique::{Expression, Face, FaceBox, Frame, Split, crop};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct DataArgs {
    /// Kaggle's fer2013.csv (columns emotion, pixels, Usage), plain or .gz, or a folder `split/label/*.png|jpg`
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

fn from_folder(folder: &Path) -> Result<Dataset> {
    let mut dataset = Dataset::default();
    for split_folder in entries(folder)? {
        if !split_folder.is_dir() {
            eprintln!("left out {}: expected the folder of a split", split_folder.display());
            continue;
        }
        let Ok(split) = name(&split_folder).parse::<Split>() else { continue };
        for label_folder in entries(&split_folder)? {
            if !label_folder.is_dir() {
                eprintln!("left out {}: expected the folder of a label", label_folder.display());
                continue;
            }
            let label = name(&label_folder);
            let Some(expression) = expression_named(&label) else {
                bail!(
                    "{}: expected a folder named as one of the seven expressions (anger … neutral)",
                    label_folder.display()
                );
            };
            for path in entries(&label_folder)? {
                match read_face(&path) {
                    Ok(face) => dataset.samples.push(Sample { face, expression, split, row: dataset.rows() }),
                    Err(error) => {
                        let line = (dataset.rows() + 1) as u64;
                        dataset.faults.push(Fault { line, reason: format!("{error:#}") });
                    }
                }
            }
        }
    }
    if dataset.samples.is_empty() && dataset.faults.is_empty() {
        bail!(
            "{} holds no pictures: expected folders Training, PublicTest or PrivateTest, in each one folder per label, in each \
             PNG or JPEG files",
            folder.display()
        );
    }
    Ok(dataset)
}

/// One of the seven by its label, or by the name that Kaggle's folders give it.
fn expression_named(folder: &str) -> Option<Expression> {
    let name = match folder.to_ascii_lowercase().as_str() {
        "angry" => "anger",
        "disgusted" => "disgust",
        "fearful" => "fear",
        "happy" => "happiness",
        "sad" => "sadness",
        "surprised" => "surprise",
        name => name,
    }
    .to_owned();
    Expression::ALL.into_iter().find(|e| e.label() == name)
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
