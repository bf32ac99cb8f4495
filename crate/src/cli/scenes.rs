use super::detector::detector;
use super::output::Busy;
use super::ranges::within;
use super::{data::DataArgs, read_checkpoint};
use anyhow::{Result, ensure};
use clap::Args as ClapArgs;
use mimique::dataset::Sample;
use mimique::evaluate::truth;
use mimique::face::SIDE;
use mimique::face_box::SQUARE_PER_WIDTH;
use mimique::{Classifier, Frame, Split, Square, crop};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Lay pictures of faces into larger frames, and see whether the detector finds them and the network still reads them
///
/// Each face is laid into a grey frame of 640 × 480 pixels, at a seeded place, size, roll and light; outside of the picture its
/// border fades to grey. The detector's box is cut out and read, and compared with reading the picture itself.
#[derive(ClapArgs)]
pub struct Args {
    /// The checkpoint
    #[arg(long, value_name = "MODEL")]
    weights: PathBuf,
    /// A face detector in place of the built-in one: a file of models/face/convert.py
    #[arg(long, value_name = "MODEL")]
    detector: Option<PathBuf>,
    /// The detector for small faces, asked where the other finds nothing; with --detector alone there is none
    #[arg(long, value_name = "MODEL")]
    far: Option<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
    /// Training, PublicTest or PrivateTest
    #[arg(long, default_value = "PublicTest")]
    split: Split,
    /// How many of its pictures to take, evenly spread
    #[arg(long, default_value_t = 1000, value_parser = within::<usize>(1..=1_000_000, "1 to 1000000 pictures"))]
    pictures: usize,
    /// The smallest and largest face, in pixels from ear to ear
    #[arg(long, value_names = ["SMALLEST", "LARGEST"], num_args = 2, default_values_t = [64.0, 240.0],
        value_parser = within::<f32>(8.0..=400.0, "widths of 8 to 400 pixels"))]
    widths: Vec<f32>,
    /// The largest roll, in degrees
    #[arg(long, default_value_t = 0.0, value_parser = within::<f32>(0.0..=180.0, "0 to 180 degrees"))]
    roll: f32,
    /// The least light, as a share of the picture's
    #[arg(long, default_value_t = 1.0, value_parser = within::<f32>(0.01..=1.0, "a share of 0.01 to 1"))]
    light: f32,
}

const WIDTH: usize = 640;
const HEIGHT: usize = 480;
const GREY: f32 = 120.0;

/// What the detector and the network made of the scenes.
#[derive(Serialize)]
struct Outcome {
    scenes: usize,
    /// Share of the faces that were found.
    recall: f64,
    /// The same by the width of the face in pixels, by the least width.
    recall_from_width: BTreeMap<u32, f64>,
    /// Faces found where there is none.
    false_faces: usize,
    /// Share of the pictures that are read right as they are.
    direct_accuracy: f64,
    /// Share of all scenes that are read right; one whose face is not found counts as wrong.
    accuracy: f64,
    /// Of the scenes whose face is found: read right as they are, and through the detector.
    found_direct_accuracy: f64,
    found_accuracy: f64,
    /// The side of what is cut out over that of the picture: mean and standard deviation of its logarithm.
    size: [f64; 2],
    /// How far what is cut out lies to the right and below, in 48ths of the picture: means and standard deviations.
    right: [f64; 2],
    below: [f64; 2],
}

/// A frame with one face, and the square that its picture takes.
struct Scene {
    pixels: Vec<u8>,
    square: Square,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let (smallest, largest) = (self.widths[0], self.widths[1]);
        ensure!(
            smallest <= largest,
            "expected --widths SMALLEST LARGEST, got {smallest} {largest}: give the smaller one first"
        );
        let classifier = Classifier::new(&read_checkpoint(&self.weights)?)?;
        let detector = detector(self.detector.as_deref(), self.far.as_deref())?;
        let samples = self.data.read()?.labelled(&classifier.metadata().labels)?.split(self.split)?;
        let step = (samples.len() / self.pictures.max(1)).max(1);
        let samples: Vec<&Sample> = samples.iter().step_by(step).take(self.pictures).collect();

