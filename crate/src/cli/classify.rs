use super::{data::read_image, read_checkpoint};
use anyhow::{Context, Result};
use clap::{Args as ClapArgs, ValueEnum};
use mimique::{Classifier, FaceBox, Frame, crop};
use serde_json::{Map, json};
use std::path::{Path, PathBuf};

/// Read the expression shown on the faces in pictures
///
/// Without --box, the largest centred square of each picture is taken for the face.
#[derive(ClapArgs)]
pub struct Args {
    /// The checkpoint
    #[arg(long, value_name = "MODEL")]
    weights: PathBuf,
    /// Take the largest centred square for the face, as for pictures that are faces already
    #[arg(long, conflicts_with = "face_box")]
    no_detect: bool,
    /// Where the face is, in pixels, as a detector would draw the box: forehead to chin, ear to ear
    #[arg(long = "box", value_name = "X,Y,WIDTH,HEIGHT", value_parser = parse_box)]
    face_box: Option<FaceBox>,
    /// How to print: one JSON object a line, or text
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// JPEG, PNG or WebP files
    #[arg(required = true, value_name = "IMAGE")]
    images: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Json,
    Text,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let classifier = Classifier::new(&read_checkpoint(&self.weights)?)?;
        let mut failed = 0;
        for image in &self.images {
            match self.classify(&classifier, image) {
                Ok(line) => println!("{line}"),
                Err(error) => {
                    failed += 1;
                    eprintln!("mimique: {error:#}");
                }
            }
        }
        anyhow::ensure!(failed == 0, "{failed} of {} pictures could not be read", self.images.len());
        Ok(())
    }

    fn classify(&self, classifier: &Classifier, path: &Path) -> Result<String> {
        let picture = read_image(path)?;
        let frame = Frame::new(picture.as_raw(), picture.width(), picture.height())
            .with_context(|| format!("cannot use {}", path.display()))?;
        let face_box = self.face_box.clone().unwrap_or_else(|| FaceBox::filling(&frame));
        let prediction = classifier.classify(&crop(&frame, face_box.square()))?;
        let labels = &classifier.metadata().labels;
        let label = &labels[prediction.best()];
        let pairs = labels.iter().zip(&prediction.probabilities);
        if self.format == Format::Text {
            let mut pairs: Vec<_> = pairs.collect();
            pairs.sort_by(|a, b| b.1.total_cmp(a.1));
            let shares: Vec<String> = pairs.iter().map(|(label, p)| format!("{label} {:.1} %", 100.0 * *p)).collect();
            return Ok(format!("{}: {}", path.display(), shares.join(", ")));
        }
        let probabilities: Map<_, _> = pairs.map(|(label, p)| (label.clone(), json!(p))).collect();
        let FaceBox { x, y, width, height, score, .. } = face_box;
        let face = json!({ "x": x, "y": y, "width": width, "height": height, "score": score });
        let file = path.display().to_string();
        Ok(json!({ "file": file, "label": label, "probabilities": probabilities, "face": face }).to_string())
    }
}

fn parse_box(text: &str) -> Result<FaceBox> {
    let values: Vec<f32> =
        text.split(',').map(|v| v.trim().parse()).collect::<Result<_, _>>().context("not a number")?;
    let [x, y, width, height] = values[..] else { anyhow::bail!("expected four numbers with commas between") };
    Ok(FaceBox::new(x, y, width, height)?)
}
