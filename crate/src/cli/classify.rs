use super::data::read_image;
use super::detector::detector;
use super::input::{is_stdin, pictures};
use super::output::{say, shown};
use super::read_checkpoint;
use anyhow::{Context, Result, ensure};
use clap::{Args as ClapArgs, ValueEnum};
use mimique::{Answer, Classifier, Detector, FaceBox, Frame, Prediction, crop};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// Read the expression shown on the faces in pictures
///
/// Of each picture the largest and most central face is read. A picture without one has null for its label; square pictures of
/// up to 64 pixels are taken for faces already.
#[derive(ClapArgs)]
pub struct Args {
    /// The checkpoint
    #[arg(long, value_name = "MODEL")]
    weights: PathBuf,
    /// A face detector in place of the built-in one: a file of models/face/convert.py
    #[arg(long, value_name = "MODEL", conflicts_with_all = ["face_box", "no_detect"])]
    detector: Option<PathBuf>,
    /// Read every face, a line each
    #[arg(long, conflicts_with_all = ["face_box", "no_detect"])]
    all_faces: bool,
    /// Take the largest centred square for the face, as for pictures that are faces already
    #[arg(long, conflicts_with = "face_box")]
    no_detect: bool,
    /// Where the face is, in pixels, as a detector would draw the box: forehead to chin, ear to ear
    #[arg(long = "box", value_name = "X,Y,WIDTH,HEIGHT", value_parser = parse_box)]
    face_box: Option<FaceBox>,
    /// How to print: one JSON object a line, or text
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// JPEG, PNG or WebP files, folders of them, patterns such as "photos/*.jpg", or - for standard input
    #[arg(required = true, value_name = "IMAGE")]
    images: Vec<PathBuf>,
}

/// A face of a picture, its number and how many there are, and what was read.
struct Found<'a> {
    face: &'a FaceBox,
    place: [usize; 2],
    prediction: &'a Prediction,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Json,
    Text,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let images = pictures(&self.images)?;
        ensure!(
            self.face_box.is_none() || images.len() == 1,
            "expected one picture with --box, got {}: read them one by one",
            images.len()
        );
        let classifier = Classifier::new(&read_checkpoint(&self.weights)?)?;
        let detector = detector(self.detector.as_deref(), None)?;
        let mut failed = 0;
        for image in &images {
            match self.classify(&classifier, &detector, image) {
                Ok(lines) => super::print(lines.join("\n") + "\n")?,
                Err(error) => {
                    failed += 1;
                    say(format!("mimique: {error:#}"));
                }
            }
        }
        anyhow::ensure!(failed == 0, "{failed} of {} pictures could not be read", images.len());
        Ok(())
    }

    /// One line per face, or one that says that there is none.
    fn classify(&self, classifier: &Classifier, detector: &Detector, path: &Path) -> Result<Vec<String>> {
        let picture = read_image(path)?;
        let frame = Frame::new(picture.as_raw(), picture.width(), picture.height())
            .with_context(|| format!("cannot use {}", shown(path)))?;
        let mut faces = match &self.face_box {
            Some(face) => {
                let (width, height) = (frame.width() as f32, frame.height() as f32);
                ensure!(
                    face.x() < width
                        && face.y() < height
                        && face.x() + face.width() > 0.0
                        && face.y() + face.height() > 0.0,
                    "{}: the --box lies outside the picture of {width} × {height} pixels: give its place in pixels from the \
                     top left",
                    shown(path)
                );
                vec![face.clone()]
            }
            None if self.no_detect || FaceBox::is_whole(&frame) => vec![FaceBox::filling(&frame)],
            None => detector.detect(&frame)?,
        };
        if !self.all_faces {
            faces.truncate(1);
        }
        if faces.is_empty() {
            return Ok(vec![self.line(path, &classifier.metadata().labels, None)]);
        }
        let read = |(i, face): (usize, &FaceBox)| {
            let prediction = classifier.classify(&crop(&frame, face.square()))?;
            let found = Found { face, place: [i + 1, faces.len()], prediction: &prediction };
            Ok(self.line(path, &classifier.metadata().labels, Some(found)))
        };
        faces.iter().enumerate().map(read).collect()
    }

    fn line(&self, path: &Path, labels: &[String], found: Option<Found>) -> String {
        let file = if is_stdin(path) { "standard input".into() } else { path.to_string_lossy() };
        let Some(Found { face, place: [number, of], prediction }) = found else {
            return match self.format {
                Format::Text => {
                    let file = shown(Path::new(&*file));
                    format!("{file}: no face found: give its place with --box, or --no-detect if it fills the picture")
                }
                Format::Json => json!({ "file": file, "label": null, "probabilities": null, "face": null }).to_string(),
            };
        };
        if self.format == Format::Text {
            let said = |answer: &Answer| {
                let mut pairs: Vec<_> = labels.iter().zip(&answer.probabilities).collect();
                pairs.sort_by(|a, b| b.1.total_cmp(a.1));
                let shares = pairs.iter().map(|(label, p)| format!("{label} {:.1} %", 100.0 * *p));
                shares.collect::<Vec<_>>().join(", ")
            };
            let votes = prediction.votes.as_ref().map(|votes| format!("; of ten people's votes: {}", said(votes)));
            let [x, y, width, height] = [face.x(), face.y(), face.width(), face.height()];
            let which = match self.all_faces {
                true => format!(", face {number} of {of} at {x:.0}, {y:.0} ({width:.0} × {height:.0} pixels)"),
                false => String::new(),
            };
            let file = shown(Path::new(&*file));
            return format!("{file}{which}: {}{}", said(&prediction.label), votes.unwrap_or_default());
        }
        let probabilities = |answer: &Answer| -> Map<String, Value> {
            labels.iter().cloned().zip(answer.probabilities.iter().map(|p| json!(p))).collect()
        };
        let [x, y, width, height] = [face.x(), face.y(), face.width(), face.height()];
        let face = json!({ "x": x, "y": y, "width": width, "height": height, "score": face.score() });
        let label = &labels[prediction.label.best()];
        let mut line =
            json!({ "file": file, "label": label, "probabilities": probabilities(&prediction.label), "face": face });
        if let Some(votes) = &prediction.votes {
            line["votes"] = json!({ "label": labels[votes.best()], "probabilities": probabilities(votes) });
        }
        line.to_string()
    }
}

fn parse_box(text: &str) -> Result<FaceBox> {
    let values: Vec<f32> =
        text.split(',').map(|v| v.trim().parse()).collect::<Result<_, _>>().context("not a number")?;
    let [x, y, width, height] = values[..] else { anyhow::bail!("expected four numbers with commas between") };
    Ok(FaceBox::new(x, y, width, height)?)
}
