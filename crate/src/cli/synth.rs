use super::files::{check_writable, write};
use super::out::check_absent;
use super::ranges::{seed, within};
use anyhow::{Result, ensure};
use clap::Args as ClapArgs;
use flate2::{Compression, write::GzEncoder};
use mimique::Sample;
use mimique::synth::{Difficulty, Synth};
use std::io::Write;
use std::path::PathBuf;

/// Draw labelled faces in the format of Kaggle's fer2013.csv
///
/// The faces are drawn from the action units of each expression, as many of each, and show nobody. Six in eight are for
/// training, one for validation (PublicTest), one for the test (PrivateTest). The same options draw the same pictures.
#[derive(ClapArgs)]
pub struct Args {
    /// Where to write them, ending in .csv or .csv.gz
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Replace what is there already
    #[arg(long)]
    force: bool,
    /// Pictures
    #[arg(long, default_value_t = 3600, value_parser = within::<usize>(56..=1_000_000, "56 to 1000000 pictures"))]
    count: usize,
    /// What every random choice comes from
    #[arg(long, default_value_t = 1, value_parser = seed())]
    seed: u64,
    /// How far faces differ in place, size, roll, build, light and noise
    #[arg(long, default_value_t = Difficulty::default().pose, value_parser = within::<f32>(0.0..=1.0, "0 to 1"))]
    pose: f32,
    /// How weak expressions are, and how much of others strays into them
    #[arg(long, default_value_t = Difficulty::default().ambiguity, value_parser = within::<f32>(0.0..=1.0, "0 to 1"))]
    ambiguity: f32,
    /// Share of the training labels that are wrong
    #[arg(long, default_value_t = Difficulty::default().label_noise, value_parser = within::<f32>(0.0..=1.0, "0 to 1"))]
    label_noise: f32,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let Self { out, force, count, seed, pose, ambiguity, label_noise } = self;
        let packed = out.extension().is_some_and(|e| e == "gz");
        ensure!(
            packed || out.extension().is_some_and(|e| e == "csv"),
            "expected --out to end in .csv or .csv.gz, got {}",
            out.display()
        );
        check_writable(&out)?;
        check_absent([out.clone()], force)?;
        let synth = Synth::new(Difficulty { pose, ambiguity, label_noise }, seed)?;
        let mut csv = "emotion,pixels,Usage\n".to_owned();
        synth.samples(count).for_each(|sample| csv.push_str(&line(&sample)));
        let mut bytes = csv.into_bytes();
        if packed {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(&bytes)?;
            bytes = encoder.finish()?;
        }
        write(&out, &bytes)?;
        super::print(format!("{}: {count} drawn faces, {} bytes\n", out.display(), bytes.len()))
    }
}

fn line(sample: &Sample) -> String {
    let pixels: Vec<String> = sample.face.pixels().iter().map(u8::to_string).collect();
    format!("{},{},{}\n", sample.label, pixels.join(" "), sample.split)
}
