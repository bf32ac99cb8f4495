//! All native input and output: arguments, files, progress. One file per command.

mod average;
mod bench;
mod calibrate;
mod charts;
mod classify;
mod command;
mod compare;
mod completions;
mod curves;
mod data;
mod detector;
mod disturb;
mod evaluate;
mod files;
mod input;
mod inspect;
mod lock;
mod out;
mod output;
mod publish;
mod ranges;
mod recipe;
mod record;
mod run;
mod scenes;
mod several;
mod soft;
mod storage;
mod synth;
mod targets;
mod train;
mod votes_head;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use files::write;
use mimique::Checkpoint;
use mimique::checkpoint::MAX_BYTES;
use output::print;
pub use output::say;
use std::path::Path;

/// Trains, evaluates and runs the network that reads the expression shown on a face.
///
/// A label is the nearest of FER2013's labels, what people said of such a picture, and not what a person feels.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Synth(synth::Args),
    Train(train::Args),
    Evaluate(evaluate::Args),
    Compare(compare::Args),
    Average(average::Args),
    Calibrate(calibrate::Args),
    SoftTargets(targets::Args),
    VotesHead(votes_head::Args),
    Classify(classify::Args),
    Scenes(scenes::Args),
    Inspect(inspect::Args),
    Bench(bench::Args),
    Completions(completions::Args),
}

impl Cli {
    pub fn run(self) -> Result<()> {
        match self.command {
            Command::Synth(args) => args.run(),
            Command::Train(args) => args.run(),
            Command::Evaluate(args) => args.run(),
            Command::Compare(args) => args.run(),
            Command::Average(args) => args.run(),
            Command::Calibrate(args) => args.run(),
            Command::SoftTargets(args) => args.run(),
            Command::VotesHead(args) => args.run(),
            Command::Classify(args) => args.run(),
            Command::Scenes(args) => args.run(),
            Command::Inspect(args) => args.run(),
            Command::Bench(args) => args.run(),
            Command::Completions(args) => args.run(),
        }
    }
}

fn read_checkpoint(path: &Path) -> Result<Checkpoint> {
    Ok(read_sized_checkpoint(path)?.0)
}

/// A checkpoint and the bytes of its file.
fn read_sized_checkpoint(path: &Path) -> Result<(Checkpoint, usize)> {
    let bytes =
        input::read(path, MAX_BYTES).with_context(|| format!("cannot read the checkpoint {}", output::shown(path)))?;
    let checkpoint =
        Checkpoint::from_bytes(&bytes).with_context(|| format!("{} is not usable", output::shown(path)))?;
    Ok((checkpoint, bytes.len()))
}
