use super::output::{say, shown};
use super::ranges::within;
use anyhow::{Context, Result, anyhow};
use clap::Args as ClapArgs;
use mimique::{Architecture, Example, Face, Recipe, Trainer};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

/// Measure training speed, beside PyTorch's if a Python with it is given
///
/// Trains plain networks (no batch normalisation, dropout or augmentation) on random pictures, forward, backward and SGD.
/// The two take turns, so that whatever else the machine does slows both. Prints JSON.
#[derive(ClapArgs)]
pub struct Args {
    /// Networks to train
    #[arg(long, value_delimiter = ',', default_value = "lenet5,wide")]
    arch: Vec<String>,
    /// Numbers of threads
    #[arg(long, value_delimiter = ',', default_value = "1,2", value_parser = within::<usize>(1..=1024, "1 to 1024 threads"))]
    threads: Vec<usize>,
    /// Pictures a step
    #[arg(long, default_value_t = 64, value_parser = within::<usize>(2..=65536, "2 to 65536 pictures"))]
    batch: usize,
    /// Turns each takes
    #[arg(long, default_value_t = 7, value_parser = within::<usize>(1..=1000, "1 to 1000 turns"))]
    turns: usize,
    /// Seconds a turn
    #[arg(long, default_value_t = 2.0, value_parser = within::<f64>(0.01..=3600.0, "0.01 to 3600 seconds"))]
    seconds: f64,
    /// A Python that can import torch
    #[arg(long, value_name = "PROGRAM")]
    python: Option<PathBuf>,
}

impl Args {
    pub fn run(self) -> Result<()> {
        let mut nets = Map::new();
        for name in &self.arch {
            let architecture = Architecture::named(name)?;
            let mut by_threads = Map::new();
            for &threads in &self.threads {
                say(format!("training {name} on {threads} thread(s)"));
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
                by_threads.insert(format!("threads{threads}"), pool.install(|| self.measure(&architecture, threads))?);
            }
            nets.insert(name.clone(), Value::Object(by_threads));
        }
        super::print(serde_json::to_string_pretty(&json!({ "training": { "native": nets } }))? + "\n")
    }

    fn measure(&self, architecture: &Architecture, threads: usize) -> Result<Value> {
        let examples = examples(4 * self.batch);
        let mut trainer = Trainer::new(architecture.clone(), 7, Recipe::plain(self.batch, 1e-3)?)?;
        let mut peer =
            self.python.as_ref().map(|p| PyTorch::start(p, architecture, threads, self.batch)).transpose()?;
        for _ in 0..5 {
            trainer.step(&examples)?;
        }
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..self.turns {
            let (mut pictures, start) = (0, Instant::now());
            while start.elapsed().as_secs_f64() < self.seconds {
                pictures += trainer.step(&examples)?.n;
            }
            ours.push(pictures as f64 / start.elapsed().as_secs_f64());
            if let Some(peer) = &mut peer {
                theirs.push(peer.images_per_second(self.seconds)?);
            }
        }
        let mut measured = json!({ "images_per_s": median(&mut ours) });
        if let Some(peer) = peer {
            let theirs = median(&mut theirs);
            measured["ratio"] = json!(median(&mut ours) / theirs);
            measured["pytorch"] = json!({ "version": peer.version, "images_per_s": theirs });
        }
        Ok(measured)
    }
}

fn examples(n: usize) -> Vec<Example> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    (0..n)
        .map(|i| {
            let pixels: Vec<u8> = (0..48 * 48).map(|_| rng.random()).collect();
            Example::of_label(Face::new(&pixels).expect("48 × 48 pixels"), i % 7, 7).expect("one of seven labels")
        })
        .collect()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// PyTorch in a process of its own, which trains when told to.
struct PyTorch {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    version: String,
}

impl PyTorch {
    const SCRIPT: &str = include_str!("train_pytorch.py");

    fn start(python: &Path, architecture: &Architecture, threads: usize, batch: usize) -> Result<Self> {
        let mut child = Command::new(python)
            .args(["-c", Self::SCRIPT, &serde_json::to_string(architecture)?])
            .args([threads.to_string(), batch.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", shown(python)))?;
        let orders = child.stdin.take().expect("stdin is piped");
        let answers = BufReader::new(child.stdout.take().expect("stdout is piped"));
        let mut peer = Self { child, orders, answers, version: String::new() };
        let ready = peer.answer()?;
        peer.version = ready.strip_prefix("ready ").unwrap_or(&ready).to_owned();
        Ok(peer)
    }

    fn images_per_second(&mut self, seconds: f64) -> Result<f64> {
        writeln!(self.orders, "{seconds}")?;
        let answer = self.answer()?;
        answer.parse().with_context(|| format!("PyTorch answered {answer:?}"))
    }

    fn answer(&mut self) -> Result<String> {
        let mut line = String::new();
        match self.answers.read_line(&mut line)? {
            0 => {
                Err(anyhow!("PyTorch stopped: its own message is above; the given Python must be able to import torch"))
            }
            _ => Ok(line.trim().to_owned()),
        }
    }
}

impl Drop for PyTorch {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