        let _busy = Busy::new(format!("laying {} pictures into frames, and reading them", samples.len()));
        let (mut found, mut false_faces) = (Vec::new(), 0);
        let (mut sizes, mut rights, mut belows) = (Vec::new(), Vec::new(), Vec::new());
        for (i, sample) in samples.iter().enumerate() {
            let scene = self.scene(sample, &mut ChaCha8Rng::seed_from_u64(i as u64));
            let frame = Frame::new(&scene.pixels, WIDTH as u32, HEIGHT as u32)?;
            let truth = truth(sample, &classifier.metadata().labels)?;
            let direct = classifier.classify(&sample.face)?.label.best() == truth;
            let (x, y, side) = (scene.square.x(), scene.square.y(), scene.square.side());
            let (middle_x, middle_y) = (x + side / 2.0, y + side / 2.0);
            let (mut right, width) = (None, side / SQUARE_PER_WIDTH);
            for face in detector.detect(&frame)? {
                let square = face.square();
                let [dx, dy] =
                    [square.x() + square.side() / 2.0 - middle_x, square.y() + square.side() / 2.0 - middle_y];
                if right.is_some() || dx.hypot(dy) > 0.35 * side {
                    false_faces += 1;
                    continue;
                }
                sizes.push(f64::from((square.side() / side).ln()));
                rights.push(f64::from(dx / side * SIDE as f32));
                belows.push(f64::from(dy / side * SIDE as f32));
                right = Some(classifier.classify(&crop(&frame, square))?.label.best() == truth);
            }
            found.push((width, direct, right));
        }
        let share = |rows: &[&(f32, bool, Option<bool>)], of: fn(&(f32, bool, Option<bool>)) -> bool| {
            rows.iter().filter(|row| of(row)).count() as f64 / rows.len().max(1) as f64
        };
        let all: Vec<_> = found.iter().collect();
        let seen: Vec<_> = found.iter().filter(|row| row.2.is_some()).collect();
        let from_width = [48, 64, 80, 96, 128, 160, 200].into_iter().filter_map(|from| {
            let rows: Vec<_> = found.iter().filter(|row| (from as f32..from as f32 * 1.25).contains(&row.0)).collect();
            (!rows.is_empty()).then(|| (from, share(&rows, |row| row.2.is_some())))
        });
        let outcome = Outcome {
            scenes: all.len(),
            recall: share(&all, |row| row.2.is_some()),
            recall_from_width: from_width.collect(),
            false_faces,
            direct_accuracy: share(&all, |row| row.1),
            accuracy: share(&all, |row| row.2 == Some(true)),
            found_direct_accuracy: share(&seen, |row| row.1),
            found_accuracy: share(&seen, |row| row.2 == Some(true)),
            size: spread(&sizes),
            right: spread(&rights),
            below: spread(&belows),
        };
        super::print(serde_json::to_string_pretty(&outcome)? + "\n")
    }

    fn scene(&self, sample: &Sample, rng: &mut ChaCha8Rng) -> Scene {
        let mut within = |low: f32, high: f32| if high > low { rng.random_range(low..high) } else { low };
        let side = SQUARE_PER_WIDTH * within(self.widths[0].ln(), self.widths[1].ln()).exp();
        let margin = side.min(HEIGHT as f32) / 2.0;
        let centre = [within(margin, WIDTH as f32 - margin), within(margin, HEIGHT as f32 - margin)];
        let (sin, cos) = within(-self.roll, self.roll).to_radians().sin_cos();
        let light = within(self.light.ln(), 0.0).exp();
        let mut pixels = Vec::with_capacity(WIDTH * HEIGHT * 4);
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let (dx, dy) = (x as f32 + 0.5 - centre[0], y as f32 + 0.5 - centre[1]);
                let scale = SIDE as f32 / side;
                let middle = (SIDE as f32 - 1.0) / 2.0;
                let at = [(cos * dx + sin * dy) * scale + middle, (cos * dy - sin * dx) * scale + middle];
                let grey = (light * faded(sample, at)).round().clamp(0.0, 255.0) as u8;
                pixels.extend([grey, grey, grey, 255]);
            }
        }
        let square = Square::new(centre[0] - side / 2.0, centre[1] - side / 2.0, side, 0.0);
        Scene { pixels, square: square.expect("a scene's face has a width") }
    }
}

/// The picture's grey value at a place; outside of it the border's, which fades to grey within a quarter of its side.
fn faded(sample: &Sample, [x, y]: [f32; 2]) -> f32 {
    let end = (SIDE - 1) as f32;
    let outside = (-x).max(x - end).max(-y).max(y - end).max(0.0);
    let fade = (outside / (SIDE as f32 / 4.0)).min(1.0);
    if fade == 1.0 { GREY } else { (1.0 - fade) * sample.face.between(x, y) + fade * GREY }
}

/// Mean and standard deviation.
fn spread(values: &[f64]) -> [f64; 2] {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    [mean, (values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n).sqrt()]
}
